//! Standard budgets: and the limit they share with.

use crate::gemeen::*;
use houvast_begrip::Centen;
use houvast_beslis::Onderwerp as O;
use houvast_beslis::RedenAfwijzing as Reden;
use houvast_beslis::Uitkomst::{Afwijzen, Toewijzen, Voorleggen};
use houvast_beslis::{Afronding, Feit, Soort, Taak, Verwijzer};
use jiff::civil::date;

#[test]
fn r061_tot_en_met_r068_elke_rand_van_elk_standaardbudget() {
    let budgetten = [1_000, 2_000, 3_000, 5_000, 8_000, 12_000, 15_000, 20_000];
    for (i, bedrag) in budgetten.into_iter().enumerate() {
        let n = u8::try_from(i + 1).unwrap();
        let op = besluit(&via(Verwijzer::Gemeente, euro(bedrag, 0)));
        assert_eq!((op.uitkomst, nummer(&op)), (Toewijzen, Some(n)), "{bedrag},00");
        let boven = besluit(&via(Verwijzer::Gemeente, euro(bedrag, 1)));
        let verwacht = if n == 8 {
            (Voorleggen, None)
        } else {
            (Toewijzen, Some(n + 1))
        };
        assert_eq!((boven.uitkomst, nummer(&boven)), verwacht, "{bedrag},01");
        let standaard = profiel().standaardbudgetten[i];
        assert_eq!((standaard.nummer, standaard.bedrag), (n, Centen::euro(bedrag)));
        assert_eq!(
            standaard.medisch_eerste_verwijzing,
            n <= 5,
            "bijlage 3, laatste kolom"
        );
    }
    assert_eq!(nummer(&besluit(&via(Verwijzer::Gemeente, Centen(1)))), Some(1));
    let offerte = besluit(&via(Verwijzer::Gemeente, euro(20_000, 1)))
        .toekenning
        .unwrap();
    assert!(offerte.offertebudget && offerte.budget == Some(euro(20_000, 1)));
}

#[test]
fn r065_r081_r120_een_huisarts_komt_tot_en_met_8000_en_geen_cent_verder() {
    let net = besluit(&via(Verwijzer::Huisarts, euro(8_000, 0)));
    assert_eq!((net.uitkomst, nummer(&net)), (Toewijzen, Some(5)));
    let over = besluit(&via(Verwijzer::Huisarts, euro(8_000, 1)));
    assert_eq!(
        (over.uitkomst, over.reden),
        (Afwijzen, Some(Reden::PastNietBinnenBudget))
    );
    let g = grond(&over, O::Grens);
    assert!(
        g.uitleg
            .contains("weigert het bericht van de aanbieder, niet het recht van de jeugdige op hulp")
    );
    assert_eq!(g.taak, Some(Taak::ContactToegang));
    assert_eq!(over.toekenning, None);
}

#[test]
fn r066_tot_en_met_r068_budget_6_tot_en_met_8_alleen_met_de_toegang() {
    for bedrag in [12_000, 15_000, 20_000] {
        for arts in [
            Verwijzer::Huisarts,
            Verwijzer::Jeugdarts,
            Verwijzer::MedischSpecialist,
        ] {
            let mut f = via(arts, euro(bedrag, 0));
            assert_eq!(uitkomst(&f), Afwijzen, "{arts:?} {bedrag} zonder contact");
            f.contact = Feit::aanbieder(date(2025, 5, 8));
            assert_eq!(uitkomst(&f), Voorleggen, "{arts:?} {bedrag} met contact");
            f.instemming = Feit::consulent(euro(bedrag, 0));
            assert_eq!(uitkomst(&f), Toewijzen, "{arts:?} {bedrag} met instemming");
        }
        assert_eq!(uitkomst(&via(Verwijzer::Gemeente, euro(bedrag, 0))), Toewijzen);
    }
    let b = besluit(&via(Verwijzer::Gemeente, euro(12_000, 1)));
    assert_eq!((b.uitkomst, nummer(&b)), (Toewijzen, Some(7)));
}

#[test]
fn r069_ook_een_kleine_aanbieder_krijgt_budget_8_en_daarboven_een_offertebudget() {
    let mut f = via(Verwijzer::Gemeente, euro(20_000, 0));
    f.contracten = Feit::dossier(vec![contract("ambulant", Some(1))]);
    assert_eq!((uitkomst(&f), nummer(&besluit(&f))), (Toewijzen, Some(8)));
    f.budget = Feit::bericht(euro(26_000, 0));
    let b = besluit(&f);
    assert_eq!(b.uitkomst, Voorleggen);
    assert!(grond(&b, O::Budget).uitleg.contains("offertebudget"));
}

#[test]
fn r071_de_raming_wordt_naar_boven_afgerond() {
    for (raming, n) in [(5_001, 5), (8_000, 5), (10_400, 6)] {
        let b = besluit(&via(Verwijzer::Gemeente, euro(raming, 0)));
        assert_eq!((b.uitkomst, nummer(&b)), (Toewijzen, Some(n)), "{raming}");
        let g = grond(&b, O::Budget);
        assert_eq!(
            g.uitleg.contains("aanname"),
            raming != 8_000,
            "afronden is zichtbaar een aanname"
        );
    }
}

#[test]
fn r072_bij_een_kleine_overschrijding_beslist_de_afspraak_en_anders_naar_boven() {
    let mut f = via(Verwijzer::Gemeente, euro(3_050, 0));
    let b = besluit(&f);
    assert_eq!((b.uitkomst, nummer(&b)), (Toewijzen, Some(4)));
    assert!(
        grond(&b, O::Budget).let_op,
        "gemeente en aanbieder stemmen nog af"
    );
    f.afronding = Feit::consulent(Afronding::Beneden);
    let b = besluit(&f);
    assert_eq!((b.uitkomst, nummer(&b)), (Toewijzen, Some(3)));
    f.afronding = Feit::consulent(Afronding::Boven);
    let b = besluit(&f);
    assert_eq!((nummer(&b), grond(&b, O::Budget).let_op), (Some(4), false));
    f.afronding = Feit::aanbieder(Afronding::Beneden);
    assert_eq!(
        nummer(&besluit(&f)),
        Some(4),
        "een aanbieder spreekt niets af namens de gemeente"
    );
}

#[test]
fn r072_v09_klein_is_tot_en_met_vijf_procent_van_het_lagere_budget() {
    for (raming, klein) in [
        (euro(3_150, 0), true),
        (euro(3_150, 1), false),
        (euro(5_200, 0), true),
    ] {
        let b = besluit(&via(Verwijzer::Gemeente, raming));
        assert_eq!(grond(&b, O::Budget).let_op, klein, "{raming}");
    }
    let mut f = via(Verwijzer::Gemeente, euro(3_150, 1));
    f.afronding = Feit::consulent(Afronding::Beneden);
    assert_eq!(uitkomst(&f), Voorleggen, "naar beneden, maar niet klein");
    let mut f = via(Verwijzer::Gemeente, euro(20_000, 1));
    assert_eq!(uitkomst(&f), Voorleggen);
    f.afronding = Feit::consulent(Afronding::Beneden);
    assert_eq!((uitkomst(&f), nummer(&besluit(&f))), (Toewijzen, Some(8)));
}

#[test]
fn r072_een_afspraak_naar_beneden_raakt_alleen_een_kleine_overschrijding() {
    let mut f = via(Verwijzer::Gemeente, euro(3_000, 0));
    f.afronding = Feit::consulent(Afronding::Beneden);
    assert_eq!(
        (uitkomst(&f), nummer(&besluit(&f))),
        (Toewijzen, Some(3)),
        "precies budget 3"
    );
    f.budget = Feit::bericht(euro(4_000, 0));
    let b = besluit(&f);
    assert_eq!(
        (b.uitkomst, nummer(&b)),
        (Voorleggen, Some(4)),
        "het voorstel blijft naar boven"
    );
    f.budget = Feit::bericht(euro(500, 0));
    let b = besluit(&f);
    assert_eq!(
        (b.uitkomst, nummer(&b)),
        (Voorleggen, Some(1)),
        "er is geen lager budget"
    );
}

#[test]
fn rs005_een_budget_dat_niet_in_een_bericht_past_is_voor_een_mens() {
    let mut f = via(Verwijzer::Gemeente, euro(20_000, 0));
    f.soort = Feit::dossier(Soort::Duurzaam);
    f.raming_per_jaar = Feit::dossier(euro(20_000, 0));
    for (laatste_jaar, verwacht) in [(2074, Toewijzen), (2075, Voorleggen)] {
        f.periode = Feit::bericht(periode(date(2026, 1, 1), date(laatste_jaar, 12, 31)));
        let b = besluit(&f);
        let budget = b.toekenning.unwrap().budget.unwrap();
        assert_eq!(
            (b.uitkomst, budget > euro(999_999, 99)),
            (verwacht, verwacht == Voorleggen),
            "{budget}"
        );
    }
}

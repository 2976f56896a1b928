//! Routes and limits: R-081, R-082, R-083, R-121.

use crate::gemeen::*;
use houvast_beslis::Onderwerp as O;
use houvast_beslis::Uitkomst::{Afwijzen, Toewijzen, Voorleggen};
use houvast_beslis::{Afronding, Bron, Feit, Regioprofiel, Soort, Taak, Verwijzer, beoordeel};
use jiff::civil::date;

#[test]
fn r081_een_tweede_verwijzing_is_voor_de_toegang_ook_onder_8000() {
    let mut f = via(Verwijzer::Huisarts, euro(2_000, 0));
    f.trajecten = Feit::dossier(vec![traject(X, date(2024, 1, 1), date(2024, 8, 31), false)]);
    let b = besluit(&f);
    assert_eq!(
        (b.uitkomst, b.reden),
        (Voorleggen, None),
        "voorleggen zonder advies om te weigeren"
    );
    assert_eq!(grond(&b, O::EersteVerwijzing).taak, Some(Taak::ContactToegang));
    f.contact = Feit::aanbieder(date(2025, 5, 1));
    assert_eq!(uitkomst(&f), Voorleggen, "contact is nog geen instemming");
    f.instemming = Feit::aanbieder(euro(2_000, 0));
    assert_eq!(
        uitkomst(&f),
        Voorleggen,
        "een aanbieder stemt niet in namens de Toegang"
    );
    f.instemming = Feit::consulent(euro(2_000, 0));
    assert_eq!(uitkomst(&f), Toewijzen);
}

#[test]
fn r081_v34_twaalf_maanden_zonder_hulp_maakt_het_weer_een_eerste_verwijzing() {
    let mut f = goed();
    for (eind, verwacht) in [
        (date(2024, 5, 11), Toewijzen),
        (date(2024, 5, 12), Voorleggen),
        (date(2025, 5, 11), Voorleggen),
    ] {
        f.trajecten = Feit::dossier(vec![traject(Y, date(2024, 1, 1), eind, true)]);
        assert_eq!(uitkomst(&f), verwacht, "hulp tot en met {eind}");
    }
    f.trajecten = Feit::onbekend();
    let b = besluit(&f);
    assert_eq!(b.uitkomst, Toewijzen);
    assert!(
        grond(&b, O::EersteVerwijzing)
            .uitleg
            .contains("voor zover deze gemeente weet")
    );
}

#[test]
fn r082_de_aanbieder_bepaalt_resultaat_budget_en_duur() {
    for soort in [Soort::Herstel, Soort::Duurzaam] {
        let mut f = via(Verwijzer::MedischSpecialist, euro(3_000, 0));
        f.soort = Feit::aanbieder(soort);
        let b = besluit(&f);
        assert_eq!((b.uitkomst, nummer(&b)), (Toewijzen, Some(3)));
        assert!(
            grond(&b, O::Verwijzing)
                .uitleg
                .contains("De aanbieder bepaalt resultaat, budget en duur")
        );
        assert_eq!(b.toekenning.unwrap().soort, Some(soort));
    }
}

#[test]
fn r083_boven_budget_5_eerst_contact_met_de_toegang() {
    let mut f = via(Verwijzer::Huisarts, euro(15_000, 0));
    let b = besluit(&f);
    assert_eq!(b.uitkomst, Afwijzen);
    assert_eq!(
        b.samenvatting,
        "Past niet binnen het budget. Neem eerst contact op met de Toegang"
    );
    f.contact = Feit::consulent(date(2025, 5, 14));
    assert_eq!(uitkomst(&f), Voorleggen, "contact op de dag van het besluit");
    f.contact = Feit::consulent(date(2025, 5, 15));
    assert_eq!(uitkomst(&f), Afwijzen, "contact in de toekomst is er nog niet");
}

#[test]
fn r083_instemming_telt_tot_het_bedrag_dat_wordt_toegekend() {
    let mut f = via(Verwijzer::Huisarts, euro(11_000, 0));
    f.instemming = Feit::consulent(euro(12_000, 0));
    assert_eq!((uitkomst(&f), nummer(&besluit(&f))), (Toewijzen, Some(6)));
    f.instemming = Feit::consulent(euro(11_999, 99));
    assert_eq!(uitkomst(&f), Voorleggen);
}

#[test]
fn r121_een_uitzondering_in_het_profiel_verhoogt_de_grens_voor_een_aanbieder() {
    let p = aangepast(
        "uitzonderingen = []",
        r#"uitzonderingen = [{ aanbieder = "90010001", route = "medisch", grens = 12_000, geldig_vanaf = 2025-01-01, geldig_tot_en_met = 2025-12-31, bron = "Verwijsproces 3" }]"#,
    );
    let dag = date(2025, 5, 14);
    let mut f = via(Verwijzer::Huisarts, euro(11_000, 0));
    let b = beoordeel(&f, &p, dag);
    assert_eq!((b.uitkomst, nummer(&b)), (Toewijzen, Some(6)));
    assert!(
        grond(&b, O::Grens)
            .feiten
            .iter()
            .any(|(_, w)| w.contains("Verwijsproces 3"))
    );
    f.budget = Feit::bericht(euro(12_000, 1));
    assert_eq!(beoordeel(&f, &p, dag).uitkomst, Afwijzen);
    f.budget = Feit::bericht(euro(11_000, 0));
    f.periode = Feit::bericht(periode(date(2026, 1, 1), date(2026, 12, 31)));
    assert_eq!(
        beoordeel(&f, &p, dag).uitkomst,
        Afwijzen,
        "na afloop van de uitzondering"
    );
    let mut y = via(Verwijzer::Huisarts, euro(11_000, 0));
    y.aanbieder = agb(Y);
    assert_eq!(beoordeel(&y, &p, dag).uitkomst, Afwijzen);
}

#[test]
fn twee_producten_in_een_bericht_stapelen_de_grens_niet() {
    let mut f = via(Verwijzer::Huisarts, euro(5_000, 0));
    f.ander_budget_in_verzoek = Feit::bericht(euro(3_000, 0));
    assert_eq!(uitkomst(&f), Toewijzen, "samen 8.000,00");
    f.ander_budget_in_verzoek = Feit::bericht(euro(3_000, 1));
    assert_eq!(uitkomst(&f), Voorleggen, "samen 8.000,01");
}

#[test]
fn contact_en_instemming_tellen_alleen_van_wie_ze_mag_vastleggen() {
    let mut f = via(Verwijzer::Huisarts, euro(9_000, 0));
    for (contact, verwacht) in [
        (Feit::aanbieder(DAGTEKENING), Voorleggen),
        (Feit::consulent(DAGTEKENING), Voorleggen),
        (Feit::bericht(DAGTEKENING), Afwijzen),
        (Feit::van(Bron::Aanname, DAGTEKENING), Afwijzen),
    ] {
        f.contact = contact;
        assert_eq!(uitkomst(&f), verwacht, "{:?}", f.contact);
    }
}

#[test]
fn een_afgerond_budget_boven_een_hogere_grens_vraagt_instemming() {
    let p = aangepast(
        "uitzonderingen = []",
        r#"uitzonderingen = [{ aanbieder = "90010001", route = "medisch", grens = 9_000, geldig_vanaf = 2025-01-01, bron = "Verwijsproces" }]"#,
    );
    let mut f = via(Verwijzer::Huisarts, euro(8_500, 0));
    let dag = date(2025, 5, 14);
    assert_eq!(
        beoordeel(&f, &p, dag).uitkomst,
        Voorleggen,
        "8.500 wordt 12.000, boven 9.000"
    );
    f.budget = Feit::bericht(euro(8_000, 0));
    assert_eq!(beoordeel(&f, &p, dag).uitkomst, Toewijzen);
    f.budget = Feit::bericht(euro(9_000, 1));
    assert_eq!(beoordeel(&f, &p, dag).uitkomst, Afwijzen);
}

#[test]
fn r121_de_ruimste_uitzondering_telt_en_alleen_op_haar_eigen_route() {
    let toml = include_str!("../../profielen/ijsselland/2024-01-08.toml")
        .replace(
            "uitzonderingen = []",
            r#"uitzonderingen = [
              { aanbieder = "90010001", route = "medisch", grens = 12_000, geldig_vanaf = 2025-01-01, bron = "Ruim" },
              { aanbieder = "90010001", route = "medisch", grens = 10_000, geldig_vanaf = 2025-01-01, bron = "Krap" },
            ]"#,
        )
        .replace("verwijzers = [\"04\"]", "verwijzers = [\"04\"]\ngrens_zonder_instemming = 5_000");
    let p = Regioprofiel::lees(&toml, "ruim.toml").unwrap();
    let dag = date(2025, 5, 14);
    assert_eq!(
        beoordeel(&via(Verwijzer::Huisarts, euro(11_000, 0)), &p, dag).uitkomst,
        Toewijzen
    );
    assert_eq!(
        beoordeel(&via(Verwijzer::Gi, euro(5_000, 1)), &p, dag).uitkomst,
        Afwijzen
    );
    assert_eq!(
        beoordeel(&via(Verwijzer::Gi, euro(5_000, 0)), &p, dag).uitkomst,
        Toewijzen
    );
}

#[test]
fn overleg_over_de_afronding_is_ook_contact() {
    let mut f = via(Verwijzer::Huisarts, euro(8_100, 0));
    assert_eq!(uitkomst(&f), Afwijzen);
    f.afronding = Feit::consulent(Afronding::Boven);
    assert_eq!(uitkomst(&f), Voorleggen);
}

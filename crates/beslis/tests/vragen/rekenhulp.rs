//! RTP bijlage 3; trajectbeschrijving 13 and 14.

use crate::gemeen::*;
use houvast_beslis::vragen::budget::{Budget, BudgetFeiten};
use houvast_beslis::vragen::rekenhulp::{Rekenhulp, RekenhulpFeiten};

fn weken(weken: u32, per_week: &str, tarief: Centen) -> RekenhulpFeiten {
    RekenhulpFeiten {
        weken: Feit::aanbieder(weken),
        uren_per_week: uren(per_week),
        uurtarief: Feit::dossier(tarief),
        ..Default::default()
    }
}

fn raming(f: &RekenhulpFeiten) -> Centen {
    let a = vraag::<Rekenhulp>(f);
    let tekst = a.als_tekst();
    a.uitkomst
        .and_then(|u| u.raming)
        .unwrap_or_else(|| panic!("{tekst}"))
}

#[expect(clippy::unwrap_used, reason = "test support: a wrong case must stop the test")]
fn budgetnummer(raming: Centen) -> Option<u8> {
    let f = BudgetFeiten {
        raming: Feit::aanbieder(raming),
        ..Default::default()
    };
    vraag::<Budget>(&f).uitkomst.unwrap().standaardbudget
}

/// RTP bijlage 3; R-317: 26, 30 and 31 weeks of 4 hours at € 100.
#[test]
fn s01_weken_maal_uren_maal_tarief_geeft_de_raming_en_het_budget() {
    for (aantal, bedrag, nummer) in [(26, 10_400, 6), (30, 12_000, 6), (31, 12_400, 7)] {
        let uit = raming(&weken(aantal, "4", euro(100, 0)));
        assert_eq!((uit, budgetnummer(uit)), (euro(bedrag, 0), Some(nummer)));
    }
}

/// RTP bijlage 3; R-314.
#[test]
fn r314_directe_en_indirecte_tijd_tellen_samen() {
    let f = RekenhulpFeiten {
        directe_uren: uren("20"),
        indirecte_uren: uren("5"),
        uurtarief: Feit::dossier(euro(100, 0)),
        ..Default::default()
    };
    assert_eq!((raming(&f), budgetnummer(raming(&f))), (euro(2_500, 0), Some(3)));
}

/// RTP bijlage 3; R-315: at most 45 minutes per contact.
#[test]
fn r315_reistijd_telt_mee_tot_45_minuten_per_gesprek() {
    for (minuten, telt) in [(44, "7,33"), (45, "7,5"), (46, "7,5"), (50, "7,5")] {
        let f = RekenhulpFeiten {
            directe_uren: uren("0"),
            contacten: Feit::aanbieder(10),
            reistijd: Feit::aanbieder(minuten),
            uurtarief: Feit::dossier(euro(60, 0)),
            ..Default::default()
        };
        let a = vraag::<Rekenhulp>(&f);
        assert_eq!(artikelen(&a, B::Reistijd), "RTP bijlage 3");
        assert_eq!(
            a.uitkomst.unwrap().uren,
            Honderdsten::uit_tekst(telt),
            "{minuten}"
        );
    }
}

/// S06: Dalfsen, 120 hours, 48 visits of 50 minutes' travel, 20 hours of reports.
fn s06() -> RekenhulpFeiten {
    RekenhulpFeiten {
        directe_uren: uren("120"),
        indirecte_uren: uren("20"),
        intake_uren: uren("2"),
        contacten: Feit::aanbieder(48),
        reistijd: Feit::aanbieder(50),
        uurtarief: Feit::dossier(euro(70, 0)),
        ..Default::default()
    }
}

/// S06; RTP bijlage 3, trajectbeschrijving 14; R-550…R-553: the same case, another region, no other code.
#[test]
fn s06_hetzelfde_dossier_telt_176_uur_in_ijsselland_en_120_in_de_voorbeeldregio() {
    let mut f = s06();
    f.intake_uren = Feit::onbekend();
    let a = vraag::<Rekenhulp>(&f);
    let u = a.uitkomst.unwrap();
    assert_eq!(
        (u.uren, u.raming),
        (Honderdsten::uit_tekst("176"), Some(euro(12_320, 0)))
    );

    let a = elders::<Rekenhulp>(&s06());
    assert_eq!(artikelen(&a, B::Rekentijd), "nr 13; nr 14");
    let u = a.uitkomst.unwrap();
    assert_eq!((u.uren, u.raming), (Honderdsten::uit_tekst("120"), None));
}

/// RTP bijlage 3; R-316.
#[test]
fn r316_bij_een_eerste_medische_verwijzing_tot_8000_hoeft_geen_rekenhulp() {
    let mut f = weken(20, "4", euro(100, 0));
    f.eerste_medische = Feit::bericht(true);
    assert_eq!(
        vraag::<Rekenhulp>(&f).uitkomst.unwrap().rekenhulp_nodig,
        Some(false)
    );
    f.eerste_medische = Feit::bericht(false);
    assert_eq!(
        vraag::<Rekenhulp>(&f).uitkomst.unwrap().rekenhulp_nodig,
        Some(true)
    );
    let mut meer = weken(20, "4", euro(100, 1));
    meer.eerste_medische = Feit::bericht(true);
    assert_eq!(
        vraag::<Rekenhulp>(&meer).uitkomst.unwrap().rekenhulp_nodig,
        Some(true)
    );
}

/// RTP bijlage 3; R-313.
#[test]
fn r313_twee_rekenhulpen_bij_een_aanvraag_is_een_waarschuwing() {
    let mut f = weken(1, "1", euro(100, 0));
    f.aantal_rekenhulpen = Feit::aanbieder(2);
    let a = vraag::<Rekenhulp>(&f);
    assert_eq!((a.oordeel, weging(&a, B::RekenhulpEen)), (Akkoord, Weging::LetOp));
    f.aantal_rekenhulpen = Feit::aanbieder(1);
    assert!(vraag::<Rekenhulp>(&f).grond(B::RekenhulpEen).is_none());
}

#[test]
fn halve_centen_gaan_omhoog_en_reuzengetallen_lopen_niet_over() {
    // 1/100 hour at € 0,50 is half a cent.
    let f = RekenhulpFeiten {
        directe_uren: uren("0,01"),
        uurtarief: Feit::dossier(euro(0, 50)),
        ..Default::default()
    };
    assert_eq!(raming(&f), Centen(1));
    let mut f = weken(u32::MAX, "42949672,95", Centen(i64::MAX));
    assert_eq!(vraag::<Rekenhulp>(&f).oordeel, Voorleggen);
    f.weken = Feit::aanbieder(1);
    assert_eq!(vraag::<Rekenhulp>(&f).oordeel, Voorleggen);
    assert_eq!(
        ontbreekt(&vraag::<Rekenhulp>(&RekenhulpFeiten::default())),
        ["weken", "uren_per_week"]
    );
}

/// Trajectbeschrijving 13; R-550: contact with the parents counts, in each region.
#[test]
fn r550_een_oudergesprek_van_60_minuten_telt_voor_een_uur() {
    let f = RekenhulpFeiten {
        directe_uren: uren("0"),
        ouder_uren: uren("1"),
        uurtarief: Feit::dossier(euro(60, 0)),
        ..Default::default()
    };
    assert_eq!(
        elders::<Rekenhulp>(&f).uitkomst.unwrap().uren,
        Some(Honderdsten(100))
    );
    assert_eq!(raming(&f), euro(60, 0));
}

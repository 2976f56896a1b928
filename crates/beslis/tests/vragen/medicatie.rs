//! RTP 5.3.

use crate::gemeen::*;
use houvast_beslis::vragen::medicatie::{MedicatieFeiten, Medicatievraag};

fn enkel(nummer: u8) -> MedicatieFeiten {
    MedicatieFeiten {
        alleen_medicatiecontrole: Feit::aanbieder(true),
        standaardbudget: Feit::bericht(nummer),
        ..Default::default()
    }
}

/// RTP 5.3; S04.
#[test]
fn s04_alleen_medicatiecontrole_krijgt_budget_1_of_2_en_budget_3_is_een_voorstel_om_af_te_wijzen() {
    for (nummer, bedrag) in [(1, 1_000), (2, 2_000)] {
        let a = vraag::<Medicatievraag>(&enkel(nummer));
        assert_eq!(
            (a.oordeel, artikelen(&a, B::MedicatieBudget).as_str()),
            (Akkoord, "RTP 5.3")
        );
        assert_eq!(a.uitkomst.unwrap().bedrag, Some(euro(bedrag, 0)));
    }
    let a = vraag::<Medicatievraag>(&enkel(3));
    assert_eq!((a.oordeel, a.beslisser), (VoorstelAfwijzen, Some(Rol::Toegang)));
    let u = a.uitkomst.unwrap();
    assert_eq!(
        (u.voorstel, u.bedrag),
        (None, None),
        "wat het afraadt, stelt het niet voor"
    );
}

/// Wijzigingsbeheer 5.2; R-005; S04.
#[test]
fn s04_een_besluit_van_5_januari_2024_valt_onder_het_advies_van_voor_de_wijziging() {
    let a = op::<Medicatievraag>(date(2024, 1, 5), &enkel(3));
    assert_eq!(
        (a.oordeel, weging(&a, B::MedicatieBudget)),
        (Akkoord, Weging::LetOp)
    );
    assert_eq!(a.profiel.geldig_vanaf, date(2023, 1, 1));
    assert_eq!(
        op::<Medicatievraag>(date(2024, 1, 8), &enkel(3)).oordeel,
        VoorstelAfwijzen
    );
}

/// RTP 5.3; R-265; S04.
#[test]
fn s04_voor_medicatiecontrole_wordt_geen_gezinsplan_gevraagd_ook_niet_naast_andere_hulp() {
    for naast in [true, false] {
        let mut f = enkel(1);
        f.naast_lopende = Feit::dossier(naast);
        assert_eq!(
            vraag::<Medicatievraag>(&f).uitkomst.unwrap().gezinsplan,
            Some(false)
        );
    }
    let mut f = enkel(3);
    f.alleen_medicatiecontrole = Feit::aanbieder(false);
    let a = vraag::<Medicatievraag>(&f);
    assert_eq!((a.oordeel, a.uitkomst.unwrap().gezinsplan), (Akkoord, Some(true)));
}

/// RTP 5.3, V-36; R-264.
#[test]
fn r264_oude_minuten_worden_budget_1_of_2() {
    for (minuten, nummer) in [(250, Some(1)), (251, Some(2)), (400, Some(2)), (401, None)] {
        let mut f = enkel(1);
        f.standaardbudget = Feit::onbekend();
        f.minuten_voorheen = Feit::dossier(minuten);
        let a = vraag::<Medicatievraag>(&f);
        match nummer {
            Some(n) => assert_eq!(a.uitkomst.unwrap().voorstel, Some(n), "{minuten}"),
            None => assert_eq!(ontbreekt(&a), ["standaardbudget"]),
        }
    }
    let mut f = enkel(1);
    f.standaardbudget = Feit::onbekend();
    assert_eq!(ontbreekt(&vraag::<Medicatievraag>(&f)), ["standaardbudget"]);
    assert_eq!(elders::<Medicatievraag>(&enkel(1)).oordeel, Voorleggen);
}

//! Begrippen: casusregie; V-07.

use crate::gemeen::*;
use houvast_beslis::vragen::privacy::{PrivacyFeiten, Privacyvraag};

fn verklaring(raming: Centen) -> PrivacyFeiten {
    PrivacyFeiten {
        privacyverklaring: Feit::aanbieder(true),
        raming: Feit::aanbieder(raming),
        ..Default::default()
    }
}

/// Begrippen: casusregie; R-394; S07.
#[test]
fn s07_met_een_privacyverklaring_stelt_de_aanbieder_budget_4_vast_en_heeft_hij_de_regie() {
    let a = vraag::<Privacyvraag>(&verklaring(euro(5_000, 0)));
    assert_eq!(
        (a.oordeel, artikelen(&a, B::Privacyverklaring).as_str()),
        (Akkoord, "Begrippen: casusregie")
    );
    let u = a.uitkomst.unwrap();
    assert_eq!(
        (u.budget_door, u.standaardbudget),
        (Some(Rol::Aanbieder), Some(4))
    );
    assert_eq!(
        (u.casusregie, u.inhoud_naar_gemeente),
        (Some(Rol::Aanbieder), Some(false))
    );
}

/// V-07; R-394; S07.
#[test]
fn s07_boven_8000_of_bij_een_wijziging_beslist_de_toegang_zonder_inhoud() {
    assert_eq!(
        vraag::<Privacyvraag>(&verklaring(euro(8_000, 0))).oordeel,
        Akkoord
    );
    let a = vraag::<Privacyvraag>(&verklaring(euro(8_000, 1)));
    assert_eq!((a.oordeel, a.beslisser), (Voorleggen, Some(Rol::Toegang)));
    let u = a.uitkomst.unwrap();
    assert_eq!(
        (u.budget_door, u.inhoud_naar_gemeente),
        (Some(Rol::Toegang), Some(false))
    );
    let mut f = verklaring(euro(1_000, 0));
    f.wijziging = Feit::aanbieder(true);
    assert_eq!(vraag::<Privacyvraag>(&f).oordeel, Voorleggen);
}

/// S07: JW315 and JW301 without content.
#[test]
fn s07_inhoud_in_het_bericht_mag_niet() {
    let mut f = verklaring(euro(1_000, 0));
    f.inhoud_in_bericht = Feit::bericht(true);
    assert_eq!(vraag::<Privacyvraag>(&f).oordeel, VoorstelAfwijzen);
}

#[test]
fn zonder_verklaring_gelden_de_gewone_regels() {
    let mut f = PrivacyFeiten::default();
    assert_eq!(ontbreekt(&vraag::<Privacyvraag>(&f)), ["privacyverklaring"]);
    f.privacyverklaring = Feit::aanbieder(false);
    assert_eq!(vraag::<Privacyvraag>(&f).uitkomst.unwrap().budget_door, None);
    f.privacyverklaring = Feit::aanbieder(true);
    assert_eq!(ontbreekt(&vraag::<Privacyvraag>(&f)), ["raming"]);
    assert_eq!(elders::<Privacyvraag>(&f).oordeel, Voorleggen);
}

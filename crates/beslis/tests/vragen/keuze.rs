//! RTP hoofdstuk 1: freedom of choice within an offer that fits.

use crate::gemeen::*;
use houvast_beslis::vragen::keuze::{KeuzeFeiten, Keuzevraag, Zwaarte};

fn keuze(hulpvraag: Zwaarte, aanbod: &[Zwaarte]) -> KeuzeFeiten {
    KeuzeFeiten {
        hulpvraag: Feit::consulent(hulpvraag),
        aanbod: Feit::dossier(aanbod.to_vec()),
        gecontracteerd: Feit::dossier(true),
    }
}

/// a warning, for whether it fits people judge.
#[test]
fn r012_een_lichte_vraag_bij_alleen_zwaar_aanbod_waarschuwt_te_zwaar() {
    let a = vraag::<Keuzevraag>(&keuze(Zwaarte::Licht, &[Zwaarte::Zwaar]));
    assert_eq!((a.oordeel, weging(&a, B::AanbodPast)), (Akkoord, Weging::LetOp));
    let uit = a.uitkomst.unwrap();
    assert_eq!(
        (uit.past, uit.te_zwaar, uit.te_licht),
        (Some(false), Some(true), Some(false))
    );
}

///
#[test]
fn r012_te_licht_past_niet_en_passend_aanbod_geeft_geen_waarschuwing() {
    let uit = |h, a: &[Zwaarte]| vraag::<Keuzevraag>(&keuze(h, a)).uitkomst.unwrap();
    assert_eq!(
        uit(Zwaarte::Zwaar, &[Zwaarte::Licht, Zwaarte::Middel]).te_licht,
        Some(true)
    );
    let midden = uit(Zwaarte::Middel, &[Zwaarte::Licht, Zwaarte::Zwaar]);
    assert_eq!(
        (midden.te_licht, midden.te_zwaar, midden.past),
        (Some(false), Some(false), Some(false))
    );
    let a = vraag::<Keuzevraag>(&keuze(Zwaarte::Middel, &[Zwaarte::Licht, Zwaarte::Middel]));
    assert_eq!(weging(&a, B::AanbodPast), Weging::Voor);
}

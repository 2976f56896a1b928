//! RTP bijlage 5.

use crate::gemeen::*;
use houvast_beslis::vragen::overdracht::{OverdrachtFeiten, Overdrachtsvraag, Toestemmer};

///
#[test]
fn r380_zonder_toestemming_gaat_het_dossier_niet_weg() {
    let f = OverdrachtFeiten {
        toestemming: Feit::aanbieder(false),
        ..Default::default()
    };
    let a = vraag::<Overdrachtsvraag>(&f);
    assert_eq!(a.oordeel, VoorstelAfwijzen);
    assert_eq!(te_doen(&a, Rol::Aanbieder).len(), 1);
    assert_eq!(a.uitkomst.unwrap().mag_verzenden, Some(false));
}

/// consent comes before the sending, and it is known whose it is.
#[test]
fn r380_toestemming_op_de_dag_zelf_mag_en_een_dag_later_niet() {
    let op = |dag| OverdrachtFeiten {
        toestemming: Feit::aanbieder(true),
        toestemming_van: Feit::aanbieder(Toestemmer::Beiden),
        toestemming_op: Feit::aanbieder(dag),
        verzonden: Feit::aanbieder(date(2025, 9, 1)),
    };
    assert_eq!(vraag::<Overdrachtsvraag>(&op(date(2025, 9, 1))).oordeel, Akkoord);
    assert_eq!(
        vraag::<Overdrachtsvraag>(&op(date(2025, 9, 2))).oordeel,
        VoorstelAfwijzen
    );
    let onbekend = OverdrachtFeiten {
        toestemming: Feit::aanbieder(true),
        ..Default::default()
    };
    assert_eq!(
        ontbreekt(&vraag::<Overdrachtsvraag>(&onbekend)),
        ["toestemming_van", "toestemming_op"]
    );
}

//! RTP 2.4.6 reden 2 and 4, eis 80 lid 4c.

use crate::gemeen::*;
use houvast_beslis::vragen::tweede_aanbieder::{Lopend, TweedeAanbieder, TweedeFeiten};

fn naast(lopend: Lopend) -> TweedeFeiten {
    TweedeFeiten {
        lopend: Feit::dossier(lopend),
        ..Default::default()
    }
}

/// RTP 2.4.6 reden 4; S04.
#[test]
fn s04_een_tweede_aanbieder_komt_ernaast_na_akkoord_van_de_toegang() {
    let mut f = naast(Lopend::AndereAanbieder);
    assert_eq!(ontbreekt(&vraag::<TweedeAanbieder>(&f)), ["akkoord"]);
    f.akkoord = Feit::consulent(false);
    let a = vraag::<TweedeAanbieder>(&f);
    assert_eq!(a.oordeel, VoorstelAfwijzen);
    assert_eq!(
        te_doen(&a, Rol::Aanbieder),
        ["Neem eerst contact op met de Toegang."]
    );
    f.akkoord = Feit::aanbieder(true);
    assert_eq!(vraag::<TweedeAanbieder>(&f).oordeel, VoorstelAfwijzen);
    f.akkoord = Feit::consulent(true);
    let a = vraag::<TweedeAanbieder>(&f);
    assert_eq!(
        (a.oordeel, artikelen(&a, B::ProcesregieAanbieders).as_str()),
        (Akkoord, "RTP 2.4.6 reden 4")
    );
    let u = a.uitkomst.unwrap();
    assert_eq!((u.eigen_budget, u.procesregie), (Some(true), Some(Rol::Toegang)));
}

/// RTP 2.4.6 reden 2; R-109.
#[test]
fn r109_een_tweede_traject_bij_dezelfde_aanbieder_start_niet_zonder_de_toegang() {
    let mut f = naast(Lopend::DezelfdeAanbieder);
    assert_eq!(vraag::<TweedeAanbieder>(&f).oordeel, VoorstelAfwijzen);
    f.contact = Feit::aanbieder(DAG);
    assert_eq!(vraag::<TweedeAanbieder>(&f).oordeel, Voorleggen);
    f.contact = Feit::aanbieder(DAG.tomorrow().unwrap());
    assert_eq!(vraag::<TweedeAanbieder>(&f).oordeel, VoorstelAfwijzen);
}

#[test]
fn zonder_ander_budget_is_er_niets_aan_de_hand() {
    let a = vraag::<TweedeAanbieder>(&naast(Lopend::Niets));
    assert_eq!(
        (a.oordeel, a.uitkomst.unwrap().mag_ernaast),
        (Akkoord, Some(true))
    );
    assert_eq!(
        ontbreekt(&vraag::<TweedeAanbieder>(&TweedeFeiten::default())),
        ["lopend"]
    );
    assert_eq!(
        elders::<TweedeAanbieder>(&naast(Lopend::Niets)).oordeel,
        Voorleggen
    );
}

//! Help beside other help.

use crate::gemeen::*;
use houvast_beslis::Onderwerp as O;
use houvast_beslis::RedenAfwijzing as Reden;
use houvast_beslis::Uitkomst::{Toewijzen, Voorleggen};
use houvast_beslis::{Feit, Taak, Verwijzer};
use jiff::civil::date;

#[test]
fn r112_twee_budgetten_bij_twee_aanbieders_wachten_op_akkoord() {
    let mut f = via(Verwijzer::Gemeente, euro(2_000, 0));
    let lopend = |akkoord| vec![traject(Y, date(2025, 1, 1), date(2025, 12, 31), akkoord)];
    f.trajecten = Feit::dossier(lopend(false));
    let b = besluit(&f);
    assert_eq!((b.uitkomst, b.reden), (Voorleggen, Some(Reden::Stapeling)));
    assert!(b.samenvatting.contains("advies: afwijzen, stapeling van hulp"));
    f.trajecten = Feit::dossier(lopend(true));
    assert_eq!(uitkomst(&f), Toewijzen, "met akkoord elk een eigen budget");
    f.trajecten = Feit::dossier(vec![traject(X, date(2025, 1, 1), date(2025, 12, 31), false)]);
    assert_eq!(
        grond(&besluit(&f), O::Stapeling).uitkomst,
        Toewijzen,
        "dezelfde aanbieder"
    );
}

#[test]
fn r112_de_eerste_en_de_laatste_dag_tellen_mee() {
    let mut f = via(Verwijzer::Gemeente, euro(2_000, 0));
    for (begin, eind, verwacht) in [
        (date(2025, 1, 1), date(2025, 5, 18), Toewijzen),
        (date(2025, 1, 1), date(2025, 5, 19), Voorleggen),
        (date(2026, 5, 18), date(2026, 12, 31), Voorleggen),
        (date(2026, 5, 19), date(2026, 12, 31), Toewijzen),
    ] {
        f.trajecten = Feit::dossier(vec![traject(Y, begin, eind, false)]);
        assert_eq!(
            grond(&besluit(&f), O::Stapeling).uitkomst,
            verwacht,
            "{begin} tot en met {eind}"
        );
    }
}

#[test]
fn r112_verblijf_naast_een_budget_is_geen_stapeling() {
    let mut f = via(Verwijzer::Gemeente, euro(2_000, 0));
    let mut verblijf = traject(Y, date(2025, 1, 1), date(2025, 12, 31), false);
    verblijf.segment = Some("wonen-verblijf".to_owned());
    f.trajecten = Feit::dossier(vec![verblijf.clone()]);
    assert_eq!(uitkomst(&f), Toewijzen);
    verblijf.segment = None;
    f.trajecten = Feit::dossier(vec![verblijf]);
    assert_eq!(uitkomst(&f), Voorleggen, "onbekend segment: strenge lezing");
}

#[test]
fn r125_bij_een_tweede_verwijzing_eerst_contact_met_de_toegang() {
    let mut f = via(Verwijzer::Gi, euro(2_000, 0));
    f.trajecten = Feit::dossier(vec![traject(X, date(2025, 1, 1), date(2025, 12, 31), false)]);
    let b = besluit(&f);
    assert_eq!(b.uitkomst, Voorleggen);
    assert_eq!(grond(&b, O::Samenloop).taak, Some(Taak::ContactToegang));
    f.contact = Feit::aanbieder(date(2025, 5, 9));
    assert_eq!(uitkomst(&f), Toewijzen, "na contact geen signaal");
    f.contact = Feit::onbekend();
    f.trajecten = Feit::dossier(vec![traject(X, date(2024, 1, 1), date(2025, 5, 11), false)]);
    assert_eq!(
        grond(&besluit(&f), O::Samenloop).uitkomst,
        Toewijzen,
        "de eerste is afgesloten"
    );
}

#[test]
fn r125_wie_akkoord_gaf_of_zelf_verwees_weet_ervan() {
    let mut f = via(Verwijzer::Gi, euro(2_000, 0));
    let lopend = |akkoord| Feit::dossier(vec![traject(X, date(2025, 1, 1), date(2025, 12, 31), akkoord)]);
    f.trajecten = lopend(true);
    assert_eq!(uitkomst(&f), Toewijzen);
    f.verwijzer = Feit::bericht(Verwijzer::Gemeente);
    f.trajecten = lopend(false);
    assert_eq!(uitkomst(&f), Toewijzen);
}

//! Eis 82 in one region, hard norms in another (R-606, S20, S21).

use crate::gemeen::*;
use houvast_beslis::vragen::wachttijd::{WachttijdFeiten, Wachttijdvraag};

/// Another region, written as a file: norms of one and four weeks, or one and six.
#[expect(clippy::unwrap_used, reason = "test support: a wrong text must stop the test")]
fn zuid() -> Regioprofiel {
    let tekst = include_str!("../../profielen/voorbeeldregio/2025-01-01.toml");
    let tekst = tekst.replacen("regio = \"voorbeeldregio\"", "regio = \"zuid\"", 1).replacen(
        "\n[segmenten.ambulant]",
        "\nwachttijden = [\n  { hulpvorm = \"begeleiding\", intake_dagen = 7, start_na_intake_dagen = 7, start_dagen = 28 },\n  { hulpvorm = \"behandeling\", intake_dagen = 7, start_na_intake_dagen = 7, start_dagen = 42 },\n]\n\n[segmenten.ambulant]",
        1,
    );
    Regioprofiel::lees(&format!("{tekst}wachttijd = [\"Wachttijd\"]\n"), "zuid.toml").unwrap()
}

fn aanmelding(hulpvorm: &str, start: Option<Date>) -> WachttijdFeiten {
    WachttijdFeiten {
        hulpvorm: Feit::consulent(hulpvorm.to_owned()),
        aangemeld: Feit::aanbieder(date(2025, 1, 6)),
        intake_klaar: Feit::aanbieder(date(2025, 1, 27)),
        start: start.map_or(Feit::onbekend(), Feit::aanbieder),
        ..Default::default()
    }
}

/// the same aanmelding, two regions, no code between them.
#[test]
fn r606_dezelfde_aanmelding_heeft_in_de_ene_regio_een_norm_en_in_de_andere_niet() {
    let f = aanmelding("begeleiding", Some(date(2025, 2, 3)));
    let a = vraag::<Wachttijdvraag>(&f);
    assert_eq!(
        (a.oordeel, artikelen(&a, B::Wachttijd).as_str()),
        (Akkoord, "eis 82")
    );
    assert_eq!(a.uitkomst.unwrap().norm, Some(false));
    let uit = stel::<Wachttijdvraag>(&f, &zuid(), DAG).uitkomst.unwrap();
    assert_eq!(
        (uit.norm, uit.start_uiterlijk),
        (Some(true), Some(date(2025, 2, 3)))
    );
    assert_eq!(uit.intake_uiterlijk, Some(date(2025, 1, 13)));
}

/// S20: on the last day there is no waiting list, a day later there is.
#[test]
fn s20_op_dag_28_is_er_geen_wachtlijst_en_op_dag_29_wel() {
    for (dag, gewacht, wachtlijst) in [(3, 28, false), (4, 29, true)] {
        let f = aanmelding("begeleiding", Some(date(2025, 2, dag)));
        let uit = stel::<Wachttijdvraag>(&f, &zuid(), DAG).uitkomst.unwrap();
        assert_eq!(
            (uit.gewacht_dagen, uit.wachtlijst),
            (Some(gewacht), Some(wachtlijst))
        );
    }
}

/// S21: six weeks for behandeling.
#[test]
fn s21_behandeling_begint_binnen_zes_weken() {
    let f = |start| WachttijdFeiten {
        hulpvorm: Feit::consulent("behandeling".to_owned()),
        aangemeld: Feit::aanbieder(date(2025, 9, 1)),
        intake: Feit::aanbieder(date(2025, 9, 8)),
        start: Feit::aanbieder(start),
        ..Default::default()
    };
    let wachtlijst = |start| {
        let a = stel::<Wachttijdvraag>(&f(start), &zuid(), DAG);
        a.uitkomst.unwrap().wachtlijst.unwrap()
    };
    assert!(!wachtlijst(date(2025, 10, 13)) && wachtlijst(date(2025, 10, 14)));
}

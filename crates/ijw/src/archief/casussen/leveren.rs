//! Start and stop: A1 to A4, B2, B5, B6, B8 to B10, B12, B16.

use crate::archief::proef::*;
use crate::regels::proef::{jw301, jw305};
use jiff::civil::date;

const UREN: Hulp<'_> = ("45", "45A04", 3, "04", "2");

#[test]
fn a1_verlengen_door_de_einddatum_op_te_rekken() {
    let mut casus = Casus::van("999900006");
    let t = toegewezen(667_899, UREN, date(2023, 1, 1), Some(date(2023, 6, 30)));
    let begin = (Some(667_899), UREN, date(2023, 1, 5));
    casus.goed(date(2023, 1, 1), toewijzing([t.clone()]));
    casus.goed(date(2023, 1, 6), start([gestart(begin, "1")]));
    casus.goed(
        date(2023, 5, 10),
        toewijzing([anders(t, date(2023, 5, 10), date(2023, 12, 31), "04")]),
    );
    // The help still runs: no second start.
    let tweede = (Some(667_899), UREN, date(2023, 7, 1));
    casus.fout(date(2023, 7, 3), start([gestart(tweede, "1")]), &["TR326"]);
    casus.goed(
        date(2024, 1, 3),
        stop([gestopt(begin, "31", date(2023, 12, 31), "1")]),
    );
}

const ETMALEN: Hulp<'_> = ("44", "44A12", 6, "16", "2");

fn tijdelijk_gestopt(bsn: &str, nummer: u32) -> Casus {
    let mut casus = Casus::van(bsn);
    let t = toegewezen(nummer, ETMALEN, date(2023, 5, 15), Some(date(2023, 12, 31)));
    casus.goed(date(2023, 5, 15), toewijzing([t]));
    let begin = (Some(nummer), ETMALEN, date(2023, 5, 17));
    casus.goed(date(2023, 5, 17), start([gestart(begin, "1")]));
    let einde = stop([gestopt(begin, "20", date(2023, 6, 20), "1")]);
    casus.goed(date(2023, 6, 21), einde);
    casus
}

#[test]
fn a2_tijdelijke_stop_en_een_definitieve_met_dezelfde_einddatum() {
    let mut casus = tijdelijk_gestopt("999996770", 668_877);
    let begin = (Some(668_877), ETMALEN, date(2023, 5, 17));
    let dag = date(2023, 7, 3);
    casus.fout(dag, stop([gestopt(begin, "20", dag, "1")]), &["TR413"]);
    casus.goed(dag, stop([gestopt(begin, "34", date(2023, 6, 20), "1")]));
    casus.fout(
        dag,
        stop([gestopt(begin, "31", date(2023, 6, 20), "1")]),
        &["TR415"],
    );
}

#[test]
fn a3_tijdelijke_stop_en_een_definitieve_met_een_latere_einddatum() {
    let mut casus = tijdelijk_gestopt("999996782", 12_563);
    let begin = (Some(12_563), ETMALEN, date(2023, 5, 17));
    let dag = date(2023, 7, 3);
    casus.fout(
        dag,
        stop([gestopt(begin, "34", date(2023, 6, 19), "1")]),
        &["TR414"],
    );
    casus.goed(dag, stop([gestopt(begin, "34", date(2023, 6, 29), "1")]));
}

#[test]
fn a4_een_stop_corrigeren_in_een_bericht() {
    let mut casus = Casus::van("999900006");
    let t = toegewezen(667_899, UREN, date(2023, 1, 1), Some(date(2023, 6, 30)));
    casus.goed(date(2023, 1, 1), toewijzing([t]));
    let begin = (Some(667_899), UREN, date(2023, 1, 5));
    casus.goed(date(2023, 1, 6), start([gestart(begin, "1")]));
    let (eind, dag) = (date(2023, 6, 17), date(2023, 6, 20));
    casus.goed(dag, stop([gestopt(begin, "33", eind, "1")]));
    casus.fout(
        dag,
        stop([gestopt(begin, "32", eind, "3"), gestopt(begin, "31", eind, "1")]),
        // The reason is wrong, so nothing is removed and the stop of before is still there.
        &["TR063", "TR415"],
    );
    casus.goed(
        dag,
        stop([gestopt(begin, "33", eind, "3"), gestopt(begin, "31", eind, "1")]),
    );
    casus.fout(dag, stop([gestopt(begin, "33", eind, "3")]), &["TR063"]);
    casus.fout(dag, start([gestart(begin, "3")]), &["TR071"]);
}

#[test]
fn b2_een_specifieke_toewijzing_op_output() {
    let hulp = ("43", "43A16", 382_000, "83", "4");
    let mut casus = Casus::van("999996782");
    let t = toegewezen(170_500_300, hulp, date(2023, 5, 8), Some(date(2023, 12, 31)));
    casus.goed(date(2023, 5, 8), toewijzing([t.clone()]));
    let begin = (Some(170_500_300), hulp, date(2023, 5, 11));
    casus.goed(date(2023, 5, 12), start([gestart(begin, "1")]));
    let eind = date(2023, 9, 27);
    casus.goed(date(2023, 9, 28), stop([gestopt(begin, "32", eind, "1")]));
    casus.goed(
        date(2023, 10, 2),
        toewijzing([anders(t, date(2023, 10, 2), eind, "12")]),
    );
}

const CATEGORIE_40: Hulp<'_> = ("40", "", 0, "", "");

fn dagbesteding() -> Casus {
    let mut casus = Casus::van("999996770");
    let t = toegewezen(500_201, CATEGORIE_40, date(2023, 5, 1), None);
    casus.goed(date(2023, 5, 1), toewijzing([t]));
    let begin = (Some(500_201), CATEGORIE_40, date(2023, 5, 3));
    casus.goed(date(2023, 5, 4), start([gestart(begin, "1")]));
    let einde = stop([gestopt(begin, "20", date(2023, 6, 11), "1")]);
    casus.goed(date(2023, 6, 12), einde);
    casus
}

#[test]
fn b5_een_tijdelijke_stop_corrigeren() {
    let mut casus = dagbesteding();
    let begin = (Some(500_201), CATEGORIE_40, date(2023, 5, 3));
    let (eind, dag) = (date(2023, 6, 11), date(2023, 6, 20));
    casus.goed(
        dag,
        stop([gestopt(begin, "20", eind, "3"), gestopt(begin, "32", eind, "1")]),
    );
    // It was not a temporary stop after all, so nothing may follow but a start.
    casus.fout(dag, stop([gestopt(begin, "31", eind, "1")]), &["TR415"]);
    let opnieuw = (Some(500_201), CATEGORIE_40, dag);
    casus.goed(dag, start([gestart(opnieuw, "1")]));
}

#[test]
fn b12_na_een_tijdelijke_stop_meteen_een_definitieve() {
    let mut casus = dagbesteding();
    let begin = (Some(500_201), CATEGORIE_40, date(2023, 5, 3));
    casus.goed(
        date(2023, 6, 20),
        stop([gestopt(begin, "32", date(2023, 6, 11), "1")]),
    );
}

#[test]
fn b6_een_traject_van_een_bedrag_in_totaal() {
    let hulp = ("50", "50A09", 975_000, "83", "6");
    let (begin, eind) = (date(2021, 7, 10), date(2022, 4, 9));
    let mut casus = Casus::van("999996770");
    casus.goed(begin, toewijzing([toegewezen(5627, hulp, begin, Some(eind))]));
    let levering = (Some(5627), hulp, begin);
    casus.goed(begin, start([gestart(levering, "1")]));
    casus.goed(date(2022, 4, 11), stop([gestopt(levering, "31", eind, "1")]));
}

#[test]
fn b8_hulp_op_taak_heeft_geen_toewijzing() {
    let hulp = ("44", "44A47", 0, "", "");
    let begin = (None, hulp, date(2021, 5, 21));
    let mut casus = Casus::van("999996782");
    casus.goed(date(2021, 5, 25), start([gestart(begin, "1")]));
    let anders = (None, hulp, date(2021, 5, 22));
    let eind = date(2021, 12, 31);
    casus.fout(
        date(2022, 1, 3),
        stop([gestopt(anders, "31", eind, "1")]),
        &["TR382"],
    );
    casus.goed(date(2022, 1, 3), stop([gestopt(begin, "31", eind, "1")]));
}

const CATEGORIE_54: Hulp<'_> = ("54", "", 0, "", "");

#[test]
fn b9_een_categorie_zonder_code_omvang_en_budget() {
    let mut casus = Casus::van("999996770");
    let t = toegewezen(
        123_456_789,
        CATEGORIE_54,
        date(2021, 5, 1),
        Some(date(2021, 12, 31)),
    );
    casus.goed(date(2021, 5, 1), toewijzing([t]));
    let begin = (Some(123_456_789), CATEGORIE_54, date(2021, 5, 6));
    casus.goed(date(2021, 5, 7), start([gestart(begin, "1")]));
    casus.goed(
        date(2021, 10, 1),
        stop([gestopt(begin, "32", date(2021, 9, 30), "1")]),
    );
}

#[test]
fn b10_start_stop_en_een_ingetrokken_toewijzing() {
    let mut casus = Casus::van("999996770");
    let t = toegewezen(
        1_000_001,
        CATEGORIE_54,
        date(2021, 5, 1),
        Some(date(2021, 12, 31)),
    );
    let begin = (Some(1_000_001), CATEGORIE_54, date(2021, 5, 1));
    casus.fout(date(2021, 5, 3), start([gestart(begin, "1")]), &["TR019"]);
    casus.goed(date(2021, 5, 3), toewijzing([t.clone()]));
    // The refused start counts as never sent: the same one may come again.
    casus.goed(date(2021, 5, 3), start([gestart(begin, "1")]));
    let eind = date(2021, 9, 30);
    casus.goed(date(2021, 10, 1), stop([gestopt(begin, "32", eind, "1")]));
    casus.goed(
        date(2021, 10, 4),
        toewijzing([anders(t, date(2021, 10, 4), eind, "12")]),
    );
}

#[test]
fn b16_een_budget_zonder_product() {
    let hulp = ("", "", 0, "", "");
    let mut casus = Casus::van("999900006");
    let mut t = toegewezen(500_101, hulp, date(2021, 1, 1), Some(date(2021, 12, 31)));
    t.budget = Some(6_000_000);
    let mut zonder_einde = t.clone();
    zonder_einde.einddatum = None;
    casus.fout(date(2021, 1, 1), toewijzing([zonder_einde]), &["CD075"]);
    casus.goed(date(2021, 1, 1), toewijzing([t]));
    let begin = (Some(500_101), hulp, date(2021, 1, 15));
    casus.goed(date(2021, 1, 18), start([gestart(begin, "1")]));
}

// The example of IV028: a removal of a start that was never sent.
#[test]
fn iv028_een_start_verwijderen_die_er_niet_is() {
    let mut casus = Casus::van("999900006");
    let begin = (Some(1), UREN, date(2023, 1, 5));
    casus.fout(date(2023, 1, 6), start([gestart(begin, "3")]), &["TR063"]);
}

#[test]
fn op039_een_start_met_een_andere_naam_dan_de_toewijzing_mag() {
    let mut casus = Casus::van("999900006");
    let t = toegewezen(1, UREN, date(2026, 1, 1), Some(date(2026, 6, 30)));
    casus.goed(date(2026, 1, 1), toewijzing([t]));
    let mut b = jw305();
    b.client.naam.geslachtsnaam.achternaam = "Proefkonijn-Anders".into();
    b.client.geboortedatum.datum = date(2014, 5, 13);
    b.client.start_producten.start_product = vec![gestart((Some(1), UREN, date(2026, 1, 5)), "1")];
    casus.goed(date(2026, 1, 6), b);
}

#[test]
fn op002x1_een_toewijzing_zonder_gezagsdrager_mag() {
    let mut b = jw301();
    b.client.relaties = None;
    Casus::van("999900006").goed(date(2026, 3, 2), b);
}

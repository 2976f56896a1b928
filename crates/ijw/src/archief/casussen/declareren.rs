//! The declaraties of the worked cases: B2, B6, B9, B13, B16, and the corrections that follow on one.

use super::declareer::Verwacht::{Deels, Geweigerd, Toegekend};
use super::declareer::{Regel, credit, declareer, prestatie};
use crate::archief::proef::*;
use jiff::civil::date;

const B2: &str = "999996782";
const MEI_2023: Regel<'_> = (
    "A345678",
    170_500_300,
    ("43", "43A16"),
    (date(2023, 5, 8), date(2023, 5, 31)),
    (382_000, "83", None),
    382_000,
);

fn b2() -> Casus {
    let mut casus = Casus::van(B2);
    let hulp = ("43", "43A16", 382_000, "83", "4");
    let t = toegewezen(170_500_300, hulp, date(2023, 5, 8), Some(date(2023, 12, 31)));
    casus.goed(date(2023, 5, 8), toewijzing([t]));
    let mei = (date(2023, 6, 2), date(2023, 5, 1));
    declareer(
        &mut casus,
        (B2, "BCD987"),
        mei,
        vec![prestatie(MEI_2023)],
        &Toegekend(382_000),
    );
    casus
}

#[test]
fn b2_een_maandbedrag_vanaf_de_ingangsdatum() {
    let mut casus = b2();
    let juni = (date(2023, 7, 3), date(2023, 6, 1));
    // From the start of the help, or from the first of the month, is not the product period.
    for (referentie, begin, codes) in [
        ("X1", date(2023, 5, 11), &["9387"][..]),
        ("X2", date(2023, 5, 1), &["9307", "9387"]),
    ] {
        let regel = (
            referentie,
            MEI_2023.1,
            MEI_2023.2,
            (begin, MEI_2023.3.1),
            (1, "83", None),
            1,
        );
        let mut met_volume: Vec<&str> = codes.to_vec();
        // The month is full already.
        met_volume.push("9321");
        let nummer = format!("N{referentie}");
        let verwacht = Deels(0, &[(referentie, &met_volume)]);
        declareer(&mut casus, (B2, &nummer), juni, vec![prestatie(regel)], &verwacht);
    }
}

#[test]
fn een_toegekende_prestatie_verbeteren_met_credit_en_debet() {
    let mut casus = b2();
    let juni = (date(2023, 7, 3), date(2023, 6, 1));
    let mut beter = MEI_2023;
    (beter.0, beter.4, beter.5) = ("A345680", (300_000, "83", None), 300_000);
    // Without the credit the period is taken.
    let nogmaals = Deels(0, &[("A345680", &["9321", "9389"])]);
    declareer(
        &mut casus,
        (B2, "BCD988"),
        juni,
        vec![prestatie(beter)],
        &nogmaals,
    );
    // A refused line is sent again with a new reference, here together with the credit; the debit stands first.
    beter.0 = "A345681";
    let regels = vec![prestatie(beter), credit(MEI_2023, "A345682")];
    declareer(&mut casus, (B2, "BCD989"), juni, regels, &Toegekend(-82_000));
    // Credited once is credited.
    let verwacht = Deels(0, &[("A345683", &["9390"])]);
    declareer(
        &mut casus,
        (B2, "BCD990"),
        juni,
        vec![credit(MEI_2023, "A345683")],
        &verwacht,
    );
    // The correction can be credited in its turn, and the reference of a refused line stays used.
    let weer = vec![credit(beter, "A345684")];
    declareer(&mut casus, (B2, "BCD991"), juni, weer, &Toegekend(-300_000));
    let mut opnieuw = beter;
    opnieuw.0 = "A345680";
    let verwacht = Deels(0, &[("A345680", &["8021"])]);
    declareer(
        &mut casus,
        (B2, "BCD992"),
        juni,
        vec![prestatie(opnieuw)],
        &verwacht,
    );
}

#[test]
fn een_afgewezen_declaratie_telt_als_niet_verzonden() {
    let mut casus = b2();
    let april = (date(2023, 7, 3), date(2023, 4, 1));
    let mut juni = MEI_2023;
    (juni.0, juni.3) = ("B1", (date(2023, 6, 1), date(2023, 6, 30)));
    declareer(
        &mut casus,
        (B2, "BCD993"),
        april,
        vec![prestatie(juni)],
        &Geweigerd("8214"),
    );
    declareer(
        &mut casus,
        (B2, "BCD987"),
        (date(2023, 7, 4), date(2023, 6, 1)),
        vec![prestatie(juni)],
        &Geweigerd("9333"),
    );
    // Number and reference may be used again, for they never were.
    declareer(
        &mut casus,
        (B2, "BCD993"),
        (date(2023, 7, 5), date(2023, 6, 1)),
        vec![prestatie(juni)],
        &Toegekend(382_000),
    );
}

#[test]
fn b6_een_traject_dat_70_30_wordt_betaald() {
    let bsn = "999996770";
    let mut casus = Casus::van(bsn);
    let t = toegewezen(
        5_627,
        ("50", "50A09", 975_000, "83", "6"),
        date(2021, 7, 10),
        Some(date(2022, 4, 9)),
    );
    casus.goed(date(2021, 7, 10), toewijzing([t]));
    let regel = |referentie, periode, bedrag| {
        prestatie((
            referentie,
            5_627,
            ("50", "50A09"),
            periode,
            (bedrag, "83", None),
            bedrag,
        ))
    };
    let juli = (date(2021, 7, 10), date(2021, 7, 31));
    let april = (date(2022, 4, 1), date(2022, 4, 9));
    declareer(
        &mut casus,
        (bsn, "KLM456"),
        (date(2021, 8, 4), date(2021, 7, 1)),
        vec![regel("K12347", juli, 682_500)],
        &Toegekend(682_500),
    );
    let mei = (date(2022, 5, 4), date(2022, 4, 1));
    // A cent more than what is left.
    declareer(
        &mut casus,
        (bsn, "KLM566"),
        mei,
        vec![regel("K12349", april, 292_501)],
        &Deels(0, &[("K12349", &["9322"])]),
    );
    declareer(
        &mut casus,
        (bsn, "KLM567"),
        (date(2022, 5, 5), mei.1),
        vec![regel("K12348", april, 292_500)],
        &Toegekend(292_500),
    );
}

#[test]
fn b9_twee_producten_op_een_categorie() {
    let bsn = "999996770";
    let mut casus = Casus::van(bsn);
    let t = toegewezen(
        123_456_789,
        ("54", "", 0, "", ""),
        date(2021, 5, 1),
        Some(date(2021, 12, 31)),
    );
    casus.goed(date(2021, 5, 1), toewijzing([t]));
    let mei = (date(2021, 5, 1), date(2021, 5, 31));
    let regels = vec![
        prestatie((
            "A34567",
            123_456_789,
            ("54", "54005"),
            mei,
            (12, "14", Some(30_000)),
            360_000,
        )),
        prestatie((
            "A34568",
            123_456_789,
            ("54", "54001"),
            mei,
            (32, "04", Some(10_000)),
            320_000,
        )),
    ];
    declareer(
        &mut casus,
        (bsn, "ABC987"),
        (date(2021, 6, 2), mei.0),
        regels,
        &Toegekend(680_000),
    );
    let ander = (
        "A34569",
        123_456_789,
        ("45", "45A48"),
        mei,
        (1, "04", Some(10_000)),
        10_000,
    );
    declareer(
        &mut casus,
        (bsn, "ABC988"),
        (date(2021, 6, 3), mei.0),
        vec![prestatie(ander)],
        &Deels(0, &[("A34569", &["9339"])]),
    );
}

#[test]
fn b13_een_opvolgende_toewijzing_in_een_declaratieperiode() {
    let bsn = "999900006";
    let mut casus = Casus::van(bsn);
    let (begin, eind) = (date(2021, 1, 1), date(2021, 12, 31));
    let gesprekken = toegewezen(2_055_001, ("45", "45A48", 3, "04", "2"), begin, Some(eind));
    let verblijf = toegewezen(2_055_002, ("43", "43A07", 365, "14", "6"), begin, Some(eind));
    casus.goed(begin, toewijzing([gesprekken.clone(), verblijf.clone()]));
    let dag = date(2021, 2, 10);
    let mut meer = toegewezen(
        2_055_003,
        ("45", "45A48", 5, "04", "2"),
        date(2021, 2, 20),
        Some(eind),
    );
    meer.toewijzingsdatum = dag;
    let korter = anders(gesprekken, dag, date(2021, 2, 19), "12");
    casus.goed(dag, toewijzing([korter, verblijf, meer]));
    let (maart, februari) = (date(2021, 3, 4), date(2021, 2, 1));
    let deel = |referentie, nummer, van, tot, uren| {
        let periode = (date(2021, 2, van), date(2021, 2, tot));
        prestatie((
            referentie,
            nummer,
            ("45", "45A48"),
            periode,
            (uren, "04", Some(4_000)),
            uren * 4_000,
        ))
    };
    let etmalen = prestatie((
        "A12349",
        2_055_002,
        ("43", "43A07"),
        (februari, date(2021, 2, 28)),
        (28, "14", Some(3_000)),
        84_000,
    ));
    // Three weeks of three hours, and no more; the new toewijzing does not take what is over.
    declareer(
        &mut casus,
        (bsn, "QRS233"),
        (maart, februari),
        vec![
            deel("A12340", 2_055_001, 1, 19, 10),
            deel("A12341", 2_055_003, 1, 28, 5),
        ],
        &Deels(0, &[("A12340", &["9321"]), ("A12341", &["9307", "9387"])]),
    );
    declareer(
        &mut casus,
        (bsn, "QRS234"),
        (date(2021, 3, 5), februari),
        vec![
            deel("A12347", 2_055_001, 1, 19, 9),
            deel("A12348", 2_055_003, 20, 28, 5),
            etmalen,
        ],
        &Toegekend(140_000),
    );
}

#[test]
fn b16_een_budget_zonder_product() {
    let bsn = "999900006";
    let mut casus = Casus::van(bsn);
    let mut t = toegewezen(
        500_101,
        ("", "", 0, "", ""),
        date(2021, 1, 1),
        Some(date(2021, 12, 31)),
    );
    t.budget = Some(6_000_000);
    casus.goed(date(2021, 1, 1), toewijzing([t]));
    let januari = (date(2021, 1, 1), date(2021, 1, 31));
    // 25 and 10 are volumes, not euros: the budget counts the amounts.
    let regels = vec![
        prestatie((
            "RN123",
            500_101,
            ("45", "45A48"),
            januari,
            (25, "04", Some(1_000)),
            25_000,
        )),
        prestatie((
            "RN234",
            500_101,
            ("43", "43A07"),
            januari,
            (10, "14", Some(25_000)),
            250_000,
        )),
    ];
    declareer(
        &mut casus,
        (bsn, "DN123"),
        (date(2021, 2, 4), januari.0),
        regels,
        &Toegekend(275_000),
    );
    let februari = (date(2021, 2, 1), date(2021, 2, 28));
    let over = |referentie, bedrag| {
        prestatie((
            referentie,
            500_101,
            ("43", "43A07"),
            februari,
            (1, "14", Some(bedrag)),
            bedrag,
        ))
    };
    let maart = (date(2021, 3, 4), februari.0);
    declareer(
        &mut casus,
        (bsn, "DN124"),
        maart,
        vec![over("RN235", 5_725_001)],
        &Deels(0, &[("RN235", &["9369"])]),
    );
    declareer(
        &mut casus,
        (bsn, "DN125"),
        maart,
        vec![over("RN236", 5_725_000)],
        &Toegekend(5_725_000),
    );
}

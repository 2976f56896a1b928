//! The examples of a verzoek om wijziging in IV092 and IV093.

use crate::archief::proef::*;
use jiff::civil::date;

const PER_WEEK: Hulp<'_> = ("45", "45A04", 3, "04", "2");

#[test]
fn iv092_een_product_vervangen_door_een_ander() {
    let totaal = ("45", "45A10", 80, "04", "6");
    let nieuw_product = ("45", "45A48", 6, "04", "2");
    let mut casus = Casus::van("999900006");
    let begin = date(2021, 3, 1);
    casus.goed(
        begin,
        toewijzing([
            toegewezen(432, PER_WEEK, begin, Some(date(2022, 12, 31))),
            toegewezen(543, totaal, begin, Some(date(2021, 12, 31))),
        ]),
    );
    let dag = date(2021, 8, 2);
    let korter = || verander(432, begin, date(2021, 8, 31), PER_WEEK);
    let erbij = |van| nieuw(nieuw_product, van, date(2022, 12, 31));
    casus.fout(dag, wijziging("V-0", [543], [korter()], [erbij(dag)]), &["TR380"]);
    casus.fout(
        dag,
        wijziging("V-1", [544], [korter()], [erbij(date(2021, 9, 1))]),
        &["TR349", "TR350"],
    );
    casus.goed(
        dag,
        wijziging("V-2", [543], [korter()], [erbij(date(2021, 9, 1))]),
    );
}

#[test]
fn iv092_twee_producten_langer_en_een_met_meer_uren() {
    let dagdelen = ("41", "41A03", 4, "16", "4");
    let begin = date(2021, 3, 1);
    let basis = || {
        let mut casus = Casus::van("999996770");
        casus.goed(
            begin,
            toewijzing([
                toegewezen(789, PER_WEEK, begin, Some(date(2021, 12, 31))),
                toegewezen(910, dagdelen, begin, Some(date(2021, 12, 31))),
            ]),
        );
        casus
    };
    let (dag, vanaf, eind) = (date(2021, 10, 4), date(2021, 11, 1), date(2022, 7, 1));
    let meer = ("45", "45A04", 5, "04", "2");
    basis().goed(
        dag,
        wijziging(
            "V-1",
            [],
            [
                verander(789, vanaf, eind, meer),
                verander(910, begin, eind, dagdelen),
            ],
            [],
        ),
    );
    // Fewer dagdelen from the day after the old one ends: a new product that follows on.
    let minder = ("41", "41A03", 2, "16", "4");
    basis().goed(
        dag,
        wijziging(
            "V-1",
            [910],
            [verander(789, vanaf, eind, meer)],
            [nieuw(minder, date(2022, 1, 1), eind)],
        ),
    );
    basis().fout(
        dag,
        wijziging(
            "V-1",
            [910],
            [verander(789, vanaf, eind, meer)],
            [nieuw(minder, date(2021, 12, 31), eind)],
        ),
        &["TR361"],
    );
    // The toewijzing has a product code, so the omvang is repeated.
    let zonder = verander(910, begin, eind, ("41", "41A03", 0, "", ""));
    basis().fout(dag, wijziging("V-1", [789], [zonder], []), &["TR411"]);
}

#[test]
fn iv093_een_verzoek_om_wijziging_honoreren() {
    let (e, f) = (("45", "45A04", 4, "04", "2"), ("45", "45A10", 3, "04", "2"));
    let meer = ("45", "45A10", 6, "04", "2");
    let (begin, eind) = (date(2023, 1, 1), date(2023, 12, 31));
    let mut casus = Casus::van("999996782");
    let een = toegewezen(123_001, e, begin, Some(eind));
    let twee = toegewezen(123_002, f, begin, Some(eind));
    casus.goed(begin, toewijzing([een.clone(), twee.clone()]));
    let (vanaf, langer) = (date(2023, 6, 12), date(2024, 6, 30));
    casus.goed(
        date(2023, 5, 30),
        wijziging(
            "A001",
            [],
            [
                verander(123_001, begin, langer, e),
                verander(123_002, vanaf, eind, meer),
            ],
            [],
        ),
    );
    let dag = date(2023, 6, 2);
    let mut drie = toegewezen(123_078, meer, vanaf, Some(eind));
    drie.toewijzingsdatum = dag;
    let korter = anders(twee, dag, date(2023, 6, 11), "12");
    casus.goed(
        dag,
        toewijzing([
            met_referentie(anders(een, dag, langer, "12"), "A001"),
            met_referentie(korter, "A001"),
            met_referentie(drie, "A001"),
        ]),
    );
}

#[test]
fn tr304_een_verzoek_om_wijziging_voor_een_onbekend_kind() {
    let mut casus = Casus::van("999996800");
    let vraag = verander(1, date(2023, 1, 1), date(2023, 12, 31), PER_WEEK);
    casus.fout(date(2023, 5, 30), wijziging("V-1", [], [vraag], []), &["TR304"]);
}

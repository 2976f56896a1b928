//! A verzoek om toewijzing and what follows: B11, B13 to B15.

use crate::archief::proef::*;
use crate::berichten::jw319::Woonplaatsbeginsel;
use jiff::civil::date;

const UREN: Hulp<'_> = ("45", "45A48", 3, "04", "2");

#[test]
fn b11_een_verzoek_een_toewijzing_en_een_intrekking() {
    let hulp = ("55", "55015", 382_000, "83", "4");
    let (begin, eind) = (date(2021, 2, 1), date(2021, 6, 30));
    let mut casus = Casus::van("999996794");
    let vraag = || verzoek([gevraagd("201901", hulp, begin, eind, ("02", "De Vries"))]);
    casus.goed(date(2021, 1, 20), vraag());
    casus.fout(date(2021, 1, 21), vraag(), &["TR347", "TR374"]);
    let t = toegewezen(18_562, hulp, begin, Some(eind));
    casus.goed(
        date(2021, 2, 1),
        toewijzing([met_referentie(t.clone(), "201901")]),
    );
    casus.fout(date(2021, 2, 2), antwoord("201901", "1", Some("7")), &["TR359"]);
    let levering = (Some(18_562), hulp, begin);
    casus.goed(date(2021, 2, 2), start([gestart(levering, "1")]));
    let laatste = date(2021, 5, 15);
    casus.goed(date(2021, 5, 17), stop([gestopt(levering, "32", laatste, "1")]));
    let korter = anders(t, date(2021, 5, 18), laatste, "12");
    casus.fout(
        date(2021, 5, 18),
        toewijzing([met_referentie(korter.clone(), "201901")]),
        &["TR379"],
    );
    casus.goed(date(2021, 5, 18), toewijzing([korter]));
    // Answered, so a next verzoek may come; with a reference of its own.
    casus.fout(date(2021, 5, 19), vraag(), &["TR347"]);
}

#[test]
fn b13_een_opvolgende_toewijzing_na_een_verzoek_om_wijziging() {
    let etmalen = ("43", "43A07", 365, "14", "6");
    let (begin, eind) = (date(2021, 1, 1), date(2021, 12, 31));
    let gi = ("04", "99991234");
    let mut casus = Casus::van("999900006");
    casus.goed(
        date(2020, 12, 20),
        verzoek([
            gevraagd("ABC123", UREN, begin, eind, gi),
            gevraagd("DEF456", etmalen, begin, eind, gi),
        ]),
    );
    let een = toegewezen(2_055_001, UREN, begin, Some(eind));
    let twee = toegewezen(2_055_002, etmalen, begin, Some(eind));
    casus.goed(
        date(2021, 1, 1),
        toewijzing([
            met_referentie(een.clone(), "ABC123"),
            met_referentie(twee.clone(), "DEF456"),
        ]),
    );
    let levering_een = (Some(2_055_001), UREN, date(2021, 1, 5));
    let levering_twee = (Some(2_055_002), etmalen, date(2021, 1, 2));
    casus.goed(
        date(2021, 1, 6),
        start([gestart(levering_een, "1"), gestart(levering_twee, "1")]),
    );

    let meer: Hulp<'_> = ("45", "45A48", 5, "04", "2");
    let vanaf = date(2021, 2, 20);
    let vow = |blijft| wijziging("XYZ789", blijft, [verander(2_055_001, vanaf, eind, meer)], []);
    let dag = date(2021, 2, 8);
    casus.fout(
        dag,
        wijziging("XYZ788", [], [verander(2_055_001, vanaf, eind, meer)], []),
        &["TR349"],
    );
    // Not in the future: then only from the first day of the toewijzing.
    let terug = verander(2_055_001, dag, eind, meer);
    casus.fout(dag, wijziging("XYZ787", [2_055_002], [terug], []), &["TR357"]);
    // More days in total: always for the whole toewijzing.
    let totaal = verander(2_055_002, vanaf, eind, ("43", "43A07", 400, "14", "6"));
    casus.fout(dag, wijziging("XYZ786", [2_055_001], [totaal], []), &["TR373"]);
    casus.goed(dag, vow([2_055_002]));
    casus.fout(
        dag,
        wijziging(
            "XYZ790",
            [2_055_002],
            [verander(2_055_001, vanaf, eind, meer)],
            [],
        ),
        &["TR374"],
    );

    casus.goed(date(2021, 2, 10), antwoord("XYZ789", "2", None));
    casus.fout(date(2021, 2, 11), antwoord("XYZ789", "2", None), &["TR360"]);
    let (korter, dag) = (date(2021, 2, 19), date(2021, 2, 15));
    let mut drie = toegewezen(2_055_003, meer, vanaf, Some(eind));
    drie.toewijzingsdatum = dag;
    casus.goed(
        dag,
        toewijzing([
            met_referentie(anders(een, dag, korter, "12"), "XYZ789"),
            met_referentie(anders(twee, dag, eind, ""), "XYZ789"),
            met_referentie(drie, "XYZ789"),
        ]),
    );
    casus.goed(
        date(2021, 2, 22),
        stop([gestopt(levering_een, "37", korter, "1")]),
    );
    let levering_drie = (Some(2_055_003), meer, vanaf);
    casus.goed(date(2021, 2, 22), start([gestart(levering_drie, "1")]));
    // Granted, so the verzoek is no longer open.
    let langer = date(2022, 6, 30);
    casus.goed(
        date(2021, 2, 23),
        wijziging(
            "XYZ791",
            [2_055_003],
            [verander(2_055_002, begin, langer, etmalen)],
            [],
        ),
    );
}

#[test]
fn b14_een_deel_toegewezen_en_een_deel_afgewezen() {
    let etmalen = ("43", "43A09", 365, "14", "6");
    let (begin, eind) = (date(2021, 6, 1), date(2022, 5, 31));
    let gi = ("04", "12345678");
    let mut casus = Casus::van("999996800");
    casus.goed(
        date(2021, 5, 20),
        verzoek([
            gevraagd("ABC987", UREN, begin, eind, gi),
            gevraagd("DEF987", etmalen, begin, eind, gi),
        ]),
    );
    let t = toegewezen(124_456, UREN, begin, Some(eind));
    casus.goed(begin, toewijzing([met_referentie(t, "ABC987")]));
    // One product is answered, the other is not: the verzoek is still open.
    let volgende = |referentie| {
        verzoek([gevraagd(
            referentie,
            ("43", "43A16", 1, "14", "6"),
            begin,
            eind,
            gi,
        )])
    };
    casus.fout(date(2021, 6, 2), volgende("GHI987"), &["TR374"]);
    casus.fout(date(2021, 6, 2), antwoord("ANDERS", "1", Some("4")), &["TR355"]);
    casus.goed(date(2021, 6, 2), antwoord("DEF987", "1", Some("4")));
    casus.fout(date(2021, 6, 3), antwoord("DEF987", "1", Some("4")), &["TR365"]);
    casus.goed(date(2021, 6, 3), volgende("GHI988"));
}

#[test]
fn b15_een_afwijzing_op_het_woonplaatsbeginsel() {
    let hulp = ("43", "43A35", 7, "14", "2");
    let mut casus = Casus::van("999900006");
    casus.goed(
        date(2021, 2, 20),
        verzoek([gevraagd(
            "345",
            hulp,
            date(2021, 3, 1),
            date(2022, 2, 28),
            ("04", "12345678"),
        )]),
    );
    let mut b = antwoord("345", "1", Some("8"));
    casus.fout(date(2021, 3, 1), b.clone(), &["TR377"]);
    b.antwoord.woonplaatsbeginsel = Some(Woonplaatsbeginsel {
        gemeente: "0363".into(),
    });
    casus.goed(date(2021, 3, 1), b);
}

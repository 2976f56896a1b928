//! The process rules: what is accepted, and yet is not as it was agreed.

use crate::archief::proef::*;
use crate::berichten::jw301::ToegewezenProduct;
use jiff::civil::{Date, date};

const PER_WEEK: Hulp<'_> = ("45", "45A48", 3, "04", "2");
const BEGIN: Date = date(2026, 1, 1);
const EIND: Date = date(2026, 6, 30);
const DAG: Date = date(2026, 2, 2);

/// A client with this toewijzing, sent on its first day.
fn na(t: &ToegewezenProduct) -> Casus {
    let mut casus = Casus::van("999900006");
    casus.goed(BEGIN, toewijzing([t.clone()]));
    casus
}

fn met_omvang(mut t: ToegewezenProduct, hulp: Hulp<'_>) -> ToegewezenProduct {
    t.omvang = omvang(hulp);
    t.toewijzingsdatum = DAG;
    t.reden_wijziging = Some("12".try_into().unwrap());
    t
}

#[test]
fn op033x1_onder_een_nummer_verandert_alleen_het_volume_van_een_totaal() {
    let per_week = toegewezen(1, PER_WEEK, BEGIN, Some(EIND));
    let totaal = toegewezen(1, ("45", "45A48", 80, "04", "6"), BEGIN, Some(EIND));
    for (oud, nieuw, regels) in [
        (&per_week, ("45", "45A48", 4, "04", "2"), &["OP033x1"][..]),
        (&per_week, ("45", "45A48", 3, "04", "4"), &["OP033x1"]),
        (&per_week, ("45", "45A48", 3, "01", "2"), &["OP033x1"]),
        (&per_week, ("45", "45A48", 80, "04", "6"), &["OP033x1"]),
        (&totaal, ("45", "45A48", 81, "04", "6"), &[]),
        (&totaal, ("45", "45A48", 79, "04", "6"), &[]),
        (&totaal, ("45", "45A48", 80, "01", "6"), &["OP033x1"]),
    ] {
        let b = toewijzing([met_omvang(oud.clone(), nieuw)]);
        na(oud).let_op(DAG, b, regels);
    }
}

#[test]
fn op033x1_een_budget_mag_anders_worden_maar_niet_komen_of_gaan() {
    let mut met_budget = toegewezen(1, ("45", "", 0, "", ""), BEGIN, Some(EIND));
    met_budget.budget = Some(500_000);
    let mut meer = met_omvang(met_budget.clone(), ("", "", 0, "", ""));
    meer.budget = Some(600_000);
    na(&met_budget).goed(DAG, toewijzing([meer.clone()]));
    meer.budget = None;
    na(&met_budget).let_op(DAG, toewijzing([meer]), &["OP033x1"]);
}

#[test]
fn iv099_een_reden_van_wijziging_hoort_bij_een_wijziging() {
    let t = toegewezen(1, PER_WEEK, BEGIN, Some(EIND));
    let langer = date(2026, 9, 30);
    na(&t).goed(DAG, toewijzing([t.clone()]));
    na(&t).goed(DAG, toewijzing([anders(t.clone(), DAG, langer, "04")]));
    na(&t).let_op(DAG, toewijzing([anders(t.clone(), DAG, langer, "")]), &["IV099"]);
    na(&t).let_op(DAG, toewijzing([anders(t.clone(), DAG, EIND, "04")]), &["IV099"]);
    Casus::van("999900006").let_op(DAG, toewijzing([anders(t.clone(), DAG, EIND, "04")]), &["IV099"]);
    // Compared with the last sending, not with the first.
    let mut casus = na(&t);
    casus.goed(DAG, toewijzing([anders(t.clone(), DAG, langer, "04")]));
    casus.goed(DAG, toewijzing([anders(t, DAG, langer, "")]));
}

#[test]
fn op087_een_bericht_bevat_alle_toewijzingen_die_gelden() {
    let een = toegewezen(1, PER_WEEK, BEGIN, Some(EIND));
    let twee = toegewezen(2, ("43", "43A07", 7, "14", "2"), DAG, Some(EIND));
    na(&een).let_op(DAG, toewijzing([twee.clone()]), &["OP087"]);
    na(&een).goed(DAG, toewijzing([een.clone(), twee.clone()]));
    // On its last day it still counts, the day after not any more; neither does one that was removed.
    na(&een).let_op(EIND.min(date(2026, 3, 9)), toewijzing([twee.clone()]), &["OP087"]);
    let kort = toegewezen(1, PER_WEEK, BEGIN, DAG.yesterday().ok());
    na(&kort).goed(DAG, toewijzing([twee.clone()]));
    let tot_vandaag = toegewezen(1, PER_WEEK, BEGIN, Some(DAG));
    na(&tot_vandaag).let_op(DAG, toewijzing([twee.clone()]), &["OP087"]);
    let mut casus = na(&een);
    casus.goed(DAG, toewijzing([anders(een, DAG, BEGIN, "13")]));
    casus.goed(DAG, toewijzing([twee]));
}

#[test]
fn op380_dezelfde_hulp_langer_is_de_einddatum_oprekken() {
    let oud = toegewezen(1, PER_WEEK, BEGIN, Some(EIND));
    let volgt = |hulp, begin: Date, dag| {
        let mut t = toegewezen(2, hulp, begin, Some(date(2026, 12, 31)));
        t.toewijzingsdatum = dag;
        toewijzing([oud.clone(), t])
    };
    let aansluitend = EIND.tomorrow().unwrap();
    na(&oud).let_op(DAG, volgt(PER_WEEK, aansluitend, DAG), &["OP380"]);
    na(&oud).goed(DAG, volgt(PER_WEEK, aansluitend.tomorrow().unwrap(), DAG));
    na(&oud).goed(DAG, volgt(("45", "45A48", 4, "04", "2"), aansluitend, DAG));
    na(&oud).goed(DAG, volgt(("45", "45A04", 3, "04", "2"), aansluitend, DAG));
    // A total is not stretched.
    let hulp = ("45", "45A48", 80, "04", "6");
    let totaal = toegewezen(1, hulp, BEGIN, Some(EIND));
    let mut nieuw = toegewezen(2, hulp, aansluitend, Some(date(2026, 12, 31)));
    nieuw.toewijzingsdatum = DAG;
    na(&totaal).goed(DAG, toewijzing([totaal.clone(), nieuw.clone()]));
    // Over when the new one is assigned: too late to stretch. On its last day it is not.
    let kort = toegewezen(1, PER_WEEK, BEGIN, DAG.yesterday().ok());
    let mut nieuw = toegewezen(2, PER_WEEK, DAG, Some(EIND));
    na(&kort).goed(DAG, toewijzing([nieuw.clone()]));
    nieuw.toewijzingsdatum = DAG.yesterday().unwrap();
    na(&kort).let_op(DAG, toewijzing([nieuw]), &["OP380"]);
}

#[test]
fn op155_een_stop_noemt_de_laatste_start() {
    let begin = |dag| (Some(1), PER_WEEK, dag);
    let (eerste, tweede) = (begin(date(2026, 1, 5)), begin(DAG));
    let herstart = || {
        let mut casus = na(&toegewezen(1, PER_WEEK, BEGIN, Some(EIND)));
        casus.goed(DAG, start([gestart(eerste, "1")]));
        casus.goed(DAG, stop([gestopt(eerste, "20", date(2026, 1, 20), "1")]));
        casus.goed(DAG, start([gestart(tweede, "1")]));
        casus
    };
    herstart().goed(DAG, stop([gestopt(tweede, "31", DAG, "1")]));
    herstart().let_op(DAG, stop([gestopt(eerste, "31", DAG, "1")]), &["OP155"]);
    // Correcting the stop of the first start is something else.
    herstart().goed(
        DAG,
        stop([
            gestopt(eerste, "20", date(2026, 1, 20), "3"),
            gestopt(eerste, "20", date(2026, 1, 21), "1"),
        ]),
    );
}

const MEER: Hulp<'_> = ("45", "45A48", 5, "04", "2");
const ETMALEN: Hulp<'_> = ("43", "43A07", 7, "14", "2");
const EXTRA: Hulp<'_> = ("44", "44A12", 6, "16", "2");
const VANAF: Date = date(2026, 4, 1);
const LANGER: Date = date(2026, 12, 31);

/// Two toewijzingen, and a verzoek: 1 gets more hours from April on, 2 stays, and there is something extra.
fn na_verzoek() -> (Casus, [ToegewezenProduct; 2]) {
    let een = toegewezen(1, PER_WEEK, BEGIN, Some(EIND));
    let twee = toegewezen(2, ETMALEN, BEGIN, Some(EIND));
    let mut casus = Casus::van("999900006");
    casus.goed(BEGIN, toewijzing([een.clone(), twee.clone()]));
    let erbij = nieuw(EXTRA, VANAF, LANGER);
    let vraag = wijziging("V-1", [2], [verander(1, VANAF, LANGER, MEER)], [erbij]);
    casus.goed(DAG, vraag);
    (casus, [een, twee])
}

/// What grants it.
fn honorering([een, twee]: [ToegewezenProduct; 2]) -> [ToegewezenProduct; 4] {
    let nieuw = |nummer, hulp| {
        let mut t = toegewezen(nummer, hulp, VANAF, Some(LANGER));
        t.toewijzingsdatum = DAG;
        t
    };
    [
        anders(een, DAG, VANAF.yesterday().unwrap(), "12"),
        twee,
        nieuw(3, MEER),
        nieuw(4, EXTRA),
    ]
    .map(|t| met_referentie(t, "V-1"))
}

#[test]
fn op348_een_verzoek_om_wijziging_wordt_heel_overgenomen() {
    let (mut casus, oud) = na_verzoek();
    casus.goed(DAG, toewijzing(honorering(oud)));
    let gevallen: [fn(&mut [ToegewezenProduct; 4]); 8] = [
        |p| p[0].einddatum = VANAF.yesterday().and_then(Date::yesterday).ok(),
        |p| p[2].omvang = omvang(("45", "45A48", 6, "04", "2")),
        |p| p[2].einddatum = Some(EIND),
        |p| p[2].ingangsdatum = VANAF.tomorrow().unwrap(),
        |p| p[3].omvang = omvang(("44", "44A12", 5, "16", "2")),
        |p| p[3].einddatum = Some(EIND),
        |p| p[3].referentie_aanbieder = None,
        |p| {
            p[1].einddatum = Some(LANGER);
            p[1].reden_wijziging = Some("12".try_into().unwrap());
        },
    ];
    for geval in gevallen {
        let (mut casus, oud) = na_verzoek();
        let mut producten = honorering(oud);
        geval(&mut producten);
        casus.let_op(DAG, toewijzing(producten), &["OP348"]);
    }
    // The toewijzing that stays is left out: that is also not the whole set of OP087.
    let (mut casus, oud) = na_verzoek();
    let [een, _, drie, vier] = honorering(oud);
    casus.let_op(DAG, toewijzing([een, drie, vier]), &["OP087", "OP348"]);
}

#[test]
fn op348_langer_met_dezelfde_omvang_houdt_hetzelfde_nummer() {
    let een = toegewezen(1, PER_WEEK, BEGIN, Some(EIND));
    let na_vraag = || {
        let mut casus = na(&een);
        casus.goed(
            DAG,
            wijziging("V-1", [], [verander(1, BEGIN, LANGER, PER_WEEK)], []),
        );
        casus
    };
    let langer = |eind| toewijzing([met_referentie(anders(een.clone(), DAG, eind, "12"), "V-1")]);
    na_vraag().goed(DAG, langer(LANGER));
    na_vraag().let_op(DAG, langer(LANGER.yesterday().unwrap()), &["OP348"]);
}

#[test]
fn op348_de_datums_mogen_anders_als_de_gewenste_dag_voorbij_is() {
    let (mut casus, oud) = na_verzoek();
    let dag = VANAF.tomorrow().unwrap();
    let mut producten = honorering(oud);
    for p in [0, 2, 3] {
        producten[p].toewijzingsdatum = dag;
    }
    producten[0].einddatum = Some(dag);
    producten[2].ingangsdatum = dag.tomorrow().unwrap();
    producten[3].ingangsdatum = dag.tomorrow().unwrap();
    // Judged in 2026, after the dagtekening of this message.
    let bericht = toewijzing(producten);
    casus.goed_op(dag, dag, bericht);
}

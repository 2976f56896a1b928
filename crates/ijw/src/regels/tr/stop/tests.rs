use crate::regels::proef::{Proef307, alleen, geleverd, goed, jw305, jw307, keten_meldt, loopt};
use crate::regels::{EerderVelden, EerdereLevering};
use jiff::civil::date;

const STOP: &str = "Client/StopProducten/StopProduct[1]";
const TWEEDE: &str = "Client/StopProducten/StopProduct[2]";

fn na(leveringen: Vec<Vec<EerdereLevering>>) -> EerderVelden {
    EerderVelden {
        leveringen: leveringen.concat(),
        ..loopt()
    }
}

/// A stop with this reason on this day of February.
fn stop(reden: &str, dag: i8) -> Proef307 {
    let mut b = jw307();
    b.product(0).reden_beeindiging = reden.try_into().unwrap();
    b.product(0).einddatum = date(2026, 2, dag);
    b
}

fn weg(mut b: Proef307) -> Proef307 {
    b.product(0).status_aanlevering = "3".try_into().unwrap();
    b
}

fn na_stop(eerste: &Proef307) -> EerderVelden {
    na(vec![geleverd(jw305()), geleverd(eerste.clone())])
}

#[test]
fn een_stop_op_de_eerste_dag_mag_en_een_dag_eerder_niet() {
    let mut b = jw307();
    b.product(0).einddatum = b.product(0).begindatum;
    goed(b.clone());
    b.product(0).einddatum = b.product(0).begindatum.yesterday().unwrap();
    alleen("TR018", &format!("{STOP}/Einddatum"), b);
}

#[test]
fn een_stop_hoort_bij_een_start_met_dezelfde_sleutel() {
    keten_meldt(&[], &jw307().into(), &na(vec![geleverd(jw305())]));
    keten_meldt(&[("TR382", "9069", STOP)], &jw307().into(), &loopt());
    let mut ander_begin = jw307();
    ander_begin.product(0).begindatum = date(2026, 1, 6);
    let mut andere_code = jw307();
    andere_code.product(0).product.as_mut().unwrap().code = Some("45A04".into());
    let mut geen_product = jw307();
    geen_product.product(0).product = None;
    for anders in [ander_begin, andere_code, geen_product] {
        keten_meldt(
            &[("TR382", "9069", STOP)],
            &anders.into(),
            &na(vec![geleverd(jw305())]),
        );
    }
}

#[test]
fn tr382_een_verwijderde_start_telt_niet() {
    let mut start_weg = jw305();
    start_weg.product(0).status_aanlevering = "3".try_into().unwrap();
    let eerder = na(vec![geleverd(jw305()), geleverd(start_weg)]);
    keten_meldt(&[("TR382", "9069", STOP)], &jw307().into(), &eerder);
}

#[test]
fn na_een_tijdelijke_stop_komt_geen_tweede_tijdelijke_stop() {
    let eerder = na_stop(&stop("20", 10));
    keten_meldt(&[("TR413", "9413", STOP)], &stop("20", 20).into(), &eerder);
    keten_meldt(&[], &stop("31", 20).into(), &eerder);
}

#[test]
fn een_definitieve_stop_na_een_tijdelijke_eindigt_niet_eerder() {
    let eerder = na_stop(&stop("20", 10));
    keten_meldt(&[("TR414", "9414", STOP)], &stop("31", 9).into(), &eerder);
    keten_meldt(&[], &stop("31", 10).into(), &eerder);
    keten_meldt(&[], &stop("31", 11).into(), &eerder);
}

#[test]
fn na_een_definitieve_stop_komt_geen_tweede_stop() {
    let eerder = na_stop(&stop("31", 10));
    keten_meldt(&[("TR415", "9415", STOP)], &stop("32", 10).into(), &eerder);
    keten_meldt(&[("TR415", "9415", STOP)], &stop("20", 12).into(), &eerder);
    // An earlier day is wrong as well.
    keten_meldt(
        &[("TR414", "9414", STOP), ("TR415", "9415", STOP)],
        &stop("32", 9).into(),
        &eerder,
    );
}

// The same stop again has a used key, and there is a stop of its kind already: one cannot fail alone.
#[test]
fn dezelfde_stop_nog_eens_is_dubbel() {
    keten_meldt(
        &[("TR074", "9074", STOP), ("TR415", "9415", STOP)],
        &stop("31", 10).into(),
        &na_stop(&stop("31", 10)),
    );
    keten_meldt(
        &[("TR074", "9074", STOP), ("TR413", "9413", STOP)],
        &stop("20", 10).into(),
        &na_stop(&stop("20", 10)),
    );
}

// Cases A4 and B5: the reason of a stop is wrong. It is in the key, so one message will do.
#[test]
fn een_stop_verbeteren_kan_in_een_bericht_in_elke_volgorde() {
    for oud in ["31", "20"] {
        let eerder = na_stop(&stop(oud, 10));
        for eerste in [0, 1] {
            let mut b = stop(oud, 10).met_tweede_product();
            b.product(eerste).status_aanlevering = "3".try_into().unwrap();
            b.product(1 - eerste).reden_beeindiging = "33".try_into().unwrap();
            // Earlier than the stop that is removed: that one does not count any more.
            b.product(1 - eerste).einddatum = date(2026, 2, 1);
            goed(b.clone());
            keten_meldt(&[], &b.into(), &eerder);
        }
    }
}

#[test]
fn met_dezelfde_sleutel_zijn_er_twee_berichten_nodig() {
    let mut b = stop("31", 10).met_tweede_product();
    b.product(0).status_aanlevering = "3".try_into().unwrap();
    b.product(1).toewijzing_ingangsdatum = Some(date(2026, 1, 2));
    alleen("TR101", TWEEDE, b);
    let eerder = na(vec![
        geleverd(jw305()),
        geleverd(stop("31", 10)),
        geleverd(weg(stop("31", 10))),
    ]);
    keten_meldt(&[], &stop("31", 10).into(), &eerder);
}

#[test]
fn tijdelijk_en_definitief_mogen_samen_in_een_bericht() {
    for tijdelijk in [0, 1] {
        let mut b = stop("31", 10).met_tweede_product();
        b.product(tijdelijk).reden_beeindiging = "20".try_into().unwrap();
        keten_meldt(&[], &b.into(), &na(vec![geleverd(jw305())]));
    }
    let mut b = stop("31", 10).met_tweede_product();
    b.product(1).reden_beeindiging = "32".try_into().unwrap();
    keten_meldt(
        &[("TR415", "9415", TWEEDE)],
        &b.into(),
        &na(vec![geleverd(jw305())]),
    );
}

// The whole state machine: start, temporary stop, start again, stop, start again.
#[test]
fn tijdelijk_stoppen_hervatten_en_stoppen() {
    let begin = |dag| {
        let mut b = jw305();
        b.product(0).begindatum = date(2026, 2, dag);
        b
    };
    let eind = |van, reden, dag| {
        let mut b = stop(reden, dag);
        b.product(0).begindatum = date(2026, 2, van);
        b
    };
    let mut eerder = na(vec![]);
    let mut stap = |b: crate::Bericht| {
        keten_meldt(&[], &b, &eerder);
        eerder.leveringen.extend(crate::regels::leveringen(&b));
    };
    stap(begin(1).into());
    stap(eind(1, "20", 5).into());
    stap(begin(8).into());
    stap(eind(8, "20", 12).into());
    stap(eind(8, "34", 12).into());
    stap(begin(15).into());
    keten_meldt(&[("TR382", "9069", STOP)], &eind(2, "20", 20).into(), &eerder);
    keten_meldt(&[("TR413", "9413", STOP)], &eind(1, "20", 20).into(), &eerder);
}

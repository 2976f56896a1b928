use crate::regels::proef::{
    Proef305, Proef307, geleverd, jw305, jw307, keten_meldt, leeg, loopt, toegewezen,
};
use crate::regels::{EerderVelden, EerdereLevering};
use jiff::civil::date;

const START: &str = "Client/StartProducten/StartProduct[1]";
const TWEEDE: &str = "Client/StartProducten/StartProduct[2]";
const STATUS: &str = "Client/StartProducten/StartProduct[1]/StatusAanlevering";

fn na(leveringen: Vec<Vec<EerdereLevering>>) -> EerderVelden {
    EerderVelden {
        leveringen: leveringen.concat(),
        ..loopt()
    }
}

fn weg(mut b: Proef305) -> Proef305 {
    b.product(0).status_aanlevering = "3".try_into().unwrap();
    b
}

fn stop_weg(mut b: Proef307) -> Proef307 {
    b.product(0).status_aanlevering = "3".try_into().unwrap();
    b
}

fn opnieuw(mut b: Proef305) -> Proef305 {
    b.product(0).begindatum = date(2026, 2, 25);
    b
}

/// Hulp op taak: no toewijzing.
fn op_taak(mut b: Proef305) -> Proef305 {
    b.product(0).toewijzing_nummer = None;
    b.product(0).toewijzing_ingangsdatum = None;
    b
}

#[test]
fn een_start_hoort_bij_een_toewijzing_van_deze_client_en_aanbieder() {
    keten_meldt(&[], &jw305().into(), &loopt());
    keten_meldt(&[("TR019", "9019", START)], &jw305().into(), &leeg());
    for (client, aanbieder) in [(false, true), (true, false)] {
        let mut eerder = loopt();
        let toewijzing = eerder.toewijzingen.get_mut(&1).unwrap();
        (toewijzing.zelfde_client, toewijzing.zelfde_aanbieder) = (client, aanbieder);
        keten_meldt(&[("TR019", "9019", START)], &jw305().into(), &eerder);
    }
}

#[test]
fn hulp_op_taak_heeft_geen_toewijzing_nodig() {
    keten_meldt(&[], &op_taak(jw305()).into(), &leeg());
}

#[test]
fn tr019_een_verwijderde_toewijzing_is_nog_bekend() {
    let mut eerder = loopt();
    eerder.toewijzingen.get_mut(&1).unwrap().verwijderd = true;
    keten_meldt(&[], &jw305().into(), &eerder);
}

#[test]
fn ook_een_stop_hoort_bij_een_toewijzing() {
    let mut eerder = na(vec![geleverd(jw305())]);
    keten_meldt(&[], &jw307().into(), &eerder);
    eerder.toewijzingen.clear();
    let pad = "Client/StopProducten/StopProduct[1]";
    keten_meldt(&[("TR019", "9019", pad)], &jw307().into(), &eerder);
}

// The worked example of IV028: a removal of what was never sent. Nothing else is checked of it (TR063).
#[test]
fn verwijderen_kan_alleen_wat_er_is() {
    keten_meldt(&[("TR063", "9063", STATUS)], &weg(jw305()).into(), &leeg());
    keten_meldt(&[], &weg(jw305()).into(), &na(vec![geleverd(jw305())]));
    let een_dag_later = {
        let mut b = weg(jw305());
        b.product(0).begindatum = date(2026, 1, 6);
        b
    };
    keten_meldt(
        &[("TR063", "9063", STATUS)],
        &een_dag_later.into(),
        &na(vec![geleverd(jw305())]),
    );
}

#[test]
fn tr063_wat_verwijderd_is_is_niet_nog_eens_te_verwijderen() {
    let eerder = na(vec![geleverd(jw305()), geleverd(weg(jw305()))]);
    keten_meldt(&[("TR063", "9063", STATUS)], &weg(jw305()).into(), &eerder);
    let opnieuw = na(vec![geleverd(jw305()), geleverd(weg(jw305())), geleverd(jw305())]);
    keten_meldt(&[], &weg(jw305()).into(), &opnieuw);
}

#[test]
fn tr063_en_tr074_gelden_ook_voor_een_stop() {
    let status = "Client/StopProducten/StopProduct[1]/StatusAanlevering";
    let start = na(vec![geleverd(jw305())]);
    keten_meldt(&[("TR063", "9063", status)], &stop_weg(jw307()).into(), &start);
    let gestopt = na(vec![geleverd(jw305()), geleverd(jw307())]);
    keten_meldt(&[], &stop_weg(jw307()).into(), &gestopt);
    // The reason is part of the key of a stop.
    let mut andere_reden = stop_weg(jw307());
    andere_reden.product(0).reden_beeindiging = "32".try_into().unwrap();
    keten_meldt(&[("TR063", "9063", status)], &andere_reden.into(), &gestopt);
}

#[test]
fn een_start_met_een_stop_is_niet_te_verwijderen() {
    let gestopt = na(vec![geleverd(jw305()), geleverd(jw307())]);
    keten_meldt(&[("TR071", "9071", STATUS)], &weg(jw305()).into(), &gestopt);
    let stop_verwijderd = na(vec![
        geleverd(jw305()),
        geleverd(jw307()),
        geleverd(stop_weg(jw307())),
    ]);
    keten_meldt(&[], &weg(jw305()).into(), &stop_verwijderd);
    // The stop was of the first start, not of the second.
    let herstart = na(vec![
        geleverd(jw305()),
        geleverd(jw307()),
        geleverd(opnieuw(jw305())),
    ]);
    keten_meldt(&[], &weg(opnieuw(jw305())).into(), &herstart);
}

// A start that runs and comes again has a used key (TR074) and meets a running start (TR326): one cannot fail alone there.
#[test]
fn dezelfde_start_nog_eens_heeft_een_gebruikte_sleutel() {
    let loopt_al = na(vec![geleverd(jw305())]);
    keten_meldt(
        &[("TR074", "9074", START), ("TR326", "9326", START)],
        &jw305().into(),
        &loopt_al,
    );
    let gestopt = na(vec![geleverd(jw305()), geleverd(jw307())]);
    keten_meldt(&[("TR074", "9074", START)], &jw305().into(), &gestopt);
    let verwijderd = na(vec![geleverd(jw305()), geleverd(weg(jw305()))]);
    keten_meldt(&[], &jw305().into(), &verwijderd);
}

#[test]
fn een_tweede_start_kan_pas_na_een_stop() {
    let loopt_al = na(vec![geleverd(jw305())]);
    keten_meldt(&[("TR326", "9326", START)], &opnieuw(jw305()).into(), &loopt_al);
    let mut tijdelijk = jw307();
    tijdelijk.product(0).reden_beeindiging = "20".try_into().unwrap();
    for stop in [tijdelijk, jw307()] {
        let gestopt = na(vec![geleverd(jw305()), geleverd(stop.clone())]);
        keten_meldt(&[], &opnieuw(jw305()).into(), &gestopt);
        let toch_niet = na(vec![
            geleverd(jw305()),
            geleverd(stop.clone()),
            geleverd(stop_weg(stop)),
        ]);
        keten_meldt(&[("TR326", "9326", START)], &opnieuw(jw305()).into(), &toch_niet);
    }
}

#[test]
fn tr326_geldt_per_toewijzing() {
    let mut eerder = na(vec![geleverd(jw305())]);
    eerder.toewijzingen.insert(2, toegewezen());
    let mut b = opnieuw(jw305());
    b.product(0).toewijzing_nummer = Some(2);
    keten_meldt(&[], &b.into(), &eerder);
}

#[test]
fn tr326_bij_hulp_op_taak_telt_product_met_begindatum() {
    let eerder = na(vec![geleverd(op_taak(jw305()))]);
    keten_meldt(&[], &opnieuw(op_taak(jw305())).into(), &eerder);
    keten_meldt(
        &[("TR074", "9074", START), ("TR326", "9326", START)],
        &op_taak(jw305()).into(),
        &eerder,
    );
}

#[test]
fn een_start_verbeteren_kan_in_een_bericht_in_elke_volgorde() {
    let eerder = na(vec![geleverd(jw305())]);
    for eerste in [0, 1] {
        let mut b = jw305().met_tweede_product();
        b.product(eerste).status_aanlevering = "3".try_into().unwrap();
        b.product(1 - eerste).begindatum = date(2026, 1, 6);
        keten_meldt(&[], &b.into(), &eerder);
    }
}

#[test]
fn tr326_twee_starts_op_een_toewijzing_in_een_bericht() {
    let mut b = jw305().met_tweede_product();
    b.product(1).begindatum = date(2026, 2, 25);
    keten_meldt(&[("TR326", "9326", TWEEDE)], &b.into(), &loopt());
}

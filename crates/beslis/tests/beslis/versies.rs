//! The two versions of IJsselland: what differs, and which one counts.

use crate::gemeen::*;
use houvast_beslis::Onderwerp as O;
use houvast_beslis::Uitkomst::{Toewijzen, Voorleggen};
use houvast_beslis::regioprofiel::{Dyslexie, Kracht, Regioprofiel};
use houvast_beslis::{Besluit, Feit, beoordeel, ingebouwd, op_datum, van_versie};
use jiff::civil::date;

fn versies() -> (&'static Regioprofiel, &'static Regioprofiel) {
    let [oud, nieuw] = ingebouwd("ijsselland") else {
        panic!("twee versies verwacht");
    };
    (oud, nieuw)
}

/// each change of the document has a day, an article and where it was agreed.
#[test]
fn r005_elke_wijziging_van_8_januari_2024_noemt_artikel_en_herkomst() {
    let (oud, nieuw) = versies();
    assert!(oud.protocol.wijzigingsbeheer.is_empty());
    let beheer = &nieuw.protocol.wijzigingsbeheer;
    assert_eq!(beheer.len(), 17);
    assert!(beheer.iter().all(|w| w.datum == date(2024, 1, 8)));
    let toetsing = beheer.iter().find(|w| w.artikel == "2.4.4").unwrap();
    assert_eq!(toetsing.reden, "SWG2");
}

///
#[test]
fn de_versies_verschillen_alleen_waar_het_wijzigingsbeheer_het_zegt() {
    let (oud, nieuw) = versies();
    assert_eq!(
        (
            oud.termijnen.toetsing_werkdagen,
            nieuw.termijnen.toetsing_werkdagen
        ),
        (None, Some(10))
    );
    assert_eq!(
        (oud.wijziging.unwrap().kracht, nieuw.wijziging.unwrap().kracht),
        (Kracht::Hard, Kracht::Streven)
    );
    let medicatie = |p: &Regioprofiel| p.medicatiecontrole.as_ref().unwrap().kracht;
    assert_eq!(
        (medicatie(oud), medicatie(nieuw)),
        (Kracht::Advies, Kracht::Afspraak)
    );
    let minuten = Dyslexie {
        diagnostiek_minuten: 900,
        behandeling_minuten: 3_900,
    };
    assert_eq!((oud.dyslexie, nieuw.dyslexie), (None, Some(minuten)));
    let duur = |p: &Regioprofiel| -> Vec<Option<u32>> { p.voorzieningen.iter().map(|v| v.maanden).collect() };
    assert_eq!(
        (duur(oud), duur(nieuw)),
        (vec![None, None], vec![Some(6), Some(3)])
    );

    // With these five made equal, nothing else is left.
    let mut zelfde = nieuw.clone();
    zelfde.versie = oud.versie.clone();
    zelfde.termijnen.toetsing_werkdagen = None;
    zelfde.wijziging.as_mut().unwrap().kracht = Kracht::Hard;
    zelfde.medicatiecontrole.as_mut().unwrap().kracht = Kracht::Advies;
    zelfde.dyslexie = None;
    // the list of changes itself came with the second version.
    zelfde.protocol.wijzigingsbeheer.clear();
    for v in &mut zelfde.voorzieningen {
        v.maanden = None;
    }
    assert_eq!(&zelfde, oud);
}

#[test]
fn de_versie_van_de_besluitdatum_telt() {
    let (oud, nieuw) = versies();
    assert_eq!(op_datum("ijsselland", date(2022, 12, 31)), None);
    assert_eq!(op_datum("ijsselland", date(2023, 1, 1)), Some(oud));
    assert_eq!(op_datum("ijsselland", date(2024, 1, 7)), Some(oud));
    assert_eq!(op_datum("ijsselland", date(2024, 1, 8)), Some(nieuw));
    assert_eq!(op_datum("elders", date(2024, 1, 8)), None);
}

#[test]
fn een_late_toetsing_is_er_pas_met_de_termijn_van_2024() {
    let mut f = goed();
    f.dagtekening = date(2023, 12, 20);
    f.ontvangen = f.dagtekening;
    f.periode = Feit::bericht(periode(date(2024, 1, 15), date(2024, 12, 31)));
    f.aangemeld = Feit::aanbieder(date(2023, 11, 1));
    f.toetsing = Feit::aanbieder(date(2023, 12, 18));
    let (oud, nieuw) = versies();
    let voor = beoordeel(&f, oud, date(2024, 1, 5));
    let na = beoordeel(&f, nieuw, date(2024, 1, 8));
    assert_eq!(
        (voor.uitkomst, grond(&voor, O::Toetsing).let_op),
        (Toewijzen, false)
    );
    assert_eq!((na.uitkomst, grond(&na, O::Toetsing).let_op), (Toewijzen, true));
}

#[test]
fn een_versie_die_nog_niet_geldt_beslist_niet() {
    let b = beoordeel(&goed(), versies().1, date(2024, 1, 7));
    assert_eq!(b.uitkomst, Voorleggen);
    assert!(grond(&b, O::Versie).uitleg.contains("ma 8 januari 2024"));
}

#[test]
fn een_oud_besluit_wordt_uit_zijn_opgeslagen_feiten_precies_zo_weer_genomen() {
    let eerst = besluit(&goed());
    let feiten = serde_json::to_string(&goed()).unwrap();
    let opgeslagen = serde_json::to_string(&eerst).unwrap();

    let terug: Besluit = serde_json::from_str(&opgeslagen).unwrap();
    let profiel = van_versie(&terug.profiel).unwrap();
    let opnieuw = beoordeel(
        &serde_json::from_str(&feiten).unwrap(),
        profiel,
        terug.besluitdatum,
    );
    assert_eq!(opnieuw, eerst);
    assert_eq!(serde_json::to_string(&opnieuw).unwrap(), opgeslagen);
}

#[test]
fn de_vingerafdruk_volgt_de_inhoud_en_niet_de_schrijfwijze() {
    let toml = include_str!("../../profielen/ijsselland/2024-01-08.toml");
    let afdruk = |t: &str| Regioprofiel::lees(t, "t").unwrap().versie.vingerafdruk;
    let gewoon = afdruk(toml);
    assert_eq!(gewoon.len(), 64);
    assert_eq!(
        afdruk(&format!("# een opmerking\n{}", toml.replace("8_000", "8000"))),
        gewoon
    );
    assert_ne!(afdruk(&toml.replace("20_000", "21_000")), gewoon);
    assert_ne!(afdruk(&toml.replace("\"RTP 2.2\"", "\"RTP 2.3\"")), gewoon);
}

#[test]
fn een_andere_regio_kiest_anders_zonder_code() {
    let dag = date(2025, 5, 14);
    let mut f = goed();
    f.budget = Feit::bericht(euro(5_000, 0));
    let toml = include_str!("../../profielen/ijsselland/2024-01-08.toml")
        .replace("regio = \"ijsselland\"", "regio = \"elders\"")
        .replace(
            "grens_zonder_instemming = 8_000",
            "grens_zonder_instemming = 3_000",
        )
        .replace(
            "bedrag = 5_000, medisch_eerste_verwijzing = true",
            "bedrag = 5_000, medisch_eerste_verwijzing = false",
        )
        .replace(
            "bedrag = 8_000, medisch_eerste_verwijzing = true",
            "bedrag = 8_000, medisch_eerste_verwijzing = false",
        )
        .replace("grens = [\"RTP 2.4.2\", \"eis 72\"]", "grens = [\"Handboek 7\"]");
    let elders = Regioprofiel::lees(&toml, "elders.toml").unwrap();
    let b = beoordeel(&f, &elders, dag);
    assert_eq!(b.uitkomst, houvast_beslis::Uitkomst::Afwijzen);
    assert_eq!(grond(&b, O::Grens).artikelen[0].to_string(), "Handboek 7");
    assert_eq!(b.profiel.regio, "elders");
}

#[expect(
    clippy::unwrap_used,
    reason = "test support: an unreadable source must stop the test"
)]
fn bronnen(map: &std::path::Path, uit: &mut Vec<(String, String)>) {
    for ding in std::fs::read_dir(map).unwrap() {
        let pad = ding.unwrap().path();
        if pad.is_dir() {
            bronnen(&pad, uit);
        } else if pad.extension().is_some_and(|e| e == "rs") {
            uit.push((pad.display().to_string(), std::fs::read_to_string(&pad).unwrap()));
        }
    }
}

/// what differs per region stands in its file. Only the list of built-in files may know their names.
#[test]
fn r606_de_regels_noemen_geen_regio_en_geen_gemeente() {
    let mut namen: Vec<String> = Vec::new();
    for profiel in houvast_beslis::regioprofiel::regios().flat_map(ingebouwd) {
        namen.push(profiel.versie.regio.clone());
        namen.push(profiel.naam.clone());
        namen.extend(profiel.gemeenten.iter().map(|g| g.naam.clone()));
        namen.extend(profiel.gemeenten.iter().map(|g| format!("\"{}\"", g.code)));
    }
    let mut rij = Vec::new();
    bronnen(
        &std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src"),
        &mut rij,
    );
    assert!(rij.len() > 40 && namen.len() > 20);
    for (pad, tekst) in rij.iter().filter(|(pad, _)| !pad.ends_with("ingebouwd.rs")) {
        let code = tekst.split("#[cfg(test)]").next().unwrap();
        for regel in code.lines().filter(|r| !r.trim_start().starts_with("//")) {
            for naam in &namen {
                assert!(!regel.contains(naam.as_str()), "{pad}: {naam} in {regel}");
            }
        }
    }
}

//! `bericht antwoord` and `--archief` as a person and a script meet them.

#![expect(clippy::unwrap_used, reason = "a test may fail loudly")]

mod gemeen;

use gemeen::{houvast, verse_map};
use serde_json::Value;
use std::{
    fs,
    path::{Path, PathBuf},
    process::Output,
};

fn voorbeeld(naam: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/berichten")
        .join(naam)
}

/// An archive with these samples.
fn archief(naam: &str, berichten: &[&str]) -> PathBuf {
    let map = verse_map(naam);
    for bericht in berichten {
        fs::copy(voorbeeld(bericht), map.join(bericht)).unwrap();
    }
    map
}

fn draai(opdracht: &str, bericht: &Path, opties: &[&str]) -> Output {
    let mut proces = houvast();
    proces.args(["bericht", opdracht]).args(opties).arg(bericht);
    proces.output().unwrap()
}

fn antwoord(bericht: &Path, opties: &[&str]) -> (Option<i32>, Value) {
    let vast = ["--json", "--dagtekening", "2026-04-10", "--identificatie", "R-1"];
    let uit = draai("antwoord", bericht, &[&vast[..], opties].concat());
    (uit.status.code(), serde_json::from_slice(&uit.stdout).unwrap())
}

fn regels(json: &Value) -> Vec<&str> {
    let lijst = json["bevindingen"].as_array().unwrap();
    lijst.iter().map(|b| b["regel"].as_str().unwrap()).collect()
}

#[test]
fn een_goed_bericht_krijgt_een_retourbericht_zonder_codes() {
    let (code, json) = antwoord(&voorbeeld("jw305.xml"), &[]);
    assert_eq!(code, Some(0));
    assert_eq!(
        (&json["antwoord"], &json["goed"]),
        (&"JW306".into(), &true.into())
    );
    let xml = json["xml"].as_str().unwrap();
    for stuk in [
        "<jw306:Afzender>12345678</jw306:Afzender>",
        "<jw306:IdentificatieRetour>R-1</jw306:IdentificatieRetour>",
        "<jw306:DagtekeningRetour>2026-04-10</jw306:DagtekeningRetour>",
    ] {
        assert!(xml.contains(stuk), "{stuk} in:\n{xml}");
    }
    assert!(!xml.contains("RetourCode"));
}

#[test]
fn niveau_1_geeft_een_foutmelding_en_geen_antwoord() {
    let map = verse_map("antwoord-niveau-1");
    let kapot = map.join("kapot.xml");
    let bericht = fs::read_to_string(voorbeeld("jw307.xml")).unwrap();
    fs::write(&kapot, bericht.replace("<ijw:Categorie>45", "<ijw:Categorie>99")).unwrap();
    let doel = map.join("fout.json");
    let uit = draai("antwoord", &kapot, &["--uit", doel.to_str().unwrap()]);
    assert_eq!((uit.status.code(), uit.stdout.len()), (Some(1), 0));
    let json: Value = serde_json::from_slice(&fs::read(doel).unwrap()).unwrap();
    assert_eq!(
        (&json["niveau"], &json["geldig"], &json["bericht"]),
        (&1.into(), &false.into(), &"JW307".into())
    );
}

#[test]
fn niveau_2_geeft_alleen_een_kop_met_0001() {
    let map = verse_map("antwoord-niveau-2");
    let fout = map.join("fout.xml");
    let bericht = fs::read_to_string(voorbeeld("jw307.xml")).unwrap();
    fs::write(
        &fout,
        bericht.replace("<jw307:Einddatum>2026-02-27", "<jw307:Einddatum>2026-01-04"),
    )
    .unwrap();
    let (code, json) = antwoord(&fout, &[]);
    assert_eq!((code, &json["niveau"]), (Some(1), &2.into()));
    assert_eq!(regels(&json), ["TR018"]);
    let xml = json["xml"].as_str().unwrap();
    assert!(
        xml.contains("<jw308:RetourCode>0001<") && !xml.contains("<jw308:Client>"),
        "{xml}"
    );
}

#[test]
fn niveau_3_komt_uit_het_archief_in_elke_volgorde() {
    // The start refers to the toewijzing, the stop to both.
    let (start, toewijzing) = (voorbeeld("jw305.xml"), voorbeeld("jw301.xml"));
    let leeg = archief("archief-leeg", &[]);
    let (code, json) = antwoord(&start, &["--archief", leeg.to_str().unwrap()]);
    assert_eq!((code, regels(&json)), (Some(1), vec!["TR019"]));
    let xml = json["xml"].as_str().unwrap();
    assert!(
        xml.contains("<jw306:RetourCode>9019<") && xml.contains("<jw306:RetourCode>0200<"),
        "{xml}"
    );
    let met = archief("archief-met", &["jw301.xml"]);
    assert_eq!(antwoord(&start, &["--archief", met.to_str().unwrap()]).0, Some(0));
    // File names decide the order in which the archive is read: the start before its toewijzing.
    let om = verse_map("archief-om");
    fs::copy(&start, om.join("a.xml")).unwrap();
    fs::copy(&toewijzing, om.join("b.xml")).unwrap();
    let (code, json) = antwoord(&start, &["--archief", om.to_str().unwrap()]);
    assert_eq!(code, Some(1));
    assert!(
        regels(&json).contains(&"TR056"),
        "hetzelfde bericht als a.xml: {json}"
    );
}

#[test]
fn controleer_neemt_niveau_3_mee_en_houdt_zijn_velden() {
    let met = archief("controleer-archief", &["jw301.xml", "jw305.xml"]);
    let opties = [
        "--json",
        "--peildatum",
        "2026-04-10",
        "--archief",
        met.to_str().unwrap(),
    ];
    let uit = draai("controleer", &voorbeeld("jw307.xml"), &opties);
    let json: Value = serde_json::from_slice(&uit.stdout).unwrap();
    let velden: Vec<_> = json.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(
        velden,
        ["bericht", "bestand", "bevindingen", "geldig", "niveau", "release"]
    );
    assert_eq!((uit.status.code(), &json["niveau"]), (Some(1), &3.into()));
    assert_eq!(regels(&json), ["TR382"], "de start was op een andere dag");
    assert!(json["bevindingen"][0]["regelnummer"].as_u64() > Some(1));
    // What is judged now is no earlier message, also when it stands in the folder.
    let zelf = draai("controleer", &met.join("jw305.xml"), &opties);
    assert_eq!(
        zelf.status.code(),
        Some(0),
        "{}",
        String::from_utf8_lossy(&zelf.stdout)
    );
    let weg = draai(
        "controleer",
        &voorbeeld("jw307.xml"),
        &["--archief", "bestaat-niet"],
    );
    assert_eq!(weg.status.code(), Some(2));
}

#[test]
fn een_antwoord_op_een_antwoord_bestaat_niet_en_een_te_lange_identificatie_ook_niet() {
    assert_eq!(
        draai("antwoord", &voorbeeld("jw325.xml"), &[]).status.code(),
        Some(2)
    );
    assert_eq!(
        draai("antwoord", Path::new("bestaat-niet.xml"), &[])
            .status
            .code(),
        Some(2)
    );
    let lang = draai(
        "antwoord",
        &voorbeeld("jw301.xml"),
        &["--identificatie", "1234567890123"],
    );
    assert_eq!(lang.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&lang.stderr).contains("schrijf 1 tot 12 tekens"));
}

#[test]
fn een_declaratie_wordt_per_prestatie_beoordeeld() {
    let leeg = archief("declaratie-leeg", &[]);
    let (code, json) = antwoord(&voorbeeld("jw323.xml"), &["--archief", leeg.to_str().unwrap()]);
    assert_eq!((code, &json["antwoord"]), (Some(1), &"JW325".into()));
    assert_eq!(regels(&json), ["TR304", "TR304"], "beide cliënten zijn onbekend");
    let xml = json["xml"].as_str().unwrap();
    assert_eq!(xml.matches("<jw325:RetourCode>8187<").count(), 2);
    assert_eq!(
        xml.matches("<jw325:RetourCode>0233<").count(),
        3,
        "elke prestatie is niet beoordeeld"
    );
    let bekend = archief("declaratie-bekend", &["jw301.xml"]);
    let (_, json) = antwoord(&voorbeeld("jw323.xml"), &["--archief", bekend.to_str().unwrap()]);
    assert!(
        regels(&json).contains(&"TR308"),
        "de toewijzing is voorbij: {json}"
    );
    // The answer to the declaratie, at the aanbieder.
    let verstuurd = archief("declaratie-verstuurd", &["jw301.xml", "jw323.xml"]);
    let opties = [
        "--json",
        "--peildatum",
        "2026-04-12",
        "--archief",
        verstuurd.to_str().unwrap(),
    ];
    let uit = draai("controleer", &voorbeeld("jw325.xml"), &opties);
    assert_eq!(
        uit.status.code(),
        Some(0),
        "{}",
        String::from_utf8_lossy(&uit.stdout)
    );
    let leeg = draai(
        "controleer",
        &voorbeeld("jw325.xml"),
        &["--json", "--archief", leeg.to_str().unwrap()],
    );
    let json: Value = serde_json::from_slice(&leeg.stdout).unwrap();
    assert!(
        regels(&json).contains(&"TR337"),
        "van een onbekende declaratie: {json}"
    );
}

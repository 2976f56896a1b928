//! `bericht toon` as a person and a script meet it.

#![expect(clippy::unwrap_used, reason = "a test may fail loudly")]

mod gemeen;

use gemeen::houvast;
use std::{path::Path, process::Output};

fn draai(argumenten: &[&str]) -> Output {
    houvast()
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/berichten"))
        .args(["bericht", "toon"])
        .args(argumenten)
        .output()
        .unwrap()
}

fn tekst(bytes: &[u8]) -> String {
    // The space in an amount does not break; here that is noise.
    std::str::from_utf8(bytes).unwrap().replace('\u{a0}', " ")
}

#[test]
fn een_toewijzing_staat_er_in_woorden() {
    let uit = draai(&["jw301.xml"]);
    assert_eq!(uit.status.code(), Some(0));
    let tekst = tekst(&uit.stdout);
    for stuk in [
        "JW301 Toewijzing (iJw 3.2)\nVan gemeente Zwolle (0193) aan aanbieder 12345678.\nBericht T-1 van 10 januari 2023.\n",
        "Cliënt: BSN 999900006",
        "Geboortedatum                 12 mei 2014",
        "Adres                         Melkmarkt 12b, 8011PK Zwolle, Nederland (code NL)",
        "Toegewezen product 1 van 2: toewijzing 667899",
        "ambulante jeugdhulp (code 45)",
        "Einddatum                     30 juni 2023",
        "Omvang                        120 minuten per week",
        "Omvang                        € 300,00 per maand",
    ] {
        assert!(tekst.contains(stuk), "{stuk} in:\n{tekst}");
    }
}

#[test]
fn een_declaratie_heeft_sommen_en_haar_antwoord_uitleg() {
    let declaratie = tekst(&draai(&["jw323.xml"]).stdout);
    for stuk in [
        "Periode                       1 tot en met 31 maart 2026",
        "Tarief                        € 1,23 per minuut",
        "2 prestaties, debet € 147,60, credit € 73,80, samen € 73,80",
        "Toewijzing 667900             1 prestatie, samen € 1.234,56",
        "de regels komen samen uit op het totaal dat de declaratie zelf noemt",
    ] {
        assert!(declaratie.contains(stuk), "{stuk} in:\n{declaratie}");
    }
    let antwoord = tekst(&draai(&["jw325.xml"]).stdout);
    assert!(antwoord.contains("Een deel van de declaratie is afgewezen."));
    assert!(antwoord.contains("9321: "));
    assert!(antwoord.contains("de regels komen samen uit op het verschil tussen ingediend en toegekend"));
}

#[test]
fn json_is_een_object_per_bericht_met_waarden_en_woorden() {
    let uit = draai(&["--json", "jw301.xml", "jw325.xml"]);
    let objecten: Vec<serde_json::Value> = tekst(&uit.stdout)
        .lines()
        .map(|r| serde_json::from_str(r).unwrap())
        .collect();
    assert_eq!(objecten.len(), 2);
    assert_eq!(objecten[0]["bericht"], "JW301");
    assert_eq!(objecten[0]["van"], "gemeente Zwolle (0193)");
    let product = &objecten[0]["delen"][1]["delen"][5];
    assert_eq!(product["pad"], "Client/ToegewezenProducten/ToegewezenProduct[1]");
    let omvang = product["delen"].as_array().unwrap().last().unwrap();
    assert_eq!(omvang["waarde"]["Volume"], "120");
    assert_eq!(omvang["tekst"], "120 minuten per week");
}

#[test]
fn wat_niet_te_tonen_is_zegt_waarom() {
    let kapot = gemeen::verse_map("tonen").join("kapot.xml");
    std::fs::write(&kapot, "geen xml").unwrap();
    let uit = draai(&[kapot.to_str().unwrap()]);
    assert_eq!(uit.status.code(), Some(1));
    assert!(tekst(&uit.stdout).contains("klopt niet met het schema"));
    let json = draai(&["--json", kapot.to_str().unwrap()]);
    let json: serde_json::Value = serde_json::from_slice(&json.stdout).unwrap();
    assert_eq!(
        (&json["bericht"], &json["bevindingen"][0]["regelnummer"]),
        (&serde_json::Value::Null, &1.into())
    );
    assert_eq!(draai(&["er-is-niets.xml", "jw301.xml"]).status.code(), Some(2));
}

#[test]
fn een_declaratie_uit_een_bestand_staat_er_zoals_een_declaratie_uit_een_pijp() {
    for opties in [&["--json"][..], &[]] {
        let bestand = draai(&[opties, &["jw323.xml"]].concat());
        let mut pijp = houvast();
        let invoer = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/berichten/jw323.xml");
        pijp.args(["bericht", "toon", "-"])
            .args(opties)
            .stdin(std::fs::File::open(invoer).unwrap());
        let pijp =
            tekst(&pijp.output().unwrap().stdout).replace("\"bestand\":\"-\"", "\"bestand\":\"jw323.xml\"");
        assert_eq!(tekst(&bestand.stdout), pijp);
    }
}

//! `bericht verschil` as a person and a script meet it.

#![expect(clippy::unwrap_used, reason = "a test may fail loudly")]

mod gemeen;

use gemeen::{houvast, verse_map};
use std::{fs, path::Path, process::Output};

fn draai(argumenten: &[&str]) -> Output {
    houvast()
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/berichten"))
        .args(["bericht", "verschil"])
        .args(argumenten)
        .output()
        .unwrap()
}

fn tekst(uit: &Output) -> String {
    std::str::from_utf8(&uit.stdout).unwrap().replace('\u{a0}', " ")
}

#[test]
fn een_verlengde_toewijzing_staat_er_in_woorden() {
    let uit = draai(&["jw301.xml", "jw301-verlengd.xml"]);
    assert_eq!(uit.status.code(), Some(1));
    let tekst = tekst(&uit);
    for stuk in [
        "JW301: 6 verschillen.",
        "  Toewijzing 667899: einddatum van 30 juni 2023 naar 31 december 2023.",
        "  Toewijzing 667899: reden van wijziging verlengd na herbeoordeling (code 04) is toegevoegd.",
        "  Toewijzing 667900 staat er niet meer in: product 45A04",
        "  Toewijzing 667901 is nieuw: referentie van de aanbieder R-9",
        "  Toewijzingen: 2, in beide gelijk.",
    ] {
        assert!(tekst.contains(stuk), "{stuk} in:\n{tekst}");
    }
    assert!(
        !tekst.contains("T-2"),
        "het nummer van het bericht zelf telt niet mee"
    );
}

#[test]
fn een_declaratie_wordt_per_referentienummer_vergeleken_en_opgeteld() {
    let uit = draai(&["jw323.xml", "jw323-anders.xml"]);
    assert_eq!(uit.status.code(), Some(1));
    let tekst = tekst(&uit);
    for stuk in [
        "  Declaratie DEC1: totaal ingediend van € 1.308,36 (debet) naar € 1.382,16 (debet).",
        "  Prestatie P-1: geleverd van 120 minuten naar 180 minuten.",
        "  Prestatie P-2 staat er niet meer in: referentie P-2, hoort bij eerdere prestatie P-0",
        "  Prestatie P-4 is nieuw: ",
        "  Prestaties samen: van € 1.308,36 naar € 1.382,16, dat is € 73,80 meer.",
        "  Prestaties op toewijzing 667899: van € 73,80 naar € 147,60, dat is € 73,80 meer.",
    ] {
        assert!(tekst.contains(stuk), "{stuk} in:\n{tekst}");
    }
    assert!(!tekst.contains("P-3"), "wat gelijk is staat er niet");
}

#[test]
fn gelijk_is_nul_en_niet_te_vergelijken_is_twee() {
    let gelijk = draai(&["--json", "jw307.xml", "jw307.xml"]);
    assert_eq!(gelijk.status.code(), Some(0));
    let json: serde_json::Value = serde_json::from_slice(&gelijk.stdout).unwrap();
    assert_eq!(
        (&json["gelijk"], &json["bericht"]),
        (&true.into(), &"JW307".into())
    );
    assert_eq!(json["verschillen"].as_array().unwrap().len(), 0);
    for verkeerd in [
        &["jw301.xml", "jw323.xml"][..],
        &["jw301.xml", "bestaat-niet.xml"],
        &["jw301.xml", "."],
        &["jw301.xml"],
    ] {
        let uit = draai(verkeerd);
        assert_eq!(uit.status.code(), Some(2), "{verkeerd:?}");
        assert!(!uit.stderr.is_empty());
    }
}

#[test]
fn alleen_een_andere_volgorde_of_een_ander_berichtnummer_is_geen_verschil() {
    let map = verse_map("verschil");
    let bron = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/berichten/jw301.xml");
    let bericht = fs::read_to_string(bron).unwrap();
    let (begin, eind) = (
        bericht.find("<jw301:ToegewezenProduct>").unwrap(),
        bericht.find("</jw301:ToegewezenProducten>").unwrap(),
    );
    let mut producten: Vec<_> = bericht[begin..eind]
        .split_inclusive("</jw301:ToegewezenProduct>\n")
        .collect();
    producten.reverse();
    let om =
        format!("{}{}{}", &bericht[..begin], producten.concat(), &bericht[eind..]).replace("T-1", "T-99");
    let pad = map.join("om.xml");
    fs::write(&pad, &om).unwrap();
    assert_eq!(
        draai(&["jw301.xml", pad.to_str().unwrap()]).status.code(),
        Some(0)
    );
    fs::write(&pad, om.replace("12345678", "12345679")).unwrap();
    let uit = draai(&["jw301.xml", pad.to_str().unwrap()]);
    assert_eq!(
        uit.status.code(),
        Some(1),
        "een andere partij is wel een verschil"
    );
    assert!(
        tekst(&uit).contains("ontvanger van 12345678 naar 12345679"),
        "{}",
        tekst(&uit)
    );
}

//! `bericht regels` as a person and a script meet it.

#![expect(clippy::unwrap_used, reason = "a test may fail loudly")]

mod gemeen;

use gemeen::houvast;
use serde_json::Value;
use std::process::Output;

fn draai(argumenten: &[&str]) -> Output {
    houvast()
        .args(["bericht", "regels"])
        .args(argumenten)
        .output()
        .unwrap()
}

fn json(argumenten: &[&str]) -> Vec<Value> {
    let uit = draai(argumenten);
    assert_eq!(uit.status.code(), Some(0), "{argumenten:?}");
    let tekst = std::str::from_utf8(&uit.stdout).unwrap();
    tekst
        .lines()
        .map(|regel| serde_json::from_str(regel).unwrap())
        .collect()
}

#[test]
fn alle_307_regels_staan_er_als_objecten_met_dezelfde_velden() {
    let regels = json(&["--json"]);
    assert_eq!(regels.len(), 307);
    for regel in &regels {
        let velden = regel.as_object().unwrap();
        for naam in [
            "id",
            "soort",
            "niveau",
            "berichten",
            "retourcode",
            "staat",
            "tekst",
            "reden",
            "tests",
        ] {
            assert!(velden.contains_key(naam), "{naam} in {regel}");
        }
        assert!(!regel["tekst"].as_str().unwrap().is_empty());
        assert!(
            ["uitgevoerd", "gevolgd", "mensen", "nog niet"].contains(&regel["staat"].as_str().unwrap()),
            "{regel}"
        );
    }
    let niveaus = |n: u64| regels.iter().filter(|r| r["niveau"] == n).count();
    assert_eq!([1, 2, 3, 4].map(niveaus), [42, 60, 54, 4]);
}

#[test]
fn een_regel_een_retourcode_en_een_foutcode_krijgen_oorzaak_en_herstel() {
    let een = json(&["--json", "tr374", "9321", "BRS06"]);
    assert_eq!(
        een.len(),
        4,
        "BRS06 betekent bij VECOZO iets anders dan bij het knooppunt"
    );
    assert_eq!(
        (&een[0]["id"], &een[0]["retourcode"]),
        (&"TR374".into(), &"9374".into())
    );
    assert_eq!(
        (&een[1]["soort"], &een[1]["regels"][0]),
        (&"retourcode".into(), &"TR321".into())
    );
    assert_eq!(een[2]["soort"], "foutcode");
    for object in &een {
        for naam in ["tekst", "oorzaak", "herstel"] {
            assert!(
                object[naam].as_str().is_some_and(|t| t.ends_with('.')),
                "{naam} in {object}"
            );
        }
    }
    let tekst = draai(&["CS003"]);
    let tekst = std::str::from_utf8(&tekst.stdout).unwrap();
    for stuk in [
        "CS003 (constraint)\n",
        "  Oorzaak      ",
        "  Wat te doen  ",
        "niveau 2, de inhoud",
        "Retourcode   0001",
    ] {
        assert!(tekst.contains(stuk), "{stuk} in:\n{tekst}");
    }
}

#[test]
fn een_onbekende_regel_is_verkeerd_gebruik_met_een_voorstel() {
    let uit = draai(&["TR37", "9374"]);
    assert_eq!(uit.status.code(), Some(2));
    let fout = std::str::from_utf8(&uit.stderr).unwrap();
    assert!(
        fout.contains("TR37 is geen regel of code die wij kennen. Bedoelde u een van deze: "),
        "{fout}"
    );
    assert!(
        std::str::from_utf8(&uit.stdout)
            .unwrap()
            .starts_with("9374 (retourcode)"),
        "de rest komt wel"
    );
}

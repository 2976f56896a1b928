//! `houvast protocol` and `houvast regio` as a person or a script meets them.

#![expect(clippy::unwrap_used, reason = "a test may fail loudly")]

mod gemeen;

use gemeen::{houvast, verse_map};
use serde_json::{Value, json};
use std::{
    fs,
    io::Write as _,
    process::{Output, Stdio},
};

fn draai(argumenten: &[&str]) -> Output {
    houvast().args(argumenten).output().unwrap()
}

fn met_invoer(argumenten: &[&str], invoer: &str) -> Output {
    let mut proces = houvast()
        .args(argumenten)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A program that finds a fault before it reads closes the pipe.
    proces.stdin.take().unwrap().write_all(invoer.as_bytes()).ok();
    proces.wait_with_output().unwrap()
}

fn uit(u: &Output) -> (Option<i32>, String, String) {
    let tekst = |b: &[u8]| String::from_utf8(b.to_vec()).unwrap();
    (u.status.code(), tekst(&u.stdout), tekst(&u.stderr))
}

const BUDGET: [&str; 6] = [
    "protocol",
    "beoordeel",
    "budget",
    "--regio",
    "ijsselland",
    "--peildatum",
];

fn budget(dag: &str, feiten: &str) -> (Option<i32>, String, String) {
    let argumenten: Vec<&str> = BUDGET.iter().copied().chain([dag]).collect();
    uit(&met_invoer(&argumenten, feiten))
}

#[test]
fn vragen_json_geeft_per_vraag_de_schemas_en_de_artikelen() {
    let (code, tekst, _) = uit(&draai(&["protocol", "vragen", "--json"]));
    assert_eq!(code, Some(0));
    let vragen: Vec<Value> = tekst.lines().map(|r| serde_json::from_str(r).unwrap()).collect();
    assert_eq!(vragen.len(), 24);
    for v in &vragen {
        for sleutel in ["vraag", "titel", "artikelen", "eisen", "feiten", "uitkomst"] {
            assert!(!v[sleutel].is_null(), "{sleutel} in {v}");
        }
        assert!(!v["artikelen"]["ijsselland"].as_array().unwrap().is_empty());
    }
    let (code, een, _) = uit(&draai(&["protocol", "vragen", "medicatiecontrole"]));
    assert_eq!(code, Some(0));
    assert!(
        een.contains("alleen_medicatiecontrole") && een.contains("altijd nodig"),
        "{een}"
    );
    assert_eq!(draai(&["protocol", "vragen", "weer"]).status.code(), Some(2));
}

#[test]
fn beoordeel_zegt_ja_nee_onvolledig_of_onleesbaar_met_zijn_exitcode() {
    let (code, tekst, _) = budget(
        "2025-04-10",
        r#"{"raming": {"waarde": 1040000, "bron": "aanbieder"}}"#,
    );
    assert_eq!(code, Some(0));
    assert!(
        tekst.contains("Standaardbudget 6, €\u{a0}12.000,00.") && tekst.contains("RTP 2.4.1"),
        "{tekst}"
    );

    let (code, tekst, _) = budget("2025-04-10", r#"{"raming": 2000001}"#);
    assert_eq!(code, Some(1));
    assert!(
        tekst.starts_with("Welk budget") && tekst.contains("beslist: de Toegang"),
        "{tekst}"
    );

    let (code, tekst, _) = budget("2025-04-10", "{}");
    assert_eq!(code, Some(1));
    assert!(tekst.contains("Ontbreekt: Raming (raming)"), "{tekst}");

    for (feiten, zin) in [
        ("{", "geen JSON (regel 1"),
        (
            r#"{"raming": "veel geld van Jan"}"#,
            "raming: verwacht een bedrag",
        ),
        (r#"{"bsn": 999990019}"#, "bsn: dit feit is onbekend"),
    ] {
        let (code, tekst, fout) = budget("2025-04-10", feiten);
        assert_eq!((code, tekst.as_str()), (Some(2), ""));
        assert!(fout.contains(zin), "{fout}");
        assert!(
            !fout.contains("Jan") && !fout.contains("999990019"),
            "de invoer staat niet in de fout"
        );
    }
    let (code, _, fout) = budget("2022-12-31", "{}");
    assert_eq!(code, Some(2));
    assert!(fout.contains("pas een profiel vanaf zo 1 januari 2023"), "{fout}");
}

#[test]
fn beoordeel_json_is_een_object_met_gronden_en_de_versie_van_de_peildatum() {
    let vraag = |dag: &str| {
        let argumenten = [
            "protocol",
            "beoordeel",
            "--json",
            "medicatiecontrole",
            "--regio",
            "ijsselland",
            "--peildatum",
            dag,
        ];
        let feiten = json!({ "alleen_medicatiecontrole": true, "standaardbudget": 3 }).to_string();
        let (code, tekst, _) = uit(&met_invoer(&argumenten, &feiten));
        let json: Value = serde_json::from_str(&tekst).unwrap();
        (code, json)
    };
    let (code, json) = vraag("2024-01-05");
    assert_eq!(
        (code, &json["profiel"]["geldig_vanaf"]),
        (Some(0), &json!("2023-01-01"))
    );
    let (code, json) = vraag("2024-01-08");
    assert_eq!((code, &json["oordeel"]), (Some(1), &json!("voorstel-afwijzen")));
    assert_eq!(json["gronden"][0]["artikelen"], json!(["RTP 5.3"]));
    assert_eq!(json["beslisser"], "toegang");
}

#[test]
fn regio_controleer_noemt_bestand_regel_en_sleutel() {
    let map = verse_map("regio-controleer");
    let goed = include_str!("../../beslis/profielen/ijsselland/2024-01-08.toml");
    let (in_orde, kapot) = (map.join("goed.toml"), map.join("kapot.toml"));
    fs::write(&in_orde, goed).unwrap();
    fs::write(
        &kapot,
        goed.replace("weken_vooraf = 8", "weken_vooraf = \"acht\""),
    )
    .unwrap();
    let regel = 1 + goed.lines().position(|r| r.starts_with("weken_vooraf")).unwrap();

    let (code, tekst, _) = uit(&draai(&["regio", "controleer", in_orde.to_str().unwrap()]));
    assert_eq!(code, Some(0));
    assert!(
        tekst.contains("in orde: ijsselland, versie vanaf ma 8 januari 2024"),
        "{tekst}"
    );

    let (code, tekst, _) = uit(&draai(&["regio", "controleer", kapot.to_str().unwrap()]));
    assert_eq!(code, Some(1));
    assert!(
        tekst.contains(&format!(
            "kapot.toml:{regel}: wijziging.weken_vooraf: hier staat een tekst"
        )),
        "{tekst}"
    );
    let (_, tekst, _) = uit(&draai(&[
        "regio",
        "controleer",
        "--json",
        kapot.to_str().unwrap(),
    ]));
    let json: Value = serde_json::from_str(tekst.trim()).unwrap();
    assert_eq!(json["fouten"][0]["sleutel"], "wijziging.weken_vooraf");

    let weg = map.join("weg.toml");
    let beide = [
        "regio",
        "controleer",
        kapot.to_str().unwrap(),
        weg.to_str().unwrap(),
    ];
    assert_eq!(draai(&beide).status.code(), Some(2), "onleesbaar wint");

    // A profile of one's own answers the questions too.
    let eigen = map.join("eigen.toml");
    fs::write(
        &eigen,
        goed.replace("nummer = 6, bedrag = 12_000", "nummer = 6, bedrag = 11_000"),
    )
    .unwrap();
    let argumenten = [
        "protocol",
        "beoordeel",
        "budget",
        "--json",
        "--regio",
        eigen.to_str().unwrap(),
        "--peildatum",
        "2025-04-10",
    ];
    let (code, tekst, _) = uit(&met_invoer(&argumenten, r#"{"raming": 1040000}"#));
    let json: Value = serde_json::from_str(&tekst).unwrap();
    assert_eq!((code, &json["uitkomst"]["bedrag"]), (Some(0), &json!(1_100_000)));
    fs::remove_dir_all(map).unwrap();
}

#[test]
fn regio_verschil_vertelt_in_woorden_wat_verandert() {
    let (code, tekst, _) = uit(&draai(&[
        "regio",
        "verschil",
        "ijsselland@2023-01-01",
        "ijsselland@2024-01-08",
    ]));
    assert_eq!(code, Some(1));
    assert!(
        tekst.contains("wijziging, kracht: hard → streven per 8 januari 2024"),
        "{tekst}"
    );
    let zelfde = [
        "regio",
        "verschil",
        "ijsselland@2024-01-08",
        "ijsselland@2024-01-08",
    ];
    assert_eq!(uit(&draai(&zelfde)).0, Some(0));
    let (code, _, fout) = uit(&draai(&[
        "regio",
        "verschil",
        "ijsselland@2020-01-01",
        "weg.toml",
    ]));
    assert_eq!(code, Some(2));
    assert!(fout.contains("ijsselland@2024-01-08"), "{fout}");
}

//! `houvast meet`: a store that is filled with invented dossiers, broken off, filled further, and asked for its pages.

#![expect(clippy::unwrap_used, reason = "a test may fail loudly")]

mod gemeen;

use gemeen::{verse_map, voer};
use serde_json::Value;
use std::fs;

#[test]
fn een_gevulde_demo_heeft_wat_gevraagd_is_gaat_verder_waar_ze_was_en_wordt_gemeten() {
    let map = verse_map("meet");
    let pad = map.display().to_string();
    let vul = |dossiers: &str, berichten: &str| {
        let (code, uit, fout) = voer(&[
            "meet",
            "vul",
            "--map",
            &pad,
            "--dossiers",
            dossiers,
            "--berichten",
            berichten,
        ]);
        assert_eq!(code, Some(0), "{uit}{fout}");
        uit
    };
    let bladen = |grens: &str| {
        let (code, uit, fout) = voer(&[
            "meet", "bladen", "--map", &pad, "--keer", "10", "--json", "--grens", grens,
        ]);
        let rijen: Vec<Value> = uit.lines().map(|r| serde_json::from_str(r).unwrap()).collect();
        assert_eq!(rijen.len(), 8, "{uit}{fout}");
        (code, rijen)
    };
    // Five messages for each dossier; the two that wait have two.
    assert!(
        vul("100", "500").contains("100 verzonnen dossiers met 500 berichten"),
        "een stapel"
    );
    assert!(
        vul("1100", "5500").contains("1100 verzonnen dossiers met 5500 berichten"),
        "verder waar het was"
    );
    assert!(
        vul("1100", "5500").contains("1100 verzonnen dossiers"),
        "en dan is het klaar"
    );

    let (code, rijen) = bladen("60000");
    assert_eq!(code, Some(0));
    for rij in &rijen {
        assert_eq!(rij["dossiers"], 1100, "{rij}");
        assert!(rij["p50_us"].as_u64() <= rij["p99_us"].as_u64(), "{rij}");
        assert!(rij["p99_us"].as_u64() > Some(0), "{rij}");
    }
    let (code, rijen) = bladen("0");
    assert_eq!(
        (code, &rijen[1]["binnen"]),
        (Some(1), &Value::Bool(false)),
        "een grens die niemand haalt"
    );
    de_keten_wordt_gemeten(&pad);
    wie_te_veel_is_wordt_weggestuurd_en_elk_bericht_beantwoord(&pad);
    // Who wants to see what was measured starts it.
    let mut demo = gemeen::start(&map);
    assert_eq!(gemeen::stop_net(&mut demo), Some(0));
    fs::remove_dir_all(map).unwrap();
}

fn de_keten_wordt_gemeten(map: &str) {
    let (code, uit, fout) = voer(&["meet", "keten", "--map", map, "--berichten", "20", "--json"]);
    assert_eq!(code, Some(0), "{uit}{fout}");
    let rijen: Vec<Value> = uit.lines().map(|r| serde_json::from_str(r).unwrap()).collect();
    assert_eq!(
        rijen.len(),
        3,
        "de keten en een kale SQLite op twee manieren: {uit}"
    );
    assert_eq!(rijen[0]["antwoorden"]["JW316"], 20, "{uit}");
    for rij in &rijen {
        assert_eq!(rij["berichten"], 20, "{rij}");
        assert!(rij["duur_us"].as_u64() > Some(0), "{rij}");
    }
    let (code, _, fout) = voer(&["meet", "keten", "--map", map, "--berichten", "20000"]);
    assert_eq!(code, Some(2), "{fout}");
    assert!(fout.contains("kinderen van Zwolle"), "{fout}");
}

fn wie_te_veel_is_wordt_weggestuurd_en_elk_bericht_beantwoord(map: &str) {
    // 64 places and a queue of 256: so many askers never fit.
    let wens = ["--vragers", "600", "--duur", "3", "--berichten", "20", "--json"];
    let (code, uit, fout) = voer(&[&["meet", "druk", "--map", map][..], &wens].concat());
    // Memory may grow on a machine that is busy with other tests; the rest may not differ.
    assert!(matches!(code, Some(0 | 1)), "{uit}{fout}");
    let rij: Value = serde_json::from_str(&uit).unwrap();
    assert!(rij["gegeven"].as_u64() > Some(0), "{rij}");
    assert!(rij["geweigerd"].as_u64() > Some(0), "{rij}");
    assert_eq!(rij["zonder_retry_after"], 0, "{rij}");
    assert_eq!(rij["anders"], 0, "{rij}");
    assert_eq!(rij["antwoorden"], 20, "{rij}");
}

#[test]
fn zonder_demo_wordt_er_niets_gemeten() {
    let map = verse_map("meet-leeg");
    let (code, _, fout) = voer(&["meet", "bladen", "--map", &map.display().to_string()]);
    assert_eq!(code, Some(2), "{fout}");
    assert!(fout.contains("houvast meet vul"), "{fout}");
    fs::remove_dir_all(map).unwrap();
}

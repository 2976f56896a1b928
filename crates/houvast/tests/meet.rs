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
    fs::remove_dir_all(map).unwrap();
}

#[test]
fn zonder_demo_wordt_er_niets_gemeten() {
    let map = verse_map("meet-leeg");
    let (code, _, fout) = voer(&["meet", "bladen", "--map", &map.display().to_string()]);
    assert_eq!(code, Some(2), "{fout}");
    assert!(fout.contains("houvast meet vul"), "{fout}");
    fs::remove_dir_all(map).unwrap();
}

//! The examples in the handleiding are what the program prints.

#![expect(clippy::unwrap_used, reason = "a test may fail loudly")]

mod gemeen;

use gemeen::{houvast, verse_map};
use std::{fs, path::Path, path::PathBuf};

fn hoofdstuk() -> String {
    let pad = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/handleiding/berichten.md");
    fs::read_to_string(pad).unwrap()
}

/// The samples, in a folder where a command may write.
fn voorbeelden() -> PathBuf {
    let map = verse_map("handleiding");
    for ding in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/berichten")).unwrap() {
        let pad = ding.unwrap().path();
        fs::copy(&pad, map.join(pad.file_name().unwrap())).unwrap();
    }
    map
}

#[test]
fn elk_voorbeeld_met_uitvoer_is_echt() {
    let (tekst, map) = (hoofdstuk(), voorbeelden());
    let mut aantal = 0;
    for blok in tekst.split("```console\n").skip(1) {
        let blok = blok.split("```").next().unwrap();
        for opdracht in blok.split("$ houvast ").skip(1) {
            let (argumenten, verwacht) = opdracht.split_once('\n').unwrap();
            let uit = houvast()
                .args(argumenten.split(' '))
                .current_dir(&map)
                .output()
                .unwrap();
            assert_eq!(
                String::from_utf8(uit.stdout).unwrap(),
                verwacht,
                "houvast {argumenten}"
            );
            aantal += 1;
        }
    }
    assert!(aantal >= 8, "{aantal} voorbeelden");
}

#[test]
fn de_twintig_afkeuringen_hebben_de_uitleg_van_het_programma() {
    let tekst = hoofdstuk();
    let deel = tekst
        .split("## Twintig afkeuringen")
        .nth(1)
        .unwrap()
        .split("\n## ")
        .next()
        .unwrap();
    let rijen: Vec<_> = deel.lines().filter(|r| r.starts_with("| ")).skip(2).collect();
    assert_eq!(rijen.len(), 20);
    for rij in rijen {
        let vakken: Vec<_> = rij.trim_matches('|').split('|').map(str::trim).collect();
        let uit = houvast()
            .args(["bericht", "regels", "--json", vakken[0]])
            .output()
            .unwrap();
        let uitleg: serde_json::Value = serde_json::from_slice(&uit.stdout).unwrap();
        assert_eq!(
            (&uitleg["tekst"], &uitleg["herstel"]),
            (&vakken[1].into(), &vakken[2].into())
        );
    }
}

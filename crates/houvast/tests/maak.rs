//! The commands that make files: genereer, anonimiseer and verbeter, as the real program.

#![expect(clippy::unwrap_used, reason = "a test may fail loudly")]

mod gemeen;

use gemeen::{houvast, verse_map};
use serde_json::Value;
use std::{fs, path::Path, process::Output};

fn draai(argumenten: &[&str]) -> Output {
    houvast().arg("bericht").args(argumenten).output().unwrap()
}

fn json(bytes: &[u8]) -> Vec<Value> {
    let tekst = std::str::from_utf8(bytes).unwrap();
    tekst
        .lines()
        .map(|regel| serde_json::from_str(regel).unwrap())
        .collect()
}

fn tekst(pad: &Path) -> &str {
    pad.to_str().unwrap()
}

fn controleer(pad: &Path) -> (Option<i32>, Vec<Value>) {
    let uit = draai(&["controleer", "--json", "--peildatum", "2026-11-22", tekst(pad)]);
    (uit.status.code(), json(&uit.stdout))
}

#[test]
fn genereer_maakt_goede_berichten_en_met_fouten_een_manifest_dat_klopt() {
    let map = verse_map("genereer");
    let goed = map.join("goed");
    let wens = [
        "genereer",
        "--soort",
        "jw315",
        "--zaad",
        "4",
        "--peildatum",
        "2026-11-22",
        "--aantal",
        "5",
    ];
    let uit = draai(&[&wens[..], &["--uit", tekst(&goed), "--json"]].concat());
    assert_eq!((uit.status.code(), json(&uit.stdout).len()), (Some(0), 5));
    let (code, verslagen) = controleer(&goed);
    assert_eq!((code, verslagen.len()), (Some(0), 5));

    let fout = map.join("fout");
    draai(&[&wens[..], &["--uit", tekst(&fout), "--fouten", "100%"]].concat());
    let manifest = json(&fs::read(fout.join("fouten.jsonl")).unwrap());
    assert_eq!(manifest.len(), 5);
    for gepland in manifest {
        let (code, verslag) = controleer(&fout.join(gepland["bestand"].as_str().unwrap()));
        assert_eq!(code, Some(1));
        let mut gevonden: Vec<&Value> = verslag[0]["bevindingen"]
            .as_array()
            .unwrap()
            .iter()
            .map(|b| &b["regel"])
            .collect();
        let mut verwacht: Vec<&Value> = gepland["bevindingen"].as_array().unwrap().iter().collect();
        gevonden.sort_by_key(|r| r.as_str());
        gevonden.dedup();
        verwacht.sort_by_key(|r| r.as_str());
        assert_eq!(gevonden, verwacht);
    }

    // The same request gives the same bytes, on standard output too.
    let een = [
        "genereer",
        "--soort",
        "JW323",
        "--prestaties",
        "50",
        "--peildatum",
        "2026-11-22",
    ];
    let (eerste, tweede) = (draai(&een), draai(&een));
    assert!(eerste.stdout == tweede.stdout && eerste.stdout.starts_with(b"<?xml"));
    let bestand = map.join("een.xml");
    draai(&[&een[..], &["--uit", tekst(&bestand), "--fouten", "10"]].concat());
    assert!(!json(&fs::read(map.join("een.fouten.jsonl")).unwrap()).is_empty());
    assert_eq!(controleer(&bestand).0, Some(1));
    for verkeerd in [
        &["genereer", "--soort", "JW999"][..],
        &["genereer", "--soort", "JW315", "--aantal", "2"],
        &["genereer", "--soort", "JW315", "--peildatum", "1999-01-01"],
        &["genereer", "--soort", "JW315", "--fouten", "101%"],
    ] {
        assert_eq!(draai(verkeerd).status.code(), Some(2), "{verkeerd:?}");
    }
    fs::remove_dir_all(map).unwrap();
}

#[test]
fn anonimiseer_houdt_een_bericht_geldig_en_noemt_niemand() {
    let map = verse_map("anonimiseer");
    let (bron, doel) = (map.join("bron"), map.join("doel"));
    draai(&[
        "genereer",
        "--soort",
        "JW301",
        "--aantal",
        "3",
        "--peildatum",
        "2026-11-22",
        "--uit",
        tekst(&bron),
    ]);
    let bsn = |bytes: String| bytes.split("Bsn>").nth(1).unwrap()[..9].to_owned();
    let oud: Vec<String> = (1..=3)
        .map(|n| bsn(fs::read_to_string(bron.join(format!("JW301-{n:06}.xml"))).unwrap()))
        .collect();
    fs::write(bron.join("kapot.xml"), "<geen bericht").unwrap();
    let uit = draai(&["anonimiseer", "--json", "--uit", tekst(&doel), tekst(&bron)]);
    assert_eq!(uit.status.code(), Some(1), "een bestand kan niet");
    let regels = json(&uit.stdout);
    assert_eq!(regels.iter().filter(|r| r["uit"].is_string()).count(), 3);
    assert!(
        regels
            .iter()
            .any(|r| r["reden"].as_str().is_some_and(|reden| reden.contains("XML")))
    );
    assert_eq!(controleer(&doel).0, Some(0));
    for bestand in fs::read_dir(&doel).unwrap() {
        let inhoud = fs::read_to_string(bestand.unwrap().path()).unwrap();
        assert!(oud.iter().all(|bsn| !inhoud.contains(bsn)));
    }
    let zelfde = draai(&["anonimiseer", "--uit", tekst(&doel), tekst(&doel)]);
    assert_eq!(zelfde.status.code(), Some(2), "een bron wordt nooit overschreven");
    fs::remove_dir_all(map).unwrap();
}

#[test]
fn verbeter_zegt_wat_er_moet_en_schrijft_alleen_wat_zeker_is() {
    let map = verse_map("verbeter");
    let bestand = map.join("declaratie.xml");
    draai(&[
        "genereer",
        "--soort",
        "JW323",
        "--prestaties",
        "10",
        "--peildatum",
        "2026-11-22",
        "--uit",
        tekst(&bestand),
    ]);
    let goed = fs::read_to_string(&bestand).unwrap();
    fs::write(&bestand, goed.replacen("TotaalBedrag>", "TotaalBedrag>1", 1)).unwrap();
    let alleen = draai(&["verbeter", "--json", "--peildatum", "2026-11-22", tekst(&bestand)]);
    assert_eq!(alleen.status.code(), Some(1));
    let regel = &json(&alleen.stdout)[0];
    assert_eq!(
        (
            &regel["bevindingen"][0]["regel"],
            &regel["bevindingen"][0]["zeker"]
        ),
        (&"TR358".into(), &true.into())
    );
    assert!(regel["kopie"].is_null() && !map.join("declaratie.verbeterd.xml").exists());

    let schrijf = draai(&[
        "verbeter",
        "--schrijf",
        "--peildatum",
        "2026-11-22",
        tekst(&bestand),
    ]);
    assert_eq!(
        schrijf.status.code(),
        Some(0),
        "{}",
        String::from_utf8_lossy(&schrijf.stdout)
    );
    assert_eq!(controleer(&map.join("declaratie.verbeterd.xml")).0, Some(0));
    assert!(
        fs::read_to_string(&bestand).unwrap() != goed,
        "het bestand zelf blijft zoals het was"
    );

    // Which BSN was meant, nobody can tell.
    let bsn = goed.split("Bsn>").nth(1).unwrap()[..9].to_owned();
    fs::write(&bestand, goed.replacen(&bsn, "999900007", 1)).unwrap();
    fs::remove_file(map.join("declaratie.verbeterd.xml")).unwrap();
    let uit = draai(&[
        "verbeter",
        "--schrijf",
        "--peildatum",
        "2026-11-22",
        tekst(&bestand),
    ]);
    let gezegd = String::from_utf8(uit.stdout).unwrap();
    assert_eq!(uit.status.code(), Some(1));
    assert!(
        gezegd.contains("CS002") && gezegd.contains("te doen:") && !gezegd.contains("999900007"),
        "{gezegd}"
    );
    assert!(!map.join("declaratie.verbeterd.xml").exists());
    fs::remove_dir_all(map).unwrap();
}

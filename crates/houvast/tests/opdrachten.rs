//! The commands as a person or a script meets them: the real program, its output and its exit codes.

#![expect(clippy::unwrap_used, reason = "a test may fail loudly")]

mod gemeen;

use gemeen::{bestanden, houvast, leg_in, start, stop_net, verse_map, wacht};
use houvast_opslag::proef;
use std::{
    fs,
    io::Write as _,
    path::{Path, PathBuf},
    process::{Output, Stdio},
    time::Duration,
};

fn draai(argumenten: &[&str]) -> Output {
    houvast().args(argumenten).output().unwrap()
}

fn tekst(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

fn pad(pad: &Path) -> &str {
    pad.to_str().unwrap()
}

/// A folder with the samples of a demo; the demo has stopped.
fn gevulde_map(naam: &str) -> PathBuf {
    let map = verse_map(naam);
    assert_eq!(stop_net(&mut start(&map)), Some(0));
    map
}

#[test]
fn exitcodes_zeggen_goed_bevinding_of_onleesbaar() {
    let map = gevulde_map("exitcodes");
    let voorbeeld = |naam: &str| map.join("voorbeelden").join(naam).display().to_string();
    let (goed, fout) = (
        voorbeeld("01-wordt-toegewezen.xml"),
        voorbeeld("07-klopt-niet-met-het-schema.xml"),
    );
    let weg = voorbeeld("bestaat-niet.xml");
    let controleer = |paden: &[&str]| {
        let argumenten: Vec<_> = ["bericht", "controleer", "--json"]
            .iter()
            .chain(paden)
            .copied()
            .collect();
        let uit = draai(&argumenten);
        (uit.status.code(), tekst(&uit.stdout).lines().count())
    };
    assert_eq!(controleer(&[&goed]), (Some(0), 1));
    assert_eq!(controleer(&[&goed, &fout]), (Some(1), 2));
    assert_eq!(controleer(&[&weg]), (Some(2), 0));
    assert_eq!(
        controleer(&[&fout, &weg, &goed]),
        (Some(2), 2),
        "onleesbaar wint, de rest wordt wel gecontroleerd"
    );
    for verkeerd in [
        &["controleer"][..],
        &["bericht", "controleer"],
        &["demo", "--poort", "veel"],
        &[],
    ] {
        assert_eq!(draai(verkeerd).status.code(), Some(2), "{verkeerd:?}");
    }
    assert_eq!(draai(&["--help"]).status.code(), Some(0));
    fs::remove_dir_all(map).unwrap();
}

#[test]
fn json_heeft_de_velden_van_het_contract() {
    let mut proces = houvast()
        .args([
            "bericht",
            "controleer",
            "--json",
            "--peildatum",
            "2026-11-22",
            "-",
        ])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    proces
        .stdin
        .take()
        .unwrap()
        .write_all(b"dit is geen xml")
        .unwrap();
    let uit = proces.wait_with_output().unwrap();
    assert_eq!(uit.status.code(), Some(1));
    let json: serde_json::Value = serde_json::from_slice(&uit.stdout).unwrap();
    let velden: Vec<_> = json.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(
        velden,
        ["bericht", "bestand", "bevindingen", "geldig", "niveau", "release"]
    );
    assert_eq!(
        (&json["bericht"], &json["bestand"], &json["niveau"]),
        (&serde_json::Value::Null, &"-".into(), &1.into())
    );
    let bevinding = json["bevindingen"][0].as_object().unwrap();
    let velden: Vec<_> = bevinding.keys().map(String::as_str).collect();
    assert_eq!(
        velden,
        ["kolom", "pad", "regel", "regelnummer", "retourcode", "tekst"]
    );
    assert!(bevinding["regelnummer"].as_u64() >= Some(1) && bevinding["kolom"].as_u64() >= Some(1));
}

#[test]
fn regels_zijn_er_307_en_elk_zegt_hoe_het_ermee_staat() {
    let uit = draai(&["bericht", "regels", "--json"]);
    assert_eq!(uit.status.code(), Some(0));
    let staten = ["uitgevoerd", "gevolgd", "mensen", "nog niet"];
    let regels: Vec<serde_json::Value> = tekst(&uit.stdout)
        .lines()
        .map(|r| serde_json::from_str(r).unwrap())
        .collect();
    assert_eq!(regels.len(), 307);
    assert!(
        regels
            .iter()
            .all(|r| staten.contains(&r["staat"].as_str().unwrap()))
    );
}

#[test]
fn een_demo_beantwoordt_wat_in_de_postbus_komt_en_bewaart_het() {
    let map = verse_map("demo");
    let mut demo = start(&map);
    let accounts: serde_json::Value =
        serde_json::from_slice(&fs::read(map.join("accounts.json")).unwrap()).unwrap();
    assert_eq!(accounts["adres"], demo.adres.as_str());
    assert!(accounts["accounts"].as_array().unwrap().len() >= 4);
    let bezet = houvast()
        .args(["demo", "--poort", "0", "--map", pad(&map)])
        .output()
        .unwrap();
    assert_eq!(bezet.status.code(), Some(2), "een map heeft een eigenaar");
    assert!(tekst(&bezet.stderr).contains("in gebruik"));

    leg_in(
        &map,
        "een.xml",
        &fs::read(map.join("voorbeelden/01-wordt-toegewezen.xml")).unwrap(),
    );
    let soorten = || -> Vec<String> {
        let namen = bestanden(&map, "uit").into_iter();
        namen
            .map(|p| p.file_name().unwrap().to_string_lossy()[..5].to_owned())
            .collect()
    };
    assert!(
        wacht(Duration::from_secs(20), || soorten() == ["JW301", "JW316"]),
        "{:?}",
        soorten()
    );
    assert!(wacht(Duration::from_secs(5), || map
        .join("postbus/verwerkt/een.xml")
        .exists()));

    // Beside a running demo `verwerk` hands over and waits.
    let uit = draai(&[
        "bericht",
        "verwerk",
        "--json",
        "--map",
        pad(&map),
        pad(&map.join("voorbeelden/02-wordt-afgewezen.xml")),
    ]);
    let json: serde_json::Value = serde_json::from_slice(&uit.stdout).unwrap();
    assert_eq!(
        (uit.status.code(), json["uitkomst"].as_str()),
        (Some(0), Some("verwerkt"))
    );
    assert_eq!(json["antwoorden"].as_array().unwrap().len(), 2, "{json}");
    assert_eq!(stop_net(&mut demo), Some(0), "SIGTERM stopt netjes");

    // Without a demo it does the work itself, on the same data.
    let uit = draai(&[
        "bericht",
        "verwerk",
        "--json",
        "--map",
        pad(&map),
        pad(&map.join("voorbeelden/05-onbekende-aanbieder.xml")),
    ]);
    let json: serde_json::Value = serde_json::from_slice(&uit.stdout).unwrap();
    assert_eq!(
        (uit.status.code(), json["antwoorden"].as_array().unwrap().len()),
        (Some(0), 2),
        "{json}"
    );

    // A second start keeps everything: the same message again is the same message again (9056), not a new request.
    let mut demo = start(&map);
    leg_in(
        &map,
        "nog-eens.xml",
        &fs::read(map.join("voorbeelden/01-wordt-toegewezen.xml")).unwrap(),
    );
    assert!(wacht(Duration::from_secs(20), || soorten()
        .iter()
        .filter(|s| *s == "JW316")
        .count()
        == 4));
    assert_eq!(soorten().iter().filter(|s| *s == "JW301").count(), 1);
    assert_eq!(stop_net(&mut demo), Some(0));

    let mut demo = gemeen::start_met(&map, &["--opnieuw"]);
    assert!(
        bestanden(&map, "uit").is_empty(),
        "--opnieuw begint met een lege postbus"
    );
    assert_eq!(stop_net(&mut demo), Some(0));
    fs::remove_dir_all(map).unwrap();
}

#[test]
fn vandaag_verschuift_de_dag_van_de_antwoorden() {
    let map = verse_map("vandaag");
    let mut demo = gemeen::start_met(&map, &["--vandaag", "2025-05-19"]);
    leg_in(
        &map,
        "een.xml",
        &fs::read(map.join("voorbeelden/02-wordt-afgewezen.xml")).unwrap(),
    );
    assert!(wacht(Duration::from_secs(20), || bestanden(&map, "uit").len() == 2));
    for antwoord in bestanden(&map, "uit") {
        assert!(fs::read_to_string(antwoord).unwrap().contains("2025-05-19"));
    }
    assert_eq!(stop_net(&mut demo), Some(0));
    fs::remove_dir_all(map).unwrap();
}

#[test]
fn demo_raakt_geen_gegevens_aan_die_niet_van_een_demo_zijn() {
    let map = verse_map("vreemd");
    fs::write(map.join("houvast.db"), "van iemand anders").unwrap();
    let uit = draai(&["demo", "--opnieuw", "--poort", "0", "--map", pad(&map)]);
    assert_eq!(uit.status.code(), Some(2));
    assert_eq!(
        fs::read_to_string(map.join("houvast.db")).unwrap(),
        "van iemand anders"
    );
    fs::remove_dir_all(map).unwrap();
}

#[test]
fn demo_raakt_ook_op_postgres_geen_gegevens_aan_die_niet_van_een_demo_zijn() {
    let motor = tokio::runtime::Runtime::new().unwrap();
    let Some(proef) = motor.block_on(proef::postgres()) else {
        return;
    };
    let url = proef.url().unwrap();
    let map = verse_map("vreemd-pg");
    let demo = |meer: &[&str]| {
        let uit = draai(&[&["demo", "--poort", "0", "--map", pad(&map)], meer].concat());
        (uit.status.code(), tekst(&uit.stderr).to_owned())
    };
    for (meer, waarom) in [
        (&["--database", "mysql://x"][..], "sqlite of postgres"),
        (&["--database", url, "--opnieuw"], "alleen met sqlite"),
    ] {
        let (code, fout) = demo(meer);
        assert!(code == Some(2) && fout.contains(waarom), "{fout}");
    }
    // The folder of a server: its key, and no sign of a demo.
    fs::write(map.join("sleutel"), [42; 32]).unwrap();
    let (code, fout) = demo(&["--database", url]);
    assert!(code == Some(2) && fout.contains("niet van een demo"), "{fout}");
    // The folder of a demo, and a database where a region works that has nobody yet but one account.
    fs::write(map.join("demo.txt"), "").unwrap();
    let maak = [
        "account",
        "maak",
        "sanne",
        "--rol",
        "regio",
        "--weergavenaam",
        "Sanne",
    ];
    let mut proces = houvast()
        .args(maak)
        .args(["--database", url, "--map", pad(&map)])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    proces
        .stdin
        .take()
        .unwrap()
        .write_all(b"een goede lange zin\n")
        .unwrap();
    assert!(proces.wait().unwrap().success());
    let (code, fout) = demo(&["--database", url]);
    assert!(
        code == Some(2) && fout.contains("Kies een lege database"),
        "{fout}"
    );
    fs::remove_dir_all(&map).unwrap();
    motor.block_on(proef.ruim_op());
}

#[test]
fn server_weigert_een_onbekende_instelling_en_verraadt_geen_wachtwoord() {
    let uit = houvast()
        .args(["server"])
        .env("HOUVAST_DATABEES", "sqlite")
        .output()
        .unwrap();
    assert_eq!(uit.status.code(), Some(2));
    assert!(tekst(&uit.stderr).contains("databees"));
    let map = verse_map("server");
    let adres = "postgres://houvast:geheim@127.0.0.1:1/niets";
    let uit = houvast()
        .args(["server", "--poort", "0", "--map", pad(&map)])
        .env("HOUVAST_DATABASE", adres)
        .output()
        .unwrap();
    assert_eq!(
        uit.status.code(),
        Some(3),
        "een database die er niet is, is een storing"
    );
    assert!(!tekst(&uit.stderr).contains("geheim"), "{}", tekst(&uit.stderr));
    fs::remove_dir_all(map).unwrap();
}

#[test]
fn met_een_regio_gelden_haar_eigen_productcodes_ook() {
    let map = verse_map("productcodes");
    fs::create_dir_all(&map).unwrap();
    let gemaakt = draai(&[
        "bericht",
        "genereer",
        "--soort",
        "JW323",
        "--prestaties",
        "2",
        "--zaad",
        "3",
        "--peildatum",
        "2026-11-22",
    ]);
    let bericht = tekst(&gemaakt.stdout).replace("45A56", "P2TG3");
    assert!(bericht.contains("P2TG3"));
    let bestand = map.join("eigen.xml");
    fs::write(&bestand, bericht).unwrap();
    let controleer = |extra: &[&str]| {
        let vast = ["bericht", "controleer", "--json", "--peildatum", "2026-11-22"];
        let uit = draai(&[&vast, extra, &[pad(&bestand)]].concat());
        (uit.status.code(), tekst(&uit.stdout).contains("TR381"))
    };
    assert_eq!(controleer(&[]), (Some(1), true));
    assert_eq!(controleer(&["--regio", "ijsselland"]), (Some(0), false));
    assert_eq!(
        controleer(&["--regio", "voorbeeldregio"]),
        (Some(1), true),
        "die regio kent deze code niet"
    );
    assert_eq!(controleer(&["--regio", "atlantis"]).0, Some(2));
    let antwoord = |extra: &[&str]| {
        let vast = ["bericht", "antwoord", "--dagtekening", "2026-11-22"];
        draai(&[&vast, extra, &[pad(&bestand)]].concat()).status.code()
    };
    assert_eq!(antwoord(&["--regio", "ijsselland"]), Some(0));
    assert_eq!(antwoord(&[]), Some(1));
}

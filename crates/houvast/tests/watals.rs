//! `houvast protocol simuleer` and the local layer of a gemeente, as a person or a script meets them.

#![expect(clippy::unwrap_used, reason = "a test may fail loudly")]

mod gemeen;

use gemeen::{houvast, verse_map};
use houvast_begrip::{AgbCode, Centen, GemeenteCode, Periode, ProductCategorie};
use houvast_beslis::simulatie::Geval;
use houvast_beslis::{Contract, Feit, Product, Soort, Verwijzer, VerzoekFeiten, beoordeel, op_datum};
use jiff::civil::date;
use serde_json::{Value, json};
use std::fs;
use std::process::Output;

const PROFIEL: &str = include_str!("../../beslis/profielen/ijsselland/2024-01-08.toml");

fn uit(u: &Output) -> (Option<i32>, String, String) {
    let tekst = |b: &[u8]| String::from_utf8(b.to_vec()).unwrap();
    (u.status.code(), tekst(&u.stdout), tekst(&u.stderr))
}

/// One decision of 13 May 2025 as a line.
fn regel(kenmerk: &str, euro: i64) -> String {
    let dag = date(2025, 5, 13);
    let aanbieder = AgbCode::nieuw("90010001").unwrap();
    let gemeente = GemeenteCode::nieuw("0166").unwrap();
    let mut f = VerzoekFeiten::nieuw(gemeente, aanbieder, date(2025, 5, 12), dag);
    f.verwijzer = Feit::bericht(Verwijzer::Huisarts);
    f.product = Feit::bericht(Product {
        categorie: ProductCategorie::nieuw("45").unwrap(),
        code: None,
    });
    f.budget = Feit::bericht(Centen::euro(euro));
    f.periode = Feit::bericht(Periode::nieuw(date(2025, 5, 19), Some(date(2026, 5, 18))).unwrap());
    f.soort = Feit::aanbieder(Soort::Herstel);
    f.contracten = Feit::dossier(vec![Contract {
        segment: "ambulant".to_owned(),
        perceel: Some(1),
        periode: Periode::nieuw(date(2023, 1, 1), None).unwrap(),
    }]);
    f.woonplaats = Feit::dossier(gemeente);
    let besluit = beoordeel(&f, op_datum("ijsselland", dag).unwrap(), dag);
    let geval = Geval {
        kenmerk: kenmerk.to_owned(),
        feiten: f,
        besluit,
    };
    serde_json::to_string(&geval).unwrap()
}

/// RTP 2.4.1: budget 4 goes from € 5.000 to € 6.000.
#[test]
fn simuleer_zegt_welke_besluiten_anders_uitkomen_wat_het_kost_en_op_welk_artikel() {
    let map = verse_map("watals");
    let (nieuw, besluiten) = (map.join("2027.toml"), map.join("besluiten.jsonl"));
    let tekst = PROFIEL
        .replace("geldig_vanaf = 2024-01-08", "geldig_vanaf = 2027-01-01")
        .replace("nummer = 4, bedrag = 5_000", "nummer = 4, bedrag = 6_000");
    fs::write(&nieuw, tekst).unwrap();
    fs::write(
        &besluiten,
        format!("{}\n\n{}\n", regel("Z-1", 5_000), regel("Z-2", 8_000)),
    )
    .unwrap();
    let draai = |extra: &[&str]| {
        let mut opdracht = houvast();
        opdracht
            .args([
                "protocol",
                "simuleer",
                "--oud",
                "ijsselland@2024-01-08",
                "--nieuw",
            ])
            .args([&nieuw, &besluiten])
            .args(extra);
        uit(&opdracht.output().unwrap())
    };
    let (code, tekst, fout) = draai(&[]);
    assert_eq!(code, Some(1), "{fout}");
    for stuk in [
        "Z-1 (13-05-2025): Toewijzen → Toewijzen, verschil €\u{a0}1.000,00",
        "budget (RTP 2.4.1; RTP bijlage 3)",
        "2 besluiten, waarvan 1 anders uitkomen.",
        "verschil €\u{a0}1.000,00.",
    ] {
        assert!(tekst.contains(stuk), "{stuk} in\n{tekst}");
    }
    assert!(
        !tekst.contains("Z-2"),
        "wat gelijk blijft, staat er niet:\n{tekst}"
    );
    let (_, tekst, _) = draai(&["--json", "--alles"]);
    let regels: Vec<Value> = tekst.lines().map(|r| serde_json::from_str(r).unwrap()).collect();
    assert_eq!((regels.len(), &regels[0]["verschil"]), (3, &json!(100_000)));
    assert_eq!(regels[2]["samenvatting"]["gewijzigd"], 1);
    assert_eq!(regels[2]["verschil"], 100_000);
    fs::remove_dir_all(map).unwrap();
}

#[test]
fn simuleer_onder_hetzelfde_profiel_geeft_0_en_een_kapotte_regel_2_met_haar_nummer() {
    let map = verse_map("watals-fout");
    let bestand = map.join("b.jsonl");
    let draai = || {
        let mut opdracht = houvast();
        let versie = "ijsselland@2024-01-08";
        opdracht
            .args(["protocol", "simuleer", "--oud", versie, "--nieuw", versie])
            .arg(&bestand);
        uit(&opdracht.output().unwrap())
    };
    fs::write(&bestand, regel("Z-1", 5_000)).unwrap();
    assert_eq!(draai().0, Some(0));
    fs::write(
        &bestand,
        format!("{}\n{{\"kenmerk\": \"geheim\"}}\n", regel("Z-1", 5_000)),
    )
    .unwrap();
    let (code, _, fout) = draai();
    assert_eq!(code, Some(2));
    assert!(
        fout.contains("b.jsonl, regel 2") && !fout.contains("geheim"),
        "{fout}"
    );
    fs::remove_dir_all(map).unwrap();
}

/// RTP 2.4.4; R-007.
#[test]
fn r007_een_lokale_laag_wordt_gecontroleerd_en_werkt_bij_een_vraag() {
    let map = verse_map("lokaal");
    let pad = map.join("zwolle.toml");
    let kop = "regio = \"ijsselland\"\ngemeente = \"0193\"\nnaam = \"Zwolle\"\ngeldig_vanaf = 2025-01-01\ndocument = \"Zo doen we het in Zwolle\"\n";
    let controleer = |rest: &str, extra: &[&str]| {
        fs::write(&pad, format!("{kop}{rest}")).unwrap();
        let mut opdracht = houvast();
        uit(&opdracht
            .args(["regio", "controleer"])
            .args(extra)
            .arg(&pad)
            .output()
            .unwrap())
    };
    let (code, tekst, _) = controleer("[termijnen]\ntoetsing_werkdagen = 15\n", &[]);
    assert_eq!(code, Some(1));
    assert!(
        tekst.contains(
            "zwolle.toml:7: termijnen.toetsing_werkdagen: hier staat 15, het regioprofiel zegt 10 (RTP 2.4.4)"
        ),
        "{tekst}"
    );
    let goed = "[plan]\nleefgebieden = [\"geloof\"]\n";
    let (code, tekst, _) = controleer(goed, &["--json"]);
    let json: Value = serde_json::from_str(&tekst).unwrap();
    assert_eq!(
        (code, &json["aanvullingen"]),
        (Some(0), &json!(["plan.leefgebieden"]))
    );

    let feiten = map.join("feiten.json");
    let inhoud = json!({
        "probleemanalyse": true, "doelen": 1, "eerste_professional": true, "regievoerder": true,
        "bijstand": false, "leefgebieden": ["gezin", "vrienden", "school", "vrije tijd"],
    });
    fs::write(&feiten, inhoud.to_string()).unwrap();
    let vraag = |lokaal: bool| {
        let mut opdracht = houvast();
        opdracht.args(["protocol", "beoordeel", "plan", "--json", "--regio", "ijsselland"]);
        opdracht.args(["--peildatum", "2025-05-14"]);
        if lokaal {
            opdracht.arg("--lokaal").arg(&pad);
        }
        let (_, tekst, fout) = uit(&opdracht.arg(&feiten).output().unwrap());
        let json: Value = serde_json::from_str(&tekst).unwrap_or_else(|_| panic!("{fout}"));
        json["uitkomst"]["open_leefgebieden"].clone()
    };
    assert_eq!((vraag(false), vraag(true)), (json!([]), json!(["geloof"])));
    fs::remove_dir_all(map).unwrap();
}

#[test]
fn simuleer_leest_de_besluiten_van_een_demo_die_draait_en_maakt_van_een_lege_map_geen_database() {
    let speel = |map: &std::path::Path, meer: &[&str]| {
        let uit = houvast()
            .args(["protocol", "simuleer", "--oud", "ijsselland@2023-01-01"])
            .args(["--nieuw", "ijsselland@2024-01-08", "--json", "--map"])
            .arg(map)
            .args(meer)
            .output()
            .unwrap();
        let tekst = String::from_utf8(uit.stdout).unwrap();
        (uit.status.code(), tekst, String::from_utf8(uit.stderr).unwrap())
    };
    let leeg = verse_map("watals-leeg");
    let (code, _, fout) = speel(&leeg, &[]);
    assert_eq!(code, Some(2), "{fout}");
    assert!(!leeg.join("houvast.db").exists());

    let map = verse_map("watals-demo");
    let mut demo = gemeen::start(&map);
    let (code, tekst, fout) = speel(&map, &[]);
    assert!(matches!(code, Some(0 | 1)), "{fout}");
    let som: serde_json::Value = serde_json::from_str(tekst.lines().last().unwrap()).unwrap();
    assert!(som["samenvatting"]["gevallen"].as_u64().unwrap() > 50, "{som}");
    assert!(!tekst.contains("9999"), "geen BSN");
    let (_, tekst, _) = speel(&map, &["--van", "2010-01-01", "--tot", "2010-12-31"]);
    let som: serde_json::Value = serde_json::from_str(tekst.lines().last().unwrap()).unwrap();
    assert_eq!(som["samenvatting"]["gevallen"], 0, "een jaar zonder besluiten");
    gemeen::stop_net(&mut demo);
}

/// a decision by a text that nobody meant is worse than no start.
#[test]
fn r007_een_fout_in_een_lokaal_bestand_stopt_de_start_met_bestand_regel_sleutel_en_artikel() {
    let map = verse_map("lokaal-start");
    let eigen = map.join("lokaal");
    fs::create_dir_all(&eigen).unwrap();
    let kop = "regio = \"ijsselland\"\ngemeente = \"0193\"\ngeldig_vanaf = 2025-01-01\ndocument = \"Zo doen we het in Zwolle\"\n";
    fs::write(
        eigen.join("zwolle.toml"),
        format!("{kop}[termijnen]\ntoetsing_werkdagen = 15\n"),
    )
    .unwrap();
    fs::write(eigen.join("aantekeningen.txt"), "geen toml").unwrap();
    let start = |extra: &[&std::ffi::OsStr]| {
        let mut opdracht = houvast();
        opdracht
            .args(["server", "--poort", "0", "--map"])
            .arg(&map)
            .args(extra);
        uit(&opdracht.output().unwrap())
    };
    let (code, _, fout) = start(&[]);
    assert_eq!(code, Some(2), "{fout}");
    assert!(
        fout.contains(
            "zwolle.toml:6: termijnen.toetsing_werkdagen: hier staat 15, het regioprofiel zegt 10 (RTP 2.4.4)"
        ),
        "{fout}"
    );
    assert!(!map.join("houvast.db").exists(), "er is nog niets begonnen");
    // A folder that somebody names must be there.
    let instellingen = map.join("houvast.toml");
    fs::write(
        &instellingen,
        format!("lokaal = \"{}\"\n", map.join("weg").display()),
    )
    .unwrap();
    let (code, _, fout) = start(&["--instellingen".as_ref(), instellingen.as_os_str()]);
    assert_eq!(code, Some(2));
    assert!(
        fout.contains("de map met lokale afspraken") && fout.contains("weg"),
        "{fout}"
    );
    fs::remove_dir_all(map).unwrap();
}

/// what changes for a gemeente is told in words, beside its region and beside its own earlier file.
#[test]
fn r007_een_verandering_in_een_lokale_laag_staat_in_regio_verschil() {
    let map = verse_map("lokaal-verschil");
    let kop =
        "regio = \"ijsselland\"\ngemeente = \"0193\"\ngeldig_vanaf = 2025-01-01\ndocument = \"Zwolle\"\n";
    let maak = |naam: &str, rest: &str| {
        let pad = map.join(naam);
        fs::write(&pad, format!("{kop}{rest}")).unwrap();
        pad.display().to_string()
    };
    let oud = maak("oud.toml", "[signalen]\nevaluatie_weken_vooraf = 6\n");
    let nieuw = maak(
        "nieuw.toml",
        "[signalen]\nevaluatie_weken_vooraf = 8\n[plan]\nleefgebieden = [\"buurt\"]\n",
    );
    let fout = maak("fout.toml", "herstel_maanden = 36\n");
    let verschil = |a: &str, b: &str| uit(&houvast().args(["regio", "verschil", a, b]).output().unwrap());
    let (code, tekst, fouten) = verschil(&oud, &nieuw);
    assert_eq!(code, Some(1), "{fouten}");
    assert!(
        tekst.contains("6 → 8 per 1 januari 2025") && tekst.contains("buurt"),
        "{tekst}"
    );
    assert_eq!(
        tekst.lines().count(),
        2,
        "alleen wat de gemeente veranderde: {tekst}"
    );
    let (code, tekst, _) = verschil("ijsselland@2024-01-08", &oud);
    assert_eq!(code, Some(1));
    assert!(tekst.contains("4 → 6 per 1 januari 2025"), "{tekst}");
    assert_eq!(verschil(&oud, &oud).0, Some(0));
    let (code, _, melding) = verschil(&oud, &fout);
    assert_eq!(code, Some(2));
    assert!(melding.contains("herstel_maanden: hier staat 36"), "{melding}");
    fs::remove_dir_all(map).unwrap();
}

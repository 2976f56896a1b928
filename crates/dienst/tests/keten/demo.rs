//! The demo region and its samples.

use crate::hulp::{Keten, retourcodes, soorten};
use houvast_begrip::{GemeenteCode, Houder};
use houvast_dienst::demo;
use houvast_opslag::{Bereik, BerichtFilter, BerichtStatus, Bladzijde, SignaalSoort, SignaalVraag, op_beide};
use jiff::civil::date;

const MAANDAG: &str = "2026-11-23T10:00:00Z";

op_beide! {
    async fn de_demo_vult_een_lege_map_en_laat_geen_bestanden_achter(proef: &Proef) {
        let keten = Keten::vol(proef, MAANDAG).await;
        assert_eq!(keten.mensen.len(), 500);
        assert!(demo::is_gevuld(&keten.huis).await.unwrap());
        keten.werker().beurt_nu().await.unwrap();
        assert!(keten.uit().is_empty(), "{:?}", soorten(&keten.uit()));
    }

    async fn een_start_die_halverwege_stopt_laat_geen_halve_demo_achter(proef: &Proef) {
        // The last ones fall in the requests that go through the chain.
        for keer in [1, 10, 60, 120] {
            assert_eq!(Keten::vul_tot(proef, MAANDAG, keer).await, None, "na {keer} blikken op de klok was alles al klaar");
            let bereik = Bereik::systeem(Houder::regio("ijsselland").unwrap(), [GemeenteCode::nieuw("0193").unwrap()]);
            let mut lees = proef.opslag.lees(&bereik).await.unwrap();
            assert_eq!(lees.instelling(bereik.regio(), "synthetisch").await.unwrap(), None);
            assert_eq!(lees.aantal_berichten(&BerichtFilter::default(), 9).await.unwrap(), 0);
            assert_eq!(lees.aanbieders().await.unwrap(), []);
        }
        let keten = Keten::vol(proef, MAANDAG).await;
        assert!(demo::is_gevuld(&keten.huis).await.unwrap());
    }

    async fn de_demo_heeft_starts_stops_wijzigingen_en_declaraties_die_kloppen(proef: &Proef) {
        let keten = Keten::vol(proef, MAANDAG).await;
        let mut lees = keten.huis.opslag.lees(&keten.huis.systeem()).await.unwrap();
        let mut tel = async |soort: &str, statussen: &[BerichtStatus]| {
            let filter = BerichtFilter {
                soort: Some(soort.to_owned()),
                statussen: statussen.to_vec(),
                ..BerichtFilter::default()
            };
            lees.aantal_berichten(&filter, 9_999).await.unwrap()
        };
        let (verwerkt, wacht, afgekeurd) =
            (BerichtStatus::Verwerkt, BerichtStatus::TeBeoordelen, BerichtStatus::Afgekeurd);
        let starts = tel("JW305", &[verwerkt]).await;
        assert!(starts >= 30 && starts == tel("JW305", &[]).await, "{starts}");
        let stops = tel("JW307", &[verwerkt]).await;
        assert!(stops >= 3 && stops == tel("JW307", &[]).await, "{stops}");
        assert_eq!((tel("JW317", &[wacht]).await, tel("JW317", &[verwerkt]).await, tel("JW317", &[]).await), (2, 1, 3));
        assert_eq!((tel("JW323", &[verwerkt]).await, tel("JW323", &[wacht]).await), (3, 2));
        assert_eq!((tel("JW323", &[afgekeurd]).await, tel("JW325", &[]).await), (1, 4));
        assert_eq!(tel("JW306", &[]).await, starts);
    }

    async fn de_demo_ziet_eruit_als_een_gewone_werkdag(proef: &Proef) {
        let keten = Keten::vol(proef, MAANDAG).await;
        keten.werker().beurt_nu().await.unwrap();
        let vandaag = keten.vandaag();
        let mut lees = keten.huis.opslag.lees(&keten.huis.systeem()).await.unwrap();
        let (mut alle, mut na) = (Vec::new(), None);
        loop {
            let blad = na.map_or(Bladzijde::eerste(100), |na| Bladzijde::na(na, 100));
            let lijst = lees.signalen(&SignaalVraag::alles(vandaag), blad).await.unwrap();
            na = lijst.volgende;
            alle.extend(lijst.rijen);
            if na.is_none() {
                break;
            }
        }
        let te_laat: Vec<(SignaalSoort, i32)> = alle
            .iter()
            .filter_map(|s| Some((s.soort, s.uiterlijk?)))
            .filter(|(_, dag)| *dag < vandaag)
            .map(|(soort, dag)| (soort, dag.until(vandaag).unwrap().get_days()))
            .collect();
        // Some are late, as in every office; none for a month, and most are not.
        assert!(te_laat.iter().all(|(_, dagen)| *dagen <= 28), "{te_laat:?}");
        assert!(!te_laat.is_empty() && te_laat.len() * 4 < alle.len(), "{} van {}: {te_laat:?}", te_laat.len(), alle.len());
        // Somebody overlooked a few, and did most of what an office does.
        let soort = |s: SignaalSoort| alle.iter().filter(|r| r.soort == s).count();
        for s in [SignaalSoort::EindeNadert, SignaalSoort::Evaluatie, SignaalSoort::ToetsingOntbreekt, SignaalSoort::Toetsing] {
            assert!((1..=25).contains(&soort(s)), "{s:?}: {}", soort(s));
        }
        // What the Toegang granted of its own accord has its decision.
        let mut van_toegang = 0;
        for gemeente in keten.huis.gemeenten() {
            let altijd = (date(2000, 1, 1), date(2100, 1, 1));
            let besluiten = lees.besluiten_in(&gemeente.into(), altijd.0, altijd.1, None, 9_999).await.unwrap();
            van_toegang += besluiten.iter().filter(|b| b.verzoek.is_none()).count();
        }
        assert!(van_toegang > 50, "{van_toegang}");
    }

    async fn elk_voorbeeld_krijgt_het_antwoord_dat_erbij_staat(proef: &Proef) {
        let keten = Keten::vol(proef, MAANDAG).await;
        let voorbeelden = demo::voorbeelden::maak(&keten.mensen, keten.vandaag());
        let verwacht: &[(&str, &[&str], &[&str])] = &[
            ("01", &["JW301", "JW316"], &[]),
            ("02", &["JW316", "JW319"], &[]),
            ("03", &["JW316"], &[]),
            ("04", &["JW316"], &[]),
            ("05", &["JW316", "JW319"], &[]),
            ("06", &["JW316"], &[]),
            ("08", &["JW316"], &["0001"]),
            ("09", &["JW316"], &["9056"]),
        ];
        for (nummer, soort, codes) in verwacht {
            let voorbeeld = voorbeelden.iter().find(|v| v.bestand.starts_with(nummer)).unwrap();
            let antwoorden = keten.stuur(&[(voorbeeld.bestand, &voorbeeld.bytes)]).await;
            assert_eq!(soorten(&antwoorden), *soort, "{}", voorbeeld.bestand);
            assert_eq!(retourcodes(&antwoorden), *codes, "{}", voorbeeld.bestand);
        }
        let fout = voorbeelden.iter().find(|v| v.bestand.starts_with("07")).unwrap();
        let antwoorden = keten.stuur(&[(fout.bestand, &fout.bytes)]).await;
        assert_eq!(antwoorden.len(), 1);
        assert!(antwoorden[0].naam.ends_with(".fout.json"));
        let json: serde_json::Value = serde_json::from_slice(&antwoorden[0].bytes).unwrap();
        assert_eq!((&json["bericht"], &json["geldig"], &json["niveau"]), (&"JW315".into(), &false.into(), &1.into()));
        assert_eq!(json["bevindingen"][0]["pad"], "Client/Geslacht");
        keur_met_xmllint(&keten.postbus().join("uit"), &["JW301", "JW316", "JW319"]);
        assert_eq!(keten.namen("fout"), ["07-klopt-niet-met-het-schema.xml"]);
        assert_eq!(keten.namen("verwerkt").len(), 8);
        assert!(keten.namen("bezig").is_empty() && keten.namen("in").is_empty());
    }
}

/// The schemas lie beside the repository and are only a referee; without them or without xmllint this says so.
fn keur_met_xmllint(map: &std::path::Path, soorten: &[&str]) {
    let xsd = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/ijw-3.2/xsd");
    let is_er = std::process::Command::new("xmllint")
        .arg("--version")
        .output()
        .is_ok();
    if !xsd.is_dir() || !is_er {
        eprintln!("OVERGESLAGEN: geen xmllint of geen schema's, de eigen lezer keurde alleen");
        return;
    }
    for soort in soorten {
        let bestanden: Vec<_> = std::fs::read_dir(map)
            .unwrap()
            .map(|d| d.unwrap().path())
            .filter(|p| p.file_name().unwrap().to_string_lossy().starts_with(soort))
            .collect();
        assert!(!bestanden.is_empty(), "geen enkele {soort}");
        let uit = std::process::Command::new("xmllint")
            .args(["--huge", "--nonet", "--noout", "--schema"])
            .arg(xsd.join(format!("{soort}.xsd")))
            .args(&bestanden)
            .output()
            .unwrap();
        assert!(
            uit.status.success(),
            "{soort}: {}",
            String::from_utf8_lossy(&uit.stderr)
        );
    }
}

//! Profiles and local layers that nobody wrote: whatever is in the file, every fault has its line and key, or it is a profile
//! that reads the same each time. Small changes by hand are in `profielfouten.rs`.

use houvast_beslis::Regioprofiel;
use houvast_beslis::regioprofiel::{LokaleLaag, ProfielFout, is_lokaal};
use verminker::{Verminker, keer};

#[path = "../../../../fuzz/verminker.rs"]
mod verminker;

const REGIO: &str = include_str!("../../profielen/ijsselland/2024-01-08.toml");
const LOKAAL: &str = "regio = \"ijsselland\"\ngemeente = \"0193\"\nnaam = \"Zwolle\"\ngeldig_vanaf = 2025-01-01\n\
    document = \"Zo doen we het in Zwolle\"\n\n[toegang]\nakkoord = \"beslismandaat\"\n";

fn netjes(toml: &str, fouten: &[ProfielFout]) {
    let regels = toml.lines().count().max(toml.split('\n').count()) + 1;
    assert!(!fouten.is_empty(), "geen profiel en geen fout:\n{toml}");
    for fout in fouten {
        assert!((1..=regels).contains(&fout.regel), "{fout}\n{toml}");
        assert!(
            !fout.sleutel.is_empty() && !fout.tekst.is_empty() && fout.bestand == "p.toml",
            "{fout}"
        );
        // A fault is read on a screen: it never repeats a file.
        assert!(fout.tekst.len() < 4_000, "{}", fout.tekst.len());
    }
}

#[test]
fn een_verminkt_profiel_geeft_fouten_met_regel_en_sleutel_of_een_profiel() {
    let mut bron = Verminker::nieuw(4);
    let mut geldig = 0;
    for _ in 0..keer(120) {
        let toml = bron.vermink_tekst(REGIO);
        match Regioprofiel::lees(&toml, "p.toml") {
            Ok(profiel) => {
                geldig += 1;
                assert_eq!(Regioprofiel::lees(&toml, "p.toml").as_ref(), Ok(&profiel));
            }
            Err(fouten) => netjes(&toml, &fouten),
        }
    }
    assert!(geldig > 0, "alles was kapot: dan bewijst dit weinig");
}

#[test]
fn een_verminkte_lokale_laag_geeft_fouten_met_regel_en_sleutel_of_een_laag() {
    let mut bron = Verminker::nieuw(5);
    for n in 0..keer(60) {
        let toml = match n % 3 {
            // The profile of a region where that of a gemeente belongs.
            0 => bron.vermink_tekst(&format!("{LOKAAL}{REGIO}")),
            _ => bron.vermink_tekst(LOKAAL),
        };
        let _ = is_lokaal(&toml);
        match LokaleLaag::lees(&toml, "p.toml", REGIO) {
            Ok(_) => assert!(LokaleLaag::lees(&toml, "p.toml", REGIO).is_ok()),
            Err(fouten) => netjes(&toml, &fouten),
        }
    }
}

#[test]
fn een_diep_of_groot_bestand_houdt_het_lezen_niet_op() {
    let diep = format!("a = {}1{}", "[".repeat(50_000), "]".repeat(50_000));
    let tabellen: String = (0..10_000).map(|n| format!("[a{n}.b]\nc = {n}\n")).collect();
    let lang = format!("{REGIO}\nextra = \"{}\"\n", "é".repeat(500_000));
    assert!(
        diep.len() < 256 * 1024 && tabellen.len() < 256 * 1024,
        "die worden gelezen"
    );
    for toml in [diep, tabellen, lang] {
        let fouten = Regioprofiel::lees(&toml, "p.toml").unwrap_err();
        // Nobody reads more, and each costs a walk through the file.
        assert!((1..=200).contains(&fouten.len()), "{}", fouten.len());
    }
}

//! what two versions of a profile differ in, in words.

use houvast_beslis::regioprofiel::{Regioprofiel, tekst_van};
use jiff::civil::date;

const NIEUW: &str = include_str!("../../profielen/ijsselland/2024-01-08.toml");

fn teksten(oud: &str, nieuw: &str) -> Vec<String> {
    Regioprofiel::verschillen((oud, "oud.toml"), (nieuw, "nieuw.toml"))
        .map(|v| v.into_iter().map(|v| v.tekst).collect())
        .unwrap_or_else(|fouten| fouten.iter().map(ToString::to_string).collect())
}

fn met(van: &str, naar: &str) -> String {
    assert!(NIEUW.contains(van), "{van}");
    NIEUW
        .replace("geldig_vanaf = 2024-01-08 #", "geldig_vanaf = 2027-01-01 #")
        .replace(van, naar)
}

#[test]
fn een_ander_bedrag_staat_er_in_woorden_met_de_dag() {
    let nieuw = met("nummer = 6, bedrag = 12_000", "nummer = 6, bedrag = 13_000");
    assert_eq!(
        teksten(NIEUW, &nieuw),
        [
            "geldig vanaf: 08-01-2024 → 01-01-2027 per 1 januari 2027",
            "standaardbudget 6: €\u{a0}12.000,00 → €\u{a0}13.000,00 per 1 januari 2027",
        ]
    );
    assert!(teksten(NIEUW, NIEUW).is_empty());
}

#[test]
fn een_nieuwe_gemeente_een_vervallen_perceel_en_een_andere_lijst() {
    let nieuw = met(
        "  { code = \"0193\",",
        "  { code = \"0119\", naam = \"Meppel\", wijziging_via_bericht = true, segmenten = [\"ambulant\"] },\n  { code = \"0193\",",
    )
    .replace("weigeringsgronden = [\"geen-expertise\", \"overgekwalificeerd\", \"budget-oneens\"]", "weigeringsgronden = [\"geen-expertise\"]")
    .replace("  { minuten = 400, standaardbudget = 2 },\n", "");
    let uit = teksten(NIEUW, &nieuw);
    assert!(uit.contains(&"gemeente 0119: nieuw per 1 januari 2027 (code 0119, naam Meppel, segmenten ambulant, wijziging via bericht ja)".to_owned()), "{uit:#?}");
    assert!(
        uit.contains(
            &"oude minuten 400: vervalt per 1 januari 2027 (was minuten 400, standaardbudget 2)".to_owned()
        ),
        "{uit:#?}"
    );
    assert!(uit.contains(&"weigeringsgronden: geen-expertise, overgekwalificeerd, budget-oneens → geen-expertise per 1 januari 2027".to_owned()), "{uit:#?}");
}

/// The five differences of the two built-in versions, and the list of changes itself.
#[test]
fn r005_de_twee_versies_van_ijsselland_verschillen_waar_het_wijzigingsbeheer_het_zegt() {
    let (_, oud) = tekst_van("ijsselland", date(2023, 1, 1)).unwrap();
    let (_, nieuw) = tekst_van("ijsselland", date(2024, 1, 8)).unwrap();
    let uit: Vec<String> = teksten(oud, nieuw)
        .into_iter()
        .filter(|t| !t.starts_with("wijzigingsbeheer "))
        .collect();
    let mut gesorteerd = uit.clone();
    gesorteerd.sort();
    assert_eq!(
        gesorteerd,
        [
            "dyslexie: nieuw per 8 januari 2024 (behandeling minuten 3900, diagnostiek minuten 900)",
            "geldig vanaf: 01-01-2023 → 08-01-2024 per 8 januari 2024",
            "medicatiecontrole, kracht: advies → afspraak per 8 januari 2024",
            "termijnen, toetsing werkdagen: nieuw per 8 januari 2024 (10)",
            "voorziening mst, maanden: nieuw per 8 januari 2024 (6)",
            "voorziening zit, maanden: nieuw per 8 januari 2024 (3)",
            "wijziging, kracht: hard → streven per 8 januari 2024",
        ]
    );
}

#[test]
fn een_profiel_met_een_fout_wordt_niet_vergeleken() {
    let uit = teksten(
        NIEUW,
        &NIEUW.replace("weken_vooraf = 8", "weken_vooraf = \"acht\""),
    );
    assert_eq!(uit.len(), 1);
    assert!(
        uit[0].contains("nieuw.toml:") && uit[0].contains("wijziging.weken_vooraf"),
        "{uit:?}"
    );
}

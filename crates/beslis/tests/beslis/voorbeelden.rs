//! The examples beside the profiles: cases that must come out so, readable without Rust.

use houvast_begrip::Centen;
use houvast_beslis::{RedenAfwijzing, Uitkomst, VerzoekFeiten, beoordeel, op_datum};
use jiff::civil::Date;
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Voorbeeld {
    omschrijving: String,
    besluitdatum: Date,
    feiten: VerzoekFeiten,
    verwacht: Verwacht,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Verwacht {
    uitkomst: Uitkomst,
    #[serde(default)]
    reden: Option<RedenAfwijzing>,
    #[serde(default)]
    standaardbudget: Option<u8>,
    /// In eurocents, as in a message.
    #[serde(default)]
    budget: Option<Centen>,
}

#[test]
fn elk_voorbeeld_komt_uit_zoals_het_er_staat() {
    let map = concat!(env!("CARGO_MANIFEST_DIR"), "/profielen/ijsselland/voorbeelden");
    let mut aantal = 0;
    for ingang in std::fs::read_dir(map).unwrap() {
        let pad = ingang.unwrap().path();
        let tekst = std::fs::read_to_string(&pad).unwrap();
        let v: Voorbeeld = toml::from_str(&tekst).unwrap_or_else(|e| panic!("{}: {e}", pad.display()));
        let profiel = op_datum("ijsselland", v.besluitdatum).unwrap();
        let b = beoordeel(&v.feiten, profiel, v.besluitdatum);
        let wat = format!("{}: {}\n{}", pad.display(), v.omschrijving, b.als_tekst());
        assert_eq!(b.uitkomst, v.verwacht.uitkomst, "{wat}");
        assert_eq!(b.reden, v.verwacht.reden, "{wat}");
        let toekenning = b.toekenning.as_ref();
        assert_eq!(
            toekenning.and_then(|t| t.standaardbudget),
            v.verwacht.standaardbudget,
            "{wat}"
        );
        assert_eq!(toekenning.and_then(|t| t.budget), v.verwacht.budget, "{wat}");
        aantal += 1;
    }
    assert!(aantal >= 8, "{aantal} voorbeelden gevonden");
}

//! What a gemeente fills in: faults with a line, or a layer.
#![no_main]

use houvast_beslis::regioprofiel::{LokaleLaag, is_lokaal};

const REGIO: &str = include_str!("../../crates/beslis/profielen/ijsselland/2024-01-08.toml");

libfuzzer_sys::fuzz_target!(|toml: &str| {
    let _ = is_lokaal(toml);
    if let Err(fouten) = LokaleLaag::lees(toml, "p.toml", REGIO) {
        assert!(!fouten.is_empty() && fouten.iter().all(|f| f.regel > 0 && !f.sleutel.is_empty()));
    }
});

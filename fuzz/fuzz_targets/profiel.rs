//! A regioprofiel: faults with a line, or a profile that reads the same again.
#![no_main]

use houvast_beslis::Regioprofiel;

libfuzzer_sys::fuzz_target!(|toml: &str| {
    match Regioprofiel::lees(toml, "p.toml") {
        Ok(profiel) => assert_eq!(Regioprofiel::lees(toml, "p.toml").as_ref(), Ok(&profiel)),
        Err(fouten) => assert!(!fouten.is_empty() && fouten.iter().all(|f| f.regel > 0 && !f.sleutel.is_empty())),
    }
});

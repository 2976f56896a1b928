//! Copies of seals: all of them, or the line that is none.
#![no_main]

libfuzzer_sys::fuzz_target!(|tekst: &str| {
    match houvast_dienst::logboek::lees_zegels(tekst) {
        Ok(zegels) => assert_eq!(zegels.len(), tekst.lines().count()),
        Err(regel) => assert!((1..=tekst.lines().count()).contains(&regel)),
    }
});

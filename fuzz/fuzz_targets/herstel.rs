//! What must hold stands in `crates/ijw/tests/fuzz/doelen.rs`.
#![no_main]

#[path = "../../crates/ijw/tests/fuzz/doelen.rs"]
#[expect(dead_code, reason = "each target uses one of them")]
mod doelen;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| doelen::hersteller(bytes));

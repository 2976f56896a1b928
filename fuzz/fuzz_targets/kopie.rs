//! A backup that no key of ours made is never accepted.
#![no_main]

use houvast_opslag::{Sleutel, kopie};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let mut van = bytes;
    assert!(kopie::controleer(&mut van, &Sleutel::nieuw([9; 32])).is_err());
});

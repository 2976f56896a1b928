//! The clock and chance: read here and nowhere else, and handed to the rooms as [`Tijd`].

use houvast_dienst::huis::Tijd;
use jiff::{Timestamp, civil::Date};
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

/// The real clock, or the real time of day on `vandaag`, and the chance of the operating system.
pub(crate) fn tijd(vandaag: Option<Date>) -> Tijd {
    Tijd::nieuw(Arc::new(nu), Arc::new(willekeur), vandaag)
}

/// How long it is since this was first asked.
#[expect(
    clippy::disallowed_methods,
    reason = "the one place where the program reads the clock"
)]
pub(crate) fn sinds_begin() -> Duration {
    static BEGIN: OnceLock<Instant> = OnceLock::new();
    BEGIN.get_or_init(Instant::now).elapsed()
}

/// A number that nobody can guess.
pub(crate) fn toeval() -> u64 {
    let mut bytes = [0; 8];
    willekeur(&mut bytes);
    u64::from_le_bytes(bytes)
}

#[expect(
    clippy::disallowed_methods,
    reason = "the one place where the program reads the clock"
)]
fn nu() -> Timestamp {
    Timestamp::now()
}

/// Without chance there are no safe keys, sessions or ids: then the program must not go on.
#[expect(
    clippy::disallowed_methods,
    reason = "the one place where the program draws randomness"
)]
#[expect(
    clippy::panic,
    reason = "a program without chance may not go on; the process ends with exit code 3"
)]
fn willekeur(bytes: &mut [u8]) {
    if getrandom::fill(bytes).is_err() {
        panic!("geen toeval");
    }
}

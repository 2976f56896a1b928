//! How far long work is, on one line of the screen. A log or a pipe gets nothing.

use std::{
    io::{self, IsTerminal as _, Write as _},
    time::Duration,
};

/// Work that is shorter needs no line.
const STIL: Duration = Duration::from_millis(700);
const PAUZE: Duration = Duration::from_millis(200);
const BREED: u64 = 30;

/// A bar on standard error.
pub(super) struct Voortgang {
    totaal: u64,
    wat: &'static str,
    klok: fn() -> Duration,
    volgende: Duration,
    getoond: bool,
    aan: bool,
}

impl Voortgang {
    /// `klok` tells how long the program has been at it.
    pub(super) fn nieuw(totaal: u64, wat: &'static str, klok: fn() -> Duration) -> Self {
        Self {
            totaal: totaal.max(1),
            wat,
            klok,
            volgende: klok() + STIL,
            getoond: false,
            aan: io::stderr().is_terminal(),
        }
    }

    pub(super) fn op(&mut self, gedaan: u64) {
        if !self.aan || (self.klok)() < self.volgende {
            return;
        }
        self.volgende = (self.klok)() + PAUZE;
        self.getoond = true;
        // A screen that is gone is no reason to stop.
        let _ = write!(io::stderr(), "\r{}", regel(gedaan, self.totaal, self.wat));
        let _ = io::stderr().flush();
    }
}

impl Drop for Voortgang {
    fn drop(&mut self) {
        if self.getoond {
            let _ = write!(io::stderr(), "\r{:70}\r", "");
        }
    }
}

fn regel(gedaan: u64, totaal: u64, wat: &str) -> String {
    let gedaan = gedaan.min(totaal);
    let vol = usize::try_from(gedaan * BREED / totaal).unwrap_or_default();
    let leeg = usize::try_from(BREED).unwrap_or_default() - vol;
    format!(
        "[{}{}] {}% van {totaal} {wat}",
        "#".repeat(vol),
        ".".repeat(leeg),
        gedaan * 100 / totaal
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn de_balk_loopt_van_leeg_naar_vol() {
        assert_eq!(
            regel(0, 200, "berichten"),
            format!("[{}] 0% van 200 berichten", ".".repeat(30))
        );
        assert_eq!(
            regel(100, 200, "berichten"),
            format!("[{}{}] 50% van 200 berichten", "#".repeat(15), ".".repeat(15))
        );
        assert_eq!(
            regel(900, 200, "prestaties"),
            format!("[{}] 100% van 200 prestaties", "#".repeat(30))
        );
    }
}

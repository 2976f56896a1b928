//! How long requests took, per pattern of an address and status: never an address itself, so nothing of a person.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// Upper ends of the buckets in milliseconds, with how Prometheus writes them in seconds. 20 ms is what a worklist may
/// take at most; a minute is the longest for any answer.
const EMMERS: [(u128, &str); 10] = [
    (5, "0.005"),
    (10, "0.01"),
    (20, "0.02"),
    (50, "0.05"),
    (100, "0.1"),
    (250, "0.25"),
    (1_000, "1"),
    (2_500, "2.5"),
    (10_000, "10"),
    (60_000, "60"),
];

#[derive(Default)]
struct Reeks {
    /// Per bucket those that fit in no smaller one.
    emmers: [u64; EMMERS.len()],
    aantal: u64,
    som: Duration,
}

/// The durations since the start of the program.
#[derive(Default)]
pub(crate) struct Meter(Mutex<BTreeMap<(String, u16), Reeks>>);

impl Meter {
    pub(crate) fn erbij(&self, route: &str, status: u16, duur: Duration) {
        let mut reeksen = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let reeks = reeksen.entry((route.to_owned(), status)).or_default();
        // A bucket holds what took as long as its end, or less.
        let past = EMMERS
            .iter()
            .position(|(ms, _)| duur <= Duration::from_millis(u64::try_from(*ms).unwrap_or(u64::MAX)));
        if let Some(emmer) = past.and_then(|plek| reeks.emmers.get_mut(plek)) {
            *emmer += 1;
        }
        reeks.aantal += 1;
        reeks.som += duur;
    }

    /// As a histogram of Prometheus.
    pub(crate) fn schrijf(&self, naam: &str, uit: &mut String) {
        let reeksen = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for ((route, status), reeks) in reeksen.iter() {
            let waar = format!("route=\"{route}\",status=\"{status}\"");
            let mut samen = 0;
            // Writing to a String cannot fail.
            for ((_, tot), aantal) in EMMERS.iter().zip(reeks.emmers) {
                samen += aantal;
                let _ = writeln!(uit, "{naam}_bucket{{{waar},le=\"{tot}\"}} {samen}");
            }
            let _ = writeln!(uit, "{naam}_bucket{{{waar},le=\"+Inf\"}} {}", reeks.aantal);
            let _ = writeln!(
                uit,
                "{naam}_sum{{{waar}}} {}.{:06}",
                reeks.som.as_secs(),
                reeks.som.subsec_micros()
            );
            let _ = writeln!(uit, "{naam}_count{{{waar}}} {}", reeks.aantal);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn een_duur_valt_in_elke_emmer_die_groot_genoeg_is() {
        let meter = Meter::default();
        for micros in [0, 20_000, 20_001, 60_000_000, 60_000_001] {
            meter.erbij("/jeugdigen/{id}", 200, Duration::from_micros(micros));
        }
        let mut uit = String::new();
        meter.schrijf("t", &mut uit);
        let waarde = |begin: &str| {
            let regel = uit.lines().find(|r| r.starts_with(begin)).unwrap();
            regel.rsplit_once(' ').unwrap().1.to_owned()
        };
        let emmer = |le: &str| {
            waarde(&format!(
                "t_bucket{{route=\"/jeugdigen/{{id}}\",status=\"200\",le=\"{le}\"}}"
            ))
        };
        assert_eq!(emmer("0.005"), "1");
        assert_eq!((emmer("0.02"), emmer("0.05")), ("2".to_owned(), "3".to_owned()));
        assert_eq!(
            (emmer("10"), emmer("60"), emmer("+Inf")),
            ("3".into(), "4".into(), "5".into())
        );
        assert_eq!(waarde("t_sum"), "120.040002");
        assert_eq!(waarde("t_count"), "5");
    }
}

//! What failed for a moment is tried again soon, each time twice as late.

use jiff::{SignedDuration, Timestamp};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Somebody else was first: soon again, each time twice as late until [`LANGSTE`].
const METEEN: SignedDuration = SignedDuration::from_millis(100);
const LANGSTE: SignedDuration = SignedDuration::from_secs(10);

/// Is it time? A moment further away than the pause itself was set before the clock went back.
pub(super) fn is_zover(op: Timestamp, nu: Timestamp, poos: SignedDuration) -> bool {
    nu >= op || op.duration_since(nu) > poos
}

/// Messages or files that wait, how often they failed and when they are tried again. What fails by a fault of ours is put off
/// in the store.
#[derive(Default)]
pub(super) struct Uitstel(BTreeMap<Uuid, (u32, Timestamp)>);

impl Uitstel {
    pub(super) fn wacht(&self, id: Uuid, nu: Timestamp) -> bool {
        let op = self.0.get(&id);
        op.is_some_and(|(_, weer)| !is_zover(*weer, nu, LANGSTE))
    }

    pub(super) fn later(&mut self, id: Uuid, nu: Timestamp) {
        let keer = self.0.get(&id).map_or(0, |(keer, _)| keer + 1);
        let poos = METEEN.saturating_mul(1_i32 << keer.min(10)).min(LANGSTE);
        self.0.insert(id, (keer, nu + poos));
    }

    pub(super) fn gelukt(&mut self, id: Uuid) {
        self.0.remove(&id);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn een_klok_die_terugspringt_maakt_geen_pauze_langer() {
        let nu: Timestamp = "2026-11-22T12:00:00Z".parse().unwrap();
        let op = |seconden: i64| nu + SignedDuration::from_secs(seconden);
        for (wanneer, zover) in [
            (-1, true),
            (0, true),
            (1, false),
            (10, false),
            (11, true),
            (86_400, true),
        ] {
            assert_eq!(is_zover(op(wanneer), nu, LANGSTE), zover, "{wanneer}");
        }
    }

    #[test]
    fn wat_blijft_mislukken_wacht_steeds_langer_tot_tien_seconden() {
        let nu: Timestamp = "2026-11-22T12:00:00Z".parse().unwrap();
        let (id, mut uitstel) = (Uuid::from_u128(1), Uitstel::default());
        for poos in [100, 200, 400, 800, 1_600, 3_200, 6_400, 10_000, 10_000] {
            uitstel.later(id, nu);
            let na = |millis: i64| nu + SignedDuration::from_millis(millis);
            assert!(
                uitstel.wacht(id, na(poos - 1)) && !uitstel.wacht(id, na(poos)),
                "{poos}"
            );
        }
        uitstel.gelukt(id);
        assert!(!uitstel.wacht(id, nu));
    }
}

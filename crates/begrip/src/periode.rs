//! A period of calendar dates; both ends belong to it ('met ingang van' and 'tot en met').

use jiff::civil::Date;
use jiff::{Span, ToSpan};
use serde::{Deserialize, Serialize};

/// From `begin` up to and including `eind`; without `eind` it is open.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub struct Periode {
    /// First day.
    pub begin: Date,
    /// Last day, included.
    pub eind: Option<Date>,
}

impl Periode {
    /// `None` when the end lies before the begin.
    #[must_use]
    pub fn nieuw(begin: Date, eind: Option<Date>) -> Option<Self> {
        if eind.is_some_and(|e| e < begin) {
            None
        } else {
            Some(Self { begin, eind })
        }
    }

    /// Does the day belong to the period?
    #[must_use]
    pub fn bevat(&self, dag: Date) -> bool {
        self.begin <= dag && self.eind.is_none_or(|e| dag <= e)
    }

    /// Do the two share at least one day?
    #[must_use]
    pub fn overlapt(&self, ander: &Self) -> bool {
        self.eind.is_none_or(|e| ander.begin <= e) && ander.eind.is_none_or(|e| self.begin <= e)
    }

    /// Does it last longer than so many months? From 1-1-2025 up to and including 31-12-2026 is exactly 24 months.
    /// An open period lasts longer than anything.
    #[must_use]
    pub fn langer_dan_maanden(&self, maanden: i32) -> bool {
        match (
            self.eind,
            plus_maanden(self.begin, maanden).and_then(|d| d.yesterday().ok()),
        ) {
            (None, _) => true,
            (Some(eind), Some(laatste)) => eind > laatste,
            (Some(_), None) => false,
        }
    }

    /// How many toewijzing years have begun in it: day one begins the first. `None` for an open period.
    #[must_use]
    pub fn begonnen_jaren(&self) -> Option<i64> {
        let eind = self.eind?;
        (1..)
            .find(|jaren| plus_maanden(self.begin, jaren * 12).is_none_or(|volgend| eind < volgend))
            .map(i64::from)
    }
}

/// The same day number so many months later, or the last day of that month. `None` beyond the calendar.
#[must_use]
pub fn plus_maanden(dag: Date, maanden: i32) -> Option<Date> {
    dag.checked_add(Span::new().try_months(maanden).ok()?).ok()
}

/// Seven days a week. `None` beyond the calendar.
#[must_use]
pub fn plus_weken(dag: Date, weken: i32) -> Option<Date> {
    dag.checked_add(weken.checked_mul(7)?.days()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn p(begin: Date, eind: Date) -> Periode {
        Periode::nieuw(begin, Some(eind)).unwrap()
    }

    #[test]
    fn beide_einden_tellen_mee() {
        let jaar = p(date(2025, 5, 12), date(2026, 5, 11));
        assert!(jaar.bevat(date(2025, 5, 12)) && jaar.bevat(date(2026, 5, 11)));
        assert!(!jaar.bevat(date(2025, 5, 11)) && !jaar.bevat(date(2026, 5, 12)));
        assert!(jaar.overlapt(&p(date(2026, 5, 11), date(2026, 5, 11))));
        assert!(!jaar.overlapt(&p(date(2026, 5, 12), date(2026, 6, 1))));
        assert!(Periode::nieuw(date(2025, 1, 2), Some(date(2025, 1, 1))).is_none());
    }

    #[test]
    fn precies_twee_jaar_is_niet_langer_dan_twee_jaar() {
        assert!(!p(date(2025, 1, 1), date(2026, 12, 31)).langer_dan_maanden(24));
        assert!(p(date(2025, 1, 1), date(2027, 1, 1)).langer_dan_maanden(24));
        assert!(
            Periode {
                begin: date(2025, 1, 1),
                eind: None
            }
            .langer_dan_maanden(24)
        );
    }

    #[test]
    fn een_begonnen_jaar_telt_heel() {
        assert_eq!(p(date(2025, 2, 1), date(2025, 2, 1)).begonnen_jaren(), Some(1));
        assert_eq!(p(date(2025, 2, 1), date(2026, 1, 31)).begonnen_jaren(), Some(1));
        assert_eq!(p(date(2025, 2, 1), date(2026, 2, 1)).begonnen_jaren(), Some(2));
        assert_eq!(p(date(2025, 2, 1), date(2028, 1, 31)).begonnen_jaren(), Some(3));
    }

    #[test]
    fn maanden_houden_het_dagnummer_of_de_laatste_dag() {
        assert_eq!(plus_maanden(date(2025, 8, 31), 6), Some(date(2026, 2, 28)));
        assert_eq!(plus_maanden(date(2025, 5, 12), 6), Some(date(2025, 11, 12)));
        assert_eq!(plus_weken(date(2025, 9, 1), 4), Some(date(2025, 9, 29)));
    }
}

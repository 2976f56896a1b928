//! Dates of birth: another day, the same age on the day of the message.

use crate::genereer::Kans;
use jiff::civil::{Date, date};
use jiff::{Span, ToSpan as _};

/// Another date that is as exact as the old one (CS139), on the same side of the day of the message.
pub(super) fn andere(oud: Date, gebruik: Option<&str>, dag: Option<Date>, kans: &mut Kans) -> Date {
    let leeftijd = |geboren: Date| {
        let dag = dag.unwrap_or(date(2026, 1, 1));
        (
            geboren > dag,
            geboren
                .until((jiff::Unit::Year, dag))
                .map_or(0, |duur| duur.get_years()),
        )
    };
    // A date of a message has no year nought.
    let eerder = |duur: Span| Some(oud.saturating_sub(duur)).filter(|d| d.year() > 0);
    let later = |duur: Span| oud.saturating_add(duur);
    match gebruik.map(str::trim) {
        // Unknown: says nothing.
        Some("3") if oud == date(1900, 1, 1) => oud,
        Some("2") if oud == oud.first_of_year() => {
            let jong = eerder(1.year()).filter(|d| leeftijd(*d).1 <= 119);
            jong.unwrap_or_else(|| later(1.year()))
        }
        Some("1") if oud == oud.first_of_month() => {
            let begin = i64::try_from(kans.tussen(1, 5)).unwrap_or(1);
            (0..10)
                .filter_map(|n| eerder(((begin + n) % 10 + 1).months()))
                .chain((1..10).map(|n| later(n.months())))
                .find(|nieuw| leeftijd(*nieuw) == leeftijd(oud))
                .or_else(|| eerder(1.month()))
                .unwrap_or_else(|| later(1.month()))
        }
        _ => {
            let begin = i64::try_from(kans.onder(150)).unwrap_or_default();
            // Earlier first: what began at birth then still begins before it ends.
            (0..150)
                .filter_map(|n| eerder(((begin + n) % 150 + 1).days()))
                .chain((1..300).map(|n| later(n.days())))
                .find(|nieuw| leeftijd(*nieuw) == leeftijd(oud))
                .or_else(|| eerder(1.day()))
                .unwrap_or_else(|| later(1.day()))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn een_andere_geboortedag_houdt_de_leeftijd() {
        let dag = date(2026, 11, 22);
        for (n, oud) in [
            date(2026, 11, 22),
            date(2026, 11, 1),
            date(2008, 11, 22),
            date(2008, 11, 23),
            date(2015, 2, 28),
        ]
        .into_iter()
        .enumerate()
        {
            let mut kans = Kans::tak(3, u64::try_from(n).unwrap());
            for _ in 0..200 {
                let nieuw = andere(oud, None, Some(dag), &mut kans);
                let jaren = |d: Date| d.until((jiff::Unit::Year, dag)).unwrap().get_years();
                assert_ne!(nieuw, oud);
                assert!(nieuw <= dag, "{oud} {nieuw}");
                assert_eq!(jaren(nieuw), jaren(oud), "{oud} {nieuw}");
            }
        }
        let mut kans = Kans::tak(1, 1);
        assert_eq!(
            andere(date(1900, 1, 1), Some("3"), Some(dag), &mut kans),
            date(1900, 1, 1)
        );
        let maand = andere(date(2014, 5, 1), Some("1"), Some(dag), &mut kans);
        assert_eq!((maand.day(), maand != date(2014, 5, 1)), (1, true));
        assert_eq!(
            andere(date(2014, 1, 1), Some("2"), Some(dag), &mut kans),
            date(2013, 1, 1)
        );
    }

    #[test]
    fn een_datum_blijft_binnen_de_jaren_van_een_bericht() {
        // Found by the fuzzer: the day before the first one is in the year nought, which no message may have.
        for (oud, gebruik) in [
            (date(1, 1, 1), None),
            (date(1, 3, 2), None),
            (date(1, 1, 1), Some("1")),
            (date(1, 1, 1), Some("2")),
            (date(9999, 12, 31), None),
        ] {
            for dag in [date(1, 6, 1), date(2026, 11, 22), date(9999, 12, 31)] {
                let mut kans = Kans::tak(1, 2);
                for _ in 0..50 {
                    let nieuw = andere(oud, gebruik, Some(dag), &mut kans);
                    assert!(nieuw.year() > 0, "{oud} {gebruik:?} {dag}");
                }
            }
        }
    }
}

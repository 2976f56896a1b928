//! Working days: Monday to Friday without the holidays of the Algemene termijnenwet, art. 3 (V-01).
//!
//! The day of the event is day 0; a term of n working days ends at the end of the n-th (`beslissingen` 3).

use jiff::ToSpan;
use jiff::civil::{Date, Weekday, date};
use std::collections::BTreeSet;

/// Days equated with a holiday by royal decree (Algemene termijnenwet art. 3 lid 3), up to and including 2028.
pub const GELIJKGESTELD_BIJ_BESLUIT: [Date; 10] = [
    date(2023, 4, 28),
    date(2023, 5, 19),
    date(2024, 5, 10),
    date(2024, 12, 27),
    date(2025, 5, 30),
    date(2026, 1, 2),
    date(2026, 5, 15),
    date(2027, 5, 7),
    date(2028, 4, 28),
    date(2028, 5, 26),
];

/// Which days are working days: the national holidays, plus the days that a region or a decree adds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Werkkalender {
    extra_vrij: BTreeSet<Date>,
}

impl Werkkalender {
    /// For protocol terms: equated days are off unless the profile turns them on.
    #[must_use]
    pub fn protocol(gelijkgestelde_dagen: bool) -> Self {
        if gelijkgestelde_dagen {
            Self::awb()
        } else {
            Self::default()
        }
    }

    /// For terms of the Awb: equated days count as holidays.
    #[must_use]
    pub fn awb() -> Self {
        Self {
            extra_vrij: GELIJKGESTELD_BIJ_BESLUIT.into_iter().collect(),
        }
    }

    /// Is this a working day?
    #[must_use]
    pub fn is_werkdag(&self, dag: Date) -> bool {
        !matches!(dag.weekday(), Weekday::Saturday | Weekday::Sunday)
            && !is_feestdag(dag)
            && !self.extra_vrij.contains(&dag)
    }

    /// The n-th working day after `dag`; n = 0 gives `dag` itself.
    #[must_use]
    pub fn plus(&self, dag: Date, werkdagen: u32) -> Date {
        let mut uit = dag;
        for _ in 0..werkdagen {
            uit = self.volgende(uit);
        }
        uit
    }

    /// Working days after `van` up to and including `tot`; negative when `tot` lies before `van`.
    #[must_use]
    pub fn tussen(&self, van: Date, tot: Date) -> i32 {
        if tot < van {
            return -self.tussen(tot, van);
        }
        let mut aantal = 0;
        let mut dag = van;
        while let Ok(morgen) = dag.tomorrow() {
            if morgen > tot {
                break;
            }
            dag = morgen;
            aantal += i32::from(self.is_werkdag(dag));
        }
        aantal
    }

    /// A legal term that ends on a free day runs to the next ordinary day (Algemene termijnenwet art. 1).
    #[must_use]
    pub fn verschoven(&self, einde: Date) -> Date {
        if self.is_werkdag(einde) {
            einde
        } else {
            self.volgende(einde)
        }
    }

    fn volgende(&self, dag: Date) -> Date {
        let mut uit = dag;
        while let Ok(morgen) = uit.tomorrow() {
            uit = morgen;
            if self.is_werkdag(uit) {
                break;
            }
        }
        uit
    }
}

/// A holiday of the Algemene termijnenwet art. 3 lid 1 and 2 (Goede Vrijdag and 5 May every year).
#[must_use]
pub fn is_feestdag(dag: Date) -> bool {
    match (dag.month(), dag.day()) {
        (1, 1) | (5, 5) | (12, 25 | 26) => return true,
        (4, 26 | 27) if dag.day() == koningsdag(dag.year()) => return true,
        // Goede Vrijdag is never before 20 March, tweede Pinksterdag never after 14 June.
        (3..=6, _) => {}
        _ => return false,
    }
    let na_pasen = dag.day_of_year() - eerste_paasdag(dag.year()).day_of_year();
    matches!(na_pasen, -2 | 0 | 1 | 39 | 49 | 50)
}

/// Day in April.
fn koningsdag(jaar: i16) -> i8 {
    if date(jaar, 4, 27).weekday() == Weekday::Sunday {
        26
    } else {
        27
    }
}

/// First Easter day by the anonymous Gregorian computus.
fn eerste_paasdag(jaar: i16) -> Date {
    let j = i32::from(jaar);
    let (a, b, c) = (j.rem_euclid(19), j.div_euclid(100), j.rem_euclid(100));
    let (d, e) = (b / 4, b % 4);
    let g = (8 * b + 13) / 25;
    let h = (19 * a + b - d - g + 15).rem_euclid(30);
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k).rem_euclid(7);
    let m = (a + 11 * h + 22 * l) / 451;
    let n = h + l - 7 * m + 114;
    // Day n-th counted from 1 March: month n / 31 is 3 or 4, day n % 31 + 1.
    let dagen_na_1_maart = (n / 31 - 3) * 31 + n % 31;
    date(jaar, 3, 1).saturating_add(dagen_na_1_maart.days())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn protocol() -> Werkkalender {
        Werkkalender::protocol(false)
    }

    #[test]
    fn de_vrije_dagen_van_2026_tot_en_met_2031() {
        for (jaar, vrij) in [
            (2026, [(4, 3), (4, 6), (4, 27), (5, 14), (5, 25)]),
            (2027, [(3, 26), (3, 29), (4, 27), (5, 6), (5, 17)]),
            (2028, [(4, 14), (4, 17), (4, 27), (5, 25), (6, 5)]),
            (2029, [(3, 30), (4, 2), (4, 27), (5, 10), (5, 21)]),
            (2030, [(4, 19), (4, 22), (4, 27), (5, 30), (6, 10)]),
            (2031, [(4, 11), (4, 14), (4, 26), (5, 22), (6, 2)]),
        ] {
            for (maand, dag) in vrij {
                assert!(is_feestdag(date(jaar, maand, dag)), "{jaar}-{maand}-{dag}");
            }
        }
        assert!(!is_feestdag(date(2031, 4, 27)), "Koningsdag 2031 is op de 26e");
    }

    #[test]
    fn s01_toetsing_tien_werkdagen_over_pasen() {
        assert_eq!(protocol().plus(date(2025, 4, 10), 10), date(2025, 4, 28));
    }

    #[test]
    fn s02_toetsing_tien_werkdagen_over_hemelvaart() {
        assert_eq!(protocol().plus(date(2025, 5, 19), 10), date(2025, 6, 3));
    }

    #[test]
    fn s03_toetsing_tien_werkdagen_over_kerst() {
        assert_eq!(protocol().plus(date(2025, 12, 22), 10), date(2026, 1, 8));
    }

    #[test]
    fn s12_de_werkdag_na_tweede_pinksterdag() {
        assert_eq!(protocol().plus(date(2025, 6, 8), 1), date(2025, 6, 10));
    }

    #[test]
    fn gelijkgestelde_dagen_tellen_alleen_waar_ze_aan_staan() {
        let hemelvaart = date(2026, 5, 14);
        assert_eq!(protocol().plus(hemelvaart, 1), date(2026, 5, 15));
        assert_eq!(Werkkalender::awb().plus(hemelvaart, 1), date(2026, 5, 18));
    }

    #[test]
    fn een_wettelijke_termijn_schuift_door_naar_een_gewone_dag() {
        assert_eq!(Werkkalender::awb().verschoven(date(2026, 4, 3)), date(2026, 4, 7));
        assert_eq!(Werkkalender::awb().verschoven(date(2026, 4, 7)), date(2026, 4, 7));
    }

    proptest::proptest! {
        #[test]
        fn tussen_en_plus_zijn_elkaars_spiegel(dagen in 0i32..8000, n in 0u32..60) {
            let van = date(2020, 1, 1).saturating_add(dagen.days());
            let tot = protocol().plus(van, n);
            proptest::prop_assert_eq!(protocol().tussen(van, tot), i32::try_from(n).unwrap());
            proptest::prop_assert_eq!(protocol().tussen(tot, van), -i32::try_from(n).unwrap());
        }
    }
}

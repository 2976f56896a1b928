//! Money: whole eurocents in an `i64`, never a float.

use serde::{Deserialize, Serialize};
use std::fmt;

/// An amount in eurocents.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Centen(pub i64);

impl Centen {
    /// Nothing.
    pub const NUL: Self = Self(0);

    /// Whole euros.
    #[must_use]
    pub const fn euro(euro: i64) -> Self {
        Self(euro * 100)
    }

    /// `None` on overflow.
    #[must_use]
    pub fn plus(self, ander: Self) -> Option<Self> {
        self.0.checked_add(ander.0).map(Self)
    }

    /// `None` on overflow.
    #[must_use]
    pub fn min(self, ander: Self) -> Option<Self> {
        self.0.checked_sub(ander.0).map(Self)
    }

    /// `None` on overflow.
    #[must_use]
    pub fn maal(self, aantal: i64) -> Option<Self> {
        self.0.checked_mul(aantal).map(Self)
    }
}

impl fmt::Display for Centen {
    /// `€ 8.000,00`, as a Dutch reader expects it; the space does not break.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // From the last digit to the first, without asking for memory: every grond about money comes here.
        const LANGSTE: usize = 32;
        let mut tekst = [b'0'; LANGSTE];
        let mut plek = LANGSTE;
        let mut zet = |teken: u8| {
            plek -= 1;
            tekst[plek] = teken;
        };
        let cijfer = |n: u64| b'0' + u8::try_from(n % 10).unwrap_or_default();
        let (mut euro, cent) = (self.0.unsigned_abs() / 100, self.0.unsigned_abs() % 100);
        zet(cijfer(cent));
        zet(cijfer(cent / 10));
        zet(b',');
        for i in 0.. {
            if i > 0 && i % 3 == 0 {
                zet(b'.');
            }
            zet(cijfer(euro));
            euro /= 10;
            if euro == 0 {
                break;
            }
        }
        if self.0 < 0 {
            zet(b'-');
        }
        f.write_str("€\u{a0}")?;
        f.write_str(std::str::from_utf8(&tekst[plek..]).unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bedragen_staan_er_zoals_een_nederlander_ze_leest() {
        for (cent, tekst) in [
            (0, "€\u{a0}0,00"),
            (5, "€\u{a0}0,05"),
            (99_999, "€\u{a0}999,99"),
            (100_000, "€\u{a0}1.000,00"),
            (-123_456_789, "€\u{a0}-1.234.567,89"),
            (i64::MIN, "€\u{a0}-92.233.720.368.547.758,08"),
        ] {
            assert_eq!(Centen(cent).to_string(), tekst);
        }
    }

    #[test]
    fn rekenen_loopt_niet_over() {
        assert_eq!(Centen(i64::MAX).plus(Centen(1)), None);
        assert_eq!(Centen::euro(2).maal(3), Some(Centen(600)));
        assert_eq!(Centen::euro(8_000).min(Centen(1)), Some(Centen(799_999)));
    }
}

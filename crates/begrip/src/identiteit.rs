//! Identifiers of the field. A value of one of these types has passed its check.

use serde::{Deserialize, Serialize};
use std::fmt;

/// Why a text is not the identifier it should be. Carries no part of the text: it may be personal data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum OngeldigeCode {
    /// Wrong length or characters.
    #[error("{soort}: verwacht {verwacht}")]
    Vorm {
        /// What it should have been, for example `BSN`.
        soort: &'static str,
        /// The form in words.
        verwacht: &'static str,
    },
    /// The BSN does not pass the elfproef (CS002).
    #[error("BSN: voldoet niet aan de elfproef")]
    Elfproef,
}

macro_rules! cijfercode {
    ($(#[$doc:meta])* $naam:ident, $lengte:literal, $soort:literal, $verwacht:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $naam([u8; $lengte]);

        impl $naam {
            /// Checks and wraps the text.
            pub fn nieuw(tekst: &str) -> Result<Self, OngeldigeCode> {
                let fout = OngeldigeCode::Vorm { soort: $soort, verwacht: $verwacht };
                let cijfers: [u8; $lengte] = tekst.as_bytes().try_into().map_err(|_| fout)?;
                if !cijfers.iter().all(u8::is_ascii_digit) {
                    return Err(fout);
                }
                Self::keur(cijfers)
            }

            /// The digits, unmasked.
            #[must_use]
            pub fn als_str(&self) -> &str {
                std::str::from_utf8(&self.0).unwrap_or_default()
            }
        }

        impl std::str::FromStr for $naam {
            type Err = OngeldigeCode;
            fn from_str(tekst: &str) -> Result<Self, OngeldigeCode> {
                Self::nieuw(tekst)
            }
        }

        impl TryFrom<String> for $naam {
            type Error = OngeldigeCode;
            fn try_from(tekst: String) -> Result<Self, OngeldigeCode> {
                Self::nieuw(&tekst)
            }
        }

        impl From<$naam> for String {
            fn from(code: $naam) -> Self {
                code.als_str().to_owned()
            }
        }
    };
}

cijfercode!(
    /// Burgerservicenummer: nine digits that pass the elfproef (CS002). Prints masked; see [`Bsn::als_str`].
    ///
    /// Deliberately not `Serialize`: a BSN leaves the process only where somebody writes `als_str`.
    Bsn, 9, "BSN", "negen cijfers"
);

impl Bsn {
    fn keur(cijfers: [u8; 9]) -> Result<Self, OngeldigeCode> {
        if elfproef(&cijfers) && cijfers != *b"000000000" {
            Ok(Self(cijfers))
        } else {
            Err(OngeldigeCode::Elfproef)
        }
    }

    /// `*****6782`: enough for a person to recognise it, not enough to look it up.
    #[must_use]
    pub fn gemaskeerd(&self) -> String {
        format!("*****{}", self.als_str().get(5..).unwrap_or_default())
    }
}

/// The weighted sum of nine ASCII digits, last weight −1, divisible by eleven (CS002).
fn elfproef(cijfers: &[u8; 9]) -> bool {
    let som: i32 = cijfers
        .iter()
        .zip([9, 8, 7, 6, 5, 4, 3, 2, -1])
        .map(|(cijfer, gewicht)| i32::from(cijfer - b'0') * gewicht)
        .sum();
    som % 11 == 0
}

impl fmt::Debug for Bsn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Bsn({})", self.gemaskeerd())
    }
}

macro_rules! openbare_code {
    ($naam:ident) => {
        impl fmt::Debug for $naam {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({})", stringify!($naam), self.als_str())
            }
        }
        impl fmt::Display for $naam {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.als_str())
            }
        }
        impl Serialize for $naam {
            fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
                s.serialize_str(self.als_str())
            }
        }
        impl<'de> Deserialize<'de> for $naam {
            fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                let tekst = std::borrow::Cow::<'de, str>::deserialize(d)?;
                Self::nieuw(&tekst).map_err(serde::de::Error::custom)
            }
        }
    };
}

cijfercode!(
    /// AGB code of an aanbieder or zorgverlener: eight digits (RS036).
    AgbCode, 8, "AGB-code", "acht cijfers"
);
impl AgbCode {
    fn keur(cijfers: [u8; 8]) -> Result<Self, OngeldigeCode> {
        Ok(Self(cijfers))
    }
}
openbare_code!(AgbCode);

cijfercode!(
    /// CBS code of a gemeente: four digits (RS035). Whether it exists is TR378's question, not this type's.
    GemeenteCode, 4, "gemeentecode", "vier cijfers"
);
impl GemeenteCode {
    fn keur(cijfers: [u8; 4]) -> Result<Self, OngeldigeCode> {
        Ok(Self(cijfers))
    }
}
openbare_code!(GemeenteCode);

cijfercode!(
    /// Product category of JZ020: two digits, for example `45` (ambulant, regional).
    ProductCategorie, 2, "productcategorie", "twee cijfers"
);
impl ProductCategorie {
    fn keur(cijfers: [u8; 2]) -> Result<Self, OngeldigeCode> {
        Ok(Self(cijfers))
    }
}
openbare_code!(ProductCategorie);

/// Product code: one to five characters, national (JZ21) or a region's own.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ProductCode(String);

impl ProductCode {
    /// Checks and wraps the text.
    pub fn nieuw(tekst: &str) -> Result<Self, OngeldigeCode> {
        if (1..=5).contains(&tekst.chars().count()) && !tekst.trim().is_empty() {
            Ok(Self(tekst.to_owned()))
        } else {
            Err(OngeldigeCode::Vorm {
                soort: "productcode",
                verwacht: "één tot vijf tekens",
            })
        }
    }

    /// The code itself.
    #[must_use]
    pub fn als_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for ProductCode {
    type Error = OngeldigeCode;
    fn try_from(tekst: String) -> Result<Self, OngeldigeCode> {
        Self::nieuw(&tekst)
    }
}

impl From<ProductCode> for String {
    fn from(code: ProductCode) -> Self {
        code.0
    }
}

impl fmt::Display for ProductCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Who holds a row: a gemeente for cases, a region for shared data. Leads every key of the store.
///
/// A gemeente is written as its CBS code (`0193`), a region as its key in letters (`ijsselland`), so the two never meet.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Houder(String);

impl Houder {
    /// A region by its key: lower-case letters, digits after the first, and hyphens.
    pub fn regio(sleutel: &str) -> Result<Self, OngeldigeCode> {
        let goed = sleutel.starts_with(|c: char| c.is_ascii_lowercase())
            && sleutel.len() <= 40
            && sleutel
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        if goed {
            Ok(Self(sleutel.to_owned()))
        } else {
            Err(OngeldigeCode::Vorm {
                soort: "regio",
                verwacht: "kleine letters, cijfers en streepjes",
            })
        }
    }

    /// The key as stored.
    #[must_use]
    pub fn als_str(&self) -> &str {
        &self.0
    }

    /// The gemeente, when a gemeente holds it.
    #[must_use]
    pub fn gemeente(&self) -> Option<GemeenteCode> {
        GemeenteCode::nieuw(&self.0).ok()
    }
}

impl From<GemeenteCode> for Houder {
    fn from(code: GemeenteCode) -> Self {
        Self(code.into())
    }
}

impl TryFrom<String> for Houder {
    type Error = OngeldigeCode;
    fn try_from(tekst: String) -> Result<Self, OngeldigeCode> {
        GemeenteCode::nieuw(&tekst)
            .map(Self::from)
            .or_else(|_| Self::regio(&tekst))
    }
}

impl From<Houder> for String {
    fn from(houder: Houder) -> Self {
        houder.0
    }
}

impl fmt::Display for Houder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bsn_volgt_de_elfproef_van_cs002() {
        assert!(Bsn::nieuw("123456782").is_ok());
        assert_eq!(Bsn::nieuw("123456783"), Err(OngeldigeCode::Elfproef));
        assert_eq!(Bsn::nieuw("000000000"), Err(OngeldigeCode::Elfproef));
        assert!(matches!(Bsn::nieuw("12345678"), Err(OngeldigeCode::Vorm { .. })));
        assert!(matches!(Bsn::nieuw("12345678x"), Err(OngeldigeCode::Vorm { .. })));
    }

    #[test]
    fn bsn_is_nergens_leesbaar_in_een_log() {
        let bsn = Bsn::nieuw("123456782").unwrap();
        assert_eq!(format!("{bsn:?}"), "Bsn(*****6782)");
    }

    #[test]
    fn de_testreeks_telt_9091_nummers_die_de_elfproef_doorstaan() {
        let aantal = (999_900_000..=999_999_999)
            .filter(|n: &u32| Bsn::nieuw(&n.to_string()).is_ok())
            .count();
        assert_eq!(aantal, 9_091);
    }

    #[test]
    fn een_gemeente_en_een_regio_zijn_nooit_dezelfde_houder() {
        assert!(Houder::regio("0193").is_err());
        let zwolle = Houder::from(GemeenteCode::nieuw("0193").unwrap());
        assert_eq!(Houder::try_from("0193".to_owned()), Ok(zwolle.clone()));
        assert_eq!(zwolle.gemeente(), GemeenteCode::nieuw("0193").ok());
        assert_eq!(Houder::regio("ijsselland").unwrap().gemeente(), None);
        assert!(Houder::regio("IJsselland").is_err());
    }
}

//! Meaning and validity of a code, in one way for every list.

use super::gesloten::GESLOTEN;
use super::{GEMEENTEN_VANAF, gemeente, product};
use crate::BerichtSoort;
use jiff::civil::Date;

/// A closed code list of the standard.
#[derive(Clone, Copy, Debug)]
pub struct Lijst {
    /// For example `JZ020`.
    pub id: &'static str,
    /// What it is about, for example `ProductCategorie`.
    pub naam: &'static str,
    pub(super) rijen: &'static [Rij],
}

/// A code of a list. The days are text, because a table cannot hold anything else; a test reads them all.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rij {
    code: &'static str,
    betekenis: &'static str,
    vanaf: &'static str,
    tot: &'static str,
}

impl Rij {
    pub(super) const fn nieuw(
        code: &'static str,
        betekenis: &'static str,
        vanaf: &'static str,
        tot: &'static str,
    ) -> Self {
        Self {
            code,
            betekenis,
            vanaf,
            tot,
        }
    }

    fn periode(&self) -> (Option<Date>, Option<Date>) {
        (self.vanaf.parse().ok(), self.tot.parse().ok())
    }
}

/// A code with what is known about it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Code {
    /// As it stands in a message.
    pub code: &'static str,
    /// In plain Dutch.
    pub betekenis: &'static str,
    /// First day of validity; `None` when the standard names none.
    pub vanaf: Option<Date>,
    /// Last day of validity; `None` when it has not ended.
    pub tot: Option<Date>,
}

/// What a list says of a code on a day.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Geldigheid {
    /// It is in the list, and valid on that day.
    Geldig,
    /// It starts later.
    NogNiet,
    /// It has ended.
    Vervallen,
    /// It is not in the list.
    Onbekend,
    /// The list does not tell: of the gemeenten before 2026, and of a product code that may be one of the region.
    NietTeControleren,
}

impl Geldigheid {
    fn van(dag: Date, vanaf: Option<Date>, tot: Option<Date>) -> Self {
        match (vanaf, tot) {
            (Some(vanaf), _) if dag < vanaf => Self::NogNiet,
            (_, Some(tot)) if dag > tot => Self::Vervallen,
            _ => Self::Geldig,
        }
    }

    /// May a message of that day carry the code, as far as the list tells?
    #[must_use]
    pub const fn mag(self) -> bool {
        matches!(self, Self::Geldig | Self::NietTeControleren)
    }
}

impl Lijst {
    /// Its codes, in order.
    pub fn codes(&self) -> impl Iterator<Item = Code> + '_ {
        self.rijen.iter().map(|rij| {
            let (vanaf, tot) = rij.periode();
            Code {
                code: rij.code,
                betekenis: rij.betekenis,
                vanaf,
                tot,
            }
        })
    }
}

/// The 23 closed lists, by id. The lists that change outside the standard are [`GEMEENTEN`] and [`PRODUCTEN`], and those of
/// the region in [`super::EigenProducten`].
#[must_use]
pub fn lijsten() -> &'static [Lijst] {
    GESLOTEN
}

/// The id under which [`betekenis`] and [`geldig_op`] know the message codes.
pub const BERICHTCODES: &str = "COD002";
/// The id under which they know the gemeenten of the CBS.
pub const GEMEENTEN: &str = "CBS";
/// The id under which they know the national product list.
pub const PRODUCTEN: &str = "JZ21";

fn rij(lijst: &str, code: &str) -> Option<&'static Rij> {
    let lijst = GESLOTEN.iter().find(|l| l.id == lijst)?;
    lijst.rijen.iter().find(|rij| rij.code == code)
}

/// What a code means, in plain Dutch.
///
/// ```
/// use houvast_ijw::codelijsten::betekenis;
///
/// assert_eq!(betekenis("WJ756", "01"), Some("minuut"));
/// assert_eq!(betekenis("CBS", "0193"), Some("Zwolle"));
/// assert_eq!(betekenis("WJ756", "99"), None);
/// ```
#[must_use]
pub fn betekenis(lijst: &str, code: &str) -> Option<&'static str> {
    match lijst {
        GEMEENTEN => gemeente(code),
        PRODUCTEN => product(code).map(|p| p.naam),
        BERICHTCODES => BerichtSoort::ALLE
            .iter()
            .find(|s| s.code() == code)
            .map(|s| s.naam()),
        _ => rij(lijst, code).map(|rij| rij.betekenis),
    }
}

/// Is a code valid on a day? A list that does not exist knows no codes.
///
/// ```
/// use houvast_ijw::codelijsten::{Geldigheid, geldig_op};
/// use jiff::civil::date;
///
/// assert_eq!(geldig_op("JZ002", "13", date(2022, 3, 31)), Geldigheid::NogNiet);
/// assert_eq!(geldig_op("JZ002", "13", date(2022, 4, 1)), Geldigheid::Geldig);
/// ```
#[must_use]
pub fn geldig_op(lijst: &str, code: &str, dag: Date) -> Geldigheid {
    match lijst {
        GEMEENTEN if dag < GEMEENTEN_VANAF => Geldigheid::NietTeControleren,
        // A region may agree on codes of its own (IV075).
        PRODUCTEN if product(code).is_none_or(|p| p.categorie.is_none()) => Geldigheid::NietTeControleren,
        GEMEENTEN | PRODUCTEN | BERICHTCODES => match betekenis(lijst, code) {
            Some(_) => Geldigheid::Geldig,
            None => Geldigheid::Onbekend,
        },
        _ => rij(lijst, code).map_or(Geldigheid::Onbekend, |rij| {
            let (vanaf, tot) = rij.periode();
            Geldigheid::van(dag, vanaf, tot)
        }),
    }
}

/// As [`Geldigheid::van`], for the other file of this room.
pub(super) fn in_periode(dag: Date, vanaf: Option<Date>, tot: Option<Date>) -> Geldigheid {
    Geldigheid::van(dag, vanaf, tot)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use std::collections::BTreeMap;
    use std::path::Path;

    #[test]
    fn elke_datum_in_de_tabel_is_een_datum() {
        let mut aantal = 0;
        for rij in GESLOTEN.iter().flat_map(|lijst| lijst.rijen) {
            let (vanaf, tot) = rij.periode();
            assert_eq!(
                (vanaf.is_some(), tot.is_some()),
                (!rij.vanaf.is_empty(), !rij.tot.is_empty())
            );
            aantal += usize::from(vanaf.is_some()) + usize::from(tot.is_some());
            assert!(!rij.betekenis.is_empty());
        }
        assert!(aantal > 70);
    }

    #[test]
    fn een_code_geldt_van_haar_eerste_tot_en_met_haar_laatste_dag() {
        assert_eq!(geldig_op("JZ002", "01", date(2022, 3, 31)), Geldigheid::Geldig);
        assert_eq!(geldig_op("JZ002", "01", date(2022, 4, 1)), Geldigheid::Vervallen);
        assert_eq!(geldig_op("JZ002", "99", date(2022, 4, 1)), Geldigheid::Onbekend);
        assert_eq!(
            geldig_op("CBS", "0193", date(2025, 12, 31)),
            Geldigheid::NietTeControleren
        );
        assert_eq!(geldig_op("CBS", "0193", date(2026, 1, 1)), Geldigheid::Geldig);
        assert_eq!(geldig_op("CBS", "0001", date(2026, 1, 1)), Geldigheid::Onbekend);
        assert_eq!(geldig_op("JZ21", "45A48", date(2026, 1, 1)), Geldigheid::Geldig);
        assert_eq!(
            geldig_op("JZ21", "45A00", date(2026, 1, 1)),
            Geldigheid::NietTeControleren
        );
        assert_eq!(geldig_op("COD002", "436", date(2026, 1, 1)), Geldigheid::Geldig);
        assert_eq!(
            geldig_op("bestaat niet", "1", date(2026, 1, 1)),
            Geldigheid::Onbekend
        );
    }

    #[test]
    fn de_lijsten_zijn_die_van_de_standaard_met_hun_codes_en_begindatums() {
        let map = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/ijw-3.2/codelijsten");
        if !map.is_dir() {
            eprintln!("OVERGESLAGEN: de lijsten van de standaard zijn er niet");
            return;
        }
        assert_eq!(lijsten().len(), 23);
        for lijst in lijsten() {
            let bestand = std::fs::read_to_string(map.join(format!("{}.csv", lijst.id))).unwrap();
            let mut officieel = BTreeMap::new();
            for regel in bestand.lines().skip(1) {
                let (code, rest) = regel.split_once(',').unwrap();
                // The second column may be quoted; the day is the next column.
                let rest = match rest.strip_prefix('"') {
                    Some(binnen) => binnen.split_once("\",").unwrap().1,
                    None => rest.split_once(',').unwrap().1,
                };
                officieel.insert(
                    code.to_owned(),
                    rest.split(',').next().unwrap().parse::<Date>().ok(),
                );
            }
            let van_ons: BTreeMap<_, _> = lijst.codes().map(|c| (c.code.to_owned(), c.vanaf)).collect();
            assert_eq!(van_ons, officieel, "{}", lijst.id);
        }
    }
}

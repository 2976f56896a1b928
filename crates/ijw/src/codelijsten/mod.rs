//! Code lists: the closed ones with the validity of each code, and those that no schema holds: gemeenten, product codes, and
//! what a return code means.
//!
//! The lists are data; the gemeenten are those of 2026 only, and the national product list has no dates.

mod eigen;
mod geldig;
mod gesloten;

pub use eigen::EigenProducten;
pub use geldig::{
    BERICHTCODES, Code, GEMEENTEN, Geldigheid, Lijst, PRODUCTEN, betekenis, geldig_op, lijsten,
};

use crate::uitleg::Uitleg;
use geldig::Rij;
use jiff::civil::{Date, date};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// First day on which the list of gemeenten is valid.
pub const GEMEENTEN_VANAF: Date = date(2026, 1, 1);

static NAMEN: LazyLock<BTreeMap<&str, &str>> = LazyLock::new(|| {
    regels(include_str!("gemeenten-2026.csv"))
        .filter_map(|regel| regel.split_once(';'))
        .collect()
});

static JZ21: LazyLock<BTreeMap<&str, Product>> = LazyLock::new(|| {
    regels(include_str!("producten-jz21.csv"))
        .filter_map(|regel| {
            let mut velden = regel.splitn(3, ';');
            let (code, categorie, naam) = (velden.next()?, velden.next()?, velden.next()?);
            let categorie = Some(categorie).filter(|c| !c.is_empty());
            Some((code, Product { categorie, naam }))
        })
        .collect()
});

/// What a return code says, why it comes, what to do, and an example.
struct Uitgelegd {
    tekst: &'static str,
    oorzaak: &'static str,
    herstel: &'static str,
    voorbeeld: &'static str,
}

static RETOURCODES: LazyLock<BTreeMap<&str, Uitgelegd>> = LazyLock::new(|| {
    regels(include_str!("retourcodes.csv"))
        .filter_map(|regel| {
            let mut velden = regel.splitn(5, ';');
            let code = velden.next()?;
            let uitgelegd = Uitgelegd {
                tekst: velden.next()?,
                oorzaak: velden.next()?,
                herstel: velden.next()?,
                voorbeeld: velden.next()?,
            };
            Some((code, uitgelegd))
        })
        .collect()
});

/// The lines of a data file, without its head.
pub(crate) fn regels(bestand: &'static str) -> impl Iterator<Item = &'static str> {
    bestand.lines().skip(1)
}

/// The name of a gemeente of 2026.
#[must_use]
pub fn gemeente(code: &str) -> Option<&'static str> {
    NAMEN.get(code).copied()
}

/// All gemeenten of 2026: code and name, by code.
pub fn gemeenten() -> impl Iterator<Item = (&'static str, &'static str)> {
    NAMEN.iter().map(|(code, naam)| (*code, *naam))
}

/// A row of the national product list JZ21.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Product {
    /// The category it belongs to; `None` for a heading of the list, which is no product.
    pub categorie: Option<&'static str>,
    /// Its name.
    pub naam: &'static str,
}

/// A product code of JZ21.
#[must_use]
pub fn product(code: &str) -> Option<Product> {
    JZ21.get(code).copied()
}

/// Has the list any product of this category? It has none for 31-38, 54 and 55.
#[must_use]
pub fn kent_categorie(categorie: &str) -> bool {
    JZ21.values().any(|product| product.categorie == Some(categorie))
}

/// What a return code of WJ001 says, in plain Dutch.
#[must_use]
pub fn retourcode(code: &str) -> Option<&'static str> {
    RETOURCODES.get(code).map(|uitgelegd| uitgelegd.tekst)
}

/// The return codes of WJ001, in order.
pub(crate) fn retourcodes() -> impl Iterator<Item = &'static str> {
    RETOURCODES.keys().copied()
}

pub(crate) fn retourcode_uitleg(code: &str) -> Option<Uitleg> {
    RETOURCODES.get(code).map(|uitgelegd| Uitleg {
        oorzaak: uitgelegd.oorzaak.to_owned(),
        herstel: uitgelegd.herstel.to_owned(),
        voorbeeld: uitgelegd.voorbeeld.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn de_lijst_van_2026_telt_342_gemeenten() {
        assert_eq!(gemeenten().count(), 342);
        assert_eq!(gemeente("0193"), Some("Zwolle"));
        assert_eq!(gemeente("0000"), None);
    }

    #[test]
    fn de_productlijst_telt_450_regels_waarvan_9_koppen() {
        assert_eq!(JZ21.len(), 450);
        assert_eq!(JZ21.values().filter(|p| p.categorie.is_none()).count(), 9);
        assert_eq!(product("45A48").and_then(|p| p.categorie), Some("45"));
        assert_eq!(product("45A00").map(|p| p.categorie), Some(None));
        assert!(kent_categorie("45") && !kent_categorie("54"));
    }

    #[test]
    fn elke_code_die_wij_kunnen_sturen_heeft_een_uitleg() {
        for code in ["0001", "0200", "0233", "8001"] {
            assert!(RETOURCODES.contains_key(code), "{code}");
        }
        for code in crate::regels::lijst().iter().filter_map(|regel| regel.retourcode) {
            assert!(
                retourcode(code).is_some_and(|uitleg| !uitleg.is_empty()),
                "{code}"
            );
        }
        assert_eq!(retourcode("1234"), None);
    }
}

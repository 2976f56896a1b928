//! Product codes that a region agreed on beside the national list (IV075). The regioprofiel fills them.

use super::geldig::in_periode;
use super::{Geldigheid, product};
use compact_str::CompactString;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

#[derive(Clone, PartialEq, Eq, Debug)]
struct Eigen {
    naam: String,
    vanaf: Option<Date>,
    tot: Option<Date>,
}

/// The national list with those of one region on top.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct EigenProducten(BTreeMap<(CompactString, CompactString), Eigen>);

impl EigenProducten {
    /// Adds a code of the region, valid from and until these days (both included).
    pub fn voeg_toe(
        &mut self,
        categorie: &str,
        code: &str,
        naam: impl Into<String>,
        (vanaf, tot): (Option<Date>, Option<Date>),
    ) {
        let eigen = Eigen {
            naam: naam.into(),
            vanaf,
            tot,
        };
        self.0.insert((categorie.into(), code.into()), eigen);
    }

    /// The name of a product: that of the region, else that of the national list.
    #[must_use]
    pub fn naam(&self, code: &str) -> Option<&str> {
        let eigen = self.0.iter().find(|((_, eigen), _)| eigen == code);
        eigen
            .map(|(_, e)| e.naam.as_str())
            .or_else(|| product(code).map(|p| p.naam))
    }

    /// Is this code of this category valid on a day? The region goes before the national list.
    #[must_use]
    pub fn geldig_op(&self, categorie: &str, code: &str, dag: Date) -> Geldigheid {
        match self.0.get(&(categorie.into(), code.into())) {
            Some(eigen) => in_periode(dag, eigen.vanaf, eigen.tot),
            None => match product(code) {
                Some(landelijk) if landelijk.categorie == Some(categorie) => Geldigheid::Geldig,
                _ => Geldigheid::Onbekend,
            },
        }
    }

    /// Category and code of each, as [`crate::regels::Bron`] wants them.
    #[must_use]
    pub fn codes(&self) -> BTreeSet<(CompactString, CompactString)> {
        self.0.keys().cloned().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn een_eigen_code_gaat_voor_de_landelijke_lijst() {
        let mut eigen = EigenProducten::default();
        assert_eq!(
            eigen.geldig_op("45", "45X01", date(2026, 1, 1)),
            Geldigheid::Onbekend
        );
        eigen.voeg_toe(
            "45",
            "45X01",
            "hulp op de boerderij",
            (Some(date(2026, 1, 1)), Some(date(2026, 6, 30))),
        );
        for (dag, verwacht) in [
            (date(2025, 12, 31), Geldigheid::NogNiet),
            (date(2026, 1, 1), Geldigheid::Geldig),
            (date(2026, 6, 30), Geldigheid::Geldig),
            (date(2026, 7, 1), Geldigheid::Vervallen),
        ] {
            assert_eq!(eigen.geldig_op("45", "45X01", dag), verwacht);
        }
        assert_eq!(
            eigen.geldig_op("46", "45X01", date(2026, 2, 1)),
            Geldigheid::Onbekend
        );
        assert_eq!(
            eigen.geldig_op("45", "45A48", date(2026, 2, 1)),
            Geldigheid::Geldig
        );
        assert_eq!(eigen.naam("45X01"), Some("hulp op de boerderij"));
        assert!(eigen.naam("45A48").is_some());
        assert!(eigen.codes().contains(&("45".into(), "45X01".into())));
    }
}

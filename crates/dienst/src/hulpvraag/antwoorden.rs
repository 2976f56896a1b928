//! The answers of a hulpvraag: field by field as they were given. What they mean is read here and nowhere else.

use super::velden::{GEBIEDEN, Rij};
use crate::DienstFout;
use houvast_begrip::Centen;
use houvast_beslis::Soort;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Field name to value; a field without an answer is not there.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct Antwoorden(BTreeMap<String, String>);

/// One of the five areas.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Gebied {
    /// From 1.
    pub(crate) nummer: usize,
    /// `None`: not judged yet.
    pub(crate) op_orde: Option<bool>,
}

impl Antwoorden {
    pub(crate) fn lees(inhoud: Option<&str>) -> Result<Self, DienstFout> {
        match inhoud {
            None => Ok(Self::default()),
            Some(tekst) => serde_json::from_str(tekst).map_err(|_| DienstFout::Gegevens("hulpvraag")),
        }
    }

    pub(crate) fn schrijf(&self) -> Result<String, DienstFout> {
        serde_json::to_string(self).map_err(|_| DienstFout::Gegevens("hulpvraag"))
    }

    /// The text of a field; empty when there is none.
    pub(crate) fn tekst(&self, veld: &str) -> &str {
        self.0.get(veld).map_or("", String::as_str)
    }

    pub(crate) fn heeft(&self, veld: &str) -> bool {
        !self.tekst(veld).is_empty()
    }

    /// An empty value takes the answer away.
    pub(crate) fn zet(&mut self, veld: &str, waarde: String) {
        if waarde.is_empty() {
            self.0.remove(veld);
        } else {
            self.0.insert(veld.to_owned(), waarde);
        }
    }

    pub(crate) fn dag(&self, veld: &str) -> Option<Date> {
        self.tekst(veld).parse().ok()
    }

    pub(crate) fn bedrag(&self, veld: &str) -> Option<Centen> {
        self.tekst(veld).parse().ok().map(Centen)
    }

    pub(crate) fn getal(&self, veld: &str) -> Option<u32> {
        self.tekst(veld).parse().ok()
    }

    /// `ja` and `nee`; anything else is no answer.
    pub(crate) fn ja(&self, veld: &str) -> Option<bool> {
        match self.tekst(veld) {
            "ja" => Some(true),
            "nee" => Some(false),
            _ => None,
        }
    }

    pub(crate) fn vink(&self, veld: &str) -> bool {
        self.tekst(veld) == "ja"
    }

    pub(crate) fn soort(&self) -> Option<Soort> {
        match self.tekst("soort") {
            "herstel" => Some(Soort::Herstel),
            "duurzaam" => Some(Soort::Duurzaam),
            _ => None,
        }
    }

    pub(crate) fn gebieden(&self) -> impl Iterator<Item = Gebied> + '_ {
        (1..=GEBIEDEN.len()).map(|nummer| Gebied {
            nummer,
            op_orde: self.ja(&format!("gebied{nummer}")),
        })
    }

    /// areas that are judged and not in order. Area 3, upbringing, is what jeugdhulp itself is for.
    pub(crate) fn basis_niet_op_orde(&self) -> Vec<usize> {
        self.gebieden()
            .filter(|g| g.nummer != 3 && g.op_orde == Some(false))
            .map(|g| g.nummer)
            .collect()
    }

    /// The numbers of the rows that hold something.
    pub(crate) fn gevuld(&self, rij: &Rij) -> Vec<usize> {
        (1..=rij.hoogstens)
            .filter(|n| rij.velden.iter().any(|veld| self.heeft(&rij.naam(*n, veld))))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hulpvraag::velden::DOELEN;

    fn met(velden: &[(&str, &str)]) -> Antwoorden {
        let mut uit = Antwoorden::default();
        for (veld, waarde) in velden {
            uit.zet(veld, (*waarde).to_owned());
        }
        uit
    }

    #[test]
    fn een_leeg_antwoord_is_geen_antwoord() {
        let mut a = met(&[("vraag", "Slapen"), ("raming", "800000"), ("van", "2026-12-01")]);
        assert_eq!(a.bedrag("raming"), Some(Centen::euro(8_000)));
        assert_eq!(a.dag("van"), Some(jiff::civil::date(2026, 12, 1)));
        a.zet("vraag", String::new());
        assert!(!a.heeft("vraag") && a.tekst("vraag").is_empty());
        let terug = Antwoorden::lees(Some(&a.schrijf().unwrap())).unwrap();
        assert_eq!(terug, a);
        assert!(Antwoorden::lees(Some("[")).is_err());
    }

    #[test]
    fn r297_alleen_gebied_3_niet_op_orde_raakt_de_basis_niet() {
        let basis = |niet: usize| met(&[(format!("gebied{niet}").as_str(), "nee")]).basis_niet_op_orde();
        assert_eq!(basis(1), [1]);
        assert_eq!(basis(2), [2]);
        assert!(basis(3).is_empty());
        assert_eq!(basis(4), [4]);
        assert_eq!(basis(5), [5]);
    }

    #[test]
    fn een_rij_telt_zodra_er_iets_in_staat() {
        let a = met(&[("doel1_tekst", "Beter slapen"), ("doel3_van", "Noor")]);
        assert_eq!(a.gevuld(&DOELEN), [1, 3]);
    }
}

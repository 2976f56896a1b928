//! The personal values of a run: no new value may be one of them, and no kept value may hold one.

use crate::boom::Element;
use crate::schema::{Klasse, Veld};
use std::collections::BTreeSet;

/// Shorter values say nothing about anybody and occur everywhere.
const KORT: usize = 4;
const LANG: usize = 40;

#[derive(Clone, Debug, Default)]
pub(super) struct Persoonlijk(BTreeSet<String>);

impl Persoonlijk {
    pub(super) fn verzamel(&mut self, element: &mut Element, klasse: &'static Klasse) {
        for kind in element.kinderen_mut() {
            let Some(veld) = klasse.veld(kind.naam()) else {
                continue;
            };
            match veld.klasse() {
                // A date of birth that stands for "unknown" is nobody's.
                Some(_) if veld.soort == "CDT_Geboortedatum" => {
                    for datum in kind.kinderen().filter(|k| k.naam() == "Datum") {
                        let tekst = datum.tekst();
                        self.voeg(&tekst);
                        self.voeg(tekst.trim().get(..10).unwrap_or_default());
                    }
                }
                Some(binnen) => self.verzamel(kind, binnen),
                None if is_persoonlijk(veld) => self.voeg(&kind.tekst()),
                None => {}
            }
        }
    }

    fn voeg(&mut self, waarde: &str) {
        let kaal = waarde.trim().to_lowercase();
        if kaal.chars().count() >= KORT && kaal != "1900-01-01" {
            self.0.insert(kaal);
        }
    }

    /// Whether this text is, or holds, something of a person. Of a long text only its first part is looked at in full.
    pub(super) fn raakt(&self, tekst: &str) -> bool {
        let klein = tekst.trim().to_lowercase();
        if self.0.is_empty() || klein.chars().count() < KORT {
            return false;
        }
        let grenzen: Vec<usize> = klein
            .char_indices()
            .map(|(i, _)| i)
            .chain([klein.len()])
            .take(LANG)
            .collect();
        let deel = grenzen.iter().enumerate().any(|(n, begin)| {
            grenzen
                .iter()
                .skip(n + KORT)
                .any(|eind| self.0.contains(&klein[*begin..*eind]))
        });
        deel || self.0.contains(&klein)
            || klein
                .split(|c: char| !c.is_alphanumeric())
                .any(|woord| self.0.contains(woord))
    }
}

/// Whether values of this datatype say who somebody is.
pub(super) fn is_persoonlijk(veld: &Veld) -> bool {
    matches!(
        veld.soort,
        "LDT_BurgerServicenummer"
            | "LDT_Naam"
            | "LDT_Straatnaam"
            | "LDT_Plaatsnaam"
            | "LDT_Postcode"
            | "LDT_Telefoonnummer"
            | "LDT_Emailadres"
            | "LDT_Organisatienaam"
            | "LDT_NaamVerwijzer"
            | "LDT_Commentaar"
    ) || veld.naam == "ZorgverlenerCode"
}

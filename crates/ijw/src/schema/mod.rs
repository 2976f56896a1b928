//! The declarations at run time: which elements a class has, in order, and of which type. For whoever walks a message without
//! knowing it: the readable page, the comparison of two messages, the generator, the repairs, the anonymiser.

mod boom;
mod inhoud;

pub use boom::Knoop;
pub(crate) use inhoud::{Inhoud, kent_type};

use crate::BerichtSoort;
use crate::berichten::klassen::{BASIS, klassen};
use std::fmt;

/// What an element holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Vorm {
    /// Other elements.
    Klasse,
    /// Text.
    Tekst,
    /// A whole number.
    Getal,
    /// A date.
    Datum,
    /// A time of day.
    Tijd,
    /// A code of this closed list.
    Code(&'static str),
}

/// An element of a class.
#[derive(Clone, Copy)]
pub struct Veld {
    /// Its name.
    pub naam: &'static str,
    /// The name of its type: a class of the message, `CDT_…` or `LDT_…`.
    pub soort: &'static str,
    /// What it holds.
    pub vorm: Vorm,
    /// It must be there.
    pub verplicht: bool,
    /// It may be there more than once.
    pub herhaalt: bool,
    /// The class it holds, or the values that are allowed.
    pub(crate) inhoud: Inhoud,
}

impl Veld {
    pub(crate) const fn nieuw(
        naam: &'static str,
        soort: &'static str,
        verplicht: bool,
        herhaalt: bool,
        inhoud: Inhoud,
    ) -> Self {
        Self {
            naam,
            soort,
            vorm: inhoud.vorm(),
            verplicht,
            herhaalt,
            inhoud,
        }
    }

    /// The class it holds, if it holds one.
    #[must_use]
    pub const fn klasse(&self) -> Option<&'static Klasse> {
        match self.inhoud {
            Inhoud::Klasse(klasse) => Some(klasse),
            _ => None,
        }
    }
}

/// By what the element itself says: not by all that is in its class.
impl PartialEq for Veld {
    fn eq(&self, ander: &Self) -> bool {
        let zelf = |v: &Self| (v.naam, v.soort, v.vorm, v.verplicht, v.herhaalt);
        zelf(self) == zelf(ander)
    }
}

impl Eq for Veld {}

impl fmt::Debug for Veld {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Veld")
            .field("naam", &self.naam)
            .field("soort", &self.soort)
            .field("vorm", &self.vorm)
            .field("verplicht", &self.verplicht)
            .field("herhaalt", &self.herhaalt)
            .finish()
    }
}

/// A class: elements in a fixed order.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Klasse {
    /// The name of the type; `Root` for the message itself.
    pub naam: &'static str,
    /// Its elements.
    pub velden: &'static [Veld],
    /// In the namespace of the shared types.
    pub(crate) basis: bool,
}

impl Klasse {
    /// The element with this name.
    #[must_use]
    pub fn veld(&self, naam: &str) -> Option<&'static Veld> {
        self.velden.iter().find(|veld| veld.naam == naam)
    }

    /// The element that it is a list of, when it only holds a list.
    pub(crate) const fn lijst_van(&self) -> Option<&'static Veld> {
        match self.velden {
            [enige] if enige.herhaalt => Some(enige),
            _ => None,
        }
    }
}

/// The class that a type name stands for inside a message.
#[must_use]
pub fn klasse(bericht: BerichtSoort, naam: &str) -> Option<&'static Klasse> {
    let zoek = |lijst: &[&'static Klasse]| lijst.iter().copied().find(|klasse| klasse.naam == naam);
    zoek(klassen(bericht)).or_else(|| zoek(BASIS))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elk_element_heeft_een_vorm_die_te_volgen_is() {
        for soort in BerichtSoort::ALLE {
            let mut rij = vec!["Root"];
            let mut aantal = 0;
            while let Some(naam) = rij.pop() {
                let klasse = klasse(*soort, naam).unwrap();
                aantal += klasse.velden.len();
                for veld in klasse.velden {
                    assert_eq!(veld.vorm == Vorm::Klasse, veld.klasse().is_some());
                    if let Some(onder) = veld.klasse() {
                        assert!(std::ptr::eq(onder, super::klasse(*soort, veld.soort).unwrap()));
                        rij.push(veld.soort);
                    }
                }
            }
            assert!(aantal > 10, "{}", soort.as_str());
            assert_eq!(klasse(*soort, "Root"), Some(soort.wortel()));
            for pad in soort.sleutels() {
                let mut hier = klasse(*soort, "Root");
                for stap in pad.split('/') {
                    let veld = hier.and_then(|k| k.veld(stap)).unwrap();
                    hier = klasse(*soort, veld.soort);
                }
            }
        }
    }
}

//! What the values of an element may be, and the way to it: for work on messages that may be broken, or of any kind.

use super::{BASIS, Klasse, Veld, Vorm, klassen};
use crate::BerichtSoort;
use crate::lezen::vorm::TekstVorm;
use crate::lezen::{is_datum, is_tijd};

/// The class an element holds, or the values that are allowed in it.
#[derive(Clone, Copy)]
pub(crate) enum Inhoud {
    Klasse(&'static Klasse),
    Datum,
    Tijd,
    /// 0 up to and including this.
    Getal(u64),
    Tekst(&'static TekstVorm),
    /// The name of the list and its codes.
    Codes(&'static str, &'static [&'static str]),
    /// Always this.
    Vast(Vorm, &'static str),
}

impl Inhoud {
    pub(super) const fn vorm(&self) -> Vorm {
        match *self {
            Self::Klasse(_) => Vorm::Klasse,
            Self::Datum => Vorm::Datum,
            Self::Tijd => Vorm::Tijd,
            Self::Getal(_) => Vorm::Getal,
            Self::Tekst(_) => Vorm::Tekst,
            Self::Codes(lijst, _) => Vorm::Code(lijst),
            Self::Vast(vorm, _) => vorm,
        }
    }
}

impl BerichtSoort {
    /// The class of the message itself.
    pub(crate) const fn wortel(self) -> &'static Klasse {
        klassen(self)[0]
    }
}

impl Klasse {
    /// The class at a path below this one.
    pub(crate) fn op(&'static self, pad: &str) -> Option<&'static Self> {
        let mut hier = self;
        for stap in pad.split('/').filter(|stap| !stap.is_empty()) {
            let naam = stap.split('[').next().unwrap_or(stap);
            hier = hier.veld(naam)?.klasse()?;
        }
        Some(hier)
    }

    /// The element at a path below this class.
    pub(crate) fn veld_op(&'static self, pad: &str) -> Option<&'static Veld> {
        let (boven, naam) = pad.rsplit_once('/').unwrap_or(("", pad));
        self.op(boven)?.veld(naam.split('[').next().unwrap_or(naam))
    }

    /// The place of an element in its class.
    pub(crate) fn plaats(&self, naam: &str) -> Option<usize> {
        self.velden.iter().position(|veld| veld.naam == naam)
    }
}

impl Veld {
    /// Whether a text is a value that the schema accepts here.
    pub(crate) fn past(&self, tekst: &str) -> bool {
        match self.inhoud {
            Inhoud::Klasse(_) => false,
            Inhoud::Datum => is_datum(tekst),
            Inhoud::Tijd => is_tijd(tekst),
            Inhoud::Getal(max) => getal(tekst).is_some_and(|g| g <= max),
            Inhoud::Tekst(vorm) => {
                let lengte = tekst.chars().count();
                lengte >= vorm.min && vorm.max.is_none_or(|max| lengte <= max) && vorm.patroon.past(tekst)
            }
            Inhoud::Codes(_, codes) => codes.contains(&tekst),
            Inhoud::Vast(_, vast) => tekst == vast,
        }
    }
}

/// A whole number without sign, white space around it allowed.
fn getal(tekst: &str) -> Option<u64> {
    let kaal = tekst.trim_matches([' ', '\t', '\n', '\r']);
    let cijfers = !kaal.is_empty() && kaal.bytes().all(|b| b.is_ascii_digit());
    cijfers.then(|| kaal.parse().ok()).flatten()
}

/// Whether the standard has a type of this name.
pub(crate) fn kent_type(naam: &str) -> bool {
    let eigen = BerichtSoort::ALLE.iter().flat_map(|soort| klassen(*soort));
    eigen
        .chain(BASIS)
        .flat_map(|klasse| klasse.velden)
        .any(|veld| veld.soort == naam)
}

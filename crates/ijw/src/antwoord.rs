//! The retourbericht: what a receiver answers to a message it could read (IV028, IV032).
//!
//! | findings | answer |
//! | --- | --- |
//! | none | header only, without codes |
//! | level 2 | header only, with 0001 |
//! | level 3 or 4 in the header | header only, with the codes of those rules |
//! | level 3 or 4 below it | header with 0200 and every class of the client back unchanged, each with its own codes or 0200 |
//!
//! A client that is not known (TR304) is not judged further: the classes below it get 0233. XsltVersie stays empty: the official XSLT is not used.
//! A message that fails on level 1 has no retourbericht at all.

mod klassen;
mod vul;

use crate::berichten::codes::RetourCode;
use crate::declaratie::{self, Kop, Uitslag};
use crate::{Bericht, Bevinding, Tekst};
use jiff::civil::Date;
use klassen::Klassen;

/// What the answer says of itself.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Retour {
    /// IdentificatieRetour, at most twelve characters.
    pub identificatie: Tekst,
    /// DagtekeningRetour.
    pub dagtekening: Date,
    /// Version of the basisschema with which the answer is made (IV034).
    pub basisschema_xsd_versie: Tekst,
    /// Version of the schema of the answer.
    pub bericht_xsd_versie: Tekst,
}

/// The retourbericht to `heen`, which had these findings. `None` when there is none to give: for a message that is an answer
/// itself, and when a finding is of level 1. A declaratie has a JW325 of its own.
#[must_use]
pub fn retour(heen: &Bericht, bevindingen: &[Bevinding], retour: &Retour) -> Option<Bericht> {
    if bevindingen.iter().any(|bevinding| bevinding.niveau < 2) {
        return None;
    }
    if let Bericht::Jw323(b) = heen {
        let uitslag = Uitslag::van(b, bevindingen);
        return Some(declaratie::antwoord(&uitslag, &Kop::van(b), retour));
    }
    vul::retour(heen, &Oordeel::van(bevindingen), retour)
}

/// The findings as the answer shows them.
enum Oordeel {
    Goed,
    /// Codes in the header, and no classes.
    Kop(Vec<RetourCode>),
    /// All classes back.
    Klassen(Klassen),
}

impl Oordeel {
    fn van(bevindingen: &[Bevinding]) -> Self {
        if bevindingen.is_empty() {
            return Self::Goed;
        }
        if bevindingen.iter().any(|bevinding| bevinding.niveau == 2) {
            return Self::Kop(vec![RetourCode::C0001]);
        }
        let klassen = Klassen::van(bevindingen);
        match klassen.gevonden("Header") {
            [] => Self::Klassen(klassen),
            codes => Self::Kop(codes.to_vec()),
        }
    }

    /// The codes of the header; none when all is well.
    fn kop(&self) -> Option<Vec<RetourCode>> {
        match self {
            Self::Goed => None,
            Self::Kop(codes) => Some(codes.clone()),
            Self::Klassen(_) => Some(vec![RetourCode::C0200]),
        }
    }

    fn klassen(&self) -> Option<&Klassen> {
        match self {
            Self::Klassen(klassen) => Some(klassen),
            Self::Goed | Self::Kop(_) => None,
        }
    }
}

#[cfg(test)]
pub(crate) mod tests;

//! The answer to a question: the outcome, every ground, what is missing, and who decides.

use super::waarde::{Veld, keuze};
use crate::besluit::Artikel;
use crate::regioprofiel::{Bepaling, ProfielVersie};
use houvast_begrip::datum;
use jiff::civil::Date;
use serde::Serialize;
use std::fmt::Write as _;

keuze! {
    /// What the protocol says, from mild to strict. Missing facts are no opinion at all.
    pub enum Oordeel {
        Akkoord = "akkoord", "Akkoord";
        Voorleggen = "voorleggen", "Voorleggen";
        VoorstelAfwijzen = "voorstel-afwijzen", "Voorstel: afwijzen";
        Afwijzen = "afwijzen", "Afwijzen";
        Onvolledig = "onvolledig", "Er ontbreken feiten";
    }
}

keuze! {
    /// What one ground does to the answer.
    pub enum Weging {
        Voor = "voor", "spreekt ervoor";
        LetOp = "let-op", "let op";
        Voorleggen = "voorleggen", "een medewerker kijkt";
        Tegen = "tegen", "spreekt ertegen";
        Hard = "hard", "weigert het bericht";
    }
}

impl Weging {
    fn oordeel(self) -> Oordeel {
        match self {
            Self::Voor | Self::LetOp => Oordeel::Akkoord,
            Self::Voorleggen => Oordeel::Voorleggen,
            Self::Tegen => Oordeel::VoorstelAfwijzen,
            Self::Hard => Oordeel::Afwijzen,
        }
    }
}

keuze! {
    /// Who does something in the protocol.
    pub enum Rol {
        Toegang = "toegang", "de Toegang";
        Aanbieder = "aanbieder", "de aanbieder";
        Verwijzer = "verwijzer", "de verwijzer";
        Gi = "gi", "de gecertificeerde instelling";
        Gemeente = "gemeente", "de gemeente";
        Contractbeheer = "contractbeheer", "contractbeheer van de regio";
        Gezin = "gezin", "de jeugdige en de ouders";
    }
}

/// A fact that a ground leans on.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Gebruikt {
    /// Key of the fact.
    pub feit: &'static str,
    /// For a person.
    pub label: &'static str,
    /// Shown value, or `onbekend`.
    pub waarde: String,
    /// Where it comes from.
    pub bron: &'static str,
}

/// Why.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Grond {
    /// Which rule.
    pub bepaling: Bepaling,
    /// Where this region has that rule.
    pub artikelen: Vec<Artikel>,
    /// What it does to the answer.
    pub weging: Weging,
    /// One plain sentence or two.
    pub uitleg: String,
    /// The facts it leans on.
    pub feiten: Vec<Gebruikt>,
    /// The sum or the date computation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub som: Option<String>,
}

impl Grond {
    pub(crate) fn met(&mut self, feit: Gebruikt) -> &mut Self {
        self.feiten.push(feit);
        self
    }

    pub(crate) fn som(&mut self, som: impl Into<String>) -> &mut Self {
        self.som = Some(som.into());
        self
    }
}

/// A fact without which there is no answer.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Ontbreekt {
    /// Key of the fact.
    pub feit: &'static str,
    /// For a person.
    pub label: &'static str,
}

impl From<&Veld> for Ontbreekt {
    fn from(veld: &Veld) -> Self {
        Self {
            feit: veld.naam,
            label: veld.label,
        }
    }
}

/// Something that has to be done because of the answer.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Opdracht {
    /// Who.
    pub wie: Rol,
    /// What, as an order.
    pub wat: String,
}

/// The answer to one question about one case.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Antwoord<U> {
    /// Id of the question.
    pub vraag: &'static str,
    /// What the protocol says.
    pub oordeel: Oordeel,
    /// What follows from it; absent while facts are missing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub uitkomst: Option<U>,
    /// The same for a person: label and value.
    #[serde(skip)]
    pub regels: Vec<(&'static str, String)>,
    /// All grounds, favourable ones too.
    pub gronden: Vec<Grond>,
    /// What must be known first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub ontbreekt: Vec<Ontbreekt>,
    /// What must be done.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub opdrachten: Vec<Opdracht>,
    /// For an answer that a person must give: who.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub beslisser: Option<Rol>,
    /// The document the profile comes from.
    pub document: String,
    /// Which version of which profile.
    pub profiel: ProfielVersie,
    /// The day of the answer.
    pub peildatum: Date,
}

impl<U> Antwoord<U> {
    /// The strictest ground, unless facts are missing.
    pub(super) fn oordeel_van(gronden: &[Grond], ontbreekt: &[Ontbreekt]) -> Oordeel {
        if !ontbreekt.is_empty() {
            return Oordeel::Onvolledig;
        }
        gronden
            .iter()
            .map(|g| g.weging.oordeel())
            .max()
            .unwrap_or(Oordeel::Voorleggen)
    }

    /// Is the answer what was hoped for?
    #[must_use]
    pub fn akkoord(&self) -> bool {
        self.oordeel == Oordeel::Akkoord
    }

    /// The ground for this rule, for tests and screens.
    #[must_use]
    pub fn grond(&self, bepaling: Bepaling) -> Option<&Grond> {
        self.gronden.iter().find(|g| g.bepaling == bepaling)
    }

    /// The whole answer as plain text.
    #[must_use]
    pub fn als_tekst(&self) -> String {
        let mut uit = String::new();
        // Writing to a String does not fail.
        let _ = match self.beslisser {
            Some(wie) => writeln!(uit, "{} (beslist: {})", self.oordeel.label(), wie.label()),
            None => writeln!(uit, "{}", self.oordeel.label()),
        };
        for (label, waarde) in &self.regels {
            let _ = writeln!(uit, "  {label}: {waarde}");
        }
        for grond in &self.gronden {
            let teken = match grond.weging {
                Weging::Voor => "✓",
                Weging::LetOp => "!",
                Weging::Voorleggen => "?",
                Weging::Tegen | Weging::Hard => "✗",
            };
            let plekken: Vec<&str> = grond.artikelen.iter().map(|a| a.0.as_str()).collect();
            let _ = writeln!(uit, "{teken} {} ({})", grond.uitleg, plekken.join("; "));
            for feit in &grond.feiten {
                let _ = writeln!(uit, "    {}: {} ({})", feit.label, feit.waarde, feit.bron);
            }
            if let Some(som) = &grond.som {
                let _ = writeln!(uit, "    {som}");
            }
        }
        for feit in &self.ontbreekt {
            let _ = writeln!(uit, "Ontbreekt: {} ({})", feit.label, feit.feit);
        }
        for opdracht in &self.opdrachten {
            let _ = writeln!(uit, "Te doen voor {}: {}", opdracht.wie.label(), opdracht.wat);
        }
        let _ = writeln!(
            uit,
            "{}, versie vanaf {}. Beoordeeld voor {}.",
            self.document,
            datum::lang(self.profiel.geldig_vanaf),
            datum::lang(self.peildatum)
        );
        uit
    }
}

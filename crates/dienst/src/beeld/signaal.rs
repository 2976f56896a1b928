//! A signal ahead of time with its computation.

use super::gemeen::{Merkje, Naam, Rij, Termijn};
use super::verzoek::GrondBeeld;
use jiff::civil::Date;
use uuid::Uuid;

/// Made by `dienst::signaal::toon(&Huis, &Aangemeld, signaal: Uuid) -> Result<SignaalBeeld, DienstFout>`; writes the
/// look-log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignaalBeeld {
    /// The signal.
    pub id: Uuid,
    /// Optimistic lock: goes back with every form, a stale one gives `DienstFout::Verouderd`.
    pub versie: i64,
    /// "Het budget raakt op".
    pub wat: String,
    /// "open", "afgedaan", "niet meer nodig".
    pub stand: Merkje,
    /// The child's file.
    pub jeugdige_id: Option<Uuid>,
    /// The child.
    pub jeugdige: Naam,
    /// Age today.
    pub leeftijd: Option<i16>,
    /// Name of the gemeente.
    pub gemeente: String,
    /// Name of the aanbieder.
    pub aanbieder: String,
    /// Until when acting is in time; `None` when it is settled.
    pub termijn: Option<Termijn>,
    /// Since when it shows.
    pub sinds: Date,
    /// The toewijzing it is about.
    pub hulp: Vec<Rij>,
    /// Why, with the sum.
    pub gronden: Vec<GrondBeeld>,
    /// What to do about it, in a sentence.
    pub advies: String,
    /// Day of the computation.
    pub berekend: Option<Date>,
    /// How it was settled; empty while it is open.
    pub afgedaan: String,
    /// What may be done now.
    pub kan: SignaalKan,
    /// Today, for the field of a date.
    pub vandaag: Date,
}

/// What somebody may do with a signal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignaalKan {
    /// Nothing: it is settled.
    Niets,
    /// Say what was agreed.
    Afdoen,
    /// Register that the evaluation was held.
    Evaluatie,
}

/// What was wrong with a form about a signal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignaalFout {
    /// Nothing was written.
    Leeg,
    /// Longer than 500 characters.
    TeLang,
    /// No date, or not a real one.
    GeenDatum,
    /// After today.
    Toekomst,
    /// Before the first day of the toewijzing.
    VoorBegin,
}

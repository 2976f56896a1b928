//! Letters: making one, and one that was made.

use super::gemeen::{Naam, Rij};
use houvast_brief::Brief;
use jiff::civil::Date;
use uuid::Uuid;

/// What a letter is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BriefOver {
    /// The decided products of a request.
    Verzoek(Uuid),
    /// A toewijzing that no request asked for.
    Toewijzing(Uuid),
    /// A hulpvraag that ended without jeugdhulp; one that ended in a toewijzing is about that.
    Hulpvraag(Uuid),
}

/// To whom it goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BriefAan {
    /// The family: the decision, with how to object.
    Gezin,
    /// Who referred: that the request was refused.
    Verwijzer,
}

/// A letter as a line of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BriefRegel {
    /// The letter.
    pub id: Uuid,
    /// `Z-000012`.
    pub kenmerk: String,
    /// "Besluit aan het gezin".
    pub wat: String,
    /// The day it was sent.
    pub dag: Date,
    /// Last day to object, when one can.
    pub bezwaar_tot: Option<Date>,
    /// A newer letter took its place.
    pub vervangen: bool,
}

/// The page that makes a letter.
///
/// Made by `dienst::brief::voorbereiden(&Huis, &Aangemeld, BriefOver, BriefAan, Option<&str>)`; writes the look-log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BriefMaken {
    /// About what.
    pub over: BriefOver,
    /// To whom.
    pub aan: BriefAan,
    /// The child's file.
    pub jeugdige_id: Uuid,
    /// The child.
    pub jeugdige: Naam,
    /// Name of the aanbieder.
    pub aanbieder: String,
    /// What is decided, a line each: "Toegewezen: ambulante jeugdhulp".
    pub besloten: Vec<Rij>,
    /// Letters about the same, oldest first.
    pub eerdere: Vec<BriefRegel>,
    /// Number of letters to this reader as the page showed it: goes back with the form.
    pub stand: i64,
    /// Why no letter can be made now; empty when one can.
    pub kan_niet: String,
    /// The letter as it would be; `None` when there is none to make.
    pub voorbeeld: Option<Brief>,
    /// The explanation in it.
    pub toelichting: String,
    /// Without an explanation the decision has no reason (Awb 3:46).
    pub toelichting_verplicht: bool,
    /// Reference of the letter that this one would take the place of.
    pub vervangt: Option<String>,
    /// The other reader may get a letter about this too.
    pub ook_aan: Option<BriefAan>,
}

/// What somebody filled in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BriefInvoer {
    /// In plain words, why.
    pub toelichting: String,
    /// From `BriefMaken::stand`.
    pub stand: i64,
}

/// A letter that was made.
///
/// Made by `dienst::brief::toon(&Huis, &Aangemeld, brief: Uuid)`; writes the look-log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BriefBeeld {
    /// The letter as a line.
    pub regel: BriefRegel,
    /// About what.
    pub over: BriefOver,
    /// To whom.
    pub aan: BriefAan,
    /// The child's file.
    pub jeugdige_id: Uuid,
    /// The child.
    pub jeugdige: Naam,
    /// Who made it.
    pub door: String,
    /// Every word of it.
    pub brief: Brief,
}

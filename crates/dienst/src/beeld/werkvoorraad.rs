//! The work list, and the requests of an aanbieder.

use super::gemeen::{Merkje, Naam, Termijn};
use jiff::civil::Date;
use uuid::Uuid;

/// The chips above the list; the value of `?filter=`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum WerkFilter {
    /// Everything.
    #[default]
    Alles,
    /// Due today or late.
    Vandaag,
    /// Requests that wait for a decision.
    Verzoeken,
    /// Requests under investigation.
    Onderzoek,
    /// Signals: a missing JW302, rejected messages, a term that is passing.
    Signalen,
}

/// Where a page of the work list begins: after the last request and the last signal of the page before.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WerkPlek {
    /// The last request seen.
    pub verzoek: Option<Uuid>,
    /// The last signal seen.
    pub signaal: Option<Uuid>,
}

/// What lies open, most urgent first; for a consulent and for an aanbieder alike.
///
/// Made by `dienst::werkvoorraad::toon(&Huis, &Aangemeld, WerkFilter, WerkPlek) -> Result<Werkvoorraad, DienstFout>`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Werkvoorraad {
    /// Due today or late.
    pub vandaag: u32,
    /// Due in the next five working days.
    pub deze_week: u32,
    /// Due after that, or without a term. `None`: so much is due or late that this was not counted.
    pub later: Option<u32>,
    /// Chips with their count, in the order to show; a chip without work may be left out, `Alles` never.
    pub filters: Vec<(WerkFilter, u32)>,
    /// The chosen chip.
    pub filter: WerkFilter,
    /// The rows of this page.
    pub rijen: Vec<WerkRij>,
    /// This is not the first page.
    pub verder: bool,
    /// Where the next page begins, when there is one.
    pub volgende: Option<WerkPlek>,
}

/// What a row is about; decides where its link goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WerkSoort {
    /// Goes to the request.
    Verzoek,
    /// Goes to the message.
    Bericht,
    /// Goes to the dossier.
    Dossier,
    /// Goes to the signal with its computation.
    Signaal,
    /// Goes to the referral or the toetsing of it.
    Verwijzing,
    /// Goes to the page where the missing toetsing of a toewijzing is registered.
    Toetsing,
    /// Goes to the hulpvraag.
    Hulpvraag,
    /// Goes to the change of a running toewijzing.
    Wijziging,
}

/// One thing to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WerkRij {
    /// Where the link goes.
    pub soort: WerkSoort,
    /// Id of what the link goes to.
    pub id: Uuid,
    /// The thing: "Verzoek om toewijzing".
    pub wat: String,
    /// The child, when there is one.
    pub jeugdige: Option<Naam>,
    /// Age today.
    pub leeftijd: Option<i16>,
    /// "Aanbieder X, via de huisarts"; for an aanbieder: the gemeente.
    pub bij: String,
    /// "Voorstel: toewijzen, € 8.000,00".
    pub stand: String,
    /// When it is due.
    pub termijn: Option<Termijn>,
    /// Since when it waits.
    pub sinds: Date,
}

/// The requests of an aanbieder with their state.
///
/// Made by `dienst::aanbieder::verzoeken(&Huis, &Aangemeld, na: Option<Uuid>) -> Result<VerzoekLijst, DienstFout>`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerzoekLijst {
    /// Newest first.
    pub rijen: Vec<VerzoekRij>,
    /// This is not the first page.
    pub verder: bool,
    /// The last row, where there is a next page.
    pub volgende: Option<Uuid>,
}

/// One request of an aanbieder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerzoekRij {
    /// The request.
    pub id: Uuid,
    /// ReferentieAanbieder.
    pub referentie: String,
    /// The child.
    pub jeugdige: Naam,
    /// Name of the gemeente.
    pub gemeente: String,
    /// What was asked: "Ambulant (45), € 8.000,00".
    pub gevraagd: String,
    /// Dagtekening of the message.
    pub ontvangen: Date,
    /// "toegewezen", "in onderzoek", "afgewezen", "wacht op antwoord".
    pub stand: Merkje,
    /// The deciding ground in one sentence, empty while there is no answer.
    pub waarom: String,
}

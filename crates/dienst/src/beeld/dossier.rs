//! One child on one screen, and the clients of an aanbieder.

use super::brief::BriefRegel;
use super::gemeen::{Gebeurtenis, Merkje, Naam, Rij, Termijn};
use super::hulpvraag::HulpvraagKort;
use super::werkvoorraad::VerzoekRij;
use jiff::civil::Date;
use uuid::Uuid;

/// The whole child.
///
/// Made by `dienst::jeugdige::dossier(&Huis, &Aangemeld, jeugdige: Uuid, met_bsn: bool) -> Result<Dossier, DienstFout>`;
/// writes the look-log, and with `met_bsn` a second line that the BSN was shown. For an aanbieder only what concerns
/// its own help.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dossier {
    /// The child.
    pub id: Uuid,
    /// Name.
    pub naam: Naam,
    /// Age today.
    pub leeftijd: i16,
    /// Birth date.
    pub geboren: Date,
    /// "******782", or the whole number after `met_bsn`.
    pub bsn: String,
    /// Is `bsn` whole?
    pub bsn_heel: bool,
    /// Name of the gemeente.
    pub gemeente: String,
    /// Address, gezag, school…: what is known.
    pub gegevens: Vec<Rij>,
    /// Running and coming first, then ended.
    pub toewijzingen: Vec<ToewijzingRij>,
    /// Requests, newest first.
    pub verzoeken: Vec<VerzoekRij>,
    /// Requests for change, newest first.
    pub wijzigingen: Vec<WijzigRij>,
    /// Hulpvragen at the Toegang, newest first; for a consulent only.
    pub hulpvragen: Vec<HulpvraagKort>,
    /// A request for change by secure mail may be registered here.
    pub wijziging_per_mail: bool,
    /// Letters, newest first; none for an aanbieder.
    pub brieven: Vec<BriefRegel>,
    /// The address is secret and not shown; this person may have it shown.
    pub geheim: bool,
    /// Only who is named gets to see this dossier (AVG 18).
    pub geblokkeerd: bool,
    /// Newest first.
    pub gebeurd: Vec<Gebeurtenis>,
    /// The timeline does not begin with the newest.
    pub verder: bool,
    /// The last event shown, where there are older ones.
    pub ouder: Option<Uuid>,
}

/// One toewijzing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ToewijzingRij {
    /// The toewijzing.
    pub id: Uuid,
    /// ToewijzingNummer.
    pub nummer: String,
    /// "Ambulant (45)".
    pub hulp: String,
    /// Name of the aanbieder.
    pub aanbieder: String,
    /// "€ 8.000,00" or "3 uur per week".
    pub omvang: String,
    /// First day.
    pub van: Date,
    /// Last day, when known.
    pub tot: Option<Date>,
    /// "loopt", "begint 1 december", "afgelopen".
    pub stand: Merkje,
    /// What the aanbieder reported: "gestart op 1-12-2026"; empty when nothing.
    pub levering: String,
    /// A start without a toetsing, in a sentence; empty when there is nothing.
    pub let_op: String,
}

/// One request for change (JW317).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WijzigRij {
    /// The request: of its page.
    pub id: Uuid,
    /// ReferentieAanbieder, or how it came.
    pub referentie: String,
    /// Day of arrival.
    pub ontvangen: Date,
    /// Per product what stays, changes or is new.
    pub gevraagd: Vec<Rij>,
    /// Why, in the words of the code list.
    pub reden: String,
    /// "te beoordelen", "in onderzoek", "toegewezen", "afgewezen".
    pub stand: Merkje,
    /// Until when to answer; `None` when it is answered.
    pub termijn: Option<Termijn>,
}

/// The clients of an aanbieder: everybody with a toewijzing to it.
///
/// Made by `dienst::aanbieder::clienten(&Huis, &Aangemeld) -> Result<Clienten, DienstFout>`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clienten {
    /// Sorted on family name.
    pub rijen: Vec<ClientRij>,
    /// This is not the first page.
    pub verder: bool,
    /// The last row, where there is a next page.
    pub volgende: Option<Uuid>,
}

/// One client of an aanbieder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClientRij {
    /// The child (the file within that gemeente).
    pub id: Uuid,
    /// Name.
    pub naam: Naam,
    /// Age today.
    pub leeftijd: i16,
    /// Name of the gemeente.
    pub gemeente: String,
    /// Newest toewijzing: "Ambulant (45), € 8.000,00".
    pub hulp: String,
    /// Last day of the newest toewijzing.
    pub tot: Option<Date>,
    /// "loopt", "afgelopen".
    pub stand: Merkje,
}

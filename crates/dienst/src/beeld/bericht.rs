//! Messages in and out, and one message with its findings at the line.

use super::gemeen::{Merkje, Rij};
use jiff::civil::DateTime;
use uuid::Uuid;

/// Which way a message goes, seen from the gemeente.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Richting {
    /// From the aanbieder to the gemeente.
    In,
    /// From the gemeente to the aanbieder.
    Uit,
}

/// State of a message as the filter offers it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BerichtStand {
    /// Everything in order.
    Goed,
    /// Has findings.
    Afgekeurd,
    /// Sent, and no retour yet.
    WachtOpRetour,
    /// Not yet judged or not yet delivered.
    Onderweg,
}

/// Choice above the list: the query string of the page. Free text is not in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BerichtFilter {
    /// Only in or out.
    pub richting: Option<Richting>,
    /// Only this state.
    pub stand: Option<BerichtStand>,
    /// Only this kind: "JW315".
    pub soort: Option<String>,
    /// The last message of the page before.
    pub na: Option<Uuid>,
}

/// The messages of the own gemeente or aanbieder.
///
/// Made by `dienst::bericht::lijst(&Huis, &Aangemeld, BerichtFilter) -> Result<BerichtLijst, DienstFout>`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BerichtLijst {
    /// The choice as used.
    pub filter: BerichtFilter,
    /// Kinds to choose from.
    pub soorten: Vec<String>,
    /// Newest first, 50 per page.
    pub rijen: Vec<BerichtRij>,
    /// Messages in this choice, as far as they are counted.
    pub totaal: u32,
    /// There are more than that.
    pub meer: bool,
    /// The last row, where there is a next page.
    pub volgende: Option<Uuid>,
}

/// One message in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BerichtRij {
    /// The message.
    pub id: Uuid,
    /// "JW315", or "onbekend" when it could not be read.
    pub soort: String,
    /// "Verzoek om toewijzing".
    pub betekenis: String,
    /// In or out.
    pub richting: Richting,
    /// The other party: name of aanbieder or gemeente.
    pub met: String,
    /// Identificatie in the header, empty when unread.
    pub identificatie: String,
    /// Arrival or making.
    pub moment: DateTime,
    /// "aangenomen", "afgekeurd: 2 bevindingen", "wacht op retour".
    pub stand: Merkje,
    /// First sentence of the first finding, empty when there is none.
    pub eerste_bevinding: String,
}

/// One message with its text.
///
/// Made by `dienst::bericht::toon(&Huis, &Aangemeld, bericht: Uuid) -> Result<BerichtBeeld, DienstFout>`; writes the
/// look-log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BerichtBeeld {
    /// The message.
    pub id: Uuid,
    /// "JW315".
    pub soort: String,
    /// "Verzoek om toewijzing".
    pub betekenis: String,
    /// In or out.
    pub richting: Richting,
    /// The other party.
    pub met: String,
    /// When.
    pub moment: DateTime,
    /// State.
    pub stand: Merkje,
    /// What the state means and what to do, one or two sentences.
    pub uitleg: String,
    /// What deserves a look, in sentences: a start without a toetsing. Stops nothing.
    pub let_op: Vec<String>,
    /// The request for change that it brought: it has a page of its own.
    pub wijziging: Option<Uuid>,
    /// What it brought, in words: starts, stops, what should change, a declaration. Often empty.
    pub inhoud: Vec<Rij>,
    /// Afzender, Ontvanger, Identificatie, Dagtekening, grootte, SHA-256…
    pub kop: Vec<Rij>,
    /// All findings, in order of line.
    pub bevindingen: Vec<BevindingBeeld>,
    /// The text, one element per line, whatever the layout of the sender; `nummer` is the source line.
    pub regels: Vec<XmlRegel>,
    /// Lines left out of a very long message.
    pub weggelaten: u32,
    /// BSN and names are masked in `regels`.
    pub gemaskeerd: bool,
    /// Answered message, answers, request.
    pub verband: Vec<Verband>,
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BevindingBeeld {
    /// Level 1 to 4.
    pub niveau: u8,
    /// "TR056", "XSD:pattern", "HV:doctype".
    pub regel: String,
    /// "0233", when there is one.
    pub retourcode: Option<String>,
    /// "Client/AangevraagdeProducten/AangevraagdProduct[2]/Budget".
    pub pad: String,
    /// From 1; 0 when unknown.
    pub regelnummer: u32,
    /// From 1; 0 when unknown.
    pub kolom: u32,
    /// What is there and what would be right.
    pub tekst: String,
    /// Index into `BerichtBeeld::regels` of the line it stands at; `None` when it is about the message as a whole.
    pub plek: Option<usize>,
}

/// One line of the message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct XmlRegel {
    /// Line number in the source.
    pub nummer: u32,
    /// How deep the element stands.
    pub diepte: usize,
    /// Its text, masked where needed.
    pub tekst: String,
    /// Lines before this one that are not shown.
    pub overgeslagen: u32,
    /// Indexes into `BerichtBeeld::bevindingen` of the findings on this line.
    pub bevindingen: Vec<usize>,
}

/// A link to what belongs to the message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verband {
    /// Another message: "Antwoord: JW316".
    Bericht {
        /// Text of the link.
        tekst: String,
        /// The message.
        id: Uuid,
    },
    /// The file of the child.
    Dossier {
        /// Text of the link.
        tekst: String,
        /// The child.
        id: Uuid,
    },
    /// The request it brought or answers.
    Verzoek {
        /// Text of the link.
        tekst: String,
        /// The request.
        id: Uuid,
    },
}

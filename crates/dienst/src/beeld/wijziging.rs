//! A request to change running help, weighed.

use super::gemeen::{Gebeurtenis, Merkje, Naam, Rij, Termijn};
use super::verzoek::{GrondBeeld, Reden, VoorstelUitkomst};
use houvast_begrip::Centen;
use jiff::civil::Date;
use uuid::Uuid;

/// The request with its proposal.
///
/// Made by `dienst::wijziging::toon(&Huis, &Aangemeld, id) -> Result<WijzigBeeld, DienstFout>`; writes the look-log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WijzigBeeld {
    /// The request.
    pub id: Uuid,
    /// Optimistic lock: goes back with every form.
    pub versie: i64,
    /// Name of the aanbieder.
    pub aanbieder: String,
    /// Name of the gemeente.
    pub gemeente: String,
    /// The child's file.
    pub jeugdige_id: Uuid,
    /// The child.
    pub jeugdige: Naam,
    /// "met een bericht (JW317)" or "met beveiligde e-mail".
    pub kanaal: String,
    /// Came by secure mail: no message goes out but the JW301 of a grant.
    pub per_mail: bool,
    /// Day of receipt.
    pub ontvangen: Date,
    /// Until when the gemeente answers; `None` when it did.
    pub termijn: Option<Termijn>,
    /// "te beoordelen", "in onderzoek", "gehonoreerd".
    pub stand: Merkje,
    /// What is asked about each product.
    pub gevraagd: Vec<Rij>,
    /// What the message itself names as the reason; empty for mail.
    pub reden_bericht: String,
    /// The message that brought it.
    pub bericht: Option<Uuid>,
    /// The estimate that belongs to it, in words; empty when there is none.
    pub raming: String,
    /// The proposal per toewijzing; an aanbieder sees it after the answer.
    pub voorstellen: Vec<WijzigVoorstel>,
    /// What is registered, with who did.
    pub bekend: Vec<Rij>,
    /// What must be known first.
    pub ontbreekt: Vec<String>,
    /// The fields of the form; `None` when nothing can be registered any more.
    pub feiten: Option<WijzigFeitenVeld>,
    /// What may be pressed; `None` when nothing.
    pub knoppen: Option<WijzigKnop>,
    /// What was decided, by whom, when, why; empty while open.
    pub besluit: String,
    /// A task that the decision left and that is not done yet.
    pub taak: Option<String>,
    /// May this person say that the task is done?
    pub taak_klaar: bool,
    /// Help of this aanbieder now.
    pub nu: Vec<Rij>,
    /// Newest first.
    pub gebeurd: Vec<Gebeurtenis>,
}

/// What the protocol says about the change of one toewijzing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WijzigVoorstel {
    /// "Toewijzing 12, Ambulant (45)".
    pub titel: String,
    /// Mild or strict.
    pub uitkomst: VoorstelUitkomst,
    /// "Voorstel: de Toegang beslist".
    pub samenvatting: String,
    /// "Verwachte dag waarop het budget op is", …
    pub regels: Vec<Rij>,
    /// Every reason with its article.
    pub gronden: Vec<GrondBeeld>,
    /// "De aanbieder: Dien een JW317 in."
    pub opdrachten: Vec<String>,
    /// "Protocol IJsselland, versie vanaf …".
    pub profiel: String,
}

/// What somebody registers; an empty field says nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WijzigFeitenInvoer {
    /// Word of the reason.
    pub reden: Option<String>,
    /// Did the jeugdige ask for it?
    pub opdracht: Option<bool>,
    /// Is another approach or intensity needed?
    pub wezenlijk: Option<bool>,
    /// Day on which the aanbieder saw it.
    pub geconstateerd: Option<Date>,
    /// Contact with the Toegang.
    pub contact: Option<Date>,
    /// Day on which the aanbieder began to work differently.
    pub gehandeld: Option<Date>,
    /// First day of the help, where no start was reported by message.
    pub start: Option<Date>,
    /// Why the request comes late.
    pub te_laat: Option<String>,
    /// Spent so far, where it was not declared yet.
    pub besteed: Option<Centen>,
    /// Day up to which that was counted.
    pub besteed_op: Option<Date>,
    /// Spent a week.
    pub tempo: Option<Centen>,
}

/// The form of facts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WijzigFeitenVeld {
    /// What is known.
    pub nu: WijzigFeitenInvoer,
    /// Word and meaning of each reason of the region.
    pub redenen: Vec<(String, String)>,
    /// A start was reported by message: nothing to fill in.
    pub start_gemeld: bool,
    /// Spending follows from declarations: nothing to fill in.
    pub besteding_bekend: bool,
}

/// What may be pressed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WijzigKnop {
    /// Granting departs from the proposal, so it asks for a reason.
    pub toewijzen_met_reden: bool,
    /// What a grant does, a sentence each: "Toewijzing 12 wordt € 12.000,00, …".
    pub gevolg: Vec<String>,
    /// Why granting cannot be done now; empty when it can.
    pub kan_niet: String,
    /// 'In onderzoek' was not answered before.
    pub onderzoeken: bool,
    /// WJ759, to choose from when refusing; empty for mail.
    pub redenen: Vec<Reden>,
    /// Word and meaning of what comes instead.
    pub uitkomsten: Vec<(String, String)>,
}

/// What the Toegang decides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WijzigBesluit {
    /// As asked: a new JW301.
    Toewijzen {
        /// Required when that departs from the proposal.
        reden: String,
    },
    /// 'In onderzoek', at most once (TR360).
    Onderzoeken,
    /// Refuse; the request is closed by it (TR374).
    Afwijzen {
        /// Code of WJ759, not 8; empty for mail.
        code: String,
        /// What comes instead.
        uitkomst: String,
        /// Why, in words.
        reden: String,
    },
}

/// The page on which a consulent registers a request by secure mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WijzigMailBeeld {
    /// The child.
    pub jeugdige_id: Uuid,
    /// The child.
    pub jeugdige: Naam,
    /// Name of the gemeente.
    pub gemeente: String,
    /// This gemeente takes such requests by message, so there is no form.
    pub via_bericht: bool,
    /// Number and description of what runs.
    pub toewijzingen: Vec<(String, String)>,
    /// Word and meaning of each reason of the region.
    pub redenen: Vec<(String, String)>,
    /// Where the rule stands.
    pub artikelen: String,
}

/// A request by secure mail.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WijzigMailInvoer {
    /// ToewijzingNummer.
    pub toewijzing: Option<i64>,
    /// Day of receipt; that day counts.
    pub ontvangen: Option<Date>,
    /// The budget that is asked.
    pub budget: Option<Centen>,
    /// The last day that is asked.
    pub einddatum: Option<Date>,
    /// Word of the reason.
    pub reden: Option<String>,
    /// Did the jeugdige ask for it?
    pub opdracht: Option<bool>,
}

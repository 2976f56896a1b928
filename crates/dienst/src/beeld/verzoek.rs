//! The page that sells it: a request, judged.

use super::brief::BriefRegel;
use super::feiten::Feiten;
use super::gemeen::{Gebeurtenis, Merkje, Naam, Rij, Termijn};
use houvast_begrip::Centen;
use jiff::civil::{Date, DateTime};
use uuid::Uuid;

/// A request with, for each requested product, the proposal and its grounds.
///
/// Made by `dienst::verzoek::toon(&Huis, &Aangemeld, verzoek: Uuid) -> Result<VerzoekBeeld, DienstFout>`; writes the
/// look-log. Unknown and not allowed are the same `DienstFout::NietGevonden`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerzoekBeeld {
    /// The request.
    pub id: Uuid,
    /// Optimistic lock: goes back with every form, a stale one gives `DienstFout::Verouderd`.
    pub versie: i64,
    /// Name of the aanbieder.
    pub aanbieder: String,
    /// Name of the gemeente.
    pub gemeente: String,
    /// The child's file, when this role has one to open.
    pub jeugdige_id: Option<Uuid>,
    /// The child.
    pub jeugdige: Naam,
    /// Age today.
    pub leeftijd: Option<i16>,
    /// "via de huisarts, eerste verwijzing".
    pub route: String,
    /// Arrival.
    pub ontvangen: DateTime,
    /// Until when the gemeente may answer; `None` when all is answered.
    pub termijn: Option<Termijn>,
    /// The message that brought the request.
    pub bericht: Option<Uuid>,
    /// Free text of the aanbieder (Commentaar), empty when there is none.
    pub toelichting: String,
    /// Per requested product.
    pub aanvragen: Vec<AanvraagBeeld>,
    /// The child now: running help, earlier help, family.
    pub nu: NuBeeld,
    /// Newest first.
    pub gebeurd: Vec<Gebeurtenis>,
    /// Letters about this request, oldest first; none for an aanbieder.
    pub brieven: Vec<BriefRegel>,
    /// Facts that may be registered here; `None` when this role may not.
    pub feiten: Option<Feiten>,
    /// Hint beside the request, such as the secure channel of R-060; empty when there is none.
    pub hint: String,
    /// Next request in the work list.
    pub volgende: Option<Uuid>,
}

/// One requested product.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AanvraagBeeld {
    /// Number within the request, from 1; in the path of its forms.
    pub nummer: u32,
    /// "Ambulant (45)".
    pub titel: String,
    /// Hulp, Budget or Omvang, Van, Tot en met, Referentie…
    pub gevraagd: Vec<Rij>,
    /// What the protocol proposes; `None` for an aanbieder while there is no answer.
    pub voorstel: Option<Voorstel>,
    /// "wacht op besluit", "toegewezen", "in onderzoek", "afgewezen".
    pub stand: Merkje,
    /// What was decided, by whom, when, why; empty while open.
    pub besluit: String,
    /// What the last registered fact changed in the proposal, a sentence each; empty when nobody registered one.
    pub verschil: Vec<String>,
    /// What this person may do now; `None` when nothing.
    pub knoppen: Option<Knoppen>,
}

/// The three outcomes of the protocol.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VoorstelUitkomst {
    /// Grant.
    Toewijzen,
    /// A person must look.
    Voorleggen,
    /// Refuse.
    Afwijzen,
}

/// The proposed decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Voorstel {
    /// Its outcome.
    pub uitkomst: VoorstelUitkomst,
    /// "Standaardbudget 5, € 8.000,00, herstel".
    pub samenvatting: String,
    /// "Contract, eerste verwijzing, ..."; warnings first, then against, then in favour.
    pub gronden: Vec<GrondBeeld>,
    /// "Protocol IJsselland, versie vanaf 8 januari 2024".
    pub profiel: String,
}

impl Voorstel {
    /// The questions of the folded reasons: "perceel, product, woonplaats".
    #[must_use]
    pub fn bijzaken(&self) -> String {
        let namen: Vec<&str> = self
            .gronden
            .iter()
            .filter(|g| g.bijzaak)
            .map(|g| g.onderwerp.as_str())
            .collect();
        namen.join(", ")
    }
}

/// One reason with its article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GrondBeeld {
    /// Tick, exclamation mark or cross.
    pub uitkomst: VoorstelUitkomst,
    /// A warning that does not change the outcome.
    pub let_op: bool,
    /// The question it answers: "contract", "woonplaats".
    pub onderwerp: String,
    /// In favour and seldom otherwise: may stand folded behind the others.
    pub bijzaak: bool,
    /// One sentence.
    pub uitleg: String,
    /// "Eis 72 · RTP 2.4.2".
    pub artikelen: String,
    /// The facts used, with where they came from.
    pub feiten: Vec<Rij>,
    /// The sum or date computation.
    pub som: Option<String>,
}

/// What may be pressed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Knoppen {
    /// Toewijzen: sends the JW301.
    pub toewijzen: Knop,
    /// Eerst onderzoeken: sends JW319 "in onderzoek".
    pub onderzoeken: Knop,
    /// Afwijzen: sends JW319 with a reason.
    pub afwijzen: Knop,
    /// WJ759, to choose from when refusing.
    pub redenen: Vec<Reden>,
    /// Code of the proposed reason.
    pub voorgestelde_reden: Option<String>,
    /// What Toewijzen will grant, for the sentence beside the button: "€ 8.000,00 van 23-11-2026 t/m 22-11-2027".
    pub toekenning: String,
    /// The same as fields that may be changed by hand; `None` when there is nothing to grant.
    pub velden: Option<ToekenningVelden>,
}

/// A grant as fields of a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ToekenningVelden {
    /// The budget; `None` where a volume is granted.
    pub budget: Option<Centen>,
    /// "3 uur per week", where no budget is granted.
    pub omvang: String,
    /// First day.
    pub van: Date,
    /// Last day.
    pub tot: Option<Date>,
}

/// State of one button.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Knop {
    /// Not shown.
    Nee,
    /// Follows the proposal: one click.
    Direct,
    /// Departs from the proposal: a reason in words is required.
    MetReden,
}

/// A reason of code list WJ759.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reden {
    /// "1" to "9".
    pub code: String,
    /// Its meaning.
    pub tekst: String,
}

/// What the person decided.
///
/// `dienst::verzoek::besluit(&Huis, &Aangemeld, verzoek: Uuid, nummer: u32, versie: i64, Beslissing)
/// -> Result<Vastgelegd, DienstFout>`. A missing reason is `DienstFout::RedenVerplicht`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Beslissing {
    /// Grant as proposed, or as asked when the proposal was another.
    Toewijzen {
        /// Empty when the proposal is followed.
        reden: String,
    },
    /// Grant with another amount or other days; the reason is required when that departs from the proposal.
    Aangepast {
        /// The budget; `None` leaves the volume as it is.
        budget: Option<Centen>,
        /// First day.
        van: Date,
        /// Last day; a budget always has one.
        tot: Option<Date>,
        /// Why.
        reden: String,
    },
    /// Answer "in onderzoek".
    Onderzoeken {
        /// Why, for the timeline; may be empty.
        reden: String,
    },
    /// Refuse.
    Afwijzen {
        /// Code of WJ759.
        code: String,
        /// CBS code, only with code 8 (woonplaatsbeginsel).
        andere_gemeente: Option<String>,
        /// In words; empty when the proposal is followed.
        reden: String,
    },
}

/// What was done, for the message on the next page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vastgelegd {
    /// "Toegewezen. Het toewijzingsbericht (JW301) gaat nu naar Aanbieder X."
    pub melding: String,
    /// Next request in the work list.
    pub volgende: Option<Uuid>,
}

/// The child now.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NuBeeld {
    /// "Lopende hulp", "Vorige hulp", "Gezin"; "geen" is said in words.
    pub rijen: Vec<Rij>,
}

//! A hulpvraag at the Toegang, step by step.

use super::gemeen::{Gebeurtenis, Merkje, Naam, Rij, Termijn};
use super::verzoek::{GrondBeeld, Knop, Voorstel};
use jiff::civil::Date;
use uuid::Uuid;

/// The open hulpvragen of a gemeente, the urgent ones first.
///
/// Made by `dienst::hulpvraag::lijst(&Huis, &Aangemeld, alleen_eigen: bool, na: Option<Uuid>)`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HulpvraagLijst {
    /// One page of them.
    pub rijen: Vec<HulpvraagRij>,
    /// Only those of the person who looks.
    pub alleen_eigen: bool,
    /// This is not the first page.
    pub verder: bool,
    /// The last row, where there is a next page.
    pub volgende: Option<Uuid>,
}

/// One open hulpvraag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HulpvraagRij {
    /// The hulpvraag.
    pub id: Uuid,
    /// The child.
    pub jeugdige: Naam,
    /// Age today.
    pub leeftijd: i16,
    /// Name of the gemeente.
    pub gemeente: String,
    /// "vandaag", "deze week", "gewoon".
    pub urgentie: Merkje,
    /// The day the family asked.
    pub gevraagd: Date,
    /// Until when the gemeente decides.
    pub termijn: Termijn,
    /// Whose case it is; empty when nobody has it.
    pub consulent: String,
    /// "in voorbereiding", "toetsing gevraagd aan X".
    pub stand: String,
}

/// One hulpvraag of a dossier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HulpvraagKort {
    /// The hulpvraag.
    pub id: Uuid,
    /// The day the family asked.
    pub gevraagd: Date,
    /// "loopt", "toegewezen", "afgesloten".
    pub stand: Merkje,
}

/// A hulpvraag with the state of its steps.
///
/// Made by `dienst::hulpvraag::toon(&Huis, &Aangemeld, hulpvraag: Uuid)`; writes the look-log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HulpvraagBeeld {
    /// What every page of it shows.
    pub kop: HulpvraagKop,
    /// The steps in order.
    pub stappen: Vec<StapRij>,
    /// Where to go on: the first step that is not ready.
    pub verder: u32,
    /// What runs for this child now.
    pub nu: Vec<Rij>,
    /// Conversations about the budget; a warning where parents were there.
    pub gesprekken: Vec<GesprekRij>,
    /// Newest first.
    pub gebeurd: Vec<Gebeurtenis>,
    /// How it ended, in a sentence; empty while it is open.
    pub afloop: String,
    /// May it be closed without jeugdhulp?
    pub mag_afsluiten: bool,
}

/// What every page of a hulpvraag shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HulpvraagKop {
    /// The hulpvraag.
    pub id: Uuid,
    /// Optimistic lock: goes back with every form.
    pub versie: i64,
    /// The child's file.
    pub jeugdige_id: Uuid,
    /// The child.
    pub jeugdige: Naam,
    /// Age today.
    pub leeftijd: i16,
    /// Name of the gemeente.
    pub gemeente: String,
    /// The day the family asked.
    pub gevraagd: Date,
    /// Until when the gemeente decides; `None` when it ended.
    pub termijn: Option<Termijn>,
    /// "vandaag", "deze week", "gewoon".
    pub urgentie: Merkje,
    /// Whose case it is; empty when nobody has it.
    pub consulent: String,
    /// It has not ended.
    pub open: bool,
}

/// One step in the list of steps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StapRij {
    /// From 1.
    pub nummer: u32,
    /// "Probleemanalyse".
    pub titel: String,
    /// "klaar", "nog 2 dingen", "nog niet begonnen".
    pub stand: Merkje,
    /// What must be there before somebody can decide.
    pub ontbreekt: Vec<String>,
    /// What deserves a look, and stops nothing.
    pub let_op: Vec<String>,
}

/// A conversation about the budget.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GesprekRij {
    /// When.
    pub op: Option<Date>,
    /// Who were there.
    pub met: String,
    /// What it was about.
    pub over: String,
    /// Parents were there: R-054 wants these conversations without them.
    pub ouders: bool,
}

/// One step with its fields.
///
/// Made by `dienst::hulpvraag::stap(&Huis, &Aangemeld, hulpvraag: Uuid, nummer: u32)`; writes the look-log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StapBeeld {
    /// What every page of it shows.
    pub kop: HulpvraagKop,
    /// All steps, for the way through them.
    pub stappen: Vec<StapRij>,
    /// This one, from 1.
    pub nummer: u32,
    /// What this step is for, in one or two sentences.
    pub uitleg: String,
    /// The fields.
    pub groepen: Vec<VeldGroep>,
    /// What the protocol says about the answers so far.
    pub vragen: Vec<VraagBeeld>,
    /// Does the offer of each aanbieder fit? In the step of the aanbieder.
    pub keuze: Vec<AanbiederOordeel>,
    /// The aanbieder and its toetsing, in the step of the aanbieder and the last one.
    pub toetsing: Option<ToetsingStand>,
    /// The decision, in the last step.
    pub besluit: Option<BesluitBeeld>,
    /// In the conclusion: what the calculator came to, empty before it was settled.
    pub rekenhulp: Option<String>,
}

/// Fields that belong together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VeldGroep {
    /// Its heading.
    pub titel: String,
    /// A sentence under it; may be empty.
    pub uitleg: String,
    /// In order.
    pub velden: Vec<VeldBeeld>,
}

/// What somebody fills in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VeldSoort {
    /// One line.
    Regel,
    /// Some lines.
    Tekst,
    /// One of a few: radio buttons.
    Keuze,
    /// One of many: a list.
    Lijst,
    /// A day; the value is `yyyy-mm-dd`.
    Dag,
    /// An amount; the value is in eurocents.
    Bedrag,
    /// A number.
    Getal,
    /// A tick; the value is `ja` or empty.
    Vink,
}

/// One field with its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VeldBeeld {
    /// Its name in the form.
    pub naam: String,
    /// The question.
    pub label: String,
    /// A hint; may be empty.
    pub uitleg: String,
    /// How it is filled in.
    pub soort: VeldSoort,
    /// What is known; empty when nothing is.
    pub waarde: String,
    /// Value and words of each choice.
    pub keuzes: Vec<(String, String)>,
    /// Characters at most.
    pub lengte: u32,
}

/// A question of the protocol with its answer on what is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VraagBeeld {
    /// "Is dit specialistische jeugdhulp?"
    pub titel: String,
    /// "Akkoord", "Er ontbreken feiten".
    pub oordeel: Merkje,
    /// What follows from it.
    pub regels: Vec<Rij>,
    /// The grounds.
    pub gronden: Vec<GrondBeeld>,
    /// What must be known first.
    pub ontbreekt: Vec<String>,
    /// Who must do what.
    pub opdrachten: Vec<String>,
}

/// One aanbieder that may be chosen, with what the protocol says of its offer. People choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AanbiederOordeel {
    /// Its name.
    pub naam: String,
    /// It is the one that was chosen.
    pub gekozen: bool,
    /// "past", "te zwaar", "aanbod niet vastgelegd"; inside it the grounds.
    pub antwoord: VraagBeeld,
}

/// The request for toetsing to the chosen aanbieder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ToetsingStand {
    /// The chosen aanbieder; empty when none is chosen.
    pub aanbieder: String,
    /// "nog niet gevraagd", "gevraagd", "geaccepteerd", "geweigerd: …".
    pub stand: Merkje,
    /// When it was asked, what was answered and why.
    pub regels: Vec<Rij>,
    /// Until when the aanbieder answers; `None` while nothing is asked or all is answered.
    pub termijn: Option<Termijn>,
    /// What must be there before it can be asked; empty when it may be asked now.
    pub eerst: Vec<String>,
    /// May it be asked (again)?
    pub mag_vragen: bool,
    /// The request itself.
    pub verwijzing: Option<Uuid>,
}

/// The decision of the Toegang.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BesluitBeeld {
    /// What must be there first; empty when it can be taken.
    pub eerst: Vec<String>,
    /// What the protocol proposes; `None` while facts are missing.
    pub voorstel: Option<Voorstel>,
    /// Grant: follows the proposal, or wants a reason.
    pub toewijzen: Knop,
    /// What Toewijzen will grant: "€ 8.000,00 van 23-11-2026 t/m 22-11-2027".
    pub toekenning: String,
    /// Why a reason is wanted; empty when none is.
    pub afwijking: String,
}

/// The plan as the family gets it: their words, who helps with what, no amounts.
///
/// Made by `dienst::hulpvraag::plan(&Huis, &Aangemeld, hulpvraag: Uuid)`; writes the look-log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanBeeld {
    /// The hulpvraag.
    pub kop: HulpvraagKop,
    /// The question, in the family's words.
    pub vraag: String,
    /// What will be different when the help stops.
    pub resultaat: String,
    /// By priority.
    pub doelen: Vec<DoelRij>,
    /// Who is involved with which task.
    pub betrokkenen: Vec<Rij>,
    /// Who directs, who goes first, who assists.
    pub afspraken: Vec<Rij>,
    /// The plan is not ready: what is missing.
    pub ontbreekt: Vec<String>,
}

/// One goal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DoelRij {
    /// In the family's words.
    pub tekst: String,
    /// From 1; `None` when nobody chose.
    pub prioriteit: Option<u32>,
    /// Whose goal it is.
    pub van: String,
    /// What helps, and who does it.
    pub hulp: String,
}

/// A new child, as a consulent registers it.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct NieuweJeugdige {
    /// CBS code of the gemeente.
    pub gemeente: String,
    /// As typed.
    pub bsn: String,
    /// First names.
    pub voornamen: String,
    /// `van der`.
    pub voorvoegsel: String,
    /// Family name.
    pub achternaam: String,
    /// Birth date.
    pub geboren: Option<Date>,
    /// Code of Geslacht.
    pub geslacht: String,
    /// Street.
    pub straat: String,
    /// House number with what follows it: `12a`.
    pub huisnummer: String,
    /// `8011AB`.
    pub postcode: String,
    /// Town.
    pub plaats: String,
    /// The gemeente is responsible by the woonplaatsbeginsel.
    pub woonplaats_hier: bool,
    /// Family name of who has parental authority; empty when not known.
    pub gezag_achternaam: String,
    /// First name of that person.
    pub gezag_voornaam: String,
    /// Telephone number of that person.
    pub gezag_telefoon: String,
}

impl std::fmt::Debug for NieuweJeugdige {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("NieuweJeugdige(…)")
    }
}

/// A mistake: the field and what to do about it.
pub type VeldFout = (String, String);

//! What the questions of the protocol ask of a profile. A part that is absent is not regulated in that region.

use crate::feiten::Soort;
use crate::vragen::waarde::{Honderdsten, keuze};
use houvast_begrip::Centen;
use jiff::civil::Date;
use std::collections::BTreeSet;

keuze! {
    /// What an item of the afbakening says.
    pub enum Strekking {
        Wel = "wel", "specialistische jeugdhulp";
        Niet = "niet", "geen specialistische jeugdhulp";
        Ondersteunend = "ondersteunend", "alleen ondersteunend aan een breder traject";
    }
}

keuze! {
    /// What lifts the exclusion of an item.
    pub enum Uitzonderingsgrond {
        ErnstigeGedragsproblemen = "ernstige-gedragsproblemen", "er zijn ernstige gedragsproblemen";
        BuitenPassendOnderwijs = "buiten-passend-onderwijs", "het valt niet onder passend onderwijs";
        ErnstigeDyslexie = "ernstige-dyslexie", "het is ernstige dyslexie";
    }
}

/// One item of the afbakening.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AfbakeningItem {
    /// `wel-1`, `niet-4`, `26a`.
    pub sleutel: String,
    /// What it is about, in a few words.
    pub naam: String,
    /// What the list says about it.
    pub strekking: Strekking,
    /// Who takes care of it instead.
    pub voorliggend: Option<String>,
    /// Only below this age.
    pub tot_leeftijd: Option<i16>,
    /// What lifts an exclusion.
    pub uitzondering: Option<Uitzonderingsgrond>,
    /// Added to the list on this day.
    pub geldig_vanaf: Option<Date>,
}

/// An intensity of help in a group, with what it asks of the staff.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Groepsintensiteit {
    /// Key, for example `middelzwaar`.
    pub sleutel: String,
    /// For a person.
    pub naam: String,
    /// At most so many jeugdigen for each begeleider.
    pub jeugdigen_per_begeleider: Honderdsten,
    /// At least so many per cent of the staff has hbo.
    pub minimum_hbo_procent: u32,
    /// At least so many fte gedragswetenschapper for the group.
    pub minimum_fte_gedragswetenschapper: Honderdsten,
    /// In which budgets it may be used.
    pub soorten: BTreeSet<Soort>,
    /// On these kinds of location it may be used in every budget.
    pub ook_op_locatie: BTreeSet<String>,
}

/// What makes a professional belong to a tariff group.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Tariefgroep {
    /// Number.
    pub nummer: u8,
    /// Lowest FWG.
    pub fwg_van: u32,
    /// Highest FWG.
    pub fwg_tot: u32,
    /// Lowest and highest scale; `None` = the text names no scale.
    pub schaal: Option<(u32, u32)>,
}

/// A job title and its tariff group.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Functie {
    /// As the list has it.
    pub naam: String,
    /// Number of its tariff group.
    pub tariefgroep: u8,
    /// The source leaves room for doubt about the group.
    pub afgeleid: bool,
}

/// Which tariff groups may be used in a budget.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Inzet {
    /// In a herstelbudget.
    pub herstel: BTreeSet<u8>,
    /// In a duurzaam budget.
    pub duurzaam: BTreeSet<u8>,
    /// A budget for medication checks only is free of this (V-06).
    pub vrij_bij_medicatiecontrole: bool,
}

/// Which time counts when a budget or traject is worked out.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Rekentijd {
    /// Reports, consultation of colleagues and the like.
    pub indirect: bool,
    /// Intake and making the plan.
    pub intake: bool,
    /// Travelling, up to so many minutes per contact; `None` = not at all.
    pub reistijd_maximum: Option<u32>,
    /// A first referral by a medical verwijzer needs no calculation up to the limit of its route.
    pub vrij_bij_eerste_medische: bool,
}

/// A traject with a fixed number of hours, or with a price per hour.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Traject {
    /// Key, for example `duurzaam-2`.
    pub sleutel: String,
    /// For a person.
    pub naam: String,
    /// Which kind of help.
    pub soort: Soort,
    /// Hours for the whole traject; `None` = maatwerk, with a price per hour and a decision of the toegang.
    pub uren: Option<u32>,
    /// The sum of the traject supposes so many months.
    pub maanden: u32,
    /// Mix of staff the price supposes, per cent mbo; the rest is hbo (V-54).
    pub mix_mbo_procent: u32,
    /// Intensive: first look whether the Wlz comes first.
    pub onderzoek_wlz: bool,
}

/// How long each kind of help may last.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Looptijd {
    /// A duurzaam need lasts longer than this; `None` = the region names no number.
    pub duurzaam_langer_dan_maanden: Option<i32>,
    /// One indicatie lasts at most this long; `None` = no limit.
    pub indicatie_maanden: Option<i32>,
    /// A short traject in special cases (LVB): the same hours spread over so many months.
    pub spreiding_maanden: Option<i32>,
    /// Is the limit on the length of a short traject hard?
    pub kort_is_hard: bool,
    /// The budget of duurzaam counts per year of the toewijzing.
    pub duurzaam_budget_per_jaar: bool,
}

keuze! {
    /// Why a budget is changed.
    pub enum Wijzigingsreden {
        BudgetOnjuist = "budget-onjuist", "het budget is onjuist";
        SlaatNietAan = "slaat-niet-aan", "de hulp slaat niet aan";
        Omstandigheden = "omstandigheden", "de omstandigheden zijn gewijzigd";
        MeerAanbieders = "meer-aanbieders", "er zijn meer aanbieders nodig";
        Anders = "anders", "een andere reden";
    }
}

/// One of the reasons of the region.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct RedenRegel {
    /// Which.
    pub reden: Wijzigingsreden,
    /// Its number in the text.
    pub nummer: u8,
    /// Only before the help starts.
    pub alleen_voor_start: bool,
    /// Only in the first months after the start.
    pub maanden_na_start: Option<i32>,
    /// The Toegang must be called before anything changes.
    pub eerst_contact: bool,
}

/// Forecast of spending: over how many weeks of delivery.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Wijzigingsregels {
    /// In file order; nothing else is a reason.
    pub redenen: Vec<RedenRegel>,
    /// Spending is forecast from so many weeks of delivery (V-16).
    pub prognose_weken: u32,
}

keuze! {
    /// Why an aanbieder refuses a jeugdige.
    pub enum Weigeringsgrond {
        GeenExpertise = "geen-expertise", "de aanbieder mist de expertise (te zware hulpvraag)";
        Overgekwalificeerd = "overgekwalificeerd", "de aanbieder is overgekwalificeerd (te lichte hulpvraag)";
        BudgetOneens = "budget-oneens", "de aanbieder is het niet eens met budget of intensiteit";
        GeenCapaciteit = "geen-capaciteit", "de aanbieder heeft geen plaats";
        Anders = "anders", "een andere grond";
    }
}

keuze! {
    /// What somebody was asked for as an expert.
    pub enum Betrokkenheid {
        Inhoudelijk = "inhoudelijk", "actief betrokken bij de hulpvraag";
        KortOverleg = "kort-overleg", "kort telefoongesprek om af te stemmen";
        Toetsing = "toetsing", "toetsing";
        OverlegOfferte = "overleg-offerte", "overleg over een offerte";
    }
}

/// What is paid when an expert is consulted.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Consultatie {
    /// Never paid.
    pub uitgesloten: BTreeSet<Betrokkenheid>,
    /// Without toewijzing: only with consent of the Toegang beforehand.
    pub toestemming: bool,
    /// Without toewijzing it may not be declared by message.
    pub via_bericht: bool,
}

/// Old minutes for medication checks and the budget they become (V-36).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct MedicatieHerkomst {
    /// Minutes per year before.
    pub minuten: u32,
    /// Number of the standard budget now.
    pub standaardbudget: u8,
}

/// A line of the wijzigingsbeheer of the document.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Documentwijziging {
    /// When.
    pub datum: Date,
    /// Which article.
    pub artikel: String,
    /// What changed.
    pub wijziging: String,
    /// Why, or where it was agreed: SWG2, Q&A, nieuwsbrief.
    pub reden: String,
}

/// Who directs what, in this region.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Regie {
    /// From how many hulpverleners on the gezin has one contact and one director of the content.
    pub afspraken_vanaf_hulpverleners: u32,
}

/// What an aanbieder may do when the gezin shares nothing with the gemeente.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Privacy {
    /// The aanbieder sets the budget itself up to this amount (V-07).
    pub aanbieder_stelt_vast_tot: Centen,
}

/// How long ahead somebody is reminded of a term.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Signalen {
    /// Working days before the last day of the toetsing.
    pub toetsing_werkdagen_vooraf: u32,
    /// Weeks before the end of the time in which the help can turn out not to catch on.
    pub slaat_niet_aan_weken_vooraf: i32,
    /// An evaluation with the jeugdige every so many months; `None` = the text has no term.
    pub evaluatie_maanden: Option<i32>,
    /// Weeks before an evaluation is due.
    pub evaluatie_weken_vooraf: i32,
}

/// Other help that a plan can be linked to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Verbinding {
    /// Key, for example `schuldhulp`.
    pub sleutel: String,
    /// For a person.
    pub naam: String,
    /// Worries in the gezin that ask for it.
    pub bij: BTreeSet<String>,
}

/// What a plan holds.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PlanRegels {
    /// At most so many goals.
    pub hoogste_aantal_doelen: u32,
    /// What the brede uitvraag talks about.
    pub leefgebieden: Vec<String>,
    /// Other help, in file order; a gemeente may add its own.
    pub verbindingen: Vec<Verbinding>,
}

keuze! {
    /// One-on-one or together.
    pub enum Productvorm {
        Individueel = "individueel", "individuele hulp";
        Groep = "groep", "groepsaanbod";
    }
}

/// A name of before and what it is called now.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OudeTerm {
    /// The old name.
    pub naam: String,
    /// What it falls under.
    pub vorm: Productvorm,
}

/// How long somebody may wait for one kind of help, in calendar days.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Wachttijd {
    /// Which help, for example `begeleiding`.
    pub hulpvorm: String,
    /// From aanmelding to the intake.
    pub intake_dagen: u32,
    /// From the end of the intake to the start.
    pub start_na_intake_dagen: u32,
    /// From aanmelding to the start.
    pub start_dagen: u32,
}

/// Where the region explains its calculator.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RekenhulpUitleg {
    /// In words: "de website van …, onder Inkoop".
    pub plaats: String,
    /// The page itself, when its address is known; always https.
    pub adres: Option<String>,
}

/// When the region looks again at its trajecten.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Herijking {
    /// Within so many months after the contracts start.
    pub maanden: i32,
}

/// Something extra that must be known before a voorziening is granted.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Voorzieningseis {
    /// Key.
    pub sleutel: String,
    /// For a person.
    pub naam: String,
}

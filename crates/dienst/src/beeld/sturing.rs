//! What the region sees: counts without persons, and what another text of the protocol would have changed.

use super::gemeen::{Merkje, Termijn};
use houvast_begrip::Centen;
use jiff::civil::Date;

/// A count that nobody can trace to a child.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Telling {
    /// Nothing, or five and more.
    Aantal(u64),
    /// One to four.
    Klein,
    /// Hidden because it would give a small one away.
    Verborgen,
}

impl Telling {
    /// `12`, `1-4`, `–`.
    #[must_use]
    pub fn tekst(&self) -> String {
        match self {
            Self::Aantal(n) => n.to_string(),
            Self::Klein => "1-4".to_owned(),
            Self::Verborgen => "–".to_owned(),
        }
    }
}

/// A period to choose: the value in the address, its name, and its days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Periodekeuze {
    /// `12m`, `2026`, `2026-k3`.
    pub sleutel: String,
    /// "Laatste twaalf maanden".
    pub naam: String,
    /// First day.
    pub van: Date,
    /// Last day.
    pub tot: Date,
}

/// The counts of a period.
///
/// Made by `dienst::sturing::toon(&Huis, &Aangemeld, periode: &str) -> Result<SturingBeeld, DienstFout>`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SturingBeeld {
    /// To choose from.
    pub periodes: Vec<Periodekeuze>,
    /// The chosen one.
    pub periode: Periodekeuze,
    /// One row per gemeente.
    pub gemeenten: Vec<GemeenteRij>,
    /// The whole region.
    pub totaal: GemeenteRij,
    /// How children come in.
    pub routes: Vec<RouteRij>,
    /// When the trajecten must be looked at again; `None` where the region has no such rule.
    pub herijking: Option<HerijkingBeeld>,
    /// R-075 in a sentence.
    pub oordeel: Merkje,
    /// Where that rule stands.
    pub artikel: String,
}

/// One gemeente, or the whole region.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GemeenteRij {
    /// Its name.
    pub naam: String,
    /// Requests that came in.
    pub verzoeken: Telling,
    /// Without their real answer.
    pub open: Telling,
    /// Past their last day.
    pub te_laat: Telling,
    /// Products granted.
    pub toegewezen: Telling,
    /// Products refused.
    pub afgewezen: Telling,
    /// Toewijzingen with a standaardbudget.
    pub standaard: Telling,
    /// With an offertebudget.
    pub offerte: Telling,
    /// With another amount.
    pub ander: Telling,
    /// "95,0%" of them has a standaardbudget; empty where a number is hidden.
    pub aandeel_standaard: String,
    /// "5,0%" has an offertebudget.
    pub aandeel_offerte: String,
}

/// One route.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RouteRij {
    /// "via de huisarts".
    pub naam: String,
    /// Requests.
    pub aantal: Telling,
    /// "41,3%"; empty where a number is hidden.
    pub aandeel: String,
}

/// What waits in the region, by gemeente and kind.
///
/// Made by `dienst::sturing::werk(&Huis, &Aangemeld) -> Result<RegioWerk, DienstFout>`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegioWerk {
    /// What is late first.
    pub rijen: Vec<RegioWerkRij>,
    /// Everything that waits.
    pub open: Telling,
    /// Of it, late.
    pub te_laat: Telling,
}

impl RegioWerk {
    /// Does any row say a day? In a small region all of them are hidden.
    #[must_use]
    pub fn heeft_termijn(&self) -> bool {
        self.rijen.iter().any(|r| r.eerste.is_some())
    }
}

/// One kind of work in one gemeente.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegioWerkRij {
    /// The gemeente.
    pub gemeente: String,
    /// "Verzoek om toewijzing", "Het budget raakt op".
    pub wat: String,
    /// How many wait.
    pub open: Telling,
    /// How many are late.
    pub te_laat: Telling,
    /// The first last day, where the number is not hidden.
    pub eerste: Option<Termijn>,
}

/// What somebody asked on the page What if.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WatAlsVraag {
    /// Key of a period.
    pub periode: String,
    /// Version to compare with, `2024-01-08`.
    pub oud: String,
    /// Another version; not read when there is a draft.
    pub nieuw: String,
    /// A draft of a profile, as text.
    pub concept: String,
}

/// The page What if.
///
/// Made by `dienst::sturing::wat_als(&Huis, &Aangemeld, WatAlsVraag) -> Result<WatAlsBeeld, DienstFout>`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WatAlsBeeld {
    /// To choose from.
    pub periodes: Vec<Periodekeuze>,
    /// Version and its name, oldest first.
    pub versies: Vec<(String, String)>,
    /// What was asked.
    pub vraag: WatAlsVraag,
    /// What is wrong with the question, field and text.
    pub fouten: Vec<(&'static str, String)>,
    /// What came out; `None` when nothing was asked yet.
    pub uitslag: Option<WatAlsUitslag>,
}

/// What another text would have changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WatAlsUitslag {
    /// "IJsselland, vanaf 1 januari 2023".
    pub oud: String,
    /// The other one.
    pub nieuw: String,
    /// Gemeenten whose own agreements were laid over both; empty: none.
    pub lokaal: String,
    /// Agreements that fit on one of the texts only, in words.
    pub past_niet: Vec<String>,
    /// First day of the period.
    pub van: Date,
    /// Last day.
    pub tot: Date,
    /// How the texts differ, in words.
    pub tekstverschillen: Vec<String>,
    /// Decisions that were played again.
    pub gevallen: u64,
    /// Of which the Toegang took without a request of an aanbieder.
    pub van_toegang: u64,
    /// Of which something changes.
    pub gewijzigd: u64,
    /// Whose stored decision the old text does not give again.
    pub anders_dan_toen: u64,
    /// Decisions of an earlier version of the program that cannot be read.
    pub onleesbaar: u64,
    /// Granted by the rules under the old and the new text.
    pub toegekend: (Centen, Centen),
    /// Proposed to a person under the old and the new text.
    pub voorgesteld: (Centen, Centen),
    /// What it costs more.
    pub verschil: Centen,
    /// From one outcome to another.
    pub overgangen: Vec<OvergangRij>,
    /// Which question changes how many.
    pub onderwerpen: Vec<OnderwerpRij>,
    /// The cases with the largest difference.
    pub zaken: Vec<WatAlsZaak>,
    /// There are more cases than these.
    pub meer: bool,
}

/// How many go from one outcome to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OvergangRij {
    /// "Toewijzen".
    pub oud: String,
    /// "Voorleggen".
    pub nieuw: String,
    /// Decisions.
    pub aantal: u64,
    /// Of which something changes.
    pub gewijzigd: u64,
    /// Granted by the rules: new minus old.
    pub verschil: Centen,
}

/// One question of the protocol and how many decisions it changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OnderwerpRij {
    /// "budget".
    pub naam: String,
    /// "RTP 2.4.1 · eis 72".
    pub artikelen: String,
    /// Decisions.
    pub aantal: u64,
}

/// One case, without a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WatAlsZaak {
    /// "0193-4f2a91c0".
    pub kenmerk: String,
    /// Name of the gemeente.
    pub gemeente: String,
    /// Day of the decision.
    pub datum: Date,
    /// The Toegang took it without a request of an aanbieder.
    pub van_toegang: bool,
    /// Outcome under the old text.
    pub oud: Merkje,
    /// In a line.
    pub oud_tekst: String,
    /// Outcome under the new text.
    pub nieuw: Merkje,
    /// In a line.
    pub nieuw_tekst: String,
    /// Granted by the rules: new minus old.
    pub verschil: Centen,
    /// The questions that are answered differently.
    pub gronden: Vec<WatAlsGrond>,
}

/// One question that is answered differently.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WatAlsGrond {
    /// "budget".
    pub onderwerp: String,
    /// "RTP 2.4.1".
    pub artikelen: String,
    /// Under the old text.
    pub oud: Vec<String>,
    /// Under the new text.
    pub nieuw: Vec<String>,
}

/// Until when the trajecten of the region must be looked at again.
///
/// Made by `dienst::sturing::herijking_beeld(&Huis, &Aangemeld) -> Result<Option<HerijkingBeeld>, DienstFout>`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HerijkingBeeld {
    /// First day of the contracts.
    pub begin: Date,
    /// The rule in a sentence.
    pub uitleg: String,
    /// How the day was worked out.
    pub som: String,
    /// Where the region says so.
    pub artikelen: String,
    /// Until when; `None` when it was done.
    pub termijn: Option<Termijn>,
    /// When it was done, in a sentence; empty when it was not.
    pub gedaan: String,
    /// Today, for the date field.
    pub vandaag: Date,
}

/// What was wrong with the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HerijkingFout {
    /// No date, or not a real one.
    GeenDatum,
    /// After today.
    Toekomst,
    /// Before the contracts began.
    VoorBegin,
}

//! The calculator: what is typed, the sum line by line, and the budget that follows.

use super::gemeen::Rij;
use super::verzoek::{GrondBeeld, VoorstelUitkomst};
use houvast_begrip::Centen;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Which case a calculation belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RekenOnderwerp {
    /// A request for toewijzing.
    Verzoek(Uuid),
    /// A hulpvraag at the Toegang.
    Hulpvraag(Uuid),
    /// A referral.
    Verwijzing(Uuid),
    /// A request to change running help.
    Wijziging(Uuid),
}

impl RekenOnderwerp {
    /// From the words of an address: `verzoek` and an id.
    #[must_use]
    pub fn van(woord: &str, id: Uuid) -> Option<Self> {
        match woord {
            "verzoek" => Some(Self::Verzoek(id)),
            "hulpvraag" => Some(Self::Hulpvraag(id)),
            "verwijzing" => Some(Self::Verwijzing(id)),
            "wijziging" => Some(Self::Wijziging(id)),
            _ => None,
        }
    }

    /// Its word in an address.
    #[must_use]
    pub fn woord(self) -> &'static str {
        match self {
            Self::Verzoek(_) => "verzoek",
            Self::Hulpvraag(_) => "hulpvraag",
            Self::Verwijzing(_) => "verwijzing",
            Self::Wijziging(_) => "wijziging",
        }
    }

    /// The case.
    #[must_use]
    pub fn id(self) -> Uuid {
        match self {
            Self::Verzoek(id) | Self::Hulpvraag(id) | Self::Verwijzing(id) | Self::Wijziging(id) => id,
        }
    }

    /// Where the case itself stands.
    #[must_use]
    pub fn pad(self) -> String {
        match self {
            Self::Verzoek(id) => format!("/verzoeken/{id}"),
            Self::Hulpvraag(id) => format!("/hulpvragen/{id}"),
            Self::Verwijzing(id) => format!("/verwijzingen/{id}"),
            Self::Wijziging(id) => format!("/wijzigingen/{id}"),
        }
    }
}

/// A calculation as it was typed; empty is not filled in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RekenInvoer {
    /// Empty for the calculator, `mondeling` or `e_mail` for an estimate that was given without it.
    pub wijze: String,
    /// The amount of such an estimate.
    pub bedrag: String,
    /// What it rests on.
    pub onderbouwing: String,
    /// `herstel` or `duurzaam`.
    pub soort: String,
    /// `ja`: a first referral by a medical verwijzer.
    pub eerste_medisch: String,
    /// `meer_aanbieders` or `resultaat`: an offertebudget is asked, whatever the amount (R-077, V-05).
    pub offerte: String,
    /// `ja`: the Toegang decided so with a reason; only a consulent says it.
    pub besluit_toegang: String,
    /// `beneden` or `boven`: what was agreed on a small overrun; only a consulent says it.
    pub afronding: String,
    /// The lines.
    pub regels: Vec<RekenRegel>,
}

/// One kind of help by one kind of professional.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RekenRegel {
    /// Job title, as the region's list has it, or in own words.
    pub functie: String,
    /// Number of the tariff group.
    pub tariefgroep: String,
    /// Weeks.
    pub weken: String,
    /// Hours a week.
    pub uren: String,
    /// Hours of talking with parents and network, over all weeks.
    pub ouders: String,
    /// Other hours for this child: reports, consultation.
    pub indirect: String,
    /// Hours for intake and plan.
    pub intake: String,
    /// Number of contacts that are travelled to.
    pub contacten: String,
    /// Minutes of travelling for each.
    pub reistijd: String,
    /// Tariff of an hour in euros.
    pub tarief: String,
    /// Key of the intensity, for help in a group.
    pub groep: String,
    /// Kind of location of that group.
    pub locatie: String,
}

impl RekenRegel {
    /// Nothing typed.
    #[must_use]
    pub fn leeg(&self) -> bool {
        *self == Self::default()
    }
}

/// What can be chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RekenKeuzes {
    /// Tariff groups of the region.
    pub tariefgroepen: Vec<u8>,
    /// Job titles of the region.
    pub functies: Vec<String>,
    /// Key and name of each intensity.
    pub groepen: Vec<(String, String)>,
    /// Kinds of location that matter.
    pub locaties: Vec<String>,
    /// The region counts in money; otherwise in hours.
    pub met_tarief: bool,
    /// Minutes of travelling that count for each contact; `None`: none.
    pub reistijd: Option<u32>,
    /// Does indirect time count?
    pub indirect: bool,
    /// Does intake count?
    pub intake: bool,
    /// Up to which part of a standard budget an overrun is small.
    pub klein_procent: u32,
    /// "Regionaal Toegangsprotocol …, RTP bijlage 3": where the rules of the calculator stand.
    pub bron: String,
    /// Where the region explains its calculator, in words; empty when it does not say.
    pub uitleg_plaats: String,
    /// The page itself; empty when the region gives no address.
    pub uitleg_adres: String,
}

/// A line of the sum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegelUitslag {
    /// From 1.
    pub nummer: usize,
    /// "GZ-psycholoog, tariefgroep 5".
    pub wat: String,
    /// "direct 104 uur + reistijd 48 × 45 minuten."
    pub som: String,
    /// "140".
    pub uren: String,
    /// Tariff of an hour.
    pub tarief: Option<Centen>,
    /// Hours times tariff.
    pub bedrag: Option<Centen>,
}

/// What comes out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RekenUitslag {
    /// The lines; empty for an estimate that was given without calculator.
    pub regels: Vec<RegelUitslag>,
    /// All hours that count.
    pub uren: String,
    /// All money.
    pub raming: Option<Centen>,
    /// Mild or strict.
    pub uitkomst: VoorstelUitkomst,
    /// "Standaardbudget 6, € 12.000,00".
    pub budget: String,
    /// Both ways to round a small overrun: what it is called and what comes out. Empty where there is nothing to agree.
    pub afronden: Vec<Rij>,
    /// Every reason with its article; warnings first.
    pub gronden: Vec<GrondBeeld>,
    /// What must be known first.
    pub ontbreekt: Vec<String>,
    /// "Protocol IJsselland, versie vanaf 8 januari 2024".
    pub profiel: String,
}

/// The case a calculation belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RekenZaak {
    /// Which.
    pub onderwerp: RekenOnderwerp,
    /// "Verzoek om toewijzing".
    pub wat: String,
    /// "A. van V."; empty when no child is known.
    pub jeugdige: String,
    /// The aanbieder that works on it too; empty when none was chosen.
    pub aanbieder: String,
    /// Budget that was asked, when there is one.
    pub gevraagd: Option<Centen>,
    /// Optimistic lock: goes back with every form.
    pub versie: i64,
    /// May still become a fact of the case.
    pub open: bool,
    /// "Vastgelegd op … door …"; empty before.
    pub vastgelegd: String,
    /// Changed since it became a fact.
    pub gewijzigd: bool,
}

/// The calculator, loose or on a case.
///
/// Made by `dienst::raming::los` and `dienst::raming::toon`; the latter writes the look-log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RekenBeeld {
    /// The case; `None` for the loose calculator.
    pub zaak: Option<RekenZaak>,
    /// What is typed.
    pub invoer: RekenInvoer,
    /// What can be chosen.
    pub keuzes: RekenKeuzes,
    /// May this person say what the Toegang agreed?
    pub voor_toegang: bool,
    /// What comes out; `None` while nothing was filled in or something is wrong.
    pub uitslag: Option<RekenUitslag>,
    /// Field and what is wrong with it.
    pub fouten: Vec<(String, String)>,
}

//! What is known about one requested product when it is judged, and where each fact comes from.
//!
//! Absences: no BSN, no name, no free text. The facts are stored with the decision and replayed later.

use houvast_begrip::{AgbCode, Centen, GemeenteCode, Periode, ProductCategorie, ProductCode};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Who says so.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Bron {
    /// The JW315 itself.
    Bericht,
    /// The file of this gemeente, the contract register of the region included.
    Dossier,
    /// Registered by the aanbieder.
    Aanbieder,
    /// Registered by a consulent of the Toegang.
    Consulent,
    /// Nobody: an assumption, shown as such.
    #[default]
    Aanname,
}

impl Bron {
    /// In words, for the facts under a grond.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Bericht => "uit het bericht",
            Self::Dossier => "uit het dossier",
            Self::Aanbieder => "vastgelegd door de aanbieder",
            Self::Consulent => "vastgelegd door de consulent",
            Self::Aanname => "aanname",
        }
    }
}

/// One fact: its value, or `None` for *onbekend*, and its source.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Feit<T> {
    /// `None` = unknown.
    #[serde(default = "Option::default")]
    pub waarde: Option<T>,
    /// Who says so.
    #[serde(default)]
    pub bron: Bron,
}

impl<T> Default for Feit<T> {
    fn default() -> Self {
        Self::onbekend()
    }
}

impl<T> Feit<T> {
    /// Nobody knows.
    #[must_use]
    pub const fn onbekend() -> Self {
        Self {
            waarde: None,
            bron: Bron::Aanname,
        }
    }

    /// Known, from this source.
    #[must_use]
    pub const fn van(bron: Bron, waarde: T) -> Self {
        Self {
            waarde: Some(waarde),
            bron,
        }
    }

    /// From the message.
    #[must_use]
    pub const fn bericht(waarde: T) -> Self {
        Self::van(Bron::Bericht, waarde)
    }

    /// From the file.
    #[must_use]
    pub const fn dossier(waarde: T) -> Self {
        Self::van(Bron::Dossier, waarde)
    }

    /// Registered by the aanbieder.
    #[must_use]
    pub const fn aanbieder(waarde: T) -> Self {
        Self::van(Bron::Aanbieder, waarde)
    }

    /// Registered by a consulent.
    #[must_use]
    pub const fn consulent(waarde: T) -> Self {
        Self::van(Bron::Consulent, waarde)
    }

    /// The value, when it is known.
    #[must_use]
    pub const fn waarde(&self) -> Option<&T> {
        self.waarde.as_ref()
    }

    /// The value, when the gemeente itself vouches for it: an aanbieder cannot agree on behalf of the Toegang.
    #[must_use]
    pub fn van_gemeente(&self) -> Option<&T> {
        match self.bron {
            Bron::Dossier | Bron::Consulent => self.waarde.as_ref(),
            Bron::Bericht | Bron::Aanbieder | Bron::Aanname => None,
        }
    }
}

/// Kind of verwijzer (COD327).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verwijzer {
    /// 01: the gemeente, that is the Toegang.
    Gemeente,
    /// 02.
    Huisarts,
    /// 03.
    Jeugdarts,
    /// 04: gecertificeerde instelling.
    Gi,
    /// 05; a kinderarts is one too (V-08).
    MedischSpecialist,
    /// 06: the jeugdige came without a verwijzer.
    Geen,
    /// 08: judge, public prosecutor, or functionary of a justitiële jeugdinrichting.
    Rechter,
}

impl Verwijzer {
    /// Every kind, in the order of the code list.
    pub const ALLE: [Self; 7] = [
        Self::Gemeente,
        Self::Huisarts,
        Self::Jeugdarts,
        Self::Gi,
        Self::MedischSpecialist,
        Self::Geen,
        Self::Rechter,
    ];

    /// The code of COD327.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Gemeente => "01",
            Self::Huisarts => "02",
            Self::Jeugdarts => "03",
            Self::Gi => "04",
            Self::MedischSpecialist => "05",
            Self::Geen => "06",
            Self::Rechter => "08",
        }
    }

    /// With its article, as it stands in a sentence: `de huisarts`.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Gemeente => "de Toegang",
            Self::Huisarts => "de huisarts",
            Self::Jeugdarts => "de jeugdarts",
            Self::Gi => "de gecertificeerde instelling",
            Self::MedischSpecialist => "de medisch specialist",
            Self::Geen => "geen verwijzer",
            Self::Rechter => "de rechter of officier van justitie",
        }
    }
}

/// A text outside COD327.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("geen code voor een verwijzer (COD327)")]
pub struct OnbekendeVerwijzer;

impl TryFrom<&str> for Verwijzer {
    type Error = OnbekendeVerwijzer;
    fn try_from(code: &str) -> Result<Self, OnbekendeVerwijzer> {
        Self::ALLE
            .into_iter()
            .find(|v| v.code() == code)
            .ok_or(OnbekendeVerwijzer)
    }
}

/// Is the child of the message the child of the file with that BSN (Wabb 12)?
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Herkenning {
    /// Birth date and family name are the same.
    Zelfde,
    /// There was no file.
    Nieuw,
    /// The message has another birth date.
    AndereGeboortedatum,
    /// The message has another family name.
    AndereNaam,
}

/// The product asked for.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Product {
    /// JZ020.
    pub categorie: ProductCategorie,
    /// National or the region's own; a request for a whole category has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<ProductCode>,
}

/// A volume per frequency; the decision only needs to know that it is not a budget.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Omvang {
    /// How many units.
    pub volume: u32,
    /// WJ756.
    pub eenheid: String,
    /// WMO757.
    pub frequentie: String,
}

impl Omvang {
    /// `120 minuten per week`.
    #[must_use]
    pub fn in_woorden(&self) -> String {
        let eenheid = match self.eenheid.as_str() {
            "01" => "minuten".to_owned(),
            "04" => "uur".to_owned(),
            "14" => "etmalen".to_owned(),
            "16" => "dagdelen".to_owned(),
            "82" | "84" => "stuks".to_owned(),
            "83" => "eurocent".to_owned(),
            anders => format!("× eenheid {anders}"),
        };
        let frequentie = match self.frequentie.as_str() {
            "1" => "per dag".to_owned(),
            "2" => "per week".to_owned(),
            "4" => "per maand".to_owned(),
            "6" => "in totaal".to_owned(),
            anders => format!("(frequentie {anders})"),
        };
        format!("{} {eenheid} {frequentie}", self.volume)
    }
}

/// Herstel ends; duurzaam runs on, with a budget per year (V-24: no message carries it).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Soort {
    /// One budget for the whole period.
    Herstel,
    /// A budget per year of the toewijzing.
    Duurzaam,
}

impl Soort {
    /// `herstel` or `duurzaam`.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Herstel => "herstel",
            Self::Duurzaam => "duurzaam",
        }
    }
}

/// What gemeente and aanbieder agreed on rounding a small overrun.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Afronding {
    /// To the lower standard budget.
    Beneden,
    /// They talked and did not agree, or agreed on the higher one: up either way.
    Boven,
}

/// The right of an aanbieder to deliver, from the region's contract register.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Contract {
    /// Key of a segment in the profile.
    pub segment: String,
    /// For segments with percelen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub perceel: Option<u8>,
    /// Both ends included.
    pub periode: Periode,
}

/// Help that this gemeente granted the same jeugdige before, running or past.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Traject {
    /// Who delivers it.
    pub aanbieder: AgbCode,
    /// Key of a segment in the profile; without it the strict reading counts: it may be a budget.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub segment: Option<String>,
    /// Both ends included.
    pub periode: Periode,
    /// The Toegang agreed that the requested help runs beside this.
    #[serde(default)]
    pub akkoord: bool,
}

/// Everything the protocol asks about one AangevraagdProduct.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct VerzoekFeiten {
    /// The gemeente that answers: Ontvanger of the message.
    pub gemeente: GemeenteCode,
    /// Afzender of the message.
    pub aanbieder: AgbCode,
    /// Dagtekening of the message: the day of the request.
    pub dagtekening: Date,
    /// The day the message arrived (Europe/Amsterdam).
    pub ontvangen: Date,

    /// Does the person in the message agree with the file? Unknown: nobody compared them, and that is no doubt.
    #[serde(default)]
    pub herkenning: Feit<Herkenning>,
    /// `Verwijzer/Type`. Unknown: voorleggen.
    #[serde(default)]
    pub verwijzer: Feit<Verwijzer>,
    /// Unknown when the message names none (a Budget needs no Product, CD079): voorleggen.
    #[serde(default)]
    pub product: Feit<Product>,
    /// The aanbieder relies on a national framework contract, which the region's register does not hold.
    #[serde(default)]
    pub raamcontract: Feit<bool>,
    /// The Budget of the message: the raming. Unknown (Omvang instead): voorleggen.
    #[serde(default)]
    pub budget: Feit<Centen>,
    /// The volume, where the message asks that instead of a Budget.
    #[serde(default)]
    pub omvang: Feit<Omvang>,
    /// For duurzaam: the raming per year, when dossier or aanbieder gives it. Unknown: derived from the Budget.
    #[serde(default)]
    pub raming_per_jaar: Feit<Centen>,
    /// The sum of the Budgets of the other products in the same message: eis 72 looks at what a traject costs.
    #[serde(default)]
    pub ander_budget_in_verzoek: Feit<Centen>,
    /// Outcome of the talk about a small overrun; counts when the gemeente registered it.
    #[serde(default)]
    pub afronding: Feit<Afronding>,
    /// From ToewijzingIngangsdatum up to and including ToewijzingEinddatum.
    #[serde(default)]
    pub periode: Feit<Periode>,
    /// Unknown: herstel is assumed up to the profile's number of months; longer: voorleggen.
    #[serde(default)]
    pub soort: Feit<Soort>,
    /// The Toegang agreed on a longer herstel; counts when the gemeente registered it.
    #[serde(default)]
    pub langere_duur_afgesproken: Feit<bool>,
    /// The day the jeugdige came to the aanbieder, or the Toegang asked for the toetsing: the first of both (V-02).
    #[serde(default)]
    pub aangemeld: Feit<Date>,
    /// The day the aanbieder did the toetsing. Unknown: a grond 'niet vastgelegd', no block.
    #[serde(default)]
    pub toetsing: Feit<Date>,
    /// The day aanbieder and Toegang spoke. Unknown: no contact.
    #[serde(default)]
    pub contact: Feit<Date>,
    /// Up to which amount the Toegang agreed to this help; counts when the gemeente registered it.
    #[serde(default)]
    pub instemming: Feit<Centen>,
    /// The parents share nothing with the gemeente (V-07): above the limit a person decides on amount, period, product.
    #[serde(default)]
    pub privacyverklaring: Feit<bool>,
    /// Registered perceel; else the profile derives it from the product code.
    #[serde(default)]
    pub perceel: Feit<u8>,
    /// Registered tariefgroep; else the profile derives it from the product code.
    #[serde(default)]
    pub tariefgroep: Feit<u8>,
    /// Unknown: the region does not know the aanbieder. Empty: known, without contracts.
    #[serde(default)]
    pub contracten: Feit<Vec<Contract>>,
    /// Unknown or empty: this gemeente knows no help, now or before.
    #[serde(default)]
    pub trajecten: Feit<Vec<Traject>>,
    /// Which gemeente is responsible by the woonplaatsbeginsel. Unknown (new child): voorleggen.
    #[serde(default)]
    pub woonplaats: Feit<GemeenteCode>,
}

impl VerzoekFeiten {
    /// All unknown but what every message tells.
    #[must_use]
    pub fn nieuw(gemeente: GemeenteCode, aanbieder: AgbCode, dagtekening: Date, ontvangen: Date) -> Self {
        Self {
            gemeente,
            aanbieder,
            dagtekening,
            ontvangen,
            herkenning: Feit::onbekend(),
            verwijzer: Feit::onbekend(),
            product: Feit::onbekend(),
            raamcontract: Feit::onbekend(),
            budget: Feit::onbekend(),
            omvang: Feit::onbekend(),
            raming_per_jaar: Feit::onbekend(),
            ander_budget_in_verzoek: Feit::onbekend(),
            afronding: Feit::onbekend(),
            periode: Feit::onbekend(),
            soort: Feit::onbekend(),
            langere_duur_afgesproken: Feit::onbekend(),
            aangemeld: Feit::onbekend(),
            toetsing: Feit::onbekend(),
            contact: Feit::onbekend(),
            instemming: Feit::onbekend(),
            privacyverklaring: Feit::onbekend(),
            perceel: Feit::onbekend(),
            tariefgroep: Feit::onbekend(),
            contracten: Feit::onbekend(),
            trajecten: Feit::onbekend(),
            woonplaats: Feit::onbekend(),
        }
    }
}

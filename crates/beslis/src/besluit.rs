//! The outcome: strictest grond first, every grond kept.

use crate::feiten::{Omvang, Product, Soort};
use crate::regioprofiel::ProfielVersie;
use houvast_begrip::{Centen, GemeenteCode, Periode, datum};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::fmt::{self, Write as _};
use std::sync::Arc;

/// From mild to strict.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Uitkomst {
    /// The rules say yes.
    Toewijzen,
    /// A person must look.
    Voorleggen,
    /// A hard rule refuses the message of the aanbieder, never the claim of the child.
    Afwijzen,
}

impl Uitkomst {
    /// For buttons, badges and lists.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Toewijzen => "Toewijzen",
            Self::Voorleggen => "Voorleggen",
            Self::Afwijzen => "Afwijzen",
        }
    }
}

impl fmt::Display for Uitkomst {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.label())
    }
}

/// A place in the protocol, as the consulent knows it: `RTP 2.4.2`, `eis 72`. It comes from the profile.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Artikel(pub String);

impl fmt::Display for Artikel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The places of one rule. All gronden of all decisions share those of the profile.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(from = "Vec<Artikel>", into = "Vec<Artikel>")]
pub struct Artikelen(Arc<[Artikel]>);

impl From<Vec<Artikel>> for Artikelen {
    fn from(rij: Vec<Artikel>) -> Self {
        Self(rij.into())
    }
}

impl From<Artikelen> for Vec<Artikel> {
    fn from(rij: Artikelen) -> Self {
        rij.0.to_vec()
    }
}

impl Default for Artikelen {
    fn default() -> Self {
        Vec::new().into()
    }
}

impl FromIterator<Artikel> for Artikelen {
    fn from_iter<I: IntoIterator<Item = Artikel>>(rij: I) -> Self {
        Self(rij.into_iter().collect())
    }
}

impl std::ops::Deref for Artikelen {
    type Target = [Artikel];
    fn deref(&self) -> &[Artikel] {
        &self.0
    }
}

impl<'a> IntoIterator for &'a Artikelen {
    type Item = &'a Artikel;
    type IntoIter = std::slice::Iter<'a, Artikel>;
    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

/// RedenAfwijzingVerzoek of a JW319 (WJ759).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RedenAfwijzing {
    /// 1: no change but a new request; never chosen by the decision on a JW315.
    NieuweAanvraag,
    /// 2.
    PastNietBinnenBudget,
    /// 3.
    GeenContract,
    /// 4.
    PastNietBinnenContract,
    /// 5: another gemeente is responsible, not because of the woonplaatsbeginsel.
    AndereGemeente,
    /// 6: the code list says stapeling.
    Stapeling,
    /// 7: refused on its content, by a person.
    ZorginhoudelijkeAfkeur,
    /// 8: the JW319 then names the gemeente that is responsible (TR377).
    Woonplaatsbeginsel,
    /// 9.
    Leeftijdsgrens,
}

impl RedenAfwijzing {
    /// Every reason, in the order of the code list.
    pub const ALLE: [Self; 9] = [
        Self::NieuweAanvraag,
        Self::PastNietBinnenBudget,
        Self::GeenContract,
        Self::PastNietBinnenContract,
        Self::AndereGemeente,
        Self::Stapeling,
        Self::ZorginhoudelijkeAfkeur,
        Self::Woonplaatsbeginsel,
        Self::Leeftijdsgrens,
    ];

    /// The code of WJ759.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::NieuweAanvraag => "1",
            Self::PastNietBinnenBudget => "2",
            Self::GeenContract => "3",
            Self::PastNietBinnenContract => "4",
            Self::AndereGemeente => "5",
            Self::Stapeling => "6",
            Self::ZorginhoudelijkeAfkeur => "7",
            Self::Woonplaatsbeginsel => "8",
            Self::Leeftijdsgrens => "9",
        }
    }

    /// For the choice a consulent makes.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::NieuweAanvraag => "Geen wijziging maar een nieuwe aanvraag",
            Self::PastNietBinnenBudget => "Past niet binnen het budget",
            Self::GeenContract => "Geen contract",
            Self::PastNietBinnenContract => "Past niet binnen het contract",
            Self::AndereGemeente => "Een andere gemeente is verantwoordelijk",
            Self::Stapeling => "Stapeling van hulp",
            Self::ZorginhoudelijkeAfkeur => "Afgekeurd op de inhoud",
            Self::Woonplaatsbeginsel => "Woonplaatsbeginsel",
            Self::Leeftijdsgrens => "De leeftijdsgrens is bereikt",
        }
    }
}

/// A text outside WJ759.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("geen code voor een reden van afwijzing (WJ759)")]
pub struct OnbekendeReden;

impl TryFrom<&str> for RedenAfwijzing {
    type Error = OnbekendeReden;
    fn try_from(code: &str) -> Result<Self, OnbekendeReden> {
        Self::ALLE
            .into_iter()
            .find(|r| r.code() == code)
            .ok_or(OnbekendeReden)
    }
}

/// The question that a grond answers. The profile gives its articles.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Onderwerp {
    /// Does the gemeente take part, in this segment?
    Deelname,
    /// May the aanbieder deliver on this day?
    Contract,
    /// In this perceel?
    Perceel,
    /// Does the protocol judge this product?
    Product,
    /// Is this the child of the file?
    Persoon,
    /// Which gemeente is responsible?
    Woonplaats,
    /// Who referred, and may that lead to a toewijzing?
    Verwijzing,
    /// Does the amount stay within what this route may do without the Toegang?
    Grens,
    /// Is it the first referral?
    EersteVerwijzing,
    /// Which budget fits the raming?
    Budget,
    /// Herstel or duurzaam, and how long?
    Soort,
    /// From when to when?
    Periode,
    /// Do two budgets run side by side?
    Stapeling,
    /// Do two referrals run side by side?
    Samenloop,
    /// Did the aanbieder test before asking?
    Toetsing,
    /// Is this version of the protocol the right one?
    Versie,
}

impl Onderwerp {
    /// Every question, in the order in which the gronden stand.
    pub const ALLE: [Self; 16] = [
        Self::Versie,
        Self::Deelname,
        Self::Contract,
        Self::Perceel,
        Self::Product,
        Self::Persoon,
        Self::Woonplaats,
        Self::Verwijzing,
        Self::EersteVerwijzing,
        Self::Grens,
        Self::Budget,
        Self::Soort,
        Self::Periode,
        Self::Stapeling,
        Self::Samenloop,
        Self::Toetsing,
    ];

    /// The key in `[artikelen]` of a profile.
    #[must_use]
    pub fn sleutel(self) -> &'static str {
        match self {
            Self::Deelname => "deelname",
            Self::Contract => "contract",
            Self::Perceel => "perceel",
            Self::Product => "product",
            Self::Persoon => "persoon",
            Self::Woonplaats => "woonplaats",
            Self::Verwijzing => "verwijzing",
            Self::Grens => "grens",
            Self::EersteVerwijzing => "eerste-verwijzing",
            Self::Budget => "budget",
            Self::Soort => "soort",
            Self::Periode => "periode",
            Self::Stapeling => "stapeling",
            Self::Samenloop => "samenloop",
            Self::Toetsing => "toetsing",
            Self::Versie => "versie",
        }
    }
}

impl Onderwerp {
    /// In a list of what a person should look at.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Deelname => "deelname van de gemeente",
            Self::Contract => "contract",
            Self::Perceel => "perceel",
            Self::Product => "product",
            Self::Persoon => "wie de jeugdige is",
            Self::Woonplaats => "woonplaats",
            Self::Verwijzing => "verwijzing",
            Self::Grens => "grens zonder instemming",
            Self::EersteVerwijzing => "eerste verwijzing",
            Self::Budget => "budget",
            Self::Soort => "herstel of duurzaam",
            Self::Periode => "periode",
            Self::Stapeling => "ander budget",
            Self::Samenloop => "andere verwijzing",
            Self::Toetsing => "toetsing",
            Self::Versie => "versie van het protocol",
        }
    }
}

/// What somebody has to do because of a grond.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Taak {
    /// The aanbieder calls the Toegang first.
    ContactToegang,
}

impl Taak {
    /// For the list of the aanbieder.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::ContactToegang => "Neem eerst contact op met de Toegang",
        }
    }
}

/// Why: the articles, the facts and the computation.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Grond {
    /// Which question.
    pub onderwerp: Onderwerp,
    /// Where the rule stands.
    pub artikelen: Artikelen,
    /// What this grond alone would lead to.
    pub uitkomst: Uitkomst,
    /// A warning that does not block; who shows it writes "Let op" before the uitleg.
    #[serde(default)]
    pub let_op: bool,
    /// With Afwijzen: the reason. With Voorleggen: the advice to a person is to refuse, for this reason.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reden: Option<RedenAfwijzing>,
    /// Who must do what first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub taak: Option<Taak>,
    /// One plain sentence or two.
    pub uitleg: String,
    /// Label and value of each fact used.
    pub feiten: Vec<(Cow<'static, str>, String)>,
    /// The sum or the date computation, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub som: Option<String>,
}

/// The budget of a duurzaam toewijzing counts per year; the year ceiling is internal (V-24).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct PerJaar {
    /// The ceiling per year, counted from the ingangsdatum.
    pub bedrag: Centen,
    /// Begun years of the toewijzing.
    pub jaren: i64,
}

/// What the toewijzing would hold.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Toekenning {
    /// As asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub product: Option<Product>,
    /// As asked.
    pub periode: Periode,
    /// The Budget of the message; for duurzaam the amount per year × begun years.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub budget: Option<Centen>,
    /// As asked, where no budget was asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub omvang: Option<Omvang>,
    /// The number of the standard budget.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub standaardbudget: Option<u8>,
    /// Above the highest standard budget: the amount as asked, to be settled with the aanbieder.
    #[serde(default)]
    pub offertebudget: bool,
    /// For duurzaam only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub per_jaar: Option<PerJaar>,
    /// Registered, or assumed; `None` when nobody knows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub soort: Option<Soort>,
}

impl Toekenning {
    /// `Standaardbudget 5, € 8.000,00, herstel`.
    #[must_use]
    pub fn kort(&self) -> String {
        let mut delen = Vec::new();
        match (self.standaardbudget, self.budget) {
            (Some(nummer), _) => delen.push(format!("Standaardbudget {nummer}")),
            (None, Some(_)) if self.offertebudget => delen.push("Offertebudget".to_owned()),
            (None, Some(_)) => delen.push("Budget".to_owned()),
            (None, None) => {}
        }
        match (self.per_jaar, self.budget) {
            (Some(p), Some(totaal)) if p.jaren > 1 => {
                delen.push(format!("{} per jaar, samen {totaal}", p.bedrag));
            }
            (_, Some(bedrag)) => delen.push(bedrag.to_string()),
            (_, None) => {}
        }
        if let Some(omvang) = &self.omvang {
            delen.push(omvang.in_woorden());
        }
        if let Some(soort) = self.soort {
            delen.push(soort.label().to_owned());
        }
        delen.join(", ")
    }
}

/// The decision on one requested product.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Besluit {
    /// That of the strictest grond.
    pub uitkomst: Uitkomst,
    /// All of them, favourable ones too, in a fixed order.
    pub gronden: Vec<Grond>,
    /// Under which version of which profile.
    pub profiel: ProfielVersie,
    /// The day of the decision.
    pub besluitdatum: Date,
    /// With Afwijzen the reason of the JW319; with Voorleggen the reason that is advised, if any.
    pub reden: Option<RedenAfwijzing>,
    /// Which gemeente is responsible, when that is the reason (TR377 wants it in the JW319).
    pub verantwoordelijke_gemeente: Option<GemeenteCode>,
    /// With Toewijzen what is granted; with Voorleggen what a person would grant.
    pub toekenning: Option<Toekenning>,
    /// One line for lists and headings.
    pub samenvatting: String,
}

impl Besluit {
    /// Is there something for a person to decide?
    #[must_use]
    pub fn vraagt_een_mens(&self) -> bool {
        self.uitkomst == Uitkomst::Voorleggen
    }

    /// The gronden that made the outcome what it is.
    pub fn doorslaggevend(&self) -> impl Iterator<Item = &Grond> {
        self.gronden.iter().filter(|g| g.uitkomst == self.uitkomst)
    }

    /// The whole decision as plain text, for the command line and the tests.
    #[must_use]
    pub fn als_tekst(&self) -> String {
        let mut uit = format!("{}: {}\n", self.uitkomst, self.samenvatting);
        for grond in &self.gronden {
            let teken = match (grond.uitkomst, grond.let_op) {
                (Uitkomst::Toewijzen, false) => "✓",
                (Uitkomst::Toewijzen, true) => "! Let op:",
                (Uitkomst::Voorleggen, _) => "?",
                (Uitkomst::Afwijzen, _) => "✗",
            };
            let artikelen: Vec<&str> = grond.artikelen.iter().map(|a| a.0.as_str()).collect();
            // Writing to a String does not fail.
            let _ = writeln!(uit, "{teken} {} ({})", grond.uitleg, artikelen.join("; "));
            for (label, waarde) in &grond.feiten {
                let _ = writeln!(uit, "    {label}: {waarde}");
            }
            if let Some(som) = &grond.som {
                let _ = writeln!(uit, "    {som}");
            }
        }
        let _ = writeln!(
            uit,
            "Besluitdatum {}; profiel {} van {}.",
            datum::lang(self.besluitdatum),
            self.profiel.regio,
            datum::lang(self.profiel.geldig_vanaf)
        );
        uit
    }
}

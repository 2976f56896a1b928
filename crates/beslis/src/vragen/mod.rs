//! The protocol as a set of questions. Each is a pure function: facts with their source in, an answer with its grounds out.
//!
//! ```
//! use houvast_begrip::Centen;
//! use houvast_beslis::vragen::{self, budget};
//! use houvast_beslis::{Feit, op_datum};
//! use jiff::civil::date;
//!
//! let dag = date(2025, 4, 10);
//! let profiel = op_datum("ijsselland", dag).ok_or("geen profiel")?;
//! let mut feiten = budget::BudgetFeiten::default();
//! feiten.raming = Feit::aanbieder(Centen::euro(10_400));
//! let antwoord = vragen::stel::<budget::Budget>(&feiten, profiel, dag);
//! assert_eq!(antwoord.uitkomst.and_then(|u| u.standaardbudget), Some(6));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod antwoord;
pub(crate) mod lezen;
pub(crate) mod waarde;
mod waarden_verzoek;
pub(crate) mod zitting;

pub mod afbakening;
pub mod besteding;
pub mod budget;
pub mod consultatie;
pub mod groep;
pub mod inzet;
pub mod keuze;
pub mod looptijd;
pub mod medicatie;
pub mod overdracht;
pub mod plan;
pub mod privacy;
pub mod product;
pub mod regie;
pub mod rekenhulp;
pub mod soort;
pub mod tariefgroep;
pub mod toetsing;
pub mod toewijzing;
pub mod tweede_aanbieder;
pub mod verwijzing;
pub mod verzoek;
pub mod wachttijd;
pub mod wijziging;

pub use antwoord::{Antwoord, Gebruikt, Grond, Ontbreekt, Oordeel, Opdracht, Rol, Weging};
pub use lezen::Leesfout;
pub use waarde::{Honderdsten, Veld, Waarde};
pub use zitting::{Feiten, Uitkomst, Zitting};

use crate::regioprofiel::{Bepaling, Regioprofiel};
use jiff::civil::Date;
use serde_json::{Value, json};

/// One question of the protocol.
pub trait Vraag {
    /// For the command line and for JSON.
    const ID: &'static str;
    /// The question as somebody asks it.
    const TITEL: &'static str;
    /// The rules it leans on; the profile says in which articles they stand.
    const BEPALINGEN: &'static [Bepaling];
    /// The requirements it answers.
    const EISEN: &'static [&'static str];
    /// What it must know.
    type Feiten: Feiten;
    /// What follows.
    type Uitkomst: Uitkomst;
    /// The facts that are always needed are there; what else is missing the zitting notes.
    fn antwoord(feiten: &Self::Feiten, z: &mut Zitting<'_>) -> Option<Self::Uitkomst>;
}

/// Asks a question. `profiel` is the version valid on `peildatum`.
#[must_use]
pub fn stel<V: Vraag>(feiten: &V::Feiten, profiel: &Regioprofiel, peildatum: Date) -> Antwoord<V::Uitkomst> {
    let mut z = Zitting::nieuw(profiel, peildatum);
    let vanaf = profiel.versie.geldig_vanaf;
    if peildatum < vanaf {
        let zin = format!(
            "Deze versie van het protocol geldt pas vanaf {}.",
            houvast_begrip::datum::lang(vanaf)
        );
        z.voorleggen(Bepaling::Versie, zin);
    }
    if !profiel.vastgesteld {
        let zin = format!(
            "Dit is een concept en nog niet vastgesteld: {}.",
            profiel.document
        );
        z.let_op(Bepaling::Versie, zin);
    }
    for veld in feiten.ontbrekend() {
        z.mis(veld);
    }
    let uitkomst = V::antwoord(feiten, &mut z);
    z.klaar(V::ID, uitkomst)
}

type Beoordeling = fn(&Value, &Regioprofiel, Date) -> Result<Antwoord<Value>, Vec<Leesfout>>;

/// A question without its types, for lists and for JSON.
#[derive(Clone, Copy)]
pub struct VraagInfo {
    /// See [`Vraag::ID`].
    pub id: &'static str,
    /// See [`Vraag::TITEL`].
    pub titel: &'static str,
    /// See [`Vraag::BEPALINGEN`].
    pub bepalingen: &'static [Bepaling],
    /// See [`Vraag::EISEN`].
    pub eisen: &'static [&'static str],
    /// The facts, in order.
    pub velden: &'static [Veld],
    feiten: fn() -> Value,
    uitkomst: fn() -> Value,
    beoordeel: Beoordeling,
}

impl VraagInfo {
    const fn van<V: Vraag>() -> Self {
        Self {
            id: V::ID,
            titel: V::TITEL,
            bepalingen: V::BEPALINGEN,
            eisen: V::EISEN,
            velden: V::Feiten::VELDEN,
            feiten: V::Feiten::schema,
            uitkomst: V::Uitkomst::schema,
            beoordeel: beoordeel_json::<V>,
        }
    }

    /// JSON Schema (2020-12) of the facts.
    #[must_use]
    pub fn schema_feiten(&self) -> Value {
        let mut schema = (self.feiten)();
        schema["$schema"] = json!("https://json-schema.org/draft/2020-12/schema");
        schema["title"] = json!(self.titel);
        schema
    }

    /// JSON Schema (2020-12) of the outcome.
    #[must_use]
    pub fn schema_uitkomst(&self) -> Value {
        let mut schema = (self.uitkomst)();
        schema["$schema"] = json!("https://json-schema.org/draft/2020-12/schema");
        schema
    }

    /// Where this region answers it.
    #[must_use]
    pub fn artikelen(&self, profiel: &Regioprofiel) -> Vec<String> {
        let mut uit: Vec<String> = Vec::new();
        for artikel in self.bepalingen.iter().flat_map(|b| profiel.bepaling(*b)) {
            if !uit.contains(&artikel.0) {
                uit.push(artikel.0.clone());
            }
        }
        uit
    }

    /// Facts as JSON in, the answer out; or everything that could not be read.
    pub fn beoordeel(
        &self,
        feiten: &Value,
        profiel: &Regioprofiel,
        peildatum: Date,
    ) -> Result<Antwoord<Value>, Vec<Leesfout>> {
        (self.beoordeel)(feiten, profiel, peildatum)
    }
}

fn beoordeel_json<V: Vraag>(
    json: &Value,
    profiel: &Regioprofiel,
    peildatum: Date,
) -> Result<Antwoord<Value>, Vec<Leesfout>> {
    let feiten = lezen::lees::<V::Feiten>(json)?;
    let antwoord = stel::<V>(&feiten, profiel, peildatum);
    Ok(Antwoord {
        vraag: antwoord.vraag,
        oordeel: antwoord.oordeel,
        uitkomst: antwoord.uitkomst.and_then(|u| serde_json::to_value(u).ok()),
        regels: antwoord.regels,
        gronden: antwoord.gronden,
        ontbreekt: antwoord.ontbreekt,
        opdrachten: antwoord.opdrachten,
        beslisser: antwoord.beslisser,
        document: antwoord.document,
        profiel: antwoord.profiel,
        peildatum: antwoord.peildatum,
    })
}

/// Every question, in the order in which a case meets them.
#[must_use]
pub fn vragen() -> &'static [VraagInfo] {
    const ALLE: &[VraagInfo] = &[
        VraagInfo::van::<verwijzing::Verwijzing>(),
        VraagInfo::van::<plan::Planvraag>(),
        VraagInfo::van::<afbakening::Afbakening>(),
        VraagInfo::van::<keuze::Keuzevraag>(),
        VraagInfo::van::<soort::Soortvraag>(),
        VraagInfo::van::<rekenhulp::Rekenhulp>(),
        VraagInfo::van::<budget::Budget>(),
        VraagInfo::van::<looptijd::Looptijdvraag>(),
        VraagInfo::van::<tariefgroep::Tariefgroepvraag>(),
        VraagInfo::van::<inzet::Inzetvraag>(),
        VraagInfo::van::<groep::Groepvraag>(),
        VraagInfo::van::<toetsing::Toetsing>(),
        VraagInfo::van::<toewijzing::Toewijzingsvraag>(),
        VraagInfo::van::<verzoek::Verzoekvraag>(),
        VraagInfo::van::<wachttijd::Wachttijdvraag>(),
        VraagInfo::van::<besteding::Bestedingsvraag>(),
        VraagInfo::van::<wijziging::Wijzigingsvraag>(),
        VraagInfo::van::<tweede_aanbieder::TweedeAanbieder>(),
        VraagInfo::van::<medicatie::Medicatievraag>(),
        VraagInfo::van::<consultatie::Consultatievraag>(),
        VraagInfo::van::<privacy::Privacyvraag>(),
        VraagInfo::van::<regie::Regievraag>(),
        VraagInfo::van::<overdracht::Overdrachtsvraag>(),
        VraagInfo::van::<product::Productvraag>(),
    ];
    ALLE
}

/// The question with this id.
#[must_use]
pub fn zoek(id: &str) -> Option<&'static VraagInfo> {
    vragen().iter().find(|v| v.id == id)
}

//! What a region may choose: data with a first day, read from `profielen/<regio>/<geldig_vanaf>.toml`.

mod bepaling;
mod ingebouwd;
mod kader;
mod lezer;
mod lijsten;
mod lokaal;
mod opname;
mod planlezer;
pub mod protocol;
mod protocollezer;
mod schema;
mod stapel;
mod verschil;

pub use bepaling::Bepaling;
pub use ingebouwd::{ingebouwd, op_datum, regios, tekst_van, teksten_van, van_versie};
pub use kader::Kader;
pub use lokaal::{LokaleAfspraak, LokaleLaag, is_lokaal};
pub use stapel::stapel;
pub use verschil::Verschil;

use crate::besluit::{Artikel, Artikelen, Onderwerp};
use crate::feiten::Verwijzer;
use houvast_begrip::{AgbCode, Centen, GemeenteCode, Periode, ProductCategorie, ProductCode, Werkkalender};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Which text was used. Two texts with the same content have the same vingerafdruk, comments and order aside.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct ProfielVersie {
    /// Key of the region, for example `ijsselland`.
    pub regio: String,
    /// First day of this version.
    pub geldig_vanaf: Date,
    /// SHA-256 of the content, in hexadecimal.
    pub vingerafdruk: String,
}

/// Something in a profile that cannot be right.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, thiserror::Error)]
#[error("{bestand}:{regel}: {sleutel}: {tekst}")]
pub struct ProfielFout {
    /// The file as the caller named it.
    pub bestand: String,
    /// Line, from 1.
    pub regel: usize,
    /// The key with its path: `standaardbudget[3].bedrag`.
    pub sleutel: String,
    /// What is there, and what would be right.
    pub tekst: String,
}

/// A gemeente of the region.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Gemeente {
    /// CBS code.
    pub code: GemeenteCode,
    /// Name.
    pub naam: String,
    /// Segments it takes part in.
    pub segmenten: BTreeSet<String>,
    /// False: the gemeente does not process a JW317 and wants the request another way.
    pub wijziging_via_bericht: bool,
}

/// A part of the purchase; which categories fall under it is the region's choice (V-31).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Segment {
    /// Key.
    pub sleutel: String,
    /// Name.
    pub naam: String,
    /// The decision knows the rules of this segment; else every request is voorleggen.
    pub beoordeeld: bool,
    /// Standard budgets are used here, so two of them can pile up.
    pub standaardbudgetten: bool,
    /// Never refused by a machine (crisis).
    pub nooit_weigeren: bool,
    /// Categories of JZ020.
    pub categorieen: BTreeSet<ProductCategorie>,
}

/// A lot of the purchase.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Perceel {
    /// Number.
    pub nummer: u8,
    /// Name.
    pub naam: String,
    /// Key of its segment.
    pub segment: String,
}

/// What a product code of the region stands for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ProductRegel {
    /// The code.
    pub code: ProductCode,
    /// What it is called.
    pub naam: String,
    /// Key of its segment.
    pub segment: String,
    /// Its lot, where the segment has lots.
    pub perceel: Option<u8>,
    /// Its tariff group.
    pub tariefgroep: Option<u8>,
    /// The item of the afbakening it falls under, when the region says so; never one that is excluded.
    pub afbakening: Option<String>,
    /// Made up for the demo: no source names it.
    pub verzonnen: bool,
    /// When it may be delivered.
    pub geldig: Periode,
}

/// One of the fixed budgets: a ceiling, not a price (V-10).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Standaardbudget {
    /// Number.
    pub nummer: u8,
    /// Ceiling.
    pub bedrag: Centen,
    /// May a first referral by a medical verwijzer lead to it without the Toegang?
    pub medisch_eerste_verwijzing: bool,
}

/// A way in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Route {
    /// Key.
    pub sleutel: String,
    /// Name in a sentence: `medisch verwijzer`.
    pub naam: String,
    /// Which verwijzers take it.
    pub verwijzers: BTreeSet<Verwijzer>,
    /// The Toegang is the verwijzer, so that it knows.
    pub is_toegang: bool,
    /// Highest amount without agreement of the Toegang; `None` = no limit.
    pub grens_zonder_instemming: Option<Centen>,
    /// Only a first referral goes without the Toegang.
    pub alleen_eerste_verwijzing: bool,
    /// The aanbieder tests before it asks.
    pub toetsing_voor_verzoek: bool,
    /// The route supposes consultation with the Toegang: its absence is a warning.
    pub overleg_met_toegang: bool,
    /// Where this route stands.
    pub artikelen: Artikelen,
}

/// A higher limit for one aanbieder.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Uitzondering {
    /// Who.
    pub aanbieder: AgbCode,
    /// Key of the route it concerns.
    pub route: String,
    /// The limit instead.
    pub grens: Centen,
    /// When.
    pub geldig: Periode,
    /// Where it was agreed.
    pub bron: String,
}

/// Numbers of days and weeks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct TermijnInstelling {
    /// From aanmelding to toetsing, in working days; `None` = the text has no term.
    pub toetsing_werkdagen: Option<u32>,
    /// From arrival to answer, in working days (OP274).
    pub antwoord_werkdagen: u32,
    /// Signal on this working day.
    pub signaal_werkdag: u32,
    /// After 'in onderzoek': from the dagtekening, in calendar weeks (OP274).
    pub onderzoek_weken: i32,
    /// From arrival to retourbericht, in working days.
    pub retour_werkdagen: u32,
}

/// How firm an agreement is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kracht {
    /// Must.
    Hard,
    /// Should: the aim.
    Streven,
    /// Agreed.
    Afspraak,
    /// Advised.
    Advies,
}

/// How long before the end a change is asked.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Wijziging {
    /// Weeks before the budget or the period ends.
    pub weken_vooraf: i32,
    /// Hard or streven.
    pub kracht: Kracht,
}

/// Standard budgets for medication checks only.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Medicatiecontrole {
    /// Advies or afspraak.
    pub kracht: Kracht,
    /// Numbers of standard budgets.
    pub standaardbudgetten: BTreeSet<u8>,
}

/// Guide budgets for severe dyslexia, in minutes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Dyslexie {
    /// Diagnostics.
    pub diagnostiek_minuten: u32,
    /// Treatment.
    pub behandeling_minuten: u32,
}

/// A fixed programme bought as a whole.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Voorziening {
    /// Key, for example `mst`.
    pub sleutel: String,
    /// Name.
    pub naam: String,
    /// How long it takes; `None` = the text does not say.
    pub maanden: Option<u32>,
    /// What the gemeente asks on top of it (eis 68).
    pub eisen: Vec<protocol::Voorzieningseis>,
}

/// Everything a region chooses, checked.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Regioprofiel {
    /// Which text.
    pub versie: ProfielVersie,
    /// Whose own agreements are in it; `None` = the region's text as it is.
    pub lokaal: Option<LokaleAfspraak>,
    /// Name of the region.
    pub naam: String,
    /// The document the values come from.
    pub document: String,
    /// False: a draft, that nobody has adopted yet.
    pub vastgesteld: bool,
    /// Help that starts earlier falls under contracts this profile does not know.
    pub eerste_ingangsdatum: Date,
    /// Do days equated with a holiday by decree count as free in the terms of the protocol?
    pub gelijkgestelde_dagen: bool,
    /// Up to so many months it can be herstel.
    pub herstel_maanden: i32,
    /// No help in so many months makes a referral the first (V-34).
    pub eerste_verwijzing_maanden: i32,
    /// Up to this part of the lower standard budget an overrun is small (V-09).
    pub kleine_overschrijding_procent: u32,
    /// In file order.
    pub gemeenten: Vec<Gemeente>,
    /// In file order.
    pub segmenten: Vec<Segment>,
    /// In file order.
    pub percelen: Vec<Perceel>,
    /// In file order.
    pub producten: Vec<ProductRegel>,
    /// Ascending.
    pub standaardbudgetten: Vec<Standaardbudget>,
    /// In file order.
    pub routes: Vec<Route>,
    /// In file order.
    pub uitzonderingen: Vec<Uitzondering>,
    /// Numbers of days and weeks.
    pub termijnen: TermijnInstelling,
    /// When a change is asked; `None` = the text has no term.
    pub wijziging: Option<Wijziging>,
    /// Medication checks; `None` = the region has no agreement on them.
    pub medicatiecontrole: Option<Medicatiecontrole>,
    /// `None` = the text has no minutes.
    pub dyslexie: Option<Dyslexie>,
    /// Fixed programmes.
    pub voorzieningen: Vec<Voorziening>,
    /// Where each question is answered.
    pub artikelen: BTreeMap<Onderwerp, Artikelen>,
    /// What the questions of the protocol ask for.
    pub protocol: Protocol,
}

/// What only the questions of the protocol ask for; an absent part is not regulated in the region.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Protocol {
    /// Where each rule stands.
    pub bepalingen: BTreeMap<Bepaling, Vec<Artikel>>,
    /// In file order.
    pub afbakening: Vec<protocol::AfbakeningItem>,
    /// In file order.
    pub groepen: Vec<protocol::Groepsintensiteit>,
    /// In file order.
    pub tariefgroepen: Vec<protocol::Tariefgroep>,
    /// In file order.
    pub functies: Vec<protocol::Functie>,
    /// Which tariff groups in which budget.
    pub inzet: Option<protocol::Inzet>,
    /// Which time counts.
    pub rekentijd: Option<protocol::Rekentijd>,
    /// Ascending in hours for each soort; maatwerk has none.
    pub trajecten: Vec<protocol::Traject>,
    /// How long help may last.
    pub looptijd: Option<protocol::Looptijd>,
    /// On what an aanbieder may refuse; empty = not regulated.
    pub weigeringsgronden: BTreeSet<protocol::Weigeringsgrond>,
    /// Why a budget may change.
    pub wijzigingsregels: Option<protocol::Wijzigingsregels>,
    /// What is paid when an expert is consulted.
    pub consultatie: Option<protocol::Consultatie>,
    /// Old minutes and the budget they became.
    pub medicatieherkomst: Vec<protocol::MedicatieHerkomst>,
    /// Who directs what.
    pub regie: Option<protocol::Regie>,
    /// When the gezin shares nothing.
    pub privacy: Option<protocol::Privacy>,
    /// What a plan holds.
    pub plan: Option<protocol::PlanRegels>,
    /// In file order.
    pub oude_termen: Vec<protocol::OudeTerm>,
    /// In file order; no entry = no hard norm.
    pub wachttijden: Vec<protocol::Wachttijd>,
    /// Where the calculator is explained; `None` = the region says nothing about it.
    pub rekenhulp: Option<protocol::RekenhulpUitleg>,
    /// When the trajecten are looked at again.
    pub herijking: Option<protocol::Herijking>,
    /// How long ahead somebody is reminded; `None` = the region wants no reminders.
    pub signalen: Option<protocol::Signalen>,
    /// The changes of the document itself.
    pub wijzigingsbeheer: Vec<protocol::Documentwijziging>,
}

impl Regioprofiel {
    /// The gemeente, when it belongs to the region.
    #[must_use]
    pub fn gemeente(&self, code: GemeenteCode) -> Option<&Gemeente> {
        self.gemeenten.iter().find(|g| g.code == code)
    }

    /// What the region says about a product code.
    #[must_use]
    pub fn product(&self, code: &ProductCode) -> Option<&ProductRegel> {
        self.producten.iter().find(|p| &p.code == code)
    }

    /// The segment with this key.
    #[must_use]
    pub fn segment(&self, sleutel: &str) -> Option<&Segment> {
        self.segmenten.iter().find(|s| s.sleutel == sleutel)
    }

    /// The segment a category falls under.
    #[must_use]
    pub fn segment_van(&self, categorie: ProductCategorie) -> Option<&Segment> {
        self.segmenten.iter().find(|s| s.categorieen.contains(&categorie))
    }

    /// The route this verwijzer takes.
    #[must_use]
    pub fn route(&self, verwijzer: Verwijzer) -> Option<&Route> {
        self.routes.iter().find(|r| r.verwijzers.contains(&verwijzer))
    }

    /// The exception for this aanbieder on this route and day.
    #[must_use]
    pub fn uitzondering(&self, aanbieder: AgbCode, route: &str, dag: Date) -> Option<&Uitzondering> {
        self.uitzonderingen
            .iter()
            .filter(|u| u.aanbieder == aanbieder && u.route == route && u.geldig.bevat(dag))
            .max_by_key(|u| u.grens)
    }

    /// The working days of this region's protocol.
    #[must_use]
    pub fn kalender(&self) -> Werkkalender {
        Werkkalender::protocol(self.gelijkgestelde_dagen)
    }

    /// Where a rule stands; empty when the region does not have it.
    #[must_use]
    pub fn bepaling(&self, bepaling: Bepaling) -> &[Artikel] {
        self.protocol
            .bepalingen
            .get(&bepaling)
            .map(Vec::as_slice)
            .unwrap_or_default()
    }

    /// The agreement of the gemeente that filled in this key; `None` where the region's own text counts.
    #[must_use]
    pub fn lokaal_artikel(&self, sleutel: &str) -> Option<Artikel> {
        let eigen = self.lokaal.as_ref()?;
        eigen
            .aanvullingen
            .iter()
            .any(|a| a == sleutel)
            .then(|| eigen.artikel())
    }

    /// Where a question is answered; empty when the profile names no place.
    #[must_use]
    pub fn artikelen(&self, onderwerp: Onderwerp) -> Artikelen {
        self.artikelen.get(&onderwerp).cloned().unwrap_or_default()
    }
}

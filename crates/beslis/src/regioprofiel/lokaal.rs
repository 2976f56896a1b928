//! The local layer of a gemeente: a file beside the regioprofiel that may only fill in what the protocol leaves open.

use super::lezer::Fouten;
use super::verschil::herken;
use super::{Bepaling, ProfielFout, Regioprofiel};
use crate::besluit::Artikel;
use houvast_begrip::GemeenteCode;
use jiff::civil::Date;
use toml::de::{DeTable, DeValue};
use toml::{Table, Value};

/// Keys that say what the file is.
const KOP: [&str; 5] = ["regio", "gemeente", "naam", "geldig_vanaf", "document"];

/// Lists to which a gemeente may add entries of its own (RTP 1.3, eis 68).
const AANVULBAAR: [&str; 3] = ["plan.leefgebieden", "plan.verbindingen", "voorzieningen.eisen"];

/// How long ahead somebody is reminded is no rule of the protocol.
const EIGEN_KEUZE: [&str; 3] = [
    "signalen.toetsing_werkdagen_vooraf",
    "signalen.slaat_niet_aan_weken_vooraf",
    "signalen.evaluatie_weken_vooraf",
];

/// Which rule a key belongs to, for its article; the longest key that fits counts.
const REGELS: [(&str, Bepaling); 34] = [
    ("afbakening", Bepaling::AfbakeningLijst),
    ("consultatie", Bepaling::ConsultatieZonder),
    ("eerste_verwijzing_maanden", Bepaling::EersteVerwijzing),
    ("functies", Bepaling::Tariefgroep),
    ("gemeenten", Bepaling::Deelname),
    ("groepen", Bepaling::Groepsbezetting),
    ("herstel_maanden", Bepaling::SoortDuur),
    ("herijking", Bepaling::Herijking),
    ("inzet", Bepaling::Inzet),
    ("kleine_overschrijding_procent", Bepaling::KleineOverschrijding),
    ("looptijd", Bepaling::SoortDuur),
    ("medicatiecontrole", Bepaling::MedicatieBudget),
    ("medicatieherkomst", Bepaling::MedicatieHerkomst),
    ("oude_termen", Bepaling::ProductGroep),
    ("percelen", Bepaling::Perceel),
    ("plan", Bepaling::PlanDoelen),
    ("plan.leefgebieden", Bepaling::BredeUitvraag),
    ("plan.verbindingen", Bepaling::Verbindingen),
    ("privacyverklaring", Bepaling::PrivacyGrens),
    ("producten", Bepaling::Segment),
    ("regie", Bepaling::Regieafspraken),
    ("rekentijd", Bepaling::Rekentijd),
    ("routes", Bepaling::Grens),
    ("segmenten", Bepaling::Segment),
    ("signalen.evaluatie_maanden", Bepaling::Evaluatie),
    ("standaardbudgetten", Bepaling::Afronding),
    ("tariefgroepen", Bepaling::Tariefgroep),
    ("termijnen.toetsing_werkdagen", Bepaling::ToetsingTermijn),
    ("trajecten", Bepaling::Traject),
    ("voorzieningen", Bepaling::Voorziening),
    ("voorzieningen.eisen", Bepaling::Voorzieningseis),
    ("weigeringsgronden", Bepaling::Weigeringsgrond),
    ("wijziging", Bepaling::WijzigingTijdig),
    ("wijzigingsregels", Bepaling::WijzigingReden),
];

/// Is this text a local layer, and not the profile of a region?
#[must_use]
pub fn is_lokaal(toml: &str) -> bool {
    toml.parse::<Table>().is_ok_and(|t| t.contains_key("gemeente"))
}

/// What a gemeente agreed for itself, for grounds and screens.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LokaleAfspraak {
    /// Whose it is.
    pub gemeente: GemeenteCode,
    /// Name of the gemeente.
    pub naam: String,
    /// What the gemeente calls its agreements.
    pub document: String,
    /// The keys that it fills in.
    pub aanvullingen: Vec<String>,
    /// First day.
    pub geldig_vanaf: Date,
    /// Name of the file.
    pub bestand: String,
    /// The file itself, to lay it over another text of the region.
    pub tekst: String,
}

impl LokaleAfspraak {
    /// As a place in a ground.
    #[must_use]
    pub fn artikel(&self) -> Artikel {
        Artikel(format!("lokale afspraak van {}: {}", self.naam, self.document))
    }
}

/// A local layer that fits its region.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LokaleLaag {
    /// Whose it is.
    pub gemeente: GemeenteCode,
    /// What the gemeente calls it.
    pub document: String,
    /// First day.
    pub geldig_vanaf: Date,
    /// The keys that it fills in, for a person to look at: whether they clash in spirit no program sees.
    pub aanvullingen: Vec<String>,
    /// The rules of the region with these filled in.
    pub profiel: Regioprofiel,
    /// The same as text, to lay beside another.
    pub tekst: String,
}

impl LokaleLaag {
    /// Reads a layer on top of the text of its region. All faults at once, each with its line, its key and the article.
    pub fn lees(lokaal: &str, bestand: &str, regionaal: &str) -> Result<Self, Vec<ProfielFout>> {
        let mut fouten = Fouten::nieuw(bestand, lokaal);
        if fouten.te_groot() {
            return Err(fouten.klaar());
        }
        let (boom, schrijffouten) = DeTable::parse_recoverable(lokaal);
        for fout in &schrijffouten {
            fouten.meld_schrijfwijze(fout);
        }
        let regio = Regioprofiel::lees(regionaal, "regioprofiel");
        let (Ok(waarden), Ok(mut samen), Ok(regio)) =
            (lokaal.parse::<Table>(), regionaal.parse::<Table>(), regio)
        else {
            if fouten.geen() {
                fouten.meld(0, "regio", "het regioprofiel zelf heeft fouten");
            }
            return Err(fouten.klaar());
        };
        let kop = Kop::lees(&waarden, &regio, &mut fouten);
        let mut laag = Laag {
            regio: &regio,
            fouten: &mut fouten,
            aanvullingen: Vec::new(),
        };
        laag.tabel("", boom.get_ref(), &waarden, &mut samen);
        let aanvullingen = laag.aanvullingen;
        let Some(kop) = kop.filter(|_| fouten.geen()) else {
            return Err(fouten.klaar());
        };
        if kop.geldig_vanaf > regio.versie.geldig_vanaf
            && let Some(dag) = waarden.get("geldig_vanaf")
        {
            samen.insert("geldig_vanaf".to_owned(), dag.clone());
        }
        let tekst = toml::to_string(&samen).unwrap_or_default();
        let mut profiel = Regioprofiel::lees(&tekst, bestand).map_err(|rij| {
            // Lines of the text that was put together say nothing to who wrote the layer.
            let plek = |f: ProfielFout| ProfielFout { regel: 1, ..f };
            rij.into_iter().map(plek).collect::<Vec<_>>()
        })?;
        let eigen = LokaleAfspraak {
            gemeente: kop.gemeente,
            naam: kop.naam,
            document: kop.document.clone(),
            aanvullingen: aanvullingen.clone(),
            geldig_vanaf: kop.geldig_vanaf,
            bestand: bestand.to_owned(),
            tekst: lokaal.to_owned(),
        };
        noem(&mut profiel, &eigen);
        profiel.lokaal = Some(eigen);
        Ok(Self {
            gemeente: kop.gemeente,
            document: kop.document,
            geldig_vanaf: kop.geldig_vanaf,
            aanvullingen,
            profiel,
            tekst,
        })
    }
}

/// Grounds that rest on what the gemeente filled in name its agreement too. How long ahead somebody is reminded is no
/// rule: there only the signal itself names it.
fn noem(profiel: &mut Regioprofiel, eigen: &LokaleAfspraak) {
    let zelf = eigen
        .aanvullingen
        .iter()
        .filter(|a| !EIGEN_KEUZE.contains(&a.as_str()));
    let bepalingen: std::collections::BTreeSet<Bepaling> = zelf.filter_map(|pad| regel_van(pad)).collect();
    for bepaling in bepalingen {
        let plekken = profiel.protocol.bepalingen.entry(bepaling).or_default();
        plekken.push(eigen.artikel());
    }
}

/// The rule that a key belongs to.
fn regel_van(pad: &str) -> Option<Bepaling> {
    REGELS
        .iter()
        .filter(|(sleutel, _)| {
            pad.strip_prefix(sleutel)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        })
        .max_by_key(|(sleutel, _)| sleutel.len())
        .map(|(_, bepaling)| *bepaling)
}

struct Kop {
    gemeente: GemeenteCode,
    naam: String,
    document: String,
    geldig_vanaf: Date,
}

impl Kop {
    fn lees(t: &Table, regio: &Regioprofiel, fouten: &mut Fouten<'_>) -> Option<Self> {
        let tekst = |naam: &str| t.get(naam).and_then(Value::as_str);
        if tekst("regio") != Some(regio.versie.regio.as_str()) {
            let zin = format!("verwacht de regio van deze laag: \"{}\"", regio.versie.regio);
            fouten.meld(0, "regio", zin);
        }
        let gemeente = tekst("gemeente")
            .and_then(|c| GemeenteCode::nieuw(c).ok())
            .filter(|c| regio.gemeente(*c).is_some());
        if gemeente.is_none() {
            fouten.meld(0, "gemeente", "verwacht de code van een gemeente van deze regio");
        }
        let document = tekst("document").map(str::to_owned);
        if document.is_none() {
            fouten.meld(0, "document", "deze sleutel ontbreekt");
        }
        let geldig_vanaf = t
            .get("geldig_vanaf")
            .and_then(Value::as_datetime)
            .and_then(|d| d.to_string().parse::<Date>().ok());
        if geldig_vanaf.is_none() {
            let zin = "verwacht een datum zonder aanhalingstekens, zoals 2025-01-01";
            fouten.meld(0, "geldig_vanaf", zin);
        }
        let naam = gemeente.and_then(|g| regio.gemeente(g)).map(|g| g.naam.clone());
        Some(Self {
            gemeente: gemeente?,
            naam: naam?,
            document: document?,
            geldig_vanaf: geldig_vanaf?,
        })
    }
}

/// The walk through the layer, beside the text of the region.
struct Laag<'a, 'f> {
    regio: &'a Regioprofiel,
    fouten: &'a mut Fouten<'f>,
    aanvullingen: Vec<String>,
}

impl Laag<'_, '_> {
    fn tabel(&mut self, pad: &str, plekken: &DeTable<'_>, lokaal: &Table, samen: &mut Table) {
        for (naam, plek) in plekken {
            let sleutel: &str = naam.get_ref().as_ref();
            if pad.is_empty() && KOP.contains(&sleutel) {
                continue;
            }
            let hier = if pad.is_empty() {
                sleutel.to_owned()
            } else {
                format!("{pad}.{sleutel}")
            };
            let Some(waarde) = lokaal.get(sleutel) else {
                continue;
            };
            let begin = naam.span().start;
            match (plek.get_ref(), waarde, samen.get_mut(sleutel)) {
                (DeValue::Table(plekken), Value::Table(lokaal), Some(Value::Table(samen))) => {
                    self.tabel(&hier, plekken, lokaal, samen);
                }
                (DeValue::Array(plekken), Value::Array(lokaal), Some(Value::Array(samen))) => {
                    for (plek, waarde) in plekken.iter().zip(lokaal) {
                        self.in_lijst(&hier, plek.span().start, plek.get_ref(), waarde, samen);
                    }
                }
                (_, waarde, Some(zegt)) if waarde == zegt => {}
                (_, waarde, Some(zegt)) if EIGEN_KEUZE.contains(&hier.as_str()) => {
                    *zegt = waarde.clone();
                    self.aanvullingen.push(hier);
                }
                (_, waarde, Some(zegt)) => {
                    let zin = format!(
                        "hier staat {}, het regioprofiel zegt {}{}. Een gemeente mag het protocol alleen nader invullen.",
                        kort(waarde),
                        kort(zegt),
                        self.artikel(&hier)
                    );
                    self.fouten.meld(begin, hier, zin);
                }
                (_, waarde, None) => {
                    samen.insert(sleutel.to_owned(), waarde.clone());
                    self.aanvullingen.push(hier);
                }
            }
        }
    }

    /// An entry that the region has too is walked; a new one is only for lists that the region left open.
    fn in_lijst(
        &mut self,
        pad: &str,
        begin: usize,
        plek: &DeValue<'_>,
        waarde: &Value,
        samen: &mut Vec<Value>,
    ) {
        if let (DeValue::Table(plekken), Value::Table(lokaal)) = (plek, waarde) {
            let wie = herken(lokaal);
            let zelfde = samen
                .iter_mut()
                .filter_map(Value::as_table_mut)
                .find(|t| herken(t) == wie);
            if let Some(bestaand) = zelfde {
                return self.tabel(pad, plekken, lokaal, bestaand);
            }
        } else if samen.contains(waarde) {
            return;
        }
        if AANVULBAAR.contains(&pad) {
            samen.push(waarde.clone());
            self.aanvullingen.push(pad.to_owned());
            return;
        }
        let zin = format!(
            "een gemeente voegt aan deze lijst niets toe{}. Een gemeente mag het protocol alleen nader invullen.",
            self.artikel(pad)
        );
        self.fouten.meld(begin, pad, zin);
    }

    /// ` (RTP 2.4.4)`, or nothing where the text of the region names no place.
    fn artikel(&self, pad: &str) -> String {
        let plekken: Vec<&str> = regel_van(pad)
            .map(|bepaling| self.regio.bepaling(bepaling))
            .unwrap_or_default()
            .iter()
            .map(|a| a.0.as_str())
            .collect();
        if plekken.is_empty() {
            String::new()
        } else {
            format!(" ({})", plekken.join("; "))
        }
    }
}

fn kort(waarde: &Value) -> String {
    match waarde {
        Value::Table(_) => "een groep".to_owned(),
        Value::Boolean(ja) => if *ja { "ja" } else { "nee" }.to_owned(),
        ander => ander.to_string(),
    }
}

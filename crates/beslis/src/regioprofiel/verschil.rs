//! What changed between two profiles, in words: `standaardbudget 6: € 12.000,00 → € 13.000,00 per 1 januari 2027`.
//!
//! It walks the values themselves, so that a new key cannot be forgotten; entries of a list are matched by their own key.

use super::ProfielFout;
use super::Regioprofiel;
use houvast_begrip::{Centen, datum};
use jiff::civil::Date;
use serde::Serialize;
use toml::{Table, Value};

/// One difference.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Verschil {
    /// The key with its path: `standaardbudgetten[6].bedrag`.
    pub sleutel: String,
    /// In words.
    pub tekst: String,
    /// What it was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub oud: Option<String>,
    /// What it becomes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nieuw: Option<String>,
}

/// The keys by which an entry of a list is known: the first set that is there.
const HERKENNING: [&[&str]; 9] = [
    &["nummer"],
    &["code"],
    &["sleutel"],
    &["aanbieder", "route", "geldig_vanaf"],
    &["artikel", "datum"],
    &["naam", "tariefgroep", "afgeleid"],
    &["minuten"],
    &["hulpvorm"],
    &["naam"],
];

/// How a list is called when one of its entries is meant.
const ENKELVOUD: [(&str, &str); 20] = [
    ("standaardbudgetten", "standaardbudget"),
    ("gemeenten", "gemeente"),
    ("percelen", "perceel"),
    ("producten", "product"),
    ("voorzieningen", "voorziening"),
    ("uitzonderingen", "uitzondering voor aanbieder"),
    ("routes", "route"),
    ("segmenten", "segment"),
    ("afbakening", "afbakening"),
    ("groepen", "groep"),
    ("tariefgroepen", "tariefgroep"),
    ("functies", "functie"),
    ("trajecten", "traject"),
    ("redenen", "reden"),
    ("medicatieherkomst", "oude minuten"),
    ("wijzigingsbeheer", "wijzigingsbeheer"),
    ("verbindingen", "verbinding"),
    ("oude_termen", "oude naam"),
    ("wachttijden", "wachttijd"),
    ("eisen", "eis"),
];

/// Keys that hold an amount in euros.
const BEDRAGEN: [&str; 4] = [
    "bedrag",
    "grens",
    "grens_zonder_instemming",
    "aanbieder_stelt_vast_tot",
];

impl Regioprofiel {
    /// The differences between two texts that are both usable; else their faults.
    pub fn verschillen(oud: (&str, &str), nieuw: (&str, &str)) -> Result<Vec<Verschil>, Vec<ProfielFout>> {
        let mut fouten = Vec::new();
        let mut lees = |(tekst, bestand): (&str, &str)| {
            let tabel = tekst.parse::<Table>().ok();
            match (Self::lees(tekst, bestand), tabel) {
                (Ok(profiel), Some(tabel)) => Some((profiel, tabel)),
                (Ok(_), None) => None,
                (Err(f), _) => {
                    fouten.extend(f);
                    None
                }
            }
        };
        let (a, b) = (lees(oud), lees(nieuw));
        let (Some((_, a)), Some((profiel, b))) = (a, b) else {
            return Err(fouten);
        };
        let mut loop_ = Vergelijking {
            per: profiel.versie.geldig_vanaf,
            uit: Vec::new(),
        };
        loop_.tabellen("", "", &a, &b);
        Ok(loop_.uit)
    }
}

struct Vergelijking {
    per: Date,
    uit: Vec<Verschil>,
}

impl Vergelijking {
    fn meld(&mut self, sleutel: &str, wat: &str, oud: Option<String>, nieuw: Option<String>) {
        let per = datum::lang(self.per);
        // The weekday says nothing here.
        let per = per.split_once(' ').map_or(per.as_str(), |(_, rest)| rest);
        let tekst = match (&oud, &nieuw) {
            (Some(o), Some(n)) => format!("{wat}: {o} → {n} per {per}"),
            (None, Some(n)) => format!("{wat}: nieuw per {per} ({n})"),
            (Some(o), None) => format!("{wat}: vervalt per {per} (was {o})"),
            (None, None) => wat.to_owned(),
        };
        self.uit.push(Verschil {
            sleutel: sleutel.to_owned(),
            tekst,
            oud,
            nieuw,
        });
    }

    fn tabellen(&mut self, pad: &str, wat: &str, a: &Table, b: &Table) {
        let mut sleutels: Vec<&String> = a.keys().collect();
        sleutels.extend(b.keys().filter(|k| !a.contains_key(*k)));
        for sleutel in sleutels {
            let hier = if pad.is_empty() {
                sleutel.clone()
            } else {
                format!("{pad}.{sleutel}")
            };
            let wat = benoem(wat, sleutel);
            self.waarden(&hier, &wat, sleutel, a.get(sleutel), b.get(sleutel));
        }
    }

    fn waarden(&mut self, pad: &str, wat: &str, sleutel: &str, a: Option<&Value>, b: Option<&Value>) {
        match (a, b) {
            (Some(Value::Table(a)), Some(Value::Table(b))) => self.tabellen(pad, wat, a, b),
            (Some(Value::Array(a)), Some(Value::Array(b))) if is_lijst(a) || is_lijst(b) => {
                self.lijsten(pad, wat, sleutel, a, b);
            }
            (Some(Value::Array(rij)), None) if is_lijst(rij) => self.lijsten(pad, wat, sleutel, rij, &[]),
            (None, Some(Value::Array(rij))) if is_lijst(rij) => self.lijsten(pad, wat, sleutel, &[], rij),
            (a, b) if a == b => {}
            (a, b) => {
                let toon = |v: &Value| toon(sleutel, v);
                self.meld(pad, wat, a.map(toon), b.map(toon));
            }
        }
    }

    fn lijsten(&mut self, pad: &str, wat: &str, sleutel: &str, a: &[Value], b: &[Value]) {
        let naam = enkelvoud(sleutel).map_or_else(|| wat.to_owned(), str::to_owned);
        for oud in a.iter().filter_map(Value::as_table) {
            let wie = herken(oud);
            let hier = format!("{pad}[{wie}]");
            let wat = format!("{naam} {wie}");
            match b.iter().filter_map(Value::as_table).find(|n| herken(n) == wie) {
                Some(nieuw) => self.tabellen(&hier, &wat, oud, nieuw),
                None => self.meld(&hier, &wat, Some(regel(oud)), None),
            }
        }
        for nieuw in b.iter().filter_map(Value::as_table) {
            let wie = herken(nieuw);
            if !a.iter().filter_map(Value::as_table).any(|o| herken(o) == wie) {
                self.meld(
                    &format!("{pad}[{wie}]"),
                    &format!("{naam} {wie}"),
                    None,
                    Some(regel(nieuw)),
                );
            }
        }
    }
}

fn is_lijst(rij: &[Value]) -> bool {
    rij.iter().any(Value::is_table)
}

fn enkelvoud(sleutel: &str) -> Option<&'static str> {
    ENKELVOUD
        .iter()
        .find(|(meer, _)| *meer == sleutel)
        .map(|(_, een)| *een)
}

/// `wijziging, kracht`; the amount of a standard budget is that budget.
fn benoem(wat: &str, sleutel: &str) -> String {
    let woorden = sleutel.replace(['_', '-'], " ");
    match (wat, sleutel) {
        ("", _) => woorden,
        (_, "bedrag") => wat.to_owned(),
        _ => format!("{wat}, {woorden}"),
    }
}

pub(super) fn herken(tabel: &Table) -> String {
    HERKENNING
        .iter()
        .find_map(|rij| {
            let delen: Option<Vec<String>> = rij.iter().map(|k| Some(toon("", tabel.get(*k)?))).collect();
            delen
        })
        .unwrap_or_default()
        .join(", ")
}

fn regel(tabel: &Table) -> String {
    let delen: Vec<String> = tabel
        .iter()
        .map(|(k, v)| format!("{} {}", k.replace('_', " "), toon(k, v)))
        .collect();
    delen.join(", ")
}

fn toon(sleutel: &str, waarde: &Value) -> String {
    match waarde {
        Value::Integer(euro) if BEDRAGEN.contains(&sleutel) => Centen(100)
            .maal(*euro)
            .map_or_else(|| euro.to_string(), |c| c.to_string()),
        Value::Integer(getal) => getal.to_string(),
        Value::String(tekst) => tekst.clone(),
        Value::Boolean(ja) => if *ja { "ja" } else { "nee" }.to_owned(),
        Value::Datetime(dag) => dag
            .to_string()
            .parse::<Date>()
            .map_or_else(|_| dag.to_string(), datum::kort),
        Value::Array(rij) if rij.is_empty() => "geen".to_owned(),
        Value::Array(rij) => rij
            .iter()
            .map(|v| toon(sleutel, v))
            .collect::<Vec<_>>()
            .join(", "),
        Value::Table(tabel) => regel(tabel),
        Value::Float(getal) => getal.to_string(),
    }
}

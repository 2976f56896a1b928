//! Reads TOML by hand, so that every fault carries its line and key and none hides another.

use super::ProfielFout;
use super::opname::Opname;
use houvast_begrip::Centen;
use jiff::civil::Date;
use serde_json::json;
use std::collections::BTreeSet;
use std::ops::RangeInclusive;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Largest file in bytes (ours have 40 kB), and most faults at once: the place of each is counted from the begin.
const GROOTST: usize = 256 * 1024;
const MEESTE: usize = 200;

/// Collects the faults of one file.
pub(super) struct Fouten<'a> {
    bestand: &'a str,
    tekst: &'a str,
    lijst: Vec<ProfielFout>,
    /// What the reader looks for, for the schema of the editors.
    pub(super) opname: Option<Opname>,
}

impl<'a> Fouten<'a> {
    /// A file of more than this is no profile: it is not read, or a strange file would cost minutes.
    pub(super) fn te_groot(&mut self) -> bool {
        if self.tekst.len() > GROOTST {
            let uitleg = "dit bestand is te groot; een profiel heeft hoogstens 256 kB";
            self.meld(0, "(hier)", uitleg);
        }
        !self.geen()
    }

    pub(super) fn nieuw(bestand: &'a str, tekst: &'a str) -> Self {
        Self {
            bestand,
            tekst,
            lijst: Vec::new(),
            opname: None,
        }
    }

    fn neem_op(&mut self, sleutel: &str, vorm: impl FnOnce() -> serde_json::Value) {
        if let Some(opname) = &mut self.opname {
            opname.vorm(sleutel, vorm());
        }
    }

    /// Notes a fault at this byte.
    pub(super) fn meld(&mut self, plek: usize, sleutel: impl Into<String>, tekst: impl Into<String>) {
        if self.lijst.len() >= MEESTE {
            return;
        }
        let regel = 1 + self.tekst.bytes().take(plek).filter(|b| *b == b'\n').count();
        // TOML knows a key without a letter; a fault about nothing at all would help nobody.
        let sleutel = Some(sleutel.into()).filter(|s| !s.is_empty());
        self.lijst.push(ProfielFout {
            bestand: self.bestand.to_owned(),
            regel,
            sleutel: sleutel.unwrap_or_else(|| "\"\"".to_owned()),
            tekst: tekst.into(),
        });
    }

    /// What toml itself could not read; its sentence is English, so ours replaces it.
    pub(super) fn meld_schrijfwijze(&mut self, fout: &toml::de::Error) {
        let plek = fout.span().map_or(0, |s| s.start);
        let voor = self.tekst.get(..plek).unwrap_or_default();
        let begin = voor.rfind('\n').map_or(0, |i| i + 1);
        let regel = self
            .tekst
            .get(begin..)
            .and_then(|t| t.lines().next())
            .unwrap_or_default();
        let sleutel = match regel.split('=').next().unwrap_or_default().trim() {
            "" => "(hier)",
            begin => begin,
        };
        let tekst = if fout.message().contains("duplicate key") {
            "deze sleutel staat er twee keer; laat er één staan"
        } else {
            "de schrijfwijze klopt niet; verwacht: sleutel = waarde, of [kop] boven een groep"
        };
        self.meld(plek, sleutel, tekst);
    }

    /// Was there a fault in this list? Then who refers to it cannot be blamed.
    pub(super) fn raakt(&self, lijst: &str) -> bool {
        self.lijst.iter().any(|f| {
            f.sleutel
                .strip_prefix(lijst)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
        })
    }

    pub(super) fn geen(&self) -> bool {
        self.lijst.is_empty()
    }

    /// In the order of the file.
    pub(super) fn klaar(mut self) -> Vec<ProfielFout> {
        self.lijst
            .sort_by(|a, b| (a.regel, &a.sleutel).cmp(&(b.regel, &b.sleutel)));
        self.lijst.dedup();
        self.lijst
    }
}

/// A value with its place and its full key.
#[derive(Clone)]
pub(super) struct Waarde<'t> {
    pub(super) plek: usize,
    pub(super) sleutel: String,
    inhoud: &'t DeValue<'t>,
}

impl<'t> Waarde<'t> {
    fn verkeerd(&self, fouten: &mut Fouten<'_>, verwacht: &str) {
        let tekst = format!("hier staat {}, verwacht {verwacht}", soort(self.inhoud));
        fouten.meld(self.plek, &self.sleutel, tekst);
    }

    pub(super) fn tekst(&self, fouten: &mut Fouten<'_>) -> Option<String> {
        fouten.neem_op(&self.sleutel, || json!({ "type": "string", "pattern": "\\S" }));
        match self.inhoud.as_str() {
            Some(t) if !t.trim().is_empty() => Some(t.to_owned()),
            Some(_) => {
                fouten.meld(self.plek, &self.sleutel, "hier staat een lege tekst");
                None
            }
            None => {
                self.verkeerd(fouten, "een tekst tussen aanhalingstekens");
                None
            }
        }
    }

    /// A text that must be a code of some kind.
    pub(super) fn code<T>(
        &self,
        fouten: &mut Fouten<'_>,
        verwacht: &str,
        lees: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        let tekst = self.tekst(fouten)?;
        if let Some(opname) = &mut fouten.opname {
            opname.code(&self.sleutel, verwacht);
        }
        let uit = lees(&tekst);
        if uit.is_none() {
            let zin = format!("hier staat \"{tekst}\", verwacht {verwacht}");
            fouten.meld(self.plek, &self.sleutel, zin);
        }
        uit
    }

    pub(super) fn geheel(&self, fouten: &mut Fouten<'_>, bereik: &RangeInclusive<i64>) -> Option<i64> {
        fouten.neem_op(
            &self.sleutel,
            || json!({ "type": "integer", "minimum": bereik.start(), "maximum": bereik.end() }),
        );
        let Some(getal) = als_geheel(self.inhoud) else {
            self.verkeerd(fouten, "een heel getal");
            return None;
        };
        if bereik.contains(&getal) {
            return Some(getal);
        }
        let zin = format!(
            "hier staat {getal}, verwacht een getal van {} tot en met {}",
            bereik.start(),
            bereik.end()
        );
        fouten.meld(self.plek, &self.sleutel, zin);
        None
    }

    /// `8_000` is whole euros; `"8.000,50"` has cents. No floats: money does not round.
    pub(super) fn bedrag(&self, fouten: &mut Fouten<'_>) -> Option<Centen> {
        const VERWACHT: &str = "een bedrag in hele euro's (8_000) of met centen als tekst (\"8000,50\")";
        fouten.neem_op(&self.sleutel, || {
            json!({ "type": ["integer", "string"], "exclusiveMinimum": 0, "pattern": "^[\\d.]+,\\d{2}$", "description": VERWACHT })
        });
        let centen = match self.inhoud {
            DeValue::Integer(_) => als_geheel(self.inhoud).and_then(|euro| Centen(100).maal(euro)),
            DeValue::String(tekst) => bedrag_uit_tekst(tekst),
            _ => None,
        };
        match centen {
            Some(bedrag) if bedrag > Centen::NUL => Some(bedrag),
            Some(bedrag) => {
                let zin = format!("hier staat {bedrag}, verwacht een bedrag boven nul");
                fouten.meld(self.plek, &self.sleutel, zin);
                None
            }
            None => {
                self.verkeerd(fouten, VERWACHT);
                None
            }
        }
    }

    pub(super) fn datum(&self, fouten: &mut Fouten<'_>) -> Option<Date> {
        fouten.neem_op(&self.sleutel, || json!({ "type": "string", "format": "date" }));
        let dag = self
            .inhoud
            .as_datetime()
            .and_then(|d| match (d.date, d.time, d.offset) {
                (Some(dag), None, None) => Some(dag),
                _ => None,
            });
        let uit = dag.and_then(|d| {
            Date::new(
                i16::try_from(d.year).ok()?,
                i8::try_from(d.month).ok()?,
                i8::try_from(d.day).ok()?,
            )
            .ok()
        });
        if uit.is_none() {
            self.verkeerd(fouten, "een datum zonder aanhalingstekens, zoals 2024-01-08");
        }
        uit
    }

    fn jaofnee(&self, fouten: &mut Fouten<'_>) -> Option<bool> {
        fouten.neem_op(&self.sleutel, || json!({ "type": "boolean" }));
        let uit = self.inhoud.as_bool();
        if uit.is_none() {
            self.verkeerd(fouten, "true (ja) of false (nee)");
        }
        uit
    }

    fn rij(&self, fouten: &mut Fouten<'_>, verwacht: &str) -> Vec<Self> {
        fouten.neem_op(&self.sleutel, || json!({ "type": "array" }));
        let Some(rij) = self.inhoud.as_array() else {
            self.verkeerd(fouten, verwacht);
            return Vec::new();
        };
        rij.iter()
            .enumerate()
            .map(|(i, deel)| Self {
                plek: deel.span().start,
                sleutel: format!("{}[{}]", self.sleutel, i + 1),
                inhoud: deel.get_ref(),
            })
            .collect()
    }

    fn tabel(&self, fouten: &mut Fouten<'_>) -> Option<Tabel<'t>> {
        let Some(inhoud) = self.inhoud.as_table() else {
            self.verkeerd(fouten, "een groep met eigen sleutels");
            return None;
        };
        Some(Tabel {
            inhoud,
            plek: self.plek,
            pad: self.sleutel.clone(),
            bekend: BTreeSet::new(),
        })
    }
}

/// A table whose keys are asked for one by one; what nobody asked for is unknown.
pub(super) struct Tabel<'t> {
    inhoud: &'t DeTable<'t>,
    pub(super) plek: usize,
    pad: String,
    bekend: BTreeSet<String>,
}

impl<'t> Tabel<'t> {
    pub(super) fn wortel(inhoud: &'t Spanned<DeTable<'t>>) -> Self {
        Self {
            inhoud: inhoud.get_ref(),
            plek: 0,
            pad: String::new(),
            bekend: BTreeSet::new(),
        }
    }

    pub(super) fn sleutel(&self, naam: &str) -> String {
        if self.pad.is_empty() {
            naam.to_owned()
        } else {
            format!("{}.{naam}", self.pad)
        }
    }

    /// Every key that is there, for tables with free keys.
    pub(super) fn namen(&self) -> Vec<String> {
        let mut namen: Vec<(usize, String)> = self
            .inhoud
            .iter()
            .map(|(k, _)| (k.span().start, k.get_ref().to_string()))
            .collect();
        namen.sort();
        namen.into_iter().map(|(_, naam)| naam).collect()
    }

    /// The value, when it is there.
    pub(super) fn mag(&mut self, naam: &str) -> Option<Waarde<'t>> {
        self.bekend.insert(naam.to_owned());
        let (sleutel, waarde) = self.inhoud.iter().find(|(k, _)| k.get_ref().as_ref() == naam)?;
        Some(Waarde {
            plek: sleutel.span().start,
            sleutel: self.sleutel(naam),
            inhoud: waarde.get_ref(),
        })
    }

    /// The value; its absence is a fault.
    pub(super) fn moet(&mut self, naam: &str, fouten: &mut Fouten<'_>) -> Option<Waarde<'t>> {
        let uit = self.mag(naam);
        if let Some(opname) = &mut fouten.opname {
            opname.verplicht(&self.pad, naam);
        }
        if uit.is_none() {
            fouten.meld(self.plek, self.sleutel(naam), "deze sleutel ontbreekt");
        }
        uit
    }

    pub(super) fn tekst(&mut self, naam: &str, fouten: &mut Fouten<'_>) -> Option<String> {
        self.moet(naam, fouten)?.tekst(fouten)
    }

    pub(super) fn datum(&mut self, naam: &str, fouten: &mut Fouten<'_>) -> Option<Date> {
        self.moet(naam, fouten)?.datum(fouten)
    }

    pub(super) fn datum_mag(&mut self, naam: &str, fouten: &mut Fouten<'_>) -> Option<Date> {
        self.mag(naam)?.datum(fouten)
    }

    pub(super) fn bedrag(&mut self, naam: &str, fouten: &mut Fouten<'_>) -> Option<Centen> {
        self.moet(naam, fouten)?.bedrag(fouten)
    }

    pub(super) fn jaofnee(&mut self, naam: &str, fouten: &mut Fouten<'_>) -> Option<bool> {
        self.moet(naam, fouten)?.jaofnee(fouten)
    }

    pub(super) fn jaofnee_mag(&mut self, naam: &str, fouten: &mut Fouten<'_>) -> Option<bool> {
        self.mag(naam)?.jaofnee(fouten)
    }

    pub(super) fn getal<T: TryFrom<i64>>(
        &mut self,
        naam: &str,
        bereik: RangeInclusive<i64>,
        fouten: &mut Fouten<'_>,
    ) -> Option<T> {
        let waarde = self.moet(naam, fouten)?;
        T::try_from(waarde.geheel(fouten, &bereik)?).ok()
    }

    pub(super) fn getal_mag<T: TryFrom<i64>>(
        &mut self,
        naam: &str,
        bereik: RangeInclusive<i64>,
        fouten: &mut Fouten<'_>,
    ) -> Option<T> {
        let waarde = self.mag(naam)?;
        T::try_from(waarde.geheel(fouten, &bereik)?).ok()
    }

    pub(super) fn tabel(&mut self, naam: &str, fouten: &mut Fouten<'_>) -> Option<Tabel<'t>> {
        self.moet(naam, fouten)?.tabel(fouten)
    }

    pub(super) fn tabel_mag(&mut self, naam: &str, fouten: &mut Fouten<'_>) -> Option<Tabel<'t>> {
        self.mag(naam)?.tabel(fouten)
    }

    /// A list of tables; absent is empty.
    pub(super) fn tabellen_mag(&mut self, naam: &str, fouten: &mut Fouten<'_>) -> Vec<Tabel<'t>> {
        let Some(waarde) = self.mag(naam) else {
            return Vec::new();
        };
        waarde
            .rij(fouten, "een lijst van groepen")
            .iter()
            .filter_map(|w| w.tabel(fouten))
            .collect()
    }

    /// A list of tables; absent or empty is a fault.
    pub(super) fn tabellen(&mut self, naam: &str, fouten: &mut Fouten<'_>) -> Vec<Tabel<'t>> {
        let Some(waarde) = self.moet(naam, fouten) else {
            return Vec::new();
        };
        let rij = waarde.rij(fouten, "een lijst van groepen");
        if rij.is_empty() && waarde.inhoud.as_array().is_some() {
            fouten.meld(waarde.plek, &waarde.sleutel, "deze lijst is leeg");
        }
        rij.iter().filter_map(|w| w.tabel(fouten)).collect()
    }

    /// A list of values; absent is a fault.
    pub(super) fn lijst(&mut self, naam: &str, fouten: &mut Fouten<'_>) -> Vec<Waarde<'t>> {
        self.moet(naam, fouten)
            .map(|w| w.rij(fouten, "een lijst tussen [ en ]"))
            .unwrap_or_default()
    }

    /// A list of values; absent is empty.
    pub(super) fn lijst_mag(&mut self, naam: &str, fouten: &mut Fouten<'_>) -> Vec<Waarde<'t>> {
        self.mag(naam)
            .map(|w| w.rij(fouten, "een lijst tussen [ en ]"))
            .unwrap_or_default()
    }

    /// Reports the keys that nobody asked for.
    pub(super) fn klaar(self, fouten: &mut Fouten<'_>) {
        if let Some(opname) = &mut fouten.opname {
            opname.bekend(&self.pad, self.bekend.iter());
        }
        for (naam, _) in self.inhoud {
            if self.bekend.contains(naam.get_ref().as_ref()) {
                continue;
            }
            let bekend: Vec<&str> = self.bekend.iter().map(String::as_str).collect();
            let zin = format!("deze sleutel is onbekend; bekend zijn {}", bekend.join(", "));
            fouten.meld(naam.span().start, self.sleutel(naam.get_ref()), zin);
        }
    }
}

fn als_geheel(waarde: &DeValue<'_>) -> Option<i64> {
    let getal = waarde.as_integer()?;
    i64::from_str_radix(getal.as_str(), getal.radix()).ok()
}

fn bedrag_uit_tekst(tekst: &str) -> Option<Centen> {
    let (euro, cent) = tekst.split_once(',')?;
    let euro: String = euro.chars().filter(|c| *c != '.').collect();
    let cijfers = |t: &str| !t.is_empty() && t.bytes().all(|b| b.is_ascii_digit());
    if !cijfers(&euro) || cent.len() != 2 || !cijfers(cent) {
        return None;
    }
    Centen(100)
        .maal(euro.parse().ok()?)?
        .plus(Centen(cent.parse().ok()?))
}

fn soort(waarde: &DeValue<'_>) -> &'static str {
    match waarde {
        DeValue::String(_) => "een tekst",
        DeValue::Integer(_) => "een heel getal",
        DeValue::Float(_) => "een kommagetal",
        DeValue::Boolean(_) => "ja of nee",
        DeValue::Datetime(_) => "een datum",
        DeValue::Array(_) => "een lijst",
        DeValue::Table(_) => "een groep",
    }
}

/// The content without comments, order of keys and writing of numbers; the vingerafdruk is taken of this.
pub(super) fn canoniek(tabel: &DeTable<'_>) -> String {
    let mut uit = String::new();
    schrijf_tabel(tabel, "", &mut uit);
    uit
}

fn schrijf_tabel(tabel: &DeTable<'_>, pad: &str, uit: &mut String) {
    let mut velden: Vec<(&str, &DeValue<'_>)> = tabel
        .iter()
        .map(|(k, v)| (k.get_ref().as_ref(), v.get_ref()))
        .collect();
    velden.sort_by_key(|(naam, _)| *naam);
    for (naam, waarde) in velden {
        schrijf_waarde(waarde, &format!("{pad}.{naam:?}"), uit);
    }
}

fn schrijf_waarde(waarde: &DeValue<'_>, pad: &str, uit: &mut String) {
    let tekst = match waarde {
        DeValue::String(t) => format!("{t:?}"),
        DeValue::Integer(_) => als_geheel(waarde).unwrap_or_default().to_string(),
        DeValue::Float(f) => f.as_str().to_owned(),
        DeValue::Boolean(b) => b.to_string(),
        DeValue::Datetime(d) => d.to_string(),
        DeValue::Table(t) => return schrijf_tabel(t, pad, uit),
        DeValue::Array(rij) => {
            for (i, deel) in rij.iter().enumerate() {
                schrijf_waarde(deel.get_ref(), &format!("{pad}[{i}]"), uit);
            }
            return;
        }
    };
    uit.push_str(pad);
    uit.push('=');
    uit.push_str(&tekst);
    uit.push('\n');
}

//! What a fact or an outcome can hold: how it is read from JSON, described in a JSON Schema and shown to a person.

use crate::feiten::{Afronding, Feit, Herkenning, Soort, Verwijzer};
use crate::zaak::toon_periode;
use houvast_begrip::{AgbCode, Centen, GemeenteCode, Periode, datum};
use jiff::civil::Date;
use serde::{Serialize, Serializer};
use serde_json::{Value, json};

/// One kind of value.
pub trait Waarde: Sized + Clone {
    /// `None` when the JSON holds something else.
    fn lees(json: &Value) -> Option<Self>;
    /// Back to JSON, as [`Waarde::lees`] takes it.
    fn json(&self) -> Value;
    /// JSON Schema of the value.
    fn schema() -> Value;
    /// What would be right, for an error: `een bedrag in eurocenten`.
    fn verwacht() -> String;
    /// For a person.
    fn toon(&self) -> String;
}

impl Waarde for bool {
    fn lees(json: &Value) -> Option<Self> {
        json.as_bool()
    }
    fn json(&self) -> Value {
        Value::Bool(*self)
    }
    fn schema() -> Value {
        json!({ "type": "boolean" })
    }
    fn verwacht() -> String {
        "true (ja) of false (nee)".into()
    }
    fn toon(&self) -> String {
        if *self { "ja" } else { "nee" }.into()
    }
}

macro_rules! geheel {
    ($($t:ty),*) => { $(
        impl Waarde for $t {
            fn lees(json: &Value) -> Option<Self> {
                Self::try_from(json.as_u64()?).ok()
            }
            fn json(&self) -> Value {
                json!(self)
            }
            fn schema() -> Value {
                json!({ "type": "integer", "minimum": 0, "maximum": Self::MAX })
            }
            fn verwacht() -> String {
                format!("een heel getal van 0 tot en met {}", Self::MAX)
            }
            fn toon(&self) -> String {
                self.to_string()
            }
        }
    )* };
}
geheel!(u8, u32);

impl Waarde for String {
    fn lees(json: &Value) -> Option<Self> {
        json.as_str().filter(|t| !t.trim().is_empty()).map(str::to_owned)
    }
    fn json(&self) -> Value {
        json!(self)
    }
    fn schema() -> Value {
        json!({ "type": "string", "pattern": "\\S" })
    }
    fn verwacht() -> String {
        "een tekst die niet leeg is".into()
    }
    fn toon(&self) -> String {
        self.clone()
    }
}

impl Waarde for Centen {
    fn lees(json: &Value) -> Option<Self> {
        json.as_i64().filter(|c| *c >= 0).map(Self)
    }
    fn json(&self) -> Value {
        json!(self.0)
    }
    fn schema() -> Value {
        json!({ "type": "integer", "minimum": 0, "maximum": i64::MAX, "$comment": "eurocenten: 1200000 is € 12.000,00" })
    }
    fn verwacht() -> String {
        "een bedrag in hele eurocenten (1200000 is € 12.000,00)".into()
    }
    fn toon(&self) -> String {
        self.to_string()
    }
}

impl Waarde for Date {
    fn lees(json: &Value) -> Option<Self> {
        // jiff accepts more forms; we promise one.
        json.as_str().filter(|t| t.len() == 10)?.parse().ok()
    }
    fn json(&self) -> Value {
        json!(self.to_string())
    }
    fn schema() -> Value {
        json!({ "type": "string", "format": "date", "pattern": "^\\d{4}-\\d{2}-\\d{2}$" })
    }
    fn verwacht() -> String {
        "een datum als jjjj-mm-dd".into()
    }
    fn toon(&self) -> String {
        datum::lang(*self)
    }
}

impl Waarde for Periode {
    fn lees(json: &Value) -> Option<Self> {
        let velden = json.as_object()?;
        if velden.keys().any(|k| k != "begin" && k != "eind") {
            return None;
        }
        let eind = match velden.get("eind") {
            None | Some(Value::Null) => None,
            Some(dag) => Some(Date::lees(dag)?),
        };
        Self::nieuw(Date::lees(velden.get("begin")?)?, eind)
    }
    fn json(&self) -> Value {
        json!({ "begin": self.begin.json(), "eind": self.eind.map(|d| d.json()) })
    }
    fn schema() -> Value {
        json!({
            "type": "object",
            "properties": { "begin": Date::schema(), "eind": { "anyOf": [Date::schema(), { "type": "null" }] } },
            "required": ["begin"],
            "additionalProperties": false,
        })
    }
    fn verwacht() -> String {
        "een periode met begin en eind, de eerste en de laatste dag".into()
    }
    fn toon(&self) -> String {
        toon_periode(self)
    }
}

impl Waarde for AgbCode {
    fn lees(json: &Value) -> Option<Self> {
        Self::nieuw(json.as_str()?).ok()
    }
    fn json(&self) -> Value {
        json!(self.als_str())
    }
    fn schema() -> Value {
        json!({ "type": "string", "pattern": "^\\d{8}$" })
    }
    fn verwacht() -> String {
        "een AGB-code van acht cijfers".into()
    }
    fn toon(&self) -> String {
        self.als_str().to_owned()
    }
}

impl Waarde for GemeenteCode {
    fn lees(json: &Value) -> Option<Self> {
        Self::nieuw(json.as_str()?).ok()
    }
    fn json(&self) -> Value {
        json!(self.als_str())
    }
    fn schema() -> Value {
        json!({ "type": "string", "pattern": "^\\d{4}$" })
    }
    fn verwacht() -> String {
        "een gemeentecode van vier cijfers".into()
    }
    fn toon(&self) -> String {
        self.als_str().to_owned()
    }
}

impl<T: Waarde> Waarde for Vec<T> {
    fn lees(json: &Value) -> Option<Self> {
        json.as_array()?.iter().map(T::lees).collect()
    }
    fn json(&self) -> Value {
        Value::Array(self.iter().map(T::json).collect())
    }
    fn schema() -> Value {
        json!({ "type": "array", "items": T::schema() })
    }
    fn verwacht() -> String {
        format!("een lijst met steeds {}", T::verwacht())
    }
    fn toon(&self) -> String {
        if self.is_empty() {
            return "geen".into();
        }
        self.iter().map(T::toon).collect::<Vec<_>>().join("; ")
    }
}

/// A number with at most two decimals, kept in hundredths: `6,5`. No floats.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Honderdsten(pub u32);

impl Honderdsten {
    /// `"6,5"`, `"0.25"` or `"3"`.
    #[must_use]
    pub fn uit_tekst(tekst: &str) -> Option<Self> {
        let (heel, deel) = tekst.split_once([',', '.']).unwrap_or((tekst, "0"));
        let cijfers = |t: &str| !t.is_empty() && t.bytes().all(|b| b.is_ascii_digit());
        if !cijfers(heel) || !cijfers(deel) || deel.len() > 2 {
            return None;
        }
        let deel: u32 = format!("{deel:0<2}").parse().ok()?;
        heel.parse::<u32>()
            .ok()?
            .checked_mul(100)?
            .checked_add(deel)
            .map(Self)
    }
}

impl std::fmt::Display for Honderdsten {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match (self.0 / 100, self.0 % 100) {
            (heel, 0) => write!(f, "{heel}"),
            (heel, deel) if deel % 10 == 0 => write!(f, "{heel},{}", deel / 10),
            (heel, deel) => write!(f, "{heel},{deel:02}"),
        }
    }
}

impl Waarde for Honderdsten {
    fn lees(json: &Value) -> Option<Self> {
        match json {
            Value::String(tekst) => Self::uit_tekst(tekst),
            // The digits as they stood there; no arithmetic on a float.
            Value::Number(getal) => Self::uit_tekst(&getal.to_string()),
            _ => None,
        }
    }
    fn json(&self) -> Value {
        json!(self.to_string())
    }
    fn schema() -> Value {
        json!({ "type": ["string", "number"], "pattern": "^\\d+([.,]\\d{1,2})?$" })
    }
    fn verwacht() -> String {
        "een getal met hoogstens twee decimalen, zoals \"6,5\"".into()
    }
    fn toon(&self) -> String {
        self.to_string()
    }
}

/// A choice out of a closed list, with the word in JSON and the label for a person.
macro_rules! keuze {
    ($(#[$m:meta])* pub enum $naam:ident { $( $variant:ident = $woord:literal, $label:literal; )* }) => {
        $(#[$m])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub enum $naam {
            $( #[doc = $label] $variant, )*
        }
        impl $naam {
            /// Every choice.
            pub const ALLE: &'static [Self] = &[$( Self::$variant, )*];
            /// As it stands in JSON and in a profile.
            #[must_use]
            pub fn woord(self) -> &'static str {
                match self { $( Self::$variant => $woord, )* }
            }
            /// For a person.
            #[must_use]
            pub fn label(self) -> &'static str {
                match self { $( Self::$variant => $label, )* }
            }
            /// The choice with this word.
            #[must_use]
            pub fn uit_woord(woord: &str) -> Option<Self> {
                Self::ALLE.iter().copied().find(|k| k.woord() == woord)
            }
        }
        impl serde::Serialize for $naam {
            fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
                s.serialize_str(self.woord())
            }
        }
        impl $crate::vragen::Waarde for $naam {
            fn lees(json: &serde_json::Value) -> Option<Self> {
                Self::uit_woord(json.as_str()?)
            }
            fn json(&self) -> serde_json::Value {
                serde_json::json!(self.woord())
            }
            fn schema() -> serde_json::Value {
                $crate::vragen::waarde::keuzeschema(&[$( ($woord, $label) ),*])
            }
            fn verwacht() -> String {
                $crate::vragen::waarde::een_van(&[$( $woord ),*])
            }
            fn toon(&self) -> String {
                self.label().to_owned()
            }
        }
    };
}
pub(crate) use keuze;

/// `oneOf` with a title per word, so that an editor shows the label.
pub(crate) fn keuzeschema(keuzes: &[(&str, &str)]) -> Value {
    let delen: Vec<Value> = keuzes
        .iter()
        .map(|(woord, label)| json!({ "const": woord, "title": label }))
        .collect();
    json!({ "oneOf": delen })
}

/// `een van: herstel, duurzaam`.
pub(crate) fn een_van(woorden: &[&str]) -> String {
    format!("een van: {}", woorden.join(", "))
}

/// The choices that exist outside the questions, and have their words there.
macro_rules! bestaand {
    ($t:ident: $( $variant:ident = $woord:literal, $label:literal; )*) => {
        impl Waarde for $t {
            fn lees(json: &Value) -> Option<Self> {
                match json.as_str()? {
                    $( $woord => Some(Self::$variant), )*
                    _ => None,
                }
            }
            fn json(&self) -> Value {
                match self { $( Self::$variant => json!($woord), )* }
            }
            fn schema() -> Value {
                keuzeschema(&[$( ($woord, $label) ),*])
            }
            fn verwacht() -> String {
                een_van(&[$( $woord ),*])
            }
            fn toon(&self) -> String {
                match self { $( Self::$variant => $label.to_owned(), )* }
            }
        }
    };
}

bestaand!(Verwijzer:
    Gemeente = "gemeente", "de Toegang";
    Huisarts = "huisarts", "de huisarts";
    Jeugdarts = "jeugdarts", "de jeugdarts";
    Gi = "gi", "de gecertificeerde instelling";
    MedischSpecialist = "medisch-specialist", "de medisch specialist";
    Geen = "geen", "geen verwijzer";
    Rechter = "rechter", "de rechter of officier van justitie";
);
bestaand!(Herkenning:
    Zelfde = "zelfde", "dezelfde persoon als in het dossier";
    Nieuw = "nieuw", "er was nog geen dossier";
    AndereGeboortedatum = "andere-geboortedatum", "de geboortedatum is anders dan in het dossier";
    AndereNaam = "andere-naam", "de achternaam is anders dan in het dossier";
);
bestaand!(Soort:
    Herstel = "herstel", "herstel";
    Duurzaam = "duurzaam", "duurzaam";
);
bestaand!(Afronding:
    Beneden = "beneden", "naar beneden";
    Boven = "boven", "naar boven";
);

/// What a question calls one of its facts or results.
#[derive(Clone, Copy, Debug)]
pub struct Veld {
    /// The key in JSON.
    pub naam: &'static str,
    /// For a person.
    pub label: &'static str,
    /// Needed in every case; the others only where the case asks for them.
    pub altijd: bool,
    /// JSON Schema of the value.
    pub schema: fn() -> Value,
    /// What its value looks like, in words.
    pub verwacht: fn() -> String,
}

impl Veld {
    /// The field with this name in a list.
    #[must_use]
    pub fn zoek(lijst: &'static [Self], naam: &str) -> Option<&'static Self> {
        lijst.iter().find(|v| v.naam == naam)
    }
}

/// For serde: a fact as `{ "waarde": …, "bron": … }`, absent when unknown.
pub(crate) struct AlsJson<'a, T>(pub(crate) &'a Feit<T>);

impl<T: Waarde> Serialize for AlsJson<'_, T> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        json!({ "waarde": self.0.waarde().map(Waarde::json), "bron": self.0.bron }).serialize(s)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn honderdsten_lezen_en_tonen_zonder_kommagetallen() {
        for (tekst, getal, terug) in [
            ("6,5", 650, "6,5"),
            ("0.25", 25, "0,25"),
            ("3", 300, "3"),
            ("0,05", 5, "0,05"),
        ] {
            assert_eq!(Honderdsten::uit_tekst(tekst), Some(Honderdsten(getal)));
            assert_eq!(Honderdsten(getal).to_string(), terug);
        }
        for fout in ["", "6,", ",5", "6,555", "-1", "zes", "99999999999"] {
            assert_eq!(Honderdsten::uit_tekst(fout), None, "{fout}");
        }
        assert_eq!(Honderdsten::lees(&json!(0.1)), Some(Honderdsten(10)));
    }

    #[test]
    fn een_periode_met_een_onbekende_sleutel_of_een_eind_voor_het_begin_wordt_niet_gelezen() {
        let goed = json!({ "begin": "2025-01-01", "eind": "2025-12-31" });
        let periode = Periode::lees(&goed).unwrap();
        assert_eq!(periode.json(), goed);
        assert_eq!(
            Periode::lees(&json!({ "begin": "2025-01-01", "einde": "2025-12-31" })),
            None
        );
        assert_eq!(
            Periode::lees(&json!({ "begin": "2025-01-02", "eind": "2025-01-01" })),
            None
        );
    }
}

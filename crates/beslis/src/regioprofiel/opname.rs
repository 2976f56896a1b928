//! JSON Schema of a profile for editors, taken down while the reader reads: what the reader does not know cannot be in it.

use super::{Regioprofiel, ingebouwd};
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// Tables whose keys the region chooses itself.
const VRIJE_SLEUTELS: [&str; 1] = ["segmenten"];

/// Keys that no built-in profile uses, so that the reader shows what they are.
const ZELDZAAM: &str = r#"
percelen = [{ nummer = 1, naam = "x", segment = "x" }]
producten = [{ code = "x", naam = "x", segment = "x", perceel = 1, tariefgroep = 1, afbakening = "x", verzonnen = true, geldig_vanaf = 2025-01-01, geldig_tot_en_met = 2025-12-31 }]
uitzonderingen = [{ aanbieder = "90010001", route = "x", grens = 1, geldig_vanaf = 2025-01-01, geldig_tot_en_met = 2025-12-31, bron = "x" }]
afbakening = [{ sleutel = "x", naam = "x", strekking = "wel", geldig_vanaf = 2025-01-01 }]
voorzieningen = [{ sleutel = "x", naam = "x", maanden = 1, eisen = [{ sleutel = "x", naam = "x" }] }]
wachttijden = [{ hulpvorm = "x", intake_dagen = 1, start_na_intake_dagen = 1, start_dagen = 1 }]
rekenhulp = { plaats = "x", adres = "https://x.example" }
"#;

/// What one reading showed.
#[derive(Default)]
pub(super) struct Opname {
    /// Path to the schema of the value.
    vormen: BTreeMap<String, Value>,
    /// Path of a table to the keys it may have.
    bekend: BTreeMap<String, BTreeSet<String>>,
    /// Path of a table to the keys it must have.
    verplicht: BTreeMap<String, BTreeSet<String>>,
}

impl Opname {
    pub(super) fn vorm(&mut self, sleutel: &str, vorm: Value) {
        self.vormen.insert(patroon(sleutel), vorm);
    }

    pub(super) fn code(&mut self, sleutel: &str, verwacht: &str) {
        let vorm = match verwacht.strip_prefix("een van: ") {
            Some(woorden) => json!({ "enum": woorden.split(", ").collect::<Vec<_>>() }),
            None => json!({ "type": "string", "description": verwacht }),
        };
        self.vorm(sleutel, vorm);
    }

    pub(super) fn verplicht(&mut self, tabel: &str, naam: &str) {
        self.verplicht
            .entry(patroon(tabel))
            .or_default()
            .insert(naam.to_owned());
    }

    pub(super) fn bekend<'a>(&mut self, tabel: &str, namen: impl Iterator<Item = &'a String>) {
        self.bekend
            .entry(patroon(tabel))
            .or_default()
            .extend(namen.cloned());
    }

    fn schema(&self, pad: &str) -> Value {
        let Some(namen) = self.bekend.get(pad) else {
            return self.blad(pad);
        };
        if VRIJE_SLEUTELS.contains(&pad) {
            return json!({ "type": "object", "additionalProperties": self.schema(&format!("{pad}.*")) });
        }
        let mut velden = Map::new();
        for naam in namen {
            let hier = if pad.is_empty() {
                naam.clone()
            } else {
                format!("{pad}.{naam}")
            };
            velden.insert(naam.clone(), self.schema(&hier));
        }
        let moet = self.verplicht.get(pad).cloned().unwrap_or_default();
        json!({ "type": "object", "properties": velden, "required": moet, "additionalProperties": false })
    }

    fn blad(&self, pad: &str) -> Value {
        match self.vormen.get(pad) {
            Some(vorm) if vorm["type"] == "array" => {
                json!({ "type": "array", "items": self.schema(&format!("{pad}[]")) })
            }
            Some(vorm) => vorm.clone(),
            // Nobody looked at it: a test holds that this does not happen.
            None => Value::Bool(true),
        }
    }
}

/// `gemeenten[3].code` is `gemeenten[].code`; `segmenten.ambulant.naam` is `segmenten.*.naam`.
fn patroon(sleutel: &str) -> String {
    let mut uit = String::with_capacity(sleutel.len());
    for (i, deel) in sleutel.split('.').enumerate() {
        if i > 0 {
            uit.push('.');
        }
        if VRIJE_SLEUTELS.contains(&uit.trim_end_matches('.')) {
            uit.push('*');
            continue;
        }
        match deel.split_once('[') {
            Some((naam, _)) => {
                uit.push_str(naam);
                uit.push_str("[]");
            }
            None => uit.push_str(deel),
        }
    }
    uit
}

impl Regioprofiel {
    /// JSON Schema (2020-12) of a profile, for editors that know TOML.
    #[must_use]
    pub fn schema_voor_editors() -> Value {
        let mut opname = Opname::default();
        for tekst in ingebouwd::teksten().chain([ZELDZAAM]) {
            opname = Self::neem_op(tekst, opname);
        }
        let mut schema = opname.schema("");
        schema["$schema"] = json!("https://json-schema.org/draft/2020-12/schema");
        schema["title"] = json!("Regioprofiel van Houvast");
        schema
    }
}

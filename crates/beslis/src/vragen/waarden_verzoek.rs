//! The composed values of a request as facts of a question: the same JSON as they are stored in.

use super::waarde::{Waarde, een_van, keuzeschema};
use crate::besluit::{RedenAfwijzing, Uitkomst};
use crate::feiten::{Contract, Omvang, Product, Traject};
use crate::zaak::toon_periode;
use houvast_begrip::{AgbCode, Periode};
use serde_json::{Value, json};

/// What serde reads, with no other keys than these.
macro_rules! samengesteld {
    ($t:ty, $velden:expr, $moet:expr, $verwacht:literal, |$w:ident| $toon:expr) => {
        impl Waarde for $t {
            fn lees(json: &Value) -> Option<Self> {
                let schema: Value = $velden;
                let bekend = schema.as_object()?;
                if json.as_object()?.keys().any(|k| !bekend.contains_key(k)) {
                    return None;
                }
                serde_json::from_value(json.clone()).ok()
            }
            fn json(&self) -> Value {
                // These types hold no maps with other keys than text, so that this does not fail.
                serde_json::to_value(self).unwrap_or_default()
            }
            fn schema() -> Value {
                json!({ "type": "object", "properties": $velden, "required": $moet, "additionalProperties": false })
            }
            fn verwacht() -> String {
                $verwacht.into()
            }
            fn toon(&self) -> String {
                let $w = self;
                $toon
            }
        }
    };
}

samengesteld!(
    Product,
    json!({
        "categorie": { "type": "string", "pattern": "^[0-9A-Z]{2}$" },
        "code": { "type": ["string", "null"] },
    }),
    json!(["categorie"]),
    "een product met categorie en, als die er is, code",
    |p| match &p.code {
        Some(code) => format!("categorie {}, code {code}", p.categorie),
        None => format!("categorie {}", p.categorie),
    }
);

samengesteld!(
    Omvang,
    json!({
        "volume": { "type": "integer", "minimum": 0, "maximum": u32::MAX },
        "eenheid": { "type": "string" },
        "frequentie": { "type": "string" },
    }),
    json!(["volume", "eenheid", "frequentie"]),
    "een omvang met volume, eenheid en frequentie",
    |o| o.in_woorden()
);

samengesteld!(
    Contract,
    json!({
        "segment": { "type": "string" },
        "perceel": { "type": ["integer", "null"], "minimum": 0, "maximum": u8::MAX },
        "periode": Periode::schema(),
    }),
    json!(["segment", "periode"]),
    "een contract met segment, periode en, als het er is, perceel",
    |c| {
        let perceel = c.perceel.map_or_else(String::new, |p| format!(", perceel {p}"));
        format!("{}{perceel}, {}", c.segment, toon_periode(&c.periode))
    }
);

samengesteld!(
    Traject,
    json!({
        "aanbieder": AgbCode::schema(),
        "segment": { "type": ["string", "null"] },
        "periode": Periode::schema(),
        "akkoord": { "type": "boolean", "default": false },
    }),
    json!(["aanbieder", "periode"]),
    "hulp met aanbieder, periode en, als die er zijn, segment en akkoord",
    |t| {
        let akkoord = if t.akkoord {
            ", met akkoord van de Toegang"
        } else {
            ""
        };
        format!("{}{akkoord}", toon_periode(&t.periode))
    }
);

const UITKOMSTEN: [(Uitkomst, &str, &str); 3] = [
    (Uitkomst::Toewijzen, "toewijzen", "toewijzen"),
    (Uitkomst::Voorleggen, "voorleggen", "voorleggen"),
    (Uitkomst::Afwijzen, "afwijzen", "afwijzen"),
];

impl Waarde for Uitkomst {
    fn lees(json: &Value) -> Option<Self> {
        let woord = json.as_str()?;
        UITKOMSTEN.iter().find(|u| u.1 == woord).map(|u| u.0)
    }
    fn json(&self) -> Value {
        json!(self)
    }
    fn schema() -> Value {
        keuzeschema(&UITKOMSTEN.map(|u| (u.1, u.2)))
    }
    fn verwacht() -> String {
        een_van(&UITKOMSTEN.map(|u| u.1))
    }
    fn toon(&self) -> String {
        self.label().to_lowercase()
    }
}

impl Waarde for RedenAfwijzing {
    fn lees(json: &Value) -> Option<Self> {
        serde_json::from_value(json.clone()).ok()
    }
    fn json(&self) -> Value {
        json!(self)
    }
    fn schema() -> Value {
        let rij: Vec<Value> = Self::ALLE
            .iter()
            .map(|r| json!({ "const": r, "title": r.label() }))
            .collect();
        json!({ "oneOf": rij })
    }
    fn verwacht() -> String {
        "een reden van afwijzing".into()
    }
    fn toon(&self) -> String {
        format!("{} (code {})", self.label(), self.code())
    }
}

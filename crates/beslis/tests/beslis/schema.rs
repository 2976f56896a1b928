//! The JSON Schema for editors follows the reader, and the committed file follows the schema.

use houvast_beslis::Regioprofiel;
use serde_json::Value;

const BESTAND: &str = "profielen/regioprofiel.schema.json";

/// Keys whose value the reader never looked at.
fn onbekend(pad: &str, schema: &Value, uit: &mut Vec<String>) {
    match schema {
        Value::Bool(true) => uit.push(pad.to_owned()),
        Value::Object(delen) => {
            if let Some(Value::Object(velden)) = delen.get("properties") {
                for (naam, deel) in velden {
                    onbekend(&format!("{pad}.{naam}"), deel, uit);
                }
            }
            for sleutel in ["items", "additionalProperties"] {
                if let Some(deel) = delen.get(sleutel) {
                    onbekend(&format!("{pad}[]"), deel, uit);
                }
            }
        }
        _ => {}
    }
}

#[test]
fn het_schema_kent_elke_sleutel_die_de_lezer_kent() {
    let schema = Regioprofiel::schema_voor_editors();
    let mut uit = Vec::new();
    onbekend("", &schema, &mut uit);
    assert!(uit.is_empty(), "zet een voorbeeld in ZELDZAAM: {uit:?}");
    let velden = &schema["properties"];
    assert_eq!(
        velden["standaardbudgetten"]["items"]["properties"]["nummer"]["maximum"],
        99
    );
    assert_eq!(
        velden["groepen"]["items"]["required"],
        serde_json::json!([
            "jeugdigen_per_begeleider",
            "minimum_fte_gedragswetenschapper",
            "minimum_hbo_procent",
            "naam",
            "sleutel",
            "soorten"
        ])
    );
    assert_eq!(
        velden["afbakening"]["items"]["properties"]["strekking"]["enum"],
        serde_json::json!(["wel", "niet", "ondersteunend"])
    );
    let segment = &velden["segmenten"]["additionalProperties"];
    assert_eq!(segment["properties"]["beoordeeld"]["type"], "boolean");
    assert_eq!(
        velden["uitzonderingen"]["items"]["properties"]["geldig_tot_en_met"]["format"],
        "date"
    );
}

#[test]
fn het_schema_in_de_map_is_van_nu() {
    let pad = format!("{}/{BESTAND}", env!("CARGO_MANIFEST_DIR"));
    let verwacht = format!("{:#}\n", Regioprofiel::schema_voor_editors());
    let staat_er = std::fs::read_to_string(&pad).unwrap_or_default();
    assert!(
        staat_er == verwacht,
        "verouderd: draai `houvast regio schema > crates/beslis/{BESTAND}`"
    );
}

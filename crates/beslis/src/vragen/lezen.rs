//! Facts from JSON, with a Dutch sentence for each fault.

use super::waarde::{Veld, Waarde};
use super::zitting::Feiten;
use crate::feiten::{Bron, Feit};
use serde_json::{Map, Value};
use std::fmt;

/// Something in the facts that cannot be read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Leesfout {
    /// Key of the fact, or empty for the whole.
    pub feit: String,
    /// What would be right.
    pub tekst: String,
}

impl fmt::Display for Leesfout {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.feit.is_empty() {
            f.write_str(&self.tekst)
        } else {
            write!(f, "{}: {}", self.feit, self.tekst)
        }
    }
}

/// Takes the facts of one question out of a JSON object and keeps the faults.
pub struct Lezer<'a> {
    velden: &'a Map<String, Value>,
    fouten: Vec<Leesfout>,
}

impl Lezer<'_> {
    fn fout(&mut self, feit: &str, tekst: String) {
        self.fouten.push(Leesfout {
            feit: feit.to_owned(),
            tekst,
        });
    }

    /// `{ "waarde": …, "bron": … }`, or only the value; then the source is an assumption.
    pub(crate) fn feit<T: Waarde>(&mut self, naam: &str) -> Feit<T> {
        let Some(json) = self.velden.get(naam) else {
            return Feit::onbekend();
        };
        let (waarde, bron) = match json.as_object() {
            Some(delen) if delen.contains_key("waarde") => {
                if let Some(vreemd) = delen.keys().find(|k| *k != "waarde" && *k != "bron") {
                    self.fout(
                        naam,
                        format!("\"{vreemd}\" hoort hier niet; bekend zijn waarde en bron"),
                    );
                }
                (delen.get("waarde").unwrap_or(&Value::Null), delen.get("bron"))
            }
            _ => (json, None),
        };
        let bron = match bron.map(|b| serde_json::from_value::<Bron>(b.clone())) {
            None => Bron::default(),
            Some(Ok(bron)) => bron,
            Some(Err(_)) => {
                let zin = "verwacht als bron een van: bericht, dossier, aanbieder, consulent, aanname";
                self.fout(naam, zin.into());
                Bron::default()
            }
        };
        if waarde.is_null() {
            return Feit::onbekend();
        }
        match T::lees(waarde) {
            Some(waarde) => Feit::van(bron, waarde),
            None => {
                self.fout(naam, format!("verwacht {}", T::verwacht()));
                Feit::onbekend()
            }
        }
    }
}

/// All faults at once.
pub(super) fn lees<F: Feiten>(json: &Value) -> Result<F, Vec<Leesfout>> {
    let Some(velden) = json.as_object() else {
        return Err(vec![Leesfout {
            feit: String::new(),
            tekst: "verwacht een JSON-object met feiten".into(),
        }]);
    };
    let mut lezer = Lezer {
        velden,
        fouten: Vec::new(),
    };
    let feiten = F::lees(&mut lezer);
    for naam in velden.keys().filter(|n| Veld::zoek(F::VELDEN, n).is_none()) {
        let bekend: Vec<&str> = F::VELDEN.iter().map(|v| v.naam).collect();
        lezer.fout(
            naam,
            format!("dit feit is onbekend; bekend zijn {}", bekend.join(", ")),
        );
    }
    if lezer.fouten.is_empty() {
        Ok(feiten)
    } else {
        Err(lezer.fouten)
    }
}

//! What is not an element or a value: attributes, prefixes, comments and instructions. All of it can hold a name.

use crate::boom::Element;
use std::collections::BTreeMap;

/// What is left of a comment.
pub(super) const WEG: &str = "<!-- weggelaten -->";

/// A comment says something else now; an instruction for a program goes.
pub(super) fn opmerking(ruw: &str) -> &'static str {
    if ruw.starts_with("<!--") { WEG } else { "" }
}

/// What stands before or after the root.
pub(super) fn buiten(ruw: &str) -> String {
    let mut uit = String::new();
    let mut rest = ruw;
    if let Some(na) = rest
        .strip_prefix("<?xml")
        .filter(|na| na.starts_with([' ', '\t', '\r', '\n']))
    {
        uit.push_str("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
        rest = na.split_once("?>").map_or("", |(_, na)| na);
    }
    let slot = if rest.ends_with('\n') || uit.is_empty() && rest.is_empty() {
        ""
    } else {
        "\r\n"
    };
    for _ in rest.matches("<!--") {
        uit.push_str("\r\n");
        uit.push_str(WEG);
    }
    if uit.is_empty() && rest.trim().is_empty() {
        return if rest.is_empty() {
            String::new()
        } else {
            "\r\n".to_owned()
        };
    }
    uit.push_str(if slot.is_empty() { "\r\n" } else { slot });
    uit
}

/// New names for prefixes that are not the usual ones.
#[derive(Clone, Debug, Default)]
pub(super) struct Prefixen(BTreeMap<String, String>);

const XSI: &str = "http://www.w3.org/2001/XMLSchema-instance";

fn gewoon(prefix: &str) -> bool {
    let nummer = |s: &str| s.len() <= 3 && s.bytes().all(|b| b.is_ascii_digit());
    matches!(
        prefix,
        "" | "b" | "i" | "ijw" | "xs" | "xsd" | "xsi" | "xml" | "xmlns" | "tns" | "bericht" | "basis"
    ) || ["jw", "ns", "n", "p"]
        .iter()
        .any(|begin| prefix.strip_prefix(begin).is_some_and(nummer))
}

impl Prefixen {
    fn nieuw(&mut self, prefix: &str) -> String {
        if gewoon(prefix) {
            return prefix.to_owned();
        }
        let aantal = self.0.len() + 1;
        self.0
            .entry(prefix.to_owned())
            .or_insert_with(|| format!("vervangen{aantal}"))
            .clone()
    }

    fn naam(&mut self, merk: &str) -> String {
        match merk.split_once(':') {
            Some((prefix, lokaal)) => format!("{}:{lokaal}", self.nieuw(prefix)),
            None => merk.to_owned(),
        }
    }

    /// The prefixes of the elements, when all attributes have theirs.
    pub(super) fn hernoem(&mut self, element: &mut Element) {
        element.merk = self.naam(&element.merk);
        for kind in element.kinderen_mut() {
            self.hernoem(kind);
        }
    }
}

/// Keeps what binds namespaces and what the schema instance says; everything else gets another name and value.
pub(super) fn attributen(element: &mut Element, prefixen: &mut Prefixen) {
    if element.attributen.trim().is_empty() {
        return;
    }
    let mut uit = String::new();
    for (n, (naam, waarde)) in lijst(&element.attributen).into_iter().enumerate() {
        let (prefix, lokaal) = naam.split_once(':').unwrap_or(("", naam));
        let (naam, waarde) = match (prefix, lokaal) {
            ("", "xmlns") => ("xmlns".to_owned(), ruimte(waarde)),
            ("xmlns", lokaal) => (format!("xmlns:{}", prefixen.nieuw(lokaal)), ruimte(waarde)),
            (_, "nil") if matches!(waarde, "true" | "false" | "0" | "1") => {
                (prefixen.naam(naam), waarde.to_owned())
            }
            ("xsi", "type") => (naam.to_owned(), soort(waarde, prefixen)),
            ("xsi", "schemaLocation" | "noNamespaceSchemaLocation") => {
                (naam.to_owned(), "urn:weggelaten".to_owned())
            }
            _ => (format!("kenmerk{n}"), "weggelaten".to_owned()),
        };
        uit.push_str(&format!(" {naam}=\"{waarde}\""));
    }
    element.attributen = uit;
}

/// Names and raw values of attributes.
fn lijst(ruw: &str) -> Vec<(&str, &str)> {
    let mut uit = Vec::new();
    let mut rest = ruw;
    while let Some((naam, na)) = rest.split_once('=') {
        let na = na.trim_start();
        let Some(teken) = na.chars().next().filter(|c| matches!(c, '"' | '\'')) else {
            break;
        };
        let Some((waarde, verder)) = na.get(1..).and_then(|na| na.split_once(teken)) else {
            break;
        };
        uit.push((naam.trim(), waarde));
        rest = verder;
    }
    uit
}

/// Namespaces of the standard stay.
fn ruimte(uri: &str) -> String {
    let eigen = crate::BerichtSoort::ALLE
        .iter()
        .any(|soort| soort.naamruimte() == uri);
    if eigen || uri == XSI || uri == "http://www.istandaarden.nl/ijw/3_2/basisschema/schema" || uri.is_empty()
    {
        uri.to_owned()
    } else {
        "urn:weggelaten".to_owned()
    }
}

/// Types of the standard stay.
fn soort(waarde: &str, prefixen: &mut Prefixen) -> String {
    let kaal = waarde.trim();
    let (prefix, lokaal) = kaal.split_once(':').unwrap_or(("", kaal));
    let bekend = (lokaal.starts_with("LDT_") || lokaal.starts_with("CDT_")) && lokaal.len() <= 30;
    if bekend
        && lokaal.bytes().all(|b| b.is_ascii_alphabetic() || b == b'_')
        && crate::schema::kent_type(lokaal)
    {
        let dubbel = if prefix.is_empty() {
            String::new()
        } else {
            format!("{}:", prefixen.nieuw(prefix))
        };
        format!("{dubbel}{lokaal}")
    } else {
        "weggelaten".to_owned()
    }
}

//! Structs for the complex types, enums for the code lists.

use super::declaratie::{Aantal, Basistype, Bericht, Codelijst, Datatype, Declaraties, Element, Klasse};
use super::naam;
use std::fmt::Write as _;

const AFGELEID: &str = "#[derive(Clone, Debug, PartialEq, Eq)]\n";

/// A complex type as a struct. Elements with one possible value are no fields.
pub(crate) fn klasse(d: &Declaraties, b: Option<&Bericht>, soort: &str, klasse: &Klasse) -> String {
    let mut uit = format!(
        "/// {}\n{AFGELEID}pub struct {} {{\n",
        doc_klasse(b, soort),
        naam::soort(soort)
    );
    for e in klasse.elementen.iter().filter(|e| e.vast.is_none()) {
        let kaal = veldtype(d, b, &e.soort);
        let omhuld = match e.aantal {
            Aantal::Een => kaal,
            Aantal::Hooguit => format!("Option<{kaal}>"),
            Aantal::Meer | Aantal::Vrij => format!("Vec<{kaal}>"),
        };
        let _ = writeln!(uit, "/// {}\npub {}: {omhuld},", doc_veld(e), naam::veld(&e.naam));
    }
    uit + "}\n\n"
}

fn doc_klasse(b: Option<&Bericht>, soort: &str) -> String {
    match (b, soort) {
        (Some(b), "Root") => format!("{}: {}.", b.bericht, b.naam),
        (Some(b), _) => format!("Berichtklasse {soort} van {}.", b.bericht),
        (None, _) => format!("{soort}."),
    }
}

fn doc_veld(e: &Element) -> String {
    format!("`{}`: {}, {}.", e.naam, e.soort, e.aantal.tekst())
}

/// The Rust type of an element that stands once.
pub(super) fn veldtype(d: &Declaraties, b: Option<&Bericht>, soort: &str) -> String {
    if b.is_some_and(|b| b.klasse.contains_key(soort)) {
        return naam::soort(soort).to_owned();
    }
    match d.basis.datatype.get(soort) {
        Some(t) => bladtype(d, t),
        None if b.is_some() => format!("basis::{}", naam::soort(soort)),
        None => naam::soort(soort).to_owned(),
    }
}

fn bladtype(d: &Declaraties, t: &Datatype) -> String {
    match t.basis {
        Basistype::Datum => "Date".to_owned(),
        Basistype::Tijd => "Time".to_owned(),
        Basistype::Geheel if t.max.is_some_and(|m| m > u64::from(u32::MAX)) => "u64".to_owned(),
        Basistype::Geheel => "u32".to_owned(),
        Basistype::Tekst => match t.codes.as_ref().and_then(|lijst| d.codelijsten.get(lijst)) {
            Some(lijst) => format!("codes::{}", lijst.naam),
            None => "Tekst".to_owned(),
        },
    }
}

/// A code list as an enum.
pub(crate) fn codelijst(lijstnaam: &str, lijst: &Codelijst) -> String {
    let naam = &lijst.naam;
    let mut uit = format!(
        "/// Codelijst {lijstnaam}.\n#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]\npub enum {naam} {{\n"
    );
    for c in &lijst.codes {
        let _ = writeln!(uit, "/// `{}`: {}.\n{},", c.code, c.betekenis, c.naam);
    }
    let arm = |f: fn(&super::declaratie::Code) -> &str| -> String {
        lijst.codes.iter().fold(String::new(), |mut s, c| {
            let _ = writeln!(s, "Self::{} => {:?},", c.naam, f(c));
            s
        })
    };
    let alle = lijst
        .codes
        .iter()
        .map(|c| format!("Self::{},", c.naam))
        .collect::<String>();
    let uit_tekst = lijst.codes.iter().fold(String::new(), |mut s, c| {
        let _ = writeln!(s, "b{:?} => Self::{},", c.code, c.naam);
        s
    });
    let _ = write!(
        uit,
        "}}

impl {naam} {{
    /// Every code, in the order of the list.
    pub const ALLE: &'static [Self] = &[{alle}];

    /// The code as it stands in a message.
    #[must_use]
    pub const fn as_str(self) -> &'static str {{
        match self {{ {} }}
    }}

    /// What the code means, in plain Dutch.
    #[must_use]
    pub const fn betekenis(self) -> &'static str {{
        match self {{ {} }}
    }}
}}

impl TryFrom<&str> for {naam} {{
    type Error = OnbekendeCode;
    fn try_from(tekst: &str) -> Result<Self, OnbekendeCode> {{
        Self::uit(tekst).ok_or(OnbekendeCode {{ lijst: {lijstnaam:?} }})
    }}
}}

impl std::fmt::Display for {naam} {{
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {{
        f.write_str(self.as_str())
    }}
}}

impl Code for {naam} {{
    const LIJST: &'static str = {lijstnaam:?};
    const CODES: &'static [&'static str] = &[{}];
    fn uit_bytes(bytes: &[u8]) -> Option<Self> {{
        Some(match bytes {{
            {uit_tekst}
            _ => return None,
        }})
    }}
}}

",
        arm(|c| &c.code),
        arm(|c| &c.betekenis),
        lijst
            .codes
            .iter()
            .map(|c| format!("{:?},", c.code))
            .collect::<String>(),
    );
    uit
}

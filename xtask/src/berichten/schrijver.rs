//! The writing half of the generated code: one function per complex type, in the order of the declaration.

use super::declaratie::{Basistype, Bericht, Declaraties, Element, Klasse};
use super::naam;
use std::fmt::Write as _;

/// The writing function; closes the `impl` block that the reader opened.
pub(crate) fn klasse(d: &Declaraties, b: Option<&Bericht>, klasse: &Klasse) -> String {
    let prefix = b.map_or(d.basis.prefix.as_str(), |b| b.prefix.as_str());
    let mut uit = String::from("pub(crate) fn schrijf(&self, s: &mut Schrijver) {\n");
    for e in &klasse.elementen {
        let merk = format!("{prefix}:{}", e.naam);
        if let Some(vast) = &e.vast {
            let _ = writeln!(uit, "s.tekst({merk:?}, {vast:?});");
            continue;
        }
        let veld = naam::veld(&e.naam);
        if e.aantal.herhaalt() {
            let _ = writeln!(uit, "for x in &self.{veld} {{ {} }}", opdracht(d, e, &merk, "x"));
        } else if e.aantal.verplicht() {
            uit += &opdracht(d, e, &merk, &format!("self.{veld}"));
        } else {
            let _ = writeln!(
                uit,
                "if let Some(x) = &self.{veld} {{ {} }}",
                opdracht(d, e, &merk, "x")
            );
        }
    }
    uit + "}\n}\n\n"
}

/// `waarde` is a place; `x` stands for a reference to one.
fn opdracht(d: &Declaraties, e: &Element, merk: &str, waarde: &str) -> String {
    let (los, geleend) = if waarde == "x" {
        ("*x".to_owned(), "x".to_owned())
    } else {
        (waarde.to_owned(), format!("&{waarde}"))
    };
    let Some(t) = d.basis.datatype.get(&e.soort) else {
        return format!("s.open({merk:?}); {waarde}.schrijf(s); s.sluit({merk:?});\n");
    };
    match t.basis {
        Basistype::Tekst if t.codes.is_some() => format!("s.tekst({merk:?}, {waarde}.as_str());\n"),
        Basistype::Tekst => format!("s.tekst({merk:?}, {geleend});\n"),
        Basistype::Geheel if t.max.is_some_and(|m| m > u64::from(u32::MAX)) => {
            format!("s.getal({merk:?}, {los});\n")
        }
        Basistype::Geheel => format!("s.getal({merk:?}, u64::from({los}));\n"),
        Basistype::Datum => format!("s.datum({merk:?}, {los});\n"),
        Basistype::Tijd => format!("s.tijd({merk:?}, {los});\n"),
    }
}

//! The declarations as pages for people: one per message, with every element and its facets.

use super::declaratie::{Basistype, Bericht, Datatype, Declaraties, Element, Klasse};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// File name and text of every page.
pub(crate) fn bladen(d: &Declaraties) -> BTreeMap<String, String> {
    let mut uit = BTreeMap::new();
    let mut lijst = String::from(
        "# The messages of iJw\n\nMade by `cargo run -p xtask -- berichten` from `crates/ijw/berichten`.\n\n| message | name | code | answer |\n| --- | --- | --- | --- |\n",
    );
    for b in &d.berichten {
        let bestand = format!("{}.md", b.bericht.to_lowercase());
        let _ = writeln!(
            lijst,
            "| [{}]({bestand}) | {} | {} | {} |",
            b.bericht,
            b.naam,
            b.code,
            b.retour.as_deref().unwrap_or("-")
        );
        uit.insert(bestand, blad(d, b));
    }
    let _ = write!(lijst, "\nThe codes are in [codelijsten](codelijsten.md).\n");
    uit.insert("README.md".to_owned(), lijst);
    uit.insert("codelijsten.md".to_owned(), codes(d));
    uit
}

fn codes(d: &Declaraties) -> String {
    let mut uit = String::from("# Code lists\n\nThe meanings are short ones of our own.\n");
    for (naam, lijst) in &d.codelijsten {
        let _ = write!(
            uit,
            "\n## {naam}: {}\n\n| code | meaning | from | until |\n| --- | --- | --- | --- |\n",
            lijst.naam
        );
        for c in &lijst.codes {
            let [vanaf, tot] = [&c.vanaf, &c.tot].map(|dag| dag.as_deref().unwrap_or_default());
            let _ = writeln!(uit, "| {} | {} | {vanaf} | {tot} |", c.code, c.betekenis);
        }
    }
    uit
}

fn blad(d: &Declaraties, b: &Bericht) -> String {
    let mut uit = format!(
        "# {}: {}\n\nBerichtCode {}, release {}, namespace `{}`.\nElements of shared types (`CDT_`) are in namespace `{}`.\n\n| element | number | type | facets |\n| --- | --- | --- | --- |\n",
        b.bericht, b.naam, b.code, b.release, b.naamruimte, d.basis.naamruimte
    );
    if let Some(wortel) = b.klasse.get("Root") {
        rijen(d, b, wortel, "", &mut uit);
    }
    uit
}

fn rijen(d: &Declaraties, b: &Bericht, klasse: &Klasse, boven: &str, uit: &mut String) {
    for e in &klasse.elementen {
        let pad = if boven.is_empty() {
            e.naam.clone()
        } else {
            format!("{boven}/{}", e.naam)
        };
        let sleutel = if b.sleutels.contains(&pad) { " (key)" } else { "" };
        let eisen = d
            .basis
            .datatype
            .get(&e.soort)
            .map(|t| eisen(t, e))
            .unwrap_or_default();
        let _ = writeln!(
            uit,
            "| `{pad}`{sleutel} | {} | {} | {eisen} |",
            e.aantal.tekst(),
            e.soort
        );
        if let Some(onder) = d.klasse(b, &e.soort) {
            rijen(d, b, onder, &pad, uit);
        }
    }
}

fn eisen(t: &Datatype, e: &Element) -> String {
    if let Some(vast) = &e.vast {
        return format!("always {vast}");
    }
    let mut delen = Vec::new();
    match t.basis {
        Basistype::Datum => return "date without time zone".to_owned(),
        Basistype::Tijd => return "time without time zone".to_owned(),
        Basistype::Geheel | Basistype::Tekst => {}
    }
    if let Some(lijst) = &t.codes {
        delen.push(format!("code of [{lijst}](codelijsten.md)"));
    } else {
        match (t.min_lengte, t.max_lengte) {
            (Some(min), Some(max)) => delen.push(format!("{min} to {max} characters")),
            (Some(min), None) => delen.push(format!("at least {min} character")),
            (None, Some(max)) => delen.push(format!("at most {max} characters")),
            (None, None) => {}
        }
    }
    if let (Some(min), Some(max)) = (t.min, t.max) {
        delen.push(format!("{min} to {max}"));
    }
    if let Some(patroon) = e.patroon.as_ref().or(t.patroon.as_ref()) {
        delen.push(format!("pattern `{}`", patroon.replace('|', "\\|")));
    }
    delen.join(", ")
}

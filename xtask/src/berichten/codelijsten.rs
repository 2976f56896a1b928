//! `codelijsten/gesloten.rs`: the closed code lists as a table.

use super::MELDING;
use super::declaratie::Declaraties;
use std::fmt::Write as _;

/// The whole file.
pub(crate) fn gesloten_rs(d: &Declaraties) -> String {
    let mut uit = format!(
        "//! The closed code lists as a table: meaning and validity of every code.\n{MELDING}\nuse super::{{Lijst, Rij}};\n\n/// The lists, by id.\npub(super) static GESLOTEN: &[Lijst] = &[\n"
    );
    for (id, lijst) in &d.codelijsten {
        let _ = write!(uit, "Lijst {{ id: {id:?}, naam: {:?}, rijen: &[", lijst.naam);
        for c in &lijst.codes {
            let [vanaf, tot] = [&c.vanaf, &c.tot].map(|dag| dag.as_deref().unwrap_or_default());
            let _ = write!(
                uit,
                "Rij::nieuw({:?}, {:?}, {vanaf:?}, {tot:?}),",
                c.code, c.betekenis
            );
        }
        uit += "] },\n";
    }
    uit + "];\n"
}

//! The table as a page for whoever answers for privacy.

use super::{Handeling, Recht, Rol, TABEL, Veldgroep};
use std::fmt::Write as _;

/// `docs/rechten.md`.
#[must_use]
pub fn als_tekst() -> String {
    let mut uit = String::from(
        "# Rechten\n\nGemaakt uit `crates/opslag/src/recht/tabel.rs`; niet met de hand wijzigen. Wat hier niet staat, mag niet. Een rol die \
         het programma niet kent, mag niets.\n\n## Wie ziet welke dossiers en velden\n\n| rol | woord in een account | ziet | doel | velden |\n| --- | --- | --- | --- | --- |\n",
    );
    let rollen: Vec<&Recht> = TABEL.iter().filter(|r| r.rol != Rol::Geen).collect();
    for r in &rollen {
        let velden: Vec<&str> = r.velden.iter().map(|v| v.woorden()).collect();
        let velden = if velden.is_empty() {
            "geen bijzondere velden".to_owned()
        } else {
            velden.join("; ")
        };
        // Writing to a String cannot fail.
        let _ = writeln!(
            uit,
            "| {} | `{}` | {} | {} | {velden} |",
            r.naam,
            r.rol.als_str(),
            r.ziet.woorden(),
            r.doel
        );
    }
    uit.push_str("\n## Wie mag wat\n\n| handeling | rollen |\n| --- | --- |\n");
    for handeling in Handeling::ALLE {
        let wie: Vec<&str> = rollen
            .iter()
            .filter(|r| r.mag.contains(handeling))
            .map(|r| r.naam)
            .collect();
        let _ = writeln!(uit, "| {} | {} |", handeling.woorden(), wie.join(", "));
    }
    uit.push_str("\n## Groepen van velden\n\n| groep | rollen |\n| --- | --- |\n");
    for groep in Veldgroep::ALLE {
        let wie: Vec<&str> = rollen
            .iter()
            .filter(|r| r.velden.contains(groep))
            .map(|r| r.naam)
            .collect();
        let _ = writeln!(uit, "| {} | {} |", groep.woorden(), wie.join(", "));
    }
    uit
}

//! The rules of levels 3 and 4 of JW323 and JW325, one file per theme.

mod antwoord;
mod bedrag;
mod client;
mod kop;
mod periode;
mod referentie;
mod toewijzing;
mod volume;

use super::zicht::Toets;
use crate::regels::{self, Regel, Werk};
use std::sync::LazyLock;

/// The rules that only these messages have.
pub(crate) static REGELS: &[Regel] = &[
    periode::TR307,
    periode::TR308,
    referentie::TR314,
    kop::TR318,
    periode::TR319,
    volume::TR321,
    volume::TR322,
    referentie::TR323,
    kop::TR333,
    antwoord::TR337,
    toewijzing::TR338,
    toewijzing::TR339,
    toewijzing::TR340,
    toewijzing::TR341,
    bedrag::TR346,
    antwoord::TR366,
    antwoord::TR367,
    volume::TR369,
    antwoord::TR371,
    antwoord::TR376,
    toewijzing::TR384,
    periode::TR387,
    periode::TR388,
    referentie::TR389,
    referentie::TR390,
    bedrag::TR418,
];

/// Rules that other messages have too: their part for these.
static GEDEELD: &[(&str, Toets)] = &[
    ("TR056", Toets::Antwoord(antwoord::tr056)),
    ("TR304", Toets::Client(client::tr304)),
    ("TR304", Toets::Antwoord(client::tr304_antwoord)),
    ("TR381", Toets::Inhoud(toewijzing::tr381)),
];

/// Rules that look at the header of any message.
pub(super) const VAN_ELKE_KOP: &[&str] = &["TR056", "TR135", "TR378"];

/// Every rule with what carries it out, by id.
pub(super) static TOETSEN: LazyLock<Vec<(&'static Regel, Toets)>> = LazyLock::new(|| {
    let eigen = REGELS.iter().filter_map(|regel| match regel.werk {
        Werk::Declaratie(toets) => Some((regel, toets)),
        _ => None,
    });
    let gedeeld = GEDEELD
        .iter()
        .filter_map(|(id, toets)| Some((regels::zoek(id)?, *toets)));
    let mut toetsen: Vec<_> = eigen.chain(gedeeld).collect();
    toetsen.sort_by_key(|(regel, _)| regel.id);
    toetsen
});

#[cfg(test)]
mod tests {
    use super::*;
    use crate::BerichtSoort::{Jw323, Jw325};
    use crate::regels::Niveau;

    #[test]
    fn elke_regel_van_niveau_3_en_4_over_een_declaratie_of_haar_antwoord_wordt_uitgevoerd() {
        for regel in regels::lijst() {
            if !matches!(regel.niveau, Niveau::Keten | Niveau::Bron) || VAN_ELKE_KOP.contains(&regel.id) {
                continue;
            }
            let heeft = |antwoord: bool| {
                TOETSEN.iter().any(|(ander, toets)| {
                    ander.id == regel.id && matches!(toets, Toets::Antwoord(_)) == antwoord
                })
            };
            assert_eq!(heeft(false), regel.berichten.contains(&Jw323), "{}", regel.id);
            assert_eq!(heeft(true), regel.berichten.contains(&Jw325), "{}", regel.id);
        }
    }
}

//! What changed between two messages of one kind, matched by the logical keys of the standard and told in words.
//!
//! What only identifies a message does not count: its number, its dagtekening, the versions of its schemas. Everything else
//! does, the parties included.

mod sleutel;
mod sommen;

pub use sommen::Som;

use crate::schema::{Klasse, Knoop, Vorm};
use crate::toon::{Opties, klein, label, samen_in_woorden, waarde_in_woorden};
use crate::{Bericht, BerichtSoort};

/// What happened to a part.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Wat {
    /// The second message has it, the first has not.
    Nieuw,
    /// The first message has it, the second has not.
    Weg,
    /// Both have it, with another value.
    Anders,
}

impl Wat {
    /// In one word.
    #[must_use]
    pub const fn als_str(self) -> &'static str {
        match self {
            Self::Nieuw => "nieuw",
            Self::Weg => "weg",
            Self::Anders => "anders",
        }
    }
}

/// One difference.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Verschil {
    /// What happened.
    pub wat: Wat,
    /// Where in the messages, without numbers.
    pub pad: String,
    /// The part it is about, in words: `Toewijzing 667899`.
    pub van_wat: String,
    /// The element, in words; empty when it is about the whole part.
    pub veld: String,
    /// The value in the first message, in words.
    pub van: Option<String>,
    /// The value in the second message, in words.
    pub naar: Option<String>,
    /// All of it as a sentence without a full stop.
    pub tekst: String,
}

/// Everything that is different.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Vergelijking {
    /// The kind of both.
    pub soort: BerichtSoort,
    /// The differences, in the order of the message.
    pub verschillen: Vec<Verschil>,
    /// Counts and sums of both.
    pub sommen: Vec<Som>,
}

impl Vergelijking {
    /// Nothing that counts is different.
    #[must_use]
    pub fn gelijk(&self) -> bool {
        self.verschillen.is_empty()
    }
}

/// Two messages of different kinds have nothing to compare.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("het eerste bericht is een {} en het tweede een {}", .0.as_str(), .1.as_str())]
pub struct AndereSoort(pub BerichtSoort, pub BerichtSoort);

/// Elements that only identify a message.
const KENMERKEN: &[&str] = &[
    "Header/BerichtIdentificatie",
    "Header/XsdVersie",
    "Header/IdentificatieRetour",
    "Header/DagtekeningRetour",
    "Header/XsltVersie",
    "Header/XsdVersieRetour",
    "Header/XsdVersieDeclaratie",
];

/// Compares two messages of one kind; from the first to the second.
///
/// # Errors
/// When they are not of one kind.
pub fn vergelijk(a: &Bericht, b: &Bericht, opties: &Opties) -> Result<Vergelijking, AndereSoort> {
    if a.soort() != b.soort() {
        return Err(AndereSoort(a.soort(), b.soort()));
    }
    let (van, naar) = (Knoop::van(a), Knoop::van(b));
    let mut lijst = Lijst {
        soort: a.soort(),
        opties,
        uit: Vec::new(),
    };
    lijst.kinderen(&van, &naar, "", "");
    let sommen = sommen::van(a.soort(), &van, &naar);
    Ok(Vergelijking {
        soort: a.soort(),
        verschillen: lijst.uit,
        sommen,
    })
}

struct Lijst<'a> {
    soort: BerichtSoort,
    opties: &'a Opties,
    uit: Vec<Verschil>,
}

impl Lijst<'_> {
    /// The elements of one class on both sides, in the order of the declarations.
    fn kinderen(&mut self, van: &[Knoop], naar: &[Knoop], pad: &str, van_wat: &str) {
        let mut namen: Vec<&str> = Vec::new();
        for knoop in van.iter().chain(naar) {
            if !namen.contains(&knoop.veld.naam) {
                namen.push(knoop.veld.naam);
            }
        }
        for naam in namen {
            let pad = if pad.is_empty() {
                naam.to_owned()
            } else {
                format!("{pad}/{naam}")
            };
            if KENMERKEN.contains(&pad.as_str()) {
                continue;
            }
            let links = Kant {
                buren: van,
                knoop: van.iter().find(|k| k.veld.naam == naam),
            };
            let rechts = Kant {
                buren: naar,
                knoop: naar.iter().find(|k| k.veld.naam == naam),
            };
            self.element(&links, &rechts, &pad, van_wat);
        }
    }

    fn element(&mut self, van: &Kant<'_>, naar: &Kant<'_>, pad: &str, van_wat: &str) {
        let Some(een) = van.knoop.or(naar.knoop) else {
            return;
        };
        let regels = [van, naar].map(|kant| kant.knoop.and_then(|k| self.regel(k, kant.buren)));
        if een.veld.vorm != Vorm::Klasse || regels.iter().any(Option::is_some) {
            if van.knoop != naar.knoop {
                let [van, naar] = regels;
                self.veld(een, van, naar, pad, van_wat);
            }
            return;
        }
        let leeg: &[Knoop] = &[];
        let delen = [van, naar].map(|kant| kant.knoop.map_or(leeg, |k| &k.kinderen));
        if een.veld.klasse().and_then(Klasse::lijst_van).is_some() {
            return self.lijst(delen, pad, van_wat);
        }
        let naam = sleutel::naam(self.soort, een, pad);
        match (van.knoop, naar.knoop) {
            (Some(_), Some(_)) => self.kinderen(delen[0], delen[1], pad, &naam),
            (Some(weg), None) => self.heel(Wat::Weg, weg, pad),
            (None, Some(nieuw)) => self.heel(Wat::Nieuw, nieuw, pad),
            (None, None) => {}
        }
    }

    /// A list: what has the same key belongs together.
    fn lijst(&mut self, delen: [&[Knoop]; 2], pad: &str, van_wat: &str) {
        let Some(eerste) = delen.iter().find_map(|deel| deel.first()) else {
            return;
        };
        let pad = format!("{pad}/{}", eerste.veld.naam);
        let [van, naar] = delen.map(|deel| sleutel::op_sleutel(self.soort, deel, &pad));
        for (sleutel, knoop) in &van.volgorde {
            match naar.per_sleutel.get(sleutel) {
                None => self.heel(Wat::Weg, knoop, &pad),
                Some(ander) if ander == knoop => {}
                Some(ander) if knoop.veld.vorm == Vorm::Klasse => {
                    let naam = sleutel::naam(self.soort, knoop, &pad);
                    self.kinderen(&knoop.kinderen, &ander.kinderen, &pad, &naam);
                }
                // A value in a list is its own key.
                Some(_) => {}
            }
        }
        for (sleutel, knoop) in &naar.volgorde {
            if !van.per_sleutel.contains_key(sleutel) {
                if knoop.veld.vorm == Vorm::Klasse {
                    self.heel(Wat::Nieuw, knoop, &pad);
                } else {
                    self.veld(knoop, None, self.regel(knoop, &[]), &pad, van_wat);
                }
            }
        }
    }

    /// A whole part that one side has, and the lists in it.
    fn heel(&mut self, wat: Wat, knoop: &Knoop, pad: &str) {
        if knoop.veld.vorm != Vorm::Klasse {
            let tekst = self.regel(knoop, &[]);
            return match wat {
                Wat::Nieuw => self.veld(knoop, None, tekst, pad, ""),
                _ => self.veld(knoop, tekst, None, pad, ""),
            };
        }
        let naam = sleutel::naam(self.soort, knoop, pad);
        let mut regels = Vec::new();
        let mut lijsten = Vec::new();
        for kind in &knoop.kinderen {
            match self.regel(kind, &knoop.kinderen) {
                Some(tekst) if !sleutel::in_naam(self.soort, kind, pad) => {
                    regels.push(format!("{} {tekst}", klein(&label(kind.veld.naam))));
                }
                Some(_) => {}
                None => lijsten.push(kind),
            }
        }
        let inhoud = regels.join(", ");
        let mut tekst = match wat {
            Wat::Nieuw => format!("{naam} is nieuw"),
            _ => format!("{naam} staat er niet meer in"),
        };
        if !inhoud.is_empty() {
            tekst += &format!(": {inhoud}");
        }
        let (van, naar) = match wat {
            Wat::Nieuw => (None, Some(inhoud)),
            _ => (Some(inhoud), None),
        };
        self.uit.push(Verschil {
            wat,
            pad: pad.to_owned(),
            van_wat: naam,
            veld: String::new(),
            van,
            naar,
            tekst,
        });
        for kind in lijsten {
            let pad = format!("{pad}/{}", kind.veld.naam);
            let kanten = match wat {
                Wat::Nieuw => [None, Some(kind)],
                _ => [Some(kind), None],
            };
            let [van, naar] = kanten.map(|knoop| Kant { buren: &[], knoop });
            self.element(&van, &naar, &pad, "");
        }
    }

    fn veld(&mut self, knoop: &Knoop, van: Option<String>, naar: Option<String>, pad: &str, van_wat: &str) {
        let naam = label(knoop.veld.naam);
        let voor = if van_wat.is_empty() {
            naam.clone()
        } else {
            format!("{van_wat}: {}", klein(&naam))
        };
        let (wat, tekst) = match (&van, &naar) {
            (Some(van), Some(naar)) => (Wat::Anders, format!("{voor} van {van} naar {naar}")),
            (None, Some(naar)) => (Wat::Nieuw, format!("{voor} {naar} is toegevoegd")),
            (Some(van), None) => (Wat::Weg, format!("{voor} {van} is weggehaald")),
            (None, None) => return,
        };
        self.uit.push(Verschil {
            wat,
            pad: pad.to_owned(),
            van_wat: van_wat.to_owned(),
            veld: naam,
            van,
            naar,
            tekst,
        });
    }

    /// An element that reads as one line.
    fn regel(&self, knoop: &Knoop, buren: &[Knoop]) -> Option<String> {
        if knoop.veld.vorm == Vorm::Klasse {
            samen_in_woorden(knoop, self.opties)
        } else {
            Some(waarde_in_woorden(knoop, buren, self.opties))
        }
    }
}

/// An element on one side, with what stands beside it.
struct Kant<'a> {
    buren: &'a [Knoop],
    knoop: Option<&'a Knoop>,
}

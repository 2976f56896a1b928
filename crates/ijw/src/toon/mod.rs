//! A message as a readable page in plain Dutch: sections per class, names beside codes, dates, amounts and sums in words.
//!
//! The page follows the declarations: an element that a later release adds shows by itself, under its own name.

mod declaratie;
mod kop;
mod loper;
mod samen;
mod stroom;
mod tekst;
mod waarde;
mod woorden;

pub use kop::Kop;
pub(crate) use samen::tekst as samen_in_woorden;
pub use stroom::StroomBlad;
pub use tekst::TekstBlad;
pub(crate) use waarde::{los as los_in_woorden, naast as waarde_in_woorden};
pub(crate) use woorden::{klein, label};

use crate::Bericht;
use crate::codelijsten::EigenProducten;
use crate::schema::Knoop;
use loper::Loper;
use std::io;

/// So many Prestaties show when not all of them are asked for.
pub const EERSTE: usize = 20;

/// How to show.
#[derive(Clone, Default, Debug)]
pub struct Opties {
    /// All Prestaties of a declaratie, not only the first [`EERSTE`].
    pub alles: bool,
    /// Names of product codes, those of the region included.
    pub producten: EigenProducten,
}

/// A line of the page.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Regel {
    /// The path of the element in the message; empty for what the page adds itself, like a sum.
    pub pad: String,
    /// The name of the element, in words.
    pub naam: String,
    /// The values as they stand in the message: path below `pad`, and value.
    pub waarden: Vec<(String, String)>,
    /// The value in words.
    pub tekst: String,
}

impl Regel {
    /// A line that the page adds itself.
    pub(crate) fn eigen(naam: impl Into<String>, tekst: impl Into<String>) -> Self {
        Self {
            pad: String::new(),
            naam: naam.into(),
            waarden: Vec::new(),
            tekst: tekst.into(),
        }
    }
}

/// Whatever a page is written on. The calls come in the order of the page, so that a page of any length needs no memory.
pub trait Blad {
    /// What the message is and between whom.
    fn kop(&mut self, kop: &Kop) -> io::Result<()>;
    /// A section begins, inside the one that is open.
    fn sectie(&mut self, titel: &str, pad: &str) -> io::Result<()>;
    /// A line of the section that is open.
    fn regel(&mut self, regel: &Regel) -> io::Result<()>;
    /// The section ends.
    fn eind(&mut self) -> io::Result<()>;
}

/// Writes the page of a message.
///
/// # Errors
/// Only what the page answers.
pub fn toon(bericht: &Bericht, opties: &Opties, blad: &mut dyn Blad) -> io::Result<()> {
    match bericht {
        Bericht::Jw323(b) => declaratie::declaratie(b, opties, blad),
        Bericht::Jw325(b) => declaratie::antwoord(b, opties, blad),
        _ => {
            let knopen = Knoop::van(bericht);
            blad.kop(&Kop::van(bericht.soort(), &knopen))?;
            let mut loper = Loper::nieuw(bericht.soort(), opties, blad);
            loper.klassen(&knopen, "")
        }
    }
}

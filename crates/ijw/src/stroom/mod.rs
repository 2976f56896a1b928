//! JW323 and JW325 as a stream of Prestaties: levels 1 and 2 in one pass, in memory that does not grow with the file but
//! for a few bytes per line (the rules about things that must be unique).
//!
//! ```
//! use houvast_ijw::{Grenzen, stroom};
//!
//! struct Teller(u32);
//! impl stroom::Ontvanger for Teller {
//!     fn prestatie(&mut self, _: stroom::Plaats, _: stroom::Prestatie<'_>) {
//!         self.0 += 1;
//!     }
//! }
//!
//! let mut teller = Teller(0);
//! let gang = stroom::lees(b"<geen-bericht/>".as_slice(), &Grenzen::default(), &mut teller)?;
//! assert!(!gang.geldig() && teller.0 == 0);
//! # Ok::<(), std::io::Error>(())
//! ```

mod beurt;
mod bron;
mod gang;
mod klein;
mod plaatsen;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod tweewegen;
mod vooruit;
mod vorm;

use crate::berichten::{jw323, jw325};
use crate::lezen::Grenzen;
use crate::regels::Bron;
use crate::{Bericht, BerichtSoort, Bevinding};
use std::io::{self, BufRead};
use vooruit::Kernen;

/// The kinds of message that can be read as a stream.
pub const STROMEN: &[BerichtSoort] = &[BerichtSoort::Jw323, BerichtSoort::Jw325];

/// A Prestatie as it passes.
#[derive(Clone, Copy)]
pub enum Prestatie<'a> {
    /// Of a declaration.
    Jw323(&'a jw323::Prestatie),
    /// Of the answer to one.
    Jw325(&'a jw325::Prestatie),
}

/// Which Prestatie it is; both count from 1, as in the path of a finding.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Plaats {
    /// Which Client of the message.
    pub client: u32,
    /// Which Prestatie of that Client.
    pub prestatie: u32,
}

/// Who wants to see what passes. Everything is provisional until [`lees`] says that the message is valid: a fault may stand
/// on the last line. After the first fault of level 1 nothing more is told.
pub trait Ontvanger {
    /// The root says what kind of message it is.
    fn soort(&mut self, _soort: BerichtSoort) {}
    /// The message without its Clienten. Of a JW325 the RetourCodes of the answer are empty still, for they come after them.
    fn kop(&mut self, _kop: &Bericht) {}
    /// A Client begins. `nummer` counts from 1.
    fn client(&mut self, _nummer: u32, _bsn: &str) {}
    /// Whether Prestaties are wanted at all. Who only wants the verdict spares much work of threads that read ahead.
    fn wil_prestaties(&self) -> bool {
        true
    }
    /// A Prestatie of the latest Client.
    fn prestatie(&mut self, _plaats: Plaats, _prestatie: Prestatie<'_>) {}
}

/// Somebody who only wants the verdict.
impl Ontvanger for () {
    fn wil_prestaties(&self) -> bool {
        false
    }
}

/// What a pass over a message gave.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Gang {
    /// The kind of message, when the root says so.
    pub soort: Option<BerichtSoort>,
    /// The release, as in [`crate::Lezing`].
    pub release: Option<String>,
    /// The level that was judged last: 1 when it found something, else 2 for a message that streams, and 4 when that was asked.
    pub niveau: u8,
    /// The findings, in the order of the file, each with its place.
    pub bevindingen: Vec<Bevinding>,
    /// A JW323 or JW325 without its Clienten, when level 1 found nothing.
    pub kop: Option<Bericht>,
    /// How many Prestaties passed.
    pub prestaties: u64,
    /// A message of another kind: those are held in memory whole, and judged on level 1 only.
    pub bericht: Option<Bericht>,
}

impl Gang {
    /// Whether it is a message without findings.
    #[must_use]
    pub fn geldig(&self) -> bool {
        self.bevindingen.is_empty() && (self.kop.is_some() || self.bericht.is_some())
    }
}

/// Reads one message to its end and judges it on level 1, and a JW323 or JW325 on level 2 as well.
///
/// # Errors
/// Only what the reader it is given answers: everything about the content is a finding.
pub fn lees(mut invoer: impl BufRead, grenzen: &Grenzen, ontvanger: &mut impl Ontvanger) -> io::Result<Gang> {
    gang::loop_door(Invoer::Alleen(&mut invoer), grenzen, ontvanger, Wijze::default())
}

/// As [`lees`]; of a JW323 or JW325 without a finding also the rules of level 4, as far as no store is needed.
///
/// # Errors
/// Only what the reader it is given answers.
pub fn lees_met_bron(
    mut invoer: impl BufRead,
    grenzen: &Grenzen,
    bron: &Bron,
    ontvanger: &mut impl Ontvanger,
) -> io::Result<Gang> {
    let wijze = Wijze {
        bron: Some(bron),
        ..Wijze::default()
    };
    gang::loop_door(Invoer::Alleen(&mut invoer), grenzen, ontvanger, wijze)
}

/// As [`lees_met_bron`], of a large JW323 or JW325 on so many cores; the answer is the same. Without sources, as [`lees`].
/// Each thread reads its own piece of the message, in turn.
///
/// # Errors
/// Only what the reader it is given answers.
pub fn lees_op_kernen(
    kernen: usize,
    mut invoer: impl BufRead + Send,
    grenzen: &Grenzen,
    bron: Option<&Bron>,
    ontvanger: &mut impl Ontvanger,
) -> io::Result<Gang> {
    let wijze = Wijze {
        bron,
        kernen: Kernen::nieuw(kernen),
        ..Wijze::default()
    };
    gang::loop_door(Invoer::Samen(&mut invoer), grenzen, ontvanger, wijze)
}

/// Where the bytes come from.
enum Invoer<'i> {
    /// For one thread.
    Alleen(&'i mut dyn BufRead),
    /// Also for threads that read ahead.
    Samen(&'i mut (dyn BufRead + Send)),
}

/// How to walk.
#[derive(Clone, Copy)]
struct Wijze<'b> {
    /// Whether the fast road may be taken; tests close it to compare.
    snel: bool,
    /// The sources of level 4, when that is asked.
    bron: Option<&'b Bron>,
    /// The threads for a large message.
    kernen: Kernen,
}

impl Default for Wijze<'_> {
    fn default() -> Self {
        Self {
            snel: true,
            bron: None,
            kernen: Kernen::nieuw(1),
        }
    }
}

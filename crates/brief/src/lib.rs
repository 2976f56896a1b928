//! Letters: the text and house style of a region, filled in, as blocks.
//!
//! - A [`Huisstijl`] is data of a region: one file with addresses and sentences, one text for each kind of letter.
//! - [`Sjabloon::vul`] makes blocks of it. The page and the PDF are both made of the same blocks, so they cannot differ.
//! - A [`Brief`] holds every word of every copy; it is stored as it was made.
//! - [`pdf`] makes a tagged PDF (PDF/UA-1) with the feature `pdf`; without it the answer is [`PdfFout::NietGebouwd`].
//!
//! Absences: no clock, no store, no HTML.

mod brief;
mod huisstijl;
#[cfg(feature = "pdf")]
mod pdf;
mod sjabloon;
mod termijn;

pub use brief::{Blok, Brief, Exemplaar, Voor};
pub use huisstijl::{GemeenteStijl, Huisstijl, Kleur, Reden, Zinnen, ingebouwd, regios};
pub use sjabloon::{Sjabloon, SjabloonFout, Waarden, Woordenschat, vul_zin};
pub use termijn::{BEZWAAR_WEKEN, bezwaar_tot};

/// Was the program built with the PDF engine?
pub const MET_PDF: bool = cfg!(feature = "pdf");

/// Why there is no PDF. Holds no personal data.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum PdfFout {
    /// Built without the feature `pdf`.
    #[error("HV-9201 deze installatie maakt geen pdf")]
    NietGebouwd,
    /// The font that comes with the program cannot be read.
    #[error("HV-9202 lettertype niet leesbaar")]
    Lettertype,
    /// The engine refused it: the letter would not be accessible to everybody (PDF/UA-1).
    #[error("HV-9203 de pdf zou niet toegankelijk zijn")]
    Ontoegankelijk,
}

/// One copy of a letter as a tagged PDF. The same letter gives the same bytes.
#[cfg(feature = "pdf")]
pub fn pdf(brief: &Brief, exemplaar: &Exemplaar) -> Result<Vec<u8>, PdfFout> {
    pdf::maak(brief, exemplaar)
}

/// One copy of a letter as a tagged PDF; this build cannot make it.
#[cfg(not(feature = "pdf"))]
pub fn pdf(_: &Brief, _: &Exemplaar) -> Result<Vec<u8>, PdfFout> {
    Err(PdfFout::NietGebouwd)
}

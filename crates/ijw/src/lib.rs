//! The iJw 3.2 message engine: bytes in, typed message and findings out, and back. No I/O beyond the reader it is given.
//!
//! Absences: no clock, no chance, no SQL, no DOM, no serde on the reading path. A finding never holds a BSN or a name.

pub mod antwoord;
pub mod berichten;
mod bevinding;
pub mod codelijsten;
pub mod controle;
mod lezen;
pub mod regels;
mod schrijven;

pub use berichten::{Bericht, BerichtSoort};
pub use bevinding::Bevinding;
pub use lezen::{Grenzen, Lezing, lees, zoek_plaatsen};
pub use schrijven::schrijf;

/// A text value of a message; short ones live on the stack.
pub type Tekst = compact_str::CompactString;

//! Domain vocabulary shared by every room: identifiers, money, periods, dates and working days.
//!
//! Absences: no I/O, no clock, no SQL, no XML. Identifiers are checked when they are made and print masked.

pub mod datum;
pub mod geld;
pub mod identiteit;
pub mod periode;
pub mod werkdag;

pub use geld::Centen;
pub use identiteit::{AgbCode, Bsn, GemeenteCode, Houder, OngeldigeCode, ProductCategorie, ProductCode};
pub use periode::Periode;
pub use werkdag::Werkkalender;

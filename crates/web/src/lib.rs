//! Pages: thin handlers over the use cases. Server-rendered, no script, no style outside the one style sheet.
//!
//! Absences: no SQL, no XML, no clock, no names or numbers of people in an address or a log line.

mod bedrijf;
mod fout;
mod laag;
mod opmaak;
mod paginas;
mod qr;
mod raam;
mod router;
mod staat;
pub mod stijl;

pub use bedrijf::{Bedrijf, Grenzen, Tik};
pub use laag::toegang::Toegang;
pub use router::{Route, meetrouter, router, router_bedrijf, router_met, routes};
pub use staat::WebInstellingen;

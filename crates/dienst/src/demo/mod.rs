//! A synthetic region: everything in it is invented, and the same seed and date give the same rows.

mod afgeschermd;
pub mod belasting;
mod geschiedenis;
mod hulp;
mod hulpvraag;
pub mod kans;
mod lokaal;
pub mod melding;
pub mod mensen;
mod naloop;
mod namen;
mod open;
pub mod rekeningen;
mod rijen;
mod toegang;
mod vervolg;
mod verwijzers;
pub mod voorbeelden;
pub mod vraag;
mod vullen;

pub use lokaal::LOKAAL;
pub use vullen::{DemoRegio, ZAAD, is_gevuld, is_leeg, mensen, vul, vul_zonder_geschiedenis};

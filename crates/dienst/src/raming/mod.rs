//! The calculator (bijlage 3): loose, or one calculation on a case that consulent and aanbieder open both.

mod beeld;
mod excel;
mod invoer;
mod rekenen;
mod vaststellen;
mod zaak;

pub use beeld::{los, los_met_regel, toon};
pub use excel::{ingelezen, inlezen, lees as lees_excel, schrijf as schrijf_excel};
pub use vaststellen::{Na, bewaar, excel_van};
pub use zaak::{raming_in_woorden, van};

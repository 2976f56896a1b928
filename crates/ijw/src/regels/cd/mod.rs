//! CD: conditions, when an element is filled.

mod adres;
mod antwoord;
mod product;
mod verwijzer;

use super::{Regel, prestatie};

/// The rules that code checks.
pub(super) static REGELS: &[Regel] = &[
    adres::CD005,
    adres::CD007,
    adres::CD009,
    adres::CD025,
    adres::CD034,
    product::CD041,
    verwijzer::CD043,
    prestatie::CD060,
    verwijzer::CD066,
    verwijzer::CD067,
    verwijzer::CD068,
    product::CD075,
    product::CD076,
    product::CD077,
    product::CD078,
    product::CD079,
    product::CD080,
    antwoord::CD085,
    antwoord::CD086,
    prestatie::CD087,
    product::CD095,
    product::CD096,
];

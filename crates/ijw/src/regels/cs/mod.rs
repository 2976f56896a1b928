//! CS: constraints, with what an element is filled.

mod levering;
mod omvang;
pub(super) mod persoon;
mod wijziging;

use super::groepen::MET_INHOUD;
use super::{Regel, Staat, prestatie};
use crate::BerichtSoort::Jw323;

/// The rules that code checks.
pub(super) static REGELS: &[Regel] = &[
    persoon::CS002,
    omvang::CS003,
    Regel::formaat(
        "CS015",
        MET_INHOUD,
        Staat::Uitgevoerd,
        "pattern",
        "2",
        "De subversie van het bericht is 2.",
    ),
    Regel::formaat(
        "CS025",
        MET_INHOUD,
        Staat::Uitgevoerd,
        "pattern",
        "3",
        "De versie van het bericht is 3.",
    ),
    persoon::CS050,
    levering::CS058,
    persoon::CS089,
    persoon::CS139,
    prestatie::CS100,
    persoon::CS318,
    prestatie::CS325,
    Regel::formaat(
        "CS319",
        &[Jw323],
        Staat::Uitgevoerd,
        "pattern",
        "([a-zA-Z0-9])+",
        "Een declaratienummer bestaat uit letters en cijfers zonder spaties.",
    ),
    wijziging::CS335,
    wijziging::CS336,
    prestatie::CS337,
    omvang::CS338,
    prestatie::CS339,
    prestatie::CS340,
    omvang::CS343,
];

//! CS: constraints, with what an element is filled.

mod later;
mod omvang;
mod persoon;
mod wijziging;

use super::groepen::MET_INHOUD;
use super::{Regel, Staat};
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
    persoon::CS089,
    persoon::CS139,
    persoon::CS318,
    Regel::formaat(
        "CS319",
        &[Jw323],
        Staat::NogNiet,
        "pattern",
        "([a-zA-Z0-9])+",
        "Een declaratienummer bestaat uit letters en cijfers zonder spaties.",
    ),
    wijziging::CS335,
    wijziging::CS336,
    omvang::CS338,
    omvang::CS343,
];

/// The rules of messages that come later.
pub(super) use later::REGELS as LATER;

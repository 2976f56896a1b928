//! TR: technical rules.

mod adres;
mod antwoord;
mod bericht;
mod bron;
mod datum;
mod dubbel;
mod later;
mod stapelen;
mod toewijzing;
mod verzoek;

use super::Regel;

/// The rules that code checks.
pub(super) static REGELS: &[Regel] = &[
    datum::TR002,
    adres::TR006,
    bericht::TR056,
    adres::TR061,
    dubbel::TR101,
    datum::TR134,
    bron::TR135,
    stapelen::TR302,
    toewijzing::TR332,
    verzoek::TR347,
    antwoord::TR355,
    antwoord::TR359,
    antwoord::TR360,
    antwoord::TR365,
    verzoek::TR374,
    antwoord::TR377,
    bron::TR378,
    toewijzing::TR379,
    bron::TR381,
    dubbel::TR383,
    toewijzing::TR385,
    stapelen::TR386,
    antwoord::TR409,
];

/// The rules of messages that come later.
pub(super) use later::REGELS as LATER;

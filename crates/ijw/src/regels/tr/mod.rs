//! TR: technical rules.

mod adres;
mod antwoord;
mod bericht;
mod bron;
mod client;
mod datum;
mod dubbel;
mod stapelen;
mod start;
mod stop;
mod toewijzing;
mod verzoek;
mod wijziging;

use super::{Regel, prestatie};
pub(crate) use bron::product_fout;

/// The rules that code checks.
pub(super) static REGELS: &[Regel] = &[
    datum::TR002,
    adres::TR006,
    stop::TR018,
    start::TR019,
    bericht::TR056,
    adres::TR061,
    start::TR063,
    start::TR071,
    start::TR074,
    dubbel::TR101,
    datum::TR134,
    bron::TR135,
    prestatie::TR137,
    stapelen::TR302,
    prestatie::TR315,
    prestatie::TR316,
    client::TR304,
    start::TR326,
    toewijzing::TR332,
    prestatie::TR335,
    prestatie::TR342,
    verzoek::TR347,
    wijziging::TR349,
    wijziging::TR350,
    wijziging::TR351,
    wijziging::TR352,
    wijziging::TR353,
    antwoord::TR355,
    prestatie::TR358,
    wijziging::TR357,
    antwoord::TR359,
    antwoord::TR360,
    stapelen::TR361,
    antwoord::TR365,
    wijziging::TR373,
    verzoek::TR374,
    wijziging::TR375,
    antwoord::TR377,
    bron::TR378,
    toewijzing::TR379,
    wijziging::TR380,
    bron::TR381,
    stop::TR382,
    dubbel::TR383,
    toewijzing::TR385,
    stapelen::TR386,
    antwoord::TR409,
    prestatie::TR416,
    stapelen::TR410,
    wijziging::TR411,
    wijziging::TR412,
    stop::TR413,
    stop::TR414,
    stop::TR415,
];

//! CS rules of messages that are not built yet: listed, so that nobody believes they are checked.

use crate::BerichtSoort::{Jw305, Jw307, Jw323, Jw325};
use crate::regels::{Niveau, Regel};

#[rustfmt::skip] // a table: one rule a line
pub(crate) static REGELS: &[Regel] = &[
    Regel::later("CS058", Niveau::Inhoud, &[Jw305, Jw307], Some("0001"), "De status van de aanlevering is 1 of 3."),
    Regel::later("CS100", Niveau::Inhoud, &[Jw323], Some("0001"), "De declaratieperiode begint op of na 1 januari 2021."),
    Regel::later("CS325", Niveau::Inhoud, &[Jw323, Jw325], Some("0001"), "Een bedrag van 0 is debet."),
    Regel::later("CS337", Niveau::Inhoud, &[Jw323], Some("0001"), "Een productperiode begint en eindigt in dezelfde maand."),
    Regel::later("CS339", Niveau::Inhoud, &[Jw323], Some("0001"), "Bij eenheid euro is het ingediende bedrag gelijk aan het volume."),
    Regel::later("CS340", Niveau::Inhoud, &[Jw323], Some("0001"), "De declaratieperiode is precies een kalendermaand."),
];

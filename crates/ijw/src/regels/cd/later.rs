//! CD rules of messages that are not built yet: listed, so that nobody believes they are checked.

use crate::BerichtSoort::{Jw317, Jw323, Jw325};
use crate::regels::{Niveau, Regel};

#[rustfmt::skip] // a table: one rule a line
pub(crate) static REGELS: &[Regel] = &[
    Regel::later("CD060", Niveau::Inhoud, &[Jw323, Jw325], Some("0001"), "Een creditprestatie noemt het vorige referentienummer, een debetprestatie niet."),
    Regel::later("CD087", Niveau::Inhoud, &[Jw323], Some("0001"), "Het tarief is gevuld, behalve bij eenheid euro."),
    Regel::later("CD096", Niveau::Inhoud, &[Jw317], Some("0001"), "Heeft een nieuw product geen code, dan is de omvang leeg."),
];

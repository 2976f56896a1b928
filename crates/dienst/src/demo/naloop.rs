//! What a normal office did since: help that ends soon was talked about in time, so that a day of the demo looks like a day.

use crate::{DienstFout, Huis, signaal};
use houvast_begrip::periode::plus_weken;
use houvast_opslag::{Toewijzing, Tx};
use jiff::civil::Date;
use uuid::Uuid;

/// Weeks before the end in which somebody acts (RTP 2.4.5).
const WEKEN: i32 = 8;
/// What came in the last days still waits.
const DAGEN: i64 = 4;
/// Of every so many one was forgotten.
const VERGETEN: usize = 9;
const AFGESPROKEN: &[&str] = &[
    "Besproken met het gezin: het doel is bijna gehaald, de hulp stopt op de einddatum.",
    "De aanbieder bouwt af. Daarna gaat de wijkcoach verder.",
    "Met de aanbieder afgesproken dat verlengen niet nodig is.",
];

/// Settles the warnings about help that ends, but for what came just now and a few that were forgotten.
pub(super) async fn afgesproken(
    huis: &Huis,
    tx: &mut Tx,
    toewijzingen: &[Toewijzing],
    vandaag: Date,
) -> Result<(), DienstFout> {
    let net = vandaag.saturating_sub(jiff::Span::new().days(DAGEN));
    let ids: Vec<Uuid> = toewijzingen
        .iter()
        .filter(|t| t.einddatum.is_some_and(|eind| eind >= vandaag))
        .filter(|t| {
            t.einddatum
                .and_then(|eind| plus_weken(eind, -WEKEN))
                .is_some_and(|dag| dag < net)
        })
        .enumerate()
        .filter(|(i, _)| !(i + 1).is_multiple_of(VERGETEN))
        .map(|(_, t)| t.id)
        .collect();
    signaal::oefening(huis, tx, &ids, AFGESPROKEN).await
}

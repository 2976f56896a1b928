//! Whose turn it is to make the daily mails, where several nodes work on one database.

use crate::{DienstFout, Huis};
use jiff::SignedDuration;
use uuid::Uuid;

const TAAK: &str = "dagmail";
/// Longer than a round of mails takes: a node that is gone is missed for so long.
const HUUR: SignedDuration = SignedDuration::from_mins(10);

/// This node stops.
pub(super) async fn laat_los(huis: &Huis, knoop: Uuid) -> Result<(), DienstFout> {
    let mut tx = huis.opslag.begin(&huis.systeem()).await?;
    tx.laat_taak_los(TAAK, knoop).await?;
    tx.commit().await?;
    Ok(())
}

/// `true`: this node makes them until it says nothing for [`HUUR`].
pub(super) async fn neem(huis: &Huis, knoop: Uuid) -> Result<bool, DienstFout> {
    let nu = huis.tijd.nu();
    let mut tx = huis.opslag.begin(&huis.systeem()).await?;
    let mijn = tx.neem_taak(TAAK, knoop, nu, nu + HUUR).await?;
    tx.commit().await?;
    Ok(mijn)
}

//! Signing the ends of the log now and then, and keeping a copy of each seal in a file outside the database.

use crate::{DienstFout, Huis};
use houvast_begrip::Houder;
use houvast_opslag::{LogSleutel, LogZegel};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;
use uuid::Uuid;

/// Between two rounds of seals: what can be cut off without a seal telling is not older than this.
const TUSSENPOOS: Duration = Duration::from_secs(15 * 60);

/// The key of the operator, and the file for the copies.
#[derive(Clone, Debug)]
pub struct Zegelaar {
    /// Signs.
    pub sleutel: Arc<LogSleutel>,
    /// One seal per line, only added to. It belongs on another disk, or in the backup of another machine.
    pub bestand: PathBuf,
}

#[derive(Serialize, Deserialize)]
struct Kopie {
    houder: String,
    id: Uuid,
    keten: Uuid,
    volgnummer: i64,
    hash: String,
    op: i64,
    sleutel: String,
    handtekening: String,
}

/// Seals until `stop` says so, and once more at the end.
pub async fn draai(huis: Huis, zegelaar: Zegelaar, mut stop: watch::Receiver<bool>) {
    loop {
        let klaar = *stop.borrow();
        if let Err(fout) = verzegel(&huis, &zegelaar).await {
            tracing::error!(%fout, "het logboek is niet verzegeld, later weer");
        }
        if klaar {
            return;
        }
        tokio::select! {
            () = tokio::time::sleep(TUSSENPOOS) => {}
            _ = stop.changed() => {}
        }
    }
}

/// Seals what grew. The copy is written first: a seal that is only in the file does no harm, one that is only in the
/// database proves less. Number of seals.
pub async fn verzegel(huis: &Huis, zegelaar: &Zegelaar) -> Result<usize, DienstFout> {
    let mut tx = huis.opslag.begin(&huis.systeem()).await?;
    let zegels = tx
        .verzegel_log(&zegelaar.sleutel, huis.tijd.nu(), || huis.tijd.id())
        .await?;
    if !zegels.is_empty() {
        schrijf(&zegelaar.bestand, &zegels)?;
    }
    tx.commit().await?;
    Ok(zegels.len())
}

fn schrijf(pad: &Path, zegels: &[LogZegel]) -> Result<(), DienstFout> {
    let mut tekst = String::new();
    for z in zegels {
        let kopie = Kopie {
            houder: z.houder.als_str().to_owned(),
            id: z.id,
            keten: z.keten,
            volgnummer: z.volgnummer,
            hash: hex::encode(z.hash),
            op: z.op.as_microsecond(),
            sleutel: hex::encode(&z.sleutel),
            handtekening: hex::encode(&z.handtekening),
        };
        tekst.push_str(&serde_json::to_string(&kopie).map_err(|_| DienstFout::Gegevens("zegel"))?);
        tekst.push('\n');
    }
    let mut bestand = std::fs::OpenOptions::new().create(true).append(true).open(pad)?;
    bestand.write_all(tekst.as_bytes())?;
    bestand.sync_data()?;
    Ok(())
}

/// Reads the copies. A line that is no seal gives its number: somebody changed the file.
pub fn lees_zegels(tekst: &str) -> Result<Vec<LogZegel>, usize> {
    let zegel = |regel: &str| {
        let k: Kopie = serde_json::from_str(regel).ok()?;
        Some(LogZegel {
            houder: Houder::try_from(k.houder).ok()?,
            id: k.id,
            keten: k.keten,
            volgnummer: k.volgnummer,
            hash: hex::decode(k.hash).ok()?.try_into().ok()?,
            op: Timestamp::from_microsecond(k.op).ok()?,
            sleutel: hex::decode(k.sleutel).ok()?,
            handtekening: hex::decode(k.handtekening).ok()?,
        })
    };
    tekst
        .lines()
        .enumerate()
        .map(|(i, regel)| zegel(regel).ok_or(i + 1))
        .collect()
}

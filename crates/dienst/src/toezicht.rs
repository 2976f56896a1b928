//! For whoever watches the installation: may it be sent work, and what waits. Counts and moments, nothing of a person.

use crate::bericht::vastgelopen::ZICHTBAAR;
use crate::{DienstFout, Huis};
use houvast_opslag::{Achterstand, BerichtTelling, LogToestand, Opslag, UitbakStand};
use jiff::Timestamp;
use std::path::Path;
use std::time::Duration;

/// A store that takes longer to say that it is there is not there for whoever waits for a page.
const GEDULD: Duration = Duration::from_secs(3);

/// One thing that must be well before work is sent here.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Punt {
    /// What.
    pub naam: &'static str,
    /// Is it well?
    pub goed: bool,
}

/// Store reachable, tables at least those of this program, key fits, postbus to be written.
pub async fn klaar(huis: &Huis, postbus: Option<&Path>) -> Vec<Punt> {
    let bereik = huis.systeem();
    let opslag = &huis.opslag;
    let stappen = tokio::time::timeout(GEDULD, opslag.stappen(&bereik)).await;
    let stappen = stappen.ok().and_then(Result::ok);
    let sleutel = tokio::time::timeout(GEDULD, opslag.past_sleutel(&bereik)).await;
    let mut uit = vec![
        Punt {
            naam: "database",
            goed: stappen.is_some(),
        },
        Punt {
            naam: "tabellen",
            // More steps than we know: a newer node works beside this one.
            goed: stappen.is_some_and(|s| Opslag::bekende_stappen().iter().all(|b| s.contains(b))),
        },
        Punt {
            naam: "sleutel",
            goed: matches!(sleutel, Ok(Ok(()))),
        },
    ];
    if let Some(map) = postbus {
        // A name that starts with a dot is nobody's message.
        let proef = map.join("bezig").join(format!(".klaar-{}", huis.tijd.id()));
        let goed = std::fs::write(&proef, b"").and_then(|()| std::fs::remove_file(&proef));
        uit.push(Punt {
            naam: "postbus",
            goed: goed.is_ok(),
        });
    }
    uit
}

/// What the store holds and what waits in it.
#[derive(Clone, Debug)]
pub struct Cijfers {
    /// When it was counted.
    pub op: Timestamp,
    /// Messages per direction, kind and status.
    pub berichten: Vec<BerichtTelling>,
    /// What came in and is not judged.
    pub binnen: Achterstand,
    /// What must leave.
    pub uit: UitbakStand,
    /// The chains of the audit log.
    pub log: LogToestand,
}

/// Counts now.
pub async fn tel(huis: &Huis) -> Result<Cijfers, DienstFout> {
    let mut lees = huis.opslag.lees(&huis.systeem()).await?;
    Ok(Cijfers {
        op: huis.tijd.nu(),
        berichten: lees.bericht_telling().await?,
        binnen: lees.achterstand(ZICHTBAAR).await?,
        uit: lees.uitbak_stand().await?,
        log: lees.log_toestand().await?,
    })
}

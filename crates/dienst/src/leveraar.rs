//! Delivery: what waits in the outbox is written to the postbus. Beside the judging, because the one waits for the disk and
//! the other counts.

use crate::bericht::verzenden;
use crate::postbus::{Postbus, TUSSENPOOS, Uitgaand};
use crate::{DienstFout, Huis};
use houvast_opslag::{Levering, Tx};
use jiff::{SignedDuration, Timestamp};
use std::io;
use std::sync::Arc;
use std::time::Duration;
use tokio::runtime::Handle;
use tokio::sync::{Notify, watch};
use tokio::task::spawn_blocking;
use uuid::Uuid;

/// Deliveries per turn: they become durable together.
const PER_KEER: u32 = 200;
/// How long a delivery is ours; after it another node may try.
const HUUR: SignedDuration = SignedDuration::from_secs(10);
/// Rest after a turn that failed, so that a store that is away does not fill the log.
const NA_FOUT: Duration = Duration::from_secs(2);

/// Takes from the outbox, writes, marks.
#[derive(Clone)]
pub(crate) struct Leveraar {
    huis: Huis,
    postbus: Postbus,
    ik: Uuid,
    wekker: Arc<Notify>,
}

/// What was written, and whether that went well.
type Geschreven = Vec<(Levering, io::Result<()>)>;

impl Leveraar {
    pub(crate) fn nieuw(huis: Huis, postbus: Postbus) -> Self {
        let ik = huis.tijd.id();
        Self {
            huis,
            postbus,
            ik,
            wekker: Arc::default(),
        }
    }

    /// There is work.
    pub(crate) fn wek(&self) {
        self.wekker.notify_one();
    }

    /// Delivers whenever there is something, also what people sent from a screen, until `stop`; and then what is left.
    pub(crate) async fn draai(self, mut stop: watch::Receiver<bool>) {
        loop {
            // Read before the turn: what was judged before the stop is delivered by the turn after it.
            let laatste = *stop.borrow_and_update() || stop.has_changed().is_err();
            let poos = match self.alles().await {
                Ok(()) => TUSSENPOOS,
                Err(fout) => {
                    tracing::error!(%fout, "afleveren mislukt, zo weer");
                    NA_FOUT
                }
            };
            if laatste {
                return;
            }
            tokio::select! {
                () = self.wekker.notified(), if poos == TUSSENPOOS => {}
                () = tokio::time::sleep(poos) => {}
                _ = stop.changed() => {}
            }
        }
    }

    /// Until the outbox holds nothing that may leave now.
    pub(crate) async fn alles(&self) -> Result<(), DienstFout> {
        let (leveraar, hier) = (self.clone(), Handle::current());
        // A thread of its own: it waits for the disk.
        let taak = spawn_blocking(move || hier.block_on(leveraar.beurten()));
        taak.await
            .unwrap_or(Err(DienstFout::Ongeldig("afleveren afgebroken")))
    }

    async fn beurten(&self) -> Result<(), DienstFout> {
        let systeem = self.huis.systeem();
        let stand = self.huis.opslag.lees(&systeem).await?.uitbak_stand().await?;
        if stand.wachtend == 0 {
            return Ok(());
        }
        let mut geschreven = Geschreven::new();
        loop {
            let nu = self.huis.tijd.nu();
            // What was written is marked in the commit that takes the next ones.
            let mut tx = self.huis.opslag.begin(&systeem).await?;
            self.merk(&mut tx, &geschreven, nu).await?;
            let volgende = tx.neem_uit_uitbak(self.ik, nu, nu + HUUR, PER_KEER).await?;
            tx.commit().await?;
            if volgende.is_empty() {
                return Ok(());
            }
            geschreven = self.schrijf(volgende);
        }
    }

    fn schrijf(&self, leveringen: Vec<Levering>) -> Geschreven {
        let bestanden: Vec<_> = leveringen
            .iter()
            .map(|l| Uitgaand {
                naam: &l.naam,
                bytes: &l.inhoud,
                poging: l.pogingen,
            })
            .collect();
        let uitslagen = self.postbus.lever(&bestanden);
        leveringen.into_iter().zip(uitslagen).collect()
    }

    async fn merk(&self, tx: &mut Tx, geschreven: &Geschreven, nu: Timestamp) -> Result<(), DienstFout> {
        let mut weg = Vec::with_capacity(geschreven.len());
        for (levering, uitslag) in geschreven {
            match uitslag {
                Ok(()) => weg.push(levering),
                Err(fout) => {
                    tracing::error!(%fout, poging = levering.pogingen, "afleveren mislukt, later weer");
                    let later = nu + SignedDuration::from_secs(5 * levering.pogingen.clamp(1, 60));
                    tx.niet_afgeleverd(&levering.houder, levering.id, self.ik, later)
                        .await?;
                }
            }
        }
        verzenden::vertrokken(tx, &weg, nu).await
    }
}

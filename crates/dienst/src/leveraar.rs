//! Delivery: what waits in the outbox is written to the postbus. Beside the judging, because the one waits for the disk and
//! the other counts.

use crate::bericht::verzenden;
use crate::postbus::{Postbus, TUSSENPOOS, Uitgaand};
use crate::{DienstFout, Huis};
use houvast_opslag::{Levering, Tx};
use jiff::{SignedDuration, Timestamp};
use std::collections::VecDeque;
use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::runtime::Handle;
use tokio::sync::{Notify, watch};
use tokio::task::spawn_blocking;
use uuid::Uuid;

/// Deliveries per turn: they become durable together.
const PER_KEER: u32 = 200;
/// How long a delivery is ours; after it another node may try.
pub(crate) const HUUR: SignedDuration = SignedDuration::from_secs(10);
/// Answers that may wait in memory; more wait in the outbox only.
const IN_HET_GEHEUGEN: usize = 1_000;
/// A delivery is begun so long before another may have it, or not at all.
const OP_TIJD: SignedDuration = SignedDuration::from_secs(3);
/// Rest after a turn that failed, so that a store that is away does not fill the log.
const NA_FOUT: Duration = Duration::from_secs(2);

/// Takes from the outbox, writes, marks.
#[derive(Clone)]
pub(crate) struct Leveraar {
    huis: Huis,
    postbus: Postbus,
    ik: Uuid,
    wekker: Arc<Notify>,
    /// Just decided, and ours until that time: nobody has to ask the store for it.
    vers: Arc<Mutex<VecDeque<(Timestamp, Levering)>>>,
}

/// What was written, and whether that went well.
type Geschreven = Vec<(Levering, io::Result<()>)>;

impl Leveraar {
    pub(crate) fn nieuw(huis: Huis, postbus: Postbus) -> Self {
        // The node keeps its name over a restart, and so knows what it had.
        let ik = match huis.opslag.knooppunt() {
            naamloos if naamloos.is_nil() => huis.tijd.id(),
            knooppunt => knooppunt,
        };
        Self {
            huis,
            postbus,
            ik,
            wekker: Arc::default(),
            vers: Arc::default(),
        }
    }

    /// Who takes on what is decided now; `None`: there is enough in memory, it waits in the outbox.
    pub(crate) fn heeft_plaats(&self) -> Option<Uuid> {
        (self.vers().len() < IN_HET_GEHEUGEN).then_some(self.ik)
    }

    /// Delivers this at the next turn. It was put in the outbox as ours, and what does not come about is free again after [`HUUR`].
    pub(crate) fn lever(&self, leveringen: Vec<Levering>) {
        let tot = self.huis.tijd.nu() + HUUR - OP_TIJD;
        self.vers().extend(leveringen.into_iter().map(|l| (tot, l)));
    }

    fn vers(&self) -> MutexGuard<'_, VecDeque<(Timestamp, Levering)>> {
        self.vers.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The first of them. What waited so long that it may be another's by now is left to the outbox.
    fn neem_verse(&self, nu: Timestamp) -> Vec<Levering> {
        let mut vers = self.vers();
        let aantal = vers.len().min(PER_KEER as usize);
        vers.drain(..aantal)
            .filter(|(tot, _)| nu < *tot)
            .map(|(_, levering)| levering)
            .collect()
    }

    /// Started again: what this node had when it was stopped may be delivered at once.
    async fn laat_los(&self) -> Result<(), DienstFout> {
        let mut tx = self.huis.opslag.begin(&self.huis.systeem()).await?;
        tx.laat_uitbak_los(self.ik).await?;
        Ok(tx.commit().await?)
    }

    /// There is work.
    pub(crate) fn wek(&self) {
        self.wekker.notify_one();
    }

    /// Delivers whenever there is something, also what people sent from a screen, until `stop`; and then what is left.
    pub(crate) async fn draai(self, mut stop: watch::Receiver<bool>) {
        if let Err(fout) = self.laat_los().await {
            // Then it is free by itself, a little later.
            tracing::warn!(%fout, "wat bij het stoppen nog te bezorgen was, wacht even");
        }
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
        if self.vers().is_empty()
            && self
                .huis
                .opslag
                .lees(&systeem)
                .await?
                .uitbak_stand()
                .await?
                .wachtend
                == 0
        {
            return Ok(());
        }
        let mut geschreven = Geschreven::new();
        loop {
            let nu = self.huis.tijd.nu();
            // What was written is marked in the commit that takes the next ones.
            let mut tx = self.huis.opslag.begin(&systeem).await?;
            self.merk(&mut tx, &geschreven, nu).await?;
            let mut volgende = self.neem_verse(nu);
            let ruimte = PER_KEER.saturating_sub(u32::try_from(volgende.len()).unwrap_or(PER_KEER));
            if ruimte > 0 {
                volgende.extend(tx.neem_uit_uitbak(self.ik, nu, nu + HUUR, ruimte).await?);
            }
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

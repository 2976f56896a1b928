//! The worker: takes from the postbus and has messages judged, while [`Leveraar`] delivers what must leave. Everything it
//! does may be interrupted anywhere; a new start does what was left.

mod inname;
mod oordelaar;
mod uitstel;

use crate::leveraar::Leveraar;
use crate::postbus::{Postbus, TUSSENPOOS};
use crate::{DienstFout, Huis, signaal};
use inname::Inname;
use jiff::{SignedDuration, Timestamp};
use oordelaar::Oordelaar;
use std::time::Duration;
use tokio::sync::watch;
use uitstel::is_zover;
use uuid::Uuid;

/// Rest after a turn that failed, so that a store that is away does not fill the log.
const NA_FOUT: Duration = Duration::from_secs(2);
/// How often to look whether signals must be worked out: people grant and start too, not only messages.
const SIGNALEN: SignedDuration = SignedDuration::from_secs(5);

/// The postbus, its worker and what it has under its hands.
pub struct Werker {
    huis: Huis,
    leveraar: Leveraar,
    inname: Inname,
    oordelaar: Oordelaar,
    /// Judged in the last turn: their files may leave.
    geoordeeld: Vec<Uuid>,
    /// When to look for signals again.
    signalen_op: Timestamp,
}

/// What a turn did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verricht {
    /// Messages that were judged.
    pub geoordeeld: usize,
    /// There was work, so there may be more.
    pub meer: bool,
}

impl Werker {
    /// Also picks up what lay in `bezig` when the program stopped.
    pub fn nieuw(huis: Huis, postbus: Postbus) -> Result<Self, DienstFout> {
        let leveraar = Leveraar::nieuw(huis.clone(), postbus.clone());
        Ok(Self {
            inname: Inname::nieuw(huis.clone(), postbus)?,
            oordelaar: Oordelaar::nieuw(huis.clone(), leveraar.clone()),
            leveraar,
            huis,
            geoordeeld: Vec::new(),
            signalen_op: Timestamp::MIN,
        })
    }

    /// Works until `stop` says so; finishes its turn first, and delivers what came of it.
    pub async fn draai(mut self, stop: watch::Receiver<bool>) {
        let leveraar = self.leveraar.clone();
        let (klaar, geoordeeld) = watch::channel(false);
        let leveren = tokio::spawn(async move { leveraar.draai(geoordeeld).await });
        self.werk(stop).await;
        if let Err(fout) = self.inname.ruim_op(&self.geoordeeld).await {
            tracing::warn!(%fout, "postbus niet opgeruimd; bij de volgende start gaat het verder");
        }
        klaar.send_replace(true);
        if leveren.await.is_err() {
            tracing::error!("het afleveren is afgebroken; bij de volgende start gaat het verder");
        }
    }

    async fn werk(&mut self, mut stop: watch::Receiver<bool>) {
        let mut kijk = true;
        let mut volgende_blik = Box::pin(tokio::time::sleep(TUSSENPOOS));
        while !*stop.borrow() {
            if kijk {
                volgende_blik = Box::pin(tokio::time::sleep(TUSSENPOOS));
            }
            match self.beurt(kijk).await {
                // Busy: no rest, but what arrives meanwhile is looked at in time, and two looks are never too close.
                Ok(Verricht { meer: true, .. }) => {
                    kijk = tokio::time::timeout(Duration::ZERO, &mut volgende_blik)
                        .await
                        .is_ok();
                    continue;
                }
                Ok(_) => tokio::select! {
                    () = &mut volgende_blik => {}
                    _ = stop.changed() => {}
                },
                Err(fout) => {
                    tracing::error!(%fout, "beurt van de postbus mislukt, zo weer");
                    tokio::select! {
                        () = tokio::time::sleep(NA_FOUT) => {}
                        _ = stop.changed() => {}
                    }
                }
            }
            kijk = true;
        }
    }

    /// One look at the postbus and all the work that follows from it, without waiting; for commands and tests. Returns how
    /// many messages were judged.
    pub async fn beurt_nu(&mut self) -> Result<usize, DienstFout> {
        let mut verricht = self.beurt(true).await?;
        let mut aantal = verricht.geoordeeld;
        while verricht.meer {
            verricht = self.beurt(false).await?;
            aantal += verricht.geoordeeld;
        }
        self.leveraar.alles().await?;
        Ok(aantal)
    }

    /// One turn: judges a part of what was journalled before, and meanwhile takes a part of what lies in the postbus. With `kijk`
    /// it looks for new files too.
    pub async fn beurt(&mut self, kijk: bool) -> Result<Verricht, DienstFout> {
        let (inname, vorige) = (&mut self.inname, &self.geoordeeld);
        let innemen = async {
            inname.ruim_op(vorige).await?;
            if kijk {
                inname.kijk()?;
            }
            inname.journaliseer().await
        };
        // The judging first: it goes on on a thread of its own.
        let (geoordeeld, ingenomen) = tokio::join!(self.oordelaar.verwerk_wachtende(), innemen);
        if ingenomen.is_ok() {
            self.geoordeeld.clear();
        }
        let geoordeeld = geoordeeld?;
        self.geoordeeld.extend(&geoordeeld);
        let bezig = ingenomen? || !geoordeeld.is_empty();
        if !bezig {
            self.inname.ruim_alles_op().await?;
        }
        let meer = self.signaleer(bezig).await || bezig;
        Ok(Verricht {
            geoordeeld: geoordeeld.len(),
            meer,
        })
    }

    /// Signals follow when it is quiet: what came in goes first, and is looked for between any two parts of them. A fault here
    /// stops no message. `true`: there may be more.
    async fn signaleer(&mut self, bezig: bool) -> bool {
        let nu = self.huis.tijd.nu();
        if bezig {
            self.signalen_op = nu;
            return false;
        }
        if !is_zover(self.signalen_op, nu, SIGNALEN) {
            return false;
        }
        let gedaan = match signaal::nieuwe_dag(&self.huis).await {
            Ok(_) => signaal::werk_deel_bij(&self.huis).await.map(|(_, meer)| meer),
            Err(fout) => Err(fout),
        };
        let meer = gedaan.unwrap_or_else(|fout| {
            tracing::error!(%fout, "signalen niet bijgewerkt, zo weer");
            false
        });
        self.signalen_op = if meer { nu } else { nu + SIGNALEN };
        meer
    }
}

//! The worker: takes from the postbus, has messages judged, delivers what must leave. Everything it does may be
//! interrupted anywhere; a new start does what was left.

use crate::bericht::{self, verwerken, verzenden};
use crate::postbus::{Afloop, Claim, Postbus, TUSSENPOOS, Waarneming};
use crate::{DienstFout, Huis};
use houvast_opslag::{Aankomst, AankomstStatus, BerichtStatus};
use jiff::{SignedDuration, Timestamp};
use std::collections::BTreeMap;
use std::time::Duration;
use tokio::sync::watch;
use uuid::Uuid;

/// Messages per transaction of the journal and per turn of the outbox.
const PER_KEER: u32 = 100;
const STAPEL: usize = 100;
/// Rest after a turn that failed, so that a store that is away does not fill the log.
const NA_FOUT: Duration = Duration::from_secs(2);
/// A message that failed is tried again after so long.
const WEER: SignedDuration = SignedDuration::from_secs(10);
const METEEN: SignedDuration = SignedDuration::from_millis(100);

/// The postbus, its worker and what it has under its hands.
pub struct Werker {
    huis: Huis,
    postbus: Postbus,
    ik: Uuid,
    gezien: Waarneming,
    onderhanden: BTreeMap<Uuid, Claim>,
    /// Messages that failed (store away, or a fault of ours), and when they are tried again.
    mislukt: BTreeMap<Uuid, Timestamp>,
}

impl Werker {
    /// Also picks up what lay in `bezig` when the program stopped.
    pub fn nieuw(huis: Huis, postbus: Postbus) -> Result<Self, DienstFout> {
        let ik = huis.tijd.id();
        let mut werker = Self {
            huis,
            postbus,
            ik,
            gezien: Waarneming::default(),
            onderhanden: BTreeMap::new(),
            mislukt: BTreeMap::new(),
        };
        let oud = werker.postbus.herstel()?;
        werker.onderhanden.extend(oud.into_iter().map(|c| (c.id, c)));
        Ok(werker)
    }

    /// Works until `stop` says so; finishes its turn first.
    pub async fn draai(mut self, mut stop: watch::Receiver<bool>) {
        let mut journaal_achter: Vec<Claim> = self.onderhanden.values().cloned().collect();
        loop {
            let poos = match self.beurt(&mut journaal_achter).await {
                Ok(_) => TUSSENPOOS,
                Err(fout) => {
                    tracing::error!(%fout, "beurt van de postbus mislukt, zo weer");
                    NA_FOUT
                }
            };
            tokio::select! {
                () = tokio::time::sleep(poos) => {}
                _ = stop.changed() => {}
            }
            if *stop.borrow() {
                return;
            }
        }
    }

    /// One turn without waiting; for commands and tests. Returns how many messages were judged.
    pub async fn beurt_nu(&mut self) -> Result<usize, DienstFout> {
        let mut achter: Vec<Claim> = self.onderhanden.values().cloned().collect();
        self.beurt(&mut achter).await
    }

    async fn beurt(&mut self, achter: &mut Vec<Claim>) -> Result<usize, DienstFout> {
        let tijd = self.huis.tijd.clone();
        let nieuw = self.postbus.neem(&mut self.gezien, || tijd.id())?;
        for claim in nieuw {
            self.onderhanden.insert(claim.id, claim.clone());
            achter.push(claim);
        }
        self.journaliseer(achter).await?;
        let aantal = self.verwerk_wachtende().await?;
        self.ruim_op().await?;
        while self.lever().await? {}
        Ok(aantal)
    }

    /// Claims become journal rows, many per transaction.
    async fn journaliseer(&mut self, achter: &mut Vec<Claim>) -> Result<(), DienstFout> {
        let systeem = self.huis.systeem();
        while !achter.is_empty() {
            let aantal = achter.len().min(STAPEL);
            let mut rijen: Vec<Aankomst> = Vec::with_capacity(aantal);
            for claim in achter.iter().take(aantal) {
                match self.postbus.lees(claim, self.huis.instellingen.maximum) {
                    Ok(bytes) => rijen.push(bericht::aankomst(&self.huis, claim.id, &claim.naam, bytes)),
                    // Moved away already before a crash: its journal row is there.
                    Err(fout) if fout.kind() == std::io::ErrorKind::NotFound => {}
                    Err(fout) => return Err(fout.into()),
                }
            }
            let mut tx = self.huis.opslag.begin(&systeem).await?;
            tx.journaal(&rijen).await?;
            tx.commit().await?;
            achter.drain(..aantal);
        }
        Ok(())
    }

    /// Everything journalled and not judged yet, uploads included.
    async fn verwerk_wachtende(&mut self) -> Result<usize, DienstFout> {
        let mut aantal = 0;
        let nu = self.huis.tijd.nu();
        self.mislukt.retain(|_, weer| *weer > nu);
        loop {
            let systeem = self.huis.systeem();
            let ids = self
                .huis
                .opslag
                .lees(&systeem)
                .await?
                .wachtende_aankomsten(self.huis.tijd.nu(), PER_KEER)
                .await?;
            let mut verder = false;
            for id in ids {
                if self.mislukt.contains_key(&id) {
                    continue;
                }
                verder = true;
                // On a task of its own: one message that fails, however, must not hold up the others.
                let (huis, ik) = (self.huis.clone(), self.ik);
                let taak = tokio::spawn(async move { verwerken::verwerk(&huis, ik, id).await });
                let (fout, weer) = match taak.await {
                    Ok(Ok(())) => {
                        aantal += 1;
                        continue;
                    }
                    // Somebody else was first: soon again.
                    Ok(Err(DienstFout::Opslag(fout))) if fout.herhaalbaar() => (fout.to_string(), METEEN),
                    Ok(Err(fout)) => (fout.to_string(), WEER),
                    Err(_) => ("HV-9103 afgebroken".to_owned(), WEER),
                };
                tracing::error!(%fout, %id, "bericht nog niet verwerkt, later weer");
                self.mislukt.insert(id, nu + weer);
            }
            if !verder {
                return Ok(aantal);
            }
        }
    }

    /// Originals leave `bezig` when their journal row is dealt with.
    async fn ruim_op(&mut self) -> Result<(), DienstFout> {
        if self.onderhanden.is_empty() {
            return Ok(());
        }
        let systeem = self.huis.systeem();
        let mut lees = self.huis.opslag.lees(&systeem).await?;
        let mut klaar = Vec::new();
        for (id, claim) in &self.onderhanden {
            let afloop = match lees.aankomst_stand(*id).await?.map(|s| s.status) {
                Some(AankomstStatus::Verwerkt) => Afloop::Verwerkt,
                Some(AankomstStatus::Fout) => Afloop::Fout,
                Some(AankomstStatus::Ontvangen) | None => continue,
            };
            self.postbus.leg_weg(claim, afloop)?;
            klaar.push(*id);
        }
        for id in klaar {
            self.onderhanden.remove(&id);
        }
        Ok(())
    }

    /// One turn of the outbox: take, write, mark. `true` when there may be more.
    async fn lever(&mut self) -> Result<bool, DienstFout> {
        let systeem = self.huis.systeem();
        let nu = self.huis.tijd.nu();
        let tot = nu + SignedDuration::from_secs(10);
        if self
            .huis
            .opslag
            .lees(&systeem)
            .await?
            .uitbak_stand()
            .await?
            .wachtend
            == 0
        {
            return Ok(false);
        }
        let mut tx = self.huis.opslag.begin(&systeem).await?;
        let leveringen = tx.neem_uit_uitbak(self.ik, nu, tot, PER_KEER).await?;
        tx.commit().await?;
        if leveringen.is_empty() {
            return Ok(false);
        }
        let geschreven: Vec<_> = leveringen
            .iter()
            .map(|l| (l, self.postbus.lever(&l.naam, &l.inhoud)))
            .collect();
        let mut tx = self.huis.opslag.begin(&systeem).await?;
        for (levering, uitslag) in geschreven {
            match uitslag {
                Ok(()) => {
                    tx.afgeleverd(&levering.houder, levering.id, nu).await?;
                    let daarna = verzenden::na_levering(&levering.naam);
                    tx.zet_bericht_status(levering.bericht, &[BerichtStatus::Klaar], daarna)
                        .await?;
                }
                Err(fout) => {
                    tracing::error!(%fout, poging = levering.pogingen, "afleveren mislukt, later weer");
                    let later = nu + SignedDuration::from_secs(5 * levering.pogingen.clamp(1, 60));
                    tx.niet_afgeleverd(&levering.houder, levering.id, later).await?;
                }
            }
        }
        tx.commit().await?;
        Ok(true)
    }
}

//! The worker: takes from the postbus and has messages judged, while [`Leveraar`] delivers what must leave. Everything it
//! does may be interrupted anywhere; a new start does what was left.

use crate::bericht::{self, vastgelopen, verwerken};
use crate::leveraar::Leveraar;
use crate::postbus::{Afloop, Claim, Postbus, TUSSENPOOS, Waarneming};
use crate::{DienstFout, Huis, signaal};
use houvast_opslag::{Aankomst, AankomstStatus};
use jiff::{SignedDuration, Timestamp};
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, HashMap};
use std::time::Duration;
use tokio::runtime::Handle;
use tokio::sync::watch;
use tokio::task::spawn_blocking;
use uuid::Uuid;

/// Messages judged per turn.
const PER_KEER: u32 = 100;
/// Messages per transaction of the journal.
const STAPEL: usize = 100;
/// Messages judged in one transaction: a commit is a write to the disk, whatever it holds.
const SAMEN: usize = 50;
/// Bytes judged in one transaction: a screen that wants to write waits for it.
const SAMEN_BYTES: i64 = 256 * 1024;
/// Rest after a turn that failed, so that a store that is away does not fill the log.
const NA_FOUT: Duration = Duration::from_secs(2);
/// Somebody else was first: soon again, each time twice as late until [`LANGSTE`].
const METEEN: SignedDuration = SignedDuration::from_millis(100);
const LANGSTE: SignedDuration = SignedDuration::from_secs(10);
/// How often to look whether signals must be worked out: people grant and start too, not only messages.
const SIGNALEN: SignedDuration = SignedDuration::from_secs(5);
/// How often to look for claims of a node that is gone. Looking too early does no harm: the claim is the journal row.
const WEZEN: SignedDuration = SignedDuration::from_secs(10);

/// The postbus, its worker and what it has under its hands.
pub struct Werker {
    huis: Huis,
    postbus: Postbus,
    leveraar: Leveraar,
    ik: Uuid,
    gezien: Waarneming,
    onderhanden: BTreeMap<Uuid, Claim>,
    /// Messages and files that failed for a moment, and when they are tried again. What fails by a fault of ours is put off
    /// in the store.
    even_niet: BTreeMap<Uuid, (u32, Timestamp)>,
    /// When to look for signals again.
    signalen_op: Timestamp,
    /// When to look for claims of others again.
    wezen_op: Timestamp,
}

/// Is it time? A moment further away than the pause itself was set before the clock went back.
fn is_zover(op: Timestamp, nu: Timestamp, poos: SignedDuration) -> bool {
    nu >= op || op.duration_since(nu) > poos
}

/// What a turn did.
#[derive(Default)]
struct Verricht {
    /// Messages that were judged.
    geoordeeld: Vec<Uuid>,
    /// There was work, so there may be more.
    meer: bool,
}

impl Werker {
    /// Also picks up what lay in `bezig` when the program stopped.
    pub fn nieuw(huis: Huis, postbus: Postbus) -> Result<Self, DienstFout> {
        let (ik, huis_nu) = (huis.tijd.id(), huis.tijd.nu());
        let leveraar = Leveraar::nieuw(huis.clone(), postbus.clone());
        let mut werker = Self {
            huis,
            postbus,
            leveraar,
            ik,
            gezien: Waarneming::default(),
            onderhanden: BTreeMap::new(),
            even_niet: BTreeMap::new(),
            signalen_op: Timestamp::MIN,
            wezen_op: huis_nu + WEZEN,
        };
        let oud = werker.postbus.herstel()?;
        werker.onderhanden.extend(oud.into_iter().map(|c| (c.id, c)));
        Ok(werker)
    }

    /// Works until `stop` says so; finishes its turn first, and delivers what came of it.
    pub async fn draai(mut self, stop: watch::Receiver<bool>) {
        let leveraar = self.leveraar.clone();
        let (klaar, geoordeeld) = watch::channel(false);
        let leveren = tokio::spawn(async move { leveraar.draai(geoordeeld).await });
        self.oordeel(stop).await;
        klaar.send_replace(true);
        if leveren.await.is_err() {
            tracing::error!("het afleveren is afgebroken; bij de volgende start gaat het verder");
        }
    }

    async fn oordeel(&mut self, mut stop: watch::Receiver<bool>) {
        let mut journaal_achter: Vec<Claim> = self.onderhanden.values().cloned().collect();
        let mut kijk = true;
        let mut volgende_blik = Box::pin(tokio::time::sleep(TUSSENPOOS));
        while !*stop.borrow() {
            if kijk {
                volgende_blik = Box::pin(tokio::time::sleep(TUSSENPOOS));
            }
            match self.beurt(&mut journaal_achter, kijk).await {
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
        let mut achter: Vec<Claim> = self.onderhanden.values().cloned().collect();
        let mut verricht = self.beurt(&mut achter, true).await?;
        let mut aantal = verricht.geoordeeld.len();
        while verricht.meer {
            verricht = self.beurt(&mut achter, false).await?;
            aantal += verricht.geoordeeld.len();
        }
        self.leveraar.alles().await?;
        Ok(aantal)
    }

    /// Takes what is there and judges at most [`PER_KEER`] messages.
    async fn beurt(&mut self, achter: &mut Vec<Claim>, kijk: bool) -> Result<Verricht, DienstFout> {
        if kijk {
            let tijd = self.huis.tijd.clone();
            let nieuw = self.postbus.neem(&mut self.gezien, || tijd.id())?;
            for claim in nieuw {
                self.onderhanden.insert(claim.id, claim.clone());
                achter.push(claim);
            }
            self.neem_wezen_op(achter)?;
        }
        self.journaliseer(achter).await?;
        let mut verricht = self.verwerk_wachtende().await?;
        if !verricht.geoordeeld.is_empty() {
            self.leveraar.wek();
        }
        self.ruim_op(&verricht).await?;
        verricht.meer |= self.signaleer(&verricht).await;
        Ok(verricht)
    }

    /// Claims of another node that shares the postbus and may be gone: journalled too, which changes nothing when that node
    /// did so already.
    fn neem_wezen_op(&mut self, achter: &mut Vec<Claim>) -> Result<(), DienstFout> {
        let nu = self.huis.tijd.nu();
        if !is_zover(self.wezen_op, nu, WEZEN) {
            return Ok(());
        }
        self.wezen_op = nu + WEZEN;
        for claim in self.postbus.herstel()? {
            if let Entry::Vacant(plek) = self.onderhanden.entry(claim.id) {
                achter.push(claim.clone());
                plek.insert(claim);
            }
        }
        Ok(())
    }

    /// Signals follow when it is quiet: what came in goes first, and is looked for between any two parts of them. A fault here
    /// stops no message. `true`: there may be more.
    async fn signaleer(&mut self, verricht: &Verricht) -> bool {
        let nu = self.huis.tijd.nu();
        if verricht.meer {
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

    /// Claims become journal rows, many per transaction. A file that cannot be read now waits and holds up no other.
    async fn journaliseer(&mut self, achter: &mut Vec<Claim>) -> Result<(), DienstFout> {
        let systeem = self.huis.systeem();
        let nu = self.huis.tijd.nu();
        let (wacht, mut nu_te_doen): (Vec<Claim>, Vec<Claim>) =
            achter.drain(..).partition(|claim| self.wacht(claim.id, nu));
        *achter = wacht;
        while !nu_te_doen.is_empty() {
            let deel: Vec<Claim> = nu_te_doen.drain(..nu_te_doen.len().min(STAPEL)).collect();
            let mut rijen: Vec<Aankomst> = Vec::with_capacity(deel.len());
            let mut onleesbaar = Vec::new();
            for claim in &deel {
                match self.postbus.lees(claim, self.huis.instellingen.maximum) {
                    Ok(bytes) => rijen.push(bericht::aankomst(&self.huis, claim.id, &claim.naam, bytes)),
                    // Moved away already before a crash: its journal row is there.
                    Err(fout) if fout.kind() == std::io::ErrorKind::NotFound => {}
                    Err(fout) => {
                        tracing::error!(%fout, id = %claim.id, "bestand in de postbus is niet te lezen, later weer");
                        self.even_niet(claim.id, nu);
                        onleesbaar.push(claim.clone());
                    }
                }
            }
            let opgeslagen = async {
                let mut tx = self.huis.opslag.begin(&systeem).await?;
                tx.journaal(&rijen).await?;
                tx.commit().await
            };
            if let Err(fout) = opgeslagen.await {
                achter.extend(deel);
                achter.append(&mut nu_te_doen);
                return Err(fout.into());
            }
            achter.append(&mut onleesbaar);
        }
        Ok(())
    }

    /// Of everything journalled and not judged yet, uploads included, the first [`PER_KEER`].
    async fn verwerk_wachtende(&mut self) -> Result<Verricht, DienstFout> {
        let nu = self.huis.tijd.nu();
        let systeem = self.huis.systeem();
        let wachtend = self
            .huis
            .opslag
            .lees(&systeem)
            .await?
            .wachtende_aankomsten(nu, PER_KEER)
            .await?;
        let klaar: Vec<(Uuid, i64)> = wachtend
            .into_iter()
            .filter(|(id, _)| !self.wacht(*id, nu))
            .collect();
        let mut verricht = Verricht::default();
        for stapel in stapels(&klaar) {
            if stapel.len() > 1
                && let Some(geoordeeld) = self.verwerk_samen(&stapel).await
            {
                verricht.geoordeeld.extend(geoordeeld);
                continue;
            }
            for id in stapel {
                self.verwerk_een(id, nu, &mut verricht).await;
            }
        }
        // What other nodes are busy with is no reason to look again at once.
        verricht.meer = !verricht.geoordeeld.is_empty();
        Ok(verricht)
    }

    /// A pile in one transaction, all or nothing; which of them were ours. `None`: nothing happened, each must go by itself.
    async fn verwerk_samen(&mut self, stapel: &[Uuid]) -> Option<Vec<Uuid>> {
        let (huis, ik, ids) = (self.huis.clone(), self.ik, stapel.to_vec());
        // A thread of its own: it asks the store dozens of small things per message, and then waking a thread that does
        // nothing else costs less than waking the runtime.
        let hier = Handle::current();
        let levert = self.leveraar.heeft_plaats();
        let taak = spawn_blocking(move || hier.block_on(verwerken::verwerk_samen(&huis, ik, &ids, levert)));
        let verwerkt = taak.await.ok()?.ok()?;
        for id in &verwerkt.ids {
            self.even_niet.remove(id);
        }
        self.leveraar.lever(verwerkt.leveringen);
        Some(verwerkt.ids)
    }

    /// On a task of its own: one message that fails, however, must not hold up the others.
    async fn verwerk_een(&mut self, id: Uuid, nu: Timestamp, verricht: &mut Verricht) {
        let (huis, ik) = (self.huis.clone(), self.ik);
        let taak = tokio::spawn(async move { verwerken::verwerk_samen(&huis, ik, &[id], None).await });
        match taak.await {
            Ok(Ok(verwerkt)) => {
                verricht.geoordeeld.extend(verwerkt.ids);
                self.even_niet.remove(&id);
            }
            Ok(Err(DienstFout::Opslag(fout))) if fout.herhaalbaar() => {
                tracing::warn!(%fout, %id, "bericht moet wachten, zo weer");
                self.even_niet(id, nu);
            }
            Ok(Err(fout)) => self.vastgelopen(id, nu, &fout.to_string()).await,
            Err(_) => self.vastgelopen(id, nu, "HV-9103 afgebroken").await,
        }
    }

    /// A fault of ours: put off in the store, longer each time, so that neither the store nor the log is flooded.
    async fn vastgelopen(&mut self, id: Uuid, nu: Timestamp, fout: &str) {
        match vastgelopen::stel_uit(&self.huis, id).await {
            Ok(Some((poging, weer))) => {
                tracing::error!(%fout, %id, poging, %weer, "bericht nog niet verwerkt, later weer");
            }
            Ok(None) => {}
            Err(ook) => {
                tracing::error!(%fout, %ook, %id, "bericht nog niet verwerkt en niet uitgesteld, later weer");
                self.even_niet(id, nu);
            }
        }
    }

    fn wacht(&self, id: Uuid, nu: Timestamp) -> bool {
        let op = self.even_niet.get(&id);
        op.is_some_and(|(_, weer)| !is_zover(*weer, nu, LANGSTE))
    }

    fn even_niet(&mut self, id: Uuid, nu: Timestamp) {
        let keer = self.even_niet.get(&id).map_or(0, |(keer, _)| keer + 1);
        let poos = METEEN.saturating_mul(1_i32 << keer.min(10)).min(LANGSTE);
        self.even_niet.insert(id, (keer, nu + poos));
    }

    /// Originals leave `bezig` when their journal row is dealt with.
    ///
    /// In a busy turn only what it judged itself; what another worker judged waits for a quiet one.
    async fn ruim_op(&mut self, verricht: &Verricht) -> Result<(), DienstFout> {
        let claims: Vec<Claim> = if verricht.meer {
            let mijn = verricht.geoordeeld.iter();
            mijn.filter_map(|id| self.onderhanden.get(id).cloned()).collect()
        } else {
            self.onderhanden.values().cloned().collect()
        };
        if claims.is_empty() {
            return Ok(());
        }
        let systeem = self.huis.systeem();
        let ids: Vec<Uuid> = claims.iter().map(|c| c.id).collect();
        let standen = self
            .huis
            .opslag
            .lees(&systeem)
            .await?
            .aankomst_standen(&ids)
            .await?;
        let standen: HashMap<Uuid, AankomstStatus> = standen.into_iter().map(|s| (s.id, s.status)).collect();
        for claim in claims {
            let afloop = match standen.get(&claim.id) {
                Some(AankomstStatus::Verwerkt) => Afloop::Verwerkt,
                Some(AankomstStatus::Fout) => Afloop::Fout,
                Some(AankomstStatus::Ontvangen) | None => continue,
            };
            self.postbus.leg_weg(&claim, afloop)?;
            self.onderhanden.remove(&claim.id);
        }
        Ok(())
    }
}

/// Cuts what waits, in order, into piles that share a transaction. A large message goes by itself.
fn stapels(wachtend: &[(Uuid, i64)]) -> Vec<Vec<Uuid>> {
    let mut uit: Vec<Vec<Uuid>> = Vec::new();
    let mut bytes = 0;
    for (id, grootte) in wachtend {
        bytes += grootte;
        match uit.last_mut() {
            Some(stapel) if stapel.len() < SAMEN && bytes <= SAMEN_BYTES => stapel.push(*id),
            _ => {
                uit.push(vec![*id]);
                bytes = *grootte;
            }
        }
    }
    uit
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn een_klok_die_terugspringt_maakt_geen_pauze_langer() {
        let nu: Timestamp = "2026-11-22T12:00:00Z".parse().unwrap();
        let op = |seconden: i64| nu + SignedDuration::from_secs(seconden);
        for (wanneer, zover) in [
            (-1, true),
            (0, true),
            (1, false),
            (10, false),
            (11, true),
            (86_400, true),
        ] {
            assert_eq!(is_zover(op(wanneer), nu, LANGSTE), zover, "{wanneer}");
        }
    }

    #[test]
    fn een_stapel_is_nooit_te_veel_en_nooit_te_groot() {
        let id = Uuid::from_u128;
        let klein: Vec<_> = (0..2 * SAMEN as u128 + 10).map(|n| (id(n), 1_000)).collect();
        let lengtes = |s: Vec<Vec<Uuid>>| s.iter().map(Vec::len).collect::<Vec<_>>();
        assert_eq!(lengtes(stapels(&klein)), [SAMEN, SAMEN, 10]);
        assert_eq!(
            stapels(&klein).concat(),
            klein.iter().map(|k| k.0).collect::<Vec<_>>()
        );
        let groot = [
            (id(1), 10),
            (id(2), SAMEN_BYTES - 10),
            (id(3), 1),
            (id(4), SAMEN_BYTES),
            (id(5), 1),
        ];
        assert_eq!(lengtes(stapels(&groot)), [2, 1, 1, 1]);
        assert_eq!(lengtes(stapels(&[(id(1), SAMEN_BYTES * 9)])), [1]);
        assert!(stapels(&[]).is_empty());
    }
}

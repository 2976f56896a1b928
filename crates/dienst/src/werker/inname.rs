//! Files of the postbus become journal rows, and leave `bezig` when their row is dealt with. A part per turn, so that a
//! postbus with very many files, or a start that finds them, lets no message wait for the last of them.

use super::uitstel::{Uitstel, is_zover};
use crate::bericht;
use crate::postbus::{Afloop, Claim, Postbus, Waarneming};
use crate::{DienstFout, Huis};
use houvast_opslag::{Aankomst, AankomstStatus};
use jiff::{SignedDuration, Timestamp};
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, HashMap, VecDeque};
use std::ops::Bound;
use uuid::Uuid;

/// Messages per transaction of the journal.
const STAPEL: usize = 100;
/// A stack is read into memory; what is larger than this comes in the next one.
const STAPEL_BYTES: usize = 4 * 1024 * 1024;
/// Files that are claimed and not journalled: with so many there is no hurry to look for more.
const GENOEG: usize = 1_000;
/// Claims whose outcome is asked for at once in a quiet turn.
const PER_BLIK: usize = 1_000;
/// How often to look for claims of a node that is gone. Looking too early does no harm: the claim is the journal row.
const WEZEN: SignedDuration = SignedDuration::from_secs(10);

/// The files that this worker has under its hands.
pub(super) struct Inname {
    huis: Huis,
    postbus: Postbus,
    gezien: Waarneming,
    /// Everything that lies in `bezig` for us.
    onderhanden: BTreeMap<Uuid, Claim>,
    /// Of these, what is not journalled as far as we know.
    achter: VecDeque<Claim>,
    /// Files that could not be read.
    uitstel: Uitstel,
    /// Where the next quiet turn goes on looking for what is dealt with.
    ruim_vanaf: Option<Uuid>,
    /// When to look for claims of others again.
    wezen_op: Timestamp,
}

impl Inname {
    /// Also picks up what lay in `bezig` when the program stopped.
    pub(super) fn nieuw(huis: Huis, postbus: Postbus) -> Result<Self, DienstFout> {
        let oud = postbus.herstel()?;
        let wezen_op = huis.tijd.nu() + WEZEN;
        Ok(Self {
            huis,
            postbus,
            gezien: Waarneming::default(),
            onderhanden: oud.iter().map(|c| (c.id, c.clone())).collect(),
            achter: oud.into(),
            uitstel: Uitstel::default(),
            ruim_vanaf: None,
            wezen_op,
        })
    }

    /// Claims what is complete, and what another node left behind.
    pub(super) fn kijk(&mut self) -> Result<(), DienstFout> {
        if self.achter.len() >= GENOEG {
            return Ok(());
        }
        let tijd = self.huis.tijd.clone();
        for claim in self.postbus.neem(&mut self.gezien, || tijd.id(), GENOEG)? {
            self.onderhanden.insert(claim.id, claim.clone());
            self.achter.push_back(claim);
        }
        self.neem_wezen_op()
    }

    /// Claims of another node that shares the postbus and may be gone: journalled too, which changes nothing when that node
    /// did so already.
    fn neem_wezen_op(&mut self) -> Result<(), DienstFout> {
        let nu = self.huis.tijd.nu();
        if !is_zover(self.wezen_op, nu, WEZEN) {
            return Ok(());
        }
        self.wezen_op = nu + WEZEN;
        for claim in self.postbus.herstel()? {
            if let Entry::Vacant(plek) = self.onderhanden.entry(claim.id) {
                self.achter.push_back(claim.clone());
                plek.insert(claim);
            }
        }
        Ok(())
    }

    /// A stack of claims becomes journal rows. A file that cannot be read now waits and holds up no other. `true`: there may be
    /// more.
    pub(super) async fn journaliseer(&mut self) -> Result<bool, DienstFout> {
        let nu = self.huis.tijd.nu();
        let mut deel = Vec::new();
        let mut rijen: Vec<Aankomst> = Vec::new();
        let mut bytes = 0;
        for _ in 0..self.achter.len() {
            if rijen.len() == STAPEL || bytes > STAPEL_BYTES {
                break;
            }
            let Some(claim) = self.achter.pop_front() else {
                break;
            };
            if self.uitstel.wacht(claim.id, nu) {
                self.achter.push_back(claim);
                continue;
            }
            match self.postbus.lees(&claim, self.huis.instellingen.maximum) {
                Ok(inhoud) => {
                    bytes += inhoud.len();
                    rijen.push(bericht::aankomst(&self.huis, claim.id, &claim.naam, inhoud));
                    deel.push(claim);
                }
                // Moved away already before a crash: its journal row is there.
                Err(fout) if fout.kind() == std::io::ErrorKind::NotFound => {}
                Err(fout) => {
                    tracing::error!(%fout, id = %claim.id, "bestand in de postbus is niet te lezen, later weer");
                    self.uitstel.later(claim.id, nu);
                    self.achter.push_back(claim);
                }
            }
        }
        if rijen.is_empty() {
            return Ok(false);
        }
        let systeem = self.huis.systeem();
        let opgeslagen = async {
            let mut tx = self.huis.opslag.begin(&systeem).await?;
            tx.journaal(&rijen).await?;
            tx.commit().await
        };
        if let Err(fout) = opgeslagen.await {
            for claim in deel.into_iter().rev() {
                self.achter.push_front(claim);
            }
            return Err(fout.into());
        }
        for claim in &deel {
            self.uitstel.gelukt(claim.id);
        }
        Ok(true)
    }

    /// Originals of these messages leave `bezig`, when their journal row is dealt with.
    pub(super) async fn ruim_op(&mut self, geoordeeld: &[Uuid]) -> Result<(), DienstFout> {
        let mijn = geoordeeld.iter();
        let claims = mijn.filter_map(|id| self.onderhanden.get(id).cloned()).collect();
        self.ruim_claims_op(claims).await
    }

    /// As [`Self::ruim_op`] for whatever lies in `bezig`, also when another worker judged it: as many as fit, the next time the
    /// others.
    pub(super) async fn ruim_alles_op(&mut self) -> Result<(), DienstFout> {
        let vanaf = self.ruim_vanaf.map_or(Bound::Unbounded, Bound::Excluded);
        let rest = self.onderhanden.range((vanaf, Bound::Unbounded));
        let claims: Vec<Claim> = rest.take(PER_BLIK).map(|(_, claim)| claim.clone()).collect();
        self.ruim_vanaf = claims.last().filter(|_| claims.len() == PER_BLIK).map(|c| c.id);
        self.ruim_claims_op(claims).await
    }

    async fn ruim_claims_op(&mut self, claims: Vec<Claim>) -> Result<(), DienstFout> {
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

//! Of what is journalled and not judged yet, uploads included, the first: many small messages share a transaction, and one
//! that fails is tried again by itself.

use super::uitstel::Uitstel;
use crate::bericht::{vastgelopen, verwerken};
use crate::leveraar::Leveraar;
use crate::{DienstFout, Huis};
use jiff::Timestamp;
use tokio::runtime::Handle;
use tokio::task::spawn_blocking;
use uuid::Uuid;

/// Messages judged per turn.
const PER_KEER: u32 = 100;
/// Messages judged in one transaction: a commit is a write to the disk, whatever it holds.
const SAMEN: usize = 50;
/// Bytes judged in one transaction: a screen that wants to write waits for it.
const SAMEN_BYTES: i64 = 256 * 1024;

/// Has messages judged.
pub(super) struct Oordelaar {
    huis: Huis,
    leveraar: Leveraar,
    ik: Uuid,
    uitstel: Uitstel,
}

impl Oordelaar {
    pub(super) fn nieuw(huis: Huis, leveraar: Leveraar) -> Self {
        Self {
            ik: huis.tijd.id(),
            huis,
            leveraar,
            uitstel: Uitstel::default(),
        }
    }

    /// The messages of one turn; which of them were judged. What other nodes are busy with is not among them.
    pub(super) async fn verwerk_wachtende(&mut self) -> Result<Vec<Uuid>, DienstFout> {
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
            .filter(|(id, _)| !self.uitstel.wacht(*id, nu))
            .collect();
        let mut geoordeeld = Vec::new();
        for stapel in stapels(&klaar) {
            if stapel.len() > 1
                && let Some(samen) = self.verwerk_samen(&stapel).await
            {
                geoordeeld.extend(samen);
                continue;
            }
            for id in stapel {
                geoordeeld.extend(self.verwerk_een(id, nu).await);
            }
        }
        if !geoordeeld.is_empty() {
            self.leveraar.wek();
        }
        Ok(geoordeeld)
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
            self.uitstel.gelukt(*id);
        }
        self.leveraar.lever(verwerkt.leveringen);
        Some(verwerkt.ids)
    }

    /// On a task of its own: one message that fails, however, must not hold up the others.
    async fn verwerk_een(&mut self, id: Uuid, nu: Timestamp) -> Vec<Uuid> {
        let (huis, ik) = (self.huis.clone(), self.ik);
        let taak = tokio::spawn(async move { verwerken::verwerk_samen(&huis, ik, &[id], None).await });
        match taak.await {
            Ok(Ok(verwerkt)) => {
                self.uitstel.gelukt(id);
                return verwerkt.ids;
            }
            Ok(Err(DienstFout::Opslag(fout))) if fout.herhaalbaar() => {
                tracing::warn!(%fout, %id, "bericht moet wachten, zo weer");
                self.uitstel.later(id, nu);
            }
            Ok(Err(fout)) => self.vastgelopen(id, nu, &fout.to_string()).await,
            Err(_) => self.vastgelopen(id, nu, "HV-9103 afgebroken").await,
        }
        Vec::new()
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
                self.uitstel.later(id, nu);
            }
        }
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

//! The end of a chain of the audit log. One transaction at a time builds upon it: the row that tells where it ends is locked
//! until the commit.
//!
//! A node remembers the ends that it wrote, because nobody else writes its chains. That is a guess, and the row is asked to
//! be exactly so when it is changed: a question less for each page, and nothing rests on it.

use crate::fout::{OpslagFout, Uitslag};
use crate::logboek::{LogRegel, Logpost, ketenhash};
use crate::rij::Rij;
use crate::sleutel::Sleutels;
use crate::verbinding::Tx;
use crate::waarde::{Waarde, moet, w};
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use uuid::Uuid;

/// The end of a chain.
#[derive(Clone)]
pub(crate) struct Kop {
    pub(crate) stand: i64,
    pub(crate) hash: [u8; 32],
    pub(crate) waarmerk: Vec<u8>,
}

impl Kop {
    pub(crate) fn klopt(&self, sleutels: &Sleutels, houder: &str, keten: Uuid) -> bool {
        sleutels.logwaarmerk(houder, keten, self.stand, &self.hash) == self.waarmerk
    }
}

/// A chain: whose, and of which node.
type Keten = (String, Uuid);

/// The ends that this process wrote last.
#[derive(Default)]
pub(crate) struct Koppen(Mutex<HashMap<Keten, Kop>>);

impl Koppen {
    fn van(&self, houder: &str, keten: Uuid) -> Option<Kop> {
        let koppen = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        koppen.get(&(houder.to_owned(), keten)).cloned()
    }

    /// What a transaction wrote, after its commit. Two commits may come here in the other order.
    pub(crate) fn onthoud(&self, geschreven: Vec<(Keten, Kop)>) {
        if geschreven.is_empty() {
            return;
        }
        let mut koppen = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for (keten, kop) in geschreven {
            if koppen.get(&keten).is_none_or(|oud| oud.stand < kop.stand) {
                koppen.insert(keten, kop);
            }
        }
    }
}

impl Tx {
    /// The rows of these lines behind the end of a chain, which then is their last.
    pub(crate) async fn bouw_voort(
        &mut self,
        houder: &str,
        keten: Uuid,
        posten: &[Logpost],
    ) -> Uitslag<Vec<Vec<Waarde>>> {
        if let Some(gok) = self.koppen.van(houder, keten) {
            let (rijen, kop) = self.reeks(houder, keten, &gok, posten);
            let sql = "UPDATE logketen SET stand = $3, hash = $4, waarmerk = $5 WHERE houder = $1 AND keten = $2 \
                       AND stand = $6 AND hash = $7 AND waarmerk = $8";
            let mut waarden: Vec<Waarde> = w![houder, keten, kop.stand, kop.hash].into();
            waarden.push(Waarde::Bytes(Some(kop.waarmerk.clone())));
            waarden.extend(w![gok.stand, gok.hash]);
            waarden.push(Waarde::Bytes(Some(gok.waarmerk)));
            if self.voer_uit(sql, waarden).await? == 1 {
                self.geschreven.push(((houder.to_owned(), keten), kop));
                return Ok(rijen);
            }
        }
        let erbij = i64::try_from(posten.len()).map_err(|_| OpslagFout::Waarde("volgnummer"))?;
        let voor = self.neem_kop(houder, keten, erbij).await?;
        let (rijen, kop) = self.reeks(houder, keten, &voor, posten);
        let sql = "UPDATE logketen SET hash = $3, waarmerk = $4 WHERE houder = $1 AND keten = $2";
        let mut waarden: Vec<Waarde> = w![houder, keten, kop.hash].into();
        waarden.push(Waarde::Bytes(Some(kop.waarmerk.clone())));
        self.voer_uit(sql, waarden).await?;
        self.geschreven.push(((houder.to_owned(), keten), kop));
        Ok(rijen)
    }

    /// The rows of these lines behind an end, and the new end.
    fn reeks(&self, houder: &str, keten: Uuid, voor: &Kop, posten: &[Logpost]) -> (Vec<Vec<Waarde>>, Kop) {
        let (mut stand, mut hash) = (voor.stand, voor.hash);
        let mut rijen = Vec::with_capacity(posten.len());
        for post in posten {
            stand += 1;
            let mut waarden = post.regel(keten, stand).waarden(&self.sleutels);
            hash = ketenhash(&hash, LogRegel::KOLOMMEN.iter().copied().zip(&waarden));
            if let Some(laatste) = waarden.last_mut() {
                *laatste = hash.into();
            }
            rijen.push(waarden);
        }
        let waarmerk = self.sleutels.logwaarmerk(houder, keten, stand, &hash).to_vec();
        let kop = Kop {
            stand,
            hash,
            waarmerk,
        };
        (rijen, kop)
    }

    /// Takes the end of a chain for this transaction: where it was before it. An end that does not fit its key is not
    /// built upon: that would bless what somebody changed.
    async fn neem_kop(&mut self, houder: &str, keten: Uuid, erbij: i64) -> Uitslag<Kop> {
        let sql = "INSERT INTO logketen (houder, keten, stand, hash, waarmerk) VALUES ($1, $2, $3, $4, $4) \
                   ON CONFLICT (houder, keten) DO UPDATE SET stand = logketen.stand + excluded.stand \
                   RETURNING stand, hash, waarmerk";
        let leeg = Waarde::Bytes(Some(Vec::new()));
        let mut waarden: Vec<Waarde> = w![houder, keten, erbij].into();
        waarden.push(leeg);
        let (stand, hash, waarmerk) = self
            .vraag(sql, waarden, |rij| {
                Ok((
                    moet(rij.getal("stand")?, "stand")?,
                    moet(rij.bytes("hash")?, "hash")?,
                    moet(rij.bytes("waarmerk")?, "waarmerk")?,
                ))
            })
            .await?
            .pop()
            .ok_or(OpslagFout::Waarde("logketen"))?;
        let stand = stand - erbij;
        if stand == 0 && hash.is_empty() && waarmerk.is_empty() {
            let hash = [0; 32];
            return Ok(Kop {
                stand,
                hash,
                waarmerk,
            });
        }
        let hash: [u8; 32] = hash.try_into().map_err(|_| OpslagFout::Logboek)?;
        let kop = Kop {
            stand,
            hash,
            waarmerk,
        };
        if kop.klopt(&self.sleutels, houder, keten) {
            Ok(kop)
        } else {
            Err(OpslagFout::Logboek)
        }
    }
}

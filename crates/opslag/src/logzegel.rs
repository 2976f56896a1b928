//! Seals: now and then the end of each chain of the audit log is signed (Ed25519) with a key of the operator. Copies of the
//! seals live outside the database, so that a tail that was cut off, seals included, is missed.

use crate::fout::{OpslagFout, Uitslag};
use crate::logkop::Kop;
use crate::recht::Rol;
use crate::rij::{Beeld as _, tabel};
use crate::sleutel::sha256;
use crate::verbinding::{Lees, Tx};
use crate::waarde::moet;
use houvast_begrip::Houder;
use jiff::Timestamp;
use ring::signature::{ED25519, Ed25519KeyPair, KeyPair as _, UnparsedPublicKey};
use std::sync::Arc;
use uuid::Uuid;

tabel! {
    /// One seal: so far the chain had this end, at this moment.
    #[derive(Debug)]
    pub struct LogZegel in "logzegel" {
        /// The gemeente or the region.
        houder: Houder,
        /// Its id.
        id: Uuid,
        /// The node.
        keten: Uuid,
        /// Number of the last row.
        volgnummer: i64,
        /// Hash of the last row.
        hash: [u8; 32],
        /// When.
        op: Timestamp,
        /// The public key.
        sleutel: Vec<u8>,
        /// Over everything above.
        handtekening: Vec<u8>,
    }
}

impl LogZegel {
    fn tekst(&self) -> Vec<u8> {
        let mut uit = b"houvast zegel 1\0".to_vec();
        let houder = self.houder.als_str().as_bytes();
        uit.extend_from_slice(&(houder.len() as u64).to_be_bytes());
        uit.extend_from_slice(houder);
        uit.extend_from_slice(self.id.as_bytes());
        uit.extend_from_slice(self.keten.as_bytes());
        uit.extend_from_slice(&self.volgnummer.to_be_bytes());
        uit.extend_from_slice(&self.hash);
        uit.extend_from_slice(&self.op.as_microsecond().to_be_bytes());
        uit.extend_from_slice(&sha256(&self.sleutel));
        uit
    }

    /// Was it signed with one of these keys, and not changed since?
    #[must_use]
    pub fn klopt(&self, vertrouwd: &[LogOpenbaar]) -> bool {
        vertrouwd
            .iter()
            .any(|o| o.0 == self.sleutel[..] && o.klopt(&self.tekst(), &self.handtekening))
    }
}

/// The key that signs. It never prints.
pub struct LogSleutel(Ed25519KeyPair);

impl LogSleutel {
    /// From 32 bytes of a good source. `None`: these cannot be a key.
    #[must_use]
    pub fn uit_zaad(zaad: &[u8; 32]) -> Option<Self> {
        Ed25519KeyPair::from_seed_unchecked(zaad).ok().map(Self)
    }

    /// The half that checks.
    #[must_use]
    pub fn openbaar(&self) -> LogOpenbaar {
        let mut uit = [0; 32];
        uit.copy_from_slice(self.0.public_key().as_ref());
        LogOpenbaar(uit)
    }
}

impl std::fmt::Debug for LogSleutel {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("LogSleutel(…)")
    }
}

/// The half of a key that checks; anybody may have it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct LogOpenbaar(pub [u8; 32]);

impl LogOpenbaar {
    fn klopt(&self, tekst: &[u8], handtekening: &[u8]) -> bool {
        UnparsedPublicKey::new(&ED25519, self.0)
            .verify(tekst, handtekening)
            .is_ok()
    }
}

impl Lees {
    /// Every seal, in order of chain; only for the program itself.
    pub async fn logzegels(&mut self) -> Uitslag<Vec<LogZegel>> {
        if self.bereik.rol() != Rol::Systeem {
            return Err(OpslagFout::BuitenBereik("logzegel"));
        }
        let sql = "SELECT * FROM logzegel ORDER BY houder, keten, volgnummer";
        self.rijen(sql, vec![]).await
    }

    /// The same, with nothing for a seal that cannot be read: somebody changed it.
    pub(crate) async fn logzegels_ruw(&mut self) -> Uitslag<Vec<Option<LogZegel>>> {
        let sql = "SELECT * FROM logzegel ORDER BY houder, keten, volgnummer";
        let sleutels = Arc::clone(&self.sleutels);
        self.vraag(sql, vec![], |rij| Ok(LogZegel::uit(rij, &sleutels).ok()))
            .await
    }
}

impl Tx {
    /// Seals every chain that grew since its last seal, and gives the new seals; only for the program itself. A chain
    /// whose end does not fit its key gets none.
    pub async fn verzegel_log(
        &mut self,
        sleutel: &LogSleutel,
        nu: Timestamp,
        mut id: impl FnMut() -> Uuid,
    ) -> Uitslag<Vec<LogZegel>> {
        if self.bereik().rol() != Rol::Systeem {
            return Err(OpslagFout::BuitenBereik("logzegel"));
        }
        let sql = "SELECT k.houder, k.keten, k.stand, k.hash, k.waarmerk FROM logketen k WHERE NOT EXISTS \
                   (SELECT 1 FROM logzegel z WHERE z.houder = k.houder AND z.keten = k.keten \
                   AND z.volgnummer = k.stand) ORDER BY k.houder, k.keten";
        let koppen = self
            .vraag(sql, vec![], |rij| {
                Ok((
                    moet(rij.tekst("houder")?, "houder")?,
                    moet(rij.id("keten")?, "keten")?,
                    Kop {
                        stand: moet(rij.getal("stand")?, "stand")?,
                        hash: moet(rij.bytes("hash")?.and_then(|h| h.try_into().ok()), "hash")?,
                        waarmerk: moet(rij.bytes("waarmerk")?, "waarmerk")?,
                    },
                ))
            })
            .await?;
        let mut nieuw = Vec::new();
        for (houder, keten, kop) in koppen {
            if !kop.klopt(&self.sleutels, &houder, keten) {
                tracing::error!(%houder, %keten, "het einde van deze keten van het logboek klopt niet");
                continue;
            }
            let mut zegel = LogZegel {
                houder: Houder::try_from(houder).map_err(|_| OpslagFout::Waarde("houder"))?,
                id: id(),
                keten,
                volgnummer: kop.stand,
                hash: kop.hash,
                op: nu,
                sleutel: sleutel.openbaar().0.to_vec(),
                handtekening: Vec::new(),
            };
            zegel.handtekening = sleutel.0.sign(&zegel.tekst()).as_ref().to_vec();
            // Another node may seal the same end at the same moment.
            if self
                .voeg_nieuwe_toe(std::slice::from_ref(&zegel), "houder, keten, volgnummer")
                .await?
                == 1
            {
                nieuw.push(zegel);
            }
        }
        Ok(nieuw)
    }
}

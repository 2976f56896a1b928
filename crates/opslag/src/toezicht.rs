//! What whoever watches the installation may know: how many messages there are of each kind, and how the log stands.
//! Counts and moments only.

use crate::fout::Uitslag;
use crate::logkop::Kop;
use crate::rij::beeld;
use crate::verbinding::Lees;
use crate::waarde::moet;
use jiff::Timestamp;
use std::collections::BTreeMap;
use std::sync::Arc;

beeld! {
    /// Messages of one direction, kind and status.
    #[derive(Debug)]
    pub struct BerichtTelling {
        /// `in` or `uit`.
        richting: String,
        /// `JW315`; `None`: not readable.
        soort: Option<String>,
        /// As [`crate::BerichtStatus`].
        status: String,
        /// How many.
        aantal: i64,
    }
}

/// How the chains of the audit log stand.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct LogToestand {
    /// Chains.
    pub ketens: i64,
    /// Of these, those whose end does not fit its key: nothing is added to them any more.
    pub kapot: i64,
    /// Lines in all chains.
    pub regels: i64,
    /// Of these, those behind the last seal of their chain.
    pub zonder_zegel: i64,
    /// When the last seal was made.
    pub laatste_zegel: Option<Timestamp>,
}

impl Lees {
    /// Messages per direction, kind and status; only for the program itself. Reads every row of an index or the table.
    pub async fn bericht_telling(&mut self) -> Uitslag<Vec<BerichtTelling>> {
        self.alles_mag()?;
        // In the order of the index, so that nothing is sorted; the gemeenten are added up here.
        let sql = "SELECT richting, soort, status, COUNT(*) AS aantal FROM bericht WHERE houder <> '' \
                   GROUP BY houder, richting, soort, status ORDER BY houder, richting, soort, status";
        let mut samen: BTreeMap<(String, Option<String>, String), i64> = BTreeMap::new();
        for rij in self.rijen::<BerichtTelling>(sql, vec![]).await? {
            *samen.entry((rij.richting, rij.soort, rij.status)).or_default() += rij.aantal;
        }
        let telling = |((richting, soort, status), aantal)| BerichtTelling {
            richting,
            soort,
            status,
            aantal,
        };
        Ok(samen.into_iter().map(telling).collect())
    }

    /// How the log stands; only for the program itself.
    pub async fn log_toestand(&mut self) -> Uitslag<LogToestand> {
        self.alles_mag()?;
        let sql = "SELECT k.houder, k.keten, k.stand, k.hash, k.waarmerk, \
                   (SELECT MAX(z.volgnummer) FROM logzegel z WHERE z.houder = k.houder AND z.keten = k.keten) AS verzegeld, \
                   (SELECT MAX(z.op) FROM logzegel z WHERE z.houder = k.houder AND z.keten = k.keten) AS op \
                   FROM logketen k ORDER BY k.houder, k.keten";
        let sleutels = Arc::clone(&self.sleutels);
        let ketens = self
            .vraag(sql, vec![], |rij| {
                let stand = moet(rij.getal("stand")?, "stand")?;
                let hash: Option<[u8; 32]> = rij.bytes("hash")?.and_then(|h| h.try_into().ok());
                let (houder, keten) = (
                    moet(rij.tekst("houder")?, "houder")?,
                    moet(rij.id("keten")?, "keten")?,
                );
                let waarmerk = rij.bytes("waarmerk")?.unwrap_or_default();
                let heel = hash.is_some_and(|hash| {
                    let kop = Kop {
                        stand,
                        hash,
                        waarmerk,
                    };
                    kop.klopt(&sleutels, &houder, keten)
                });
                Ok((
                    stand,
                    heel,
                    rij.getal("verzegeld")?.unwrap_or(0),
                    rij.getal("op")?,
                ))
            })
            .await?;
        let mut uit = LogToestand::default();
        for (stand, heel, verzegeld, op) in ketens {
            uit.ketens += 1;
            uit.kapot += i64::from(!heel);
            uit.regels += stand;
            uit.zonder_zegel += (stand - verzegeld).max(0);
            uit.laatste_zegel = uit
                .laatste_zegel
                .max(op.and_then(|op| Timestamp::from_microsecond(op).ok()));
        }
        Ok(uit)
    }
}

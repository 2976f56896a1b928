//! Counters, and the locks that are counters too. A counter is a row, not a sequence: it follows the transaction and lives on any
//! node.
//!
//! The first time a transaction asks, the row is raised, and so locked until the end. From then on nobody else can change it:
//! the transaction counts for itself and writes the stand once, at its commit.

use crate::fout::{OpslagFout, Uitslag};
use crate::verbinding::Tx;
use crate::waarde::w;
use houvast_begrip::Houder;
use std::collections::BTreeMap;

/// The counters that a transaction holds.
#[derive(Default)]
pub(crate) struct Tellers(BTreeMap<(Houder, &'static str), Stand>);

struct Stand {
    nu: i64,
    /// What the row says.
    rij: i64,
}

impl Tx {
    /// The next number of a counter of a gemeente, from 1: `toewijzing`, `bericht`. Gaps are fine (a transaction that
    /// was dropped), doubles are not.
    pub async fn volgend_nummer(
        &mut self,
        houder: &Houder,
        naam: &'static str,
        hoogste: i64,
    ) -> Uitslag<i64> {
        let nummer = self.tel_door(houder, naam, 1).await?;
        if nummer > hoogste {
            Err(OpslagFout::NummersOp(naam))
        } else {
            Ok(nummer)
        }
    }

    /// Raises a counter by `aantal` at once and gives its new stand: for bulk work.
    pub async fn tel_door(&mut self, houder: &Houder, naam: &'static str, aantal: u32) -> Uitslag<i64> {
        if !self.bereik.omvat(houder) || self.bereik.agb().is_some() {
            return Err(OpslagFout::BuitenBereik("teller"));
        }
        let sleutel = (houder.clone(), naam);
        if let Some(stand) = self.tellers.0.get_mut(&sleutel) {
            stand.nu += i64::from(aantal);
            return Ok(stand.nu);
        }
        let sql = "INSERT INTO teller (houder, naam, stand) VALUES ($1, $2, $3) ON CONFLICT (houder, naam) \
                   DO UPDATE SET stand = teller.stand + excluded.stand RETURNING stand AS n";
        let nu = self.getal(sql, w![houder, naam, aantal].into()).await?;
        self.tellers.0.insert(sleutel, Stand { nu, rij: nu });
        Ok(nu)
    }

    /// Waits until nobody else has this lock of a gemeente, and keeps it until the end of the transaction. What is read
    /// after it includes what the holder before stored: for rules that look first and write later (TR056, TR374, the
    /// JW301 with every current toewijzing). SQLite has one writer anyway; here it is the same row lock as on PostgreSQL.
    pub async fn vergrendel(&mut self, houder: &Houder, naam: &'static str) -> Uitslag<()> {
        self.tel_door(houder, naam, 0).await.map(|_| ())
    }

    /// What was counted since the rows were raised.
    pub(crate) async fn schrijf_tellers(&mut self) -> Uitslag<()> {
        for ((houder, naam), stand) in std::mem::take(&mut self.tellers).0 {
            if stand.nu != stand.rij {
                let sql = "UPDATE teller SET stand = $3 WHERE houder = $1 AND naam = $2 RETURNING stand AS n";
                let staat = self.getal(sql, w![&houder, naam, stand.nu].into()).await?;
                if staat != stand.nu {
                    // Numbers were given out: without their row they would be given out again.
                    return Err(OpslagFout::Waarde("teller"));
                }
            }
        }
        Ok(())
    }
}

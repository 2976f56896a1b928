//! Is this database whole? A move or a restore that was cut off leaves a mark, so that nobody works on half a store.

use crate::catalogus::{self, Tabel};
use crate::fout::{OpslagFout, Uitslag};
use crate::migraties;
use crate::rij::{keuze, tabel};
use crate::verbinding::{Lees, Tx};
use crate::waarde::w;
use houvast_begrip::Houder;
use jiff::Timestamp;
use uuid::Uuid;

keuze! {
    /// What a row of `verhuizing` says about its database.
    pub enum VerhuisSoort {
        /// It was left: another database has its rows.
        Uit = "uit",
        /// It is filled from another database.
        In = "in",
        /// It is filled from a backup.
        Terug = "terug",
        /// Its columns get another key.
        Sleutel = "sleutel",
    }
}

tabel! {
    /// One move or restore.
    #[derive(Debug)]
    pub struct Onaf in "verhuizing" {
        /// Not of a region: of the whole database.
        houder: Houder,
        /// The same on both sides of a move.
        id: Uuid,
        /// What it says.
        soort: VerhuisSoort,
        /// When it began.
        begonnen_op: Timestamp,
        /// When it was whole.
        klaar_op: Option<Timestamp>,
    }
}

/// Tables that belong to one database and do not travel.
const BLIJFT: [&str; 1] = ["verhuizing"];

/// All tables whose rows travel, in an order in which they can be filled.
pub(crate) fn reizende(tot: &str) -> Vec<Tabel> {
    let mut uit = catalogus::tabellen(tot);
    uit.retain(|t| !BLIJFT.contains(&t.naam));
    uit
}

/// What travels: each table with its columns and its key.
#[must_use]
pub fn inhoud() -> Vec<(&'static str, Vec<&'static str>, Vec<&'static str>)> {
    let tabellen = reizende(migraties::laatste()).into_iter();
    tabellen.map(|t| (t.naam, t.namen(), t.sleutelnamen())).collect()
}

pub(super) fn van_alles() -> Uitslag<Houder> {
    Houder::regio("houvast").map_err(|_| OpslagFout::Waarde("houder"))
}

impl Lees {
    /// Moves and restores of this database, the newest last; only for the program itself.
    pub async fn verhuizingen(&mut self) -> Uitslag<Vec<Onaf>> {
        self.alles_mag()?;
        let sql = "SELECT * FROM verhuizing WHERE houder = $1 ORDER BY begonnen_op, id";
        self.rijen(sql, w![&van_alles()?].into()).await
    }

    /// Is it being filled and not whole yet?
    pub async fn onaf(&mut self) -> Uitslag<Option<Onaf>> {
        let open = |v: &Onaf| v.klaar_op.is_none() && v.soort != VerhuisSoort::Uit;
        Ok(self.verhuizingen().await?.into_iter().rev().find(open))
    }

    /// Was everything in it moved elsewhere? When.
    pub async fn verlaten_op(&mut self) -> Uitslag<Option<Timestamp>> {
        let weg = |v: Onaf| {
            if v.soort == VerhuisSoort::Uit {
                v.klaar_op
            } else {
                None
            }
        };
        Ok(self.verhuizingen().await?.into_iter().rev().find_map(weg))
    }

    /// Are there rows that somebody made? The known word of the key is there from the first start.
    pub async fn is_leeg(&mut self) -> Uitslag<bool> {
        for tabel in reizende(migraties::laatste()) {
            if tabel.naam != "sleutel" && self.laatste_sleutel(&tabel).await?.is_some() {
                return Ok(false);
            }
        }
        Ok(true)
    }
}

impl Tx {
    pub(crate) async fn begin_verhuizing(
        &mut self,
        id: Uuid,
        soort: VerhuisSoort,
        nu: Timestamp,
    ) -> Uitslag<()> {
        self.alles_mag()?;
        let sql = "INSERT INTO verhuizing (houder, id, soort, begonnen_op) VALUES ($1, $2, $3, $4)";
        self.voer_uit(sql, w![&van_alles()?, id, soort, nu].into())
            .await
            .map(|_| ())
    }

    pub(crate) async fn rond_verhuizing_af(&mut self, id: Uuid, nu: Timestamp) -> Uitslag<()> {
        self.alles_mag()?;
        let sql = "UPDATE verhuizing SET klaar_op = $3 WHERE houder = $1 AND id = $2";
        self.voer_uit(sql, w![&van_alles()?, id, nu].into())
            .await
            .map(|_| ())
    }

    /// Every counter that was used goes on so much further.
    pub(super) async fn spring_tellers(&mut self, sprong: u32) -> Uitslag<u64> {
        self.alles_mag()?;
        let sql = "UPDATE teller SET stand = stand + $1 WHERE stand > 0";
        self.voer_uit(sql, w![sprong].into()).await
    }
}

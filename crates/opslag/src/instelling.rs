//! Settings and counters.

use crate::fout::{OpslagFout, Uitslag};
use crate::recht::Rol;
use crate::rij::tabel;
use crate::verbinding::{Lees, Tx};
use crate::waarde::w;
use houvast_begrip::Houder;
use jiff::Timestamp;
use uuid::Uuid;

tabel! {
    /// One setting of a gemeente or the region.
    #[derive(Debug)]
    pub struct Instelling in "instelling" {
        /// Whose.
        houder: Houder,
        /// Which, for example `automatisch`.
        sleutel: String,
        /// Its value, as `dienst` writes it.
        waarde: String,
        /// Last change.
        gewijzigd_op: Timestamp,
        /// By whom; `None`: by the program.
        gewijzigd_door: Option<Uuid>,
        /// For optimistic locking.
        versie: i64,
    }
}

impl Lees {
    /// The settings of a gemeente in scope, or of the region (which everybody of the region may know).
    pub async fn instellingen(&mut self, houder: &Houder) -> Uitslag<Vec<Instelling>> {
        if !self.bereik.omvat(houder) && houder != self.bereik.regio() && self.bereik.rol() != Rol::Beheer {
            return Ok(Vec::new());
        }
        let sql = "SELECT * FROM instelling WHERE houder = $1 ORDER BY sleutel";
        self.rijen(sql, w![houder].into()).await
    }

    /// The value of one setting.
    pub async fn instelling(&mut self, houder: &Houder, sleutel: &str) -> Uitslag<Option<String>> {
        Ok(self
            .instellingen(houder)
            .await?
            .into_iter()
            .find(|i| i.sleutel == sleutel)
            .map(|i| i.waarde))
    }
}

impl Tx {
    /// Sets a setting; only the program and management may.
    pub async fn zet_instelling(
        &mut self,
        houder: &Houder,
        sleutel: &str,
        waarde: &str,
        nu: Timestamp,
    ) -> Uitslag<()> {
        if !matches!(self.bereik.rol(), Rol::Beheer | Rol::Systeem) {
            return Err(OpslagFout::BuitenBereik("instelling"));
        }
        let door = self.bereik.account();
        let sql = "INSERT INTO instelling (houder, sleutel, waarde, gewijzigd_op, gewijzigd_door, versie) \
                   VALUES ($1, $2, $3, $4, $5, 1) ON CONFLICT (houder, sleutel) DO UPDATE SET waarde = excluded.waarde, \
                   gewijzigd_op = excluded.gewijzigd_op, gewijzigd_door = excluded.gewijzigd_door, \
                   versie = instelling.versie + 1";
        self.voer_uit(sql, w![houder, sleutel, waarde, nu, door].into())
            .await
            .map(|_| ())
    }

    /// The next number of a counter of a gemeente, from 1: `toewijzing`, `bericht`. Gaps are fine (a transaction that
    /// was dropped), doubles are not. Counters are rows, not sequences: they follow the transaction and live on any node.
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
        let sql = "INSERT INTO teller (houder, naam, stand) VALUES ($1, $2, $3) ON CONFLICT (houder, naam) \
                   DO UPDATE SET stand = teller.stand + excluded.stand RETURNING stand AS n";
        self.getal(sql, w![houder, naam, aantal].into()).await
    }

    /// Waits until nobody else has this lock of a gemeente, and keeps it until the end of the transaction. What is read
    /// after it includes what the holder before stored: for rules that look first and write later (TR056, TR374, the
    /// JW301 with every current toewijzing). SQLite has one writer anyway; here it is the same row lock as on PostgreSQL.
    pub async fn vergrendel(&mut self, houder: &Houder, naam: &'static str) -> Uitslag<()> {
        self.tel_door(houder, naam, 0).await.map(|_| ())
    }
}

//! Settings.

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
}

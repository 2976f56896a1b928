//! Work of which one node at a time does the same, because it leaves the database: a lease that ends by itself.

use crate::fout::{OpslagFout, Uitslag};
use crate::recht::Rol;
use crate::rij::tabel;
use crate::verbinding::{Lees, Tx};
use crate::waarde::w;
use houvast_begrip::Houder;
use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

tabel! {
    /// Who does a piece of work now.
    #[derive(Debug)]
    pub struct Taak in "taak" {
        /// The region.
        houder: Houder,
        /// Which work.
        naam: String,
        /// The node that has it.
        huurder: Option<Uuid>,
        /// Until when; after that it is anybody's.
        huur_tot: Option<Timestamp>,
    }
}

/// How far the clocks of two nodes may differ.
const SPELING: SignedDuration = SignedDuration::from_mins(1);

impl Lees {
    fn taak_mag(&self) -> Uitslag<()> {
        if self.bereik.rol() == Rol::Systeem {
            Ok(())
        } else {
            Err(OpslagFout::BuitenBereik("taak"))
        }
    }

    /// Who has this work; only for the program itself.
    pub async fn taak(&mut self, naam: &'static str) -> Uitslag<Option<Taak>> {
        self.taak_mag()?;
        let mut waarden = self.bereik.gedeeld();
        waarden.extend(w![naam]);
        self.rij("SELECT * FROM taak WHERE houder = $1 AND naam = $2", waarden)
            .await
    }
}

impl Tx {
    /// Takes the work until `tot`, or keeps it longer. `false`: another node has it.
    pub async fn neem_taak(
        &mut self,
        naam: &'static str,
        knoop: Uuid,
        nu: Timestamp,
        tot: Timestamp,
    ) -> Uitslag<bool> {
        self.taak_mag()?;
        let mut waarden = self.bereik.gedeeld();
        // A lease that ends later than one taken now was written by a clock that was wrong.
        waarden.extend(w![naam, knoop, nu, tot, tot + SPELING]);
        let sql = "INSERT INTO taak (houder, naam, huurder, huur_tot) VALUES ($1, $2, $3, $5) \
                   ON CONFLICT (houder, naam) DO UPDATE SET huurder = excluded.huurder, huur_tot = excluded.huur_tot \
                   WHERE taak.huur_tot IS NULL OR taak.huur_tot <= $4 OR taak.huur_tot > $6 OR taak.huurder = excluded.huurder";
        Ok(self.voer_uit(sql, waarden).await? == 1)
    }

    /// Lets go, so that another node need not wait for the end of the lease.
    pub async fn laat_taak_los(&mut self, naam: &'static str, knoop: Uuid) -> Uitslag<bool> {
        self.taak_mag()?;
        let mut waarden = self.bereik.gedeeld();
        waarden.extend(w![naam, knoop]);
        let sql = "UPDATE taak SET huurder = NULL, huur_tot = NULL WHERE houder = $1 AND naam = $2 AND huurder = $3";
        Ok(self.voer_uit(sql, waarden).await? == 1)
    }
}

//! Who has to do with a dossier by name, for a time: who works on a blocked one, an expert to whom it was brought in, and who
//! took noodtoegang. `recht/zicht.rs` reads this table inside every query on cases.

use crate::bladzijde::Bladzijde;
use crate::fout::{OpslagFout, Uitslag};
use crate::recht::{Relatie, Rol};
use crate::rij::{keuze, tabel};
use crate::verbinding::{Lees, Tx};
use crate::waarde::{Besloten, Waarde, w};
use houvast_begrip::Houder;
use jiff::Timestamp;
use uuid::Uuid;

keuze! {
    /// What somebody has to do with a dossier by name.
    pub enum RelatieSoort {
        /// Works on a blocked dossier.
        Behandelt = "behandelt",
        /// The case was brought in for advice.
        Ingebracht = "ingebracht",
        /// Opened it in an emergency.
        Nood = "nood",
    }
}

tabel! {
    /// One such relation. Prints without reason.
    #[derive(Debug)]
    pub struct Zaakrelatie in "zaakrelatie" {
        /// The gemeente.
        houder: Houder,
        /// Its id.
        id: Uuid,
        /// The child.
        jeugdige: Uuid,
        /// Who gets to see the dossier.
        account: Uuid,
        /// As what.
        soort: RelatieSoort,
        /// Why, sealed.
        reden: Option<Besloten>,
        /// From this moment.
        vanaf: Timestamp,
        /// Until this moment, which no longer counts.
        tot: Timestamp,
        /// Who gave it; of a noodtoegang the same account.
        door: Uuid,
        /// When it was given.
        op: Timestamp,
        /// When a privacy officer looked at it; for a noodtoegang.
        nagegaan_op: Option<Timestamp>,
        /// Which privacy officer.
        nagegaan_door: Option<Uuid>,
        /// For optimistic locking.
        versie: i64,
    }
}

impl Lees {
    /// Who has to do with a dossier by name, newest first. Not for an aanbieder.
    pub async fn zaakrelaties(&mut self, jeugdige: Uuid) -> Uitslag<Vec<Zaakrelatie>> {
        let mut waarden = self.bereik.zaken();
        waarden.extend(w![jeugdige]);
        let sql = "SELECT * FROM zaakrelatie WHERE houder IN LIJST($1) AND $2 = '' AND ZIE(jeugdige) AND jeugdige = $3 \
                   ORDER BY op DESC, id DESC";
        self.rijen(sql, waarden).await
    }

    /// Uses of noodtoegang in the gemeenten whose log this asker reads, newest first; `open`: only those that nobody looked at.
    pub async fn noodtoegangen(&mut self, open: bool, blad: Bladzijde) -> Uitslag<Vec<Zaakrelatie>> {
        let mut waarden = self.toezicht();
        waarden.extend(w![RelatieSoort::Nood, blad.grens()]);
        let deel = if open { " AND nagegaan_op IS NULL" } else { "" };
        let sql = format!(
            "SELECT * FROM zaakrelatie WHERE houder IN LIJST($1) AND soort = $2{deel} ORDER BY op DESC, id DESC LIMIT $3"
        );
        self.rijen(sql, waarden).await
    }

    /// How many uses of noodtoegang nobody looked at yet, in the gemeenten whose log this asker reads.
    pub async fn aantal_noodtoegangen(&mut self) -> Uitslag<i64> {
        let mut waarden = self.toezicht();
        waarden.extend(w![RelatieSoort::Nood]);
        let sql = "SELECT COUNT(*) AS n FROM zaakrelatie WHERE houder IN LIJST($1) AND soort = $2 AND nagegaan_op IS NULL";
        self.getal(sql, waarden).await
    }

    /// The relations of the asker itself that last now, the first to end first.
    pub async fn eigen_relaties(&mut self) -> Uitslag<Vec<Zaakrelatie>> {
        let Some(account) = self.bereik.account() else {
            return Ok(Vec::new());
        };
        let mut waarden = self.bereik.zaken();
        waarden.extend(w![account, self.bereik.moment()]);
        let sql = "SELECT * FROM zaakrelatie WHERE houder IN LIJST($1) AND $2 = '' AND ZIE(jeugdige) AND account = $3 \
                   AND vanaf <= $4 AND tot > $4 ORDER BY tot, id";
        self.rijen(sql, waarden).await
    }

    fn toezicht(&self) -> Vec<Waarde> {
        let houders = self.bereik.logboeken().iter();
        vec![Waarde::Lijst(houders.map(|h| h.als_str().to_owned()).collect())]
    }
}

impl Tx {
    /// Stores a relation. Only the program does: it has checked who gives what to whom.
    pub async fn leg_zaakrelatie_vast(&mut self, relatie: &Zaakrelatie) -> Uitslag<()> {
        if self.bereik.rol() != Rol::Systeem {
            return Err(OpslagFout::BuitenBereik("zaakrelatie"));
        }
        self.voeg_toe(std::slice::from_ref(relatie)).await
    }

    /// Ends a relation that lasts still. `false`: it had ended, or lies outside the scope.
    pub async fn eindig_zaakrelatie(&mut self, jeugdige: Uuid, id: Uuid, nu: Timestamp) -> Uitslag<bool> {
        let mut waarden = self.bereik.zaken();
        waarden.extend(w![jeugdige, id, nu]);
        let sql = "UPDATE zaakrelatie SET tot = $5, versie = versie + 1 WHERE houder IN LIJST($1) AND $2 = '' \
                   AND ZIE(jeugdige) AND jeugdige = $3 AND id = $4 AND tot > $5";
        Ok(self.voer_uit(sql, waarden).await? == 1)
    }

    /// Notes who looked at a noodtoegang afterwards: a privacy officer, never the one who took it. `false`: somebody did
    /// already, or it lies outside the scope.
    pub async fn noodtoegang_nagegaan(&mut self, id: Uuid, nu: Timestamp) -> Uitslag<bool> {
        if self.bereik.rol().recht().ziet != Relatie::Logboek {
            return Ok(false);
        }
        let door = self.bereik.account();
        let mut waarden = self.toezicht();
        waarden.extend(w![RelatieSoort::Nood, id, nu, door]);
        let sql = "UPDATE zaakrelatie SET nagegaan_op = $4, nagegaan_door = $5, versie = versie + 1 \
                   WHERE houder IN LIJST($1) AND soort = $2 AND id = $3 AND nagegaan_op IS NULL AND account <> $5";
        Ok(self.voer_uit(sql, waarden).await? == 1)
    }

    /// Blocks a dossier or keeps its address secret, or ends that. `false`: it was changed meanwhile, or lies outside the scope.
    pub async fn zet_bescherming(
        &mut self,
        jeugdige: Uuid,
        versie: i64,
        (geheim, geblokkeerd): (bool, bool),
        nu: Timestamp,
    ) -> Uitslag<bool> {
        let mut waarden = self.bereik.zaken();
        waarden.extend(w![jeugdige, versie, geheim, geblokkeerd, nu]);
        let sql = "UPDATE jeugdige SET geheim = $5, geblokkeerd = $6, gewijzigd_op = $7, versie = versie + 1 \
                   WHERE houder IN LIJST($1) AND $2 = '' AND ZIE(id) AND id = $3 AND versie = $4";
        Ok(self.voer_uit(sql, waarden).await? == 1)
    }
}

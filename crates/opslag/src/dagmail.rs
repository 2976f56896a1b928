//! Who gets a mail each working day, and where. The address is personal, so it is sealed.

use crate::fout::{OpslagFout, Uitslag};
use crate::recht::Rol;
use crate::rij::{Rij, tabel};
use crate::verbinding::{Lees, Tx};
use crate::waarde::{Besloten, w};
use houvast_begrip::Houder;
use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;

tabel! {
    /// The wish of one account.
    #[derive(Debug)]
    pub struct Dagmail in "dagmail" {
        /// The region.
        houder: Houder,
        /// Whose.
        account: Uuid,
        /// Where to.
        adres: Option<Besloten>,
        /// Is it wanted?
        aan: bool,
        /// The last day for which one was made.
        verstuurd_voor: Option<Date>,
        /// Last change.
        gewijzigd_op: Timestamp,
        /// For optimistic locking.
        versie: i64,
    }
}

impl Lees {
    /// The wish of the asker; of anybody for the program.
    pub async fn dagmail(&mut self, account: Uuid) -> Uitslag<Option<Dagmail>> {
        if self.bereik.account() != Some(account) && self.bereik.rol() != Rol::Systeem {
            return Ok(None);
        }
        let mut waarden = self.bereik.gedeeld();
        waarden.extend(w![account]);
        self.rij(
            "SELECT * FROM dagmail WHERE houder = $1 AND account = $2",
            waarden,
        )
        .await
    }

    /// Who wants a mail and got none for this day yet. Only for the program.
    pub async fn dagmails_voor(&mut self, dag: Date) -> Uitslag<Vec<Dagmail>> {
        if self.bereik.rol() != Rol::Systeem {
            return Err(OpslagFout::BuitenBereik("dagmail"));
        }
        let mut waarden = self.bereik.gedeeld();
        waarden.extend(w![true, dag]);
        let sql = "SELECT * FROM dagmail WHERE houder = $1 AND aan = $2 AND adres IS NOT NULL \
                   AND (verstuurd_voor IS NULL OR verstuurd_voor < $3) ORDER BY account";
        self.rijen(sql, waarden).await
    }
}

impl Tx {
    /// Stores wishes, over what they were.
    pub async fn zet_dagmails(&mut self, wensen: &[Dagmail]) -> Uitslag<()> {
        const OVER: &str = " ON CONFLICT (houder, account) DO UPDATE SET adres = excluded.adres, aan = excluded.aan, \
                            verstuurd_voor = excluded.verstuurd_voor, gewijzigd_op = excluded.gewijzigd_op, \
                            versie = dagmail.versie + 1";
        let mut rijen = Vec::with_capacity(wensen.len());
        for wens in wensen {
            let waarden = wens.waarden(&self.sleutels);
            self.mag_schrijven(Dagmail::TABEL, Dagmail::KOLOMMEN, &wens.houder, &waarden)?;
            rijen.push(waarden);
        }
        self.voeg_waarden_toe(Dagmail::TABEL, Dagmail::KOLOMMEN, rijen.into_iter(), OVER)
            .await
            .map(|_| ())
    }

    /// A mail for this day was made. `false`: somebody else made it.
    pub async fn dagmail_verstuurd(&mut self, account: Uuid, dag: Date) -> Uitslag<bool> {
        if self.bereik.rol() != Rol::Systeem {
            return Err(OpslagFout::BuitenBereik("dagmail"));
        }
        let mut waarden = self.bereik.gedeeld();
        waarden.extend(w![account, dag]);
        let sql = "UPDATE dagmail SET verstuurd_voor = $3, versie = versie + 1 WHERE houder = $1 AND account = $2 \
                   AND (verstuurd_voor IS NULL OR verstuurd_voor < $3)";
        Ok(self.voer_uit(sql, waarden).await? == 1)
    }

    /// It could not be delivered: it is to be made again, and the last day is what it was.
    pub async fn dagmail_niet_verstuurd(
        &mut self,
        account: Uuid,
        dag: Date,
        was: Option<Date>,
    ) -> Uitslag<bool> {
        if self.bereik.rol() != Rol::Systeem {
            return Err(OpslagFout::BuitenBereik("dagmail"));
        }
        let mut waarden = self.bereik.gedeeld();
        waarden.extend(w![account, dag, was]);
        let sql = "UPDATE dagmail SET verstuurd_voor = $4, versie = versie + 1 \
                   WHERE houder = $1 AND account = $2 AND verstuurd_voor = $3";
        Ok(self.voer_uit(sql, waarden).await? == 1)
    }
}

//! The journal: raw bytes are durably here before anybody judges them, and each is dealt with exactly once.
//!
//! 1. [`Opslag::journaal`] stores the bytes in a transaction of its own. The same claim id again changes nothing.
//! 2. A worker takes arrivals with [`Tx::neem_aankomsten`] in the transaction in which it judges them: what another node is
//!    busy with is passed by, and a node that is gone lets go at once. [`Tx::neem_aankomst`] waits for one.
//! 3. In the transaction that stores the outcome, [`Tx::rond_aankomst_af`] says `true` to exactly one of them.
//!
//! The region holds an arrival: which gemeente it is for is only known after reading. Only the program reads it here;
//! people see it as [`crate::Bericht`].

use crate::bereik::Bereik;
use crate::fout::{OpslagFout, Uitslag};
use crate::recht::Rol;
use crate::rij::{beeld, keuze, tabel};
use crate::sleutel::sha256;
use crate::verbinding::{Lees, Opslag, Tx};
use crate::waarde::{Besloten, Geheim, Waarde, w};
use houvast_begrip::Houder;
use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

keuze! {
    /// How a message came in.
    pub enum Herkomst {
        /// The folder `postbus/in`.
        Postbus = "postbus",
        /// The upload page.
        Upload = "upload",
        /// The command line.
        Opdracht = "opdracht",
        /// Made by the demo.
        Demo = "demo",
    }
}

keuze! {
    /// How far an arrival is.
    pub enum AankomstStatus {
        /// Durable, not judged.
        Ontvangen = "ontvangen",
        /// Judged and answered; see the bericht with the same id.
        Verwerkt = "verwerkt",
        /// Not readable as a message; see the bericht with the same id, held by the region.
        Fout = "fout",
    }
}

tabel! {
    /// One raw arrival.
    #[derive(Debug)]
    pub struct Aankomst in "aankomst" {
        /// The region.
        houder: Houder,
        /// The claim id; the bericht that is read from it has the same id.
        id: Uuid,
        /// The bytes as they came.
        inhoud: Geheim,
        /// Of the bytes.
        sha256: [u8; 32],
        /// In bytes.
        grootte: i64,
        /// When.
        aangekomen_op: Timestamp,
        /// How.
        herkomst: Herkomst,
        /// Name of the file, when it had one.
        bestand: Option<Besloten>,
        /// Who uploaded it.
        account: Option<Uuid>,
        /// AGB code or gemeente code the uploader may send for; the message must carry it.
        namens: Option<String>,
        /// How far it is.
        status: AankomstStatus,
        /// The worker that has it now.
        huurder: Option<Uuid>,
        /// Until when the worker may keep it.
        huur_tot: Option<Timestamp>,
        /// How often it was taken.
        pogingen: i64,
        /// When it was dealt with.
        afgerond_op: Option<Timestamp>,
        /// Who holds the bericht that was read from it.
        bericht_houder: Option<Houder>,
    }
}

impl Aankomst {
    /// A new arrival, not judged yet.
    #[must_use]
    pub fn nieuw(regio: &Houder, id: Uuid, inhoud: Vec<u8>, herkomst: Herkomst, nu: Timestamp) -> Self {
        Self {
            houder: regio.clone(),
            id,
            sha256: sha256(&inhoud),
            grootte: i64::try_from(inhoud.len()).unwrap_or(i64::MAX),
            inhoud: Geheim(inhoud),
            aangekomen_op: nu,
            herkomst,
            bestand: None,
            account: None,
            namens: None,
            status: AankomstStatus::Ontvangen,
            huurder: None,
            huur_tot: None,
            pogingen: 0,
            afgerond_op: None,
            bericht_houder: None,
        }
    }
}

beeld! {
    /// Where an arrival stands.
    #[derive(Debug)]
    pub struct AankomstStand {
        /// The claim id.
        id: Uuid,
        /// How far it is.
        status: AankomstStatus,
        /// Of the bytes.
        sha256: [u8; 32],
        /// Who holds the bericht that was read from it.
        bericht_houder: Option<Houder>,
        /// How often it was tried.
        pogingen: i64,
    }
}

/// No lease and no pause of an arrival is longer (`dienst::bericht::vastgelopen`: an hour). What lies further ahead was written by
/// a clock that was wrong.
const LANGSTE: SignedDuration = SignedDuration::from_mins(61);

fn alleen_systeem(bereik: &Bereik) -> Uitslag<()> {
    if bereik.rol() == Rol::Systeem {
        Ok(())
    } else {
        Err(OpslagFout::BuitenBereik("aankomst"))
    }
}

impl Opslag {
    /// Makes the bytes durable before anything else happens. `true`: new; `false`: this claim was journalled before.
    pub async fn journaal(&self, bereik: &Bereik, aankomst: &Aankomst) -> Uitslag<bool> {
        let mut tx = self.begin(bereik).await?;
        let nieuw = tx.journaal(std::slice::from_ref(aankomst)).await? == 1;
        tx.commit().await?;
        Ok(nieuw)
    }
}

impl Lees {
    /// Where these arrivals stand, in no order; what is not there is left out. Only for the program itself.
    pub async fn aankomst_standen(&mut self, ids: &[Uuid]) -> Uitslag<Vec<AankomstStand>> {
        alleen_systeem(&self.bereik)?;
        let mut waarden = self.bereik.gedeeld();
        waarden.push(Waarde::Ids(ids.to_vec()));
        let sql = "SELECT id, status, sha256, bericht_houder, pogingen FROM aankomst WHERE houder = $1 AND id IN IDLIJST($2)";
        self.rijen(sql, waarden).await
    }

    /// The whole arrival; only for the program itself.
    pub async fn aankomst(&mut self, id: Uuid) -> Uitslag<Option<Aankomst>> {
        alleen_systeem(&self.bereik)?;
        let mut waarden = self.bereik.gedeeld();
        waarden.extend(w![id]);
        self.rij("SELECT * FROM aankomst WHERE houder = $1 AND id = $2", waarden)
            .await
    }

    /// Arrivals that wait for a worker, oldest first, with their size in bytes; only for the program itself.
    pub async fn wachtende_aankomsten(&mut self, nu: Timestamp, aantal: u32) -> Uitslag<Vec<(Uuid, i64)>> {
        alleen_systeem(&self.bereik)?;
        let mut waarden = self.bereik.gedeeld();
        waarden.extend(w![nu, aantal, nu + LANGSTE]);
        self.vraag(
            "SELECT id, grootte FROM aankomst WHERE houder = $1 AND afgerond_op IS NULL \
             AND (huur_tot IS NULL OR huur_tot <= $2 OR huur_tot > $4) ORDER BY id LIMIT $3",
            waarden,
            |rij| Ok(rij.id("id")?.zip(rij.getal("grootte")?)),
        )
        .await
        .map(|rijen| rijen.into_iter().flatten().collect())
    }
}

impl Tx {
    /// Journals arrivals; what is there already stays as it is. Number of new ones.
    pub async fn journaal(&mut self, aankomsten: &[Aankomst]) -> Uitslag<u64> {
        alleen_systeem(&self.bereik)?;
        if aankomsten.iter().any(|a| a.houder != *self.bereik.regio()) {
            return Err(OpslagFout::BuitenBereik("aankomst"));
        }
        self.voeg_nieuwe_toe(aankomsten, "houder, id").await
    }

    /// Takes an arrival until `tot`. `None`: dealt with, or another worker has it.
    pub async fn neem_aankomst(
        &mut self,
        id: Uuid,
        werker: Uuid,
        nu: Timestamp,
        tot: Timestamp,
    ) -> Uitslag<Option<Aankomst>> {
        alleen_systeem(&self.bereik)?;
        let mut waarden = self.bereik.gedeeld();
        waarden.extend(w![id, nu, werker, tot, nu + LANGSTE]);
        self.rij(
            "UPDATE aankomst SET huurder = $4, huur_tot = $5, pogingen = pogingen + 1 \
             WHERE houder = $1 AND id = $2 AND afgerond_op IS NULL \
             AND (huur_tot IS NULL OR huur_tot <= $3 OR huurder = $4 OR huur_tot > $6) RETURNING *",
            waarden,
        )
        .await
    }

    /// Takes those of these arrivals that nobody is busy with until `tot`, in order. Other workers pass them by until this
    /// transaction ends.
    pub async fn neem_aankomsten(
        &mut self,
        ids: &[Uuid],
        werker: Uuid,
        nu: Timestamp,
        tot: Timestamp,
    ) -> Uitslag<Vec<Aankomst>> {
        alleen_systeem(&self.bereik)?;
        let mut waarden = self.bereik.gedeeld();
        waarden.push(Waarde::Ids(ids.to_vec()));
        waarden.extend(w![nu, werker, tot, nu + LANGSTE]);
        let mut rijen: Vec<Aankomst> = self
            .rijen(
                "UPDATE aankomst SET huurder = $4, huur_tot = $5, pogingen = pogingen + 1 WHERE (houder, id) IN ( \
                 SELECT houder, id FROM aankomst WHERE houder = $1 AND id IN IDLIJST($2) AND afgerond_op IS NULL \
                 AND (huur_tot IS NULL OR huur_tot <= $3 OR huurder = $4 OR huur_tot > $6) ORDER BY id OVERSLAAN) RETURNING *",
                waarden,
            )
            .await?;
        // RETURNING keeps no order.
        rijen.sort_by_key(|rij| rij.id);
        Ok(rijen)
    }

    /// Lets go of an arrival, so that another may try at once.
    pub async fn laat_aankomst_los(&mut self, id: Uuid, werker: Uuid) -> Uitslag<bool> {
        alleen_systeem(&self.bereik)?;
        let mut waarden = self.bereik.gedeeld();
        waarden.extend(w![id, werker]);
        let sql = "UPDATE aankomst SET huurder = NULL, huur_tot = NULL \
                   WHERE houder = $1 AND id = $2 AND huurder = $3 AND afgerond_op IS NULL";
        Ok(self.voer_uit(sql, waarden).await? == 1)
    }

    /// Puts an arrival off until `tot` after an attempt that failed, and counts that attempt: its own transaction is gone.
    pub async fn stel_aankomst_uit(&mut self, id: Uuid, tot: Timestamp) -> Uitslag<bool> {
        alleen_systeem(&self.bereik)?;
        let mut waarden = self.bereik.gedeeld();
        waarden.extend(w![id, tot]);
        let sql = "UPDATE aankomst SET huurder = NULL, huur_tot = $3, pogingen = pogingen + 1 \
                   WHERE houder = $1 AND id = $2 AND afgerond_op IS NULL";
        Ok(self.voer_uit(sql, waarden).await? == 1)
    }

    /// Says `true` once per arrival, in the transaction that stores what came of it. `false`: another was first, and
    /// this transaction must be dropped.
    pub async fn rond_aankomst_af(
        &mut self,
        id: Uuid,
        status: AankomstStatus,
        bericht_houder: &Houder,
        nu: Timestamp,
    ) -> Uitslag<bool> {
        alleen_systeem(&self.bereik)?;
        let mut waarden: Vec<Waarde> = self.bereik.gedeeld();
        waarden.extend(w![id, status, bericht_houder, nu]);
        let sql = "UPDATE aankomst SET status = $3, bericht_houder = $4, afgerond_op = $5, huurder = NULL, huur_tot = NULL \
                   WHERE houder = $1 AND id = $2 AND afgerond_op IS NULL";
        Ok(self.voer_uit(sql, waarden).await? == 1)
    }
}

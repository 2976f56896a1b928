//! Lists of dossiers that may be destroyed, who agreed, and why a dossier is kept longer. Only for the program itself: whoever
//! may ask for it is settled in `dienst`.

use crate::fout::Uitslag;
use crate::rij::{keuze, tabel};
use crate::verbinding::{Lees, Tx};
use crate::waarde::{Besloten, w};
use houvast_begrip::Houder;
use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;

keuze! {
    /// How far a list is.
    pub enum VernietigStatus {
        /// Nobody agreed yet.
        Voorgesteld = "voorgesteld",
        /// One of two agreed.
        EenAkkoord = "een_akkoord",
        /// Two agreed: it is being carried out.
        Akkoord = "akkoord",
        /// Carried out; the proof is there.
        Vernietigd = "vernietigd",
        /// Withdrawn: nothing of it was carried out.
        Ingetrokken = "ingetrokken",
    }
}

keuze! {
    /// Why a dossier is kept longer.
    pub enum BewaarReden {
        /// It matters to somebody else than the jeugdige.
        Belang = "belang",
        /// Bezwaar, beroep, a complaint or a claim is running.
        Procedure = "procedure",
        /// Careful care asks for it (Jeugdwet 7.3.8).
        Zorgvuldig = "zorgvuldig",
    }
}

tabel! {
    /// One list.
    #[derive(Debug)]
    pub struct Vernietiging in "vernietiging" {
        /// The gemeente.
        houder: Houder,
        /// Its id.
        id: Uuid,
        /// How far it is.
        status: VernietigStatus,
        /// The day on which the terms were looked at.
        peildatum: Date,
        /// When it was made.
        gemaakt_op: Timestamp,
        /// Who agreed first.
        akkoord_een: Option<Uuid>,
        /// When.
        akkoord_een_op: Option<Timestamp>,
        /// Who agreed second; never the first.
        akkoord_twee: Option<Uuid>,
        /// When.
        akkoord_twee_op: Option<Timestamp>,
        /// When the last dossier of it was dealt with.
        uitgevoerd_op: Option<Timestamp>,
        /// The proof, as JSON; no person of a dossier in it.
        bewijs: Option<String>,
        /// For optimistic locking.
        versie: i64,
    }
}

tabel! {
    /// One dossier on a list.
    #[derive(Debug)]
    pub struct VernietigingDossier in "vernietiging_dossier" {
        /// The gemeente.
        houder: Houder,
        /// Its id.
        id: Uuid,
        /// The list.
        vernietiging: Uuid,
        /// The dossier. After its destruction nothing else has this id but the audit log.
        jeugdige: Uuid,
        /// The last change, as the list found it.
        laatste_wijziging: Date,
        /// When it was destroyed.
        vernietigd_op: Option<Timestamp>,
        /// Rows per table that went, as JSON; or why it stayed.
        aantallen: Option<String>,
    }
}

tabel! {
    /// A dossier that is kept longer.
    #[derive(Debug)]
    pub struct BewaarUitzondering in "bewaaruitzondering" {
        /// The gemeente.
        houder: Houder,
        /// Its id.
        id: Uuid,
        /// The dossier.
        jeugdige: Uuid,
        /// Why, in a word.
        soort: BewaarReden,
        /// Why, in words; sealed.
        reden: Option<Besloten>,
        /// Through this day.
        tot: Date,
        /// Who decided so.
        door: Uuid,
        /// When.
        op: Timestamp,
    }
}

impl Lees {
    /// All lists, the newest first; only for the program itself.
    pub async fn vernietigingen(&mut self) -> Uitslag<Vec<Vernietiging>> {
        self.alles_mag()?;
        let sql = "SELECT * FROM vernietiging WHERE houder <> '' ORDER BY gemaakt_op DESC, id DESC";
        self.rijen(sql, vec![]).await
    }

    /// One list; only for the program itself.
    pub async fn vernietiging(&mut self, id: Uuid) -> Uitslag<Option<Vernietiging>> {
        self.alles_mag()?;
        let sql = "SELECT * FROM vernietiging WHERE houder <> '' AND id = $1";
        self.rij(sql, w![id].into()).await
    }

    /// The dossiers on a list; only for the program itself.
    pub async fn vernietiging_dossiers(
        &mut self,
        houder: &Houder,
        id: Uuid,
    ) -> Uitslag<Vec<VernietigingDossier>> {
        self.alles_mag()?;
        let sql = "SELECT * FROM vernietiging_dossier WHERE houder = $1 AND vernietiging = $2 ORDER BY id";
        self.rijen(sql, w![houder, id].into()).await
    }

    /// Why this dossier is kept on this day; only for the program itself.
    pub async fn bewaaruitzondering(
        &mut self,
        houder: &Houder,
        jeugdige: Uuid,
        dag: Date,
    ) -> Uitslag<Option<BewaarUitzondering>> {
        self.alles_mag()?;
        let sql = "SELECT * FROM bewaaruitzondering WHERE houder = $1 AND jeugdige = $2 AND tot >= $3 \
                   ORDER BY tot DESC LIMIT 1";
        self.rij(sql, w![houder, jeugdige, dag].into()).await
    }

    /// Dossiers, in order, in which the usual things happened before this moment only; only for the program itself. Whether
    /// that is all, [`Lees::dossier_stand`] says.
    pub async fn oude_dossiers(
        &mut self,
        houder: &Houder,
        voor: Timestamp,
        na: Uuid,
        hoogstens: u32,
    ) -> Uitslag<Vec<Uuid>> {
        self.alles_mag()?;
        let sql = "SELECT j.id FROM jeugdige j WHERE j.houder = $1 AND j.gewijzigd_op < $2 AND j.id > $3 \
                   AND NOT EXISTS (SELECT 1 FROM gebeurtenis g WHERE g.houder = j.houder AND g.jeugdige = j.id AND g.op >= $2) \
                   AND NOT EXISTS (SELECT 1 FROM bericht b WHERE b.houder = j.houder AND b.jeugdige = j.id AND b.op >= $2) \
                   ORDER BY j.id LIMIT $4";
        let rijen = self
            .vraag(sql, w![houder, voor, na, hoogstens].into(), |rij| rij.id("id"))
            .await?;
        Ok(rijen.into_iter().flatten().collect())
    }
}

impl Tx {
    /// Stores a list with its dossiers; only for the program itself.
    pub async fn leg_vernietiging_vast(
        &mut self,
        lijst: &Vernietiging,
        dossiers: &[VernietigingDossier],
    ) -> Uitslag<()> {
        self.alles_mag()?;
        self.voeg_toe(std::slice::from_ref(lijst)).await?;
        self.voeg_toe(dossiers).await
    }

    /// Stores how far a list is. `false`: somebody else was first.
    pub async fn wijzig_vernietiging(&mut self, lijst: &Vernietiging) -> Uitslag<bool> {
        self.alles_mag()?;
        let sql = "UPDATE vernietiging SET status = $3, akkoord_een = $4, akkoord_een_op = $5, akkoord_twee = $6, \
                   akkoord_twee_op = $7, uitgevoerd_op = $8, bewijs = $9, versie = versie + 1 \
                   WHERE houder = $1 AND id = $2 AND versie = $10";
        let waarden = w![
            &lijst.houder,
            lijst.id,
            lijst.status,
            lijst.akkoord_een,
            lijst.akkoord_een_op,
            lijst.akkoord_twee,
            lijst.akkoord_twee_op,
            lijst.uitgevoerd_op,
            lijst.bewijs.clone(),
            lijst.versie
        ];
        Ok(self.voer_uit(sql, waarden.into()).await? == 1)
    }

    /// Stores what happened to a dossier of a list; only for the program itself.
    pub async fn wijzig_vernietiging_dossier(&mut self, dossier: &VernietigingDossier) -> Uitslag<()> {
        self.alles_mag()?;
        let sql = "UPDATE vernietiging_dossier SET vernietigd_op = $3, aantallen = $4 WHERE houder = $1 AND id = $2";
        let waarden = w![
            &dossier.houder,
            dossier.id,
            dossier.vernietigd_op,
            dossier.aantallen.clone()
        ];
        self.voer_uit(sql, waarden.into()).await.map(|_| ())
    }

    /// Stores why a dossier is kept longer; only for the program itself.
    pub async fn leg_bewaaruitzondering_vast(&mut self, uitzondering: &BewaarUitzondering) -> Uitslag<()> {
        self.alles_mag()?;
        self.voeg_toe(std::slice::from_ref(uitzondering)).await
    }
}

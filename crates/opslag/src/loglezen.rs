//! Reading the audit log: for a privacy officer of these gemeenten and for the program. And carrying over the look-log of
//! before.

use crate::bereik::Bereik;
use crate::bladzijde::{Bladvraag, Bladzijde, Lijst};
use crate::fout::{OpslagFout, Uitslag};
use crate::logboek::{LogActie, LogHerkomst, LogRegel, LogUitkomst, Logpost, VerwerkingRij};
use crate::recht::Rol;
use crate::rij::tabel;
use crate::verbinding::{Lees, Opslag};
use crate::waarde::{Kolom as _, Lezer, Plaats, Waarde, w};
use houvast_begrip::{AgbCode, Bsn, Houder};
use jiff::Timestamp;
use jiff::civil::Date;
use std::sync::Arc;
use uuid::Uuid;

tabel! {
    /// Whose log it is: enough to know that it is the right child, and nothing that stands in the dossier.
    pub struct LogKind in "jeugdige" {
        /// The gemeente.
        houder: Houder,
        /// Its id.
        id: Uuid,
        /// To show masked.
        bsn: Bsn,
        /// To tell children apart.
        geboortedatum: Date,
    }
}

impl std::fmt::Debug for LogKind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "LogKind({})", self.id)
    }
}

/// Which lines of the log.
#[derive(Clone, Default, Debug)]
pub struct LogVraag {
    /// About this child.
    pub jeugdige: Option<Uuid>,
    /// Only what did not succeed.
    pub mislukt: bool,
    /// Only this kind of object.
    pub voorwerp: Option<String>,
}

impl Lees {
    /// Lines of the log, newest first. Nothing for whoever may not read it.
    pub async fn log(&mut self, wat: &LogVraag, blad: Bladzijde) -> Uitslag<Lijst<LogRegel>> {
        let houders = self.bereik.logboeken().to_vec();
        let mut vraag = Bladvraag {
            sql: "SELECT * FROM logregel WHERE houder = HIER".to_owned(),
            waarden: Vec::new(),
            orde: "id DESC",
            alleen: None,
        };
        vraag.en("jeugdige = ?", wat.jeugdige.map(Waarde::from));
        vraag.en("uitkomst <> ?", wat.mislukt.then(|| LogUitkomst::Gelukt.into()));
        vraag.en("voorwerp = ?", wat.voorwerp.as_deref().map(Waarde::from));
        // Ids are in order of time (uuid v7).
        vraag.en("id < ?", blad.na.map(Waarde::from));
        self.blader_over(&houders, vraag, blad, |r: &LogRegel| r.id).await
    }

    /// The child whose log somebody asks for, by BSN: in each gemeente of the asker.
    pub async fn logkinderen(&mut self, bsn: &Bsn) -> Uitslag<Vec<LogKind>> {
        let mut uit = Vec::new();
        for houder in self.bereik.logboeken().to_vec() {
            let index = self.sleutels.bsn_index(&houder, bsn);
            let sql =
                "SELECT houder, id, bsn, geboortedatum FROM jeugdige WHERE houder = $1 AND bsn_index = $2";
            uit.append(&mut self.rijen(sql, w![&houder, index].into()).await?);
        }
        Ok(uit)
    }

    /// The same by id.
    pub async fn logkind(&mut self, id: Uuid) -> Uitslag<Option<LogKind>> {
        let lijst = self.logboeklijst();
        let sql = "SELECT houder, id, bsn, geboortedatum FROM jeugdige WHERE houder IN LIJST($1) AND id = $2";
        self.rij(sql, vec![lijst, id.into()]).await
    }

    /// The lines of the processing log of one processing.
    pub async fn verwerkingen(&mut self, verwerking: Uuid) -> Uitslag<Vec<VerwerkingRij>> {
        let lijst = self.logboeklijst();
        let sql = "SELECT * FROM verwerking WHERE houder IN LIJST($1) AND verwerking = $2 ORDER BY id";
        self.rijen(sql, vec![lijst, verwerking.into()]).await
    }

    /// Has the log of this houder a line of a proof of destruction with this mark? Only for the program itself.
    pub async fn log_noemt(&mut self, houder: &Houder, kenmerk: Uuid) -> Uitslag<bool> {
        self.alles_mag()?;
        let sql = "SELECT COUNT(*) AS n FROM logregel WHERE houder = $1 AND voorwerp_id = $2 \
                   AND voorwerp = 'vernietigingsbewijs'";
        Ok(self.getal(sql, w![houder, kenmerk].into()).await? > 0)
    }

    fn logboeklijst(&self) -> Waarde {
        let houders = self.bereik.logboeken().iter();
        Waarde::Lijst(houders.map(|h| h.als_str().to_owned()).collect())
    }
}

/// The chain of what was carried over; no node has this id.
const OVERGENOMEN: Uuid = Uuid::from_u128(1);
/// Rows per transaction.
const PER_KEER: u32 = 500;

/// A row of the look-log as a line of the audit log.
fn overgenomen(rij: &dyn Lezer, plaats: &Plaats<'_>) -> Uitslag<Logpost> {
    let houder = Houder::lees(rij, "houder", plaats)?;
    let id = Uuid::lees(rij, "id", plaats)?;
    let op = Timestamp::lees(rij, "op", plaats)?;
    let rol = Rol::lees(rij, "rol", plaats)?;
    let voorwerp = String::lees(rij, "voorwerp", plaats)?;
    let handeling = String::lees(rij, "handeling", plaats)?;
    Ok(Logpost {
        organisatie: match Option::<AgbCode>::lees(rij, "aanbieder", plaats)? {
            Some(agb) => format!("aanbieder {agb}"),
            None if rol == Rol::Verwijzer => "verwijzer".to_owned(),
            None => format!("gemeente {}", houder.als_str()),
        },
        begin: op,
        op,
        code: format!("{voorwerp}.{handeling}"),
        actie: match handeling.as_str() {
            "wijzigen" => LogActie::Wijzigen,
            "zoeken" => LogActie::Uitvoeren,
            _ => LogActie::Lezen,
        },
        uitkomst: if bool::lees(rij, "gelukt", plaats)? {
            LogUitkomst::Gelukt
        } else {
            LogUitkomst::NietGevonden
        },
        account: Option::lees(rij, "account", plaats)?,
        rol,
        namens: None,
        doel: "niet vastgelegd".to_owned(),
        activiteit: voorwerp.clone(),
        voorwerp,
        voorwerp_id: Option::lees(rij, "voorwerp_id", plaats)?,
        jeugdige: Option::lees(rij, "jeugdige", plaats)?,
        aantal: None,
        herkomst: LogHerkomst::Overgenomen,
        sessie: None,
        verwerking: id,
        houder,
        id,
    })
}

impl Opslag {
    /// Moves the rows of the look-log to the audit log, a part at a time. A program of before may still add some: they
    /// follow at the next start.
    pub(crate) async fn neem_kijklog_over(&self) -> Uitslag<()> {
        let alle = Houder::regio("houvast").map_err(|_| OpslagFout::Waarde("houder"))?;
        let systeem = Bereik::systeem(alle, []);
        loop {
            let mut tx = self.begin(&systeem).await?;
            let sql =
                format!("SELECT * FROM kijklog WHERE houder <> '' ORDER BY id LIMIT {PER_KEER} OVERSLAAN");
            let sleutels = Arc::clone(&tx.sleutels);
            let plaats = Plaats::nieuw(&sleutels, "kijklog");
            let posten = tx.vraag(sql, vec![], |rij| overgenomen(rij, &plaats)).await?;
            if posten.is_empty() {
                return Ok(());
            }
            let ids = posten.iter().map(|p| p.id).collect();
            tx.schrijf_in_keten(OVERGENOMEN, posten).await?;
            let sql = "DELETE FROM kijklog WHERE houder <> '' AND id IN IDLIJST($1)";
            tx.voer_uit(sql, vec![Waarde::Ids(ids)]).await?;
            tx.commit().await?;
        }
    }
}

//! The outbox: what must leave is written in the transaction that decided it, and delivered at least once after it.
//! A delivery has one stable file name, so delivering twice gives the same file.

use crate::fout::Uitslag;
use crate::rij::{beeld, tabel};
use crate::verbinding::{Lees, Tx};
use crate::waarde::{Geheim, Waarde, w};
use houvast_begrip::Houder;
use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

tabel! {
    /// One thing to deliver.
    #[derive(Debug)]
    pub struct Uitbak in "uitbak" {
        /// As the bericht.
        houder: Houder,
        /// Order of delivery within a houder.
        id: Uuid,
        /// What it is about; once per bericht and doel.
        bericht: Uuid,
        /// Where to, for example `postbus`.
        doel: String,
        /// Stable file name.
        naam: String,
        /// What to deliver; `None`: the bytes of the bericht.
        inhoud: Option<Geheim>,
        /// When it was decided.
        gemaakt_op: Timestamp,
        /// Not to be delivered earlier (now, or later after a failure).
        niet_voor: Timestamp,
        /// The worker that has it now.
        huurder: Option<Uuid>,
        /// Until when the worker may keep it.
        huur_tot: Option<Timestamp>,
        /// How often it was taken.
        pogingen: i64,
        /// When it was delivered.
        afgeleverd_op: Option<Timestamp>,
    }
}

impl Uitbak {
    /// Deliver the bytes of this bericht under this name, from `nu` on.
    #[must_use]
    pub fn nieuw(houder: &Houder, id: Uuid, bericht: Uuid, doel: &str, naam: String, nu: Timestamp) -> Self {
        Self {
            houder: houder.clone(),
            id,
            bericht,
            doel: doel.to_owned(),
            naam,
            inhoud: None,
            gemaakt_op: nu,
            niet_voor: nu,
            huurder: None,
            huur_tot: None,
            pogingen: 0,
            afgeleverd_op: None,
        }
    }
}

/// Taken from the outbox: deliver it, then [`Tx::afgeleverd`].
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Levering {
    /// Key of the row.
    pub houder: Houder,
    /// Key of the row.
    pub id: Uuid,
    /// What it is about.
    pub bericht: Uuid,
    /// Where to.
    pub doel: String,
    /// Stable file name.
    pub naam: String,
    /// What to deliver.
    pub inhoud: Vec<u8>,
    /// How often it was taken, this time included.
    pub pogingen: i64,
}

beeld! {
    /// How full the outbox is.
    #[derive(Debug)]
    pub struct UitbakStand {
        /// Not delivered.
        wachtend: i64,
        /// Of these, tried before.
        mislukt: i64,
        /// Since when the oldest waits.
        oudste: Option<Timestamp>,
    }
}

/// Who delivers what a transaction puts in the outbox, when it does that itself.
#[derive(Default)]
pub(crate) struct Zelf {
    wie: Option<(Uuid, Timestamp)>,
    leveringen: Vec<Levering>,
}

/// Above this a delivery is not kept in memory: it is fetched when its turn comes (bytes).
const ZELF_HOOGSTENS: usize = 64 * 1024;

/// No lease and no pause of the outbox is longer (`dienst::werker`: five minutes). What lies further ahead was written by a clock
/// that was wrong.
const LANGSTE: SignedDuration = SignedDuration::from_mins(6);

impl Lees {
    /// How full the outbox is, within the scope.
    pub async fn uitbak_stand(&mut self) -> Uitslag<UitbakStand> {
        let waarden = self.bereik.zaken();
        let sql = "SELECT COUNT(*) AS wachtend, COUNT(CASE WHEN u.pogingen > 1 THEN 1 END) AS mislukt, \
                   MIN(u.gemaakt_op) AS oudste FROM uitbak u JOIN bericht b ON b.houder = u.houder AND b.id = u.bericht \
                   WHERE u.houder IN LIJST($1) AND u.afgeleverd_op IS NULL AND ($2 = '' OR b.aanbieder = $2) AND ZIE(b.jeugdige)";
        let leeg = UitbakStand {
            wachtend: 0,
            mislukt: 0,
            oudste: None,
        };
        Ok(self.rij(sql, waarden).await?.unwrap_or(leeg))
    }
}

impl Tx {
    /// Puts deliveries in the outbox. The same bericht and doel again is an error: it would leave twice.
    pub async fn zet_in_uitbak(&mut self, leveringen: &[Uitbak]) -> Uitslag<()> {
        self.voeg_toe(leveringen).await
    }

    /// From here on `werker` has what this transaction puts in the outbox with [`Tx::lever`], until `tot`: it delivers that right
    /// after the commit, without asking for it again. When it does not, another may after `tot`.
    pub fn lever_zelf(&mut self, werker: Uuid, tot: Timestamp) {
        self.zelf.wie = Some((werker, tot));
    }

    /// Puts the bytes of a bericht in the outbox.
    pub async fn lever(&mut self, mut rij: Uitbak, inhoud: &[u8]) -> Uitslag<()> {
        if let Some((werker, tot)) = self.zelf.wie
            && inhoud.len() <= ZELF_HOOGSTENS
        {
            rij.huurder = Some(werker);
            rij.huur_tot = Some(tot);
            rij.pogingen = 1;
            self.zelf.leveringen.push(Levering {
                houder: rij.houder.clone(),
                id: rij.id,
                bericht: rij.bericht,
                doel: rij.doel.clone(),
                naam: rij.naam.clone(),
                inhoud: inhoud.to_vec(),
                pogingen: rij.pogingen,
            });
        }
        self.voeg_toe(std::slice::from_ref(&rij)).await
    }

    /// What [`Tx::lever_zelf`] has to deliver. Only after the commit: before it nothing happened yet.
    pub fn eigen_leveringen(&mut self) -> Vec<Levering> {
        std::mem::take(&mut self.zelf.leveringen)
    }

    /// Lets go of everything that `werker` has: it was stopped before it could deliver that, and starts anew. Number of deliveries.
    pub async fn laat_uitbak_los(&mut self, werker: Uuid) -> Uitslag<u64> {
        let mut waarden = self.systeem_zaken("uitbak")?;
        waarden.extend(w![werker]);
        let sql = "UPDATE uitbak SET huurder = NULL, huur_tot = NULL \
                   WHERE houder IN LIJST($1) AND $2 = '' AND afgeleverd_op IS NULL AND huurder = $3";
        self.voer_uit(sql, waarden).await
    }

    /// Takes up to `aantal` deliveries until `tot`, in order. Workers do not get each other's. Commit before delivering.
    pub async fn neem_uit_uitbak(
        &mut self,
        werker: Uuid,
        nu: Timestamp,
        tot: Timestamp,
        aantal: u32,
    ) -> Uitslag<Vec<Levering>> {
        let mut waarden = self.systeem_zaken("uitbak")?;
        waarden.extend(w![nu, werker, tot, aantal, nu + LANGSTE]);
        let mut rijen: Vec<Uitbak> = self
            .rijen(
                "UPDATE uitbak SET huurder = $4, huur_tot = $5, pogingen = pogingen + 1 WHERE (houder, id) IN ( \
                 SELECT houder, id FROM uitbak WHERE houder IN LIJST($1) AND $2 = '' AND afgeleverd_op IS NULL \
                 AND (niet_voor <= $3 OR pogingen = 0 OR niet_voor > $7) \
                 AND (huur_tot IS NULL OR huur_tot <= $3 OR huur_tot > $7) ORDER BY niet_voor, id LIMIT $6 OVERSLAAN) \
                 RETURNING *",
                waarden,
            )
            .await?;
        // RETURNING keeps no order.
        rijen.sort_by_key(|rij| (rij.niet_voor, rij.id));
        let zonder: Vec<Uuid> = rijen
            .iter()
            .filter(|r| r.inhoud.is_none())
            .map(|r| r.bericht)
            .collect();
        let mut inhouden = self.inhouden_van(&zonder).await?;
        let mut uit = Vec::with_capacity(rijen.len());
        for rij in rijen {
            let Uitbak {
                houder,
                id,
                bericht,
                doel,
                naam,
                inhoud,
                pogingen,
                ..
            } = rij;
            let inhoud = match inhoud {
                Some(Geheim(bytes)) => bytes,
                None => inhouden.remove(&bericht).unwrap_or_default(),
            };
            uit.push(Levering {
                houder,
                id,
                bericht,
                doel,
                naam,
                inhoud,
                pogingen,
            });
        }
        Ok(uit)
    }

    /// Marks as delivered, of one houder. What was marked before stays as it was. Number of new ones.
    pub async fn afgeleverd(&mut self, houder: &Houder, ids: &[Uuid], nu: Timestamp) -> Uitslag<u64> {
        let mut waarden = self.systeem_zaken("uitbak")?;
        waarden.extend([Waarde::from(houder), Waarde::Ids(ids.to_vec()), Waarde::from(nu)]);
        let sql = "UPDATE uitbak SET afgeleverd_op = $5, huurder = NULL, huur_tot = NULL \
                   WHERE houder IN LIJST($1) AND $2 = '' AND houder = $3 AND id IN IDLIJST($4) AND afgeleverd_op IS NULL";
        self.voer_uit(sql, waarden).await
    }

    /// Delivery failed: let go, and not again before `niet_voor`. `false`: another worker has it or delivered it.
    pub async fn niet_afgeleverd(
        &mut self,
        houder: &Houder,
        id: Uuid,
        werker: Uuid,
        niet_voor: Timestamp,
    ) -> Uitslag<bool> {
        let mut waarden = self.systeem_zaken("uitbak")?;
        waarden.extend(w![houder, id, niet_voor, werker]);
        let sql = "UPDATE uitbak SET niet_voor = $5, huurder = NULL, huur_tot = NULL \
                   WHERE houder IN LIJST($1) AND $2 = '' AND houder = $3 AND id = $4 AND afgeleverd_op IS NULL \
                   AND huurder = $6";
        Ok(self.voer_uit(sql, waarden).await? == 1)
    }

    /// The binds of [`crate::Bereik`], for work that only the program itself does.
    pub(crate) fn systeem_zaken(&self, tabel: &'static str) -> Uitslag<Vec<Waarde>> {
        if self.bereik.rol() == crate::Rol::Systeem {
            Ok(self.bereik.zaken())
        } else {
            Err(crate::OpslagFout::BuitenBereik(tabel))
        }
    }
}

//! Estimates of what help costs: one for each case, which consulent and aanbieder work on together.

use crate::fout::Uitslag;
use crate::rij::{Rij, keuze, tabel};
use crate::verbinding::{Lees, Tx};
use crate::waarde::{Besloten, w};
use houvast_begrip::{AgbCode, Centen, Houder};
use jiff::Timestamp;
use uuid::Uuid;

keuze! {
    /// What an estimate is about.
    pub enum RamingOnderwerp {
        /// A request for toewijzing (JW315).
        Verzoek = "verzoek",
        /// A hulpvraag at the Toegang.
        Hulpvraag = "hulpvraag",
        /// A referral.
        Verwijzing = "verwijzing",
        /// A request to change running help.
        Wijziging = "wijziging",
    }
}

keuze! {
    /// How the estimate was given.
    pub enum RamingWijze {
        /// Worked out, line by line.
        Rekenhulp = "rekenhulp",
        /// Told.
        Mondeling = "mondeling",
        /// By e-mail.
        Email = "e_mail",
    }
}

tabel! {
    /// One estimate.
    #[derive(Debug)]
    pub struct RamingRij in "raming" {
        /// The gemeente.
        houder: Houder,
        /// Its id.
        id: Uuid,
        /// What kind of case it is about.
        soort: RamingOnderwerp,
        /// Id of the case.
        onderwerp: Uuid,
        /// The child, when the gemeente knows it.
        jeugdige: Option<Uuid>,
        /// Who will give the help; only that aanbieder sees it.
        aanbieder: Option<AgbCode>,
        /// How it was given.
        wijze: RamingWijze,
        /// What was typed, as JSON.
        invoer: Option<Besloten>,
        /// The estimate in eurocents; absent while it cannot be worked out.
        bedrag: Option<Centen>,
        /// The hours that count, in hundredths.
        uren: Option<i64>,
        /// The budget that follows, as JSON.
        uitkomst: Option<String>,
        /// Fingerprint of the regioprofiel.
        profiel: Option<String>,
        /// When it became a fact of the case.
        vastgesteld_op: Option<Timestamp>,
        /// By whom.
        vastgesteld_door: Option<Uuid>,
        /// Last change.
        gewijzigd_op: Timestamp,
        /// By whom.
        gewijzigd_door: Option<Uuid>,
        /// For optimistic locking.
        versie: i64,
    }
}

const EIGEN: &str = "houder IN LIJST($1) AND ($2 = '' OR aanbieder = $2) AND ZIE(jeugdige)";

impl Lees {
    /// The estimate of this case.
    pub async fn raming_van(
        &mut self,
        soort: RamingOnderwerp,
        onderwerp: Uuid,
    ) -> Uitslag<Option<RamingRij>> {
        let mut waarden = self.bereik.zaken();
        waarden.extend(w![soort, onderwerp]);
        let sql = format!("SELECT * FROM raming WHERE {EIGEN} AND soort = $3 AND onderwerp = $4");
        self.rij(sql, waarden).await
    }
}

impl Tx {
    /// Stores a new estimate. `false`: somebody was first.
    pub async fn leg_raming_vast(&mut self, raming: &RamingRij) -> Uitslag<bool> {
        let nieuw = self
            .voeg_nieuwe_toe(std::slice::from_ref(raming), "houder, soort, onderwerp")
            .await?;
        Ok(nieuw == 1)
    }

    /// Replaces an estimate when its `versie` still is the given one; what it is about stays.
    pub async fn wijzig_raming(&mut self, raming: &RamingRij, versie: i64) -> Uitslag<bool> {
        let mut waarden = self.bereik.zaken();
        let rij = raming.waarden(&self.sleutels);
        // From `jeugdige` on: what comes before is the key and the case.
        waarden.extend(rij.into_iter().skip(4).take(12));
        waarden.extend(w![&raming.houder, raming.id, versie]);
        let sql = "UPDATE raming SET jeugdige = $3, aanbieder = $4, wijze = $5, invoer = $6, bedrag = $7, uren = $8, \
                   uitkomst = $9, profiel = $10, vastgesteld_op = $11, vastgesteld_door = $12, gewijzigd_op = $13, \
                   gewijzigd_door = $14, versie = versie + 1 \
                   WHERE houder IN LIJST($1) AND $2 = '' AND ZIE(jeugdige) AND houder = $15 AND id = $16 AND versie = $17";
        Ok(self.voer_uit(sql, waarden).await? == 1)
    }
}

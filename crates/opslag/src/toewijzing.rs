//! Toewijzingen: what was granted, to whom, from when until when.

use crate::fout::Uitslag;
use crate::jeugdige::Betrokken;
use crate::rij::{beeld, keuze, tabel};
use crate::verbinding::{Lees, Tx};
use crate::waarde::{Waarde, w};
use houvast_begrip::{AgbCode, Centen, Houder};
use jiff::Timestamp;
use jiff::civil::{Date, Time};
use uuid::Uuid;

keuze! {
    /// Does a toewijzing count?
    pub enum ToewijzingStatus {
        /// It counts, within its period.
        Actief = "actief",
        /// Withdrawn: as if it never was.
        Ingetrokken = "ingetrokken",
    }
}

tabel! {
    /// One toewijzing.
    #[derive(Debug)]
    pub struct Toewijzing in "toewijzing" {
        /// The gemeente.
        houder: Houder,
        /// Its id.
        id: Uuid,
        /// ToewijzingNummer, at most nine digits, unique within the gemeente.
        nummer: i64,
        /// The child.
        jeugdige: Uuid,
        /// Who gives the help.
        aanbieder: AgbCode,
        /// The requested product it answers.
        verzoek_product: Option<Uuid>,
        /// ReferentieAanbieder.
        referentie: Option<String>,
        /// Product category.
        categorie: Option<String>,
        /// Product code.
        code: Option<String>,
        /// Toewijzingsdatum.
        toewijzingsdatum: Date,
        /// Toewijzingstijd, whole seconds.
        toewijzingstijd: Time,
        /// First day.
        ingangsdatum: Date,
        /// Last day.
        einddatum: Option<Date>,
        /// Omvang: volume.
        volume: Option<i64>,
        /// Omvang: code of Eenheid.
        eenheid: Option<String>,
        /// Omvang: code of Frequentie.
        frequentie: Option<String>,
        /// Budget over the whole period.
        budget: Option<Centen>,
        /// Ceiling per year of a lasting budget; not in messages.
        jaarplafond: Option<Centen>,
        /// Free text.
        commentaar: Option<String>,
        /// Code of RedenWijziging.
        reden_wijziging: Option<String>,
        /// `herstel` or `duurzaam`.
        soort: Option<String>,
        /// Perceel of the regioprofiel.
        perceel: Option<String>,
        /// Does it count?
        status: ToewijzingStatus,
        /// The last JW301 that carried it.
        bericht: Option<Uuid>,
        /// Last change.
        gewijzigd_op: Timestamp,
        /// For optimistic locking.
        versie: i64,
    }
}

beeld! {
    /// Help of a child in one line, with the name of the aanbieder.
    #[derive(Debug)]
    pub struct HulpRegel {
        /// Key.
        houder: Houder,
        /// The toewijzing.
        id: Uuid,
        /// ToewijzingNummer.
        nummer: i64,
        /// The child.
        jeugdige: Uuid,
        /// Who gives the help.
        aanbieder: AgbCode,
        /// Its name, when we know it.
        aanbieder_naam: Option<String>,
        /// Product category.
        categorie: Option<String>,
        /// Product code.
        code: Option<String>,
        /// First day.
        ingangsdatum: Date,
        /// Last day.
        einddatum: Option<Date>,
        /// Omvang: volume.
        volume: Option<i64>,
        /// Omvang: code of Eenheid.
        eenheid: Option<String>,
        /// Omvang: code of Frequentie.
        frequentie: Option<String>,
        /// Budget.
        budget: Option<Centen>,
        /// `herstel` or `duurzaam`.
        soort: Option<String>,
    }
}

const EIGEN: &str = "houder IN LIJST($1) AND ($2 = '' OR aanbieder = $2) AND ZIE(jeugdige)";

impl Lees {
    /// One toewijzing.
    pub async fn toewijzing(&mut self, id: Uuid) -> Uitslag<Option<Toewijzing>> {
        let mut waarden = self.bereik.zaken();
        waarden.extend(w![id]);
        self.rij(
            format!("SELECT * FROM toewijzing WHERE {EIGEN} AND id = $3"),
            waarden,
        )
        .await
    }

    /// The toewijzing with this number in this gemeente.
    pub async fn toewijzing_met_nummer(
        &mut self,
        houder: &Houder,
        nummer: i64,
    ) -> Uitslag<Option<Toewijzing>> {
        let mut waarden = self.bereik.zaken();
        waarden.extend(w![houder, nummer]);
        self.rij(
            format!("SELECT * FROM toewijzing WHERE {EIGEN} AND houder = $3 AND nummer = $4"),
            waarden,
        )
        .await
    }

    /// The toewijzingen with these numbers, of any child and any aanbieder in scope.
    pub async fn toewijzingen_met_nummers(
        &mut self,
        houder: &Houder,
        nummers: &[i64],
    ) -> Uitslag<Vec<Toewijzing>> {
        let mut waarden = self.bereik.zaken();
        waarden.extend(w![houder]);
        waarden.push(Waarde::Getallen(nummers.to_vec()));
        let sql =
            format!("SELECT * FROM toewijzing WHERE {EIGEN} AND houder = $3 AND nummer IN GETALLIJST($4)");
        self.rijen(sql, waarden).await
    }

    /// Every toewijzing of a child that this asker may see, newest first; withdrawn ones too.
    pub async fn toewijzingen_van(&mut self, jeugdige: Uuid) -> Uitslag<Vec<Toewijzing>> {
        let mut waarden = self.bereik.zaken();
        waarden.extend(w![jeugdige]);
        let sql = format!(
            "SELECT * FROM toewijzing WHERE {EIGEN} AND jeugdige = $3 ORDER BY ingangsdatum DESC, nummer DESC"
        );
        self.rijen(sql, waarden).await
    }

    /// Help that counts and runs on or after `vanaf`, at any aanbieder in scope: for and a first referral
    /// (`vanaf` a year ago gives what ended in the last twelve months too). Oldest first.
    pub async fn hulp_sinds(
        &mut self,
        houder: &Houder,
        jeugdige: Uuid,
        vanaf: Date,
    ) -> Uitslag<Vec<Toewijzing>> {
        let mut waarden = self.bereik.zaken();
        waarden.extend(w![houder, jeugdige, vanaf]);
        let sql = format!(
            "SELECT * FROM toewijzing WHERE {EIGEN} AND houder = $3 AND jeugdige = $4 AND status = 'actief' \
             AND (einddatum IS NULL OR einddatum >= $5) ORDER BY ingangsdatum, nummer"
        );
        self.rijen(sql, waarden).await
    }

    /// All current and coming toewijzingen of a child at one aanbieder: what a JW301 carries (OP087), in order of number.
    pub async fn actuele_toewijzingen(
        &mut self,
        houder: &Houder,
        jeugdige: Uuid,
        aanbieder: AgbCode,
        vandaag: Date,
    ) -> Uitslag<Vec<Toewijzing>> {
        let mut waarden = self.bereik.zaken();
        waarden.extend(w![houder, jeugdige, aanbieder, vandaag]);
        let sql = format!(
            "SELECT * FROM toewijzing WHERE {EIGEN} AND houder = $3 AND jeugdige = $4 AND aanbieder = $5 \
             AND status = 'actief' AND (einddatum IS NULL OR einddatum >= $6) ORDER BY nummer"
        );
        self.rijen(sql, waarden).await
    }

    /// The help of many children in one question, newest first per child. `loopt_op`: only what runs on that day.
    pub async fn hulp_van(&mut self, jeugdigen: &[Uuid], loopt_op: Option<Date>) -> Uitslag<Vec<HulpRegel>> {
        let mut waarden = self.bereik.zaken();
        waarden.extend(self.bereik.gedeeld());
        waarden.push(Waarde::Ids(jeugdigen.to_vec()));
        let mut sql = "SELECT t.houder, t.id, t.nummer, t.jeugdige, t.aanbieder, a.naam AS aanbieder_naam, t.categorie, \
                       t.code, t.ingangsdatum, t.einddatum, t.volume, t.eenheid, t.frequentie, t.budget, t.soort \
                       FROM toewijzing t LEFT JOIN aanbieder a ON a.houder = $3 AND a.agb = t.aanbieder \
                       WHERE t.houder IN LIJST($1) AND ($2 = '' OR t.aanbieder = $2) AND ZIE(t.jeugdige) AND t.jeugdige IN IDLIJST($4) \
                       AND t.status = 'actief'"
            .to_owned();
        if let Some(dag) = loopt_op {
            waarden.extend(w![dag]);
            sql.push_str(" AND t.ingangsdatum <= $5 AND (t.einddatum IS NULL OR t.einddatum >= $5)");
        }
        sql.push_str(" ORDER BY t.jeugdige, t.ingangsdatum DESC, t.nummer DESC");
        self.rijen(sql, waarden).await
    }
}

impl Tx {
    /// Stores toewijzingen, and that the aanbieder has to do with the child.
    pub async fn leg_toewijzingen_vast(&mut self, toewijzingen: &[Toewijzing]) -> Uitslag<()> {
        self.voeg_toe(toewijzingen).await?;
        let wie = toewijzingen
            .iter()
            .map(|t| (t.houder.clone(), t.aanbieder, t.jeugdige));
        self.noteer_betrokken(wie, Betrokken::Toewijzing).await?;
        if let Some(laatste) = toewijzingen.iter().map(|t| t.gewijzigd_op).max() {
            let ids: Vec<Uuid> = toewijzingen.iter().map(|t| t.id).collect();
            self.vraag_signalen_bij(&ids, laatste).await?;
        }
        Ok(())
    }

    /// Changes a toewijzing when its `versie` still is the given one; key, number, child and aanbieder stay.
    pub async fn wijzig_toewijzing(&mut self, t: &Toewijzing) -> Uitslag<bool> {
        let mut waarden = self.bereik.zaken();
        waarden.extend(w![
            t.id,
            t.versie,
            t.toewijzingsdatum,
            t.toewijzingstijd,
            t.ingangsdatum,
            t.einddatum,
            t.volume,
            t.eenheid.clone(),
            t.frequentie.clone(),
            t.budget,
            t.jaarplafond,
            t.commentaar.clone(),
            t.reden_wijziging.clone(),
            t.soort.clone(),
            t.status,
            t.bericht,
            t.gewijzigd_op,
        ]);
        let sql = "UPDATE toewijzing SET toewijzingsdatum = $5, toewijzingstijd = $6, ingangsdatum = $7, einddatum = $8, \
                   volume = $9, eenheid = $10, frequentie = $11, budget = $12, jaarplafond = $13, commentaar = $14, \
                   reden_wijziging = $15, soort = $16, status = $17, bericht = $18, gewijzigd_op = $19, \
                   versie = versie + 1 WHERE houder IN LIJST($1) AND $2 = '' AND ZIE(jeugdige) AND id = $3 AND versie = $4";
        let gewijzigd = self.voer_uit(sql, waarden).await? == 1;
        if gewijzigd {
            self.vraag_signalen_bij(&[t.id], t.gewijzigd_op).await?;
        }
        Ok(gewijzigd)
    }

    /// Notes which JW301 carried these toewijzingen last. Number of rows.
    pub async fn zet_toewijzing_bericht(&mut self, toewijzingen: &[Uuid], bericht: Uuid) -> Uitslag<u64> {
        let mut waarden = self.bereik.zaken();
        waarden.extend([Waarde::Ids(toewijzingen.to_vec()), bericht.into()]);
        let sql = "UPDATE toewijzing SET bericht = $4, versie = versie + 1 \
                   WHERE houder IN LIJST($1) AND $2 = '' AND ZIE(jeugdige) AND id IN IDLIJST($3)";
        self.voer_uit(sql, waarden).await
    }
}

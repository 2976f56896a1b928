//! Starts and stops of help as they arrived (JW305, JW307). What runs now follows from their order; the rules work it out.

use crate::fout::Uitslag;
use crate::rij::{Rij, keuze, tabel};
use crate::verbinding::{Lees, Tx};
use crate::waarde::w;
use houvast_begrip::{AgbCode, Bsn, Houder};
use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;

keuze! {
    /// What was reported.
    pub enum LeveringSoort {
        /// A StartProduct of a JW305.
        Start = "start",
        /// A StopProduct of a JW307.
        Stop = "stop",
    }
}

tabel! {
    /// One accepted StartProduct or StopProduct.
    #[derive(Debug)]
    pub struct LeveringRij in "levering" {
        /// The gemeente.
        houder: Houder,
        /// Its id.
        id: Uuid,
        /// The message that brought it.
        bericht: Uuid,
        /// Order of arrival of this child at this aanbieder, from 1.
        volgnummer: i64,
        /// The child, when there is a dossier.
        jeugdige: Option<Uuid>,
        /// Who gives the help.
        aanbieder: AgbCode,
        /// The child: hulp op taak needs no dossier.
        bsn: Bsn,
        /// Start or stop.
        soort: LeveringSoort,
        /// StatusAanlevering 3: takes the earlier one with the same key away.
        verwijderen: bool,
        /// ToewijzingNummer; empty for hulp op taak.
        toewijzing: Option<i64>,
        /// ToewijzingIngangsdatum.
        toewijzing_ingangsdatum: Option<Date>,
        /// Product category.
        categorie: Option<String>,
        /// Product code.
        code: Option<String>,
        /// First day of the help.
        begindatum: Date,
        /// Last day; of a stop.
        einddatum: Option<Date>,
        /// RedenBeeindiging; of a stop.
        reden: Option<String>,
        /// When it came in.
        op: Timestamp,
    }
}

const EIGEN: &str = "houder IN LIJST($1) AND ($2 = '' OR aanbieder = $2) AND ZIE(jeugdige)";

impl Lees {
    /// Every start and stop of this child at this aanbieder, in order of arrival.
    pub async fn leveringen(
        &mut self,
        houder: &Houder,
        aanbieder: AgbCode,
        bsn: &Bsn,
    ) -> Uitslag<Vec<LeveringRij>> {
        let mut waarden = self.bereik.zaken();
        waarden.extend(w![houder, aanbieder, self.sleutels.bsn_index(houder, bsn)]);
        let sql = format!(
            "SELECT * FROM levering WHERE {EIGEN} AND houder = $3 AND aanbieder = $4 AND bsn_index = $5 \
             ORDER BY volgnummer"
        );
        self.rijen(sql, waarden).await
    }

    /// The starts and stops of a child that this asker may see, in order of arrival per aanbieder.
    pub async fn leveringen_van(&mut self, jeugdige: Uuid) -> Uitslag<Vec<LeveringRij>> {
        let mut waarden = self.bereik.zaken();
        waarden.extend(w![jeugdige]);
        let sql =
            format!("SELECT * FROM levering WHERE {EIGEN} AND jeugdige = $3 ORDER BY aanbieder, volgnummer");
        self.rijen(sql, waarden).await
    }
}

impl Tx {
    /// Stores starts and stops.
    pub async fn leg_leveringen_vast(&mut self, leveringen: &[LeveringRij]) -> Uitslag<()> {
        let sleutels = std::sync::Arc::clone(&self.sleutels);
        let mut kolommen: Vec<&str> = LeveringRij::KOLOMMEN.to_vec();
        kolommen.push("bsn_index");
        let mut rijen = Vec::with_capacity(leveringen.len());
        for levering in leveringen {
            let mut waarden = levering.waarden(&sleutels);
            self.mag_schrijven(
                LeveringRij::TABEL,
                LeveringRij::KOLOMMEN,
                &levering.houder,
                &waarden,
            )?;
            waarden.push(sleutels.bsn_index(&levering.houder, &levering.bsn).into());
            rijen.push(waarden);
        }
        self.voeg_waarden_toe(LeveringRij::TABEL, &kolommen, rijen.into_iter(), "")
            .await
            .map(|_| ())
    }
}

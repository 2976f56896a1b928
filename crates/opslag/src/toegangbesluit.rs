//! What the Toegang granted of its own accord, after a hulpvraag or a toetsing. Not for an aanbieder.

use crate::fout::Uitslag;
use crate::rij::tabel;
use crate::verbinding::{Lees, Tx};
use crate::waarde::{Besloten, w};
use houvast_begrip::{AgbCode, Houder};
use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;

tabel! {
    /// A decision of the Toegang with its inputs. Never changed.
    #[derive(Debug)]
    pub struct ToegangBesluit in "toegang_besluit" zegel "hulpvraag_besluit" {
        /// The gemeente.
        houder: Houder,
        /// Its id.
        id: Uuid,
        /// The hulpvraag it ended.
        hulpvraag: Option<Uuid>,
        /// The referral with the toetsing it leans on.
        verwijzing: Option<Uuid>,
        /// What was granted; unknown of some from before this was kept.
        toewijzing: Option<Uuid>,
        /// Who gives the help.
        aanbieder: AgbCode,
        /// When.
        op: Timestamp,
        /// By whom: always a person.
        door: Uuid,
        /// The day whose protocol counts.
        besluitdatum: Date,
        /// Input, as JSON.
        feiten: String,
        /// Proposal with grounds and what was granted, as JSON.
        besluit: String,
        /// Outcome in a word.
        uitkomst: String,
        /// Fingerprint of the regioprofiel, as JSON.
        profiel: String,
        /// Why it departs from the proposal; sealed.
        reden: Option<Besloten>,
        /// The JW301.
        bericht: Option<Uuid>,
    }
}

const EIGEN: &str = "houder IN LIJST($1) AND $2 = '' AND GROEP(gesprek)";

impl Lees {
    /// What was decided on a hulpvraag, oldest first.
    pub async fn hulpvraag_besluiten(&mut self, hulpvraag: Uuid) -> Uitslag<Vec<ToegangBesluit>> {
        let mut waarden = self.bereik.zaken();
        waarden.extend(w![hulpvraag]);
        let sql = format!(
            "SELECT * FROM toegang_besluit WHERE {EIGEN} AND hulpvraag = $3 \
             AND $3 IN (SELECT h.id FROM hulpvraag h WHERE h.houder IN LIJST($1) AND h.id = $3 AND ZIE(h.jeugdige)) ORDER BY op, id"
        );
        self.rijen(sql, waarden).await
    }

    /// The decision behind a toewijzing, when the Toegang granted it of its own accord.
    pub async fn besluit_bij_toewijzing(&mut self, toewijzing: Uuid) -> Uitslag<Option<ToegangBesluit>> {
        let mut waarden = self.bereik.zaken();
        waarden.extend(w![toewijzing]);
        let sql = format!(
            "SELECT * FROM toegang_besluit WHERE {EIGEN} AND toewijzing = $3 \
             AND $3 IN (SELECT t.id FROM toewijzing t WHERE t.houder IN LIJST($1) AND t.id = $3 AND ZIE(t.jeugdige)) ORDER BY op, id"
        );
        Ok(self.rijen(sql, waarden).await?.pop())
    }
}

impl Tx {
    /// Stores what the Toegang decided.
    pub async fn leg_toegang_besluiten_vast(&mut self, besluiten: &[ToegangBesluit]) -> Uitslag<()> {
        self.voeg_toe(besluiten).await
    }
}

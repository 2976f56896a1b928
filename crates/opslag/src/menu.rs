//! What the frame of every page tells: the numbers in the menu and whether all data is invented. One question, because on
//! PostgreSQL each costs a way there and back.

use crate::bereik::Bereik;
use crate::fout::Uitslag;
use crate::rij::beeld;
use crate::signaal::SignaalVraag;
use crate::verbinding::Lees;
use crate::waarde::{Waarde, w};

/// Which numbers the menu of this role has.
#[derive(Clone, Debug)]
pub struct MenuVraag {
    /// Count open requests.
    pub verzoeken: bool,
    /// Count these signals, without those of requests.
    pub signalen: SignaalVraag,
    /// Count messages that came in wrong and were opened by nobody yet.
    pub berichten: bool,
    /// No number is counted further than this: a menu does not tell thousands apart.
    pub hoogstens: u32,
    /// The setting of the region that is asked along.
    pub instelling: &'static str,
}

beeld! {
    /// The numbers in the menu.
    #[derive(Debug, Default)]
    pub struct MenuTelling {
        /// Requests that are open or under investigation.
        verzoeken: i64,
        /// Signals that show.
        signalen: i64,
        /// Messages that came in wrong and were opened by nobody yet.
        berichten: i64,
        /// The setting that was asked.
        instelling: Option<String>,
    }
}

const GEEN: &str = "CAST(0 AS BIGINT)";
const VERZOEKEN: &str = "(SELECT COUNT(*) FROM (SELECT v.jeugdige FROM verzoek v WHERE v.houder IN LIJST($1) \
    AND ($2 = '' OR v.aanbieder = $2) AND ZIE(v.jeugdige) AND v.afgehandeld_op IS NULL \
    AND v.status IN ('open', 'in_onderzoek') LIMIT $7) t)";
const SIGNALEN: &str = "(SELECT COUNT(*) FROM (SELECT s.jeugdige FROM signaal s WHERE s.houder IN LIJST($1) \
    AND ($2 = '' OR s.aanbieder = $2) AND ZIE(s.jeugdige) AND s.klaar_op IS NULL AND s.vanaf <= $5 AND s.soort IN LIJST($6) \
    LIMIT $7) t)";
/// The conditions are those of the index `bericht_ongezien`, word for word.
const ONGEZIEN: &str = "(SELECT COUNT(*) FROM (SELECT b.jeugdige FROM bericht b WHERE b.houder IN LIJST($1) \
    AND ($2 = '' OR b.aanbieder = $2) AND ZIE(b.jeugdige) AND b.gezien_op IS NULL \
    AND b.richting = 'in' AND b.status IN ('afgekeurd', 'fout') LIMIT $7) t)";

impl MenuVraag {
    /// Its text and its values, for an asker of this scope.
    pub(crate) fn gesteld(&self, bereik: &Bereik) -> (String, Vec<Waarde>) {
        let mut waarden = bereik.zaken();
        waarden.extend(bereik.gedeeld());
        waarden.extend(w![self.instelling, self.signalen.vandaag]);
        waarden.push(self.signalen.clone().los().lijst());
        waarden.extend(w![i64::from(self.hoogstens)]);
        let sql = format!(
            "SELECT {} AS verzoeken, {SIGNALEN} AS signalen, {} AS berichten, \
             (SELECT i.waarde FROM instelling i WHERE i.houder = $3 AND i.sleutel = $4) AS instelling",
            if self.verzoeken { VERZOEKEN } else { GEEN },
            if self.berichten { ONGEZIEN } else { GEEN },
        );
        (sql, waarden)
    }
}

impl Lees {
    /// The numbers in the menu, each within the scope of who asks.
    pub async fn menutelling(&mut self, vraag: &MenuVraag) -> Uitslag<MenuTelling> {
        let (sql, waarden) = vraag.gesteld(&self.bereik);
        Ok(self.rij(sql, waarden).await?.unwrap_or_default())
    }
}

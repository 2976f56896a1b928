//! What waits and since when, for whoever asks whether all is well. Counts and moments only.

use crate::fout::Uitslag;
use crate::rij::beeld;
use crate::verbinding::Lees;
use crate::waarde::w;
use jiff::Timestamp;

beeld! {
    /// Messages that came in and are not judged yet.
    #[derive(Debug)]
    pub struct Achterstand {
        /// Not judged.
        wachtend: i64,
        /// Of these, tried so often that people see them.
        vastgelopen: i64,
        /// Since when the oldest waits.
        oudste: Option<Timestamp>,
        /// When the last one came in, judged or not.
        laatste: Option<Timestamp>,
    }
}

impl Lees {
    /// What came in and waits, and when the last of all came (ids follow the time); only for the program itself. `zichtbaar`: from so many attempts on people see a message.
    pub async fn achterstand(&mut self, zichtbaar: i64) -> Uitslag<Achterstand> {
        self.alles_mag()?;
        let mut waarden = self.bereik.gedeeld();
        waarden.extend(w![zichtbaar]);
        let sql = "SELECT COUNT(*) AS wachtend, COUNT(CASE WHEN pogingen >= $2 THEN 1 END) AS vastgelopen, \
                   MIN(aangekomen_op) AS oudste, \
                   (SELECT aangekomen_op FROM aankomst WHERE houder = $1 ORDER BY id DESC LIMIT 1) AS laatste \
                   FROM aankomst WHERE houder = $1 AND afgerond_op IS NULL";
        let leeg = Achterstand {
            wachtend: 0,
            vastgelopen: 0,
            oudste: None,
            laatste: None,
        };
        Ok(self.rij(sql, waarden).await?.unwrap_or(leeg))
    }
}

//! Letters as they were made: never changed, only followed by another.

use crate::bladzijde::{Bladzijde, Lijst};
use crate::fout::Uitslag;
use crate::rij::{keuze, tabel};
use crate::verbinding::{Lees, Tx};
use crate::waarde::{Geheim, w};
use houvast_begrip::Houder;
use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;

keuze! {
    /// To whom a letter goes.
    pub enum BriefSoort {
        /// The decision, to the family.
        Besluit = "besluit",
        /// The refusal, to who referred.
        Verwijzer = "verwijzer",
    }
}

tabel! {
    /// One letter with all its copies.
    #[derive(Debug)]
    pub struct BriefRij in "brief" {
        /// The gemeente.
        houder: Houder,
        /// Its id.
        id: Uuid,
        /// The child.
        jeugdige: Uuid,
        /// To whom.
        soort: BriefSoort,
        /// The request or toewijzing that was decided on.
        bron: Uuid,
        /// From 1, for each bron and soort.
        volgnummer: i64,
        /// The request, when that is the bron.
        verzoek: Option<Uuid>,
        /// The toewijzing, when that is the bron.
        toewijzing: Option<Uuid>,
        /// Numbers of the products of the request it is about, `1,3`; empty for a toewijzing.
        onderdelen: String,
        /// Reference on the letter, unique in the gemeente.
        kenmerk: String,
        /// The day it was sent.
        dagtekening: Date,
        /// Last day to object, when one can.
        bezwaar_tot: Option<Date>,
        /// Region whose text it is.
        huisstijl: String,
        /// The letter it takes the place of.
        vervangt: Option<Uuid>,
        /// Every word, sealed.
        inhoud: Geheim,
        /// Who made it.
        door: Uuid,
        /// When.
        op: Timestamp,
    }
}

// A letter holds the address of a family: an aanbieder sees none.
const EIGEN: &str = "houder IN LIJST($1) AND $2 = '' AND ZIE(jeugdige) AND GROEP(brief)";

impl Lees {
    /// One letter.
    pub async fn brief(&mut self, id: Uuid) -> Uitslag<Option<BriefRij>> {
        let mut waarden = self.bereik.zaken();
        waarden.extend(w![id]);
        let sql = format!("SELECT * FROM brief WHERE {EIGEN} AND id = $3");
        self.rij(sql, waarden).await
    }

    /// The letters about a request or a toewijzing, oldest first.
    pub async fn brieven_over(&mut self, bron: Uuid) -> Uitslag<Vec<BriefRij>> {
        let mut waarden = self.bereik.zaken();
        waarden.extend(w![bron]);
        let sql = format!("SELECT * FROM brief WHERE {EIGEN} AND bron = $3 ORDER BY soort, volgnummer");
        self.rijen(sql, waarden).await
    }

    /// The letters about a child, newest first.
    pub async fn brieven_van(&mut self, jeugdige: Uuid, blad: Bladzijde) -> Uitslag<Lijst<BriefRij>> {
        let mut waarden = self.bereik.zaken();
        waarden.extend(w![jeugdige, blad.grens() + 1]);
        let mut sql = format!("SELECT * FROM brief WHERE {EIGEN} AND jeugdige = $3");
        if let Some(na) = blad.na {
            waarden.extend(w![na]);
            sql.push_str(" AND id < $5");
        }
        // Ids are time-ordered (uuid v7).
        sql.push_str(" ORDER BY id DESC LIMIT $4");
        let rijen = self.rijen(sql, waarden).await?;
        Ok(Lijst::maak(rijen, blad, |rij: &BriefRij| rij.id))
    }
}

impl Tx {
    /// Stores a letter. A number that is taken is a conflict: somebody else made this letter meanwhile.
    pub async fn leg_brief_vast(&mut self, brief: &BriefRij) -> Uitslag<()> {
        self.voeg_toe(std::slice::from_ref(brief)).await
    }
}

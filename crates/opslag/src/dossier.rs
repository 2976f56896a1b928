//! What belongs to a dossier: registered facts and the timeline.

use crate::bladzijde::{Bladzijde, Lijst};
use crate::fout::Uitslag;
use crate::rij::tabel;
use crate::verbinding::{Lees, Tx};
use crate::waarde::w;
use houvast_begrip::{AgbCode, Houder};
use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;

tabel! {
    /// One registered fact. Never changed: a newer one of the same kind counts.
    #[derive(Debug)]
    pub struct FeitRij in "feit" {
        /// The gemeente.
        houder: Houder,
        /// Its id.
        id: Uuid,
        /// The child.
        jeugdige: Uuid,
        /// The request it is about.
        verzoek: Option<Uuid>,
        /// The product it is about.
        verzoek_product: Option<Uuid>,
        /// The aanbieder it is about or from; it may see this fact.
        aanbieder: Option<AgbCode>,
        /// Which fact, as `dienst` names it: `toetsing`, `contact`, `akkoord`.
        soort: String,
        /// When it happened.
        datum: Option<Date>,
        /// Its value, as `dienst` writes it.
        waarde: String,
        /// Who knew it: `dossier`, `aanbieder`, `consulent`.
        bron: String,
        /// The account.
        door: Option<Uuid>,
        /// When it was registered.
        op: Timestamp,
    }
}

tabel! {
    /// Something that happened to a child's dossier.
    #[derive(Debug)]
    pub struct Gebeurtenis in "gebeurtenis" {
        /// The gemeente.
        houder: Houder,
        /// Its id.
        id: Uuid,
        /// The child.
        jeugdige: Uuid,
        /// When.
        op: Timestamp,
        /// What, as `dienst` names it.
        soort: String,
        /// The aanbieder that may see it too.
        aanbieder: Option<AgbCode>,
        /// The message.
        bericht: Option<Uuid>,
        /// The request.
        verzoek: Option<Uuid>,
        /// The toewijzing.
        toewijzing: Option<Uuid>,
        /// The account; `None`: the program.
        door: Option<Uuid>,
        /// What the sentence needs, as JSON; no name or BSN.
        gegevens: String,
    }
}

impl Lees {
    /// The facts of a child, oldest first.
    pub async fn feiten_van(&mut self, jeugdige: Uuid) -> Uitslag<Vec<FeitRij>> {
        let mut waarden = self.bereik.zaken();
        waarden.extend(w![jeugdige]);
        let sql = "SELECT * FROM feit WHERE houder IN LIJST($1) AND ($2 = '' OR aanbieder = $2) AND ZIE(jeugdige) AND jeugdige = $3 \
                   ORDER BY op, id";
        self.rijen(sql, waarden).await
    }

    /// The facts of a request, oldest first.
    pub async fn feiten_van_verzoek(&mut self, verzoek: Uuid) -> Uitslag<Vec<FeitRij>> {
        let mut waarden = self.bereik.zaken();
        waarden.extend(w![verzoek]);
        let sql = "SELECT * FROM feit WHERE houder IN LIJST($1) AND ($2 = '' OR aanbieder = $2) AND ZIE(jeugdige) AND verzoek = $3 \
                   ORDER BY op, id";
        self.rijen(sql, waarden).await
    }

    /// The timeline of a child, newest first; an aanbieder sees what concerns it.
    pub async fn tijdlijn(&mut self, jeugdige: Uuid, blad: Bladzijde) -> Uitslag<Lijst<Gebeurtenis>> {
        let mut waarden = self.bereik.zaken();
        waarden.extend(w![jeugdige, blad.grens() + 1, blad.overslaan]);
        let mut sql = "SELECT * FROM gebeurtenis WHERE houder IN LIJST($1) AND ($2 = '' OR aanbieder = $2) AND ZIE(jeugdige) \
                       AND jeugdige = $3"
            .to_owned();
        if let Some(na) = blad.na {
            let mut sleutel = self.bereik.zaken();
            sleutel.extend(w![jeugdige, na]);
            let vraag = "SELECT op FROM gebeurtenis WHERE houder IN LIJST($1) AND ($2 = '' OR aanbieder = $2) AND ZIE(jeugdige) \
                         AND jeugdige = $3 AND id = $4";
            let Some(op) = self
                .vraag(vraag, sleutel, |rij| rij.getal("op"))
                .await?
                .into_iter()
                .flatten()
                .next()
            else {
                return Ok(Lijst::leeg());
            };
            waarden.extend(w![op, na]);
            sql.push_str(" AND (op, id) < ($6, $7)");
        }
        sql.push_str(" ORDER BY op DESC, id DESC LIMIT $4 OFFSET $5");
        let rijen = self.rijen(sql, waarden).await?;
        Ok(Lijst::maak(rijen, blad, |rij: &Gebeurtenis| rij.id))
    }
}

impl Tx {
    /// Registers facts. An aanbieder registers its own only.
    pub async fn leg_feiten_vast(&mut self, feiten: &[FeitRij]) -> Uitslag<()> {
        self.voeg_toe(feiten).await
    }

    /// Adds to timelines.
    pub async fn leg_gebeurtenissen_vast(&mut self, gebeurtenissen: &[Gebeurtenis]) -> Uitslag<()> {
        self.voeg_toe(gebeurtenissen).await
    }
}

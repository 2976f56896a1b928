//! Requests for change (JW317): one answer for the whole of it, whatever the number of products.

use crate::fout::Uitslag;
use crate::jeugdige::Betrokken;
use crate::rij::{keuze, tabel};
use crate::verbinding::{Lees, Tx};
use crate::waarde::{Waarde, w};
use houvast_begrip::{AgbCode, Centen, Houder};
use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;

keuze! {
    /// How far a request for change is.
    pub enum WijzigStatus {
        /// Waits for an answer.
        Open = "open",
        /// Answered with 'in onderzoek'; waits for the real answer.
        InOnderzoek = "in_onderzoek",
        /// Granted.
        Toegewezen = "toegewezen",
        /// Refused.
        Afgewezen = "afgewezen",
    }
}

keuze! {
    /// What is asked about a product.
    pub enum WijzigSoort {
        /// OngewijzigdProduct: goes on as it is.
        Ongewijzigd = "ongewijzigd",
        /// TeWijzigenProduct.
        TeWijzigen = "te_wijzigen",
        /// NieuwProduct.
        Nieuw = "nieuw",
    }
}

tabel! {
    /// One request for change: a JW317 that was accepted.
    #[derive(Debug)]
    pub struct Wijzigverzoek in "wijzigverzoek" {
        /// The gemeente.
        houder: Houder,
        /// Its id.
        id: Uuid,
        /// The message that brought it.
        bericht: Uuid,
        /// The child.
        jeugdige: Uuid,
        /// Who asks.
        aanbieder: AgbCode,
        /// ReferentieAanbieder, of the whole request.
        referentie: String,
        /// RedenVerzoek.
        reden: String,
        /// Date on the message.
        dagtekening: Date,
        /// When the message came in.
        ontvangen_op: Timestamp,
        /// Last day to answer (OP346).
        antwoord_voor: Date,
        /// Last day for the real answer after 'in onderzoek'.
        onderzoek_voor: Option<Date>,
        /// How far it is.
        status: WijzigStatus,
        /// How many products it names.
        aantal_producten: i64,
        /// Who answered; `None`: the program.
        beslist_door: Option<Uuid>,
        /// WJ759.
        reden_afwijzing: Option<String>,
        /// Why, in words of who answered.
        toelichting: Option<String>,
        /// The JW301 or JW319.
        antwoord: Option<Uuid>,
        /// When it got its real answer.
        afgehandeld_op: Option<Timestamp>,
        /// For optimistic locking.
        versie: i64,
    }
}

tabel! {
    /// One product of a request for change.
    #[derive(Debug)]
    pub struct WijzigProduct in "wijzigverzoek_product" {
        /// The gemeente.
        houder: Houder,
        /// Its id.
        id: Uuid,
        /// The request.
        wijzigverzoek: Uuid,
        /// Who asks.
        aanbieder: AgbCode,
        /// From 1, in order of the message.
        volgnummer: i64,
        /// What is asked about it.
        soort: WijzigSoort,
        /// ToewijzingNummer of what runs.
        toewijzing: Option<i64>,
        /// Product category, of a new one.
        categorie: Option<String>,
        /// Product code, of a new one.
        code: Option<String>,
        /// GewensteIngangsdatum.
        ingangsdatum: Option<Date>,
        /// Last day asked.
        einddatum: Option<Date>,
        /// Omvang: volume.
        volume: Option<i64>,
        /// Omvang: code of Eenheid.
        eenheid: Option<String>,
        /// Omvang: code of Frequentie.
        frequentie: Option<String>,
        /// Budget.
        budget: Option<Centen>,
    }
}

const EIGEN: &str = "houder IN LIJST($1) AND ($2 = '' OR aanbieder = $2) AND ZIE(jeugdige)";

impl Lees {
    /// The request for change that this message brought.
    pub async fn wijzigverzoek_van_bericht(&mut self, bericht: Uuid) -> Uitslag<Option<Wijzigverzoek>> {
        let mut waarden = self.bereik.zaken();
        waarden.extend(w![bericht]);
        let sql = format!("SELECT * FROM wijzigverzoek WHERE {EIGEN} AND bericht = $3");
        self.rij(sql, waarden).await
    }

    /// One request for change.
    pub async fn wijzigverzoek(&mut self, id: Uuid) -> Uitslag<Option<Wijzigverzoek>> {
        let mut waarden = self.bereik.zaken();
        waarden.extend(w![id]);
        let sql = format!("SELECT * FROM wijzigverzoek WHERE {EIGEN} AND id = $3");
        self.rij(sql, waarden).await
    }

    /// The products of these requests, each in the order of its message.
    pub async fn wijzig_producten(&mut self, wijzigverzoeken: &[Uuid]) -> Uitslag<Vec<WijzigProduct>> {
        if wijzigverzoeken.is_empty() {
            return Ok(Vec::new());
        }
        let mut waarden = self.bereik.zaken();
        waarden.push(Waarde::Ids(wijzigverzoeken.to_vec()));
        let sql = "SELECT * FROM wijzigverzoek_product WHERE houder IN LIJST($1) AND ($2 = '' OR aanbieder = $2) \
                   AND wijzigverzoek IN IDLIJST($3) AND wijzigverzoek IN (SELECT v.id FROM wijzigverzoek v \
                   WHERE v.houder IN LIJST($1) AND v.id IN IDLIJST($3) AND ZIE(v.jeugdige)) ORDER BY wijzigverzoek, volgnummer";
        self.rijen(sql, waarden).await
    }

    /// The requests for change of a child, newest first.
    pub async fn wijzigverzoeken_van(&mut self, jeugdige: Uuid) -> Uitslag<Vec<Wijzigverzoek>> {
        let mut waarden = self.bereik.zaken();
        waarden.extend(w![jeugdige]);
        let sql = format!(
            "SELECT * FROM wijzigverzoek WHERE {EIGEN} AND jeugdige = $3 ORDER BY ontvangen_op DESC, id DESC"
        );
        self.rijen(sql, waarden).await
    }

    /// Those that wait for their answer, of this child at this aanbieder (TR374).
    pub async fn open_wijzigverzoeken_van(
        &mut self,
        houder: &Houder,
        jeugdige: Uuid,
        aanbieder: AgbCode,
    ) -> Uitslag<Vec<Wijzigverzoek>> {
        let mut waarden = self.bereik.zaken();
        waarden.extend(w![houder, jeugdige, aanbieder]);
        let sql = format!(
            "SELECT * FROM wijzigverzoek WHERE {EIGEN} AND houder = $3 AND jeugdige = $4 AND aanbieder = $5 \
             AND afgehandeld_op IS NULL ORDER BY ontvangen_op, id"
        );
        self.rijen(sql, waarden).await
    }

    /// Those that this aanbieder sent before under these references, oldest first (TR347).
    pub async fn wijzigverzoeken_met_referentie(
        &mut self,
        aanbieder: AgbCode,
        referenties: &[String],
    ) -> Uitslag<Vec<Wijzigverzoek>> {
        let mut waarden = self.bereik.zaken();
        waarden.extend([aanbieder.into(), Waarde::Lijst(referenties.to_vec())]);
        let sql = format!(
            "SELECT * FROM wijzigverzoek WHERE {EIGEN} AND aanbieder = $3 AND referentie IN LIJST($4) ORDER BY id"
        );
        self.rijen(sql, waarden).await
    }
}

impl Tx {
    /// Stores requests for change with their products, and that the aanbieder has to do with the child.
    pub async fn leg_wijzigverzoeken_vast(
        &mut self,
        verzoeken: &[Wijzigverzoek],
        producten: &[WijzigProduct],
    ) -> Uitslag<()> {
        self.voeg_toe(verzoeken).await?;
        self.voeg_toe(producten).await?;
        let wie = verzoeken
            .iter()
            .map(|v| (v.houder.clone(), v.aanbieder, v.jeugdige));
        self.noteer_betrokken(wie, Betrokken::Verzoek).await?;
        for v in verzoeken {
            self.vraag_signalen_van(&[v.jeugdige], v.ontvangen_op).await?;
        }
        Ok(())
    }

    /// Stores the answer. `false`: it has its answer already, or somebody was first; then nothing may be sent. What was
    /// asked never changes.
    pub async fn wijzig_wijzigverzoek(&mut self, v: &Wijzigverzoek, versie: i64) -> Uitslag<bool> {
        let mut waarden = self.bereik.zaken();
        waarden.extend(w![
            &v.houder,
            v.id,
            versie,
            v.status,
            v.onderzoek_voor,
            v.beslist_door,
            v.reden_afwijzing.clone(),
            v.toelichting.clone(),
            v.antwoord,
            v.afgehandeld_op,
        ]);
        let sql = "UPDATE wijzigverzoek SET status = $6, onderzoek_voor = $7, beslist_door = $8, reden_afwijzing = $9, \
                   toelichting = $10, antwoord = $11, afgehandeld_op = $12, versie = versie + 1 \
                   WHERE houder IN LIJST($1) AND $2 = '' AND ZIE(jeugdige) AND houder = $3 AND id = $4 AND versie = $5 \
                   AND afgehandeld_op IS NULL";
        let beantwoord = self.voer_uit(sql, waarden).await? == 1;
        if beantwoord {
            let op = v.afgehandeld_op.unwrap_or(v.ontvangen_op);
            self.vraag_signalen_van(&[v.jeugdige], op).await?;
        }
        Ok(beantwoord)
    }
}

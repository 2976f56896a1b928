//! Requests to change running help, as people weigh them: beside a JW317, or by secure mail without a message.

use crate::fout::Uitslag;
use crate::rij::{Rij, beeld, keuze, tabel};
use crate::verbinding::{Lees, Tx};
use crate::waarde::{Besloten, w};
use houvast_begrip::{AgbCode, Centen, Houder};
use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;

keuze! {
    /// How it was asked.
    pub enum WijzigKanaal {
        /// JW317.
        Bericht = "jw317",
        /// Secure mail, registered by a consulent.
        BeveiligdeMail = "beveiligde_mail",
    }
}

keuze! {
    /// What the Toegang decided.
    pub enum WijzigUitkomst {
        /// Changed as asked.
        Gehonoreerd = "gehonoreerd",
        /// Refused; the help goes on as it is.
        Afgewezen = "afgewezen",
        /// Refused; another kind of help comes instead.
        AndereHulpvorm = "andere_hulpvorm",
        /// Refused; another aanbieder comes instead.
        AndereAanbieder = "andere_aanbieder",
        /// Refused; other help comes beside it.
        AanvullendeHulp = "aanvullende_hulp",
    }
}

tabel! {
    /// What is known and decided about one request for change.
    #[derive(Debug)]
    pub struct Wijziging in "wijziging" {
        /// The gemeente.
        houder: Houder,
        /// Its id; that of the `wijzigverzoek` when there is one.
        id: Uuid,
        /// The child.
        jeugdige: Uuid,
        /// Who asks.
        aanbieder: AgbCode,
        /// How it was asked.
        kanaal: WijzigKanaal,
        /// The JW317 it is about.
        wijzigverzoek: Option<Uuid>,
        /// Day on which it was received: that day counts.
        ontvangen: Date,
        /// Last day to answer.
        antwoord_voor: Date,
        /// Last day for the real answer after 'in onderzoek', of a request by mail.
        onderzoek_voor: Option<Date>,
        /// ToewijzingNummer that should change, of a request by mail.
        toewijzing: Option<i64>,
        /// The budget that is asked, of a request by mail.
        budget: Option<Centen>,
        /// The last day that is asked, of a request by mail.
        einddatum: Option<Date>,
        /// What people registered, as JSON.
        feiten: Option<Besloten>,
        /// The judgement under which it was decided, as JSON.
        besluit: Option<Besloten>,
        /// The decision.
        uitkomst: Option<WijzigUitkomst>,
        /// Why, in words.
        toelichting: Option<Besloten>,
        /// Who decided.
        beslist_door: Option<Uuid>,
        /// When.
        beslist_op: Option<Timestamp>,
        /// The JW301 or JW319 that followed.
        bericht: Option<Uuid>,
        /// When the task that the decision left was done.
        taak_klaar_op: Option<Timestamp>,
        /// For optimistic locking.
        versie: i64,
    }
}

beeld! {
    /// What was declared on a toewijzing in one period.
    #[derive(Debug)]
    pub struct BesteedRegel {
        /// First day of the period.
        begindatum: Date,
        /// Last day of the period.
        einddatum: Date,
        /// Amount; a credit is negative.
        bedrag: Centen,
    }
}

const EIGEN: &str = "houder IN LIJST($1) AND ($2 = '' OR aanbieder = $2) AND ZIE(jeugdige)";

impl Lees {
    /// What is known about one request for change; `None` as well when nobody registered anything yet.
    pub async fn wijziging(&mut self, id: Uuid) -> Uitslag<Option<Wijziging>> {
        let mut waarden = self.bereik.zaken();
        waarden.extend(w![id]);
        self.rij(
            format!("SELECT * FROM wijziging WHERE {EIGEN} AND id = $3"),
            waarden,
        )
        .await
    }

    /// Those of a child, newest first.
    pub async fn wijzigingen_van(&mut self, jeugdige: Uuid) -> Uitslag<Vec<Wijziging>> {
        let mut waarden = self.bereik.zaken();
        waarden.extend(w![jeugdige]);
        let sql = format!(
            "SELECT * FROM wijziging WHERE {EIGEN} AND jeugdige = $3 ORDER BY ontvangen DESC, id DESC"
        );
        self.rijen(sql, waarden).await
    }

    /// What was declared on this toewijzing and not refused, in order of day.
    pub async fn besteed_op(&mut self, houder: &Houder, toewijzing: i64) -> Uitslag<Vec<BesteedRegel>> {
        let mut waarden = self.bereik.zaken();
        waarden.extend(w![houder, toewijzing]);
        let sql = format!(
            "SELECT begindatum, einddatum, CASE WHEN debet_credit = 'C' THEN -bedrag ELSE bedrag END AS bedrag \
             FROM prestatie WHERE {EIGEN} AND houder = $3 AND toewijzing = $4 AND status <> 'afgekeurd' \
             ORDER BY begindatum, id"
        );
        self.rijen(sql, waarden).await
    }
}

impl Tx {
    /// Stores what is known about a request. `false`: somebody was first.
    pub async fn leg_wijziging_vast(&mut self, wijziging: &Wijziging) -> Uitslag<bool> {
        let nieuw = self
            .voeg_nieuwe_toe(std::slice::from_ref(wijziging), "houder, id")
            .await?;
        Ok(nieuw == 1)
    }

    /// Replaces what is known when `versie` still is the given one; what was asked never changes.
    pub async fn werk_wijziging_bij(&mut self, wijziging: &Wijziging, versie: i64) -> Uitslag<bool> {
        let mut waarden = self.bereik.zaken();
        let rij = wijziging.waarden(&self.sleutels);
        // What was asked stands between `onderzoek_voor` and what people registered.
        let waarde = |plek: std::ops::Range<usize>| rij.get(plek).unwrap_or_default().to_vec();
        waarden.extend(waarde(8..9));
        waarden.extend(waarde(12..20));
        waarden.extend(w![&wijziging.houder, wijziging.id, versie]);
        let sql = "UPDATE wijziging SET onderzoek_voor = $3, feiten = $4, besluit = $5, uitkomst = $6, toelichting = $7, \
                   beslist_door = $8, beslist_op = $9, bericht = $10, taak_klaar_op = $11, versie = versie + 1 \
                   WHERE houder IN LIJST($1) AND $2 = '' AND ZIE(jeugdige) AND houder = $12 AND id = $13 AND versie = $14";
        Ok(self.voer_uit(sql, waarden).await? == 1)
    }
}

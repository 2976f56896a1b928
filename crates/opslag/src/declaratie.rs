//! Declarations (JW323): what was asked, and how far the answer (JW325) is. Their lines: [`crate::Prestatie`].

use crate::fout::Uitslag;
use crate::rij::{keuze, tabel};
use crate::verbinding::{Lees, Tx};
use crate::waarde::w;
use houvast_begrip::{AgbCode, Centen, Houder};
use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;

keuze! {
    /// How far a declaration is.
    pub enum DeclaratieStatus {
        /// A person must judge it.
        TeBeoordelen = "te_beoordelen",
        /// Answered: all of it is paid.
        Toegekend = "toegekend",
        /// Answered: some lines are paid.
        Deels = "deels",
        /// Answered: every line was refused.
        Afgekeurd = "afgekeurd",
    }
}

tabel! {
    /// One declaration that was not refused as a whole.
    #[derive(Debug)]
    pub struct Declaratie in "declaratie" {
        /// The gemeente.
        houder: Houder,
        /// Its id.
        id: Uuid,
        /// The message that brought it.
        bericht: Uuid,
        /// Who declares.
        aanbieder: AgbCode,
        /// DeclaratieNummer.
        nummer: String,
        /// DeclaratiePeriode: first day.
        begindatum: Date,
        /// DeclaratiePeriode: last day.
        einddatum: Date,
        /// DeclaratieDagtekening.
        dagtekening: Date,
        /// When the message came in.
        ontvangen_op: Timestamp,
        /// Last day to answer (OP090).
        antwoord_voor: Date,
        /// TotaalIngediendBedrag; negative when it is a credit.
        ingediend: Centen,
        /// TotaalToegekendBedrag of the answer; negative when it is a credit.
        toegekend: Option<Centen>,
        /// How many lines.
        aantal_prestaties: i64,
        /// How many of them have a finding.
        aantal_fout: i64,
        /// How far it is.
        status: DeclaratieStatus,
        /// The JW325.
        antwoord: Option<Uuid>,
        /// When it was answered.
        afgehandeld_op: Option<Timestamp>,
        /// For optimistic locking.
        versie: i64,
    }
}

const EIGEN: &str = "houder IN LIJST($1) AND ($2 = '' OR aanbieder = $2)";

impl Lees {
    /// The declaration that this message brought.
    pub async fn declaratie_van_bericht(&mut self, bericht: Uuid) -> Uitslag<Option<Declaratie>> {
        let mut waarden = self.bereik.zaken();
        waarden.extend(w![bericht]);
        let sql = format!("SELECT * FROM declaratie WHERE {EIGEN} AND bericht = $3");
        self.rij(sql, waarden).await
    }

    /// The declarations of this aanbieder with this number that count as sent (TR333).
    pub async fn declaraties_met_nummer(
        &mut self,
        houder: &Houder,
        aanbieder: AgbCode,
        nummer: &str,
    ) -> Uitslag<Vec<Declaratie>> {
        let mut waarden = self.bereik.zaken();
        waarden.extend(w![houder, aanbieder, nummer]);
        let sql = format!(
            "SELECT * FROM declaratie WHERE {EIGEN} AND houder = $3 AND aanbieder = $4 AND nummer = $5 ORDER BY id"
        );
        self.rijen(sql, waarden).await
    }

    /// The declaration of this aanbieder with the latest period (TR318).
    pub async fn laatste_declaratie(
        &mut self,
        houder: &Houder,
        aanbieder: AgbCode,
    ) -> Uitslag<Option<Declaratie>> {
        let mut waarden = self.bereik.zaken();
        waarden.extend(w![houder, aanbieder]);
        let sql = format!(
            "SELECT * FROM declaratie WHERE {EIGEN} AND houder = $3 AND aanbieder = $4 \
             ORDER BY begindatum DESC, id DESC LIMIT 1"
        );
        self.rij(sql, waarden).await
    }
}

impl Tx {
    /// Stores declarations. Their lines follow.
    pub async fn leg_declaraties_vast(&mut self, declaraties: &[Declaratie]) -> Uitslag<()> {
        self.voeg_toe(declaraties).await
    }

    /// What is known when all lines were judged: their numbers, and the answer when there is one. `false`: it was answered
    /// before.
    pub async fn wijzig_declaratie(&mut self, d: &Declaratie, versie: i64) -> Uitslag<bool> {
        let mut waarden = self.bereik.zaken();
        waarden.extend(w![
            &d.houder,
            d.id,
            versie,
            d.status,
            d.toegekend,
            d.aantal_prestaties,
            d.aantal_fout,
            d.antwoord,
            d.afgehandeld_op,
        ]);
        let sql = "UPDATE declaratie SET status = $6, toegekend = $7, aantal_prestaties = $8, aantal_fout = $9, \
                   antwoord = $10, afgehandeld_op = $11, versie = versie + 1 \
                   WHERE houder IN LIJST($1) AND $2 = '' AND houder = $3 AND id = $4 AND versie = $5 \
                   AND afgehandeld_op IS NULL";
        Ok(self.voer_uit(sql, waarden).await? == 1)
    }
}

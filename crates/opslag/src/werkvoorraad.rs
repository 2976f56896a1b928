//! Open requests by their answer deadline. Signals of terms: [`crate::Signaal`].

use crate::bladzijde::{Bladvraag, Bladzijde, Lijst};
use crate::fout::Uitslag;
use crate::rij::beeld;
use crate::verbinding::Lees;
use crate::verzoek::VerzoekStatus;
use crate::waarde::{Waarde, w};
use houvast_begrip::{AgbCode, Houder};
use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;

beeld! {
    /// A line of the work list: one open request. Prints without name.
    pub struct WerkRegel {
        /// Key.
        houder: Houder,
        /// The request.
        id: Uuid,
        /// The child.
        jeugdige: Uuid,
        /// Birth name of the child.
        geslachtsnaam: String,
        /// `van der`, `el`.
        voorvoegsel: Option<String>,
        /// First names.
        voornamen: Option<String>,
        /// Initials.
        voorletters: Option<String>,
        /// Day of birth.
        geboortedatum: Date,
        /// Who asks.
        aanbieder: AgbCode,
        /// Its name, when we know it.
        aanbieder_naam: Option<String>,
        /// Type of verwijzer.
        route: String,
        /// How far.
        status: VerzoekStatus,
        /// What the protocol proposes.
        voorstel: String,
        /// The proposal in one line.
        samenvatting: String,
        /// How many products.
        aantal_producten: i64,
        /// When it came in.
        ontvangen_op: Timestamp,
        /// Last day to answer.
        antwoord_voor: Date,
    }
}

impl std::fmt::Debug for WerkRegel {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "WerkRegel({} {})", self.houder, self.id)
    }
}

beeld! {
    /// How much waits.
    #[derive(Debug, Default)]
    pub struct WerkTelling {
        /// Open requests without any answer.
        open: i64,
        /// Open requests under investigation.
        in_onderzoek: i64,
        /// Of both, due on or before `vandaag`.
        vandaag: i64,
        /// Of both, due after `vandaag` and on or before `tot`.
        tot: i64,
        /// Of both, due after `tot`.
        later: i64,
    }
}

/// Which open requests to list. Everything `None`: all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WerkVraag {
    /// Only this gemeente.
    pub houder: Option<Houder>,
    /// Open or under investigation.
    pub status: Option<VerzoekStatus>,
    /// Type of verwijzer.
    pub route: Option<String>,
    /// What the protocol proposes.
    pub voorstel: Option<String>,
    /// Who asks.
    pub aanbieder: Option<AgbCode>,
    /// Due on or before this day.
    pub uiterlijk: Option<Date>,
    /// Born on or after this day (for a filter on age).
    pub geboren_vanaf: Option<Date>,
    /// Born on or before this day.
    pub geboren_tot: Option<Date>,
    /// Only these children: what a search found.
    pub jeugdigen: Option<Vec<Uuid>>,
}

impl Lees {
    /// Open requests, the first deadline first.
    pub async fn werkvoorraad(&mut self, vraag: &WerkVraag, blad: Bladzijde) -> Uitslag<Lijst<WerkRegel>> {
        let mut waarden = self.bereik.zaken();
        waarden.extend(self.bereik.gedeeld());
        let mut lijst = Bladvraag {
            sql: "SELECT v.houder, v.id AS id, v.jeugdige, j.geslachtsnaam, j.voorvoegsel, j.voornamen, j.voorletters, \
                  j.geboortedatum, v.aanbieder, a.naam AS aanbieder_naam, v.route, v.status, v.voorstel, \
                  v.samenvatting, v.aantal_producten, v.ontvangen_op, v.antwoord_voor FROM verzoek v \
                  JOIN jeugdige j ON j.houder = v.houder AND j.id = v.jeugdige \
                  LEFT JOIN aanbieder a ON a.houder = $3 AND a.agb = v.aanbieder \
                  WHERE v.houder = HIER AND ($2 = '' OR v.aanbieder = $2) AND ZIE(v.jeugdige) AND v.afgehandeld_op IS NULL"
                .to_owned(),
            waarden,
            orde: "antwoord_voor, id",
            alleen: vraag.houder.as_ref(),
        };
        lijst.en("v.status = ?", vraag.status.map(Waarde::from));
        lijst.en("v.route = ?", vraag.route.as_deref().map(Waarde::from));
        lijst.en("v.voorstel = ?", vraag.voorstel.as_deref().map(Waarde::from));
        lijst.en("v.aanbieder = ?", vraag.aanbieder.map(Waarde::from));
        lijst.en("v.antwoord_voor <= ?", vraag.uiterlijk.map(Waarde::from));
        lijst.en("j.geboortedatum >= ?", vraag.geboren_vanaf.map(Waarde::from));
        lijst.en("j.geboortedatum <= ?", vraag.geboren_tot.map(Waarde::from));
        lijst.en(
            "v.jeugdige IN IDLIJST(?)",
            vraag.jeugdigen.clone().map(Waarde::Ids),
        );
        if let Some(na) = blad.na {
            let mut sleutel = self.bereik.zaken();
            sleutel.extend(w![na]);
            let sql = "SELECT antwoord_voor FROM verzoek \
                       WHERE houder IN LIJST($1) AND ($2 = '' OR aanbieder = $2) AND ZIE(jeugdige) AND id = $3";
            let dag = self.vraag(sql, sleutel, |rij| rij.tekst("antwoord_voor")).await?;
            let Some(dag) = dag.into_iter().flatten().next() else {
                return Ok(Lijst::leeg());
            };
            lijst.voorbij("(v.antwoord_voor, v.id) >", dag.into(), na);
        }
        self.blader(lijst, blad, |rij: &WerkRegel| rij.id).await
    }

    /// How many open requests there are, by state and by deadline.
    pub async fn werktelling(&mut self, vandaag: Date, tot: Date) -> Uitslag<WerkTelling> {
        let mut waarden = self.bereik.zaken();
        waarden.extend(w![vandaag, tot]);
        let sql = "SELECT COUNT(CASE WHEN v.status = 'open' THEN 1 END) AS open, \
                   COUNT(CASE WHEN v.status = 'in_onderzoek' THEN 1 END) AS in_onderzoek, \
                   COUNT(CASE WHEN v.antwoord_voor <= $3 THEN 1 END) AS vandaag, \
                   COUNT(CASE WHEN v.antwoord_voor > $3 AND v.antwoord_voor <= $4 THEN 1 END) AS tot, \
                   COUNT(CASE WHEN v.antwoord_voor > $3 AND v.antwoord_voor > $4 THEN 1 END) AS later FROM verzoek v \
                   WHERE v.houder IN LIJST($1) AND ($2 = '' OR v.aanbieder = $2) AND ZIE(v.jeugdige) AND v.afgehandeld_op IS NULL";
        Ok(self.rij(sql, waarden).await?.unwrap_or_default())
    }
}

//! What waits: open requests by their answer deadline, and signals of terms that pass.

use crate::bladzijde::{Bladvraag, Bladzijde, Lijst};
use crate::fout::Uitslag;
use crate::rij::{beeld, keuze, tabel};
use crate::verbinding::{Lees, Tx};
use crate::verzoek::VerzoekStatus;
use crate::waarde::{Waarde, w};
use houvast_begrip::{AgbCode, Houder};
use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;

keuze! {
    /// Which term.
    pub enum SignaalSoort {
        /// An answer is due: working day 4 of 5 (OP274).
        Antwoord = "antwoord",
        /// The investigation must end: 8 weeks from the dagtekening.
        Onderzoek = "onderzoek",
        /// No retourbericht for a message of ours after three working days.
        GeenRetour = "geen_retour",
        /// The other side found faults in a message of ours.
        Teruggekomen = "teruggekomen",
        /// A message that a person must judge.
        TeBeoordelen = "te_beoordelen",
        /// A message that the program cannot process.
        Vastgelopen = "vastgelopen",
    }
}

tabel! {
    /// A term that is set when its cause happens, shows from `vanaf`, and ends with `klaar_op`.
    #[derive(Debug)]
    pub struct Signaal in "signaal" {
        /// The gemeente.
        houder: Houder,
        /// Its id.
        id: Uuid,
        /// Which term.
        soort: SignaalSoort,
        /// The message or request; one signal per soort.
        onderwerp: Uuid,
        /// Whom it concerns.
        aanbieder: Option<AgbCode>,
        /// Whom it is about.
        jeugdige: Option<Uuid>,
        /// First day that it shows.
        vanaf: Date,
        /// Last day to act.
        uiterlijk: Option<Date>,
        /// When it was set.
        gemaakt_op: Timestamp,
        /// When it was settled.
        klaar_op: Option<Timestamp>,
        /// For optimistic locking.
        versie: i64,
    }
}

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
    /// A signal with the name of the child, when there is one. Prints without name.
    pub struct SignaalRegel {
        /// Key.
        houder: Houder,
        /// The signal.
        id: Uuid,
        /// Which term.
        soort: SignaalSoort,
        /// The message or request.
        onderwerp: Uuid,
        /// Whom it concerns.
        aanbieder: Option<AgbCode>,
        /// Its name, when we know it.
        aanbieder_naam: Option<String>,
        /// Whom it is about.
        jeugdige: Option<Uuid>,
        /// Birth name of the child.
        geslachtsnaam: Option<String>,
        /// `van der`, `el`.
        voorvoegsel: Option<String>,
        /// First names.
        voornamen: Option<String>,
        /// Initials.
        voorletters: Option<String>,
        /// Day of birth.
        geboortedatum: Option<Date>,
        /// First day that it shows.
        vanaf: Date,
        /// Last day to act.
        uiterlijk: Option<Date>,
        /// Kind of the message, when it is about one.
        bericht_soort: Option<String>,
    }
}

impl std::fmt::Debug for SignaalRegel {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "SignaalRegel({} {} {:?})", self.houder, self.id, self.soort)
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

beeld! {
    /// How many signals show.
    #[derive(Debug, Default)]
    pub struct SignaalTelling {
        /// All of them, the terms of requests too.
        alle: i64,
        /// Without the terms of requests, which stand at the request itself in a work list.
        los: i64,
        /// Of `los`, due on or before `vandaag`.
        vandaag: i64,
        /// Of `los`, due after `vandaag` and on or before `tot`.
        tot: i64,
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
                  WHERE v.houder = HIER AND ($2 = '' OR v.aanbieder = $2) AND v.afgehandeld_op IS NULL"
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
                       WHERE houder IN LIJST($1) AND ($2 = '' OR aanbieder = $2) AND id = $3";
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
                   WHERE v.houder IN LIJST($1) AND ($2 = '' OR v.aanbieder = $2) AND v.afgehandeld_op IS NULL";
        Ok(self.rij(sql, waarden).await?.unwrap_or_default())
    }

    /// Signals that show on `vandaag`, the first to be done first; what has no last day comes last.
    pub async fn signalen(&mut self, vandaag: Date, blad: Bladzijde) -> Uitslag<Lijst<SignaalRegel>> {
        self.signalen_met(vandaag, true, blad).await
    }

    /// As [`Lees::signalen`], without the terms of requests.
    pub async fn losse_signalen(&mut self, vandaag: Date, blad: Bladzijde) -> Uitslag<Lijst<SignaalRegel>> {
        self.signalen_met(vandaag, false, blad).await
    }

    async fn signalen_met(
        &mut self,
        vandaag: Date,
        ook_van_verzoeken: bool,
        blad: Bladzijde,
    ) -> Uitslag<Lijst<SignaalRegel>> {
        let mut waarden = self.bereik.zaken();
        waarden.extend(self.bereik.gedeeld());
        let mut lijst = Bladvraag {
            sql: "SELECT s.houder, s.id AS id, s.soort, s.onderwerp, s.aanbieder, a.naam AS aanbieder_naam, s.jeugdige, \
                  j.geslachtsnaam, j.voorvoegsel, j.voornamen, j.voorletters, j.geboortedatum, s.vanaf, s.uiterlijk, \
                  COALESCE(s.uiterlijk, '9999-12-31') AS orde_dag, b.soort AS bericht_soort FROM signaal s \
                  LEFT JOIN bericht b ON b.houder = s.houder AND b.id = s.onderwerp LEFT JOIN jeugdige j ON j.houder = s.houder AND j.id = s.jeugdige \
                  LEFT JOIN aanbieder a ON a.houder = $3 AND a.agb = s.aanbieder \
                  WHERE s.houder = HIER AND ($2 = '' OR s.aanbieder = $2) AND s.klaar_op IS NULL"
                .to_owned(),
            waarden,
            orde: "orde_dag, id",
            alleen: None,
        };
        lijst.en("s.vanaf <= ?", Some(vandaag.into()));
        if !ook_van_verzoeken {
            lijst
                .sql
                .push_str(" AND s.soort NOT IN ('antwoord', 'onderzoek')");
        }
        if let Some(na) = blad.na {
            let mut sleutel = self.bereik.zaken();
            sleutel.extend(w![na]);
            let sql = "SELECT COALESCE(uiterlijk, '9999-12-31') AS orde_dag FROM signaal \
                       WHERE houder IN LIJST($1) AND ($2 = '' OR aanbieder = $2) AND id = $3";
            let dag = self.vraag(sql, sleutel, |rij| rij.tekst("orde_dag")).await?;
            let Some(dag) = dag.into_iter().flatten().next() else {
                return Ok(Lijst::leeg());
            };
            lijst.voorbij("(COALESCE(s.uiterlijk, '9999-12-31'), s.id) >", dag.into(), na);
        }
        self.blader(lijst, blad, |rij: &SignaalRegel| rij.id).await
    }

    /// How many signals show on `vandaag`, by deadline.
    pub async fn signaaltelling(&mut self, vandaag: Date, tot: Date) -> Uitslag<SignaalTelling> {
        let mut waarden = self.bereik.zaken();
        waarden.extend(w![vandaag, tot]);
        let sql = "SELECT COUNT(*) AS alle, \
                   COUNT(CASE WHEN soort NOT IN ('antwoord', 'onderzoek') THEN 1 END) AS los, \
                   COUNT(CASE WHEN soort NOT IN ('antwoord', 'onderzoek') AND uiterlijk <= $3 THEN 1 END) AS vandaag, \
                   COUNT(CASE WHEN soort NOT IN ('antwoord', 'onderzoek') AND uiterlijk > $3 AND uiterlijk <= $4 \
                   THEN 1 END) AS tot FROM signaal \
                   WHERE houder IN LIJST($1) AND ($2 = '' OR aanbieder = $2) AND klaar_op IS NULL AND vanaf <= $3";
        Ok(self.rij(sql, waarden).await?.unwrap_or_default())
    }

    /// How many signals show on `vandaag`; `ook_van_verzoeken` counts the terms of requests too, which stand at the
    /// request itself in a work list.
    pub async fn aantal_signalen(&mut self, vandaag: Date, ook_van_verzoeken: bool) -> Uitslag<i64> {
        let mut waarden = self.bereik.zaken();
        waarden.extend(w![vandaag, u32::from(ook_van_verzoeken)]);
        let sql = "SELECT COUNT(*) AS n FROM signaal WHERE houder IN LIJST($1) AND ($2 = '' OR aanbieder = $2) \
                   AND klaar_op IS NULL AND vanaf <= $3 AND ($4 = 1 OR soort NOT IN ('antwoord', 'onderzoek'))";
        self.getal(sql, waarden).await
    }
}

impl Tx {
    /// Sets terms. A term that was set before for the same subject stays as it is. Number of new ones.
    pub async fn leg_signalen_vast(&mut self, signalen: &[Signaal]) -> Uitslag<u64> {
        self.voeg_nieuwe_toe(signalen, "houder, soort, onderwerp").await
    }

    /// Settles a term. `false`: there was none, or it was settled before.
    pub async fn sluit_signaal(
        &mut self,
        houder: &Houder,
        soort: SignaalSoort,
        onderwerp: Uuid,
        nu: Timestamp,
    ) -> Uitslag<bool> {
        let mut waarden = self.bereik.zaken();
        waarden.extend(w![houder, soort, onderwerp, nu]);
        let sql = "UPDATE signaal SET klaar_op = $6, versie = versie + 1 WHERE houder IN LIJST($1) AND $2 = '' \
                   AND houder = $3 AND soort = $4 AND onderwerp = $5 AND klaar_op IS NULL";
        Ok(self.voer_uit(sql, waarden).await? == 1)
    }

    /// Gives a term that is not settled another last day; it shows a week before it.
    pub async fn verschuif_signaal(
        &mut self,
        houder: &Houder,
        soort: SignaalSoort,
        onderwerp: Uuid,
        uiterlijk: Date,
    ) -> Uitslag<bool> {
        let vanaf = uiterlijk.saturating_sub(jiff::Span::new().weeks(1));
        let mut waarden = self.bereik.zaken();
        waarden.extend(w![houder, soort, onderwerp, vanaf, uiterlijk]);
        let sql = "UPDATE signaal SET vanaf = $6, uiterlijk = $7, versie = versie + 1 WHERE houder IN LIJST($1) AND $2 = '' \
                   AND houder = $3 AND soort = $4 AND onderwerp = $5 AND klaar_op IS NULL";
        Ok(self.voer_uit(sql, waarden).await? == 1)
    }

    /// Settles all terms of one subject. Number of terms.
    pub async fn sluit_signalen(&mut self, houder: &Houder, onderwerp: Uuid, nu: Timestamp) -> Uitslag<u64> {
        let mut waarden = self.bereik.zaken();
        waarden.extend(w![houder, onderwerp, nu]);
        let sql = "UPDATE signaal SET klaar_op = $5, versie = versie + 1 WHERE houder IN LIJST($1) AND $2 = '' \
                   AND houder = $3 AND onderwerp = $4 AND klaar_op IS NULL";
        self.voer_uit(sql, waarden).await
    }
}

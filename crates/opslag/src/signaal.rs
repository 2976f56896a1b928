//! Signals: one row per kind of work and subject. It is set when its clock starts, shows from its day, and ends with
//! `klaar_op`.

use crate::bladzijde::{Bladvraag, Bladzijde, Lijst};
use crate::fout::{OpslagFout, Uitslag};
use crate::rij::{Rij, beeld, keuze, tabel};
use crate::verbinding::{Lees, Tx};
use crate::waarde::{Lezer, Waarde, moet, w};
use houvast_begrip::{AgbCode, Houder};
use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;

keuze! {
    /// A kind of work. Who sees it, under which words and where it leads: `dienst::werkvoorraad::soorten`.
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
        /// On the pace of the last weeks the budget is spent before the period ends.
        BudgetOp = "budget_op",
        /// The toewijzing ends; what must go on is asked in time.
        EindeNadert = "einde_nadert",
        /// Last days to say that the help does not catch on.
        ZesMaanden = "zes_maanden",
        /// An evaluation that was agreed.
        Evaluatie = "evaluatie",
        /// A toetsing that the aanbieder has to do, of a referral or of a question of the Toegang.
        Toetsing = "toetsing",
        /// A referral that the aanbieder has to judge and that the gemeente need not know of.
        Verwijzing = "verwijzing",
        /// A referral that was refused: who referred looks further.
        VerwijzingTerug = "verwijzing_terug",
        /// The intended result is missing or not argued.
        Resultaat = "resultaat",
        /// The next step of a hulpvraag.
        Hulpvraag = "hulpvraag",
        /// A request for change that came another way than by message.
        Wijziging = "wijziging",
        /// Toegang and aanbieder talk about an offertebudget.
        Offerte = "offerte",
        /// The Toegang looks for another aanbieder.
        AndereAanbieder = "andere_aanbieder",
        /// An accepted referral waits for its JW315.
        VerzoekSturen = "verzoek_sturen",
        /// Help started and no toetsing is known.
        ToetsingOntbreekt = "toetsing_ontbreekt",
        /// The aanbieder said or asked something about a referral: the Toegang answers.
        OverlegToegang = "overleg_toegang",
        /// The Toegang answered about a referral.
        OverlegAanbieder = "overleg_aanbieder",
        /// The aanbieder accepted what the Toegang asked: it can be granted.
        ToewijzenNaToetsing = "toewijzen_na_toetsing",
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
        /// The thing it is about; one signal per soort.
        onderwerp: Uuid,
        /// Whom it concerns: an aanbieder, or a verwijzer by its AGB code.
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
    /// A signal with the name of the child, when there is one. Prints without name.
    pub struct SignaalRegel {
        /// Key.
        houder: Houder,
        /// The signal.
        id: Uuid,
        /// Which term.
        soort: SignaalSoort,
        /// The thing it is about.
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
        /// What was worked out, in a line, when it was.
        samenvatting: Option<String>,
    }
}

impl std::fmt::Debug for SignaalRegel {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "SignaalRegel({} {} {:?})", self.houder, self.id, self.soort)
    }
}

/// No number of signals is counted further than this: a work list does not tell thousands apart.
pub const VEEL_SIGNALEN: i64 = 1_000;

/// How many signals show, each number up to [`VEEL_SIGNALEN`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SignaalTelling {
    /// All of them, the terms of requests too.
    pub alle: i64,
    /// Without the terms of requests, which stand at the request itself in a work list.
    pub los: i64,
    /// Of `los`, due on or before `vandaag`.
    pub vandaag: i64,
    /// Of `los`, due after `vandaag` and on or before `tot`.
    pub tot: i64,
    /// Of `los`, due after `tot` or not on a day; `None` where `vandaag` is not counted to its end: these stand behind all of that.
    pub later: Option<i64>,
}

/// Which signals to show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignaalVraag {
    /// What shows on this day.
    pub vandaag: Date,
    /// Only these kinds: those that a role sees.
    pub soorten: Vec<SignaalSoort>,
    /// Without the terms of requests, which stand at the request itself in a work list.
    pub los: bool,
    /// Due on or before this day.
    pub uiterlijk: Option<Date>,
    /// Very many show ([`VEEL_SIGNALEN`]): they are walked by last day. Otherwise all that show are put in order, because a walk would
    /// pass by all that do not show yet. The answer is the same.
    pub veel: bool,
}

impl SignaalVraag {
    /// Every kind.
    #[must_use]
    pub fn alles(vandaag: Date) -> Self {
        Self::van(vandaag, SignaalSoort::ALLE.iter().copied())
    }

    /// These kinds.
    #[must_use]
    pub fn van(vandaag: Date, soorten: impl IntoIterator<Item = SignaalSoort>) -> Self {
        Self {
            vandaag,
            soorten: soorten.into_iter().collect(),
            los: false,
            uiterlijk: None,
            veel: false,
        }
    }

    /// The same without the terms of requests.
    #[must_use]
    pub fn los(mut self) -> Self {
        self.los = true;
        self
    }

    pub(crate) fn lijst(&self) -> Waarde {
        let woorden = self
            .soorten
            .iter()
            .filter(|s| !(self.los && VAN_VERZOEK.contains(s)));
        Waarde::Lijst(woorden.map(|s| s.als_str().to_owned()).collect())
    }
}

/// Terms that stand at the request itself in a work list.
const VAN_VERZOEK: [SignaalSoort; 2] = [SignaalSoort::Antwoord, SignaalSoort::Onderzoek];

/// Key and day of the signals of one page, in order. `na` says where it begins; DAG stands in it for the day.
fn welke(waar: &str, na: &str, veel: bool, grens: i64) -> String {
    let na = |dag: &str| na.replace("DAG", dag);
    if !veel {
        let dag = "COALESCE(s.uiterlijk, '9999-12-31')";
        return format!(
            "SELECT s.houder, s.id AS id, {dag} AS orde_dag FROM signaal s WHERE {waar}{} ORDER BY orde_dag, id",
            na(dag)
        );
    }
    // What has no last day stands in the index on the other side: its own walk.
    format!(
        "SELECT u.houder, u.id AS id, u.orde_dag FROM (\
         SELECT * FROM (SELECT s.houder, s.id AS id, s.uiterlijk AS orde_dag FROM signaal s \
         WHERE {waar} AND s.uiterlijk IS NOT NULL{} ORDER BY s.uiterlijk, s.id LIMIT {grens}) d UNION ALL \
         SELECT * FROM (SELECT s.houder, s.id AS id, '9999-12-31' AS orde_dag FROM signaal s \
         WHERE {waar} AND s.uiterlijk IS NULL{} ORDER BY s.id LIMIT {grens}) z) u ORDER BY orde_dag, id",
        na("s.uiterlijk"),
        na("'9999-12-31'")
    )
}

impl Lees {
    /// Signals that show, the first to be done first; what has no last day comes last.
    pub async fn signalen(&mut self, vraag: &SignaalVraag, blad: Bladzijde) -> Uitslag<Lijst<SignaalRegel>> {
        let mut waarden = self.bereik.zaken();
        waarden.extend(self.bereik.gedeeld());
        let mut lijst = Bladvraag {
            sql:
                "s.houder = HIER AND ($2 = '' OR s.aanbieder = $2) AND ZIE(s.jeugdige) AND s.klaar_op IS NULL"
                    .to_owned(),
            waarden,
            orde: "orde_dag, id",
            alleen: None,
        };
        // In a way that no index serves, where the order must come from one.
        let toont = if vraag.veel {
            "s.vanaf || '' <= ?"
        } else {
            "s.vanaf <= ?"
        };
        lijst.en(toont, Some(vraag.vandaag.into()));
        lijst.en("s.soort IN LIJST(?)", Some(vraag.lijst()));
        lijst.en("s.uiterlijk <= ?", vraag.uiterlijk.map(Waarde::from));
        let mut na = String::new();
        if let Some(van) = blad.na {
            let mut sleutel = self.bereik.zaken();
            sleutel.extend(w![van]);
            let sql = "SELECT COALESCE(uiterlijk, '9999-12-31') AS orde_dag FROM signaal \
                       WHERE houder IN LIJST($1) AND ($2 = '' OR aanbieder = $2) AND ZIE(jeugdige) AND id = $3";
            let dag = self.vraag(sql, sleutel, |rij| rij.tekst("orde_dag")).await?;
            let Some(dag) = dag.into_iter().flatten().next() else {
                return Ok(Lijst::leeg());
            };
            lijst.waarden.extend(w![dag, van]);
            let plek = lijst.waarden.len();
            na = format!(" AND (DAG, s.id) > (${}, ${plek})", plek - 1);
        }
        // First which ones, from the index alone; what a row shows is fetched for those.
        lijst.sql = format!(
            "SELECT k.houder, k.id AS id, s.soort, s.onderwerp, s.aanbieder, a.naam AS aanbieder_naam, s.jeugdige, \
             j.geslachtsnaam, j.voorvoegsel, j.voornamen, j.voorletters, j.geboortedatum, s.vanaf, s.uiterlijk, \
             k.orde_dag, b.soort AS bericht_soort, m.samenvatting \
             FROM ({} LIMIT {}) k JOIN signaal s ON s.houder = k.houder AND s.id = k.id \
             LEFT JOIN bericht b ON b.houder = s.houder AND b.id = s.onderwerp \
             LEFT JOIN jeugdige j ON j.houder = s.houder AND j.id = s.jeugdige \
             LEFT JOIN aanbieder a ON a.houder = $3 AND a.agb = s.aanbieder \
             LEFT JOIN signaal_som m ON m.houder = s.houder AND m.signaal = s.id",
            welke(&lijst.sql, &na, vraag.veel, blad.per_tak()),
            blad.per_tak()
        );
        self.blader(lijst, blad, |rij: &SignaalRegel| rij.id).await
    }

    /// How many signals show, by deadline.
    pub async fn signaaltelling(&mut self, vraag: &SignaalVraag, tot: Date) -> Uitslag<SignaalTelling> {
        let mut waarden = self.bereik.zaken();
        waarden.extend(w![vraag.vandaag, tot.max(vraag.vandaag)]);
        waarden.push(vraag.clone().los().lijst());
        waarden.extend(w![VEEL_SIGNALEN]);
        // The day first: SQLite asks in this order, and a day costs less than a look in a list.
        let tel = |dag: &str, soorten: &str| {
            format!(
                "(SELECT COUNT(*) FROM (SELECT s.id FROM signaal s WHERE s.houder IN LIJST($1) AND ($2 = '' OR s.aanbieder = $2) \
                 AND s.klaar_op IS NULL AND s.vanaf <= $3{dag} AND ZIE(s.jeugdige) AND s.soort IN LIJST({soorten}) LIMIT $6) t)"
            )
        };
        let sql = format!(
            "SELECT {} AS vandaag, {} AS tot",
            tel(" AND s.uiterlijk <= $3", "$5"),
            tel(" AND s.uiterlijk > $3 AND s.uiterlijk <= $4", "$5"),
        );
        let lees = |rij: &dyn Lezer| {
            Ok((
                moet(rij.getal("vandaag")?, "vandaag")?,
                moet(rij.getal("tot")?, "tot")?,
            ))
        };
        let (vandaag, tot) = self
            .vraag(sql, waarden.clone(), lees)
            .await?
            .pop()
            .ok_or(OpslagFout::Waarde("signaaltelling"))?;
        let telling = SignaalTelling {
            alle: VEEL_SIGNALEN,
            los: VEEL_SIGNALEN,
            vandaag,
            tot,
            later: None,
        };
        // What is due is among the others, and stands before what comes later in the index: a thousand of it says enough of
        // those, and would be passed by one for one first.
        if vandaag >= VEEL_SIGNALEN {
            return Ok(telling);
        }
        waarden.push(vraag.lijst());
        let sql = format!(
            "SELECT {} AS alle, {} AS los, {} AS later",
            tel("", "$7"),
            tel("", "$5"),
            tel(" AND COALESCE(s.uiterlijk, '9999-12-31') > $4", "$5"),
        );
        let lees = |rij: &dyn Lezer| {
            Ok(SignaalTelling {
                alle: moet(rij.getal("alle")?, "alle")?,
                los: moet(rij.getal("los")?, "los")?,
                later: rij.getal("later")?,
                ..telling
            })
        };
        let geteld = self.vraag(sql, waarden, lees).await?.pop();
        geteld.ok_or(OpslagFout::Waarde("signaaltelling"))
    }

    /// One signal in scope.
    pub async fn signaal(&mut self, id: Uuid) -> Uitslag<Option<Signaal>> {
        let mut waarden = self.bereik.zaken();
        waarden.extend(w![id]);
        let sql = "SELECT * FROM signaal WHERE houder IN LIJST($1) AND ($2 = '' OR aanbieder = $2) AND ZIE(jeugdige) AND id = $3";
        self.rij(sql, waarden).await
    }

    /// The signals of these kinds about these subjects, settled or not.
    pub async fn signalen_over(
        &mut self,
        onderwerpen: &[Uuid],
        soorten: &[SignaalSoort],
    ) -> Uitslag<Vec<Signaal>> {
        if onderwerpen.is_empty() {
            return Ok(Vec::new());
        }
        let mut waarden = self.bereik.zaken();
        waarden.push(Waarde::Ids(onderwerpen.to_vec()));
        waarden.push(Waarde::Lijst(
            soorten.iter().map(|s| s.als_str().to_owned()).collect(),
        ));
        let sql = "SELECT * FROM signaal WHERE houder IN LIJST($1) AND ($2 = '' OR aanbieder = $2) AND ZIE(jeugdige) \
                   AND onderwerp IN IDLIJST($3) AND soort IN LIJST($4) ORDER BY onderwerp, soort";
        self.rijen(sql, waarden).await
    }
}

/// Gives a term that is there already the days of the new one, and opens it again.
const OPNIEUW: &str = " ON CONFLICT (houder, soort, onderwerp) DO UPDATE SET aanbieder = excluded.aanbieder, \
                       jeugdige = excluded.jeugdige, vanaf = excluded.vanaf, uiterlijk = excluded.uiterlijk, \
                       gemaakt_op = excluded.gemaakt_op, klaar_op = excluded.klaar_op, versie = signaal.versie + 1";

impl Tx {
    /// Sets terms. A term that was set before for the same subject stays as it is. Number of new ones.
    pub async fn leg_signalen_vast(&mut self, signalen: &[Signaal]) -> Uitslag<u64> {
        self.voeg_nieuwe_toe(signalen, "houder, soort, onderwerp").await
    }

    /// Sets terms that come back: one that was set before for the same subject gets these days and is open again. Its id
    /// stays what it was.
    pub async fn zet_signalen(&mut self, signalen: &[Signaal]) -> Uitslag<()> {
        let mut rijen = Vec::with_capacity(signalen.len());
        for signaal in signalen {
            let waarden = signaal.waarden(&self.sleutels);
            self.mag_schrijven(Signaal::TABEL, Signaal::KOLOMMEN, &signaal.houder, &waarden)?;
            rijen.push(waarden);
        }
        self.voeg_waarden_toe(Signaal::TABEL, Signaal::KOLOMMEN, rijen.into_iter(), OPNIEUW)
            .await
            .map(|_| ())
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
        let sql = "UPDATE signaal SET klaar_op = $6, versie = versie + 1 WHERE houder IN LIJST($1) AND $2 = '' AND ZIE(jeugdige) \
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
        let sql = "UPDATE signaal SET vanaf = $6, uiterlijk = $7, versie = versie + 1 WHERE houder IN LIJST($1) AND $2 = '' AND ZIE(jeugdige) \
                   AND houder = $3 AND soort = $4 AND onderwerp = $5 AND klaar_op IS NULL";
        Ok(self.voer_uit(sql, waarden).await? == 1)
    }

    /// Settles all terms of one subject. Number of terms.
    pub async fn sluit_signalen(&mut self, houder: &Houder, onderwerp: Uuid, nu: Timestamp) -> Uitslag<u64> {
        let mut waarden = self.bereik.zaken();
        waarden.extend(w![houder, onderwerp, nu]);
        let sql = "UPDATE signaal SET klaar_op = $5, versie = versie + 1 WHERE houder IN LIJST($1) AND $2 = '' AND ZIE(jeugdige) \
                   AND houder = $3 AND onderwerp = $4 AND klaar_op IS NULL";
        self.voer_uit(sql, waarden).await
    }
}

//! What signals ahead of time are worked out from, how each was worked out, and which toewijzingen wait for it.

use crate::fout::{OpslagFout, Uitslag};
use crate::levering::LeveringSoort;
use crate::rij::{Rij, beeld, tabel};
use crate::signaal::SignaalSoort;
use crate::toewijzing::Toewijzing;
use crate::verbinding::{Lees, Tx};
use crate::waarde::{Besloten, Waarde, moet, w};
use houvast_begrip::{AgbCode, Centen, Houder};
use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;

tabel! {
    /// How a signal was worked out, and how somebody settled it.
    #[derive(Debug)]
    pub struct SignaalSom in "signaal_som" {
        /// As the signal.
        houder: Houder,
        /// The signal.
        signaal: Uuid,
        /// What it rests on: settled is settled until this changes.
        aanleiding: String,
        /// One line; no name.
        samenvatting: String,
        /// The grounds with their sums, as JSON; no name.
        gronden: String,
        /// When.
        berekend_op: Timestamp,
        /// Who settled it; `None`: nobody, or the program because it passed.
        afgedaan_door: Option<Uuid>,
        /// What that person wrote.
        afgedaan_reden: Option<Besloten>,
        /// For optimistic locking.
        versie: i64,
    }
}

tabel! {
    /// An evaluation with the jeugdige that was held (eis 83).
    #[derive(Debug)]
    pub struct Evaluatie in "evaluatie" {
        /// The gemeente.
        houder: Houder,
        /// Its id.
        id: Uuid,
        /// Of which help.
        toewijzing: Uuid,
        /// Who gives the help.
        aanbieder: AgbCode,
        /// The child.
        jeugdige: Uuid,
        /// On which day.
        gehouden_op: Date,
        /// Who registered it.
        door: Option<Uuid>,
        /// When.
        op: Timestamp,
    }
}

beeld! {
    /// Declared help of a toewijzing over one period, credits taken off.
    #[derive(Debug)]
    pub struct GeleverdRegel {
        /// Key.
        houder: Houder,
        /// ToewijzingNummer.
        toewijzing: i64,
        /// First day.
        begindatum: Date,
        /// Last day.
        einddatum: Date,
        /// In eurocents; negative when more was credited.
        bedrag: Centen,
    }
}

beeld! {
    /// A start or stop, without the person.
    #[derive(Debug)]
    pub struct LoopRegel {
        /// Key.
        houder: Houder,
        /// ToewijzingNummer.
        toewijzing: i64,
        /// Start or stop.
        soort: LeveringSoort,
        /// Takes the earlier one away.
        verwijderen: bool,
        /// First day of the help.
        begindatum: Date,
        /// Last day; of a stop.
        einddatum: Option<Date>,
        /// RedenBeeindiging; of a stop.
        reden: Option<String>,
    }
}

beeld! {
    /// A toewijzing and a day.
    #[derive(Debug)]
    pub struct ToewijzingDag {
        /// Key.
        houder: Houder,
        /// The toewijzing.
        toewijzing: Uuid,
        /// Its day.
        dag: Date,
    }
}

/// What is known of some toewijzingen, for the signals about them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verlopen {
    /// The toewijzingen themselves.
    pub toewijzingen: Vec<Toewijzing>,
    /// What was declared and not refused.
    pub geleverd: Vec<GeleverdRegel>,
    /// Starts and stops in order of arrival.
    pub lopen: Vec<LoopRegel>,
    /// ToewijzingNummers for which a change was asked that has no answer yet.
    pub wijzigingen: Vec<(Houder, i64)>,
    /// The last evaluation of each.
    pub evaluaties: Vec<ToewijzingDag>,
}

const EIGEN: &str = "houder IN LIJST($1) AND ($2 = '' OR aanbieder = $2) AND ZIE(jeugdige)";

impl Lees {
    /// What is known of these toewijzingen, in a handful of questions for all of them.
    pub async fn verlopen(&mut self, toewijzingen: &[Uuid]) -> Uitslag<Verlopen> {
        let mut waarden = self.bereik.zaken();
        waarden.push(Waarde::Ids(toewijzingen.to_vec()));
        let rijen: Vec<Toewijzing> = self
            .rijen(
                format!(
                    "SELECT * FROM toewijzing WHERE {EIGEN} AND id IN IDLIJST($3) ORDER BY houder, nummer"
                ),
                waarden,
            )
            .await?;
        let mut uit = Verlopen::default();
        // Per gemeente: a number says nothing without it.
        for stuk in rijen.chunk_by(|a, b| a.houder == b.houder) {
            let Some(eerste) = stuk.first() else { continue };
            self.verlopen_van(&eerste.houder, stuk, &mut uit).await?;
        }
        let mut waarden = self.bereik.zaken();
        waarden.push(Waarde::Ids(toewijzingen.to_vec()));
        let sql = format!(
            "SELECT houder, toewijzing, MAX(gehouden_op) AS dag FROM evaluatie WHERE {EIGEN} \
             AND toewijzing IN IDLIJST($3) GROUP BY houder, toewijzing"
        );
        uit.evaluaties = self.rijen(sql, waarden).await?;
        uit.toewijzingen = rijen;
        Ok(uit)
    }

    async fn verlopen_van(
        &mut self,
        houder: &Houder,
        toewijzingen: &[Toewijzing],
        uit: &mut Verlopen,
    ) -> Uitslag<()> {
        let nummers = || Waarde::Getallen(toewijzingen.iter().map(|t| t.nummer).collect());
        let waarden = |lees: &Self| {
            let mut waarden = lees.bereik.zaken();
            waarden.extend(w![houder]);
            waarden.push(nummers());
            waarden
        };
        // A number that somebody mistyped may be another's toewijzing: only what its own aanbieder declared counts.
        let sql = "SELECT p.houder, p.toewijzing, p.begindatum, p.einddatum, \
                   CAST(SUM(CASE WHEN p.debet_credit = 'C' THEN -p.bedrag ELSE p.bedrag END) AS BIGINT) AS bedrag \
                   FROM prestatie p JOIN toewijzing t ON t.houder = p.houder AND t.nummer = p.toewijzing \
                   AND t.aanbieder = p.aanbieder \
                   WHERE p.houder IN LIJST($1) AND ($2 = '' OR p.aanbieder = $2) AND ZIE(p.jeugdige) AND p.houder = $3 \
                   AND p.toewijzing IN GETALLIJST($4) \
                   AND (p.status = 'toegekend' OR (p.status = 'open' AND p.codes = '')) \
                   GROUP BY p.houder, p.toewijzing, p.begindatum, p.einddatum ORDER BY p.toewijzing, p.begindatum";
        let mut geleverd = self.rijen(sql, waarden(self)).await?;
        uit.geleverd.append(&mut geleverd);
        let mut wie = self.bereik.zaken();
        wie.extend(w![houder]);
        wie.push(Waarde::Ids(toewijzingen.iter().map(|t| t.jeugdige).collect()));
        wie.push(nummers());
        let sql = "SELECT l.houder, l.toewijzing, l.soort, l.verwijderen, l.begindatum, l.einddatum, l.reden FROM levering l \
                   WHERE l.houder IN LIJST($1) AND ($2 = '' OR l.aanbieder = $2) AND ZIE(l.jeugdige) AND l.houder = $3 \
                   AND l.jeugdige IN IDLIJST($4) AND l.toewijzing IN GETALLIJST($5) ORDER BY l.op, l.volgnummer";
        let mut lopen = self.rijen(sql, wie).await?;
        uit.lopen.append(&mut lopen);
        let sql = "SELECT p.toewijzing AS n FROM wijzigverzoek_product p \
                   JOIN wijzigverzoek v ON v.houder = p.houder AND v.id = p.wijzigverzoek \
                   WHERE p.houder IN LIJST($1) AND ($2 = '' OR p.aanbieder = $2) AND ZIE(v.jeugdige) AND p.houder = $3 \
                   AND p.toewijzing IN GETALLIJST($4) AND p.soort = 'te_wijzigen' AND v.afgehandeld_op IS NULL";
        let open = self.vraag(sql, waarden(self), |rij| rij.getal("n")).await?;
        uit.wijzigingen
            .extend(open.into_iter().flatten().map(|n| (houder.clone(), n)));
        Ok(())
    }

    /// How these signals were worked out.
    pub async fn signaalsommen(&mut self, signalen: &[Uuid]) -> Uitslag<Vec<SignaalSom>> {
        let mut waarden = self.bereik.zaken();
        waarden.push(Waarde::Ids(signalen.to_vec()));
        let sql = "SELECT m.* FROM signaal_som m JOIN signaal s ON s.houder = m.houder AND s.id = m.signaal \
                   WHERE m.houder IN LIJST($1) AND ($2 = '' OR s.aanbieder = $2) AND ZIE(s.jeugdige) AND m.signaal IN IDLIJST($3)";
        self.rijen(sql, waarden).await
    }

    /// A gemeente of which a toewijzing waits to be worked out again. Not how many: after a night all that run do.
    pub async fn gemeente_met_signaalwerk(&mut self) -> Uitslag<Option<Houder>> {
        let waarden = self.bereik.zaken();
        let sql = "SELECT houder FROM signaal_werk WHERE houder IN LIJST($1) AND $2 = '' LIMIT 1";
        let gevonden = self.vraag(sql, waarden, |rij| moet(rij.tekst("houder")?, "houder"));
        let houder = gevonden.await?.into_iter().next();
        let lees = |t| Houder::try_from(t).map_err(|_| OpslagFout::Waarde("houder"));
        houder.map(lees).transpose()
    }
}

/// A row that is there already is taken too, so that whoever works it out now waits for this transaction.
const NOG_EENS: &str = "ON CONFLICT (houder, toewijzing) DO UPDATE SET sinds = excluded.sinds";

impl Tx {
    /// The signals about the toewijzingen with these numbers must be worked out again.
    pub async fn vraag_signalen(&mut self, houder: &Houder, nummers: &[i64], nu: Timestamp) -> Uitslag<u64> {
        let mut waarden = self.bereik.zaken();
        waarden.extend(w![houder]);
        waarden.push(Waarde::Getallen(nummers.to_vec()));
        waarden.extend(w![nu]);
        let sql = format!(
            "INSERT INTO signaal_werk (houder, toewijzing, sinds) SELECT houder, id, $5 FROM toewijzing \
             WHERE houder IN LIJST($1) AND $2 = '' AND houder = $3 AND nummer IN GETALLIJST($4) {NOG_EENS}"
        );
        self.voer_uit(sql, waarden).await
    }

    /// The same for these toewijzingen: whoever stores or changes one need not think of it.
    pub(crate) async fn vraag_signalen_bij(&mut self, toewijzingen: &[Uuid], nu: Timestamp) -> Uitslag<u64> {
        let mut waarden = self.bereik.zaken();
        waarden.push(Waarde::Ids(toewijzingen.to_vec()));
        waarden.extend(w![nu]);
        let sql = format!(
            "INSERT INTO signaal_werk (houder, toewijzing, sinds) SELECT houder, id, $4 FROM toewijzing \
             WHERE houder IN LIJST($1) AND $2 = '' AND id IN IDLIJST($3) {NOG_EENS}"
        );
        self.voer_uit(sql, waarden).await
    }

    /// The same for all help of a child: when a change is asked or answered.
    pub(crate) async fn vraag_signalen_van(&mut self, jeugdigen: &[Uuid], nu: Timestamp) -> Uitslag<u64> {
        let mut waarden = self.bereik.zaken();
        waarden.push(Waarde::Ids(jeugdigen.to_vec()));
        waarden.extend(w![nu]);
        let sql = format!(
            "INSERT INTO signaal_werk (houder, toewijzing, sinds) SELECT houder, id, $4 FROM toewijzing \
             WHERE houder IN LIJST($1) AND $2 = '' AND jeugdige IN IDLIJST($3) {NOG_EENS}"
        );
        self.voer_uit(sql, waarden).await
    }

    /// The same for every toewijzing that this declaration names.
    pub async fn vraag_signalen_van_declaratie(
        &mut self,
        houder: &Houder,
        declaratie: Uuid,
        nu: Timestamp,
    ) -> Uitslag<u64> {
        let mut waarden = self.bereik.zaken();
        waarden.extend(w![houder, declaratie, nu]);
        let sql = format!(
            "INSERT INTO signaal_werk (houder, toewijzing, sinds) SELECT DISTINCT t.houder, t.id, CAST($5 AS BIGINT) \
             FROM prestatie p JOIN toewijzing t ON t.houder = p.houder AND t.nummer = p.toewijzing \
             WHERE p.houder IN LIJST($1) AND $2 = '' AND p.houder = $3 AND p.declaratie = $4 {NOG_EENS}"
        );
        self.voer_uit(sql, waarden).await
    }

    /// The same for everything of a gemeente that ran on or after `sinds` and began by `vandaag`: once a day, in parts of some
    /// `aantal` toewijzingen in the order of their id, from `na` on. How many wait now, and where the next part begins.
    pub async fn vraag_signalen_van_dag(
        &mut self,
        houder: &Houder,
        (sinds, vandaag): (Date, Date),
        (na, aantal): (Uuid, u32),
        nu: Timestamp,
    ) -> Uitslag<(u64, Option<Uuid>)> {
        let mut waarden = self.systeem_zaken("signaal_werk")?;
        waarden.extend(w![houder, na, aantal]);
        let sql = "SELECT id FROM toewijzing WHERE houder IN LIJST($1) AND $2 = '' AND houder = $3 AND id > $4 \
                   ORDER BY id LIMIT 1 OFFSET $5";
        let tot = self
            .vraag(sql, waarden, |rij| moet(rij.id("id")?, "id"))
            .await?
            .pop();
        let mut waarden = self.systeem_zaken("signaal_werk")?;
        waarden.extend(w![houder, na, tot.unwrap_or(Uuid::max()), sinds, vandaag, nu]);
        let sql = format!(
            "INSERT INTO signaal_werk (houder, toewijzing, sinds) SELECT houder, id, $8 FROM toewijzing \
             WHERE houder IN LIJST($1) AND $2 = '' AND houder = $3 AND id > $4 AND id <= $5 \
             AND (einddatum IS NULL OR einddatum >= $6) AND ingangsdatum <= $7 {NOG_EENS}"
        );
        Ok((self.voer_uit(sql, waarden).await?, tot))
    }

    /// Takes up to `aantal` toewijzingen of this gemeente that wait, longest first. They are gone with this transaction, and wait
    /// again when it fails.
    pub async fn neem_signaalwerk(&mut self, houder: &Houder, aantal: u32) -> Uitslag<Vec<Uuid>> {
        let mut waarden = self.systeem_zaken("signaal_werk")?;
        waarden.extend(w![houder, aantal]);
        let sql = "DELETE FROM signaal_werk WHERE (houder, toewijzing) IN (SELECT houder, toewijzing FROM signaal_werk \
                   WHERE houder IN LIJST($1) AND $2 = '' AND houder = $3 ORDER BY sinds, toewijzing LIMIT $4 OVERSLAAN) \
                   RETURNING toewijzing";
        self.vraag(sql, waarden, |rij| moet(rij.id("toewijzing")?, "toewijzing"))
            .await
    }

    /// Stores how signals were worked out, over what was stored before.
    pub async fn leg_signaalsommen_vast(&mut self, sommen: &[SignaalSom]) -> Uitslag<()> {
        const OVER: &str = " ON CONFLICT (houder, signaal) DO UPDATE SET aanleiding = excluded.aanleiding, \
                            samenvatting = excluded.samenvatting, gronden = excluded.gronden, \
                            berekend_op = excluded.berekend_op, afgedaan_door = excluded.afgedaan_door, \
                            afgedaan_reden = excluded.afgedaan_reden, versie = signaal_som.versie + 1";
        let mut rijen = Vec::with_capacity(sommen.len());
        for som in sommen {
            let waarden = som.waarden(&self.sleutels);
            self.mag_schrijven(SignaalSom::TABEL, SignaalSom::KOLOMMEN, &som.houder, &waarden)?;
            rijen.push(waarden);
        }
        self.voeg_waarden_toe(SignaalSom::TABEL, SignaalSom::KOLOMMEN, rijen.into_iter(), OVER)
            .await
            .map(|_| ())
    }

    /// Settles signals of one kind by the program, because what they warned for has passed. Number of signals.
    pub async fn laat_signalen_vervallen(
        &mut self,
        soort: SignaalSoort,
        onderwerpen: &[Uuid],
        nu: Timestamp,
    ) -> Uitslag<u64> {
        let mut waarden = self.bereik.zaken();
        waarden.push(Waarde::Ids(onderwerpen.to_vec()));
        waarden.extend(w![soort, nu]);
        let sql = "UPDATE signaal SET klaar_op = $5, versie = versie + 1 WHERE houder IN LIJST($1) AND $2 = '' AND ZIE(jeugdige) \
                   AND onderwerp IN IDLIJST($3) AND soort = $4 AND klaar_op IS NULL";
        self.voer_uit(sql, waarden).await
    }

    /// Registers evaluations.
    pub async fn leg_evaluaties_vast(&mut self, evaluaties: &[Evaluatie]) -> Uitslag<()> {
        self.voeg_toe(evaluaties).await
    }
}

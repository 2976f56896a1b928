//! Referrals with their toetsing, who may refer, and the steps of both. A practice sees its own, an aanbieder those to it,
//! the Toegang those in which it takes part, and nobody more.

use crate::bladzijde::{Bladzijde, Lijst};
use crate::fout::Uitslag;
use crate::recht::{Relatie, Rol};
use crate::rij::{Rij, keuze, tabel};
use crate::verbinding::{Lees, Tx};
use crate::waarde::{Besloten, Waarde, w};
use houvast_begrip::{AgbCode, Bsn, Centen, Houder};
use jiff::Timestamp;
use jiff::civil::Date;
use std::fmt;
use std::fmt::Write;
use uuid::Uuid;

tabel! {
    /// Somebody who may refer: a practice or a gecertificeerde instelling of the region.
    #[derive(Debug)]
    pub struct Verwijzer in "verwijzer" {
        /// The region.
        houder: Houder,
        /// Its AGB code.
        agb: AgbCode,
        /// As people know it.
        naam: String,
        /// Type of verwijzer, a code of COD327.
        soort: String,
        /// To be called on, by an aanbieder.
        telefoon: Option<String>,
        /// Last change.
        gewijzigd_op: Timestamp,
        /// For optimistic locking.
        versie: i64,
    }
}

keuze! {
    /// How far a referral is.
    pub enum VerwijzingStatus {
        /// Waits for the toetsing.
        Gevraagd = "gevraagd",
        /// The help fits, the budget does not: aanbieder and Toegang talk (RTP 2.4.6, reden 1).
        AnderBudget = "ander_budget",
        /// The aanbieder takes over.
        Geaccepteerd = "geaccepteerd",
        /// The aanbieder does not, with its reasons.
        Geweigerd = "geweigerd",
        /// The family chose another aanbieder; the referral stays valid.
        AndereAanbieder = "andere_aanbieder",
        /// The verwijzer took it back.
        Ingetrokken = "ingetrokken",
        /// A toewijzing followed.
        Toegewezen = "toegewezen",
    }
}

tabel! {
    /// One referral to one aanbieder. Prints without person.
    pub struct Verwijzing in "verwijzing" {
        /// The gemeente where the child lives.
        houder: Houder,
        /// Its id.
        id: Uuid,
        /// To name it on the telephone, unique in the gemeente.
        nummer: i64,
        /// Type of verwijzer, a code of COD327.
        route: String,
        /// The practice; `None`: the Toegang itself.
        verwijzer: Option<AgbCode>,
        /// Its name when it referred.
        verwijzer_naam: Option<String>,
        /// The account that referred.
        door: Option<Uuid>,
        /// To whom.
        aanbieder: AgbCode,
        /// The dossier, when the gemeente has one and knows of this referral.
        jeugdige: Option<Uuid>,
        /// The hulpvraag that led to it, for the Toegang.
        hulpvraag: Option<Uuid>,
        /// The child, sealed.
        bsn: Bsn,
        /// Its name, as `dienst` writes it, sealed.
        persoon: Option<Besloten>,
        /// Day of birth.
        geboortedatum: Date,
        /// Code of Geslacht.
        geslacht: String,
        /// The family shares nothing with the gemeente.
        privacy: bool,
        /// Day on which verwijzer, Toegang and aanbieder consulted.
        overleg: Option<Date>,
        /// What the help must lead to, sealed.
        resultaat: Option<Besloten>,
        /// Who wrote the result: `verwijzer`, `aanbieder` or `toegang`.
        resultaat_van: Option<String>,
        /// Why this result, when the aanbieder had to obtain it, sealed.
        onderbouwing: Option<Besloten>,
        /// `herstel` or `duurzaam`.
        soort: Option<String>,
        /// Asked budget in eurocents; of a duurzaam one the amount per year.
        budget: Option<Centen>,
        /// First day of the help.
        van: Option<Date>,
        /// Last day of the help.
        tot: Option<Date>,
        /// Perceel, as the regioprofiel names it.
        perceel: Option<String>,
        /// When it was referred, or the Toegang asked for toetsing.
        gevraagd_op: Timestamp,
        /// Day on which the jeugdige reported to the aanbieder.
        aangemeld: Option<Date>,
        /// Last day of the toetsing; `None` as long as its clock has not begun.
        uiterlijk: Option<Date>,
        /// How far it is.
        status: VerwijzingStatus,
        /// Day of the toetsing.
        getoetst: Option<Date>,
        /// Ground of a refusal, as `beslis` names it.
        grond: Option<String>,
        /// What else the toetsing found, as `dienst` writes it, sealed.
        toetsing: Option<Besloten>,
        /// Budget that the aanbieder asks instead.
        ander_budget: Option<Centen>,
        /// Since when the Toegang takes part; before, it does not exist for the gemeente.
        toegang_op: Option<Timestamp>,
        /// Day of contact between aanbieder and Toegang.
        contact: Option<Date>,
        /// Amount the Toegang agrees to, in eurocents.
        instemming: Option<Centen>,
        /// The arrival of the JW315 that followed.
        verzoek_bericht: Option<Uuid>,
        /// The JW301 that the Toegang sent of its own accord.
        toewijzing_bericht: Option<Uuid>,
        /// When nobody had anything to do any more.
        afgerond_op: Option<Timestamp>,
        /// Last change.
        gewijzigd_op: Timestamp,
        /// For optimistic locking.
        versie: i64,
    }
}

impl fmt::Debug for Verwijzing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Verwijzing({} {} {:?})", self.houder, self.id, self.status)
    }
}

keuze! {
    /// Who reads a step beside the aanbieder.
    pub enum RegelVoor {
        /// The verwijzer.
        Verwijzer = "verwijzer",
        /// The Toegang.
        Toegang = "toegang",
    }
}

tabel! {
    /// One step of a referral. Only added to.
    #[derive(Debug)]
    pub struct VerwijzingRegel in "verwijzing_regel" {
        /// The gemeente.
        houder: Houder,
        /// Its id.
        id: Uuid,
        /// The referral.
        verwijzing: Uuid,
        /// The aanbieder.
        aanbieder: AgbCode,
        /// The practice.
        verwijzer: Option<AgbCode>,
        /// Who reads it beside the aanbieder.
        voor: RegelVoor,
        /// Who did it: `verwijzer`, `aanbieder`, `toegang` or `programma`.
        van: String,
        /// What, as `dienst` names it.
        soort: String,
        /// An amount in eurocents.
        bedrag: Option<Centen>,
        /// In words, sealed.
        tekst: Option<Besloten>,
        /// The account.
        door: Option<Uuid>,
        /// When.
        op: Timestamp,
    }
}

/// Which referrals to list.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct VerwijzingVraag {
    /// Only those with something left to do (`true`), or without (`false`).
    pub open: Option<bool>,
    /// Only those of this state.
    pub status: Option<VerwijzingStatus>,
}

const EIGEN: &str =
    "houder IN LIJST($1) AND ($2 = '' OR aanbieder = $2) AND ZIE(jeugdige) AND ($3 = '' OR verwijzer = $3)";
/// Steps have no child of their own.
const REGEL_VAN: &str = "($2 = '' OR aanbieder = $2) AND ($3 = '' OR verwijzer = $3) \
                           AND $4 IN (SELECT v.id FROM verwijzing v WHERE v.houder IN LIJST($1) AND v.id = $4 AND ZIE(v.jeugdige))";

/// The Toegang sees only those in which it takes part, and of their steps only those for it.
fn deel(rol: Rol, toegang: &'static str) -> &'static str {
    match rol.recht().ziet {
        Relatie::Aanbieder | Relatie::Praktijk | Relatie::Alles => "",
        Relatie::Gemeente | Relatie::Ingebracht | Relatie::Logboek | Relatie::Geen => toegang,
    }
}

const VAN_TOEGANG: &str = " AND toegang_op IS NOT NULL";

impl Lees {
    /// One practice or institution of the region.
    pub async fn verwijzer(&mut self, agb: AgbCode) -> Uitslag<Option<Verwijzer>> {
        let mut waarden = self.bereik.gedeeld();
        waarden.extend(w![agb]);
        self.rij("SELECT * FROM verwijzer WHERE houder = $1 AND agb = $2", waarden)
            .await
    }

    /// All of the region, by name.
    pub async fn verwijzers(&mut self) -> Uitslag<Vec<Verwijzer>> {
        let waarden = self.bereik.gedeeld();
        self.rijen(
            "SELECT * FROM verwijzer WHERE houder = $1 ORDER BY naam, agb",
            waarden,
        )
        .await
    }

    /// One referral.
    pub async fn verwijzing(&mut self, id: Uuid) -> Uitslag<Option<Verwijzing>> {
        let mut waarden = self.bereik.verwijzingen();
        waarden.extend(w![id]);
        let deel = deel(self.bereik.rol(), VAN_TOEGANG);
        let sql = format!("SELECT * FROM verwijzing WHERE {EIGEN} AND id = $4{deel}");
        self.rij(sql, waarden).await
    }

    /// Referrals, newest first.
    pub async fn verwijzingen(
        &mut self,
        vraag: VerwijzingVraag,
        blad: Bladzijde,
    ) -> Uitslag<Lijst<Verwijzing>> {
        let mut waarden = self.bereik.verwijzingen();
        waarden.extend(w![blad.grens() + 1, blad.overslaan]);
        let deel = deel(self.bereik.rol(), VAN_TOEGANG);
        let mut sql = format!("SELECT * FROM verwijzing WHERE {EIGEN}{deel}");
        match vraag.open {
            Some(true) => sql.push_str(" AND afgerond_op IS NULL"),
            Some(false) => sql.push_str(" AND afgerond_op IS NOT NULL"),
            None => {}
        }
        if let Some(status) = vraag.status {
            waarden.extend(w![status]);
            // Writing to a String cannot fail.
            let _ = write!(sql, " AND status = ${}", waarden.len());
        }
        if let Some(na) = blad.na {
            let Some(vorige) = self.verwijzing(na).await? else {
                return Ok(Lijst::leeg());
            };
            waarden.extend(w![vorige.gevraagd_op, na]);
            let n = waarden.len();
            let _ = write!(sql, " AND (gevraagd_op, id) < (${}, ${n})", n - 1);
        }
        sql.push_str(" ORDER BY gevraagd_op DESC, id DESC LIMIT $4 OFFSET $5");
        let rijen = self.rijen(sql, waarden).await?;
        Ok(Lijst::maak(rijen, blad, |rij: &Verwijzing| rij.id))
    }

    /// How many referrals have something left to do.
    pub async fn aantal_verwijzingen(&mut self, vraag: VerwijzingVraag) -> Uitslag<i64> {
        let mut waarden = self.bereik.verwijzingen();
        let deel = deel(self.bereik.rol(), VAN_TOEGANG);
        let mut sql = format!("SELECT COUNT(*) AS n FROM verwijzing WHERE {EIGEN}{deel}");
        match vraag.open {
            Some(true) => sql.push_str(" AND afgerond_op IS NULL"),
            Some(false) => sql.push_str(" AND afgerond_op IS NOT NULL"),
            None => {}
        }
        if let Some(status) = vraag.status {
            waarden.extend(w![status]);
            let _ = write!(sql, " AND status = ${}", waarden.len());
        }
        self.getal(sql, waarden).await
    }

    /// All referrals of a child in one gemeente that this asker may see, newest first.
    pub async fn verwijzingen_van_kind(&mut self, houder: &Houder, bsn: &Bsn) -> Uitslag<Vec<Verwijzing>> {
        let mut waarden = self.bereik.verwijzingen();
        waarden.extend(w![houder, self.sleutels.bsn_index(houder, bsn)]);
        let deel = deel(self.bereik.rol(), VAN_TOEGANG);
        let sql = format!(
            "SELECT * FROM verwijzing WHERE {EIGEN} AND houder = $4 AND bsn_index = $5{deel} \
             ORDER BY gevraagd_op DESC, id DESC"
        );
        self.rijen(sql, waarden).await
    }

    /// The referrals that a hulpvraag led to, newest first.
    pub async fn verwijzingen_van_hulpvraag(&mut self, hulpvraag: Uuid) -> Uitslag<Vec<Verwijzing>> {
        let mut waarden = self.bereik.verwijzingen();
        waarden.extend(w![hulpvraag]);
        let deel = deel(self.bereik.rol(), VAN_TOEGANG);
        let sql = format!(
            "SELECT * FROM verwijzing WHERE {EIGEN} AND hulpvraag = $4{deel} ORDER BY gevraagd_op DESC, id DESC"
        );
        self.rijen(sql, waarden).await
    }

    /// The referral that led to this JW315.
    pub async fn verwijzing_van_bericht(&mut self, bericht: Uuid) -> Uitslag<Option<Verwijzing>> {
        let mut waarden = self.bereik.verwijzingen();
        waarden.extend(w![bericht]);
        let deel = deel(self.bereik.rol(), VAN_TOEGANG);
        let sql = format!("SELECT * FROM verwijzing WHERE {EIGEN} AND verzoek_bericht = $4{deel}");
        self.rij(sql, waarden).await
    }

    /// The steps of a referral, oldest first; an aanbieder sees all, the verwijzer and the Toegang theirs.
    pub async fn verwijzing_regels(&mut self, verwijzing: Uuid) -> Uitslag<Vec<VerwijzingRegel>> {
        let mut waarden = self.bereik.verwijzingen();
        waarden.extend(w![verwijzing]);
        let deel = match self.bereik.rol() {
            Rol::Verwijzer => " AND voor = 'verwijzer'",
            rol => deel(rol, " AND voor = 'toegang'"),
        };
        let sql = format!(
            "SELECT * FROM verwijzing_regel WHERE houder IN LIJST($1) AND {REGEL_VAN} AND verwijzing = $4{deel} ORDER BY op, id"
        );
        self.rijen(sql, waarden).await
    }
}

impl Tx {
    /// Stores who may refer in the region; only the program and management may.
    pub async fn leg_verwijzers_vast(&mut self, verwijzers: &[Verwijzer]) -> Uitslag<()> {
        self.voeg_toe(verwijzers).await
    }

    /// Stores a new referral. The Toegang stores its own; for a practice the program does.
    pub async fn leg_verwijzing_vast(&mut self, verwijzing: &Verwijzing) -> Uitslag<()> {
        let sleutels = std::sync::Arc::clone(&self.sleutels);
        let mut waarden = verwijzing.waarden(&sleutels);
        self.mag_schrijven(
            Verwijzing::TABEL,
            Verwijzing::KOLOMMEN,
            &verwijzing.houder,
            &waarden,
        )?;
        let mut kolommen: Vec<&str> = Verwijzing::KOLOMMEN.to_vec();
        kolommen.push("bsn_index");
        waarden.push(sleutels.bsn_index(&verwijzing.houder, &verwijzing.bsn).into());
        self.voeg_waarden_toe(Verwijzing::TABEL, &kolommen, std::iter::once(waarden), "")
            .await
            .map(|_| ())
    }

    /// Changes a referral. Who it is about, who referred and to whom never change. `false`: it was changed meanwhile, or
    /// lies outside the scope.
    pub async fn wijzig_verwijzing(&mut self, nieuw: &Verwijzing, versie: i64) -> Uitslag<bool> {
        const VAST: [&str; 13] = [
            "houder",
            "id",
            "nummer",
            "route",
            "verwijzer",
            "verwijzer_naam",
            "door",
            "aanbieder",
            "bsn",
            "persoon",
            "geboortedatum",
            "geslacht",
            "versie",
        ];
        let sleutels = std::sync::Arc::clone(&self.sleutels);
        let mut waarden = self.bereik.zaken();
        waarden.extend(w![&nieuw.houder, nieuw.id, versie]);
        let mut zet = String::new();
        let alles: Vec<Waarde> = nieuw.waarden(&sleutels);
        for (kolom, waarde) in Verwijzing::KOLOMMEN.iter().zip(alles) {
            if VAST.contains(kolom) {
                continue;
            }
            waarden.push(waarde);
            // Writing to a String cannot fail.
            let _ = write!(zet, ", {kolom} = ${}", waarden.len());
        }
        let sql = format!(
            "UPDATE verwijzing SET versie = versie + 1{zet} WHERE houder IN LIJST($1) AND $2 = '' AND ZIE(jeugdige) \
             AND houder = $3 AND id = $4 AND versie = $5"
        );
        Ok(self.voer_uit(sql, waarden).await? == 1)
    }

    /// The referral that led to this JW315, for the bookkeeping of a decision on it: the gemeente does not get to see it by
    /// this when the Toegang takes no part.
    pub async fn verwijzing_achter(&mut self, houder: &Houder, bericht: Uuid) -> Uitslag<Option<Verwijzing>> {
        let mut waarden = self.bereik.zaken();
        waarden.extend(w![houder, bericht]);
        let sql = "SELECT * FROM verwijzing WHERE houder IN LIJST($1) AND $2 = '' AND houder = $3 AND verzoek_bericht = $4";
        self.rij(sql, waarden).await
    }

    /// Adds steps.
    pub async fn leg_verwijzing_regels_vast(&mut self, regels: &[VerwijzingRegel]) -> Uitslag<()> {
        self.voeg_toe(regels).await
    }
}

//! Hulpvragen at the Toegang: their steps until the toewijzing. Not for an aanbieder.

use crate::bladzijde::{Bladvraag, Bladzijde, Lijst};
use crate::fout::Uitslag;
use crate::rij::{Rij, beeld, keuze, tabel};
use crate::verbinding::{Lees, Tx};
use crate::waarde::{Besloten, Waarde, w};
use houvast_begrip::{AgbCode, Houder};
use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;

keuze! {
    /// How soon somebody must act; the stored digit sorts the urgent ones first.
    pub enum Urgentie {
        /// Today.
        Hoog = "1",
        /// This week.
        Spoedig = "2",
        /// In its turn.
        Gewoon = "3",
    }
}

keuze! {
    /// How far a hulpvraag is.
    pub enum HulpvraagStatus {
        /// The Toegang is at work on it.
        Open = "open",
        /// It ended in a toewijzing.
        Toegewezen = "toegewezen",
        /// Closed without jeugdhulp: other help suits better, or there is no hulpvraag.
        Afgesloten = "afgesloten",
    }
}

tabel! {
    /// One hulpvraag with the answers of all its steps.
    #[derive(Debug)]
    pub struct Hulpvraag in "hulpvraag" {
        /// The gemeente.
        houder: Houder,
        /// Its id.
        id: Uuid,
        /// The child.
        jeugdige: Uuid,
        /// The day the family asked.
        gevraagd_op: Date,
        /// How soon.
        urgentie: Urgentie,
        /// How far.
        status: HulpvraagStatus,
        /// Last day for the decision.
        besluit_voor: Date,
        /// The answers of the steps, as `dienst` writes them; sealed.
        inhoud: Option<Besloten>,
        /// Whose case it is.
        consulent: Option<Uuid>,
        /// The aanbieder that was chosen.
        aanbieder: Option<AgbCode>,
        /// The toetsing that was asked last.
        toetsing: Option<Uuid>,
        /// What it ended in.
        toewijzing: Option<Uuid>,
        /// When it was registered.
        gemaakt_op: Timestamp,
        /// Last change.
        gewijzigd_op: Timestamp,
        /// By whom.
        gewijzigd_door: Option<Uuid>,
        /// When it ended.
        afgesloten_op: Option<Timestamp>,
        /// For optimistic locking.
        versie: i64,
    }
}

beeld! {
    /// A line of the list of hulpvragen. Prints without name.
    pub struct HulpvraagRegel {
        /// Key.
        houder: Houder,
        /// Key.
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
        /// The day the family asked.
        gevraagd_op: Date,
        /// How soon.
        urgentie: Urgentie,
        /// Last day for the decision.
        besluit_voor: Date,
        /// Whose case it is.
        consulent: Option<Uuid>,
        /// That person's name.
        consulent_naam: Option<String>,
        /// The aanbieder that was chosen, by name.
        aanbieder_naam: Option<String>,
        /// The toetsing that was asked last.
        toetsing: Option<Uuid>,
    }
}

impl std::fmt::Debug for HulpvraagRegel {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "HulpvraagRegel({} {})", self.houder, self.id)
    }
}

beeld! {
    /// A contract with the name of its aanbieder: who may give this help?
    #[derive(Debug)]
    pub struct ContractRegel {
        /// The aanbieder.
        agb: AgbCode,
        /// Its name.
        naam: String,
        /// Perceel, as the regioprofiel names it.
        perceel: String,
        /// Further terms, as JSON.
        gegevens: String,
    }
}

/// Which open hulpvragen to list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct HulpvraagVraag {
    /// Only those of this consulent.
    pub consulent: Option<Uuid>,
}

const EIGEN: &str = "houder IN LIJST($1) AND $2 = '' AND ZIE(jeugdige) AND GROEP(gesprek)";

impl Lees {
    /// One hulpvraag.
    pub async fn hulpvraag(&mut self, id: Uuid) -> Uitslag<Option<Hulpvraag>> {
        let mut waarden = self.bereik.zaken();
        waarden.extend(w![id]);
        self.rij(
            format!("SELECT * FROM hulpvraag WHERE {EIGEN} AND id = $3"),
            waarden,
        )
        .await
    }

    /// The hulpvragen of a child, newest first.
    pub async fn hulpvragen_van(&mut self, jeugdige: Uuid) -> Uitslag<Vec<Hulpvraag>> {
        let mut waarden = self.bereik.zaken();
        waarden.extend(w![jeugdige]);
        let sql = format!(
            "SELECT * FROM hulpvraag WHERE {EIGEN} AND jeugdige = $3 ORDER BY gemaakt_op DESC, id DESC"
        );
        self.rijen(sql, waarden).await
    }

    /// Open hulpvragen: the urgent ones first, then by their last day.
    pub async fn hulpvragen(
        &mut self,
        vraag: HulpvraagVraag,
        blad: Bladzijde,
    ) -> Uitslag<Lijst<HulpvraagRegel>> {
        let mut waarden = self.bereik.zaken();
        waarden.extend(self.bereik.gedeeld());
        let mut lijst = Bladvraag {
            sql: "SELECT h.houder, h.id AS id, h.jeugdige, j.geslachtsnaam, j.voorvoegsel, j.voornamen, j.voorletters, \
                  j.geboortedatum, h.gevraagd_op, h.urgentie, h.besluit_voor, h.consulent, c.weergavenaam AS consulent_naam, \
                  a.naam AS aanbieder_naam, h.toetsing, h.urgentie || h.besluit_voor AS orde_dag FROM hulpvraag h \
                  JOIN jeugdige j ON j.houder = h.houder AND j.id = h.jeugdige \
                  LEFT JOIN account c ON c.houder = $3 AND c.id = h.consulent \
                  LEFT JOIN aanbieder a ON a.houder = $3 AND a.agb = h.aanbieder \
                  WHERE h.houder = HIER AND $2 = '' AND ZIE(h.jeugdige) AND GROEP(gesprek) AND h.afgesloten_op IS NULL"
                .to_owned(),
            waarden,
            orde: "orde_dag, id",
            alleen: None,
        };
        lijst.en("h.consulent = ?", vraag.consulent.map(Waarde::from));
        if let Some(na) = blad.na {
            let mut sleutel = self.bereik.zaken();
            sleutel.extend(w![na]);
            let sql = format!(
                "SELECT urgentie || besluit_voor AS orde_dag FROM hulpvraag WHERE {EIGEN} AND id = $3"
            );
            let orde = self.vraag(sql, sleutel, |rij| rij.tekst("orde_dag")).await?;
            let Some(orde) = orde.into_iter().flatten().next() else {
                return Ok(Lijst::leeg());
            };
            lijst.voorbij("(h.urgentie || h.besluit_voor, h.id) >", orde.into(), na);
        }
        self.blader(lijst, blad, |rij: &HulpvraagRegel| rij.id).await
    }

    /// Every contract of the region that is valid on a day, by name of the aanbieder. Not for an aanbieder.
    pub async fn contracthouders(&mut self, dag: Date) -> Uitslag<Vec<ContractRegel>> {
        if self.bereik.agb().is_some() {
            return Ok(Vec::new());
        }
        let mut waarden = self.bereik.gedeeld();
        waarden.extend(w![dag]);
        let sql = "SELECT a.agb, a.naam, c.perceel, c.gegevens FROM contract c \
                   JOIN aanbieder a ON a.houder = c.houder AND a.agb = c.agb \
                   WHERE c.houder = $1 AND c.geldig_vanaf <= $2 AND (c.geldig_tot IS NULL OR c.geldig_tot >= $2) \
                   ORDER BY a.naam, a.agb, c.perceel";
        self.rijen(sql, waarden).await
    }
}

impl Tx {
    /// Registers hulpvragen.
    pub async fn leg_hulpvragen_vast(&mut self, hulpvragen: &[Hulpvraag]) -> Uitslag<()> {
        self.voeg_toe(hulpvragen).await
    }

    /// Stores a hulpvraag when its `versie` still is the given one and it has not ended. `false`: somebody was first.
    pub async fn wijzig_hulpvraag(&mut self, hulpvraag: &Hulpvraag, versie: i64) -> Uitslag<bool> {
        let sleutels = std::sync::Arc::clone(&self.sleutels);
        let mut waarden = self.bereik.zaken();
        waarden.extend(w![&hulpvraag.houder, hulpvraag.id, versie]);
        let vast = ["houder", "id", "jeugdige", "gemaakt_op", "versie"];
        let mut zetten = vec!["versie = versie + 1".to_owned()];
        let velden = Hulpvraag::KOLOMMEN
            .iter()
            .copied()
            .zip(hulpvraag.waarden(&sleutels));
        for (kolom, waarde) in velden.filter(|(kolom, _)| !vast.contains(kolom)) {
            waarden.push(waarde);
            zetten.push(format!("{kolom} = ${}", waarden.len()));
        }
        let sql = format!(
            "UPDATE hulpvraag SET {} WHERE houder IN LIJST($1) AND $2 = '' AND ZIE(jeugdige) AND houder = $3 AND id = $4 AND versie = $5 \
             AND afgesloten_op IS NULL",
            zetten.join(", ")
        );
        Ok(self.voer_uit(sql, waarden).await? == 1)
    }
}

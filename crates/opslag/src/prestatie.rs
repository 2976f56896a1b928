//! The lines of declarations, and what the rules ask of earlier ones: for a block of lines at a time, because a
//! declaration may have a hundred thousand.

use crate::fout::Uitslag;
use crate::rij::{Rij, keuze, tabel};
use crate::sleutel::Sleutels;
use crate::verbinding::{Lees, Tx};
use crate::waarde::{Geheim, Waarde, w};
use houvast_begrip::{AgbCode, Centen, Houder};
use jiff::civil::Date;
use std::collections::BTreeMap;
use uuid::Uuid;

keuze! {
    /// How far a line is.
    pub enum PrestatieStatus {
        /// Waits for the judgement of its declaration.
        Open = "open",
        /// Granted.
        Toegekend = "toegekend",
        /// Refused. Its reference stays used (TR314).
        Afgekeurd = "afgekeurd",
    }
}

tabel! {
    /// One line of a declaration.
    #[derive(Debug)]
    pub struct Prestatie in "prestatie" {
        /// The gemeente.
        houder: Houder,
        /// Its id.
        id: Uuid,
        /// The declaration.
        declaratie: Uuid,
        /// From 1, in order of the message.
        volgnummer: i64,
        /// Who declares.
        aanbieder: AgbCode,
        /// The child, when the gemeente knows it.
        jeugdige: Option<Uuid>,
        /// ReferentieNummer.
        referentie: Geheim,
        /// VorigReferentieNummer.
        vorige_referentie: Option<Geheim>,
        /// ToewijzingNummer.
        toewijzing: i64,
        /// ProductCategorie.
        categorie: String,
        /// ProductCode.
        code: String,
        /// ProductPeriode: first day.
        begindatum: Date,
        /// ProductPeriode: last day.
        einddatum: Date,
        /// GeleverdVolume.
        volume: i64,
        /// Code of Eenheid.
        eenheid: String,
        /// ProductTarief.
        tarief: Option<Centen>,
        /// IngediendBedrag; never negative, see `debet_credit`.
        bedrag: Centen,
        /// `D` or `C`.
        debet_credit: String,
        /// How far it is.
        status: PrestatieStatus,
        /// The codes of WJ001 that its findings have, with a space between.
        codes: String,
    }
}

const EIGEN: &str = "p.houder IN LIJST($1) AND ($2 = '' OR p.aanbieder = $2) AND ZIE(p.jeugdige)";

impl Lees {
    /// Which of these references were used before by this aanbieder, granted or not (TR314).
    pub async fn gebruikte_referenties(
        &mut self,
        houder: &Houder,
        aanbieder: AgbCode,
        referenties: &[String],
    ) -> Uitslag<Vec<String>> {
        let sql = format!(
            "SELECT p.referentie_index AS n FROM prestatie p WHERE {EIGEN} AND p.houder = $3 AND p.aanbieder = $4 \
             AND p.referentie_index IN LIJST($5)"
        );
        self.blind(sql, houder, aanbieder, referenties).await
    }

    /// Which of these references were credited by a line that was not refused (TR390).
    pub async fn gecrediteerde_referenties(
        &mut self,
        houder: &Houder,
        aanbieder: AgbCode,
        referenties: &[String],
    ) -> Uitslag<Vec<String>> {
        let sql = format!(
            "SELECT p.vorige_index AS n FROM prestatie p WHERE {EIGEN} AND p.houder = $3 AND p.aanbieder = $4 \
             AND p.vorige_index IN LIJST($5) AND p.debet_credit = 'C' AND p.status <> 'afgekeurd'"
        );
        self.blind(sql, houder, aanbieder, referenties).await
    }

    /// Asks by keyed hash and gives the references back that were asked.
    async fn blind(
        &mut self,
        sql: String,
        houder: &Houder,
        aanbieder: AgbCode,
        referenties: &[String],
    ) -> Uitslag<Vec<String>> {
        let mut per_index: BTreeMap<String, &String> = referenties
            .iter()
            .map(|r| (self.sleutels.referentie(houder, &aanbieder, r), r))
            .collect();
        let mut waarden = self.bereik.zaken();
        waarden.extend(w![houder, aanbieder]);
        waarden.push(Waarde::Lijst(per_index.keys().cloned().collect()));
        let gevonden = self.vraag(sql, waarden, |rij| rij.tekst("n")).await?;
        Ok(gevonden
            .into_iter()
            .flatten()
            .filter_map(|index| per_index.remove(&index).cloned())
            .collect())
    }

    /// The granted debit lines with these references (TR323).
    pub async fn toegekende_debetten(
        &mut self,
        houder: &Houder,
        aanbieder: AgbCode,
        referenties: &[String],
    ) -> Uitslag<Vec<Prestatie>> {
        let blind = referenties
            .iter()
            .map(|r| self.sleutels.referentie(houder, &aanbieder, r))
            .collect();
        let mut waarden = self.bereik.zaken();
        waarden.extend(w![houder, aanbieder]);
        waarden.push(Waarde::Lijst(blind));
        let sql = format!(
            "SELECT p.* FROM prestatie p WHERE {EIGEN} AND p.houder = $3 AND p.aanbieder = $4 \
             AND p.referentie_index IN LIJST($5) AND p.debet_credit = 'D' AND p.status = 'toegekend'"
        );
        self.rijen(sql, waarden).await
    }

    /// The debit lines on these toewijzingen that were not credited: granted, or without a finding in a declaration that a
    /// person has yet to judge, for what was sent may not be sent again (TR389) and takes its part of the volume (TR322).
    pub async fn open_debetten(
        &mut self,
        houder: &Houder,
        aanbieder: AgbCode,
        toewijzingen: &[i64],
    ) -> Uitslag<Vec<Prestatie>> {
        let mut waarden = self.bereik.zaken();
        waarden.extend(w![houder, aanbieder]);
        waarden.push(Waarde::Getallen(toewijzingen.to_vec()));
        let sql = format!(
            "SELECT p.* FROM prestatie p WHERE {EIGEN} AND p.houder = $3 AND p.aanbieder = $4 \
             AND p.toewijzing IN GETALLIJST($5) AND p.debet_credit = 'D' \
             AND (p.status = 'toegekend' OR (p.status = 'open' AND p.codes = '')) \
             AND NOT EXISTS (SELECT 1 FROM prestatie c WHERE c.houder = p.houder AND c.vorige_index = p.referentie_index \
             AND c.debet_credit = 'C' AND (c.status = 'toegekend' OR (c.status = 'open' AND c.codes = ''))) \
             ORDER BY p.toewijzing, p.begindatum, p.id"
        );
        self.rijen(sql, waarden).await
    }

    /// The lines of a declaration after line number `na`, in order of the message.
    pub async fn prestaties(&mut self, declaratie: Uuid, na: i64, hoogstens: u32) -> Uitslag<Vec<Prestatie>> {
        let mut waarden = self.bereik.zaken();
        waarden.extend(w![declaratie, na, hoogstens]);
        let sql = format!(
            "SELECT p.* FROM prestatie p WHERE {EIGEN} AND p.declaratie = $3 AND p.volgnummer > $4 \
             ORDER BY p.volgnummer LIMIT $5"
        );
        self.rijen(sql, waarden).await
    }
}

/// The keyed hashes of both references.
fn indexen(p: &Prestatie, sleutels: &Sleutels) -> [Waarde; 2] {
    let index = |r: &Geheim| sleutels.referentie(&p.houder, &p.aanbieder, &String::from_utf8_lossy(&r.0));
    [
        index(&p.referentie).into(),
        p.vorige_referentie.as_ref().map(index).into(),
    ]
}

impl Tx {
    /// Stores lines, hundreds per statement.
    pub async fn leg_prestaties_vast(&mut self, prestaties: &[Prestatie]) -> Uitslag<()> {
        let sleutels = std::sync::Arc::clone(&self.sleutels);
        let mut kolommen: Vec<&str> = Prestatie::KOLOMMEN.to_vec();
        kolommen.extend(["referentie_index", "vorige_index"]);
        let mut rijen = Vec::with_capacity(prestaties.len());
        for prestatie in prestaties {
            let mut waarden = prestatie.waarden(&sleutels);
            self.mag_schrijven(Prestatie::TABEL, Prestatie::KOLOMMEN, &prestatie.houder, &waarden)?;
            waarden.extend(indexen(prestatie, &sleutels));
            rijen.push(waarden);
        }
        self.voeg_waarden_toe(Prestatie::TABEL, &kolommen, rijen.into_iter(), "")
            .await
            .map(|_| ())
    }

    /// Grants the lines of a declaration that wait and have no finding. Number of lines.
    pub async fn ken_prestaties_toe(&mut self, houder: &Houder, declaratie: Uuid) -> Uitslag<u64> {
        let mut waarden = self.bereik.zaken();
        waarden.extend(w![houder, declaratie]);
        let sql = "UPDATE prestatie SET status = 'toegekend' WHERE houder IN LIJST($1) AND $2 = '' AND houder = $3 \
                   AND declaratie = $4 AND status = 'open' AND codes = ''";
        self.voer_uit(sql, waarden).await
    }
}

//! Messages in and out, as people see them: status, findings, what answers what.

use crate::bladzijde::{Bladvraag, Bladzijde, Lijst};
use crate::fout::Uitslag;
use crate::rij::{beeld, keuze, tabel};
use crate::verbinding::{Lees, Tx};
use crate::waarde::{Besloten, Geheim, Waarde, w};
use houvast_begrip::{AgbCode, Houder};
use jiff::Timestamp;
use jiff::civil::Date;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use uuid::Uuid;

keuze! {
    /// Which way a message goes.
    pub enum Richting {
        /// To us.
        In = "in",
        /// From us.
        Uit = "uit",
    }
}

keuze! {
    /// How far a message is.
    pub enum BerichtStatus {
        /// In, level 1 failed: no answer is possible.
        Fout = "fout",
        /// In, answered with findings.
        Afgekeurd = "afgekeurd",
        /// In, accepted.
        Verwerkt = "verwerkt",
        /// In, accepted by the checks so far; a person must judge it.
        TeBeoordelen = "te_beoordelen",
        /// In, could not be processed by a fault of ours; is tried again, and then this row is replaced.
        Vastgelopen = "vastgelopen",
        /// Out, waits in the outbox.
        Klaar = "klaar",
        /// Out, delivered.
        Verzonden = "verzonden",
        /// Out, the other side accepted it.
        Bevestigd = "bevestigd",
        /// Out, the other side found faults.
        Teruggekomen = "teruggekomen",
    }
}

tabel! {
    /// One message. An incoming one has the id of its [`crate::Aankomst`], where its bytes are.
    #[derive(Debug)]
    pub struct Bericht in "bericht" {
        /// The gemeente, or the region for what nobody can read.
        houder: Houder,
        /// Its id.
        id: Uuid,
        /// In or out.
        richting: Richting,
        /// `JW315` and so on, when it could be read.
        soort: Option<String>,
        /// How far it is.
        status: BerichtStatus,
        /// The aanbieder on the other side; it may see this message.
        aanbieder: Option<AgbCode>,
        /// The child it is about, when there is a dossier.
        jeugdige: Option<Uuid>,
        /// As in the header.
        afzender: Option<String>,
        /// As in the header.
        ontvanger: Option<String>,
        /// As in the header.
        identificatie: Option<String>,
        /// As in the header.
        dagtekening: Option<Date>,
        /// Arrived or made.
        op: Timestamp,
        /// Incoming: the journal row with the bytes.
        aankomst: Option<Uuid>,
        /// Outgoing: the bytes.
        inhoud: Option<Geheim>,
        /// Of the bytes.
        sha256: [u8; 32],
        /// In bytes.
        grootte: i64,
        /// Name of the file.
        bestand: Option<Besloten>,
        /// The level on which it failed, or the highest that was checked.
        niveau: Option<i64>,
        /// The findings, as JSON.
        bevindingen: String,
        /// How many.
        aantal_bevindingen: i64,
        /// The sentence of the first one, for lists.
        eerste_bevinding: Option<String>,
        /// When somebody of the gemeente first opened it.
        gezien_op: Option<Timestamp>,
        /// What this is an answer to (a retourbericht, a JW301 or a JW319).
        hoort_bij: Option<Uuid>,
        /// The retourbericht that closed this message.
        antwoord: Option<Uuid>,
        /// For optimistic locking.
        versie: i64,
    }
}

beeld! {
    /// A line of the list of messages.
    #[derive(Debug)]
    pub struct BerichtRegel {
        /// Key.
        houder: Houder,
        /// Key.
        id: Uuid,
        /// In or out.
        richting: Richting,
        /// `JW315` and so on.
        soort: Option<String>,
        /// How far it is.
        status: BerichtStatus,
        /// The other side.
        aanbieder: Option<AgbCode>,
        /// Its name, when we know it.
        aanbieder_naam: Option<String>,
        /// As in the header.
        afzender: Option<String>,
        /// As in the header.
        identificatie: Option<String>,
        /// As in the header.
        dagtekening: Option<Date>,
        /// Arrived or made.
        op: Timestamp,
        /// How many findings.
        aantal_bevindingen: i64,
        /// The sentence of the first one.
        eerste_bevinding: Option<String>,
        /// When somebody of the gemeente first opened it.
        gezien_op: Option<Timestamp>,
        /// What this answers.
        hoort_bij: Option<Uuid>,
        /// The retourbericht that closed it.
        antwoord: Option<Uuid>,
    }
}

/// Which messages to list. Everything `None`: all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BerichtFilter {
    /// Only this gemeente (or the region).
    pub houder: Option<Houder>,
    /// In or out.
    pub richting: Option<Richting>,
    /// `JW315` and so on.
    pub soort: Option<String>,
    /// One of these states; empty: any.
    pub statussen: Vec<BerichtStatus>,
    /// The other side.
    pub aanbieder: Option<AgbCode>,
    /// About this child.
    pub jeugdige: Option<Uuid>,
}

impl Lees {
    /// One message.
    pub async fn bericht(&mut self, id: Uuid) -> Uitslag<Option<Bericht>> {
        let mut waarden = self.bereik.zaken();
        waarden.extend(w![id]);
        self.rij(
            "SELECT * FROM bericht WHERE houder IN LIJST($1) AND ($2 = '' OR aanbieder = $2) AND ZIE(jeugdige) AND id = $3",
            waarden,
        )
        .await
    }

    /// The bytes of a message, opened. Looking at them is for the look log.
    pub async fn bericht_inhoud(&mut self, id: Uuid) -> Uitslag<Option<Vec<u8>>> {
        Ok(self.inhouden_van(&[id]).await?.remove(&id))
    }

    /// The bytes of messages in scope, in two questions: those that went out, and the journal of those that came in.
    pub(crate) async fn inhouden_van(&mut self, ids: &[Uuid]) -> Uitslag<BTreeMap<Uuid, Vec<u8>>> {
        let mut uit = BTreeMap::new();
        if ids.is_empty() {
            return Ok(uit);
        }
        let mut waarden = self.bereik.zaken();
        waarden.push(Waarde::Ids(ids.to_vec()));
        let sql = "SELECT * FROM bericht WHERE houder IN LIJST($1) AND ($2 = '' OR aanbieder = $2) AND ZIE(jeugdige) AND id IN IDLIJST($3)";
        let mut van = BTreeMap::new();
        for bericht in self.rijen::<Bericht>(sql, waarden).await? {
            match (bericht.inhoud, bericht.aankomst) {
                (Some(Geheim(bytes)), _) => drop(uit.insert(bericht.id, bytes)),
                (None, Some(aankomst)) => drop(van.insert(aankomst, bericht.id)),
                (None, None) => {}
            }
        }
        if !van.is_empty() {
            let mut waarden = self.bereik.gedeeld();
            waarden.push(Waarde::Ids(van.keys().copied().collect()));
            let sql =
                "SELECT * FROM aankomst WHERE houder = $1 AND GROEP(berichtinhoud) AND id IN IDLIJST($2)";
            for aankomst in self.rijen::<crate::Aankomst>(sql, waarden).await? {
                if let Some(bericht) = van.get(&aankomst.id) {
                    uit.insert(*bericht, aankomst.inhoud.0);
                }
            }
        }
        Ok(uit)
    }

    /// What answers this message: retourbericht, JW301, JW319, in order.
    pub async fn antwoorden_op(&mut self, id: Uuid) -> Uitslag<Vec<Bericht>> {
        let mut waarden = self.bereik.zaken();
        waarden.extend(w![id]);
        self.rijen(
            "SELECT * FROM bericht WHERE houder IN LIJST($1) AND ($2 = '' OR aanbieder = $2) AND ZIE(jeugdige) AND hoort_bij = $3 \
             ORDER BY op, id",
            waarden,
        )
        .await
    }

    /// Earlier incoming messages of this sender with this identification, other than `behalve` (9056).
    ///
    /// The kind is compared in a way that no index serves: without statistics SQLite would count off all messages of the kind.
    pub async fn eerder_ontvangen(
        &mut self,
        afzender: &str,
        soort: &str,
        identificatie: &str,
        behalve: Uuid,
    ) -> Uitslag<Vec<Uuid>> {
        let mut waarden = self.bereik.zaken();
        waarden.extend(w![afzender, soort, identificatie, behalve]);
        self.vraag(
            "SELECT id FROM bericht WHERE houder IN LIJST($1) AND ($2 = '' OR aanbieder = $2) AND ZIE(jeugdige) AND afzender = $3 \
             AND identificatie = $5 AND soort || '' = $4 AND richting = 'in' AND id <> $6 ORDER BY op, id",
            waarden,
            |rij| rij.id("id"),
        )
        .await
        .map(|ids| ids.into_iter().flatten().collect())
    }

    /// The outgoing message that a retourbericht with this header speaks of: a retour repeats the header unswapped.
    pub async fn heenbericht(
        &mut self,
        houder: &Houder,
        aanbieder: AgbCode,
        soort: &str,
        identificatie: &str,
    ) -> Uitslag<Option<Bericht>> {
        let mut waarden = self.bereik.zaken();
        waarden.extend(w![houder, aanbieder, soort, identificatie]);
        self.rij(
            "SELECT * FROM bericht WHERE houder IN LIJST($1) AND ($2 = '' OR aanbieder = $2) AND ZIE(jeugdige) AND houder = $3 \
             AND afzender = $3 AND aanbieder = $4 AND soort || '' = $5 AND identificatie = $6 AND richting = 'uit'",
            waarden,
        )
        .await
    }

    /// The list of messages, newest first.
    pub async fn berichten(
        &mut self,
        filter: &BerichtFilter,
        blad: Bladzijde,
    ) -> Uitslag<Lijst<BerichtRegel>> {
        let mut vraag = self.gefilterd(
            "SELECT b.houder, b.id, b.richting, b.soort, b.status, b.aanbieder, a.naam AS aanbieder_naam, b.afzender, \
             b.identificatie, b.dagtekening, b.op, b.aantal_bevindingen, b.eerste_bevinding, b.gezien_op, b.hoort_bij, \
             b.antwoord FROM bericht b LEFT JOIN aanbieder a ON a.houder = $3 AND a.agb = b.aanbieder \
             WHERE b.houder = HIER",
            filter,
        );
        if let Some(na) = blad.na {
            let mut sleutel = self.bereik.zaken();
            sleutel.extend(w![na]);
            let sql = "SELECT op FROM bericht WHERE houder IN LIJST($1) AND ($2 = '' OR aanbieder = $2) AND ZIE(jeugdige) AND id = $3";
            let Some(op) = self
                .vraag(sql, sleutel, |rij| rij.getal("op"))
                .await?
                .into_iter()
                .flatten()
                .next()
            else {
                return Ok(Lijst::leeg());
            };
            vraag.voorbij("(b.op, b.id) <", op.into(), na);
        }
        self.blader(vraag, blad, |rij: &BerichtRegel| rij.id).await
    }

    /// How many messages a filter gives. Counts no further than `hoogstens`: who reads "more than a thousand" does not wait
    /// for a million rows.
    pub async fn aantal_berichten(&mut self, filter: &BerichtFilter, hoogstens: u32) -> Uitslag<i64> {
        let mut vraag = self.gefilterd(
            "SELECT COUNT(*) AS n FROM (SELECT b.id FROM bericht b WHERE b.houder IN LIJST($1)",
            filter,
        );
        vraag.en("b.houder = ?", filter.houder.as_ref().map(Waarde::from));
        vraag.waarden.push(i64::from(hoogstens).into());
        // Writing to a String cannot fail.
        let _ = write!(vraag.sql, " LIMIT ${}) t", vraag.waarden.len());
        self.getal(vraag.sql, vraag.waarden).await
    }

    fn gefilterd<'a>(&self, kop: &str, filter: &'a BerichtFilter) -> Bladvraag<'a> {
        let mut waarden = self.bereik.zaken();
        waarden.extend(self.bereik.gedeeld());
        let mut vraag = Bladvraag {
            sql: format!("{kop} AND ($2 = '' OR b.aanbieder = $2) AND ZIE(b.jeugdige)"),
            waarden,
            orde: "op DESC, id DESC",
            alleen: filter.houder.as_ref(),
        };
        vraag.en("b.richting = ?", filter.richting.map(Waarde::from));
        vraag.en("b.soort = ?", filter.soort.as_deref().map(Waarde::from));
        vraag.en("b.aanbieder = ?", filter.aanbieder.map(Waarde::from));
        vraag.en("b.jeugdige = ?", filter.jeugdige.map(Waarde::from));
        let statussen: Vec<String> = filter.statussen.iter().map(|s| s.als_str().to_owned()).collect();
        vraag.en(
            "b.status IN LIJST(?)",
            (!statussen.is_empty()).then_some(Waarde::Lijst(statussen)),
        );
        vraag
    }
}

impl Tx {
    /// Takes away what stood for a message that could not be processed, so that the outcome can take its place. Its houder.
    pub async fn vervang_vastgelopen(&mut self, id: Uuid) -> Uitslag<Option<Houder>> {
        let mut waarden = self.bereik.zaken();
        waarden.extend(w![id]);
        let sql = "DELETE FROM bericht WHERE houder IN LIJST($1) AND $2 = '' AND ZIE(jeugdige) AND id = $3 AND status = 'vastgelopen' \
                   RETURNING houder";
        let houders = self.vraag(sql, waarden, |rij| rij.tekst("houder")).await?;
        Ok(houders
            .into_iter()
            .flatten()
            .find_map(|h| Houder::try_from(h).ok()))
    }

    /// Stores messages: what was read from an arrival, or what goes out.
    pub async fn leg_berichten_vast(&mut self, berichten: &[Bericht]) -> Uitslag<()> {
        self.voeg_toe(berichten).await
    }

    /// Changes the status when it still is one of `van`. `false`: it was not, or there is no such message.
    pub async fn zet_bericht_status(
        &mut self,
        id: Uuid,
        van: &[BerichtStatus],
        naar: BerichtStatus,
    ) -> Uitslag<bool> {
        let mut waarden = self.bereik.zaken();
        let van = van.iter().map(|s| s.als_str().to_owned()).collect();
        waarden.extend([Waarde::from(id), Waarde::Lijst(van), Waarde::from(naar)]);
        let sql = "UPDATE bericht SET status = $5, versie = versie + 1 WHERE houder IN LIJST($1) \
                   AND $2 = '' AND ZIE(jeugdige) AND id = $3 AND status IN LIJST($4)";
        Ok(self.voer_uit(sql, waarden).await? == 1)
    }

    /// As [`Tx::zet_bericht_status`] for many messages at once. Number of messages that changed.
    pub async fn zet_bericht_statussen(
        &mut self,
        ids: &[Uuid],
        van: &[BerichtStatus],
        naar: BerichtStatus,
    ) -> Uitslag<u64> {
        let mut waarden = self.bereik.zaken();
        let van = van.iter().map(|s| s.als_str().to_owned()).collect();
        waarden.extend([Waarde::Ids(ids.to_vec()), Waarde::Lijst(van), Waarde::from(naar)]);
        let sql = "UPDATE bericht SET status = $5, versie = versie + 1 WHERE houder IN LIJST($1) \
                   AND $2 = '' AND ZIE(jeugdige) AND id IN IDLIJST($3) AND status IN LIJST($4)";
        self.voer_uit(sql, waarden).await
    }

    /// A retourbericht closes its message, once. `false`: it was closed before.
    pub async fn sluit_bericht(&mut self, id: Uuid, retour: Uuid, status: BerichtStatus) -> Uitslag<bool> {
        let mut waarden = self.bereik.zaken();
        waarden.extend(w![id, retour, status]);
        let sql = "UPDATE bericht SET antwoord = $4, status = $5, versie = versie + 1 WHERE houder IN LIJST($1) \
                   AND $2 = '' AND ZIE(jeugdige) AND id = $3 AND antwoord IS NULL";
        Ok(self.voer_uit(sql, waarden).await? == 1)
    }

    /// Marks a message as opened by the gemeente; only the first time counts.
    pub async fn bericht_gezien(&mut self, id: Uuid, nu: Timestamp) -> Uitslag<bool> {
        let mut waarden = self.bereik.zaken();
        waarden.extend(w![id, nu]);
        let sql = "UPDATE bericht SET gezien_op = $4 WHERE houder IN LIJST($1) AND $2 = '' AND ZIE(jeugdige) AND id = $3 AND gezien_op IS NULL";
        Ok(self.voer_uit(sql, waarden).await? == 1)
    }

    /// Links a message to the dossier it turned out to be about.
    pub async fn koppel_jeugdige(&mut self, bericht: Uuid, jeugdige: Uuid) -> Uitslag<bool> {
        let mut waarden = self.bereik.zaken();
        waarden.extend(w![bericht, jeugdige]);
        let sql = "UPDATE bericht SET jeugdige = $4, versie = versie + 1 WHERE houder IN LIJST($1) \
                   AND $2 = '' AND ZIE(jeugdige) AND id = $3";
        Ok(self.voer_uit(sql, waarden).await? == 1)
    }
}

#[cfg(test)]
mod tests;

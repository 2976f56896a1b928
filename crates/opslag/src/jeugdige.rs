//! Children and their relations: one row per gemeente and BSN.

mod op_naam;

use crate::bladzijde::{Bladvraag, Bladzijde, Lijst};
use crate::fout::Uitslag;
use crate::rij::{Rij, beeld, keuze, tabel};
use crate::sleutel::Sleutels;
use crate::verbinding::{Lees, Tx};
use crate::vouw::vouw;
use crate::waarde::{Waarde, w};
use houvast_begrip::{AgbCode, Bsn, GemeenteCode, Houder};
use jiff::Timestamp;
use jiff::civil::Date;
use std::collections::BTreeSet;
use std::fmt;
use uuid::Uuid;

keuze! {
    /// Where the data of a child came from.
    pub enum JeugdigeBron {
        /// The dossier (stand-in for the BRP).
        Dossier = "dossier",
        /// A message of an aanbieder about a child the gemeente did not know.
        Bericht = "bericht",
        /// Registered by a consulent: what the family told.
        Consulent = "consulent",
    }
}

keuze! {
    /// What an aanbieder has to do with a child.
    pub enum Betrokken {
        /// It asked for help only.
        Verzoek = "verzoek",
        /// It has or had a toewijzing.
        Toewijzing = "toewijzing",
    }
}

tabel! {
    /// A child in one gemeente. Prints without name.
    pub struct Jeugdige in "jeugdige" {
        /// The gemeente.
        houder: Houder,
        /// Its id.
        id: Uuid,
        /// Sealed in the table.
        bsn: Bsn,
        /// Birth name without voorvoegsel.
        geslachtsnaam: String,
        /// `van der`, `el`.
        voorvoegsel: Option<String>,
        /// Name of the partner.
        partnernaam: Option<String>,
        /// Of the partner's name.
        partnervoorvoegsel: Option<String>,
        /// All first names.
        voornamen: Option<String>,
        /// Initials, at most six letters.
        voorletters: Option<String>,
        /// Code of NaamGebruik.
        naamgebruik: String,
        /// Day of birth.
        geboortedatum: Date,
        /// Code of DatumGebruik, when the date is not exact.
        datumgebruik: Option<String>,
        /// Code of Geslacht.
        geslacht: String,
        /// Street.
        straat: Option<String>,
        /// House number.
        huisnummer: Option<i64>,
        /// House letter.
        huisletter: Option<String>,
        /// Addition to the house number.
        toevoeging: Option<String>,
        /// Code of AanduidingWoonadres.
        aanduiding: Option<String>,
        /// `8011AB`.
        postcode: Option<String>,
        /// Town.
        plaats: Option<String>,
        /// Code of the country.
        land: Option<String>,
        /// Telephone number.
        telefoon: Option<String>,
        /// E-mail address.
        email: Option<String>,
        /// Code of Communicatievorm.
        communicatievorm: Option<String>,
        /// Code of Taal.
        taal: Option<String>,
        /// Code of JuridischeStatus.
        juridische_status: Option<String>,
        /// Code of WettelijkeVertegenwoordiging.
        vertegenwoordiging: Option<String>,
        /// The gemeente that is responsible (Jeugdwet 1.1), when it is established.
        woonplaats: Option<GemeenteCode>,
        /// The BRP keeps the address secret.
        geheim: bool,
        /// Processing is restricted (AVG art. 18).
        geblokkeerd: bool,
        /// Where this came from.
        bron: JeugdigeBron,
        /// Last change.
        gewijzigd_op: Timestamp,
        /// For optimistic locking.
        versie: i64,
    }
}

impl fmt::Debug for Jeugdige {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Jeugdige({} {})", self.houder, self.id)
    }
}

tabel! {
    /// Somebody around a child, such as a parent with authority. Prints without name.
    pub struct Relatie in "relatie" {
        /// The gemeente.
        houder: Houder,
        /// Its id.
        id: Uuid,
        /// The child.
        jeugdige: Uuid,
        /// Relation number in messages.
        nummer: String,
        /// Code of SoortRelatie.
        soort: String,
        /// Code of RelatieVolgorde.
        volgorde: Option<String>,
        /// Has parental authority.
        gezag: bool,
        /// Family name without voorvoegsel.
        geslachtsnaam: String,
        /// `van der`, `el`.
        voorvoegsel: Option<String>,
        /// All first names.
        voornamen: Option<String>,
        /// Initials.
        voorletters: Option<String>,
        /// Code of NaamGebruik.
        naamgebruik: String,
        /// Day of birth.
        geboortedatum: Option<Date>,
        /// Code of Geslacht.
        geslacht: Option<String>,
        /// Street.
        straat: Option<String>,
        /// House number.
        huisnummer: Option<i64>,
        /// House letter.
        huisletter: Option<String>,
        /// Addition to the house number.
        toevoeging: Option<String>,
        /// Code of AanduidingWoonadres.
        aanduiding: Option<String>,
        /// `8011AB`.
        postcode: Option<String>,
        /// Town.
        plaats: Option<String>,
        /// Code of the country.
        land: Option<String>,
        /// Telephone number.
        telefoon: Option<String>,
        /// E-mail address.
        email: Option<String>,
        /// For optimistic locking.
        versie: i64,
    }
}

impl fmt::Debug for Relatie {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Relatie({} {})", self.houder, self.id)
    }
}

beeld! {
    /// A line of a list of children. Prints without name.
    pub struct JeugdigeRegel {
        /// Key.
        houder: Houder,
        /// Key.
        id: Uuid,
        /// Birth name.
        geslachtsnaam: String,
        /// `van der`, `el`.
        voorvoegsel: Option<String>,
        /// All first names.
        voornamen: Option<String>,
        /// Initials.
        voorletters: Option<String>,
        /// Day of birth.
        geboortedatum: Date,
        /// The BRP keeps the address secret.
        geheim: bool,
        /// Processing is restricted.
        geblokkeerd: bool,
    }
}

impl fmt::Debug for JeugdigeRegel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "JeugdigeRegel({} {})", self.houder, self.id)
    }
}

/// What to search for. Everything given must fit; nothing given: all children in scope.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct JeugdigeVraag {
    /// Begins of words of the name, in any order, with or without diacritics.
    pub naam: Option<String>,
    /// Day of birth.
    pub geboortedatum: Option<Date>,
    /// Whole BSN.
    pub bsn: Option<Bsn>,
    /// ToewijzingNummer of one of its toewijzingen.
    pub toewijzing: Option<i64>,
    /// ReferentieAanbieder of one of its requests or toewijzingen.
    pub referentie: Option<String>,
    /// Only this gemeente.
    pub houder: Option<Houder>,
    /// For an aanbieder: only children with a toewijzing to it. Gives a gemeente nothing.
    pub alleen_clienten: bool,
}

impl Jeugdige {
    fn naam_gevouwen(&self) -> String {
        let delen = [
            self.voornamen.as_deref(),
            self.voorvoegsel.as_deref(),
            Some(self.geslachtsnaam.as_str()),
            self.partnervoorvoegsel.as_deref(),
            self.partnernaam.as_deref(),
        ];
        vouw(&delen.into_iter().flatten().collect::<Vec<_>>().join(" "))
    }

    /// Lists are sorted on the family name without voorvoegsel.
    fn sorteer(&self) -> String {
        let voornamen = self.voornamen.as_deref().unwrap_or_default();
        vouw(&format!("{} {voornamen}", self.geslachtsnaam))
    }

    /// A space before each word: so a word can be found by its begin.
    fn zoek(&self) -> String {
        format!(" {}", self.naam_gevouwen())
    }

    /// What the table holds beside the fields, for search and order.
    fn afgeleid(&self, sleutels: &Sleutels) -> [(&'static str, Waarde); 3] {
        [
            ("bsn_index", sleutels.bsn_index(&self.houder, &self.bsn).into()),
            ("zoek", self.zoek().into()),
            ("sorteer", self.sorteer().into()),
        ]
    }
}

const REGEL: &str = "SELECT j.houder, j.id, j.geslachtsnaam, j.voorvoegsel, j.voornamen, j.voorletters, \
                     j.geboortedatum, j.geheim, j.geblokkeerd, j.sorteer FROM jeugdige j WHERE j.houder = HIER AND ZIE(j.id)";
const VAN_AANBIEDER: &str =
    " AND j.id IN (SELECT k.jeugdige FROM betrokken k WHERE k.houder = HIER AND k.aanbieder = $2)";
const CLIENT: &str =
    "j.id IN (SELECT c.jeugdige FROM betrokken c WHERE c.houder = HIER AND c.aanbieder = $2 AND c.soort = ?)";
const OP_NUMMER: &str = "j.id IN (SELECT t.jeugdige FROM toewijzing t WHERE t.houder = HIER AND t.nummer = ? \
                         AND ($2 = '' OR t.aanbieder = $2))";
const OP_REFERENTIE: &str = "j.id IN (SELECT p.jeugdige FROM verzoek_product p WHERE p.houder = HIER AND p.referentie = ? \
                             AND ($2 = '' OR p.aanbieder = $2) UNION ALL SELECT t.jeugdige FROM toewijzing t \
                             WHERE t.houder = HIER AND t.referentie = ? AND ($2 = '' OR t.aanbieder = $2))";
/// An aanbieder sees the children it has to do with.
const IN_BEREIK: &str = " j.houder IN LIJST($1) AND ($2 = '' OR EXISTS (SELECT 1 FROM betrokken k \
                         WHERE k.houder = j.houder AND k.aanbieder = $2 AND k.jeugdige = j.id)) AND ZIE(j.id)";

impl Lees {
    /// One child.
    pub async fn jeugdige(&mut self, id: Uuid) -> Uitslag<Option<Jeugdige>> {
        let mut waarden = self.bereik.zaken();
        waarden.extend(w![id]);
        self.rij(
            format!("SELECT j.* FROM jeugdige j WHERE {IN_BEREIK} AND j.id = $3"),
            waarden,
        )
        .await
    }

    /// The child with this BSN in this gemeente.
    pub async fn jeugdige_met_bsn(&mut self, houder: &Houder, bsn: &Bsn) -> Uitslag<Option<Jeugdige>> {
        let mut waarden = self.bereik.zaken();
        waarden.extend(w![houder, self.sleutels.bsn_index(houder, bsn)]);
        let sql =
            format!("SELECT j.* FROM jeugdige j WHERE {IN_BEREIK} AND j.houder = $3 AND j.bsn_index = $4");
        self.rij(sql, waarden).await
    }

    /// These children of one gemeente, in one question.
    pub async fn jeugdigen(&mut self, houder: &Houder, ids: &[Uuid]) -> Uitslag<Vec<Jeugdige>> {
        let mut waarden = self.bereik.zaken();
        waarden.extend(w![houder]);
        waarden.push(Waarde::Ids(ids.to_vec()));
        let sql =
            format!("SELECT j.* FROM jeugdige j WHERE {IN_BEREIK} AND j.houder = $3 AND j.id IN IDLIJST($4)");
        self.rijen(sql, waarden).await
    }

    /// Children with these BSNs in one gemeente: which there are, in one question.
    pub async fn jeugdigen_met_bsn(&mut self, houder: &Houder, bsns: &[Bsn]) -> Uitslag<Vec<Jeugdige>> {
        let mut uit = Vec::new();
        for deel in bsns.chunks(500) {
            let mut waarden = self.bereik.zaken();
            waarden.extend(w![houder]);
            let mut plaatsen = Vec::with_capacity(deel.len());
            for bsn in deel {
                waarden.push(self.sleutels.bsn_index(houder, bsn).into());
                plaatsen.push(format!("${}", waarden.len()));
            }
            let plaatsen = plaatsen.join(", ");
            let sql = format!(
                "SELECT j.* FROM jeugdige j WHERE {IN_BEREIK} AND j.houder = $3 AND j.bsn_index IN ({plaatsen})"
            );
            uit.extend(self.rijen::<Jeugdige>(sql, waarden).await?);
        }
        Ok(uit)
    }

    /// The relations of a child, in order of number.
    pub async fn relaties(&mut self, jeugdige: Uuid) -> Uitslag<Vec<Relatie>> {
        let mut waarden = self.bereik.zaken();
        waarden.extend(w![jeugdige]);
        let sql = format!(
            "SELECT r.* FROM relatie r JOIN jeugdige j ON j.houder = r.houder AND j.id = r.jeugdige \
             WHERE {IN_BEREIK} AND r.jeugdige = $3 ORDER BY r.nummer, r.id"
        );
        self.rijen(sql, waarden).await
    }

    /// What this aanbieder has to do with a child.
    pub async fn betrokkenheid(&mut self, jeugdige: Uuid, aanbieder: AgbCode) -> Uitslag<Option<Betrokken>> {
        let mut waarden = self.bereik.zaken();
        waarden.extend(w![jeugdige, aanbieder]);
        let sql = "SELECT soort FROM betrokken WHERE houder IN LIJST($1) AND ($2 = '' OR aanbieder = $2) AND ZIE(jeugdige) \
                   AND jeugdige = $3 AND aanbieder = $4";
        let soorten = self.vraag(sql, waarden, |rij| rij.tekst("soort")).await?;
        Ok(soorten.into_iter().flatten().find_map(|s| Betrokken::van(&s)))
    }

    /// Searches children, sorted on family name.
    pub async fn zoek_jeugdigen(
        &mut self,
        vraag: &JeugdigeVraag,
        blad: Bladzijde,
    ) -> Uitslag<Lijst<JeugdigeRegel>> {
        let na = match blad.na {
            None => None,
            Some(na) => match self.sorteer_van(na).await? {
                Some(sorteer) => Some((sorteer, na)),
                None => return Ok(Lijst::leeg()),
            },
        };
        let na = na.as_ref().map(|(sorteer, id)| (sorteer.as_str(), *id));
        let mut lijst = Bladvraag {
            sql: REGEL.to_owned(),
            waarden: self.bereik.zaken(),
            orde: "sorteer, id",
            alleen: vraag.houder.as_ref(),
        };
        if self.bereik.agb().is_some() {
            lijst.sql.push_str(VAN_AANBIEDER);
        }
        lijst.en("j.geboortedatum = ?", vraag.geboortedatum.map(Waarde::from));
        if let Some(naam) = vraag.naam.as_deref().map(vouw) {
            let alleen_naam = self.bereik.agb().is_none() && vraag.is_alleen_naam();
            if !op_naam::beperk(&mut lijst, &naam, alleen_naam.then_some((blad, na))) {
                return Ok(Lijst::leeg());
            }
        }
        lijst.en(OP_NUMMER, vraag.toewijzing.map(Waarde::from));
        lijst.en(OP_REFERENTIE, vraag.referentie.as_deref().map(Waarde::from));
        lijst.en(
            CLIENT,
            vraag.alleen_clienten.then_some(Betrokken::Toewijzing.into()),
        );
        if let Some(bsn) = &vraag.bsn {
            // The index differs per gemeente, so every gemeente in scope has its own value.
            let mut plaatsen = Vec::new();
            for houder in self.bereik.houders() {
                lijst.waarden.push(self.sleutels.bsn_index(houder, bsn).into());
                plaatsen.push(format!("${}", lijst.waarden.len()));
            }
            if plaatsen.is_empty() {
                return Ok(Lijst::leeg());
            }
            lijst
                .sql
                .push_str(&format!(" AND j.bsn_index IN ({})", plaatsen.join(", ")));
        }
        if let Some((sorteer, id)) = na {
            lijst.voorbij("(j.sorteer, j.id) >", sorteer.into(), id);
        }
        self.blader(lijst, blad, |rij: &JeugdigeRegel| rij.id).await
    }
}

impl Tx {
    /// Stores children with the words they are found by.
    pub async fn leg_jeugdigen_vast(&mut self, jeugdigen: &[Jeugdige]) -> Uitslag<()> {
        let sleutels = std::sync::Arc::clone(&self.sleutels);
        let mut kolommen: Vec<&str> = Jeugdige::KOLOMMEN.to_vec();
        kolommen.extend(["bsn_index", "zoek", "sorteer"]);
        let mut rijen = Vec::with_capacity(jeugdigen.len());
        for jeugdige in jeugdigen {
            let mut waarden = jeugdige.waarden(&sleutels);
            self.mag_schrijven(Jeugdige::TABEL, Jeugdige::KOLOMMEN, &jeugdige.houder, &waarden)?;
            waarden.extend(jeugdige.afgeleid(&sleutels).map(|(_, waarde)| waarde));
            rijen.push(waarden);
        }
        self.voeg_waarden_toe(Jeugdige::TABEL, &kolommen, rijen.into_iter(), "")
            .await?;
        self.leg_woorden_vast(jeugdigen).await
    }

    /// Replaces the data of a child when its `versie` still is the given one. `false`: somebody was first.
    pub async fn wijzig_jeugdige(&mut self, jeugdige: &Jeugdige) -> Uitslag<bool> {
        let sleutels = std::sync::Arc::clone(&self.sleutels);
        let mut waarden = self.bereik.zaken();
        waarden.extend(w![&jeugdige.houder, jeugdige.id, jeugdige.versie]);
        let velden = Jeugdige::KOLOMMEN
            .iter()
            .copied()
            .zip(jeugdige.waarden(&sleutels))
            .chain(jeugdige.afgeleid(&sleutels));
        let mut zetten = vec!["versie = versie + 1".to_owned()];
        for (kolom, waarde) in velden.filter(|(kolom, _)| !matches!(*kolom, "houder" | "id" | "versie")) {
            waarden.push(waarde);
            zetten.push(format!("{kolom} = ${}", waarden.len()));
        }
        // $2 = '': an aanbieder changes no child.
        let sql = format!(
            "UPDATE jeugdige SET {} WHERE houder IN LIJST($1) AND $2 = '' AND ZIE(id) AND houder = $3 AND id = $4 AND versie = $5",
            zetten.join(", ")
        );
        if self.voer_uit(sql, waarden).await? == 0 {
            return Ok(false);
        }
        let sql = "DELETE FROM jeugdige_woord WHERE houder = $1 AND jeugdige = $2";
        self.voer_uit(sql, w![&jeugdige.houder, jeugdige.id].into())
            .await?;
        self.leg_woorden_vast(std::slice::from_ref(jeugdige)).await?;
        Ok(true)
    }

    /// Stores relations of children.
    pub async fn leg_relaties_vast(&mut self, relaties: &[Relatie]) -> Uitslag<()> {
        self.voeg_toe(relaties).await
    }

    /// Notes which aanbieders have to do with which children. A toewijzing outweighs a request.
    pub(crate) async fn noteer_betrokken(
        &mut self,
        wie: impl Iterator<Item = (Houder, AgbCode, Uuid)>,
        soort: Betrokken,
    ) -> Uitslag<()> {
        let uniek: BTreeSet<_> = wie.collect();
        let slot = match soort {
            Betrokken::Verzoek => " ON CONFLICT (houder, aanbieder, jeugdige) DO NOTHING",
            Betrokken::Toewijzing => {
                " ON CONFLICT (houder, aanbieder, jeugdige) DO UPDATE SET soort = excluded.soort"
            }
        };
        let rijen = uniek
            .into_iter()
            .map(|(houder, agb, jeugdige)| w![houder, agb, jeugdige, soort].into());
        let kolommen = ["houder", "aanbieder", "jeugdige", "soort"];
        self.voeg_waarden_toe("betrokken", &kolommen, rijen, slot)
            .await
            .map(|_| ())
    }
}

//! Requests for toewijzing, the judgement of each requested product, and what people decided.

use crate::bladzijde::{Bladvraag, Bladzijde, Lijst};
use crate::fout::Uitslag;
use crate::jeugdige::Betrokken;
use crate::rij::{beeld, keuze, tabel};
use crate::verbinding::{Lees, Tx};
use crate::waarde::{Besloten, Waarde, w};
use houvast_begrip::{AgbCode, Centen, Houder};
use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;

keuze! {
    /// How far a request is.
    pub enum VerzoekStatus {
        /// Waits for an answer.
        Open = "open",
        /// Every product was answered, at least one with 'in onderzoek'.
        InOnderzoek = "in_onderzoek",
        /// Every product has its answer.
        Afgehandeld = "afgehandeld",
    }
}

keuze! {
    /// How far a requested product is.
    pub enum ProductStatus {
        /// Waits for an answer.
        Open = "open",
        /// Answered with 'in onderzoek'; waits for the real answer.
        InOnderzoek = "in_onderzoek",
        /// Granted.
        Toegewezen = "toegewezen",
        /// Refused.
        Afgewezen = "afgewezen",
    }
}

keuze! {
    /// What a row of the history of a product is.
    pub enum BesluitSoort {
        /// What the protocol proposes.
        Voorstel = "voorstel",
        /// Decided by the program or by a person.
        Besluit = "besluit",
        /// 'In onderzoek'.
        Onderzoek = "onderzoek",
    }
}

tabel! {
    /// One request: a JW315.
    #[derive(Debug)]
    pub struct Verzoek in "verzoek" {
        /// The gemeente.
        houder: Houder,
        /// Its id.
        id: Uuid,
        /// The message that brought it.
        bericht: Uuid,
        /// The child.
        jeugdige: Uuid,
        /// Who asks.
        aanbieder: AgbCode,
        /// Date on the message.
        dagtekening: Date,
        /// When the message came in.
        ontvangen_op: Timestamp,
        /// Last day to answer (OP274).
        antwoord_voor: Date,
        /// Last day for the real answer after 'in onderzoek'.
        onderzoek_voor: Option<Date>,
        /// How far it is.
        status: VerzoekStatus,
        /// Type of verwijzer of the first product.
        route: String,
        /// The strictest proposal of its products: `toewijzen`, `voorleggen`, `afwijzen`.
        voorstel: String,
        /// The proposal in one line, for lists; no name or BSN.
        samenvatting: String,
        /// How many products.
        aantal_producten: i64,
        /// GezagsdragerBekend.
        gezagsdrager_bekend: Option<bool>,
        /// Free text of the aanbieder.
        commentaar: Option<Besloten>,
        /// When all products were answered.
        afgehandeld_op: Option<Timestamp>,
        /// For optimistic locking.
        versie: i64,
    }
}

tabel! {
    /// One requested product with its judgement.
    #[derive(Debug)]
    pub struct VerzoekProduct in "verzoek_product" {
        /// The gemeente.
        houder: Houder,
        /// Its id.
        id: Uuid,
        /// The request.
        verzoek: Uuid,
        /// From 1, in order of the message.
        volgnummer: i64,
        /// The child.
        jeugdige: Uuid,
        /// Who asks.
        aanbieder: AgbCode,
        /// ReferentieAanbieder.
        referentie: String,
        /// BeschikkingNummer.
        beschikkingnummer: Option<i64>,
        /// BeschikkingIngangsdatum.
        beschikking_ingangsdatum: Option<Date>,
        /// Product category.
        categorie: Option<String>,
        /// Product code.
        code: Option<String>,
        /// First day asked.
        ingangsdatum: Date,
        /// Last day asked.
        einddatum: Option<Date>,
        /// Omvang: volume.
        volume: Option<i64>,
        /// Omvang: code of Eenheid.
        eenheid: Option<String>,
        /// Omvang: code of Frequentie.
        frequentie: Option<String>,
        /// Budget.
        budget: Option<Centen>,
        /// Type of verwijzer.
        verwijzer_type: String,
        /// Name of the verwijzer.
        verwijzer_naam: Option<String>,
        /// AGB code of the verwijzer.
        verwijzer_code: Option<String>,
        /// Raamcontract.
        raamcontract: Option<bool>,
        /// Free text.
        commentaar: Option<Besloten>,
        /// How far it is.
        status: ProductStatus,
        /// What the protocol was asked, as JSON.
        feiten: String,
        /// What it answered with its grounds, as JSON.
        besluit: String,
        /// Day of the judgement.
        besluitdatum: Date,
        /// Its outcome: `toewijzen`, `voorleggen`, `afwijzen`.
        voorstel: String,
        /// Fingerprint of the regioprofiel.
        profiel: String,
        /// When it was answered.
        beslist_op: Option<Timestamp>,
        /// By whom; `None`: by the program.
        beslist_door: Option<Uuid>,
        /// Why a person departed from the proposal.
        afwijkreden: Option<String>,
        /// WJ759.
        reden_afwijzing: Option<String>,
        /// The JW301 or JW319.
        antwoord: Option<Uuid>,
        /// For optimistic locking.
        versie: i64,
    }
}

tabel! {
    /// One judgement or decision with its inputs, so that it can be done again. Never changed.
    #[derive(Debug)]
    pub struct BesluitRij in "besluit" {
        /// The gemeente.
        houder: Houder,
        /// Its id.
        id: Uuid,
        /// What it is about.
        verzoek_product: Uuid,
        /// Who asked.
        aanbieder: AgbCode,
        /// When.
        op: Timestamp,
        /// By whom; `None`: by the program.
        door: Option<Uuid>,
        /// Judgement or decision.
        soort: BesluitSoort,
        /// The day whose protocol counts.
        besluitdatum: Date,
        /// Input, as JSON.
        feiten: String,
        /// Outcome with grounds, as JSON.
        besluit: String,
        /// Outcome in a word.
        uitkomst: String,
        /// Fingerprint of the regioprofiel.
        profiel: String,
        /// Reason of departure or refusal.
        reden: Option<String>,
    }
}

beeld! {
    /// A line of the list of an aanbieder or a dossier: one requested product.
    pub struct ProductRegel {
        /// Key.
        houder: Houder,
        /// The product.
        id: Uuid,
        /// The request.
        verzoek: Uuid,
        /// The child.
        jeugdige: Uuid,
        /// Birth name of the child.
        geslachtsnaam: String,
        /// `van der`, `el`.
        voorvoegsel: Option<String>,
        /// Initials.
        voorletters: Option<String>,
        /// First names.
        voornamen: Option<String>,
        /// Who asks.
        aanbieder: AgbCode,
        /// ReferentieAanbieder.
        referentie: String,
        /// Product category.
        categorie: Option<String>,
        /// Product code.
        code: Option<String>,
        /// Budget.
        budget: Option<Centen>,
        /// Omvang: volume.
        volume: Option<i64>,
        /// Omvang: code of Eenheid.
        eenheid: Option<String>,
        /// Omvang: code of Frequentie.
        frequentie: Option<String>,
        /// Date on the message.
        dagtekening: Date,
        /// Last day to answer.
        antwoord_voor: Date,
        /// How far.
        status: ProductStatus,
        /// The proposal or decision with its grounds, as JSON.
        besluit: String,
    }
}

impl std::fmt::Debug for ProductRegel {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "ProductRegel({} {})", self.houder, self.id)
    }
}

const EIGEN: &str = "houder IN LIJST($1) AND ($2 = '' OR aanbieder = $2) AND ZIE(jeugdige)";

impl Lees {
    /// One request.
    pub async fn verzoek(&mut self, id: Uuid) -> Uitslag<Option<Verzoek>> {
        let mut waarden = self.bereik.zaken();
        waarden.extend(w![id]);
        self.rij(
            format!("SELECT * FROM verzoek WHERE {EIGEN} AND id = $3"),
            waarden,
        )
        .await
    }

    /// The request that a message brought.
    pub async fn verzoek_van_bericht(&mut self, bericht: Uuid) -> Uitslag<Option<Verzoek>> {
        let mut waarden = self.bereik.zaken();
        waarden.extend(w![bericht]);
        self.rij(
            format!("SELECT * FROM verzoek WHERE {EIGEN} AND bericht = $3"),
            waarden,
        )
        .await
    }

    /// The products of a request, in order of the message.
    pub async fn verzoek_producten(&mut self, verzoek: Uuid) -> Uitslag<Vec<VerzoekProduct>> {
        let mut waarden = self.bereik.zaken();
        waarden.extend(w![verzoek]);
        let sql = format!("SELECT * FROM verzoek_product WHERE {EIGEN} AND verzoek = $3 ORDER BY volgnummer");
        self.rijen(sql, waarden).await
    }

    /// One product of a request.
    pub async fn verzoek_product(&mut self, id: Uuid) -> Uitslag<Option<VerzoekProduct>> {
        let mut waarden = self.bereik.zaken();
        waarden.extend(w![id]);
        self.rij(
            format!("SELECT * FROM verzoek_product WHERE {EIGEN} AND id = $3"),
            waarden,
        )
        .await
    }

    /// The history of a product, oldest first. Not for an aanbieder.
    pub async fn besluiten(&mut self, verzoek_product: Uuid) -> Uitslag<Vec<BesluitRij>> {
        let mut waarden = self.bereik.zaken();
        waarden.extend(w![verzoek_product]);
        let sql = "SELECT * FROM besluit WHERE houder IN LIJST($1) AND $2 = '' AND verzoek_product = $3 \
                   AND $3 IN (SELECT p.id FROM verzoek_product p WHERE p.houder IN LIJST($1) AND p.id = $3 AND ZIE(p.jeugdige)) ORDER BY op, id";
        self.rijen(sql, waarden).await
    }

    /// All requests for a child, newest first.
    pub async fn verzoeken_van(&mut self, jeugdige: Uuid) -> Uitslag<Vec<Verzoek>> {
        let mut waarden = self.bereik.zaken();
        waarden.extend(w![jeugdige]);
        let sql = format!(
            "SELECT * FROM verzoek WHERE {EIGEN} AND jeugdige = $3 ORDER BY ontvangen_op DESC, id DESC"
        );
        self.rijen(sql, waarden).await
    }

    /// Requests of this aanbieder for this child that are not answered (TR374).
    pub async fn open_verzoeken_van(
        &mut self,
        houder: &Houder,
        jeugdige: Uuid,
        aanbieder: AgbCode,
    ) -> Uitslag<Vec<Verzoek>> {
        let mut waarden = self.bereik.zaken();
        waarden.extend(w![houder, jeugdige, aanbieder]);
        let sql = format!(
            "SELECT * FROM verzoek WHERE {EIGEN} AND houder = $3 AND jeugdige = $4 AND aanbieder = $5 \
             AND afgehandeld_op IS NULL ORDER BY ontvangen_op, id"
        );
        self.rijen(sql, waarden).await
    }

    /// The products this aanbieder asked before under these references, oldest first.
    pub async fn producten_met_referentie(
        &mut self,
        aanbieder: AgbCode,
        referenties: &[String],
    ) -> Uitslag<Vec<VerzoekProduct>> {
        let mut waarden = self.bereik.zaken();
        waarden.extend([aanbieder.into(), Waarde::Lijst(referenties.to_vec())]);
        let sql = format!(
            "SELECT * FROM verzoek_product WHERE {EIGEN} AND aanbieder = $3 AND referentie IN LIJST($4) ORDER BY id"
        );
        self.rijen(sql, waarden).await
    }

    /// Requested products with the name of the child, newest request first; of one child, or of all in scope.
    pub async fn productregels(
        &mut self,
        jeugdige: Option<Uuid>,
        blad: Bladzijde,
    ) -> Uitslag<Lijst<ProductRegel>> {
        let mut lijst = Bladvraag {
            sql: "SELECT p.houder, p.id AS id, p.verzoek, p.jeugdige, j.geslachtsnaam, j.voorvoegsel, j.voorletters, \
                  j.voornamen, p.aanbieder, p.referentie, p.categorie, p.code, p.budget, p.volume, p.eenheid, \
                  p.frequentie, v.dagtekening, v.antwoord_voor, p.status, p.besluit FROM verzoek_product p \
                  JOIN verzoek v ON v.houder = p.houder AND v.id = p.verzoek \
                  JOIN jeugdige j ON j.houder = p.houder AND j.id = p.jeugdige \
                  WHERE p.houder = HIER AND ($2 = '' OR p.aanbieder = $2) AND ZIE(p.jeugdige)"
                .to_owned(),
            waarden: self.bereik.zaken(),
            // Ids are time-ordered (uuid v7), and so is this list.
            orde: "id DESC",
            alleen: None,
        };
        lijst.en("p.jeugdige = ?", jeugdige.map(Waarde::from));
        lijst.en("p.id < ?", blad.na.map(Waarde::from));
        self.blader(lijst, blad, |rij: &ProductRegel| rij.id).await
    }
}

impl Tx {
    /// Stores requests, and that the aanbieder has to do with the child. Their products follow.
    pub async fn leg_verzoeken_vast(&mut self, verzoeken: &[Verzoek]) -> Uitslag<()> {
        self.voeg_toe(verzoeken).await?;
        let wie = verzoeken
            .iter()
            .map(|v| (v.houder.clone(), v.aanbieder, v.jeugdige));
        self.noteer_betrokken(wie, Betrokken::Verzoek).await
    }

    /// Stores requested products.
    pub async fn leg_verzoek_producten_vast(&mut self, producten: &[VerzoekProduct]) -> Uitslag<()> {
        self.voeg_toe(producten).await
    }

    /// Adds to the history of products.
    pub async fn leg_besluiten_vast(&mut self, besluiten: &[BesluitRij]) -> Uitslag<()> {
        self.voeg_toe(besluiten).await
    }

    /// Stores the judgement and the answer of a product. `false`: it has its answer already, or somebody was first; then
    /// nothing may be sent. What was asked never changes.
    pub async fn wijzig_verzoek_product(&mut self, p: &VerzoekProduct, versie: i64) -> Uitslag<bool> {
        let mut waarden = self.bereik.zaken();
        waarden.extend(w![
            &p.houder,
            p.id,
            versie,
            p.status,
            p.feiten.as_str(),
            p.besluit.as_str(),
            p.besluitdatum,
            p.voorstel.as_str(),
            p.profiel.as_str(),
            p.beslist_op,
            p.beslist_door,
            p.afwijkreden.clone(),
            p.reden_afwijzing.clone(),
            p.antwoord,
        ]);
        let sql = "UPDATE verzoek_product SET status = $6, feiten = $7, besluit = $8, besluitdatum = $9, voorstel = $10, \
                   profiel = $11, beslist_op = $12, beslist_door = $13, afwijkreden = $14, reden_afwijzing = $15, \
                   antwoord = $16, versie = versie + 1 WHERE houder IN LIJST($1) AND $2 = '' AND ZIE(jeugdige) AND houder = $3 AND id = $4 \
                   AND versie = $5 AND status IN ('open', 'in_onderzoek')";
        Ok(self.voer_uit(sql, waarden).await? == 1)
    }

    /// Stores the answer to a product, and nothing of what was judged: facts and decision are the largest there is of a request.
    /// `false`: it was answered already, or somebody was first.
    pub async fn beantwoord_verzoek_product(&mut self, p: &VerzoekProduct, versie: i64) -> Uitslag<bool> {
        let mut waarden = self.bereik.zaken();
        waarden.extend(w![
            &p.houder,
            p.id,
            versie,
            p.status,
            p.beslist_op,
            p.beslist_door,
            p.afwijkreden.clone(),
            p.reden_afwijzing.clone(),
            p.antwoord,
        ]);
        let sql = "UPDATE verzoek_product SET status = $6, beslist_op = $7, beslist_door = $8, afwijkreden = $9, \
                   reden_afwijzing = $10, antwoord = $11, versie = versie + 1 WHERE houder IN LIJST($1) AND $2 = '' \
                   AND ZIE(jeugdige) AND houder = $3 AND id = $4 AND versie = $5 AND status IN ('open', 'in_onderzoek')";
        Ok(self.voer_uit(sql, waarden).await? == 1)
    }

    /// Stores state, terms and proposal of a request. `false`: it is closed already, or somebody was first.
    pub async fn wijzig_verzoek(&mut self, v: &Verzoek, versie: i64) -> Uitslag<bool> {
        let mut waarden = self.bereik.zaken();
        waarden.extend(w![
            &v.houder,
            v.id,
            versie,
            v.status,
            v.antwoord_voor,
            v.onderzoek_voor,
            v.voorstel.as_str(),
            v.samenvatting.as_str(),
            v.afgehandeld_op,
        ]);
        let sql = "UPDATE verzoek SET status = $6, antwoord_voor = $7, onderzoek_voor = $8, voorstel = $9, \
                   samenvatting = $10, afgehandeld_op = $11, versie = versie + 1 \
                   WHERE houder IN LIJST($1) AND $2 = '' AND ZIE(jeugdige) AND houder = $3 AND id = $4 AND versie = $5 \
                   AND afgehandeld_op IS NULL";
        Ok(self.voer_uit(sql, waarden).await? == 1)
    }
}

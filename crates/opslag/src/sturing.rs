//! Counts of a region, and its past decisions to play again. No row of this file names a person.

use crate::fout::Uitslag;
use crate::rij::beeld;
use crate::signaal::{SignaalSoort, SignaalVraag};
use crate::verbinding::Lees;
use crate::verzoek::ProductStatus;
use crate::waarde::{Waarde, w};
use houvast_begrip::{Centen, Houder};
use jiff::civil::Date;
use uuid::Uuid;

beeld! {
    /// Requests of one gemeente along one route.
    #[derive(Debug)]
    pub struct VerzoekTelling {
        /// The gemeente.
        houder: Houder,
        /// Type of verwijzer (COD327).
        route: String,
        /// Requests.
        aantal: i64,
        /// Of these, without their real answer.
        open: i64,
        /// Of these, past their last day.
        te_laat: i64,
    }
}

beeld! {
    /// Requested products of one gemeente in one state.
    #[derive(Debug)]
    pub struct ProductTelling {
        /// The gemeente.
        houder: Houder,
        /// How far.
        status: ProductStatus,
        /// Products.
        aantal: i64,
    }
}

beeld! {
    /// Toewijzingen of one gemeente with one budget.
    #[derive(Debug)]
    pub struct BudgetTelling {
        /// The gemeente.
        houder: Houder,
        /// The ceiling, per year where there is one; `None` where a volume was granted.
        bedrag: Option<Centen>,
        /// Toewijzingen.
        aantal: i64,
    }
}

beeld! {
    /// Open signals of one kind in one gemeente.
    #[derive(Debug)]
    pub struct SoortTelling {
        /// The gemeente.
        houder: Houder,
        /// Which kind.
        soort: SignaalSoort,
        /// Signals that show.
        aantal: i64,
        /// Of these, past their last day.
        te_laat: i64,
        /// The earliest last day.
        eerste: Option<Date>,
    }
}

beeld! {
    /// A decision of the past with the facts it was taken on.
    #[derive(Debug)]
    pub struct BesluitRegel {
        /// The gemeente.
        houder: Houder,
        /// The decision.
        id: Uuid,
        /// The request it answered; `None`: the Toegang decided of its own accord.
        verzoek: Option<Uuid>,
        /// The day whose protocol counted.
        besluitdatum: Date,
        /// Input, as JSON.
        feiten: String,
        /// Outcome with grounds, as JSON.
        besluit: String,
    }
}

const GEMEENTE: &str = "houder IN LIJST($1) AND $2 = '' AND ZIE(jeugdige)";

impl Lees {
    /// Requests with a dagtekening in this period. Not for an aanbieder.
    pub async fn verzoektelling(
        &mut self,
        van: Date,
        tot: Date,
        vandaag: Date,
    ) -> Uitslag<Vec<VerzoekTelling>> {
        let mut waarden = self.bereik.zaken();
        waarden.extend(w![van, tot, vandaag]);
        let sql = format!(
            "SELECT houder, route, COUNT(*) AS aantal, COUNT(CASE WHEN afgehandeld_op IS NULL THEN 1 END) AS open, \
             COUNT(CASE WHEN afgehandeld_op IS NULL AND antwoord_voor < $5 THEN 1 END) AS te_laat FROM verzoek \
             WHERE {GEMEENTE} AND dagtekening >= $3 AND dagtekening <= $4 GROUP BY houder, route ORDER BY houder, route"
        );
        self.rijen(sql, waarden).await
    }

    /// The products of those requests, by state. Not for an aanbieder.
    pub async fn producttelling(&mut self, van: Date, tot: Date) -> Uitslag<Vec<ProductTelling>> {
        let mut waarden = self.bereik.zaken();
        waarden.extend(w![van, tot]);
        let sql = "SELECT p.houder, p.status, COUNT(*) AS aantal FROM verzoek_product p \
                   JOIN verzoek v ON v.houder = p.houder AND v.id = p.verzoek \
                   WHERE p.houder IN LIJST($1) AND $2 = '' AND ZIE(p.jeugdige) AND v.dagtekening >= $3 AND v.dagtekening <= $4 \
                   GROUP BY p.houder, p.status ORDER BY p.houder, p.status";
        self.rijen(sql, waarden).await
    }

    /// Toewijzingen that count, given in this period, by their ceiling. Not for an aanbieder.
    pub async fn budgettelling(&mut self, van: Date, tot: Date) -> Uitslag<Vec<BudgetTelling>> {
        let mut waarden = self.bereik.zaken();
        waarden.extend(w![van, tot]);
        let sql = format!(
            "SELECT houder, COALESCE(jaarplafond, budget) AS bedrag, COUNT(*) AS aantal FROM toewijzing \
             WHERE {GEMEENTE} AND status = 'actief' AND toewijzingsdatum >= $3 AND toewijzingsdatum <= $4 \
             GROUP BY houder, COALESCE(jaarplafond, budget) ORDER BY houder, bedrag"
        );
        self.rijen(sql, waarden).await
    }

    /// Signals that show, by kind; those of an aanbieder too, for its mail.
    pub async fn soorttelling(&mut self, vraag: &SignaalVraag) -> Uitslag<Vec<SoortTelling>> {
        let mut waarden = self.bereik.zaken();
        waarden.extend(w![vraag.vandaag]);
        waarden.push(vraag.lijst());
        let sql = "SELECT houder, soort, COUNT(*) AS aantal, COUNT(CASE WHEN uiterlijk < $3 THEN 1 END) AS te_laat, \
                   MIN(uiterlijk) AS eerste FROM signaal \
                   WHERE houder IN LIJST($1) AND ($2 = '' OR aanbieder = $2) AND ZIE(jeugdige) AND klaar_op IS NULL AND vanaf <= $3 \
                   AND soort IN LIJST($4) GROUP BY houder, soort ORDER BY houder, soort";
        self.rijen(sql, waarden).await
    }

    /// Decisions of one gemeente with a besluitdatum in this period, after `na`, in the order in which they were taken: those on
    /// requests and those of the Toegang itself. Not for an aanbieder.
    pub async fn besluiten_in(
        &mut self,
        houder: &Houder,
        van: Date,
        tot: Date,
        na: Option<Uuid>,
        hoogstens: u32,
    ) -> Uitslag<Vec<BesluitRegel>> {
        let mut waarden = self.bereik.zaken();
        waarden.extend(w![houder, van, tot, hoogstens, na.unwrap_or(Uuid::nil())]);
        let deel = "houder IN LIJST($1) AND $2 = '' AND houder = $3 AND id > $7 \
                    AND besluitdatum >= $4 AND besluitdatum <= $5";
        let sql = format!("{} ORDER BY id LIMIT $6", besluiten(deel));
        self.rijen(sql, waarden).await
    }

    /// One such decision. Not for an aanbieder.
    pub async fn besluit(&mut self, id: Uuid) -> Uitslag<Option<BesluitRegel>> {
        let mut waarden = self.bereik.zaken();
        waarden.extend([Waarde::from(id)]);
        let sql = besluiten("houder IN LIJST($1) AND $2 = '' AND id = $3");
        self.rij(sql, waarden).await
    }
}

/// Final decisions that fit a condition on columns which both tables have. Each half walks its own key, so that a page costs a page.
fn besluiten(voorwaarde: &str) -> String {
    format!(
        "SELECT houder, id, (SELECT p.verzoek FROM verzoek_product p WHERE p.houder = besluit.houder \
         AND p.id = besluit.verzoek_product) AS verzoek, besluitdatum, feiten, besluit FROM besluit \
         WHERE {voorwaarde} AND soort = 'besluit' UNION ALL \
         SELECT houder, id, NULL AS verzoek, besluitdatum, feiten, besluit FROM toegang_besluit WHERE {voorwaarde}"
    )
}

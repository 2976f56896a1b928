//! Aanbieders of the region and their contracts. Shared: every account of the region may know them.

use crate::fout::Uitslag;
use crate::rij::tabel;
use crate::verbinding::{Lees, Tx};
use crate::waarde::w;
use houvast_begrip::{AgbCode, Houder};
use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;

tabel! {
    /// An organisation that offers help.
    #[derive(Debug)]
    pub struct Aanbieder in "aanbieder" {
        /// The region.
        houder: Houder,
        /// Its AGB code.
        agb: AgbCode,
        /// As people know it.
        naam: String,
        /// Last change.
        gewijzigd_op: Timestamp,
        /// For optimistic locking.
        versie: i64,
    }
}

tabel! {
    /// A contract of an aanbieder for one perceel.
    #[derive(Debug)]
    pub struct Contract in "contract" {
        /// The region.
        houder: Houder,
        /// Its id.
        id: Uuid,
        /// Whose it is.
        agb: AgbCode,
        /// Perceel, as the regioprofiel names it.
        perceel: String,
        /// First day.
        geldig_vanaf: Date,
        /// Last day.
        geldig_tot: Option<Date>,
        /// Further terms, as JSON.
        gegevens: String,
        /// For optimistic locking.
        versie: i64,
    }
}

impl Lees {
    /// One aanbieder of the region.
    pub async fn aanbieder(&mut self, agb: AgbCode) -> Uitslag<Option<Aanbieder>> {
        let mut waarden = self.bereik.gedeeld();
        waarden.extend(w![agb]);
        self.rij("SELECT * FROM aanbieder WHERE houder = $1 AND agb = $2", waarden)
            .await
    }

    /// All aanbieders of the region, by name.
    pub async fn aanbieders(&mut self) -> Uitslag<Vec<Aanbieder>> {
        let waarden = self.bereik.gedeeld();
        self.rijen(
            "SELECT * FROM aanbieder WHERE houder = $1 ORDER BY naam, agb",
            waarden,
        )
        .await
    }

    /// The contracts of an aanbieder that are valid on a day. An aanbieder sees its own.
    pub async fn contracten_op(&mut self, agb: AgbCode, dag: Date) -> Uitslag<Vec<Contract>> {
        Ok(self
            .contracten(agb)
            .await?
            .into_iter()
            .filter(|c| c.geldt_op(dag))
            .collect())
    }

    /// The first day on which the region had a contract. Not for an aanbieder.
    pub async fn eerste_contractdag(&mut self) -> Uitslag<Option<Date>> {
        if self.bereik.agb().is_some() {
            return Ok(None);
        }
        let waarden = self.bereik.gedeeld();
        let sql = "SELECT MIN(geldig_vanaf) AS dag FROM contract WHERE houder = $1";
        let dag = self.vraag(sql, waarden, |rij| rij.tekst("dag")).await?;
        Ok(dag.into_iter().flatten().next().and_then(|dag| dag.parse().ok()))
    }

    /// All contracts of an aanbieder, oldest first. An aanbieder sees its own.
    pub async fn contracten(&mut self, agb: AgbCode) -> Uitslag<Vec<Contract>> {
        if self.bereik.agb().is_some_and(|eigen| eigen != agb) {
            return Ok(Vec::new());
        }
        let mut waarden = self.bereik.gedeeld();
        waarden.extend(w![agb]);
        let sql = "SELECT * FROM contract WHERE houder = $1 AND agb = $2 ORDER BY geldig_vanaf, perceel, id";
        self.rijen(sql, waarden).await
    }
}

impl Contract {
    /// Is it valid on this day? Both ends belong to it.
    #[must_use]
    pub fn geldt_op(&self, dag: Date) -> bool {
        self.geldig_vanaf <= dag && self.geldig_tot.is_none_or(|tot| dag <= tot)
    }
}

impl Tx {
    /// Stores aanbieders of the region.
    pub async fn leg_aanbieders_vast(&mut self, aanbieders: &[Aanbieder]) -> Uitslag<()> {
        self.voeg_toe(aanbieders).await
    }

    /// Stores contracts.
    pub async fn leg_contracten_vast(&mut self, contracten: &[Contract]) -> Uitslag<()> {
        self.voeg_toe(contracten).await
    }
}

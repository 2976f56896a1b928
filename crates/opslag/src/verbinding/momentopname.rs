//! What looks at a database as a whole: a still picture of it, its steps, its clock.

use super::{Bron, Lees, Opslag, Soort, Verbinding};
use crate::bereik::Bereik;
use crate::dialect::Dialect;
use crate::fout::Uitslag;
use crate::migraties;
use jiff::Timestamp;
use std::sync::Arc;

impl Opslag {
    /// A connection that keeps seeing the store as it is now, while others go on writing.
    pub async fn momentopname(&self, bereik: &Bereik) -> Uitslag<Lees> {
        let c = match &self.bron {
            Bron::Sqlite { lees, .. } => {
                let mut c = lees.neem().await?;
                c.doe("BEGIN")?;
                Verbinding::Sqlite(c)
            }
            Bron::Postgres(poelen) => {
                let begin = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
                Verbinding::Postgres(Soort::Tx(poelen.van(bereik).begin_with(begin).await?))
            }
        };
        let mut lees = Lees {
            c,
            bereik: bereik.clone(),
            sleutels: Arc::clone(&self.sleutels),
            vragen: Arc::clone(&self.vragen),
        };
        // The picture is taken by the first question.
        lees.getal(self.dialect().telt_tabellen(), vec![]).await?;
        Ok(lees)
    }

    /// Brings the tables up to this step and no further; for bringing back what an older program wrote.
    pub(crate) async fn migreer_tot(&self, stap: &str) -> Uitslag<()> {
        match &self.bron {
            Bron::Sqlite { pad, .. } => migraties::sqlite(pad, stap).await?,
            Bron::Postgres(p) => migraties::tot(self.dialect(), stap).run(p.programma()).await?,
        }
        Ok(())
    }

    /// The steps that this database went through, in order. Empty: it has no tables of ours yet.
    pub async fn stappen(&self, bereik: &Bereik) -> Uitslag<Vec<i64>> {
        let mut lees = self.lees(bereik).await?;
        if lees.getal(self.dialect().telt_tabellen(), vec![]).await? == 0 {
            return Ok(Vec::new());
        }
        let sql = "SELECT version FROM _sqlx_migrations WHERE success ORDER BY version";
        let rijen = lees.vraag(sql, vec![], |rij| rij.getal("version")).await?;
        Ok(rijen.into_iter().flatten().collect())
    }

    /// The steps that this program knows.
    #[must_use]
    pub fn bekende_stappen() -> Vec<i64> {
        let nummers = migraties::STAPPEN.iter();
        nummers.filter_map(|(nummer, ..)| nummer.parse().ok()).collect()
    }

    /// The time on the machine of the database; `None` for SQLite, which has no other clock than ours.
    pub async fn klok(&self, bereik: &Bereik) -> Uitslag<Option<Timestamp>> {
        if self.dialect() == Dialect::Sqlite {
            return Ok(None);
        }
        let sql = "SELECT CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000000 AS BIGINT) AS n";
        let micro = self.lees(bereik).await?.getal(sql, vec![]).await?;
        Ok(Timestamp::from_microsecond(micro).ok())
    }

    /// Does the key fit this database? Only looks. A database without the known word is new, and any key fits.
    pub async fn past_sleutel(&self, bereik: &Bereik) -> Uitslag<()> {
        let sql = "SELECT proef FROM sleutel WHERE houder = 'houvast' AND naam = '1'";
        let rijen = self
            .lees(bereik)
            .await?
            .vraag(sql, vec![], |rij| rij.bytes("proef"))
            .await?;
        match rijen.into_iter().flatten().next() {
            Some(proef) => self
                .sleutels
                .open(super::SLEUTELPROEF, "sleutel", &proef)
                .map(drop),
            None => Ok(()),
        }
    }
}

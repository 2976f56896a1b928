//! The two databases behind one face: [`Opslag`] opens, [`Lees`] asks, [`Tx`] changes.

mod momentopname;
mod postgres;
#[cfg(test)]
mod tests;

use crate::bereik::Bereik;
use crate::dialect::Dialect;
use crate::fout::{OpslagFout, Uitslag};
use crate::lijsten::{Getallen, Ids, Lijst};
use crate::logboek::{Logpost, VerwerkingRij};
use crate::logkop::{Kop, Koppen};
use crate::migraties;
use crate::recht::Rol;
use crate::rij::{Beeld, Rij};
use crate::sleutel::{Sleutel, Sleutels};
use crate::sqlite::{self, Poel};
use crate::teller::Tellers;
use crate::uitbak::Zelf;
use crate::waarde::{Lezer, Waarde};
use houvast_begrip::Houder;
use postgres::{Poelen, vraag};
use sqlx::pool::PoolConnection;
use sqlx::{PgConnection, Postgres, QueryBuilder, Transaction};
use std::borrow::Cow;
use std::ops::{Deref, DerefMut};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use uuid::Uuid;

/// Where the known word of the key is sealed.
pub(crate) const SLEUTELPROEF: &str = "sleutel|houvast|1|proef";

/// The store. Cheap to clone; all clones share the connections.
#[derive(Clone)]
pub struct Opslag {
    bron: Bron,
    sleutels: Arc<Sleutels>,
    vragen: Arc<AtomicU64>,
    knooppunt: Uuid,
    koppen: Arc<Koppen>,
}

#[derive(Clone)]
enum Bron {
    /// One writer, as SQLite has; readers see the last commit meanwhile (WAL).
    Sqlite {
        pad: PathBuf,
        lees: Arc<Poel>,
        schrijf: Arc<Poel>,
    },
    Postgres(Poelen),
}

/// One connection that reads for one asker.
pub struct Lees {
    c: Verbinding,
    pub(crate) bereik: Bereik,
    pub(crate) sleutels: Arc<Sleutels>,
    vragen: Arc<AtomicU64>,
}

/// A transaction of one asker. Reads like [`Lees`]; without [`Tx::commit`] nothing happened.
pub struct Tx {
    lees: Lees,
    /// Lines of the audit log that are written at the commit.
    pub(crate) log: Vec<Logpost>,
    /// Lines of the processing log about messages, likewise.
    pub(crate) verwerkt: Vec<VerwerkingRij>,
    pub(crate) tellers: Tellers,
    pub(crate) zelf: Zelf,
    pub(crate) knooppunt: Uuid,
    pub(crate) koppen: Arc<Koppen>,
    /// Ends of chains that hold once this is committed.
    pub(crate) geschreven: Vec<((String, Uuid), Kop)>,
}

enum Verbinding {
    Sqlite(sqlite::Geleend),
    Postgres(Soort),
}

enum Soort {
    Los(PoolConnection<Postgres>),
    Tx(Transaction<'static, Postgres>),
}

impl Soort {
    fn c(&mut self) -> &mut PgConnection {
        match self {
            Self::Los(c) => c,
            Self::Tx(t) => t,
        }
    }
}

impl Opslag {
    /// Opens or makes an embedded database. [`Opslag::migreer`] follows.
    pub async fn open_sqlite(pad: &Path, sleutel: Sleutel) -> Uitslag<Self> {
        maak_besloten(pad)?;
        let schrijf = Poel::nieuw(pad.to_owned(), sqlite::Soort::Schrijver);
        // Opens, so that a wrong file is known now.
        drop(schrijf.neem().await?);
        let lees = Poel::nieuw(pad.to_owned(), sqlite::Soort::Lezer);
        let pad = pad.to_owned();
        Ok(Self {
            bron: Bron::Sqlite { pad, lees, schrijf },
            sleutels: Arc::new(Sleutels::uit(&sleutel)),
            vragen: Arc::default(),
            knooppunt: Uuid::nil(),
            koppen: Arc::default(),
        })
    }

    /// Connects to PostgreSQL 15 or newer. [`Opslag::migreer`] follows.
    pub async fn open_postgres(url: &str, sleutel: Sleutel) -> Uitslag<Self> {
        let poelen = Poelen::open(url).await?;
        Ok(Self {
            bron: Bron::Postgres(poelen),
            sleutels: Arc::new(Sleutels::uit(&sleutel)),
            vragen: Arc::default(),
            knooppunt: Uuid::nil(),
            koppen: Arc::default(),
        })
    }

    /// This node; nil where none was named.
    #[must_use]
    pub fn knooppunt(&self) -> Uuid {
        self.knooppunt
    }

    /// The same store, as this node: it writes its own chains of the audit log.
    #[must_use]
    pub fn als_knooppunt(self, knooppunt: Uuid) -> Self {
        Self { knooppunt, ..self }
    }

    /// Brings the tables up to this program and checks that the key is the one of this database. Does nothing the second
    /// time.
    pub async fn migreer(&self) -> Uitslag<()> {
        let alle = Houder::regio("houvast").map_err(|_| OpslagFout::Waarde("houder"))?;
        let eerst = self.stappen(&Bereik::systeem(alle, [])).await?;
        self.migreer_tot(migraties::laatste()).await?;
        let erbij = !eerst.is_empty() && eerst.len() < Self::bekende_stappen().len();
        if erbij || self.dialect() == Dialect::Sqlite {
            // A planner that knows the old indexes and not the new one takes the new one for the best there is.
            self.ververs_statistieken().await?;
        }
        self.controleer_sleutel().await?;
        self.neem_kijklog_over().await
    }

    /// With another key nothing would open, and children would get a second row under a second blind index.
    async fn controleer_sleutel(&self) -> Uitslag<()> {
        let alle = Houder::regio("houvast").map_err(|_| OpslagFout::Waarde("houder"))?;
        let mut tx = self.begin(&Bereik::systeem(alle, [])).await?;
        let proef = self.sleutels.dicht(SLEUTELPROEF, b"houvast");
        let nieuw = "INSERT INTO sleutel (houder, naam, proef) VALUES ('houvast', '1', $1) \
                     ON CONFLICT (houder, naam) DO NOTHING";
        tx.voer_uit(nieuw, vec![Waarde::Bytes(Some(proef))]).await?;
        let sql = "SELECT proef FROM sleutel WHERE houder = 'houvast' AND naam = '1'";
        let proef = tx
            .vraag(sql, vec![], |rij| rij.bytes("proef"))
            .await?
            .into_iter()
            .flatten()
            .next();
        self.sleutels
            .open(SLEUTELPROEF, "sleutel", &proef.unwrap_or_default())?;
        tx.commit().await
    }

    /// Lets the planner of PostgreSQL look at the tables again, after a bulk load; that of SQLite is told the same of every database.
    pub async fn ververs_statistieken(&self) -> Uitslag<()> {
        match &self.bron {
            Bron::Sqlite { schrijf, .. } => sqlite::planner::vertel(&mut schrijf.neem().await?),
            Bron::Postgres(p) => postgres::onderhoud(p.programma(), "ANALYZE").await,
        }
    }

    /// Upkeep of the database, outside any transaction: statements for SQLite, a word for each of our tables on PostgreSQL. Its own
    /// tables are not ours: without rights on those it warns fifty times.
    pub(crate) async fn onderhoud(&self, sqlite: &str, postgres: &str) -> Uitslag<()> {
        match &self.bron {
            Bron::Sqlite { schrijf, .. } => schrijf.neem().await?.doe(sqlite)?,
            Bron::Postgres(p) => postgres::onderhoud(p.programma(), postgres).await?,
        }
        Ok(())
    }

    pub(crate) fn sleutels_kopie(&self) -> Arc<Sleutels> {
        Arc::clone(&self.sleutels)
    }

    /// Which database this is.
    #[must_use]
    pub fn dialect(&self) -> Dialect {
        match self.bron {
            Bron::Sqlite { .. } => Dialect::Sqlite,
            Bron::Postgres(_) => Dialect::Postgres,
        }
    }

    /// How many statements it has sent since it was opened; work in bulk must stay far below its number of rows.
    #[must_use]
    pub fn aantal_vragen(&self) -> u64 {
        self.vragen.load(Ordering::Relaxed)
    }

    /// How much the machine of SQLite did since it was opened, in its instructions: what grows with the tables shows in it. `None` on
    /// PostgreSQL.
    #[cfg(feature = "proef")]
    #[must_use]
    pub fn aantal_stappen(&self) -> Option<u64> {
        match &self.bron {
            Bron::Sqlite { lees, schrijf, .. } => Some(lees.gedaan() + schrijf.gedaan()),
            Bron::Postgres(_) => None,
        }
    }

    /// Closes all connections; SQLite folds its WAL back into the file.
    pub async fn sluit(&self) {
        match &self.bron {
            Bron::Sqlite { lees, schrijf, .. } => {
                lees.sluit().await;
                schrijf.sluit().await;
            }
            Bron::Postgres(poelen) => poelen.sluit().await,
        }
    }

    /// A connection that reads for this asker.
    pub async fn lees(&self, bereik: &Bereik) -> Uitslag<Lees> {
        let c = match &self.bron {
            Bron::Sqlite { lees, .. } => Verbinding::Sqlite(lees.neem().await?),
            Bron::Postgres(p) => Verbinding::Postgres(Soort::Los(p.van(bereik).acquire().await?)),
        };
        Ok(Lees {
            c,
            bereik: bereik.clone(),
            sleutels: Arc::clone(&self.sleutels),
            vragen: Arc::clone(&self.vragen),
        })
    }

    /// A transaction of this asker.
    pub async fn begin(&self, bereik: &Bereik) -> Uitslag<Tx> {
        let c = match &self.bron {
            Bron::Sqlite { schrijf, .. } => {
                let mut c = schrijf.neem().await?;
                c.begin().await?;
                Verbinding::Sqlite(c)
            }
            Bron::Postgres(p) => Verbinding::Postgres(Soort::Tx(p.van(bereik).begin().await?)),
        };
        Ok(Tx {
            lees: Lees {
                c,
                bereik: bereik.clone(),
                sleutels: Arc::clone(&self.sleutels),
                vragen: Arc::clone(&self.vragen),
            },
            log: Vec::new(),
            verwerkt: Vec::new(),
            tellers: Tellers::default(),
            zelf: Zelf::default(),
            knooppunt: self.knooppunt,
            koppen: Arc::clone(&self.koppen),
            geschreven: Vec::new(),
        })
    }
}

/// The file holds names and addresses: it is for its owner only. SQLite gives its log files the same rights.
fn maak_besloten(pad: &Path) -> Uitslag<()> {
    let mut opties = std::fs::OpenOptions::new();
    opties.append(true).create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut opties, 0o600);
    opties
        .open(pad)
        .map_err(|fout| OpslagFout::Database(format!("bestand: {}", fout.kind())))?;
    Ok(())
}

impl Lees {
    /// For whom this connection reads.
    #[must_use]
    pub fn bereik(&self) -> &Bereik {
        &self.bereik
    }

    pub(crate) async fn vraag<T>(
        &mut self,
        sql: impl Into<Cow<'static, str>>,
        mut waarden: Vec<Waarde>,
        lees: impl Fn(&dyn Lezer) -> Uitslag<T>,
    ) -> Uitslag<Vec<T>> {
        let sql = self.bereik.vraag(sql.into(), &mut waarden);
        self.vragen.fetch_add(1, Ordering::Relaxed);
        match &mut self.c {
            Verbinding::Sqlite(c) => c.vraag(&Dialect::Sqlite.tekst(sql), &waarden, lees),
            Verbinding::Postgres(soort) => vraag(sql, waarden)
                .fetch_all(soort.c())
                .await?
                .iter()
                .map(|rij| lees(rij))
                .collect(),
        }
    }

    pub(crate) async fn rijen<T: Beeld>(
        &mut self,
        sql: impl Into<Cow<'static, str>>,
        waarden: Vec<Waarde>,
    ) -> Uitslag<Vec<T>> {
        let sleutels = Arc::clone(&self.sleutels);
        self.vraag(sql, waarden, |rij| T::uit(rij, &sleutels)).await
    }

    pub(crate) async fn rij<T: Beeld>(
        &mut self,
        sql: impl Into<Cow<'static, str>>,
        waarden: Vec<Waarde>,
    ) -> Uitslag<Option<T>> {
        Ok(self.rijen(sql, waarden).await?.pop())
    }

    /// The one number of a query that gives one column `n`.
    pub(crate) async fn getal(
        &mut self,
        sql: impl Into<Cow<'static, str>>,
        waarden: Vec<Waarde>,
    ) -> Uitslag<i64> {
        let getallen = self.vraag(sql, waarden, |rij| rij.getal("n")).await?;
        Ok(getallen.into_iter().flatten().next().unwrap_or(0))
    }
}

impl Deref for Tx {
    type Target = Lees;
    fn deref(&self) -> &Lees {
        &self.lees
    }
}

impl DerefMut for Tx {
    fn deref_mut(&mut self) -> &mut Lees {
        &mut self.lees
    }
}

impl Tx {
    /// Makes all of it true at once, its lines in the audit log with it.
    pub async fn commit(mut self) -> Uitslag<()> {
        self.schrijf_tellers().await?;
        if !self.verwerkt.is_empty() {
            self.schrijf_verwerkt().await?;
        }
        if !self.log.is_empty() {
            self.schrijf_log().await?;
        }
        match self.lees.c {
            Verbinding::Sqlite(c) => c.commit()?,
            Verbinding::Postgres(Soort::Tx(tx)) => tx.commit().await?,
            // A Tx is only made by `begin`.
            Verbinding::Postgres(Soort::Los(_)) => {}
        }
        self.koppen.onthoud(self.geschreven);
        Ok(())
    }

    /// Number of rows that changed.
    pub(crate) async fn voer_uit(
        &mut self,
        sql: impl Into<Cow<'static, str>>,
        mut waarden: Vec<Waarde>,
    ) -> Uitslag<u64> {
        let sql = sql.into();
        if !self.lees.bereik.mag_wijzigen(&sql) {
            // As with a row outside the scope: nothing changes.
            return Ok(0);
        }
        let sql = self.lees.bereik.vraag(sql, &mut waarden);
        self.lees.vragen.fetch_add(1, Ordering::Relaxed);
        match &mut self.lees.c {
            Verbinding::Sqlite(c) => c.voer_uit(&Dialect::Sqlite.tekst(sql), &waarden),
            Verbinding::Postgres(soort) => Ok(vraag(sql, waarden).execute(soort.c()).await?.rows_affected()),
        }
    }

    /// Inserts rows, hundreds per statement: statements cost time, not rows. The scope is checked before.
    pub(crate) async fn voeg_toe<R: Rij>(&mut self, rijen: &[R]) -> Uitslag<()> {
        let waarden = self.gekeurd(rijen)?;
        self.voeg_waarden_toe(R::TABEL, R::KOLOMMEN, waarden.into_iter(), "")
            .await
            .map(|_| ())
    }

    /// As [`Tx::voeg_toe`], but rows whose key is there already stay as they are. Number of new rows.
    pub(crate) async fn voeg_nieuwe_toe<R: Rij>(&mut self, rijen: &[R], uniek: &str) -> Uitslag<u64> {
        let waarden = self.gekeurd(rijen)?;
        let slot = format!(" ON CONFLICT ({uniek}) DO NOTHING");
        self.voeg_waarden_toe(R::TABEL, R::KOLOMMEN, waarden.into_iter(), &slot)
            .await
    }

    fn gekeurd<R: Rij>(&self, rijen: &[R]) -> Uitslag<Vec<Vec<Waarde>>> {
        let keur = |rij: &R| {
            let waarden = rij.waarden(&self.lees.sleutels);
            self.mag_schrijven(R::TABEL, R::KOLOMMEN, rij.houder(), &waarden)?;
            Ok(waarden)
        };
        rijen.iter().map(keur).collect()
    }

    /// A case row needs its gemeente in scope, a shared row the program or management. An aanbieder registers facts
    /// about its own help and nothing else.
    pub(crate) fn mag_schrijven(
        &self,
        tabel: &'static str,
        kolommen: &[&str],
        houder: &Houder,
        waarden: &[Waarde],
    ) -> Uitslag<()> {
        let bereik = &self.lees.bereik;
        let van_de_regio = houder == bereik.regio() && matches!(bereik.rol(), Rol::Beheer | Rol::Systeem);
        let eigen = bereik.agb().is_none_or(|agb| {
            matches!(tabel, "feit" | "gebeurtenis")
                && kolommen
                    .iter()
                    .zip(waarden)
                    .any(|(k, w)| *k == "aanbieder" && *w == Waarde::from(agb))
        });
        if (van_de_regio || bereik.omvat(houder)) && eigen {
            Ok(())
        } else {
            Err(OpslagFout::BuitenBereik(tabel))
        }
    }

    pub(crate) async fn voeg_waarden_toe(
        &mut self,
        tabel: &'static str,
        kolommen: &[&str],
        rijen: impl Iterator<Item = Vec<Waarde>>,
        slot: &str,
    ) -> Uitslag<u64> {
        // SQLite takes 32,766 binds per statement, PostgreSQL 65,535.
        let per_keer = (30_000 / kolommen.len().max(1)).clamp(1, 500);
        let begin = format!("INSERT INTO {tabel} ({}) ", kolommen.join(", "));
        let mut rijen = rijen.peekable();
        let mut aantal = 0;
        while rijen.peek().is_some() {
            let deel: Vec<_> = rijen.by_ref().take(per_keer).collect();
            self.lees.vragen.fetch_add(1, Ordering::Relaxed);
            aantal += match &mut self.lees.c {
                Verbinding::Sqlite(c) => {
                    let plaatsen = vec!["?"; kolommen.len()].join(", ");
                    c.voer_vaak_uit(&format!("{begin}VALUES ({plaatsen}){slot}"), &deel)?
                }
                Verbinding::Postgres(soort) => {
                    let mut bouw = QueryBuilder::<Postgres>::new(begin.as_str());
                    bouw.push_values(deel, |mut rij, waarden| {
                        for waarde in waarden {
                            match waarde {
                                Waarde::Tekst(t) => rij.push_bind(t),
                                Waarde::Getal(n) => rij.push_bind(n),
                                Waarde::Id(id) => rij.push_bind(id),
                                Waarde::Bytes(b) => rij.push_bind(b),
                                Waarde::Ja(ja) => rij.push_bind(ja),
                                Waarde::Lijst(lijst) => rij.push_bind(Lijst(lijst)),
                                Waarde::Ids(ids) => rij.push_bind(Ids(ids)),
                                Waarde::Getallen(getallen) => rij.push_bind(Getallen(getallen)),
                            };
                        }
                    });
                    bouw.push(slot);
                    bouw.build().execute(soort.c()).await?.rows_affected()
                }
            };
        }
        Ok(aantal)
    }
}

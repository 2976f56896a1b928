//! SQLite without a thread in between: a question is a function call. A message asks some forty small things, and handing
//! each to another thread cost more than the answers.
//!
//! A call therefore holds up the thread it is made on. The program runs more threads than there are connections here
//! ([`LEZERS`] and one writer), so that a slow question never stops the others.

mod bijwerken;
pub(crate) mod planner;

use crate::fout::{OpslagFout, Uitslag};
use crate::waarde::{Lezer, Waarde};
use bijwerken::Bijwerker;
use rusqlite::types::{ToSqlOutput, Value, ValueRef};
use rusqlite::{Connection, OpenFlags, Row, Statement, ToSql};
use std::cell::Cell;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{sleep, timeout};
use uuid::Uuid;

/// Connections that read.
pub const LEZERS: usize = 8;
/// How long to wait for a connection.
const WACHT_OP_VERBINDING: Duration = Duration::from_secs(30);
/// How long to wait for another program that writes.
const WACHT_OP_ANDER: Duration = Duration::from_secs(10);
/// Statements that stay prepared, per connection.
const ONTHOUD: usize = 300;

/// What a connection may do.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Soort {
    Lezer,
    Schrijver,
}

impl Soort {
    /// Pages kept, as SQLite wants it told: KiB, below nought. A writer that has too few writes the pages of a transaction out
    /// before its end, and reads them back.
    fn geheugen(self) -> i64 {
        match self {
            Self::Lezer => -32 * 1024,
            Self::Schrijver => -64 * 1024,
        }
    }
}

/// Connections to one file.
pub(crate) struct Poel {
    pad: PathBuf,
    soort: Soort,
    aantal: usize,
    plaatsen: Arc<Semaphore>,
    vrij: Mutex<Vec<Connection>>,
    bijwerker: Bijwerker,
    /// Instructions of the machine of SQLite, for tests.
    #[cfg(feature = "proef")]
    stappen: std::sync::atomic::AtomicU64,
}

impl Poel {
    pub(crate) fn nieuw(pad: PathBuf, soort: Soort) -> Arc<Self> {
        let aantal = match soort {
            Soort::Lezer => LEZERS,
            Soort::Schrijver => 1,
        };
        Arc::new(Self {
            pad,
            soort,
            aantal,
            plaatsen: Arc::new(Semaphore::new(aantal)),
            vrij: Mutex::default(),
            bijwerker: Bijwerker::default(),
            #[cfg(feature = "proef")]
            stappen: std::sync::atomic::AtomicU64::new(0),
        })
    }

    /// A connection for one asker; it comes back by itself.
    pub(crate) async fn neem(self: &Arc<Self>) -> Uitslag<Geleend> {
        let plaats = timeout(WACHT_OP_VERBINDING, Arc::clone(&self.plaatsen).acquire_owned())
            .await
            .map_err(|_| OpslagFout::Bezet("geen verbinding vrij".into()))?
            .map_err(|_| OpslagFout::Database("de database is gesloten".into()))?;
        let vrij = self.vrij.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let c = match vrij {
            Some(c) => c,
            None => self.open()?,
        };
        Ok(Geleend {
            c: Some(Mutex::new(c)),
            bezig: false,
            poel: Arc::clone(self),
            _plaats: plaats,
        })
    }

    fn open(&self) -> Uitslag<Connection> {
        let mut vlaggen = OpenFlags::SQLITE_OPEN_NO_MUTEX;
        vlaggen |= match self.soort {
            Soort::Lezer => OpenFlags::SQLITE_OPEN_READ_ONLY,
            Soort::Schrijver => OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE,
        };
        let c = Connection::open_with_flags(&self.pad, vlaggen)?;
        c.busy_timeout(WACHT_OP_ANDER)?;
        c.set_prepared_statement_cache_capacity(ONTHOUD);
        c.execute_batch("PRAGMA foreign_keys = ON")?;
        c.pragma_update(None, "cache_size", self.soort.geheugen())?;
        if self.soort == Soort::Schrijver {
            // FULL: NORMAL may lose the last commits when the power fails; an answer must never be forgotten.
            // What is removed is overwritten: a dossier that was destroyed must not lie in a free page.
            // A thread of its own does the checkpoints; only when it falls behind does a commit (64 MB).
            c.execute_batch(
                "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; \
                 PRAGMA wal_autocheckpoint = 16000; PRAGMA journal_size_limit = 67108864",
            )?;
        }
        Ok(c)
    }

    #[cfg(feature = "proef")]
    fn tel(&self, opdracht: &Statement<'_>) {
        let stappen = opdracht.reset_status(rusqlite::StatementStatus::VmStep);
        self.stappen.fetch_add(
            u64::try_from(stappen).unwrap_or_default(),
            std::sync::atomic::Ordering::Relaxed,
        );
    }

    #[cfg(feature = "proef")]
    pub(crate) fn gedaan(&self) -> u64 {
        self.stappen.load(std::sync::atomic::Ordering::Relaxed)
    }

    #[cfg(not(feature = "proef"))]
    #[expect(clippy::unused_self, reason = "only tests count")]
    fn tel(&self, _: &Statement<'_>) {}

    /// Waits until every connection is back and closes them.
    pub(crate) async fn sluit(&self) {
        let mut alle = Vec::with_capacity(self.aantal);
        while alle.len() < self.aantal
            && let Ok(plaats) = self.plaatsen.acquire().await
        {
            alle.push(plaats);
        }
        self.plaatsen.close();
        self.bijwerker.stop();
        self.vrij.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }
}

/// A connection on loan. What was not committed when it goes back did not happen.
pub(crate) struct Geleend {
    /// The lock is never waited for: it only makes the connection fit to be shared between threads.
    c: Option<Mutex<Connection>>,
    /// A transaction was begun, and is not yet over as far as we know.
    bezig: bool,
    poel: Arc<Poel>,
    _plaats: OwnedSemaphorePermit,
}

impl Drop for Geleend {
    fn drop(&mut self) {
        let Some(c) = self.c.take() else { return };
        let c = c.into_inner().unwrap_or_else(PoisonError::into_inner);
        if c.is_autocommit() || c.execute_batch("ROLLBACK").is_ok() {
            let mut vrij = self.poel.vrij.lock().unwrap_or_else(PoisonError::into_inner);
            vrij.push(c);
        }
    }
}

impl Geleend {
    fn c(&mut self) -> Uitslag<&mut Connection> {
        let c = self
            .c
            .as_mut()
            .ok_or_else(|| OpslagFout::Database("de verbinding is weg".into()))?;
        let c = c.get_mut().unwrap_or_else(PoisonError::into_inner);
        // On a full disk SQLite ends a transaction by itself; what came after it would be true at once.
        if self.bezig && c.is_autocommit() {
            return Err(OpslagFout::Database("de transactie is afgebroken".into()));
        }
        Ok(c)
    }

    /// IMMEDIATE: a transaction that reads first and writes later must not fail halfway on a newer commit. While another
    /// program writes this task waits, and not its thread.
    pub(crate) async fn begin(&mut self) -> Uitslag<()> {
        self.c()?.busy_timeout(Duration::ZERO)?;
        let eens = timeout(WACHT_OP_ANDER, async {
            let mut poos = Duration::from_millis(1);
            loop {
                match self
                    .c()?
                    .execute_batch("BEGIN IMMEDIATE")
                    .map_err(OpslagFout::from)
                {
                    Err(fout) if fout.herhaalbaar() => {
                        sleep(poos).await;
                        poos = (poos * 2).min(Duration::from_millis(50));
                    }
                    klaar => return klaar,
                }
            }
        })
        .await;
        self.c()?.busy_timeout(WACHT_OP_ANDER)?;
        self.bezig = matches!(eens, Ok(Ok(())));
        eens.unwrap_or_else(|_| Err(OpslagFout::Bezet("een ander programma schrijft".into())))
    }

    pub(crate) fn commit(mut self) -> Uitslag<()> {
        self.c()?.execute_batch("COMMIT")?;
        self.poel.bijwerker.geschreven(&self.poel.pad);
        Ok(())
    }

    /// Statements without values, of this crate itself.
    pub(crate) fn doe(&mut self, sql: &str) -> Uitslag<()> {
        Ok(self.c()?.execute_batch(sql)?)
    }

    pub(crate) fn vraag<T>(
        &mut self,
        sql: &str,
        waarden: &[Waarde],
        lees: impl Fn(&dyn Lezer) -> Uitslag<T>,
    ) -> Uitslag<Vec<T>> {
        let poel = Arc::clone(&self.poel);
        let mut opdracht = self.c()?.prepare_cached(sql)?;
        bind(&mut opdracht, waarden)?;
        let mut rijen = opdracht.raw_query();
        let volgende = Cell::new(0);
        let mut uit = Vec::new();
        while let Some(rij) = rijen.next()? {
            uit.push(lees(&Regel {
                rij,
                volgende: &volgende,
            })?);
        }
        drop(rijen);
        poel.tel(&opdracht);
        Ok(uit)
    }

    /// Number of rows that changed.
    pub(crate) fn voer_uit(&mut self, sql: &str, waarden: &[Waarde]) -> Uitslag<u64> {
        let poel = Arc::clone(&self.poel);
        let mut opdracht = self.c()?.prepare_cached(sql)?;
        bind(&mut opdracht, waarden)?;
        let aantal = opdracht.raw_execute()? as u64;
        poel.tel(&opdracht);
        Ok(aantal)
    }

    /// One statement for many rows of values, as many times: reading one long statement costs more than that. Number of rows
    /// that changed.
    pub(crate) fn voer_vaak_uit(&mut self, sql: &str, rijen: &[Vec<Waarde>]) -> Uitslag<u64> {
        let poel = Arc::clone(&self.poel);
        let mut opdracht = self.c()?.prepare_cached(sql)?;
        let mut aantal = 0;
        for waarden in rijen {
            bind(&mut opdracht, waarden)?;
            aantal += opdracht.raw_execute()? as u64;
        }
        poel.tel(&opdracht);
        Ok(aantal)
    }
}

/// `$3` takes the third value wherever it stands, `?` the next one.
fn bind(opdracht: &mut Statement<'_>, waarden: &[Waarde]) -> Uitslag<()> {
    for plek in 1..=opdracht.parameter_count() {
        let nummer = match opdracht.parameter_name(plek) {
            Some(naam) => naam.get(1..).and_then(|n| n.parse().ok()),
            None => Some(plek),
        };
        let waarde = nummer
            .and_then(|n: usize| waarden.get(n.checked_sub(1)?))
            .ok_or_else(|| OpslagFout::Database("een vraag mist een waarde".into()))?;
        opdracht.raw_bind_parameter(plek, waarde)?;
    }
    Ok(())
}

impl ToSql for Waarde {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        let leen = |waarde| Ok(ToSqlOutput::Borrowed(waarde));
        match self {
            Self::Tekst(Some(t)) => leen(ValueRef::Text(t.as_bytes())),
            Self::Getal(Some(n)) => leen(ValueRef::Integer(*n)),
            Self::Id(Some(id)) => leen(ValueRef::Blob(id.as_bytes())),
            Self::Bytes(Some(b)) => leen(ValueRef::Blob(b)),
            Self::Ja(Some(ja)) => leen(ValueRef::Integer(i64::from(*ja))),
            Self::Tekst(None) | Self::Getal(None) | Self::Id(None) | Self::Bytes(None) | Self::Ja(None) => {
                leen(ValueRef::Null)
            }
            Self::Lijst(lijst) => json(lijst),
            Self::Ids(ids) => {
                let hex: Vec<String> = ids.iter().map(|id| id.simple().to_string()).collect();
                json(&hex)
            }
            Self::Getallen(getallen) => json(getallen),
        }
    }
}

/// A list is one value: JSON that the query takes apart.
fn json<T: serde::Serialize>(lijst: &[T]) -> rusqlite::Result<ToSqlOutput<'static>> {
    let tekst = serde_json::to_string(lijst)
        .map_err(|fout| rusqlite::Error::ToSqlConversionFailure(Box::new(fout)))?;
    Ok(ToSqlOutput::Owned(Value::Text(tekst)))
}

/// A row. Columns are asked for by name, nearly always in their order: the search starts after the last one found.
struct Regel<'r, 's> {
    rij: &'r Row<'s>,
    volgende: &'r Cell<usize>,
}

impl Regel<'_, '_> {
    fn waarde(&self, kolom: &'static str) -> Uitslag<ValueRef<'_>> {
        let opdracht: &Statement<'_> = self.rij.as_ref();
        let aantal = opdracht.column_count();
        let vanaf = self.volgende.get();
        let plek = (vanaf..aantal)
            .chain(0..vanaf.min(aantal))
            .find(|plek| opdracht.column_name(*plek) == Ok(kolom))
            .ok_or(OpslagFout::Waarde(kolom))?;
        self.volgende.set(plek + 1);
        Ok(self.rij.get_ref(plek)?)
    }
}

impl Lezer for Regel<'_, '_> {
    fn tekst(&self, kolom: &'static str) -> Uitslag<Option<String>> {
        match self.waarde(kolom)? {
            ValueRef::Null => Ok(None),
            ValueRef::Text(t) => match std::str::from_utf8(t) {
                Ok(t) => Ok(Some(t.to_owned())),
                Err(_) => Err(OpslagFout::Waarde(kolom)),
            },
            _ => Err(OpslagFout::Waarde(kolom)),
        }
    }

    fn getal(&self, kolom: &'static str) -> Uitslag<Option<i64>> {
        match self.waarde(kolom)? {
            ValueRef::Null => Ok(None),
            ValueRef::Integer(n) => Ok(Some(n)),
            _ => Err(OpslagFout::Waarde(kolom)),
        }
    }

    fn id(&self, kolom: &'static str) -> Uitslag<Option<Uuid>> {
        match self.waarde(kolom)? {
            ValueRef::Null => Ok(None),
            ValueRef::Blob(b) => Uuid::from_slice(b)
                .map(Some)
                .map_err(|_| OpslagFout::Waarde(kolom)),
            _ => Err(OpslagFout::Waarde(kolom)),
        }
    }

    fn bytes(&self, kolom: &'static str) -> Uitslag<Option<Vec<u8>>> {
        match self.waarde(kolom)? {
            ValueRef::Null => Ok(None),
            ValueRef::Blob(b) => Ok(Some(b.to_vec())),
            _ => Err(OpslagFout::Waarde(kolom)),
        }
    }

    fn ja(&self, kolom: &'static str) -> Uitslag<Option<bool>> {
        Ok(self.getal(kolom)?.map(|n| n != 0))
    }
}

#[cfg(test)]
mod tests;

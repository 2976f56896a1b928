//! The tables, one text per step for both databases. Steps only add: an older node may still be running.

use crate::dialect::Dialect;
use crate::fout::Uitslag;
use sqlx::migrate::{Migration, MigrationType, Migrator};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sqlx::{AssertSqlSafe, ConnectOptions as _, Connection as _, SqlSafeStr};
use std::path::Path;
use std::time::Duration;

macro_rules! stappen {
    ($($nummer:literal $naam:literal),* $(,)?) => {
        &[$(($nummer, $naam, include_str!(concat!("../migraties/", $nummer, "_", $naam, ".sql")))),*]
    };
}

pub(crate) const STAPPEN: &[(&str, &str, &str)] = stappen![
    "0001" "gedeeld",
    "0002" "jeugdige",
    "0003" "bericht",
    "0004" "verzoek",
    "0005" "dossier",
    "0006" "levering",
    "0007" "verwijzing",
    "0008" "hulpvraag",
    "0009" "raming",
    "0010" "signalering",
    "0011" "brief",
    "0012" "besluit",
    "0014" "logboek",
    "0015" "verhuizing",
    "0016" "inlog",
    "0017" "rollen",
    "0018" "bewaren",
    "0019" "zoeken",
    "0021" "ongezien",
    "0022" "grote_aantallen",
    "0023" "naamparen",
    "0024" "open_werk",
    "0025" "op_termijn",
    "0026" "uit_de_index",
];

/// Up to and including this step, through a connection of its own: the others are not sqlx's (`sqlite.rs`).
pub(crate) async fn sqlite(pad: &Path, stap: &str) -> Uitslag<()> {
    let mut c = SqliteConnectOptions::new()
        .filename(pad)
        .foreign_keys(true)
        .busy_timeout(Duration::from_secs(10))
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .connect()
        .await?;
    tot(Dialect::Sqlite, stap).run(&mut c).await?;
    Ok(c.close().await?)
}

/// The number of the last step.
pub(crate) fn laatste() -> &'static str {
    STAPPEN.last().map_or("", |(nummer, ..)| nummer)
}

/// The steps up to and including this number: the tables as an older program left them.
pub(crate) fn tot(dialect: Dialect, stap: &str) -> Migrator {
    let stappen = STAPPEN.iter().filter(|(nummer, ..)| *nummer <= stap);
    let stappen = stappen.map(|(nummer, naam, tekst)| {
        Migration::new(
            nummer.parse().unwrap_or_default(),
            (*naam).into(),
            MigrationType::Simple,
            // Embedded text of this crate, types filled in.
            AssertSqlSafe(dialect.migratie(tekst)).into_sql_str(),
            false,
        )
    });
    Migrator::with_migrations(stappen.collect())
}

//! The only place where SQL differs between SQLite and PostgreSQL.
//!
//! What is the same needs no translation: `$1` placeholders, `ON CONFLICT`, `RETURNING`, row values, partial indexes.
//! Moments are microseconds in a 64-bit integer and dates ISO text, so both compare and sort alike.

use sqlx::{AssertSqlSafe, SqlSafeStr, SqlStr};
use std::borrow::Cow;

/// Which database speaks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Dialect {
    /// The embedded default.
    Sqlite,
    /// PostgreSQL 15 or newer.
    Postgres,
}

impl Dialect {
    /// `IN LIJST($1)` takes one bound list, so that a query has one text whatever the length of the list; `IN IDLIJST($1)` the same for ids,
    /// `IN GETALLIJST($1)` for numbers.
    /// `OVERSLAAN` at the end of a claim lets workers pass each other's rows; SQLite has one writer at a time.
    pub(crate) fn tekst(self, tekst: Cow<'static, str>) -> Cow<'static, str> {
        if !tekst.contains("LIJST(") && !tekst.contains("OVERSLAAN") {
            return tekst;
        }
        let uit = match self {
            Self::Sqlite => {
                let uit = lijsten(&tekst, "IN LIJST(", "IN (SELECT value FROM json_each(", "))");
                let uit = lijsten(
                    &uit,
                    "IN IDLIJST(",
                    "IN (SELECT unhex(value) FROM json_each(",
                    "))",
                );
                lijsten(
                    &uit,
                    "IN GETALLIJST(",
                    "IN (SELECT CAST(value AS INTEGER) FROM json_each(",
                    "))",
                )
                .replace("OVERSLAAN", "")
            }
            Self::Postgres => {
                let uit = lijsten(&tekst, "IN LIJST(", "= ANY(", ")");
                let uit = lijsten(&uit, "IN IDLIJST(", "= ANY(", ")");
                lijsten(&uit, "IN GETALLIJST(", "= ANY(", ")").replace("OVERSLAAN", "FOR UPDATE SKIP LOCKED")
            }
        };
        Cow::Owned(uit)
    }

    /// [`Dialect::tekst`] for sqlx.
    pub(crate) fn sql(self, tekst: Cow<'static, str>) -> SqlStr {
        match self.tekst(tekst) {
            Cow::Borrowed(s) => s.into_sql_str(),
            // Made from our own texts: values only ever travel as binds.
            Cow::Owned(s) => AssertSqlSafe(s).into_sql_str(),
        }
    }

    /// Counts, as `n`, the list of steps: nought in a database that was never ours.
    pub(crate) fn telt_tabellen(self) -> &'static str {
        match self {
            Self::Sqlite => "SELECT COUNT(*) AS n FROM sqlite_schema WHERE name = '_sqlx_migrations'",
            Self::Postgres => {
                "SELECT COUNT(*) AS n FROM pg_catalog.pg_tables WHERE schemaname = current_schema() \
                 AND tablename = '_sqlx_migrations'"
            }
        }
    }

    /// The column types of a migration; `CAST(x AS ALSJSON)` lets `->` and `->>` read text as JSON.
    pub(crate) fn migratie(self, tekst: &str) -> String {
        let types = match self {
            Self::Sqlite => [
                ("TEKST", "TEXT"),
                ("GETAL", "INTEGER"),
                ("BYTES", "BLOB"),
                ("JANEE", "INTEGER"),
                ("ID", "BLOB"),
                ("STRIKT", "STRICT"),
                ("ALSJSON", "TEXT"),
            ],
            // C: sorts by code point as SQLite does, so that one cursor fits both.
            Self::Postgres => [
                ("TEKST", "TEXT COLLATE \"C\""),
                ("GETAL", "BIGINT"),
                ("BYTES", "BYTEA"),
                ("JANEE", "BOOLEAN"),
                ("ID", "UUID"),
                ("STRIKT", ""),
                ("ALSJSON", "JSON"),
            ],
        };
        let mut uit = String::with_capacity(tekst.len() + 200);
        for stuk in tekst.split_inclusive(|c: char| !c.is_ascii_alphanumeric() && c != '_') {
            let (woord, eind) = stuk.split_at(
                stuk.trim_end_matches(|c: char| !c.is_ascii_alphanumeric() && c != '_')
                    .len(),
            );
            uit.push_str(
                types
                    .iter()
                    .find(|(van, _)| *van == woord)
                    .map_or(woord, |(_, naar)| naar),
            );
            uit.push_str(eind);
        }
        uit
    }
}

fn lijsten(tekst: &str, merk: &str, voor: &str, na: &str) -> String {
    let mut uit = String::with_capacity(tekst.len() + 64);
    let mut rest = tekst;
    while let Some((links, rechts)) = rest.split_once(merk) {
        uit.push_str(links);
        uit.push_str(voor);
        let (bind, verder) = rechts.split_once(')').unwrap_or((rechts, ""));
        uit.push_str(bind);
        uit.push_str(na);
        rest = verder;
    }
    uit.push_str(rest);
    uit
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn een_lijst_is_een_bind_in_beide_dialecten() {
        let vraag = "SELECT a FROM b WHERE h IN LIJST($1) AND r IN LIJST($3) OVERSLAAN";
        assert_eq!(
            Dialect::Sqlite.sql(vraag.into()).as_str(),
            "SELECT a FROM b WHERE h IN (SELECT value FROM json_each($1)) AND r IN (SELECT value FROM json_each($3)) "
        );
        assert_eq!(
            Dialect::Postgres.sql(vraag.into()).as_str(),
            "SELECT a FROM b WHERE h = ANY($1) AND r = ANY($3) FOR UPDATE SKIP LOCKED"
        );
    }

    #[test]
    fn een_migratie_vult_alleen_hele_woorden_in() {
        let tabel = "CREATE TABLE t (id ID NOT NULL, IDEE TEKST) STRIKT;";
        assert_eq!(
            Dialect::Sqlite.migratie(tabel),
            "CREATE TABLE t (id BLOB NOT NULL, IDEE TEXT) STRICT;"
        );
        assert_eq!(
            Dialect::Postgres.migratie(tabel),
            "CREATE TABLE t (id UUID NOT NULL, IDEE TEXT COLLATE \"C\") ;"
        );
    }
}

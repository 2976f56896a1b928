//! What can go wrong in the store, without any value from a row: those may be personal data.

/// An error of the store. Its text is fit for a log.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OpslagFout {
    /// A write for a houder, aanbieder or table outside the `Bereik` of the one who asks.
    #[error("HV-9002 schrijven buiten het bereik: {0}")]
    BuitenBereik(&'static str),
    /// The row is there already, or a unique column has the value already.
    #[error("HV-9003 bestaat al ({0})")]
    BestaatAl(String),
    /// A foreign key or not-null rule of the database was broken.
    #[error("HV-9004 strijdig met de tabellen ({0})")]
    Strijdig(String),
    /// Somebody else was first; the whole use case may be tried again, see [`crate::opnieuw`].
    #[error("HV-9005 bezet, probeer opnieuw ({0})")]
    Bezet(String),
    /// A stored value cannot be read as what its column holds.
    #[error("HV-9006 onleesbare waarde in kolom {0}")]
    Waarde(&'static str),
    /// Wrong key, or the sealed bytes were changed or moved.
    #[error("HV-9007 verzegelde kolom van {0} gaat niet open: verkeerde sleutel of gewijzigde gegevens")]
    Zegel(&'static str),
    /// A counter has reached the length that the standard allows.
    #[error("HV-9008 de nummers van {0} zijn op")]
    NummersOp(&'static str),
    /// The end of the audit log was changed by something else than this program: nothing is added to it.
    #[error(
        "HV-9010 het logboek is buiten het programma om gewijzigd; kijk met `houvast logboek controleer`"
    )]
    Logboek,
    /// The tables do not fit this program.
    #[error("HV-9009 migratie: {0}")]
    Migratie(String),
    /// The database cannot be reached or refuses.
    #[error("HV-9001 database: {0}")]
    Database(String),
}

impl OpslagFout {
    /// May the same use case succeed when it is tried again from the start?
    #[must_use]
    pub fn herhaalbaar(&self) -> bool {
        matches!(self, Self::Bezet(_))
    }
}

/// Result of the store.
pub type Uitslag<T> = Result<T, OpslagFout>;

impl From<sqlx::Error> for OpslagFout {
    fn from(fout: sqlx::Error) -> Self {
        match fout {
            sqlx::Error::Database(d) => {
                // Only code and constraint: PostgreSQL repeats the values in its message and detail.
                let code = d.code().unwrap_or_default().into_owned();
                let wat = match d.constraint().or_else(|| d.table()) {
                    Some(naam) => format!("{code} {naam}"),
                    None => code.clone(),
                };
                if is_bezet(&code) {
                    return Self::Bezet(wat);
                }
                match d.kind() {
                    sqlx::error::ErrorKind::UniqueViolation => Self::BestaatAl(wat),
                    sqlx::error::ErrorKind::ForeignKeyViolation
                    | sqlx::error::ErrorKind::NotNullViolation
                    | sqlx::error::ErrorKind::CheckViolation => Self::Strijdig(wat),
                    // A statement that does not fit the tables: its message names only our own tables and columns.
                    _ if code == "1" || code.starts_with("42") => {
                        Self::Database(format!("{code} {}", d.message()))
                    }
                    _ => Self::Database(format!("code {wat}")),
                }
            }
            sqlx::Error::PoolTimedOut => Self::Bezet("geen verbinding vrij".into()),
            sqlx::Error::ColumnDecode { .. } => Self::Database("kolom heeft een ander type".into()),
            sqlx::Error::Configuration(_) => {
                Self::Database("adres of instelling van de database klopt niet".into())
            }
            ander => Self::Database(ander.to_string()),
        }
    }
}

impl From<rusqlite::Error> for OpslagFout {
    fn from(fout: rusqlite::Error) -> Self {
        use rusqlite::Error as E;
        // Only the code: a message may name what was written.
        let code = match &fout {
            E::SqliteFailure(sqlite, _) => sqlite.extended_code,
            E::ExecuteReturnedResults => return Self::Database("een opdracht gaf rijen terug".into()),
            _ => return Self::Database("SQLite: een waarde of naam past niet".into()),
        };
        let wat = code.to_string();
        match code {
            _ if is_bezet(&wat) => Self::Bezet(wat),
            // UNIQUE, PRIMARY KEY, ROWID.
            2067 | 1555 | 2579 => Self::BestaatAl(wat),
            // FOREIGN KEY, NOT NULL, CHECK.
            787 | 1299 | 275 => Self::Strijdig(wat),
            // A statement that does not fit the tables: its message names only our own tables and columns.
            1 => Self::Database(fout.to_string()),
            _ => Self::Database(format!("code {wat}")),
        }
    }
}

/// SQLITE_BUSY and SQLITE_LOCKED with their extended codes; serialization failure and deadlock of PostgreSQL.
fn is_bezet(code: &str) -> bool {
    matches!(code, "40001" | "40P01" | "55P03")
        || code
            .parse::<u32>()
            .is_ok_and(|n| matches!(n & 0xff, 5 | 6) && n < 4096)
}

impl From<sqlx::migrate::MigrateError> for OpslagFout {
    fn from(fout: sqlx::migrate::MigrateError) -> Self {
        Self::Migratie(fout.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn alleen_wie_voorging_is_reden_om_het_opnieuw_te_doen() {
        for code in ["40001", "40P01", "5", "6", "517", "261"] {
            assert!(is_bezet(code), "{code}");
        }
        for code in ["23505", "2067", "1555", "787", "42P01", "08006", ""] {
            assert!(!is_bezet(code), "{code}");
        }
    }
}

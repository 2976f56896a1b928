//! PostgreSQL by way of sqlx: the connections, and a question with its values.

use crate::catalogus;
use crate::dialect::Dialect;
use crate::fout::Uitslag;
use crate::lijsten::{Getallen, Ids, Lijst};
use crate::migraties;
use crate::waarde::Waarde;
use sqlx::postgres::{PgArguments, PgConnectOptions, PgPoolOptions};
use sqlx::query::Query;
use sqlx::{AssertSqlSafe, Connection, PgPool, Postgres};
use std::borrow::Cow;
use std::str::FromStr;
use std::time::Duration;

/// How long a connection that lay unused is still trusted.
const VERS: Duration = Duration::from_secs(1);

/// The connections to a database.
pub(super) async fn poel(url: &str) -> Uitslag<PgPool> {
    let opties = PgConnectOptions::from_str(url)?
        .application_name("houvast")
        // A forgotten transaction must not hold up a gemeente.
        .options([
            ("lock_timeout", "10s"),
            ("idle_in_transaction_session_timeout", "120s"),
        ])
        .statement_cache_capacity(300);
    Ok(PgPoolOptions::new()
        .max_connections(16)
        .acquire_timeout(Duration::from_secs(30))
        // What was used a moment ago is still there: asking that of each would be a fifth of what a page asks.
        .test_before_acquire(false)
        .before_acquire(|c, stand| {
            Box::pin(async move {
                if stand.idle_for > VERS {
                    c.ping().await?;
                }
                Ok(true)
            })
        })
        .connect_with(opties)
        .await?)
}

/// `ANALYZE` or `VACUUM` of our own tables.
pub(super) async fn onderhoud(pool: &PgPool, woord: &str) -> Uitslag<()> {
    let tabellen = catalogus::tabellen(migraties::laatste());
    let namen: Vec<&str> = tabellen.iter().map(|t| t.naam).collect();
    // Made from our own texts.
    let sql = AssertSqlSafe(format!("{woord} {}", namen.join(", ")));
    Ok(sqlx::raw_sql(sql).execute(pool).await.map(|_| ())?)
}

/// A query of sqlx with its values.
pub(super) fn vraag(sql: Cow<'static, str>, waarden: Vec<Waarde>) -> Query<'static, Postgres, PgArguments> {
    let mut vraag = sqlx::query::<Postgres>(Dialect::Postgres.sql(sql));
    for waarde in waarden {
        vraag = match waarde {
            Waarde::Tekst(t) => vraag.bind(t),
            Waarde::Getal(n) => vraag.bind(n),
            Waarde::Id(id) => vraag.bind(id),
            Waarde::Bytes(b) => vraag.bind(b),
            Waarde::Ja(ja) => vraag.bind(ja),
            Waarde::Lijst(lijst) => vraag.bind(Lijst(lijst)),
            Waarde::Ids(ids) => vraag.bind(Ids(ids)),
            Waarde::Getallen(getallen) => vraag.bind(Getallen(getallen)),
        };
    }
    vraag
}

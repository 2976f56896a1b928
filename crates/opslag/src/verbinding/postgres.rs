//! PostgreSQL by way of sqlx: the connections, and a question with its values.

use crate::bereik::Bereik;
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

/// The connections to a database, of two kinds.
#[derive(Clone)]
pub(super) struct Poelen {
    /// Of who sees the cases of a gemeente or of an aanbieder. Their questions each have one good way, that of an index, and are asked
    /// all day: PostgreSQL keeps that way. Looking for a better one for these very values cost it more than the question (42 of
    /// the 76 ms of the work list of an aanbieder), and so does starting workers or a compiler for fifty rows.
    zaken: PgPool,
    /// Of all others: a count over a region is worth a plan of its own.
    rest: PgPool,
}

impl Poelen {
    pub(super) async fn open(url: &str) -> Uitslag<Self> {
        let opties = PgConnectOptions::from_str(url)?
            .application_name("houvast")
            // A forgotten transaction must not hold up a gemeente.
            .options([
                ("lock_timeout", "10s"),
                ("idle_in_transaction_session_timeout", "120s"),
            ])
            .statement_cache_capacity(300);
        let vast = opties.clone().options([
            ("plan_cache_mode", "force_generic_plan"),
            ("max_parallel_workers_per_gather", "0"),
            ("jit", "off"),
        ]);
        Ok(Self {
            zaken: instelling(16).connect_lazy_with(vast),
            rest: instelling(8).connect_with(opties).await?,
        })
    }

    /// The connections of this asker.
    pub(super) fn van(&self, bereik: &Bereik) -> &PgPool {
        if bereik.heeft_zaken() {
            &self.zaken
        } else {
            &self.rest
        }
    }

    /// The connections of the program itself.
    pub(super) fn programma(&self) -> &PgPool {
        &self.rest
    }

    pub(super) async fn sluit(&self) {
        self.zaken.close().await;
        self.rest.close().await;
    }
}

fn instelling(hoogstens: u32) -> PgPoolOptions {
    PgPoolOptions::new()
        .max_connections(hoogstens)
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

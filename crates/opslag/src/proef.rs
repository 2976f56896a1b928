//! For tests, also those of other crates (feature `proef`): the same test on SQLite and on PostgreSQL.
//!
//! PostgreSQL comes from `HOUVAST_TEST_POSTGRES` (a URL of a server where databases may be made), or else from the
//! binaries on this machine, as a private server that ends with the test process. Where neither is there a test says that
//! it skips; with `HOUVAST_TEST_ALLES=1` it fails instead.

#![expect(
    clippy::unwrap_used,
    reason = "support for tests: what fails here must stop the test"
)]

use crate::{Opslag, Sleutel};
use sqlx::{AssertSqlSafe, Connection, PgConnection};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use tokio::sync::OnceCell;

/// Not a secret: every test database has it.
const SLEUTEL: [u8; 32] = [42; 32];

static TELLER: AtomicU32 = AtomicU32::new(0);

/// An empty, migrated store of one test. Dropping it removes the SQLite file; a PostgreSQL database goes with
/// [`Proef::ruim_op`] or with its server.
pub struct Proef {
    /// The store.
    pub opslag: Opslag,
    /// The SQLite file.
    pub bestand: Option<PathBuf>,
    url: Option<String>,
}

fn naam() -> String {
    format!(
        "houvast_proef_{}_{}",
        std::process::id(),
        TELLER.fetch_add(1, Ordering::Relaxed)
    )
}

/// A store on SQLite, in a file of its own.
pub async fn sqlite() -> Proef {
    let map = std::env::temp_dir().join(naam());
    std::fs::create_dir_all(&map).unwrap();
    let bestand = map.join("houvast.db");
    let opslag = Opslag::open_sqlite(&bestand, Sleutel::nieuw(SLEUTEL))
        .await
        .unwrap();
    opslag.migreer().await.unwrap();
    Proef {
        opslag,
        bestand: Some(bestand),
        url: None,
    }
}

/// Opens a store that another process of a test made: a SQLite file, or the address of a PostgreSQL.
pub async fn heropen(plek: &str) -> Opslag {
    let sleutel = Sleutel::nieuw(SLEUTEL);
    let opslag = if plek.starts_with("postgres") {
        Opslag::open_postgres(plek, sleutel).await
    } else {
        Opslag::open_sqlite(Path::new(plek), sleutel).await
    };
    opslag.unwrap()
}

/// A store on PostgreSQL, in a database of its own. `None`: there is no PostgreSQL, and that is said on stderr.
pub async fn postgres() -> Option<Proef> {
    let server = SERVER.get_or_init(|| async { start_server().await }).await;
    let server = match server {
        Ok(server) => server,
        Err(waarom) => {
            // Who names a server means it.
            let moet = std::env::var_os("HOUVAST_TEST_POSTGRES").is_some();
            overgeslagen(waarom, moet);
            return None;
        }
    };
    let naam = naam();
    server
        .voer_uit(&format!("CREATE DATABASE {naam} TEMPLATE {}", server.sjabloon))
        .await
        .unwrap();
    let url = server.url(&naam);
    let opslag = Opslag::open_postgres(&url, Sleutel::nieuw(SLEUTEL))
        .await
        .unwrap();
    Some(Proef {
        opslag,
        bestand: None,
        url: Some(url),
    })
}

fn overgeslagen(waarom: &str, moet: bool) {
    let moet = moet || std::env::var_os("HOUVAST_TEST_ALLES").is_some_and(|a| a == "1");
    assert!(!moet, "geen PostgreSQL: {waarom}");
    eprintln!("OVERGESLAGEN, geen PostgreSQL: {waarom}");
}

/// Where the programs of PostgreSQL are, for a test that starts a server in its own way. `None`: that is said on stderr.
#[must_use]
pub fn postgres_bin() -> Option<PathBuf> {
    let bin = zoek_bin();
    if bin.is_none() {
        overgeslagen(GEEN_BIN, false);
    }
    bin
}

/// Makes this PostgreSQL slow: until the connection is dropped nobody can write this table.
pub async fn vertraag(url: &str, tabel: &str) -> PgConnection {
    let mut lijn = PgConnection::connect(url).await.unwrap();
    sqlx::raw_sql(AssertSqlSafe(format!(
        "BEGIN; LOCK TABLE {tabel} IN EXCLUSIVE MODE"
    )))
    .execute(&mut lijn)
    .await
    .unwrap();
    lijn
}

impl Proef {
    /// The same database, opened anew: what a restart of the program sees.
    pub async fn opnieuw(&self) -> Opslag {
        match (&self.bestand, &self.url) {
            (Some(pad), _) => Opslag::open_sqlite(pad, Sleutel::nieuw(SLEUTEL)).await.unwrap(),
            (None, Some(url)) => Opslag::open_postgres(url, Sleutel::nieuw(SLEUTEL)).await.unwrap(),
            (None, None) => self.opslag.clone(),
        }
    }

    /// The address for `--database`; `None` on SQLite.
    #[must_use]
    pub fn url(&self) -> Option<&str> {
        self.url.as_deref()
    }

    /// Closes the store and removes its database.
    pub async fn ruim_op(self) {
        self.opslag.sluit().await;
        if let (Some(url), Some(Ok(server))) = (&self.url, SERVER.get()) {
            let zonder_vragen = url.split('?').next().unwrap_or_default();
            let naam = zonder_vragen.split('/').next_back().unwrap_or_default();
            // A pool of the test may still hold a connection.
            server
                .voer_uit(&format!("DROP DATABASE IF EXISTS {naam} WITH (FORCE)"))
                .await
                .unwrap();
        }
    }
}

impl Drop for Proef {
    fn drop(&mut self) {
        if let Some(map) = self.bestand.as_deref().and_then(Path::parent) {
            // Nothing to do about a failure; the folder is a temporary one.
            let _ = std::fs::remove_dir_all(map);
        }
    }
}

/// Runs one async test body on both databases: `op_beide! { async fn naam(opslag: &Proef) { … } }` gives the tests
/// `naam::sqlite` and `naam::postgres`.
#[macro_export]
macro_rules! op_beide {
    ($($(#[$meta:meta])* async fn $naam:ident($proef:ident: &Proef) $lijf:block)*) => {
        $(
            mod $naam {
                #[allow(unused_imports, reason = "a body may need nothing from outside")]
                use super::*;

                $(#[$meta])*
                async fn toets($proef: &$crate::proef::Proef) $lijf

                #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn sqlite() {
                    let proef = $crate::proef::sqlite().await;
                    toets(&proef).await;
                    proef.ruim_op().await;
                }

                #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn postgres() {
                    if let Some(proef) = $crate::proef::postgres().await {
                        toets(&proef).await;
                        proef.ruim_op().await;
                    }
                }
            }
        )*
    };
}

static SERVER: OnceCell<Result<Server, String>> = OnceCell::const_new();

struct Server {
    /// Up to and including the slash, and what comes after the name of the database.
    begin: String,
    eind: String,
    sjabloon: String,
    /// Its standard input is the life line: when this process ends, however, the server stops and cleans up.
    _kind: Option<Child>,
}

impl Server {
    fn url(&self, database: &str) -> String {
        format!("{}{database}{}", self.begin, self.eind)
    }

    async fn voer_uit(&self, sql: &str) -> Result<(), sqlx::Error> {
        let mut c = PgConnection::connect(&self.url("postgres")).await?;
        // Names of this module only.
        sqlx::raw_sql(AssertSqlSafe(sql.to_owned()))
            .execute(&mut c)
            .await?;
        c.close().await
    }
}

async fn start_server() -> Result<Server, String> {
    let (begin, eind, kind) = match std::env::var("HOUVAST_TEST_POSTGRES") {
        Ok(url) => {
            let (voor, vragen) = url.split_once('?').map_or((url.as_str(), ""), |(v, n)| (v, n));
            let host = voor.find("://").map_or(0, |i| i + 3);
            let begin = match voor[host..].find('/') {
                Some(i) => voor[..=host + i].to_owned(),
                None => format!("{voor}/"),
            };
            let eind = if vragen.is_empty() {
                String::new()
            } else {
                format!("?{vragen}")
            };
            (begin, eind, None)
        }
        Err(_) => {
            let (map, kind) = eigen_server()?;
            (
                "postgres:///".to_owned(),
                format!("?host={map}&user=houvast"),
                Some(kind),
            )
        }
    };
    let server = Server {
        begin,
        eind,
        sjabloon: naam(),
        _kind: kind,
    };
    maak_sjabloon(&server)
        .await
        .map_err(|fout| format!("server antwoordt niet goed: {fout}"))?;
    Ok(server)
}

/// Migrated once; every test gets a copy.
async fn maak_sjabloon(server: &Server) -> Result<(), Box<dyn std::error::Error>> {
    server
        .voer_uit(&format!("CREATE DATABASE {}", server.sjabloon))
        .await?;
    let opslag = Opslag::open_postgres(&server.url(&server.sjabloon), Sleutel::nieuw(SLEUTEL)).await?;
    opslag.migreer().await?;
    opslag.sluit().await;
    Ok(())
}

/// A private server without network, in a temporary folder. Durability is off: these tests do not pull plugs.
const SCRIPT: &str = r#"
set -e
map=$(mktemp -d /tmp/houvast-pg-XXXXXX)
cd "$map"
trap '"$0"/pg_ctl -D "$map/data" -m immediate stop >/dev/null 2>&1; rm -rf "$map"' EXIT
trap 'exit 1' INT TERM HUP
"$0"/initdb -D "$map/data" -U houvast -A trust -E UTF8 --locale=C --no-sync >"$map/log" 2>&1 || { cat "$map/log" >&2; exit 1; }
"$0"/pg_ctl -D "$map/data" -l "$map/log" -w -t 60 -o "-c listen_addresses='' -c unix_socket_directories='$map' \
  -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=500 -c shared_buffers=64MB" \
  start </dev/null >/dev/null 2>&1 || { cat "$map/log" >&2; exit 1; }
echo "$map"
cat >/dev/null
"#;

const GEEN_BIN: &str = "geen initdb gevonden; installeer postgresql (15 of nieuwer)";

fn eigen_server() -> Result<(String, Child), String> {
    let bin = zoek_bin().ok_or(GEEN_BIN)?;
    // initdb refuses to run as root.
    let als_root = Command::new("id")
        .arg("-u")
        .output()
        .is_ok_and(|u| u.stdout == b"0\n");
    let mut opdracht = if als_root {
        let mut opdracht = Command::new("runuser");
        opdracht.args(["-u", "postgres", "--", "sh"]);
        opdracht
    } else {
        Command::new("sh")
    };
    let mut kind = opdracht
        .args(["-c", SCRIPT])
        .arg(&bin)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::inherit())
        .spawn()
        .map_err(|fout| format!("{}: {fout}", bin.display()))?;
    let mut map = String::new();
    let uit = kind.stdout.take().ok_or("geen uitvoer")?;
    BufReader::new(uit)
        .read_line(&mut map)
        .map_err(|fout| fout.to_string())?;
    if map.trim().is_empty() {
        return Err(format!("{} start niet", bin.display()));
    }
    Ok((map.trim().to_owned(), kind))
}

/// The newest of Debian's folders, else what is on the path. Below 15 does not count.
fn zoek_bin() -> Option<PathBuf> {
    let mut versies: Vec<(u32, PathBuf)> = std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|map| Some((map.file_name().to_str()?.parse().ok()?, map.path().join("bin"))))
        .filter(|(versie, bin)| *versie >= 15 && bin.join("initdb").exists())
        .collect();
    versies.sort();
    versies.pop().map(|(_, bin)| bin).or_else(|| {
        std::env::split_paths(&std::env::var_os("PATH")?)
            .find(|map| map.join("initdb").exists() && map.join("pg_ctl").exists())
    })
}

//! The disk of PostgreSQL is full to the last byte while messages come in. PostgreSQL itself may fall over on that, for it
//! cannot write its own log; whoever manages it starts it again when there is room.

use super::{Schijf, afgewezen, leg, na_de_storing};
use crate::gemeen::verkeer::inhoud;
use crate::gemeen::{klop_aan, start_server, verse_map, wacht};
use houvast_opslag::{Opslag, Sleutel, proef};
use sqlx::Connection as _;
use std::{
    fs,
    io::Write as _,
    os::unix::process::CommandExt as _,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread::{JoinHandle, sleep, spawn},
    time::Duration,
};

/// The files of PostgreSQL with our tables are some 70 MB.
const MEGABYTES: u32 = 112;
/// Enough to fill what PostgreSQL still has of its own log, and far more than that.
const HOOGSTENS: usize = 400;

/// A PostgreSQL of this test, with its data on a small disk and the rest beside it.
struct Postgres {
    bin: PathBuf,
    map: PathBuf,
    wie: (u32, u32),
    proces: Child,
}

/// The number of a user (`-u`) or of its group (`-g`).
fn nummer(optie: &str, naam: &str) -> Option<u32> {
    let uit = Command::new("id").args([optie, naam]).output().ok()?;
    String::from_utf8(uit.stdout).ok()?.trim().parse().ok()
}

/// As the user that PostgreSQL runs as; only root may do that, and only root may mount.
fn als((uid, gid): (u32, u32), programma: &Path) -> Command {
    let mut opdracht = Command::new(programma);
    opdracht.uid(uid).gid(gid).current_dir("/");
    opdracht
}

fn draai(bin: &Path, map: &Path, wie: (u32, u32)) -> Child {
    let verslag = fs::OpenOptions::new()
        .create(true)
        .append(true)
        .open(map.join("verslag"))
        .unwrap();
    let sokken = format!("unix_socket_directories={}", map.join("sok").display());
    als(wie, &bin.join("postgres"))
        .arg("-D")
        .arg(map.join("schijf/data"))
        .args(["-c", &sokken])
        .args(["-c", "listen_addresses="])
        .args(["-c", "shared_buffers=16MB"])
        .args(["-c", "min_wal_size=2MB"])
        .args(["-c", "max_wal_size=4MB"])
        .args(["-c", "max_connections=40"])
        .stdout(Stdio::null())
        .stderr(verslag)
        .spawn()
        .unwrap()
}

impl Postgres {
    fn nieuw(map: &Path, bin: PathBuf, wie: (u32, u32)) -> Self {
        let gemaakt = als(wie, &bin.join("initdb"))
            .arg("-D")
            .arg(map.join("schijf/data"))
            .args(["-U", "houvast", "-A", "trust", "-E", "UTF8", "--locale=C"])
            .args(["--no-sync", "--wal-segsize=1"])
            .output()
            .unwrap();
        assert!(
            gemaakt.status.success(),
            "{}",
            String::from_utf8_lossy(&gemaakt.stderr)
        );
        let proces = draai(&bin, map, wie);
        Self {
            bin,
            map: map.to_owned(),
            wie,
            proces,
        }
    }

    fn url(&self) -> String {
        format!(
            "postgres:///postgres?host={}&user=houvast",
            self.map.join("sok").display()
        )
    }

    fn verslag(&self) -> String {
        fs::read_to_string(self.map.join("verslag")).unwrap()
    }

    /// As a service manager: what has stopped is started.
    fn houd_aan(&mut self) {
        if self.proces.try_wait().unwrap().is_some() {
            self.proces = draai(&self.bin, &self.map, self.wie);
        }
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        // At once, but it takes its children and its shared memory along.
        let nummer = self.proces.id().to_string();
        Command::new("kill").args(["-QUIT", &nummer]).status().ok();
        self.proces.wait().ok();
    }
}

/// Keeps a disk full to the last byte, also when PostgreSQL gives something back.
struct Ballast {
    pad: PathBuf,
    klaar: Arc<AtomicBool>,
    vuller: JoinHandle<()>,
}

impl Ballast {
    /// Returns when the disk is full.
    fn nieuw(pad: PathBuf) -> Self {
        let mut bestand = fs::File::create(&pad).unwrap();
        let mut vul = move || {
            while bestand.write_all(&[0; 64 * 1024]).is_ok() {}
            while bestand.write_all(&[0; 512]).is_ok() {}
        };
        vul();
        let klaar = Arc::new(AtomicBool::new(false));
        let stop = Arc::clone(&klaar);
        let vuller = spawn(move || {
            while !stop.load(Ordering::Relaxed) {
                vul();
                sleep(Duration::from_millis(10));
            }
        });
        Self { pad, klaar, vuller }
    }

    fn weg(self) {
        self.klaar.store(true, Ordering::Relaxed);
        self.vuller.join().unwrap();
        fs::remove_file(self.pad).unwrap();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn een_volle_schijf_onder_postgres_verliest_niets_en_daarna_gaat_het_vanzelf_verder() {
    let Some(bin) = proef::postgres_bin() else {
        return;
    };
    // Not in the folder of the build: the user of PostgreSQL may not come there.
    let plek = std::env::temp_dir().join(format!("houvast-vol-{}", std::process::id()));
    fs::create_dir_all(plek.join("schijf")).unwrap();
    fs::create_dir_all(plek.join("sok")).unwrap();
    if let (Some(uid), Some(gid)) = (nummer("-u", "postgres"), nummer("-g", "postgres")) {
        std::os::unix::fs::chown(plek.join("sok"), Some(uid), Some(gid)).ok();
        let schijf = plek.join("schijf");
        let opties = format!("size={MEGABYTES}m,mode=0700,uid={uid},gid={gid}");
        if let Some(_schijf) = Schijf::met(&schijf, &opties) {
            vol(Postgres::nieuw(&plek, bin, (uid, gid))).await;
        }
    } else {
        eprintln!("OVERGESLAGEN: er is geen gebruiker postgres");
    }
    fs::remove_dir_all(plek).unwrap();
}

async fn vol(mut postgres: Postgres) {
    let map = verse_map("vol-pg");
    let sleutel = [42; 32];
    fs::write(map.join("sleutel"), sleutel).unwrap();
    let url = postgres.url();
    let open = async || Opslag::open_postgres(&url, Sleutel::nieuw(sleutel)).await;
    let sok = postgres.map.join("sok/.s.PGSQL.5432");
    assert!(
        wacht(Duration::from_secs(30), || sok.exists()),
        "{}",
        postgres.verslag()
    );
    let mut server = tokio::task::block_in_place(|| start_server(&map, &url, &[]));
    let klop = |naam: &str| tokio::task::block_in_place(|| klop_aan(&server, naam));
    klop("vooraf");
    let ballast = Ballast::nieuw(postgres.map.join("schijf/ballast"));
    // Messages until PostgreSQL says so, and some after that.
    let mut nummers = Vec::new();
    let mut nieuwe = afgewezen();
    let mut meer = |hoeveel: usize| {
        let deel: Vec<usize> = nieuwe.by_ref().take(hoeveel).collect();
        leg(&map, &deel);
        nummers.extend(deel);
        nummers.len()
    };
    let geen_plek = || postgres.verslag().contains("No space left on device");
    while !geen_plek() && meer(4) < HOOGSTENS {
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    assert!(geen_plek(), "de schijf was echt vol: {}", postgres.verslag());
    klop("intussen");
    // Others on the same PostgreSQL write too, until it cannot write its own log: then it stops.
    tokio::time::timeout(Duration::from_secs(60), async {
        let druk = "SELECT pg_logical_emit_message(false, 'druk', repeat('x', 500000))";
        let mut lijn = sqlx::PgConnection::connect(&url).await.unwrap();
        while sqlx::query(druk).execute(&mut lijn).await.is_ok() {}
    })
    .await
    .unwrap();
    assert!(
        wacht(Duration::from_secs(10), || postgres.verslag().contains("PANIC")),
        "{}",
        postgres.verslag()
    );
    meer(8);
    tokio::time::sleep(Duration::from_secs(3)).await;
    assert!(inhoud(&map).len() < 2 * nummers.len(), "niet alles is beantwoord");
    for bytes in inhoud(&map).values() {
        assert!(
            String::from_utf8_lossy(bytes).trim_end().ends_with('>'),
            "geen half antwoord"
        );
    }
    assert!(
        server.proces.try_wait().unwrap().is_none(),
        "de server draait nog"
    );
    eprintln!(
        "{} berichten; PostgreSQL {}",
        nummers.len(),
        match postgres.proces.try_wait().unwrap() {
            Some(uitgang) => format!("viel om ({uitgang})"),
            None => "bleef staan".to_owned(),
        }
    );
    ballast.weg();
    let mut opslag = open().await;
    for _ in 0..60 {
        if opslag.is_ok() {
            break;
        }
        postgres.houd_aan();
        tokio::time::sleep(Duration::from_millis(500)).await;
        opslag = open().await;
    }
    na_de_storing((&map, &url), &mut server, &nummers, &opslag.unwrap()).await;
}

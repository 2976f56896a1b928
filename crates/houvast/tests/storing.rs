//! A full disk, a disk that can only be read, a database that is away, a sender that dies halfway: the server goes on, and
//! nothing is lost or answered twice.

#![expect(clippy::unwrap_used, reason = "a test may fail loudly")]

mod gemeen;
#[path = "storing/vol_postgres.rs"]
mod vol_postgres;

use gemeen::verkeer::{self, Geval, bericht, inhoud, kenmerk, systeem, vandaag};
use gemeen::{Demo, bestanden, klop_aan, leg_in, server_los, start_server, stop_net, verse_map, voer, wacht};
use houvast_dienst::demo;
use houvast_opslag::{Opslag, Sleutel, proef};
use sqlx::Connection as _;
use std::{fs, io::Write as _, path::Path, process::Command, thread::sleep, time::Duration};

/// A small disk of its own. `None`: this user may not mount one, and that is said.
struct Schijf<'a>(&'a Path);

impl<'a> Schijf<'a> {
    fn nieuw(map: &'a Path, megabytes: u32) -> Option<Self> {
        Self::met(map, &format!("size={megabytes}m"))
    }

    fn met(map: &'a Path, opties: &str) -> Option<Self> {
        let gelukt = Command::new("mount")
            .args(["-t", "tmpfs", "-o", opties, "tmpfs"])
            .arg(map)
            .output();
        if gelukt.is_ok_and(|u| u.status.success()) {
            Some(Self(map))
        } else {
            eprintln!("OVERGESLAGEN: deze gebruiker mag geen eigen schijf maken (mount)");
            None
        }
    }

    fn opnieuw(&self, wijze: &str) {
        let gelukt = Command::new("mount")
            .args(["-o", &format!("remount,{wijze}")])
            .arg(self.0)
            .status();
        assert!(gelukt.unwrap().success(), "{wijze}");
    }
}

impl Drop for Schijf<'_> {
    fn drop(&mut self) {
        Command::new("umount").arg("-l").arg(self.0).status().ok();
    }
}

/// Numbers of the case "refused", for which a region without data is enough: JW316 and JW319.
fn afgewezen() -> impl Iterator<Item = usize> {
    (0..).filter(|n| Geval::van(*n) == Geval::Afgewezen)
}

fn leg(map: &Path, nummers: &[usize]) {
    let dag = vandaag();
    let mensen = demo::mensen(demo::ZAAD, dag);
    for nummer in nummers {
        leg_in(
            map,
            &format!("{}.xml", kenmerk(*nummer)),
            &bericht(&mensen, dag, *nummer),
        );
    }
}

/// Each of these has its two answers, once, and its original is put away.
fn alles_beantwoord(map: &Path, nummers: &[usize]) -> bool {
    let uit = inhoud(map);
    bestanden(map, "in").is_empty()
        && bestanden(map, "bezig").is_empty()
        && uit.len() == 2 * nummers.len()
        && nummers.iter().all(|n| {
            let met = uit
                .values()
                .filter(|bytes| String::from_utf8_lossy(bytes).contains(&kenmerk(*n)));
            met.count() == 2
        })
}

fn sqlite(map: &Path, doe: impl AsyncFnOnce(Opslag)) {
    let sleutel: [u8; 32] = fs::read(map.join("sleutel")).unwrap().try_into().unwrap();
    tokio::runtime::Runtime::new().unwrap().block_on(async {
        let opslag = Opslag::open_sqlite(&map.join("houvast.db"), Sleutel::nieuw(sleutel))
            .await
            .unwrap();
        doe(opslag).await;
    });
}

#[test]
fn een_volle_schijf_verliest_niets_en_daarna_gaat_het_vanzelf_verder() {
    let map = verse_map("vol");
    let Some(_schijf) = Schijf::nieuw(&map, 24) else {
        return;
    };
    let mut server = start_server(&map, "sqlite", &[]);
    klop_aan(&server, "vooraf");
    // Fill it to the last byte, then give so much that the messages themselves fit and nothing else.
    let ballast = map.join("ballast");
    let mut vol = fs::File::create(&ballast).unwrap();
    while vol.write_all(&[0; 64 * 1024]).is_ok() {}
    while vol.write_all(&[0; 512]).is_ok() {}
    let nummers: Vec<usize> = afgewezen().take(8).collect();
    let over = fs::metadata(&ballast).unwrap().len() - 48 * 1024;
    vol.set_len(over).unwrap();
    leg(&map, &nummers);
    klop_aan(&server, "intussen");
    sleep(Duration::from_secs(3));
    assert!(inhoud(&map).len() < 2 * nummers.len(), "de schijf was echt vol");
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
    drop(vol);
    fs::remove_file(&ballast).unwrap();
    assert!(
        wacht(Duration::from_secs(60), || alles_beantwoord(&map, &nummers)),
        "{:?}",
        inhoud(&map).keys()
    );
    klop_aan(&server, "daarna");
    assert_eq!(stop_net(&mut server), Some(0));
    sqlite(&map, async |opslag| {
        let mut lees = opslag.lees(&systeem()).await.unwrap();
        assert_eq!(lees.achterstand(3).await.unwrap().wachtend, 0);
        drop(lees);
        opslag.sluit().await;
    });
    verkeer::controleer_log(&map, "sqlite", 2);
    drop(_schijf);
    fs::remove_dir_all(map).unwrap();
}

#[test]
fn op_een_schijf_die_alleen_te_lezen_is_begint_niets_en_gaat_niets_kapot() {
    let map = verse_map("alleenlezen");
    let Some(schijf) = Schijf::nieuw(&map, 24) else {
        return;
    };
    let mut server = start_server(&map, "sqlite", &[]);
    assert_eq!(stop_net(&mut server), Some(0));
    let nummers: Vec<usize> = afgewezen().take(4).collect();
    leg(&map, &nummers);
    schijf.opnieuw("ro");
    let uit = server_los(&map, "sqlite", &[]).wait_with_output().unwrap();
    assert_eq!(uit.status.code(), Some(3));
    let (code, uit, _) = voer(&["diagnose", "--map", map.to_str().unwrap()]);
    assert_eq!(code, Some(1));
    assert!(uit.contains("de schijf is alleen te lezen"), "{uit}");
    schijf.opnieuw("rw");
    let mut server = start_server(&map, "sqlite", &[]);
    assert!(
        wacht(Duration::from_secs(30), || alles_beantwoord(&map, &nummers)),
        "{:?}",
        inhoud(&map).keys()
    );
    assert_eq!(stop_net(&mut server), Some(0));
    drop(schijf);
    fs::remove_dir_all(map).unwrap();
}

/// Whoever manages the PostgreSQL of a test: a connection to another database of it, and the name of ours.
async fn beheerder(url: &str) -> (sqlx::PgConnection, String) {
    let (begin, vragen) = url.split_once('?').unwrap();
    let (basis, naam) = begin.rsplit_once('/').unwrap();
    let beheer = sqlx::PgConnection::connect(&format!("{basis}/postgres?{vragen}")).await;
    (beheer.unwrap(), naam.to_owned())
}

async fn doe(beheer: &mut sqlx::PgConnection, sql: String) {
    let gedaan = sqlx::query(sqlx::AssertSqlSafe(sql)).execute(beheer).await;
    gedaan.unwrap();
}

fn verbreek(naam: &str) -> String {
    format!("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{naam}'")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn een_database_die_even_weg_is_kost_geen_bericht() {
    let Some(proef) = proef::postgres().await else {
        return;
    };
    let url = proef.url().unwrap().to_owned();
    let map = verse_map("dbweg");
    fs::write(map.join("sleutel"), [42; 32]).unwrap();
    let mut server = start_server(&map, &url, &[]);
    tokio::task::block_in_place(|| klop_aan(&server, "vooraf"));
    let nummers: Vec<usize> = afgewezen().take(12).collect();
    leg(&map, &nummers[..4]);
    // Gone: all connections are cut and none is let in.
    let (mut beheer, naam) = beheerder(&url).await;
    doe(
        &mut beheer,
        format!("ALTER DATABASE {naam} ALLOW_CONNECTIONS false"),
    )
    .await;
    doe(&mut beheer, verbreek(&naam)).await;
    leg(&map, &nummers[4..]);
    tokio::time::sleep(Duration::from_secs(5)).await;
    assert!(
        inhoud(&map).len() <= 2 * 4,
        "zonder database wordt niets beantwoord"
    );
    assert!(
        server.proces.try_wait().unwrap().is_none(),
        "de server draait nog"
    );
    doe(
        &mut beheer,
        format!("ALTER DATABASE {naam} ALLOW_CONNECTIONS true"),
    )
    .await;
    na_de_storing((&map, &url), &mut server, &nummers, &proef.opnieuw().await).await;
    proef.ruim_op().await;
}

/// Everything is answered once, nothing is left to do and the log is whole.
async fn na_de_storing(plek: (&Path, &str), server: &mut Demo, nummers: &[usize], opslag: &Opslag) {
    let (map, database) = plek;
    let terug =
        tokio::task::block_in_place(|| wacht(Duration::from_secs(90), || alles_beantwoord(map, nummers)));
    assert!(terug, "{:?}", inhoud(map).keys());
    // What was delivered but not marked comes again after its lease: only then could something come twice.
    let mut open = -1;
    for _ in 0..300 {
        let mut lees = opslag.lees(&systeem()).await.unwrap();
        open = lees.uitbak_stand().await.unwrap().wachtend + lees.achterstand(3).await.unwrap().wachtend;
        if open == 0 {
            break;
        }
        drop(lees);
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    assert_eq!(open, 0, "er ligt niets meer te wachten");
    assert!(alles_beantwoord(map, nummers), "{:?}", inhoud(map).keys());
    tokio::task::block_in_place(|| klop_aan(server, "daarna"));
    assert_eq!(stop_net(server), Some(0));
    opslag.sluit().await;
    verkeer::controleer_log(map, database, 2);
    fs::remove_dir_all(map).unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn een_postgres_die_alleen_te_lezen_is_verliest_niets_en_daarna_gaat_het_vanzelf_verder() {
    // What a standby is after a switch, and what some managed services make of a disk that is almost full.
    let Some(proef) = proef::postgres().await else {
        return;
    };
    let url = proef.url().unwrap().to_owned();
    let map = verse_map("dblezen");
    fs::write(map.join("sleutel"), [42; 32]).unwrap();
    let mut server = start_server(&map, &url, &[]);
    tokio::task::block_in_place(|| klop_aan(&server, "vooraf"));
    let (mut beheer, naam) = beheerder(&url).await;
    doe(
        &mut beheer,
        format!("ALTER DATABASE {naam} SET default_transaction_read_only = on"),
    )
    .await;
    doe(&mut beheer, verbreek(&naam)).await;
    let nummers: Vec<usize> = afgewezen().take(8).collect();
    leg(&map, &nummers);
    tokio::task::block_in_place(|| klop_aan(&server, "intussen"));
    tokio::time::sleep(Duration::from_secs(3)).await;
    assert!(inhoud(&map).is_empty(), "wat niet vastligt wordt niet beantwoord");
    assert!(
        server.proces.try_wait().unwrap().is_none(),
        "de server draait nog"
    );
    doe(
        &mut beheer,
        format!("ALTER DATABASE {naam} RESET default_transaction_read_only"),
    )
    .await;
    doe(&mut beheer, verbreek(&naam)).await;
    na_de_storing((&map, &url), &mut server, &nummers, &proef.opnieuw().await).await;
    proef.ruim_op().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn een_sqlite_die_een_ander_lang_vasthoudt_kost_geen_bericht() {
    let map = verse_map("traag");
    fs::write(map.join("sleutel"), [42; 32]).unwrap();
    let mut server = start_server(&map, "sqlite", &[]);
    tokio::task::block_in_place(|| klop_aan(&server, "vooraf"));
    let opslag = proef::heropen(map.join("houvast.db").to_str().unwrap()).await;
    let traag = opslag.begin(&systeem()).await.unwrap();
    trage_opslag((&map, "sqlite"), &mut server, traag, &opslag).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn een_postgres_die_een_ander_lang_vasthoudt_kost_geen_bericht() {
    let Some(proef) = proef::postgres().await else {
        return;
    };
    let map = verse_map("traag-pg");
    fs::write(map.join("sleutel"), [42; 32]).unwrap();
    let url = proef.url().unwrap();
    let mut server = start_server(&map, url, &[]);
    tokio::task::block_in_place(|| klop_aan(&server, "vooraf"));
    let traag = proef::vertraag(url, "aankomst").await;
    trage_opslag((&map, url), &mut server, traag, &proef.opnieuw().await).await;
    proef.ruim_op().await;
}

/// Held longer than a question waits for it (10 seconds), until `traag` is dropped.
async fn trage_opslag<T>(plek: (&Path, &str), server: &mut Demo, traag: T, opslag: &Opslag) {
    let map = plek.0;
    let nummers: Vec<usize> = afgewezen().take(8).collect();
    leg(map, &nummers);
    tokio::time::sleep(Duration::from_secs(12)).await;
    assert!(inhoud(map).is_empty(), "wat niet vastligt wordt niet beantwoord");
    assert!(
        server.proces.try_wait().unwrap().is_none(),
        "de server draait nog"
    );
    drop(traag);
    na_de_storing(plek, server, &nummers, opslag).await;
}

#[test]
fn een_half_bestand_van_een_ander_wordt_niet_genomen_of_een_keer_als_fout_gemeld() {
    half_bestand("half", "sqlite");
}

#[test]
fn op_postgres_wordt_een_half_bestand_ook_niet_genomen_of_een_keer_als_fout_gemeld() {
    let motor = tokio::runtime::Runtime::new().unwrap();
    let Some(proef) = motor.block_on(proef::postgres()) else {
        return;
    };
    half_bestand("half-pg", proef.url().unwrap());
    motor.block_on(proef.ruim_op());
}

fn half_bestand(naam: &str, database: &str) {
    let map = verse_map(naam);
    fs::write(map.join("sleutel"), [42; 32]).unwrap();
    let mut server = start_server(&map, database, &[]);
    let dag = vandaag();
    let mensen = demo::mensen(demo::ZAAD, dag);
    let nummers: Vec<usize> = afgewezen().take(2).collect();
    let heel = bericht(&mensen, dag, nummers[0]);
    let helft = &heel[..heel.len() / 2];
    let in_map = map.join("postbus/in");
    // A careful sender that died, and one that is slow but writes beside its place.
    fs::write(in_map.join("gestorven.xml.deel"), helft).unwrap();
    fs::write(in_map.join(".traag.xml"), helft).unwrap();
    // A careless sender that died: under the final name, half.
    fs::write(in_map.join("slordig.xml"), helft).unwrap();
    assert!(wacht(Duration::from_secs(20), || inhoud(&map).len() == 1));
    sleep(Duration::from_secs(1));
    fs::write(in_map.join(".traag.xml"), &heel).unwrap();
    fs::rename(in_map.join(".traag.xml"), in_map.join("traag.xml")).unwrap();
    assert!(
        wacht(Duration::from_secs(20), || inhoud(&map).len() == 3),
        "{:?}",
        inhoud(&map).keys()
    );
    sleep(Duration::from_secs(1));
    let uit = inhoud(&map);
    let fout: Vec<_> = uit.keys().filter(|n| n.ends_with(".fout.json")).collect();
    assert_eq!((uit.len(), fout.len()), (3, 1), "{:?}", uit.keys());
    assert!(
        in_map.join("gestorven.xml.deel").exists(),
        "onaf werk blijft van de afzender"
    );
    assert_eq!(
        fs::read(map.join("postbus/fout/slordig.xml")).unwrap(),
        helft,
        "wat kwam is bewaard"
    );
    assert_eq!(stop_net(&mut server), Some(0));
    fs::remove_dir_all(map).unwrap();
}

//! `kill -9` at random moments while messages come in; afterwards the journal and the postbus must show that each
//! message was answered exactly once.
//!
//! `HOUVAST_TEST_KILLS` and `HOUVAST_TEST_BERICHTEN` set the size, `HOUVAST_TEST_ZAAD` repeats a run.

#![expect(clippy::unwrap_used, reason = "a test may fail loudly")]

mod gemeen;

use gemeen::verkeer::{
    self, Gezien, bericht, controleer_postbus, geduld, getal, inhoud, kenmerk, systeem, vandaag, verwacht,
};
use gemeen::{bestanden, klop_aan, leg_in, start_los, start_met, stop_net, verse_map, wacht};
use houvast_dienst::demo::{self, kans::Kans};
use houvast_opslag::{Opslag, Sleutel, proef};
use std::{
    fs,
    path::Path,
    sync::{
        Mutex,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    thread::{scope, sleep},
    time::Duration,
};

/// One at a time: two at once on a small machine would measure patience, not loss.
static BEURT: Mutex<()> = Mutex::new(());

#[test]
fn na_elke_kill_is_elk_bericht_precies_een_keer_beantwoord() {
    onder_vuur("crash", "sqlite", 20, 240);
}

#[test]
fn op_postgres_is_na_elke_kill_elk_bericht_precies_een_keer_beantwoord() {
    let motor = tokio::runtime::Runtime::new().unwrap();
    // Says on stderr when there is no PostgreSQL.
    let Some(proef) = motor.block_on(proef::postgres()) else {
        return;
    };
    onder_vuur("crash-pg", proef.url().unwrap(), 8, 96);
    motor.block_on(proef.ruim_op());
}

fn onder_vuur(naam: &str, database: &str, kills: usize, berichten: usize) {
    let _beurt = BEURT.lock().unwrap_or_else(|gezakt| gezakt.into_inner());
    let (kills, aantal) = (
        getal("HOUVAST_TEST_KILLS", kills),
        getal("HOUVAST_TEST_BERICHTEN", berichten),
    );
    let zaad = getal("HOUVAST_TEST_ZAAD", std::process::id() as usize);
    eprintln!("{naam}: {kills} kills, {aantal} berichten, zaad {zaad}");
    let mut kans = Kans::nieuw(zaad as u64);
    let map = verse_map(naam);
    // The tables of a test database are made with the key of all test databases; such a folder is a demo's.
    fs::write(map.join("sleutel"), [42; 32]).unwrap();
    fs::write(map.join("demo.txt"), "").unwrap();
    let opties = ["--database", database];
    // The first start fills the store; what it sent then is no answer of ours.
    assert_eq!(
        stop_net(&mut start_met(&map, &opties)),
        Some(0),
        "SIGTERM stopt netjes"
    );
    let vooraf = inhoud(&map);

    let vandaag = vandaag();
    let mensen = demo::mensen(demo::ZAAD, vandaag);
    let (ingelegd, klaar) = (AtomicUsize::new(0), AtomicBool::new(false));
    let mut gezien = Gezien::default();
    scope(|s| {
        s.spawn(|| {
            for nummer in 0..aantal {
                leg_in(
                    &map,
                    &format!("{}.xml", kenmerk(nummer)),
                    &bericht(&mensen, vandaag, nummer),
                );
                ingelegd.store(nummer + 1, Ordering::Relaxed);
                // Spread over the kills, some 700 ms each.
                sleep(Duration::from_micros((kills * 700_000 / aantal) as u64));
            }
            klaar.store(true, Ordering::Relaxed);
        });
        for _ in 0..kills {
            let mut proces = start_los(&map, &opties);
            // Some kills fall into the start itself.
            sleep(Duration::from_millis(50 + kans.onder(1_300) as u64));
            proces.kill().unwrap();
            proces.wait().unwrap();
            gezien.kijk(&map);
        }
    });
    eprintln!(
        "{naam}: na de laatste kill waren er {} van {} antwoorden",
        inhoud(&map).len().saturating_sub(vooraf.len()),
        verwacht(aantal)
    );
    assert!(klaar.load(Ordering::Relaxed) && ingelegd.load(Ordering::Relaxed) == aantal);

    let mut demo = start_met(&map, &opties);
    klop_aan(&demo, "niemand");
    let leeg = |deel| bestanden(&map, deel).is_empty();
    let rustig = wacht(geduld(aantal), || {
        leeg("in") && leeg("bezig") && verwacht(aantal) <= bestanden(&map, "uit").len() - vooraf.len()
    });
    // A delivery that was written but not yet marked when the kill came is delivered again after its lease: only then could
    // something come twice.
    let afgevinkt = wacht(Duration::from_secs(60), || in_de_uitbak(&map, database) == 0);
    sleep(Duration::from_secs(1));
    assert_eq!(stop_net(&mut demo), Some(0), "SIGTERM stopt netjes");
    assert!(
        afgevinkt,
        "na een minuut wachten er nog {} op aflevering",
        in_de_uitbak(&map, database)
    );
    assert!(
        rustig,
        "na {:?}: {} in, {} bezig, {} uit",
        geduld(aantal),
        bestanden(&map, "in").len(),
        bestanden(&map, "bezig").len(),
        inhoud(&map).len()
    );

    gezien.kijk(&map);
    controleer_postbus(&map, aantal, &vooraf);
    controleer_journaal(&map, database, aantal);
    fs::remove_dir_all(map).unwrap();
}

async fn open(map: &Path, database: &str) -> Opslag {
    let sleutel = Sleutel::nieuw(fs::read(map.join("sleutel")).unwrap().try_into().unwrap());
    let opslag = match database {
        "sqlite" => Opslag::open_sqlite(&map.join("houvast.db"), sleutel).await,
        url => Opslag::open_postgres(url, sleutel).await,
    };
    opslag.unwrap()
}

/// Deliveries that are not marked as done, read beside the running program.
fn in_de_uitbak(map: &Path, database: &str) -> i64 {
    tokio::runtime::Runtime::new().unwrap().block_on(async {
        let opslag = open(map, database).await;
        let mut lees = opslag.lees(&systeem()).await.unwrap();
        let wachtend = lees.uitbak_stand().await.unwrap().wachtend;
        drop(lees);
        opslag.sluit().await;
        wachtend
    })
}

fn controleer_journaal(map: &Path, database: &str, aantal: usize) {
    tokio::runtime::Runtime::new().unwrap().block_on(async {
        let opslag = open(map, database).await;
        verkeer::controleer_journaal(&opslag, aantal).await;
        opslag.sluit().await;
    });
    verkeer::controleer_log(map, database, 1);
}

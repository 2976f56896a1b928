//! `kill -9` at random moments while messages come in; afterwards the journal and the postbus must show that each
//! message was answered exactly once.
//!
//! `HOUVAST_TEST_KILLS` and `HOUVAST_TEST_BERICHTEN` set the size, `HOUVAST_TEST_ZAAD` repeats a run.

#![expect(clippy::unwrap_used, reason = "a test may fail loudly")]

mod gemeen;

use gemeen::verkeer::{
    self, Gezien, bericht, controleer_postbus, geduld, getal, inhoud, kenmerk, systeem, vandaag, verwacht,
};
use gemeen::{bestanden, leg_in, start, start_los, stop_net, verse_map, wacht};
use houvast_dienst::demo::{self, kans::Kans};
use houvast_opslag::{Opslag, Sleutel};
use std::{
    fs,
    path::Path,
    sync::atomic::{AtomicBool, AtomicUsize, Ordering},
    thread::{scope, sleep},
    time::Duration,
};

#[test]
fn na_elke_kill_is_elk_bericht_precies_een_keer_beantwoord() {
    let (kills, aantal) = (
        getal("HOUVAST_TEST_KILLS", 20),
        getal("HOUVAST_TEST_BERICHTEN", 240),
    );
    let zaad = getal("HOUVAST_TEST_ZAAD", std::process::id() as usize);
    eprintln!("{kills} kills, {aantal} berichten, zaad {zaad}");
    let mut kans = Kans::nieuw(zaad as u64);
    let map = verse_map("crash");
    // The first start fills the folder; what it sent then is no answer of ours.
    assert_eq!(stop_net(&mut start(&map)), Some(0), "SIGTERM stopt netjes");
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
            let mut proces = start_los(&map, &[]);
            // Some kills fall into the start itself.
            sleep(Duration::from_millis(50 + kans.onder(1_300) as u64));
            proces.kill().unwrap();
            proces.wait().unwrap();
            gezien.kijk(&map);
        }
    });
    assert!(klaar.load(Ordering::Relaxed) && ingelegd.load(Ordering::Relaxed) == aantal);

    let mut demo = start(&map);
    let leeg = |deel| bestanden(&map, deel).is_empty();
    let rustig = wacht(geduld(aantal), || {
        leeg("in") && leeg("bezig") && verwacht(aantal) <= bestanden(&map, "uit").len() - vooraf.len()
    });
    // A delivery that was written but not yet marked when the kill came is delivered again after its lease: only then could
    // something come twice.
    let afgevinkt = wacht(Duration::from_secs(60), || in_de_uitbak(&map) == 0);
    sleep(Duration::from_secs(1));
    assert_eq!(stop_net(&mut demo), Some(0), "SIGTERM stopt netjes");
    assert!(
        afgevinkt,
        "na een minuut wachten er nog {} op aflevering",
        in_de_uitbak(&map)
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
    controleer_journaal(&map, aantal);
    fs::remove_dir_all(map).unwrap();
}

async fn open(map: &Path) -> Opslag {
    let sleutel: [u8; 32] = fs::read(map.join("sleutel")).unwrap().try_into().unwrap();
    Opslag::open_sqlite(&map.join("houvast.db"), Sleutel::nieuw(sleutel))
        .await
        .unwrap()
}

/// Deliveries that are not marked as done, read beside the running program.
fn in_de_uitbak(map: &Path) -> i64 {
    tokio::runtime::Runtime::new().unwrap().block_on(async {
        let opslag = open(map).await;
        let mut lees = opslag.lees(&systeem()).await.unwrap();
        let wachtend = lees.uitbak_stand().await.unwrap().wachtend;
        drop(lees);
        opslag.sluit().await;
        wachtend
    })
}

fn controleer_journaal(map: &Path, aantal: usize) {
    tokio::runtime::Runtime::new().unwrap().block_on(async {
        let opslag = open(map).await;
        verkeer::controleer_journaal(&opslag, aantal).await;
        opslag.sluit().await;
    });
}

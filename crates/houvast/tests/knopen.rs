//! Three servers on one PostgreSQL and one postbus; one of them is killed at random for a while under load. Afterwards the
//! journal and the postbus must show that each message was answered exactly once.
//!
//! `HOUVAST_TEST_KILLS`, `HOUVAST_TEST_BERICHTEN` and `HOUVAST_TEST_ZAAD` as in the crash test.

#![expect(clippy::unwrap_used, reason = "a test may fail loudly")]

mod gemeen;

use gemeen::verkeer::{
    self, Gezien, bericht, controleer_postbus, geduld, getal, inhoud, kenmerk, systeem, vandaag, verwacht,
};
use gemeen::{Demo, bestanden, leg_in, server_los, start_server, stop_net, verse_map, wacht};
use houvast_dienst::Huis;
use houvast_dienst::demo::{self, kans::Kans};
use houvast_dienst::huis::{Instellingen, Tijd};
use houvast_opslag::{Opslag, proef};
use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    sync::Arc,
    sync::atomic::{AtomicBool, Ordering},
    thread::{scope, sleep},
    time::Duration,
};

const KNOPEN: usize = 3;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn drie_knopen_beantwoorden_samen_elk_bericht_precies_een_keer() {
    // Says on stderr when there is no PostgreSQL.
    let Some(proef) = proef::postgres().await else {
        return;
    };
    let url = proef.url().unwrap().to_owned();
    vul(&proef.opslag).await;
    let map = verse_map("knopen");
    let aantal = getal("HOUVAST_TEST_BERICHTEN", 240);
    tokio::task::block_in_place(|| onder_vuur(&map, &url, aantal));
    controleer_postbus(&map, aantal, &BTreeMap::new());
    verkeer::controleer_journaal(&proef.opslag, aantal).await;
    let mut lees = proef.opslag.lees(&systeem()).await.unwrap();
    assert_eq!(lees.uitbak_stand().await.unwrap().wachtend, 0);
    assert_eq!(lees.achterstand(3).await.unwrap().wachtend, 0);
    drop(lees);
    fs::remove_dir_all(map).unwrap();
    proef.ruim_op().await;
}

/// The aanbieders and children that the messages are about.
#[expect(
    clippy::disallowed_methods,
    reason = "the servers under test run on the real clock"
)]
async fn vul(opslag: &Opslag) {
    let chance = |bytes: &mut [u8]| getrandom::fill(bytes).unwrap();
    let huis = Huis {
        opslag: opslag.clone(),
        tijd: Tijd::nieuw(Arc::new(jiff::Timestamp::now), Arc::new(chance), None),
        instellingen: Arc::new(Instellingen {
            regio: systeem().regio().clone(),
            maximum: 1_000_000,
            basisschema_xsd: "1.0.0",
            bericht_xsd: "1.0.0",
            aanmelden: houvast_dienst::inlog::Aanmeldregels::default(),
        }),
        profielen: Arc::new(houvast_beslis::ingebouwd("ijsselland").to_vec()),
    };
    demo::vul_zonder_geschiedenis(&huis, demo::ZAAD).await.unwrap();
}

/// Each node has a folder of its own with the same key; the postbus is shared.
fn knoopmap(map: &Path, nummer: usize) -> PathBuf {
    let pad = map.join(format!("knoop{nummer}"));
    fs::create_dir_all(&pad).unwrap();
    // The tables of a test database are made with the key of all test databases.
    fs::write(pad.join("sleutel"), [42; 32]).unwrap();
    pad
}

fn onder_vuur(map: &Path, url: &str, aantal: usize) {
    let kills = getal("HOUVAST_TEST_KILLS", 10);
    let zaad = getal("HOUVAST_TEST_ZAAD", std::process::id() as usize);
    eprintln!("{kills} kills over {KNOPEN} knopen, {aantal} berichten, zaad {zaad}");
    let mut kans = Kans::nieuw(zaad as u64);
    let postbus = map.join("postbus");
    let meer = [("HOUVAST_POSTBUS", postbus.as_path())];
    let mut knopen: Vec<Demo> = (0..KNOPEN)
        .map(|n| start_server(&knoopmap(map, n), url, &meer))
        .collect();
    let dag = vandaag();
    let mensen = demo::mensen(demo::ZAAD, dag);
    let klaar = AtomicBool::new(false);
    let mut gezien = Gezien::default();
    scope(|s| {
        s.spawn(|| {
            for nummer in 0..aantal {
                leg_in(
                    map,
                    &format!("{}.xml", kenmerk(nummer)),
                    &bericht(&mensen, dag, nummer),
                );
                sleep(Duration::from_millis((kills * 800 / aantal) as u64));
            }
            klaar.store(true, Ordering::Relaxed);
        });
        for _ in 0..kills {
            sleep(Duration::from_millis(200 + kans.onder(900) as u64));
            let wie = kans.onder(KNOPEN);
            knopen[wie].proces.kill().unwrap();
            knopen[wie].proces.wait().unwrap();
            gezien.kijk(map);
            // The others go on meanwhile; it comes back when it comes back.
            knopen[wie].proces = server_los(&knoopmap(map, wie), url, &meer);
        }
    });
    assert!(klaar.load(Ordering::Relaxed));
    let leeg = |deel| bestanden(map, deel).is_empty();
    let rustig = wacht(geduld(aantal), || {
        leeg("in") && leeg("bezig") && verwacht(aantal) <= bestanden(map, "uit").len()
    });
    assert!(
        rustig,
        "na {:?}: {} in, {} bezig, {} uit",
        geduld(aantal),
        bestanden(map, "in").len(),
        bestanden(map, "bezig").len(),
        inhoud(map).len()
    );
    // A delivery whose node died before it was marked comes again after its lease of ten seconds.
    sleep(Duration::from_secs(13));
    for knoop in &mut knopen {
        assert_eq!(stop_net(knoop), Some(0), "SIGTERM stopt netjes");
    }
    gezien.kijk(map);
}

//! `kill -9` at random moments while messages come in; afterwards the journal and the postbus must show that each
//! message was answered exactly once.
//!
//! `HOUVAST_TEST_KILLS` and `HOUVAST_TEST_BERICHTEN` set the size, `HOUVAST_TEST_ZAAD` repeats a run.

#![expect(clippy::unwrap_used, reason = "a test may fail loudly")]

mod gemeen;

use gemeen::{bestanden, leg_in, start, start_los, stop_net, verse_map, wacht};
use houvast_begrip::{GemeenteCode, Houder};
use houvast_dienst::demo::{self, kans::Kans, mensen::Persoon, voorbeelden, vraag::Vraag};
use houvast_ijw::{Bericht, Grenzen};
use houvast_opslag::{Bereik, BerichtFilter, BerichtRegel, Bladzijde, Opslag, Richting, Sleutel};
use jiff::{ToSpan as _, civil::Date};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
    sync::atomic::{AtomicBool, AtomicUsize, Ordering},
    thread::{scope, sleep},
    time::Duration,
};

/// What a message is about, and so what must come back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Geval {
    /// No well-formed XML: one fault file.
    Kapot,
    /// An aanbieder without a contract: JW316 and JW319.
    Afgewezen,
    /// A child that the gemeente does not know: JW316, and a person must look.
    Voorgelegd,
    /// A BSN that fails the elfproef: JW316 with a code.
    Afgekeurd,
}

impl Geval {
    fn van(nummer: usize) -> Self {
        [Self::Afgewezen, Self::Voorgelegd, Self::Afgekeurd, Self::Kapot][nummer % 4]
    }

    fn antwoorden(self) -> &'static [&'static str] {
        match self {
            Self::Kapot => &[],
            Self::Afgewezen => &["JW316", "JW319"],
            Self::Voorgelegd | Self::Afgekeurd => &["JW316"],
        }
    }
}

fn getal(naam: &str, anders: usize) -> usize {
    std::env::var(naam).ok().map_or(anders, |w| w.parse().unwrap())
}

fn kenmerk(nummer: usize) -> String {
    format!("CR{nummer:06}")
}

fn bericht(mensen: &[Persoon], vandaag: Date, nummer: usize) -> Vec<u8> {
    let geval = Geval::van(nummer);
    let kind = voorbeelden::vrije(mensen, "0193")
        .nth(nummer % voorbeelden::VRIJ)
        .unwrap();
    let afzender = if geval == Geval::Afgewezen {
        voorbeelden::ONBEKENDE_AANBIEDER
    } else {
        voorbeelden::AANBIEDER
    };
    let van = vandaag.saturating_add(7.days());
    let mut vraag = Vraag::voor(kind, afzender, &kenmerk(nummer), vandaag).met_budget(
        8_000,
        van,
        voorbeelden::een_jaar(van),
    );
    match geval {
        Geval::Voorgelegd => vraag.bsn = voorbeelden::ONBEKENDE_BSN.to_owned(),
        Geval::Afgekeurd => vraag.bsn = "999900001".to_owned(),
        Geval::Afgewezen | Geval::Kapot => {}
    }
    let mut bytes = vraag.xml();
    if geval == Geval::Kapot {
        bytes.truncate(bytes.len() - 20);
    }
    bytes
}

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
    let mut gezien = BTreeMap::new();
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
                sleep(Duration::from_millis((kills * 700 / aantal) as u64));
            }
            klaar.store(true, Ordering::Relaxed);
        });
        for _ in 0..kills {
            let mut proces = start_los(&map, &[]);
            // Some kills fall into the start itself.
            sleep(Duration::from_millis(50 + kans.onder(1_300) as u64));
            proces.kill().unwrap();
            proces.wait().unwrap();
            onthoud(&mut gezien, inhoud(&map));
        }
    });
    assert!(klaar.load(Ordering::Relaxed) && ingelegd.load(Ordering::Relaxed) == aantal);

    let mut demo = start(&map);
    let leeg = |deel| bestanden(&map, deel).is_empty();
    let rustig = wacht(Duration::from_secs(90), || {
        leeg("in") && leeg("bezig") && verwacht(aantal) <= inhoud(&map).len() - vooraf.len()
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
        "na 90 seconden: {} in, {} bezig, {} uit",
        bestanden(&map, "in").len(),
        bestanden(&map, "bezig").len(),
        inhoud(&map).len()
    );

    onthoud(&mut gezien, inhoud(&map));
    controleer_postbus(&map, aantal, &vooraf);
    controleer_journaal(&map, aantal);
    fs::remove_dir_all(map).unwrap();
}

fn verwacht(aantal: usize) -> usize {
    (0..aantal).map(|n| Geval::van(n).antwoorden().len().max(1)).sum()
}

fn inhoud(map: &Path) -> BTreeMap<String, Vec<u8>> {
    let paden = bestanden(map, "uit").into_iter();
    paden
        .map(|p| {
            (
                p.file_name().unwrap().to_string_lossy().into_owned(),
                fs::read(&p).unwrap(),
            )
        })
        .collect()
}

/// A file that was there once stays there with the same bytes: a second delivery is the same delivery.
fn onthoud(gezien: &mut BTreeMap<String, Vec<u8>>, nu: BTreeMap<String, Vec<u8>>) {
    for (naam, bytes) in &*gezien {
        assert!(nu.get(naam) == Some(bytes), "{naam} is weg of veranderd");
    }
    *gezien = nu;
}

fn controleer_postbus(map: &Path, aantal: usize, vooraf: &BTreeMap<String, Vec<u8>>) {
    let mut soorten: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut kapot = BTreeSet::new();
    for (naam, bytes) in inhoud(map).into_iter().filter(|(n, _)| !vooraf.contains_key(n)) {
        let tekst = String::from_utf8(bytes.clone()).unwrap();
        if naam.ends_with(".fout.json") {
            let json: serde_json::Value = serde_json::from_str(&tekst).expect("een heel foutbestand");
            assert!(
                kapot.insert(json["bestand"].as_str().unwrap().to_owned()),
                "twee keer {json}"
            );
            continue;
        }
        let lezing = houvast_ijw::lees(bytes.as_slice(), &Grenzen::default()).unwrap();
        let uit: Bericht = lezing
            .bericht
            .unwrap_or_else(|| panic!("{naam} is niet heel: {:?}", lezing.bevindingen));
        let van = (0..aantal)
            .map(kenmerk)
            .find(|k| tekst.contains(k.as_str()))
            .expect("hoort bij een bericht");
        soorten
            .entry(van)
            .or_default()
            .push(uit.soort().as_str().to_owned());
    }
    for nummer in 0..aantal {
        let mut kreeg = soorten.remove(&kenmerk(nummer)).unwrap_or_default();
        kreeg.sort();
        assert_eq!(
            kreeg,
            Geval::van(nummer).antwoorden(),
            "bericht {nummer} ({:?})",
            Geval::van(nummer)
        );
        assert_eq!(
            kapot.remove(&format!("{}.xml", kenmerk(nummer))),
            Geval::van(nummer) == Geval::Kapot
        );
    }
    assert!(soorten.is_empty() && kapot.is_empty());
    let halve = fs::read_dir(map.join("postbus/uit")).unwrap().count() - inhoud(map).len();
    assert!(
        halve <= 1,
        "hoogstens het laatste halve bestand blijft verborgen liggen, er zijn er {halve}"
    );
    let weg: Vec<_> = ["verwerkt", "fout"]
        .iter()
        .flat_map(|deel| bestanden(map, deel))
        .collect();
    let namen: BTreeSet<_> = weg
        .iter()
        .map(|p| p.file_name().unwrap().to_string_lossy().into_owned())
        .collect();
    assert!(
        (0..aantal).all(|n| namen.contains(&format!("{}.xml", kenmerk(n)))),
        "elk origineel is weggelegd"
    );
    let van_ons = namen.iter().filter(|n| n.contains("CR0")).count();
    assert_eq!(van_ons, aantal, "geen origineel is er twee keer");
}

async fn open(map: &Path) -> Opslag {
    let sleutel: [u8; 32] = fs::read(map.join("sleutel")).unwrap().try_into().unwrap();
    Opslag::open_sqlite(&map.join("houvast.db"), Sleutel::nieuw(sleutel))
        .await
        .unwrap()
}

fn systeem() -> Bereik {
    let gemeente = GemeenteCode::nieuw("0193").unwrap();
    Bereik::systeem(Houder::regio("ijsselland").unwrap(), [gemeente])
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
        let mut lees = opslag.lees(&systeem()).await.unwrap();
        let filter = BerichtFilter {
            richting: Some(Richting::In),
            ..BerichtFilter::default()
        };
        let mut binnen: Vec<BerichtRegel> = Vec::new();
        let mut blad = Bladzijde::eerste(500);
        loop {
            let lijst = lees.berichten(&filter, blad).await.unwrap();
            binnen.extend(lijst.rijen);
            let Some(na) = lijst.volgende else { break };
            blad = Bladzijde::na(na, 500);
        }
        let mut gezien = BTreeSet::new();
        for rij in binnen {
            let bericht = lees.bericht(rij.id).await.unwrap().unwrap();
            let bestand = bericht.bestand.map(|naam| naam.0).unwrap_or_default();
            let Some(nummer) = bestand
                .strip_prefix("CR")
                .and_then(|b| b[..6].parse::<usize>().ok())
            else {
                continue;
            };
            assert!(
                gezien.insert(nummer),
                "bericht {nummer} staat twee keer in het journaal"
            );
            let mut kreeg: Vec<_> = lees
                .antwoorden_op(rij.id)
                .await
                .unwrap()
                .into_iter()
                .filter_map(|a| a.soort)
                .collect();
            kreeg.sort();
            assert_eq!(
                kreeg,
                Geval::van(nummer).antwoorden(),
                "bericht {nummer} in het journaal"
            );
        }
        assert_eq!(gezien.len(), aantal, "elk bericht staat in het journaal");
        drop(lees);
        opslag.sluit().await;
    });
}

/// The day on which the program judges.
#[expect(
    clippy::disallowed_methods,
    reason = "the messages must be of the day of the real program"
)]
fn vandaag() -> Date {
    jiff::Zoned::now().in_tz("Europe/Amsterdam").unwrap().date()
}

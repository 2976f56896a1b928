//! Files that nobody would send, on every part that touches a file. A fixed number of them, from a seed.
//!
//! `HOUVAST_FUZZ` says how many per target (400), `HOUVAST_ZAAD` from which seed, `HOUVAST_DOEL` which target only.

mod doelen;
mod driver;

use doelen::DOELEN;
use driver::{Driver, oogst};
use houvast_ijw::BerichtSoort;
use houvast_ijw::genereer::{Generator, Opdracht, geplande_fouten};
use jiff::civil::date;
use std::time::Duration;

fn uit_omgeving(naam: &str, anders: u64) -> u64 {
    std::env::var(naam)
        .ok()
        .and_then(|w| w.parse().ok())
        .unwrap_or(anders)
}

#[test]
fn bewaarde_gevallen_doorstaan_elk_doel() {
    let oogst = oogst();
    assert!(oogst.len() >= 14, "{}", oogst.len());
    for (naam, bytes) in &oogst {
        for (doel, f) in DOELEN {
            println!("{doel} {naam}");
            f(bytes);
        }
    }
}

#[test]
fn verminkte_bestanden_doorstaan_elk_doel() {
    let (zaad, aantal) = (
        uit_omgeving("HOUVAST_ZAAD", 20_261_122),
        uit_omgeving("HOUVAST_FUZZ", 400),
    );
    let alleen = std::env::var("HOUVAST_DOEL").ok();
    let oogst: Vec<Vec<u8>> = oogst().into_iter().map(|(_, bytes)| bytes).collect();
    for (nr, (doel, f)) in DOELEN.iter().enumerate() {
        if alleen.as_ref().is_some_and(|a| a != doel) {
            continue;
        }
        let mut driver = Driver::nieuw(zaad + nr as u64, &oogst);
        let mut geldig = 0_u64;
        for i in 0..aantal {
            let bytes = driver.volgende();
            if aantal >= 100_000 && i % (aantal / 10) == 0 {
                eprintln!("{doel}: {i}");
            }
            let uitkomst = std::panic::catch_unwind(|| f(&bytes));
            if uitkomst.is_err() {
                let pad =
                    std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("fuzz-{doel}-{i}.xml"));
                std::fs::write(&pad, &bytes).unwrap();
                panic!("{doel}, zaad {zaad}, nummer {i}: {}", pad.display());
            }
            geldig += u64::from(
                houvast_ijw::lees(bytes.as_slice(), &houvast_ijw::Grenzen::default())
                    .is_ok_and(|l| l.bericht.is_some()),
            );
        }
        println!("{doel}: {aantal} bestanden vanaf zaad {zaad}, {geldig} geldig");
        assert!(
            geldig * 20 > aantal,
            "te weinig geldige bestanden om iets te bewijzen: {geldig}"
        );
    }
}

/// Twice as much work may take somewhat more than twice as long, and never four times (the square).
#[test]
#[expect(
    clippy::disallowed_methods,
    reason = "the test measures; it decides nothing by the time of day"
)]
fn tweemaal_zo_groot_kost_niet_viermaal_zo_veel() {
    type Vorm = (&'static str, fn(usize) -> Vec<u8>);
    let vormen: [Vorm; 6] = [
        ("commentaar", |n| kop(&format!("<!--{}-->", "- a".repeat(n)))),
        ("tekst", |n| kop(&"a. ".repeat(n))),
        ("attributen", |n| {
            kop(&format!(
                "<x {}/>",
                (0..n.min(4000))
                    .map(|i| format!("a{i}=\"1\" "))
                    .collect::<String>()
            ))
        }),
        ("elementen", |n| kop(&"<y/>".repeat(n))),
        ("verwijzingen", |n| kop(&"&amp;".repeat(n))),
        ("open", |n| kop(&"<z>".repeat(n))),
    ];
    for (naam, maak) in vormen {
        for (doel, f) in DOELEN {
            let tijd = |n: usize| -> Duration {
                let bytes = maak(n);
                (0..3)
                    .map(|_| {
                        let begin = std::time::Instant::now();
                        f(&bytes);
                        begin.elapsed()
                    })
                    .min()
                    .unwrap()
            };
            // Eight times as much; the square would be 64 times. A floor, for small times say nothing, and another try, for
            // the machine may have been busy with something else.
            let mut laatste = Default::default();
            let goed = (0..3).any(|_| {
                laatste = (tijd(4_000), tijd(32_000));
                let (klein, groot) = laatste;
                groot < klein * 30 + Duration::from_millis(40)
            });
            assert!(goed, "{naam} bij {doel}: {laatste:?}");
        }
    }
}

fn kop(inhoud: &str) -> Vec<u8> {
    format!("<b:Bericht xmlns:b=\"http://www.istandaarden.nl/ijw/3_2/jw315/schema\">{inhoud}</b:Bericht>")
        .into_bytes()
}

/// The corpus is small and made by the generator: `HOUVAST_MAAK_OOGST=1` writes it again.
#[test]
fn de_oogst_is_klein_en_heeft_elke_soort() {
    let map = driver::map();
    if std::env::var_os("HOUVAST_MAAK_OOGST").is_some() {
        for soort in BerichtSoort::ALLE {
            let o = Opdracht {
                soort: *soort,
                zaad: 11,
                peildatum: date(2026, 11, 22),
                aantal: 3,
                prestaties: 3,
                fouten: 0,
            };
            let mut bytes = Vec::new();
            Generator::nieuw(o).unwrap().volgende(&mut bytes, |_| ()).unwrap();
            std::fs::write(map.join(format!("{}.xml", soort.as_str())), bytes).unwrap();
            let regels: Vec<_> = geplande_fouten(*soort).into_iter().collect();
            let regel = regels[usize::try_from(soort.code().parse::<u64>().unwrap()).unwrap() % regels.len()];
            if let Some((bytes, _)) = Generator::nieuw(o).unwrap().met_fout(regel).unwrap() {
                std::fs::write(map.join(format!("{}-fout.xml", soort.as_str())), bytes).unwrap();
            }
        }
    }
    let totaal: usize = oogst().iter().map(|(_, bytes)| bytes.len()).sum();
    assert!(totaal < 200_000, "{totaal}");
    for soort in BerichtSoort::ALLE {
        assert!(map.join(format!("{}.xml", soort.as_str())).exists());
    }
}

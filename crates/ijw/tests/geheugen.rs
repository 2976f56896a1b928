//! How much memory a file may cost: a small multiple of its size, whatever stands in it.
#![expect(clippy::unwrap_used, reason = "a surprise should stop the test")]

use houvast_ijw::BerichtSoort;
use houvast_ijw::controle::{Opties, controleer};
use houvast_ijw::genereer::{Generator, Opdracht};
use houvast_ijw::{Grenzen, lees, schrijf};
use jiff::civil::date;
use peak_alloc::PeakAlloc;
use std::io::Write;

#[global_allocator]
static GEHEUGEN: PeakAlloc = PeakAlloc;

/// The most that was held at once during the work, above what was held before.
fn piek(werk: impl FnOnce()) -> usize {
    GEHEUGEN.reset_peak_usage();
    let voor = GEHEUGEN.current_usage();
    werk();
    GEHEUGEN.peak_usage().saturating_sub(voor)
}

fn opdracht(soort: BerichtSoort, prestaties: u64) -> Opdracht {
    Opdracht {
        soort,
        zaad: 5,
        peildatum: date(2026, 11, 22),
        aantal: 1,
        prestaties,
        fouten: 0,
    }
}

fn bericht(soort: BerichtSoort, prestaties: u64) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut generator = Generator::nieuw(opdracht(soort, prestaties)).unwrap();
    generator.volgende(&mut bytes, |_| ()).unwrap();
    bytes
}

fn om(inhoud: &str) -> Vec<u8> {
    format!("<b:Bericht xmlns:b=\"http://www.istandaarden.nl/ijw/3_2/jw315/schema\">{inhoud}</b:Bericht>")
        .into_bytes()
}

/// Takes everything and keeps nothing.
struct Put(u64);

impl Write for Put {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0 += bytes.len() as u64;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// One test, so that no other work counts.
#[test]
fn geheugen_blijft_een_klein_veelvoud_van_het_bestand() {
    const VAST: usize = 512 * 1024;
    let bestanden: Vec<(&str, Vec<u8>)> = vec![
        ("jw323", bericht(BerichtSoort::Jw323, 3_000)),
        ("jw301", bericht(BerichtSoort::Jw301, 0)),
        ("elementen", om(&"<y/>".repeat(200_000))),
        ("tekst", om(&"a&amp;".repeat(200_000))),
        ("attribuut", om(&format!("<x a=\"{}\"/>", "y".repeat(1_000_000)))),
        ("commentaar", om(&format!("<!--{}-->", "y".repeat(1_000_000)))),
        ("diep", om(&"<z>".repeat(300_000))),
        ("geen xml", vec![b'<'; 1_000_000]),
    ];
    for (naam, bytes) in &bestanden {
        let lezen = piek(|| drop(lees(bytes.as_slice(), &Grenzen::default()).unwrap()));
        assert!(
            lezen < 4 * bytes.len() + VAST,
            "{naam}: lezen {lezen} van {}",
            bytes.len()
        );
        let keuren = piek(|| {
            drop(controleer(bytes.as_slice(), &Opties::op(date(2026, 11, 22))).unwrap());
        });
        assert!(
            keuren < 8 * bytes.len() + 4 * VAST,
            "{naam}: controleren {keuren} van {}",
            bytes.len()
        );
        if let Some(bericht) = lees(bytes.as_slice(), &Grenzen::default()).unwrap().bericht {
            let schrijven = piek(|| drop(schrijf(&bericht)));
            assert!(
                schrijven < 3 * bytes.len() + VAST,
                "{naam}: schrijven {schrijven} van {}",
                bytes.len()
            );
        }
    }
    // A declaration that is made is never held: ten times as many lines cost no more.
    let maken = |prestaties: u64| {
        let mut put = Put(0);
        let hoog = piek(|| {
            let mut generator = Generator::nieuw(opdracht(BerichtSoort::Jw323, prestaties)).unwrap();
            generator.volgende(&mut put, |_| ()).unwrap();
        });
        (hoog, put.0)
    };
    let ((klein, _), (groot, bytes)) = (maken(2_000), maken(20_000));
    assert!(bytes > 10_000_000, "{bytes}");
    assert!(groot < klein + 64 * 1024 && groot < VAST, "{klein} en {groot}");
}

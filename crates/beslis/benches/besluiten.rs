//! `cargo bench -p houvast-beslis`: decisions per second on one core. `-- --kort` does a little, to see that it works.
//!
//! The bar is 100,000 decisions a second per core; below it the program ends with exit code 1.

#![expect(clippy::unwrap_used, reason = "a benchmark may fail loudly")]

use houvast_begrip::{AgbCode, Centen, GemeenteCode, Periode, ProductCategorie};
use houvast_beslis::{
    Contract, Feit, Product, Regioprofiel, Soort, Traject, Verwijzer, VerzoekFeiten, beoordeel, op_datum,
};
use jiff::civil::{Date, date};
use std::hint::black_box;
use std::process::ExitCode;
use std::time::{Duration, Instant};

const LAT: u128 = 100_000;
const DAG: Date = date(2025, 5, 14);

/// Like the year of a gemeente: most referrals plain, some above the limit, some beside other help.
fn gevallen() -> Vec<VerzoekFeiten> {
    let aanbieder = AgbCode::nieuw("90010001").unwrap();
    let ander = AgbCode::nieuw("90010002").unwrap();
    let gemeente = GemeenteCode::nieuw("0166").unwrap();
    let periode = |b, e| Periode::nieuw(b, Some(e)).unwrap();
    let contract = |perceel| Contract {
        segment: "ambulant".to_owned(),
        perceel: Some(perceel),
        periode: periode(date(2023, 1, 1), date(2027, 12, 31)),
    };
    (0..64i64)
        .map(|n| {
            let mut f = VerzoekFeiten::nieuw(gemeente, aanbieder, date(2025, 5, 12), date(2025, 5, 13));
            let wie = [
                Verwijzer::Huisarts,
                Verwijzer::Gemeente,
                Verwijzer::Gi,
                Verwijzer::Jeugdarts,
            ];
            f.verwijzer = Feit::bericht(wie[usize::try_from(n % 4).unwrap()]);
            f.product = Feit::bericht(Product {
                categorie: ProductCategorie::nieuw("45").unwrap(),
                code: None,
            });
            f.budget = Feit::bericht(Centen::euro(1_000 + n * 350));
            f.periode = Feit::bericht(periode(date(2025, 5, 19), date(2026, 5, 18)));
            f.soort = Feit::aanbieder(Soort::Herstel);
            f.aangemeld = Feit::aanbieder(date(2025, 5, 1));
            f.toetsing = Feit::aanbieder(date(2025, 5, 9));
            f.contracten = Feit::dossier(vec![contract(1), contract(3)]);
            let naast = Traject {
                aanbieder: ander,
                segment: Some("ambulant".to_owned()),
                periode: periode(date(2025, 1, 1), date(2025, 12, 31)),
                akkoord: n % 16 == 0,
            };
            f.trajecten = Feit::dossier(if n % 8 == 0 { vec![naast] } else { Vec::new() });
            f.woonplaats = Feit::dossier(gemeente);
            f
        })
        .collect()
}

#[expect(
    clippy::disallowed_methods,
    reason = "a stopwatch, not a clock that decides anything"
)]
fn stopwatch() -> Instant {
    Instant::now()
}

/// The time this thread was on a processor: what other programs do meanwhile does not count.
fn processor(sinds: Instant) -> Duration {
    let tekst = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let eerste = tekst.split(' ').next().and_then(|t| t.parse().ok());
    eerste.map_or_else(|| sinds.elapsed(), Duration::from_nanos)
}

fn ronde(gevallen: &[VerzoekFeiten], profiel: &Regioprofiel, keer: u32) -> u128 {
    let sinds = stopwatch();
    let begin = processor(sinds);
    for _ in 0..keer {
        for f in gevallen {
            black_box(beoordeel(black_box(f), profiel, DAG));
        }
    }
    let duur = processor(sinds).saturating_sub(begin);
    let aantal = u128::from(keer) * gevallen.len() as u128;
    aantal * 1_000_000_000 / duur.as_nanos().max(1)
}

fn main() -> ExitCode {
    let kort = std::env::args().any(|a| a == "--kort" || a == "--test");
    let profiel = op_datum("ijsselland", DAG).unwrap();
    let gevallen = gevallen();
    let (ronden, keer) = if kort { (1, 20) } else { (7, 2_000) };
    let beste = (0..ronden)
        .map(|_| ronde(&gevallen, profiel, keer))
        .max()
        .unwrap_or(0);
    println!("besluiten: {beste} per seconde op één kern (lat: {LAT})");
    // A short round only shows that it works.
    if kort || beste >= LAT {
        ExitCode::SUCCESS
    } else {
        println!("ONDER DE LAT");
        ExitCode::FAILURE
    }
}

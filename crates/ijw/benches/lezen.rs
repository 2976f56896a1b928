//! `cargo bench -p houvast-ijw`: nanoseconds to read, type and judge one small JW315, beside building a DOM of it and
//! judging nothing (roxmltree), in the same run.
//!
//! `cargo bench -p houvast-ijw -- --kort` runs a tenth of the time, to see that it works.

use houvast_ijw::{Grenzen, lees, schrijf};
use std::hint::black_box;
use std::time::{Duration, Instant};

const JW315: &str = include_str!("../tests/gevallen/jw315.xml");

#[expect(
    clippy::disallowed_methods,
    reason = "a stopwatch, not a clock that decides anything"
)]
fn stopwatch() -> Instant {
    Instant::now()
}

/// The best of many rounds: what the work costs when nothing else gets in its way.
fn nanoseconden(duur: Duration, mut werk: impl FnMut()) -> u128 {
    const PER_RONDE: u32 = 200;
    let einde = stopwatch() + duur;
    let mut beste = u128::MAX;
    while stopwatch() < einde {
        let begin = stopwatch();
        for _ in 0..PER_RONDE {
            werk();
        }
        beste = beste.min(begin.elapsed().as_nanos() / u128::from(PER_RONDE));
    }
    beste
}

fn main() {
    let kort = std::env::args().any(|a| a == "--kort" || a == "--test");
    let duur = Duration::from_millis(if kort { 100 } else { 1000 });
    let grenzen = Grenzen::default();
    let lezing = lees(JW315.as_bytes(), &grenzen).unwrap_or_default();
    let Some(bericht) = lezing.bericht else {
        eprintln!("het voorbeeld is niet geldig: {:?}", lezing.bevindingen);
        std::process::exit(1);
    };
    // In turns, so that a busy machine hits both.
    let (mut ons, mut dom) = (u128::MAX, u128::MAX);
    for _ in 0..3 {
        ons = ons.min(nanoseconden(duur, || {
            black_box(lees(black_box(JW315.as_bytes()), &grenzen).is_ok());
        }));
        dom = dom.min(nanoseconden(duur, || {
            black_box(roxmltree::Document::parse(black_box(JW315)).is_ok());
        }));
    }
    let uit = nanoseconden(duur, || {
        black_box(schrijf(black_box(&bericht)));
    });
    let procent = ons * 100 / dom.max(1);
    println!("JW315 van {} bytes", JW315.len());
    println!("houvast: lezen, typen en keuren  {ons:>7} ns/bericht");
    println!("roxmltree: alleen een DOM        {dom:>7} ns/bericht");
    println!(
        "verhouding                       {:>4}.{:02}",
        procent / 100,
        procent % 100
    );
    println!("houvast: schrijven               {uit:>7} ns/bericht");
}

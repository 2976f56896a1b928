//! How fast the demo stands on an empty folder, from nothing to a page: key, tables, people, messages. Beside it, in the same
//! run, the same program that only says its version. The chain of messages is measured by `houvast meet keten`.

#![expect(clippy::unwrap_used, reason = "a measurement may fail loudly")]

#[path = "../tests/gemeen/mod.rs"]
mod gemeen;

use gemeen::{start, stop_net, verse_map};
use std::{
    fs,
    process::Command,
    time::{Duration, Instant},
};

const STARTS: usize = 5;

fn main() {
    let map = verse_map("bench");
    let vol = midden((0..STARTS).map(|n| {
        let mut demo = None;
        let duur = meet(|| demo = Some(start(&map.join(format!("start-{n}")))));
        assert_eq!(stop_net(&mut demo.unwrap()), Some(0));
        duur
    }));
    let leeg = midden((0..STARTS).map(|_| {
        meet(|| {
            let uit = Command::new(env!("CARGO_BIN_EXE_houvast"))
                .arg("--versie")
                .output();
            assert!(uit.unwrap().status.success());
        })
    }));
    println!(
        "een verse demo, tot de eerste bladzijde   {:>6} ms (midden van {STARTS})",
        vol.as_millis()
    );
    println!(
        "hetzelfde programma, alleen --versie      {:>6} ms",
        leeg.as_millis()
    );
    println!(
        "keer zo veel                              {:>6}",
        vol.as_micros() / leeg.as_micros().max(1)
    );
    fs::remove_dir_all(map).unwrap();
}

#[expect(clippy::disallowed_methods, reason = "a measurement reads the clock")]
fn meet(doe: impl FnOnce()) -> Duration {
    let begin = Instant::now();
    doe();
    begin.elapsed()
}

fn midden(duren: impl Iterator<Item = Duration>) -> Duration {
    let mut duren: Vec<_> = duren.collect();
    duren.sort();
    duren[duren.len() / 2]
}

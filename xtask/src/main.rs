//! Project tasks: `cargo run -p xtask -- <taak>`. The house rules are the tests of this crate.

mod berichten;
mod dekking;
mod dpia;
#[cfg(test)]
mod huisregels;
#[cfg(test)]
mod pakket;
mod regeltests;

use anyhow::{Result, bail};
use std::path::{Path, PathBuf};

const GEBRUIK: &str = "gebruik: cargo run -p xtask -- TAAK

taken:
  berichten [--controleer]   schrijft de code van de berichten uit crates/ijw/berichten, of zegt of die verouderd is
  dekking                    schrijft docs/dekking.md uit docs/dekking.csv
  dpia                       schrijft docs/dpia.md uit crates/opslag/migraties/gegevens.toml
  regeltests [--controleer]  schrijft welke tests over welke regel van iJw gaan, of zegt of die lijst verouderd is";

fn main() -> Result<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    match args.as_slice() {
        ["berichten"] => berichten::draai(false),
        ["berichten", "--controleer"] => berichten::draai(true),
        ["regeltests"] => regeltests::draai(false),
        ["regeltests", "--controleer"] => regeltests::draai(true),
        ["dpia"] => dpia::schrijf(&wortel()),
        ["dekking"] => dekking::schrijf(&wortel()),
        _ => bail!("{GEBRUIK}"),
    }
}

/// The root of the repository.
fn wortel() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

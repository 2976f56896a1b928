//! The Houvast program: configuration, clock, chance, wiring and commands.
//!
//! Only this crate reads the clock and draws randomness; every other room gets them as arguments.

mod bedrijf;
mod cli;
mod datamap;
mod instellingen;
mod klok;
mod lokaal;
mod oidc;
mod opdracht;
mod uitgang;

use clap::Parser as _;
use mimalloc::MiMalloc;
use std::process::ExitCode;
use uitgang::Uitgang;

/// Judging makes and drops thousands of small things on several threads; that of the system spent a tenth of the time on it.
#[global_allocator]
static GEHEUGEN: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    // A panic is a fault of ours: exit code 3, and no data of the message in the text.
    std::panic::set_hook(Box::new(|paniek| {
        let plek = paniek.location().map(ToString::to_string).unwrap_or_default();
        eprintln!("houvast: er ging iets mis in het programma zelf ({plek}).");
    }));
    let uitkomst = std::panic::catch_unwind(|| match cli::Cli::try_parse() {
        Ok(cli) => opdracht::voer_uit(cli),
        Err(fout) => Ok(cli::meld(&fout)),
    });
    match uitkomst {
        Ok(Ok(uitgang)) => uitgang.into(),
        Ok(Err(fout)) => uitgang::meld(&fout).into(),
        Err(_) => Uitgang::Systeem.into(),
    }
}

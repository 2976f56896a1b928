//! One file per command.

mod controleer;
mod demo;
mod paden;
mod regels;
mod server;
mod verwerk;

use crate::cli::{Bericht, Cli, Opdracht};
use crate::uitgang::Uitgang;
use anyhow::Result;

/// Does what was asked.
pub(crate) fn voer_uit(cli: Cli) -> Result<Uitgang> {
    match cli.opdracht {
        Opdracht::Demo(wens) => demo::start(&wens),
        Opdracht::Server(wens) => server::start(&wens),
        Opdracht::Bericht { opdracht } => match opdracht {
            Bericht::Controleer(wens) => controleer::voer_uit(&wens),
            Bericht::Verwerk(wens) => verwerk::voer_uit(&wens),
            Bericht::Regels { json } => regels::toon(json),
        },
    }
}

//! One file per command.

mod account;
mod anonimiseer;
mod antwoord;
mod archief;
mod berichten;
mod controleer;
mod database;
mod demo;
mod diagnose;
mod genereer;
mod hersleutel;
mod logboek;
mod meet;
mod paden;
mod protocol;
mod regels;
mod regio;
mod reservekopie;
mod server;
mod simuleer;
mod toon;
mod verbeter;
mod vernietiging;
mod verschil;
mod verwerk;
mod voortgang;

use crate::cli::{Bericht, Cli, Opdracht};
use crate::uitgang::Uitgang;
use anyhow::Result;

/// Does what was asked.
pub(crate) fn voer_uit(cli: Cli) -> Result<Uitgang> {
    match cli.opdracht {
        Opdracht::Demo(wens) => demo::start(&wens),
        Opdracht::Server(wens) => server::start(&wens),
        Opdracht::Account { opdracht } => account::voer_uit(opdracht),
        Opdracht::Database { opdracht } => database::voer_uit(opdracht),
        Opdracht::Reservekopie { opdracht } => reservekopie::voer_uit(opdracht),
        Opdracht::Vernietiging { opdracht } => vernietiging::voer_uit(opdracht),
        Opdracht::Diagnose(wens) => diagnose::voer_uit(&wens),
        Opdracht::Bericht { opdracht } => bericht(opdracht),
        Opdracht::Logboek { opdracht } => logboek::voer_uit(opdracht),
        Opdracht::Protocol { opdracht } => protocol::voer_uit(opdracht),
        Opdracht::Meet { opdracht } => meet::voer_uit(opdracht),
        Opdracht::Regio { opdracht } => regio::voer_uit(&opdracht),
    }
}

fn bericht(opdracht: Bericht) -> Result<Uitgang> {
    match opdracht {
        Bericht::Controleer(wens) => controleer::voer_uit(&wens),
        Bericht::Verwerk(wens) => verwerk::voer_uit(&wens),
        Bericht::Toon(wens) => toon::voer_uit(&wens),
        Bericht::Verschil(wens) => verschil::voer_uit(&wens),
        Bericht::Antwoord(wens) => antwoord::voer_uit(&wens),
        Bericht::Regels(wens) => regels::voer_uit(&wens),
        Bericht::Genereer(wens) => genereer::voer_uit(&wens),
        Bericht::Anonimiseer(wens) => anonimiseer::voer_uit(&wens),
        Bericht::Verbeter(wens) => verbeter::voer_uit(&wens),
    }
}

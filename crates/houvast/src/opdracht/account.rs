//! `account`: who may log in to a server, on the same data as the server itself.

use super::server;
use crate::{
    bedrijf,
    cli::{Account, Bron, Maak, VerwijzerSoort},
    datamap::Datamap,
    klok,
    uitgang::{Uitgang, gebruik},
};
use anyhow::{Context, Result};
use houvast_beslis::Verwijzer;
use houvast_dienst::accountbeheer::{self, Bezwaar, NieuwAccount, WACHTWOORD_MINSTENS};
use houvast_dienst::{Huis, logboek};
use rustix::termios::{LocalModes, OptionalActions, Termios, isatty, tcgetattr, tcsetattr};
use std::io::{self, BufRead as _, Write as _};

pub(crate) fn voer_uit(opdracht: Account) -> Result<Uitgang> {
    bedrijf::logboek();
    bedrijf::motor()?.block_on(async {
        match opdracht {
            Account::Maak(wens) => maak(wens).await,
            Account::Lijst { bron } => lijst(&bron).await,
            Account::Sluit { naam, bron } => {
                let (map, huis) = open(&bron).await?;
                let uitslag = accountbeheer::sluit(&huis, &naam).await?;
                einde(huis, map, uitslag, &format!("Account {naam} is gesloten.")).await
            }
            Account::TweedeStapWeg { naam, bron } => {
                let (map, huis) = open(&bron).await?;
                let uitslag = accountbeheer::zonder_tweede_stap(&huis, &naam).await?;
                let gelukt = format!("Account {naam} heeft geen tweede stap meer. Stel vast dat het echt deze persoon is die erom vroeg.");
                einde(huis, map, uitslag, &gelukt).await
            }
            Account::Wachtwoord { naam, bron } => {
                let (map, huis) = open(&bron).await?;
                let uitslag = accountbeheer::nieuw_wachtwoord(&huis, &naam, wachtwoord()?).await?;
                einde(
                    huis,
                    map,
                    uitslag,
                    &format!("Account {naam} heeft een nieuw wachtwoord."),
                )
                .await
            }
        }
    })
}

async fn maak(wens: Maak) -> Result<Uitgang> {
    let (map, huis) = open(&wens.bron).await?;
    let naam = wens.naam;
    let nieuw = NieuwAccount {
        naam: wens.weergavenaam.unwrap_or_else(|| naam.clone()),
        soort: wens.rol,
        gemeenten: wens.gemeente,
        agb: wens.agb,
        praktijk: wens.praktijk.unwrap_or_default(),
        verwijzer: wens.soort.map(|soort| match soort {
            VerwijzerSoort::Huisarts => Verwijzer::Huisarts,
            VerwijzerSoort::Jeugdarts => Verwijzer::Jeugdarts,
            VerwijzerSoort::Specialist => Verwijzer::MedischSpecialist,
            VerwijzerSoort::Gi => Verwijzer::Gi,
        }),
        wachtwoord: wachtwoord()?,
        gebruikersnaam: naam.clone(),
    };
    let uitslag = accountbeheer::maak(&huis, nieuw).await?;
    einde(huis, map, uitslag, &format!("Account {naam} is gemaakt.")).await
}

async fn lijst(bron: &Bron) -> Result<Uitgang> {
    let (_map, huis) = open(bron).await?;
    logboek::van_opdracht(&huis, "account", "lezen").await?;
    let accounts = accountbeheer::lijst(&huis).await?;
    let mut uit = io::stdout().lock();
    if accounts.is_empty() {
        writeln!(
            uit,
            "Er zijn nog geen accounts. Maak er een met: houvast account maak NAAM --rol ROL"
        )?;
    }
    for a in &accounts {
        let stand = if a.open { "open" } else { "gesloten" };
        writeln!(
            uit,
            "{}\t{}\t{}\t{}\t{stand}",
            a.gebruikersnaam, a.rol, a.waarvan, a.naam
        )?;
    }
    huis.opslag.sluit().await;
    Ok(Uitgang::Goed)
}

pub(super) async fn open(bron: &Bron) -> Result<(Datamap, Huis)> {
    let instellingen = server::lees(bron)?;
    let map = Datamap::neem_of_kijk_mee(&instellingen.map)?;
    let huis = bedrijf::open(&map, &instellingen.database, klok::tijd(None)).await?;
    Ok((map, huis))
}

/// Closes the store before the folder is let go.
async fn einde(huis: Huis, map: Datamap, uitslag: Result<(), Bezwaar>, gelukt: &str) -> Result<Uitgang> {
    huis.opslag.sluit().await;
    drop(map);
    match uitslag {
        Ok(()) => {
            println!("{gelukt}");
            Ok(Uitgang::Goed)
        }
        Err(Bezwaar(tekst)) => Err(gebruik(tekst)),
    }
}

/// Asked twice at a terminal, without showing it; from a pipe the first line.
fn wachtwoord() -> Result<String> {
    if !isatty(io::stdin()) {
        return regel();
    }
    let stil = Stil::nieuw()?;
    let vraag = |tekst: String| -> Result<String> {
        eprint!("{tekst}: ");
        io::stderr().flush()?;
        let getypt = regel();
        eprintln!();
        getypt
    };
    let eerst = vraag(format!("Wachtwoord (minstens {WACHTWOORD_MINSTENS} tekens)"))?;
    let nog_eens = vraag("Nog een keer".to_owned())?;
    drop(stil);
    if eerst == nog_eens {
        Ok(eerst)
    } else {
        Err(gebruik(
            "de twee wachtwoorden zijn niet gelijk; er is niets veranderd",
        ))
    }
}

/// A password that exists already: asked once, without showing it; from a pipe the first line.
pub(super) fn regel_van_invoer(vraag: &str) -> Result<String> {
    if !isatty(io::stdin()) {
        return regel();
    }
    let stil = Stil::nieuw()?;
    eprint!("{vraag}: ");
    io::stderr().flush()?;
    let getypt = regel();
    eprintln!();
    drop(stil);
    getypt
}

fn regel() -> Result<String> {
    let mut getypt = String::new();
    io::stdin()
        .lock()
        .read_line(&mut getypt)
        .context("het wachtwoord is niet te lezen")?;
    Ok(getypt.trim_end_matches(['\r', '\n']).to_owned())
}

/// A terminal that does not show what is typed, until this is dropped.
struct Stil(Termios);

impl Stil {
    fn nieuw() -> Result<Self> {
        let eerst = tcgetattr(io::stdin()).context("de terminal")?;
        let mut stil = eerst.clone();
        stil.local_modes.remove(LocalModes::ECHO);
        tcsetattr(io::stdin(), OptionalActions::Flush, &stil).context("de terminal")?;
        Ok(Self(eerst))
    }
}

impl Drop for Stil {
    fn drop(&mut self) {
        // Nothing can be done about a terminal that is gone.
        let _ = tcsetattr(io::stdin(), OptionalActions::Now, &self.0);
    }
}

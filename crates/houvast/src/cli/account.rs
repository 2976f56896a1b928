//! `houvast account …`: who may log in to a server.

use super::SJABLOON;
use clap::{Args, Subcommand, ValueEnum};
use houvast_dienst::recht::Functie;
use std::path::PathBuf;

/// A password is never an argument: it would stand in the history and in the list of processes.
const WACHTWOORD: &str =
    "Het wachtwoord vraagt deze opdracht zelf, of leest ze als één regel van de standaardinvoer.
Instellingen als bij houvast server: uit --instellingen, HOUVAST_… of de opties.
Dit werkt ook terwijl de server draait.";

#[derive(Subcommand, Debug)]
pub(crate) enum Account {
    /// Maak een account
    #[command(
        help_template = SJABLOON,
        override_usage = "houvast account maak NAAM --rol ROL [OPTIES]",
        next_help_heading = "Opties",
        after_help = WACHTWOORD
    )]
    Maak(Maak),
    /// Toon alle accounts
    #[command(help_template = SJABLOON, override_usage = "houvast account lijst [OPTIES]", next_help_heading = "Opties")]
    Lijst {
        #[command(flatten)]
        bron: Bron,
    },
    /// Sluit een account; wie aangemeld is, is er meteen uit
    #[command(help_template = SJABLOON, override_usage = "houvast account sluit NAAM [OPTIES]", next_help_heading = "Opties")]
    Sluit {
        /// De gebruikersnaam
        #[arg(value_name = "NAAM")]
        naam: String,
        #[command(flatten)]
        bron: Bron,
    },
    /// Haal de app met codes van een account weg, bijvoorbeeld als de telefoon kwijt is
    #[command(
        help_template = SJABLOON,
        override_usage = "houvast account tweede-stap-weg NAAM [OPTIES]",
        next_help_heading = "Opties"
    )]
    TweedeStapWeg {
        /// De gebruikersnaam
        #[arg(value_name = "NAAM")]
        naam: String,
        #[command(flatten)]
        bron: Bron,
    },
    /// Geef een account een nieuw wachtwoord; een gesloten account gaat weer open
    #[command(
        help_template = SJABLOON,
        override_usage = "houvast account wachtwoord NAAM [OPTIES]",
        next_help_heading = "Opties",
        after_help = WACHTWOORD
    )]
    Wachtwoord {
        /// De gebruikersnaam
        #[arg(value_name = "NAAM")]
        naam: String,
        #[command(flatten)]
        bron: Bron,
    },
}

#[derive(Args, Debug)]
pub(crate) struct Maak {
    /// De gebruikersnaam
    #[arg(value_name = "NAAM")]
    pub(crate) naam: String,
    /// consulent, backoffice, privacy, aanbieder, verwijzer, regio of een andere rol uit docs/rechten.md
    #[arg(long, value_name = "ROL", value_parser = rol)]
    pub(crate) rol: Functie,
    /// De CBS-code van een gemeente; vaker mag, bij een rol van een gemeente
    #[arg(long, value_name = "CODE", value_delimiter = ',')]
    pub(crate) gemeente: Vec<String>,
    /// De AGB-code van de aanbieder of de verwijzer
    #[arg(long, value_name = "CODE")]
    pub(crate) agb: Option<String>,
    /// Bij een nieuwe verwijzer: huisarts, jeugdarts, specialist of gi
    #[arg(long, value_name = "SOORT", hide_possible_values = true)]
    pub(crate) soort: Option<VerwijzerSoort>,
    /// Bij een nieuwe verwijzer: de naam van de praktijk of de instelling
    #[arg(long, value_name = "NAAM")]
    pub(crate) praktijk: Option<String>,
    /// De naam op het scherm [standaard: de gebruikersnaam]
    #[arg(long, value_name = "NAAM")]
    pub(crate) weergavenaam: Option<String>,
    #[command(flatten)]
    pub(crate) bron: Bron,
}

/// Who may refer with a practice or institution of its own (COD327).
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum VerwijzerSoort {
    Huisarts,
    Jeugdarts,
    Specialist,
    Gi,
}

/// A role of the one table, by its word; not the program itself.
fn rol(woord: &str) -> Result<Functie, String> {
    let gewoon = |rol: &&Functie| !matches!(rol, Functie::Systeem | Functie::Geen);
    let rollen = || Functie::ALLE.iter().filter(gewoon);
    rollen()
        .find(|rol| rol.als_str() == woord)
        .copied()
        .ok_or_else(|| {
            let bekend: Vec<&str> = rollen().map(|rol| rol.als_str()).collect();
            format!("die rol is er niet; bekend zijn {}", bekend.join(", "))
        })
}

/// Which data: the same settings for `server` and for the commands beside it.
#[derive(Args, Debug)]
pub(crate) struct Bron {
    /// Een bestand met instellingen (TOML)
    #[arg(long, value_name = "BESTAND")]
    pub(crate) instellingen: Option<PathBuf>,
    /// `sqlite` of een adres dat begint met postgres://
    #[arg(long, value_name = "DATABASE")]
    pub(crate) database: Option<String>,
    /// De map met postbus, sleutel en (bij sqlite) de database
    #[arg(long, value_name = "MAP")]
    pub(crate) map: Option<PathBuf>,
}

//! `houvast database`, `reservekopie` and `diagnose`: for who runs an installation.

use super::{Bron, SJABLOON, UITGANGEN};
use clap::{Args, Subcommand};
use std::path::PathBuf;

const PLEKKEN: &str =
    "VAN en NAAR: sqlite (de database in de map), sqlite:PAD, postgres://… of @BESTAND met dat adres erin.
Zet een wachtwoord niet in de opdracht: gebruik @BESTAND of ~/.pgpass.
Stop eerst elke Houvast op beide databases. Een afgebroken verhuizing gaat verder met dezelfde opdracht.
Exitcodes: 0 goed, 1 de twee verschillen, 2 verkeerd gebruik of onleesbaar, 3 storing.";

const HERSLEUTEL: &str = "Stop eerst elke Houvast op deze database, en maak een reservekopie.
Wordt het afgebroken: geef dezelfde opdracht nog een keer. Houvast start niet zolang het niet af is.
De oude sleutel blijft staan als sleutel.oud in de map. Gooi die weg als alles werkt.
Delen meer servers de database: zet daarna het bestand sleutel in de map van elk van hen.";

const KOPIE: &str = "Instellingen als bij houvast server: uit --instellingen, HOUVAST_… of de opties.
De kopie is versleuteld met de sleutel uit het sleutelbestand. Bewaar die op een andere plek dan de kopie.";

#[derive(Subcommand, Debug)]
pub(crate) enum Database {
    /// Verplaats alle gegevens naar een andere database
    #[command(
        help_template = SJABLOON,
        override_usage = "houvast database verplaats --van VAN --naar NAAR [OPTIES]",
        next_help_heading = "Opties",
        after_help = PLEKKEN
    )]
    Verplaats(Verplaats),
    /// Geef de gegevens een nieuwe sleutel, bijvoorbeeld als de oude gelekt is
    #[command(
        help_template = SJABLOON,
        override_usage = "houvast database hersleutel [OPTIES]",
        next_help_heading = "Opties",
        after_help = HERSLEUTEL
    )]
    Hersleutel {
        #[command(flatten)]
        bron: Bron,
    },
}

#[derive(Args, Debug)]
pub(crate) struct Verplaats {
    /// De database waar de gegevens nu staan
    #[arg(long, value_name = "VAN")]
    pub(crate) van: String,
    /// De lege database waar ze naartoe gaan
    #[arg(long, value_name = "NAAR")]
    pub(crate) naar: String,
    /// De map met de sleutel en (bij sqlite) de database [standaard: ./houvast-data]
    #[arg(
        long,
        value_name = "MAP",
        default_value = "./houvast-data",
        hide_default_value = true
    )]
    pub(crate) map: PathBuf,
}

#[derive(Subcommand, Debug)]
pub(crate) enum Reservekopie {
    /// Maak een sleutel voor reservekopieën
    #[command(help_template = SJABLOON, override_usage = "houvast reservekopie sleutel BESTAND", next_help_heading = "Opties")]
    Sleutel {
        /// Het nieuwe sleutelbestand
        #[arg(value_name = "BESTAND")]
        bestand: PathBuf,
    },
    /// Maak een reservekopie; de server mag doordraaien
    #[command(
        help_template = SJABLOON,
        override_usage = "houvast reservekopie maak --naar BESTAND --sleutelbestand SLEUTEL [OPTIES]",
        next_help_heading = "Opties",
        after_help = KOPIE
    )]
    Maak {
        /// Het bestand waar de kopie in komt; het mag er nog niet zijn
        #[arg(long, value_name = "BESTAND")]
        naar: PathBuf,
        /// Het bestand met de sleutel van de kopie
        #[arg(long, value_name = "SLEUTEL")]
        sleutelbestand: PathBuf,
        #[command(flatten)]
        bron: Bron,
    },
    /// Zet een reservekopie terug in een lege installatie
    #[command(
        help_template = SJABLOON,
        override_usage = "houvast reservekopie terugzet --van BESTAND --sleutelbestand SLEUTEL [OPTIES]",
        next_help_heading = "Opties",
        after_help = KOPIE
    )]
    Terugzet {
        /// Het bestand met de kopie
        #[arg(long, value_name = "BESTAND")]
        van: PathBuf,
        /// Het bestand met de sleutel van de kopie
        #[arg(long, value_name = "SLEUTEL")]
        sleutelbestand: PathBuf,
        /// Zoveel nummers overslaan, omdat ze na de kopie al uitgegeven kunnen zijn [standaard: 10000]
        #[arg(
            long,
            value_name = "AANTAL",
            default_value_t = 10_000,
            hide_default_value = true
        )]
        sprong: u32,
        #[command(flatten)]
        bron: Bron,
    },
}

/// Zegt in gewone woorden wat er mis is met een installatie
#[derive(Args, Debug)]
#[command(after_help = UITGANGEN)]
pub(crate) struct Diagnose {
    /// Een JSON-object per uitkomst, voor programma's
    #[arg(long)]
    pub(crate) json: bool,
    #[command(flatten)]
    pub(crate) bron: Bron,
}

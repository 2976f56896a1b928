//! The command line: names, options and their texts, in plain Dutch. One file per family of commands; each adds its own
//! variant here when it works.

mod account;
mod beheer;
mod bericht;
mod logboek;
mod maak;
mod meet;
mod protocol;
#[cfg(test)]
mod rechten;
#[cfg(test)]
mod rechtentoets;
mod regio;
mod vernietiging;

pub(crate) use account::{Account, Bron, Maak, VerwijzerSoort};
pub(crate) use beheer::{Database, Diagnose, Reservekopie, Verplaats};
pub(crate) use bericht::{Antwoord, Bericht, Controleer, Regels, Toon, Verschil, Verwerk};
pub(crate) use logboek::{LogControleer, Logboek};
pub(crate) use maak::{Anonimiseer, Genereer, Verbeter};
pub(crate) use meet::{Bladen, Druk, Keten, Meet, Vul};
pub(crate) use protocol::{Beoordeel, Protocol, Simuleer};
pub(crate) use regio::Regio;
pub(crate) use vernietiging::{Vernietiging, Waarom};

use crate::uitgang::Uitgang;
use clap::{
    ArgAction, Args, Parser, Subcommand,
    error::{ContextKind, ContextValue, ErrorKind},
};
use jiff::civil::Date;
use std::path::PathBuf;

const SJABLOON: &str = "{about-with-newline}\nGebruik: {usage}\n\n{all-args}{after-help}";
const UITGANGEN: &str = "Exitcodes: 0 goed, 1 bevindingen, 2 verkeerd gebruik of onleesbaar, 3 storing.";

/// Houvast: beantwoordt iJw-berichten voor de jeugdhulp en legt elk besluit uit
#[derive(Parser, Debug)]
#[command(
    name = "houvast",
    version,
    help_template = SJABLOON,
    override_usage = "houvast OPDRACHT [OPTIES]",
    after_help = "Uitleg per opdracht: houvast OPDRACHT --help",
    subcommand_help_heading = "Opdrachten",
    next_help_heading = "Opties",
    disable_help_flag = true,
    disable_help_subcommand = true,
    disable_version_flag = true
)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) opdracht: Opdracht,
    /// Toon deze uitleg
    #[arg(short = 'h', long, global = true, action = ArgAction::Help)]
    help: Option<bool>,
    /// Toon de versie
    #[arg(long, action = ArgAction::Version)]
    versie: Option<bool>,
}

#[derive(Subcommand, Debug)]
pub(crate) enum Opdracht {
    /// Start een demo met een verzonnen regio
    #[command(help_template = SJABLOON, override_usage = "houvast demo [OPTIES]", next_help_heading = "Opties")]
    Demo(Demo),
    /// Start het programma met uw eigen instellingen
    #[command(
        help_template = SJABLOON,
        override_usage = "houvast server [OPTIES]",
        next_help_heading = "Opties",
        after_help = crate::instellingen::UITLEG
    )]
    Server(Server),
    /// Beheer de accounts van een server: maken, bekijken, sluiten, wachtwoord
    #[command(
        help_template = SJABLOON,
        override_usage = "houvast account OPDRACHT [OPTIES]",
        subcommand_help_heading = "Opdrachten",
        next_help_heading = "Opties",
        disable_help_subcommand = true
    )]
    Account {
        #[command(subcommand)]
        opdracht: Account,
    },
    /// Verplaats de gegevens naar een andere database
    #[command(
        help_template = SJABLOON,
        override_usage = "houvast database OPDRACHT [OPTIES]",
        subcommand_help_heading = "Opdrachten",
        next_help_heading = "Opties",
        disable_help_subcommand = true
    )]
    Database {
        #[command(subcommand)]
        opdracht: Database,
    },
    /// Maak een versleutelde reservekopie of zet er een terug
    #[command(
        help_template = SJABLOON,
        override_usage = "houvast reservekopie OPDRACHT [OPTIES]",
        subcommand_help_heading = "Opdrachten",
        next_help_heading = "Opties",
        disable_help_subcommand = true
    )]
    Reservekopie {
        #[command(subcommand)]
        opdracht: Reservekopie,
    },
    /// Vernietig dossiers die lang genoeg bewaard zijn, met akkoord van twee mensen
    #[command(
        help_template = SJABLOON,
        override_usage = "houvast vernietiging OPDRACHT [OPTIES]",
        subcommand_help_heading = "Opdrachten",
        next_help_heading = "Opties",
        disable_help_subcommand = true
    )]
    Vernietiging {
        #[command(subcommand)]
        opdracht: Vernietiging,
    },
    /// Zeg in gewone woorden wat er mis is met een installatie
    #[command(help_template = SJABLOON, override_usage = "houvast diagnose [OPTIES]", next_help_heading = "Opties")]
    Diagnose(Diagnose),
    /// Werk met berichten: controleren, verwerken, regels tonen
    #[command(
        help_template = SJABLOON,
        override_usage = "houvast bericht OPDRACHT [OPTIES]",
        subcommand_help_heading = "Opdrachten",
        next_help_heading = "Opties",
        disable_help_subcommand = true
    )]
    Bericht {
        #[command(subcommand)]
        opdracht: Bericht,
    },
    /// Controleer het logboek: wie keek waar, en is er niets aan veranderd
    #[command(
        help_template = SJABLOON,
        override_usage = "houvast logboek OPDRACHT [OPTIES]",
        subcommand_help_heading = "Opdrachten",
        next_help_heading = "Opties",
        disable_help_subcommand = true
    )]
    Logboek {
        #[command(subcommand)]
        opdracht: Logboek,
    },
    /// Stel het protocol een vraag: antwoord met artikel, feiten en som
    #[command(
        help_template = SJABLOON,
        override_usage = "houvast protocol OPDRACHT [OPTIES]",
        subcommand_help_heading = "Opdrachten",
        next_help_heading = "Opties",
        disable_help_subcommand = true
    )]
    Protocol {
        #[command(subcommand)]
        opdracht: Protocol,
    },
    /// Meet hoe het programma het doet met heel veel dossiers
    #[command(
        help_template = SJABLOON,
        override_usage = "houvast meet OPDRACHT [OPTIES]",
        subcommand_help_heading = "Opdrachten",
        next_help_heading = "Opties",
        disable_help_subcommand = true
    )]
    Meet {
        #[command(subcommand)]
        opdracht: Meet,
    },
    /// Controleer en vergelijk regioprofielen
    #[command(
        help_template = SJABLOON,
        override_usage = "houvast regio OPDRACHT [OPTIES]",
        subcommand_help_heading = "Opdrachten",
        next_help_heading = "Opties",
        disable_help_subcommand = true
    )]
    Regio {
        #[command(subcommand)]
        opdracht: Regio,
    },
}

#[derive(Args, Debug)]
pub(crate) struct Demo {
    /// De map met alle gegevens van de demo [standaard: ./houvast-demo]
    #[arg(
        long,
        value_name = "MAP",
        default_value = "./houvast-demo",
        hide_default_value = true
    )]
    pub(crate) map: PathBuf,
    /// sqlite, of postgres://gebruiker:wachtwoord@adres/naam van een lege database [standaard: sqlite]
    #[arg(
        long,
        value_name = "ADRES",
        default_value = "sqlite",
        hide_default_value = true
    )]
    pub(crate) database: String,
    /// De poort van de website; 0 is een vrije poort [standaard: 8080]
    #[arg(long, value_name = "POORT", default_value_t = 8080, hide_default_value = true)]
    pub(crate) poort: u16,
    /// Gooi de gegevens van de demo weg en begin opnieuw
    #[arg(long)]
    pub(crate) opnieuw: bool,
    /// Doe alsof het vandaag deze datum is (jjjj-mm-dd); de klok loopt door
    #[arg(long, value_name = "DATUM", value_parser = datum)]
    pub(crate) vandaag: Option<Date>,
}

#[derive(Args, Debug)]
pub(crate) struct Server {
    #[command(flatten)]
    pub(crate) bron: Bron,
    /// De poort van de website; 0 is een vrije poort
    #[arg(long, value_name = "POORT")]
    pub(crate) poort: Option<u16>,
}

fn datum(tekst: &str) -> Result<Date, String> {
    match tekst.parse() {
        // jiff accepts more forms; we promise one.
        Ok(dag) if tekst.len() == 10 => Ok(dag),
        _ => Err("schrijf een datum als jjjj-mm-dd, bijvoorbeeld 2026-11-22".into()),
    }
}

/// Prints what clap found, in Dutch; asking for help is no fault.
pub(crate) fn meld(fout: &clap::Error) -> Uitgang {
    match fout.kind() {
        ErrorKind::DisplayHelp => {
            print!("{}", fout.render());
            return Uitgang::Goed;
        }
        ErrorKind::DisplayVersion => {
            println!("houvast {}", env!("CARGO_PKG_VERSION"));
            return Uitgang::Goed;
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => eprint!("{}", fout.render()),
        _ => eprintln!("houvast: {}\nUitleg: houvast --help", vertaal(fout)),
    }
    Uitgang::Gebruik
}

fn vertaal(fout: &clap::Error) -> String {
    let waarde = |soort| match fout.get(soort) {
        Some(ContextValue::String(tekst)) => tekst.clone(),
        Some(ContextValue::Strings(teksten)) => teksten.join(", "),
        _ => String::new(),
    };
    let (wat, invoer) = (waarde(ContextKind::InvalidArg), waarde(ContextKind::InvalidValue));
    match fout.kind() {
        ErrorKind::UnknownArgument => format!("de optie {wat} bestaat niet."),
        ErrorKind::InvalidSubcommand => {
            format!(
                "de opdracht {} bestaat niet.",
                waarde(ContextKind::InvalidSubcommand)
            )
        }
        ErrorKind::MissingRequiredArgument => format!("dit ontbreekt: {wat}."),
        ErrorKind::MissingSubcommand => "noem een opdracht.".into(),
        ErrorKind::ArgumentConflict => format!("{wat} staat er dubbel of past niet bij een andere optie."),
        ErrorKind::ValueValidation | ErrorKind::InvalidValue if !invoer.is_empty() => {
            let reden = std::error::Error::source(fout).map(ToString::to_string);
            let reden = reden
                .filter(|r| r.starts_with("schrijf"))
                .map(|r| format!(" ({r})"));
            format!(
                "{invoer} is geen goede waarde voor {wat}{}.",
                reden.unwrap_or_default()
            )
        }
        ErrorKind::InvalidValue | ErrorKind::NoEquals => format!("bij {wat} hoort een waarde."),
        ErrorKind::InvalidUtf8 => "de opdracht bevat tekens die geen UTF-8 zijn.".into(),
        _ => "deze opdracht is niet te begrijpen.".into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fout(argumenten: &[&str]) -> String {
        vertaal(&Cli::try_parse_from(argumenten).unwrap_err())
    }

    #[test]
    fn de_opdrachten_kloppen_en_hun_hulp_is_nederlands() {
        use clap::CommandFactory as _;
        Cli::command().debug_assert();
        for deel in [
            &["houvast", "--help"][..],
            &["houvast", "demo", "-h"],
            &["houvast", "bericht", "controleer", "-h"],
        ] {
            let hulp = Cli::try_parse_from(deel).unwrap_err();
            assert_eq!(hulp.kind(), ErrorKind::DisplayHelp);
            let hulp = hulp.to_string();
            for engels in [
                "Usage",
                "Options",
                "Arguments",
                "Commands",
                "Print",
                "default:",
                "possible",
            ] {
                assert!(!hulp.contains(engels), "{engels} in:\n{hulp}");
            }
        }
    }

    #[test]
    fn een_vergissing_krijgt_een_nederlandse_uitleg() {
        assert_eq!(
            fout(&["houvast", "demo", "--kleur"]),
            "de optie --kleur bestaat niet."
        );
        assert_eq!(fout(&["houvast", "demmo"]), "de opdracht demmo bestaat niet.");
        assert_eq!(
            fout(&["houvast", "bericht", "controleer"]),
            "dit ontbreekt: <PAD>...."
        );
        assert_eq!(
            fout(&["houvast", "demo", "--vandaag", "22-11-2026"]),
            "22-11-2026 is geen goede waarde voor --vandaag <DATUM> (schrijf een datum als jjjj-mm-dd, bijvoorbeeld 2026-11-22)."
        );
        assert_eq!(
            fout(&["houvast", "bericht", "controleer", "--niveau", "9", "x"]),
            "9 is geen goede waarde voor --niveau <NIVEAU>."
        );
    }
}

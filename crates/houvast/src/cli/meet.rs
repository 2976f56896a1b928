//! `houvast meet`: how the program does under load.

use super::{Bron, SJABLOON};
use clap::{Args, Subcommand};

const GROOT: &str =
    "Alleen op de gegevens van een demo of op een lege database: alles wat erbij komt is verzonnen.
Een afgebroken vulling gaat verder met dezelfde opdracht.
Exitcodes: 0 gevuld, 2 verkeerd gebruik of onleesbaar, 3 storing.";

#[derive(Subcommand, Debug)]
pub(crate) enum Meet {
    /// Vul een demo met heel veel verzonnen dossiers en berichten
    #[command(
        help_template = SJABLOON,
        override_usage = "houvast meet vul --dossiers AANTAL --berichten AANTAL [OPTIES]",
        next_help_heading = "Opties",
        after_help = GROOT
    )]
    Vul(Vul),
    /// Meet hoe snel werkvoorraad, dossier en zoeken zijn voor een consulent van een gemeente
    #[command(
        help_template = SJABLOON,
        override_usage = "houvast meet bladen [OPTIES]",
        next_help_heading = "Opties",
        after_help = "Ernaast staat wat dezelfde database nodig heeft voor een jeugdige op haar sleutel.\nExitcodes: 0 binnen de grens, 1 erboven, 2 verkeerd gebruik of onleesbaar, 3 storing."
    )]
    Bladen(Bladen),
    /// Meet hoeveel berichten per seconde van postbus naar antwoord gaan
    #[command(
        help_template = SJABLOON,
        override_usage = "houvast meet keten --berichten AANTAL [OPTIES]",
        next_help_heading = "Opties",
        after_help = "Elk bericht is een verzoek (JW315) voor een ander kind van Zwolle. Ernaast staat wat een kale SQLite nodig heeft om\ndezelfde bytes te bewaren. De berichten blijven in de database staan, ook daarna.\nExitcodes: 0 gemeten, 2 verkeerd gebruik of onleesbaar, 3 storing."
    )]
    Keten(Keten),
    /// Meet wat er gebeurt als er veel meer gevraagd wordt dan de machine aankan
    #[command(
        help_template = SJABLOON,
        override_usage = "houvast meet druk --berichten AANTAL [OPTIES]",
        next_help_heading = "Opties",
        after_help = "Wie te veel is hoort 503 met Retry-After, het geheugen blijft gelijk, en elk bericht dat intussen komt wordt beantwoord.\nExitcodes: 0 zo is het, 1 zo is het niet, 2 verkeerd gebruik of onleesbaar, 3 storing."
    )]
    Druk(Druk),
}

#[derive(Args, Debug)]
pub(crate) struct Vul {
    #[command(flatten)]
    pub(crate) bron: Bron,
    /// Hoeveel dossiers erbij komen
    #[arg(long, value_name = "AANTAL", value_parser = clap::value_parser!(u64).range(1..=5_000_000))]
    pub(crate) dossiers: u64,
    /// Hoeveel berichten daarbij horen, ongeveer
    #[arg(long, value_name = "AANTAL", value_parser = clap::value_parser!(u64).range(1..=50_000_000))]
    pub(crate) berichten: u64,
    /// Het getal waar alles uit volgt [standaard: 1]
    #[arg(long, value_name = "GETAL", default_value_t = 1, hide_default_value = true)]
    pub(crate) zaad: u64,
}

#[derive(Args, Debug)]
pub(crate) struct Keten {
    #[command(flatten)]
    pub(crate) bron: Bron,
    /// Hoeveel berichten in de postbus gelegd worden, hoogstens zoveel als er kinderen zijn
    #[arg(long, value_name = "AANTAL", value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    pub(crate) berichten: u32,
    /// Een JSON-object per regel van de tabel
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Args, Debug)]
pub(crate) struct Druk {
    #[command(flatten)]
    pub(crate) bron: Bron,
    /// Hoeveel mensen tegelijk steeds weer een blad vragen [standaard: 500]
    #[arg(long, value_name = "AANTAL", default_value_t = 500, hide_default_value = true, value_parser = clap::value_parser!(u32).range(1..=10_000))]
    pub(crate) vragers: u32,
    /// Hoe lang zij dat doen, in seconden [standaard: 30]
    #[arg(long, value_name = "SECONDEN", default_value_t = 30, hide_default_value = true, value_parser = clap::value_parser!(u32).range(1..=3_600))]
    pub(crate) duur: u32,
    /// Hoeveel berichten intussen in de postbus komen
    #[arg(long, value_name = "AANTAL", value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    pub(crate) berichten: u32,
    /// Alles als een JSON-object
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Args, Debug)]
pub(crate) struct Bladen {
    #[command(flatten)]
    pub(crate) bron: Bron,
    /// Hoe vaak elk blad gevraagd wordt [standaard: 2000]
    #[arg(long, value_name = "AANTAL", default_value_t = 2000, hide_default_value = true, value_parser = clap::value_parser!(u32).range(10..=1_000_000))]
    pub(crate) keer: u32,
    /// De grens voor p99, in milliseconden [standaard: 20]
    #[arg(long, value_name = "MS", default_value_t = 20, hide_default_value = true)]
    pub(crate) grens: u64,
    /// Een JSON-object per regel van de tabel
    #[arg(long)]
    pub(crate) json: bool,
}

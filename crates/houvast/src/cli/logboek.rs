//! `houvast logboek …`: is the audit log whole?

use super::{Bron, SJABLOON};
use clap::{Args, Subcommand};
use std::path::PathBuf;

#[derive(Subcommand, Debug)]
pub(crate) enum Logboek {
    /// Zoek elke gewijzigde, verwijderde, toegevoegde of verwisselde regel; leest alleen
    #[command(
        help_template = SJABLOON,
        override_usage = "houvast logboek controleer [OPTIES]",
        next_help_heading = "Opties",
        after_help = "Instellingen als bij houvast server. Dit werkt ook terwijl de server draait.\nExitcodes: 0 het logboek is heel, 1 er is iets mee gebeurd, 2 verkeerd gebruik of onleesbaar, 3 storing."
    )]
    Controleer(LogControleer),
}

#[derive(Args, Debug)]
pub(crate) struct LogControleer {
    /// Een kopie van de zegels; vaker mag [standaard: logzegels.jsonl in de map]
    #[arg(long, value_name = "BESTAND")]
    pub(crate) zegels: Vec<PathBuf>,
    /// Openbare sleutels van de zegels; vaker mag [standaard: logsleutel.openbaar in de map]
    #[arg(long, value_name = "BESTAND")]
    pub(crate) sleutels: Vec<PathBuf>,
    /// Een JSON-object per breuk, voor programma's
    #[arg(long)]
    pub(crate) json: bool,
    #[command(flatten)]
    pub(crate) bron: Bron,
}

//! `houvast protocol`: the questions of the protocol.

use super::{SJABLOON, UITGANGEN, datum};
use clap::{Args, Subcommand};
use jiff::civil::Date;
use std::path::PathBuf;

#[derive(Subcommand, Debug)]
pub(crate) enum Protocol {
    /// Toon de vragen, of de feiten die één vraag nodig heeft
    #[command(help_template = SJABLOON, override_usage = "houvast protocol vragen [OPTIES] [VRAAG]", next_help_heading = "Opties")]
    Vragen {
        /// Een JSON-object per vraag met de schema's van feiten en uitkomst, voor programma's
        #[arg(long)]
        json: bool,
        /// Alleen deze vraag
        #[arg(value_name = "VRAAG")]
        vraag: Option<String>,
    },
    /// Leg een geval voor: feiten als JSON, antwoord met gronden
    #[command(
        help_template = SJABLOON,
        override_usage = "houvast protocol beoordeel VRAAG --regio REGIO [OPTIES] < feiten.json",
        next_help_heading = "Opties",
        after_help = UITGANGEN
    )]
    Beoordeel(Beoordeel),
}

#[derive(Args, Debug)]
pub(crate) struct Beoordeel {
    /// De regio, bijvoorbeeld ijsselland, of een bestand met een regioprofiel
    #[arg(long, value_name = "REGIO")]
    pub(crate) regio: String,
    /// De dag van het besluit (jjjj-mm-dd) [standaard: vandaag]
    #[arg(long, value_name = "DATUM", value_parser = datum)]
    pub(crate) peildatum: Option<Date>,
    /// Antwoord als één JSON-object, voor programma's
    #[arg(long)]
    pub(crate) json: bool,
    /// De vraag; zie houvast protocol vragen
    #[arg(value_name = "VRAAG")]
    pub(crate) vraag: String,
    /// Bestand met feiten [standaard: de standaardinvoer]
    #[arg(value_name = "FEITEN")]
    pub(crate) feiten: Option<PathBuf>,
}

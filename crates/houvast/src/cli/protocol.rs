//! `houvast protocol`: the questions of the protocol.

use super::{Bron, SJABLOON, UITGANGEN, datum};
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
    /// Wat als: leg besluiten van toen onder een ander profiel; leest alleen
    #[command(
        help_template = SJABLOON,
        override_usage = "houvast protocol simuleer --oud OUD --nieuw NIEUW [OPTIES] < besluiten.jsonl",
        next_help_heading = "Opties",
        after_help = "OUD en NIEUW: een bestand, of een ingebouwde versie zoals ijsselland@2024-01-08.\nEen regel invoer is een JSON-object met kenmerk, feiten en besluit.\nMet --map of --database komen de besluiten uit de gegevens van een demo of server.\nExitcodes: 0 niets verandert, 1 er verandert iets, 2 verkeerd gebruik of onleesbaar, 3 storing."
    )]
    Simuleer(Simuleer),
}

#[derive(Args, Debug)]
pub(crate) struct Beoordeel {
    /// De regio, bijvoorbeeld ijsselland, of een bestand met een regioprofiel
    #[arg(long, value_name = "REGIO")]
    pub(crate) regio: String,
    /// Een bestand met wat een gemeente zelf invult
    #[arg(long, value_name = "BESTAND")]
    pub(crate) lokaal: Option<PathBuf>,
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

#[derive(Args, Debug)]
pub(crate) struct Simuleer {
    /// Het oude profiel
    #[arg(long, value_name = "OUD")]
    pub(crate) oud: String,
    /// Het nieuwe profiel
    #[arg(long, value_name = "NIEUW")]
    pub(crate) nieuw: String,
    /// Een JSON-object per besluit dat verandert, en als laatste de samenvatting
    #[arg(long)]
    pub(crate) json: bool,
    /// Toon ook de besluiten die gelijk blijven
    #[arg(long)]
    pub(crate) alles: bool,
    /// Map met wat gemeenten zelf invullen [standaard: met --map of --database die van de gegevens, anders geen]
    #[arg(long, value_name = "MAP")]
    pub(crate) lokaal: Option<PathBuf>,
    /// Bestand met besluiten [standaard: de standaardinvoer]
    #[arg(value_name = "BESLUITEN", conflicts_with_all = ["map", "database", "instellingen"])]
    pub(crate) gevallen: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) bron: Bron,
    /// Alleen besluiten vanaf deze dag (jjjj-mm-dd); met --map of --database
    #[arg(long, value_name = "DATUM", value_parser = datum)]
    pub(crate) van: Option<Date>,
    /// Alleen besluiten tot en met deze dag (jjjj-mm-dd); met --map of --database
    #[arg(long, value_name = "DATUM", value_parser = datum)]
    pub(crate) tot: Option<Date>,
}

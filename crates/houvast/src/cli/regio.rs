//! `houvast regio`: the regioprofielen.

use super::{SJABLOON, UITGANGEN};
use clap::Subcommand;
use std::path::PathBuf;

#[derive(Subcommand, Debug)]
pub(crate) enum Regio {
    /// Controleer een regioprofiel: alle fouten met bestand, regel en sleutel
    #[command(
        help_template = SJABLOON,
        override_usage = "houvast regio controleer [OPTIES] BESTAND…",
        next_help_heading = "Opties",
        after_help = UITGANGEN
    )]
    Controleer {
        /// Een JSON-object per bestand, voor programma's
        #[arg(long)]
        json: bool,
        /// Het profiel (TOML)
        #[arg(value_name = "BESTAND", required = true)]
        bestanden: Vec<PathBuf>,
    },
    /// Toon het JSON Schema van een regioprofiel, voor editors die TOML kennen
    #[command(help_template = SJABLOON, override_usage = "houvast regio schema", next_help_heading = "Opties")]
    Schema,
    /// Toon in woorden waarin twee profielen verschillen
    #[command(
        help_template = SJABLOON,
        override_usage = "houvast regio verschil [OPTIES] OUD NIEUW",
        next_help_heading = "Opties",
        after_help = "OUD en NIEUW: een bestand, of een ingebouwde versie zoals ijsselland@2024-01-08.\nExitcodes: 0 gelijk, 1 verschillen, 2 verkeerd gebruik of onleesbaar, 3 storing."
    )]
    Verschil {
        /// Een JSON-object per verschil, voor programma's
        #[arg(long)]
        json: bool,
        /// Het oude profiel
        #[arg(value_name = "OUD")]
        oud: String,
        /// Het nieuwe profiel
        #[arg(value_name = "NIEUW")]
        nieuw: String,
    },
}

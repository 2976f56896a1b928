//! `houvast vernietiging`: destroying dossiers when their term is over, with two people who agree.

use super::{Bron, SJABLOON};
use clap::{Subcommand, ValueEnum};
use jiff::civil::Date;
use uuid::Uuid;

const WIE: &str = "Het wachtwoord wordt gevraagd, of is de eerste regel van de invoer.
Akkoord geven mag een privacy officer van de gemeente of functioneel beheer. Er zijn twee verschillende mensen nodig.
Maak eerst een reservekopie, en bewaar die korter dan u nog terug wilt kunnen.";

/// Why a dossier is kept longer.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Waarom {
    /// Het is van belang voor een ander dan de jeugdige
    Belang,
    /// Er loopt een bezwaar, beroep, klacht of claim
    Procedure,
    /// Zorgvuldige hulp vraagt erom
    Zorgvuldig,
}

#[derive(Subcommand, Debug)]
pub(crate) enum Vernietiging {
    /// Maak een lijst van dossiers die lang genoeg bewaard zijn
    #[command(help_template = SJABLOON, override_usage = "houvast vernietiging voorstel --gemeente CODE [OPTIES]", next_help_heading = "Opties")]
    Voorstel {
        /// De CBS-code van de gemeente
        #[arg(long, value_name = "CODE")]
        gemeente: String,
        #[command(flatten)]
        bron: Bron,
    },
    /// Toon alle lijsten
    #[command(help_template = SJABLOON, override_usage = "houvast vernietiging lijst [OPTIES]", next_help_heading = "Opties")]
    Lijst {
        #[command(flatten)]
        bron: Bron,
    },
    /// Toon de dossiers van een lijst, zonder namen
    #[command(help_template = SJABLOON, override_usage = "houvast vernietiging toon LIJST [OPTIES]", next_help_heading = "Opties")]
    Toon {
        /// De lijst
        #[arg(value_name = "LIJST")]
        lijst: Uuid,
        #[command(flatten)]
        bron: Bron,
    },
    /// Geef akkoord; na het tweede akkoord worden de dossiers vernietigd
    #[command(
        help_template = SJABLOON,
        override_usage = "houvast vernietiging akkoord LIJST --account NAAM [OPTIES]",
        next_help_heading = "Opties",
        after_help = WIE
    )]
    Akkoord {
        /// De lijst
        #[arg(value_name = "LIJST")]
        lijst: Uuid,
        /// Wie akkoord geeft
        #[arg(long, value_name = "NAAM")]
        account: String,
        #[command(flatten)]
        bron: Bron,
    },
    /// Trek een lijst in die nog geen twee akkoorden heeft
    #[command(
        help_template = SJABLOON,
        override_usage = "houvast vernietiging intrek LIJST --account NAAM [OPTIES]",
        next_help_heading = "Opties",
        after_help = WIE
    )]
    Intrek {
        /// De lijst
        #[arg(value_name = "LIJST")]
        lijst: Uuid,
        /// Wie intrekt
        #[arg(long, value_name = "NAAM")]
        account: String,
        #[command(flatten)]
        bron: Bron,
    },
    /// Bewaar een dossier langer, met een reden
    #[command(
        help_template = SJABLOON,
        override_usage = "houvast vernietiging uitstel DOSSIER --gemeente CODE --soort SOORT --reden TEKST --tot DATUM --account NAAM [OPTIES]",
        next_help_heading = "Opties",
        after_help = WIE
    )]
    Uitstel {
        /// Het dossier, zoals de lijst het noemt
        #[arg(value_name = "DOSSIER")]
        dossier: Uuid,
        /// De CBS-code van de gemeente
        #[arg(long, value_name = "CODE")]
        gemeente: String,
        /// Waarom
        #[arg(long, value_name = "SOORT")]
        soort: Waarom,
        /// Waarom, in woorden; zonder namen
        #[arg(long, value_name = "TEKST")]
        reden: String,
        /// Tot en met deze dag (jjjj-mm-dd)
        #[arg(long, value_name = "DATUM", value_parser = super::datum)]
        tot: Date,
        /// Wie het besluit
        #[arg(long, value_name = "NAAM")]
        account: String,
        #[command(flatten)]
        bron: Bron,
    },
    /// Toon het bewijs van een uitgevoerde lijst en of het in het logboek staat
    #[command(help_template = SJABLOON, override_usage = "houvast vernietiging bewijs LIJST [OPTIES]", next_help_heading = "Opties")]
    Bewijs {
        /// De lijst
        #[arg(value_name = "LIJST")]
        lijst: Uuid,
        #[command(flatten)]
        bron: Bron,
    },
}

//! `houvast bericht`: the commands on messages.

use super::maak::{ANONIMISEER_UITLEG, Anonimiseer, GENEREER_UITLEG, Genereer, VERBETER_UITLEG, Verbeter};
use super::{SJABLOON, UITGANGEN, datum};
use clap::{Args, Subcommand};
use jiff::civil::Date;
use std::path::PathBuf;

#[derive(Subcommand, Debug)]
pub(crate) enum Bericht {
    /// Controleer berichten; een database is niet nodig
    #[command(
        help_template = SJABLOON,
        override_usage = "houvast bericht controleer [OPTIES] PAD…",
        next_help_heading = "Opties",
        after_help = UITGANGEN
    )]
    Controleer(Controleer),
    /// Verwerk berichten: in een demo die draait, of anders zelf in dezelfde map
    #[command(
        help_template = SJABLOON,
        override_usage = "houvast bericht verwerk [OPTIES] PAD…",
        next_help_heading = "Opties",
        after_help = UITGANGEN
    )]
    Verwerk(Verwerk),
    /// Toon een bericht als een leesbare bladzijde
    #[command(
        help_template = SJABLOON,
        override_usage = "houvast bericht toon [OPTIES] PAD…",
        next_help_heading = "Opties",
        after_help = "Exitcodes: 0 getoond, 1 het bericht klopt niet met het schema, 2 verkeerd gebruik of onleesbaar, 3 storing."
    )]
    Toon(Toon),
    /// Vergelijk twee berichten van dezelfde soort: wat is er veranderd?
    #[command(
        help_template = SJABLOON,
        override_usage = "houvast bericht verschil [OPTIES] EERST DAN",
        next_help_heading = "Opties",
        after_help = "Het nummer, de dagtekening en de schemaversies van het bericht zelf tellen niet mee.\nExitcodes: 0 gelijk, 1 verschillend, 2 verkeerd gebruik of onleesbaar, 3 storing."
    )]
    Verschil(Verschil),
    /// Schrijf het antwoord op een bericht: het retourbericht of het declaratie-antwoord
    #[command(
        help_template = SJABLOON,
        override_usage = "houvast bericht antwoord [OPTIES] PAD",
        next_help_heading = "Opties",
        after_help = "Klopt het bericht niet met het schema, dan komt er geen antwoord maar een foutmelding (JSON).\nZonder --archief wordt niet vergeleken met eerdere berichten (niveau 3).\nExitcodes: 0 goedgekeurd, 1 afgekeurd of deels afgewezen, 2 verkeerd gebruik of onleesbaar, 3 storing."
    )]
    Antwoord(Antwoord),
    /// Maak berichten over verzonnen kinderen, goed of met opzet fout
    #[command(
        help_template = SJABLOON,
        override_usage = "houvast bericht genereer --soort SOORT [OPTIES]",
        next_help_heading = "Opties",
        after_help = GENEREER_UITLEG
    )]
    Genereer(Genereer),
    /// Haal de personen uit berichten, zodat u ze kunt delen
    #[command(
        help_template = SJABLOON,
        override_usage = "houvast bericht anonimiseer [OPTIES] PAD…",
        next_help_heading = "Opties",
        after_help = ANONIMISEER_UITLEG
    )]
    Anonimiseer(Anonimiseer),
    /// Zeg per bevinding wat u waar moet zetten, en verbeter wat zeker is
    #[command(
        help_template = SJABLOON,
        override_usage = "houvast bericht verbeter [OPTIES] PAD…",
        next_help_heading = "Opties",
        after_help = VERBETER_UITLEG
    )]
    Verbeter(Verbeter),
    /// Leg een regel, retourcode of foutcode uit, of toon alle regels van de standaard
    #[command(
        help_template = SJABLOON,
        override_usage = "houvast bericht regels [OPTIES] [ID]…",
        next_help_heading = "Opties",
        after_help = "Voorbeelden: houvast bericht regels TR374, houvast bericht regels 9321 BRS28\nExitcodes: 0 goed, 2 een regel of code is onbekend, 3 storing."
    )]
    Regels(Regels),
}

#[derive(Args, Debug)]
pub(crate) struct Regels {
    /// Een JSON-object per regel of code, voor programma's
    #[arg(long)]
    pub(crate) json: bool,
    /// Een regel (TR374), een retourcode (9321) of een foutcode van VECOZO of het GGK (BRS28, IB014) [standaard: alle regels]
    #[arg(value_name = "ID")]
    pub(crate) ids: Vec<String>,
}

#[derive(Args, Debug)]
pub(crate) struct Controleer {
    /// Een JSON-object per bericht, voor programma's
    #[arg(long)]
    pub(crate) json: bool,
    /// Tot en met welk niveau: 1 schema, 2 inhoud, 3 eerdere berichten, 4 externe bronnen [standaard: 4]
    #[arg(long, value_name = "NIVEAU", value_parser = clap::value_parser!(u8).range(1..=4))]
    pub(crate) niveau: Option<u8>,
    /// Controleer alsof het deze datum is (jjjj-mm-dd) [standaard: vandaag]
    #[arg(long, value_name = "DATUM", value_parser = datum)]
    pub(crate) peildatum: Option<Date>,
    /// Een regio of een bestand met een regioprofiel: dan gelden de eigen productcodes van die regio ook (TR381)
    #[arg(long, value_name = "REGIO")]
    pub(crate) regio: Option<String>,
    /// Een map met eerdere berichten, in willekeurige volgorde: dan ook niveau 3. Wat u controleert telt zelf niet mee
    #[arg(long, value_name = "MAP")]
    pub(crate) archief: Option<PathBuf>,
    /// De grootste omvang van een bericht in bytes [standaard: 26214400, dat is 25 MB]
    #[arg(long, value_name = "BYTES")]
    pub(crate) maximum: Option<u64>,
    /// Bestand, map of - voor de standaardinvoer
    #[arg(value_name = "PAD", required = true)]
    pub(crate) paden: Vec<PathBuf>,
}

#[derive(Args, Debug)]
pub(crate) struct Toon {
    /// Een JSON-object per bericht, voor programma's
    #[arg(long)]
    pub(crate) json: bool,
    /// Toon alle prestaties van een declaratie, niet alleen de eerste 20
    #[arg(long)]
    pub(crate) alles: bool,
    /// De grootste omvang van een bericht in bytes [standaard: 1073741824, dat is 1 GB]
    #[arg(long, value_name = "BYTES")]
    pub(crate) maximum: Option<u64>,
    /// Bestand, map of - voor de standaardinvoer
    #[arg(value_name = "PAD", required = true)]
    pub(crate) paden: Vec<PathBuf>,
}

#[derive(Args, Debug)]
pub(crate) struct Verwerk {
    /// De map met gegevens [standaard: ./houvast-demo]
    #[arg(
        long,
        value_name = "MAP",
        default_value = "./houvast-demo",
        hide_default_value = true
    )]
    pub(crate) map: PathBuf,
    /// Een JSON-object per bericht, voor programma's
    #[arg(long)]
    pub(crate) json: bool,
    /// Hoe lang op de antwoorden gewacht wordt, in seconden [standaard: 30]
    #[arg(
        long,
        value_name = "SECONDEN",
        default_value_t = 30,
        hide_default_value = true
    )]
    pub(crate) wacht: u64,
    /// Bestand of map
    #[arg(value_name = "PAD", required = true)]
    pub(crate) paden: Vec<PathBuf>,
}

#[derive(Args, Debug)]
pub(crate) struct Verschil {
    /// Een JSON-object, voor programma's
    #[arg(long)]
    pub(crate) json: bool,
    /// De grootste omvang van een bericht in bytes [standaard: 1073741824, dat is 1 GB]
    #[arg(long, value_name = "BYTES")]
    pub(crate) maximum: Option<u64>,
    /// Het eerste bericht, of - voor de standaardinvoer
    #[arg(value_name = "EERST")]
    pub(crate) eerst: PathBuf,
    /// Het tweede bericht
    #[arg(value_name = "DAN")]
    pub(crate) dan: PathBuf,
}

#[derive(Args, Debug)]
pub(crate) struct Antwoord {
    /// Een JSON-object met de uitkomst en het antwoord, voor programma's
    #[arg(long)]
    pub(crate) json: bool,
    /// Een regio of een bestand met een regioprofiel: dan gelden de eigen productcodes van die regio ook (TR381)
    #[arg(long, value_name = "REGIO")]
    pub(crate) regio: Option<String>,
    /// Een map met eerdere berichten, in willekeurige volgorde: dan ook niveau 3
    #[arg(long, value_name = "MAP")]
    pub(crate) archief: Option<PathBuf>,
    /// Schrijf het antwoord in dit bestand [standaard: naar het scherm]
    #[arg(long, value_name = "BESTAND")]
    pub(crate) uit: Option<PathBuf>,
    /// De identificatie van het antwoord, hoogstens 12 tekens [standaard: een willekeurige]
    #[arg(long, value_name = "NUMMER", value_parser = identificatie)]
    pub(crate) identificatie: Option<String>,
    /// De dagtekening van het antwoord (jjjj-mm-dd); ook de dag waarop wordt gecontroleerd [standaard: vandaag]
    #[arg(long, value_name = "DATUM", value_parser = datum)]
    pub(crate) dagtekening: Option<Date>,
    /// De versie van de schema's in het antwoord [standaard: 1.0.0]
    #[arg(long, value_name = "VERSIE", default_value = "1.0.0", hide_default_value = true, value_parser = versie)]
    pub(crate) schema: String,
    /// De grootste omvang van een bericht in bytes [standaard: 26214400, dat is 25 MB]
    #[arg(long, value_name = "BYTES")]
    pub(crate) maximum: Option<u64>,
    /// Het bericht, of - voor de standaardinvoer
    #[arg(value_name = "PAD")]
    pub(crate) pad: PathBuf,
}

/// RS010 and RS033: the identification of a message.
fn identificatie(tekst: &str) -> Result<String, String> {
    let leesbaar = !tekst.trim().is_empty() && !tekst.chars().any(char::is_control);
    if leesbaar && tekst.chars().count() <= 12 {
        Ok(tekst.to_owned())
    } else {
        Err("schrijf 1 tot 12 tekens".into())
    }
}

/// RS048: three numbers.
fn versie(tekst: &str) -> Result<String, String> {
    let goed = |deel: &str| {
        let cijfers = !deel.is_empty() && deel.len() <= 9 && deel.bytes().all(|b| b.is_ascii_digit());
        cijfers && (deel == "0" || !deel.starts_with('0'))
    };
    if tekst.split('.').count() == 3 && tekst.split('.').all(goed) {
        Ok(tekst.to_owned())
    } else {
        Err("schrijf een versie als drie getallen, bijvoorbeeld 1.0.0".into())
    }
}

//! `houvast bericht genereer | anonimiseer | verbeter`: commands that make files.

use super::datum;
use clap::Args;
use houvast_ijw::BerichtSoort;
use jiff::civil::Date;
use std::path::PathBuf;

/// What an exit code means for commands that make something.
pub(super) const GENEREER_UITLEG: &str = "Bij --fouten komt naast de berichten een manifest (fouten.jsonl): een JSON-object per fout, met bestand, element en regel.\nExitcodes: 0 gemaakt, 2 verkeerd gebruik of onleesbaar, 3 storing.";
pub(super) const ANONIMISEER_UITLEG: &str = "Dezelfde persoon krijgt in alle bestanden van deze keer hetzelfde nieuwe nummer en dezelfde nieuwe naam.\nExitcodes: 0 gemaakt, 1 een bestand kon niet, 2 verkeerd gebruik of onleesbaar, 3 storing.";

pub(super) const VERBETER_UITLEG: &str = "Het bestand zelf verandert niet: de verbeterde kopie krijgt de naam van het bestand met .verbeterd.xml.\nExitcodes: 0 goed (of alles verbeterd), 1 er blijven bevindingen, 2 verkeerd gebruik of onleesbaar, 3 storing.";

#[derive(Args, Debug)]
pub(crate) struct Genereer {
    /// De soort van het bericht, bijvoorbeeld JW315
    #[arg(long, value_name = "SOORT", value_parser = soort)]
    pub(crate) soort: BerichtSoort,
    /// Het getal waar alles uit volgt: hetzelfde getal geeft dezelfde berichten [standaard: 1]
    #[arg(long, value_name = "GETAL", default_value_t = 1, hide_default_value = true)]
    pub(crate) zaad: u64,
    /// Hoeveel berichten [standaard: 1]
    #[arg(long, value_name = "AANTAL", default_value_t = 1, hide_default_value = true)]
    pub(crate) aantal: u64,
    /// Hoeveel prestaties in elk JW323 of JW325 [standaard: 20]
    #[arg(long, value_name = "AANTAL", default_value_t = 20, hide_default_value = true)]
    pub(crate) prestaties: u64,
    /// Hoeveel procent met opzet fout is: van de berichten, of bij één declaratie van de prestaties [standaard: 0%]
    #[arg(long, value_name = "PROCENT", value_parser = procent, default_value = "0%", hide_default_value = true)]
    pub(crate) fouten: u8,
    /// Een map, een bestand dat op .xml eindigt (bij één bericht), of - [standaard: -]
    #[arg(long, value_name = "PLAATS", default_value = "-", hide_default_value = true)]
    pub(crate) uit: PathBuf,
    /// Maak berichten alsof het deze datum is (jjjj-mm-dd) [standaard: vandaag]
    #[arg(long, value_name = "DATUM", value_parser = datum)]
    pub(crate) peildatum: Option<Date>,
    /// Meld als JSON wat gemaakt is, een object per bestand
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Args, Debug)]
pub(crate) struct Anonimiseer {
    /// De map voor de nieuwe bestanden [standaard: ./geanonimiseerd]
    #[arg(
        long,
        value_name = "MAP",
        default_value = "./geanonimiseerd",
        hide_default_value = true
    )]
    pub(crate) uit: PathBuf,
    /// Vervang ook AGB-codes en gemeentecodes
    #[arg(long)]
    pub(crate) partijen: bool,
    /// Een JSON-object per bestand, voor programma's
    #[arg(long)]
    pub(crate) json: bool,
    /// Bestand, map of - voor de standaardinvoer; de uitvoer van - gaat naar de standaarduitvoer
    #[arg(value_name = "PAD", required = true)]
    pub(crate) paden: Vec<PathBuf>,
}

#[derive(Args, Debug)]
pub(crate) struct Verbeter {
    /// Maak een verbeterde kopie waar maar één antwoord goed is
    #[arg(long)]
    pub(crate) schrijf: bool,
    /// Een JSON-object per bestand, voor programma's
    #[arg(long)]
    pub(crate) json: bool,
    /// Controleer alsof het deze datum is (jjjj-mm-dd) [standaard: vandaag]
    #[arg(long, value_name = "DATUM", value_parser = datum)]
    pub(crate) peildatum: Option<Date>,
    /// Bestand of map
    #[arg(value_name = "PAD", required = true)]
    pub(crate) paden: Vec<PathBuf>,
}

fn soort(tekst: &str) -> Result<BerichtSoort, String> {
    let groot = tekst.to_ascii_uppercase();
    BerichtSoort::ALLE
        .iter()
        .copied()
        .find(|soort| soort.as_str() == groot)
        .ok_or_else(|| {
            let namen: Vec<_> = BerichtSoort::ALLE.iter().map(|soort| soort.as_str()).collect();
            format!("schrijf een soort als {}", namen.join(", "))
        })
}

fn procent(tekst: &str) -> Result<u8, String> {
    let getal = tekst.strip_suffix('%').unwrap_or(tekst).parse().ok();
    getal
        .filter(|getal| *getal <= 100)
        .ok_or_else(|| "schrijf een heel percentage van 0% tot en met 100%".to_owned())
}

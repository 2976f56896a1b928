//! Reading: bytes in, a typed message and every finding of level 1 out.

mod bron;
pub(crate) mod code;
mod datum;
pub(crate) mod lezer;
pub(crate) mod patroon;
mod plaats;
mod stroom;
mod teken;
pub(crate) mod vorm;
mod waarde;
mod wortel;

pub use plaats::zoek_plaatsen;

use crate::{Bericht, BerichtSoort, Bevinding};
use bron::{Bron, Grens, Plek};
use lezer::Lezer;
use std::io::{self, BufRead};
use stroom::{Breuk, Stap, Stroom, Welgevormd};

/// How much a reader takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Grenzen {
    /// The size of a message in bytes; 25 MB by OP179.
    pub maximum: u64,
    /// How many findings are kept; one more says that there are more.
    pub bevindingen: usize,
}

impl Default for Grenzen {
    fn default() -> Self {
        Self {
            maximum: 25 * 1024 * 1024,
            bevindingen: 1000,
        }
    }
}

/// What reading a message gave.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lezing {
    /// The kind of message, when the root says so.
    pub soort: Option<BerichtSoort>,
    /// The release, for example `3.2`; also of a release that is not handled, when its namespace tells.
    pub release: Option<String>,
    /// The message, only when level 1 found nothing.
    pub bericht: Option<Bericht>,
    /// What level 1 found, in the order of the file.
    pub bevindingen: Vec<Bevinding>,
}

/// Reads one message to its end, in one pass, and judges it by the schema of its root (level 1).
///
/// # Errors
/// Only what the reader it is given answers: everything about the content is a finding.
pub fn lees(mut invoer: impl BufRead, grenzen: &Grenzen) -> io::Result<Lezing> {
    let bron = Bron::nieuw(&mut invoer, grenzen.maximum)?;
    if bron.is_utf16() {
        let plek = bron.plek();
        return Ok(Lezing {
            bevindingen: vec![breukmelding(&Breuk::Codering(plek), grenzen)],
            ..Lezing::default()
        });
    }
    let mut xml = Stroom::nieuw(bron);
    let mut lezing = Lezing::default();
    match xml.stap() {
        Ok(Stap::Begin) => {}
        // Before the root there is nothing but the root.
        Ok(_) => return Ok(lezing),
        Err(breuk) => return gebroken(lezing, Vec::new(), breuk, "", grenzen),
    }
    let wortel = wortel::bekijk(&xml);
    lezing.soort = wortel.soort;
    lezing.release = wortel.release;
    let soort = match (wortel.fout, wortel.soort) {
        (None, Some(soort)) => soort,
        (fout, _) => {
            lezing.bevindingen.extend(fout);
            return Ok(lezing);
        }
    };
    let mut lezer = Lezer::nieuw(xml, soort, grenzen.bevindingen);
    let uitkomst = soort
        .lees(&mut lezer)
        .and_then(|bericht| lezer.xml.stap().map(|_| bericht));
    match uitkomst {
        Ok(bericht) => {
            lezing.bericht = bericht.filter(|_| lezer.is_schoon());
            lezing.bevindingen = lezer.klaar();
            Ok(lezing)
        }
        Err(breuk) => {
            let pad = lezer.pad();
            gebroken(lezing, lezer.klaar(), breuk, &pad, grenzen)
        }
    }
}

/// What was found before the break, and the break.
fn gebroken(
    mut lezing: Lezing,
    eerder: Vec<Bevinding>,
    breuk: Breuk,
    pad: &str,
    grenzen: &Grenzen,
) -> io::Result<Lezing> {
    lezing.bevindingen = eerder;
    let mut melding = breukmelding(&breuk, grenzen);
    if let Breuk::Io(fout) = breuk {
        return Err(fout);
    }
    melding.pad = pad.to_owned();
    lezing.bevindingen.push(melding);
    Ok(lezing)
}

fn breukmelding(breuk: &Breuk, grenzen: &Grenzen) -> Bevinding {
    let (regel, plek, tekst) = match breuk {
        Breuk::Io(_) => ("HV:lezen", Plek { regel: 0, kolom: 0 }, String::new()),
        Breuk::Welgevormd(wat, plek) => ("XSD:xml", *plek, welgevormd(*wat).to_owned()),
        Breuk::Grens(Grens::Omvang, plek) => (
            "HV:omvang",
            *plek,
            format!("Het bericht is groter dan {} bytes. Dat is het maximum (OP179). Splits het bericht.", grenzen.maximum),
        ),
        Breuk::Grens(Grens::Stuk, plek) => (
            "HV:omvang",
            *plek,
            "Hier begint een tekst van meer dan 25 MB. Zo'n lange tekst verwerken wij niet.".to_owned(),
        ),
        Breuk::Doctype(plek) => (
            "HV:doctype",
            *plek,
            "Het bericht heeft een DOCTYPE. Dat nemen wij niet aan, omdat het onveilig kan zijn. Haal het weg.".to_owned(),
        ),
        Breuk::Codering(plek) => (
            "HV:codering",
            *plek,
            "Het bericht is niet in UTF-8. Bewaar het bestand als UTF-8 en zet encoding=\"UTF-8\" in de eerste regel.".to_owned(),
        ),
        Breuk::Stuurteken(plek) => (
            "HV:stuurteken",
            *plek,
            "Hier staat een teken dat niet in XML mag, zoals een NUL of ander stuurteken. Haal het weg.".to_owned(),
        ),
        Breuk::Diepte(plek) => (
            "HV:diepte",
            *plek,
            "De elementen zitten meer dan 64 lagen diep in elkaar. Een bericht heeft er minder dan tien nodig.".to_owned(),
        ),
    };
    let mut b = Bevinding::nieuw(1, regel, "", tekst);
    (b.regelnummer, b.kolom) = (plek.regel, plek.kolom);
    b
}

const fn welgevormd(wat: Welgevormd) -> &'static str {
    match wat {
        Welgevormd::GeenXml => {
            "Dit is geen XML. Verwacht: een bestand dat begint met <?xml of met het element Bericht."
        }
        Welgevormd::Afgebroken => {
            "Het bestand houdt op voordat het bericht klaar is. Stuur het hele bestand opnieuw."
        }
        Welgevormd::Merk => {
            "Dit begin van een element is geen goede XML. Kijk naar de naam, de aanhalingstekens en dubbele attributen."
        }
        Welgevormd::Sluitmerk => {
            "Dit einde hoort niet bij het element dat open is. Elk element moet zijn eigen einde hebben."
        }
        Welgevormd::Verwijzing => {
            "Na het teken & staat geen bekende verwijzing. Schrijf &amp; voor een los &-teken."
        }
        Welgevormd::Declaratie => {
            "De eerste regel is niet goed. Verwacht: <?xml version=\"1.0\" encoding=\"UTF-8\"?>, helemaal vooraan."
        }
        Welgevormd::Buiten => {
            "Hier staat iets buiten het bericht. Na het einde van het bericht mag niets meer komen."
        }
        Welgevormd::Opmaak => {
            "Dit is geen goede XML. Kijk naar de tekens < > & en naar commentaar op deze plaats."
        }
    }
}

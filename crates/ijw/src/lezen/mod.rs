//! Reading: bytes in, a typed message and every finding of level 1 out.

mod bron;
pub(crate) mod code;
mod datum;
mod heel;
pub(crate) mod lezer;
pub(crate) mod patroon;
mod plaats;
pub(crate) mod snel;
pub(crate) mod spoor;
mod stroom;
mod teken;
pub(crate) mod vorm;
mod waarde;
mod wortel;

pub(crate) use bron::{Afstand, Blok, Blokken, Bron, Plek, Teller};
pub(crate) use heel::heel;
pub(crate) use plaats::zoek_in_element;
pub use plaats::zoek_plaatsen;

use crate::{Bericht, BerichtSoort, Bevinding};
use bron::Grens;
use lezer::Lezer;
use std::io::{self, BufRead, Read};
use stroom::{Breuk, Stap, Stroom, Welgevormd};

/// Whether the reader takes this text for a date.
pub(crate) fn is_datum(tekst: &str) -> bool {
    datum::datum(teken::zonder_wit(tekst)).is_ok()
}

/// Whether the reader takes this text for a time.
pub(crate) fn is_tijd(tekst: &str) -> bool {
    datum::tijd(teken::zonder_wit(tekst)).is_ok()
}

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
    let mut gezien = Vec::new();
    if let Ok(bytes) = invoer.fill_buf()
        && let Some(lezing) = heel(bytes, grenzen, |_| true)
    {
        gezien.extend_from_slice(bytes);
        invoer.consume(gezien.len());
        if matches!(invoer.fill_buf(), Ok([])) {
            return Ok(lezing);
        }
        // More follows what seemed to be all.
    }
    lees_gewoon(gezien.as_slice().chain(invoer), grenzen)
}

/// As [`lees`], of bytes that are in memory already.
#[must_use]
pub fn lees_bytes(bytes: &[u8], grenzen: &Grenzen) -> Lezing {
    heel(bytes, grenzen, |_| true)
        .or_else(|| lees_gewoon(bytes, grenzen).ok())
        .unwrap_or_default()
}

/// As [`lees`], but without the fast road: so that tests can hold the two side by side.
#[doc(hidden)]
pub fn lees_gewoon(mut invoer: impl BufRead, grenzen: &Grenzen) -> io::Result<Lezing> {
    match begin(&mut invoer, grenzen)? {
        Begin::Klaar(lezing) => Ok(lezing),
        Begin::Verder(mut lezer, soort, lezing) => {
            let gelezen = soort.lees(&mut lezer);
            slot(lezing, *lezer, gelezen, grenzen)
        }
    }
}

/// The beginning of a message, up to and including the start of its root.
pub(crate) enum Begin<'i> {
    /// It is no message of ours: there is nothing more to read.
    Klaar(Lezing),
    /// The reader of this kind of message can go on.
    Verder(Box<Lezer<'i>>, BerichtSoort, Lezing),
}

pub(crate) fn begin<'i>(invoer: &'i mut dyn Read, grenzen: &Grenzen) -> io::Result<Begin<'i>> {
    let bron = Bron::nieuw(invoer, grenzen.maximum)?;
    if bron.is_utf16() {
        let plek = bron.plek();
        return Ok(Begin::Klaar(Lezing {
            bevindingen: vec![breukmelding(&Breuk::Codering(plek), grenzen)],
            ..Lezing::default()
        }));
    }
    let mut xml = Stroom::nieuw(bron);
    let mut lezing = Lezing::default();
    match xml.stap() {
        Ok(Stap::Begin) => {}
        // Before the root there is nothing but the root.
        Ok(_) => return Ok(Begin::Klaar(lezing)),
        Err(breuk) => return gebroken(lezing, Vec::new(), breuk, "", grenzen).map(Begin::Klaar),
    }
    let wortel = wortel::bekijk(&xml);
    lezing.soort = wortel.soort;
    lezing.release = wortel.release;
    match (wortel.fout, wortel.soort) {
        (None, Some(soort)) => {
            let lezer = Lezer::nieuw(xml, soort, grenzen.bevindingen);
            Ok(Begin::Verder(Box::new(lezer), soort, lezing))
        }
        (fout, _) => {
            lezing.bevindingen.extend(fout);
            Ok(Begin::Klaar(lezing))
        }
    }
}

/// The end: what follows the root, and the findings. The message only stands when there are none.
pub(crate) fn slot(
    mut lezing: Lezing,
    mut lezer: Lezer<'_>,
    gelezen: Result<Option<Bericht>, Breuk>,
    grenzen: &Grenzen,
) -> io::Result<Lezing> {
    match gelezen.and_then(|bericht| lezer.xml.stap().map(|_| bericht)) {
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

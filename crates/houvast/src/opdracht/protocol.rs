//! `protocol vragen` and `protocol beoordeel`: the questions of the protocol, without a database.

use super::{paden, regio, simuleer};
use crate::cli::{Beoordeel, Protocol};
use crate::klok;
use crate::uitgang::{Uitgang, gebruik};
use anyhow::Result;
use houvast_beslis::regioprofiel::{ingebouwd, regios};
use houvast_beslis::vragen::{VraagInfo, vragen, zoek};
use serde_json::{Map, Value, json};
use std::borrow::Cow;
use std::fs::File;
use std::io::{self, Read, Write as _};
use std::path::Path;

/// Facts are a page of text; more is a mistake.
const GROOTSTE_INVOER: u64 = 1_048_576;

pub(crate) fn voer_uit(opdracht: Protocol) -> Result<Uitgang> {
    match opdracht {
        Protocol::Vragen { json, vraag } => lijst(json, vraag.as_deref()),
        Protocol::Beoordeel(wens) => beoordeel(&wens),
        Protocol::Simuleer(wens) => simuleer::voer_uit(&wens),
    }
}

fn kies(id: &str) -> Result<&'static VraagInfo> {
    zoek(id).ok_or_else(|| {
        let namen: Vec<&str> = vragen().iter().map(|v| v.id).collect();
        gebruik(format!(
            "de vraag {id} bestaat niet. Bekend zijn: {}.",
            namen.join(", ")
        ))
    })
}

fn lijst(als_json: bool, id: Option<&str>) -> Result<Uitgang> {
    let een = id.map(kies).transpose()?;
    let rij: Vec<&VraagInfo> = een.map_or_else(|| vragen().iter().collect(), |v| vec![v]);
    let mut uit = io::stdout().lock();
    for vraag in rij {
        if als_json {
            writeln!(uit, "{}", voor_programma(vraag))?;
            continue;
        }
        writeln!(uit, "{:20} {}", vraag.id, vraag.titel)?;
        if een.is_some() {
            for veld in vraag.velden {
                let nodig = if veld.altijd {
                    "altijd nodig"
                } else {
                    "als het geval erom vraagt"
                };
                writeln!(uit, "  {:26} {} ({nodig})", veld.naam, veld.label)?;
                writeln!(uit, "  {:26} {}", "", (veld.verwacht)())?;
            }
        }
        for (regio, artikelen) in artikelen(vraag) {
            writeln!(uit, "{:20} {regio}: {}", "", artikelen.join("; "))?;
        }
    }
    Ok(Uitgang::Goed)
}

/// Per region that answers the question, in its newest version.
fn artikelen(vraag: &VraagInfo) -> Vec<(&'static str, Vec<String>)> {
    regios()
        .filter_map(|regio| Some((regio, vraag.artikelen(ingebouwd(regio).last()?))))
        .filter(|(_, artikelen)| !artikelen.is_empty())
        .collect()
}

fn voor_programma(vraag: &VraagInfo) -> Value {
    let artikelen: Map<String, Value> = artikelen(vraag)
        .into_iter()
        .map(|(regio, rij)| (regio.to_owned(), json!(rij)))
        .collect();
    json!({
        "vraag": vraag.id,
        "titel": vraag.titel,
        "artikelen": artikelen,
        "eisen": vraag.eisen,
        "feiten": vraag.schema_feiten(),
        "uitkomst": vraag.schema_uitkomst(),
    })
}

fn beoordeel(wens: &Beoordeel) -> Result<Uitgang> {
    let vraag = kies(&wens.vraag)?;
    let peildatum = wens.peildatum.unwrap_or_else(|| klok::tijd(None).vandaag());
    let profiel = match &wens.lokaal {
        Some(pad) => Cow::Owned(regio::met_lokaal(&wens.regio, pad, peildatum)?),
        None => regio::profiel(&wens.regio, peildatum)?,
    };
    let tekst = lees(wens.feiten.as_deref())?;
    let feiten: Value = serde_json::from_str(&tekst).map_err(|fout| {
        // The reason of serde is English and may quote the input; the place is enough.
        gebruik(format!(
            "de feiten zijn geen JSON (regel {}, kolom {}).",
            fout.line(),
            fout.column()
        ))
    })?;
    let antwoord = vraag.beoordeel(&feiten, &profiel, peildatum).map_err(|fouten| {
        let rij: Vec<String> = fouten.iter().map(ToString::to_string).collect();
        gebruik(format!("de feiten zijn niet te lezen:\n  {}", rij.join("\n  ")))
    })?;
    let mut uit = io::stdout().lock();
    if wens.json {
        writeln!(uit, "{}", serde_json::to_string(&antwoord)?)?;
    } else {
        write!(uit, "{}\n{}", vraag.titel, antwoord.als_tekst())?;
    }
    Ok(if antwoord.akkoord() {
        Uitgang::Goed
    } else {
        Uitgang::Bevindingen
    })
}

fn lees(pad: Option<&Path>) -> Result<String> {
    let naam = pad.map_or_else(|| "standaardinvoer".to_owned(), |p| p.display().to_string());
    let onleesbaar = |fout: &io::Error| gebruik(format!("{naam}: {}", paden::waarom(fout)));
    let mut tekst = String::new();
    let gelezen = match pad {
        Some(pad) if pad.as_os_str() != "-" => {
            let bestand = File::open(pad).map_err(|f| onleesbaar(&f))?;
            bestand.take(GROOTSTE_INVOER + 1).read_to_string(&mut tekst)
        }
        _ => io::stdin()
            .lock()
            .take(GROOTSTE_INVOER + 1)
            .read_to_string(&mut tekst),
    };
    match gelezen {
        Ok(n) if n as u64 > GROOTSTE_INVOER => Err(gebruik(format!("{naam}: dit is meer dan 1 MB"))),
        Ok(_) => Ok(tekst),
        Err(fout) if fout.kind() == io::ErrorKind::InvalidData => {
            Err(gebruik(format!("{naam}: dit is geen tekst in UTF-8")))
        }
        Err(fout) => Err(onleesbaar(&fout)),
    }
}

//! `bericht verbeter`: for each finding what to put where, and a corrected copy of what is sure.

use super::paden::{self, Invoer};
use crate::{cli::Verbeter, klok, uitgang::Uitgang};
use anyhow::{Context as _, Result};
use houvast_ijw::{
    controle::Opties,
    verbeter::{Raad, Verbetering, verbeter},
};
use serde_json::json;
use std::{
    fs,
    io::{self, Read as _, Write},
    path::PathBuf,
};

pub(crate) fn voer_uit(wens: &Verbeter) -> Result<Uitgang> {
    let opties = Opties::op(wens.peildatum.unwrap_or_else(|| klok::tijd(None).vandaag()));
    let mut uit = io::BufWriter::new(io::stdout().lock());
    let mut uitgang = Uitgang::Goed;
    for pad in &wens.paden {
        let invoeren = match paden::open(pad) {
            Ok(invoeren) => invoeren,
            Err(fout) => {
                eprintln!("houvast: {}: {}", pad.display(), paden::waarom(&fout));
                uitgang = uitgang.max(Uitgang::Gebruik);
                continue;
            }
        };
        // A copy of an earlier time is no input of its own.
        let invoeren = invoeren
            .into_iter()
            .filter(|i| !i.naam().ends_with(ACHTERVOEGSEL) || paden_is(pad, i));
        for invoer in invoeren {
            let gelezen = lees(&invoer).and_then(|bytes| verbeter(&bytes, &opties));
            match gelezen {
                Ok(uitslag) => uitgang = uitgang.max(een(wens, &invoer, &uitslag, &mut uit)?),
                Err(fout) => {
                    eprintln!("houvast: {}: {}", invoer.naam(), paden::waarom(&fout));
                    uitgang = uitgang.max(Uitgang::Gebruik);
                }
            }
            uit.flush()?;
        }
    }
    Ok(uitgang)
}

const ACHTERVOEGSEL: &str = ".verbeterd.xml";

/// The file that was named itself, not one found in a folder.
fn paden_is(pad: &std::path::Path, invoer: &Invoer) -> bool {
    matches!(invoer, Invoer::Bestand(bestand) if bestand == pad)
}

fn lees(invoer: &Invoer) -> io::Result<Vec<u8>> {
    match invoer {
        Invoer::Bestand(pad) => fs::read(pad),
        Invoer::Standaard => {
            let mut bytes = Vec::new();
            io::stdin().lock().read_to_end(&mut bytes)?;
            Ok(bytes)
        }
    }
}

fn een(wens: &Verbeter, invoer: &Invoer, v: &Verbetering, uit: &mut impl Write) -> Result<Uitgang> {
    let kopie = match (&v.kopie, invoer) {
        (Some(bytes), Invoer::Bestand(pad)) if wens.schrijf => {
            let doel = naast(pad);
            fs::write(&doel, bytes).with_context(|| doel.display().to_string())?;
            Some(doel.display().to_string())
        }
        _ => None,
    };
    let naam = invoer.naam();
    if wens.json {
        let regel = json!({
            "bestand": naam,
            "bericht": v.verslag.soort.map(|soort| soort.as_str()),
            "geldig": v.verslag.geldig(),
            "niveau": v.verslag.niveau,
            "bevindingen": v.raad.iter().map(als_json).collect::<Vec<_>>(),
            "verbeterd": v.gedaan,
            "kopie": kopie,
            "over": v.over.iter().map(als_json).collect::<Vec<_>>(),
        });
        writeln!(uit, "{regel}")?;
    } else {
        voor_mens(&naam, v, kopie.as_deref(), uit)?;
    }
    let blijft = if wens.schrijf {
        !v.over.is_empty()
    } else {
        !v.raad.is_empty()
    };
    Ok(if blijft {
        Uitgang::Bevindingen
    } else {
        Uitgang::Goed
    })
}

/// `bericht.xml` gets `bericht.verbeterd.xml` beside it.
fn naast(pad: &std::path::Path) -> PathBuf {
    let stam = pad.file_stem().unwrap_or_default().to_string_lossy();
    pad.with_file_name(format!("{stam}{ACHTERVOEGSEL}"))
}

fn als_json(raad: &Raad) -> serde_json::Value {
    let b = &raad.bevinding;
    json!({
        "regel": b.regel,
        "retourcode": b.retourcode,
        "pad": b.pad,
        "regelnummer": b.regelnummer.max(1),
        "kolom": b.kolom.max(1),
        "tekst": b.tekst,
        "advies": raad.advies,
        "zeker": raad.zeker,
    })
}

fn voor_mens(naam: &str, v: &Verbetering, kopie: Option<&str>, uit: &mut impl Write) -> io::Result<()> {
    if v.raad.is_empty() {
        return writeln!(uit, "{naam}: in orde, er is niets te verbeteren.");
    }
    let aantal = |n: usize, een: &str, meer: &str| {
        if n == 1 {
            format!("1 {een}")
        } else {
            format!("{n} {meer}")
        }
    };
    writeln!(
        uit,
        "{naam}: {}.",
        aantal(v.raad.len(), "bevinding", "bevindingen")
    )?;
    v.raad.iter().try_for_each(|raad| toon(raad, uit))?;
    match (kopie, v.gedaan.is_empty()) {
        (Some(kopie), _) => {
            writeln!(uit, "  Verbeterde kopie: {kopie}")?;
            v.gedaan.iter().try_for_each(|wat| writeln!(uit, "    {wat}"))?;
            if v.over.is_empty() {
                writeln!(uit, "  De kopie is in orde.")
            } else {
                writeln!(
                    uit,
                    "  In de kopie nog {}:",
                    aantal(v.over.len(), "bevinding", "bevindingen")
                )?;
                v.over.iter().try_for_each(|raad| toon(raad, uit))
            }
        }
        (None, false) => writeln!(
            uit,
            "  Een deel kan vanzelf: draai dezelfde opdracht met --schrijf voor een verbeterde kopie."
        ),
        (None, true) => writeln!(
            uit,
            "  Niets hiervan heeft maar één goed antwoord. Verbeter het met de hand."
        ),
    }
}

fn toon(raad: &Raad, uit: &mut impl Write) -> io::Result<()> {
    let b = &raad.bevinding;
    writeln!(
        uit,
        "  regel {}, kolom {}: {}",
        b.regelnummer.max(1),
        b.kolom.max(1),
        b.regel
    )?;
    writeln!(uit, "    {}", b.tekst)?;
    let wie = if raad.zeker { "kan vanzelf" } else { "te doen" };
    writeln!(uit, "    {wie}: {}", raad.advies)
}

//! Reading messages for a command, and their findings as JSON.

use super::paden::{self, Invoer};
use crate::uitgang::gebruik;
use anyhow::Result;
use houvast_ijw::{Bericht, Bevinding, Grenzen, Lezing, lees as lees_bericht, stroom};
use serde_json::{Value, json};
use std::{
    fs::File,
    io::{self, BufRead, BufReader},
    path::{Path, PathBuf},
};

/// Whoever wants to see a message has it already, so the limit of OP179 does not count then.
pub(super) const GROOTSTE: u64 = 1 << 30;

/// Reads one message on level 1.
pub(super) fn lees(invoer: &Invoer, grenzen: &Grenzen) -> io::Result<Lezing> {
    match invoer {
        Invoer::Bestand(pad) => lees_bericht(open(pad)?, grenzen),
        Invoer::Standaard => lees_bericht(io::stdin().lock(), grenzen),
    }
}

/// A message in memory, or a declaratie that is better read again from its file.
pub(super) enum Gelezen {
    Heel(Lezing),
    Declaratie(PathBuf),
}

/// Reads one message on level 1. A JW323 in a file is not kept: it can be as large as it likes.
pub(super) fn lees_of_stroom(invoer: &Invoer, grenzen: &Grenzen) -> io::Result<Gelezen> {
    let Invoer::Bestand(pad) = invoer else {
        return lees(invoer, grenzen).map(Gelezen::Heel);
    };
    let gang = stroom::lees(open(pad)?, grenzen, &mut ())?;
    match gang.kop {
        Some(Bericht::Jw323(_)) => Ok(Gelezen::Declaratie(pad.clone())),
        // Of a JW325 the codes come after the lines they belong to.
        Some(_) => lees(invoer, grenzen).map(Gelezen::Heel),
        None => Ok(Gelezen::Heel(Lezing {
            soort: gang.soort,
            release: gang.release,
            bericht: gang.bericht,
            bevindingen: gang.bevindingen,
        })),
    }
}

/// A file to read from.
pub(super) fn open(pad: &Path) -> io::Result<impl BufRead> {
    Ok(BufReader::with_capacity(1 << 16, File::open(pad)?))
}

/// The message at a path that must hold one good message; what stands in the way is a fault of use.
pub(super) fn eis(pad: &Path, grenzen: &Grenzen) -> Result<Bericht> {
    let naam = pad.display();
    let invoer = match paden::open(pad)
        .map_err(|fout| gebruik(format!("{naam}: {}", paden::waarom(&fout))))?
        .as_slice()
    {
        [een] => een.clone(),
        _ => return Err(gebruik(format!("{naam}: noem hier een bestand, geen map"))),
    };
    let lezing =
        lees(&invoer, grenzen).map_err(|fout| gebruik(format!("{naam}: {}", paden::waarom(&fout))))?;
    lezing.bericht.ok_or_else(|| {
        gebruik(format!(
            "{naam}: dit bericht klopt niet met het schema. Kijk met: houvast bericht controleer"
        ))
    })
}

/// A finding with the fields of `bericht controleer --json`.
pub(super) fn bevinding_json(b: &Bevinding) -> Value {
    json!({
        "regel": b.regel,
        "retourcode": b.retourcode,
        "pad": b.pad,
        "regelnummer": b.regelnummer,
        "kolom": b.kolom,
        "tekst": b.tekst,
    })
}

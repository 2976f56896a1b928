//! `--archief MAP`: earlier messages as the source of level 3.

use super::{
    berichten,
    paden::{self, Invoer},
};
use crate::uitgang::gebruik;
use anyhow::Result;
use houvast_ijw::{
    Grenzen,
    archief::Archief,
    controle::{Opties, Verslag},
    oordeel, regels,
};
use std::{
    collections::BTreeSet,
    fs::{self, File},
    io::{self, Read as _},
    path::{Path, PathBuf},
};

/// The messages in a folder. What is judged now is no earlier message, also when it stands in that folder. A file that is no
/// message is named and left out.
pub(super) fn open(map: Option<&Path>, nu: &[PathBuf], grenzen: &Grenzen) -> Result<Option<Archief>> {
    let Some(map) = map else { return Ok(None) };
    if !map.is_dir() {
        return Err(gebruik(format!("{}: deze map is er niet", map.display())));
    }
    let nu: BTreeSet<_> = nu
        .iter()
        .filter_map(|pad| paden::open(pad).ok())
        .flatten()
        .filter_map(|invoer| echt(&invoer))
        .collect();
    let mut archief = Archief::nieuw();
    // An empty archive is a good archive: then nothing came before.
    for invoer in paden::open(map).unwrap_or_default() {
        if echt(&invoer).is_some_and(|pad| nu.contains(&pad)) {
            continue;
        }
        let lezing = berichten::lees(&invoer, grenzen)
            .map_err(|fout| gebruik(format!("{}: {}", invoer.naam(), paden::waarom(&fout))))?;
        match lezing.bericht {
            // What fails on level 2 was refused, so it counts as never sent.
            Some(bericht) => archief.voeg_toe(&bericht, regels::inhoud(&bericht).is_empty()),
            None => eprintln!(
                "houvast: {}: telt niet mee in het archief, want het klopt niet met het schema.",
                invoer.naam()
            ),
        }
    }
    Ok(Some(archief))
}

fn echt(invoer: &Invoer) -> Option<PathBuf> {
    match invoer {
        Invoer::Bestand(pad) => fs::canonicalize(pad).ok(),
        Invoer::Standaard => None,
    }
}

/// Checks a message against the archive.
pub(super) fn controleer(invoer: &Invoer, opties: &Opties, archief: &Archief) -> io::Result<Verslag> {
    oordeel::controleer(&bytes(invoer, &opties.grenzen)?, opties, archief)
}

/// The bytes of a message; one more than is allowed, so that the reader sees that it is too large.
pub(super) fn bytes(invoer: &Invoer, grenzen: &Grenzen) -> io::Result<Vec<u8>> {
    let grens = grenzen.maximum.saturating_add(1);
    let mut uit = Vec::new();
    match invoer {
        Invoer::Bestand(pad) => File::open(pad)?.take(grens).read_to_end(&mut uit)?,
        Invoer::Standaard => io::stdin().lock().take(grens).read_to_end(&mut uit)?,
    };
    Ok(uit)
}

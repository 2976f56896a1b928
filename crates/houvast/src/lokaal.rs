//! What the gemeenten agreed for themselves: a folder with a file for each, read at the start. A file that is not
//! right stops the start: a decision by a text that nobody meant is worse than no decision.

use crate::uitgang::gebruik;
use anyhow::Result;
use houvast_beslis::Regioprofiel;
use houvast_beslis::regioprofiel::{stapel, teksten_van};
use houvast_dienst::Huis;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Name of the folder where no other was set, beside the data.
pub(crate) const MAP: &str = "lokaal";

/// The agreements of every gemeente on each version of the region. Without a folder there are none, unless somebody named
/// that folder.
pub(crate) fn lees(gekozen: Option<&Path>, datamap: &Path, regio: &str) -> Result<Vec<Regioprofiel>> {
    let map = gekozen.map_or_else(|| datamap.join(MAP), PathBuf::from);
    let inhoud = match fs::read_dir(&map) {
        Ok(inhoud) => inhoud,
        Err(fout) if fout.kind() == ErrorKind::NotFound && gekozen.is_none() => return Ok(Vec::new()),
        Err(fout) => {
            return Err(gebruik(format!(
                "de map met lokale afspraken {} is niet te lezen: {fout}",
                map.display()
            )));
        }
    };
    let mut paden = Vec::new();
    for vermelding in inhoud {
        let pad = vermelding?.path();
        // Another file may be somebody's notes; a file that begins with a dot is of an editor or of the system.
        let verborgen = pad
            .file_name()
            .is_some_and(|n| n.to_string_lossy().starts_with('.'));
        if !verborgen && pad.extension().is_some_and(|e| e == "toml") {
            paden.push(pad);
        }
    }
    paden.sort();
    let mut teksten = Vec::with_capacity(paden.len());
    for pad in paden {
        let naam = pad.display().to_string();
        let tekst =
            fs::read_to_string(&pad).map_err(|fout| gebruik(format!("{naam} is niet te lezen: {fout}")))?;
        teksten.push((naam, tekst));
    }
    let lagen = stapel(&teksten_van(regio), &teksten).map_err(|fouten| {
        let rij: Vec<String> = fouten.iter().map(ToString::to_string).collect();
        gebruik(format!("de lokale afspraken hebben fouten:\n{}", rij.join("\n")))
    })?;
    Ok(lagen.into_iter().map(|laag| laag.profiel).collect())
}

/// Gives them to the house.
pub(crate) fn neem_op(huis: &mut Huis, lokaal: Vec<Regioprofiel>) {
    if !lokaal.is_empty() {
        huis.profielen = Arc::new(huis.profielen.iter().cloned().chain(lokaal).collect());
    }
}

/// One line for who starts the program: which gemeenten.
pub(crate) fn in_woorden(lokaal: &[Regioprofiel]) -> Option<String> {
    let mut namen: Vec<&str> = lokaal
        .iter()
        .filter_map(|p| p.lokaal.as_ref().map(|l| l.naam.as_str()))
        .collect();
    namen.sort_unstable();
    namen.dedup();
    (!namen.is_empty()).then(|| namen.join(", "))
}

//! `bericht genereer`: synthetic messages, right or wrong on purpose.

use super::voortgang::Voortgang;
use crate::{
    cli::Genereer,
    klok,
    uitgang::{Uitgang, gebruik},
};
use anyhow::{Context as _, Result};
use houvast_ijw::{
    BerichtSoort,
    genereer::{Fout, Generator, Opdracht},
};
use serde_json::json;
use std::{
    fs::{self, File},
    io::{self, BufWriter, Write},
    path::{Path, PathBuf},
};

const MANIFEST: &str = "fouten.jsonl";

/// Where the messages go.
enum Doel {
    Uitvoer,
    Bestand(PathBuf),
    Map(PathBuf),
}

pub(crate) fn voer_uit(wens: &Genereer) -> Result<Uitgang> {
    let opdracht = Opdracht {
        soort: wens.soort,
        zaad: wens.zaad,
        peildatum: wens.peildatum.unwrap_or_else(|| klok::tijd(None).vandaag()),
        aantal: wens.aantal,
        prestaties: wens.prestaties,
        fouten: wens.fouten,
    };
    let mut generator = Generator::nieuw(opdracht).map_err(|fout| gebruik(fout.to_string()))?;
    let doel = doel(wens)?;
    let mut manifest = manifest(&doel, wens)?;
    let declaratie = matches!(wens.soort, BerichtSoort::Jw323 | BerichtSoort::Jw325) && wens.aantal == 1;
    let mut voortgang = if declaratie {
        Voortgang::nieuw(wens.prestaties, "prestaties", klok::sinds_begin)
    } else {
        Voortgang::nieuw(wens.aantal, "berichten", klok::sinds_begin)
    };
    for nummer in 1..=wens.aantal {
        let (naam, mut uit) = open(&doel, wens, nummer)?;
        let fouten = generator.volgende(&mut uit, |prestaties| {
            if declaratie {
                voortgang.op(prestaties);
            }
        })?;
        uit.flush()?;
        let fouten = fouten.unwrap_or_default();
        if let Some(manifest) = &mut manifest {
            for fout in &fouten {
                schrijf_fout(manifest, &naam, fout)?;
            }
        }
        if wens.json {
            let regel = json!({ "bestand": naam, "bericht": wens.soort.as_str(), "fouten": fouten.len() });
            meld(&doel, &regel.to_string())?;
        }
        if !declaratie {
            voortgang.op(nummer);
        }
    }
    if let Some(manifest) = &mut manifest {
        manifest.flush()?;
    }
    Ok(Uitgang::Goed)
}

fn doel(wens: &Genereer) -> Result<Doel> {
    if wens.uit.as_os_str() == "-" {
        if wens.aantal > 1 {
            return Err(gebruik("Noem bij meer dan één bericht een map: --uit MAP."));
        }
        return Ok(Doel::Uitvoer);
    }
    let bestand = wens
        .uit
        .extension()
        .is_some_and(|e| e.eq_ignore_ascii_case("xml"));
    if bestand && !wens.uit.is_dir() {
        if wens.aantal > 1 {
            return Err(gebruik("Noem bij meer dan één bericht een map: --uit MAP."));
        }
        return Ok(Doel::Bestand(wens.uit.clone()));
    }
    fs::create_dir_all(&wens.uit).map_err(|f| gebruik(format!("{}: {f}", wens.uit.display())))?;
    Ok(Doel::Map(wens.uit.clone()))
}

fn open(doel: &Doel, wens: &Genereer, nummer: u64) -> Result<(String, Box<dyn Write>)> {
    let maak = |pad: &Path| -> Result<Box<dyn Write>> {
        let bestand = File::create(pad).with_context(|| pad.display().to_string())?;
        Ok(Box::new(BufWriter::with_capacity(1 << 16, bestand)))
    };
    Ok(match doel {
        Doel::Uitvoer => (
            "-".to_owned(),
            Box::new(BufWriter::with_capacity(1 << 16, io::stdout().lock())),
        ),
        Doel::Bestand(pad) => (pad.display().to_string(), maak(pad)?),
        Doel::Map(map) => {
            let naam = format!("{}-{nummer:06}.xml", wens.soort.as_str());
            let uit = maak(&map.join(&naam))?;
            (naam, uit)
        }
    })
}

/// Beside the messages; with the message on standard output it goes to standard error.
fn manifest(doel: &Doel, wens: &Genereer) -> Result<Option<Box<dyn Write>>> {
    if wens.fouten == 0 {
        return Ok(None);
    }
    let pad = match doel {
        Doel::Uitvoer => return Ok(Some(Box::new(io::stderr()))),
        Doel::Bestand(pad) => pad.with_extension(MANIFEST),
        Doel::Map(map) => map.join(MANIFEST),
    };
    let bestand = File::create(&pad).with_context(|| pad.display().to_string())?;
    Ok(Some(Box::new(BufWriter::new(bestand))))
}

fn schrijf_fout(uit: &mut dyn Write, bestand: &str, fout: &Fout) -> Result<()> {
    let regel = json!({
        "bestand": bestand,
        "pad": fout.pad,
        "regel": fout.volgens,
        "bevindingen": fout.regels,
        "niveau": fout.niveau,
        "wat": fout.wat,
    });
    Ok(writeln!(uit, "{regel}")?)
}

/// The report may not land in the message.
fn meld(doel: &Doel, regel: &str) -> io::Result<()> {
    match doel {
        Doel::Uitvoer => writeln!(io::stderr(), "{regel}"),
        _ => writeln!(io::stdout(), "{regel}"),
    }
}

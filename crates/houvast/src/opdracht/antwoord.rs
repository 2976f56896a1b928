//! `bericht antwoord`: the retourbericht or the JW325 to a message, with all levels.

use super::{
    archief, berichten, controleer,
    paden::{self, Invoer},
};
use crate::{
    cli::Antwoord,
    klok,
    uitgang::{Uitgang, gebruik},
};
use anyhow::{Context, Result};
use houvast_ijw::{
    Bericht, Bevinding, Grenzen, antwoord::Retour, controle::Verslag, lees, oordeel::oordeel, regels::Bron,
    schrijf, zoek_plaatsen,
};
use jiff::civil::Date;
use serde_json::json;
use std::{
    fs,
    io::{self, Write as _},
    path::Path,
};

pub(crate) fn voer_uit(wens: &Antwoord) -> Result<Uitgang> {
    let mut grenzen = Grenzen::default();
    grenzen.maximum = wens.maximum.unwrap_or(grenzen.maximum);
    let invoer = een_bestand(&wens.pad)?;
    let naam = invoer.naam();
    let onleesbaar = |fout: io::Error| gebruik(format!("{naam}: {}", paden::waarom(&fout)));
    let bytes = archief::bytes(&invoer, &grenzen).map_err(onleesbaar)?;
    let eerder = archief::open(wens.archief.as_deref(), std::slice::from_ref(&wens.pad), &grenzen)?;
    let lezing = lees(bytes.as_slice(), &grenzen).map_err(onleesbaar)?;
    let Some(bericht) = &lezing.bericht else {
        let verslag = Verslag {
            bestand: naam,
            soort: lezing.soort,
            release: lezing.release,
            niveau: 1,
            aanwijzingen: Vec::new(),
            bevindingen: lezing.bevindingen,
            bericht: None,
        };
        let mut melding = serde_json::to_string(&verslag)?;
        melding.push('\n');
        lever(wens.uit.as_deref(), melding.as_bytes())?;
        return Ok(Uitgang::Bevindingen);
    };
    if bericht.soort().retour().is_none() {
        return Err(gebruik(format!(
            "{naam}: op een {} volgt geen antwoord",
            bericht.soort().as_str()
        )));
    }
    let tijd = klok::tijd(None);
    let dag = wens.dagtekening.unwrap_or_else(|| tijd.vandaag());
    let mut bron = Bron::op(dag);
    bron.eigen_productcodes = controleer::eigen_productcodes(wens.regio.as_deref(), dag)?;
    let gevonden = oordeel(bericht, eerder.as_ref(), &bron, 4);
    let gegevens = gegevens(wens, dag, &tijd);
    let antwoord = gevonden
        .antwoord(bericht, &gegevens)
        .context("er is geen antwoord te maken")?;
    let mut bevindingen = gevonden.bevindingen;
    zoek_plaatsen(&bytes, &mut bevindingen);
    let xml = schrijf(&antwoord);
    if wens.json {
        if let Some(pad) = &wens.uit {
            fs::write(pad, &xml).with_context(|| pad.display().to_string())?;
        }
        let object = als_json(
            wens,
            &naam,
            bericht,
            &antwoord,
            gevonden.niveau,
            &bevindingen,
            &xml,
        );
        writeln!(io::stdout(), "{object}")?;
    } else {
        lever(wens.uit.as_deref(), &xml)?;
        for b in &bevindingen {
            eprintln!(
                "houvast: regel {}, kolom {}: {}: {}",
                b.regelnummer, b.kolom, b.regel, b.tekst
            );
        }
    }
    Ok(if bevindingen.is_empty() {
        Uitgang::Goed
    } else {
        Uitgang::Bevindingen
    })
}

fn een_bestand(pad: &Path) -> Result<Invoer> {
    let invoeren =
        paden::open(pad).map_err(|fout| gebruik(format!("{}: {}", pad.display(), paden::waarom(&fout))))?;
    match invoeren.into_iter().next() {
        Some(invoer) if !pad.is_dir() => Ok(invoer),
        _ => Err(gebruik(format!(
            "{}: noem hier een bestand, geen map",
            pad.display()
        ))),
    }
}

fn gegevens(wens: &Antwoord, dag: Date, tijd: &houvast_dienst::huis::Tijd) -> Retour {
    // The end of the id is chance, its begin is time.
    let willekeurig = || tijd.id().simple().to_string().split_off(20).to_uppercase();
    Retour {
        identificatie: wens.identificatie.clone().unwrap_or_else(willekeurig).into(),
        dagtekening: dag,
        basisschema_xsd_versie: wens.schema.as_str().into(),
        bericht_xsd_versie: wens.schema.as_str().into(),
    }
}

/// To a file, or to the screen.
fn lever(doel: Option<&Path>, bytes: &[u8]) -> Result<()> {
    match doel {
        Some(pad) => fs::write(pad, bytes).with_context(|| pad.display().to_string()),
        None => Ok(io::stdout().lock().write_all(bytes)?),
    }
}

fn als_json(
    wens: &Antwoord,
    naam: &str,
    bericht: &Bericht,
    antwoord: &Bericht,
    niveau: u8,
    bevindingen: &[Bevinding],
    xml: &[u8],
) -> serde_json::Value {
    json!({
        "bestand": naam,
        "bericht": bericht.soort().as_str(),
        "antwoord": antwoord.soort().as_str(),
        "goed": bevindingen.is_empty(),
        "niveau": niveau,
        "archief": wens.archief.is_some(),
        "bevindingen": bevindingen.iter().map(berichten::bevinding_json).collect::<Vec<_>>(),
        "uit": wens.uit.as_ref().map(|pad| pad.display().to_string()),
        "xml": wens.uit.is_none().then(|| String::from_utf8_lossy(xml)),
    })
}

//! `bericht controleer`: checks messages without a database.

use super::paden::{self, Invoer};
use crate::{cli::Controleer, klok, uitgang::Uitgang};
use anyhow::Result;
use houvast_ijw::{
    Bevinding,
    controle::{Opties, Verslag, controleer},
};
use std::{
    fs::File,
    io::{self, BufReader, Write},
};

pub(crate) fn voer_uit(wens: &Controleer) -> Result<Uitgang> {
    let opties = opties(wens);
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
        for invoer in invoeren {
            match lees(&invoer, &opties) {
                Ok(mut verslag) => {
                    verslag.bestand = invoer.naam();
                    if wens.json {
                        writeln!(uit, "{}", serde_json::to_string(&verslag)?)?;
                    } else {
                        voor_mens(&mut uit, &verslag)?;
                    }
                    if !verslag.geldig() {
                        uitgang = uitgang.max(Uitgang::Bevindingen);
                    }
                }
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

fn opties(wens: &Controleer) -> Opties {
    let mut opties = Opties::op(wens.peildatum.unwrap_or_else(|| klok::tijd(None).vandaag()));
    opties.niveau = wens.niveau.unwrap_or(opties.niveau);
    opties.grenzen.maximum = wens.maximum.unwrap_or(opties.grenzen.maximum);
    opties
}

fn lees(invoer: &Invoer, opties: &Opties) -> io::Result<Verslag> {
    match invoer {
        Invoer::Bestand(pad) => controleer(BufReader::with_capacity(1 << 16, File::open(pad)?), opties),
        Invoer::Standaard => controleer(io::stdin().lock(), opties),
    }
}

fn voor_mens(uit: &mut impl Write, verslag: &Verslag) -> io::Result<()> {
    let (bestand, niveau) = (&verslag.bestand, verslag.niveau);
    let release = verslag
        .release
        .as_ref()
        .map(|r| format!(" (iJw {r})"))
        .unwrap_or_default();
    let wat = verslag.soort.map_or_else(
        || "geen iJw-bericht".to_owned(),
        |s| format!("{}{release}", s.as_str()),
    );
    if verslag.geldig() {
        return writeln!(uit, "{bestand}: {wat}, in orde tot en met niveau {niveau}.");
    }
    let aantal = match verslag.bevindingen.len() {
        1 => "1 bevinding".to_owned(),
        n => format!("{n} bevindingen"),
    };
    writeln!(
        uit,
        "{bestand}: {wat}, niet in orde: {aantal} op niveau {niveau}."
    )?;
    verslag.bevindingen.iter().try_for_each(|b| bevinding(uit, b))
}

fn bevinding(uit: &mut impl Write, b: &Bevinding) -> io::Result<()> {
    let code = b
        .retourcode
        .as_ref()
        .map(|c| format!(", code {c}"))
        .unwrap_or_default();
    writeln!(
        uit,
        "  regel {}, kolom {}: {}{code}",
        b.regelnummer, b.kolom, b.regel
    )?;
    if !b.pad.is_empty() {
        writeln!(uit, "    bij {}", b.pad)?;
    }
    writeln!(uit, "    {}", b.tekst)
}

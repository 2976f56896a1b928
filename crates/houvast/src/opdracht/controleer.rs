//! `bericht controleer`: checks messages without a database.

use super::{
    archief,
    paden::{self, Invoer},
    regio::profiel,
};
use crate::{cli::Controleer, klok, uitgang::Uitgang};
use anyhow::Result;
use houvast_ijw::{
    Bevinding, Tekst,
    archief::Archief,
    controle::{Opties, Verslag, controleer, controleer_bytes},
};
use jiff::civil::Date;
use std::{
    collections::{BTreeMap, BTreeSet},
    fs::File,
    io::{self, BufReader, Read as _, Write},
    sync::{
        atomic::{AtomicUsize, Ordering},
        mpsc,
    },
    thread,
};

/// The largest file that is read at once.
const KLEIN: u64 = 256 * 1024;

pub(crate) fn voer_uit(wens: &Controleer) -> Result<Uitgang> {
    let mut opties = opties(wens)?;
    let archief = archief::open(wens.archief.as_deref(), &wens.paden, &opties.grenzen)?;
    let mut stukken = Vec::new();
    for pad in &wens.paden {
        match paden::open(pad) {
            Ok(invoeren) => stukken.extend(invoeren.into_iter().map(Ok)),
            Err(fout) => stukken.push(Err(format!("{}: {}", pad.display(), paden::waarom(&fout)))),
        }
    }
    // Many messages: each on a core of its own. One message: all cores for it, when it is large.
    opties.kernen = kernen() / stukken.len().max(1);
    let mut uit = io::BufWriter::new(io::stdout().lock());
    let mut uitgang = Uitgang::Goed;
    let werk = |stuk: &Stuk| keur(stuk, wens.json, &opties, archief.as_ref());
    op_volgorde(&stukken, werk, |regels: Regels| -> Result<()> {
        uitgang = uitgang.max(regels.uitgang);
        uit.write_all(&regels.uit)?;
        uit.flush()?;
        if let Some(fout) = regels.fout {
            eprintln!("houvast: {fout}");
        }
        Ok(())
    })?;
    Ok(uitgang)
}

/// Something to read, or why a path could not be opened.
type Stuk = Result<Invoer, String>;

/// What one message prints.
struct Regels {
    uit: Vec<u8>,
    fout: Option<String>,
    uitgang: Uitgang,
}

fn keur(stuk: &Stuk, json: bool, opties: &Opties, archief: Option<&Archief>) -> Regels {
    let onleesbaar = |fout: String| Regels {
        uit: Vec::new(),
        fout: Some(fout),
        uitgang: Uitgang::Gebruik,
    };
    let invoer = match stuk {
        Ok(invoer) => invoer,
        Err(fout) => return onleesbaar(fout.clone()),
    };
    let mut uit = Vec::new();
    let gedaan = lees(invoer, opties, archief).and_then(|mut verslag| {
        verslag.bestand = invoer.naam();
        if json {
            serde_json::to_writer(&mut uit, &verslag)?;
            uit.push(b'\n');
        } else {
            voor_mens(&mut uit, &verslag)?;
        }
        Ok(verslag.geldig())
    });
    match gedaan {
        Ok(geldig) => Regels {
            uit,
            fout: None,
            uitgang: if geldig {
                Uitgang::Goed
            } else {
                Uitgang::Bevindingen
            },
        },
        Err(fout) => onleesbaar(format!("{}: {}", invoer.naam(), paden::waarom(&fout))),
    }
}

fn kernen() -> usize {
    thread::available_parallelism().map_or(1, usize::from)
}

/// Does the work on all cores, and hands over what comes of it in the order of the pieces.
fn op_volgorde<S: Sync, R: Send>(
    stukken: &[S],
    werk: impl Fn(&S) -> R + Sync,
    mut neem: impl FnMut(R) -> Result<()>,
) -> Result<()> {
    let kernen = kernen().min(stukken.len());
    if kernen < 2 {
        return stukken.iter().try_for_each(|stuk| neem(werk(stuk)));
    }
    let volgende = AtomicUsize::new(0);
    thread::scope(|s| {
        // So much may wait for an earlier piece that takes long.
        let (geef, ontvang) = mpsc::sync_channel(kernen * 4);
        for _ in 0..kernen {
            let (geef, volgende, werk) = (geef.clone(), &volgende, &werk);
            s.spawn(move || {
                while let nummer = volgende.fetch_add(1, Ordering::Relaxed)
                    && let Some(stuk) = stukken.get(nummer)
                {
                    if geef.send((nummer, werk(stuk))).is_err() {
                        return;
                    }
                }
            });
        }
        drop(geef);
        let mut klaar = BTreeMap::new();
        let mut aan_de_beurt = 0;
        for (nummer, resultaat) in ontvang {
            klaar.insert(nummer, resultaat);
            while let Some(resultaat) = klaar.remove(&aan_de_beurt) {
                neem(resultaat)?;
                aan_de_beurt += 1;
            }
        }
        Ok(())
    })
}

fn opties(wens: &Controleer) -> Result<Opties> {
    let dag = wens.peildatum.unwrap_or_else(|| klok::tijd(None).vandaag());
    let mut opties = Opties::op(dag);
    opties.bron.eigen_productcodes = eigen_productcodes(wens.regio.as_deref(), dag)?;
    opties.niveau = wens.niveau.unwrap_or(opties.niveau);
    opties.grenzen.maximum = wens.maximum.unwrap_or(opties.grenzen.maximum);
    Ok(opties)
}

/// The product codes of this region on this day; without a region none.
pub(super) fn eigen_productcodes(regio: Option<&str>, dag: Date) -> Result<BTreeSet<(Tekst, Tekst)>> {
    let Some(wat) = regio else {
        return Ok(BTreeSet::new());
    };
    let profiel = profiel(wat, dag)?;
    Ok(houvast_dienst::bericht::eigen_productcodes(&profiel))
}

fn lees(invoer: &Invoer, opties: &Opties, archief: Option<&Archief>) -> io::Result<Verslag> {
    if let Some(archief) = archief {
        return archief::controleer(invoer, opties, archief);
    }
    match invoer {
        Invoer::Bestand(pad) => {
            let bestand = File::open(pad)?;
            // A small file is read at once: then its bytes need not be kept apart for the places of findings.
            let klein = bestand.metadata().is_ok_and(|m| m.is_file() && m.len() <= KLEIN);
            if klein {
                let mut bytes = Vec::new();
                bestand.take(KLEIN).read_to_end(&mut bytes)?;
                return Ok(controleer_bytes(&bytes, opties));
            }
            controleer(BufReader::with_capacity(1 << 16, bestand), opties)
        }
        Invoer::Standaard => controleer(BufReader::new(io::stdin()), opties),
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
        writeln!(uit, "{bestand}: {wat}, in orde tot en met niveau {niveau}.")?;
        if !verslag.aanwijzingen.is_empty() {
            writeln!(uit, "  Let op. Dit is geen reden om het bericht af te keuren:")?;
        }
        return verslag.aanwijzingen.iter().try_for_each(|b| bevinding(uit, b));
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn de_uitkomsten_komen_op_volgorde_ook_als_de_eerste_lang_duurt() {
        let stukken: Vec<u32> = (0..200).collect();
        let mut gezien = Vec::new();
        let werk = |n: &u32| {
            if n.is_multiple_of(50) {
                thread::sleep(std::time::Duration::from_millis(20));
            }
            n * 2
        };
        op_volgorde(&stukken, werk, |n| {
            gezien.push(n);
            Ok(())
        })
        .unwrap();
        assert_eq!(gezien, stukken.iter().map(|n| n * 2).collect::<Vec<_>>());
        let fout = op_volgorde(
            &stukken,
            |n| *n,
            |n| {
                anyhow::ensure!(n < 7);
                Ok(())
            },
        );
        assert!(fout.is_err());
    }
}

//! `bericht anonimiseer`: the same messages about people who do not exist.

use super::paden::{self, Invoer};
use super::voortgang::Voortgang;
use crate::{
    cli::Anonimiseer,
    klok,
    uitgang::{Uitgang, gebruik},
};
use anyhow::{Context as _, Result};
use houvast_ijw::anonimiseer::Anonimiseur;
use serde_json::json;
use std::{
    fs,
    io::{self, Read as _, Write as _},
    path::Path,
};

pub(crate) fn voer_uit(wens: &Anonimiseer) -> Result<Uitgang> {
    let mut uitgang = Uitgang::Goed;
    // Read twice, so that a folder need not fit in memory; standard input is kept.
    let mut invoeren: Vec<(Invoer, Option<Vec<u8>>)> = Vec::new();
    // The result must not lead back: the seed is chance, and nobody learns it.
    let mut anonimiseur = Anonimiseur::nieuw(klok::toeval(), wens.partijen);
    for pad in &wens.paden {
        let gelezen = paden::open(pad).and_then(|gevonden| {
            for invoer in gevonden {
                let bytes = lees(&invoer)?;
                anonimiseur.verken(&bytes);
                let houd = (invoer == Invoer::Standaard).then_some(bytes);
                invoeren.push((invoer, houd));
            }
            Ok(())
        });
        if let Err(fout) = gelezen {
            eprintln!("houvast: {}: {}", pad.display(), paden::waarom(&fout));
            uitgang = uitgang.max(Uitgang::Gebruik);
        }
    }
    let mut voortgang = Voortgang::nieuw(
        u64::try_from(invoeren.len()).unwrap_or(u64::MAX),
        "bestanden",
        klok::sinds_begin,
    );
    for (nummer, (invoer, bewaard)) in (1..).zip(invoeren) {
        let naam = invoer.naam();
        let bytes = match bewaard {
            Some(bytes) => bytes,
            None => lees(&invoer).with_context(|| naam.clone())?,
        };
        match anonimiseur.bericht(&bytes) {
            Ok(nieuw) => {
                let doel = schrijf(wens, &invoer, nummer, &nieuw)?;
                meld(wens, &invoer, &naam, doel.as_deref(), None)?;
            }
            Err(reden) => {
                uitgang = uitgang.max(Uitgang::Bevindingen);
                meld(wens, &invoer, &naam, None, Some(&reden.to_string()))?;
            }
        }
        voortgang.op(nummer);
    }
    Ok(uitgang)
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

/// The name of a file can hold a name of a person: the new file is only a number.
fn schrijf(wens: &Anonimiseer, invoer: &Invoer, nummer: u64, bytes: &[u8]) -> Result<Option<String>> {
    if *invoer == Invoer::Standaard {
        io::stdout().lock().write_all(bytes)?;
        return Ok(None);
    }
    let soort = houvast_ijw::lees(bytes, &houvast_ijw::Grenzen::default())?.soort;
    let naam = format!(
        "{}-{nummer:04}.xml",
        soort.map_or("bericht", |soort| soort.as_str())
    );
    fs::create_dir_all(&wens.uit).map_err(|f| gebruik(format!("{}: {f}", wens.uit.display())))?;
    let pad = wens.uit.join(&naam);
    if let Invoer::Bestand(bron) = invoer
        && zelfde(bron, &pad)
    {
        return Err(gebruik(
            "De map voor de nieuwe bestanden is de map van de oude. Kies een andere met --uit.",
        ));
    }
    fs::write(&pad, bytes).with_context(|| pad.display().to_string())?;
    Ok(Some(pad.display().to_string()))
}

fn zelfde(een: &Path, twee: &Path) -> bool {
    matches!((fs::canonicalize(een), fs::canonicalize(twee)), (Ok(een), Ok(twee)) if een == twee)
}

fn meld(
    wens: &Anonimiseer,
    invoer: &Invoer,
    bestand: &str,
    uit: Option<&str>,
    reden: Option<&str>,
) -> Result<()> {
    let regel = if wens.json {
        json!({ "bestand": bestand, "uit": uit, "reden": reden }).to_string()
    } else {
        match (uit, reden) {
            (_, Some(reden)) => format!("{bestand}: niet gemaakt. {reden}"),
            (Some(uit), None) => format!("{bestand}: gemaakt als {uit}"),
            (None, None) => return Ok(()),
        }
    };
    // Standard output may hold the message itself.
    if *invoer == Invoer::Standaard {
        writeln!(io::stderr(), "{regel}")?;
    } else {
        writeln!(io::stdout(), "{regel}")?;
    }
    Ok(())
}

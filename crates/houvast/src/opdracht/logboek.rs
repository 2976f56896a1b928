//! `logboek controleer`: every row, end and seal of the audit log. Reads only, beside a program that runs.

use super::server;
use crate::{
    bedrijf,
    cli::{LogControleer, Logboek},
    datamap::{Datamap, logsleutels},
    instellingen::{Database, Instellingen},
    klok,
    uitgang::{Uitgang, gebruik},
};
use anyhow::{Context, Result};
use houvast_begrip::Houder;
use houvast_dienst::logboek::lees_zegels;
use houvast_opslag::{Bereik, LogControle, LogOpenbaar, LogZegel, Opslag, Sleutel};
use serde_json::json;
use std::{
    fs, io,
    io::Write,
    path::{Path, PathBuf},
};

pub(crate) fn voer_uit(opdracht: Logboek) -> Result<Uitgang> {
    let Logboek::Controleer(wens) = opdracht;
    let instellingen = server::lees(&wens.bron)?;
    bedrijf::logboek();
    bedrijf::motor()?.block_on(controleer(&wens, &instellingen))
}

async fn controleer(wens: &LogControleer, instellingen: &Instellingen) -> Result<Uitgang> {
    // A wrong folder must not become an empty log that is whole.
    if !instellingen.map.join("sleutel").exists()
        || instellingen.database == Database::Sqlite && !instellingen.map.join("houvast.db").exists()
    {
        return Err(gebruik(format!(
            "in de map {} staan geen gegevens van Houvast.",
            instellingen.map.display()
        )));
    }
    let map = Datamap::neem_of_kijk_mee(&instellingen.map)?;
    let zegels = zegels(wens, instellingen, &map)?;
    let sleutels = sleutels(wens, &map)?;
    let tijd = klok::tijd(None);
    let sleutel = Sleutel::nieuw(map.sleutel(|bytes| bytes.copy_from_slice(&tijd.bytes::<32>()))?);
    let opslag = match &instellingen.database {
        Database::Sqlite => Opslag::open_sqlite(&map.database(), sleutel).await,
        Database::Postgres(adres) => Opslag::open_postgres(adres, sleutel).await,
    }
    .with_context(|| format!("de database ({}) gaat niet open", instellingen.database))?;
    // Every gemeente there is, also one that no longer belongs to the region.
    let systeem = Bereik::systeem(
        Houder::regio("houvast").context("de sleutel van het programma")?,
        [],
    );
    let uit = opslag
        .lees(&systeem)
        .await?
        .controleer_log(&sleutels, &zegels)
        .await;
    opslag.sluit().await;
    let uit = uit.context("het logboek kan niet gelezen worden")?;
    toon(wens.json, &mut io::stdout().lock(), &uit, sleutels.is_empty())
}

fn zegels(wens: &LogControleer, instellingen: &Instellingen, map: &Datamap) -> Result<Vec<LogZegel>> {
    let eigen = instellingen.logzegels.clone().unwrap_or_else(|| map.logzegels());
    let paden: Vec<PathBuf> = match &wens.zegels[..] {
        [] if eigen.exists() => vec![eigen],
        genoemd => genoemd.to_vec(),
    };
    let mut uit = Vec::new();
    for pad in paden {
        uit.append(&mut lees(&pad)?);
    }
    Ok(uit)
}

fn lees(pad: &Path) -> Result<Vec<LogZegel>> {
    let tekst = fs::read_to_string(pad)
        .map_err(|fout| gebruik(format!("{} is niet te lezen: {fout}", pad.display())))?;
    lees_zegels(&tekst).map_err(|regel| gebruik(format!("{}: regel {regel} is geen zegel", pad.display())))
}

fn sleutels(wens: &LogControleer, map: &Datamap) -> Result<Vec<LogOpenbaar>> {
    let mut uit = Vec::new();
    for pad in &wens.sleutels {
        if !pad.exists() {
            return Err(gebruik(format!("{} is er niet", pad.display())));
        }
        uit.append(&mut logsleutels(pad)?);
    }
    if wens.sleutels.is_empty() {
        uit = map.logsleutels()?;
    }
    Ok(uit)
}

fn toon(
    als_json: bool,
    uit: &mut impl Write,
    controle: &LogControle,
    zonder_sleutel: bool,
) -> Result<Uitgang> {
    for b in &controle.breuken {
        if als_json {
            let regel = json!({
                "houder": b.houder,
                "keten": b.keten,
                "volgnummer": b.volgnummer,
                "breuk": b.soort.tekst(),
            });
            writeln!(uit, "{regel}")?;
        } else {
            writeln!(
                uit,
                "{}, keten {}, regel {}: {}",
                b.houder,
                b.keten,
                b.volgnummer,
                b.soort.tekst()
            )?;
        }
    }
    if !als_json {
        if controle.meer > 0 {
            writeln!(uit, "en nog {} breuken", controle.meer)?;
        }
        let stand = if controle.heel() {
            "Het logboek is heel".to_owned()
        } else {
            "Er is iets met het logboek gebeurd".to_owned()
        };
        writeln!(
            uit,
            "{stand}: {} regels in {} ketens, {} zegels.",
            controle.regels, controle.ketens, controle.zegels
        )?;
        if zonder_sleutel {
            writeln!(
                uit,
                "Let op: er is geen openbare sleutel, dus de zegels zijn niet te controleren."
            )?;
        }
    }
    Ok(if controle.heel() {
        Uitgang::Goed
    } else {
        Uitgang::Bevindingen
    })
}

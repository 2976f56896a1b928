//! `protocol simuleer` on the decisions of a demo or server. Reads only, beside a program that runs.

use super::{besluit, toon};
use crate::opdracht::{regio, server};
use crate::{
    bedrijf,
    cli::Simuleer,
    datamap::Datamap,
    instellingen::Database,
    klok, lokaal,
    uitgang::{Uitgang, gebruik},
};
use anyhow::{Context, Result};
use houvast_dienst::{logboek, sturing};
use jiff::civil::date;
use std::io;

pub(super) fn voer_uit(wens: &Simuleer) -> Result<Uitgang> {
    let instellingen = server::lees(&wens.bron)?;
    let map = wens.lokaal.as_deref().or(instellingen.lokaal.as_deref());
    let afspraken = lokaal::lees(map, &instellingen.map, bedrijf::REGIO)?;
    let oud = regio::kader(&wens.oud, &afspraken)?;
    let nieuw = regio::kader(&wens.nieuw, &afspraken)?;
    // A wrong folder must not become an empty database.
    if instellingen.database == Database::Sqlite && !instellingen.map.join("houvast.db").exists() {
        return Err(gebruik(format!(
            "in de map {} staan geen gegevens van Houvast.",
            instellingen.map.display()
        )));
    }
    let periode = (
        wens.van.unwrap_or(date(1900, 1, 1)),
        wens.tot.unwrap_or(date(9999, 12, 31)),
    );
    bedrijf::motor()?.block_on(async {
        let map = Datamap::neem_of_kijk_mee(&instellingen.map)?;
        let huis = bedrijf::open(&map, &instellingen.database, klok::tijd(None)).await?;
        logboek::van_opdracht(&huis, "besluit", "simuleren")
            .await
            .context("het logboek")?;
        let mut fout = None;
        let gespeeld = sturing::simulatie(&huis, periode, &oud, &nieuw, |_, v| {
            if fout.is_none() {
                fout = toon(wens, &mut io::stdout(), &v).err();
            }
        })
        .await
        .context("de besluiten kunnen niet gelezen worden")?;
        huis.opslag.sluit().await;
        if let Some(fout) = fout {
            return Err(fout);
        }
        if gespeeld.onleesbaar > 0 {
            eprintln!(
                "houvast: {} besluiten van een oudere versie zijn niet te lezen en tellen niet mee.",
                gespeeld.onleesbaar
            );
        }
        if gespeeld.van_toegang > 0 && !wens.json {
            println!(
                "{} van deze besluiten nam de Toegang zelf, zonder verzoek van een aanbieder.",
                gespeeld.van_toegang
            );
        }
        besluit(wens, &mut io::stdout(), &gespeeld.simulatie)
    })
}

//! `meet`: a store filled with invented dossiers, and how fast its pages are for somebody who may see a part of it.

mod bladen;
mod druk;
mod keten;

use super::{server, voortgang::Voortgang};
use crate::{
    bedrijf,
    cli::{Bron, Meet, Vul},
    datamap::Datamap,
    klok,
    uitgang::{Uitgang, gebruik},
};
use anyhow::{Context, Result};
use houvast_dienst::Huis;
use houvast_dienst::demo::{self, belasting};

pub(crate) fn voer_uit(opdracht: Meet) -> Result<Uitgang> {
    match opdracht {
        Meet::Vul(wens) => bedrijf::motor()?.block_on(vul(&wens)),
        Meet::Bladen(wens) => bedrijf::motor()?.block_on(bladen::meet(&wens)),
        Meet::Druk(wens) => bedrijf::motor()?.block_on(druk::meet(&wens)),
        Meet::Keten(wens) => bedrijf::motor()?.block_on(keten::meet(&wens)),
    }
}

async fn vul(wens: &Vul) -> Result<Uitgang> {
    let instellingen = server::lees(&wens.bron)?;
    let map = Datamap::eis(&instellingen.map)?;
    let huis = bedrijf::open(&map, &instellingen.database, klok::tijd(None)).await?;
    if !demo::is_gevuld(&huis).await? {
        // Never among real people.
        if !demo::is_leeg(&huis).await? {
            return Err(gebruik(
                "in deze database staan gegevens die niet verzonnen zijn. Kies een andere met --map of --database.",
            ));
        }
        demo::vul(&huis, demo::ZAAD)
            .await
            .context("de demo kan niet gevuld worden")?;
    }
    super::demo::merk(&map)?;
    let mut balk = Voortgang::nieuw(wens.dossiers, "dossiers", klok::sinds_begin);
    let stand = belasting::belast(&huis, wens.zaad, (wens.dossiers, wens.berichten), |stand| {
        balk.op(stand.dossiers);
    })
    .await
    .context("de database kan niet gevuld worden")?;
    drop(balk);
    huis.opslag
        .ververs_statistieken()
        .await
        .context("de database kan haar tabellen niet bekijken")?;
    huis.opslag.sluit().await;
    println!(
        "Er zijn nu {} verzonnen dossiers met {} berichten bij de demo gekomen.",
        stand.dossiers, stand.berichten
    );
    Ok(Uitgang::Goed)
}

/// The store with the demo that is measured, and its folder.
async fn open_demo(bron: &Bron) -> Result<(Huis, Datamap)> {
    let instellingen = server::lees(bron)?;
    let map = Datamap::eis(&instellingen.map)?;
    let huis = bedrijf::open(&map, &instellingen.database, klok::tijd(None)).await?;
    if !demo::is_gevuld(&huis).await? {
        return Err(gebruik("hier staat geen demo. Begin met houvast meet vul."));
    }
    Ok((huis, map))
}

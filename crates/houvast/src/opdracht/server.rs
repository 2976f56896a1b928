//! `server`: the program with one's own settings and data.

use crate::{
    bedrijf,
    cli::{Bron, Server},
    datamap::Datamap,
    instellingen::Instellingen,
    klok, lokaal,
    uitgang::Uitgang,
};
use anyhow::{Context, Result};
use houvast_dienst::{
    dagmail::{Bezorging, Weg},
    postbus::Postbus,
};
use std::sync::Arc;

pub(crate) fn start(wens: &Server) -> Result<Uitgang> {
    let mut instellingen = lees(&wens.bron)?;
    if let Some(poort) = wens.poort {
        instellingen.zet("poort", &poort.to_string(), "de opdracht")?;
    }
    bedrijf::logboek();
    bedrijf::motor()?.block_on(draai(instellingen))?;
    Ok(Uitgang::Goed)
}

/// The settings of a command that works on the data of a server.
pub(super) fn lees(bron: &Bron) -> Result<Instellingen> {
    let mut instellingen = Instellingen::lees(bron.instellingen.as_deref(), omgeving())?;
    let map = bron.map.as_ref().map(|m| m.display().to_string());
    for (naam, waarde) in [("database", &bron.database), ("map", &map)] {
        if let Some(waarde) = waarde {
            instellingen.zet(naam, waarde, "de opdracht")?;
        }
    }
    Ok(instellingen)
}

/// Names or values that are no UTF-8 cannot be ours.
fn omgeving() -> impl Iterator<Item = (String, String)> {
    std::env::vars_os()
        .filter_map(|(naam, waarde)| Some((naam.into_string().ok()?, waarde.into_string().ok()?)))
}

async fn draai(instellingen: Instellingen) -> Result<()> {
    let stopsignaal = bedrijf::Stopsignaal::nieuw()?;
    let map = Datamap::eis(&instellingen.map)?;
    let eigen_regels = lokaal::lees(instellingen.lokaal.as_deref(), &instellingen.map, bedrijf::REGIO)?;
    let post = instellingen.mail.smtp()?;
    let aanmelden = instellingen.aanmelden.regels(instellingen.webadres.as_deref())?;
    let luisteraar = bedrijf::luister((instellingen.adres, instellingen.poort).into()).await?;
    let mut huis = bedrijf::open(&map, &instellingen.database, klok::tijd(None)).await?;
    let postbusmap = instellingen.postbus.clone().unwrap_or_else(|| map.postbus());
    let postbus = Postbus::open(&postbusmap).context("de postbus kan niet gemaakt worden")?;
    let metrics = match instellingen.metrics {
        Some(adres) => Some(bedrijf::luister(adres).await?),
        None => None,
    };
    let eigen = format!("http://{}", luisteraar.local_addr()?);
    println!("Houvast draait op {eigen}");
    println!("Database  {}", instellingen.database);
    if let Some(metrics) = &metrics {
        println!("Metrics   http://{}/metrics", metrics.local_addr()?);
    }
    println!("Postbus   {}", postbus.map().display());
    if let Some(gemeenten) = lokaal::in_woorden(&eigen_regels) {
        println!("Lokaal    eigen afspraken van {gemeenten}");
    }
    lokaal::neem_op(&mut huis, eigen_regels);
    let mut gewoon = houvast_dienst::huis::Instellingen::clone(&huis.instellingen);
    gewoon.aanmelden = aanmelden;
    huis.instellingen = Arc::new(gewoon);
    let bezorging = Bezorging {
        weg: post.map_or_else(|| Weg::Map(map.mail()), Weg::Smtp),
        van: instellingen.mail.van,
        webadres: instellingen.webadres.unwrap_or(eigen),
    };
    println!("Dagmail   {}", bezorging.weg);
    let zegelaar = bedrijf::zegelaar(&map, instellingen.logzegels.as_deref(), &huis.tijd)?;
    if let Some(oidc) = &huis.instellingen.aanmelden.oidc {
        println!("Aanmelden via {}", oidc.instelling.uitgever);
    }
    println!("Logzegels {}", zegelaar.bestand.display());
    let toezicht = bedrijf::Toezicht {
        luisteraar: metrics,
        grenzen: houvast_web::Grenzen {
            gelijktijdig: instellingen.gelijktijdig,
            ..houvast_web::Grenzen::default()
        },
    };
    bedrijf::draai(
        huis,
        postbus,
        bezorging,
        zegelaar,
        luisteraar,
        toezicht,
        stopsignaal,
    )
    .await?;
    println!("Houvast is gestopt.");
    Ok(())
}

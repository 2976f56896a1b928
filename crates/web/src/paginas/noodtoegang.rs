//! Noodtoegang: taking it, and looking at each use afterwards.

use super::id;
use crate::fout::{WebFout, teken};
use crate::laag::formulier::Formulier;
use crate::laag::toegang::Wie;
use crate::opmaak as filters;
use crate::raam::{Hier, Raam, VeldFout};
use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use houvast_dienst::beeld::{NoodInvoer, NoodRij, NoodUitslag};
use houvast_dienst::noodtoegang;

/// `noodtoegang.html`
#[derive(Template)]
#[template(path = "noodtoegang.html")]
pub(crate) struct NoodBlad {
    pub(crate) raam: Raam,
    pub(crate) getypt: NoodInvoer,
    pub(crate) fouten: Vec<VeldFout>,
}

impl NoodBlad {
    fn minuten(&self) -> i64 {
        noodtoegang::DUUR.as_mins()
    }
}

/// `noodtoegang-lijst.html`
#[derive(Template)]
#[template(path = "noodtoegang-lijst.html")]
pub(crate) struct NoodLijstBlad {
    pub(crate) raam: Raam,
    pub(crate) rijen: Vec<NoodRij>,
}

/// `GET /noodtoegang`
pub(crate) async fn toon(wie: Wie) -> Result<Response, WebFout> {
    Ok(teken(&NoodBlad {
        raam: wie.raam("Noodtoegang", Hier::Jeugdigen).await?,
        getypt: NoodInvoer::default(),
        fouten: Vec::new(),
    }))
}

/// The form.
#[derive(serde::Deserialize)]
pub(crate) struct Vraag {
    #[serde(default)]
    bsn: String,
    #[serde(default)]
    geboren: String,
    #[serde(default)]
    reden: String,
}

/// `POST /noodtoegang`
pub(crate) async fn neem(wie: Wie, Formulier(vraag): Formulier<Vraag>) -> Result<Response, WebFout> {
    let getypt = NoodInvoer {
        bsn: vraag.bsn,
        geboren: vraag.geboren,
        reden: vraag.reden,
    };
    let fouten = match noodtoegang::neem(&wie.huis, &wie.aangemeld, &getypt).await? {
        NoodUitslag::Open(kind) => return Ok(Redirect::to(&format!("/jeugdigen/{kind}")).into_response()),
        NoodUitslag::Fouten(fouten) => fouten,
    };
    let blad = NoodBlad {
        raam: wie.raam("Noodtoegang", Hier::Jeugdigen).await?.met_fout(true),
        getypt,
        fouten: fouten
            .into_iter()
            .map(|(veld, tekst)| VeldFout::nieuw(veld, tekst))
            .collect(),
    };
    Ok((StatusCode::UNPROCESSABLE_ENTITY, teken(&blad)).into_response())
}

/// `GET /logboek/noodtoegang`
pub(crate) async fn lijst(wie: Wie) -> Result<Response, WebFout> {
    let rijen = noodtoegang::lijst(&wie.huis, &wie.aangemeld).await?;
    let raam = wie.raam("Noodtoegang nagaan", Hier::Noodtoegang).await?;
    Ok(teken(&NoodLijstBlad { raam, rijen }))
}

/// Which one was looked at.
#[derive(serde::Deserialize)]
pub(crate) struct Nagegaan {
    #[serde(default)]
    id: String,
}

/// `POST /logboek/noodtoegang`
pub(crate) async fn ga_na(wie: Wie, Formulier(welke): Formulier<Nagegaan>) -> Result<Response, WebFout> {
    noodtoegang::ga_na(&wie.huis, &wie.aangemeld, id(&welke.id)?).await?;
    Ok(Redirect::to("/logboek/noodtoegang").into_response())
}

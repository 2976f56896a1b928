//! Looking again at the trajecten of the region: until when, and registering that it was done.

use super::invoer::lees_dag;
use super::signaal::Gedaan;
use crate::fout::{WebFout, teken};
use crate::laag::formulier::Formulier;
use crate::laag::toegang::Wie;
use crate::opmaak as filters;
use crate::raam::{Hier, Raam, VeldFout};
use askama::Template;
use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use houvast_dienst::beeld::{HerijkingBeeld, HerijkingFout};
use houvast_dienst::sturing;

/// `herijking.html`
#[derive(Template)]
#[template(path = "herijking.html")]
pub(crate) struct HerijkingBlad {
    pub(crate) raam: Raam,
    /// `None`: this region has no such rule.
    pub(crate) beeld: Option<HerijkingBeeld>,
    pub(crate) fouten: Vec<VeldFout>,
    /// What was typed in a form that came back.
    pub(crate) getypt: String,
    /// It was just registered.
    pub(crate) gedaan: bool,
}

/// `GET /sturing/herijking`
pub(crate) async fn toon(wie: Wie, Query(gedaan): Query<Gedaan>) -> Result<Response, WebFout> {
    let mut blad = blad(&wie).await?;
    blad.gedaan = gedaan.ja();
    Ok(teken(&blad))
}

async fn blad(wie: &Wie) -> Result<HerijkingBlad, WebFout> {
    let beeld = sturing::herijking_beeld(&wie.huis, &wie.aangemeld).await?;
    Ok(HerijkingBlad {
        raam: wie.raam("Trajecten opnieuw bekijken", Hier::Sturing).await?,
        beeld,
        fouten: Vec::new(),
        getypt: String::new(),
        gedaan: false,
    })
}

/// The form.
#[derive(serde::Deserialize)]
pub(crate) struct Velden {
    #[serde(default)]
    dag: String,
}

/// `POST /sturing/herijking`
pub(crate) async fn leg_vast(wie: Wie, Formulier(velden): Formulier<Velden>) -> Result<Response, WebFout> {
    let dag = lees_dag(velden.dag.trim());
    let Err(fout) = sturing::leg_herijking_vast(&wie.huis, &wie.aangemeld, dag).await? else {
        return Ok(Redirect::to("/sturing/herijking?gedaan=ja").into_response());
    };
    let blad = blad(&wie).await?;
    let blad = HerijkingBlad {
        raam: blad.raam.met_fout(true),
        fouten: vec![VeldFout::nieuw("dag", woorden(fout))],
        getypt: velden.dag,
        ..blad
    };
    Ok((StatusCode::UNPROCESSABLE_ENTITY, teken(&blad)).into_response())
}

fn woorden(fout: HerijkingFout) -> &'static str {
    match fout {
        HerijkingFout::GeenDatum => "Vul de dag in, zoals 4-11-2026.",
        HerijkingFout::Toekomst => "Deze dag komt nog. Leg het vast als het is gedaan.",
        HerijkingFout::VoorBegin => "Deze dag ligt voor het begin van de contracten.",
    }
}

//! The wish for a daily mail.

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
use houvast_dienst::beeld::{DagmailBeeld, DagmailFout};
use houvast_dienst::dagmail;

/// `dagmail.html`
#[derive(Template)]
#[template(path = "dagmail.html")]
pub(crate) struct DagmailBlad {
    pub(crate) raam: Raam,
    pub(crate) beeld: DagmailBeeld,
    pub(crate) fouten: Vec<VeldFout>,
    pub(crate) gedaan: bool,
}

impl DagmailBlad {
    fn aan(&self) -> &'static str {
        if self.beeld.aan { "ja" } else { "" }
    }
}

/// `GET /dagmail`
pub(crate) async fn toon(wie: Wie, Query(gedaan): Query<Gedaan>) -> Result<Response, WebFout> {
    let beeld = dagmail::toon(&wie.huis, &wie.aangemeld).await?;
    Ok(teken(&DagmailBlad {
        raam: wie.raam("Dagmail", Hier::Werkvoorraad).await?,
        beeld,
        fouten: Vec::new(),
        gedaan: gedaan.ja(),
    }))
}

/// The form.
#[derive(serde::Deserialize)]
pub(crate) struct Velden {
    #[serde(default)]
    aan: String,
    #[serde(default)]
    adres: String,
}

/// `POST /dagmail`
pub(crate) async fn zet(wie: Wie, Formulier(velden): Formulier<Velden>) -> Result<Response, WebFout> {
    let aan = velden.aan == "ja";
    let Err(fout) = dagmail::zet(&wie.huis, &wie.aangemeld, aan, &velden.adres).await? else {
        return Ok(Redirect::to("/dagmail?gedaan=ja").into_response());
    };
    let tekst = match fout {
        DagmailFout::Leeg => "Vul uw mailadres in.",
        DagmailFout::GeenAdres => "Dit is geen mailadres. Schrijf het als naam@gemeente.nl.",
    };
    let mut beeld = dagmail::toon(&wie.huis, &wie.aangemeld).await?;
    beeld.aan = aan;
    beeld.adres = velden.adres;
    let blad = DagmailBlad {
        raam: wie.raam("Dagmail", Hier::Werkvoorraad).await?.met_fout(true),
        beeld,
        fouten: vec![VeldFout::nieuw("adres", tekst)],
        gedaan: false,
    };
    Ok((StatusCode::UNPROCESSABLE_ENTITY, teken(&blad)).into_response())
}

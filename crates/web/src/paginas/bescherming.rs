//! Who may see a dossier: block it, keep the address secret, name somebody.

use super::id;
use crate::fout::{WebFout, teken};
use crate::laag::formulier::Formulier;
use crate::laag::toegang::Wie;
use crate::opmaak as filters;
use crate::raam::{Hier, Raam, VeldFout};
use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use houvast_dienst::beeld::{BeschermInvoer, BeschermingBeeld};
use houvast_dienst::bescherming;

/// `bescherming.html`
#[derive(Template)]
#[template(path = "bescherming.html")]
pub(crate) struct BeschermBlad {
    pub(crate) raam: Raam,
    pub(crate) beeld: BeschermingBeeld,
    pub(crate) getypt: BeschermInvoer,
    pub(crate) fouten: Vec<VeldFout>,
}

impl BeschermBlad {
    /// What was typed in this form, when it came back with a mistake.
    fn reden(&self, actie: &str) -> &str {
        if self.getypt.actie == actie {
            &self.getypt.reden
        } else {
            ""
        }
    }

    fn fouten_van(&self, actie: &str) -> Vec<VeldFout> {
        if self.getypt.actie == actie {
            self.fouten.clone()
        } else {
            Vec::new()
        }
    }

    fn gekozen(&self, account: &uuid::Uuid) -> bool {
        self.getypt.account == account.to_string()
    }

    fn vinkje(&self, nu: &bool, getypt: &bool) -> &'static str {
        let aan = if self.getypt.actie == "bescherm" {
            *getypt
        } else {
            *nu
        };
        if aan { "ja" } else { "" }
    }
}

async fn blad(wie: &Wie, nummer: uuid::Uuid) -> Result<BeschermBlad, WebFout> {
    let beeld = bescherming::toon(&wie.huis, &wie.aangemeld, nummer).await?;
    let titel = format!("Wie ziet het dossier van {}", beeld.naam.kort());
    Ok(BeschermBlad {
        raam: wie.raam(titel, Hier::Jeugdigen).await?,
        beeld,
        getypt: BeschermInvoer::default(),
        fouten: Vec::new(),
    })
}

/// `GET /jeugdigen/{id}/bescherming`
pub(crate) async fn toon(wie: Wie, Path(nummer): Path<String>) -> Result<Response, WebFout> {
    Ok(teken(&blad(&wie, id(&nummer)?).await?))
}

/// One of the forms.
#[derive(serde::Deserialize)]
pub(crate) struct Velden {
    versie: i64,
    #[serde(default)]
    actie: String,
    #[serde(default)]
    geheim: String,
    #[serde(default)]
    geblokkeerd: String,
    #[serde(default)]
    account: String,
    #[serde(default)]
    dagen: String,
    #[serde(default)]
    reden: String,
    #[serde(default)]
    relatie: String,
}

/// `POST /jeugdigen/{id}/bescherming`
pub(crate) async fn zet(
    wie: Wie,
    Path(nummer): Path<String>,
    Formulier(velden): Formulier<Velden>,
) -> Result<Response, WebFout> {
    let nummer = id(&nummer)?;
    let invoer = BeschermInvoer {
        versie: velden.versie,
        actie: velden.actie,
        geheim: velden.geheim == "ja",
        geblokkeerd: velden.geblokkeerd == "ja",
        account: velden.account,
        dagen: velden.dagen,
        reden: velden.reden,
        relatie: velden.relatie,
    };
    let Err(fouten) = bescherming::zet(&wie.huis, &wie.aangemeld, nummer, &invoer).await? else {
        return Ok(Redirect::to(&format!("/jeugdigen/{nummer}/bescherming")).into_response());
    };
    let blad = blad(&wie, nummer).await?;
    let blad = BeschermBlad {
        raam: blad.raam.met_fout(true),
        fouten: fouten
            .into_iter()
            // Two forms on this page ask for a reason.
            .map(|(veld, tekst)| match veld {
                "reden" => VeldFout::nieuw(format!("reden-{}", invoer.actie), tekst),
                _ => VeldFout::nieuw(veld, tekst),
            })
            .collect(),
        getypt: invoer,
        ..blad
    };
    Ok((StatusCode::UNPROCESSABLE_ENTITY, teken(&blad)).into_response())
}

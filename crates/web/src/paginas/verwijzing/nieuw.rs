//! A new referral, on one page: who, whereto and why, and what was agreed with the family.

use crate::fout::{WebFout, teken};
use crate::laag::formulier::Formulier;
use crate::laag::toegang::Wie;
use crate::opmaak as filters;
use crate::paginas::invoer::lees_dag;
use crate::raam::{Hier, Raam, VeldFout};
use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use houvast_dienst::beeld::{VerwijzingFormulier, VerwijzingInvoer};
use houvast_dienst::verwijzing;

/// What was typed.
#[derive(Clone, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(default)]
pub(crate) struct NieuwVelden {
    pub(crate) bsn: String,
    pub(crate) voornamen: String,
    pub(crate) voorvoegsel: String,
    pub(crate) achternaam: String,
    pub(crate) geboren: String,
    pub(crate) geslacht: String,
    pub(crate) gemeente: String,
    pub(crate) aanbieder: String,
    pub(crate) resultaat: String,
    pub(crate) overleg: String,
    pub(crate) privacy: String,
    pub(crate) aanmelden: String,
    pub(crate) telefoon: String,
}

/// `verwijzen.html`
#[derive(Template)]
#[template(path = "verwijzen.html")]
pub(crate) struct NieuwBlad {
    pub(crate) raam: Raam,
    pub(crate) beeld: VerwijzingFormulier,
    pub(crate) fouten: Vec<VeldFout>,
    pub(crate) invoer: NieuwVelden,
}

impl NieuwBlad {
    /// Codes of COD046.
    const GESLACHTEN: &'static [(&'static str, &'static str)] =
        &[("1", "Man"), ("2", "Vrouw"), ("0", "Onbekend")];
}

/// `GET /verwijzen`
pub(crate) async fn nieuw(wie: Wie) -> Result<Response, WebFout> {
    Ok(teken(&blad(&wie, NieuwVelden::default()).await?))
}

async fn blad(wie: &Wie, invoer: NieuwVelden) -> Result<NieuwBlad, WebFout> {
    Ok(NieuwBlad {
        beeld: verwijzing::formulier(&wie.huis, &wie.aangemeld).await?,
        raam: wie.raam("Nieuwe verwijzing", Hier::Verwijzen).await?,
        fouten: Vec::new(),
        invoer,
    })
}

/// `POST /verwijzen`
pub(crate) async fn verwijs(
    wie: Wie,
    Formulier(velden): Formulier<NieuwVelden>,
) -> Result<Response, WebFout> {
    let mut fouten: Vec<VeldFout> = Vec::new();
    let overleg = lees_dag(velden.overleg.trim());
    if overleg.is_none() && !velden.overleg.trim().is_empty() {
        fouten.push(VeldFout::nieuw("overleg", "Vul een datum in, zoals 4-11-2026."));
    }
    if fouten.is_empty() {
        let invoer = VerwijzingInvoer {
            bsn: velden.bsn.chars().filter(|c| !c.is_whitespace()).collect(),
            voornamen: velden.voornamen.clone(),
            voorvoegsel: velden.voorvoegsel.clone(),
            achternaam: velden.achternaam.clone(),
            geboren: lees_dag(velden.geboren.trim()),
            geslacht: velden.geslacht.clone(),
            gemeente: velden.gemeente.clone(),
            aanbieder: velden.aanbieder.clone(),
            resultaat: velden.resultaat.clone(),
            privacy: match velden.privacy.as_str() {
                "ja" => Some(true),
                "nee" => Some(false),
                _ => None,
            },
            aanmelden: velden.aanmelden == "ja",
            telefoon: velden.telefoon.clone(),
            overleg,
        };
        match verwijzing::verwijs(&wie.huis, &wie.aangemeld, invoer).await? {
            Ok(id) => {
                return Ok(Redirect::to(&format!("/verwijzingen/{id}?na=verwezen")).into_response());
            }
            Err(lijst) => fouten.extend(
                lijst
                    .into_iter()
                    .map(|(veld, tekst)| VeldFout::nieuw(veld, tekst)),
            ),
        }
    }
    let mut blad = blad(&wie, velden).await?;
    blad.raam = blad.raam.met_fout(true);
    blad.fouten = fouten;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, teken(&blad)).into_response())
}

//! The decision on a request for change.

use super::feiten::VEROUDERD;
use super::{WijzigBlad, blad};
use crate::fout::WebFout;
use crate::laag::formulier::Formulier;
use crate::laag::toegang::Wie;
use crate::paginas::id;
use crate::raam::VeldFout;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use houvast_dienst::beeld::WijzigBesluit;
use houvast_dienst::{DienstFout, wijziging};

/// The form as it is sent.
#[derive(serde::Deserialize)]
pub(crate) struct BesluitVelden {
    versie: i64,
    actie: String,
    #[serde(default)]
    code: String,
    #[serde(default)]
    uitkomst: String,
    #[serde(default)]
    reden: String,
}

/// `POST /wijzigingen/{id}/besluit`
pub(crate) async fn besluit(
    wie: Wie,
    Path(nummer): Path<String>,
    Formulier(velden): Formulier<BesluitVelden>,
) -> Result<Response, WebFout> {
    let nummer = id(&nummer)?;
    let besluit = match velden.actie.as_str() {
        "toewijzen" => WijzigBesluit::Toewijzen {
            reden: velden.reden.clone(),
        },
        "onderzoeken" => WijzigBesluit::Onderzoeken,
        "afwijzen" => WijzigBesluit::Afwijzen {
            code: velden.code.clone(),
            uitkomst: velden.uitkomst.clone(),
            reden: velden.reden.clone(),
        },
        _ => return Err(WebFout::Onleesbaar),
    };
    let actie = velden.actie;
    let (status, fout) =
        match wijziging::besluit(&wie.huis, &wie.aangemeld, nummer, velden.versie, &besluit).await {
            Ok(()) => {
                return Ok(Redirect::to(&format!("/wijzigingen/{nummer}?na={actie}")).into_response());
            }
            Err(DienstFout::RedenVerplicht) => (
                StatusCode::UNPROCESSABLE_ENTITY,
                VeldFout::nieuw(format!("reden-{actie}"), "Schrijf op waarom u dit besluit."),
            ),
            Err(DienstFout::Ongeldig(zin)) => (
                StatusCode::UNPROCESSABLE_ENTITY,
                VeldFout::nieuw(if actie == "afwijzen" { plek(zin) } else { "besluit" }, zin),
            ),
            Err(DienstFout::Verouderd) => (StatusCode::CONFLICT, VeldFout::nieuw("besluit", VEROUDERD)),
            Err(fout) => return Err(fout.into()),
        };
    let blad = blad(&wie, nummer).await?;
    let blad = WijzigBlad {
        actie,
        code: velden.code,
        uitkomst: velden.uitkomst,
        reden: velden.reden,
        ..blad
    };
    Ok(blad.met_fouten(status, vec![fout]))
}

/// The field a mistake belongs to.
fn plek(zin: &str) -> &'static str {
    if zin.contains("in de plaats") {
        "uitkomst"
    } else {
        "code"
    }
}

/// The form of a task that is done.
#[derive(serde::Deserialize)]
pub(crate) struct TaakVelden {
    versie: i64,
}

/// `POST /wijzigingen/{id}/taak`
pub(crate) async fn taak(
    wie: Wie,
    Path(nummer): Path<String>,
    Formulier(velden): Formulier<TaakVelden>,
) -> Result<Response, WebFout> {
    let nummer = id(&nummer)?;
    match wijziging::taak_klaar(&wie.huis, &wie.aangemeld, nummer, velden.versie).await {
        // Somebody else did it: then it is done.
        Ok(()) | Err(DienstFout::Verouderd) => {
            Ok(Redirect::to(&format!("/wijzigingen/{nummer}?na=taak")).into_response())
        }
        Err(fout) => Err(fout.into()),
    }
}

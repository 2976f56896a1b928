//! A toetsing that was not registered before the start.

use crate::fout::{WebFout, teken};
use crate::laag::formulier::Formulier;
use crate::laag::toegang::Wie;
use crate::opmaak as filters;
use crate::paginas::id;
use crate::paginas::invoer::lees_dag;
use crate::raam::{Hier, Raam, VeldFout};
use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use houvast_dienst::beeld::ToetsingBeeld;
use houvast_dienst::verwijzing::{self, AlsnogInvoer};

/// What was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(default)]
pub(crate) struct ToetsingVelden {
    pub(crate) getoetst: String,
    pub(crate) veiligheid: String,
    pub(crate) resultaat: String,
}

/// `toetsing.html`
#[derive(Template)]
#[template(path = "toetsing.html")]
pub(crate) struct ToetsingBlad {
    pub(crate) raam: Raam,
    pub(crate) beeld: ToetsingBeeld,
    pub(crate) fouten: Vec<VeldFout>,
    pub(crate) invoer: ToetsingVelden,
}

async fn blad(wie: &Wie, nummer: &str, invoer: ToetsingVelden) -> Result<ToetsingBlad, WebFout> {
    let beeld = verwijzing::ontbrekend(&wie.huis, &wie.aangemeld, id(nummer)?).await?;
    let titel = format!("Toetsing van {}", beeld.jeugdige.kort());
    Ok(ToetsingBlad {
        raam: wie.raam(titel, Hier::Werkvoorraad).await?,
        beeld,
        fouten: Vec::new(),
        invoer,
    })
}

/// `GET /toetsing/{id}`
pub(crate) async fn ontbrekend(wie: Wie, Path(nummer): Path<String>) -> Result<Response, WebFout> {
    Ok(teken(&blad(&wie, &nummer, ToetsingVelden::default()).await?))
}

/// `POST /toetsing/{id}`
pub(crate) async fn leg_vast(
    wie: Wie,
    Path(nummer): Path<String>,
    Formulier(velden): Formulier<ToetsingVelden>,
) -> Result<Response, WebFout> {
    let toewijzing = id(&nummer)?;
    let invoer = AlsnogInvoer {
        getoetst: lees_dag(velden.getoetst.trim()),
        veiligheid: velden.veiligheid == "ja",
        resultaat: velden.resultaat.clone(),
    };
    match verwijzing::leg_alsnog_vast(&wie.huis, &wie.aangemeld, toewijzing, invoer).await? {
        Ok(()) => Ok(Redirect::to(&format!("/toetsing/{toewijzing}")).into_response()),
        Err(fouten) => {
            let mut blad = blad(&wie, &nummer, velden).await?;
            blad.raam = blad.raam.met_fout(true);
            blad.fouten = fouten
                .into_iter()
                .map(|(veld, tekst)| VeldFout::nieuw(veld, tekst))
                .collect();
            Ok((StatusCode::UNPROCESSABLE_ENTITY, teken(&blad)).into_response())
        }
    }
}

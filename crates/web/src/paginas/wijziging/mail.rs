//! Registering a request for change that came by secure mail.

use super::feiten::{DAG, GELD, ja_nee, lees};
use crate::fout::{WebFout, teken};
use crate::laag::formulier::Formulier;
use crate::laag::toegang::Wie;
use crate::opmaak as filters;
use crate::paginas::id;
use crate::paginas::invoer::{lees_bedrag, lees_dag};
use crate::raam::{Hier, Raam, VeldFout};
use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use houvast_dienst::beeld::{WijzigMailBeeld, WijzigMailInvoer};
use houvast_dienst::wijziging;
use uuid::Uuid;

/// `wijziging-mail.html`
#[derive(Template)]
#[template(path = "wijziging-mail.html")]
pub(crate) struct MailBlad {
    pub(crate) raam: Raam,
    pub(crate) beeld: WijzigMailBeeld,
    pub(crate) fouten: Vec<VeldFout>,
    pub(crate) invoer: MailVelden,
}

/// What was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(default)]
pub(crate) struct MailVelden {
    pub(crate) toewijzing: String,
    pub(crate) ontvangen: String,
    pub(crate) budget: String,
    pub(crate) einddatum: String,
    pub(crate) reden: String,
    pub(crate) opdracht: String,
}

impl MailVelden {
    fn invoer(&self) -> Result<WijzigMailInvoer, Vec<VeldFout>> {
        let mut fouten = Vec::new();
        let ontvangen = lees("ontvangen", &self.ontvangen, lees_dag, DAG, &mut fouten);
        let einddatum = lees("einddatum", &self.einddatum, lees_dag, DAG, &mut fouten);
        let budget = lees("budget", &self.budget, lees_bedrag, GELD, &mut fouten);
        if !fouten.is_empty() {
            return Err(fouten);
        }
        Ok(WijzigMailInvoer {
            toewijzing: self.toewijzing.parse().ok(),
            ontvangen,
            budget,
            einddatum,
            reden: Some(self.reden.clone()).filter(|r| !r.is_empty()),
            opdracht: ja_nee(&self.opdracht),
        })
    }
}

async fn blad(wie: &Wie, jeugdige: Uuid) -> Result<MailBlad, WebFout> {
    let beeld = wijziging::mail(&wie.huis, &wie.aangemeld, jeugdige).await?;
    let titel = format!("Wijziging per e-mail voor {}", beeld.jeugdige.kort());
    Ok(MailBlad {
        raam: wie.raam(titel, Hier::Jeugdigen).await?,
        beeld,
        fouten: Vec::new(),
        invoer: MailVelden::default(),
    })
}

/// `GET /jeugdigen/{id}/wijziging`
pub(crate) async fn mail(wie: Wie, Path(jeugdige): Path<String>) -> Result<Response, WebFout> {
    Ok(teken(&blad(&wie, id(&jeugdige)?).await?))
}

/// `POST /jeugdigen/{id}/wijziging`
pub(crate) async fn mail_vast(
    wie: Wie,
    Path(jeugdige): Path<String>,
    Formulier(velden): Formulier<MailVelden>,
) -> Result<Response, WebFout> {
    let jeugdige = id(&jeugdige)?;
    let fouten = match velden.invoer() {
        Err(fouten) => fouten,
        Ok(invoer) => match wijziging::leg_mail_vast(&wie.huis, &wie.aangemeld, jeugdige, invoer).await? {
            Ok(nummer) => {
                return Ok(Redirect::to(&format!("/wijzigingen/{nummer}?na=mail")).into_response());
            }
            Err(fouten) => fouten
                .into_iter()
                .map(|(veld, tekst)| VeldFout::nieuw(veld, tekst))
                .collect(),
        },
    };
    let blad = blad(&wie, jeugdige).await?;
    let blad = MailBlad {
        raam: blad.raam.met_fout(true),
        fouten,
        invoer: velden,
        ..blad
    };
    Ok((StatusCode::UNPROCESSABLE_ENTITY, teken(&blad)).into_response())
}

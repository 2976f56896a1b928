//! Making a letter: what it is about, the explanation, and how it will read.

use super::{herkomst, hier, maakpad};
use crate::fout::{WebFout, teken};
use crate::laag::formulier::Formulier;
use crate::laag::toegang::Wie;
use crate::opmaak as filters;
use crate::paginas::id;
use crate::raam::{Raam, VeldFout};
use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use houvast_brief::Blok;
use houvast_dienst::beeld::{BriefAan, BriefInvoer, BriefMaken, BriefOver};
use houvast_dienst::{DienstFout, brief};

/// `brief-maken.html`
#[derive(Template)]
#[template(path = "brief-maken.html")]
pub(crate) struct MaakBlad {
    pub(crate) raam: Raam,
    pub(crate) beeld: BriefMaken,
    pub(crate) fouten: Vec<VeldFout>,
}

impl MaakBlad {
    /// Initials only: a title travels to histories and task bars.
    pub(crate) fn titel(beeld: &BriefMaken) -> String {
        let naam = beeld.jeugdige.kort();
        match beeld.aan {
            BriefAan::Gezin => format!("Brief over het besluit voor {naam}"),
            BriefAan::Verwijzer => format!("Brief aan de verwijzer van {naam}"),
        }
    }

    fn kop(&self) -> String {
        Self::titel(&self.beeld)
    }

    fn pad(&self) -> String {
        maakpad(self.beeld.over, self.beeld.aan)
    }

    fn terug(&self) -> (String, &'static str) {
        herkomst(self.beeld.over, self.beeld.jeugdige_id)
    }

    fn ander(&self) -> Option<(String, &'static str)> {
        let aan = self.beeld.ook_aan?;
        let tekst = match aan {
            BriefAan::Gezin => "Brief aan het gezin",
            BriefAan::Verwijzer => "Brief aan de verwijzer",
        };
        Some((maakpad(self.beeld.over, aan), tekst))
    }

    fn gezin(&self) -> bool {
        self.beeld.aan == BriefAan::Gezin
    }

    fn fout(&self, veld: &str) -> bool {
        crate::raam::fout_bij(&self.fouten, veld)
    }
}

/// The form.
#[derive(serde::Deserialize)]
pub(crate) struct Velden {
    #[serde(default)]
    stand: i64,
    #[serde(default)]
    toelichting: String,
    #[serde(default)]
    actie: String,
}

/// `GET /verzoeken/{id}/brief`
pub(crate) async fn verzoek(wie: Wie, Path(nummer): Path<String>) -> Result<Response, WebFout> {
    begin(&wie, BriefOver::Verzoek(id(&nummer)?), BriefAan::Gezin).await
}

/// `GET /verzoeken/{id}/brief-verwijzer`
pub(crate) async fn verwijzer(wie: Wie, Path(nummer): Path<String>) -> Result<Response, WebFout> {
    begin(&wie, BriefOver::Verzoek(id(&nummer)?), BriefAan::Verwijzer).await
}

/// `GET /toewijzingen/{id}/brief`
pub(crate) async fn toewijzing(wie: Wie, Path(nummer): Path<String>) -> Result<Response, WebFout> {
    begin(&wie, BriefOver::Toewijzing(id(&nummer)?), BriefAan::Gezin).await
}

/// `GET /hulpvragen/{id}/brief`
pub(crate) async fn hulpvraag(wie: Wie, Path(nummer): Path<String>) -> Result<Response, WebFout> {
    begin(&wie, BriefOver::Hulpvraag(id(&nummer)?), BriefAan::Gezin).await
}

/// `POST /hulpvragen/{id}/brief`
pub(crate) async fn maak_hulpvraag(
    wie: Wie,
    Path(nummer): Path<String>,
    Formulier(velden): Formulier<Velden>,
) -> Result<Response, WebFout> {
    maak(&wie, BriefOver::Hulpvraag(id(&nummer)?), BriefAan::Gezin, velden).await
}

/// `POST /verzoeken/{id}/brief`
pub(crate) async fn maak_verzoek(
    wie: Wie,
    Path(nummer): Path<String>,
    Formulier(velden): Formulier<Velden>,
) -> Result<Response, WebFout> {
    maak(&wie, BriefOver::Verzoek(id(&nummer)?), BriefAan::Gezin, velden).await
}

/// `POST /verzoeken/{id}/brief-verwijzer`
pub(crate) async fn maak_verwijzer(
    wie: Wie,
    Path(nummer): Path<String>,
    Formulier(velden): Formulier<Velden>,
) -> Result<Response, WebFout> {
    maak(
        &wie,
        BriefOver::Verzoek(id(&nummer)?),
        BriefAan::Verwijzer,
        velden,
    )
    .await
}

/// `POST /toewijzingen/{id}/brief`
pub(crate) async fn maak_toewijzing(
    wie: Wie,
    Path(nummer): Path<String>,
    Formulier(velden): Formulier<Velden>,
) -> Result<Response, WebFout> {
    maak(&wie, BriefOver::Toewijzing(id(&nummer)?), BriefAan::Gezin, velden).await
}

async fn begin(wie: &Wie, over: BriefOver, aan: BriefAan) -> Result<Response, WebFout> {
    let beeld = brief::voorbereiden(&wie.huis, &wie.aangemeld, over, aan, None).await?;
    // A toewijzing that a request asked for is told in the letter about that request; and a hulpvraag in that about its
    // toewijzing.
    if beeld.over != over {
        return Ok(Redirect::to(&maakpad(beeld.over, aan)).into_response());
    }
    Ok(teken(&blad(wie, beeld, Vec::new()).await?))
}

async fn blad(wie: &Wie, beeld: BriefMaken, fouten: Vec<VeldFout>) -> Result<MaakBlad, WebFout> {
    let raam = wie
        .raam(MaakBlad::titel(&beeld), hier(beeld.over))
        .await?
        .met_fout(!fouten.is_empty());
    Ok(MaakBlad { raam, beeld, fouten })
}

async fn maak(wie: &Wie, over: BriefOver, aan: BriefAan, velden: Velden) -> Result<Response, WebFout> {
    let invoer = BriefInvoer {
        toelichting: velden.toelichting,
        stand: velden.stand,
    };
    let mut status = StatusCode::OK;
    let mut fouten = Vec::new();
    if velden.actie != "voorbeeld" {
        let (nieuw, veld, tekst) = match brief::maak(&wie.huis, &wie.aangemeld, over, aan, &invoer).await {
            Ok(id) => return Ok(Redirect::to(&format!("/brieven/{id}?na=maken")).into_response()),
            Err(DienstFout::RedenVerplicht) => (
                StatusCode::UNPROCESSABLE_ENTITY,
                "toelichting",
                "Schrijf in gewone woorden waarom u dit besloot.",
            ),
            Err(DienstFout::Ongeldig(tekst)) => (StatusCode::UNPROCESSABLE_ENTITY, "toelichting", tekst),
            Err(DienstFout::Verouderd) => (
                StatusCode::CONFLICT,
                "eerdere",
                "Iemand maakte intussen al een brief. Kijk daar eerst naar; wat u typte staat er nog.",
            ),
            Err(fout) => return Err(fout.into()),
        };
        status = nieuw;
        fouten.push(VeldFout::nieuw(veld, tekst));
    }
    let beeld = brief::voorbereiden(&wie.huis, &wie.aangemeld, over, aan, Some(&invoer.toelichting)).await?;
    if !fouten.is_empty() && beeld.voorbeeld.is_none() {
        // There is no form to point at: the page itself says why no letter can be made.
        fouten.clear();
    }
    Ok((status, teken(&blad(wie, beeld, fouten).await?)).into_response())
}

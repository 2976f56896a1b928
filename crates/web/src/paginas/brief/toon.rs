//! A letter as it was made: every copy, on screen, on paper and as PDF.

use super::{herkomst, hier, maakpad};
use crate::fout::{WebFout, teken};
use crate::laag::toegang::Wie;
use crate::opmaak as filters;
use crate::paginas::id;
use crate::raam::Raam;
use askama::Template;
use axum::extract::{Path, Query};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use houvast_brief::{Blok, MET_PDF, PdfFout};
use houvast_dienst::beeld::{BriefAan, BriefBeeld};
use houvast_dienst::brief;

/// `brief.html`
#[derive(Template)]
#[template(path = "brief.html")]
pub(crate) struct BriefBlad {
    pub(crate) raam: Raam,
    pub(crate) beeld: BriefBeeld,
    /// It was made just now.
    pub(crate) net_gemaakt: bool,
    pub(crate) met_pdf: bool,
}

impl BriefBlad {
    /// Initials only: a title travels to histories and task bars.
    pub(crate) fn titel(beeld: &BriefBeeld) -> String {
        format!("Brief {} voor {}", beeld.regel.kenmerk, beeld.jeugdige.kort())
    }

    fn kop(&self) -> String {
        let naam = self.beeld.jeugdige.kort();
        match self.beeld.aan {
            BriefAan::Gezin => format!("Brief over het besluit voor {naam}"),
            BriefAan::Verwijzer => format!("Brief aan de verwijzer van {naam}"),
        }
    }

    fn terug(&self) -> (String, &'static str) {
        herkomst(self.beeld.over, self.beeld.jeugdige_id)
    }

    fn opnieuw(&self) -> String {
        maakpad(self.beeld.over, self.beeld.aan)
    }
}

/// What just happened, as a word in the address.
#[derive(Default, serde::Deserialize)]
pub(crate) struct Na {
    #[serde(default)]
    na: String,
}

/// `GET /brieven/{id}`
pub(crate) async fn toon(
    wie: Wie,
    Path(nummer): Path<String>,
    Query(na): Query<Na>,
) -> Result<Response, WebFout> {
    let beeld = brief::toon(&wie.huis, &wie.aangemeld, id(&nummer)?).await?;
    let raam = wie.raam(BriefBlad::titel(&beeld), hier(beeld.over)).await?;
    Ok(teken(&BriefBlad {
        raam,
        beeld,
        net_gemaakt: na.na == "maken",
        met_pdf: MET_PDF,
    }))
}

/// `GET /brieven/{id}/pdf/{nummer}`: one copy. The name of the file says nothing about anybody.
pub(crate) async fn pdf(
    wie: Wie,
    Path((brief_id, nummer)): Path<(String, String)>,
) -> Result<Response, WebFout> {
    let beeld = brief::toon(&wie.huis, &wie.aangemeld, id(&brief_id)?).await?;
    let plek: usize = nummer.parse().map_err(|_| WebFout::NietGevonden)?;
    let exemplaar = plek
        .checked_sub(1)
        .and_then(|i| beeld.brief.exemplaren.get(i))
        .ok_or(WebFout::NietGevonden)?;
    let bytes = houvast_brief::pdf(&beeld.brief, exemplaar).map_err(|fout| match fout {
        PdfFout::NietGebouwd => WebFout::NietGevonden,
        PdfFout::Lettertype | PdfFout::Ontoegankelijk => {
            tracing::error!(%fout, "pdf van een brief");
            WebFout::Storing
        }
    })?;
    let naam = format!(
        "attachment; filename=\"brief-{}-{plek}.pdf\"",
        beeld.regel.kenmerk
    );
    Ok((
        [
            (header::CONTENT_TYPE, "application/pdf".to_owned()),
            (header::CONTENT_DISPOSITION, naam),
        ],
        bytes,
    )
        .into_response())
}

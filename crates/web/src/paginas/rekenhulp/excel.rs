//! The calculation as an Excel file, out and in.

use super::{RekenVelden, blad, onderwerp, pad_van};
use crate::fout::{WebFout, teken};
use crate::laag::formulier::Formulier;
use crate::laag::sessie;
use crate::laag::toegang::Wie;
use crate::raam::VeldFout;
use axum::extract::{Multipart, Path};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use houvast_dienst::DienstFout;
use houvast_dienst::beeld::RekenInvoer;
use houvast_dienst::raming::{self, Na};

/// Bytes of a form with a file.
pub(crate) const GROOTSTE: usize = 1024 * 1024 + 64 * 1024;

fn bestand(bytes: Vec<u8>) -> Response {
    (
        [
            (header::CONTENT_TYPE, crate::paginas::XLSX),
            (
                header::CONTENT_DISPOSITION,
                "attachment; filename=\"rekenhulp.xlsx\"",
            ),
        ],
        bytes,
    )
        .into_response()
}

/// `POST /rekenhulp/excel`: what stands in the form, as a file.
pub(crate) async fn los_uit(
    wie: Wie,
    Formulier(velden): Formulier<RekenVelden>,
) -> Result<Response, WebFout> {
    let bytes = raming::schrijf_excel(&wie.huis, &wie.aangemeld, &velden.invoer())?;
    Ok(bestand(bytes))
}

/// `POST /rekenhulp/{soort}/{id}/excel`: what stands in the form, saved or not.
pub(crate) async fn zaak_uit(
    wie: Wie,
    Path((soort, nummer)): Path<(String, String)>,
    Formulier(velden): Formulier<RekenVelden>,
) -> Result<Response, WebFout> {
    let onderwerp = onderwerp(&soort, &nummer)?;
    let bytes = raming::excel_van(&wie.huis, &wie.aangemeld, onderwerp, &velden.invoer()).await?;
    Ok(bestand(bytes))
}

/// The file of a form and its `versie`; the token is the first field, so nothing is read before it fits.
async fn ontvang(wie: &Wie, mut velden: Multipart) -> Result<(Vec<u8>, Option<i64>), WebFout> {
    let te_groot = |fout: axum::extract::multipart::MultipartError| {
        if fout.status() == StatusCode::PAYLOAD_TOO_LARGE {
            WebFout::TeGroot
        } else {
            WebFout::Onleesbaar
        }
    };
    let (mut bytes, mut versie, mut gezien) = (Vec::new(), None, false);
    while let Some(veld) = velden.next_field().await.map_err(te_groot)? {
        let naam = veld.name().unwrap_or_default().to_owned();
        if !gezien {
            let gekregen = veld.text().await.map_err(te_groot)?;
            if naam != "csrf" || !sessie::gelijk(&wie.csrf, &gekregen) {
                return Err(WebFout::Vreemd);
            }
            gezien = true;
        } else if naam == "versie" {
            versie = veld.text().await.map_err(te_groot)?.parse().ok();
        } else if naam == "bestand" {
            bytes = veld.bytes().await.map_err(te_groot)?.to_vec();
        }
    }
    if gezien {
        Ok((bytes, versie))
    } else {
        Err(WebFout::Vreemd)
    }
}

const KIES: &str = "Kies eerst een Excel-bestand.";

/// `POST /rekenhulp/inlezen`
pub(crate) async fn los_inlezen(wie: Wie, velden: Multipart) -> Result<Response, WebFout> {
    let (bytes, _) = ontvang(&wie, velden).await?;
    let gelezen = if bytes.is_empty() {
        Err(KIES)
    } else {
        raming::lees_excel(&bytes)
    };
    let (status, invoer, fouten) = match gelezen {
        Ok(invoer) => (StatusCode::OK, invoer, Vec::new()),
        Err(zin) => (
            StatusCode::UNPROCESSABLE_ENTITY,
            RekenInvoer::default(),
            vec![VeldFout::nieuw("bestand", zin)],
        ),
    };
    let beeld = raming::los(&wie.huis, &wie.aangemeld, invoer)?;
    let mut blad = blad(&wie, beeld, fouten).await?;
    if status == StatusCode::OK {
        blad.melding = Some("Het Excel-bestand is ingelezen. Controleer de regels.");
    }
    Ok((status, teken(&blad)).into_response())
}

/// `POST /rekenhulp/{soort}/{id}/inlezen`
pub(crate) async fn zaak_inlezen(
    wie: Wie,
    Path((soort, nummer)): Path<(String, String)>,
    velden: Multipart,
) -> Result<Response, WebFout> {
    let onderwerp = onderwerp(&soort, &nummer)?;
    let (bytes, versie) = ontvang(&wie, velden).await?;
    let versie = versie.ok_or(WebFout::Onleesbaar)?;
    let gelezen = if bytes.is_empty() {
        Err(KIES)
    } else {
        raming::inlezen(&wie.huis, &wie.aangemeld, onderwerp, &bytes).await?
    };
    let zin = match gelezen {
        Err(zin) => zin,
        Ok(invoer) => {
            match raming::bewaar(&wie.huis, &wie.aangemeld, onderwerp, versie, invoer, Na::Bewaren).await {
                Ok(_) => {
                    return Ok(Redirect::to(&format!("{}?na=ingelezen", pad_van(onderwerp))).into_response());
                }
                Err(DienstFout::Verouderd) => {
                    "De andere kant heeft deze berekening intussen veranderd. Kijk haar na en lees het bestand daarna opnieuw in."
                }
                Err(fout) => return Err(fout.into()),
            }
        }
    };
    let beeld = raming::toon(&wie.huis, &wie.aangemeld, onderwerp).await?;
    let blad = blad(&wie, beeld, vec![VeldFout::nieuw("bestand", zin)]).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, teken(&blad)).into_response())
}

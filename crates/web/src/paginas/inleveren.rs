//! Bringing messages in by hand.

use crate::fout::{WebFout, teken};
use crate::laag::sessie;
use crate::laag::toegang::Wie;
use crate::opmaak as filters;
use crate::raam::Hier;
use crate::raam::{Raam, VeldFout};
use crate::staat::Staat;
use askama::Template;
use axum::extract::{Multipart, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use houvast_dienst::beeld::UploadBestand;
use houvast_dienst::beeld::UploadUitslag;
use houvast_dienst::{Aangemeld, DienstFout, Huis, bericht};
use std::pin::Pin;
use std::sync::Arc;

/// `inleveren.html`
#[derive(Template)]
#[template(path = "inleveren.html")]
pub(crate) struct InleverBlad {
    pub(crate) raam: Raam,
    pub(crate) beeld: Option<UploadUitslag>,
    pub(crate) fouten: Vec<VeldFout>,
}

/// Most files in one go.
const MEESTE: usize = 100;

/// `GET /inleveren`
pub(crate) async fn toon(wie: Wie) -> Result<Response, WebFout> {
    Ok(teken(&InleverBlad {
        raam: wie.raam("Berichten inleveren", Hier::Inleveren).await?,
        beeld: None,
        fouten: Vec::new(),
    }))
}

/// `POST /inleveren`: the token is the first field, so nothing is read before it fits.
pub(crate) async fn neem_aan(
    wie: Wie,
    State(staat): State<Staat>,
    mut velden: Multipart,
) -> Result<Response, WebFout> {
    let teken_veld = velden
        .next_field()
        .await
        .map_err(te_groot)?
        .ok_or(WebFout::Onleesbaar)?;
    if teken_veld.name() != Some("csrf") {
        return Err(WebFout::Vreemd);
    }
    let gekregen = teken_veld.text().await.map_err(te_groot)?;
    if !sessie::gelijk(&wie.csrf, &gekregen) {
        return Err(WebFout::Vreemd);
    }
    let (mut bestanden, mut bytes) = (Vec::new(), 0_usize);
    while let Some(veld) = velden.next_field().await.map_err(te_groot)? {
        let naam = veld.file_name().map(kale_naam).unwrap_or_default();
        let inhoud = veld.bytes().await.map_err(te_groot)?;
        bytes = bytes.saturating_add(inhoud.len());
        if bytes > staat.instellingen.maximum_upload {
            return Err(WebFout::TeGroot);
        }
        // A browser sends one empty nameless part when nothing was chosen.
        if !naam.is_empty() {
            bestanden.push(UploadBestand {
                naam,
                inhoud: inhoud.to_vec(),
            });
        }
    }
    let fout = match bestanden.len() {
        0 => Some("Kies eerst een of meer bestanden.".to_owned()),
        n if n > MEESTE => Some(format!(
            "Kies hoogstens {MEESTE} bestanden tegelijk; dit waren er {n}."
        )),
        _ => None,
    };
    if let Some(tekst) = fout {
        let blad = InleverBlad {
            raam: wie
                .raam("Berichten inleveren", Hier::Inleveren)
                .await?
                .met_fout(true),
            beeld: None,
            fouten: vec![VeldFout::nieuw("bestanden", tekst)],
        };
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, teken(&blad)).into_response());
    }
    let beeld = lever_in(Arc::clone(&wie.huis), Arc::clone(&wie.aangemeld), bestanden).await?;
    Ok(teken(&InleverBlad {
        raam: wie.raam("Berichten inleveren", Hier::Inleveren).await?,
        beeld: Some(beeld),
        fouten: Vec::new(),
    }))
}

/// Owns what it needs: a message that was taken is finished, also when the browser has gone.
fn lever_in(
    huis: Arc<Huis>,
    wie: Arc<Aangemeld>,
    bestanden: Vec<UploadBestand>,
) -> Pin<Box<dyn Future<Output = Result<UploadUitslag, DienstFout>> + Send>> {
    Box::pin(async move { bericht::upload(&huis, &wie, bestanden).await })
}

/// Only the name, without a path, and not endlessly long.
fn kale_naam(naam: &str) -> String {
    naam.rsplit(['/', '\\'])
        .next()
        .unwrap_or_default()
        .chars()
        .take(120)
        .collect()
}

fn te_groot(fout: axum::extract::multipart::MultipartError) -> WebFout {
    if fout.status() == StatusCode::PAYLOAD_TOO_LARGE {
        WebFout::TeGroot
    } else {
        WebFout::Onleesbaar
    }
}

#[cfg(test)]
mod tests {
    use super::kale_naam;

    #[test]
    fn van_een_bestand_telt_alleen_de_naam() {
        assert_eq!(kale_naam("..\\..\\map/a.xml"), "a.xml");
        assert_eq!(kale_naam(&"é".repeat(500)).chars().count(), 120);
    }
}

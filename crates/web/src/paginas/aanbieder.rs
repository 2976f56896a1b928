//! The own clients and requests of an aanbieder.

use crate::fout::{WebFout, teken};
use crate::laag::toegang::Wie;
use crate::opmaak as filters;
use crate::raam::Hier;
use crate::raam::Raam;
use askama::Template;
use axum::response::Response;
use houvast_dienst::aanbieder;
use houvast_dienst::beeld::{Clienten, VerzoekLijst};

/// `clienten.html`
#[derive(Template)]
#[template(path = "clienten.html")]
pub(crate) struct ClientenBlad {
    pub(crate) raam: Raam,
    pub(crate) beeld: Clienten,
}

/// `verzoeken.html`
#[derive(Template)]
#[template(path = "verzoeken.html")]
pub(crate) struct VerzoekenBlad {
    pub(crate) raam: Raam,
    pub(crate) beeld: VerzoekLijst,
}

/// `GET /clienten`
pub(crate) async fn clienten(wie: Wie) -> Result<Response, WebFout> {
    let beeld = aanbieder::clienten(&wie.huis, &wie.aangemeld).await?;
    let raam = wie.raam("Cliënten", Hier::Clienten).await?;
    Ok(teken(&ClientenBlad { raam, beeld }))
}

/// `GET /verzoeken`
pub(crate) async fn verzoeken(wie: Wie) -> Result<Response, WebFout> {
    let beeld = aanbieder::verzoeken(&wie.huis, &wie.aangemeld).await?;
    let raam = wie.raam("Verzoeken", Hier::Verzoeken).await?;
    Ok(teken(&VerzoekenBlad { raam, beeld }))
}

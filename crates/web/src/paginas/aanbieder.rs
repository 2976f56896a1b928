//! The own clients and requests of an aanbieder.

use super::Na;
use crate::fout::{WebFout, teken};
use crate::laag::toegang::Wie;
use crate::opmaak as filters;
use crate::raam::Hier;
use crate::raam::Raam;
use askama::Template;
use axum::extract::Query;
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

impl ClientenBlad {
    fn begin(&self) -> Option<String> {
        self.beeld.verder.then(|| "/clienten".to_owned())
    }

    fn volgende(&self) -> Option<String> {
        self.beeld.volgende.map(|na| format!("/clienten?na={na}"))
    }
}

/// `GET /clienten`
pub(crate) async fn clienten(wie: Wie, Query(na): Query<Na>) -> Result<Response, WebFout> {
    let beeld = aanbieder::clienten(&wie.huis, &wie.aangemeld, na.rij()).await?;
    let raam = wie.raam("Cliënten", Hier::Clienten).await?;
    Ok(teken(&ClientenBlad { raam, beeld }))
}

impl VerzoekenBlad {
    fn begin(&self) -> Option<String> {
        self.beeld.verder.then(|| "/verzoeken".to_owned())
    }

    fn volgende(&self) -> Option<String> {
        self.beeld.volgende.map(|na| format!("/verzoeken?na={na}"))
    }
}

/// `GET /verzoeken`
pub(crate) async fn verzoeken(wie: Wie, Query(na): Query<Na>) -> Result<Response, WebFout> {
    let beeld = aanbieder::verzoeken(&wie.huis, &wie.aangemeld, na.rij()).await?;
    let raam = wie.raam("Verzoeken", Hier::Verzoeken).await?;
    Ok(teken(&VerzoekenBlad { raam, beeld }))
}

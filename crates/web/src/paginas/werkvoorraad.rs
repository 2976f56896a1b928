//! The work list: what is due, most urgent first.

use crate::fout::{WebFout, teken};
use crate::laag::toegang::Wie;
use crate::opmaak as filters;
use crate::raam::Hier;
use crate::raam::Raam;
use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use houvast_dienst::beeld::WerkFilter;
use houvast_dienst::beeld::{Rol, Werkvoorraad};
use houvast_dienst::werkvoorraad;

/// `werkvoorraad.html`
#[derive(Template)]
#[template(path = "werkvoorraad.html")]
pub(crate) struct WerkvoorraadBlad {
    pub(crate) raam: Raam,
    pub(crate) beeld: Werkvoorraad,
}

impl WerkvoorraadBlad {
    fn consulent(&self) -> bool {
        self.raam.rol() == Some(Rol::Consulent)
    }
}

/// The chip in the address.
#[derive(Default, serde::Deserialize)]
pub(crate) struct Keuze {
    #[serde(default)]
    filter: String,
}

impl Keuze {
    fn filter(&self) -> WerkFilter {
        match self.filter.as_str() {
            "vandaag" => WerkFilter::Vandaag,
            "verzoeken" => WerkFilter::Verzoeken,
            "onderzoek" => WerkFilter::Onderzoek,
            "signalen" => WerkFilter::Signalen,
            _ => WerkFilter::Alles,
        }
    }
}

/// `GET /werkvoorraad`
pub(crate) async fn toon(wie: Wie, Query(keuze): Query<Keuze>) -> Result<Response, WebFout> {
    let beeld = werkvoorraad::toon(&wie.huis, &wie.aangemeld, keuze.filter()).await?;
    let raam = wie.raam("Werkvoorraad", Hier::Werkvoorraad).await?;
    Ok(teken(&WerkvoorraadBlad { raam, beeld }))
}

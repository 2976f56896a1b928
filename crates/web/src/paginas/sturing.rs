//! Steering: counts of the region, what waits there, and What if.

use crate::fout::{WebFout, teken};
use crate::laag::formulier::Formulier;
use crate::laag::toegang::Wie;
use crate::opmaak as filters;
use crate::raam::{Hier, Raam, VeldFout};
use askama::Template;
use axum::extract::Query;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use houvast_begrip::Centen;
use houvast_dienst::beeld::{RegioWerk, SturingBeeld, WatAlsBeeld, WatAlsVraag};
use houvast_dienst::sturing;

/// `werkvoorraad-regio.html`
#[derive(Template)]
#[template(path = "werkvoorraad-regio.html")]
pub(crate) struct RegioWerkBlad {
    pub(crate) raam: Raam,
    pub(crate) beeld: RegioWerk,
}

/// `sturing.html`
#[derive(Template)]
#[template(path = "sturing.html")]
pub(crate) struct SturingBlad {
    pub(crate) raam: Raam,
    pub(crate) beeld: SturingBeeld,
}

/// `wat-als.html`
#[derive(Template)]
#[template(path = "wat-als.html")]
pub(crate) struct WatAlsBlad {
    pub(crate) raam: Raam,
    pub(crate) beeld: WatAlsBeeld,
    pub(crate) fouten: Vec<VeldFout>,
}

impl WatAlsBlad {
    /// The chosen one; the newest when nothing was chosen yet.
    fn gekozen_oud(&self, sleutel: &str) -> bool {
        if self.beeld.vraag.oud.is_empty() {
            self.beeld.versies.last().is_some_and(|(s, _)| s == sleutel)
        } else {
            self.beeld.vraag.oud == sleutel
        }
    }

    fn concept_open(&self) -> bool {
        !self.beeld.vraag.concept.is_empty()
    }

    /// `+€ 1.000,00`: a difference carries its sign.
    #[expect(clippy::unused_self, reason = "a template calls what its page has")]
    fn met_teken(&self, bedrag: &Centen) -> String {
        if bedrag.0 > 0 {
            format!("+{bedrag}")
        } else {
            bedrag.to_string()
        }
    }
}

/// `profieltekst.html`
#[derive(Template)]
#[template(path = "profieltekst.html")]
pub(crate) struct ProfielBlad {
    pub(crate) raam: Raam,
    pub(crate) naam: String,
    pub(crate) tekst: String,
}

/// The period in the address.
#[derive(Default, serde::Deserialize)]
pub(crate) struct Keuze {
    #[serde(default)]
    periode: String,
}

/// `GET /werkvoorraad` for the region.
pub(crate) async fn werk(wie: &Wie) -> Result<Response, WebFout> {
    let beeld = sturing::werk(&wie.huis, &wie.aangemeld).await?;
    let raam = wie.raam("Werkvoorraad", Hier::Werkvoorraad).await?;
    Ok(teken(&RegioWerkBlad { raam, beeld }))
}

/// `GET /sturing`
pub(crate) async fn toon(wie: Wie, Query(keuze): Query<Keuze>) -> Result<Response, WebFout> {
    let beeld = sturing::toon(&wie.huis, &wie.aangemeld, &keuze.periode).await?;
    let raam = wie.raam("Sturing", Hier::Sturing).await?;
    Ok(teken(&SturingBlad { raam, beeld }))
}

fn bestand(soort: &'static str, koppeling: &'static str, bytes: Vec<u8>) -> Response {
    let koppen = [
        (header::CONTENT_TYPE, soort),
        (header::CONTENT_DISPOSITION, koppeling),
    ];
    (koppen, bytes).into_response()
}

/// `GET /sturing/cijfers.csv`
pub(crate) async fn csv(wie: Wie, Query(keuze): Query<Keuze>) -> Result<Response, WebFout> {
    let tekst = sturing::csv(&wie.huis, &wie.aangemeld, &keuze.periode).await?;
    let naam = "attachment; filename=\"sturing.csv\"";
    Ok(bestand("text/csv; charset=utf-8", naam, tekst.into_bytes()))
}

/// `GET /sturing/cijfers.xlsx`
pub(crate) async fn excel(wie: Wie, Query(keuze): Query<Keuze>) -> Result<Response, WebFout> {
    let bytes = sturing::excel(&wie.huis, &wie.aangemeld, &keuze.periode).await?;
    let naam = "attachment; filename=\"sturing.xlsx\"";
    Ok(bestand(super::XLSX, naam, bytes))
}

/// `GET /sturing/wat-als`
pub(crate) async fn wat_als(wie: Wie) -> Result<Response, WebFout> {
    let beeld = sturing::wat_als(&wie.huis, &wie.aangemeld, WatAlsVraag::default()).await?;
    Ok(teken(&WatAlsBlad {
        raam: wie.raam("Wat als", Hier::Sturing).await?,
        beeld,
        fouten: Vec::new(),
    }))
}

/// The form of What if.
#[derive(serde::Deserialize)]
pub(crate) struct Velden {
    #[serde(default)]
    periode: String,
    #[serde(default)]
    oud: String,
    #[serde(default)]
    nieuw: String,
    #[serde(default)]
    concept: String,
}

/// `POST /sturing/wat-als`: a draft does not fit an address.
pub(crate) async fn speel(wie: Wie, Formulier(velden): Formulier<Velden>) -> Result<Response, WebFout> {
    let vraag = WatAlsVraag {
        periode: velden.periode,
        oud: velden.oud,
        nieuw: velden.nieuw,
        concept: velden.concept,
    };
    let beeld = sturing::wat_als(&wie.huis, &wie.aangemeld, vraag).await?;
    let fouten: Vec<VeldFout> = beeld
        .fouten
        .iter()
        .map(|(veld, tekst)| VeldFout::nieuw(*veld, tekst.clone()))
        .collect();
    let mis = !fouten.is_empty();
    let blad = WatAlsBlad {
        raam: wie.raam("Wat als", Hier::Sturing).await?.met_fout(mis),
        beeld,
        fouten,
    };
    let status = if mis {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        StatusCode::OK
    };
    Ok((status, teken(&blad)).into_response())
}

/// `GET /sturing/profiel`: the text to begin a draft with.
pub(crate) async fn profiel(wie: Wie) -> Result<Response, WebFout> {
    let (naam, tekst) = sturing::profieltekst(&wie.huis, &wie.aangemeld)?;
    let raam = wie.raam("Het regioprofiel van nu", Hier::Sturing).await?;
    Ok(teken(&ProfielBlad { raam, naam, tekst }))
}

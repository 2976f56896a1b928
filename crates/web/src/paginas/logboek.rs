//! The log for a privacy officer: the newest lines, who looked in one dossier, and the form for a parent.

use super::{Na, id, pad_met};
use crate::fout::{WebFout, teken};
use crate::laag::formulier::Formulier;
use crate::laag::toegang::Wie;
use crate::opmaak as filters;
use crate::raam::{Hier, Raam, VeldFout};
use askama::Template;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use houvast_dienst::beeld::{LogFilter, LogKind, LogOverzicht, LogVanKind, LogZoek, OuderBeeld};
use houvast_dienst::logboek;

/// `logboek.html`
#[derive(Template)]
#[template(path = "logboek.html")]
pub(crate) struct LogBlad {
    pub(crate) raam: Raam,
    pub(crate) beeld: LogOverzicht,
    /// What was typed in the search box.
    pub(crate) getypt: String,
    pub(crate) fouten: Vec<VeldFout>,
}

impl LogBlad {
    fn deel(&self) -> &'static str {
        match self.beeld.filter {
            LogFilter::Alles => "",
            ander => ander.sleutel(),
        }
    }

    fn begin(&self) -> Option<String> {
        self.beeld
            .verder
            .then(|| pad_met("/logboek", &[("filter", self.deel())]))
    }

    fn ouder(&self) -> Option<String> {
        let na = self.beeld.volgende?.to_string();
        Some(pad_met("/logboek", &[("filter", self.deel()), ("na", &na)]))
    }
}

/// `logboek-kind.html`
#[derive(Template)]
#[template(path = "logboek-kind.html")]
pub(crate) struct KindBlad {
    pub(crate) raam: Raam,
    pub(crate) beeld: LogVanKind,
}

impl KindBlad {
    fn begin(&self) -> Option<String> {
        self.beeld
            .verder
            .then(|| format!("/logboek/{}", self.beeld.kind.id))
    }

    fn ouder(&self) -> Option<String> {
        let na = self.beeld.volgende?;
        Some(format!("/logboek/{}?na={na}", self.beeld.kind.id))
    }
}

/// `logboek-ouders.html`
#[derive(Template)]
#[template(path = "logboek-ouders.html")]
pub(crate) struct OuderBlad {
    pub(crate) raam: Raam,
    pub(crate) beeld: OuderBeeld,
}

impl OuderBlad {
    fn kind(&self) -> &LogKind {
        &self.beeld.kind
    }
}

/// Which part, and from where.
#[derive(Default, serde::Deserialize)]
pub(crate) struct Keuze {
    #[serde(default)]
    filter: String,
    #[serde(default)]
    na: String,
}

/// `GET /logboek`
pub(crate) async fn toon(wie: Wie, Query(keuze): Query<Keuze>) -> Result<Response, WebFout> {
    let filter = LogFilter::van(&keuze.filter);
    let beeld = logboek::overzicht(&wie.huis, &wie.aangemeld, filter, keuze.na.parse().ok()).await?;
    Ok(teken(&LogBlad {
        raam: wie.raam("Logboek", Hier::Logboek).await?,
        beeld,
        getypt: String::new(),
        fouten: Vec::new(),
    }))
}

/// The search form.
#[derive(serde::Deserialize)]
pub(crate) struct Vraag {
    #[serde(default)]
    bsn: String,
}

/// `POST /logboek`: a number of somebody stays out of the address.
pub(crate) async fn zoek(wie: Wie, Formulier(vraag): Formulier<Vraag>) -> Result<Response, WebFout> {
    let getypt = vraag.bsn.trim().to_owned();
    let tekst = match logboek::zoek(&wie.huis, &wie.aangemeld, &getypt).await? {
        LogZoek::Een(kind) => return Ok(Redirect::to(&format!("/logboek/{kind}")).into_response()),
        LogZoek::GeenBsn => "Dit is geen geldig BSN. Typ negen cijfers en kijk ze na.",
        LogZoek::Niemand => {
            "In uw gemeente is geen dossier met dit BSN. Kijk het nummer na, of vraag het aan een andere gemeente."
        }
    };
    let beeld = logboek::overzicht(&wie.huis, &wie.aangemeld, LogFilter::Alles, None).await?;
    let blad = LogBlad {
        raam: wie.raam("Logboek", Hier::Logboek).await?.met_fout(true),
        beeld,
        getypt,
        fouten: vec![VeldFout::nieuw("bsn", tekst)],
    };
    Ok((StatusCode::UNPROCESSABLE_ENTITY, teken(&blad)).into_response())
}

/// `GET /logboek/{id}`
pub(crate) async fn van_kind(
    wie: Wie,
    Path(nummer): Path<String>,
    Query(na): Query<Na>,
) -> Result<Response, WebFout> {
    let beeld = logboek::van_kind(&wie.huis, &wie.aangemeld, id(&nummer)?, na.rij()).await?;
    let raam = wie.raam("Wie keek in dit dossier", Hier::Logboek).await?;
    Ok(teken(&KindBlad { raam, beeld }))
}

/// `GET /logboek/{id}/overzicht`: to print and give to a parent.
pub(crate) async fn voor_ouders(wie: Wie, Path(nummer): Path<String>) -> Result<Response, WebFout> {
    let beeld = logboek::voor_ouders(&wie.huis, &wie.aangemeld, id(&nummer)?).await?;
    let raam = wie.raam("Overzicht voor ouders", Hier::Logboek).await?;
    Ok(teken(&OuderBlad { raam, beeld }))
}

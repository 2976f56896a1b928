//! A signal ahead of time: why it shows, and settling it.

use super::id;
use super::invoer::lees_dag;
use crate::fout::{WebFout, teken};
use crate::laag::formulier::Formulier;
use crate::laag::toegang::Wie;
use crate::opmaak as filters;
use crate::raam::{Hier, Raam, VeldFout};
use askama::Template;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use houvast_dienst::beeld::{SignaalBeeld, SignaalFout, SignaalKan};
use houvast_dienst::signaal;

/// `signaal.html`
#[derive(Template)]
#[template(path = "signaal.html")]
pub(crate) struct SignaalBlad {
    pub(crate) raam: Raam,
    pub(crate) beeld: SignaalBeeld,
    pub(crate) fouten: Vec<VeldFout>,
    /// What was typed in a form that came back.
    pub(crate) getypt: String,
    /// Something was just registered.
    pub(crate) gedaan: bool,
}

impl SignaalBlad {
    fn kan_niets(&self) -> bool {
        self.beeld.kan == SignaalKan::Niets
    }

    fn kan_afdoen(&self) -> bool {
        self.beeld.kan == SignaalKan::Afdoen
    }

    fn kan_evaluatie(&self) -> bool {
        self.beeld.kan == SignaalKan::Evaluatie
    }
}

/// What just happened, as a word in the address.
#[derive(Default, serde::Deserialize)]
pub(crate) struct Gedaan {
    #[serde(default)]
    gedaan: String,
}

impl Gedaan {
    pub(crate) fn ja(&self) -> bool {
        self.gedaan == "ja"
    }
}

/// `GET /signalen/{id}`
pub(crate) async fn toon(
    wie: Wie,
    Path(nummer): Path<String>,
    Query(gedaan): Query<Gedaan>,
) -> Result<Response, WebFout> {
    let mut blad = blad(&wie, id(&nummer)?).await?;
    blad.gedaan = gedaan.ja();
    Ok(teken(&blad))
}

async fn blad(wie: &Wie, nummer: uuid::Uuid) -> Result<SignaalBlad, WebFout> {
    let beeld = signaal::toon(&wie.huis, &wie.aangemeld, nummer).await?;
    let titel = format!("{}: {}", beeld.wat, beeld.jeugdige.kort());
    Ok(SignaalBlad {
        raam: wie.raam(titel, Hier::Werkvoorraad).await?,
        beeld,
        fouten: Vec::new(),
        getypt: String::new(),
        gedaan: false,
    })
}

/// The form: a note, or the day of an evaluation.
#[derive(serde::Deserialize)]
pub(crate) struct Velden {
    versie: i64,
    #[serde(default)]
    reden: String,
    dag: Option<String>,
}

/// `POST /signalen/{id}`
pub(crate) async fn doe_af(
    wie: Wie,
    Path(nummer): Path<String>,
    Formulier(velden): Formulier<Velden>,
) -> Result<Response, WebFout> {
    let nummer = id(&nummer)?;
    let uitslag = match &velden.dag {
        Some(dag) => {
            let dag = lees_dag(dag.trim());
            signaal::evaluatie_gehouden(&wie.huis, &wie.aangemeld, nummer, velden.versie, dag).await?
        }
        None => signaal::doe_af(&wie.huis, &wie.aangemeld, nummer, velden.versie, &velden.reden).await?,
    };
    let Err(fout) = uitslag else {
        return Ok(Redirect::to(&format!("/signalen/{nummer}?gedaan=ja")).into_response());
    };
    let blad = blad(&wie, nummer).await?;
    let blad = SignaalBlad {
        raam: blad.raam.met_fout(true),
        fouten: vec![woorden(fout)],
        getypt: velden.dag.unwrap_or(velden.reden),
        ..blad
    };
    Ok((StatusCode::UNPROCESSABLE_ENTITY, teken(&blad)).into_response())
}

fn woorden(fout: SignaalFout) -> VeldFout {
    let (veld, tekst) = match fout {
        SignaalFout::Leeg => ("reden", "Schrijf op wat er is afgesproken."),
        SignaalFout::TeLang => ("reden", "Schrijf het korter: hoogstens 500 tekens."),
        SignaalFout::GeenDatum => ("dag", "Vul de dag van de evaluatie in."),
        SignaalFout::Toekomst => (
            "dag",
            "Deze dag komt nog. Leg de evaluatie vast als zij is gehouden.",
        ),
        SignaalFout::VoorBegin => ("dag", "Deze dag ligt voor de eerste dag van de toewijzing."),
    };
    VeldFout::nieuw(veld, tekst)
}

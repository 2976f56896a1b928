//! One's own account: how one logs in, where one is logged in, another password, and what was sent too late.

use crate::fout::{WebFout, teken};
use crate::laag::apparaat::Apparaat;
use crate::laag::formulier::Formulier;
use crate::laag::sessie;
use crate::laag::toegang::Wie;
use crate::opmaak as filters;
use crate::paginas::aanmelden::Niets;
use crate::paginas::tweede::wacht;
use crate::raam::{Hier, Raam, VeldFout};
use crate::staat::Staat;
use askama::Template;
use axum::extract::{Query, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use houvast_dienst::beeld::{AanmeldWijze, AccountBeeld, ConceptBeeld, WachtwoordUitslag};
use houvast_dienst::inlog::{concept, sessies};

/// `account.html`
#[derive(Template)]
#[template(path = "account.html")]
pub(crate) struct AccountBlad {
    pub(crate) raam: Raam,
    pub(crate) beeld: AccountBeeld,
    pub(crate) gedaan: Option<Gedaan>,
}

impl AccountBlad {
    fn zonder_code(&self) -> bool {
        self.beeld.wijze == AanmeldWijze::Wachtwoord
    }

    fn met_herstelcode(&self) -> bool {
        self.gedaan == Some(Gedaan::Herstelcode)
    }
}

/// What was done just now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Gedaan {
    Wachtwoord,
    Sessie,
    Herstelcode,
}

#[derive(serde::Deserialize)]
pub(crate) struct Vraag {
    #[serde(default)]
    gedaan: String,
    #[serde(default)]
    herstelcode: String,
}

/// `wachtwoord.html`
#[derive(Template)]
#[template(path = "wachtwoord.html")]
pub(crate) struct WachtwoordBlad {
    pub(crate) raam: Raam,
    pub(crate) fouten: Vec<VeldFout>,
}

/// `concept.html`
#[derive(Template)]
#[template(path = "concept.html")]
pub(crate) struct ConceptBlad {
    pub(crate) raam: Raam,
    pub(crate) beeld: Option<ConceptBeeld>,
}

/// `GET /account`
pub(crate) async fn toon(wie: Wie, Query(vraag): Query<Vraag>) -> Result<Response, WebFout> {
    let gedaan = match (vraag.gedaan.as_str(), vraag.herstelcode.as_str()) {
        ("wachtwoord", _) => Some(Gedaan::Wachtwoord),
        ("sessie", _) => Some(Gedaan::Sessie),
        (_, "ja") => Some(Gedaan::Herstelcode),
        _ => None,
    };
    Ok(teken(&AccountBlad {
        raam: wie.raam("Mijn account", Hier::Nergens).await?,
        beeld: sessies::toon(&wie.huis, &wie.aangemeld, &wie.sessie).await?,
        gedaan,
    }))
}

/// One session, or none: then all of them.
#[derive(serde::Deserialize)]
pub(crate) struct Welke {
    #[serde(default)]
    id: String,
}

/// `POST /account/sessies`
pub(crate) async fn meld_af(
    wie: Wie,
    State(staat): State<Staat>,
    Formulier(welke): Formulier<Welke>,
) -> Result<Response, WebFout> {
    if welke.id.is_empty() {
        sessies::overal_af(&wie.huis, &wie.aangemeld).await?;
        let koek = sessie::wis(staat.instellingen).ok_or(WebFout::Storing)?;
        return Ok(([(header::SET_COOKIE, koek)], Redirect::to("/aanmelden")).into_response());
    }
    sessies::af(&wie.huis, &wie.aangemeld, super::id(&welke.id)?).await?;
    Ok(Redirect::to("/account?gedaan=sessie").into_response())
}

/// `GET /account/wachtwoord`
pub(crate) async fn wachtwoord(wie: Wie) -> Result<Response, WebFout> {
    let beeld = sessies::toon(&wie.huis, &wie.aangemeld, &wie.sessie).await?;
    if beeld.wijze == AanmeldWijze::Organisatie {
        return Err(WebFout::NietGevonden);
    }
    Ok(teken(&WachtwoordBlad {
        raam: wie.raam("Wachtwoord veranderen", Hier::Nergens).await?,
        fouten: Vec::new(),
    }))
}

/// The form. No `Debug`: it holds passwords.
#[derive(serde::Deserialize)]
pub(crate) struct Wachtwoorden {
    #[serde(default)]
    wachtwoord: String,
    #[serde(default)]
    nieuw: String,
    #[serde(default)]
    nogmaals: String,
}

/// `POST /account/wachtwoord`
pub(crate) async fn zet_wachtwoord(
    wie: Wie,
    State(staat): State<Staat>,
    Apparaat(apparaat): Apparaat,
    Formulier(velden): Formulier<Wachtwoorden>,
) -> Result<Response, WebFout> {
    let mut status = StatusCode::UNPROCESSABLE_ENTITY;
    let fout = if velden.nieuw != velden.nogmaals {
        VeldFout::nieuw(
            "nogmaals",
            "Dit is niet hetzelfde als het nieuwe wachtwoord erboven.",
        )
    } else {
        let (oud, nieuw) = (velden.wachtwoord, velden.nieuw);
        match sessies::wachtwoord(&wie.huis, &wie.aangemeld, oud, nieuw, apparaat).await? {
            WachtwoordUitslag::Gelukt { sessie } => {
                let koek = sessie::zet(&sessie, staat.instellingen).ok_or(WebFout::Storing)?;
                let doel = Redirect::to("/account?gedaan=wachtwoord");
                return Ok(([(header::SET_COOKIE, koek)], doel).into_response());
            }
            WachtwoordUitslag::OudMislukt => {
                VeldFout::nieuw("wachtwoord", "Dit is niet het wachtwoord dat u nu hebt.")
            }
            WachtwoordUitslag::NieuwMislukt(tekst) => VeldFout::nieuw("nieuw", zin(&tekst)),
            WachtwoordUitslag::Geblokkeerd { minuten } => {
                status = StatusCode::TOO_MANY_REQUESTS;
                VeldFout::nieuw("wachtwoord", wacht(minuten))
            }
        }
    };
    let blad = WachtwoordBlad {
        raam: wie
            .raam("Wachtwoord veranderen", Hier::Nergens)
            .await?
            .met_fout(true),
        fouten: vec![fout],
    };
    Ok((status, teken(&blad)).into_response())
}

/// With a capital and a full stop.
fn zin(tekst: &str) -> String {
    let mut letters = tekst.chars();
    let eerste = letters.next().map(|c| c.to_uppercase().to_string());
    format!("{}{}.", eerste.unwrap_or_default(), letters.as_str())
}

/// `GET /concept`
pub(crate) async fn concept(wie: Wie) -> Result<Response, WebFout> {
    Ok(teken(&ConceptBlad {
        raam: wie.raam("U was nog bezig", Hier::Nergens).await?,
        beeld: concept::toon(&wie.huis, &wie.aangemeld).await?,
    }))
}

/// `POST /concept`: on to where the form was going, as it is. The same method and the same fields (RFC 9110, 15.4.8).
pub(crate) async fn verstuur_concept(
    wie: Wie,
    Formulier(Niets {}): Formulier<Niets>,
) -> Result<Response, WebFout> {
    Ok(match concept::neem(&wie.huis, &wie.aangemeld).await? {
        Some(pad) => Redirect::temporary(&pad).into_response(),
        None => Redirect::to("/concept").into_response(),
    })
}

/// `POST /concept/weg`
pub(crate) async fn concept_weg(
    wie: Wie,
    Formulier(Niets {}): Formulier<Niets>,
) -> Result<Response, WebFout> {
    concept::neem(&wie.huis, &wie.aangemeld).await?;
    Ok(Redirect::to("/werkvoorraad").into_response())
}

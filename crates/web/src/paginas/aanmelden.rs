//! Logging in and out.

use crate::fout::{WebFout, teken};
use crate::laag::formulier::{Formulier, ontleed};
use crate::laag::sessie;
use crate::laag::toegang::Wie;
use crate::opmaak as filters;
use crate::raam::{Raam, VeldFout};
use crate::staat::Staat;
use askama::Template;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use houvast_dienst::account;
use houvast_dienst::beeld::{AanmeldPoging, AanmeldUitslag};

/// `aanmelden.html`
#[derive(Template)]
#[template(path = "aanmelden.html")]
pub(crate) struct AanmeldBlad {
    pub(crate) raam: Raam,
    pub(crate) gebruikersnaam: String,
    pub(crate) fouten: Vec<VeldFout>,
}

impl AanmeldBlad {
    fn fout(&self, veld: &str) -> bool {
        self.fouten.iter().any(|f| f.veld == veld)
    }
}

#[derive(serde::Deserialize)]
struct Velden {
    #[serde(default)]
    gebruikersnaam: String,
    #[serde(default)]
    wachtwoord: String,
}

/// A form that carries only its token.
#[derive(serde::Deserialize)]
pub(crate) struct Niets {}

/// `GET /aanmelden`: who is logged in already, goes on.
pub(crate) async fn toon(wie: Option<axum::Extension<Wie>>) -> Response {
    if wie.is_some() {
        return Redirect::to("/werkvoorraad").into_response();
    }
    teken(&AanmeldBlad {
        raam: Raam::los("Aanmelden"),
        gebruikersnaam: String::new(),
        fouten: Vec::new(),
    })
}

/// `POST /aanmelden`. There is no session yet to bind a token to: the guard has looked at where the form came from.
pub(crate) async fn meld_aan(State(staat): State<Staat>, inhoud: Bytes) -> Result<Response, WebFout> {
    let velden: Velden = ontleed(&inhoud)?;
    let poging = AanmeldPoging {
        gebruikersnaam: velden.gebruikersnaam.trim().to_owned(),
        wachtwoord: velden.wachtwoord,
    };
    let gebruikersnaam = poging.gebruikersnaam.clone();
    let (status, tekst) = match account::aanmelden(&staat.huis, poging).await? {
        AanmeldUitslag::Gelukt { sessie } => {
            let koek = sessie::zet(&sessie, staat.instellingen).ok_or(WebFout::Storing)?;
            return Ok(([(header::SET_COOKIE, koek)], Redirect::to("/werkvoorraad")).into_response());
        }
        AanmeldUitslag::Mislukt => (
            StatusCode::UNPROCESSABLE_ENTITY,
            "Deze gebruikersnaam en dit wachtwoord horen niet bij elkaar. Kijk of de hoofdletters goed zijn."
                .to_owned(),
        ),
        AanmeldUitslag::Geblokkeerd { minuten } => (
            StatusCode::TOO_MANY_REQUESTS,
            format!("Het is te vaak misgegaan. Probeer het over {minuten} minuten opnieuw."),
        ),
    };
    let blad = AanmeldBlad {
        raam: Raam::los("Aanmelden").met_fout(true),
        gebruikersnaam,
        fouten: vec![VeldFout::nieuw("gebruikersnaam", tekst)],
    };
    Ok((status, teken(&blad)).into_response())
}

/// `POST /afmelden`
pub(crate) async fn meld_af(
    wie: Wie,
    State(staat): State<Staat>,
    Formulier(Niets {}): Formulier<Niets>,
) -> Result<Response, WebFout> {
    account::afmelden(&wie.huis, &wie.aangemeld, &wie.sessie).await?;
    let koek = sessie::wis(staat.instellingen).ok_or(WebFout::Storing)?;
    Ok(([(header::SET_COOKIE, koek)], Redirect::to("/aanmelden")).into_response())
}

//! Logging in and out.

use crate::fout::{WebFout, teken};
use crate::laag::apparaat::Apparaat;
use crate::laag::formulier::{Formulier, ontleed};
use crate::laag::sessie;
use crate::laag::toegang::Wie;
use crate::opmaak as filters;
use crate::paginas::organisatie::AfgemeldBlad;
use crate::raam::{Raam, VeldFout};
use crate::staat::Staat;
use askama::Template;
use axum::body::Bytes;
use axum::extract::{Query, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use houvast_dienst::account;
use houvast_dienst::beeld::{AanmeldPoging, AanmeldUitslag};
use houvast_dienst::inlog::{concept, oidc};

/// `aanmelden.html`
#[derive(Template)]
#[template(path = "aanmelden.html")]
pub(crate) struct AanmeldBlad {
    pub(crate) raam: Raam,
    pub(crate) gebruikersnaam: String,
    pub(crate) fouten: Vec<VeldFout>,
    /// The text of the button to the organisation, where there is one.
    pub(crate) organisatie: Option<String>,
    pub(crate) verlopen: Verlopen,
}

/// Why somebody must log in again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Verlopen {
    #[default]
    Nee,
    /// The session had ended.
    Ja,
    /// And what was sent is kept.
    Bewaard,
}

/// What the address of the page says.
#[derive(Default, serde::Deserialize)]
pub(crate) struct Vraag {
    #[serde(default)]
    verlopen: String,
}

fn organisatie(staat: &Staat) -> Option<String> {
    let oidc = staat.huis.instellingen.aanmelden.oidc.as_ref();
    oidc.map(|o| o.instelling.knop.clone())
}

/// Logged in: with the cookie to the first page, or to what was sent too late.
pub(crate) async fn naar_binnen(
    staat: &Staat,
    sessie: &str,
    doel: Option<&str>,
) -> Result<Response, WebFout> {
    let koek = sessie::zet(sessie, staat.instellingen).ok_or(WebFout::Storing)?;
    let doel = match doel {
        Some(doel) => doel,
        None if concept::is_er(&staat.huis, sessie).await? => "/concept",
        None => "/werkvoorraad",
    };
    Ok(([(header::SET_COOKIE, koek)], Redirect::to(doel)).into_response())
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
pub(crate) async fn toon(
    wie: Option<axum::Extension<Wie>>,
    State(staat): State<Staat>,
    Query(vraag): Query<Vraag>,
) -> Response {
    if wie.is_some() {
        return Redirect::to("/werkvoorraad").into_response();
    }
    teken(&AanmeldBlad {
        raam: Raam::los("Aanmelden"),
        gebruikersnaam: String::new(),
        fouten: Vec::new(),
        organisatie: organisatie(&staat),
        verlopen: match vraag.verlopen.as_str() {
            "ja" => Verlopen::Ja,
            "bewaard" => Verlopen::Bewaard,
            _ => Verlopen::Nee,
        },
    })
}

/// `POST /aanmelden`. There is no session yet to bind a token to: the guard has looked at where the form came from.
pub(crate) async fn meld_aan(
    State(staat): State<Staat>,
    Apparaat(apparaat): Apparaat,
    inhoud: Bytes,
) -> Result<Response, WebFout> {
    let velden: Velden = ontleed(&inhoud)?;
    let poging = AanmeldPoging {
        gebruikersnaam: velden.gebruikersnaam.trim().to_owned(),
        wachtwoord: velden.wachtwoord,
    };
    let gebruikersnaam = poging.gebruikersnaam.clone();
    let (status, tekst) = match account::aanmelden_op(&staat.huis, poging, apparaat).await? {
        AanmeldUitslag::Gelukt { sessie } => return naar_binnen(&staat, &sessie, None).await,
        AanmeldUitslag::Code { sessie } => {
            return naar_binnen(&staat, &sessie, Some("/aanmelden/code")).await;
        }
        AanmeldUitslag::Inrichten { sessie } => {
            return naar_binnen(&staat, &sessie, Some("/aanmelden/instellen")).await;
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
        organisatie: organisatie(&staat),
        verlopen: Verlopen::Nee,
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
    let verder = oidc::afmeldadres(&wie.huis, &wie.aangemeld).await?;
    account::afmelden(&wie.huis, &wie.aangemeld, &wie.sessie).await?;
    let koek = sessie::wis(staat.instellingen).ok_or(WebFout::Storing)?;
    if let Some(verder) = verder {
        // A form may not lead elsewhere, so it is a link.
        let blad = AfgemeldBlad {
            raam: Raam::los("U bent afgemeld"),
            verder,
        };
        return Ok(([(header::SET_COOKIE, koek)], teken(&blad)).into_response());
    }
    Ok(([(header::SET_COOKIE, koek)], Redirect::to("/aanmelden")).into_response())
}

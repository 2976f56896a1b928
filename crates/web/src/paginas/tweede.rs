//! The second step of logging in: the code of an app, and setting up that app.

use crate::fout::{WebFout, teken};
use crate::laag::apparaat::Apparaat;
use crate::laag::formulier::{Formulier, ontleed};
use crate::laag::sessie;
use crate::laag::toegang::Wie;
use crate::opmaak as filters;
use crate::paginas::aanmelden;
use crate::qr;
use crate::raam::{Hier, Raam, VeldFout};
use crate::staat::Staat;
use askama::Template;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use houvast_dienst::beeld::{CodeUitslag, InrichtUitslag, Inrichting};
use houvast_dienst::inlog::tweede;
use serde::de::DeserializeOwned;

/// `code.html`
#[derive(Template)]
#[template(path = "code.html")]
pub(crate) struct CodeBlad {
    pub(crate) raam: Raam,
    pub(crate) fouten: Vec<VeldFout>,
}

/// `instellen.html`
#[derive(Template)]
#[template(path = "instellen.html")]
pub(crate) struct InstelBlad {
    pub(crate) raam: Raam,
    /// Already logged in: then the password is asked too.
    pub(crate) eigen: bool,
    pub(crate) beeld: Inrichting,
    pub(crate) fouten: Vec<VeldFout>,
}

impl InstelBlad {
    fn qr(&self) -> String {
        qr::svg(&self.beeld.uri, "QR-code voor uw app").unwrap_or_default()
    }

    fn actie(&self) -> &'static str {
        if self.eigen {
            "/account/tweede-stap"
        } else {
            "/aanmelden/instellen"
        }
    }
}

/// `herstelcodes.html`
#[derive(Template)]
#[template(path = "herstelcodes.html")]
pub(crate) struct HerstelBlad {
    pub(crate) raam: Raam,
    pub(crate) codes: Vec<String>,
}

#[derive(serde::Deserialize)]
struct Teken {
    #[serde(default)]
    csrf: String,
}

/// The fields of the forms.
#[derive(serde::Deserialize)]
pub(crate) struct Velden {
    #[serde(default)]
    code: String,
    #[serde(default)]
    wachtwoord: String,
}

const VAAK: &str = "Het is te vaak misgegaan.";

/// "Probeer het over 15 minuten opnieuw.", in hours where that says more.
pub(crate) fn wacht(minuten: u32) -> String {
    match minuten {
        0..120 => format!("{VAAK} Probeer het over {minuten} minuten opnieuw."),
        _ => format!("{VAAK} Probeer het morgen opnieuw, of vraag uw beheerder om hulp."),
    }
}

/// A form in the second step: its token follows from the cookie, as in a session.
fn half<T: DeserializeOwned>(
    staat: &Staat,
    koppen: &HeaderMap,
    inhoud: &Bytes,
) -> Result<(String, T), WebFout> {
    let koek = sessie::lees(koppen, staat.instellingen).ok_or(WebFout::Vreemd)?;
    let gekregen: Teken = ontleed(inhoud)?;
    if !sessie::gelijk(&sessie::csrf(&koek), &gekregen.csrf) {
        return Err(WebFout::Vreemd);
    }
    Ok((koek, ontleed(inhoud)?))
}

fn raam(titel: &str, koek: &str) -> Raam {
    let mut raam = Raam::los(titel);
    raam.csrf = sessie::csrf(koek);
    raam
}

/// `GET /aanmelden/code`
pub(crate) async fn code(State(staat): State<Staat>, koppen: HeaderMap) -> Result<Response, WebFout> {
    let Some(koek) = sessie::lees(&koppen, staat.instellingen) else {
        return Ok(Redirect::to("/aanmelden").into_response());
    };
    Ok(match tweede::halverwege(&staat.huis, &koek).await? {
        None => Redirect::to("/aanmelden").into_response(),
        Some(h) if h.inrichten => Redirect::to("/aanmelden/instellen").into_response(),
        Some(_) => teken(&CodeBlad {
            raam: raam("Code invullen", &koek),
            fouten: Vec::new(),
        }),
    })
}

/// `POST /aanmelden/code`
pub(crate) async fn geef_code(
    State(staat): State<Staat>,
    Apparaat(apparaat): Apparaat,
    koppen: HeaderMap,
    inhoud: Bytes,
) -> Result<Response, WebFout> {
    let (koek, velden) = half::<Velden>(&staat, &koppen, &inhoud)?;
    let (status, tekst) = match tweede::geef_code(&staat.huis, &koek, &velden.code, apparaat).await? {
        CodeUitslag::Gelukt { sessie, herstelcodes } => {
            let doel = herstelcodes.map(|_| "/account?herstelcode=ja");
            return aanmelden::naar_binnen(&staat, &sessie, doel).await;
        }
        CodeUitslag::Verlopen => return Ok(Redirect::to("/aanmelden").into_response()),
        CodeUitslag::Mislukt => (
            StatusCode::UNPROCESSABLE_ENTITY,
            "Deze code klopt niet, of is al gebruikt. Wacht op de volgende code in uw app en vul die in."
                .to_owned(),
        ),
        CodeUitslag::Geblokkeerd { minuten } => (StatusCode::TOO_MANY_REQUESTS, wacht(minuten)),
    };
    let blad = CodeBlad {
        raam: raam("Code invullen", &koek).met_fout(true),
        fouten: vec![VeldFout::nieuw("code", tekst)],
    };
    Ok((status, teken(&blad)).into_response())
}

/// `GET /aanmelden/instellen`
pub(crate) async fn instellen(State(staat): State<Staat>, koppen: HeaderMap) -> Result<Response, WebFout> {
    let Some(koek) = sessie::lees(&koppen, staat.instellingen) else {
        return Ok(Redirect::to("/aanmelden").into_response());
    };
    Ok(match tweede::richt_in(&staat.huis, &koek).await? {
        None => Redirect::to("/aanmelden").into_response(),
        Some(beeld) => teken(&InstelBlad {
            raam: raam("App instellen", &koek),
            eigen: false,
            beeld,
            fouten: Vec::new(),
        }),
    })
}

fn niet_gelukt(uitslag: &InrichtUitslag) -> Option<(StatusCode, VeldFout)> {
    let (veld, tekst) = match uitslag {
        InrichtUitslag::CodeMislukt => (
            "code",
            "Deze code klopt niet. Kijk of de klok van uw telefoon goed staat en vul de code in die er nu staat.".to_owned(),
        ),
        InrichtUitslag::WachtwoordMislukt => ("wachtwoord", "Dit is niet uw wachtwoord.".to_owned()),
        InrichtUitslag::Geblokkeerd { minuten } => {
            let fout = VeldFout::nieuw("wachtwoord", wacht(*minuten));
            return Some((StatusCode::TOO_MANY_REQUESTS, fout));
        }
        InrichtUitslag::Gelukt { .. } | InrichtUitslag::Verlopen => return None,
    };
    Some((StatusCode::UNPROCESSABLE_ENTITY, VeldFout::nieuw(veld, tekst)))
}

fn gelukt(staat: &Staat, sessie: &str, codes: Vec<String>) -> Result<Response, WebFout> {
    let koek = sessie::zet(sessie, staat.instellingen).ok_or(WebFout::Storing)?;
    let blad = HerstelBlad {
        raam: Raam::los("Bewaar uw herstelcodes"),
        codes,
    };
    Ok(([(header::SET_COOKIE, koek)], teken(&blad)).into_response())
}

/// `POST /aanmelden/instellen`
pub(crate) async fn stel_in(
    State(staat): State<Staat>,
    Apparaat(apparaat): Apparaat,
    koppen: HeaderMap,
    inhoud: Bytes,
) -> Result<Response, WebFout> {
    let (koek, velden) = half::<Velden>(&staat, &koppen, &inhoud)?;
    let uitslag = tweede::bevestig(&staat.huis, &koek, &velden.code, apparaat).await?;
    if let Some((status, fout)) = niet_gelukt(&uitslag)
        && let Some(beeld) = tweede::richt_in(&staat.huis, &koek).await?
    {
        let blad = InstelBlad {
            raam: raam("App instellen", &koek).met_fout(true),
            eigen: false,
            beeld,
            fouten: vec![fout],
        };
        return Ok((status, teken(&blad)).into_response());
    }
    match uitslag {
        InrichtUitslag::Gelukt { sessie, herstelcodes } => gelukt(&staat, &sessie, herstelcodes),
        _ => Ok(Redirect::to("/aanmelden").into_response()),
    }
}

/// `GET /account/tweede-stap`
pub(crate) async fn eigen(wie: Wie) -> Result<Response, WebFout> {
    let beeld = tweede::richt_eigen_in(&wie.huis, &wie.aangemeld)
        .await?
        .ok_or(WebFout::NietGevonden)?;
    Ok(teken(&InstelBlad {
        raam: wie.raam("App instellen", Hier::Nergens).await?,
        eigen: true,
        beeld,
        fouten: Vec::new(),
    }))
}

/// `POST /account/tweede-stap`
pub(crate) async fn stel_eigen_in(
    wie: Wie,
    State(staat): State<Staat>,
    Apparaat(apparaat): Apparaat,
    Formulier(velden): Formulier<Velden>,
) -> Result<Response, WebFout> {
    let Velden { code, wachtwoord } = velden;
    let uitslag = tweede::bevestig_eigen(&wie.huis, &wie.aangemeld, wachtwoord, &code, apparaat).await?;
    if let Some((status, fout)) = niet_gelukt(&uitslag) {
        let beeld = tweede::richt_eigen_in(&wie.huis, &wie.aangemeld).await?;
        let blad = InstelBlad {
            raam: wie.raam("App instellen", Hier::Nergens).await?.met_fout(true),
            eigen: true,
            beeld: beeld.ok_or(WebFout::NietGevonden)?,
            fouten: vec![fout],
        };
        return Ok((status, teken(&blad)).into_response());
    }
    match uitslag {
        InrichtUitslag::Gelukt { sessie, herstelcodes } => gelukt(&staat, &sessie, herstelcodes),
        _ => Err(WebFout::NietGevonden),
    }
}

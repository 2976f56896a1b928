//! Logging in and out through the organisation.

use crate::fout::{WebFout, teken};
use crate::laag::apparaat::Apparaat;
use crate::laag::formulier::ontleed;
use crate::laag::sessie;
use crate::opmaak as filters;
use crate::paginas::aanmelden;
use crate::paginas::vast::MeldingBlad;
use crate::raam::Raam;
use crate::staat::Staat;
use askama::Template;
use axum::body::Bytes;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use houvast_dienst::inlog::oidc::{self, Reden, Terug};

/// `afgemeld.html`
#[derive(Template)]
#[template(path = "afgemeld.html")]
pub(crate) struct AfgemeldBlad {
    pub(crate) raam: Raam,
    /// Where one logs out at the organisation too.
    pub(crate) verder: String,
}

/// A refusal, in words: what is the matter and who can help.
fn geweigerd(reden: Reden) -> Response {
    let (status, kop, regels): (_, _, &[&str]) = match reden {
        Reden::Onbereikbaar => (
            StatusCode::BAD_GATEWAY,
            "Uw organisatie geeft geen antwoord",
            &[
                "Houvast krijgt geen goed antwoord van het aanmelden van uw organisatie. Probeer het over een paar minuten opnieuw.",
            ],
        ),
        Reden::Begin => (
            StatusCode::BAD_REQUEST,
            "Begin opnieuw met aanmelden",
            &["Het aanmelden duurde te lang, of begon in een ander venster. U bent niet aangemeld."],
        ),
        Reden::Afgebroken => (
            StatusCode::FORBIDDEN,
            "U bent niet aangemeld",
            &["Het aanmelden bij uw organisatie is gestopt of niet gelukt."],
        ),
        Reden::Vals => (
            StatusCode::FORBIDDEN,
            "U bent niet aangemeld",
            &[
                "Het antwoord van uw organisatie klopt niet. Begin opnieuw. Gebeurt het nog eens, bel dan uw beheerder.",
            ],
        ),
        Reden::TeLaag => (
            StatusCode::FORBIDDEN,
            "U moet zich sterker aanmelden",
            &[
                "Houvast vraagt meer zekerheid dan een wachtwoord alleen. Meld u bij uw organisatie aan met een code of een pas.",
            ],
        ),
        Reden::Rol => (
            StatusCode::FORBIDDEN,
            "U hebt geen toegang tot Houvast",
            &[
                "Het aanmelden bij uw organisatie is gelukt. Maar uw organisatie geeft geen rol mee die Houvast kent, of meer dan één.",
                "Vraag uw beheerder om één rol voor Houvast.",
            ],
        ),
        Reden::Plaats => (
            StatusCode::FORBIDDEN,
            "U hebt geen toegang tot Houvast",
            &[
                "Het aanmelden bij uw organisatie is gelukt. Maar uw organisatie zegt niet voor welke gemeente of aanbieder u werkt, of Houvast kent die niet.",
                "Vraag uw beheerder om dit goed te zetten.",
            ],
        ),
        Reden::Gesloten => (
            StatusCode::FORBIDDEN,
            "Uw account is gesloten",
            &["Vraag uw beheerder om het weer open te zetten."],
        ),
    };
    let blad = MeldingBlad {
        raam: Raam::los(kop),
        kop: kop.to_owned(),
        regels: regels.iter().map(|r| (*r).to_owned()).collect(),
        verder: "/aanmelden",
        verder_naam: "Naar aanmelden",
    };
    (status, teken(&blad)).into_response()
}

/// `GET /aanmelden/organisatie`: a link, not a form, for our policy lets no form go elsewhere.
pub(crate) async fn begin(State(staat): State<Staat>) -> Result<Response, WebFout> {
    let oidc = staat.huis.instellingen.aanmelden.oidc.as_ref();
    let oidc = oidc.ok_or(WebFout::NietGevonden)?;
    match oidc::begin(&staat.huis, oidc).await? {
        Ok(begin) => {
            let koek = sessie::zet_oidc(&begin.koek, staat.instellingen).ok_or(WebFout::Storing)?;
            Ok(([(header::SET_COOKIE, koek)], Redirect::to(&begin.adres)).into_response())
        }
        Err(reden) => Ok(geweigerd(reden)),
    }
}

#[derive(Default, serde::Deserialize)]
pub(crate) struct Velden {
    code: Option<String>,
    state: Option<String>,
    iss: Option<String>,
    error: Option<String>,
}

/// `GET /aanmelden/organisatie/terug`
pub(crate) async fn terug(
    State(staat): State<Staat>,
    Query(velden): Query<Velden>,
    Apparaat(apparaat): Apparaat,
    koppen: HeaderMap,
) -> Result<Response, WebFout> {
    let oidc = staat.huis.instellingen.aanmelden.oidc.as_ref();
    let oidc = oidc.ok_or(WebFout::NietGevonden)?;
    let terug = Terug {
        code: velden.code,
        state: velden.state,
        iss: velden.iss,
        error: velden.error,
        koek: sessie::lees_oidc(&koppen, staat.instellingen),
    };
    let mut antwoord = match oidc::terug(&staat.huis, oidc, terug, apparaat).await? {
        Ok(sessie) => aanmelden::naar_binnen(&staat, &sessie, None).await?,
        Err(reden) => geweigerd(reden),
    };
    let weg = sessie::wis_oidc(staat.instellingen).ok_or(WebFout::Storing)?;
    antwoord.headers_mut().append(header::SET_COOKIE, weg);
    Ok(antwoord)
}

#[derive(serde::Deserialize)]
struct Uit {
    #[serde(default)]
    logout_token: String,
}

/// `POST /aanmelden/organisatie/uit`: the provider says that a session ended. It has no cookie; its signature is its proof.
pub(crate) async fn uit(State(staat): State<Staat>, inhoud: Bytes) -> Result<Response, WebFout> {
    let oidc = staat.huis.instellingen.aanmelden.oidc.as_ref();
    let oidc = oidc.ok_or(WebFout::NietGevonden)?;
    let uit: Uit = ontleed(&inhoud)?;
    Ok(
        if oidc::uitgelogd_door_organisatie(&staat.huis, oidc, &uit.logout_token).await? {
            StatusCode::OK.into_response()
        } else {
            StatusCode::BAD_REQUEST.into_response()
        },
    )
}

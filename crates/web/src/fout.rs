//! From an error to a page. A handler only says what went wrong; the frame with the navigation is put around it by
//! `laag::toegang`, which knows who is looking.

use crate::paginas::vast::MeldingBlad;
use crate::raam::Raam;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use houvast_dienst::DienstFout;
use houvast_dienst::beeld::Rol;

/// Seconds after which it makes sense to come back: longer than anybody waits for a place.
const STRAKS: &str = "5";

/// What a handler may fail with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum WebFout {
    /// Absent, or not for this person: the same page.
    NietGevonden,
    /// The page was changed by somebody else.
    Verouderd,
    /// The form has no valid token or came from elsewhere.
    Vreemd,
    /// The form could not be read.
    Onleesbaar,
    /// More bytes than we take.
    TeGroot,
    /// No place for this request now: nothing was done.
    TeDruk,
    /// The store let others go first for too long.
    Bezet,
    /// Our fault.
    Storing,
}

impl WebFout {
    pub(crate) fn status(self) -> StatusCode {
        match self {
            Self::NietGevonden => StatusCode::NOT_FOUND,
            Self::Verouderd => StatusCode::CONFLICT,
            Self::Vreemd => StatusCode::FORBIDDEN,
            Self::Onleesbaar => StatusCode::BAD_REQUEST,
            Self::TeGroot => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TeDruk | Self::Bezet => StatusCode::SERVICE_UNAVAILABLE,
            Self::Storing => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    fn kop(self) -> &'static str {
        match self {
            Self::NietGevonden => "Deze pagina is er niet",
            Self::Verouderd => "Iemand anders was u voor",
            Self::Vreemd => "Dit formulier is verlopen",
            Self::Onleesbaar => "Dit formulier is niet goed aangekomen",
            Self::TeGroot => "Dit is te groot",
            Self::TeDruk | Self::Bezet => "Het is nu te druk",
            Self::Storing => "Er ging iets mis bij ons",
        }
    }

    fn uitleg(self) -> &'static str {
        match self {
            Self::NietGevonden => {
                "Misschien is het adres niet goed, of hoort wat u zoekt bij een andere gemeente of aanbieder."
            }
            Self::Verouderd => {
                "Er is intussen iets veranderd. Uw stap is niet uitgevoerd. Open de pagina opnieuw en kijk wat er nu staat."
            }
            Self::Vreemd => "Uw stap is niet uitgevoerd. Ga terug, ververs de pagina en probeer het opnieuw.",
            Self::Onleesbaar => "Uw stap is niet uitgevoerd. Ga terug en probeer het opnieuw.",
            Self::TeGroot => {
                "De bestanden samen mogen hoogstens 25 MB zijn. Lever ze in kleinere groepen in."
            }
            Self::TeDruk => {
                "Uw stap is niet uitgevoerd. Wacht een paar seconden en laad deze pagina opnieuw: uw browser stuurt dan hetzelfde nog een keer."
            }
            Self::Bezet => {
                "Wacht een paar seconden en kijk dan of uw stap is uitgevoerd. Zo niet, probeer het opnieuw."
            }
            Self::Storing => {
                "Uw stap is misschien niet uitgevoerd. Probeer het over een paar minuten opnieuw."
            }
        }
    }

    /// The whole page.
    pub(crate) fn blad(self, mut raam: Raam) -> Response {
        self.kop().clone_into(&mut raam.titel);
        let (binnen, rol) = (raam.kader.is_some(), raam.rol());
        let blad = MeldingBlad {
            raam,
            kop: self.kop().to_owned(),
            regels: vec![self.uitleg().to_owned()],
            verder: if binnen { "/werkvoorraad" } else { "/" },
            verder_naam: match (binnen, rol) {
                (true, Some(Rol::Privacy)) => "Naar het logboek",
                (true, Some(Rol::Beheer)) => "Naar de accounts",
                (true, _) => "Naar de werkvoorraad",
                (false, _) => "Naar het begin",
            },
        };
        let mut antwoord = (self.status(), teken(&blad)).into_response();
        if self.status() == StatusCode::SERVICE_UNAVAILABLE {
            antwoord
                .headers_mut()
                .insert(header::RETRY_AFTER, HeaderValue::from_static(STRAKS));
        }
        antwoord
    }
}

/// Carries the error to the layer that makes the page of it.
impl IntoResponse for WebFout {
    fn into_response(self) -> Response {
        let mut antwoord = self.status().into_response();
        antwoord.extensions_mut().insert(self);
        antwoord
    }
}

impl From<DienstFout> for WebFout {
    fn from(fout: DienstFout) -> Self {
        match fout {
            DienstFout::NietGevonden => Self::NietGevonden,
            DienstFout::Verouderd => Self::Verouderd,
            DienstFout::RedenVerplicht | DienstFout::Ongeldig(_) => {
                tracing::warn!(%fout, "stap geweigerd");
                Self::Onleesbaar
            }
            DienstFout::Opslag(fout) if fout.herhaalbaar() => {
                tracing::warn!(%fout, "opslag bezet");
                Self::Bezet
            }
            andere => {
                tracing::error!(fout = %andere, "storing in een handeling");
                Self::Storing
            }
        }
    }
}

/// A template as a response; a template that cannot be written is our fault.
pub(crate) fn teken(blad: &impl askama::Template) -> Response {
    match blad.render() {
        Ok(html) => Html(html).into_response(),
        Err(fout) => {
            tracing::error!(%fout, "sjabloon");
            WebFout::Storing.into_response()
        }
    }
}

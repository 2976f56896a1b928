//! Pages that show no data of people: licences and messages such as "not found".

use crate::fout::{WebFout, teken};
use crate::laag::toegang::Wie;
use crate::opmaak as filters;
use crate::raam::Hier;
use crate::raam::Raam;
use crate::staat::Staat;
use crate::stijl;
use crate::stijl::Onderdeel;
use askama::Template;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Redirect, Response};
use jiff::SignedDuration;

/// `licenties.html`
#[derive(Template)]
#[template(path = "licenties.html")]
pub(crate) struct LicentieBlad {
    pub(crate) raam: Raam,
    pub(crate) delen: Vec<Onderdeel>,
}

/// `melding.html`
#[derive(Template)]
#[template(path = "melding.html")]
pub(crate) struct MeldingBlad {
    pub(crate) raam: Raam,
    pub(crate) kop: String,
    pub(crate) regels: Vec<String>,
    pub(crate) verder: &'static str,
    pub(crate) verder_naam: &'static str,
}

/// `GET /`
pub(crate) async fn begin(wie: Option<axum::Extension<Wie>>) -> Redirect {
    Redirect::to(if wie.is_some() {
        "/werkvoorraad"
    } else {
        "/aanmelden"
    })
}

/// `GET /licenties`
pub(crate) async fn licenties(wie: Option<axum::Extension<Wie>>) -> Result<Response, WebFout> {
    let raam = match wie {
        Some(wie) => wie.raam("Licenties", Hier::Nergens).await?,
        None => Raam::los("Licenties"),
    };
    Ok(teken(&LicentieBlad {
        raam,
        delen: stijl::onderdelen(),
    }))
}

/// `GET /.well-known/security.txt` (RFC 9116): where a leak can be reported, where the installation says so.
pub(crate) async fn beveiliging(State(staat): State<Staat>) -> Result<Response, WebFout> {
    let contact = staat.huis.instellingen.aanmelden.contact.as_ref();
    let contact = contact.ok_or(WebFout::NietGevonden)?;
    // Read again and again, so it is never old; a copy of it may be, after a month.
    let einde = staat.huis.tijd.nu() + SignedDuration::from_hours(30 * 24);
    let tekst = format!(
        "Contact: {contact}\nExpires: {}\nPreferred-Languages: nl, en\n",
        einde.strftime("%Y-%m-%dT%H:%M:%SZ")
    );
    Ok(([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], tekst).into_response())
}

/// `GET /gezond`: for whoever watches the machine; no data.
pub(crate) async fn gezond() -> Response {
    let tekst = format!(
        "houvast={}\nassets={}\n",
        env!("CARGO_PKG_VERSION"),
        stijl::herkomst()
    );
    ([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], tekst).into_response()
}

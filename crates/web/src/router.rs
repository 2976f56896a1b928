//! Every address in one table, with who may come. What is not in the table does not exist.

use crate::fout::WebFout;
use crate::laag::toegang::Toegang;
use crate::laag::{inpakken, koppen, toegang, verslag};
use crate::paginas::{aanbieder, aanmelden, berichten, inleveren, jeugdigen, vast, verzoek, werkvoorraad};
use crate::raam::Raam;
use crate::staat::{Staat, WebInstellingen};
use crate::stijl;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::StatusCode;
use axum::middleware::{from_fn_with_state, map_response};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, get, post};
use houvast_dienst::Huis;
use houvast_dienst::beeld::Rol;
use std::sync::Arc;
use std::time::Duration;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::timeout::TimeoutLayer;

/// Bytes of an ordinary form.
const FORMULIER: usize = 64 * 1024;
/// Longest time for one answer.
const GEDULD: Duration = Duration::from_secs(60);

/// One address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Route {
    /// Path as axum writes it.
    pub pad: &'static str,
    /// Methods it answers.
    pub methoden: &'static [&'static str],
    /// Who may come.
    pub toegang: Toegang,
}

type Vermelding = (Route, MethodRouter<Staat>);

const G: &[&str] = &["GET"];
const P: &[&str] = &["POST"];
const GP: &[&str] = &["GET", "POST"];

fn tabel(instellingen: WebInstellingen) -> Vec<Vermelding> {
    use Toegang::{Aangemeld, Alleen, Open};
    let r = |pad, methoden, toegang, handler| {
        (
            Route {
                pad,
                methoden,
                toegang,
            },
            handler,
        )
    };
    let upload = DefaultBodyLimit::max(instellingen.maximum_upload.saturating_add(FORMULIER));
    vec![
        r("/", G, Open, get(vast::begin)),
        r(
            "/aanmelden",
            GP,
            Open,
            get(aanmelden::toon).post(aanmelden::meld_aan),
        ),
        r("/afmelden", P, Aangemeld, post(aanmelden::meld_af)),
        r("/werkvoorraad", G, Aangemeld, get(werkvoorraad::toon)),
        r(
            "/jeugdigen",
            GP,
            Alleen(Rol::Consulent),
            get(jeugdigen::zoekpagina).post(jeugdigen::zoek),
        ),
        r("/jeugdigen/{id}", G, Aangemeld, get(jeugdigen::dossier)),
        r("/jeugdigen/{id}/bsn", P, Aangemeld, post(jeugdigen::bsn)),
        r("/verzoeken", G, Alleen(Rol::Aanbieder), get(aanbieder::verzoeken)),
        r("/verzoeken/{id}", G, Aangemeld, get(verzoek::toon)),
        r(
            "/verzoeken/{id}/aanvragen/{nummer}",
            P,
            Alleen(Rol::Consulent),
            post(verzoek::besluit),
        ),
        r("/verzoeken/{id}/feiten", P, Aangemeld, post(verzoek::feiten)),
        r("/clienten", G, Alleen(Rol::Aanbieder), get(aanbieder::clienten)),
        r("/berichten", G, Aangemeld, get(berichten::lijst)),
        r("/berichten/{id}", G, Aangemeld, get(berichten::bericht)),
        r(
            "/berichten/{id}/wijziging",
            P,
            Alleen(Rol::Consulent),
            post(berichten::wijziging),
        ),
        r(
            "/inleveren",
            GP,
            Aangemeld,
            get(inleveren::toon).post(inleveren::neem_aan).layer(upload),
        ),
        r("/licenties", G, Open, get(vast::licenties)),
        r("/gezond", G, Open, get(vast::gezond)),
        r("/stijl/{bestand}", G, Open, get(stijl::geef)),
    ]
}

/// Every address, for whoever wants to walk them.
#[must_use]
pub fn routes() -> Vec<Route> {
    tabel(WebInstellingen::default())
        .into_iter()
        .map(|(route, _)| route)
        .collect()
}

/// The pages of a running system on loopback, as the demo has them.
pub fn router(huis: Huis) -> Router {
    router_met(huis, WebInstellingen::default())
}

/// The pages of a running system.
pub fn router_met(huis: Huis, instellingen: WebInstellingen) -> Router {
    let staat = Staat {
        huis: Arc::new(huis),
        instellingen,
    };
    let wacht = |toegang| from_fn_with_state((staat.clone(), toegang), toegang::bewaak);
    let mut router = Router::new();
    for (route, handler) in tabel(instellingen) {
        let handler = handler.fallback(|| async { WebFout::NietGevonden });
        router = router.route(route.pad, handler.layer(wacht(route.toegang)));
    }
    let nergens = get(|| async { WebFout::NietGevonden })
        .fallback(|| async { WebFout::NietGevonden })
        .layer(wacht(Toegang::Aangemeld));
    router
        .fallback_service(nergens.with_state(staat.clone()))
        .layer(DefaultBodyLimit::max(FORMULIER))
        .layer(TimeoutLayer::with_status_code(
            StatusCode::SERVICE_UNAVAILABLE,
            GEDULD,
        ))
        .layer(map_response(te_laat))
        .layer(CatchPanicLayer::custom(paniek))
        .layer(inpakken::laag())
        .layer(from_fn_with_state(staat.clone(), verslag::schrijf))
        .layer(from_fn_with_state(staat.clone(), koppen::zet))
        .with_state(staat)
}

/// Says nothing of what went wrong inside: a panic text may hold data.
fn paniek(_: Box<dyn std::any::Any + Send>) -> Response {
    tracing::error!("een handler is gestopt door een paniek");
    WebFout::Storing.blad(Raam::los(""))
}

/// An error without a page (a body that is too large, a route that timed out) gets one.
async fn te_laat(antwoord: Response) -> Response {
    let fout = match antwoord.status() {
        StatusCode::PAYLOAD_TOO_LARGE => WebFout::TeGroot,
        StatusCode::SERVICE_UNAVAILABLE => WebFout::Storing,
        _ => return antwoord,
    };
    if antwoord.headers().contains_key(axum::http::header::CONTENT_TYPE) {
        return antwoord;
    }
    (antwoord.status(), fout.blad(Raam::los(""))).into_response()
}

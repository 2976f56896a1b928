//! One log line per request: method, route, status and duration. The route is the pattern, so no id, query string or
//! anything of a person is in it.

use crate::staat::Staat;
use axum::extract::{MatchedPath, Request, State};
use axum::middleware::Next;
use axum::response::Response;

/// Writes the line.
pub(crate) async fn schrijf(State(staat): State<Staat>, vraag: Request, verder: Next) -> Response {
    let begin = staat.bedrijf.nu();
    let methode = vraag.method().clone();
    let route = vraag
        .extensions()
        .get::<MatchedPath>()
        .map_or_else(|| "onbekend".to_owned(), |p| p.as_str().to_owned());
    let antwoord = verder.run(vraag).await;
    let duur = staat.bedrijf.nu().saturating_sub(begin);
    staat
        .bedrijf
        .meter
        .erbij(&route, antwoord.status().as_u16(), duur);
    tracing::info!(%methode, %route, status = antwoord.status().as_u16(), duur_ms = u64::try_from(duur.as_millis()).unwrap_or(u64::MAX), "verzoek");
    antwoord
}

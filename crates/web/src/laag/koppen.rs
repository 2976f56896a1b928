//! Security headers on every answer.

use crate::staat::Staat;
use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;

/// No script at all, nothing inline, nothing from elsewhere, no frames.
pub(crate) const CSP: &str = "default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; \
                              form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// The same for a page that has our own script: it may run, and talk to us.
pub(crate) const CSP_SCRIPT: &str = "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; \
                                     img-src 'self' data:; font-src 'self'; form-action 'self'; base-uri 'none'; \
                                     frame-ancestors 'none'";

#[derive(Clone, Copy)]
struct MetScript;

/// Marks a page that has our own script.
pub(crate) fn met_script(mut antwoord: Response) -> Response {
    antwoord.extensions_mut().insert(MetScript);
    antwoord
}

const VAST: [(HeaderName, &str); 8] = [
    (header::CONTENT_SECURITY_POLICY, CSP),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (header::REFERRER_POLICY, "no-referrer"),
    (
        HeaderName::from_static("permissions-policy"),
        "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    ),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    ),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        "same-origin",
    ),
    (HeaderName::from_static("x-robots-tag"), "noindex"),
];

/// Puts them on; a page is never kept, only the style says otherwise itself.
pub(crate) async fn zet(State(staat): State<Staat>, vraag: Request, verder: Next) -> Response {
    let mut antwoord = verder.run(vraag).await;
    let met_script = antwoord.extensions().get::<MetScript>().is_some();
    let koppen = antwoord.headers_mut();
    for (naam, waarde) in VAST {
        koppen.insert(naam, HeaderValue::from_static(waarde));
    }
    if met_script {
        koppen.insert(
            header::CONTENT_SECURITY_POLICY,
            HeaderValue::from_static(CSP_SCRIPT),
        );
    }
    koppen
        .entry(header::CACHE_CONTROL)
        .or_insert(HeaderValue::from_static("no-store"));
    if staat.instellingen.https {
        koppen.insert(
            header::STRICT_TRANSPORT_SECURITY,
            HeaderValue::from_static("max-age=31536000; includeSubDomains"),
        );
    }
    antwoord
}

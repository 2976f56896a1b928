//! The style sheet, the icon and the fonts, inside the program and under names with a fingerprint.

use axum::extract::Path;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};

mod gebouwd {
    include!(concat!(env!("OUT_DIR"), "/stijl.rs"));
}
use gebouwd::{BESTANDEN, MET_NPM, ONDERDELEN};

/// A part of others in the style.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Onderdeel {
    pub(crate) naam: &'static str,
    pub(crate) versie: &'static str,
    pub(crate) licentie: &'static str,
}

/// `npm`, or `fallback` when the program was built without the npm packages.
#[must_use]
pub fn herkomst() -> &'static str {
    if MET_NPM { "npm" } else { "fallback" }
}

/// What the style contains of others.
pub(crate) fn onderdelen() -> Vec<Onderdeel> {
    ONDERDELEN
        .iter()
        .map(|(naam, versie, licentie)| Onderdeel {
            naam,
            versie,
            licentie,
        })
        .collect()
}

/// Address of the style sheet.
pub(crate) fn css_pad() -> String {
    pad("app.", ".css")
}

/// Address of the icon.
pub(crate) fn icoon_pad() -> String {
    pad("merk.", ".svg")
}

fn pad(begin: &str, eind: &str) -> String {
    BESTANDEN
        .iter()
        .find(|(naam, _)| naam.starts_with(begin) && naam.ends_with(eind))
        .map(|(naam, _)| format!("/stijl/{naam}"))
        .unwrap_or_default()
}

fn zoek(naam: &str) -> Option<&'static [u8]> {
    BESTANDEN
        .iter()
        .find(|(n, _)| *n == naam)
        .map(|(_, inhoud)| *inhoud)
}

/// `GET /stijl/{bestand}`: never changes under its name, so it is kept for a year.
pub(crate) async fn geef(Path(bestand): Path<String>, kop: HeaderMap) -> Response {
    let soort = match bestand.rsplit('.').next() {
        Some("css") => "text/css; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("woff2") => "font/woff2",
        _ => return StatusCode::NOT_FOUND.into_response(),
    };
    let Some(inhoud) = zoek(&bestand) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let wil = kop
        .get(header::ACCEPT_ENCODING)
        .and_then(|w| w.to_str().ok())
        .unwrap_or_default();
    let ingepakt = [("br", ".br"), ("gzip", ".gz")]
        .into_iter()
        .find_map(|(codering, achter)| {
            let mag = wil
                .split(',')
                .any(|deel| deel.split(';').next().map(str::trim) == Some(codering));
            let inhoud = mag.then(|| zoek(&format!("{bestand}{achter}"))).flatten()?;
            Some((codering, inhoud))
        });
    let vast = [
        (header::CONTENT_TYPE, soort),
        (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
        (header::VARY, "accept-encoding"),
    ];
    match ingepakt {
        Some((codering, inhoud)) => (vast, [(header::CONTENT_ENCODING, codering)], inhoud).into_response(),
        None => (vast, inhoud).into_response(),
    }
}

#[cfg(test)]
pub(crate) fn bestanden() -> &'static [(&'static str, &'static [u8])] {
    BESTANDEN
}

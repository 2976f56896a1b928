//! The style sheet, the icon, the fonts and the one script, inside the program and under names with a fingerprint.

use axum::extract::Path;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};
use std::sync::LazyLock;

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

/// Our only script: saves a long form while somebody types. The page works without it.
const BEWAAR: &[u8] = include_bytes!("../script/bewaar.js");

static BEWAAR_NAAM: LazyLock<String> = LazyLock::new(|| {
    let afdruk = Sha256::digest(BEWAAR);
    let kort: String = afdruk.iter().take(8).map(|b| format!("{b:02x}")).collect();
    format!("bewaar.{kort}.js")
});

/// Address of the script.
pub(crate) fn script_pad() -> String {
    format!("/stijl/{}", *BEWAAR_NAAM)
}

/// Minutes before the end of a session that a page says so. WCAG 2.2.1 asks for 20 seconds; a sentence takes longer.
const VOORAF: u32 = 5;
/// Longest session, in minutes.
const LANGST: u32 = 24 * 60;

/// Address of the style that shows the warning when this many minutes are left. A page without script has no clock, but
/// its style has one.
pub(crate) fn waarschuwing_pad(minuten: &u32) -> String {
    format!("/stijl/verloopt-{}.css", minuten.min(&LANGST))
}

fn waarschuwing(bestand: &str) -> Option<String> {
    let minuten = bestand.strip_prefix("verloopt-")?.strip_suffix(".css")?;
    let minuten = minuten.parse::<u32>().ok().filter(|m| *m <= LANGST)?;
    let over = minuten.saturating_sub(VOORAF) * 60;
    Some(format!(
        ".hv-verloopt, .hv-verloopt + .hv-voet {{ animation-delay: {over}s }}\n"
    ))
}

fn zoek(naam: &str) -> Option<&'static [u8]> {
    if naam == BEWAAR_NAAM.as_str() {
        return Some(BEWAAR);
    }
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
        Some("js") => "text/javascript; charset=utf-8",
        _ => return StatusCode::NOT_FOUND.into_response(),
    };
    if let Some(tekst) = waarschuwing(&bestand) {
        let koppen = [
            (header::CONTENT_TYPE, "text/css; charset=utf-8"),
            (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
        ];
        return (koppen, tekst).into_response();
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn de_waarschuwing_komt_vijf_minuten_voor_het_einde() {
        for (bestand, over) in [
            ("60", Some("3300s")),
            ("6", Some("60s")),
            ("5", Some("0s")),
            ("0", Some("0s")),
            ("1440", Some("86100s")),
            ("1441", None),
            ("-1", None),
            ("x", None),
        ] {
            let tekst = waarschuwing(&format!("verloopt-{bestand}.css"));
            assert_eq!(tekst.is_some(), over.is_some(), "{bestand}");
            assert!(
                tekst.unwrap_or_default().contains(over.unwrap_or_default()),
                "{bestand}"
            );
        }
        assert_eq!(waarschuwing_pad(&5000), "/stijl/verloopt-1440.css");
    }

    /// A phone on a bad line must not notice it.
    #[test]
    fn het_script_is_klein_en_doet_niets_met_opslag_in_de_browser() {
        let tekst = std::str::from_utf8(BEWAAR).unwrap();
        assert!(BEWAAR.len() < 3 * 1024, "{} bytes", BEWAAR.len());
        for verboden in [
            "localStorage",
            "sessionStorage",
            "cookie",
            "innerHTML",
            "eval(",
            "http://",
            "https://",
        ] {
            assert!(!tekst.contains(verboden), "{verboden}");
        }
        assert_eq!(zoek(script_pad().trim_start_matches("/stijl/")), Some(BEWAAR));
    }
}

//! The session cookie and the form token that belongs to it.

use crate::staat::WebInstellingen;
use axum::http::{HeaderMap, HeaderValue, header};
use sha2::{Digest, Sha256};

/// `__Host-` only works over https; a demo on loopback has no https.
fn naam(instellingen: WebInstellingen) -> &'static str {
    if instellingen.https {
        "__Host-houvast"
    } else {
        "houvast"
    }
}

/// Of the browser that went to the organisation to log in.
fn naam_oidc(instellingen: WebInstellingen) -> &'static str {
    if instellingen.https {
        "__Host-houvast-organisatie"
    } else {
        "houvast-organisatie"
    }
}

/// The secret in the cookie: 64 hexadecimal characters, anything else is no session.
pub(crate) fn lees(koppen: &HeaderMap, instellingen: WebInstellingen) -> Option<String> {
    lees_van(koppen, naam(instellingen))
}

/// The secret of an attempt at the organisation.
pub(crate) fn lees_oidc(koppen: &HeaderMap, instellingen: WebInstellingen) -> Option<String> {
    lees_van(koppen, naam_oidc(instellingen))
}

fn lees_van(koppen: &HeaderMap, naam: &str) -> Option<String> {
    koppen
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|k| k.to_str().ok())
        .flat_map(|k| k.split(';'))
        .filter_map(|paar| paar.trim().split_once('='))
        .find(|(n, w)| *n == naam && w.len() == 64 && w.bytes().all(|b| b.is_ascii_hexdigit()))
        .map(|(_, w)| w.to_owned())
}

/// Sets the cookie for as long as the browser is open; idle and absolute limits are kept in the store.
pub(crate) fn zet(sessie: &str, instellingen: WebInstellingen) -> Option<HeaderValue> {
    let veilig = if instellingen.https { "; Secure" } else { "" };
    HeaderValue::from_str(&format!(
        "{}={sessie}; Path=/; HttpOnly; SameSite=Lax{veilig}",
        naam(instellingen)
    ))
    .ok()
}

/// Takes the cookie away.
pub(crate) fn wis(instellingen: WebInstellingen) -> Option<HeaderValue> {
    kort(naam(instellingen), "", 0, instellingen)
}

/// Sets the cookie of an attempt at the organisation. Lax: it comes along when the organisation sends somebody back.
pub(crate) fn zet_oidc(geheim: &str, instellingen: WebInstellingen) -> Option<HeaderValue> {
    // As long as the attempt is good.
    kort(naam_oidc(instellingen), geheim, 900, instellingen)
}

/// Takes that cookie away.
pub(crate) fn wis_oidc(instellingen: WebInstellingen) -> Option<HeaderValue> {
    kort(naam_oidc(instellingen), "", 0, instellingen)
}

fn kort(naam: &str, waarde: &str, seconden: u32, instellingen: WebInstellingen) -> Option<HeaderValue> {
    let veilig = if instellingen.https { "; Secure" } else { "" };
    HeaderValue::from_str(&format!(
        "{naam}={waarde}; Path=/; HttpOnly; SameSite=Lax; Max-Age={seconden}{veilig}"
    ))
    .ok()
}

/// The form token: follows from the session secret, so it needs no store and dies with the session.
pub(crate) fn csrf(sessie: &str) -> String {
    use std::fmt::Write as _;
    let mut h = Sha256::new();
    h.update(b"houvast formulier\0");
    h.update(sessie.as_bytes());
    h.finalize().iter().fold(String::with_capacity(64), |mut uit, b| {
        let _ = write!(uit, "{b:02x}");
        uit
    })
}

/// Compares without telling by its duration where the difference is.
pub(crate) fn gelijk(a: &str, b: &str) -> bool {
    a.len() == b.len()
        && a.bytes()
            .zip(b.bytes())
            .fold(0, |verschil, (x, y)| verschil | (x ^ y))
            == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    const HTTP: WebInstellingen = WebInstellingen {
        https: false,
        maximum_upload: 1,
    };
    const HTTPS: WebInstellingen = WebInstellingen { https: true, ..HTTP };

    fn met(koek: &str) -> HeaderMap {
        let mut koppen = HeaderMap::new();
        koppen.insert(header::COOKIE, HeaderValue::from_str(koek).unwrap());
        koppen
    }

    #[test]
    fn een_koekje_komt_terug_zoals_het_gezet_is() {
        let geheim = "0a".repeat(32);
        for instellingen in [HTTP, HTTPS] {
            let gezet = zet(&geheim, instellingen).unwrap();
            let paar = gezet.to_str().unwrap().split(';').next().unwrap().to_owned();
            assert_eq!(
                lees(&met(&format!("ander=1; {paar}")), instellingen),
                Some(geheim.clone())
            );
        }
        assert!(
            zet(&geheim, HTTPS)
                .unwrap()
                .to_str()
                .unwrap()
                .starts_with("__Host-houvast=")
        );
        assert!(
            zet(&geheim, HTTPS)
                .unwrap()
                .to_str()
                .unwrap()
                .ends_with("; Secure")
        );
        assert!(
            zet(&geheim, HTTP)
                .unwrap()
                .to_str()
                .unwrap()
                .contains("HttpOnly; SameSite=Lax")
        );
    }

    #[test]
    fn wat_geen_sessie_is_wordt_niet_opgezocht() {
        for koek in [
            "houvast=",
            "houvast=kort",
            &format!("houvast={}", "g".repeat(64)),
            &format!("x={}", "0".repeat(64)),
        ] {
            assert_eq!(lees(&met(koek), HTTP), None, "{koek}");
        }
    }

    #[test]
    fn elk_sessiegeheim_heeft_zijn_eigen_formulierteken() {
        let (a, b) = (csrf(&"0a".repeat(32)), csrf(&"0b".repeat(32)));
        assert_eq!(a.len(), 64);
        assert!(!gelijk(&a, &b) && gelijk(&a, &csrf(&"0a".repeat(32))) && !gelijk(&a, &a[..63]));
        assert!(!a.contains("0a0a0a"), "the secret itself is not in the page");
    }
}

//! Is an ID token for us, of now, and for this attempt (OpenID Connect Core 1.0, 3.1.3.7)?

use super::Instelling;
use jiff::{SignedDuration, Timestamp};
use serde_json::{Map, Value};

/// Claims of a token.
pub(super) type Inhoud = Map<String, Value>;

/// An ID token is made when it is asked for: an older one was kept by somebody (NL GOV profile: at most five minutes).
const VERS: SignedDuration = SignedDuration::from_mins(5);

pub(super) fn tekst<'a>(claims: &'a Inhoud, naam: &str) -> Option<&'a str> {
    claims.get(naam).and_then(Value::as_str)
}

/// One text or a list of texts.
pub(super) fn teksten(claims: &Inhoud, naam: &str) -> Option<Vec<String>> {
    match claims.get(naam)? {
        Value::String(een) => Some(vec![een.clone()]),
        Value::Array(lijst) => lijst.iter().map(|w| w.as_str().map(str::to_owned)).collect(),
        _ => None,
    }
}

fn moment(claims: &Inhoud, naam: &str) -> Option<Timestamp> {
    Timestamp::from_second(claims.get(naam)?.as_i64()?).ok()
}

/// Of our issuer, for us, and made just now. What holds for ID tokens and for logout tokens.
pub(super) fn van_nu_voor_ons(claims: &Inhoud, instelling: &Instelling, nu: Timestamp) -> bool {
    let marge = instelling.marge;
    let ontvangers = teksten(claims, "aud").unwrap_or_default();
    let voor_ons = ontvangers.contains(&instelling.client);
    // More receivers than us: then it must say that it was made for us.
    let partij = match (tekst(claims, "azp"), claims.contains_key("azp")) {
        (Some(azp), _) => azp == instelling.client,
        (None, true) => false,
        (None, false) => ontvangers.len() == 1,
    };
    let gemaakt = moment(claims, "iat").is_some_and(|iat| iat <= nu + marge && nu < iat + VERS + marge);
    let begonnen = !claims.contains_key("nbf") || moment(claims, "nbf").is_some_and(|nbf| nbf <= nu + marge);
    tekst(claims, "iss") == Some(instelling.uitgever.as_str()) && voor_ons && partij && gemaakt && begonnen
}

/// The ID token of this attempt.
pub(super) fn klopt(claims: &Inhoud, instelling: &Instelling, nonce: &str, nu: Timestamp) -> bool {
    let niet_voorbij = moment(claims, "exp").is_some_and(|exp| nu < exp + instelling.marge);
    let sub = tekst(claims, "sub").unwrap_or_default();
    van_nu_voor_ons(claims, instelling, nu)
        && niet_voorbij
        && tekst(claims, "nonce") == Some(nonce)
        // OpenID Connect Core 1.0, section 2: at most 255 characters.
        && (1..=255).contains(&sub.chars().count())
}

/// Is the level one of those that are enough? A token without a level has none.
pub(super) fn hoog_genoeg(claims: &Inhoud, instelling: &Instelling) -> bool {
    tekst(claims, "acr").is_some_and(|acr| instelling.acr.iter().any(|goed| goed == acr))
}

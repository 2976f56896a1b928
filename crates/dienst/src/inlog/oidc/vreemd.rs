//! What a provider could send that no provider sends: keys, tokens, claims and its own description, spoilt. Nothing is
//! accepted that was not signed like that.

use super::bron::Over;
use super::jws::proef::{open, token};
use super::jws::{kent, lees, sleutels};
use super::token::{hoog_genoeg, klopt, teksten};
use super::wie::rechten;
use super::{Claims, Clientbewijs, Instelling};
use houvast_opslag::Rol;
use jiff::{SignedDuration, Timestamp};
use serde_json::{Map, Value, json};
use verminker::{Verminker, keer};

#[path = "../../../../../fuzz/verminker.rs"]
mod verminker;

fn instelling() -> Instelling {
    Instelling {
        uitgever: "https://login.test".to_owned(),
        client: "houvast".to_owned(),
        bewijs: Clientbewijs::Geheim("geheim".to_owned()),
        acr: vec!["loa3".to_owned()],
        marge: SignedDuration::from_secs(30),
        knop: "Aanmelden".to_owned(),
        webadres: "https://houvast.test".to_owned(),
        scopes: Vec::new(),
        claims: Claims {
            rol: "roles".to_owned(),
            gemeente: "gemeente".to_owned(),
            aanbieder: "aanbieder".to_owned(),
            naam: "name".to_owned(),
        },
        rollen: [("C".to_owned(), Rol::Consulent)].into(),
        gemeenten: std::collections::BTreeMap::new(),
        aanbieders: std::collections::BTreeMap::new(),
    }
}

#[test]
fn een_verminkt_token_wordt_nooit_aangenomen() {
    let goed = token("RS256", "een", &ring::signature::RSA_PKCS1_SHA256);
    let eigen = open(None, "sig");
    let claims = lees(&goed, &eigen).unwrap();
    let getekend = goed.rsplit_once('.').unwrap().0;
    let mut bron = Verminker::nieuw(8);
    let mut anders = 0;
    for _ in 0..keer(800) {
        let krom = bron.vermink_tekst(&goed);
        kent(&krom, &eigen);
        let uit = lees(&krom, &eigen);
        // Only the signature may be written in another way, and then it says the same.
        if krom.rsplit_once('.').map(|(t, _)| t) == Some(getekend) {
            assert!(uit.is_none_or(|c| c == claims), "{krom}");
        } else {
            anders += 1;
            assert_eq!(uit, None, "{krom}");
        }
    }
    assert!(anders > 100, "{anders}");
}

#[test]
fn verminkte_sleutels_laten_geen_ander_token_toe() {
    let goed = token("RS256", "een", &ring::signature::RSA_PKCS1_SHA256);
    let jwks = super::jws::proef::jwks(None, "sig");
    let zelfde = lees(&goed, &sleutels(&jwks).unwrap());
    let none = {
        use base64::Engine as _;
        let b64 = |v: Value| base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(v.to_string());
        format!(
            "{}.{}.",
            b64(json!({ "alg": "none" })),
            b64(json!({ "sub": "a" }))
        )
    };
    let mut bron = Verminker::nieuw(9);
    for _ in 0..keer(800) {
        let krom = bron.vermink(&jwks);
        let Some(er) = sleutels(&krom) else { continue };
        assert!(er.len() <= krom.len());
        // With a spoilt key the good token is what it was, or nothing; an unsigned one never is.
        let uit = lees(&goed, &er);
        assert!(uit.is_none() || uit == zelfde);
        assert_eq!(lees(&none, &er), None);
    }
    // Thousands of keys are read once, and are no reason to stop.
    let veel: Vec<Value> = (0..5_000)
        .map(|n| json!({ "kty": "oct", "kid": n.to_string() }))
        .collect();
    assert!(
        sleutels(&serde_json::to_vec(&json!({ "keys": veel })).unwrap())
            .unwrap()
            .is_empty()
    );
}

#[test]
fn verminkte_claims_geven_nooit_een_ander_recht_en_een_verminkte_beschrijving_geen_paniek() {
    let nu = Timestamp::from_second(1_795_428_000).unwrap();
    let goed = json!({
        "iss": "https://login.test", "aud": "houvast", "sub": "s-1", "acr": "loa3", "iat": nu.as_second(),
        "exp": nu.as_second() + 300, "nonce": "n-1", "roles": "C", "gemeente": "zwolle", "name": "Noor",
    });
    let over = json!({
        "issuer": "https://login.test", "authorization_endpoint": "https://login.test/auth",
        "jwks_uri": "https://login.test/jwks", "token_endpoint": "https://login.test/token",
    });
    let van = instelling();
    assert!(klopt(goed.as_object().unwrap(), &van, "n-1", nu));
    let mut bron = Verminker::nieuw(10);
    let mut gelezen = 0;
    for _ in 0..keer(2_000) {
        let Ok(claims) =
            serde_json::from_slice::<Map<String, Value>>(&bron.vermink(goed.to_string().as_bytes()))
        else {
            continue;
        };
        gelezen += 1;
        if klopt(&claims, &van, "n-1", nu) {
            // Then what counts says what it said.
            for naam in ["iss", "nonce"] {
                assert_eq!(claims.get(naam), goed.get(naam), "{claims:?}");
            }
            let voor = teksten(&claims, "aud").unwrap_or_default();
            assert!(voor.contains(&"houvast".to_owned()), "{claims:?}");
        }
        if hoog_genoeg(&claims, &van) {
            assert_eq!(claims.get("acr"), goed.get("acr"));
        }
        // No gemeente is in the configuration: nothing gives access, whatever is claimed.
        assert!(rechten(&claims, &van, &[]).is_err(), "{claims:?}");
    }
    assert!(gelezen > 20, "{gelezen}");
    for _ in 0..keer(400) {
        let _ = serde_json::from_slice::<Over>(&bron.vermink(over.to_string().as_bytes()));
    }
    // Nested deeper than any provider does: refused, not a full stack.
    let diep = format!("{}{}", "{\"a\":".repeat(100_000), "}".repeat(100_000));
    assert!(serde_json::from_str::<Over>(&diep).is_err() && sleutels(diep.as_bytes()).is_none());
}

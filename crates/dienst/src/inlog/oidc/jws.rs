//! Signed tokens (RFC 7515): only what an asymmetric algorithm of this list signed with a key of the provider is read. There is no
//! way to `none` or to an HMAC: no code for them is here.

use super::{b64, uit_b64};
use ring::signature::{
    ECDSA_P256_SHA256_FIXED, RSA_PKCS1_2048_8192_SHA256, RSA_PSS_2048_8192_SHA256, RsaPublicKeyComponents,
    UnparsedPublicKey,
};
use serde::Deserialize;
use serde_json::{Map, Value};

/// Longest token that is looked at.
const LANGST: usize = 64 * 1024;

/// A key of the provider (RFC 7517).
#[derive(Clone, Debug)]
pub(super) struct Sleutel {
    pub(super) kid: Option<String>,
    alg: Option<String>,
    soort: Soort,
}

#[derive(Clone, Debug)]
enum Soort {
    Rsa {
        n: Vec<u8>,
        e: Vec<u8>,
    },
    /// P-256, as an uncompressed point.
    Ec(Vec<u8>),
}

#[derive(Deserialize)]
struct Jwks {
    keys: Vec<Value>,
}

#[derive(Deserialize)]
struct Jwk {
    kty: String,
    kid: Option<String>,
    alg: Option<String>,
    #[serde(rename = "use")]
    gebruik: Option<String>,
    crv: Option<String>,
    n: Option<String>,
    e: Option<String>,
    x: Option<String>,
    y: Option<String>,
}

/// The keys that can check a signature; others are passed over.
pub(super) fn sleutels(bytes: &[u8]) -> Option<Vec<Sleutel>> {
    let jwks: Jwks = serde_json::from_slice(bytes).ok()?;
    let keys = jwks.keys.into_iter();
    Some(
        keys.filter_map(|k| sleutel(serde_json::from_value(k).ok()?))
            .collect(),
    )
}

fn sleutel(jwk: Jwk) -> Option<Sleutel> {
    if jwk.gebruik.is_some_and(|g| g != "sig") {
        return None;
    }
    let soort = match (jwk.kty.as_str(), jwk.crv.as_deref()) {
        ("RSA", _) => Soort::Rsa {
            n: uit_b64(&jwk.n?)?,
            e: uit_b64(&jwk.e?)?,
        },
        ("EC", Some("P-256")) => {
            let (x, y) = (uit_b64(&jwk.x?)?, uit_b64(&jwk.y?)?);
            if x.len() != 32 || y.len() != 32 {
                return None;
            }
            Soort::Ec([&[4][..], &x, &y].concat())
        }
        _ => return None,
    };
    Some(Sleutel {
        kid: jwk.kid,
        alg: jwk.alg,
        soort,
    })
}

#[derive(Deserialize)]
struct Kop {
    alg: String,
    kid: Option<String>,
    crit: Option<Value>,
}

fn kop(token: &str) -> Option<Kop> {
    if token.len() > LANGST {
        return None;
    }
    let kop: Kop = serde_json::from_slice(&uit_b64(token.split('.').next()?)?).ok()?;
    // What must be understood and is not, makes the token worthless (RFC 7515, 4.1.11).
    kop.crit.is_none().then_some(kop)
}

/// Is the key of this token among these?
pub(super) fn kent(token: &str, sleutels: &[Sleutel]) -> bool {
    kop(token).is_some_and(|k| k.kid.is_none() || sleutels.iter().any(|s| s.kid == k.kid))
}

/// The claims of a token that one of these keys signed. `None`: nothing is known of it.
pub(super) fn lees(token: &str, sleutels: &[Sleutel]) -> Option<Map<String, Value>> {
    let kop = kop(token)?;
    let (getekend, handtekening) = token.rsplit_once('.')?;
    let (_, inhoud) = getekend.split_once('.')?;
    let handtekening = uit_b64(handtekening)?;
    let past = |s: &&Sleutel| {
        (kop.kid.is_none() || s.kid == kop.kid) && s.alg.as_ref().is_none_or(|a| *a == kop.alg)
    };
    let klopt = |s: &Sleutel| s.klopt(&kop.alg, getekend.as_bytes(), &handtekening);
    if !sleutels.iter().filter(past).any(klopt) {
        return None;
    }
    match serde_json::from_slice(&uit_b64(inhoud)?).ok()? {
        Value::Object(claims) => Some(claims),
        _ => None,
    }
}

impl Sleutel {
    fn klopt(&self, alg: &str, tekst: &[u8], handtekening: &[u8]) -> bool {
        match (&self.soort, alg) {
            (Soort::Rsa { n, e }, "RS256") => RsaPublicKeyComponents { n, e }
                .verify(&RSA_PKCS1_2048_8192_SHA256, tekst, handtekening)
                .is_ok(),
            (Soort::Rsa { n, e }, "PS256") => RsaPublicKeyComponents { n, e }
                .verify(&RSA_PSS_2048_8192_SHA256, tekst, handtekening)
                .is_ok(),
            (Soort::Ec(punt), "ES256") => UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, punt)
                .verify(tekst, handtekening)
                .is_ok(),
            _ => false,
        }
    }
}

/// A token of our own. `None`: the key cannot sign.
pub(super) fn maak(
    kop: &Value,
    claims: &Value,
    teken: impl FnOnce(&[u8]) -> Option<Vec<u8>>,
) -> Option<String> {
    let deel = |w: &Value| serde_json::to_vec(w).ok().map(|b| b64(&b));
    let getekend = format!("{}.{}", deel(kop)?, deel(claims)?);
    let handtekening = teken(getekend.as_bytes())?;
    Some(format!("{getekend}.{}", b64(&handtekening)))
}

/// A key and tokens of the tests here and of `vreemd`.
#[cfg(test)]
pub(super) mod proef {
    use super::*;
    use ring::rand::SystemRandom;
    use ring::signature::{RsaEncoding, RsaKeyPair};
    use serde_json::json;

    /// Made for these tests, and used for nothing else.
    fn rsa() -> RsaKeyPair {
        use base64::Engine as _;
        let pem = include_str!("../../../tests/rsa.pem");
        let kaal: String = pem.lines().filter(|r| !r.starts_with('-')).collect();
        let der = base64::engine::general_purpose::STANDARD.decode(kaal).unwrap();
        RsaKeyPair::from_pkcs8(&der).unwrap()
    }

    pub(in super::super) fn jwks(alg: Option<&str>, gebruik: &str) -> Vec<u8> {
        let delen = RsaPublicKeyComponents::<Vec<u8>>::from(rsa().public());
        let jwk = json!({ "kty": "RSA", "kid": "een", "use": gebruik, "alg": alg, "n": b64(&delen.n), "e": b64(&delen.e) });
        let vreemd = json!({ "kty": "oct", "kid": "een", "k": "AAAA" });
        serde_json::to_vec(&json!({ "keys": [vreemd, jwk] })).unwrap()
    }

    pub(in super::super) fn open(alg: Option<&str>, gebruik: &str) -> Vec<Sleutel> {
        sleutels(&jwks(alg, gebruik)).unwrap()
    }

    pub(in super::super) fn token(alg: &str, kid: &str, zo: &'static dyn RsaEncoding) -> String {
        let kop = json!({ "alg": alg, "kid": kid });
        maak(&kop, &json!({ "sub": "a" }), |tekst| {
            let mut uit = vec![0; 256];
            rsa().sign(zo, &SystemRandom::new(), tekst, &mut uit).unwrap();
            Some(uit)
        })
        .unwrap()
    }
}

#[cfg(test)]
mod tests {
    use super::proef::{open, token};
    use super::*;
    use ring::signature::{RSA_PKCS1_SHA256, RSA_PSS_SHA256, RsaEncoding};

    #[test]
    fn alleen_wat_zo_getekend_is_als_de_kop_zegt_wordt_gelezen() {
        for (alg, zo, goed) in [
            ("RS256", &RSA_PKCS1_SHA256 as &'static dyn RsaEncoding, true),
            ("PS256", &RSA_PSS_SHA256, true),
            ("PS256", &RSA_PKCS1_SHA256, false),
            ("RS256", &RSA_PSS_SHA256, false),
            ("ES256", &RSA_PKCS1_SHA256, false),
            ("HS256", &RSA_PKCS1_SHA256, false),
            ("none", &RSA_PKCS1_SHA256, false),
            ("rs256", &RSA_PKCS1_SHA256, false),
        ] {
            let uit = lees(&token(alg, "een", zo), &open(None, "sig"));
            assert_eq!(uit.is_some(), goed, "{alg}");
        }
        let goed = token("RS256", "een", &RSA_PKCS1_SHA256);
        assert!(lees(&goed, &open(Some("RS256"), "sig")).is_some());
        assert!(
            lees(&goed, &open(Some("PS256"), "sig")).is_none(),
            "een sleutel voor iets anders"
        );
        assert!(
            open(None, "enc").is_empty(),
            "een sleutel om te versleutelen tekent niet"
        );
        assert!(lees(&token("RS256", "twee", &RSA_PKCS1_SHA256), &open(None, "sig")).is_none());
        assert!(kent(&goed, &open(None, "sig")) && !kent(&goed, &[]));
    }

    #[test]
    fn wat_geen_token_is_wordt_niet_gelezen() {
        let sleutels = open(None, "sig");
        let goed = token("RS256", "een", &RSA_PKCS1_SHA256);
        let lang = "A".repeat(LANGST);
        for fout in [
            "",
            ".",
            "..",
            "a.b.c",
            &goed[1..],
            &goed[..goed.len() - 2],
            &format!("{goed}.x"),
            &format!("{goed}{lang}"),
        ] {
            assert!(lees(fout, &sleutels).is_none());
        }
        assert!(super::sleutels(b"{}").is_none() && super::sleutels(b"x").is_none());
    }
}

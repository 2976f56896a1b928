//! The organisation as provider: a fake one of a few lines, whose keys, answers and absence the test chooses.

use crate::hulp::Keten;
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use houvast_begrip::GemeenteCode;
use houvast_dienst::Huis;
use houvast_dienst::inlog::oidc::{
    Antwoord, Claims, Clientbewijs, GeenAntwoord, Instelling, Lijn, Oidc, Reden, Straks, Terug, Vraag, begin,
    terug,
};
use houvast_opslag::{Rol, op_beide};
use jiff::SignedDuration;
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _};
use serde_json::{Value, json};
use std::sync::{Arc, Mutex};

const UITGEVER: &str = "https://login.test";
const MOMENT: &str = "2026-11-23T10:00:00Z";

fn sleutel() -> EcdsaKeyPair {
    let kans = SystemRandom::new();
    let der = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &kans).unwrap();
    EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, der.as_ref(), &kans).unwrap()
}

struct Stand {
    weg: bool,
    over: Value,
    /// The key that signs, and its name.
    tekent: (EcdsaKeyPair, String),
    claims: Value,
    userinfo: Value,
    vragen: Vec<Vraag>,
}

struct Uitgever(Mutex<Stand>);

fn b64(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

impl Uitgever {
    fn nieuw() -> Arc<Self> {
        Arc::new(Self(Mutex::new(Stand {
            weg: false,
            over: json!({
                "issuer": UITGEVER, "authorization_endpoint": "https://login.test/auth", "jwks_uri": "https://login.test/jwks",
                "token_endpoint": "https://login.test/token", "userinfo_endpoint": "https://login.test/me",
            }),
            tekent: (sleutel(), "een".to_owned()),
            claims: Value::Null,
            userinfo: Value::Null,
            vragen: Vec::new(),
        })))
    }

    fn zet(&self, doe: impl FnOnce(&mut Stand)) {
        doe(&mut self.0.lock().unwrap());
    }

    fn keer(&self, deel: &str) -> usize {
        let stand = self.0.lock().unwrap();
        stand.vragen.iter().filter(|v| v.adres.ends_with(deel)).count()
    }

    fn antwoord(&self, vraag: &Vraag) -> Option<Value> {
        let mut stand = self.0.lock().unwrap();
        stand.vragen.push(vraag.clone());
        if stand.weg {
            return None;
        }
        let (paar, kid) = (&stand.tekent.0, &stand.tekent.1);
        Some(match vraag.adres.rsplit('/').next()? {
            "openid-configuration" => stand.over.clone(),
            "jwks" => {
                let punt = paar.public_key().as_ref();
                let jwk = json!({
                    "kty": "EC", "crv": "P-256", "kid": kid, "x": b64(&punt[1..33]), "y": b64(&punt[33..]),
                });
                json!({ "keys": [jwk] })
            }
            "token" => {
                let kop = json!({ "alg": "ES256", "kid": kid });
                let tekst = format!(
                    "{}.{}",
                    b64(kop.to_string().as_bytes()),
                    b64(stand.claims.to_string().as_bytes())
                );
                let hand = paar.sign(&SystemRandom::new(), tekst.as_bytes()).unwrap();
                json!({ "id_token": format!("{tekst}.{}", b64(hand.as_ref())), "access_token": "toegang" })
            }
            "me" => stand.userinfo.clone(),
            _ => return None,
        })
    }
}

impl Lijn for Uitgever {
    fn stuur(&self, vraag: Vraag) -> Straks<'_> {
        let antwoord = self.antwoord(&vraag);
        Box::pin(async move {
            antwoord.map_or(Err(GeenAntwoord), |inhoud| {
                Ok(Antwoord {
                    status: 200,
                    inhoud: inhoud.to_string().into_bytes(),
                })
            })
        })
    }
}

fn oidc(uitgever: &Arc<Uitgever>) -> Oidc {
    let instelling = Instelling {
        uitgever: UITGEVER.to_owned(),
        client: "hou:vast".to_owned(),
        bewijs: Clientbewijs::Geheim("zeer geheim+".to_owned()),
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
        gemeenten: [("zwolle".to_owned(), GemeenteCode::nieuw("0193").unwrap())].into(),
        aanbieders: std::collections::BTreeMap::new(),
    };
    Oidc::nieuw(instelling, Arc::clone(uitgever) as Arc<dyn Lijn>)
}

fn deel(adres: &str, naam: &str) -> String {
    let na = adres.split(&format!("{naam}=")).nth(1).unwrap();
    na.split('&').next().unwrap().to_owned()
}

/// Goes and comes back, with claims that are right but for `anders`.
async fn heen_en_weer(huis: &Huis, oidc: &Oidc, uitgever: &Uitgever, anders: Value) -> Result<String, Reden> {
    let heen = begin(huis, oidc).await.unwrap()?;
    let nu = huis.tijd.nu().as_second();
    let mut claims = json!({
        "iss": UITGEVER, "aud": "hou:vast", "sub": "s-1", "acr": "loa3", "iat": nu, "exp": nu + 300,
        "nonce": deel(&heen.adres, "nonce"), "roles": "C", "gemeente": "zwolle", "name": "Noor de Wit",
    });
    for (naam, waarde) in anders.as_object().unwrap() {
        claims[naam] = waarde.clone();
    }
    claims.as_object_mut().unwrap().retain(|_, w| !w.is_null());
    uitgever.zet(|s| s.claims = claims);
    let mee = Terug {
        code: Some("code".to_owned()),
        state: Some(deel(&heen.adres, "state")),
        koek: Some(heen.koek),
        ..Terug::default()
    };
    terug(huis, oidc, mee, None).await.unwrap()
}

op_beide! {
    async fn een_nieuwe_sleutel_van_de_uitgever_wordt_gevonden_en_een_vreemde_vraagt_niet_steeds(proef: &Proef) {
        let keten = Keten::op(proef, MOMENT).await;
        let (huis, uitgever) = (&keten.huis, Uitgever::nieuw());
        let oidc = oidc(&uitgever);
        assert!(heen_en_weer(huis, &oidc, &uitgever, json!({})).await.is_ok());
        assert!(heen_en_weer(huis, &oidc, &uitgever, json!({})).await.is_ok());
        assert_eq!((uitgever.keer("configuration"), uitgever.keer("jwks")), (1, 1), "onthouden");
        uitgever.zet(|s| s.tekent = (sleutel(), "twee".to_owned()));
        assert_eq!(heen_en_weer(huis, &oidc, &uitgever, json!({})).await, Err(Reden::Vals));
        assert_eq!(uitgever.keer("jwks"), 1, "binnen een halve minuut niet nog eens");
        keten.later(SignedDuration::from_secs(30));
        assert!(heen_en_weer(huis, &oidc, &uitgever, json!({})).await.is_ok());
        assert_eq!(uitgever.keer("jwks"), 2);
        // A key under a known name is another key: the old one is good for an hour and no more.
        uitgever.zet(|s| s.tekent = (sleutel(), "twee".to_owned()));
        assert_eq!(heen_en_weer(huis, &oidc, &uitgever, json!({})).await, Err(Reden::Vals));
        keten.later(SignedDuration::from_hours(1));
        assert!(heen_en_weer(huis, &oidc, &uitgever, json!({})).await.is_ok());
    }

    async fn zonder_uitgever_of_met_een_andere_komt_niemand_binnen(proef: &Proef) {
        let keten = Keten::op(proef, MOMENT).await;
        let (huis, uitgever) = (&keten.huis, Uitgever::nieuw());
        uitgever.zet(|s| s.weg = true);
        let weg = oidc(&uitgever);
        assert_eq!(heen_en_weer(huis, &weg, &uitgever, json!({})).await, Err(Reden::Onbereikbaar));
        uitgever.zet(|s| s.weg = false);
        assert!(heen_en_weer(huis, &weg, &uitgever, json!({})).await.is_ok(), "daarna weer wel");
        for (naam, waarde) in [
            ("issuer", "https://elders.test"),
            ("token_endpoint", "http://login.test/token"),
            ("userinfo_endpoint", "http://login.test/me"),
        ] {
            let uitgever = Uitgever::nieuw();
            uitgever.zet(|s| s.over[naam] = json!(waarde));
            let mis = heen_en_weer(huis, &oidc(&uitgever), &uitgever, json!({})).await;
            assert_eq!(mis, Err(Reden::Onbereikbaar), "{naam}");
        }
    }

    async fn wat_userinfo_zegt_telt_alleen_van_dezelfde_persoon(proef: &Proef) {
        let keten = Keten::op(proef, MOMENT).await;
        let (huis, uitgever) = (&keten.huis, Uitgever::nieuw());
        let oidc = oidc(&uitgever);
        let zonder = || json!({ "roles": null, "gemeente": null });
        uitgever.zet(|s| s.userinfo = json!({ "sub": "s-2", "roles": "C", "gemeente": "zwolle" }));
        assert_eq!(heen_en_weer(huis, &oidc, &uitgever, zonder()).await, Err(Reden::Vals));
        uitgever.zet(|s| s.userinfo = json!({ "sub": "s-1", "roles": "C", "gemeente": "zwolle", "acr": "loa4" }));
        assert!(heen_en_weer(huis, &oidc, &uitgever, zonder()).await.is_ok());
        let laag = json!({ "roles": null, "acr": "loa2" });
        assert_eq!(heen_en_weer(huis, &oidc, &uitgever, laag).await, Err(Reden::TeLaag), "het niveau staat in het token");
        let stand = uitgever.0.lock().unwrap();
        let me = stand.vragen.iter().find(|v| v.adres.ends_with("/me")).unwrap();
        assert_eq!(me.machtiging.as_deref(), Some("Bearer toegang"));
        let token = stand.vragen.iter().find(|v| v.adres.ends_with("/token")).unwrap();
        let basic = token.machtiging.as_deref().unwrap().strip_prefix("Basic ").unwrap();
        assert_eq!(STANDARD.decode(basic).unwrap(), b"hou%3Avast:zeer%20geheim%2B");
        assert!(!format!("{:?}", token.vorm).contains("geheim"));
    }

    async fn dezelfde_persoon_houdt_zijn_account_en_een_gesloten_account_blijft_dicht(proef: &Proef) {
        let keten = Keten::op(proef, MOMENT).await;
        let (huis, uitgever) = (&keten.huis, Uitgever::nieuw());
        let oidc = oidc(&uitgever);
        let wie = async |sessie: &str| {
            houvast_dienst::account::aangemeld(huis, sessie).await.unwrap().unwrap()
        };
        let een = heen_en_weer(huis, &oidc, &uitgever, json!({})).await.unwrap();
        let nog_eens = heen_en_weer(huis, &oidc, &uitgever, json!({ "name": "Noor Bakker" })).await.unwrap();
        let ander = heen_en_weer(huis, &oidc, &uitgever, json!({ "sub": "s-9" })).await.unwrap();
        let (een, nog_eens, ander) = (wie(&een).await, wie(&nog_eens).await, wie(&ander).await);
        assert_eq!(een.account(), nog_eens.account());
        assert_ne!(een.account(), ander.account());
        assert_eq!(nog_eens.naam(), "Noor Bakker");
        let mut lees = huis.opslag.lees(&huis.systeem()).await.unwrap();
        let naam = lees.account(een.account()).await.unwrap().unwrap().naam;
        drop(lees);
        let dan = houvast_dienst::accountbeheer::nieuw_wachtwoord(huis, &naam, "een lange nieuwe zin".into()).await;
        assert!(dan.unwrap().unwrap_err().0.contains("via de organisatie"));
        houvast_dienst::accountbeheer::sluit(huis, &naam).await.unwrap().unwrap();
        let dicht = heen_en_weer(huis, &oidc, &uitgever, json!({})).await;
        assert_eq!(dicht, Err(Reden::Gesloten));
    }
}

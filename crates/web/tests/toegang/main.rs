//! Walks every address of the router: without login, with the other role, with a strange form. A route that the table
//! does not hold does not exist; a route that the walk does not understand fails the test.

#![expect(clippy::unwrap_used, reason = "a test may fail loudly")]

mod druk;
mod groei;
mod inlog;
mod koppen;
mod logboek;
mod matrix;
mod naast;
mod vanzelf;
mod vijandig;

use axum::Router;
use axum::body::Body;
use axum::http::{Method, Request, Response, StatusCode, header};
use houvast_begrip::Houder;
use houvast_dienst::huis::{Instellingen, Tijd};
use houvast_dienst::inlog::Aanmeldregels;
use houvast_dienst::recht::Functie;
use houvast_dienst::{Huis, demo};
use houvast_opslag::{Opslag, Sleutel};
use houvast_web::{Toegang, WebInstellingen, router, router_met, routes};
use jiff::Timestamp;
use std::path::PathBuf;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex};
use tower::ServiceExt;

const ID: &str = "01900000-0000-7000-8000-000000000001";

struct Proef {
    map: PathBuf,
    huis: Huis,
    router: Router,
    klok: Arc<AtomicI64>,
}

impl Drop for Proef {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.map);
    }
}

/// An empty folder of the test.
fn verse_map(naam: &str) -> PathBuf {
    let map = std::env::temp_dir().join(format!("houvast-web-{naam}-{}", std::process::id()));
    let _ = std::fs::remove_dir_all(&map);
    std::fs::create_dir_all(&map).unwrap();
    map
}

impl Proef {
    async fn nieuw(naam: &str) -> Self {
        let map = verse_map(naam);
        let opslag = Opslag::open_sqlite(&map.join("houvast.db"), Sleutel::nieuw([7; 32]))
            .await
            .unwrap();
        opslag.migreer().await.unwrap();
        Self::op(map, opslag).await
    }

    /// On a store that is migrated and empty.
    async fn op(map: PathBuf, opslag: Opslag) -> Self {
        let begin: Timestamp = "2026-11-23T10:00:00Z".parse().unwrap();
        let klok = Arc::new(AtomicI64::new(begin.as_millisecond()));
        let loopt = Arc::clone(&klok);
        let kans = Mutex::new(demo::kans::Kans::nieuw(99));
        let huis = Huis {
            opslag,
            tijd: Tijd::nieuw(
                Arc::new(move || Timestamp::from_millisecond(loopt.fetch_add(1, Ordering::Relaxed)).unwrap()),
                Arc::new(move |bytes| kans.lock().unwrap().vul(bytes)),
                None,
            ),
            instellingen: Arc::new(Instellingen {
                regio: Houder::regio("ijsselland").unwrap(),
                maximum: 25 * 1024 * 1024,
                basisschema_xsd: "1.0.0",
                bericht_xsd: "1.0.0",
                aanmelden: Aanmeldregels::default(),
            }),
            profielen: Arc::new(houvast_beslis::regioprofiel::ingebouwd("ijsselland").to_vec()),
        };
        demo::vul(&huis, demo::ZAAD).await.unwrap();
        Self {
            map,
            router: router(huis.clone()),
            huis,
            klok,
        }
    }

    /// The same store with other rules for logging in.
    fn met_regels(&mut self, regels: Aanmeldregels) {
        let mut instellingen = Instellingen::clone(&self.huis.instellingen);
        instellingen.aanmelden = regels;
        self.huis.instellingen = Arc::new(instellingen);
        self.router = router(self.huis.clone());
    }

    fn later(&self, minuten: i64) {
        self.klok.fetch_add(minuten * 60_000, Ordering::Relaxed);
    }

    async fn vraag(&self, methode: &str, pad: &str, koek: Option<&str>, inhoud: &str) -> Response<Body> {
        let mut vraag = Request::builder()
            .method(methode)
            .uri(pad)
            .header(header::HOST, "houvast.test");
        if let Some(k) = koek {
            vraag = vraag.header(header::COOKIE, k);
        }
        if methode != "GET" {
            vraag = vraag.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        }
        self.router
            .clone()
            .oneshot(vraag.body(Body::from(inhoud.to_owned())).unwrap())
            .await
            .unwrap()
    }

    async fn aangemeld(&self, rol: &str) -> String {
        let account = demo::rekeningen::ACCOUNTS.iter().find(|a| a.rol == rol).unwrap();
        let velden = format!(
            "gebruikersnaam={}&wachtwoord={}",
            account.gebruiker, account.wachtwoord
        );
        let antwoord = self.vraag("POST", "/aanmelden", None, &velden).await;
        assert_eq!(antwoord.status(), StatusCode::SEE_OTHER, "{rol}");
        assert_eq!(antwoord.headers()[header::LOCATION], "/werkvoorraad");
        let koek = antwoord.headers()[header::SET_COOKIE].to_str().unwrap();
        koek.split(';').next().unwrap().to_owned()
    }
}

fn pad(route: &str) -> String {
    route
        .replace("{id}", ID)
        .replace("{nummer}", "1")
        .replace("{soort}", "verzoek")
        .replace("{bestand}", "bestaat-niet.css")
}

async fn tekst(antwoord: Response<Body>) -> String {
    let bytes = axum::body::to_bytes(antwoord.into_body(), 1 << 20).await.unwrap();
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// A page without the form token, which differs per session.
fn zonder_teken(html: &str) -> String {
    html.split("name=\"csrf\" value=\"")
        .map(|d| {
            d.split_once('"')
                .filter(|(t, _)| t.len() == 64)
                .map_or(d, |(_, rest)| rest)
        })
        .collect()
}

#[tokio::test]
async fn een_formulier_werkt_alleen_met_zijn_eigen_teken_en_van_de_eigen_site() {
    let proef = Proef::nieuw("teken").await;
    let consulent = proef.aangemeld("consulent").await;
    let ander = proef.aangemeld("consulent").await;
    let teken = |html: &str| {
        let na = html.split("name=\"csrf\" value=\"").nth(1).unwrap();
        na.split('"').next().unwrap().to_owned()
    };
    let mijn = teken(&tekst(proef.vraag("GET", "/jeugdigen", Some(&consulent), "").await).await);
    let zijn = teken(&tekst(proef.vraag("GET", "/jeugdigen", Some(&ander), "").await).await);
    assert_ne!(mijn, zijn);
    for (velden, status) in [
        (format!("csrf={mijn}&tekst=zzzz"), StatusCode::OK),
        (format!("csrf={zijn}&tekst=zzzz"), StatusCode::FORBIDDEN),
        ("tekst=zzzz".to_owned(), StatusCode::FORBIDDEN),
    ] {
        let antwoord = proef.vraag("POST", "/jeugdigen", Some(&consulent), &velden).await;
        assert_eq!(antwoord.status(), status, "{velden}");
    }
    let vraag = Request::builder()
        .method(Method::POST)
        .uri("/jeugdigen")
        .header(header::HOST, "houvast.test")
        .header(header::ORIGIN, "https://elders.test")
        .header(header::COOKIE, &consulent)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from(format!("csrf={mijn}&tekst=zzzz")))
        .unwrap();
    let antwoord = proef.router.clone().oneshot(vraag).await.unwrap();
    assert_eq!(antwoord.status(), StatusCode::FORBIDDEN);

    let uit = proef
        .vraag("POST", "/afmelden", Some(&consulent), &format!("csrf={mijn}"))
        .await;
    assert_eq!(uit.headers()[header::LOCATION], "/aanmelden");
    let na = proef.vraag("GET", "/werkvoorraad", Some(&consulent), "").await;
    assert_eq!(
        na.headers()[header::LOCATION],
        "/aanmelden",
        "the session is gone, not only the cookie"
    );
}

#[tokio::test]
async fn elk_antwoord_heeft_de_strenge_koppen_en_https_krijgt_een_vast_koekje() {
    let proef = Proef::nieuw("koppen").await;
    for adres in ["/aanmelden", "/werkvoorraad", "/bestaat-niet", "/gezond"] {
        let antwoord = proef.vraag("GET", adres, None, "").await;
        let kop = |naam: &str| antwoord.headers()[naam].to_str().unwrap().to_owned();
        let csp = kop("content-security-policy");
        for deel in [
            "default-src 'none'",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
        ] {
            assert!(csp.contains(deel), "{adres}: {csp}");
        }
        assert!(!csp.contains("unsafe") && !csp.contains('*'), "{csp}");
        assert_eq!(kop("x-content-type-options"), "nosniff");
        assert_eq!(kop("referrer-policy"), "no-referrer");
        assert_eq!(kop("cache-control"), "no-store", "{adres}");
        assert!(!antwoord.headers().contains_key("strict-transport-security"));
    }
    let https = WebInstellingen {
        https: true,
        ..WebInstellingen::default()
    };
    let veilig = Proef {
        map: PathBuf::from("/nonexistent"),
        router: router_met(proef.huis.clone(), https),
        huis: proef.huis.clone(),
        klok: Arc::clone(&proef.klok),
    };
    let koek = veilig.aangemeld("consulent").await;
    assert!(koek.starts_with("__Host-houvast="), "the name only");
    let antwoord = veilig.vraag("GET", "/werkvoorraad", Some(&koek), "").await;
    assert_eq!(antwoord.status(), StatusCode::OK);
    assert_eq!(
        antwoord.headers()["strict-transport-security"],
        "max-age=31536000; includeSubDomains"
    );
    assert!(tekst(antwoord).await.contains("Werkvoorraad"));
}

#[tokio::test]
async fn een_te_groot_of_onleesbaar_formulier_krijgt_een_bladzijde() {
    let proef = Proef::nieuw("groot").await;
    let koek = proef.aangemeld("aanbieder").await;
    let antwoord = proef
        .vraag(
            "POST",
            "/afmelden",
            Some(&koek),
            &format!("csrf={}", "x".repeat(100_000)),
        )
        .await;
    assert_eq!(antwoord.status(), StatusCode::PAYLOAD_TOO_LARGE);
    assert!(tekst(antwoord).await.contains("Dit is te groot"));
    let antwoord = proef
        .vraag("GET", "/verzoeken/geen-nummer", Some(&koek), "")
        .await;
    assert_eq!(antwoord.status(), StatusCode::NOT_FOUND);
    let antwoord = proef
        .vraag("POST", "/aanmelden", None, "gebruikersnaam=x&wachtwoord=%ff")
        .await;
    assert!(antwoord.status().is_client_error());
}

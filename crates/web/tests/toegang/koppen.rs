//! The headers of every route, by the rules of internet.nl (its test of web sites) and those of ourselves. Ported from the
//! published rules, so that a site that passes here passes there.

use super::*;
use axum::http::{HeaderMap, HeaderName};
use std::collections::BTreeMap;

fn kop(koppen: &HeaderMap, naam: &'static str) -> Option<String> {
    let alle: Vec<_> = koppen.get_all(HeaderName::from_static(naam)).iter().collect();
    assert!(alle.len() < 2, "{naam} staat er twee keer");
    alle.first().map(|w| w.to_str().unwrap().to_owned())
}

/// What internet.nl finds wrong in a Content-Security-Policy.
fn csp_fouten(csp: &str) -> Vec<String> {
    let regels: BTreeMap<&str, Vec<&str>> = csp
        .split(';')
        .map(|r| r.split_whitespace().collect::<Vec<_>>())
        .filter_map(|r| r.split_first().map(|(n, w)| (*n, w.to_vec())))
        .collect();
    let mut fouten = Vec::new();
    for moet in ["default-src", "frame-ancestors", "base-uri", "form-action"] {
        if !regels.contains_key(moet) {
            fouten.push(format!("{moet} ontbreekt"));
        }
    }
    let stil = |naam: &str| {
        regels
            .get(naam)
            .is_some_and(|w| w[..] == ["'none'"] || w[..] == ["'self'"])
    };
    for naam in ["default-src", "frame-ancestors", "base-uri", "form-action"] {
        if !stil(naam) {
            fouten.push(format!("{naam} is niet 'self' of 'none'"));
        }
    }
    for (naam, waarden) in &regels {
        for waarde in waarden {
            let bron = waarde.trim_matches('\'');
            let kaal = !waarde.starts_with('\'') && bron.contains('.') && !bron.contains("://");
            if [
                "unsafe-inline",
                "unsafe-eval",
                "unsafe-hashes",
                "http:",
                "https:",
                "*",
            ]
            .contains(&bron)
                || bron.contains("127.0.0.1")
                || bron.starts_with("*.")
                || bron.starts_with("http://")
                || kaal
            {
                fouten.push(format!("{naam} {waarde}"));
            }
            if bron == "data:" && ["default-src", "script-src", "object-src"].contains(naam) {
                fouten.push(format!("{naam} {waarde}"));
            }
        }
    }
    fouten
}

fn hsts_seconden(hsts: &str) -> u64 {
    hsts.split(';')
        .filter_map(|d| d.trim().strip_prefix("max-age="))
        .find_map(|s| s.parse().ok())
        .unwrap_or_default()
}

/// Everything of one answer.
fn fouten(koppen: &HeaderMap, pad: &str) -> Vec<String> {
    let mut uit = csp_fouten(&kop(koppen, "content-security-policy").unwrap_or_default());
    let mut eis = |goed: bool, wat: &str| {
        if !goed {
            uit.push(wat.to_owned());
        }
    };
    let hsts = kop(koppen, "strict-transport-security").unwrap_or_default();
    eis(hsts_seconden(&hsts) >= 31_536_000, "HSTS korter dan een jaar");
    let verwijzer = kop(koppen, "referrer-policy").unwrap_or_default();
    eis(
        ["same-origin", "no-referrer"].contains(&verwijzer.as_str()),
        "Referrer-Policy",
    );
    let raam = kop(koppen, "x-frame-options").unwrap_or_default();
    eis(["DENY", "SAMEORIGIN"].contains(&raam.as_str()), "X-Frame-Options");
    let soort = kop(koppen, "x-content-type-options");
    eis(soort.as_deref() == Some("nosniff"), "X-Content-Type-Options");
    let mag = kop(koppen, "permissions-policy").unwrap_or_default();
    for wat in ["camera=()", "microphone=()", "geolocation=()"] {
        eis(mag.contains(wat), "Permissions-Policy");
    }
    eis(
        kop(koppen, "cross-origin-opener-policy").as_deref() == Some("same-origin"),
        "Cross-Origin-Opener-Policy",
    );
    eis(
        kop(koppen, "cross-origin-resource-policy").as_deref() == Some("same-origin"),
        "Cross-Origin-Resource-Policy",
    );
    let bewaren = kop(koppen, "cache-control").unwrap_or_default();
    // Only what is the same for everybody and never changes may be kept.
    let stijl = pad.starts_with("/stijl/") && bewaren == "public, max-age=31536000, immutable";
    eis(stijl || bewaren == "no-store", "Cache-Control");
    eis(kop(koppen, "server").is_none(), "Server");
    eis(kop(koppen, "x-powered-by").is_none(), "X-Powered-By");
    for koek in koppen.get_all(header::SET_COOKIE) {
        let koek = koek.to_str().unwrap();
        for deel in ["__Host-", "; Path=/", "; HttpOnly", "; SameSite=Lax", "; Secure"] {
            eis(koek.contains(deel), "een koekje");
        }
        eis(!koek.contains("Domain"), "een koekje met een domein");
    }
    uit
}

#[tokio::test]
async fn elke_route_voldoet_aan_de_regels_van_internet_nl() {
    let mut proef = Proef::nieuw("internetnl").await;
    proef.met_regels(Aanmeldregels {
        contact: Some("mailto:lek@voorbeeld.nl".to_owned()),
        ..Aanmeldregels::default()
    });
    let https = WebInstellingen {
        https: true,
        ..WebInstellingen::default()
    };
    proef.router = router_met(proef.huis.clone(), https);
    let mut koekjes = vec![None];
    for rol in ["consulent", "aanbieder", "verwijzer", "regio", "privacy"] {
        koekjes.push(Some(proef.aangemeld(rol).await));
    }
    let mut gezien = 0;
    let mut adressen: Vec<_> = routes().into_iter().map(|r| pad(r.pad)).collect();
    let blad = tekst(proef.vraag("GET", "/aanmelden", None, "").await).await;
    let stijl = blad
        .split("href=\"/stijl/")
        .nth(2)
        .unwrap()
        .split('"')
        .next()
        .unwrap();
    adressen.push(format!("/stijl/{stijl}"));
    adressen.push("/stijl/verloopt-60.css".to_owned());
    adressen.push("/bestaat-niet".to_owned());
    for adres in &adressen {
        for methode in ["GET", "POST", "PUT"] {
            for koek in &koekjes {
                let antwoord = proef.vraag(methode, adres, koek.as_deref(), "").await;
                let mis = fouten(antwoord.headers(), adres);
                assert!(mis.is_empty(), "{methode} {adres} {}: {mis:?}", antwoord.status());
                gezien += 1;
            }
        }
    }
    assert!(gezien > 1000, "{gezien}");
    // Errors that come before a handler: too much, and what cannot be read.
    for inhoud in ["x".repeat(100_000), "%ff".to_owned()] {
        let antwoord = proef.vraag("POST", "/aanmelden", None, &inhoud).await;
        assert!(antwoord.status().is_client_error());
        let mis = fouten(antwoord.headers(), "/aanmelden");
        assert!(mis.is_empty(), "{mis:?}");
    }
    let inloggen = demo::rekeningen::ACCOUNTS
        .iter()
        .find(|a| a.rol == "regio")
        .unwrap();
    let velden = format!(
        "gebruikersnaam={}&wachtwoord={}",
        inloggen.gebruiker, inloggen.wachtwoord
    );
    let antwoord = proef.vraag("POST", "/aanmelden", None, &velden).await;
    assert!(antwoord.headers().contains_key(header::SET_COOKIE));
    assert_eq!(fouten(antwoord.headers(), "/aanmelden"), Vec::<String>::new());
}

/// The rules themselves: each thing that internet.nl refuses is found.
#[test]
fn wat_internet_nl_afkeurt_vinden_wij_ook() {
    let goed = "default-src 'none'; script-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; \
                frame-ancestors 'none'";
    assert_eq!(csp_fouten(goed), Vec::<String>::new());
    for (van, naar) in [
        ("script-src 'self'", "script-src 'self' 'unsafe-inline'"),
        ("script-src 'self'", "script-src 'unsafe-eval'"),
        ("script-src 'self'", "script-src 'unsafe-hashes'"),
        ("script-src 'self'", "script-src https:"),
        ("script-src 'self'", "script-src http:"),
        ("script-src 'self'", "script-src *"),
        ("script-src 'self'", "script-src voorbeeld.nl"),
        ("script-src 'self'", "script-src http://127.0.0.1:80"),
        ("script-src 'self'", "script-src data:"),
        ("default-src 'none'", "default-src 'self' https://elders.nl"),
        ("default-src 'none'; ", ""),
        ("; frame-ancestors 'none'", ""),
        ("base-uri 'none'; ", ""),
        ("form-action 'self'; ", ""),
    ] {
        assert!(!csp_fouten(&goed.replace(van, naar)).is_empty(), "{naar}");
    }
    assert_eq!(hsts_seconden("max-age=31536000; includeSubDomains"), 31_536_000);
    assert_eq!(hsts_seconden("includeSubDomains; max-age=31535999"), 31_535_999);
    assert_eq!(hsts_seconden("max-age=jaar"), 0);
}

/// RFC 9116: Contact and Expires once, the end within a year, and none where the installation names no contact.
#[tokio::test]
async fn security_txt_zegt_waar_een_lek_gemeld_kan_worden() {
    let mut proef = Proef::nieuw("lek").await;
    let adres = "/.well-known/security.txt";
    let zonder = proef.vraag("GET", adres, None, "").await;
    assert_eq!(zonder.status(), StatusCode::NOT_FOUND);
    proef.met_regels(Aanmeldregels {
        contact: Some("mailto:lek@voorbeeld.nl".to_owned()),
        ..Aanmeldregels::default()
    });
    let antwoord = proef.vraag("GET", adres, None, "").await;
    assert_eq!(
        antwoord.headers()[header::CONTENT_TYPE],
        "text/plain; charset=utf-8"
    );
    let tekst = tekst(antwoord).await;
    assert!(tekst.contains("Contact: mailto:lek@voorbeeld.nl\n"), "{tekst}");
    assert!(tekst.contains("Preferred-Languages: nl, en\n"), "{tekst}");
    let einde: Timestamp = tekst
        .lines()
        .find_map(|r| r.strip_prefix("Expires: "))
        .unwrap()
        .parse()
        .unwrap();
    let dagen = einde.duration_since(proef.huis.tijd.nu()).as_hours() / 24;
    assert!((1..365).contains(&dagen), "{dagen}");
}

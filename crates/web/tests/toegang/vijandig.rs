//! Forms and uploads that no page of ours ever made: whatever arrives, the answer is a page, and never a fault of ours. The
//! same seed gives the same bodies; `HOUVAST_TEST_ZAAD` another.

use super::*;
use verminker::{Verminker, keer};

#[path = "../../../../fuzz/verminker.rs"]
#[expect(dead_code, reason = "what is sent is no text")]
mod verminker;

use crate::logboek::{adressen, past};
use houvast_dienst::demo::kans::Kans;
use std::collections::{BTreeMap, BTreeSet};

/// Values that once broke a program somewhere.
const WAARDEN: [&str; 18] = [
    "",
    "%00",
    "-1",
    "0",
    "99999999999999999999",
    "1e9",
    "2026-02-30",
    "0000-00-00",
    "9999-12-31",
    "999999999",
    "%ff%fe",
    "%F0%9F%98%80",
    "a%0d%0aSet-Cookie:+x",
    "'+OR+1=1--",
    "%3Cscript%3E",
    "01900000-0000-7000-8000-000000000001",
    "8.000,00",
    "ja",
];

/// The addresses of our pages that this role meets, one per pattern, with the fields of the forms on them.
async fn wandel(
    proef: &Proef,
    koek: &str,
    rol: Functie,
) -> (BTreeMap<&'static str, String>, BTreeSet<String>, String) {
    let mut wachtrij = vec!["/werkvoorraad".to_owned(), "/dagmail".to_owned()];
    let (mut bekend, mut velden, mut bezocht) = (BTreeMap::new(), BTreeSet::new(), BTreeSet::new());
    let mut teken = String::new();
    while let Some(pad) = wachtrij.pop() {
        let Some(route) = routes().into_iter().find(|r| past(r.pad, &pad)) else {
            continue;
        };
        let nieuw = bezocht.insert(pad.clone())
            && route.toegang.laat_toe(rol, true)
            && !bekend.contains_key(route.pad);
        if !nieuw {
            continue;
        }
        bekend.insert(route.pad, pad.clone());
        if route.methoden.contains(&"GET") {
            let antwoord = proef.vraag("GET", &pad, Some(koek), "").await;
            let html = antwoord
                .headers()
                .get(header::CONTENT_TYPE)
                .is_some_and(|s| s.to_str().unwrap().starts_with("text/html"));
            if antwoord.status() == StatusCode::OK && html {
                let html = tekst(antwoord).await;
                for deel in html.split(" name=\"").skip(1) {
                    velden.insert(deel.split('"').next().unwrap().to_owned());
                }
                if let Some(na) = html.split("name=\"csrf\" value=\"").nth(1) {
                    na.split('"').next().unwrap().clone_into(&mut teken);
                }
                wachtrij.extend(adressen(&html));
            }
        }
    }
    (bekend, velden, teken)
}

fn getal(kans: &mut Kans, onder: usize) -> usize {
    let mut bytes = [0; 8];
    kans.vul(&mut bytes);
    usize::try_from(u64::from_le_bytes(bytes) % onder as u64).unwrap()
}

#[tokio::test]
async fn geen_formulier_en_geen_bestand_van_een_vreemde_geeft_een_storing() {
    let zaad = std::env::var("HOUVAST_TEST_ZAAD")
        .ok()
        .and_then(|z| z.parse().ok())
        .unwrap_or(5);
    let mut kans = Kans::nieuw(zaad);
    let proef = Proef::nieuw("vijandig").await;
    let mut geprobeerd = 0;
    for (naam, rol) in [
        ("aanbieder", Functie::AanbiederMedewerker),
        ("verwijzer", Functie::Verwijzer),
        ("regio", Functie::Regio),
        ("privacy", Functie::Privacy),
        ("consulent", Functie::Consulent),
    ] {
        let koek = proef.aangemeld(naam).await;
        let (bekend, velden, teken) = wandel(&proef, &koek, rol).await;
        assert_eq!(teken.len(), 64, "{naam}: geen bladzijde met een formulier");
        let velden: Vec<_> = velden.into_iter().filter(|v| v != "csrf").collect();
        let uit = "/afmelden";
        for route in routes()
            .into_iter()
            .filter(|r| r.methoden.contains(&"POST") && r.pad != uit)
        {
            if !route.toegang.laat_toe(rol, false) && route.toegang != Toegang::Open {
                continue;
            }
            let adres = bekend.get(route.pad).cloned().unwrap_or_else(|| pad(route.pad));
            for keer in 0..6 {
                let mut inhoud = format!("csrf={teken}");
                for _ in 0..getal(&mut kans, 12) {
                    let veld = &velden[getal(&mut kans, velden.len())];
                    let waarde = WAARDEN[getal(&mut kans, WAARDEN.len())];
                    inhoud.push_str(&format!("&{veld}={waarde}"));
                }
                if keer == 5 {
                    inhoud.push_str(&format!(
                        "&{}={}",
                        velden[getal(&mut kans, velden.len())],
                        "é".repeat(20_000)
                    ));
                }
                let antwoord = proef.vraag("POST", &adres, Some(&koek), &inhoud).await;
                assert!(
                    !antwoord.status().is_server_error(),
                    "zaad {zaad}: {naam} {adres}: {} bij {inhoud:.300}",
                    antwoord.status()
                );
                geprobeerd += 1;
            }
            // A body of pieces that is none: cut off, without end, bytes of anything.
            for keer in 0..4 {
                let mut bytes = vec![0; getal(&mut kans, 400)];
                kans.vul(&mut bytes);
                let kop = format!(
                    "--x\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n{teken}\r\n--x\r\nContent-Disposition: form-data; name=\"bestand\"; filename=\"a.xml\"\r\n\r\n"
                );
                let mut inhoud = kop.into_bytes();
                inhoud.extend_from_slice(&bytes);
                if keer > 1 {
                    inhoud.extend_from_slice(b"\r\n--x--\r\n");
                }
                inhoud.truncate(inhoud.len() - getal(&mut kans, 9));
                let vraag = Request::builder()
                    .method("POST")
                    .uri(&adres)
                    .header(header::HOST, "houvast.test")
                    .header(header::COOKIE, &koek)
                    .header(header::CONTENT_TYPE, "multipart/form-data; boundary=x")
                    .body(Body::from(inhoud))
                    .unwrap();
                let antwoord = proef.router.clone().oneshot(vraag).await.unwrap();
                assert!(
                    !antwoord.status().is_server_error(),
                    "zaad {zaad}: {naam} {adres}: {} bij stukken",
                    antwoord.status()
                );
                geprobeerd += 1;
            }
        }
    }
    assert!(geprobeerd > 300, "{geprobeerd}");
}

/// What stands behind the `?`, and a cookie, on every address that can be read: never a fault of ours.
#[tokio::test]
async fn geen_vreemd_adres_en_geen_vreemd_koekje_geeft_een_storing() {
    let proef = Proef::nieuw("vijandig-adres").await;
    let mut bron = Verminker::nieuw(14);
    let goed = "?na=01936f3e-0000-7000-8000-000000000001&filter=alles&q=Jansen&deel=2&zoek=a&van=2026-01-01&tot=2026-12-31&regel=1";
    let letter = |b: u8| match b {
        b'!'..=b'~' if !b"\"<>\\^`{|}#".contains(&b) => char::from(b).to_string(),
        b => format!("%{b:02x}"),
    };
    let mut geprobeerd = 0;
    for (naam, rol) in [
        ("privacy", Functie::Privacy),
        ("consulent", Functie::Consulent),
        ("aanbieder", Functie::AanbiederMedewerker),
    ] {
        let koek = proef.aangemeld(naam).await;
        let (bekend, _, _) = wandel(&proef, &koek, rol).await;
        for route in routes().into_iter().filter(|r| r.methoden.contains(&"GET")) {
            let adres = bekend.get(route.pad).cloned().unwrap_or_else(|| pad(route.pad));
            for n in 0..keer(6) {
                let krom: String = bron.vermink(goed.as_bytes()).into_iter().map(letter).collect();
                let krom = format!("?{}", krom.trim_start_matches('?'));
                let koekje = match n % 3 {
                    0 => String::from_utf8_lossy(&bron.vermink(koek.as_bytes()))
                        .chars()
                        .filter(|c| c.is_ascii_graphic())
                        .collect(),
                    _ => koek.clone(),
                };
                let antwoord = proef
                    .vraag("GET", &format!("{adres}{krom}"), Some(&koekje), "")
                    .await;
                assert!(
                    !antwoord.status().is_server_error(),
                    "{naam} {adres}{krom}: {}",
                    antwoord.status()
                );
                geprobeerd += 1;
            }
        }
    }
    assert!(geprobeerd > 300, "{geprobeerd}");
}

/// A file that is sent, spoilt as a whole: its parts, their names, their ends.
#[tokio::test]
async fn geen_verminkte_upload_geeft_een_storing_of_wordt_meer_dan_een_bericht() {
    let proef = Proef::nieuw("vijandig-upload").await;
    let koek = proef.aangemeld("aanbieder").await;
    let (_, _, teken) = wandel(&proef, &koek, Functie::AanbiederMedewerker).await;
    let deel = |naam: &str, inhoud: &str| {
        format!(
            "--x\r\nContent-Disposition: form-data; name=\"{naam}\"; filename=\"a.xml\"\r\nContent-Type: text/xml\r\n\r\n{inhoud}\r\n"
        )
    };
    let goed = format!(
        "--x\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n{teken}\r\n{}{}--x--\r\n",
        deel("bestanden", "<a/>"),
        deel("bestanden", "<b>999999990</b>"),
    );
    let mut bron = Verminker::nieuw(15);
    let stuur = async |soort: &str, inhoud: Vec<u8>| {
        let vraag = Request::builder()
            .method("POST")
            .uri("/inleveren")
            .header(header::HOST, "houvast.test")
            .header(header::COOKIE, &koek)
            .header(header::CONTENT_TYPE, soort)
            .body(Body::from(inhoud))
            .unwrap();
        proef.router.clone().oneshot(vraag).await.unwrap().status()
    };
    for n in 0..keer(200) {
        let soort = match n % 10 {
            0 => "multipart/form-data; boundary=",
            1 => "multipart/form-data",
            2 => "multipart/form-data; boundary=\"x",
            _ => "multipart/form-data; boundary=x",
        };
        let krom = bron.vermink(goed.as_bytes());
        let status = stuur(soort, krom.clone()).await;
        assert!(
            !status.is_server_error(),
            "{status} bij {}",
            String::from_utf8_lossy(&krom)
        );
    }
    // A thousand parts, and a name of a megabyte: read or refused, and the next one is answered.
    let veel = deel("bestanden", "<a/>").repeat(1_000);
    let lang = deel(&"n".repeat(1 << 20), "<a/>");
    for inhoud in [veel, lang] {
        let status = stuur("multipart/form-data; boundary=x", inhoud.into_bytes()).await;
        assert!(!status.is_server_error(), "{status}");
    }
    assert!(
        !stuur("multipart/form-data; boundary=x", goed.into_bytes())
            .await
            .is_server_error()
    );
}

//! Forms that save themselves.

use super::*;

/// What the script of a long form gets: a line, the next version, and a stop where somebody else was first.
#[tokio::test]
async fn vanzelf_bewaren_geeft_een_regel_en_een_nieuwe_versie_en_stopt_bij_een_ander() {
    let proef = Proef::nieuw("vanzelf").await;
    let koek = proef.aangemeld("consulent").await;
    let lijst = tekst(proef.vraag("GET", "/hulpvragen", Some(&koek), "").await).await;
    let na = lijst.split("href=\"/hulpvragen/").nth(2).unwrap();
    let hulp = na.split(['"', '?']).next().unwrap().to_owned();
    let pad = format!("/hulpvragen/{hulp}/stap/2");
    let blad = proef.vraag("GET", &pad, Some(&koek), "").await;
    let csp = blad.headers()["content-security-policy"]
        .to_str()
        .unwrap()
        .to_owned();
    assert!(
        csp.contains("script-src 'self'; connect-src 'self'") && csp.contains("default-src 'none'"),
        "{csp}"
    );
    assert!(!csp.contains("unsafe") && !csp.contains('*'), "{csp}");
    let html = tekst(blad).await;
    let veld = |naam: &str| {
        let na = html.split(&format!("name=\"{naam}\" value=\"")).nth(1).unwrap();
        na.split('"').next().unwrap().to_owned()
    };
    let (teken, versie): (String, i64) = (veld("csrf"), veld("versie").parse().unwrap());
    let script = html
        .split("<script src=\"")
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap();
    let bron = proef.vraag("GET", script, None, "").await;
    assert_eq!(
        (bron.status(), bron.headers()["content-type"].to_str().unwrap()),
        (StatusCode::OK, "text/javascript; charset=utf-8")
    );
    // A page without the script allows none.
    let ander = proef.vraag("GET", "/hulpvragen", Some(&koek), "").await;
    assert!(
        !ander.headers()["content-security-policy"]
            .to_str()
            .unwrap()
            .contains("script-src")
    );

    let stuur = async |velden: String, vanzelf: bool| {
        let mut vraag = Request::builder()
            .method(Method::POST)
            .uri(&pad)
            .header(header::HOST, "houvast.test")
            .header(header::COOKIE, &koek)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        if vanzelf {
            vraag = vraag.header("x-houvast-bewaar", "vanzelf");
        }
        let antwoord = proef
            .router
            .clone()
            .oneshot(vraag.body(Body::from(velden)).unwrap())
            .await
            .unwrap();
        (antwoord.status(), tekst(antwoord).await)
    };
    let (status, uit) = stuur(
        format!("csrf={teken}&versie={versie}&screening_uitleg=Half+getypt"),
        true,
    )
    .await;
    assert_eq!(status, StatusCode::OK, "{uit}");
    assert!(
        uit.starts_with(&format!(
            "{{\"versie\":{},\"tekst\":\"Bewaard om 11:0",
            versie + 1
        )),
        "{uit}"
    );
    let nu = tekst(proef.vraag("GET", &pad, Some(&koek), "").await).await;
    assert!(
        nu.contains(">Half getypt</textarea>"),
        "het staat er voor wie terugkomt"
    );
    // A mistake keeps what is good and says so in the line.
    let (status, uit) = stuur(
        format!(
            "csrf={teken}&versie={}&screening_uitleg=Beter&gedrag=bestaat-niet",
            versie + 1
        ),
        true,
    )
    .await;
    assert_eq!(status, StatusCode::OK);
    assert!(uit.contains("Een veld klopt nog niet"), "{uit}");
    // The page of before: the script must stop, a person gets the page with what was typed.
    let oud = format!("csrf={teken}&versie={versie}&screening_uitleg=Te+laat");
    let (status, uit) = stuur(oud.clone(), true).await;
    assert_eq!(status, StatusCode::CONFLICT);
    assert!(
        uit.starts_with("{\"tekst\":\"Iemand anders heeft dit intussen veranderd"),
        "{uit}"
    );
    let (status, uit) = stuur(oud, false).await;
    assert_eq!(status, StatusCode::CONFLICT);
    assert!(uit.contains("<html") && uit.contains(">Te laat</textarea>"));
    let (status, _) = stuur(format!("csrf=fout&versie={}", versie + 2), true).await;
    assert_eq!(status, StatusCode::FORBIDDEN, "ook vanzelf niet zonder teken");
}

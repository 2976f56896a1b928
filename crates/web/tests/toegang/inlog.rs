//! The second step, the end of a session and what is kept of a form, through the pages.

use super::*;
use houvast_dienst::inlog::TweedeStap;
use houvast_opslag::{Bladzijde, LogUitkomst, LogVraag};

fn teken(html: &str) -> String {
    let na = html.split("name=\"csrf\" value=\"").nth(1).unwrap();
    na.split('"').next().unwrap().to_owned()
}

fn koek_van(antwoord: &Response<Body>) -> String {
    let koek = antwoord.headers()[header::SET_COOKIE].to_str().unwrap();
    koek.split(';').next().unwrap().to_owned()
}

fn naar(antwoord: &Response<Body>) -> &str {
    antwoord.headers()[header::LOCATION].to_str().unwrap()
}

/// What an app would show: the RFC again, from the letters on the page.
fn app(geheim: &str, nu: Timestamp) -> String {
    let letters = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let (mut bits, mut over, mut sleutel) = (0_u32, 0, Vec::new());
    for c in geheim.bytes().filter(|c| *c != b' ') {
        let waarde = letters.iter().position(|l| *l == c).unwrap();
        bits = (bits << 5) | u32::try_from(waarde).unwrap();
        over += 5;
        if over >= 8 {
            over -= 8;
            sleutel.push(u8::try_from((bits >> over) & 0xff).unwrap());
        }
    }
    let sleutel = ring::hmac::Key::new(ring::hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, &sleutel);
    let stap = u64::try_from(nu.as_second() / 30).unwrap();
    let tag = ring::hmac::sign(&sleutel, &stap.to_be_bytes());
    let plek = usize::from(tag.as_ref()[19] & 15);
    let deel: [u8; 4] = tag.as_ref()[plek..plek + 4].try_into().unwrap();
    format!("{:06}", (u32::from_be_bytes(deel) & 0x7fff_ffff) % 1_000_000)
}

fn geheim_op(html: &str) -> String {
    let na = html.split("class=\"hv-geheim\"").nth(1).unwrap();
    na.split_once('>')
        .unwrap()
        .1
        .split('<')
        .next()
        .unwrap()
        .to_owned()
}

async fn eerste_stap(proef: &Proef, rol: &str) -> Response<Body> {
    let account = demo::rekeningen::ACCOUNTS.iter().find(|a| a.rol == rol).unwrap();
    let velden = format!(
        "gebruikersnaam={}&wachtwoord={}",
        account.gebruiker, account.wachtwoord
    );
    proef.vraag("POST", "/aanmelden", None, &velden).await
}

async fn met_code_verplicht(naam: &str) -> Proef {
    let mut proef = Proef::nieuw(naam).await;
    proef.met_regels(Aanmeldregels {
        tweede_stap: TweedeStap::lees("consulent").unwrap(),
        ..Aanmeldregels::default()
    });
    proef
}

/// Sets the app up; gives its secret, the recovery codes and the session.
async fn richt_in(proef: &Proef) -> (String, Vec<String>, String) {
    let antwoord = eerste_stap(proef, "consulent").await;
    assert_eq!(naar(&antwoord), "/aanmelden/instellen");
    let half = koek_van(&antwoord);
    let blad = tekst(proef.vraag("GET", "/aanmelden/instellen", Some(&half), "").await).await;
    let geheim = geheim_op(&blad);
    assert!(blad.contains("<svg class=\"hv-qr\""));
    let nog_eens = tekst(proef.vraag("GET", "/aanmelden/instellen", Some(&half), "").await).await;
    assert_eq!(geheim_op(&nog_eens), geheim, "verversen geeft geen ander geheim");
    let velden = format!(
        "csrf={}&code={}",
        teken(&blad),
        app(&geheim, proef.huis.tijd.nu())
    );
    let antwoord = proef
        .vraag("POST", "/aanmelden/instellen", Some(&half), &velden)
        .await;
    assert_eq!(antwoord.status(), StatusCode::OK);
    let heel = koek_van(&antwoord);
    let blad = tekst(antwoord).await;
    let codes: Vec<_> = blad
        .split("<ol class=\"hv-herstel\">")
        .nth(1)
        .unwrap()
        .split("<li>")
        .skip(1)
        .map(|d| d.split('<').next().unwrap().to_owned())
        .collect();
    assert_eq!(codes.len(), 10);
    (geheim, codes, heel)
}

async fn geef_code(proef: &Proef, code: &str) -> Response<Body> {
    let antwoord = eerste_stap(proef, "consulent").await;
    assert_eq!(naar(&antwoord), "/aanmelden/code");
    let half = koek_van(&antwoord);
    let blad = tekst(proef.vraag("GET", "/aanmelden/code", Some(&half), "").await).await;
    let velden = format!("csrf={}&code={code}", teken(&blad));
    proef.vraag("POST", "/aanmelden/code", Some(&half), &velden).await
}

#[tokio::test]
async fn na_het_wachtwoord_is_er_nog_geen_sessie_en_na_de_code_wel() {
    let proef = met_code_verplicht("tweede").await;
    let half = koek_van(&eerste_stap(&proef, "consulent").await);
    for route in routes().into_iter().filter(|r| r.toegang != Toegang::Open) {
        let adres = pad(route.pad);
        let antwoord = proef.vraag(route.methoden[0], &adres, Some(&half), "").await;
        assert_eq!(naar(&antwoord), "/aanmelden", "{adres}");
    }
    let (geheim, _, heel) = richt_in(&proef).await;
    let binnen = proef.vraag("GET", "/werkvoorraad", Some(&heel), "").await;
    assert_eq!(binnen.status(), StatusCode::OK);
    let op = proef.vraag("GET", "/aanmelden/instellen", Some(&half), "").await;
    assert_eq!(naar(&op), "/aanmelden", "de eerste stap is op");
    // Another role has nothing to give.
    assert_eq!(naar(&eerste_stap(&proef, "regio").await), "/werkvoorraad");
    proef.later(1);
    let code = app(&geheim, proef.huis.tijd.nu());
    let goed = geef_code(&proef, &code).await;
    assert_eq!(naar(&goed), "/werkvoorraad");
    let nog_eens = geef_code(&proef, &code).await;
    assert_eq!(
        nog_eens.status(),
        StatusCode::UNPROCESSABLE_ENTITY,
        "elke code werkt een keer"
    );
}

#[tokio::test]
async fn een_herstelcode_werkt_een_keer_en_alleen_voor_wie_hij_is() {
    let proef = met_code_verplicht("herstel").await;
    let (_, codes, _) = richt_in(&proef).await;
    let goed = geef_code(&proef, &codes[3].to_uppercase()).await;
    assert_eq!(naar(&goed), "/account?herstelcode=ja");
    let blad = tekst(
        proef
            .vraag("GET", "/account?herstelcode=ja", Some(&koek_van(&goed)), "")
            .await,
    )
    .await;
    assert!(blad.contains("Nog 9 herstelcodes over."), "{blad}");
    let weer = geef_code(&proef, &codes[3]).await;
    assert_eq!(weer.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        naar(&geef_code(&proef, &codes[4]).await),
        "/account?herstelcode=ja"
    );
}

#[tokio::test]
async fn na_vijf_foute_codes_helpt_een_goed_wachtwoord_niet() {
    let proef = met_code_verplicht("raden").await;
    let (geheim, _, _) = richt_in(&proef).await;
    proef.later(1);
    for keer in 0..5 {
        let mis = geef_code(&proef, "000000").await;
        assert_eq!(mis.status(), StatusCode::UNPROCESSABLE_ENTITY, "{keer}");
    }
    // The password is right each time, and that does not wipe the slate.
    assert_eq!(
        eerste_stap(&proef, "consulent").await.status(),
        StatusCode::TOO_MANY_REQUESTS
    );
    proef.later(16);
    let code = app(&geheim, proef.huis.tijd.nu());
    assert_eq!(naar(&geef_code(&proef, &code).await), "/werkvoorraad");
}

#[tokio::test]
async fn in_een_dag_kan_iemand_met_het_wachtwoord_twintig_codes_proberen_en_niet_meer() {
    let proef = met_code_verplicht("dag").await;
    richt_in(&proef).await;
    for keer in 0..20 {
        if keer % 4 == 0 {
            proef.later(16);
        }
        let mis = geef_code(&proef, "000000").await;
        assert_eq!(mis.status(), StatusCode::UNPROCESSABLE_ENTITY, "{keer}");
    }
    proef.later(16);
    let dicht = geef_code(&proef, "000000").await;
    assert_eq!(dicht.status(), StatusCode::TOO_MANY_REQUESTS);
    assert!(tekst(dicht).await.contains("morgen opnieuw"));
}

#[tokio::test]
async fn de_tweede_stap_verloopt_na_een_kwartier_en_vraagt_een_eigen_teken() {
    let proef = met_code_verplicht("kwartier").await;
    let half = koek_van(&eerste_stap(&proef, "consulent").await);
    let vreemd = proef
        .vraag("POST", "/aanmelden/instellen", Some(&half), "csrf=x&code=123456")
        .await;
    assert_eq!(vreemd.status(), StatusCode::FORBIDDEN);
    proef.later(14);
    let nog = proef.vraag("GET", "/aanmelden/instellen", Some(&half), "").await;
    assert_eq!(nog.status(), StatusCode::OK);
    proef.later(1);
    let op = proef.vraag("GET", "/aanmelden/instellen", Some(&half), "").await;
    assert_eq!(naar(&op), "/aanmelden");
}

#[tokio::test]
async fn een_sessie_eindigt_na_stilte_en_hoe_dan_ook_en_waarschuwt_ervoor() {
    let proef = Proef::nieuw("einde").await;
    let koek = proef.aangemeld("consulent").await;
    let blad = async |koek: &str| proef.vraag("GET", "/werkvoorraad", Some(koek), "").await;
    let eerste = tekst(blad(&koek).await).await;
    assert!(eerste.contains("/stijl/verloopt-59.css") && eerste.contains("Blijf aangemeld"));
    // Something every 59 minutes: it lives on, until ten hours have gone.
    for uur in 1..=10 {
        proef.later(59);
        let antwoord = blad(&koek).await;
        assert_eq!(antwoord.status(), StatusCode::OK, "{uur}");
        if uur == 10 {
            let laatste = tekst(antwoord).await;
            assert!(laatste.contains("/stijl/verloopt-9.css"), "nog tien minuten");
            assert!(laatste.contains("bijna om") && !laatste.contains("Blijf aangemeld"));
        }
    }
    proef.later(10);
    assert_eq!(naar(&blad(&koek).await), "/aanmelden?verlopen=ja");
    let koek = proef.aangemeld("consulent").await;
    proef.later(61);
    assert_eq!(naar(&blad(&koek).await), "/aanmelden?verlopen=ja");
}

#[tokio::test]
async fn wat_iemand_te_laat_verstuurt_blijft_bewaard_voor_die_persoon_alleen() {
    let proef = Proef::nieuw("concept").await;
    let koek = proef.aangemeld("consulent").await;
    let geheim = "Het gezin krijgt al hulp van de school";
    proef.later(61);
    let velden = format!("csrf=oud&tekst={}&leeg=", geheim.replace(' ', "+"));
    let laat = proef.vraag("POST", "/jeugdigen", Some(&koek), &velden).await;
    assert_eq!(naar(&laat), "/aanmelden?verlopen=bewaard");
    let blad = tekst(proef.vraag("GET", "/aanmelden?verlopen=bewaard", None, "").await).await;
    assert!(blad.contains("Wat u verstuurde is bewaard"));
    // Another person on the same device gets nothing of it.
    let ander = proef.aangemeld("regio").await;
    let leeg = tekst(proef.vraag("GET", "/concept", Some(&ander), "").await).await;
    assert!(leeg.contains("niets meer voor u klaar") && !leeg.contains(geheim));
    let antwoord = eerste_stap(&proef, "consulent").await;
    assert_eq!(naar(&antwoord), "/concept");
    let koek = koek_van(&antwoord);
    let blad = tekst(proef.vraag("GET", "/concept", Some(&koek), "").await).await;
    assert!(blad.contains(geheim));
    let verder = proef
        .vraag("POST", "/concept", Some(&koek), &format!("csrf={}", teken(&blad)))
        .await;
    assert_eq!(
        (verder.status(), naar(&verder)),
        (StatusCode::TEMPORARY_REDIRECT, "/jeugdigen")
    );
    let op = tekst(proef.vraag("GET", "/concept", Some(&koek), "").await).await;
    assert!(!op.contains(geheim), "een keer");
    // What the script saves by itself stands on the screen still.
    proef.later(61);
    let vraag = Request::builder()
        .method(Method::POST)
        .uri("/jeugdigen")
        .header(header::HOST, "houvast.test")
        .header(header::COOKIE, &koek)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header("x-houvast-bewaar", "vanzelf")
        .body(Body::from(velden.clone()))
        .unwrap();
    let vanzelf = proef.router.clone().oneshot(vraag).await.unwrap();
    assert_eq!(naar(&vanzelf), "/aanmelden?verlopen=ja");
    // A stranger's cookie keeps nothing, and a password is never kept.
    let vreemd = proef
        .vraag(
            "POST",
            "/jeugdigen",
            Some(&format!("houvast={}", "0".repeat(64))),
            &velden,
        )
        .await;
    assert_eq!(naar(&vreemd), "/aanmelden");
    let wachtwoord = proef
        .vraag(
            "POST",
            "/account/wachtwoord",
            Some(&koek),
            "csrf=x&wachtwoord=a&nieuw=b",
        )
        .await;
    assert_eq!(naar(&wachtwoord), "/aanmelden?verlopen=ja");
}

#[tokio::test]
async fn overal_afmelden_en_een_ander_wachtwoord_beeindigen_de_andere_sessies() {
    let proef = Proef::nieuw("overal").await;
    let (een, twee) = (
        proef.aangemeld("consulent").await,
        proef.aangemeld("consulent").await,
    );
    let ander = proef.aangemeld("aanbieder").await;
    let open =
        async |koek: &str| proef.vraag("GET", "/account", Some(koek), "").await.status() == StatusCode::OK;
    let blad = tekst(proef.vraag("GET", "/account", Some(&een), "").await).await;
    assert!(blad.contains("(dit apparaat)") && blad.contains("name=\"id\""));
    let id = blad
        .split("name=\"id\" value=\"")
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap();
    // The session of somebody else does not exist for whoever asks.
    let van_ander = tekst(proef.vraag("GET", "/account", Some(&ander), "").await).await;
    let velden = format!("csrf={}&id={id}", teken(&van_ander));
    let niet = proef
        .vraag("POST", "/account/sessies", Some(&ander), &velden)
        .await;
    assert_eq!(niet.status(), StatusCode::NOT_FOUND);
    assert!(open(&twee).await);
    let velden = format!("csrf={}&id={id}", teken(&blad));
    proef.vraag("POST", "/account/sessies", Some(&een), &velden).await;
    assert!(!open(&twee).await && open(&een).await);

    let twee = proef.aangemeld("consulent").await;
    let oud = demo::rekeningen::ACCOUNTS
        .iter()
        .find(|a| a.rol == "consulent")
        .unwrap();
    let wijzig = async |koek: &str, oud: &str, nieuw: &str, nogmaals: &str| {
        let velden = format!(
            "csrf={}&wachtwoord={oud}&nieuw={nieuw}&nogmaals={nogmaals}",
            teken(&blad)
        );
        proef
            .vraag("POST", "/account/wachtwoord", Some(koek), &velden)
            .await
    };
    for (oud, nieuw, nogmaals, uitleg) in [
        (
            "iets-anders",
            "een-nieuwe-lange-zin",
            "een-nieuwe-lange-zin",
            "Dit is niet het wachtwoord",
        ),
        (oud.wachtwoord, "elf-tekens-", "elf-tekens-", "minstens 12 tekens"),
        (
            oud.wachtwoord,
            "een-nieuwe-lange-zin",
            "een-andere-lange-zin",
            "niet hetzelfde",
        ),
        (oud.wachtwoord, oud.wachtwoord, oud.wachtwoord, "dat u al had"),
    ] {
        let mis = wijzig(&een, oud, nieuw, nogmaals).await;
        assert_eq!(mis.status(), StatusCode::UNPROCESSABLE_ENTITY);
        let mis = tekst(mis).await;
        assert!(mis.contains(uitleg) && mis.contains("<title>Fout: "), "{uitleg}");
    }
    let goed = wijzig(&een, oud.wachtwoord, "twaalf-teken", "twaalf-teken").await;
    assert_eq!(naar(&goed), "/account?gedaan=wachtwoord");
    let nieuw = koek_van(&goed);
    assert!(open(&nieuw).await && !open(&een).await && !open(&twee).await && open(&ander).await);
    let blad = tekst(proef.vraag("GET", "/account", Some(&nieuw), "").await).await;
    let weg = proef
        .vraag(
            "POST",
            "/account/sessies",
            Some(&nieuw),
            &format!("csrf={}", teken(&blad)),
        )
        .await;
    assert_eq!(naar(&weg), "/aanmelden");
    assert!(!open(&nieuw).await && open(&ander).await);
    let mut lees = proef.huis.opslag.lees(&proef.huis.systeem()).await.unwrap();
    let log = lees
        .log(&LogVraag::default(), Bladzijde::eerste(50))
        .await
        .unwrap();
    for (code, uitkomst) in [
        ("aanmelding.eigen-wachtwoord", LogUitkomst::Gelukt),
        ("aanmelding.eigen-wachtwoord", LogUitkomst::Geweigerd),
        ("aanmelding.overal-afmelden", LogUitkomst::Gelukt),
        ("aanmelding.sessie-afmelden", LogUitkomst::Gelukt),
    ] {
        assert!(
            log.rijen.iter().any(|r| r.code == code && r.uitkomst == uitkomst),
            "{code}"
        );
    }
}

#[tokio::test]
async fn een_andere_app_vraagt_het_wachtwoord_en_maakt_de_oude_waardeloos() {
    let proef = met_code_verplicht("vervang").await;
    let (oud, oude_codes, koek) = richt_in(&proef).await;
    let blad = tekst(proef.vraag("GET", "/account/tweede-stap", Some(&koek), "").await).await;
    let nieuw = geheim_op(&blad);
    assert_ne!(nieuw, oud);
    proef.later(1);
    let wachtwoord = demo::rekeningen::ACCOUNTS
        .iter()
        .find(|a| a.rol == "consulent")
        .unwrap()
        .wachtwoord;
    let stuur = async |wachtwoord: &str| {
        let code = app(&nieuw, proef.huis.tijd.nu());
        let velden = format!("csrf={}&wachtwoord={wachtwoord}&code={code}", teken(&blad));
        proef
            .vraag("POST", "/account/tweede-stap", Some(&koek), &velden)
            .await
    };
    let mis = stuur("niet-het-wachtwoord").await;
    assert_eq!(mis.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(tekst(mis).await.contains("Dit is niet uw wachtwoord"));
    // The old app works until the new one does.
    assert_eq!(
        naar(&geef_code(&proef, &app(&oud, proef.huis.tijd.nu())).await),
        "/werkvoorraad"
    );
    let goed = stuur(wachtwoord).await;
    assert_eq!(goed.status(), StatusCode::OK);
    proef.later(1);
    for dood in [app(&oud, proef.huis.tijd.nu()), oude_codes[0].clone()] {
        assert_eq!(
            geef_code(&proef, &dood).await.status(),
            StatusCode::UNPROCESSABLE_ENTITY
        );
    }
    assert_eq!(
        naar(&geef_code(&proef, &app(&nieuw, proef.huis.tijd.nu())).await),
        "/werkvoorraad"
    );
}

//! Too much at once, and a store that is slow: what was let in is finished, the rest hears at once to come back.

use crate::{Proef, tekst, verse_map};
use axum::http::{Response, StatusCode, header};
use houvast_opslag::proef;
use houvast_web::{Bedrijf, Grenzen, WebInstellingen, meetrouter, router_bedrijf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;
use tower::ServiceExt as _;

/// Waits for something that happens on another task; fails the test when it does not.
async fn tot(mut klaar: impl FnMut() -> bool) {
    for _ in 0..2_000 {
        if klaar() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    panic!("het gebeurde niet");
}

async fn met_grenzen(naam: &str, grenzen: Grenzen) -> (Proef, Arc<Bedrijf>) {
    begrensd(Proef::nieuw(naam).await, grenzen)
}

fn begrensd(mut proef: Proef, grenzen: Grenzen) -> (Proef, Arc<Bedrijf>) {
    let bedrijf = Arc::new(Bedrijf::nieuw(None, || Duration::from_secs(7), grenzen));
    proef.router = router_bedrijf(
        proef.huis.clone(),
        WebInstellingen::default(),
        Arc::clone(&bedrijf),
    );
    (proef, bedrijf)
}

async fn meet(proef: &Proef, bedrijf: &Arc<Bedrijf>, pad: &str) -> Response<axum::body::Body> {
    let vraag = axum::http::Request::get(pad)
        .body(axum::body::Body::empty())
        .unwrap();
    let router = meetrouter(proef.huis.clone(), Arc::clone(bedrijf));
    router.oneshot(vraag).await.unwrap()
}

const KRAP: Grenzen = Grenzen {
    gelijktijdig: 2,
    zwaar: 1,
    wachtend: 3,
    geduld: Duration::from_millis(300),
};

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn bij_een_trage_opslag_wordt_wat_binnen_is_afgemaakt_en_hoort_de_rest_503() {
    let (proef, bedrijf) = met_grenzen("druk", KRAP).await;
    let koek = proef.aangemeld("consulent").await;
    // Nobody can write while this transaction is open, and a look that cannot be logged is not shown.
    let traag = proef.huis.opslag.begin(&proef.huis.systeem()).await.unwrap();
    binnen_af_en_de_rest_503(proef, bedrijf, koek, traag).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn bij_een_trage_postgres_wordt_wat_binnen_is_afgemaakt_en_hoort_de_rest_503() {
    let Some(pg) = proef::postgres().await else {
        return;
    };
    let (proef, bedrijf) = begrensd(Proef::op(verse_map("druk-pg"), pg.opslag.clone()).await, KRAP);
    let koek = proef.aangemeld("consulent").await;
    // A look that cannot be logged is not shown.
    let traag = proef::vertraag(pg.url().unwrap(), "logregel").await;
    binnen_af_en_de_rest_503(proef, bedrijf, koek, traag).await;
    pg.ruim_op().await;
}

/// The store is slow until `traag` is dropped.
async fn binnen_af_en_de_rest_503<T>(proef: Proef, bedrijf: Arc<Bedrijf>, koek: String, traag: T) {
    let proef = Arc::new(proef);
    let start = |pad: &'static str| {
        let (proef, koek) = (Arc::clone(&proef), koek.clone());
        tokio::spawn(async move { proef.vraag("GET", pad, Some(&koek), "").await })
    };
    let binnen: Vec<_> = (0..2).map(|_| start("/werkvoorraad")).collect();
    tot(|| bedrijf.bezig() == 2).await;
    let wachters: Vec<_> = (0..3).map(|_| start("/werkvoorraad")).collect();
    tot(|| bedrijf.bezig() == 5).await;
    // No place to wait either: at once, also while the store stands still. Memory is bounded by these places.
    for _ in 0..50 {
        let weg = proef.vraag("GET", "/werkvoorraad", Some(&koek), "").await;
        assert_eq!(weg.status(), StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(weg.headers()[header::RETRY_AFTER], "5");
        assert_eq!(weg.headers()["x-content-type-options"], "nosniff");
        assert!(tekst(weg).await.contains("Het is nu te druk"));
        assert!(bedrijf.bezig() <= 5);
    }
    for wachter in wachters {
        assert_eq!(
            wachter.await.unwrap().status(),
            StatusCode::SERVICE_UNAVAILABLE,
            "na het geduld"
        );
    }
    // Whoever watches is answered, and sees it.
    assert_eq!(
        proef.vraag("GET", "/gezond", None, "").await.status(),
        StatusCode::OK
    );
    assert_eq!(
        proef.vraag("GET", "/klaar", None, "").await.status(),
        StatusCode::OK
    );
    let cijfers = tekst(meet(&proef, &bedrijf, "/metrics").await).await;
    assert!(cijfers.contains("houvast_verzoeken_bezig 2\n"), "{cijfers}");
    assert!(
        cijfers.contains("houvast_verzoeken_geweigerd_total 53\n"),
        "{cijfers}"
    );
    drop(traag);
    for vraag in binnen {
        let antwoord = vraag.await.unwrap();
        assert_eq!(antwoord.status(), StatusCode::OK, "wat binnen was is afgemaakt");
        assert!(tekst(antwoord).await.contains("Werkvoorraad"));
    }
    assert_eq!(bedrijf.bezig(), 0);
    let weer = proef.vraag("GET", "/werkvoorraad", Some(&koek), "").await;
    assert_eq!(weer.status(), StatusCode::OK);
}

#[tokio::test]
async fn metrics_telt_berichten_en_duur_en_noemt_niemand() {
    let (proef, bedrijf) = met_grenzen("metrics", Grenzen::default()).await;
    let koek = proef.aangemeld("consulent").await;
    proef
        .vraag(
            "GET",
            "/jeugdigen/01900000-0000-7000-8000-000000000001",
            Some(&koek),
            "",
        )
        .await;
    let antwoord = meet(&proef, &bedrijf, "/metrics").await;
    assert_eq!(antwoord.status(), StatusCode::OK);
    let cijfers = tekst(antwoord).await;
    let waarde = |begin: &str| -> i64 {
        let regel = cijfers
            .lines()
            .find(|r| r.starts_with(begin))
            .unwrap_or_else(|| panic!("{begin}: {cijfers}"));
        regel.rsplit_once(' ').unwrap().1.parse().unwrap()
    };
    assert!(waarde("houvast_berichten{richting=\"in\",soort=\"JW315\"") > 0);
    assert_eq!(waarde("houvast_database "), 1);
    assert_eq!(waarde("houvast_logboek_ketens_kapot "), 0);
    assert!(
        waarde("houvast_logboek_regels_zonder_zegel ") > 0,
        "deze proef zegelt niet"
    );
    assert_eq!(
        waarde("houvast_verzoek_seconden_count{route=\"/jeugdigen/{id}\",status=\"404\"}"),
        1
    );
    assert!(
        !cijfers.contains("01900000"),
        "een adres staat er niet in, alleen de soort"
    );
    for mens in houvast_dienst::demo::mensen(houvast_dienst::demo::ZAAD, proef.huis.tijd.vandaag()) {
        assert!(!cijfers.contains(mens.bsn.als_str()));
    }
    // Not on the website itself.
    let weg = proef.vraag("GET", "/metrics", Some(&koek), "").await;
    assert_eq!(weg.status(), StatusCode::NOT_FOUND);
}

/// The clock of the test below, in milliseconds.
static TIK: AtomicU64 = AtomicU64::new(0);

fn tik() -> Duration {
    Duration::from_millis(TIK.load(Ordering::Relaxed))
}

#[tokio::test]
async fn klaar_zegt_wat_er_niet_goed_is() {
    let proef = Proef::nieuw("klaar").await;
    let map = proef.map.join("postbus");
    std::fs::create_dir_all(map.join("bezig")).unwrap();
    let bedrijf = Arc::new(Bedrijf::nieuw(Some(map.clone()), tik, Grenzen::default()));
    let goed = meet(&proef, &bedrijf, "/klaar").await;
    assert_eq!(goed.status(), StatusCode::OK);
    assert_eq!(
        tekst(goed).await,
        "klaar=ja\ndatabase=ja\ntabellen=ja\nsleutel=ja\npostbus=ja\nstopt=nee\n"
    );
    assert_eq!(
        std::fs::read_dir(map.join("bezig")).unwrap().count(),
        0,
        "niets blijft achter"
    );
    std::fs::remove_dir_all(&map).unwrap();
    TIK.fetch_add(999, Ordering::Relaxed);
    let nog = meet(&proef, &bedrijf, "/klaar").await;
    assert_eq!(
        nog.status(),
        StatusCode::OK,
        "vaker dan eens per seconde vragen kost niets"
    );
    TIK.fetch_add(1, Ordering::Relaxed);
    let weg = meet(&proef, &bedrijf, "/klaar").await;
    assert_eq!(weg.status(), StatusCode::SERVICE_UNAVAILABLE);
    let regels = tekst(weg).await;
    assert!(regels.contains("klaar=nee") && regels.contains("postbus=nee") && regels.contains("database=ja"));
    std::fs::create_dir_all(map.join("bezig")).unwrap();
    TIK.fetch_add(1_000, Ordering::Relaxed);
    bedrijf.stop();
    let stopt = meet(&proef, &bedrijf, "/klaar").await;
    assert_eq!(stopt.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert!(tekst(stopt).await.contains("stopt=ja"));
    proef.huis.opslag.sluit().await;
    TIK.fetch_add(1_000, Ordering::Relaxed);
    let dicht = tekst(meet(&proef, &bedrijf, "/klaar").await).await;
    assert!(
        dicht.contains("database=nee") && dicht.contains("sleutel=nee"),
        "{dicht}"
    );
}

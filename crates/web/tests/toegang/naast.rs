//! What a page asks side by side: it is shown when all of it is there, its line in the log first of all.

use crate::logboek::adressen;
use crate::{Proef, tekst, verse_map};
use axum::http::StatusCode;
use houvast_opslag::proef;
use std::sync::Arc;
use std::time::Duration;

/// Longer than any of these pages takes, and shorter than a page waits for the store.
const EVEN: Duration = Duration::from_millis(1_500);

/// The pages that read while their line is written, and what is sent to them.
async fn bladen(proef: &Proef, koek: &str) -> [(&'static str, String, String); 2] {
    let html = tekst(proef.vraag("GET", "/jeugdigen", Some(koek), "").await).await;
    let teken = html.split("name=\"csrf\" value=\"").nth(1).unwrap();
    let csrf = teken.split('"').next().unwrap();
    let zoek = format!("csrf={csrf}&tekst=de");
    let gevonden = tekst(proef.vraag("POST", "/jeugdigen", Some(koek), &zoek).await).await;
    let dossier = adressen(&gevonden)
        .into_iter()
        .find(|pad| pad.strip_prefix("/jeugdigen/").is_some_and(|id| id.len() == 36))
        .unwrap_or_else(|| panic!("niemand gevonden: {gevonden}"));
    [
        ("GET", dossier, String::new()),
        ("POST", "/jeugdigen".to_owned(), zoek),
    ]
}

/// Nothing of a child is shown before the line that says who looked is written (NEN 7513).
async fn eerst_de_regel_dan_het_kind<T>(proef: &Proef, houd_op: impl AsyncFn() -> T) {
    let koek = proef.aangemeld("consulent").await;
    for (methode, pad, velden) in bladen(proef, &koek).await {
        let mut vraag = Box::pin(proef.vraag(methode, &pad, Some(&koek), &velden));
        let bezet = houd_op().await;
        let te_vroeg = tokio::time::timeout(EVEN, &mut vraag).await;
        assert!(
            te_vroeg.is_err(),
            "{methode} {pad} wacht niet op de regel in het logboek"
        );
        drop(bezet);
        let antwoord = vraag.await;
        assert_eq!(antwoord.status(), StatusCode::OK, "{methode} {pad}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn van_een_kind_is_niets_te_zien_voor_de_regel_in_het_logboek_er_staat() {
    let proef = Proef::nieuw("naast").await;
    eerst_de_regel_dan_het_kind(&proef, async || {
        proef.huis.opslag.begin(&proef.huis.systeem()).await.unwrap()
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn van_een_kind_is_op_postgres_niets_te_zien_voor_de_regel_in_het_logboek_er_staat() {
    let Some(pg) = proef::postgres().await else {
        return;
    };
    let proef = Proef::op(verse_map("naast-pg"), pg.opslag.clone()).await;
    eerst_de_regel_dan_het_kind(&proef, async || {
        proef::vertraag(pg.url().unwrap(), "logregel").await
    })
    .await;
    drop(proef);
    pg.ruim_op().await;
}

/// A dossier uses more connections at once than one: with more people than connections all of them are helped.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn meer_dossiers_tegelijk_dan_postgres_verbindingen_heeft_worden_alle_getoond() {
    let Some(pg) = proef::postgres().await else {
        return;
    };
    let proef = Arc::new(Proef::op(verse_map("naast-velen"), pg.opslag.clone()).await);
    let koek = proef.aangemeld("consulent").await;
    let [(_, dossier, _), _] = bladen(&proef, &koek).await;
    let vragen: Vec<_> = (0..64)
        .map(|_| {
            let (proef, koek, dossier) = (Arc::clone(&proef), koek.clone(), dossier.clone());
            tokio::spawn(async move { proef.vraag("GET", &dossier, Some(&koek), "").await.status() })
        })
        .collect();
    let alle = async {
        for vraag in vragen {
            assert_eq!(vraag.await.unwrap(), StatusCode::OK);
        }
    };
    // Who waits for a connection gives up after thirty seconds; nobody comes near that.
    tokio::time::timeout(Duration::from_secs(25), alle).await.unwrap();
    drop(proef);
    pg.ruim_op().await;
}

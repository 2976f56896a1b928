//! What every page asks of the messages must not depend on what a planner knows of them.

use crate::proef;
use crate::{Bereik, MenuVraag, Opslag, Rol, SignaalVraag, Sleutel};
use houvast_begrip::{GemeenteCode, Houder};
use jiff::Timestamp;
use jiff::civil::date;
use uuid::Uuid;

/// Half of what came in was refused, nearly all of it has been seen: the state alone says little.
const VUL: &str = "INSERT INTO bericht (houder, id, richting, soort, status, op, sha256, grootte, bevindingen, \
    aantal_bevindingen, gezien_op, versie) WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t WHERE n < 4000) \
    SELECT '0193', unhex(printf('%032x', n)), 'in', 'JW315', CASE n % 2 WHEN 0 THEN 'afgekeurd' ELSE 'verwerkt' END, \
    n, unhex('00'), 1, '[]', 0, CASE WHEN n > 20 THEN n END, 1 FROM t";

fn consulent() -> Bereik {
    let gemeente = GemeenteCode::nieuw("0193").unwrap();
    let regio = Houder::regio("ijsselland").unwrap();
    Bereik::voor(
        Uuid::nil(),
        Rol::Consulent,
        regio,
        [gemeente],
        None,
        Timestamp::UNIX_EPOCH,
    )
}

#[tokio::test]
async fn ook_na_een_volle_analyze_gaat_de_telling_van_het_menu_over_haar_eigen_index() {
    let proef = proef::sqlite().await;
    proef
        .opslag
        .onderhoud(&format!("{VUL}; ANALYZE"), "")
        .await
        .unwrap();
    let mut lees = proef.opslag.lees(&consulent()).await.unwrap();
    let vraag = MenuVraag {
        verzoeken: true,
        signalen: SignaalVraag::alles(date(2026, 11, 20)),
        berichten: Some(1_000),
        instelling: "synthetisch",
    };
    assert_eq!(lees.menutelling(&vraag).await.unwrap().berichten, 10);
    let (sql, waarden) = vraag.gesteld(&lees.bereik);
    let plan = lees
        .vraag(format!("EXPLAIN QUERY PLAN {sql}"), waarden, |rij| {
            rij.tekst("detail")
        })
        .await
        .unwrap();
    let plan: Vec<String> = plan.into_iter().flatten().collect();
    assert!(
        plan.iter().any(|stap| stap.contains("bericht_ongezien")),
        "{plan:#?}"
    );
}

#[tokio::test]
async fn na_een_stap_weet_de_planner_ook_van_de_nieuwe_index() {
    let map = std::env::temp_dir().join(format!("houvast-statistiek-{}", std::process::id()));
    std::fs::create_dir_all(&map).unwrap();
    let opslag = Opslag::open_sqlite(&map.join("houvast.db"), Sleutel::nieuw([1; 32]))
        .await
        .unwrap();
    opslag.migreer_tot("0019").await.unwrap();
    opslag.onderhoud(VUL, "").await.unwrap();
    opslag.ververs_statistieken().await.unwrap();
    opslag.migreer().await.unwrap();
    // What he does not know he takes for the best: with 400,000 messages a list took half a second.
    let weet = "SELECT idx FROM sqlite_stat1 WHERE tbl = 'bericht' AND idx LIKE 'bericht%' ORDER BY idx";
    let mut lees = opslag.lees(&consulent()).await.unwrap();
    let weet = lees.vraag(weet, vec![], |rij| rij.tekst("idx")).await.unwrap();
    let weet: Vec<String> = weet.into_iter().flatten().collect();
    for index in ["bericht_lijst", "bericht_ongezien", "bericht_soort"] {
        assert!(weet.iter().any(|w| w == index), "{index}: {weet:?}");
    }
    drop(lees);
    opslag.sluit().await;
    std::fs::remove_dir_all(map).unwrap();
}

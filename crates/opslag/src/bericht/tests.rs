//! What every page asks of the messages must not depend on what a planner knows of them.

use super::ONGEZIEN;
use crate::proef;
use crate::waarde::w;
use crate::{Bereik, Rol};
use houvast_begrip::{GemeenteCode, Houder};
use jiff::Timestamp;
use uuid::Uuid;

#[tokio::test]
async fn ook_na_een_volle_analyze_gaat_de_telling_van_het_menu_over_haar_eigen_index() {
    let proef = proef::sqlite().await;
    let gemeente = GemeenteCode::nieuw("0193").unwrap();
    let regio = Houder::regio("ijsselland").unwrap();
    let bereik = Bereik::voor(
        Uuid::nil(),
        Rol::Consulent,
        regio,
        [gemeente],
        None,
        Timestamp::UNIX_EPOCH,
    );
    // Half of what came in was refused, nearly all of it has been seen: the state alone says little.
    let vul = "INSERT INTO bericht (houder, id, richting, soort, status, op, sha256, grootte, bevindingen, \
        aantal_bevindingen, gezien_op, versie) WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t WHERE n < 4000) \
        SELECT '0193', unhex(printf('%032x', n)), 'in', 'JW315', CASE n % 2 WHEN 0 THEN 'afgekeurd' ELSE 'verwerkt' END, \
        n, unhex('00'), 1, '[]', 0, CASE WHEN n > 20 THEN n END, 1 FROM t; ANALYZE";
    proef.opslag.onderhoud(vul, "").await.unwrap();
    let mut lees = proef.opslag.lees(&bereik).await.unwrap();
    let mut waarden = lees.bereik.zaken();
    waarden.extend(w![1_000_i64]);
    assert_eq!(lees.aantal_ongezien(1_000).await.unwrap(), 10);
    let plan = lees
        .vraag(format!("EXPLAIN QUERY PLAN {ONGEZIEN}"), waarden, |rij| {
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

//! What every page asks of the messages goes by its own index.

use crate::proef;
use crate::{Bereik, MenuVraag, Rol, SignaalVraag};
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
async fn de_telling_van_het_menu_gaat_over_haar_eigen_index() {
    let proef = proef::sqlite().await;
    proef.opslag.onderhoud(VUL, "").await.unwrap();
    let mut lees = proef.opslag.lees(&consulent()).await.unwrap();
    let vraag = MenuVraag {
        verzoeken: true,
        signalen: SignaalVraag::alles(date(2026, 11, 20)),
        berichten: true,
        hoogstens: 1_000,
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

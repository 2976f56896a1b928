//! What the Toegang decided of its own accord: carried over from where it stood before, found at its toewijzing, and played
//! again beside the decisions on requests.

use crate::hulpvraag::{genomen, hulpvraag};
use crate::steun::*;
use crate::verwijzing::{regel, verwijzing};
use houvast_opslag::proef::{self, Proef};
use houvast_opslag::*;
use jiff::civil::date;
use sqlx::{PgPool, SqlitePool};

/// The statements of step 12 that carry rows over, for SQLite.
fn dragers() -> Vec<String> {
    let map = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("migraties");
    let tekst = std::fs::read_to_string(map.join("0012_besluit.sql")).unwrap();
    tekst
        .split(';')
        .map(|deel| {
            deel.lines()
                .filter(|r| !r.starts_with("--"))
                .collect::<Vec<_>>()
                .join("\n")
        })
        .map(|deel| deel.trim().to_owned())
        .filter(|deel| deel.starts_with("INSERT") || deel.starts_with("UPDATE"))
        .collect()
}

/// Decisions of before step 12: one after a hulpvraag with a sealed reason, one after a toetsing in the row of the referral.
async fn oude_besluiten(proef: &Proef) -> (ToegangBesluit, Verwijzing) {
    let o = &proef.opslag;
    let z = zaak(o, &zwolle(), vaart(), 0).await;
    let h = hulpvraag(&z.kind, Urgentie::Gewoon, VANDAAG);
    let mut genomen = genomen(&h);
    genomen.toewijzing = Some(z.toewijzing.id);
    let v = verwijzing(1, vaart(), None);
    let mut tx = o.begin(&systeem()).await.unwrap();
    tx.leg_hulpvragen_vast(&[Hulpvraag {
        toewijzing: Some(z.toewijzing.id),
        ..h
    }])
    .await
    .unwrap();
    tx.leg_toegang_besluiten_vast(std::slice::from_ref(&genomen))
        .await
        .unwrap();
    tx.leg_verwijzing_vast(&v).await.unwrap();
    tx.leg_verwijzing_regels_vast(&[VerwijzingRegel {
        soort: "toegewezen".into(),
        door: Some(id()),
        ..regel(&v, RegelVoor::Toegang)
    }])
    .await
    .unwrap();
    tx.commit().await.unwrap();
    (genomen, v)
}

const TERUG: [&str; 3] = [
    "INSERT INTO hulpvraag_besluit (houder, id, hulpvraag, aanbieder, op, door, besluitdatum, feiten, besluit, uitkomst, profiel, \
     reden, bericht) SELECT houder, id, hulpvraag, aanbieder, op, door, besluitdatum, feiten, besluit, uitkomst, profiel, reden, \
     bericht FROM toegang_besluit",
    "DELETE FROM toegang_besluit",
    r#"UPDATE verwijzing SET besluit = '{"feiten":{"budget":{"waarde":500000}},"besluit":{"besluitdatum":"2026-11-20","profiel":{"regio":"ijsselland"}},"reden":"Moeder belde"}'"#,
];

async fn zijn_meegekomen(proef: &Proef, genomen: ToegangBesluit, v: Verwijzing) {
    let mut l = proef.opslag.lees(&systeem()).await.unwrap();
    // The reason is still readable, so its seal came along.
    assert_eq!(
        l.besluit_bij_toewijzing(genomen.toewijzing.unwrap())
            .await
            .unwrap(),
        Some(genomen.clone())
    );
    let alle = l
        .besluiten_in(&v.houder, date(2000, 1, 1), date(2100, 1, 1), None, 9)
        .await
        .unwrap();
    let van_verwijzing = alle.iter().find(|b| b.id == v.id).unwrap();
    assert_eq!(van_verwijzing.besluitdatum, date(2026, 11, 20));
    assert_eq!(
        van_verwijzing.feiten.replace(' ', ""),
        r#"{"budget":{"waarde":500000}}"#
    );
    assert!(van_verwijzing.besluit.contains("ijsselland") && !van_verwijzing.besluit.contains("Moeder"));
}

/// What was sealed in the first table opens only under its name; a test that writes and reads alike does not see that.
#[test]
fn de_reden_houdt_het_zegel_van_haar_eerste_tabel() {
    let map = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/toegangbesluit.rs");
    let bron = std::fs::read_to_string(map).unwrap();
    assert!(bron.contains(r#"ToegangBesluit in "toegang_besluit" zegel "hulpvraag_besluit" {"#));
}

#[tokio::test]
async fn besluiten_van_voor_stap_12_komen_mee_met_hun_verzegelde_reden() {
    let lite = proef::sqlite().await;
    let (genomen, v) = oude_besluiten(&lite).await;
    let pad = lite.bestand.as_deref().unwrap().display().to_string();
    let pool = SqlitePool::connect(&format!("sqlite://{pad}")).await.unwrap();
    for vraag in TERUG.map(str::to_owned).into_iter().chain(dragers()) {
        sqlx::query(sqlx::AssertSqlSafe(vraag.replace("ALSJSON", "TEXT")))
            .execute(&pool)
            .await
            .unwrap();
    }
    let (over,): (i64,) = sqlx::query_as("SELECT COUNT(*) FROM verwijzing WHERE besluit IS NOT NULL")
        .fetch_one(&pool)
        .await
        .unwrap();
    assert_eq!(over, 0, "een reden blijft nergens onverzegeld staan");
    pool.close().await;
    zijn_meegekomen(&lite, genomen, v).await;
    lite.ruim_op().await;
    let Some(pg) = proef::postgres().await else { return };
    let (genomen, v) = oude_besluiten(&pg).await;
    let pool = PgPool::connect(pg.url().unwrap()).await.unwrap();
    for vraag in TERUG.map(str::to_owned).into_iter().chain(dragers()) {
        sqlx::query(sqlx::AssertSqlSafe(vraag.replace("ALSJSON", "JSON")))
            .execute(&pool)
            .await
            .unwrap();
    }
    pool.close().await;
    zijn_meegekomen(&pg, genomen, v).await;
    pg.ruim_op().await;
}

op_beide! {
    async fn besluiten_op_verzoek_en_van_de_toegang_staan_samen_op_volgorde_en_elk_een_keer(proef: &Proef) {
        let o = &proef.opslag;
        let z = zaak(o, &zwolle(), vaart(), 0).await;
        let h = hulpvraag(&z.kind, Urgentie::Gewoon, VANDAAG);
        let mut tx = o.begin(&systeem()).await.unwrap();
        tx.leg_hulpvragen_vast(std::slice::from_ref(&h)).await.unwrap();
        let mut eigen = vec![genomen(&h)];
        // A proposal is no decision yet, so that only one of these two counts.
        let op_verzoek = [besluit(&z.product), BesluitRij { soort: BesluitSoort::Besluit, ..besluit(&z.product) }];
        tx.leg_besluiten_vast(&op_verzoek).await.unwrap();
        eigen.extend([genomen(&h), genomen(&h)]);
        tx.leg_toegang_besluiten_vast(&eigen).await.unwrap();
        tx.commit().await.unwrap();
        let mut l = o.lees(&systeem()).await.unwrap();
        let altijd = (date(2000, 1, 1), date(2100, 1, 1));
        let alle = l.besluiten_in(&zwolle(), altijd.0, altijd.1, None, 99).await.unwrap();
        assert_eq!(alle.iter().filter(|b| b.verzoek.is_none()).count(), 3);
        let ids: Vec<_> = alle.iter().map(|b| b.id).collect();
        assert_eq!(ids, [eigen[0].id, op_verzoek[1].id, eigen[1].id, eigen[2].id]);
        assert_eq!(alle[1].verzoek, Some(z.verzoek.id));
        // One per page gives the same ones in the same order.
        let (mut per_een, mut na) = (Vec::new(), None);
        while let Some(een) = l.besluiten_in(&zwolle(), altijd.0, altijd.1, na, 1).await.unwrap().pop() {
            na = Some(een.id);
            per_een.push(een);
        }
        assert_eq!(per_een, alle);
        assert_eq!(l.besluit(eigen[1].id).await.unwrap().map(|b| b.id), Some(eigen[1].id));
        // The day of the decision counts, both ends included.
        let op = |l: Vec<BesluitRegel>| l.iter().filter(|b| b.verzoek.is_none()).count();
        assert_eq!(op(l.besluiten_in(&zwolle(), VANDAAG, VANDAAG, None, 99).await.unwrap()), 3);
        let gisteren = VANDAAG.yesterday().unwrap();
        assert_eq!(op(l.besluiten_in(&zwolle(), gisteren, gisteren, None, 99).await.unwrap()), 0);
        assert!(l.besluiten_in(&deventer(), altijd.0, altijd.1, None, 99).await.unwrap().is_empty());
        for bereik in [consulent("0150"), medewerker(vaart()), beheer()] {
            let mut l = o.lees(&bereik).await.unwrap();
            assert_eq!(l.besluit(eigen[0].id).await.unwrap(), None, "{:?}", bereik.rol());
            assert!(l.besluiten_in(&zwolle(), altijd.0, altijd.1, None, 99).await.unwrap().is_empty());
        }
    }
}

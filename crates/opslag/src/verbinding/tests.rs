//! What only this room can bring about.

use super::*;

#[tokio::test]
async fn na_een_transactie_die_sqlite_zelf_beeindigde_kan_er_weer_geschreven_worden() {
    let map = std::env::temp_dir().join(format!("houvast-verbinding-{}", std::process::id()));
    std::fs::create_dir_all(&map).unwrap();
    let opslag = Opslag::open_sqlite(&map.join("houvast.db"), Sleutel::nieuw([1; 32]))
        .await
        .unwrap();
    opslag.migreer().await.unwrap();
    let systeem = Bereik::systeem(Houder::regio("houvast").unwrap(), []);
    let mut tx = opslag.begin(&systeem).await.unwrap();
    // As SQLite does on a full disk.
    tx.voer_uit("ROLLBACK", vec![]).await.unwrap();
    drop(tx);
    let mut tx = opslag.begin(&systeem).await.unwrap();
    let sql = "INSERT INTO teller (houder, naam, stand) VALUES ('houvast', 'proef', 1)";
    assert_eq!(tx.voer_uit(sql, vec![]).await, Ok(1));
    tx.commit().await.unwrap();
    opslag.sluit().await;
    std::fs::remove_dir_all(map).unwrap();
}

/// On a server that others use too: what is not ours is left alone.
#[tokio::test]
async fn op_postgres_kijkt_de_planner_alleen_naar_onze_tabellen() {
    let Some(proef) = crate::proef::postgres().await else {
        return;
    };
    let Bron::Postgres(poelen) = &proef.opslag.bron else {
        panic!("geen postgres");
    };
    let pool = poelen.programma();
    let vreemd = "CREATE TABLE vreemd (a INT); INSERT INTO vreemd VALUES (1)";
    sqlx::raw_sql(vreemd).execute(pool).await.unwrap();
    proef.opslag.ververs_statistieken().await.unwrap();
    proef.opslag.ruim_na_vernietiging().await.unwrap();
    // -1: never looked at.
    let sql = "SELECT CAST(reltuples AS BIGINT) FROM pg_class WHERE relname = $1 AND relkind = 'r' \
               AND pg_table_is_visible(oid)";
    for (tabel, nooit) in [("vreemd", true), ("jeugdige", false), ("verzoek", false)] {
        let rijen: i64 = sqlx::query_scalar(sql).bind(tabel).fetch_one(pool).await.unwrap();
        assert_eq!(rijen == -1, nooit, "{tabel}: {rijen}");
    }
    proef.ruim_op().await;
}

/// A question about cases is planned once; a count over a region for what it asks.
#[tokio::test]
async fn op_postgres_houdt_een_vraag_over_zaken_haar_plan() {
    let Some(proef) = crate::proef::postgres().await else {
        return;
    };
    let regio = Houder::regio("ijsselland").unwrap();
    let nu = jiff::Timestamp::UNIX_EPOCH;
    let agb = || houvast_begrip::AgbCode::try_from("73990101".to_owned()).unwrap();
    for (rol, agb, plan) in [
        (Rol::Consulent, None, "force_generic_plan"),
        (Rol::Intaker, Some(agb()), "force_generic_plan"),
        (Rol::Beleid, None, "auto"),
        (Rol::Expertteamlid, None, "auto"),
    ] {
        let bereik = Bereik::voor(Uuid::nil(), rol, regio.clone(), [], agb, nu);
        let sql = "SELECT current_setting('plan_cache_mode') AS plan";
        let lees = async |lees: &mut Lees| lees.vraag(sql, vec![], |rij| rij.tekst("plan")).await.unwrap();
        let mut los = proef.opslag.lees(&bereik).await.unwrap();
        assert_eq!(lees(&mut los).await, [Some(plan.to_owned())], "{rol:?}");
        let mut tx = proef.opslag.begin(&bereik).await.unwrap();
        assert_eq!(lees(&mut tx).await, [Some(plan.to_owned())], "{rol:?}");
    }
    proef.ruim_op().await;
}

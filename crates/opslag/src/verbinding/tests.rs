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

//! Both databases have the same tables, and migrating is safe to repeat.

use houvast_opslag::proef::Proef;
use houvast_opslag::{op_beide, proef};
use sqlx::{PgPool, SqlitePool};
use std::collections::{BTreeMap, BTreeSet};

/// Table → column → (kind of type, may be null).
type Kolommen = BTreeMap<String, BTreeMap<String, (String, bool)>>;

async fn van_sqlite(pool: &SqlitePool) -> Kolommen {
    let rijen: Vec<(String, String, String, i64)> = sqlx::query_as(
        "SELECT m.name, p.name, p.type, p.\"notnull\" FROM sqlite_schema m, pragma_table_info(m.name) p \
         WHERE m.type = 'table' AND m.name NOT LIKE '\\_sqlx%' ESCAPE '\\' AND m.name NOT LIKE 'sqlite%'",
    )
    .fetch_all(pool)
    .await
    .unwrap();
    let mut uit = Kolommen::new();
    for (tabel, kolom, soort, moet) in rijen {
        uit.entry(tabel).or_default().insert(kolom, (soort, moet == 0));
    }
    uit
}

async fn van_postgres(pool: &PgPool) -> Kolommen {
    let rijen: Vec<(String, String, String, String, Option<String>)> = sqlx::query_as(
        "SELECT table_name::text, column_name::text, data_type::text, is_nullable::text, collation_name::text \
         FROM information_schema.columns WHERE table_schema = 'public' AND table_name NOT LIKE '\\_sqlx%'",
    )
    .fetch_all(pool)
    .await
    .unwrap();
    let mut uit = Kolommen::new();
    for (tabel, kolom, soort, leeg, sortering) in rijen {
        // The kind of type that SQLite would name so; booleans and ids have none of their own there.
        let soort = match soort.as_str() {
            "text" => {
                assert_eq!(
                    sortering.as_deref(),
                    Some("C"),
                    "{tabel}.{kolom} sorteert anders dan SQLite"
                );
                "TEXT"
            }
            "bigint" | "boolean" => "INTEGER",
            "bytea" | "uuid" => "BLOB",
            ander => panic!("{tabel}.{kolom}: type {ander} hoort hier niet"),
        };
        uit.entry(tabel)
            .or_default()
            .insert(kolom, (soort.to_owned(), leeg == "YES"));
    }
    uit
}

/// Table, columns in order, unique, partial.
type Index = (String, Vec<String>, bool, bool);

async fn indexen_van_sqlite(pool: &SqlitePool) -> BTreeSet<Index> {
    let rijen: Vec<(String, String, i64, i64, i64, String)> = sqlx::query_as(
        "SELECT m.name, l.name, l.\"unique\", l.partial, i.seqno, i.name FROM sqlite_schema m, \
         pragma_index_list(m.name) l, pragma_index_info(l.name) i \
         WHERE m.type = 'table' AND m.name NOT LIKE '\\_sqlx%' ESCAPE '\\' ORDER BY m.name, l.name, i.seqno",
    )
    .fetch_all(pool)
    .await
    .unwrap();
    let mut per: BTreeMap<(String, String), Index> = BTreeMap::new();
    for (tabel, index, uniek, deel, _, kolom) in rijen {
        let rij = per
            .entry((tabel.clone(), index))
            .or_insert((tabel, vec![], uniek == 1, deel == 1));
        rij.1.push(kolom);
    }
    per.into_values().collect()
}

async fn indexen_van_postgres(pool: &PgPool) -> BTreeSet<Index> {
    let rijen: Vec<(String, String, bool, bool, String)> = sqlx::query_as(
        "SELECT t.relname::text, x.relname::text, i.indisunique, i.indpred IS NOT NULL, a.attname::text \
         FROM pg_index i JOIN pg_class t ON t.oid = i.indrelid JOIN pg_class x ON x.oid = i.indexrelid \
         JOIN pg_namespace n ON n.oid = t.relnamespace AND n.nspname = 'public' \
         JOIN unnest(i.indkey) WITH ORDINALITY k(nr, plek) ON true \
         JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.nr \
         WHERE t.relname NOT LIKE '\\_sqlx%' ORDER BY t.relname, x.relname, k.plek",
    )
    .fetch_all(pool)
    .await
    .unwrap();
    let mut per: BTreeMap<(String, String), Index> = BTreeMap::new();
    for (tabel, index, uniek, deel, kolom) in rijen {
        let rij = per
            .entry((tabel.clone(), index))
            .or_insert((tabel, vec![], uniek, deel));
        rij.1.push(kolom);
    }
    per.into_values().collect()
}

/// Table, its columns, the table it points at and the columns there.
type Vreemd = (String, Vec<String>, String, Vec<String>);

async fn vreemd_van_sqlite(pool: &SqlitePool) -> BTreeSet<Vreemd> {
    let rijen: Vec<(String, i64, String, String, String)> = sqlx::query_as(
        "SELECT m.name, f.id, f.\"table\", f.\"from\", f.\"to\" FROM sqlite_schema m, pragma_foreign_key_list(m.name) f \
         WHERE m.type = 'table' ORDER BY m.name, f.id, f.seq",
    )
    .fetch_all(pool)
    .await
    .unwrap();
    vreemde_sleutels(rijen)
}

async fn vreemd_van_postgres(pool: &PgPool) -> BTreeSet<Vreemd> {
    let rijen: Vec<(String, i64, String, String, String)> = sqlx::query_as(
        "SELECT t.relname::text, c.oid::bigint, v.relname::text, a.attname::text, b.attname::text FROM pg_constraint c \
         JOIN pg_class t ON t.oid = c.conrelid JOIN pg_class v ON v.oid = c.confrelid \
         JOIN unnest(c.conkey, c.confkey) WITH ORDINALITY k(van, naar, plek) ON true \
         JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.van \
         JOIN pg_attribute b ON b.attrelid = c.confrelid AND b.attnum = k.naar \
         WHERE c.contype = 'f' ORDER BY t.relname, c.oid, k.plek",
    )
    .fetch_all(pool)
    .await
    .unwrap();
    vreemde_sleutels(rijen)
}

fn vreemde_sleutels(rijen: Vec<(String, i64, String, String, String)>) -> BTreeSet<Vreemd> {
    let mut per: BTreeMap<(String, i64), Vreemd> = BTreeMap::new();
    for (tabel, sleutel, naar, van_kolom, naar_kolom) in rijen {
        let rij = per
            .entry((tabel.clone(), sleutel))
            .or_insert((tabel, vec![], naar, vec![]));
        rij.1.push(van_kolom);
        rij.3.push(naar_kolom);
    }
    per.into_values().collect()
}

pub(crate) async fn sqlite_pool(proef: &Proef) -> SqlitePool {
    SqlitePool::connect(&format!(
        "sqlite://{}",
        proef.bestand.as_deref().unwrap().display()
    ))
    .await
    .unwrap()
}

#[tokio::test]
async fn beide_databases_hebben_dezelfde_tabellen() {
    let Some(pg) = proef::postgres().await else { return };
    let lite = proef::sqlite().await;
    let (a, b) = (
        sqlite_pool(&lite).await,
        PgPool::connect(pg.url().unwrap()).await.unwrap(),
    );
    let kolommen = van_sqlite(&a).await;
    assert!(kolommen.len() > 20, "{:?}", kolommen.keys());
    assert_eq!(kolommen, van_postgres(&b).await);
    assert_eq!(indexen_van_sqlite(&a).await, indexen_van_postgres(&b).await);
    let vreemd = vreemd_van_sqlite(&a).await;
    assert!(vreemd.len() > 30, "{}", vreemd.len());
    assert_eq!(vreemd, vreemd_van_postgres(&b).await);
    a.close().await;
    b.close().await;
    lite.ruim_op().await;
    pg.ruim_op().await;
}

#[tokio::test]
async fn de_houder_leidt_elke_sleutel_en_elke_tabel_is_streng() {
    let proef = proef::sqlite().await;
    let pool = sqlite_pool(&proef).await;
    for (tabel, kolommen, _, _) in indexen_van_sqlite(&pool).await {
        assert_eq!(kolommen[0], "houder", "{tabel}: index {kolommen:?}");
    }
    let zwak: Vec<(String,)> = sqlx::query_as(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE '\\_sqlx%' ESCAPE '\\' \
         AND name NOT LIKE 'sqlite%' AND sql NOT LIKE '%STRICT'",
    )
    .fetch_all(&pool)
    .await
    .unwrap();
    assert_eq!(zwak, []);
    let vreemd: Vec<(String, i64, String, String)> = sqlx::query_as(
        "SELECT m.name, f.id, f.\"from\", f.\"to\" FROM sqlite_schema m, pragma_foreign_key_list(m.name) f \
         WHERE m.type = 'table' AND f.seq = 0",
    )
    .fetch_all(&pool)
    .await
    .unwrap();
    assert!(vreemd.len() > 20);
    for (tabel, _, van, naar) in vreemd {
        assert_eq!((van.as_str(), naar.as_str()), ("houder", "houder"), "{tabel}");
    }
    pool.close().await;
    proef.ruim_op().await;
}

/// A database that ran a step refuses to start when that step changed since. To change the tables, add a step and a line.
#[test]
fn een_gelande_migratie_verandert_niet_meer() {
    let map = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("migraties");
    let mut nu: Vec<String> = std::fs::read_dir(&map)
        .unwrap()
        .flatten()
        .filter(|b| b.path().extension().is_some_and(|e| e == "sql"))
        .map(|b| {
            let som = houvast_opslag::sha256(&std::fs::read(b.path()).unwrap());
            let hex: String = som.iter().map(|b| format!("{b:02x}")).collect();
            format!("{hex}  {}", b.file_name().to_string_lossy())
        })
        .collect();
    nu.sort_by_key(|r| r.split_at(64).1.to_owned());
    let geland = std::fs::read_to_string(map.join("geland.sha256")).unwrap();
    assert_eq!(
        geland.lines().collect::<Vec<_>>(),
        nu,
        "sha256sum *.sql van de stappen"
    );
}

#[tokio::test]
async fn sqlite_houdt_een_wal_bij() {
    let proef = proef::sqlite().await;
    let pool = sqlite_pool(&proef).await;
    let (wal,): (String,) = sqlx::query_as("PRAGMA journal_mode")
        .fetch_one(&pool)
        .await
        .unwrap();
    assert_eq!(wal, "wal");
    pool.close().await;
    proef.ruim_op().await;
}

op_beide! {
    async fn nog_eens_migreren_doet_niets(proef: &Proef) {
        proef.opslag.migreer().await.unwrap();
        let opnieuw = proef.opnieuw().await;
        opnieuw.migreer().await.unwrap();
        opnieuw.sluit().await;
    }

    async fn twee_programmas_migreren_tegelijk(proef: &Proef) {
        let (een, twee) = (proef.opnieuw().await, proef.opnieuw().await);
        let (a, b) = tokio::join!(een.migreer(), twee.migreer());
        assert_eq!((a, b), (Ok(()), Ok(())));
        een.sluit().await;
        twee.sluit().await;
    }
}

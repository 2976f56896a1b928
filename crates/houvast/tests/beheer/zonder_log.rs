//! A backup is wanted most where nothing can be written any more: then it is made, and says that the log does not know it.

use super::{gevulde_map, opslagregels, p, tabellen};
use crate::gemeen::{start_server, stop_net, verse_map, voer};
use houvast_opslag::proef;
use sqlx::{AssertSqlSafe, Connection as _};
use std::{fs, path::Path};

const WAARSCHUWING: &str = "let op, deze kopie komt niet in het logboek";

/// Makes a backup in the vault: exit code, what it printed, what it warned of.
fn maak(map: &Path, kluis: &Path, database: &str) -> (Option<i32>, String, String) {
    let sleutel = kluis.join("kopie.sleutel");
    if !sleutel.exists() {
        assert_eq!(voer(&["reservekopie", "sleutel", p(&sleutel)]).0, Some(0));
    }
    voer(&[
        "reservekopie",
        "maak",
        "--naar",
        p(&kluis.join("vandaag.kopie")),
        "--sleutelbestand",
        p(&sleutel),
        "--database",
        database,
        "--map",
        p(map),
    ])
}

/// Puts it back in a new folder; the same sums, and the log of there says it.
fn zet_terug(kluis: &Path, naam: &str, erin: &str) {
    let nieuw = verse_map(naam);
    let (code, uit, fout) = voer(&[
        "reservekopie",
        "terugzet",
        "--van",
        p(&kluis.join("vandaag.kopie")),
        "--sleutelbestand",
        p(&kluis.join("kopie.sleutel")),
        "--sprong",
        "0",
        "--map",
        p(&nieuw),
    ]);
    assert_eq!(code, Some(0), "{fout}");
    assert_eq!(tabellen(&uit), tabellen(erin));
    assert_eq!(opslagregels(&nieuw.join("houvast.db")), ["opslag.terugzetten"]);
    fs::remove_dir_all(nieuw).unwrap();
}

#[test]
fn een_kopie_waarvan_het_logboek_niet_te_schrijven_is_komt_er_met_een_waarschuwing() {
    let (map, kluis) = (gevulde_map("zonder-log"), verse_map("zonder-log-kluis"));
    let bestand = map.join("houvast.db");
    let doe = |sql: &'static str| {
        tokio::runtime::Runtime::new().unwrap().block_on(async {
            let adres = format!("sqlite://{}", bestand.display());
            let mut lijn = sqlx::SqliteConnection::connect(&adres).await.unwrap();
            sqlx::query(sql).execute(&mut lijn).await.unwrap();
            lijn.close().await.unwrap();
        });
    };
    doe("CREATE TRIGGER dicht BEFORE INSERT ON logregel BEGIN SELECT RAISE(ABORT, 'dicht'); END");
    let (code, uit, fout) = maak(&map, &kluis, "sqlite");
    assert_eq!(code, Some(0), "{fout}");
    assert!(fout.contains(WAARSCHUWING), "{fout}");
    assert_eq!(
        opslagregels(&bestand),
        [""; 0],
        "er staat echt niets in het logboek"
    );
    assert!(tabellen(&uit)["jeugdige"].0 > 100, "{uit}");
    zet_terug(&kluis, "zonder-log-terug", &uit);
    // And when it can be written again, it is, without a warning.
    doe("DROP TRIGGER dicht");
    fs::remove_file(kluis.join("vandaag.kopie")).unwrap();
    let (code, _, fout) = maak(&map, &kluis, "sqlite");
    assert_eq!((code, fout.as_str()), (Some(0), ""));
    assert_eq!(opslagregels(&bestand), ["opslag.reservekopie"]);
    for weg in [map, kluis] {
        fs::remove_dir_all(weg).unwrap();
    }
}

#[test]
fn van_een_postgres_die_alleen_te_lezen_is_komt_een_kopie_met_een_waarschuwing() {
    let motor = tokio::runtime::Runtime::new().unwrap();
    let Some(proef) = motor.block_on(proef::postgres()) else {
        return;
    };
    let url = proef.url().unwrap().to_owned();
    let (map, kluis) = (verse_map("zonder-log-pg"), verse_map("zonder-log-pg-kluis"));
    fs::write(map.join("sleutel"), [42; 32]).unwrap();
    assert_eq!(stop_net(&mut start_server(&map, &url, &[])), Some(0));
    motor.block_on(async {
        let naam = url.split('?').next().unwrap().rsplit('/').next().unwrap();
        let sql = format!("ALTER DATABASE {naam} SET default_transaction_read_only = on");
        let mut lijn = sqlx::PgConnection::connect(&url).await.unwrap();
        sqlx::query(AssertSqlSafe(sql)).execute(&mut lijn).await.unwrap();
        lijn.close().await.unwrap();
    });
    let (code, uit, fout) = maak(&map, &kluis, &url);
    assert_eq!(code, Some(0), "{fout}");
    assert!(fout.contains(WAARSCHUWING), "{fout}");
    zet_terug(&kluis, "zonder-log-pg-terug", &uit);
    for weg in [map, kluis] {
        fs::remove_dir_all(weg).unwrap();
    }
    motor.block_on(proef.ruim_op());
}

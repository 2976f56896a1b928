//! A move of all data that is killed halfway goes on when it is asked again, to either database.

use super::{gevulde_map, p, tabellen};
use crate::gemeen::{houvast, voer, wacht};
use houvast_opslag::proef;
use sqlx::Connection as _;
use std::{fs, path::Path, process::Stdio, time::Duration};

const TEL: &str = "SELECT COUNT(*) FROM instelling";

/// Rows of one of the first tables that are filled; nought when the database is not that far yet.
fn rijen_in(adres: &str) -> i64 {
    tokio::runtime::Runtime::new().unwrap().block_on(async {
        let aantal = if let Some(pad) = adres.strip_prefix("sqlite:") {
            let Ok(mut lijn) = sqlx::SqliteConnection::connect(&format!("sqlite://{pad}?mode=ro")).await
            else {
                return 0;
            };
            sqlx::query_scalar(TEL).fetch_one(&mut lijn).await
        } else {
            let mut lijn = sqlx::PgConnection::connect(adres).await.unwrap();
            sqlx::query_scalar(TEL).fetch_one(&mut lijn).await
        };
        aantal.unwrap_or(0)
    })
}

#[test]
fn een_verhuizing_die_met_kill_9_wordt_afgebroken_gaat_verder() {
    let map = gevulde_map("verhuis-kill");
    let naar = format!("sqlite:{}", p(&map.join("nieuw.db")));
    breek_af(&map, &naar);
}

#[test]
fn een_verhuizing_naar_postgres_die_met_kill_9_wordt_afgebroken_gaat_verder() {
    let motor = tokio::runtime::Runtime::new().unwrap();
    let Some(proef) = motor.block_on(proef::postgres()) else {
        return;
    };
    breek_af(&gevulde_map("verhuis-kill-pg"), proef.url().unwrap());
    motor.block_on(proef.ruim_op());
}

fn breek_af(map: &Path, naar: &str) {
    let argumenten = [
        "database",
        "verplaats",
        "--van",
        "sqlite",
        "--naar",
        naar,
        "--map",
        p(map),
    ];
    let mut proces = houvast()
        .args(argumenten)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    // Killed as soon as there are rows on the other side; once.
    let begonnen = wacht(Duration::from_secs(30), || {
        rijen_in(naar) > 0 || proces.try_wait().unwrap().is_some()
    });
    assert!(begonnen);
    proces.kill().unwrap();
    assert!(
        !proces.wait().unwrap().success(),
        "de verhuizing was al klaar voor de kill"
    );
    let (code, uit, fout) = voer(&argumenten);
    assert_eq!(code, Some(0), "{fout}");
    assert!(uit.contains("was afgebroken en is afgemaakt"), "{uit}");
    assert!(tabellen(&uit)["jeugdige"].0 > 100, "{uit}");
    fs::remove_dir_all(map).unwrap();
}

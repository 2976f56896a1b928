//! Our SQL stays within what PostgreSQL spread over machines accepts (Citus, YugabyteDB, CockroachDB), so that a province or
//! the country can move there without another program. Every text in `src` and every migration is looked at.

use std::path::{Path, PathBuf};

/// A construct, and why it is not ours.
const VERBODEN: [(&str, &str); 31] = [
    ("LISTEN ", "a notification reaches one node only"),
    ("NOTIFY ", "a notification reaches one node only"),
    ("ADVISORY", "a session lock is held by one connection of one node"),
    ("TRIGGER", "late and partial on CockroachDB, per shard on Citus"),
    ("PROCEDURE", "must be made on every shard"),
    ("FUNCTION ", "must be made on every shard"),
    ("LANGUAGE PLPGSQL", "must be made on every shard"),
    ("SERIAL", "sequences have gaps and no order over nodes"),
    ("SEQUENCE", "sequences have gaps and no order over nodes"),
    ("NEXTVAL", "sequences have gaps and no order over nodes"),
    ("AUTOINCREMENT", "sequences have gaps and no order over nodes"),
    ("GENERATED ALWAYS", "sequences have gaps and no order over nodes"),
    ("EXCLUDE ", "exclusion constraints do not exist there"),
    ("DEFERRABLE", "deferrable constraints do not exist there"),
    ("LOCK TABLE", "holds up every node"),
    ("TEMP TABLE", "lives on one connection"),
    ("TEMPORARY", "lives on one connection"),
    ("UNLOGGED", "is lost with its node"),
    ("MATERIALIZED", "materialised views are not spread"),
    (
        "USING GIN",
        "an inverted index over several columns does not exist on YugabyteDB",
    ),
    ("USING GIST", "does not exist on YugabyteDB"),
    ("USING BRIN", "does not exist on YugabyteDB"),
    ("TEXT[]", "arrays as columns have no equal on SQLite"),
    ("ARRAY[", "arrays as columns have no equal on SQLite"),
    ("AS ENUM", "a type must be made on every shard"),
    ("CREATE TYPE", "a type must be made on every shard"),
    ("CREATE DOMAIN", "a type must be made on every shard"),
    ("CREATE EXTENSION", "is not there on every engine"),
    ("INHERITS", "table inheritance does not exist on YugabyteDB"),
    ("RECURSIVE", "a recursive question does not cross shards"),
    ("FOR SHARE", "row locks of readers are not on Citus"),
];

/// What a later node would trip over while an older one runs: steps only add.
const ALLEEN_ERBIJ: [&str; 4] = ["DROP COLUMN", "DROP TABLE", "RENAME ", "ALTER COLUMN"];

fn src() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

fn rust_bestanden(map: &Path, uit: &mut Vec<PathBuf>) {
    for ding in std::fs::read_dir(map).unwrap().flatten() {
        let pad = ding.path();
        if pad.is_dir() {
            rust_bestanden(&pad, uit);
        } else if pad.extension().is_some_and(|e| e == "rs")
            // Tests ask nothing of a running region.
            && !["proef.rs", "tests.rs"].iter().any(|t| pad.ends_with(t))
        {
            uit.push(pad);
        }
    }
}

/// The string literals of a Rust file up to its tests; a line that ends in a backslash goes on without its white space.
fn teksten(bron: &str) -> Vec<String> {
    let bron = bron.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
    let mut uit = Vec::new();
    let mut tekens = bron.chars().peekable();
    while let Some(c) = tekens.next() {
        match c {
            '/' if tekens.peek() == Some(&'/') => while tekens.next().is_some_and(|c| c != '\n') {},
            // A character literal may be a quote; a lifetime has no second one.
            '\'' => {
                let mut verder = tekens.clone();
                let een = verder.next();
                let twee = if een == Some('\\') {
                    verder.nth(1)
                } else {
                    verder.next()
                };
                if twee == Some('\'') {
                    tekens = verder;
                }
            }
            '"' => {
                let mut tekst = String::new();
                while let Some(c) = tekens.next() {
                    match c {
                        '"' => break,
                        '\\' => match tekens.next() {
                            Some('\n') => while tekens.next_if(|c| c.is_whitespace()).is_some() {},
                            Some(c) => tekst.push(c),
                            None => break,
                        },
                        c => tekst.push(c),
                    }
                }
                uit.push(tekst);
            }
            _ => {}
        }
    }
    uit
}

fn is_sql(tekst: &str) -> bool {
    [
        "SELECT ",
        "INSERT INTO ",
        "UPDATE ",
        "DELETE FROM ",
        "WHERE ",
        "JOIN ",
        "ON CONFLICT",
        "BEGIN ",
        "ORDER BY ",
        "FOR UPDATE",
    ]
    .iter()
    .any(|woord| tekst.contains(woord))
}

/// What is wrong with a statement or a part of one.
fn bezwaren(sql: &str) -> Vec<String> {
    let groot = sql.to_uppercase();
    let mut uit: Vec<String> = VERBODEN
        .iter()
        .filter(|(wat, _)| groot.contains(wat))
        .map(|(wat, waarom)| format!("{wat}: {waarom}"))
        .collect();
    // A join stays within one shard when both sides have the same houder.
    for join in sql.split("JOIN ").skip(1) {
        let tot = [" WHERE ", " GROUP BY ", " ORDER BY ", "LEFT ", " UNION "]
            .iter()
            .filter_map(|w| join.find(w))
            .min();
        let join = &join[..tot.unwrap_or(join.len())];
        if join.contains(" ON ") && !join.contains("houder = ") {
            uit.push(format!("JOIN zonder houder: {join}"));
        }
    }
    for conflict in sql.split("ON CONFLICT (").skip(1) {
        if !conflict.starts_with("houder") && !conflict.starts_with('{') {
            uit.push(format!("ON CONFLICT zonder houder: {conflict}"));
        }
    }
    // The column by which rows are spread cannot change.
    for zet in sql.split(" SET ").skip(1) {
        let zet = zet.split(" WHERE ").next().unwrap_or_default();
        if zet
            .split(", ")
            .any(|deel| deel.trim_start().starts_with("houder ="))
        {
            uit.push(format!("SET houder: {zet}"));
        }
    }
    if let Some(rest) = sql.strip_prefix("INSERT INTO ")
        && let Some((_, kolommen)) = rest.split_once('(')
        && !kolommen.starts_with("houder")
        && !kolommen.starts_with('{')
    {
        uit.push(format!("INSERT zonder houder: {rest}"));
    }
    uit
}

#[test]
fn onze_vragen_draaien_ook_op_een_verspreide_postgres() {
    let mut bestanden = Vec::new();
    rust_bestanden(&src(), &mut bestanden);
    let (mut aantal, mut fout) = (0, Vec::new());
    // What the planner of SQLite is told is in a table of SQLite itself.
    bestanden.retain(|pad| !pad.ends_with("sqlite/planner.rs"));
    for pad in bestanden {
        for tekst in teksten(&std::fs::read_to_string(&pad).unwrap())
            .iter()
            .filter(|t| is_sql(t))
        {
            aantal += 1;
            let naam = pad.strip_prefix(src()).unwrap().display();
            fout.extend(bezwaren(tekst).into_iter().map(|b| format!("{naam}: {b}")));
        }
    }
    assert!(aantal > 150, "de test vindt onze SQL: {aantal}");
    assert!(fout.is_empty(), "{fout:#?}");
}

/// A step without its comments.
fn zonder_uitleg(tekst: &str) -> String {
    let regels = tekst.lines().map(|r| r.split("--").next().unwrap_or_default());
    regels.collect::<Vec<_>>().join("\n")
}

#[test]
fn onze_stappen_draaien_ook_op_een_verspreide_postgres() {
    let map = Path::new(env!("CARGO_MANIFEST_DIR")).join("migraties");
    let (mut sleutels, mut fout) = (0, Vec::new());
    for ding in std::fs::read_dir(map).unwrap().flatten() {
        let naam = ding.file_name().to_string_lossy().into_owned();
        if !naam.ends_with(".sql") {
            continue;
        }
        let tekst = zonder_uitleg(&std::fs::read_to_string(ding.path()).unwrap());
        for opdracht in tekst.split(';') {
            fout.extend(
                bezwaren(opdracht.trim())
                    .into_iter()
                    .map(|b| format!("{naam}: {b}")),
            );
        }
        let groot = tekst.to_uppercase();
        fout.extend(
            ALLEEN_ERBIJ
                .iter()
                .filter(|w| groot.contains(**w))
                .map(|w| format!("{naam}: {w}")),
        );
        // Unique and foreign keys hold the column by which rows are spread.
        for merk in ["PRIMARY KEY (", "UNIQUE (", "FOREIGN KEY ("] {
            for rest in tekst.split(merk).skip(1) {
                sleutels += 1;
                if !rest.starts_with("houder") {
                    fout.push(format!(
                        "{naam}: {merk}{}",
                        rest.lines().next().unwrap_or_default()
                    ));
                }
            }
        }
    }
    assert!(sleutels > 80, "{sleutels}");
    assert!(fout.is_empty(), "{fout:#?}");
}

#[test]
fn elk_verboden_woord_wordt_ook_echt_gevonden() {
    for (wat, _) in VERBODEN {
        let regel = format!("SELECT 1; {} x", wat.to_lowercase());
        assert!(!bezwaren(&regel).is_empty(), "{wat}");
    }
    for fout in [
        "SELECT 1 FROM a JOIN b ON b.id = a.b WHERE a.houder = $1",
        "SELECT 1 FROM a JOIN b ON b.houder = a.houder AND b.id = a.b LEFT JOIN c ON c.id = a.c",
        "INSERT INTO a (id, houder) VALUES ($1, $2)",
        "INSERT INTO a (houder, id) VALUES ($1, $2) ON CONFLICT (id) DO NOTHING",
        "UPDATE a SET naam = $1, houder = $2 WHERE houder = $3",
    ] {
        assert_eq!(bezwaren(fout).len(), 1, "{fout}");
    }
    for goed in [
        "SELECT 1 FROM a JOIN b ON b.houder = a.houder AND b.id = a.b WHERE a.houder = $1",
        "UPDATE a SET naam = $1 WHERE houder = $2",
        "INSERT INTO a (houder, id) VALUES ($1, $2) ON CONFLICT (houder, id) DO NOTHING",
    ] {
        assert!(bezwaren(goed).is_empty(), "{goed}");
    }
}

#[test]
fn de_teksten_van_een_bestand_worden_heel_gelezen() {
    let bron = "// \"niet\"\nlet c = '\"'; let a: &'static str = \"SELECT \\\"x\\\" \\\n     FROM t\"; f('\\'', \"WHERE\");\n#[cfg(test)]\nmod tests { \"niet\" }";
    assert_eq!(teksten(bron), ["SELECT \"x\" FROM t", "WHERE"]);
}

//! Connections, transactions and values of SQLite.

use super::*;

fn poelen() -> (PathBuf, Arc<Poel>, Arc<Poel>) {
    let map = std::env::temp_dir().join(format!(
        "houvast-poel-{}-{:?}",
        std::process::id(),
        std::thread::current().id()
    ));
    std::fs::create_dir_all(&map).unwrap();
    let pad = map.join("proef.db");
    let poel = |soort| Poel::nieuw(pad.clone(), soort);
    let (schrijf, lees) = (poel(Soort::Schrijver), poel(Soort::Lezer));
    (map, schrijf, lees)
}

fn getallen(c: &mut Geleend) -> Vec<Option<i64>> {
    c.vraag("SELECT n FROM t ORDER BY n", &[], |rij| rij.getal("n"))
        .unwrap()
}

#[tokio::test]
async fn wat_niet_is_vastgelegd_is_niet_gebeurd() {
    let (map, schrijf, lees) = poelen();
    let mut c = schrijf.neem().await.unwrap();
    c.doe("CREATE TABLE t (n INTEGER) STRICT").unwrap();
    c.begin().await.unwrap();
    let erin = "INSERT INTO t (n) VALUES ($1)";
    assert_eq!(c.voer_uit(erin, &[Waarde::Getal(Some(1))]), Ok(1));
    drop(c);
    let mut c = schrijf.neem().await.unwrap();
    assert_eq!(getallen(&mut c), []);
    c.begin().await.unwrap();
    assert_eq!(c.voer_uit(erin, &[Waarde::Getal(Some(2))]), Ok(1));
    let mut lezer = lees.neem().await.unwrap();
    assert_eq!(getallen(&mut lezer), []);
    c.commit().unwrap();
    assert_eq!(getallen(&mut lezer), [Some(2)]);
    assert!(lezer.voer_uit(erin, &[Waarde::Getal(Some(3))]).is_err());
    drop(lezer);
    lees.sluit().await;
    schrijf.sluit().await;
    assert!(schrijf.neem().await.is_err());
    std::fs::remove_dir_all(map).unwrap();
}

#[tokio::test]
async fn na_een_transactie_die_sqlite_zelf_beeindigde_wordt_er_niets_meer_waar() {
    let (map, schrijf, _) = poelen();
    let mut c = schrijf.neem().await.unwrap();
    c.doe("CREATE TABLE t (n INTEGER) STRICT").unwrap();
    c.begin().await.unwrap();
    // As SQLite does on a full disk.
    c.doe("ROLLBACK").unwrap();
    let erin = "INSERT INTO t (n) VALUES (1)";
    let afgebroken = Err(OpslagFout::Database("de transactie is afgebroken".into()));
    assert_eq!(c.voer_uit(erin, &[]), afgebroken);
    drop(c);
    let mut c = schrijf.neem().await.unwrap();
    assert_eq!(getallen(&mut c), []);
    c.begin().await.unwrap();
    assert_eq!(c.voer_uit(erin, &[]), Ok(1));
    c.commit().unwrap();
    std::fs::remove_dir_all(map).unwrap();
}

#[tokio::test]
async fn wat_is_vastgelegd_staat_op_de_schijf() {
    let (map, schrijf, lees) = poelen();
    let mut c = schrijf.neem().await.unwrap();
    let stand = |c: &mut Geleend, sql, kolom| c.vraag(sql, &[], |rij| rij.getal(kolom)).unwrap();
    assert_eq!(
        stand(&mut c, "PRAGMA synchronous", "synchronous"),
        [Some(2)],
        "2 is FULL"
    );
    for poel in [&schrijf, &lees] {
        drop(c);
        c = poel.neem().await.unwrap();
        assert_eq!(stand(&mut c, "PRAGMA foreign_keys", "foreign_keys"), [Some(1)]);
    }
    drop(c);
    std::fs::remove_dir_all(map).unwrap();
}

#[tokio::test]
async fn wat_is_vastgelegd_komt_vanzelf_in_het_bestand() {
    let (map, schrijf, _) = poelen();
    let mut c = schrijf.neem().await.unwrap();
    c.doe("CREATE TABLE t (n INTEGER) STRICT").unwrap();
    c.begin().await.unwrap();
    c.voer_uit("INSERT INTO t (n) VALUES (7)", &[]).unwrap();
    c.commit().unwrap();
    // The file alone, without its log: nobody closed anything yet.
    let (bestand, los) = (map.join("proef.db"), map.join("los.db"));
    let mut gelezen = Vec::new();
    for _ in 0..100 {
        std::fs::copy(&bestand, &los).unwrap();
        gelezen = Connection::open(&los)
            .and_then(|c| {
                c.prepare("SELECT n FROM t")?
                    .query_map([], |r| r.get::<_, i64>(0))?
                    .collect()
            })
            .unwrap_or_default();
        if !gelezen.is_empty() {
            break;
        }
        sleep(Duration::from_millis(100)).await;
    }
    assert_eq!(gelezen, [7]);
    schrijf.sluit().await;
    assert!(!map.join("proef.db-wal").exists(), "de laatste sluit en ruimt op");
    std::fs::remove_dir_all(map).unwrap();
}

#[tokio::test]
async fn een_waarde_hoort_bij_haar_nummer_en_een_kolom_bij_haar_naam() {
    let (map, schrijf, _) = poelen();
    let mut c = schrijf.neem().await.unwrap();
    let tekst = |t: &str| Waarde::Tekst(Some(t.to_owned()));
    let sql = "SELECT $2 AS b, $1 AS a, $2 AS ook, NULL AS n, 1 AS ja";
    let lees = |rij: &dyn Lezer| {
        assert_eq!(rij.tekst("n")?, None);
        assert_eq!(rij.ja("ja")?, Some(true));
        // Out of order, and another type than the column has.
        assert_eq!(rij.getal("a"), Err(OpslagFout::Waarde("a")));
        assert_eq!(rij.tekst("weg"), Err(OpslagFout::Waarde("weg")));
        Ok((rij.tekst("a")?, rij.tekst("b")?, rij.tekst("ook")?))
    };
    let rijen = c.vraag(sql, &[tekst("een"), tekst("twee")], lees).unwrap();
    let (een, twee) = (Some("een".to_owned()), Some("twee".to_owned()));
    assert_eq!(rijen, [(een, twee.clone(), twee)]);
    // A value too few is an error, never a NULL.
    assert!(c.vraag(sql, &[tekst("een")], |_| Ok(())).is_err());
    drop(c);
    std::fs::remove_dir_all(map).unwrap();
}

#[tokio::test]
async fn wie_op_een_ander_programma_wacht_houdt_zijn_draad_niet_op() {
    let (map, schrijf, _) = poelen();
    let ander = Poel::nieuw(schrijf.pad.clone(), Soort::Schrijver);
    let mut eerst = ander.neem().await.unwrap();
    eerst.begin().await.unwrap();
    let mut c = schrijf.neem().await.unwrap();
    // One thread for both: a wait that held it up would never end well.
    let (begonnen, ()) = tokio::join!(c.begin(), async {
        sleep(Duration::from_millis(20)).await;
        eerst.commit().unwrap();
    });
    assert_eq!(begonnen, Ok(()));
    drop(c);
    std::fs::remove_dir_all(map).unwrap();
}

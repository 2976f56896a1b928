//! Finding a child by its name: each typed word is the begin of a word of the name, in any order.

use crate::migraties::sqlite_pool;
use crate::steun::*;
use houvast_opslag::op_beide;
use houvast_opslag::proef::Proef;
use houvast_opslag::*;
use sqlx::{PgPool, Row as _};
use std::collections::BTreeSet;
use uuid::Uuid;

const STAP: &str = include_str!("../../migraties/0023_naamparen.sql");

async fn vind(o: &Opslag, tekst: &str) -> BTreeSet<Uuid> {
    let vraag = JeugdigeVraag {
        naam: Some(tekst.into()),
        ..Default::default()
    };
    let mut l = o.lees(&systeem()).await.unwrap();
    let lijst = l.zoek_jeugdigen(&vraag, Bladzijde::eerste(500)).await.unwrap();
    assert_eq!(lijst.volgende, None, "{tekst}");
    lijst.rijen.iter().map(|r| r.id).collect()
}

/// Statements of a test, one by one.
async fn doe(proef: &Proef, opdrachten: &[&str]) {
    for sql in opdrachten {
        let sql = sqlx::AssertSqlSafe((*sql).to_owned());
        match proef.url() {
            Some(url) => drop(
                sqlx::query(sql)
                    .execute(&PgPool::connect(url).await.unwrap())
                    .await
                    .unwrap(),
            ),
            None => drop(sqlx::query(sql).execute(&sqlite_pool(proef).await).await.unwrap()),
        }
    }
}

/// All rows of the table of words.
async fn woorden(proef: &Proef) -> BTreeSet<(String, Option<i64>)> {
    let sql = "SELECT woord || '/' || sorteer || '/' || zoek AS w, paren FROM jeugdige_woord";
    match proef.url() {
        Some(url) => {
            let rijen = sqlx::query(sql)
                .fetch_all(&PgPool::connect(url).await.unwrap())
                .await
                .unwrap();
            rijen.iter().map(|r| (r.get(0), r.get(1))).collect()
        }
        None => {
            let rijen = sqlx::query(sql)
                .fetch_all(&sqlite_pool(proef).await)
                .await
                .unwrap();
            rijen.iter().map(|r| (r.get(0), r.get(1))).collect()
        }
    }
}

/// Names of few syllables, so that words often begin alike; words of one and two letters among them.
struct Namen(u64);

impl Namen {
    fn onder(&mut self, n: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % n
    }

    fn woord(&mut self) -> String {
        let delen = ["ja", "n", "jan", "sen", "é", "van", "de", "Ünal", "'t", "ø"];
        (0..=self.onder(3))
            .map(|_| delen[self.onder(delen.len())])
            .collect()
    }

    fn naam(&mut self) -> String {
        let woorden: Vec<String> = (0..=self.onder(4)).map(|_| self.woord()).collect();
        woorden.join([" ", "-", "  "][self.onder(3)])
    }
}

op_beide! {
    async fn elk_woord_is_het_begin_van_een_woord_van_de_naam(proef: &Proef) {
        let mut namen = Namen(20_261_123);
        let kinderen: Vec<_> = (0..150)
            .map(|n| {
                let waar = if n % 5 == 4 { deventer() } else { zwolle() };
                jeugdige(&waar, bsn(n), &format!("{} {}", namen.naam(), namen.naam()))
            })
            .collect();
        let mut tx = proef.opslag.begin(&systeem()).await.unwrap();
        tx.leg_jeugdigen_vast(&kinderen).await.unwrap();
        tx.commit().await.unwrap();
        // The slow model.
        let model = |tekst: &str| -> BTreeSet<Uuid> {
            let gevraagd = vouw(tekst);
            let past = |kind: &&Jeugdige| {
                let naam = vouw(&format!("{} {}", kind.voornamen.as_deref().unwrap(), kind.geslachtsnaam));
                gevraagd.split(' ').all(|g| naam.split(' ').any(|w| w.starts_with(g)))
            };
            kinderen.iter().filter(past).map(|k| k.id).collect()
        };
        let (mut gevonden, mut paren) = (0, 0);
        for _ in 0..400 {
            let tekst = namen.naam();
            let uit = vind(&proef.opslag, &tekst).await;
            assert_eq!(uit, model(&tekst), "{tekst}");
            gevonden += usize::from(!uit.is_empty());
            paren += usize::from(!uit.is_empty() && vouw(&tekst).contains(' '));
        }
        assert!(gevonden > 100 && paren > 30, "te weinig te vinden: {gevonden}, {paren}");
    }

    async fn de_stap_maakt_dezelfde_paren_als_het_programma(proef: &Proef) {
        let mut namen = Namen(7);
        let kinderen: Vec<_> = (0..60)
            .map(|n| jeugdige(&zwolle(), bsn(n), &format!("{} {}", namen.naam(), namen.naam())))
            .collect();
        let mut tx = proef.opslag.begin(&systeem()).await.unwrap();
        tx.leg_jeugdigen_vast(&kinderen).await.unwrap();
        tx.commit().await.unwrap();
        let van_het_programma = woorden(proef).await;
        assert!(van_het_programma.iter().any(|(w, _)| w.starts_with("+jan ")), "{van_het_programma:?}");
        doe(proef, &["DELETE FROM jeugdige_woord WHERE woord LIKE '+%'", "UPDATE jeugdige_woord SET paren = NULL"]).await;
        let zonder_uitleg: String = STAP.lines().filter(|r| !r.starts_with("--")).collect::<Vec<_>>().join("\n");
        let vullen: Vec<&str> = zonder_uitleg
            .split(';')
            .map(str::trim)
            .filter(|o| o.starts_with("UPDATE") || o.starts_with("INSERT"))
            .collect();
        assert_eq!(vullen.len(), 2);
        doe(proef, &vullen).await;
        assert_eq!(woorden(proef).await, van_het_programma);
    }

    async fn een_woord_van_een_oudere_knoop_wordt_ook_gevonden(proef: &Proef) {
        let o = &proef.opslag;
        let (noor, jan) = (jeugdige(&zwolle(), bsn(0), "Noor Jansen"), jeugdige(&zwolle(), bsn(1), "Jan Jansen"));
        let mut tx = o.begin(&systeem()).await.unwrap();
        tx.leg_jeugdigen_vast(&[noor.clone(), jan.clone()]).await.unwrap();
        tx.commit().await.unwrap();
        // As a program without step 0023 leaves it, and then as one without step 0019.
        let zonder_paren = ["DELETE FROM jeugdige_woord WHERE woord LIKE '+%'", "UPDATE jeugdige_woord SET paren = NULL"];
        doe(proef, &zonder_paren).await;
        for _ in 0..2 {
            assert_eq!(vind(o, "jansen noor").await, BTreeSet::from([noor.id]));
            assert_eq!(vind(o, "jansen").await, BTreeSet::from([noor.id, jan.id]));
            assert_eq!(vind(o, "noor smit").await, BTreeSet::new());
            doe(proef, &["UPDATE jeugdige_woord SET sorteer = NULL, zoek = NULL"]).await;
        }
    }
}

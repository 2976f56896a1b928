//! A process that is killed without warning loses nothing that it had confirmed.

use crate::steun::*;
use houvast_opslag::op_beide;
use houvast_opslag::proef;
use houvast_opslag::{Aankomst, AankomstStatus, Herkomst};
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use uuid::Uuid;

/// The file of SQLite, or the address of PostgreSQL.
const PLEK: &str = "HOUVAST_PROEF_GEDOOD";

/// Runs as a child only: journals, settles every other one, and says so after each commit, until it is killed.
#[tokio::test]
#[ignore = "kind van de test hieronder"]
async fn kind_dat_sterft() {
    let Ok(plek) = std::env::var(PLEK) else {
        return;
    };
    let o = proef::heropen(&plek).await;
    for n in 0..100_000u32 {
        // Other ids than the children before.
        let claim = Uuid::from_u64_pair(
            id().as_u64_pair().0,
            u64::from(std::process::id()) << 32 | u64::from(n),
        );
        let a = Aankomst::nieuw(
            &regio(),
            claim,
            format!("<a>{n}</a>").into_bytes(),
            Herkomst::Postbus,
            nu(),
        );
        o.journaal(&systeem(), &a).await.unwrap();
        println!("\nJ {}", a.id);
        if n % 2 == 0 {
            let mut tx = o.begin(&systeem()).await.unwrap();
            tx.rond_aankomst_af(a.id, AankomstStatus::Verwerkt, &zwolle(), nu())
                .await
                .unwrap();
            tx.commit().await.unwrap();
            println!("\nK {}", a.id);
        }
    }
}

op_beide! {
    async fn na_een_kill_9_staat_alles_er_dat_bevestigd_was(proef: &Proef) {
        let bestand = proef.bestand.as_ref().map(|pad| pad.to_str().unwrap());
        let plek = bestand.or(proef.url()).unwrap().to_owned();
        for regels in [1, 20, 61] {
            let mut kind = Command::new(std::env::current_exe().unwrap())
                .args(["gedood::kind_dat_sterft", "--exact", "--ignored", "--nocapture"])
                .env(PLEK, &plek)
                .stdout(Stdio::piped())
                .stderr(Stdio::null())
                .spawn()
                .unwrap();
            let uit = BufReader::new(kind.stdout.take().unwrap());
            let bevestigd: Vec<(bool, Uuid)> = uit
                .lines()
                .map_while(Result::ok)
                .filter_map(|regel| {
                    let (soort, id) = regel.split_once(' ')?;
                    Some((
                        match soort {
                            "J" => false,
                            "K" => true,
                            _ => return None,
                        },
                        id.parse().ok()?,
                    ))
                })
                .take(regels)
                .collect();
            // SIGKILL.
            kind.kill().unwrap();
            kind.wait().unwrap();
            assert_eq!(bevestigd.len(), regels);
            let na = proef.opnieuw().await;
            na.migreer().await.unwrap();
            let mut l = na.lees(&systeem()).await.unwrap();
            for (klaar, id) in bevestigd {
                let stand = l.aankomst_standen(&[id]).await.unwrap().remove(0);
                assert!(
                    !klaar || stand.status == AankomstStatus::Verwerkt,
                    "afgerond en toch niet"
                );
            }
            drop(l);
            na.sluit().await;
        }
    }
}

//! What must not be readable in the database is not readable in the database.

use crate::steun::*;
use houvast_opslag::*;
use houvast_opslag::{op_beide, proef};

/// Fills every column that may hold something secret.
async fn vul(o: &Opslag) -> Vec<Vec<u8>> {
    let mut geheimen = Vec::new();
    let mut tx = o.begin(&systeem()).await.unwrap();
    for n in 0..40 {
        let kind = jeugdige(&zwolle(), bsn(n), "Noor Jansen");
        geheimen.push(bsn(n).als_str().as_bytes().to_vec());
        let ruw = format!("<Bericht><Bsn>{}</Bsn>geheimwoord{n}</Bericht>", bsn(n).als_str()).into_bytes();
        geheimen.push(format!("geheimwoord{n}<").into_bytes());
        let mut uit = bericht(&zwolle(), Richting::Uit, "JW301", vaart());
        uit.inhoud = Some(Geheim(ruw.clone()));
        let mut rij = Uitbak::nieuw(&zwolle(), id(), uit.id, "postbus", format!("{n}.xml"), nu());
        rij.inhoud = Some(Geheim(ruw.clone()));
        let naam = |wat: &str| format!("{wat} van Noor{n}.xml");
        uit.bestand = Some(naam("bericht").into());
        let mut aankomst = Aankomst::nieuw(&regio(), id(), ruw, Herkomst::Postbus, nu());
        aankomst.bestand = Some(naam("aankomst").into());
        let mut verzoek = verzoek(&kind, &uit, vaart(), VANDAAG);
        verzoek.commentaar = Some(naam("toelichting").into());
        let mut product = product(&verzoek, 1, "R");
        product.commentaar = Some(naam("productcommentaar").into());
        for wat in ["bericht", "aankomst", "toelichting", "productcommentaar"] {
            geheimen.push(naam(wat).into_bytes());
        }
        tx.leg_jeugdigen_vast(std::slice::from_ref(&kind)).await.unwrap();
        tx.journaal(&[aankomst]).await.unwrap();
        tx.leg_berichten_vast(&[uit]).await.unwrap();
        tx.zet_in_uitbak(&[rij]).await.unwrap();
        tx.leg_verzoeken_vast(std::slice::from_ref(&verzoek))
            .await
            .unwrap();
        tx.leg_verzoek_producten_vast(std::slice::from_ref(&product))
            .await
            .unwrap();
        assert_eq!(
            tx.verzoek(verzoek.id).await.unwrap().unwrap().commentaar,
            verzoek.commentaar
        );
    }
    tx.commit().await.unwrap();
    geheimen
}

fn bevat(hooi: &[u8], naald: &[u8]) -> bool {
    hooi.windows(naald.len()).any(|w| w == naald)
}

#[tokio::test]
async fn in_de_bytes_van_het_bestand_staat_geen_bsn_en_geen_bericht() {
    let proef = proef::sqlite().await;
    let geheimen = vul(&proef.opslag).await;
    let bestand = proef.bestand.clone().unwrap();
    let map = bestand.parent().unwrap();
    // While it is open, so with its write-ahead log.
    let mut bytes = Vec::new();
    for deel in std::fs::read_dir(map).unwrap() {
        bytes.extend(std::fs::read(deel.unwrap().path()).unwrap());
    }
    assert!(
        bevat(&bytes, b"Jansen"),
        "de test leest wel waar de gegevens staan"
    );
    for geheim in &geheimen {
        assert!(
            !bevat(&bytes, geheim),
            "{} is leesbaar",
            String::from_utf8_lossy(geheim)
        );
    }
    proef.ruim_op().await;
}

#[tokio::test]
async fn op_postgres_staat_geen_bsn_en_geen_bericht_in_een_kolom() {
    let Some(proef) = proef::postgres().await else {
        return;
    };
    let geheimen = vul(&proef.opslag).await;
    let pool = sqlx::PgPool::connect(proef.url().unwrap()).await.unwrap();
    let tabellen: Vec<String> = sqlx::query_scalar(
        "SELECT table_name::text FROM information_schema.tables WHERE table_schema = 'public'",
    )
    .fetch_all(&pool)
    .await
    .unwrap();
    let mut alles = Vec::new();
    for tabel in tabellen {
        let rijen: Vec<String> =
            sqlx::query_scalar(sqlx::AssertSqlSafe(format!("SELECT t::text FROM {tabel} t")))
                .fetch_all(&pool)
                .await
                .unwrap();
        alles.extend(rijen.concat().into_bytes());
    }
    pool.close().await;
    assert!(bevat(&alles, b"Jansen"));
    for geheim in &geheimen {
        // Text, or the same bytes in the hexadecimal of a bytea.
        let hex: String = geheim.iter().map(|b| format!("{b:02x}")).collect();
        assert!(
            !bevat(&alles, geheim) && !bevat(&alles, hex.as_bytes()),
            "{} is leesbaar",
            String::from_utf8_lossy(geheim)
        );
    }
    proef.ruim_op().await;
}

#[tokio::test]
async fn met_een_andere_sleutel_gaat_niets_open() {
    let proef = proef::sqlite().await;
    let z = zaak(&proef.opslag, &zwolle(), vaart(), 0).await;
    let ander = Opslag::open_sqlite(proef.bestand.as_deref().unwrap(), Sleutel::nieuw([1; 32]))
        .await
        .unwrap();
    assert_eq!(
        ander.migreer().await,
        Err(OpslagFout::Zegel("sleutel")),
        "een verkeerde sleutel valt bij de start op"
    );
    let mut l = ander.lees(&systeem()).await.unwrap();
    assert_eq!(
        l.jeugdige(z.kind.id).await.unwrap_err(),
        OpslagFout::Zegel("jeugdige")
    );
    assert_eq!(
        l.bericht_inhoud(z.bericht.id).await.unwrap_err(),
        OpslagFout::Zegel("aankomst")
    );
    assert_eq!(l.jeugdige_met_bsn(&zwolle(), &z.kind.bsn).await.unwrap(), None);
    drop(l);
    ander.sluit().await;
    proef.ruim_op().await;
}

#[cfg(unix)]
#[tokio::test]
async fn het_bestand_is_alleen_voor_zijn_eigenaar() {
    use std::os::unix::fs::PermissionsExt;
    let proef = proef::sqlite().await;
    zaak(&proef.opslag, &zwolle(), vaart(), 0).await;
    let map = proef.bestand.as_deref().unwrap().parent().unwrap();
    let mut gezien = 0;
    for deel in std::fs::read_dir(map).unwrap().flatten() {
        assert_eq!(
            deel.metadata().unwrap().permissions().mode() & 0o777,
            0o600,
            "{:?}",
            deel.file_name()
        );
        gezien += 1;
    }
    assert!(gezien >= 2, "het logboek van SQLite hoort erbij");
    proef.ruim_op().await;
}

op_beide! {
    async fn een_fout_van_de_database_noemt_geen_waarde(proef: &Proef) {
        let o = &proef.opslag;
        let mut a = account("piet.puk@zwolle.nl", Rol::Consulent, None);
        let mut tx = o.begin(&systeem()).await.unwrap();
        tx.leg_account_vast(&a, &[]).await.unwrap();
        a.id = id();
        let fout = tx.leg_account_vast(&a, &[]).await.unwrap_err();
        assert!(matches!(fout, OpslagFout::BestaatAl(_)));
        for tekst in [fout.to_string(), format!("{fout:?}")] {
            assert!(!tekst.contains("piet"), "{tekst}");
        }
    }
}

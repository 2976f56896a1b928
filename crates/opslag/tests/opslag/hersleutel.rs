//! Another key: what is sealed opens with the new one only, what is found by a keyed hash is found again, and who logged in
//! logs in anew.

use crate::steun::*;
use houvast_opslag::op_beide;
use houvast_opslag::proef::Proef;
use houvast_opslag::*;
use uuid::Uuid;

const NIEUW: [u8; 32] = [43; 32];

async fn open(proef: &Proef) -> Opslag {
    match (&proef.bestand, proef.url()) {
        (Some(pad), _) => Opslag::open_sqlite(pad, Sleutel::nieuw(NIEUW)).await.unwrap(),
        (None, url) => Opslag::open_postgres(url.unwrap(), Sleutel::nieuw(NIEUW))
            .await
            .unwrap(),
    }
}

op_beide! {
    async fn een_app_blijft_werken_en_wie_aangemeld_was_meldt_zich_opnieuw_aan(proef: &Proef) {
        let o = &proef.opslag;
        let (jan, org) = (account("jan", Rol::Consulent, None), account("organisatie-1", Rol::Consulent, None));
        let kind = jeugdige(&zwolle(), bsn(1), "Noor Jansen");
        let teken = sha256(b"sessie");
        let mut tx = o.begin(&systeem()).await.unwrap();
        tx.leg_jeugdigen_vast(std::slice::from_ref(&kind)).await.unwrap();
        tx.leg_account_vast(&jan, &[]).await.unwrap();
        tx.leg_account_vast(&org, &[]).await.unwrap();
        tx.begin_sessie(&teken, jan.id, nu(), later(3_600)).await.unwrap();
        let over = SessieOver { id: id(), apparaat: Some("Firefox".into()), kenmerk: Some("uitgever sid".into()) };
        assert!(tx.zet_sessie_over(&teken, &over).await.unwrap());
        tx.begin_aanmeldstap(&sha256(b"stap"), jan.id, nu(), later(300)).await.unwrap();
        tx.noteer_poging(id(), "jan", nu(), false).await.unwrap();
        let totp = Totp {
            houder: regio(),
            account: jan.id,
            geheim: Some(Geheim(b"geheim van de app".to_vec())),
            nieuw: Some(Geheim(b"een volgend geheim".to_vec())),
            laatste: 7,
            gewijzigd_op: nu(),
            versie: 1,
        };
        tx.zet_totp(&totp).await.unwrap();
        tx.zet_herstelcodes(jan.id, &[(id(), "code1".to_owned())]).await.unwrap();
        tx.koppel_oidc("uitgever sub", org.id).await.unwrap();
        let poging = OidcPoging {
            houder: regio(),
            id: id(),
            state_sha256: sha256(b"state"),
            koek_sha256: sha256(b"koek"),
            geheim: Geheim(b"nonce".to_vec()),
            verloopt_op: later(300),
        };
        tx.begin_oidc(&poging).await.unwrap();
        let concept = Concept {
            houder: regio(),
            account: jan.id,
            pad: "/hulpvragen".into(),
            inhoud: Geheim(b"wat jan typte".to_vec()),
            op: nu(),
        };
        tx.zet_concept(&concept).await.unwrap();
        tx.commit().await.unwrap();

        for b in [consulent("0193"), beheer(), privacy("0193")] {
            let uit = o.hersleutel(&b, &Sleutel::nieuw(NIEUW), (id(), nu()), &mut |_| {}).await;
            assert!(matches!(uit, Err(OpslagFout::BuitenBereik(_))), "{:?}", b.rol());
        }
        let gedaan = o.hersleutel(&systeem(), &Sleutel::nieuw(NIEUW), (id(), nu()), &mut |_| {}).await.unwrap();
        assert!(gedaan.zegels >= 5 && gedaan.al_gedaan == 0 && gedaan.indexen >= 1, "{gedaan:?}");

        let n = open(proef).await;
        n.migreer().await.unwrap();
        let mut tx = n.begin(&systeem()).await.unwrap();
        assert_eq!(tx.totp(jan.id).await.unwrap(), Some(totp));
        assert_eq!(tx.concept(jan.id).await.unwrap(), Some(concept));
        assert_eq!(tx.jeugdige_met_bsn(&zwolle(), &bsn(1)).await.unwrap().map(|k| k.id), Some(kind.id));
        assert!(tx.sessie(&teken, nu()).await.unwrap().is_none());
        assert_eq!(tx.aanmeldstap(&sha256(b"stap"), nu()).await.unwrap(), None);
        assert_eq!(tx.herstelcodes_over(jan.id).await.unwrap(), 0);
        assert_eq!(tx.account_van_oidc("uitgever sub").await.unwrap(), None);
        assert!(tx.neem_oidc(&sha256(b"state"), nu()).await.unwrap().is_none());
        assert!(!tx.account(org.id).await.unwrap().unwrap().actief, "een los account blijft niet open staan");
        assert!(tx.account(jan.id).await.unwrap().unwrap().actief);
        drop(tx);
        n.sluit().await;
        // With the key of before nothing opens any more.
        assert!(o.past_sleutel(&systeem()).await.is_err());
        assert!(o.lees(&systeem()).await.unwrap().totp(jan.id).await.is_err());
    }

    async fn een_waarde_die_met_geen_van_beide_sleutels_opengaat_stopt_het(proef: &Proef) {
        let o = &proef.opslag;
        let kind = jeugdige(&zwolle(), bsn(1), "Noor Jansen");
        let mut tx = o.begin(&systeem()).await.unwrap();
        tx.leg_jeugdigen_vast(std::slice::from_ref(&kind)).await.unwrap();
        tx.commit().await.unwrap();
        match (&proef.bestand, proef.url()) {
            (Some(pad), _) => {
                let pool = sqlx::SqlitePool::connect(&format!("sqlite://{}", pad.display())).await.unwrap();
                sqlx::query("UPDATE jeugdige SET bsn = x'0102'").execute(&pool).await.unwrap();
                pool.close().await;
            }
            (None, url) => {
                let pool = sqlx::PgPool::connect(url.unwrap()).await.unwrap();
                sqlx::query("UPDATE jeugdige SET bsn = '\\x0102'").execute(&pool).await.unwrap();
                pool.close().await;
            }
        }
        let uit = o.hersleutel(&systeem(), &Sleutel::nieuw(NIEUW), (Uuid::from_u128(3), nu()), &mut |_| {}).await;
        assert_eq!(uit, Err(OpslagFout::Zegel("jeugdige")));
        assert!(o.past_sleutel(&systeem()).await.is_ok(), "de oude sleutel geldt nog");
    }
}

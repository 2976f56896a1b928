//! Work on the store as a whole is of the program itself: nobody else, with whatever role.

use crate::steun::*;
use crate::vernietigen::vernietiging;
use houvast_opslag::{Bereik, OpslagFout, Uitslag, op_beide};
use std::fmt::Debug;
use uuid::Uuid;

fn buiten<T: Debug>(uitslag: Uitslag<T>) {
    assert!(matches!(uitslag, Err(OpslagFout::BuitenBereik(_))), "{uitslag:?}");
}

op_beide! {
    async fn alleen_het_programma_werkt_aan_de_hele_opslag(proef: &Proef) {
        let o = &proef.opslag;
        let knoop = Uuid::from_u128(7);
        for bereik in [
            consulent("0193"),
            medewerker(vaart()),
            beheer(),
            verwijzer(praktijk()),
            Bereik::sturing(Uuid::nil(), regio()),
            privacy("0193"),
        ] {
            let mut tx = o.begin(&bereik).await.unwrap();
            buiten(tx.taak("dagmail").await);
            buiten(tx.neem_taak("dagmail", knoop, nu(), nu()).await);
            buiten(tx.laat_taak_los("dagmail", knoop).await);
            buiten(tx.achterstand(3).await);
            let (lijst, dossier, uitzondering) = vernietiging();
            buiten(tx.vernietigingen().await);
            buiten(tx.vernietiging(knoop).await);
            buiten(tx.vernietiging_dossiers(&zwolle(), knoop).await);
            buiten(tx.bewaaruitzondering(&zwolle(), knoop, VANDAAG).await);
            buiten(tx.oude_dossiers(&zwolle(), nu(), Uuid::nil(), 10).await);
            buiten(tx.dossier_stand(&zwolle(), knoop).await);
            buiten(tx.log_noemt(&zwolle(), knoop).await);
            buiten(tx.leg_vernietiging_vast(&lijst, std::slice::from_ref(&dossier)).await);
            buiten(tx.wijzig_vernietiging(&lijst).await);
            buiten(tx.wijzig_vernietiging_dossier(&dossier).await);
            buiten(tx.leg_bewaaruitzondering_vast(&uitzondering).await);
            buiten(tx.vernietig_dossier(&zwolle(), knoop).await);
            buiten(tx.bericht_telling().await);
            buiten(tx.log_toestand().await);
            buiten(tx.verhuizingen().await);
            buiten(tx.onaf().await);
            buiten(tx.verlaten_op().await);
            buiten(tx.is_leeg().await);
        }
        let mut tx = o.begin(&systeem()).await.unwrap();
        assert!(tx.neem_taak("dagmail", knoop, nu(), nu()).await.unwrap());
        assert_eq!(tx.taak("dagmail").await.unwrap().unwrap().huurder, Some(knoop));
        assert_eq!(tx.achterstand(3).await.unwrap().wachtend, 0);
        assert!(tx.verhuizingen().await.unwrap().is_empty());
        assert!(tx.bericht_telling().await.unwrap().is_empty());
        assert_eq!(tx.log_toestand().await.unwrap().kapot, 0);
    }
}

//! A clock that is set back or forward, an hour and a day: what was leased or put off is not left lying, and nobody stays
//! logged in longer for it.

use crate::steun::*;
use houvast_opslag::{op_beide, sha256};

const UUR: i64 = 3_600;
const DAG: i64 = 24 * UUR;

op_beide! {
    async fn een_klok_die_terugspringt_laat_niets_liggen(proef: &Proef) {
        let o = &proef.opslag;
        let (ik, ander) = (id(), id());
        let een = zaak(o, &zwolle(), vaart(), 1).await;
        let mut tx = o.begin(&systeem()).await.unwrap();
        for terug in [UUR, DAG] {
            let toen = later(-terug);
            // Decided before the jump and never tried: due at once, whatever the clock says.
            assert_eq!(tx.neem_uit_uitbak(ik, toen, later(10 - terug), 9).await.unwrap().len(), 1, "{terug}");
            // Leased after the jump: not for another node meanwhile, and let go when it ends.
            assert!(tx.neem_uit_uitbak(ander, toen, later(10 - terug), 9).await.unwrap().is_empty());
            assert_eq!(tx.neem_uit_uitbak(ander, later(10 - terug), later(20 - terug), 9).await.unwrap().len(), 1);
            // A lease of before the jump.
            assert_eq!(tx.neem_uit_uitbak(ik, later(100), later(110), 9).await.unwrap().len(), 1);
            assert_eq!(tx.neem_uit_uitbak(ander, toen, later(10 - terug), 9).await.unwrap().len(), 1, "{terug}");
            // Put off before the jump, for the longest time there is.
            let weg = tx.neem_uit_uitbak(ik, later(500), later(501), 9).await.unwrap().remove(0);
            assert!(tx.niet_afgeleverd(&weg.houder, weg.id, ik, later(800)).await.unwrap());
            assert!(tx.neem_uit_uitbak(ik, later(500), later(501), 9).await.unwrap().is_empty(), "het wacht wel zijn tijd");
            assert_eq!(tx.neem_uit_uitbak(ik, toen, later(10 - terug), 9).await.unwrap().len(), 1, "{terug}");
            assert!(tx.niet_afgeleverd(&weg.houder, weg.id, ik, later(-2 * DAG)).await.unwrap());
            // Arrivals: a lease and a pause of an hour.
            assert!(tx.neem_aankomst(een.aankomst, ik, nu(), later(60)).await.unwrap().is_some());
            let weer = tx.neem_aankomst(een.aankomst, ander, toen, later(60 - terug)).await.unwrap();
            assert_eq!(weer.is_some(), terug == DAG, "een uur terug wacht hoogstens een uur: {terug}");
            assert!(tx.stel_aankomst_uit(een.aankomst, later(UUR)).await.unwrap());
            assert!(tx.wachtende_aankomsten(nu(), 9).await.unwrap().is_empty());
            assert_eq!(tx.wachtende_aankomsten(toen, 9).await.unwrap().len(), 1, "{terug}");
            assert_eq!(tx.wachtende_aankomsten(later(UUR), 9).await.unwrap().len(), 1);
            assert!(tx.neem_aankomst(een.aankomst, ik, later(UUR), later(UUR + 60)).await.unwrap().is_some());
            assert!(tx.laat_aankomst_los(een.aankomst, ik).await.unwrap());
            // Work of one node at a time.
            assert!(tx.neem_taak("dagmail", ik, nu(), later(600)).await.unwrap());
            assert!(!tx.neem_taak("dagmail", ander, later(-60), later(540)).await.unwrap(), "klokken die iets verschillen");
            assert!(tx.neem_taak("dagmail", ander, toen, later(600 - terug)).await.unwrap(), "{terug}");
            assert!(tx.laat_taak_los("dagmail", ander).await.unwrap());
        }
    }

    async fn een_klok_die_vooruit_springt_laat_los_wat_vast_zat(proef: &Proef) {
        let o = &proef.opslag;
        let een = zaak(o, &zwolle(), vaart(), 1).await;
        let (ik, ander) = (id(), id());
        let mut tx = o.begin(&systeem()).await.unwrap();
        for (begin, vooruit) in [(0, UUR), (3 * DAG, DAG)] {
            let (nu, dan) = (later(begin), later(begin + vooruit));
            let (kort, lang) = (later(begin + 10), later(begin + 600));
            assert_eq!(tx.neem_uit_uitbak(ik, nu, kort, 9).await.unwrap().len(), 1);
            assert_eq!(tx.neem_uit_uitbak(ander, dan, later(begin + vooruit + 10), 9).await.unwrap().len(), 1);
            assert!(tx.neem_aankomst(een.aankomst, ik, nu, kort).await.unwrap().is_some());
            assert!(tx.neem_aankomst(een.aankomst, ander, dan, later(begin + vooruit + 10)).await.unwrap().is_some());
            assert!(tx.neem_taak("dagmail", ik, nu, lang).await.unwrap());
            assert!(tx.neem_taak("dagmail", ander, dan, later(begin + vooruit + 600)).await.unwrap());
        }
    }

    async fn een_sessie_wordt_niet_langer_van_een_klok_die_teruggaat(proef: &Proef) {
        let wie = account("jan", houvast_opslag::Rol::Consulent, None);
        let mut tx = proef.opslag.begin(&systeem()).await.unwrap();
        tx.leg_account_vast(&wie, &[]).await.unwrap();
        let teken = sha256(b"sessie");
        tx.begin_sessie(&teken, wie.id, nu(), later(UUR)).await.unwrap();
        for (verschil, geldt) in [(0, true), (-60, true), (-61, false), (-UUR, false), (-DAG, false), (UUR - 1, true), (UUR, false), (DAG, false)] {
            assert_eq!(tx.sessie(&teken, later(verschil)).await.unwrap().is_some(), geldt, "{verschil}");
        }
    }

    async fn de_keten_van_het_logboek_volgt_de_nummers_en_niet_de_klok(proef: &Proef) {
        let o = &proef.opslag;
        for verschil in [0, -UUR, -DAG, DAG, UUR] {
            let mut tx = o.begin(&systeem()).await.unwrap();
            let mut post = logpost(&zwolle(), None);
            (post.begin, post.op) = (later(verschil), later(verschil));
            tx.noteer(post).unwrap();
            tx.commit().await.unwrap();
        }
        let uit = o.begin(&systeem()).await.unwrap().controleer_log(&[], &[]).await.unwrap();
        assert!(uit.heel() && uit.regels == 5, "{uit:?}");
    }
}

//! Accounts, sessions, attempts to log in.

use crate::steun::*;
use houvast_opslag::op_beide;
use houvast_opslag::*;

op_beide! {
    async fn een_account_geeft_zijn_eigen_bereik(proef: &Proef) {
        let o = &proef.opslag;
        let consulent = account("consulent-zwolle", Rol::Consulent, None);
        let intaker = account("intaker", Rol::AanbiederMedewerker, Some(vaart()));
        let mut tx = o.begin(&systeem()).await.unwrap();
        tx.leg_account_vast(&consulent, &[gemeente("0193")]).await.unwrap();
        tx.leg_account_vast(&intaker, &[]).await.unwrap();
        tx.commit().await.unwrap();
        let mut l = o.lees(&systeem()).await.unwrap();
        let gevonden = l.account_met_naam("consulent-zwolle").await.unwrap().unwrap();
        assert_eq!(gevonden, consulent);
        assert_eq!(l.account_met_naam("CONSULENT-ZWOLLE").await.unwrap(), None);
        assert_eq!(l.accounts().await.unwrap().len(), 2);
        let gemeenten = l.gemeenten_van(consulent.id).await.unwrap();
        assert_eq!(consulent.bereik(gemeenten, nu()).houders(), [zwolle()]);
        assert_eq!(intaker.bereik([gemeente("0193")], nu()).agb(), Some(vaart()));
        // An employee without an aanbieder and an account that says it is the program have nothing at all.
        for vreemd in [account("x", Rol::AanbiederMedewerker, None), account("x", Rol::Systeem, None)] {
            let bereik = vreemd.bereik([gemeente("0193")], nu());
            assert!(bereik.houders().is_empty());
            let mut l = o.lees(&bereik).await.unwrap();
            assert_eq!(l.accounts().await.unwrap(), []);
            assert!(l.aankomst_stand(id()).await.is_err());
            let mut tx = o.begin(&bereik).await.unwrap();
            assert!(tx.zet_instelling(&zwolle(), "automatisch", "uit", nu()).await.is_err());
        }
        drop(l);
        assert!(!format!("{consulent:?}").contains("argon2"));
    }

    async fn accounts_zijn_voor_het_programma_het_beheer_en_jezelf(proef: &Proef) {
        let o = &proef.opslag;
        let a = account("a", Rol::Consulent, None);
        let mut tx = o.begin(&systeem()).await.unwrap();
        tx.leg_account_vast(&a, &[gemeente("0193")]).await.unwrap();
        tx.begin_sessie(&[7; 32], a.id, nu(), later(60)).await.unwrap();
        tx.commit().await.unwrap();
        let zelf = a.bereik([gemeente("0193")], nu());
        for (bereik, ziet) in [(systeem(), 1), (beheer(), 1), (zelf.clone(), 1), (consulent("0193"), 0), (medewerker(vaart()), 0)] {
            let mut l = o.lees(&bereik).await.unwrap();
            assert_eq!(l.account(a.id).await.unwrap().iter().count(), ziet, "{:?}", bereik.rol());
            assert_eq!(l.gemeenten_van(a.id).await.unwrap().len(), ziet);
        }
        let mut l = o.lees(&zelf).await.unwrap();
        assert_eq!(l.accounts().await.unwrap(), []);
        assert_eq!(l.weergavenaam(a.id).await.unwrap().as_deref(), Some("A"));
        assert_eq!(l.instellingen(&deventer()).await.unwrap(), []);
        assert!(l.account_met_naam("a").await.is_err());
        assert!(l.sessie(&[7; 32], nu()).await.is_err());
        assert!(l.mislukte_pogingen("a", nu()).await.is_err());
        drop(l);
        for bereik in [zelf, beheer(), consulent("0193"), medewerker(vaart())] {
            let mut tx = o.begin(&bereik).await.unwrap();
            assert!(tx.wijzig_account(&a, 1).await.is_err());
            assert!(tx.eindig_sessies_van(a.id).await.is_err());
        }
        let mut dicht = a.clone();
        dicht.actief = false;
        let mut tx = o.begin(&systeem()).await.unwrap();
        assert!(tx.wijzig_account(&dicht, 1).await.unwrap());
        assert!(!tx.wijzig_account(&dicht, 1).await.unwrap(), "intussen gewijzigd");
        assert_eq!(tx.eindig_sessies_van(a.id).await.unwrap(), 1);
        tx.commit().await.unwrap();
    }

    async fn een_sessie_eindigt(proef: &Proef) {
        let o = &proef.opslag;
        let a = account("a", Rol::Consulent, None);
        let token = sha256(b"geheim");
        let mut tx = o.begin(&systeem()).await.unwrap();
        tx.leg_account_vast(&a, &[]).await.unwrap();
        tx.begin_sessie(&token, a.id, nu(), later(60)).await.unwrap();
        assert_eq!(tx.sessie(&token, later(59)).await.unwrap().unwrap().account, a.id);
        assert_eq!(tx.sessie(&token, later(60)).await.unwrap(), None);
        assert_eq!(tx.sessie(&sha256(b"ander"), nu()).await.unwrap(), None);
        assert!(tx.verleng_sessie(&token, later(30), later(90)).await.unwrap());
        assert!(tx.sessie(&token, later(89)).await.unwrap().is_some());
        assert!(!tx.verleng_sessie(&token, later(90), later(150)).await.unwrap(), "voorbij is voorbij");
        assert_eq!(tx.ruim_sessies_op(later(90), nu()).await.unwrap(), 1);
        tx.begin_sessie(&token, a.id, nu(), later(60)).await.unwrap();
        assert!(tx.eindig_sessie(&token).await.unwrap());
        assert!(!tx.eindig_sessie(&token).await.unwrap());
        tx.commit().await.unwrap();
    }

    async fn mislukte_pogingen_tellen_tot_het_lukt(proef: &Proef) {
        let o = &proef.opslag;
        let mut tx = o.begin(&systeem()).await.unwrap();
        for n in 0..3 {
            tx.noteer_poging(id(), "jan", later(n), false).await.unwrap();
        }
        tx.noteer_poging(id(), "piet", later(1), false).await.unwrap();
        assert_eq!(tx.mislukte_pogingen("jan", nu()).await.unwrap(), 3);
        assert_eq!(tx.mislukte_pogingen("jan", later(2)).await.unwrap(), 1);
        assert_eq!(tx.mislukte_pogingen("piet", nu()).await.unwrap(), 1);
        tx.noteer_poging(id(), "jan", later(3), true).await.unwrap();
        assert_eq!(tx.mislukte_pogingen("jan", nu()).await.unwrap(), 0);
        tx.noteer_poging(id(), "jan", later(4), false).await.unwrap();
        assert_eq!(tx.mislukte_pogingen("jan", nu()).await.unwrap(), 1);
        assert_eq!(tx.ruim_sessies_op(nu(), later(4)).await.unwrap(), 5);
        tx.commit().await.unwrap();
    }

    async fn een_instelling_houdt_bij_wie_en_hoe_vaak(proef: &Proef) {
        let o = &proef.opslag;
        let mut tx = o.begin(&beheer()).await.unwrap();
        tx.zet_instelling(&zwolle(), "automatisch", "uit", nu()).await.unwrap();
        tx.zet_instelling(&zwolle(), "automatisch", "aan", later(5)).await.unwrap();
        tx.commit().await.unwrap();
        let rijen = o.lees(&consulent("0193")).await.unwrap().instellingen(&zwolle()).await.unwrap();
        assert_eq!((rijen.len(), rijen[0].waarde.as_str(), rijen[0].versie), (1, "aan", 2));
        assert_eq!(rijen[0].gewijzigd_door, beheer().account());
    }
}

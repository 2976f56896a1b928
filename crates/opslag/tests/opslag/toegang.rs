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
            assert!(l.aankomst_standen(&[id()]).await.is_err());
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
        tx.leg_account_vast(&a, &[gemeente("0193"), gemeente("0150")]).await.unwrap();
        tx.begin_sessie(&token, a.id, nu(), later(60)).await.unwrap();
        let (sessie, wie, gemeenten) = tx.sessie(&token, later(59)).await.unwrap().unwrap();
        assert_eq!((sessie.account, sessie.gemaakt_op, sessie.verloopt_op), (a.id, nu(), later(60)));
        assert_eq!((wie, gemeenten), (a.clone(), vec![gemeente("0150"), gemeente("0193")]));
        assert_eq!(tx.sessie(&token, later(60)).await.unwrap(), None);
        assert_eq!(tx.sessie(&sha256(b"ander"), nu()).await.unwrap(), None);
        assert!(tx.verleng_sessie(&token, later(30), later(90)).await.unwrap());
        assert!(tx.sessie(&token, later(89)).await.unwrap().is_some());
        assert!(!tx.verleng_sessie(&token, later(90), later(150)).await.unwrap(), "voorbij is voorbij");
        assert_eq!(tx.ruim_sessies_op(later(90), nu()).await.unwrap(), 1);
        // Somebody of an aanbieder works for no gemeente.
        assert!(tx.wijzig_rechten(&a, &[], 1).await.unwrap());
        tx.begin_sessie(&token, a.id, nu(), later(60)).await.unwrap();
        assert_eq!(tx.sessie(&token, later(1)).await.unwrap().unwrap().2, []);
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

    async fn een_code_van_een_app_werkt_een_keer_en_het_geheim_is_verzegeld(proef: &Proef) {
        let o = &proef.opslag;
        let a = account("a", Rol::Consulent, None);
        let mut tx = o.begin(&systeem()).await.unwrap();
        tx.leg_account_vast(&a, &[]).await.unwrap();
        assert_eq!(tx.totp(a.id).await.unwrap(), None);
        let mut totp = Totp {
            houder: regio(),
            account: a.id,
            geheim: None,
            nieuw: Some(Geheim(b"nog-niet-in-gebruik!".to_vec())),
            laatste: 0,
            gewijzigd_op: nu(),
            versie: 1,
        };
        tx.zet_totp(&totp).await.unwrap();
        assert!(!tx.gebruik_totp(a.id, 10, nu()).await.unwrap(), "nog niet in gebruik");
        totp.geheim = totp.nieuw.take();
        totp.laatste = 9;
        tx.zet_totp(&totp).await.unwrap();
        assert_eq!(tx.totp(a.id).await.unwrap().unwrap(), Totp { versie: 2, ..totp.clone() });
        for (stap, goed) in [(9, false), (10, true), (10, false), (9, false), (11, true)] {
            assert_eq!(tx.gebruik_totp(a.id, stap, nu()).await.unwrap(), goed, "{stap}");
        }
        tx.zet_herstelcodes(a.id, &[(id(), "EEN".into()), (id(), "TWEE".into())]).await.unwrap();
        assert_eq!(tx.herstelcodes_over(a.id).await.unwrap(), 2);
        assert!(tx.gebruik_herstelcode(a.id, "EEN", nu()).await.unwrap());
        assert!(!tx.gebruik_herstelcode(a.id, "EEN", nu()).await.unwrap(), "een keer");
        assert!(!tx.gebruik_herstelcode(id(), "TWEE", nu()).await.unwrap(), "van een ander");
        assert_eq!(tx.herstelcodes_over(a.id).await.unwrap(), 1);
        tx.zet_herstelcodes(a.id, &[(id(), "DRIE".into())]).await.unwrap();
        assert!(!tx.gebruik_herstelcode(a.id, "TWEE", nu()).await.unwrap(), "nieuwe in plaats van oude");
        assert!(tx.wis_totp(a.id).await.unwrap() && !tx.wis_totp(a.id).await.unwrap());
        assert_eq!(tx.herstelcodes_over(a.id).await.unwrap(), 0);
        tx.zet_totp(&totp).await.unwrap();
        tx.commit().await.unwrap();
        if let Some(bestand) = &proef.bestand {
            for deel in std::fs::read_dir(bestand.parent().unwrap()).unwrap().flatten() {
                let bytes = std::fs::read(deel.path()).unwrap();
                assert!(!bytes.windows(20).any(|w| w == b"nog-niet-in-gebruik!"), "{:?}", deel.file_name());
            }
        }
    }

    async fn een_tweede_stap_en_een_poging_via_de_organisatie_verlopen_en_gelden_een_keer(proef: &Proef) {
        let o = &proef.opslag;
        let a = account("a", Rol::Consulent, None);
        let mut tx = o.begin(&systeem()).await.unwrap();
        tx.leg_account_vast(&a, &[]).await.unwrap();
        tx.begin_aanmeldstap(&[1; 32], a.id, nu(), later(60)).await.unwrap();
        assert_eq!(tx.aanmeldstap(&[1; 32], later(59)).await.unwrap(), Some(a.id));
        assert_eq!(tx.aanmeldstap(&[1; 32], later(60)).await.unwrap(), None);
        assert_eq!(tx.sessie(&[1; 32], nu()).await.unwrap(), None, "een stap is geen sessie");
        assert_eq!(tx.eindig_aanmeldstappen_van(a.id).await.unwrap(), 1);
        let poging = |n: u8| OidcPoging {
            houder: regio(),
            id: id(),
            state_sha256: [n; 32],
            koek_sha256: [9; 32],
            geheim: Geheim(vec![n]),
            verloopt_op: later(60),
        };
        tx.begin_oidc(&poging(1)).await.unwrap();
        tx.begin_oidc(&poging(2)).await.unwrap();
        tx.begin_oidc(&poging(3)).await.unwrap();
        assert_eq!(tx.neem_oidc(&[4; 32], nu()).await.unwrap(), None);
        assert_eq!(tx.neem_oidc(&[1; 32], later(59)).await.unwrap().unwrap().geheim, Geheim(vec![1]));
        assert_eq!(tx.neem_oidc(&[1; 32], nu()).await.unwrap(), None, "een keer");
        assert_eq!(tx.neem_oidc(&[2; 32], later(60)).await.unwrap(), None, "te laat");
        assert_eq!(tx.neem_oidc(&[2; 32], nu()).await.unwrap(), None, "te laat is op");
        tx.begin_aanmeldstap(&[1; 32], a.id, nu(), later(60)).await.unwrap();
        tx.zet_concept(&concept(a.id, "/a", b"een", later(5))).await.unwrap();
        assert_eq!(tx.ruim_inlog_op(later(59), later(5)).await.unwrap(), 0);
        assert_eq!(tx.ruim_inlog_op(later(60), later(6)).await.unwrap(), 3);
        tx.commit().await.unwrap();
    }

    async fn sessies_zijn_te_zien_en_een_voor_een_te_beeindigen(proef: &Proef) {
        let o = &proef.opslag;
        let (a, b) = (account("a", Rol::Consulent, None), account("b", Rol::Consulent, None));
        let mut tx = o.begin(&systeem()).await.unwrap();
        tx.leg_account_vast(&a, &[]).await.unwrap();
        tx.leg_account_vast(&b, &[]).await.unwrap();
        let over = |n: u128, kenmerk: Option<&str>| SessieOver {
            id: uuid::Uuid::from_u128(n),
            apparaat: Some("Firefox op Windows".into()),
            kenmerk: kenmerk.map(str::to_owned),
        };
        for (n, wie, kenmerk) in [(1, a.id, None), (2, a.id, Some("sid 1")), (3, b.id, Some("sid 2"))] {
            tx.begin_sessie(&[n; 32], wie, later(n.into()), later(600)).await.unwrap();
            assert!(tx.zet_sessie_over(&[n; 32], &over(n.into(), kenmerk)).await.unwrap());
        }
        let mijn = tx.sessies_van(a.id, nu(), later(10)).await.unwrap();
        assert_eq!(mijn.iter().map(|s| s.token_sha256[0]).collect::<Vec<_>>(), [2, 1]);
        assert_eq!(mijn[0].apparaat.as_deref(), Some("Firefox op Windows"));
        assert_eq!(tx.sessies_van(a.id, later(1), later(10)).await.unwrap().len(), 1, "ouder dan mag");
        assert_eq!(tx.sessies_van(a.id, nu(), later(600)).await.unwrap(), []);
        assert_eq!(tx.sessie_was_van(&[1; 32]).await.unwrap(), Some(a.id));
        assert!(!tx.eindig_sessie_van(a.id, uuid::Uuid::from_u128(3)).await.unwrap(), "van een ander");
        assert!(tx.eindig_sessie_van(a.id, uuid::Uuid::from_u128(1)).await.unwrap());
        assert_eq!(tx.sessie_was_van(&[1; 32]).await.unwrap(), None);
        assert_eq!(tx.eindig_sessies_met_kenmerk("sid 1").await.unwrap(), 1);
        assert_eq!(tx.eindig_sessies_met_kenmerk("sid 1").await.unwrap(), 0);
        assert_eq!(tx.sessies_van(b.id, nu(), later(10)).await.unwrap().len(), 1);
        tx.commit().await.unwrap();
    }

    async fn een_account_van_de_organisatie_krijgt_zijn_rechten_elke_keer_opnieuw(proef: &Proef) {
        let o = &proef.opslag;
        let mut a = account("organisatie-1", Rol::Consulent, None);
        let mut tx = o.begin(&systeem()).await.unwrap();
        tx.leg_account_vast(&a, &[gemeente("0193")]).await.unwrap();
        assert!(!tx.is_oidc(a.id).await.unwrap());
        tx.koppel_oidc("uitgever wie", a.id).await.unwrap();
        assert!(tx.is_oidc(a.id).await.unwrap());
        assert_eq!(tx.account_van_oidc("uitgever wie").await.unwrap(), Some(a.id));
        assert_eq!(tx.account_van_oidc("uitgever ander").await.unwrap(), None);
        (a.rol, a.agb) = (Rol::AanbiederMedewerker, Some(vaart()));
        assert!(tx.wijzig_rechten(&a, &[], 1).await.unwrap());
        assert!(!tx.wijzig_rechten(&a, &[], 1).await.unwrap(), "intussen gewijzigd");
        assert_eq!(tx.gemeenten_van(a.id).await.unwrap(), []);
        let nu = tx.account(a.id).await.unwrap().unwrap();
        assert_eq!((nu.rol, nu.agb, nu.wachtwoord), (a.rol, a.agb, a.wachtwoord));
        tx.commit().await.unwrap();
    }

    async fn een_concept_is_er_een_per_account_en_verzegeld(proef: &Proef) {
        let o = &proef.opslag;
        let a = account("a", Rol::Consulent, None);
        let mut tx = o.begin(&systeem()).await.unwrap();
        tx.leg_account_vast(&a, &[]).await.unwrap();
        tx.zet_concept(&concept(a.id, "/een", b"een heel geheime zin", nu())).await.unwrap();
        tx.zet_concept(&concept(a.id, "/twee", b"nog een geheime zin.", later(1))).await.unwrap();
        assert_eq!(tx.concept(a.id).await.unwrap().unwrap().pad, "/twee");
        assert_eq!(tx.concept(id()).await.unwrap(), None);
        tx.commit().await.unwrap();
        if let Some(bestand) = &proef.bestand {
            for deel in std::fs::read_dir(bestand.parent().unwrap()).unwrap().flatten() {
                let bytes = std::fs::read(deel.path()).unwrap();
                assert!(!bytes.windows(12).any(|w| w == b"geheime zin."), "{:?}", deel.file_name());
            }
        }
        let mut tx = o.begin(&systeem()).await.unwrap();
        assert!(tx.wis_concept(a.id).await.unwrap() && !tx.wis_concept(a.id).await.unwrap());
    }

    async fn aanmelden_is_van_het_programma_alleen(proef: &Proef) {
        let o = &proef.opslag;
        let a = account("a", Rol::Consulent, None);
        let mut tx = o.begin(&systeem()).await.unwrap();
        tx.leg_account_vast(&a, &[gemeente("0193")]).await.unwrap();
        tx.commit().await.unwrap();
        fn buiten<T: std::fmt::Debug>(uitslag: Uitslag<T>) {
            assert!(matches!(uitslag, Err(OpslagFout::BuitenBereik(_))), "{uitslag:?}");
        }
        let totp = Totp {
            houder: regio(),
            account: a.id,
            geheim: None,
            nieuw: None,
            laatste: 0,
            gewijzigd_op: nu(),
            versie: 1,
        };
        let poging = OidcPoging {
            houder: regio(),
            id: id(),
            state_sha256: [1; 32],
            koek_sha256: [1; 32],
            geheim: Geheim(vec![]),
            verloopt_op: nu(),
        };
        for bereik in [a.bereik([gemeente("0193")], nu()), beheer(), consulent("0150"), medewerker(vaart()), privacy("0193")] {
            let mut tx = o.begin(&bereik).await.unwrap();
            buiten(tx.aanmeldstap(&[1; 32], nu()).await);
            buiten(tx.totp(a.id).await);
            buiten(tx.herstelcodes_over(a.id).await);
            buiten(tx.sessies_van(a.id, nu(), nu()).await);
            buiten(tx.sessie_was_van(&[1; 32]).await);
            buiten(tx.account_van_oidc("x").await);
            buiten(tx.is_oidc(a.id).await);
            buiten(tx.concept(a.id).await);
            buiten(tx.begin_aanmeldstap(&[1; 32], a.id, nu(), nu()).await);
            buiten(tx.eindig_aanmeldstappen_van(a.id).await);
            buiten(tx.zet_totp(&totp).await);
            buiten(tx.gebruik_totp(a.id, 1, nu()).await);
            buiten(tx.wis_totp(a.id).await);
            buiten(tx.zet_herstelcodes(a.id, &[]).await);
            buiten(tx.gebruik_herstelcode(a.id, "x", nu()).await);
            buiten(tx.zet_sessie_over(&[1; 32], &SessieOver::default()).await);
            buiten(tx.eindig_sessie_van(a.id, id()).await);
            buiten(tx.eindig_sessies_met_kenmerk("x").await);
            buiten(tx.begin_oidc(&poging).await);
            buiten(tx.neem_oidc(&[1; 32], nu()).await);
            buiten(tx.koppel_oidc("x", a.id).await);
            buiten(tx.zet_concept(&concept(a.id, "/", b"", nu())).await);
            buiten(tx.wis_concept(a.id).await);
            buiten(tx.ruim_inlog_op(nu(), nu()).await);
            buiten(tx.wijzig_rechten(&a, &[], 1).await);
        }
    }
}

fn concept(account: uuid::Uuid, pad: &str, inhoud: &[u8], op: jiff::Timestamp) -> Concept {
    Concept {
        houder: regio(),
        account,
        pad: pad.into(),
        inhoud: Geheim(inhoud.to_vec()),
        op,
    }
}

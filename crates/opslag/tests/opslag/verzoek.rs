//! Requests, products and toewijzingen.

use crate::steun::*;
use houvast_opslag::op_beide;
use houvast_opslag::*;
use jiff::civil::date;

op_beide! {
    async fn een_product_wordt_een_keer_beantwoord(proef: &Proef) {
        let o = &proef.opslag;
        let z = zaak(o, &zwolle(), vaart(), 0).await;
        let mut p = z.product.clone();
        p.status = ProductStatus::InOnderzoek;
        p.beslist_op = Some(nu());
        let mut tx = o.begin(&consulent("0193")).await.unwrap();
        assert!(tx.wijzig_verzoek_product(&p, 1).await.unwrap());
        assert!(!tx.wijzig_verzoek_product(&p, 1).await.unwrap(), "versie 1 is voorbij");
        p.status = ProductStatus::Afgewezen;
        p.reden_afwijzing = Some("3".into());
        p.referentie = "iets anders".into();
        assert!(tx.wijzig_verzoek_product(&p, 2).await.unwrap());
        assert!(!tx.wijzig_verzoek_product(&p, 3).await.unwrap(), "beantwoord is beantwoord");
        tx.commit().await.unwrap();
        let na = o.lees(&systeem()).await.unwrap().verzoek_product(p.id).await.unwrap().unwrap();
        assert_eq!((na.status, na.versie, na.referentie.as_str()), (ProductStatus::Afgewezen, 3, "REF-1"));
    }

    async fn twee_consulenten_tegelijk_en_een_wint(proef: &Proef) {
        let o = &proef.opslag;
        let z = zaak(o, &zwolle(), vaart(), 0).await;
        let beslis = |status| {
            let (o, mut p) = (o.clone(), z.product.clone());
            p.status = status;
            async move {
                opnieuw_bij_bezet(|| async {
                    let mut tx = o.begin(&consulent("0193")).await?;
                    let ja = tx.wijzig_verzoek_product(&p, 1).await?;
                    tokio::time::sleep(std::time::Duration::from_millis(20)).await;
                    tx.commit().await?;
                    Ok(ja)
                })
                .await
                .unwrap()
            }
        };
        let (een, twee) = tokio::join!(beslis(ProductStatus::Toegewezen), beslis(ProductStatus::Afgewezen));
        assert!(een ^ twee);
    }

    async fn een_afgehandeld_verzoek_verdwijnt_uit_het_werk_en_blijft_dicht(proef: &Proef) {
        let o = &proef.opslag;
        let z = zaak(o, &zwolle(), vaart(), 0).await;
        let mut tx = o.begin(&systeem()).await.unwrap();
        assert_eq!(tx.open_verzoeken_van(&zwolle(), z.kind.id, vaart()).await.unwrap().len(), 1);
        let mut v = z.verzoek.clone();
        v.status = VerzoekStatus::Afgehandeld;
        v.afgehandeld_op = Some(nu());
        assert!(tx.wijzig_verzoek(&v, 1).await.unwrap());
        assert!(!tx.wijzig_verzoek(&v, 2).await.unwrap());
        assert!(tx.open_verzoeken_van(&zwolle(), z.kind.id, vaart()).await.unwrap().is_empty());
        assert!(tx.werkvoorraad(&WerkVraag::default(), Bladzijde::eerste(9)).await.unwrap().rijen.is_empty());
        tx.commit().await.unwrap();
    }

    async fn een_bericht_geeft_een_verzoek(proef: &Proef) {
        let o = &proef.opslag;
        let z = zaak(o, &zwolle(), vaart(), 0).await;
        let mut tx = o.begin(&systeem()).await.unwrap();
        let nog_een = verzoek(&z.kind, &z.bericht, vaart(), VANDAAG);
        assert!(matches!(tx.leg_verzoeken_vast(&[nog_een]).await, Err(OpslagFout::BestaatAl(_))));
    }

    async fn een_rij_zonder_kind_of_verzoek_kan_niet(proef: &Proef) {
        let o = &proef.opslag;
        let los = jeugdige(&zwolle(), bsn(0), "Los Kind");
        let mut tx = o.begin(&systeem()).await.unwrap();
        let fout = tx.leg_toewijzingen_vast(&[toewijzing(&los, vaart(), 1, VANDAAG, None)]).await;
        assert!(matches!(fout, Err(OpslagFout::Strijdig(_))), "{fout:?}");
    }

    async fn referenties_van_een_aanbieder(proef: &Proef) {
        let o = &proef.opslag;
        zaak(o, &zwolle(), vaart(), 0).await;
        let mut l = o.lees(&systeem()).await.unwrap();
        let vraag = ["REF-1".to_owned(), "REF-2".to_owned(), "x' OR 1=1 --".to_owned()];
        assert_eq!(l.producten_met_referentie(vaart(), &vraag).await.unwrap().len(), 1);
        assert_eq!(l.producten_met_referentie(vaart(), &[]).await.unwrap(), []);
        assert_eq!(l.producten_met_referentie(brink(), &vraag).await.unwrap(), []);
    }

    async fn hulp_nu_en_in_het_laatste_jaar(proef: &Proef) {
        let o = &proef.opslag;
        let kind = jeugdige(&zwolle(), bsn(0), "Noor Jansen");
        let mut tx = o.begin(&systeem()).await.unwrap();
        tx.leg_jeugdigen_vast(std::slice::from_ref(&kind)).await.unwrap();
        tx.leg_aanbieders_vast(&[aanbieder(vaart(), "De Vaart")]).await.unwrap();
        let t = |agb, n, van, tot| toewijzing(&kind, agb, n, van, tot);
        let mut ingetrokken = t(vaart(), 5, VANDAAG, None);
        ingetrokken.status = ToewijzingStatus::Ingetrokken;
        tx.leg_toewijzingen_vast(&[
            t(vaart(), 1, date(2024, 1, 1), Some(date(2025, 11, 21))),
            t(vaart(), 2, date(2025, 1, 1), Some(VANDAAG)),
            t(brink(), 3, date(2025, 6, 1), None),
            t(vaart(), 4, date(2027, 1, 1), Some(date(2027, 12, 31))),
            ingetrokken,
        ])
        .await
        .unwrap();
        tx.commit().await.unwrap();
        let mut l = o.lees(&systeem()).await.unwrap();
        let nummers = |rijen: Vec<Toewijzing>| rijen.iter().map(|t| t.nummer).collect::<Vec<_>>();
        assert_eq!(nummers(l.hulp_sinds(&zwolle(), kind.id, date(2025, 11, 22)).await.unwrap()), [2, 3, 4]);
        assert_eq!(nummers(l.hulp_sinds(&zwolle(), kind.id, date(2025, 11, 21)).await.unwrap()), [1, 2, 3, 4]);
        assert_eq!(nummers(l.actuele_toewijzingen(&zwolle(), kind.id, vaart(), VANDAAG).await.unwrap()), [2, 4]);
        assert_eq!(nummers(l.toewijzingen_van(kind.id).await.unwrap()), [4, 5, 3, 2, 1]);
        let lopend = l.hulp_van(&[kind.id], Some(VANDAAG)).await.unwrap();
        assert_eq!(lopend.iter().map(|h| h.nummer).collect::<Vec<_>>(), [3, 2]);
        assert_eq!(lopend[1].aanbieder_naam.as_deref(), Some("De Vaart"));
        assert_eq!(l.hulp_van(&[], None).await.unwrap(), []);
    }

    async fn nummers_zijn_per_gemeente_uniek_ook_als_velen_tegelijk_vragen(proef: &Proef) {
        let o = &proef.opslag;
        let mut taken = Vec::new();
        for _ in 0..8 {
            let o = o.clone();
            taken.push(tokio::spawn(async move {
                let mut mijn = Vec::new();
                for _ in 0..5 {
                    mijn.push(
                        opnieuw_bij_bezet(|| async {
                            let mut tx = o.begin(&systeem()).await?;
                            let n = tx.volgend_nummer(&zwolle(), "toewijzing", 999_999_999).await?;
                            tx.commit().await?;
                            Ok(n)
                        })
                        .await
                        .unwrap(),
                    );
                }
                mijn
            }));
        }
        let mut alle = Vec::new();
        for taak in taken {
            alle.extend(taak.await.unwrap());
        }
        alle.sort_unstable();
        assert_eq!(alle, (1..=40).collect::<Vec<i64>>());
        let mut tx = o.begin(&systeem()).await.unwrap();
        assert_eq!(tx.volgend_nummer(&deventer(), "toewijzing", 9).await.unwrap(), 1);
        assert_eq!(tx.volgend_nummer(&zwolle(), "bericht", 9).await.unwrap(), 1);
        assert_eq!(tx.volgend_nummer(&zwolle(), "toewijzing", 40).await, Err(OpslagFout::NummersOp("toewijzing")));
        drop(tx);
        let mut tx = o.begin(&systeem()).await.unwrap();
        assert_eq!(tx.tel_door(&zwolle(), "toewijzing", 500).await.unwrap(), 540, "wat niet doorging telt niet");
    }

    async fn een_toewijzing_wijzigt_met_versie(proef: &Proef) {
        let o = &proef.opslag;
        let z = zaak(o, &zwolle(), vaart(), 0).await;
        let mut t = z.toewijzing.clone();
        t.einddatum = Some(date(2026, 12, 31));
        t.reden_wijziging = Some("01".into());
        let mut tx = o.begin(&systeem()).await.unwrap();
        assert!(tx.wijzig_toewijzing(&t).await.unwrap());
        assert!(!tx.wijzig_toewijzing(&t).await.unwrap());
        assert_eq!(tx.zet_toewijzing_bericht(&[t.id, id()], z.bericht.id).await.unwrap(), 1);
        tx.commit().await.unwrap();
        let na = o.lees(&systeem()).await.unwrap().toewijzing(t.id).await.unwrap().unwrap();
        let verwacht = Toewijzing { versie: 3, bericht: Some(z.bericht.id), ..t };
        assert_eq!(na, verwacht);
    }

    async fn wie_eerst_kijkt_en_dan_schrijft_doet_dat_achter_een_slot(proef: &Proef) {
        let o = &proef.opslag;
        let kind = jeugdige(&zwolle(), bsn(0), "Noor Jansen");
        let berichten: Vec<_> = (0..6).map(|_| bericht(&zwolle(), Richting::In, "JW315", vaart())).collect();
        let mut tx = o.begin(&systeem()).await.unwrap();
        tx.leg_jeugdigen_vast(std::slice::from_ref(&kind)).await.unwrap();
        tx.leg_berichten_vast(&berichten).await.unwrap();
        tx.commit().await.unwrap();
        let mut taken = Vec::new();
        for b in berichten {
            let (o, kind) = (o.clone(), kind.clone());
            taken.push(tokio::spawn(async move {
                opnieuw_bij_bezet(|| async {
                    let mut tx = o.begin(&systeem()).await?;
                    tx.vergrendel(&zwolle(), "oordeel").await?;
                    let eerste = tx.open_verzoeken_van(&zwolle(), kind.id, vaart()).await?.is_empty();
                    if eerste {
                        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
                        tx.leg_verzoeken_vast(&[verzoek(&kind, &b, vaart(), VANDAAG)]).await?;
                    }
                    tx.commit().await?;
                    Ok(usize::from(eerste))
                })
                .await
                .unwrap()
            }));
        }
        let mut eersten = 0;
        for taak in taken {
            eersten += taak.await.unwrap();
        }
        assert_eq!(eersten, 1, "TR374: één open verzoek");
    }
}

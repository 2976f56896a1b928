//! The journal and the outbox: nothing lost, nothing twice, whoever works at the same time.

use crate::steun::*;
use houvast_opslag::op_beide;
use houvast_opslag::*;
use std::collections::BTreeSet;

/// One worker's turn on one arrival, as `dienst` does it: take, then store what came of it in one transaction.
async fn werk(o: &Opslag, werker: uuid::Uuid, aankomst: uuid::Uuid) -> Uitslag<bool> {
    let b = systeem();
    let mut tx = o.begin(&b).await?;
    let rij = tx.neem_aankomst(aankomst, werker, nu(), later(30)).await?;
    tx.commit().await?;
    if rij.is_none() {
        return Ok(false);
    }
    let mut tx = o.begin(&b).await?;
    let mut in_ = bericht(&zwolle(), Richting::In, "JW315", vaart());
    (in_.id, in_.aankomst, in_.inhoud) = (aankomst, Some(aankomst), None);
    if !tx
        .rond_aankomst_af(aankomst, AankomstStatus::Verwerkt, &zwolle(), nu())
        .await?
    {
        return Ok(false);
    }
    tx.leg_berichten_vast(&[in_]).await?;
    let mut uit = bericht(&zwolle(), Richting::Uit, "JW316", vaart());
    uit.hoort_bij = Some(aankomst);
    tx.leg_berichten_vast(std::slice::from_ref(&uit)).await?;
    let naam = format!("JW316_{aankomst}.xml");
    tx.zet_in_uitbak(&[Uitbak::nieuw(&zwolle(), id(), uit.id, "postbus", naam, nu())])
        .await?;
    tx.commit().await?;
    Ok(true)
}

async fn stand(o: &Opslag, id: uuid::Uuid) -> Option<AankomstStand> {
    o.lees(&systeem())
        .await
        .unwrap()
        .aankomst_standen(&[id])
        .await
        .unwrap()
        .pop()
}

op_beide! {
    async fn wat_een_knooppunt_zelf_aflevert_is_zo_lang_van_dat_knooppunt(proef: &Proef) {
        let o = &proef.opslag;
        let (ik, ander) = (id(), id());
        let klein = bericht(&zwolle(), Richting::Uit, "JW316", vaart());
        let groot = bericht(&zwolle(), Richting::Uit, "JW325", vaart());
        let plek = |b: &Bericht, naam: &str| Uitbak::nieuw(&zwolle(), id(), b.id, "postbus", naam.into(), nu());
        let zet = async |klein: &Bericht, groot: &Bericht| {
            let mut tx = o.begin(&systeem()).await.unwrap();
            tx.leg_berichten_vast(&[klein.clone(), groot.clone()]).await.unwrap();
            tx.lever_zelf(ik, later(10));
            tx.lever(plek(klein, "klein.xml"), &[b'k'; 64 * 1024]).await.unwrap();
            tx.lever(plek(groot, "groot.xml"), &[b'g'; 64 * 1024 + 1]).await.unwrap();
            tx
        };
        // Dropped: nothing is in the outbox.
        drop(zet(&klein, &groot).await);
        let mut tx = o.begin(&systeem()).await.unwrap();
        assert!(tx.neem_uit_uitbak(ander, nu(), later(30), 9).await.unwrap().is_empty());
        drop(tx);
        let mut tx = zet(&klein, &groot).await;
        let zelf = tx.eigen_leveringen();
        assert!(tx.eigen_leveringen().is_empty(), "een keer");
        tx.commit().await.unwrap();
        assert_eq!(zelf.iter().map(|l| (l.naam.as_str(), l.inhoud.len(), l.pogingen)).collect::<Vec<_>>(), [("klein.xml", 64 * 1024, 1)]);
        // What is too large to keep waits for whoever comes first; the small one is ours until its time has passed.
        let namen = |l: Vec<Levering>| l.into_iter().map(|l| l.naam).collect::<Vec<_>>();
        let mut tx = o.begin(&systeem()).await.unwrap();
        assert_eq!(namen(tx.neem_uit_uitbak(ander, nu(), later(30), 9).await.unwrap()), ["groot.xml"]);
        assert!(tx.neem_uit_uitbak(ander, later(9), later(30), 9).await.unwrap().is_empty());
        assert_eq!(namen(tx.neem_uit_uitbak(ander, later(10), later(30), 9).await.unwrap()), ["klein.xml"]);
        drop(tx);
        // Started again: what it had is free at once, what another has is not.
        let mut tx = weer_vrij(o, async |tx| tx.neem_uit_uitbak(ander, nu(), later(30), 9).await.unwrap().len() == 1).await;
        assert_eq!(tx.laat_uitbak_los(ik).await.unwrap(), 1);
        assert_eq!(tx.laat_uitbak_los(ik).await.unwrap(), 0);
        assert_eq!(namen(tx.neem_uit_uitbak(ik, nu(), later(30), 9).await.unwrap()), ["klein.xml"]);
    }

    async fn dezelfde_claim_is_een_rij_ook_na_een_herstart(proef: &Proef) {
        let o = &proef.opslag;
        let a = Aankomst::nieuw(&regio(), id(), b"<a/>".to_vec(), Herkomst::Postbus, nu());
        assert!(o.journaal(&systeem(), &a).await.unwrap());
        let anders = Aankomst { inhoud: Geheim(b"<b/>".to_vec()), ..a.clone() };
        assert!(!o.journaal(&systeem(), &anders).await.unwrap(), "de eerste bytes tellen");
        let na = proef.opnieuw().await;
        assert!(!na.journaal(&systeem(), &a).await.unwrap());
        let mut l = na.lees(&systeem()).await.unwrap();
        assert_eq!(l.aankomst(a.id).await.unwrap().unwrap(), a);
        assert_eq!(l.wachtende_aankomsten(nu(), 10).await.unwrap(), [(a.id, a.grootte)]);
        drop(l);
        na.sluit().await;

        // The same bytes under another claim are another arrival.
        let dubbel = Aankomst { id: id(), ..a.clone() };
        let mut tx = o.begin(&systeem()).await.unwrap();
        assert_eq!(tx.journaal(&[a.clone(), dubbel]).await.unwrap(), 1);
        tx.commit().await.unwrap();
    }

    async fn elke_aankomst_wordt_precies_een_keer_beantwoord(proef: &Proef) {
        let o = &proef.opslag;
        let ids: Vec<_> = (0..12).map(|_| id()).collect();
        let rijen: Vec<_> = ids
            .iter()
            .map(|id| Aankomst::nieuw(&regio(), *id, b"<a/>".to_vec(), Herkomst::Postbus, nu()))
            .collect();
        let mut tx = o.begin(&systeem()).await.unwrap();
        assert_eq!(tx.journaal(&rijen).await.unwrap(), 12);
        tx.commit().await.unwrap();

        let mut taken = Vec::new();
        for _ in 0..6 {
            let (o, ids, werker) = (o.clone(), ids.clone(), id());
            taken.push(tokio::spawn(async move {
                let mut gedaan = 0;
                for aankomst in ids {
                    // Each worker takes each arrival, whatever the others did.
                    if opnieuw_bij_bezet(|| werk(&o, werker, aankomst)).await.unwrap() {
                        gedaan += 1;
                    }
                }
                gedaan
            }));
        }
        let mut samen = 0;
        for taak in taken {
            samen += taak.await.unwrap();
        }
        assert_eq!(samen, 12);
        let mut l = o.lees(&systeem()).await.unwrap();
        assert!(l.wachtende_aankomsten(later(3600), 99).await.unwrap().is_empty());
        assert_eq!(l.uitbak_stand().await.unwrap().wachtend, 12);
        for aankomst in ids {
            assert_eq!(l.antwoorden_op(aankomst).await.unwrap().len(), 1);
        }
    }

    async fn een_knoop_loopt_voorbij_aan_wat_een_ander_onderhanden_heeft(proef: &Proef) {
        let o = &proef.opslag;
        let ids: Vec<_> = (0..6).map(|_| id()).collect();
        let rijen: Vec<_> = ids
            .iter()
            .map(|id| Aankomst::nieuw(&regio(), *id, b"<a/>".to_vec(), Herkomst::Postbus, nu()))
            .collect();
        let mut tx = o.begin(&systeem()).await.unwrap();
        tx.journaal(&rijen).await.unwrap();
        tx.commit().await.unwrap();
        let namen = |rijen: Vec<Aankomst>| rijen.into_iter().map(|a| a.id).collect::<Vec<_>>();
        let (een, twee) = (id(), id());
        let mut eerste = o.begin(&systeem()).await.unwrap();
        let mijn = eerste.neem_aankomsten(&ids[..4], een, nu(), later(60)).await.unwrap();
        assert_eq!((mijn[0].pogingen, namen(mijn)), (1, ids[..4].to_vec()), "op volgorde");
        if o.dialect() == Dialect::Postgres {
            // Not committed yet: the other does not wait and does not take them too.
            let mut tweede = o.begin(&systeem()).await.unwrap();
            let rest = tweede.neem_aankomsten(&ids, twee, nu(), later(60)).await.unwrap();
            assert_eq!(namen(rest), ids[4..]);
            drop(tweede);
        }
        // The node dies: what it held is free as soon as the database knows, without waiting for the end of a lease.
        drop(eerste);
        let mut vrij = Vec::new();
        for _ in 0..100 {
            let mut tx = o.begin(&systeem()).await.unwrap();
            vrij = namen(tx.neem_aankomsten(&ids, twee, nu(), later(60)).await.unwrap());
            if vrij.len() == ids.len() {
                tx.commit().await.unwrap();
                break;
            }
            drop(tx);
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
        assert_eq!(vrij, ids);
        // Committed without an outcome it is a lease.
        let mut tx = o.begin(&systeem()).await.unwrap();
        assert!(tx.neem_aankomsten(&ids, een, later(59), later(90)).await.unwrap().is_empty());
        assert_eq!(tx.neem_aankomsten(&ids, een, later(60), later(90)).await.unwrap().len(), 6);
        for klaar in &ids[..5] {
            assert!(tx.rond_aankomst_af(*klaar, AankomstStatus::Fout, &regio(), nu()).await.unwrap());
        }
        assert_eq!(namen(tx.neem_aankomsten(&ids, een, later(600), later(900)).await.unwrap()), ids[5..]);
        drop(tx);
        let mut buiten = o.begin(&consulent("0193")).await.unwrap();
        assert!(buiten.neem_aankomsten(&ids, een, nu(), later(60)).await.is_err());
    }

    async fn een_taak_heeft_een_huurder_tegelijk(proef: &Proef) {
        let o = &proef.opslag;
        let (een, twee) = (id(), id());
        let neem = async |knoop, nu, tot| {
            let mut tx = o.begin(&systeem()).await.unwrap();
            let mijn = tx.neem_taak("dagmail", knoop, nu, tot).await.unwrap();
            tx.commit().await.unwrap();
            mijn
        };
        assert!(neem(een, nu(), later(60)).await);
        assert!(!neem(twee, later(59), later(119)).await, "nog verhuurd");
        assert!(neem(een, later(30), later(90)).await, "zelf mag verlengen");
        assert!(!neem(twee, later(89), later(149)).await);
        assert!(neem(twee, later(90), later(150)).await, "huur voorbij");
        assert!(!neem(een, later(91), later(151)).await);
        let mut tx = o.begin(&systeem()).await.unwrap();
        assert!(!tx.laat_taak_los("dagmail", een).await.unwrap());
        assert!(tx.laat_taak_los("dagmail", twee).await.unwrap());
        tx.commit().await.unwrap();
        assert!(neem(een, later(92), later(152)).await);
        let taak = o.lees(&systeem()).await.unwrap().taak("dagmail").await.unwrap().unwrap();
        assert_eq!((taak.huurder, taak.huur_tot), (Some(een), Some(later(152))));
        let mut buiten = o.begin(&beheer()).await.unwrap();
        assert!(buiten.neem_taak("dagmail", een, nu(), later(1)).await.is_err());
    }

    async fn van_zes_knopen_tegelijk_krijgt_er_een_de_taak(proef: &Proef) {
        let mut knopen = Vec::new();
        for _ in 0..6 {
            let (o, knoop) = (proef.opslag.clone(), id());
            knopen.push(tokio::spawn(async move {
                let mut tx = o.begin(&systeem()).await.unwrap();
                let mijn = tx.neem_taak("dagmail", knoop, nu(), later(60)).await.unwrap();
                tx.commit().await.unwrap();
                u32::from(mijn)
            }));
        }
        let mut samen = 0;
        for knoop in knopen {
            samen += knoop.await.unwrap();
        }
        assert_eq!(samen, 1);
    }

    async fn ook_zonder_huur_wint_er_een(proef: &Proef) {
        let o = &proef.opslag;
        let a = Aankomst::nieuw(&regio(), id(), b"<a/>".to_vec(), Herkomst::Upload, nu());
        o.journaal(&systeem(), &a).await.unwrap();
        // The lease of the first has run out while it was still busy: both come to the end.
        let klaar = async |o: Opslag| {
            let mut tx = o.begin(&systeem()).await?;
            let ja = tx.rond_aankomst_af(a.id, AankomstStatus::Verwerkt, &zwolle(), nu()).await?;
            if ja {
                tokio::time::sleep(std::time::Duration::from_millis(50)).await;
                tx.commit().await?;
            }
            Ok::<_, OpslagFout>(ja)
        };
        let (een, twee) = tokio::join!(klaar(o.clone()), klaar(o.clone()));
        assert!(een.unwrap() ^ twee.unwrap());
    }

    async fn een_afgebroken_verwerking_laat_niets_achter_en_komt_terug(proef: &Proef) {
        let o = &proef.opslag;
        let (a, werker, ander) = (id(), id(), id());
        let rij = Aankomst::nieuw(&regio(), a, b"<a/>".to_vec(), Herkomst::Postbus, nu());
        o.journaal(&systeem(), &rij).await.unwrap();
        let mut tx = o.begin(&systeem()).await.unwrap();
        let genomen = tx.neem_aankomst(a, werker, nu(), later(30)).await.unwrap().unwrap();
        assert_eq!((genomen.pogingen, genomen.inhoud, genomen.sha256), (1, rij.inhoud.clone(), sha256(b"<a/>")));
        tx.commit().await.unwrap();

        // Dies halfway: the transaction is dropped.
        let mut tx = o.begin(&systeem()).await.unwrap();
        assert!(tx.rond_aankomst_af(a, AankomstStatus::Verwerkt, &zwolle(), nu()).await.unwrap());
        drop(tx);
        assert_eq!(stand(o, a).await.unwrap().status, AankomstStatus::Ontvangen);

        let mut tx = o.begin(&systeem()).await.unwrap();
        assert!(tx.neem_aankomst(a, ander, later(29), later(60)).await.unwrap().is_none(), "nog verhuurd");
        assert!(tx.neem_aankomst(a, werker, later(29), later(60)).await.unwrap().is_some(), "zelf mag verlengen");
        assert!(tx.neem_aankomst(a, ander, later(60), later(90)).await.unwrap().is_some(), "huur voorbij");
        assert!(!tx.laat_aankomst_los(a, werker).await.unwrap());
        assert!(tx.laat_aankomst_los(a, ander).await.unwrap());
        assert!(tx.rond_aankomst_af(a, AankomstStatus::Fout, &regio(), later(61)).await.unwrap());
        assert!(!tx.rond_aankomst_af(a, AankomstStatus::Verwerkt, &zwolle(), later(62)).await.unwrap());
        assert!(tx.neem_aankomst(a, ander, later(600), later(900)).await.unwrap().is_none());
        tx.commit().await.unwrap();
        let na = stand(o, a).await.unwrap();
        assert_eq!((na.status, na.bericht_houder), (AankomstStatus::Fout, Some(regio())));
    }

    async fn de_uitbak_geeft_elke_werker_iets_anders_en_elke_levering_een_keer(proef: &Proef) {
        let o = &proef.opslag;
        let mut tx = o.begin(&systeem()).await.unwrap();
        let mut verwacht = BTreeSet::new();
        for n in 0..20 {
            let uit = bericht(&zwolle(), Richting::Uit, "JW316", vaart());
            tx.leg_berichten_vast(std::slice::from_ref(&uit)).await.unwrap();
            let rij = Uitbak::nieuw(&zwolle(), id(), uit.id, "postbus", format!("n{n}.xml"), nu());
            verwacht.insert(rij.id);
            tx.zet_in_uitbak(&[rij]).await.unwrap();
        }
        tx.commit().await.unwrap();
        let mut taken = Vec::new();
        for _ in 0..4 {
            let o = o.clone();
            taken.push(tokio::spawn(async move {
                let (werker, mut mijn) = (id(), Vec::new());
                loop {
                    let deel = opnieuw_bij_bezet(|| async {
                        let mut tx = o.begin(&systeem()).await?;
                        let deel = tx.neem_uit_uitbak(werker, nu(), later(30), 3).await?;
                        tx.commit().await?;
                        Ok(deel)
                    })
                    .await
                    .unwrap();
                    if deel.is_empty() {
                        return mijn;
                    }
                    for l in deel {
                        assert_eq!(l.inhoud, b"<Bericht JW316/>");
                        let mut tx = o.begin(&systeem()).await.unwrap();
                        assert_eq!(tx.afgeleverd(&l.houder, &[l.id], nu()).await.unwrap(), 1);
                        tx.commit().await.unwrap();
                        mijn.push(l.id);
                    }
                }
            }));
        }
        let mut samen = Vec::new();
        for taak in taken {
            samen.extend(taak.await.unwrap());
        }
        assert_eq!(samen.len(), 20);
        assert_eq!(samen.into_iter().collect::<BTreeSet<_>>(), verwacht);
        assert_eq!(o.lees(&systeem()).await.unwrap().uitbak_stand().await.unwrap().wachtend, 0);
    }

    async fn een_mislukte_levering_komt_later_terug_en_een_verlopen_huur_ook(proef: &Proef) {
        let o = &proef.opslag;
        let uit = bericht(&zwolle(), Richting::Uit, "JW301", vaart());
        let mut json = Uitbak::nieuw(&zwolle(), id(), uit.id, "fout", "x.fout.json".into(), nu());
        json.inhoud = Some(Geheim(b"{}".to_vec()));
        let (werker, ander) = (id(), id());
        let mut tx = o.begin(&systeem()).await.unwrap();
        tx.leg_berichten_vast(std::slice::from_ref(&uit)).await.unwrap();
        tx.zet_in_uitbak(std::slice::from_ref(&json)).await.unwrap();
        let l = tx.neem_uit_uitbak(werker, nu(), later(30), 9).await.unwrap();
        assert_eq!((l[0].inhoud.as_slice(), l[0].naam.as_str(), l[0].pogingen), (&b"{}"[..], "x.fout.json", 1));
        assert!(tx.neem_uit_uitbak(ander, later(29), later(60), 9).await.unwrap().is_empty());
        assert!(!tx.niet_afgeleverd(&zwolle(), json.id, ander, later(50)).await.unwrap(), "niet van hem");
        assert!(tx.niet_afgeleverd(&zwolle(), json.id, werker, later(100)).await.unwrap());
        assert!(tx.neem_uit_uitbak(ander, later(99), later(160), 9).await.unwrap().is_empty());
        let l = tx.neem_uit_uitbak(ander, later(100), later(160), 9).await.unwrap();
        assert_eq!(l[0].pogingen, 2);
        // Delivered, but killed before the mark: taken again under the same name.
        let l = tx.neem_uit_uitbak(werker, later(160), later(190), 9).await.unwrap();
        assert_eq!((l[0].naam.as_str(), l[0].pogingen), ("x.fout.json", 3));
        let s = tx.uitbak_stand().await.unwrap();
        assert_eq!((s.wachtend, s.mislukt, s.oudste), (1, 1, Some(nu())));
        assert_eq!(tx.afgeleverd(&zwolle(), &[json.id], later(161)).await.unwrap(), 1);
        assert_eq!(tx.afgeleverd(&zwolle(), &[json.id], later(162)).await.unwrap(), 0, "nog eens mag, en doet niets");
        tx.commit().await.unwrap();
    }

    async fn een_bericht_gaat_niet_twee_keer_in_de_uitbak(proef: &Proef) {
        let o = &proef.opslag;
        let uit = bericht(&zwolle(), Richting::Uit, "JW301", vaart());
        let mut tx = o.begin(&systeem()).await.unwrap();
        tx.leg_berichten_vast(std::slice::from_ref(&uit)).await.unwrap();
        tx.zet_in_uitbak(&[Uitbak::nieuw(&zwolle(), id(), uit.id, "postbus", "a.xml".into(), nu())]).await.unwrap();
        tx.commit().await.unwrap();
        for (doel, naam) in [("postbus", "b.xml"), ("ander", "a.xml")] {
            let mut tx = o.begin(&systeem()).await.unwrap();
            let fout = tx.zet_in_uitbak(&[Uitbak::nieuw(&zwolle(), id(), uit.id, doel, naam.into(), nu())]).await;
            assert!(matches!(fout, Err(OpslagFout::BestaatAl(_))), "{fout:?}");
        }
    }

    async fn een_retour_sluit_zijn_bericht_een_keer(proef: &Proef) {
        let o = &proef.opslag;
        let mut heen = bericht(&zwolle(), Richting::Uit, "JW301", vaart());
        heen.identificatie = Some("HV0000000001".into());
        let mut retour = bericht(&zwolle(), Richting::In, "JW302", vaart());
        retour.hoort_bij = Some(heen.id);
        let mut tx = o.begin(&systeem()).await.unwrap();
        tx.leg_berichten_vast(&[heen.clone(), retour.clone()]).await.unwrap();
        assert!(tx.zet_bericht_status(heen.id, &[BerichtStatus::Klaar], BerichtStatus::Verzonden).await.unwrap());
        assert!(!tx.zet_bericht_status(heen.id, &[BerichtStatus::Klaar], BerichtStatus::Verzonden).await.unwrap());
        assert_eq!(tx.zet_bericht_statussen(&[heen.id], &[BerichtStatus::Verzonden], BerichtStatus::Klaar).await.unwrap(), 1);
        assert_eq!(tx.zet_bericht_statussen(&[heen.id], &[BerichtStatus::Klaar], BerichtStatus::Verzonden).await.unwrap(), 1);
        assert!(tx.sluit_bericht(heen.id, retour.id, BerichtStatus::Bevestigd).await.unwrap());
        assert!(!tx.sluit_bericht(heen.id, retour.id, BerichtStatus::Teruggekomen).await.unwrap());
        tx.commit().await.unwrap();
        for (bereik, ziet) in
            [(systeem(), 1), (consulent("0193"), 1), (medewerker(vaart()), 1), (consulent("0150"), 0), (medewerker(brink()), 0), (beheer(), 0)]
        {
            let mut l = o.lees(&bereik).await.unwrap();
            let gevonden = l.heenbericht(&zwolle(), vaart(), "JW301", "HV0000000001").await.unwrap();
            assert_eq!(gevonden.iter().count(), ziet, "{:?}", bereik.rol());
            assert!(gevonden.is_none_or(|b| b.antwoord == Some(retour.id) && b.status == BerichtStatus::Bevestigd));
            assert_eq!(l.antwoorden_op(heen.id).await.unwrap().len(), ziet);
            assert_eq!(l.heenbericht(&zwolle(), vaart(), "JW319", "HV0000000001").await.unwrap(), None);
            assert_eq!(l.heenbericht(&zwolle(), brink(), "JW301", "HV0000000001").await.unwrap(), None);
        }
    }

    async fn alleen_het_programma_leest_het_journaal(proef: &Proef) {
        let o = &proef.opslag;
        let z = zaak(o, &zwolle(), vaart(), 0).await;
        for bereik in [consulent("0193"), medewerker(vaart()), beheer()] {
            let mut l = o.lees(&bereik).await.unwrap();
            assert!(l.aankomst(z.aankomst).await.is_err());
            assert!(l.aankomst_standen(&[z.aankomst]).await.is_err());
            assert!(l.wachtende_aankomsten(nu(), 9).await.is_err());
        }
        // The bytes of a message come from there, for who may see the message.
        let mut l = o.lees(&consulent("0193")).await.unwrap();
        assert_eq!(l.bericht_inhoud(z.bericht.id).await.unwrap().unwrap(), b"<JW315/>");
    }

    async fn eerder_ontvangen_is_van_dezelfde_afzender_soort_en_identificatie(proef: &Proef) {
        let o = &proef.opslag;
        let mut a = bericht(&zwolle(), Richting::In, "JW315", vaart());
        a.identificatie = Some("A1".into());
        let mut tx = o.begin(&systeem()).await.unwrap();
        tx.leg_berichten_vast(std::slice::from_ref(&a)).await.unwrap();
        let v = vaart().als_str().to_owned();
        assert_eq!(tx.eerder_ontvangen(&v, "JW315", "A1", id()).await.unwrap(), [a.id]);
        assert!(tx.eerder_ontvangen(&v, "JW315", "A1", a.id).await.unwrap().is_empty(), "niet zichzelf");
        assert!(tx.eerder_ontvangen(&v, "JW317", "A1", id()).await.unwrap().is_empty());
        assert!(tx.eerder_ontvangen(&v, "JW315", "A2", id()).await.unwrap().is_empty());
        assert!(tx.eerder_ontvangen(brink().als_str(), "JW315", "A1", id()).await.unwrap().is_empty());
        tx.commit().await.unwrap();
    }

    async fn een_uitgestelde_aankomst_wacht_en_telt_haar_pogingen(proef: &Proef) {
        let o = &proef.opslag;
        let rij = Aankomst::nieuw(&regio(), id(), b"x".to_vec(), Herkomst::Postbus, nu());
        o.journaal(&systeem(), &rij).await.unwrap();
        let mut tx = o.begin(&systeem()).await.unwrap();
        assert!(tx.stel_aankomst_uit(rij.id, later(60)).await.unwrap());
        assert!(tx.wachtende_aankomsten(later(59), 9).await.unwrap().is_empty());
        assert_eq!(tx.neem_aankomst(rij.id, id(), later(59), later(90)).await.unwrap(), None);
        assert_eq!(tx.wachtende_aankomsten(later(60), 9).await.unwrap(), [(rij.id, rij.grootte)]);
        assert!(tx.stel_aankomst_uit(rij.id, later(90)).await.unwrap());
        assert_eq!(tx.aankomst_standen(&[rij.id]).await.unwrap()[0].pogingen, 2);
        tx.rond_aankomst_af(rij.id, AankomstStatus::Verwerkt, &zwolle(), nu()).await.unwrap();
        assert!(!tx.stel_aankomst_uit(rij.id, later(99)).await.unwrap(), "wat klaar is blijft klaar");
        tx.commit().await.unwrap();
    }

    async fn alleen_wat_vastliep_maakt_plaats(proef: &Proef) {
        let o = &proef.opslag;
        let mut vast = bericht(&zwolle(), Richting::In, "JW315", vaart());
        vast.status = BerichtStatus::Vastgelopen;
        let goed = bericht(&zwolle(), Richting::In, "JW315", vaart());
        let mut tx = o.begin(&systeem()).await.unwrap();
        tx.leg_berichten_vast(&[vast.clone(), goed.clone()]).await.unwrap();
        assert_eq!(tx.vervang_vastgelopen(vast.id).await.unwrap(), Some(zwolle()));
        assert_eq!(tx.vervang_vastgelopen(vast.id).await.unwrap(), None);
        assert_eq!(tx.vervang_vastgelopen(goed.id).await.unwrap(), None);
        assert!(tx.bericht(goed.id).await.unwrap().is_some());
        tx.commit().await.unwrap();
    }
}

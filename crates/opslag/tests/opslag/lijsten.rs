//! Lists: order, filters, and paging without gaps or doubles.

use crate::steun::*;
use houvast_begrip::Houder;
use houvast_opslag::op_beide;
use houvast_opslag::*;
use jiff::ToSpan;
use jiff::civil::date;
use std::collections::BTreeSet;
use uuid::Uuid;

/// Walks all pages of `$per` and gives the ids in order; checks that each page but the last is full.
macro_rules! wandel {
    ($per:expr, |$blad:ident| $vraag:expr) => {{
        let (mut ids, mut $blad) = (Vec::new(), Bladzijde::eerste($per));
        loop {
            let lijst = $vraag;
            ids.extend(lijst.rijen.iter().map(|r| r.id));
            match lijst.volgende {
                Some(na) => {
                    assert_eq!(lijst.rijen.len(), $per as usize);
                    $blad = Bladzijde::na(na, $per);
                }
                None => break ids,
            }
        }
    }};
}

op_beide! {
    async fn de_werkvoorraad_loopt_op_termijn_zonder_gat_of_dubbel(proef: &Proef) {
        let o = &proef.opslag;
        let mut tx = o.begin(&systeem()).await.unwrap();
        let mut verwacht = Vec::new();
        for n in 0..23i64 {
            let houder = if n % 2 == 0 { zwolle() } else { deventer() };
            let mut kind = jeugdige(&houder, bsn(n.try_into().unwrap()), "Noor Jansen");
            kind.geboortedatum = date(2010, 1, 1) + (n * 30).days();
            let b = bericht(&houder, Richting::In, "JW315", vaart());
            // Many on the same day: the id decides there.
            let mut v = verzoek(&kind, &b, if n % 3 == 0 { brink() } else { vaart() }, date(2026, 11, 20) + (n / 5).days());
            if n % 4 == 0 {
                v.status = VerzoekStatus::InOnderzoek;
                v.route = "04".into();
                v.voorstel = "voorleggen".into();
            }
            verwacht.push((v.antwoord_voor, v.id, houder.clone()));
            tx.leg_jeugdigen_vast(std::slice::from_ref(&kind)).await.unwrap();
            tx.leg_berichten_vast(&[b]).await.unwrap();
            tx.leg_verzoeken_vast(&[v]).await.unwrap();
        }
        tx.commit().await.unwrap();
        verwacht.sort();
        let alle: Vec<Uuid> = verwacht.iter().map(|(_, id, _)| *id).collect();
        let mut l = o.lees(&systeem()).await.unwrap();
        let leeg = WerkVraag::default();
        for per in [1, 5, 22, 23, 24] {
            assert_eq!(wandel!(per, |blad| l.werkvoorraad(&leeg, blad).await.unwrap()), alle, "per {per}");
        }
        let derde = l.werkvoorraad(&leeg, Bladzijde::nummer(3, 10)).await.unwrap();
        assert_eq!(derde.rijen.iter().map(|r| r.id).collect::<Vec<_>>(), alle[20..]);
        assert_eq!(derde.volgende, None);
        let vreemd = Bladzijde::na(id(), 5);
        assert_eq!(l.werkvoorraad(&leeg, vreemd).await.unwrap(), Lijst::leeg());

        let mut tel = async |vraag: WerkVraag| l.werkvoorraad(&vraag, Bladzijde::eerste(99)).await.unwrap().rijen.len();
        assert_eq!(tel(WerkVraag { houder: Some(zwolle()), ..leeg.clone() }).await, 12);
        assert_eq!(tel(WerkVraag { status: Some(VerzoekStatus::InOnderzoek), ..leeg.clone() }).await, 6);
        assert_eq!(tel(WerkVraag { route: Some("04".into()), ..leeg.clone() }).await, 6);
        assert_eq!(tel(WerkVraag { voorstel: Some("toewijzen".into()), ..leeg.clone() }).await, 17);
        assert_eq!(tel(WerkVraag { aanbieder: Some(brink()), ..leeg.clone() }).await, 8);
        assert_eq!(tel(WerkVraag { uiterlijk: Some(date(2026, 11, 21)), ..leeg.clone() }).await, 10);
        assert_eq!(tel(WerkVraag { geboren_vanaf: Some(date(2010, 1, 31)), ..leeg.clone() }).await, 22);
        assert_eq!(tel(WerkVraag { geboren_tot: Some(date(2010, 1, 31)), ..leeg.clone() }).await, 2);
        assert_eq!(tel(WerkVraag { jeugdigen: Some(vec![]), ..leeg.clone() }).await, 0);
        let telling = l.werktelling(date(2026, 11, 20), date(2026, 11, 22)).await.unwrap();
        assert_eq!(telling, WerkTelling { open: 17, in_onderzoek: 6, vandaag: 5, tot: 10, later: 8 });
        assert_eq!(l.menutelling(&menu(500)).await.unwrap().verzoeken, 17 + 6);

        // A consulent's cursor works only within the own scope.
        let mut l = o.lees(&consulent("0193")).await.unwrap();
        let eigen: Vec<Uuid> = verwacht.iter().filter(|v| v.2 == zwolle()).map(|v| v.1).collect();
        assert_eq!(wandel!(5, |blad| l.werkvoorraad(&leeg, blad).await.unwrap()), eigen);
        let van_een_ander = verwacht.iter().find(|v| v.2 == deventer()).unwrap().1;
        assert_eq!(l.werkvoorraad(&leeg, Bladzijde::na(van_een_ander, 5)).await.unwrap(), Lijst::leeg());
    }

    async fn het_menu_telt_wat_fout_binnenkwam_en_niemand_opende(proef: &Proef) {
        let o = &proef.opslag;
        let rij = |richting, status, houder: Houder| {
            let mut b = bericht(&houder, richting, "JW315", vaart());
            b.status = status;
            b
        };
        use BerichtStatus as S;
        let rijen = [
            rij(Richting::In, S::Afgekeurd, zwolle()),
            rij(Richting::In, S::Afgekeurd, zwolle()),
            rij(Richting::In, S::Fout, zwolle()),
            rij(Richting::In, S::Afgekeurd, deventer()),
            // Not counted: good, of our own, and tried again by itself.
            rij(Richting::In, S::Verwerkt, zwolle()),
            rij(Richting::Uit, S::Teruggekomen, zwolle()),
            rij(Richting::In, S::Vastgelopen, zwolle()),
        ];
        let mut tx = o.begin(&systeem()).await.unwrap();
        tx.leg_berichten_vast(&rijen).await.unwrap();
        assert!(tx.bericht_gezien(rijen[1].id, nu()).await.unwrap());
        tx.commit().await.unwrap();
        let mut l = o.lees(&consulent("0193")).await.unwrap();
        for (hoogstens, aantal) in [(0, 0), (1, 1), (2, 2), (3, 2), (1_000, 2)] {
            assert_eq!(l.menutelling(&menu(hoogstens)).await.unwrap().berichten, aantal, "{hoogstens}");
        }
        let mut l = o.lees(&systeem()).await.unwrap();
        assert_eq!(l.menutelling(&menu(1_000)).await.unwrap().berichten, 3);
    }

    async fn berichten_lopen_van_nieuw_naar_oud_met_filters(proef: &Proef) {
        let o = &proef.opslag;
        let mut rijen = Vec::new();
        for n in 0..17i64 {
            let (richting, soort) = if n % 2 == 0 { (Richting::In, "JW315") } else { (Richting::Uit, "JW316") };
            let mut b = bericht(&(if n == 16 { deventer() } else { zwolle() }), richting, soort, vaart());
            b.op = later(n / 4);
            if n == 3 {
                b.status = BerichtStatus::Teruggekomen;
                b.aantal_bevindingen = 2;
                b.eerste_bevinding = Some("Kijk hier.".into());
            }
            rijen.push(b);
        }
        let mut tx = o.begin(&systeem()).await.unwrap();
        tx.leg_aanbieders_vast(&[aanbieder(vaart(), "De Vaart")]).await.unwrap();
        tx.leg_berichten_vast(&rijen).await.unwrap();
        assert!(tx.bericht_gezien(rijen[0].id, nu()).await.unwrap());
        assert!(!tx.bericht_gezien(rijen[0].id, later(9)).await.unwrap());
        tx.commit().await.unwrap();
        rijen.sort_by_key(|b| std::cmp::Reverse((b.op, b.id)));
        let alle: Vec<Uuid> = rijen.iter().map(|b| b.id).collect();
        let mut l = o.lees(&systeem()).await.unwrap();
        let leeg = BerichtFilter::default();
        for per in [1, 4, 16, 17, 18] {
            assert_eq!(wandel!(per, |blad| l.berichten(&leeg, blad).await.unwrap()), alle, "per {per}");
        }
        for (filter, aantal) in [
            (BerichtFilter { richting: Some(Richting::In), ..leeg.clone() }, 9),
            (BerichtFilter { soort: Some("JW316".into()), ..leeg.clone() }, 8),
            (BerichtFilter { statussen: vec![BerichtStatus::Teruggekomen], ..leeg.clone() }, 1),
            (BerichtFilter { statussen: vec![BerichtStatus::Verwerkt, BerichtStatus::Klaar], ..leeg.clone() }, 16),
            (BerichtFilter { houder: Some(deventer()), ..leeg.clone() }, 1),
            (BerichtFilter { aanbieder: Some(brink()), ..leeg.clone() }, 0),
            (BerichtFilter { jeugdige: Some(id()), ..leeg.clone() }, 0),
        ] {
            assert_eq!(l.aantal_berichten(&filter, 99).await.unwrap(), aantal, "{filter:?}");
            let tot = u32::try_from(aantal).unwrap().saturating_sub(1);
            assert_eq!(l.aantal_berichten(&filter, tot).await.unwrap(), i64::from(tot), "{filter:?}");
            let lijst = l.berichten(&filter, Bladzijde::eerste(99)).await.unwrap();
            assert_eq!(i64::try_from(lijst.rijen.len()).unwrap(), aantal, "{filter:?}");
        }
        let fout = BerichtFilter { statussen: vec![BerichtStatus::Teruggekomen], ..leeg };
        let regel = l.berichten(&fout, Bladzijde::eerste(1)).await.unwrap().rijen.remove(0);
        assert_eq!((regel.aanbieder_naam.as_deref(), regel.eerste_bevinding.as_deref()), (Some("De Vaart"), Some("Kijk hier.")));
    }

    async fn de_tijdlijn_en_het_logboek_bladeren(proef: &Proef) {
        let o = &proef.opslag;
        let kind = jeugdige(&zwolle(), bsn(0), "Noor Jansen");
        let mut rijen: Vec<_> = (0..9).map(|n| gebeurtenis(&kind, None, later(n / 3))).collect();
        let gekeken: Vec<_> = (0..9).map(|_| logpost(&zwolle(), Some(kind.id))).collect();
        let mut tx = o.begin(&systeem()).await.unwrap();
        tx.leg_jeugdigen_vast(std::slice::from_ref(&kind)).await.unwrap();
        tx.leg_gebeurtenissen_vast(&rijen).await.unwrap();
        for post in &gekeken {
            tx.noteer(post.clone()).unwrap();
        }
        tx.commit().await.unwrap();
        rijen.sort_by_key(|g| std::cmp::Reverse((g.op, g.id)));
        let mut l = o.lees(&consulent("0193")).await.unwrap();
        for per in [1, 2, 9, 10] {
            let ids = wandel!(per, |blad| l.tijdlijn(kind.id, blad).await.unwrap());
            assert_eq!(ids, rijen.iter().map(|g| g.id).collect::<Vec<_>>());
            let vraag = LogVraag { jeugdige: Some(kind.id), ..LogVraag::default() };
            let mut p = o.lees(&privacy("0193")).await.unwrap();
            let ids = wandel!(per, |blad| p.log(&vraag, blad).await.unwrap());
            assert_eq!(ids, gekeken.iter().rev().map(|k| k.id).collect::<Vec<_>>());
        }
    }

    async fn kinderen_bladeren_op_achternaam_ook_bij_gelijke_namen(proef: &Proef) {
        let o = &proef.opslag;
        let namen = ["Zoë Bos", "Ali Bos", "Ali Bos", "Bo Öz", "Cas Abel", "Dex Zwart", "Ed bos"];
        let rijen: Vec<_> = namen
            .iter()
            .enumerate()
            .map(|(n, naam)| jeugdige(&(if n % 2 == 0 { zwolle() } else { deventer() }), bsn(n), naam))
            .collect();
        let mut tx = o.begin(&systeem()).await.unwrap();
        tx.leg_jeugdigen_vast(&rijen).await.unwrap();
        tx.commit().await.unwrap();
        let mut l = o.lees(&systeem()).await.unwrap();
        let volgorde = [4, 1, 2, 6, 0, 3, 5].map(|i: usize| rijen[i].id);
        for per in [1, 2, 3, 7, 8] {
            let ids = wandel!(per, |blad| l.zoek_jeugdigen(&JeugdigeVraag::default(), blad).await.unwrap());
            assert_eq!(ids, volgorde, "per {per}");
        }
    }

    async fn gevraagde_producten_bladeren_nieuwste_eerst(proef: &Proef) {
        let o = &proef.opslag;
        let z = zaak(o, &zwolle(), vaart(), 0).await;
        let meer: Vec<_> = (2..9).map(|n| product(&z.verzoek, n, &format!("REF-{n}"))).collect();
        let mut tx = o.begin(&systeem()).await.unwrap();
        tx.leg_verzoek_producten_vast(&meer).await.unwrap();
        tx.commit().await.unwrap();
        let mut l = o.lees(&medewerker(vaart())).await.unwrap();
        let ids = wandel!(3, |blad| l.productregels(None, blad).await.unwrap());
        assert_eq!(ids.len(), 8);
        assert!(ids.is_sorted_by(|a, b| a > b));
        assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), 8);
    }

    async fn veel_signalen_worden_gelopen_en_staan_in_dezelfde_orde(proef: &Proef) {
        let o = &proef.opslag;
        let rijen: Vec<Signaal> = (0..60i64)
            .map(|n| {
                let waar = if n % 3 == 0 { deventer() } else { zwolle() };
                let agb = if n % 2 == 0 { vaart() } else { brink() };
                let vanaf = if n % 7 == 0 { VANDAAG + 1.days() } else { VANDAAG - (n % 5).days() };
                let mut s = signaal(&waar, SignaalSoort::EindeNadert, id(), Some(agb), vanaf);
                // Some on the same day, some on none.
                s.uiterlijk = (n % 4 != 0).then(|| VANDAAG + (n * 11 % 13).days());
                s
            })
            .collect();
        let mut tx = o.begin(&systeem()).await.unwrap();
        tx.leg_signalen_vast(&rijen).await.unwrap();
        tx.commit().await.unwrap();
        let toont = rijen.iter().filter(|s| s.vanaf <= VANDAAG);
        for wie in [systeem(), consulent("0193"), medewerker(brink())] {
            let mut l = o.lees(&wie).await.unwrap();
            for uiterlijk in [None, Some(VANDAAG + 5.days())] {
                let kort = SignaalVraag { uiterlijk, ..SignaalVraag::alles(VANDAAG) };
                let veel = SignaalVraag { veel: true, ..kort.clone() };
                let op_orde = wandel!(7, |blad| l.signalen(&kort, blad).await.unwrap());
                let gelopen = wandel!(7, |blad| l.signalen(&veel, blad).await.unwrap());
                assert_eq!(gelopen, op_orde);
                if wie.rol() == Rol::Systeem {
                    let moet = toont.clone().filter(|s| uiterlijk.is_none() || s.uiterlijk <= uiterlijk && s.uiterlijk.is_some());
                    assert_eq!(gelopen.len(), moet.count());
                }
            }
            let telling = l.signaaltelling(&SignaalVraag::alles(VANDAAG), VANDAAG + 5.days()).await.unwrap();
            let later = telling.later.expect("zo veel is er niet te laat");
            assert_eq!(telling.vandaag + telling.tot + later, telling.los);
            if wie.rol() == Rol::Systeem {
                let laat = |s: &&Signaal| s.uiterlijk.is_none_or(|dag| dag > VANDAAG + 5.days());
                assert_eq!(later, i64::try_from(toont.clone().filter(laat).count()).unwrap());
            }
        }
    }
}

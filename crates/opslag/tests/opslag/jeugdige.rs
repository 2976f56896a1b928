//! Children: stored and found.

use crate::steun::*;
use houvast_opslag::op_beide;
use houvast_opslag::*;
use jiff::civil::date;

async fn zoek(o: &Opslag, vraag: JeugdigeVraag) -> Vec<String> {
    let mut l = o.lees(&systeem()).await.unwrap();
    let lijst = l.zoek_jeugdigen(&vraag, Bladzijde::eerste(50)).await.unwrap();
    lijst
        .rijen
        .into_iter()
        .map(|r| format!("{} {}", r.voornamen.unwrap(), r.geslachtsnaam))
        .collect()
}

fn naam(tekst: &str) -> JeugdigeVraag {
    JeugdigeVraag {
        naam: Some(tekst.into()),
        ..Default::default()
    }
}

op_beide! {
    async fn een_kind_komt_terug_zoals_het_erin_ging(proef: &Proef) {
        let o = &proef.opslag;
        let mut kind = jeugdige(&zwolle(), bsn(3), "Zoë Groß");
        kind.voorvoegsel = Some("van 't".into());
        kind.geheim = true;
        let mut tx = o.begin(&systeem()).await.unwrap();
        tx.leg_jeugdigen_vast(std::slice::from_ref(&kind)).await.unwrap();
        let r = relatie(&kind);
        tx.leg_relaties_vast(std::slice::from_ref(&r)).await.unwrap();
        tx.commit().await.unwrap();
        let mut l = o.lees(&systeem()).await.unwrap();
        assert_eq!(l.jeugdige(kind.id).await.unwrap().unwrap(), kind);
        assert_eq!(l.jeugdige_met_bsn(&zwolle(), &bsn(3)).await.unwrap().unwrap(), kind);
        assert_eq!(l.jeugdige_met_bsn(&deventer(), &bsn(3)).await.unwrap(), None);
        assert_eq!(l.jeugdigen_met_bsn(&zwolle(), &[bsn(1), bsn(3)]).await.unwrap(), std::slice::from_ref(&kind));
        assert_eq!(l.relaties(kind.id).await.unwrap(), [r]);
        assert_eq!(format!("{kind:?}"), format!("Jeugdige(0193 {})", kind.id), "geen naam in een log");
    }

    async fn een_bsn_is_een_rij_per_gemeente(proef: &Proef) {
        let o = &proef.opslag;
        let mut tx = o.begin(&systeem()).await.unwrap();
        tx.leg_jeugdigen_vast(&[jeugdige(&zwolle(), bsn(3), "A B"), jeugdige(&deventer(), bsn(3), "A B")]).await.unwrap();
        tx.commit().await.unwrap();
        let mut tx = o.begin(&systeem()).await.unwrap();
        let nog_eens = tx.leg_jeugdigen_vast(&[jeugdige(&zwolle(), bsn(3), "C D")]).await;
        assert!(matches!(nog_eens, Err(OpslagFout::BestaatAl(_))), "{nog_eens:?}");
        assert!(!format!("{nog_eens:?}").contains(bsn(3).als_str()));
    }

    async fn zoeken_gaat_op_begin_van_woorden_zonder_tekens(proef: &Proef) {
        let o = &proef.opslag;
        let mut zoe = jeugdige(&zwolle(), bsn(0), "Zoë Vries");
        zoe.voorvoegsel = Some("de".into());
        let mut jan = jeugdige(&deventer(), bsn(1), "Jan-Willem Vriezen");
        jan.geboortedatum = date(2010, 2, 28);
        let khalid = jeugdige(&zwolle(), bsn(2), "Khâlid Ünal");
        let mut tx = o.begin(&systeem()).await.unwrap();
        tx.leg_jeugdigen_vast(&[zoe, jan, khalid]).await.unwrap();
        tx.commit().await.unwrap();
        for (vraag, verwacht) in [
            (naam("vrie"), vec!["Zoë Vries", "Jan-Willem Vriezen"]),
            (naam("ZOE de vr"), vec!["Zoë Vries"]),
            (naam("vries zoe"), vec!["Zoë Vries"]),
            (naam("will"), vec!["Jan-Willem Vriezen"]),
            (naam("unal"), vec!["Khâlid Ünal"]),
            (naam("ries"), vec![]),
            (naam("jan vries"), vec![]),
            (naam("will vriezen"), vec!["Jan-Willem Vriezen"]),
            (naam("khalid vriezen"), vec![]),
            (naam("vriezen vries"), vec![]),
            (naam("%"), vec![]),
            (naam("  "), vec![]),
            (JeugdigeVraag::default(), vec!["Khâlid Ünal", "Zoë Vries", "Jan-Willem Vriezen"]),
            (JeugdigeVraag { geboortedatum: Some(date(2010, 2, 28)), ..Default::default() }, vec!["Jan-Willem Vriezen"]),
            (JeugdigeVraag { bsn: Some(bsn(2)), ..Default::default() }, vec!["Khâlid Ünal"]),
            (JeugdigeVraag { bsn: Some(bsn(9)), ..Default::default() }, vec![]),
            (JeugdigeVraag { houder: Some(deventer()), ..naam("v") }, vec!["Jan-Willem Vriezen"]),
        ] {
            assert_eq!(zoek(o, vraag.clone()).await, verwacht, "{:?}", vraag.naam);
        }
    }

    async fn een_naam_met_veel_kinderen_komt_op_bladen_zonder_gat_of_dubbel(proef: &Proef) {
        let o = &proef.opslag;
        // Two words of one name begin with what is searched, and some stand in another gemeente.
        let namen = ["Jan Jansen", "Janna Jansen", "Jansje Smit", "Piet Jans", "Noor Jansen", "Jan Jansen", "Anna Smit"];
        let kinderen: Vec<_> = (0..28)
            .map(|i| {
                let waar = if i % 4 == 3 { deventer() } else { zwolle() };
                jeugdige(&waar, bsn(i), namen[i % namen.len()])
            })
            .collect();
        let mut tx = o.begin(&systeem()).await.unwrap();
        tx.leg_jeugdigen_vast(&kinderen).await.unwrap();
        tx.commit().await.unwrap();
        for (tekst, aantal) in [("jan", 24), ("jansen jan", 16), ("jans j", 24), ("smit", 8), ("piet jan", 4)] {
            let mut l = o.lees(&systeem()).await.unwrap();
            let alles = l.zoek_jeugdigen(&naam(tekst), Bladzijde::eerste(100)).await.unwrap();
            assert_eq!((alles.rijen.len(), alles.volgende), (aantal, None), "{tekst}");
            let (mut gezien, mut na) = (Vec::new(), None);
            loop {
                let blad = na.map_or(Bladzijde::eerste(3), |na| Bladzijde::na(na, 3));
                let deel = l.zoek_jeugdigen(&naam(tekst), blad).await.unwrap();
                gezien.extend(deel.rijen.iter().map(|r| r.id));
                assert!(deel.volgende.is_none() || deel.rijen.len() == 3, "{tekst}: een half blad");
                na = deel.volgende;
                if na.is_none() {
                    break;
                }
            }
            assert_eq!(gezien, alles.rijen.iter().map(|r| r.id).collect::<Vec<_>>(), "{tekst}");
            let tweede = l.zoek_jeugdigen(&naam(tekst), Bladzijde::nummer(2, 3)).await.unwrap();
            assert_eq!(tweede.rijen.iter().map(|r| r.id).collect::<Vec<_>>(), &gezien[3..gezien.len().min(6)]);
        }
    }

    async fn wie_een_oude_versie_heeft_overschrijft_niets(proef: &Proef) {
        let o = &proef.opslag;
        let kind = jeugdige(&zwolle(), bsn(0), "Noor Jansen");
        let mut tx = o.begin(&systeem()).await.unwrap();
        tx.leg_jeugdigen_vast(std::slice::from_ref(&kind)).await.unwrap();
        let mut nieuw = kind.clone();
        nieuw.geslachtsnaam = "Pieters".into();
        nieuw.postcode = None;
        assert!(tx.wijzig_jeugdige(&nieuw).await.unwrap());
        assert!(!tx.wijzig_jeugdige(&kind).await.unwrap(), "versie 1 is voorbij");
        tx.commit().await.unwrap();
        assert_eq!(zoek(o, naam("jansen")).await, Vec::<String>::new());
        assert_eq!(zoek(o, naam("pieters")).await, ["Noor Pieters"]);
        let na = o.lees(&systeem()).await.unwrap().jeugdige(kind.id).await.unwrap().unwrap();
        assert_eq!((na.versie, na.postcode.as_deref(), na.bsn), (2, None, kind.bsn));
    }

    async fn clienten_zijn_de_kinderen_met_een_toewijzing(proef: &Proef) {
        let o = &proef.opslag;
        let z = zaak(o, &zwolle(), vaart(), 0).await;
        let kind = jeugdige(&zwolle(), bsn(1), "Alleen Gevraagd");
        let b = bericht(&zwolle(), Richting::In, "JW315", vaart());
        let mut tx = o.begin(&systeem()).await.unwrap();
        tx.leg_jeugdigen_vast(std::slice::from_ref(&kind)).await.unwrap();
        tx.leg_berichten_vast(std::slice::from_ref(&b)).await.unwrap();
        tx.leg_verzoeken_vast(&[verzoek(&kind, &b, vaart(), VANDAAG)]).await.unwrap();
        tx.commit().await.unwrap();
        let mut l = o.lees(&medewerker(vaart())).await.unwrap();
        let clienten = JeugdigeVraag { alleen_clienten: true, ..Default::default() };
        let namen = l.zoek_jeugdigen(&clienten, Bladzijde::eerste(9)).await.unwrap().rijen;
        assert_eq!(namen.iter().map(|r| r.id).collect::<Vec<_>>(), [z.kind.id]);
        assert_eq!(l.betrokkenheid(kind.id, vaart()).await.unwrap(), Some(Betrokken::Verzoek));
        assert_eq!(l.betrokkenheid(z.kind.id, vaart()).await.unwrap(), Some(Betrokken::Toewijzing));
    }
}

//! Facts, timeline, look log, signals.

use crate::steun::*;
use houvast_opslag::op_beide;
use houvast_opslag::*;
use jiff::civil::date;

async fn telling(l: &mut Lees, dag: jiff::civil::Date) -> SignaalTelling {
    l.signaaltelling(&SignaalVraag::alles(dag), dag).await.unwrap()
}

op_beide! {
    async fn feiten_komen_oudste_eerst_zodat_het_nieuwste_telt(proef: &Proef) {
        let o = &proef.opslag;
        let z = zaak(o, &zwolle(), vaart(), 0).await;
        let mut nieuw = feit(&z.kind, Some(vaart()));
        nieuw.op = later(60);
        nieuw.verzoek = Some(z.verzoek.id);
        nieuw.verzoek_product = Some(z.product.id);
        let mut tx = o.begin(&systeem()).await.unwrap();
        tx.leg_feiten_vast(std::slice::from_ref(&nieuw)).await.unwrap();
        tx.commit().await.unwrap();
        let mut l = o.lees(&consulent("0193")).await.unwrap();
        assert_eq!(l.feiten_van(z.kind.id).await.unwrap().last(), Some(&nieuw));
        assert_eq!(l.feiten_van_verzoek(z.verzoek.id).await.unwrap().len(), 2);
    }

    async fn een_signaal_is_er_een_keer_en_toont_zich_op_zijn_dag(proef: &Proef) {
        let o = &proef.opslag;
        let z = zaak(o, &zwolle(), vaart(), 0).await;
        let s = |soort, vanaf| signaal(&zwolle(), soort, z.bericht.id, Some(vaart()), vanaf);
        let mut tx = o.begin(&systeem()).await.unwrap();
        let straks = s(SignaalSoort::GeenRetour, date(2026, 11, 26));
        assert_eq!(tx.leg_signalen_vast(std::slice::from_ref(&straks)).await.unwrap(), 1);
        assert_eq!(tx.leg_signalen_vast(&[s(SignaalSoort::GeenRetour, VANDAAG)]).await.unwrap(), 0);
        tx.commit().await.unwrap();
        let mut l = o.lees(&consulent("0193")).await.unwrap();
        assert_eq!(telling(&mut l, date(2026, 11, 25)).await.alle, 1, "alleen het antwoord");
        assert_eq!(telling(&mut l, date(2026, 11, 25)).await.los, 0, "het antwoord staat bij het verzoek");
        assert_eq!(telling(&mut l, date(2026, 11, 26)).await.los, 1, "alleen het retourbericht");
        let blad = Bladzijde::eerste(9);
        let lijst = l.signalen(&SignaalVraag::alles(date(2026, 11, 26)), blad).await.unwrap().rijen;
        assert_eq!(lijst.iter().map(|r| r.soort).collect::<Vec<_>>(), [SignaalSoort::Antwoord, SignaalSoort::GeenRetour]);
        drop(l);
        let mut tx = o.begin(&systeem()).await.unwrap();
        assert!(!tx.sluit_signaal(&deventer(), SignaalSoort::GeenRetour, z.bericht.id, nu()).await.unwrap());
        assert!(tx.sluit_signaal(&zwolle(), SignaalSoort::GeenRetour, z.bericht.id, nu()).await.unwrap());
        assert!(!tx.sluit_signaal(&zwolle(), SignaalSoort::GeenRetour, z.bericht.id, nu()).await.unwrap());
        assert_eq!(tx.sluit_signalen(&zwolle(), z.verzoek.id, nu()).await.unwrap(), 1);
        assert_eq!(telling(&mut tx, date(2030, 1, 1)).await.alle, 0);
        tx.commit().await.unwrap();
    }

    async fn besluiten_blijven_met_hun_invoer_staan(proef: &Proef) {
        let o = &proef.opslag;
        let z = zaak(o, &zwolle(), vaart(), 0).await;
        let mut tweede = besluit(&z.product);
        tweede.op = later(5);
        tweede.soort = BesluitSoort::Besluit;
        tweede.feiten = r#"{"budget":800000}"#.into();
        let mut tx = o.begin(&consulent("0193")).await.unwrap();
        tx.leg_besluiten_vast(std::slice::from_ref(&tweede)).await.unwrap();
        tx.commit().await.unwrap();
        let rijen = o.lees(&consulent("0193")).await.unwrap().besluiten(z.product.id).await.unwrap();
        assert_eq!((rijen.len(), rijen.last()), (2, Some(&tweede)));
    }
}

//! The demo region goes in at once.

use crate::steun::*;
use houvast_opslag::op_beide;
use houvast_opslag::*;

op_beide! {
    async fn vijfhonderd_kinderen_met_duizenden_rijen_in_een_keer(proef: &Proef) {
        let o = &proef.opslag;
        let bsns: Vec<_> = (999_900_000..=999_999_999u32)
            .filter_map(|g| houvast_begrip::Bsn::nieuw(&g.to_string()).ok())
            .take(500)
            .collect();
        let kinderen: Vec<_> = bsns.iter().map(|b| jeugdige(&zwolle(), *b, "Noor Jansen")).collect();
        let relaties: Vec<_> = kinderen.iter().map(relatie).collect();
        let berichten: Vec<_> = (0..1500).map(|_| bericht(&zwolle(), Richting::In, "JW315", vaart())).collect();
        let verzoeken: Vec<_> =
            kinderen.iter().zip(&berichten).map(|(k, b)| verzoek(k, b, vaart(), VANDAAG)).collect();
        let producten: Vec<_> = verzoeken.iter().map(|v| product(v, 1, "R")).collect();
        let toewijzingen: Vec<_> =
            (1..).zip(&kinderen).map(|(n, k)| toewijzing(k, vaart(), n, VANDAAG, None)).collect();
        let tijdlijn: Vec<_> = kinderen.iter().flat_map(|k| (0..3).map(|n| gebeurtenis(k, None, later(n)))).collect();
        let mut tx = o.begin(&systeem()).await.unwrap();
        tx.leg_jeugdigen_vast(&kinderen).await.unwrap();
        tx.leg_relaties_vast(&relaties).await.unwrap();
        tx.leg_berichten_vast(&berichten).await.unwrap();
        tx.leg_verzoeken_vast(&verzoeken).await.unwrap();
        tx.leg_verzoek_producten_vast(&producten).await.unwrap();
        tx.leg_toewijzingen_vast(&toewijzingen).await.unwrap();
        tx.leg_gebeurtenissen_vast(&tijdlijn).await.unwrap();
        tx.commit().await.unwrap();
        o.ververs_statistieken().await.unwrap();
        let mut l = o.lees(&systeem()).await.unwrap();
        assert_eq!(l.aantal_berichten(&BerichtFilter::default(), 2_000).await.unwrap(), 1500);
        assert_eq!(l.jeugdigen_met_bsn(&zwolle(), &bsns).await.unwrap().len(), 500);
        let ids: Vec<_> = kinderen.iter().map(|k| k.id).collect();
        assert_eq!(l.hulp_van(&ids, Some(VANDAAG)).await.unwrap().len(), 500);
        assert_eq!(l.werktelling(VANDAAG, VANDAAG).await.unwrap().open, 500);
    }

    async fn niets_toevoegen_mag(proef: &Proef) {
        let mut tx = proef.opslag.begin(&systeem()).await.unwrap();
        tx.leg_jeugdigen_vast(&[]).await.unwrap();
        assert_eq!(tx.journaal(&[]).await.unwrap(), 0);
        tx.commit().await.unwrap();
    }
}

//! A message that cannot be processed is kept, tried again later and later, and seen; the others go on.

use crate::hulp::{Keten, soorten};
use houvast_begrip::{AgbCode, Centen};
use houvast_dienst::beeld::{WerkFilter, WerkPlek};
use houvast_dienst::{bericht, werkvoorraad};
use houvast_opslag::{BerichtStatus, Herkomst, Toewijzing, ToewijzingStatus, op_beide};
use jiff::civil::{date, time};

/// A number that the counter of Zwolle will give out is taken: whoever grants there fails, as by a fault of ours.
async fn bezet_nummer(keten: &Keten) {
    let kind = keten.vrij("0193", 5);
    let mut tx = keten.huis.opslag.begin(&keten.huis.systeem()).await.unwrap();
    let rij = tx
        .jeugdige_met_bsn(&kind.gemeente.into(), &kind.bsn)
        .await
        .unwrap()
        .unwrap();
    let toewijzing = Toewijzing {
        houder: rij.houder,
        id: keten.huis.tijd.id(),
        nummer: 1,
        jeugdige: rij.id,
        aanbieder: AgbCode::nieuw("73990101").unwrap(),
        verzoek_product: None,
        referentie: None,
        categorie: Some("45".to_owned()),
        code: None,
        toewijzingsdatum: date(2026, 1, 5),
        toewijzingstijd: time(9, 0, 0, 0),
        ingangsdatum: date(2026, 1, 5),
        einddatum: Some(date(2026, 12, 31)),
        volume: None,
        eenheid: None,
        frequentie: None,
        budget: Some(Centen::euro(1_000)),
        jaarplafond: None,
        commentaar: None,
        reden_wijziging: None,
        soort: None,
        perceel: None,
        status: ToewijzingStatus::Actief,
        bericht: None,
        gewijzigd_op: keten.huis.tijd.nu(),
        versie: 1,
    };
    tx.leg_toewijzingen_vast(&[toewijzing]).await.unwrap();
    tx.commit().await.unwrap();
}

op_beide! {
    async fn een_bericht_dat_vastloopt_wordt_steeds_later_weer_geprobeerd_en_is_te_zien(proef: &Proef) {
        let keten = Keten::op(proef, "2026-03-02T09:00:00Z").await;
        bezet_nummer(&keten).await;
        let kind = keten.vrij("0193", 0).clone();
        let vraag = keten.vraag(&kind, "73990101", "VAST1").met_budget(8_000, date(2026, 3, 10), date(2027, 3, 9));
        let id = bericht::ontvang(&keten.huis, Herkomst::Upload, None, vraag.xml()).await.unwrap();
        let pogingen = async || {
            let mut lees = keten.huis.opslag.lees(&keten.huis.systeem()).await.unwrap();
            lees.aankomst_standen(&[id]).await.unwrap()[0].pogingen
        };
        let mut werker = keten.werker();
        for _ in 0..25 {
            assert_eq!(werker.beurt_nu().await.unwrap(), 0);
        }
        assert_eq!(pogingen().await, 1, "vijfentwintig beurten zijn een poging");
        // A restart does not begin anew.
        let mut werker = keten.werker();
        werker.beurt_nu().await.unwrap();
        assert_eq!(pogingen().await, 1);
        // Meanwhile another message goes its way.
        let ander = keten.vraag(keten.vrij("0150", 0), "73990101", "GOED1").met_budget(8_000, date(2026, 3, 10), date(2027, 3, 9));
        assert_eq!(soorten(&keten.vraag_aan(&ander).await), ["JW301", "JW316"]);

        let wie = keten.als("consulent.zwolle").await;
        let vast = async || {
            let lijst = werkvoorraad::toon(&keten.huis, &wie, WerkFilter::Alles, WerkPlek::default()).await.unwrap();
            lijst.rijen.iter().filter(|r| r.wat == "Bericht vastgelopen" && r.id == id).count()
        };
        assert_eq!(vast().await, 0, "een keer kan toeval zijn");
        for (klok, verwacht) in [("2026-03-02T09:01:00Z", 2), ("2026-03-02T09:02:00Z", 3), ("2026-03-02T09:02:20Z", 3)] {
            keten.zet_klok(klok);
            werker.beurt_nu().await.unwrap();
            assert_eq!(pogingen().await, verwacht, "{klok}");
        }
        assert_eq!(vast().await, 1);
        // Each time it was tried stands in the processing log, once.
        let mut lees = keten.huis.opslag.lees(&keten.huis.systeem()).await.unwrap();
        let geprobeerd = lees.verwerkingen(id).await.unwrap();
        drop(lees);
        assert_eq!(geprobeerd.len(), 3);
        assert!(geprobeerd.iter().all(|v| v.stand == "ERROR" && v.betrokkene_soort == "bericht"));
        let beeld = bericht::toon(&keten.huis, &wie, id).await.unwrap();
        assert_eq!(beeld.stand.tekst, "vastgelopen");

        // The fault is mended: the message is done, once, and nothing of the trouble is left.
        let mut tx = keten.huis.opslag.begin(&keten.huis.systeem()).await.unwrap();
        tx.tel_door(&kind.gemeente.into(), "toewijzing", 1).await.unwrap();
        tx.commit().await.unwrap();
        keten.zet_klok("2026-03-02T09:10:00Z");
        assert_eq!(soorten(&keten.stuur(&[]).await), ["JW301", "JW316"]);
        assert_eq!(vast().await, 0);
        let mut lees = keten.huis.opslag.lees(&keten.huis.systeem()).await.unwrap();
        assert_eq!(lees.bericht(id).await.unwrap().unwrap().status, BerichtStatus::Verwerkt);
        let gelukt = lees.verwerkingen(id).await.unwrap().into_iter().filter(|v| v.stand == "OK");
        assert_eq!(gelukt.count(), 2, "gelukt na drie keer mislukken");
        assert!(keten.stuur(&[]).await.is_empty());
    }
}

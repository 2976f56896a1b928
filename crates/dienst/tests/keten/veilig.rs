//! Nothing is lost and nothing is answered twice; what was decided can be decided again.

use crate::hulp::{Keten, bevestiging, een, retourcodes, soorten};
use houvast_beslis::{Besluit, ProfielVersie, VerzoekFeiten};
use houvast_dienst::postbus::{Postbus, Waarneming};
use houvast_opslag::{Bladzijde, op_beide};
use jiff::civil::date;
use uuid::Uuid;

/// Turn by turn until it is quiet: how many messages were taken in so far, and how many of these judged.
async fn standen(keten: &Keten) -> Vec<(usize, usize)> {
    let mut werker = keten.werker();
    let (mut uit, mut geoordeeld) = (Vec::new(), 0);
    loop {
        let beurt = werker.beurt(false).await.unwrap();
        geoordeeld += beurt.geoordeeld;
        let mut lees = keten.huis.opslag.lees(&keten.huis.systeem()).await.unwrap();
        let wacht = lees
            .wachtende_aankomsten(keten.huis.tijd.nu(), 1_000)
            .await
            .unwrap();
        uit.push((geoordeeld + wacht.len(), geoordeeld));
        if !beurt.meer {
            return uit;
        }
    }
}

op_beide! {
    async fn elk_besluit_komt_er_bij_herhaling_hetzelfde_uit(proef: &Proef) {
        let keten = Keten::vol(proef, "2026-11-23T10:00:00Z").await;
        let mut lees = keten.huis.opslag.lees(&keten.huis.systeem()).await.unwrap();
        let regels = lees.productregels(None, Bladzijde::eerste(500)).await.unwrap().rijen;
        assert!(regels.len() > 100);
        let mut aantal = 0;
        for regel in regels {
            for rij in lees.besluiten(regel.id).await.unwrap() {
                let feiten: VerzoekFeiten = serde_json::from_str(&rij.feiten).unwrap();
                let versie: ProfielVersie = serde_json::from_str(&rij.profiel).unwrap();
                let profiel = houvast_beslis::regioprofiel::van_versie(&versie).unwrap();
                let toen: Besluit = serde_json::from_str(&rij.besluit).unwrap();
                assert_eq!(houvast_beslis::beoordeel(&feiten, profiel, rij.besluitdatum), toen);
                assert!(!rij.feiten.contains("9999"), "geen BSN in de feiten");
                aantal += 1;
            }
        }
        assert!(aantal > 200, "{aantal}");
    }

    async fn hetzelfde_bestand_nog_een_keer_is_een_nieuw_bericht_en_krijgt_9056(proef: &Proef) {
        let keten = Keten::op(proef, "2025-06-04T08:00:00Z").await;
        let vraag = keten
            .vraag(keten.vrij("0193", 0), "73990101", "DUB1")
            .met_budget(3_000, date(2025, 6, 16), date(2026, 6, 15));
        assert_eq!(soorten(&keten.vraag_aan(&vraag).await), ["JW301", "JW316"]);
        let antwoorden = keten.vraag_aan(&vraag).await;
        assert_eq!(soorten(&antwoorden), ["JW316"]);
        assert_eq!(retourcodes(&antwoorden), ["9056"]);
    }

    async fn een_val_na_het_nemen_van_een_bestand_geeft_toch_precies_een_antwoord(proef: &Proef) {
        let keten = Keten::op(proef, "2025-06-04T08:00:00Z").await;
        let vraag = keten
            .vraag(keten.vrij("0193", 0), "73990101", "VAL1")
            .met_budget(3_000, date(2025, 6, 16), date(2026, 6, 15));
        // Claimed, and then the program stops.
        let postbus = Postbus::open(&keten.postbus()).unwrap();
        std::fs::write(keten.postbus().join("in/val.xml"), vraag.xml()).unwrap();
        let mut gezien = Waarneming::default();
        let claim = Uuid::from_u128(0x0197_0000_0000_7000_8000_0000_0000_0001);
        postbus.neem(&mut gezien, || claim, 1).unwrap();
        assert_eq!(postbus.neem(&mut gezien, || claim, 1).unwrap().len(), 1);
        assert_eq!(soorten(&keten.stuur(&[]).await), ["JW301", "JW316"]);
        assert_eq!(keten.namen("verwerkt"), ["val.xml"]);

        // Judged and committed, and then it stops before the original was moved: the claim lies in `bezig` again.
        std::fs::rename(
            keten.postbus().join("verwerkt/val.xml"),
            keten.postbus().join(format!("bezig/{claim}__val.xml")),
        )
        .unwrap();
        assert!(keten.stuur(&[]).await.is_empty(), "hetzelfde bericht wordt niet twee keer beantwoord");
        assert_eq!(keten.namen("verwerkt"), ["val.xml"]);
        assert!(keten.namen("bezig").is_empty());
    }

    async fn na_een_val_met_heel_veel_in_de_postbus_komt_het_eerste_antwoord_niet_pas_na_het_laatste_bestand(proef: &Proef) {
        let keten = Keten::op(proef, "2025-06-04T08:00:00Z").await;
        Postbus::open(&keten.postbus()).unwrap();
        for nummer in 0..250_u128 {
            let claim = Uuid::from_u128(0x0197_0000_0000_7000_8000_0000_0000_0000 + nummer);
            let bestand = format!("bezig/{claim}__{nummer:03}.xml");
            std::fs::write(keten.postbus().join(bestand), "<geen bericht>").unwrap();
        }
        let standen = standen(&keten).await;
        // Each turn takes in a part; what was taken in before is judged by then, and not only when all is.
        let ingenomen: Vec<usize> = standen.iter().map(|(ingenomen, _)| *ingenomen).collect();
        assert_eq!(ingenomen[..3], [100, 200, 250], "{standen:?}");
        assert!((100..=200).contains(&standen[1].1) && standen[2].1 >= 200, "{standen:?}");
        assert_eq!(standen.last(), Some(&(250, 250)));
        assert_eq!(keten.namen("fout").len(), 250);
        assert!(keten.namen("bezig").is_empty());
    }

    async fn grote_bestanden_komen_niet_allemaal_tegelijk_in_het_geheugen(proef: &Proef) {
        let keten = Keten::op(proef, "2025-06-04T08:00:00Z").await;
        Postbus::open(&keten.postbus()).unwrap();
        // The first is over the 4 MB of a stack by itself, the second and third are so together.
        for (nummer, mb) in [5, 3, 2, 1].into_iter().enumerate() {
            let claim = Uuid::from_u128(0x0197_0000_0000_7000_8000_0000_0000_0000 + nummer as u128);
            let bestand = format!("bezig/{claim}__{nummer}.xml");
            std::fs::write(keten.postbus().join(bestand), " ".repeat(mb * 1024 * 1024)).unwrap();
        }
        let standen = standen(&keten).await;
        let ingenomen: Vec<usize> = standen.iter().map(|(ingenomen, _)| *ingenomen).collect();
        assert_eq!(ingenomen[..3], [1, 3, 4], "{standen:?}");
        assert_eq!(standen.last(), Some(&(4, 4)));
    }

    async fn twee_werkers_op_een_postbus_antwoorden_samen_een_keer(proef: &Proef) {
        let keten = Keten::op(proef, "2025-06-04T08:00:00Z").await;
        let (mut een, mut twee) = (keten.werker(), keten.werker());
        for nummer in 0..4 {
            let vraag = keten
                .vraag(keten.vrij("0193", nummer), "73990101", &format!("TW{nummer}"))
                .met_budget(3_000, date(2025, 6, 16), date(2026, 6, 15));
            std::fs::write(keten.postbus().join(format!("in/{nummer}.xml")), vraag.xml()).unwrap();
        }
        for _ in 0..4 {
            let (a, b) = tokio::join!(een.beurt_nu(), twee.beurt_nu());
            a.unwrap();
            b.unwrap();
        }
        let soorten = soorten(&keten.uit());
        assert_eq!(soorten.iter().filter(|s| *s == "JW316").count(), 4, "{soorten:?}");
        assert_eq!(soorten.iter().filter(|s| *s == "JW301").count(), 4, "{soorten:?}");
        assert_eq!(keten.namen("verwerkt").len(), 4);
    }

    async fn wat_niet_voor_deze_regio_is_krijgt_geen_antwoord(proef: &Proef) {
        let keten = Keten::op(proef, "2025-06-04T08:00:00Z").await;
        let mut vraag = keten
            .vraag(keten.vrij("0193", 0), "73990101", "BUI1")
            .met_budget(3_000, date(2025, 6, 16), date(2026, 6, 15));
        vraag.ontvanger = "0363".to_owned();
        assert!(keten.vraag_aan(&vraag).await.is_empty());
        assert_eq!(keten.namen("fout"), ["BUI1.xml"]);
    }

    async fn een_kapot_retourbericht_krijgt_nooit_een_antwoord(proef: &Proef) {
        let keten = Keten::op(proef, "2025-06-04T08:00:00Z").await;
        let vraag = keten
            .vraag(keten.vrij("0193", 0), "73990101", "KAP1")
            .met_budget(3_000, date(2025, 6, 16), date(2026, 6, 15));
        let jw301 = een(&keten.vraag_aan(&vraag).await, "JW301").bericht();
        let goed = bevestiging(&jw301, "R1", keten.vandaag());
        let tekst = String::from_utf8(goed.clone()).unwrap();
        let kapot = tekst.replace(">437<", ">999<");
        let vreemd = tekst.replace(jw301.identificatie(), "NOOITGEZIEN");
        let antwoorden = keten
            .stuur(&[("kapot.xml", kapot.as_bytes()), ("vreemd.xml", vreemd.as_bytes())])
            .await;
        assert!(antwoorden.is_empty(), "{:?}", soorten(&antwoorden));
        assert_eq!(keten.namen("fout"), ["kapot.xml"]);
    }
}

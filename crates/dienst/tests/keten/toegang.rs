//! What the Toegang decides of its own accord: on step 8 of a hulpvraag, or after a toetsing that it asked for (RTP 2.4.1,
//! 2.4.4). Both are one kind of decision: kept with their facts, played again, explained in a letter.

use crate::hulp::Keten;
use crate::hulpvraag::{bewaar, kind, stap as hulpvraagstap, vul};
use crate::verwijzing::{accepteer, goed, toon, vraag};
use houvast_begrip::Centen;
use houvast_beslis::Regioprofiel;
use houvast_beslis::regioprofiel::Kader;
use houvast_beslis::regioprofiel::tekst_van;
use houvast_dienst::beeld::{BriefAan, BriefOver, Toon, VerwijzingStap, WatAlsVraag};
use houvast_dienst::{brief, hulpvraag, sturing};
use houvast_opslag::op_beide;
use jiff::civil::date;
use std::collections::BTreeSet;

/// `ijsselland` with standaardbudget 6 at € 13.000 and 4 at € 6.000, from 2027.
fn concept() -> String {
    let (_, tekst) = tekst_van("ijsselland", date(2024, 1, 8)).unwrap();
    let nieuw = tekst
        .replacen("geldig_vanaf = 2024-01-08", "geldig_vanaf = 2027-01-01", 1)
        .replacen("nummer = 4, bedrag = 5_000", "nummer = 4, bedrag = 6_000", 1)
        .replacen("nummer = 6, bedrag = 12_000", "nummer = 6, bedrag = 13_000", 1);
    assert_eq!(nieuw.matches("_000, ").count(), tekst.matches("_000, ").count());
    assert!(nieuw.contains("13_000") && nieuw.contains("bedrag = 6_000"));
    nieuw
}

op_beide! {
    async fn wat_als_speelt_ook_wat_de_toegang_zelf_besloot_na_een_hulpvraag_en_na_een_toetsing(proef: &Proef) {
        let keten = Keten::op(proef, "2025-12-22T08:00:00Z").await;
        let consulent = keten.als("consulent.zwolle").await;
        // On step 8, with a reason because the aanbieder did not look yet: € 10.400 becomes standaardbudget 6.
        let een = hulpvraag::begin(&keten.huis, &consulent, kind(&keten, &consulent, 1).await).await.unwrap();
        vul(&keten, &consulent, een).await;
        assert_eq!(bewaar(&keten, &consulent, een, 7, &[("van", "2026-01-12"), ("tot", "2027-01-11")]).await, [""; 0]);
        let versie = hulpvraagstap(&keten, &consulent, een, 8).await.kop.versie;
        hulpvraag::wijs_toe(&keten.huis, &consulent, een, versie, "Met spoed").await.unwrap();
        // After a toetsing without a hulpvraag in Houvast: standaardbudget 4.
        let twee = vraag(&keten, keten.vrij("0193", 0), 5_000).await;
        let lindeboog = keten.als("aanbieder.lindeboog").await;
        goed(&keten, &lindeboog, twee, accepteer(keten.vandaag())).await;
        goed(&keten, &consulent, twee, VerwijzingStap::Toewijzen { reden: String::new() }).await;

        let oud = Kader::kaal(keten.huis.profiel(keten.vandaag()).unwrap().clone());
        let nieuw = Kader::kaal(Regioprofiel::lees(&concept(), "concept").unwrap());
        let mut gezien = Vec::new();
        let altijd = (date(1900, 1, 1), date(9999, 12, 31));
        let gespeeld = sturing::simulatie(&keten.huis, altijd, &oud, &nieuw, |rij, v| {
            gezien.push((rij.verzoek, v.zelfde_als_toen, v.verschil, v.gewijzigd()));
        })
        .await
        .unwrap();
        assert_eq!((gespeeld.van_toegang, gespeeld.simulatie.gevallen, gespeeld.onleesbaar), (2, 2, 0));
        let duizend = Centen::euro(1_000);
        assert_eq!(gezien, [(None, Some(true), duizend, true); 2], "elk herhaalt zijn besluit en kost dan 1.000 meer");

        // Drill-down: both cases with their article, none with a person.
        let regio = keten.zonder_sessie("regio.ijsselland").await;
        let wens = WatAlsVraag {
            periode: "12m".to_owned(), oud: "2024-01-08".to_owned(), nieuw: String::new(), concept: concept(),
        };
        let u = sturing::wat_als(&keten.huis, &regio, wens).await.unwrap().uitslag.unwrap();
        assert_eq!((u.gevallen, u.van_toegang, u.gewijzigd, u.zaken.len()), (2, 2, 2, 2));
        for zaak in &u.zaken {
            assert!(zaak.van_toegang && zaak.kenmerk.starts_with("0193-"), "{zaak:?}");
            assert!(zaak.gronden.iter().any(|g| g.onderwerp == "budget" && g.artikelen.contains("RTP 2.4.1")), "{zaak:?}");
        }
        let tekst = format!("{u:?}");
        assert!(!tekst.contains(keten.vrij("0193", 0).achternaam) && !tekst.contains("Met spoed"));

        // Both letters give the grounds, so that nobody has to write them again.
        let mut lees = keten.huis.opslag.lees(consulent.bereik()).await.unwrap();
        let mut over = Vec::new();
        for persoon in [keten.vrij("0193", 0), keten.vrij("0193", 1)] {
            let kind = lees.jeugdige_met_bsn(&persoon.gemeente.into(), &persoon.bsn).await.unwrap().unwrap();
            over.push(lees.toewijzingen_van(kind.id).await.unwrap().remove(0));
        }
        let besluit = lees.besluit_bij_toewijzing(over[0].id).await.unwrap().unwrap();
        assert_eq!((besluit.hulpvraag, besluit.verwijzing, besluit.bericht), (None, Some(twee), over[0].bericht));
        let besluit = lees.besluit_bij_toewijzing(over[1].id).await.unwrap().unwrap();
        assert_eq!((besluit.hulpvraag, besluit.reden.map(|r| r.0).as_deref()), (Some(een), Some("Met spoed")));
        drop(lees);
        for toewijzing in over {
            let over = BriefOver::Toewijzing(toewijzing.id);
            let vooraf = brief::voorbereiden(&keten.huis, &consulent, over, BriefAan::Gezin, None).await.unwrap();
            let tekst = vooraf.voorbeeld.unwrap().exemplaren[0].als_tekst();
            assert!(tekst.contains("Het bedrag past bij de hulp die"), "{tekst}");
        }
    }

    async fn r091_bij_de_toetsing_staat_de_som_met_elke_werkdag_die_telt(proef: &Proef) {
        let keten = Keten::op(proef, "2025-12-22T08:00:00Z").await;
        let id = vraag(&keten, keten.vrij("0193", 0), 3_000).await;
        for wie in ["consulent.zwolle", "aanbieder.lindeboog"] {
            let wie = keten.als(wie).await;
            let beeld = toon(&keten, &wie, id).await;
            let mut gronden = beeld.antwoorden.iter().flat_map(|a| &a.gronden);
            let som = gronden.find_map(|g| g.som.as_deref()).unwrap();
            assert!(som.contains("10 werkdagen later: do 8 januari 2026."), "{som}");
            assert!(som.contains("Geteld: 23, 24, 29, 30 en 31 december 2025; 2, 5, 6, 7 en 8 januari 2026."), "{som}");
            assert!(som.contains("do 25 december 2025 en vr 26 december 2025 en do 1 januari 2026 zijn vrije dagen"), "{som}");
        }
    }

    async fn r012_de_vraag_of_het_aanbod_past_staat_bij_elke_aanbieder_en_de_consulent_kiest(proef: &Proef) {
        let keten = Keten::op(proef, "2026-11-23T10:00:00Z").await;
        let wie = keten.als("consulent.zwolle").await;
        let id = hulpvraag::begin(&keten.huis, &wie, kind(&keten, &wie, 0).await).await.unwrap();
        let velden = [("van", "2026-12-01"), ("tot", "2027-11-30"), ("perceel", "ambulant/2"), ("aanbieder", "73990102")];
        assert_eq!(bewaar(&keten, &wie, id, 7, &velden).await, [""; 0]);
        assert!(hulpvraagstap(&keten, &wie, id, 7).await.keuze.is_empty(), "eerst zeggen hoe zwaar de vraag is");
        assert_eq!(bewaar(&keten, &wie, id, 7, &[("zwaarte", "onbekend")]).await, ["zwaarte"]);
        assert_eq!(bewaar(&keten, &wie, id, 7, &[("zwaarte", "middel")]).await, [""; 0]);
        let past = hulpvraagstap(&keten, &wie, id, 7).await.keuze;
        let soorten: BTreeSet<&str> = past.iter().map(|k| k.antwoord.oordeel.tekst.as_str()).collect();
        assert_eq!(soorten, ["aanbod niet vastgelegd", "past", "te zwaar"].into(), "{past:?}");
        let lindeboog = past.iter().find(|k| k.naam == "Jeugdhulp De Lindeboog").unwrap();
        assert_eq!((lindeboog.antwoord.oordeel.toon, lindeboog.gekozen), (Toon::Goed, false));
        assert_eq!(past.iter().filter(|k| k.gekozen).count(), 1);
        assert_eq!(bewaar(&keten, &wie, id, 7, &[("zwaarte", "licht")]).await, [""; 0]);
        let zwaar = hulpvraagstap(&keten, &wie, id, 7).await.keuze;
        let gekozen = zwaar.iter().find(|k| k.gekozen).unwrap();
        assert_eq!(gekozen.antwoord.oordeel.tekst, "te zwaar");
        assert!(gekozen.antwoord.gronden[0].artikelen.contains("RTP"), "{gekozen:?}");
        // The consulent may still choose it: nothing is missing because of it.
        let stappen = hulpvraagstap(&keten, &wie, id, 7).await.stappen;
        assert_eq!(stappen[6].ontbreekt, [""; 0], "het oordeel van de mens staat apart");
    }
}

//! Scenarios S01 and S02 as far as this chain goes.

use crate::hulp::{Keten, antwoord, retourcodes, soorten, toewijzing};
use houvast_dienst::beeld::{
    Beslissing, FeitenInvoer, Knop, VerzoekBeeld, VoorstelUitkomst, WerkFilter, WerkPlek,
};
use houvast_dienst::verzoek::{self, Akkoord};
use houvast_dienst::{Aangemeld, DienstFout, jeugdige, werkvoorraad};
use houvast_opslag::op_beide;
use jiff::civil::date;
use uuid::Uuid;

/// The request of a child in the work list.
async fn zoek_verzoek(keten: &Keten, wie: &Aangemeld, achternaam: &str, bij: &str) -> Uuid {
    let lijst = werkvoorraad::toon(&keten.huis, wie, WerkFilter::Verzoeken, WerkPlek::default())
        .await
        .unwrap();
    lijst
        .rijen
        .iter()
        .filter(|r| r.bij.contains(bij) && r.sinds == keten.vandaag())
        .find(|r| r.jeugdige.as_ref().is_some_and(|n| n.achternaam == achternaam))
        .unwrap_or_else(|| panic!("{achternaam} staat niet in de werkvoorraad"))
        .id
}

fn voorstel(beeld: &VerzoekBeeld) -> (VoorstelUitkomst, &str) {
    let voorstel = beeld.aanvragen[0].voorstel.as_ref().unwrap();
    (voorstel.uitkomst, &voorstel.samenvatting)
}

op_beide! {
    async fn s01_toegang_raamt_10400_en_zwolle_wijst_budget_6_toe(proef: &Proef) {
        let keten = Keten::op(proef, "2025-05-05T08:00:00Z").await;
        let kind = keten.vrij("0193", 0);
        let vraag = keten
            .vraag(kind, "73990101", "S01")
            .met_budget(10_400, date(2025, 5, 12), date(2026, 5, 11))
            .laatste(|g| { g.verwijzer = "01"; g.verwijzer_naam = None; });
        let antwoorden = keten.vraag_aan(&vraag).await;
        assert_eq!(soorten(&antwoorden), ["JW301", "JW316"]);
        let jw301 = toewijzing(&antwoorden);
        let product = &jw301.client.toegewezen_producten.toegewezen_product[0];
        assert_eq!(product.budget, Some(1_200_000));
        assert_eq!((product.ingangsdatum, product.einddatum), (date(2025, 5, 12), Some(date(2026, 5, 11))));
        assert_eq!(product.referentie_aanbieder.as_deref(), Some("S01-1"));
        assert_eq!(product.reden_wijziging, None);
        assert_eq!(product.toewijzingsdatum, date(2025, 5, 5));
    }

    async fn s02_a_8000_via_de_huisarts_in_kampen_is_een_voorstel_en_wordt_budget_5(proef: &Proef) {
        let keten = Keten::op(proef, "2025-06-03T08:00:00Z").await;
        let kind = keten.vrij("0166", 0);
        let vraag = keten
            .vraag(kind, "73990102", "S02A")
            .met_budget(8_000, date(2025, 6, 10), date(2026, 6, 9));
        let antwoorden = keten.vraag_aan(&vraag).await;
        assert_eq!(soorten(&antwoorden), ["JW316"], "Kampen beslist met de hand");
        assert!(retourcodes(&antwoorden).is_empty());

        let wie = keten.als("consulent.kampen").await;
        let id = zoek_verzoek(&keten, &wie, kind.achternaam, "Zilverpad").await;
        let beeld = verzoek::toon(&keten.huis, &wie, id).await.unwrap();
        assert_eq!(voorstel(&beeld).0, VoorstelUitkomst::Toewijzen, "{beeld:#?}");
        let knoppen = beeld.aanvragen[0].knoppen.as_ref().unwrap();
        assert_eq!((knoppen.toewijzen, knoppen.afwijzen), (Knop::Direct, Knop::MetReden));
        assert_eq!(beeld.termijn.unwrap().uiterlijk, date(2025, 6, 11), "vijf werkdagen, 9 juni is Pinksteren");
        let dossier = beeld.jeugdige_id.unwrap();
        let open = jeugdige::dossier(&keten.huis, &wie, dossier, false, None).await.unwrap();
        assert_eq!(open.verzoeken[0].waarom, "Voorstel toewijzen: Standaardbudget 5, €\u{a0}8.000,00, herstel");

        let toe = Beslissing::Toewijzen { reden: String::new() };
        verzoek::besluit(&keten.huis, &wie, id, 1, beeld.versie, toe).await.unwrap();
        let antwoorden = keten.stuur(&[]).await;
        assert_eq!(soorten(&antwoorden), ["JW301"]);
        let jw301 = toewijzing(&antwoorden);
        let product = &jw301.client.toegewezen_producten.toegewezen_product[0];
        assert_eq!(product.budget, Some(800_000));
        assert!(jw301.client.relaties.is_some(), "de gezagsdrager gaat mee (OP002)");
        let na = verzoek::toon(&keten.huis, &wie, id).await.unwrap();
        assert_eq!(na.aanvragen[0].stand.tekst, "toegewezen");
        assert!(na.termijn.is_none() && na.aanvragen[0].knoppen.is_none());
        let klaar = jeugdige::dossier(&keten.huis, &wie, dossier, false, None).await.unwrap();
        assert_eq!(klaar.verzoeken[0].waarom, "Standaardbudget 5, €\u{a0}8.000,00, herstel");
    }

    async fn s02_b_een_cent_te_veel_wordt_afgewezen_met_reden_2(proef: &Proef) {
        let keten = Keten::op(proef, "2025-06-03T08:00:00Z").await;
        let vraag = keten
            .vraag(keten.vrij("0193", 0), "73990101", "S02B")
            .met_budget(8_000, date(2025, 6, 10), date(2026, 6, 9))
            .laatste(|g| g.budget = Some(800_001));
        let antwoorden = keten.vraag_aan(&vraag).await;
        assert_eq!(soorten(&antwoorden), ["JW316", "JW319"]);
        assert!(retourcodes(&antwoorden).is_empty(), "het bericht zelf klopt");
        let nee = antwoord(&antwoorden).antwoord;
        assert_eq!(nee.verzoek_antwoord.as_str(), "1");
        assert_eq!(nee.reden_afwijzing_verzoek.unwrap().as_str(), "2");
        assert_eq!(nee.referentie_aanbieder, "S02B-1");
    }

    async fn s02_b_na_contact_en_instemming_kent_de_toegang_budget_6_toe(proef: &Proef) {
        let keten = Keten::op(proef, "2025-06-03T08:00:00Z").await;
        let kind = keten.vrij("0166", 0);
        let vraag = keten
            .vraag(kind, "73990102", "S02B2")
            .met_budget(8_000, date(2025, 6, 10), date(2026, 6, 9))
            .laatste(|g| g.budget = Some(800_001));
        keten.vraag_aan(&vraag).await;
        let wie = keten.als("consulent.kampen").await;
        let id = zoek_verzoek(&keten, &wie, kind.achternaam, "Zilverpad").await;
        let beeld = verzoek::toon(&keten.huis, &wie, id).await.unwrap();
        assert_eq!(voorstel(&beeld).0, VoorstelUitkomst::Afwijzen);

        let zonder_reden = Beslissing::Toewijzen { reden: " ".to_owned() };
        let fout = verzoek::besluit(&keten.huis, &wie, id, 1, beeld.versie, zonder_reden).await;
        assert!(matches!(fout, Err(DienstFout::RedenVerplicht)));

        let invoer = FeitenInvoer { contact: Some(date(2025, 6, 2)), ..FeitenInvoer::default() };
        verzoek::leg_vast(&keten.huis, &wie, id, beeld.versie, invoer).await.unwrap().unwrap();
        let oud = Beslissing::Toewijzen { reden: "toch".to_owned() };
        let fout = verzoek::besluit(&keten.huis, &wie, id, 1, beeld.versie, oud).await;
        assert!(matches!(fout, Err(DienstFout::Verouderd)), "de bladzijde was van voor het contact");

        let beeld = verzoek::toon(&keten.huis, &wie, id).await.unwrap();
        assert_eq!(beeld.feiten.as_ref().unwrap().nu.contact, Some(date(2025, 6, 2)));
        assert_ne!(voorstel(&beeld).0, VoorstelUitkomst::Afwijzen, "{beeld:#?}");
        verzoek::leg_akkoord_vast(&keten.huis, &wie, id, beeld.versie, Akkoord::Bedrag { tot: 1_200_000 })
            .await
            .unwrap();
        let beeld = verzoek::toon(&keten.huis, &wie, id).await.unwrap();
        assert!(keten.stuur(&[]).await.is_empty(), "vastleggen verstuurt niets");
        let toe = Beslissing::Toewijzen { reden: "In overleg.".to_owned() };
        verzoek::besluit(&keten.huis, &wie, id, 1, beeld.versie, toe).await.unwrap();
        let jw301 = toewijzing(&keten.stuur(&[]).await);
        assert_eq!(jw301.client.toegewezen_producten.toegewezen_product[0].budget, Some(1_200_000));
    }

    async fn s02_c_een_tweede_verwijzing_zolang_de_eerste_loopt_gaat_naar_een_mens(proef: &Proef) {
        let keten = Keten::op(proef, "2025-06-03T08:00:00Z").await;
        let kind = keten.vrij("0193", 0).clone();
        let eerst = keten
            .vraag(&kind, "73990101", "S02C1")
            .met_budget(8_000, date(2025, 6, 10), date(2026, 6, 9));
        assert_eq!(soorten(&keten.vraag_aan(&eerst).await), ["JW301", "JW316"]);
        keten.zet_klok("2026-01-12T08:00:00Z");
        let tweede = keten
            .vraag(&kind, "73990103", "S02C2")
            .met_budget(2_000, date(2026, 1, 19), date(2027, 1, 18));
        let antwoorden = keten.vraag_aan(&tweede).await;
        assert_eq!(soorten(&antwoorden), ["JW316"]);
        let wie = keten.als("consulent.zwolle").await;
        let id = zoek_verzoek(&keten, &wie, kind.achternaam, "Waterwende").await;
        let beeld = verzoek::toon(&keten.huis, &wie, id).await.unwrap();
        assert_eq!(voorstel(&beeld).0, VoorstelUitkomst::Voorleggen);
        assert!(beeld.nu.rijen.iter().any(|r| r.waarde.contains("8.000,00")), "{:?}", beeld.nu);
    }

    async fn alle_actuele_toewijzingen_van_het_kind_gaan_mee(proef: &Proef) {
        let keten = Keten::op(proef, "2025-06-03T08:00:00Z").await;
        let kind = keten.vrij("0193", 1).clone();
        let jaar_een = keten
            .vraag(&kind, "73990101", "OP087A")
            .met_budget(3_000, date(2025, 6, 10), date(2026, 6, 9))
            .laatste(|g| { g.verwijzer = "01"; g.verwijzer_naam = None; });
        let eerste = toewijzing(&keten.vraag_aan(&jaar_een).await);
        let jaar_twee = keten
            .vraag(&kind, "73990101", "OP087B")
            .met_budget(3_000, date(2026, 6, 10), date(2027, 6, 9))
            .laatste(|g| { g.verwijzer = "01"; g.verwijzer_naam = None; });
        let mut antwoorden = keten.vraag_aan(&jaar_twee).await;
        if !soorten(&antwoorden).contains(&"JW301".to_owned()) {
            // The protocol may lay it before a person; OP087 holds for that JW301 too.
            let wie = keten.als("consulent.zwolle").await;
            let id = zoek_verzoek(&keten, &wie, kind.achternaam, "Lindeboog").await;
            let versie = verzoek::toon(&keten.huis, &wie, id).await.unwrap().versie;
            let toe = Beslissing::Toewijzen { reden: "Vervolg.".to_owned() };
            verzoek::besluit(&keten.huis, &wie, id, 1, versie, toe).await.unwrap();
            antwoorden = keten.stuur(&[]).await;
        }
        let tweede = toewijzing(&antwoorden);
        let oud = &eerste.client.toegewezen_producten.toegewezen_product[0];
        let producten = &tweede.client.toegewezen_producten.toegewezen_product;
        assert_eq!(producten.len(), 2);
        assert_eq!(producten[0].toewijzing_nummer, oud.toewijzing_nummer);
        assert_eq!((producten[0].toewijzingsdatum, producten[0].toewijzingstijd), (oud.toewijzingsdatum, oud.toewijzingstijd));
        assert_eq!(producten[0].referentie_aanbieder, None, "alleen bij de eerste verzending (TR379)");
        assert_eq!(producten[1].referentie_aanbieder.as_deref(), Some("OP087B-1"));
    }

    async fn een_gemengd_verzoek_blijft_open_tot_alles_beantwoord_is(proef: &Proef) {
        let keten = Keten::op(proef, "2025-06-03T08:00:00Z").await;
        let kind = keten.vrij("0193", 2).clone();
        let vraag = keten
            .vraag(&kind, "73990103", "MIX1")
            .met_budget(3_000, date(2025, 6, 10), date(2026, 6, 9))
            .met_budget(0, date(2025, 6, 10), date(2026, 6, 9))
            .laatste(|g| { g.budget = None; g.product = Some(("44", Some("44A30"))); g.omvang = Some((7, "14", "2")); });
        let antwoorden = keten.vraag_aan(&vraag).await;
        assert_eq!(soorten(&antwoorden), ["JW301", "JW316"]);
        assert_eq!(toewijzing(&antwoorden).client.toegewezen_producten.toegewezen_product.len(), 1);

        let nog_een = keten
            .vraag(&kind, "73990103", "MIX2")
            .met_budget(1_000, date(2027, 6, 10), date(2028, 6, 9));
        let antwoorden = keten.vraag_aan(&nog_een).await;
        assert_eq!(soorten(&antwoorden), ["JW316"]);
        assert_eq!(retourcodes(&antwoorden), ["9374"], "er loopt nog een verzoek (TR374)");

        let wie = keten.als("consulent.zwolle").await;
        let id = zoek_verzoek(&keten, &wie, kind.achternaam, "Waterwende").await;
        let versie = verzoek::toon(&keten.huis, &wie, id).await.unwrap().versie;
        let nee = Beslissing::Afwijzen { code: "4".to_owned(), andere_gemeente: None, reden: "Geen verblijf.".to_owned() };
        verzoek::besluit(&keten.huis, &wie, id, 2, versie, nee).await.unwrap();
        let antwoorden = keten.stuur(&[]).await;
        assert_eq!(antwoord(&antwoorden).antwoord.reden_afwijzing_verzoek.unwrap().as_str(), "4");
        let na = verzoek::toon(&keten.huis, &wie, id).await.unwrap();
        assert!(na.termijn.is_none(), "nu is alles beantwoord");
        assert!(na.aanvragen[1].besluit.contains("Geen verblijf."));
    }
}

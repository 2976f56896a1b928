//! What people register, what that changes, and granting otherwise than proposed.

use crate::hulp::{Keten, soorten, toewijzing};
use houvast_begrip::Centen;
use houvast_dienst::beeld::{
    AfrondAfspraak, AndereHulp, Beslissing, FeitenInvoer, VerzoekBeeld, VoorstelUitkomst, WerkFilter,
    WerkPlek,
};
use houvast_dienst::{Aangemeld, DienstFout, verzoek, werkvoorraad};
use houvast_opslag::{BesluitSoort, Bladzijde, op_beide};
use jiff::civil::date;
use uuid::Uuid;

/// A request in the gemeente that decides by hand, with its id and the consulent.
async fn in_kampen(keten: &Keten, centen: u32) -> (Uuid, Aangemeld) {
    let kind = keten.vrij("0166", 0);
    let vraag = keten
        .vraag(kind, "73990102", "FEIT")
        .met_budget(8_000, date(2025, 6, 10), date(2026, 6, 9))
        .laatste(|g| g.budget = Some(centen));
    assert_eq!(soorten(&keten.vraag_aan(&vraag).await), ["JW316"]);
    let wie = keten.als("consulent.kampen").await;
    let lijst = werkvoorraad::toon(&keten.huis, &wie, WerkFilter::Verzoeken, WerkPlek::default())
        .await
        .unwrap();
    let rij = lijst
        .rijen
        .iter()
        .find(|r| {
            r.jeugdige
                .as_ref()
                .is_some_and(|n| n.achternaam == kind.achternaam)
                && r.sinds == keten.vandaag()
        })
        .unwrap();
    (rij.id, wie)
}

async fn beeld(keten: &Keten, wie: &Aangemeld, id: Uuid) -> VerzoekBeeld {
    verzoek::toon(&keten.huis, wie, id).await.unwrap()
}

fn uitkomst(beeld: &VerzoekBeeld) -> VoorstelUitkomst {
    beeld.aanvragen[0].voorstel.as_ref().unwrap().uitkomst
}

/// Registers and gives the page after it.
async fn leg_vast(keten: &Keten, wie: &Aangemeld, id: Uuid, invoer: FeitenInvoer) -> VerzoekBeeld {
    let versie = beeld(keten, wie, id).await.versie;
    verzoek::leg_vast(&keten.huis, wie, id, versie, invoer)
        .await
        .unwrap()
        .unwrap();
    beeld(keten, wie, id).await
}

op_beide! {
    async fn r072_een_vastgelegde_afspraak_over_afronden_verandert_het_voorstel(proef: &Proef) {
        let keten = Keten::op(proef, "2025-06-03T08:00:00Z").await;
        let (id, wie) = in_kampen(&keten, 305_000).await;
        let eerst = beeld(&keten, &wie, id).await;
        assert!(eerst.aanvragen[0].voorstel.as_ref().unwrap().samenvatting.contains("Standaardbudget 4"));
        assert!(eerst.aanvragen[0].verschil.is_empty());
        let invoer = FeitenInvoer { afronding: Some(AfrondAfspraak::Beneden), ..FeitenInvoer::default() };
        let na = leg_vast(&keten, &wie, id, invoer).await;
        assert!(na.aanvragen[0].voorstel.as_ref().unwrap().samenvatting.contains("Standaardbudget 3"));
        let verschil = na.aanvragen[0].verschil.join("\n");
        assert!(verschil.contains("was Standaardbudget 4") && verschil.contains("is nu Standaardbudget 3"), "{verschil}");
        // Taken back, the first proposal returns; and the same form once more changes nothing.
        let terug = FeitenInvoer { afronding: Some(AfrondAfspraak::Geen), ..FeitenInvoer::default() };
        let na = leg_vast(&keten, &wie, id, terug.clone()).await;
        assert!(na.aanvragen[0].voorstel.as_ref().unwrap().samenvatting.contains("Standaardbudget 4"));
        let niets = verzoek::leg_vast(&keten.huis, &wie, id, na.versie, terug).await.unwrap().unwrap_err();
        assert_eq!(niets.fouten[0].0, "vastleggen");
        assert!(keten.stuur(&[]).await.is_empty(), "vastleggen verstuurt niets");
    }

    async fn r082_een_bedrag_in_de_verwijsbrief_telt_niet_en_zonder_resultaat_is_het_dossier_niet_klaar(proef: &Proef) {
        let keten = Keten::op(proef, "2025-06-03T08:00:00Z").await;
        let (id, consulent) = in_kampen(&keten, 800_000).await;
        let aanbieder = keten.als("aanbieder.zilverpad").await;
        let eerst = beeld(&keten, &aanbieder, id).await;
        let mist = |b: &VerzoekBeeld| b.feiten.as_ref().unwrap().ontbreekt.contains(&"het beoogde resultaat".to_owned());
        assert!(mist(&eerst), "het bericht is aangenomen, het dossier is niet klaar");
        let voor = beeld(&keten, &consulent, id).await.aanvragen[0].voorstel.clone();
        let brief = FeitenInvoer { brief: Some(Centen::euro(12_000)), ..FeitenInvoer::default() };
        let na = leg_vast(&keten, &aanbieder, id, brief).await;
        assert!(mist(&na));
        let rij = na.feiten.unwrap().bekend.into_iter().find(|r| r.naam == "Bedrag in de verwijsbrief").unwrap();
        assert!(rij.waarde.contains("12.000,00") && rij.waarde.contains("telt niet mee"), "{}", rij.waarde);
        let gezien = beeld(&keten, &consulent, id).await;
        assert_eq!(gezien.aanvragen[0].voorstel, voor, "8.000 euro blijft standaardbudget 5");
        assert_eq!(gezien.aanvragen[0].verschil, ["Het voorstel is hetzelfde gebleven."]);
        let resultaat = FeitenInvoer { resultaat: Some("Weer vijf dagen naar school".to_owned()), ..FeitenInvoer::default() };
        assert!(!mist(&leg_vast(&keten, &aanbieder, id, resultaat.clone()).await));
        let versie = beeld(&keten, &consulent, id).await.versie;
        let ander = FeitenInvoer { resultaat: Some("Iets anders".to_owned()), ..FeitenInvoer::default() };
        let fout = verzoek::leg_vast(&keten.huis, &consulent, id, versie, ander).await.unwrap().unwrap_err();
        assert_eq!(fout.fouten[0].0, "resultaat", "het resultaat bepaalt de aanbieder");
    }

    async fn andere_hulp_houdt_het_voorstel_tegen_tot_de_toegang_akkoord_is(proef: &Proef) {
        let keten = Keten::op(proef, "2025-06-03T08:00:00Z").await;
        let (id, consulent) = in_kampen(&keten, 800_000).await;
        assert_eq!(uitkomst(&beeld(&keten, &consulent, id).await), VoorstelUitkomst::Toewijzen);
        let aanbieder = keten.als("aanbieder.zilverpad").await;
        let hulp = AndereHulp { agb: "73990101".to_owned(), van: date(2025, 1, 1), tot: Some(date(2025, 12, 31)) };
        let invoer = FeitenInvoer { andere_hulp: Some(hulp), ..FeitenInvoer::default() };
        let na = leg_vast(&keten, &aanbieder, id, invoer).await;
        assert!(na.feiten.unwrap().bekend.iter().any(|r| r.naam == "Andere hulp" && r.waarde.contains("Lindeboog")));
        let tegen = beeld(&keten, &consulent, id).await;
        assert_eq!(uitkomst(&tegen), VoorstelUitkomst::Voorleggen);
        assert!(tegen.aanvragen[0].verschil[0].contains("‘toewijzen’ en is nu ‘voorleggen’"));
        let zelf = FeitenInvoer { akkoord_naast: Some(true), ..FeitenInvoer::default() };
        let fout = verzoek::leg_vast(&keten.huis, &aanbieder, id, tegen.versie, zelf.clone()).await.unwrap().unwrap_err();
        assert_eq!(fout.fouten[0].0, "akkoord_naast", "een akkoord geeft alleen de Toegang");
        let zelf = FeitenInvoer { akkoord_bedrag: Some(Centen::euro(8_000)), ..zelf };
        let na = leg_vast(&keten, &consulent, id, zelf).await;
        assert_eq!(uitkomst(&na), VoorstelUitkomst::Toewijzen, "{:#?}", na.aanvragen[0].voorstel);
        let weg = FeitenInvoer { geen_andere_hulp: true, ..FeitenInvoer::default() };
        let na = leg_vast(&keten, &consulent, id, weg).await;
        assert!(na.feiten.unwrap().bekend.iter().all(|r| r.naam != "Andere hulp"));
    }

    async fn een_aangepaste_toewijzing_staat_in_de_jw301_en_het_besluit_houdt_beide(proef: &Proef) {
        let keten = Keten::op(proef, "2025-06-03T08:00:00Z").await;
        let (id, wie) = in_kampen(&keten, 800_000).await;
        let pagina = beeld(&keten, &wie, id).await;
        let velden = pagina.aanvragen[0].knoppen.as_ref().unwrap().velden.clone().unwrap();
        assert_eq!((velden.budget, velden.van, velden.tot), (Some(Centen::euro(8_000)), date(2025, 6, 10), Some(date(2026, 6, 9))));
        let met = |budget, tot, reden: &str| Beslissing::Aangepast { budget: Some(budget), van: velden.van, tot, reden: reden.to_owned() };
        let doe = async |b| verzoek::besluit(&keten.huis, &wie, id, 1, pagina.versie, b).await;
        let zonder = doe(met(Centen::euro(6_500), velden.tot, " ")).await;
        assert!(matches!(zonder, Err(DienstFout::RedenVerplicht)));
        let omgekeerd = doe(met(Centen::euro(6_500), Some(date(2025, 6, 9)), "x")).await;
        assert!(matches!(omgekeerd, Err(DienstFout::Ongeldig(_))));
        doe(met(Centen::euro(6_500), Some(date(2026, 3, 9)), "Negen maanden is genoeg.")).await.unwrap();
        let jw301 = toewijzing(&keten.stuur(&[]).await);
        let product = &jw301.client.toegewezen_producten.toegewezen_product[0];
        assert_eq!((product.budget, product.einddatum), (Some(650_000), Some(date(2026, 3, 9))));
        let na = beeld(&keten, &wie, id).await.aanvragen[0].besluit.clone();
        for deel in ["6.500,00 van 10-06-2025 t/m 09-03-2026", "Het voorstel was", "8.000,00", "Negen maanden is genoeg."] {
            assert!(na.contains(deel), "{deel} in {na}");
        }
        let mut lees = keten.huis.opslag.lees(&keten.huis.systeem()).await.unwrap();
        let regels = lees.productregels(None, Bladzijde::eerste(500)).await.unwrap().rijen;
        let product = regels.iter().find(|r| r.verzoek == id).unwrap();
        let besluit = lees.besluiten(product.id).await.unwrap().into_iter().find(|b| b.soort == BesluitSoort::Besluit).unwrap();
        let bewaard: serde_json::Value = serde_json::from_str(&besluit.besluit).unwrap();
        assert_eq!(bewaard["toekenning"]["budget"], 800_000);
        assert_eq!(bewaard["toegekend"]["budget"], 650_000);
        assert_eq!(besluit.reden.as_deref(), Some("Negen maanden is genoeg."));
    }
}

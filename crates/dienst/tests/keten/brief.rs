//! Letters about what the chain decided, from the message to every word on paper.

use crate::hulp::Keten;
use houvast_brief::{Blok, Exemplaar, Voor};
use houvast_dienst::beeld::{Beslissing, BriefAan, BriefInvoer, BriefOver};
use houvast_dienst::demo::vraag::Vraag;
use houvast_dienst::{Aangemeld, DienstFout, brief, hulpvraag, jeugdige, verzoek};
use houvast_opslag::{HulpvraagStatus, ToegangBesluit, op_beide};
use jiff::civil::date;
use uuid::Uuid;

/// A request of 8.000 euro by the huisarts (S02 variant A) in a gemeente, with its id.
async fn vraag(
    keten: &Keten,
    gemeente: &str,
    nummer: usize,
    wijzig: impl FnOnce(Vraag) -> Vraag,
) -> (Uuid, Uuid) {
    let kind = keten.vrij(gemeente, nummer);
    let vraag = keten
        .vraag(kind, "73990102", &format!("BRIEF{nummer}"))
        .met_budget(8_000, date(2025, 6, 10), date(2026, 6, 9));
    keten.vraag_aan(&wijzig(vraag)).await;
    let mut lees = keten.huis.opslag.lees(&keten.huis.systeem()).await.unwrap();
    let kind = lees
        .jeugdige_met_bsn(&kind.gemeente.into(), &kind.bsn)
        .await
        .unwrap()
        .unwrap();
    let verzoek = lees.verzoeken_van(kind.id).await.unwrap().remove(0);
    (verzoek.id, kind.id)
}

async fn beslis(keten: &Keten, wie: &Aangemeld, id: Uuid, nummer: u32, beslissing: Beslissing) {
    let versie = verzoek::toon(&keten.huis, wie, id).await.unwrap().versie;
    verzoek::besluit(&keten.huis, wie, id, nummer, versie, beslissing)
        .await
        .unwrap();
}

fn afwijzen(reden: &str) -> Beslissing {
    Beslissing::Afwijzen {
        code: "7".to_owned(),
        andere_gemeente: None,
        reden: reden.to_owned(),
    }
}

async fn maak(
    keten: &Keten,
    wie: &Aangemeld,
    over: BriefOver,
    aan: BriefAan,
    toelichting: &str,
) -> Result<Uuid, DienstFout> {
    let stand = brief::voorbereiden(&keten.huis, wie, over, aan, None)
        .await?
        .stand;
    let invoer = BriefInvoer {
        toelichting: toelichting.to_owned(),
        stand,
    };
    brief::maak(&keten.huis, wie, over, aan, &invoer).await
}

fn koppen(e: &Exemplaar) -> Vec<&str> {
    e.blokken
        .iter()
        .filter_map(|b| match b {
            Blok::Kop(t) => Some(t.as_str()),
            _ => None,
        })
        .collect()
}

op_beide! {
    async fn s02_a_de_brief_over_budget_5_zegt_wat_waarom_en_tot_wanneer_bezwaar_kan(proef: &Proef) {
        // Sent on Friday 23 May 2025: six weeks later is Friday 4 July.
        let keten = Keten::op(proef, "2025-05-23T08:00:00Z").await;
        let (id, kind) = vraag(&keten, "0166", 0, |v| v).await;
        let wie = keten.als("consulent.kampen").await;
        let over = BriefOver::Verzoek(id);
        let nog_niet = brief::voorbereiden(&keten.huis, &wie, over, BriefAan::Gezin, None).await.unwrap();
        assert!(nog_niet.kan_niet.contains("nog niets besloten") && nog_niet.voorbeeld.is_none());
        assert!(matches!(maak(&keten, &wie, over, BriefAan::Gezin, "").await, Err(DienstFout::Ongeldig(_))));
        beslis(&keten, &wie, id, 1, Beslissing::Toewijzen { reden: String::new() }).await;

        let vooraf = brief::voorbereiden(&keten.huis, &wie, over, BriefAan::Gezin, None).await.unwrap();
        assert!(!vooraf.toelichting_verplicht && vooraf.ook_aan.is_none());
        let brief_id = maak(&keten, &wie, over, BriefAan::Gezin, "").await.unwrap();
        let beeld = brief::toon(&keten.huis, &wie, brief_id).await.unwrap();
        assert_eq!((beeld.regel.kenmerk.as_str(), beeld.regel.bezwaar_tot), ("0166-000001", Some(date(2025, 7, 4))));
        assert_eq!(beeld.brief.exemplaren, vooraf.voorbeeld.unwrap().exemplaren.into_iter().map(|e| {
            let json = serde_json::to_string(&e).unwrap().replace("volgt bij het maken", "0166-000001");
            serde_json::from_str::<Exemplaar>(&json).unwrap()
        }).collect::<Vec<_>>(), "de brief is zoals het voorbeeld was");
        let eerste = &beeld.brief.exemplaren[0];
        let tekst = eerste.als_tekst();
        for deel in [
            "ambulante jeugdhulp",
            "hoogstens €\u{a0}8.000,00 in deze periode",
            "Van: 10 juni 2025",
            "Tot en met: 9 juni 2026",
            "De huisarts heeft",
            "Praktijk Zilverpad heeft een contract",
            "artikel 2.3 van de Jeugdwet",
            "Dat kan tot en met 4 juli 2025",
            "het kenmerk van dit besluit: 0166-000001",
            "Bezwaar en beroep",
        ] {
            assert!(tekst.contains(deel), "{deel}\n{tekst}");
        }
        assert!(!tekst.contains("Een computer"), "een mens besliste");
        assert!(!tekst.contains("heeft bekeken of deze hulp past"), "de toetsing is niet vastgelegd");
        let rest = keten.vrij("0166", 0);
        assert!(!tekst.contains(rest.bsn.als_str()));

        let dossier = jeugdige::dossier(&keten.huis, &wie, kind, false, None).await.unwrap();
        assert_eq!(dossier.brieven.len(), 1);
        assert!(dossier.gebeurd.iter().any(|g| g.wat == "Brief gemaakt" && g.toelichting.contains("bezwaar tot en met 04-07-2025")));
        assert_eq!(verzoek::toon(&keten.huis, &wie, id).await.unwrap().brieven.len(), 1);
        let log = keten.log_van(kind).await;
        for code in ["brief.maken", "brief.lezen"] {
            assert!(log.iter().any(|k| k.code == code && k.voorwerp_id == Some(brief_id)), "{code}");
        }
    }

    async fn awb_3_46_een_afwijzing_zonder_uitleg_wordt_geen_brief_en_de_verwijzer_krijgt_een_eigen_brief(proef: &Proef) {
        // Six weeks after Friday 14 November 2025 is Friday 26 December: on to Monday 29.
        let keten = Keten::op(proef, "2025-11-14T08:00:00Z").await;
        let (id, _) = vraag(&keten, "0166", 0, |v| v.laatste(|g| { g.van = date(2025, 12, 1); g.tot = Some(date(2026, 11, 30)); })).await;
        let wie = keten.als("consulent.kampen").await;
        let over = BriefOver::Verzoek(id);
        beslis(&keten, &wie, id, 1, afwijzen("School kan dit zelf bieden.")).await;
        let vooraf = brief::voorbereiden(&keten.huis, &wie, over, BriefAan::Gezin, None).await.unwrap();
        assert_eq!((vooraf.toelichting.as_str(), vooraf.toelichting_verplicht), ("School kan dit zelf bieden.", true));
        assert_eq!(vooraf.ook_aan, Some(BriefAan::Verwijzer));
        assert!(matches!(maak(&keten, &wie, over, BriefAan::Gezin, "  ").await, Err(DienstFout::RedenVerplicht)));
        let uitleg = "De school helpt met lezen.\nDaar hoeft u niets voor te doen.";
        let gezin = maak(&keten, &wie, over, BriefAan::Gezin, uitleg).await.unwrap();
        let gezin = brief::toon(&keten.huis, &wie, gezin).await.unwrap();
        assert_eq!(gezin.regel.bezwaar_tot, Some(date(2025, 12, 29)));
        let e = &gezin.brief.exemplaren[0];
        assert!(koppen(e).iter().any(|k| k.ends_with("niet")), "{:?}", koppen(e));
        let tekst = e.als_tekst();
        for deel in ["Wij vinden deze hulp niet passend.", "\nDe school helpt met lezen.\n", "\nDaar hoeft u niets voor te doen.\n", "29 december 2025"] {
            assert!(tekst.contains(deel), "{deel}\n{tekst}");
        }
        assert!(!tekst.contains("School kan dit zelf bieden"), "wat de consulent herschreef staat er herschreven");
        assert!(!tekst.contains("heeft een contract"), "wat voor de hulp sprak is hier geen reden");

        let verwijzer = maak(&keten, &wie, over, BriefAan::Verwijzer, "").await.unwrap();
        let verwijzer = brief::toon(&keten.huis, &wie, verwijzer).await.unwrap();
        assert_eq!(verwijzer.regel.bezwaar_tot, None, "wie verwijst is geen belanghebbende");
        assert_eq!(verwijzer.brief.exemplaren.len(), 1);
        let e = &verwijzer.brief.exemplaren[0];
        assert_eq!((e.voor, e.adres.len()), (Voor::Verwijzer, 0));
        assert_eq!(e.namen[0], "Huisartsenpraktijk De Brink");
        let tekst = e.als_tekst();
        assert!(tekst.contains("Het gezin krijgt een eigen brief") && tekst.contains("Overleg met de Toegang"), "{tekst}");
        assert!(!tekst.contains("De school helpt"), "de uitleg aan het gezin gaat niet naar de verwijzer");
    }

    async fn een_automatische_afwijzing_is_geen_besluit_over_het_kind_en_de_verwijzer_hoort_het_wel(proef: &Proef) {
        let keten = Keten::op(proef, "2025-06-03T08:00:00Z").await;
        // S02 variant B: one cent over the limit, without contact with the Toegang (eis 72).
        let (id, _) = vraag(&keten, "0193", 0, |v| v.laatste(|g| g.budget = Some(800_001))).await;
        let wie = keten.als("consulent.zwolle").await;
        let over = BriefOver::Verzoek(id);
        let beeld = verzoek::toon(&keten.huis, &wie, id).await.unwrap();
        assert_eq!(beeld.aanvragen[0].stand.tekst, "afgewezen");
        let gezin = brief::voorbereiden(&keten.huis, &wie, over, BriefAan::Gezin, None).await.unwrap();
        assert!(gezin.kan_niet.contains("geen besluit over de jeugdige"), "{}", gezin.kan_niet);
        assert_eq!(gezin.ook_aan, Some(BriefAan::Verwijzer));
        let verwijzer = maak(&keten, &wie, over, BriefAan::Verwijzer, "").await.unwrap();
        let tekst = brief::toon(&keten.huis, &wie, verwijzer).await.unwrap().brief.exemplaren[0].als_tekst();
        assert!(tekst.contains("geen besluit over de vraag") && tekst.contains("past niet binnen het budget"), "{tekst}");
    }

    async fn avg_22_een_automatische_toewijzing_zegt_dat_een_computer_besliste(proef: &Proef) {
        let keten = Keten::op(proef, "2025-06-03T08:00:00Z").await;
        let (id, _) = vraag(&keten, "0193", 0, |v| v).await;
        let wie = keten.als("consulent.zwolle").await;
        let brief_id = maak(&keten, &wie, BriefOver::Verzoek(id), BriefAan::Gezin, "").await.unwrap();
        let tekst = brief::toon(&keten.huis, &wie, brief_id).await.unwrap().brief.exemplaren[0].als_tekst();
        assert!(tekst.contains("Een computer heeft dit besluit genomen") && tekst.contains("dat een mens ernaar kijkt"), "{tekst}");
        assert!(tekst.contains("RTP 2.4.2"), "{tekst}");
    }

    async fn een_nieuwe_brief_vervangt_de_oude_en_die_blijft_bewaard(proef: &Proef) {
        let keten = Keten::op(proef, "2025-06-03T08:00:00Z").await;
        let (id, kind) = vraag(&keten, "0193", 0, |v| v).await;
        let wie = keten.als("consulent.zwolle").await;
        let over = BriefOver::Verzoek(id);
        let oud = maak(&keten, &wie, over, BriefAan::Gezin, "Eerste uitleg.").await.unwrap();
        let invoer = BriefInvoer { toelichting: String::new(), stand: 0 };
        assert!(matches!(
            brief::maak(&keten.huis, &wie, over, BriefAan::Gezin, &invoer).await,
            Err(DienstFout::Verouderd)
        ), "wie twee keer klikt maakt een brief");
        keten.zet_klok("2025-06-10T08:00:00Z");
        let wie = keten.als("consulent.zwolle").await;
        let nieuw = maak(&keten, &wie, over, BriefAan::Gezin, "Tweede uitleg.").await.unwrap();
        let oud = brief::toon(&keten.huis, &wie, oud).await.unwrap();
        let nieuw = brief::toon(&keten.huis, &wie, nieuw).await.unwrap();
        assert!(oud.regel.vervangen && !nieuw.regel.vervangen);
        assert_eq!((oud.regel.bezwaar_tot, nieuw.regel.bezwaar_tot), (Some(date(2025, 7, 15)), Some(date(2025, 7, 22))));
        assert!(oud.brief.exemplaren[0].als_tekst().contains("Eerste uitleg."));
        let tekst = nieuw.brief.exemplaren[0].als_tekst();
        assert!(tekst.contains("in de plaats van onze brief met kenmerk 0193-000001") && !tekst.contains("Eerste"), "{tekst}");
        let dossier = jeugdige::dossier(&keten.huis, &wie, kind, false, None).await.unwrap();
        assert_eq!(dossier.brieven.iter().map(|b| b.vervangen).collect::<Vec<_>>(), [false, true]);
    }

    async fn wat_later_beslist_wordt_krijgt_een_eigen_brief(proef: &Proef) {
        let keten = Keten::op(proef, "2025-06-03T08:00:00Z").await;
        let (id, _) = vraag(&keten, "0166", 0, |v| {
            v.met_budget(2_000, date(2025, 6, 10), date(2026, 6, 9)).laatste(|g| {
                g.product = Some(("44", Some("44A30")));
                (g.budget, g.omvang) = (None, Some((7, "14", "2")));
            })
        }).await;
        let wie = keten.als("consulent.kampen").await;
        let over = BriefOver::Verzoek(id);
        beslis(&keten, &wie, id, 1, afwijzen("Niet nodig.")).await;
        let eerste = maak(&keten, &wie, over, BriefAan::Gezin, "Niet nodig.").await.unwrap();
        beslis(&keten, &wie, id, 2, afwijzen("Ook niet nodig.")).await;
        let vooraf = brief::voorbereiden(&keten.huis, &wie, over, BriefAan::Gezin, None).await.unwrap();
        assert_eq!((vooraf.vervangt, vooraf.besloten.len(), vooraf.toelichting.as_str()), (None, 1, "Ook niet nodig."));
        maak(&keten, &wie, over, BriefAan::Gezin, "Ook niet nodig.").await.unwrap();
        assert!(!brief::toon(&keten.huis, &wie, eerste).await.unwrap().regel.vervangen);
    }

    async fn wie_geen_brieven_mag_zien_ziet_er_geen(proef: &Proef) {
        let keten = Keten::op(proef, "2025-06-03T08:00:00Z").await;
        let (id, kind) = vraag(&keten, "0193", 0, |v| v).await;
        let zwolle = keten.als("consulent.zwolle").await;
        let over = BriefOver::Verzoek(id);
        let brief_id = maak(&keten, &zwolle, over, BriefAan::Gezin, "").await.unwrap();
        for gebruiker in ["consulent.kampen", "aanbieder.zilverpad"] {
            let wie = keten.als(gebruiker).await;
            assert!(matches!(brief::toon(&keten.huis, &wie, brief_id).await, Err(DienstFout::NietGevonden)));
            assert!(matches!(maak(&keten, &wie, over, BriefAan::Gezin, "").await, Err(DienstFout::NietGevonden)));
        }
        let aanbieder = keten.als("aanbieder.zilverpad").await;
        assert!(jeugdige::dossier(&keten.huis, &aanbieder, kind, false, None).await.unwrap().brieven.is_empty());
        assert!(verzoek::toon(&keten.huis, &aanbieder, id).await.unwrap().brieven.is_empty());
    }

    async fn een_toewijzing_zonder_verzoek_krijgt_een_brief_en_een_met_verzoek_die_van_het_verzoek(proef: &Proef) {
        let keten = Keten::op(proef, "2025-06-03T08:00:00Z").await;
        let (id, kind) = vraag(&keten, "0193", 0, |v| v).await;
        let wie = keten.als("consulent.zwolle").await;
        let systeem = keten.huis.systeem();
        let toewijzing = keten.huis.opslag.lees(&systeem).await.unwrap().toewijzingen_van(kind).await.unwrap().remove(0);
        let via = brief::voorbereiden(&keten.huis, &wie, BriefOver::Toewijzing(toewijzing.id), BriefAan::Gezin, None).await.unwrap();
        assert_eq!(via.over, BriefOver::Verzoek(id));
        // The same toewijzing as the Toegang makes it on its own initiative.
        let los = houvast_opslag::Toewijzing { id: keten.huis.tijd.id(), nummer: 900, verzoek_product: None, ..toewijzing };
        let mut tx = keten.huis.opslag.begin(&systeem).await.unwrap();
        tx.leg_toewijzingen_vast(std::slice::from_ref(&los)).await.unwrap();
        tx.commit().await.unwrap();
        let over = BriefOver::Toewijzing(los.id);
        assert!(matches!(maak(&keten, &wie, over, BriefAan::Gezin, "").await, Err(DienstFout::RedenVerplicht)));
        let gemaakt = maak(&keten, &wie, over, BriefAan::Gezin, "Dit staat in het plan.").await.unwrap();
        let beeld = brief::toon(&keten.huis, &wie, gemaakt).await.unwrap();
        assert_eq!(beeld.over, over);
        assert!(beeld.brief.exemplaren[0].als_tekst().contains("Dit staat in het plan."));
    }

    async fn het_besluit_over_een_hulpvraag_staat_in_de_brief_over_haar_toewijzing(proef: &Proef) {
        let keten = Keten::op(proef, "2025-06-03T08:00:00Z").await;
        let (id, kind) = vraag(&keten, "0193", 0, |v| v).await;
        let wie = keten.als("consulent.zwolle").await;
        let hulpvraag = hulpvraag::begin(&keten.huis, &wie, kind).await.unwrap();
        let leeg = brief::voorbereiden(&keten.huis, &wie, BriefOver::Hulpvraag(hulpvraag), BriefAan::Gezin, None).await.unwrap();
        assert!(leeg.kan_niet.contains("nog niets besloten"), "{}", leeg.kan_niet);
        // The grounds of the decision on a request stand in for those of the Toegang: the same shape.
        let systeem = keten.huis.systeem();
        let mut tx = keten.huis.opslag.begin(&systeem).await.unwrap();
        let product = tx.verzoek_producten(id).await.unwrap().remove(0);
        let toewijzing = tx.toewijzingen_van(kind).await.unwrap().remove(0);
        let los = houvast_opslag::Toewijzing { id: keten.huis.tijd.id(), nummer: 900, verzoek_product: None, ..toewijzing };
        tx.leg_toewijzingen_vast(std::slice::from_ref(&los)).await.unwrap();
        let mut rij = tx.hulpvraag(hulpvraag).await.unwrap().unwrap();
        rij.status = HulpvraagStatus::Toegewezen;
        rij.toewijzing = Some(los.id);
        rij.afgesloten_op = Some(keten.huis.tijd.nu());
        let versie = rij.versie;
        assert!(tx.wijzig_hulpvraag(&rij, versie).await.unwrap());
        tx.leg_toegang_besluiten_vast(&[ToegangBesluit {
            houder: rij.houder.clone(),
            id: keten.huis.tijd.id(),
            hulpvraag: Some(hulpvraag),
            verwijzing: None,
            toewijzing: Some(los.id),
            aanbieder: los.aanbieder,
            op: keten.huis.tijd.nu(),
            door: wie.account(),
            besluitdatum: product.besluitdatum,
            feiten: product.feiten.clone(),
            besluit: product.besluit.clone(),
            uitkomst: "toewijzen".to_owned(),
            profiel: product.profiel.clone(),
            reden: None,
            bericht: None,
        }]).await.unwrap();
        tx.commit().await.unwrap();
        let vooraf = brief::voorbereiden(&keten.huis, &wie, BriefOver::Hulpvraag(hulpvraag), BriefAan::Gezin, None).await.unwrap();
        assert_eq!((vooraf.over, vooraf.toelichting_verplicht), (BriefOver::Toewijzing(los.id), false));
        let tekst = vooraf.voorbeeld.unwrap().exemplaren[0].als_tekst();
        assert!(tekst.contains("heeft een contract met de gemeente") && !tekst.contains("Een computer"), "{tekst}");
    }

    async fn een_hulpvraag_zonder_jeugdhulp_is_een_besluit_met_een_brief(proef: &Proef) {
        // Sent on Friday 20 February 2026: six weeks later is Goede Vrijdag, and the first ordinary day is Tuesday.
        let keten = Keten::op(proef, "2026-02-20T08:00:00Z").await;
        let (_, kind) = vraag(&keten, "0193", 0, |v| v.laatste(|g| { g.van = date(2026, 3, 1); g.tot = Some(date(2027, 2, 28)); })).await;
        let wie = keten.als("consulent.zwolle").await;
        let hulpvraag = hulpvraag::begin(&keten.huis, &wie, kind).await.unwrap();
        hulpvraag::sluit_af(&keten.huis, &wie, hulpvraag, 1, "De wijkcoach helpt verder.").await.unwrap();
        let over = BriefOver::Hulpvraag(hulpvraag);
        let vooraf = brief::voorbereiden(&keten.huis, &wie, over, BriefAan::Gezin, None).await.unwrap();
        assert_eq!((vooraf.toelichting.as_str(), vooraf.toelichting_verplicht), ("De wijkcoach helpt verder.", true));
        let gemaakt = maak(&keten, &wie, over, BriefAan::Gezin, "De wijkcoach helpt u verder.").await.unwrap();
        let beeld = brief::toon(&keten.huis, &wie, gemaakt).await.unwrap();
        assert_eq!((beeld.over, beeld.regel.bezwaar_tot), (over, Some(date(2026, 4, 7))));
        let tekst = beeld.brief.exemplaren[0].als_tekst();
        for deel in ["krijgt deze hulp niet", "Hulp: jeugdhulp", "Gevraagd op: 20 februari 2026", "De wijkcoach helpt u verder.", "7 april 2026"] {
            assert!(tekst.contains(deel), "{deel}\n{tekst}");
        }
        assert!(!tekst.contains("Aanbieder:") && !tekst.contains("Van:"), "{tekst}");
    }
}

#[test]
fn elke_huisstijl_kent_elke_vraag_van_het_protocol_en_elke_reden() {
    for regio in houvast_brief::regios() {
        let stijl = houvast_brief::ingebouwd(regio).unwrap();
        for onderwerp in houvast_beslis::Onderwerp::ALLE {
            assert!(
                stijl.gronden.contains_key(onderwerp.sleutel()),
                "{regio}: {}",
                onderwerp.sleutel()
            );
        }
        for reden in houvast_beslis::RedenAfwijzing::ALLE {
            assert!(
                stijl.redenen.contains_key(reden.code()),
                "{regio}: {}",
                reden.code()
            );
        }
        for profiel in houvast_beslis::regioprofiel::ingebouwd(regio) {
            for gemeente in &profiel.gemeenten {
                assert!(
                    stijl.gemeenten.contains_key(gemeente.code.als_str()),
                    "{regio}: {}",
                    gemeente.naam
                );
            }
        }
    }
}

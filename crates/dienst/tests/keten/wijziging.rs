//! Changing running help (S22, R-059, R-060, R-099… …R-135): from JW317 or secure mail to a new JW301.

use crate::hulp::{Antwoord, Keten, alle_codes, een, soorten, toewijzing};
use houvast_begrip::Centen;
use houvast_dienst::beeld::{
    VoorstelUitkomst, WerkFilter, WerkPlek, WerkSoort, WijzigBeeld, WijzigBesluit, WijzigFeitenInvoer,
    WijzigMailInvoer,
};
use houvast_dienst::demo::melding::{self, Envelop, Levering, Wens};
use houvast_dienst::demo::mensen::Persoon;
use houvast_dienst::{Aangemeld, DienstFout, jeugdige, werkvoorraad, wijziging};
use houvast_opslag::op_beide;
use jiff::civil::{Date, date};
use uuid::Uuid;

const AGB: &str = "73990101";
const BEGIN: Date = date(2025, 2, 3);
const EIND: Date = date(2025, 9, 30);

/// S22: a child with budget 5 (8.000) until 30 September 2025 that started on 3 February.
async fn s22(keten: &Keten, gemeente: &str, kenmerk: &str) -> (Persoon, u32) {
    let kind = keten.vrij(gemeente, 0).clone();
    let vraag = keten.vraag(&kind, AGB, kenmerk).met_budget(8_000, BEGIN, EIND);
    let jw301 = toewijzing(&keten.vraag_aan(&vraag).await);
    let nummer = jw301.client.toegewezen_producten.toegewezen_product[0].toewijzing_nummer;
    keten.zet_klok("2025-02-04T09:00:00Z");
    let levering = Levering {
        toewijzing: Some(nummer),
        ingangsdatum: Some(BEGIN),
        product: Some(("45", None)),
        begin: BEGIN,
        stop: None,
        verwijderen: false,
    };
    let kenmerk = format!("{kenmerk}S");
    let start = melding::start(&envelop(keten, &kind, &kenmerk), &kind, &[levering]).unwrap();
    let antwoorden = stuur(keten, &kenmerk, &start).await;
    assert_eq!(alle_codes(een(&antwoorden, "JW306")), &[] as &[&str]);
    (kind, nummer)
}

fn envelop<'a>(keten: &Keten, kind: &'a Persoon, identificatie: &'a str) -> Envelop<'a> {
    Envelop {
        afzender: AGB,
        ontvanger: kind.gemeente.als_str(),
        identificatie,
        dagtekening: keten.vandaag(),
    }
}

async fn stuur(keten: &Keten, naam: &str, bericht: &houvast_ijw::Bericht) -> Vec<Antwoord> {
    let xml = houvast_ijw::schrijf(bericht);
    keten.stuur(&[(&format!("{naam}.xml"), &xml)]).await
}

/// A JW317 that asks this budget; the request it became.
async fn vraag_wijziging(keten: &Keten, kind: &Persoon, nummer: u32, kenmerk: &str, budget: u32) -> Uuid {
    let wens = Wens::Budget {
        toewijzing: nummer,
        van: BEGIN,
        tot: EIND,
        budget,
    };
    let bericht = melding::wijziging(
        &envelop(keten, kind, kenmerk),
        kind.bsn.als_str(),
        &format!("{kenmerk}-R"),
        &[wens],
    );
    let antwoorden = stuur(keten, kenmerk, &bericht.unwrap()).await;
    assert_eq!(soorten(&antwoorden), ["JW318"]);
    assert_eq!(alle_codes(&antwoorden[0]), &[] as &[&str]);
    let mut lees = keten.huis.opslag.lees(&keten.huis.systeem()).await.unwrap();
    let kind = lees
        .jeugdige_met_bsn(&kind.gemeente.into(), &kind.bsn)
        .await
        .unwrap()
        .unwrap();
    lees.wijzigverzoeken_van(kind.id).await.unwrap()[0].id
}

/// What the aanbieder knows in S22.
fn omstandigheden() -> WijzigFeitenInvoer {
    WijzigFeitenInvoer {
        reden: Some("omstandigheden".into()),
        opdracht: Some(true),
        wezenlijk: Some(true),
        contact: Some(date(2025, 7, 8)),
        besteed: Some(Centen::euro(4_300)),
        besteed_op: Some(date(2025, 7, 7)),
        tempo: Some(Centen::euro(350)),
        ..WijzigFeitenInvoer::default()
    }
}

async fn toon(keten: &Keten, wie: &Aangemeld, id: Uuid) -> WijzigBeeld {
    wijziging::toon(&keten.huis, wie, id).await.unwrap()
}

async fn leg_vast(keten: &Keten, wie: &Aangemeld, id: Uuid, invoer: WijzigFeitenInvoer) {
    let versie = toon(keten, wie, id).await.versie;
    let uitslag = wijziging::leg_vast(&keten.huis, wie, id, versie, invoer)
        .await
        .unwrap();
    assert_eq!(uitslag, Ok(()));
}

async fn beslis(keten: &Keten, wie: &Aangemeld, id: Uuid, besluit: &WijzigBesluit) -> Result<(), DienstFout> {
    let versie = toon(keten, wie, id).await.versie;
    wijziging::besluit(&keten.huis, wie, id, versie, besluit).await
}

fn zonder_reden() -> WijzigBesluit {
    WijzigBesluit::Toewijzen { reden: String::new() }
}

fn nee(code: &str, uitkomst: &str) -> WijzigBesluit {
    WijzigBesluit::Afwijzen {
        code: code.into(),
        uitkomst: uitkomst.into(),
        reden: "Samen zo besproken".into(),
    }
}

op_beide! {
    /// S22, R-059, R-103: on time, and the Toegang grants budget 6 with a changed JW301.
    async fn s22_zwolle_kent_na_een_tijdige_jw317_een_hoger_budget_toe(proef: &Proef) {
        let keten = Keten::op(proef, "2025-01-27T09:00:00Z").await;
        let (kind, nummer) = s22(&keten, "0193", "S22").await;
        keten.zet_klok("2025-07-14T09:00:00Z");
        let id = vraag_wijziging(&keten, &kind, nummer, "S22W", 1_200_000).await;
        let consulent = keten.als("consulent.zwolle").await;
        let aanbieder = keten.als("aanbieder.lindeboog").await;

        let leeg = toon(&keten, &consulent, id).await;
        assert!(leeg.ontbreekt.iter().any(|o| o == "Reden"), "{:?}", leeg.ontbreekt);
        let knoppen = leeg.knoppen.unwrap();
        assert!(knoppen.toewijzen_met_reden, "nog niet alles is bekend");
        assert!(knoppen.gevolg[0].contains("12.000,00"), "{:?}", knoppen.gevolg);
        assert!(toon(&keten, &aanbieder, id).await.voorstellen.is_empty(), "het voorstel is van de gemeente");

        leg_vast(&keten, &aanbieder, id, omstandigheden()).await;
        let beeld = toon(&keten, &consulent, id).await;
        assert_eq!(beeld.ontbreekt, [] as [String; 0]);
        let voorstel = &beeld.voorstellen[0];
        assert_eq!(voorstel.uitkomst, VoorstelUitkomst::Voorleggen, "de Toegang beslist (R-101)");
        let regels: Vec<&str> = voorstel.regels.iter().map(|r| r.waarde.as_str()).collect();
        assert!(regels.iter().any(|r| r.contains("19 september 2025")), "het budget is op: {regels:?}");
        assert!(regels.iter().any(|r| r.contains("25 juli 2025")), "uiterste dag: {regels:?}");
        assert!(voorstel.gronden.iter().all(|g| !g.artikelen.is_empty()));
        assert!(!beeld.knoppen.as_ref().unwrap().toewijzen_met_reden);

        assert!(matches!(beslis(&keten, &aanbieder, id, &zonder_reden()).await, Err(DienstFout::NietGevonden)), "R-101, R-319");
        let oud = wijziging::besluit(&keten.huis, &consulent, id, beeld.versie - 1, &zonder_reden()).await;
        assert!(matches!(oud, Err(DienstFout::Verouderd)));
        beslis(&keten, &consulent, id, &zonder_reden()).await.unwrap();

        let jw301 = toewijzing(&keten.stuur(&[]).await);
        let producten = &jw301.client.toegewezen_producten.toegewezen_product;
        assert_eq!(producten.len(), 1);
        let p = &producten[0];
        assert_eq!((p.toewijzing_nummer, p.budget, p.einddatum), (nummer, Some(1_200_000), Some(EIND)));
        assert_eq!(p.reden_wijziging.as_ref().map(|r| r.as_str()), Some("12"), "IV099");
        assert_eq!(p.referentie_aanbieder.as_deref(), Some("S22W-R"), "IV097");
        assert_eq!(p.toewijzingsdatum, date(2025, 7, 14));

        let na = toon(&keten, &consulent, id).await;
        assert_eq!((na.stand.tekst.as_str(), na.termijn, na.knoppen), ("toegewezen", None, None));
        assert!(na.besluit.contains("Sanne Terpstra"), "{}", na.besluit);
        assert!(!toon(&keten, &aanbieder, id).await.voorstellen.is_empty(), "na het antwoord ziet de aanbieder de gronden");
        assert!(matches!(beslis(&keten, &consulent, id, &zonder_reden()).await, Err(DienstFout::Verouderd)), "een antwoord");
        // The next message says nothing about a change that is known (IV099).
        let vraag = keten.vraag(&kind, AGB, "S22N").met_budget(1_000, date(2025, 10, 1), date(2026, 3, 31));
        let codes = alle_codes(een(&keten.vraag_aan(&vraag).await, "JW316"));
        assert!(!codes.contains(&"9374".to_owned()), "er staat niets meer open: {codes:?}");
    }

    /// without what the protocol asks a grant needs a reason, and the reason is kept.
    async fn toewijzen_tegen_het_voorstel_in_vraagt_een_reden(proef: &Proef) {
        let keten = Keten::op(proef, "2025-01-27T09:00:00Z").await;
        let (kind, nummer) = s22(&keten, "0193", "WR").await;
        keten.zet_klok("2025-07-14T09:00:00Z");
        let id = vraag_wijziging(&keten, &kind, nummer, "WRW", 1_200_000).await;
        let consulent = keten.als("consulent.zwolle").await;
        let meer_uren = WijzigFeitenInvoer { wezenlijk: Some(false), ..omstandigheden() };
        leg_vast(&keten, &consulent, id, meer_uren).await;
        let beeld = toon(&keten, &consulent, id).await;
        assert_eq!(beeld.voorstellen[0].uitkomst, VoorstelUitkomst::Afwijzen, "iets meer uren (R-099)");
        assert!(matches!(beslis(&keten, &consulent, id, &zonder_reden()).await, Err(DienstFout::RedenVerplicht)));
        assert_eq!(keten.stuur(&[]).await.len(), 0, "er is niets verstuurd");
        let toch = WijzigBesluit::Toewijzen { reden: "Expertteam adviseert dit".into() };
        beslis(&keten, &consulent, id, &toch).await.unwrap();
        assert!(toon(&keten, &consulent, id).await.besluit.contains("Expertteam adviseert dit"));
    }

    /// R-101, OP346, TR360: first an investigation, at the end a refusal that says what comes instead.
    async fn afwijzen_zegt_wat_er_voor_in_de_plaats_komt(proef: &Proef) {
        let keten = Keten::op(proef, "2025-01-27T09:00:00Z").await;
        let (kind, nummer) = s22(&keten, "0193", "WA").await;
        keten.zet_klok("2025-07-14T09:00:00Z");
        let id = vraag_wijziging(&keten, &kind, nummer, "WAW", 900_000).await;
        let consulent = keten.als("consulent.zwolle").await;
        assert!(matches!(beslis(&keten, &consulent, id, &nee("8", "afgewezen")).await, Err(DienstFout::Ongeldig(_))), "8 is voor een JW315");
        assert!(matches!(beslis(&keten, &consulent, id, &nee("7", "gehonoreerd")).await, Err(DienstFout::Ongeldig(_))));
        beslis(&keten, &consulent, id, &WijzigBesluit::Onderzoeken).await.unwrap();
        let uit = crate::hulp::antwoord(&keten.stuur(&[]).await).antwoord;
        assert_eq!(uit.verzoek_antwoord.as_str(), "2");
        let beeld = toon(&keten, &consulent, id).await;
        assert_eq!(beeld.termijn.unwrap().uiterlijk, date(2025, 9, 8), "acht weken na de dagtekening (OP346)");
        assert!(!beeld.knoppen.unwrap().onderzoeken, "een keer (TR360)");
        beslis(&keten, &consulent, id, &nee("7", "andere_aanbieder")).await.unwrap();
        let uit = crate::hulp::antwoord(&keten.stuur(&[]).await).antwoord;
        assert_eq!((uit.verzoek_antwoord.as_str(), uit.reden_afwijzing_verzoek.unwrap().as_str()), ("1", "7"));
        let na = toon(&keten, &consulent, id).await;
        assert!(na.besluit.contains("er komt een andere aanbieder"), "{}", na.besluit);
        assert!(na.taak.is_some(), "R-107");
        let werk = async || {
            let lijst = werkvoorraad::toon(&keten.huis, &consulent, WerkFilter::Signalen, WerkPlek::default()).await.unwrap();
            lijst.rijen.into_iter().filter(|r| r.soort == WerkSoort::Wijziging).map(|r| (r.id, r.wat)).collect::<Vec<_>>()
        };
        assert_eq!(werk().await, [(id, "Zoek een andere aanbieder".to_owned())]);
        wijziging::taak_klaar(&keten.huis, &consulent, id, na.versie).await.unwrap();
        assert_eq!((werk().await.len(), toon(&keten, &consulent, id).await.taak), (0, None));
    }

    /// S03: reason 1 before the start; refused, the Toegang looks for another aanbieder.
    async fn s03_budget_onjuist_na_de_start_is_een_voorstel_om_af_te_wijzen(proef: &Proef) {
        let keten = Keten::op(proef, "2025-01-27T09:00:00Z").await;
        let (kind, nummer) = s22(&keten, "0193", "W1").await;
        keten.zet_klok("2025-02-04T11:00:00Z");
        let id = vraag_wijziging(&keten, &kind, nummer, "W1W", 1_200_000).await;
        let consulent = keten.als("consulent.zwolle").await;
        let onjuist = WijzigFeitenInvoer { reden: Some("budget-onjuist".into()), opdracht: Some(true), ..WijzigFeitenInvoer::default() };
        leg_vast(&keten, &consulent, id, onjuist).await;
        let beeld = toon(&keten, &consulent, id).await;
        assert_eq!(beeld.voorstellen[0].uitkomst, VoorstelUitkomst::Afwijzen);
        assert!(beeld.voorstellen[0].gronden.iter().any(|g| g.uitleg.contains("alleen voor de start")));
        beslis(&keten, &consulent, id, &nee("2", "afgewezen")).await.unwrap();
        assert!(toon(&keten, &consulent, id).await.taak.is_some(), "de Toegang zoekt een andere aanbieder");
    }

    /// S22, R-060, R-133: by secure mail the day of receipt counts and no answer goes by message; a grant is a JW301.
    async fn s22_raalte_legt_een_wijziging_per_beveiligde_mail_vast(proef: &Proef) {
        let keten = Keten::op(proef, "2025-01-27T09:00:00Z").await;
        let (kind, nummer) = s22(&keten, "0177", "RA").await;
        keten.zet_klok("2025-07-16T09:00:00Z");
        let consulent = keten.als("consulent.raalte").await;
        let mut lees = keten.huis.opslag.lees(consulent.bereik()).await.unwrap();
        let rij = lees.jeugdige_met_bsn(&kind.gemeente.into(), &kind.bsn).await.unwrap().unwrap();
        drop(lees);
        let blad = wijziging::mail(&keten.huis, &consulent, rij.id).await.unwrap();
        assert!(!blad.via_bericht && blad.toewijzingen[0].0 == nummer.to_string());
        let invoer = WijzigMailInvoer {
            toewijzing: Some(nummer.into()),
            ontvangen: Some(date(2025, 7, 14)),
            budget: Some(Centen::euro(12_000)),
            opdracht: Some(true),
            reden: Some("omstandigheden".into()),
            ..WijzigMailInvoer::default()
        };
        let id = wijziging::leg_mail_vast(&keten.huis, &consulent, rij.id, invoer.clone()).await.unwrap().unwrap();
        let beeld = toon(&keten, &consulent, id).await;
        assert_eq!(beeld.ontvangen, date(2025, 7, 14), "de dag van ontvangst telt");
        assert_eq!(beeld.termijn.unwrap().uiterlijk, date(2025, 7, 21), "vijf werkdagen");
        leg_vast(&keten, &consulent, id, omstandigheden()).await;
        let beeld = toon(&keten, &consulent, id).await;
        assert_eq!(beeld.voorstellen[0].uitkomst, VoorstelUitkomst::Voorleggen);
        let lijst = werkvoorraad::toon(&keten.huis, &consulent, WerkFilter::Alles, WerkPlek::default()).await.unwrap();
        assert!(lijst.rijen.iter().any(|r| r.soort == WerkSoort::Wijziging && r.id == id), "het staat in de werkvoorraad");
        let dossier = jeugdige::dossier(&keten.huis, &consulent, rij.id, false, None).await.unwrap();
        assert!(dossier.wijziging_per_mail && dossier.wijzigingen[0].id == id);

        beslis(&keten, &consulent, id, &zonder_reden()).await.unwrap();
        let jw301 = toewijzing(&keten.stuur(&[]).await);
        let p = &jw301.client.toegewezen_producten.toegewezen_product[0];
        assert_eq!((p.toewijzing_nummer, p.budget, p.einddatum), (nummer, Some(1_200_000), Some(EIND)));
        assert_eq!(p.reden_wijziging.as_ref().map(|r| r.as_str()), Some("12"), "via een ander kanaal gevraagd");
        assert_eq!(p.referentie_aanbieder, None, "IV097");
        let lijst = werkvoorraad::toon(&keten.huis, &consulent, WerkFilter::Alles, WerkPlek::default()).await.unwrap();
        assert!(!lijst.rijen.iter().any(|r| r.id == id), "het is gedaan");

        // elsewhere it goes by message, and only an employee of the gemeente registers it.
        let zwolle = keten.als("consulent.zwolle").await;
        let niet = wijziging::leg_mail_vast(&keten.huis, &zwolle, rij.id, invoer.clone()).await;
        assert!(matches!(niet, Err(DienstFout::NietGevonden)), "een andere gemeente");
        let aanbieder = keten.als("aanbieder.lindeboog").await;
        let niet = wijziging::leg_mail_vast(&keten.huis, &aanbieder, rij.id, invoer).await;
        assert!(matches!(niet, Err(DienstFout::NietGevonden)));
    }

    /// consent by telephone or mail without JW317 changes nothing in Zwolle.
    async fn in_zwolle_wordt_een_wijziging_zonder_bericht_niet_vastgelegd(proef: &Proef) {
        let keten = Keten::op(proef, "2025-01-27T09:00:00Z").await;
        let (kind, nummer) = s22(&keten, "0193", "ZW").await;
        keten.zet_klok("2025-07-14T09:00:00Z");
        let consulent = keten.als("consulent.zwolle").await;
        let mut lees = keten.huis.opslag.lees(consulent.bereik()).await.unwrap();
        let rij = lees.jeugdige_met_bsn(&kind.gemeente.into(), &kind.bsn).await.unwrap().unwrap();
        drop(lees);
        assert!(wijziging::mail(&keten.huis, &consulent, rij.id).await.unwrap().via_bericht);
        let invoer = WijzigMailInvoer {
            toewijzing: Some(nummer.into()),
            ontvangen: Some(keten.vandaag()),
            budget: Some(Centen::euro(12_000)),
            ..WijzigMailInvoer::default()
        };
        let fouten = wijziging::leg_mail_vast(&keten.huis, &consulent, rij.id, invoer).await.unwrap().unwrap_err();
        assert!(fouten[0].1.contains("JW317"), "{fouten:?}");
    }

    /// Who does not give the help and who works elsewhere finds nothing; every look leaves a line.
    async fn een_wijziging_bestaat_alleen_voor_wie_zij_aangaat(proef: &Proef) {
        let keten = Keten::op(proef, "2025-01-27T09:00:00Z").await;
        let (kind, nummer) = s22(&keten, "0193", "VE").await;
        keten.zet_klok("2025-07-14T09:00:00Z");
        let id = vraag_wijziging(&keten, &kind, nummer, "VEW", 1_200_000).await;
        for wie in ["consulent.kampen", "aanbieder.zilverpad"] {
            let wie = keten.als(wie).await;
            assert!(matches!(wijziging::toon(&keten.huis, &wie, id).await, Err(DienstFout::NietGevonden)));
            let niet = wijziging::leg_vast(&keten.huis, &wie, id, 1, omstandigheden()).await;
            assert!(matches!(niet, Err(DienstFout::NietGevonden)));
        }
        let consulent = keten.als("consulent.zwolle").await;
        let beeld = toon(&keten, &consulent, id).await;
        let log = keten.log_van(beeld.jeugdige_id).await;
        assert!(log.iter().any(|k| k.code == "wijziging.lezen" && k.voorwerp_id == Some(id)));
    }
}

//! After the toewijzing: start, stop and requests for change.

use crate::hulp::{Keten, alle_codes, een, soorten, toewijzing};
use houvast_dienst::beeld::{BerichtFilter, WerkFilter, WerkPlek, WijzigBesluit};
use houvast_dienst::demo::melding::{self, Envelop, Levering, Wens};
use houvast_dienst::demo::mensen::Persoon;
use houvast_dienst::{DienstFout, bericht, jeugdige, werkvoorraad, wijziging};
use houvast_opslag::{WijzigStatus, op_beide};
use jiff::civil::{Date, date};

const AGB: &str = "73990101";

/// A child of Zwolle with help from 10 March 2026 to 9 March 2027, and its ToewijzingNummer.
async fn met_hulp(keten: &Keten, plek: usize, identificatie: &str) -> (Persoon, u32) {
    let kind = keten.vrij("0193", plek).clone();
    let vraag = keten
        .vraag(&kind, AGB, identificatie)
        .met_budget(8_000, date(2026, 3, 10), date(2027, 3, 9));
    let jw301 = toewijzing(&keten.vraag_aan(&vraag).await);
    let nummer = jw301.client.toegewezen_producten.toegewezen_product[0].toewijzing_nummer;
    (kind, nummer)
}

fn levering(nummer: u32, begin: Date, stop: Option<(Date, &'static str)>) -> Levering {
    Levering {
        toewijzing: Some(nummer),
        ingangsdatum: Some(date(2026, 3, 10)),
        product: Some(("45", None)),
        begin,
        stop,
        verwijderen: false,
    }
}

/// Sends starts or stops and gives all codes of the answer.
async fn meld(keten: &Keten, kind: &Persoon, identificatie: &str, leveringen: &[Levering]) -> Vec<String> {
    let van = Envelop {
        afzender: AGB,
        ontvanger: kind.gemeente.als_str(),
        identificatie,
        dagtekening: keten.vandaag(),
    };
    let stop = leveringen[0].stop.is_some();
    let bericht = if stop {
        melding::stop(&van, kind, leveringen)
    } else {
        melding::start(&van, kind, leveringen)
    };
    let xml = houvast_ijw::schrijf(&bericht.unwrap());
    let antwoorden = keten.stuur(&[(&format!("{identificatie}.xml"), &xml)]).await;
    let soort = if stop { "JW308" } else { "JW306" };
    assert_eq!(soorten(&antwoorden), [soort], "{identificatie}");
    alle_codes(een(&antwoorden, soort))
}

async fn wijzig(
    keten: &Keten,
    kind: &Persoon,
    identificatie: &str,
    wensen: &[Wens],
) -> Vec<crate::hulp::Antwoord> {
    let van = Envelop {
        afzender: AGB,
        ontvanger: kind.gemeente.als_str(),
        identificatie,
        dagtekening: keten.vandaag(),
    };
    let bericht =
        melding::wijziging(&van, kind.bsn.als_str(), &format!("{identificatie}-R"), wensen).unwrap();
    let xml = houvast_ijw::schrijf(&bericht);
    keten.stuur(&[(&format!("{identificatie}.xml"), &xml)]).await
}

fn meer(nummer: u32) -> Wens {
    Wens::Budget {
        toewijzing: nummer,
        van: date(2026, 3, 10),
        tot: date(2027, 3, 9),
        budget: 1_000_000,
    }
}

const GEEN: &[&str] = &[];

op_beide! {
    async fn een_start_en_een_stop_staan_in_de_tijdlijn(proef: &Proef) {
        let keten = Keten::op(proef, "2026-03-02T09:00:00Z").await;
        let (kind, nummer) = met_hulp(&keten, 0, "L1").await;
        keten.zet_klok("2026-03-11T09:00:00Z");
        let begin = date(2026, 3, 10);
        assert_eq!(meld(&keten, &kind, "L1S", &[levering(nummer, begin, None)]).await, GEEN);
        let nog_eens = [levering(nummer, date(2026, 3, 11), None)];
        assert!(meld(&keten, &kind, "L1T", &nog_eens).await.contains(&"9326".to_owned()), "er loopt een start");
        keten.zet_klok("2026-06-02T09:00:00Z");
        let stop = [levering(nummer, begin, Some((date(2026, 5, 31), "31")))];
        assert_eq!(meld(&keten, &kind, "L1E", &stop).await, GEEN);
        let weer = [levering(nummer, date(2026, 6, 2), None)];
        assert_eq!(meld(&keten, &kind, "L1U", &weer).await, GEEN, "na een stop mag het weer beginnen");

        let wie = keten.als("consulent.zwolle").await;
        let mut lees = keten.huis.opslag.lees(&keten.huis.systeem()).await.unwrap();
        let rij = lees.jeugdige_met_bsn(&kind.gemeente.into(), &kind.bsn).await.unwrap().unwrap();
        let rijen = lees.leveringen_van(rij.id).await.unwrap();
        drop(lees);
        assert_eq!(rijen.iter().map(|r| r.volgnummer).collect::<Vec<_>>(), [1, 2, 3], "de geweigerde telt niet");
        let dossier = jeugdige::dossier(&keten.huis, &wie, rij.id, false, None).await.unwrap();
        let hulp = dossier.toewijzingen.iter().find(|t| t.nummer == nummer.to_string()).unwrap();
        assert_eq!(hulp.levering, "gestart op 02-06-2026", "de laatste melding telt");
        let lijst = bericht::lijst(&keten.huis, &wie, BerichtFilter { soort: Some("JW307".into()), ..BerichtFilter::default() }).await.unwrap();
        let beeld = bericht::toon(&keten.huis, &wie, lijst.rijen[0].id).await.unwrap();
        assert!(beeld.inhoud[0].naam == "Stop" && beeld.inhoud[0].waarde.starts_with("31-05-2026"), "{:?}", beeld.inhoud);
        let wat: Vec<_> = dossier.gebeurd.iter().map(|g| g.wat.as_str()).collect();
        for verwacht in ["Hulp gestart", "Hulp gestopt", "Bericht afgekeurd"] {
            assert!(wat.contains(&verwacht), "{verwacht} in {wat:?}");
        }
    }

    async fn een_geweigerde_start_telt_als_niet_verstuurd(proef: &Proef) {
        let keten = Keten::op(proef, "2026-03-02T09:00:00Z").await;
        let (kind, nummer) = met_hulp(&keten, 0, "L2").await;
        keten.zet_klok("2026-03-11T09:00:00Z");
        let begin = date(2026, 3, 10);
        let onbekend = meld(&keten, &kind, "L2A", &[levering(nummer + 500, begin, None)]).await;
        assert!(onbekend.contains(&"9019".to_owned()), "{onbekend:?}");
        let mut weg = levering(nummer + 500, begin, None);
        weg.verwijderen = true;
        let niets = meld(&keten, &kind, "L2B", &[weg]).await;
        assert!(niets.contains(&"9063".to_owned()), "er is niets te verwijderen: {niets:?}");
        assert_eq!(meld(&keten, &kind, "L2C", &[levering(nummer, begin, None)]).await, GEEN);
        let (van, kenmerk) = (levering(nummer, begin, Some((begin, "31"))), "L2A");
        let zelfde = meld(&keten, &kind, kenmerk, &[van]).await;
        assert_eq!(zelfde, GEEN, "de identificatie is van een andere berichtsoort");
        let dubbel = meld(&keten, &kind, "L2A", &[levering(nummer, date(2026, 3, 11), None)]).await;
        assert_eq!(dubbel, ["9056"], "alleen voor TR056 telt een geweigerd bericht");
    }

    async fn verwijderen_en_opnieuw_aanleveren_mag_in_een_bericht(proef: &Proef) {
        let keten = Keten::op(proef, "2026-03-02T09:00:00Z").await;
        let (kind, nummer) = met_hulp(&keten, 0, "L3").await;
        keten.zet_klok("2026-06-02T09:00:00Z");
        let begin = date(2026, 3, 10);
        assert_eq!(meld(&keten, &kind, "L3A", &[levering(nummer, begin, None)]).await, GEEN);
        let fout = levering(nummer, begin, Some((date(2026, 5, 20), "31")));
        assert_eq!(meld(&keten, &kind, "L3B", std::slice::from_ref(&fout)).await, GEEN);
        let dubbel = meld(&keten, &kind, "L3C", std::slice::from_ref(&fout)).await;
        assert!(dubbel.contains(&"9074".to_owned()), "{dubbel:?}");
        let mut weg = fout.clone();
        weg.verwijderen = true;
        let goed = levering(nummer, begin, Some((date(2026, 5, 31), "31")));
        assert_eq!(meld(&keten, &kind, "L3D", &[weg.clone(), goed]).await, GEEN);
        let nog_eens = meld(&keten, &kind, "L3E", &[weg]).await;
        assert!(nog_eens.contains(&"9063".to_owned()), "{nog_eens:?}");
        let mut start_weg = levering(nummer, begin, None);
        start_weg.verwijderen = true;
        let te_laat = meld(&keten, &kind, "L3F", &[start_weg]).await;
        assert!(te_laat.contains(&"9071".to_owned()), "na een stop blijft de start staan: {te_laat:?}");
    }

    async fn een_tijdelijke_stop_en_weer_verder(proef: &Proef) {
        let keten = Keten::op(proef, "2026-03-02T09:00:00Z").await;
        let (kind, nummer) = met_hulp(&keten, 0, "L4").await;
        keten.zet_klok("2026-08-03T09:00:00Z");
        let begin = date(2026, 3, 10);
        let stop = |dag, reden| [levering(nummer, begin, Some((dag, reden)))];
        assert_eq!(meld(&keten, &kind, "L4A", &[levering(nummer, begin, None)]).await, GEEN);
        assert_eq!(meld(&keten, &kind, "L4B", &stop(date(2026, 5, 1), "20")).await, GEEN);
        let weer_tijdelijk = meld(&keten, &kind, "L4C", &stop(date(2026, 5, 10), "20")).await;
        assert!(weer_tijdelijk.contains(&"9413".to_owned()), "{weer_tijdelijk:?}");
        let verder = date(2026, 6, 1);
        assert_eq!(meld(&keten, &kind, "L4D", &[levering(nummer, verder, None)]).await, GEEN);
        let klaar = [levering(nummer, verder, Some((date(2026, 7, 31), "31")))];
        assert_eq!(meld(&keten, &kind, "L4E", &klaar).await, GEEN);
        let wie = keten.als("consulent.zwolle").await;
        let mut lees = keten.huis.opslag.lees(&keten.huis.systeem()).await.unwrap();
        let rij = lees.jeugdige_met_bsn(&kind.gemeente.into(), &kind.bsn).await.unwrap().unwrap();
        drop(lees);
        let dossier = jeugdige::dossier(&keten.huis, &wie, rij.id, false, None).await.unwrap();
        let wat: Vec<_> = dossier.gebeurd.iter().map(|g| g.wat.as_str()).collect();
        assert!(wat.contains(&"Hulp tijdelijk gestopt"), "{wat:?}");
    }

    async fn een_open_verzoek_om_wijziging_houdt_een_nieuw_verzoek_tegen(proef: &Proef) {
        let keten = Keten::op(proef, "2026-03-02T09:00:00Z").await;
        let (kind, nummer) = met_hulp(&keten, 0, "W1").await;
        keten.zet_klok("2026-04-01T09:00:00Z");
        let antwoorden = wijzig(&keten, &kind, "W1A", &[meer(nummer)]).await;
        assert_eq!(soorten(&antwoorden), ["JW318"]);
        assert_eq!(alle_codes(een(&antwoorden, "JW318")), GEEN);

        let wie = keten.als("consulent.zwolle").await;
        let lijst = werkvoorraad::toon(&keten.huis, &wie, WerkFilter::Alles, WerkPlek::default()).await.unwrap();
        let rij = lijst.rijen.iter().find(|r| r.sinds == keten.vandaag() && r.wat == "Verzoek om wijziging");
        let rij = rij.unwrap_or_else(|| panic!("{:#?}", lijst.rijen));
        assert_eq!(rij.termijn.as_ref().unwrap().uiterlijk, date(2026, 4, 10), "vijf werkdagen, 3 en 6 april is het Pasen");
        let beeld = bericht::toon(&keten.huis, &wie, rij.id).await.unwrap();
        let gevraagd = beeld.inhoud.iter().find(|r| r.naam == "Wijzigen").unwrap();
        assert!(gevraagd.waarde.starts_with(&format!("toewijzing {nummer} naar ")), "{}", gevraagd.waarde);

        let vot = keten.vraag(&kind, AGB, "W1B").met_budget(1_000, date(2027, 3, 10), date(2028, 3, 9));
        let antwoorden = keten.vraag_aan(&vot).await;
        assert_eq!(soorten(&antwoorden), ["JW316"]);
        assert!(alle_codes(een(&antwoorden, "JW316")).contains(&"9374".to_owned()));
        let antwoorden = wijzig(&keten, &kind, "W1C", &[meer(nummer)]).await;
        assert!(alle_codes(een(&antwoorden, "JW318")).contains(&"9374".to_owned()));

        let mut lees = keten.huis.opslag.lees(&keten.huis.systeem()).await.unwrap();
        let id = lees.jeugdige_met_bsn(&kind.gemeente.into(), &kind.bsn).await.unwrap().unwrap().id;
        let verzoeken = lees.wijzigverzoeken_van(id).await.unwrap();
        assert_eq!(verzoeken.len(), 1, "het geweigerde telt niet");
        assert_eq!((verzoeken[0].status, verzoeken[0].referentie.as_str()), (WijzigStatus::Open, "W1A-R"));
        let producten = lees.wijzig_producten(&[verzoeken[0].id]).await.unwrap();
        assert_eq!((producten.len(), producten[0].toewijzing), (1, Some(i64::from(nummer))));
    }

    async fn een_consulent_onderzoekt_en_weigert_een_wijziging_en_dan_is_er_weer_ruimte(proef: &Proef) {
        let keten = Keten::op(proef, "2026-03-02T09:00:00Z").await;
        let (kind, nummer) = met_hulp(&keten, 0, "W4").await;
        keten.zet_klok("2026-04-01T09:00:00Z");
        wijzig(&keten, &kind, "W4A", &[meer(nummer)]).await;
        let mut lees = keten.huis.opslag.lees(&keten.huis.systeem()).await.unwrap();
        let id = lees.jeugdige_met_bsn(&kind.gemeente.into(), &kind.bsn).await.unwrap().unwrap().id;
        let verzoek = lees.wijzigverzoeken_van(id).await.unwrap().remove(0);
        let (vraag, wijziging) = (verzoek.bericht, verzoek.id);
        drop(lees);
        let wie = keten.als("consulent.zwolle").await;
        let antwoord = async |wie, versie, besluit| wijziging::besluit(&keten.huis, wie, wijziging, versie, &besluit).await;
        let nee = |reden: &str| WijzigBesluit::Afwijzen { code: "7".to_owned(), uitkomst: "afgewezen".to_owned(), reden: reden.to_owned() };
        let ander = keten.als("consulent.kampen").await;
        assert!(matches!(antwoord(&ander, 1, nee("Nee.")).await, Err(DienstFout::NietGevonden)));
        assert!(matches!(antwoord(&wie, 1, nee(" ")).await, Err(DienstFout::RedenVerplicht)));
        antwoord(&wie, 1, WijzigBesluit::Onderzoeken).await.unwrap();
        let uit = crate::hulp::antwoord(&keten.stuur(&[]).await).antwoord;
        assert_eq!((uit.verzoek_antwoord.as_str(), uit.reden_afwijzing_verzoek), ("2", None));
        let versie = wijziging::toon(&keten.huis, &wie, vraag).await.unwrap().versie;
        assert!(matches!(antwoord(&wie, versie, WijzigBesluit::Onderzoeken).await, Err(DienstFout::Ongeldig(_))), "een keer (TR360)");
        let vot = keten.vraag(&kind, AGB, "W4B").met_budget(1_000, date(2027, 3, 10), date(2028, 3, 9));
        let codes = alle_codes(een(&keten.vraag_aan(&vot).await, "JW316"));
        assert!(codes.contains(&"9374".to_owned()), "in onderzoek is nog open");
        assert!(matches!(antwoord(&wie, 1, nee("Nee.")).await, Err(DienstFout::Verouderd)));
        antwoord(&wie, versie, nee("Te vroeg.")).await.unwrap();
        let uit = crate::hulp::antwoord(&keten.stuur(&[]).await).antwoord;
        assert_eq!((uit.verzoek_antwoord.as_str(), uit.reden_afwijzing_verzoek.unwrap().as_str()), ("1", "7"));
        assert!(matches!(antwoord(&wie, versie + 1, nee("Nog eens.")).await, Err(DienstFout::Verouderd)));
        let vot = keten.vraag(&kind, AGB, "W4C").met_budget(1_000, date(2027, 3, 10), date(2028, 3, 9));
        assert_eq!(alle_codes(een(&keten.vraag_aan(&vot).await, "JW316")), GEEN);
        let beeld = bericht::toon(&keten.huis, &wie, vraag).await.unwrap();
        assert_eq!(beeld.stand.tekst, "aangenomen");
    }

    async fn een_wijziging_die_niet_alle_toewijzingen_noemt_wordt_geweigerd(proef: &Proef) {
        let keten = Keten::op(proef, "2026-03-02T09:00:00Z").await;
        let (kind, nummer) = met_hulp(&keten, 0, "W2").await;
        keten.zet_klok("2026-04-01T09:00:00Z");
        let vreemd = wijzig(&keten, &kind, "W2A", &[Wens::Ongewijzigd(nummer + 900), meer(nummer)]).await;
        assert!(!alle_codes(een(&vreemd, "JW318")).is_empty(), "die toewijzing is er niet");
        let onbekend = keten.vrij("0193", 3).clone();
        let weg = Persoon { bsn: houvast_begrip::Bsn::nieuw("999999990").unwrap(), ..onbekend };
        let antwoorden = wijzig(&keten, &weg, "W2B", &[meer(nummer)]).await;
        let codes = alle_codes(een(&antwoorden, "JW318"));
        assert!(codes.contains(&"8187".to_owned()), "deze cliënt kent niemand (TR304): {codes:?}");
        assert_eq!(alle_codes(een(&wijzig(&keten, &kind, "W2C", &[meer(nummer)]).await, "JW318")), GEEN);
    }

    async fn deventer_olst_wijhe_en_raalte_weigeren_een_wijziging_met_reden_4(proef: &Proef) {
        let keten = Keten::op(proef, "2026-03-02T09:00:00Z").await;
        for gemeente in ["0150", "1773", "0177"] {
            keten.zet_klok("2026-03-02T09:00:00Z");
            let kind = keten.vrij(gemeente, 0).clone();
            let id = |achter: &str| format!("W{gemeente}{achter}");
            let vraag = keten.vraag(&kind, AGB, &id("")).met_budget(8_000, date(2026, 3, 10), date(2027, 3, 9));
            let jw301 = toewijzing(&keten.vraag_aan(&vraag).await);
            let nummer = jw301.client.toegewezen_producten.toegewezen_product[0].toewijzing_nummer;
            keten.zet_klok("2026-04-01T09:00:00Z");
            for keer in ["A", "B"] {
                let antwoorden = wijzig(&keten, &kind, &id(keer), &[meer(nummer)]).await;
                assert_eq!(soorten(&antwoorden), ["JW318", "JW319"], "{gemeente}");
                assert_eq!(alle_codes(een(&antwoorden, "JW318")), GEEN, "er staat niets open");
                let nee = crate::hulp::antwoord(&antwoorden).antwoord;
                assert_eq!((nee.verzoek_antwoord.as_str(), nee.reden_afwijzing_verzoek.unwrap().as_str()), ("1", "4"));
                assert_eq!(nee.referentie_aanbieder, id(keer) + "-R");
            }
            let dubbel = wijzig(&keten, &kind, &id("A"), &[meer(nummer)]).await;
            let codes = alle_codes(een(&dubbel, "JW318"));
            assert!(codes.contains(&"9056".to_owned()), "{codes:?}");
        }
    }
}

//! What people see and may do.

use crate::hulp::{Keten, antwoord, bevestiging, een, soorten};
use houvast_dienst::accountbeheer::{self, AccountSoort, NieuwAccount};
use houvast_dienst::beeld::{
    AanmeldPoging, AanmeldUitslag, BerichtFilter, Beslissing, UploadBestand, WerkFilter, WerkPlek, WerkSoort,
    Zoekvraag,
};
use houvast_dienst::{DienstFout, aanbieder, account, bericht, jeugdige, verzoek, werkvoorraad};
use houvast_opslag::{LogUitkomst, Signaal, SignaalSoort, op_beide};
use jiff::civil::{Date, date};
use std::collections::BTreeSet;

op_beide! {
    async fn geen_scherm_van_de_demo_is_leeg(proef: &Proef) {
        let keten = Keten::vol(proef, "2026-11-23T10:00:00Z").await;
        for gebruiker in ["consulent.zwolle", "consulent.kampen", "aanbieder.lindeboog", "aanbieder.zilverpad"] {
            let wie = keten.als(gebruiker).await;
            let kader = account::kader(&keten.huis, &wie).await.unwrap();
            assert!(kader.synthetisch && !kader.organisatie.is_empty());
            let werk = werkvoorraad::toon(&keten.huis, &wie, WerkFilter::Alles, WerkPlek::default()).await.unwrap();
            assert!(!werk.rijen.is_empty(), "{gebruiker}");
            for rij in &werk.rijen {
                match rij.soort {
                    WerkSoort::Verzoek => { verzoek::toon(&keten.huis, &wie, rij.id).await.unwrap(); }
                    WerkSoort::Bericht => { bericht::toon(&keten.huis, &wie, rij.id).await.unwrap(); }
                    WerkSoort::Dossier => { jeugdige::dossier(&keten.huis, &wie, rij.id, false, None).await.unwrap(); }
                    _ => {}
                }
            }
            let berichten = bericht::lijst(&keten.huis, &wie, BerichtFilter::default()).await.unwrap();
            assert!(berichten.totaal > 20, "{gebruiker}");
            let een = bericht::toon(&keten.huis, &wie, berichten.rijen[0].id).await.unwrap();
            assert!(een.regels.len() > 10 && een.gemaskeerd);
        }
        let wie = keten.als("aanbieder.lindeboog").await;
        let clienten = aanbieder::clienten(&keten.huis, &wie, None).await.unwrap();
        assert!(clienten.rijen.len() > 20);
        let verzoeken = aanbieder::verzoeken(&keten.huis, &wie, None).await.unwrap();
        assert!(verzoeken.rijen.iter().any(|r| r.stand.tekst == "toegewezen"));
        let dossier = jeugdige::dossier(&keten.huis, &wie, clienten.rijen[0].id, false, None).await.unwrap();
        assert!(!dossier.toewijzingen.is_empty());
        assert!(dossier.toewijzingen.iter().all(|t| t.aanbieder == "Jeugdhulp De Lindeboog"));
    }

    async fn wie_het_niet_mag_zien_ziet_niets(proef: &Proef) {
        let keten = Keten::vol(proef, "2026-11-23T10:00:00Z").await;
        let zwolle = keten.als("consulent.zwolle").await;
        let kampen = keten.als("consulent.kampen").await;
        let werk = werkvoorraad::toon(&keten.huis, &zwolle, WerkFilter::Verzoeken, WerkPlek::default()).await.unwrap();
        let id = werk.rijen[0].id;
        assert!(verzoek::toon(&keten.huis, &zwolle, id).await.is_ok());
        assert!(matches!(verzoek::toon(&keten.huis, &kampen, id).await, Err(DienstFout::NietGevonden)));
        let wil = Beslissing::Onderzoeken { reden: String::new() };
        assert!(matches!(
            verzoek::besluit(&keten.huis, &kampen, id, 1, 1, wil.clone()).await,
            Err(DienstFout::NietGevonden)
        ));
        let lindeboog = keten.als("aanbieder.lindeboog").await;
        assert!(matches!(
            verzoek::besluit(&keten.huis, &lindeboog, id, 1, 1, wil).await,
            Err(DienstFout::NietGevonden)
        ));
        let vraag = Zoekvraag { tekst: "van".to_owned(), na: None };
        assert!(matches!(jeugdige::zoek(&keten.huis, &lindeboog, vraag).await, Err(DienstFout::NietGevonden)));
    }

    async fn bladeren_laat_alles_precies_een_keer_zien(proef: &Proef) {
        let keten = Keten::vol(proef, "2026-11-23T10:00:00Z").await;
        let nieuw = NieuwAccount {
            gebruikersnaam: "hele.regio".to_owned(),
            naam: "Hele Regio".to_owned(),
            soort: AccountSoort::Consulent,
            gemeenten: keten.huis.gemeenten().iter().map(|g| g.als_str().to_owned()).collect(),
            agb: None,
            praktijk: String::new(),
            verwijzer: None,
            wachtwoord: "een zin om te bladeren".to_owned(),
        };
        accountbeheer::maak(&keten.huis, nieuw).await.unwrap().unwrap();
        let wie = keten.met("hele.regio", "een zin om te bladeren").await;
        let signalen: Vec<Signaal> = (0..130)
            .map(|n| Signaal {
                houder: keten.huis.gemeenten()[n % 3].into(),
                id: keten.huis.tijd.id(),
                soort: SignaalSoort::TeBeoordelen,
                onderwerp: keten.huis.tijd.id(),
                aanbieder: None,
                jeugdige: None,
                vanaf: date(2026, 11, 2),
                uiterlijk: (n % 7 > 0).then(|| date(2026, 11, i8::try_from(20 + n % 7).unwrap())),
                gemaakt_op: keten.huis.tijd.nu(),
                klaar_op: None,
                versie: 1,
            })
            .collect();
        let mut tx = keten.huis.opslag.begin(&keten.huis.systeem()).await.unwrap();
        tx.leg_signalen_vast(&signalen).await.unwrap();
        tx.commit().await.unwrap();
        for filter in [WerkFilter::Alles, WerkFilter::Vandaag, WerkFilter::Verzoeken, WerkFilter::Onderzoek, WerkFilter::Signalen] {
            let mut plek = Some(WerkPlek::default());
            let (mut rijen, mut bladen, mut verwacht) = (Vec::new(), 0, 0);
            while let Some(hier) = plek {
                let blad = werkvoorraad::toon(&keten.huis, &wie, filter, hier).await.unwrap();
                assert!(blad.rijen.len() <= 50 && blad.verder == (bladen > 0));
                verwacht = blad.filters.iter().find(|(f, _)| *f == filter).unwrap().1;
                rijen.extend(blad.rijen);
                (plek, bladen) = (blad.volgende, bladen + 1);
            }
            assert_eq!(rijen.len(), usize::try_from(verwacht).unwrap(), "{filter:?}");
            let dagen: Vec<_> = rijen.iter().map(|r| r.termijn.map_or(Date::MAX, |t| t.uiterlijk)).collect();
            assert!(dagen.is_sorted(), "{filter:?}");
            let uniek: BTreeSet<_> = rijen.iter().map(|r| (r.wat.clone(), r.id)).collect();
            assert_eq!(uniek.len(), rijen.len(), "{filter:?}");
            if filter == WerkFilter::Alles {
                assert!(bladen > 1, "{} rijen is geen proef op bladeren", rijen.len());
            }
        }
        let mut gezien = BTreeSet::new();
        let mut filter = BerichtFilter::default();
        let totaal = loop {
            let blad = bericht::lijst(&keten.huis, &wie, filter.clone()).await.unwrap();
            for rij in &blad.rijen {
                assert!(gezien.insert(rij.id));
            }
            match blad.volgende {
                Some(na) => filter.na = Some(na),
                None => break (blad.totaal, blad.meer),
            }
        };
        assert!(gezien.len() > 1_000, "{}", gezien.len());
        assert_eq!(totaal, (200, true), "verder wordt niet geteld");
        let deel = BerichtFilter { soort: Some("JW305".to_owned()), ..BerichtFilter::default() };
        let blad = bericht::lijst(&keten.huis, &wie, deel).await.unwrap();
        assert!(blad.totaal > 0 && !blad.meer, "{}", blad.totaal);
        assert_eq!(blad.rijen.len(), usize::try_from(blad.totaal).unwrap().min(50));
        let zoek = async |na| jeugdige::zoek(&keten.huis, &wie, Zoekvraag { tekst: "de".to_owned(), na }).await.unwrap();
        let eerste = zoek(None).await;
        assert_eq!((eerste.rijen.len(), eerste.verder), (20, false));
        let tweede = zoek(eerste.volgende).await;
        assert!(tweede.verder && !tweede.rijen.is_empty());
        assert!(tweede.rijen.iter().all(|t| eerste.rijen.iter().all(|e| e.id != t.id)));
    }

    async fn elke_blik_in_een_dossier_staat_in_het_logboek(proef: &Proef) {
        let keten = Keten::op(proef, "2026-11-23T10:00:00Z").await;
        let wie = keten.als("consulent.zwolle").await;
        let kind = keten.vrij("0193", 0);
        let vraag = Zoekvraag { tekst: kind.bsn.als_str().to_owned(), na: None };
        let gevonden = jeugdige::zoek(&keten.huis, &wie, vraag).await.unwrap();
        assert_eq!((gevonden.gelezen_als.as_str(), gevonden.rijen.len()), ("BSN", 1));
        let id = gevonden.rijen[0].id;
        let dicht = jeugdige::dossier(&keten.huis, &wie, id, false, None).await.unwrap();
        assert!(!dicht.bsn.contains(kind.bsn.als_str()));
        let open = jeugdige::dossier(&keten.huis, &wie, id, true, None).await.unwrap();
        assert_eq!(open.bsn, kind.bsn.als_str());
        let log = keten.log_van(id).await;
        let wat: Vec<_> = log.iter().rev().map(|k| k.code.as_str()).collect();
        assert_eq!(wat, ["zoeken.zoeken", "dossier.lezen", "dossier.lezen", "bsn.lezen"]);
        assert!(log.iter().all(|k| k.account == Some(wie.account()) && k.uitkomst == LogUitkomst::Gelukt));
    }

    async fn ook_een_verzoek_en_een_bericht_bekijken_staat_in_het_logboek(proef: &Proef) {
        let keten = Keten::vol(proef, "2026-11-23T10:00:00Z").await;
        let wie = keten.als("consulent.kampen").await;
        let werk = werkvoorraad::toon(&keten.huis, &wie, WerkFilter::Verzoeken, WerkPlek::default()).await.unwrap();
        let beeld = verzoek::toon(&keten.huis, &wie, werk.rijen[0].id).await.unwrap();
        bericht::toon(&keten.huis, &wie, beeld.bericht.unwrap()).await.unwrap();
        let kind = beeld.jeugdige_id.unwrap();
        let log = keten.log_van(kind).await;
        let wat: Vec<_> = log.iter().rev().map(|k| k.code.as_str()).collect();
        assert_eq!(wat, ["verzoek.lezen", "bericht.lezen"]);
        // Somebody of another gemeente sees nothing, and does not show up at this child either.
        let vreemd = keten.als("consulent.zwolle").await;
        assert!(verzoek::toon(&keten.huis, &vreemd, werk.rijen[0].id).await.is_err());
        assert_eq!(keten.log_van(kind).await.len(), 2);
    }

    async fn een_onbekende_naam_en_een_fout_wachtwoord_zijn_hetzelfde(proef: &Proef) {
        let keten = Keten::op(proef, "2026-11-23T10:00:00Z").await;
        let probeer = async |naam: &str, wachtwoord: &str| {
            let poging = AanmeldPoging { gebruikersnaam: naam.to_owned(), wachtwoord: wachtwoord.to_owned() };
            account::aanmelden(&keten.huis, poging).await.unwrap()
        };
        for naam in ["consulent.zwolle", "bestaat.niet"] {
            for _ in 0..5 {
                assert!(matches!(probeer(naam, "fout").await, AanmeldUitslag::Mislukt));
            }
            assert!(matches!(probeer(naam, "houvast-zwolle").await, AanmeldUitslag::Geblokkeerd { .. }), "{naam}");
        }
        keten.zet_klok("2026-11-23T10:30:00Z");
        let AanmeldUitslag::Gelukt { sessie } = probeer(" Consulent.Zwolle ", "houvast-zwolle").await else {
            panic!("na een kwartier mag het weer")
        };
        assert!(account::aangemeld(&keten.huis, &sessie).await.unwrap().is_some());
        assert!(account::aangemeld(&keten.huis, "verzonnen").await.unwrap().is_none());
        keten.zet_klok("2026-11-23T12:00:00Z");
        assert!(account::aangemeld(&keten.huis, &sessie).await.unwrap().is_none(), "een uur stil is voorbij");
    }

    async fn een_ontbrekende_jw302_wordt_na_drie_werkdagen_een_signaal_en_de_jw302_sluit_het(proef: &Proef) {
        let keten = Keten::op(proef, "2025-06-04T08:00:00Z").await;
        let kind = keten.vrij("0193", 3).clone();
        let vraag = keten
            .vraag(&kind, "73990101", "RET1")
            .met_budget(3_000, date(2025, 6, 16), date(2026, 6, 15));
        let antwoorden = keten.vraag_aan(&vraag).await;
        let jw301 = een(&antwoorden, "JW301").bericht();
        let wie = keten.als("consulent.zwolle").await;
        let signaal = async || {
            werkvoorraad::toon(&keten.huis, &wie, WerkFilter::Signalen, WerkPlek::default())
                .await
                .unwrap()
                .rijen
                .iter()
                .filter(|r| r.jeugdige.as_ref().is_some_and(|n| n.achternaam == kind.achternaam))
                .filter(|r| r.wat == "Retourbericht ontbreekt")
                .count()
        };
        // Wednesday 4 June: Thursday, Friday, then Pinksteren on Monday, so the third working day is Tuesday the 10th.
        keten.zet_klok("2025-06-10T20:00:00Z");
        assert_eq!(signaal().await, 0);
        keten.zet_klok("2025-06-11T08:00:00Z");
        assert_eq!(signaal().await, 1);
        let retour = bevestiging(&jw301, "R1", keten.vandaag());
        assert!(keten.stuur(&[("jw302.xml", &retour)]).await.is_empty(), "een retour krijgt geen antwoord");
        assert_eq!(signaal().await, 0);
        let berichten = bericht::lijst(&keten.huis, &wie, BerichtFilter { soort: Some("JW301".to_owned()), ..BerichtFilter::default() })
            .await
            .unwrap();
        assert_eq!(berichten.rijen[0].stand.tekst, "bevestigd");
    }

    async fn een_jw302_met_fouten_legt_ons_bericht_voor_aan_een_mens(proef: &Proef) {
        let keten = Keten::op(proef, "2025-06-04T08:00:00Z").await;
        let kind = keten.vrij("0193", 3).clone();
        let vraag = keten
            .vraag(&kind, "73990101", "RETF")
            .met_budget(3_000, date(2025, 6, 16), date(2026, 6, 15));
        let jw301 = een(&keten.vraag_aan(&vraag).await, "JW301").bericht();
        let kop = String::from_utf8(bevestiging(&jw301, "R1", keten.vandaag())).unwrap();
        let met_code = kop.replace(
            "</jw302:XsdVersieRetour>",
            "</jw302:XsdVersieRetour><jw302:RetourCodes><jw302:RetourCode>9056</jw302:RetourCode></jw302:RetourCodes>",
        );
        assert_ne!(kop, met_code);
        assert!(keten.stuur(&[("jw302.xml", met_code.as_bytes())]).await.is_empty());
        let wie = keten.als("consulent.zwolle").await;
        let werk = werkvoorraad::toon(&keten.huis, &wie, WerkFilter::Signalen, WerkPlek::default()).await.unwrap();
        let wat: Vec<_> = werk.rijen.iter().map(|r| r.wat.as_str()).collect();
        assert_eq!(wat, ["Ons bericht is afgekeurd"]);
        let beeld = bericht::toon(&keten.huis, &wie, werk.rijen[0].id).await.unwrap();
        assert_eq!((beeld.soort.as_str(), beeld.stand.tekst.as_str()), ("JW301", "afgekeurd door de aanbieder"));
        assert_eq!(beeld.verband.len(), 4, "verzoek, JW315, JW302 en dossier: {:?}", beeld.verband);
    }

    async fn ook_een_onleesbaar_bericht_is_te_zien_met_de_fout_op_haar_regel(proef: &Proef) {
        let keten = Keten::op(proef, "2025-06-04T08:00:00Z").await;
        let vraag = keten
            .vraag(keten.vrij("0193", 0), "73990101", "LEES")
            .met_budget(3_000, date(2025, 6, 16), date(2026, 6, 15));
        let kapot = String::from_utf8(vraag.xml()).unwrap().replace("300000", "drieduizend");
        keten.stuur(&[("kapot.xml", kapot.as_bytes())]).await;
        for gebruiker in ["consulent.zwolle", "aanbieder.lindeboog"] {
            let wie = keten.als(gebruiker).await;
            let lijst = bericht::lijst(&keten.huis, &wie, BerichtFilter::default()).await.unwrap();
            assert_eq!(lijst.totaal, 1, "{gebruiker}");
            let beeld = bericht::toon(&keten.huis, &wie, lijst.rijen[0].id).await.unwrap();
            assert_eq!(beeld.bevindingen.len(), 1);
            assert!(beeld.bevindingen[0].pad.ends_with("Budget"));
            let regel = beeld.regels.iter().find(|r| !r.bevindingen.is_empty()).unwrap();
            assert!(regel.tekst.contains("drieduizend"), "{}", regel.tekst);
        }
        let ander = keten.als("aanbieder.zilverpad").await;
        let lijst = bericht::lijst(&keten.huis, &ander, BerichtFilter::default()).await.unwrap();
        assert_eq!(lijst.totaal, 0);
    }

    async fn uploaden_mag_alleen_wat_van_uzelf_is(proef: &Proef) {
        let keten = Keten::op(proef, "2025-06-04T08:00:00Z").await;
        let lindeboog = keten.als("aanbieder.lindeboog").await;
        let eigen = keten
            .vraag(keten.vrij("0193", 4), "73990101", "UP1")
            .met_budget(3_000, date(2025, 6, 16), date(2026, 6, 15));
        let ander = keten
            .vraag(keten.vrij("0193", 5), "73990103", "UP2")
            .met_budget(3_000, date(2025, 6, 16), date(2026, 6, 15));
        let bestand = |naam: &str, inhoud: Vec<u8>| UploadBestand { naam: naam.to_owned(), inhoud };
        let uitslag = bericht::upload(
            &keten.huis,
            &lindeboog,
            vec![bestand("a.xml", eigen.xml()), bestand("b.xml", ander.xml()), bestand("c.xml", b"niets".to_vec())],
        )
        .await
        .unwrap();
        let standen: Vec<_> = uitslag.regels.iter().map(|r| r.stand.tekst.as_str()).collect();
        assert_eq!(standen, ["aangenomen", "niet aangenomen", "niet aangenomen"]);
        assert!(uitslag.regels[0].verzoek.is_some());
        assert_eq!(soorten(&keten.stuur(&[]).await), ["JW301", "JW316"]);
    }

    async fn in_onderzoek_gaat_een_keer_uit_en_daarna_volgt_een_echt_antwoord(proef: &Proef) {
        let keten = Keten::op(proef, "2025-06-04T08:00:00Z").await;
        let vraag = keten
            .vraag(keten.vrij("0193", 6), "73990101", "OZ1")
            .met_budget(3_000, date(2025, 6, 16), date(2026, 6, 15))
            .laatste(|g| { g.verwijzer = "06"; g.verwijzer_naam = None; });
        keten.vraag_aan(&vraag).await;
        let wie = keten.als("consulent.zwolle").await;
        let werk = werkvoorraad::toon(&keten.huis, &wie, WerkFilter::Verzoeken, WerkPlek::default()).await.unwrap();
        let id = werk.rijen.iter().find(|r| r.sinds == keten.vandaag() && r.bij.contains("Lindeboog")).unwrap().id;
        let versie = async || verzoek::toon(&keten.huis, &wie, id).await.unwrap();
        let onderzoek = Beslissing::Onderzoeken { reden: "Eerst bellen.".to_owned() };
        verzoek::besluit(&keten.huis, &wie, id, 1, versie().await.versie, onderzoek.clone()).await.unwrap();
        let nee = antwoord(&keten.stuur(&[]).await).antwoord;
        assert_eq!((nee.verzoek_antwoord.as_str(), nee.reden_afwijzing_verzoek), ("2", None));
        let beeld = versie().await;
        assert_eq!(beeld.termijn.unwrap().uiterlijk, date(2025, 7, 30), "acht weken na de dagtekening");
        assert!(matches!(
            verzoek::besluit(&keten.huis, &wie, id, 1, beeld.versie, onderzoek).await,
            Err(DienstFout::Ongeldig(_))
        ));
        let woonplaats = Beslissing::Afwijzen {
            code: "8".to_owned(),
            andere_gemeente: Some("0363".to_owned()),
            reden: "Woont in Amsterdam.".to_owned(),
        };
        verzoek::besluit(&keten.huis, &wie, id, 1, beeld.versie, woonplaats).await.unwrap();
        let nee = antwoord(&keten.stuur(&[]).await).antwoord;
        assert_eq!(nee.reden_afwijzing_verzoek.unwrap().as_str(), "8");
        assert_eq!(nee.woonplaatsbeginsel.unwrap().gemeente, "0363");
    }
}

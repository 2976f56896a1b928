//! The audit log as use cases fill it, as a privacy officer reads it, and what may be in none of our files (NEN 7513;
//! issue 'Trust' 3; afspraken 4).

use crate::hulp::Keten;
use houvast_dienst::beeld::{
    AanmeldPoging, AanmeldUitslag, Beslissing, LogFilter, LogZoek, WerkFilter, WerkPlek, Zoekvraag,
};
use houvast_dienst::dagmail::{self, Bezorging, Weg};
use houvast_dienst::logboek::{self, Afloop, NAMEN_TONEN, Zegelaar};
use houvast_dienst::{Aangemeld, DienstFout, account, accountbeheer, jeugdige, verzoek, werkvoorraad};
use houvast_opslag::{
    Bladzijde, LogActie, LogHerkomst, LogRegel, LogSleutel, LogUitkomst, LogVraag, Rol, op_beide,
};
use std::sync::Arc;
use uuid::Uuid;

async fn alles(keten: &Keten) -> Vec<LogRegel> {
    let mut lees = keten.huis.opslag.lees(&keten.huis.systeem()).await.unwrap();
    lees.log(&LogVraag::default(), Bladzijde::eerste(500))
        .await
        .unwrap()
        .rijen
}

async fn kind(keten: &Keten, wie: &Aangemeld, nummer: usize) -> Uuid {
    let tekst = keten.vrij("0193", nummer).bsn.als_str().to_owned();
    jeugdige::zoek(&keten.huis, wie, Zoekvraag { tekst, na: None })
        .await
        .unwrap()
        .rijen[0]
        .id
}

fn onderzoek() -> Beslissing {
    Beslissing::Onderzoeken { reden: String::new() }
}

fn poging(naam: &str, wachtwoord: &str) -> AanmeldPoging {
    AanmeldPoging {
        gebruikersnaam: naam.to_owned(),
        wachtwoord: wachtwoord.to_owned(),
    }
}

op_beide! {
    async fn een_regel_heeft_elk_gegeven_dat_nen_7513_vraagt(proef: &Proef) {
        let keten = Keten::op(proef, "2026-11-23T10:00:00Z").await;
        let wie = keten.als("consulent.zwolle").await;
        let id = kind(&keten, &wie, 0).await;
        jeugdige::dossier(&keten.huis, &wie, id, false, None).await.unwrap();
        let regel = keten.log_van(id).await.remove(0);
        assert_eq!(
            (regel.code.as_str(), regel.actie, regel.uitkomst, regel.account, regel.rol),
            ("dossier.lezen", LogActie::Lezen, LogUitkomst::Gelukt, Some(wie.account()), Rol::Consulent)
        );
        assert_eq!(
            (regel.organisatie.as_str(), regel.doel.as_str(), regel.voorwerp.as_str(), regel.herkomst),
            ("gemeente 0193", "toeleiding", "dossier", LogHerkomst::Scherm)
        );
        assert_eq!((regel.voorwerp_id, regel.jeugdige), (Some(id), Some(id)));
        assert_eq!(regel.sessie.as_ref().map(Vec::len), Some(8), "welke sessie");
        assert_eq!(regel.op.to_string().get(..10), Some("2026-11-23"));
        // The processing log has the same processing, and nothing of the person who looked.
        let mut lees = keten.huis.opslag.lees(&keten.huis.systeem()).await.unwrap();
        let verwerkt = lees.verwerkingen(regel.verwerking).await.unwrap();
        assert!(verwerkt.iter().any(|v| v.activiteit == "urn:houvast:verwerking:toeleiding" && v.stand == "OK"));
        assert!(verwerkt.iter().all(|v| v.begin_op <= v.einde_op && v.betrokkene.0 == id.as_bytes()));
        assert!(!format!("{verwerkt:?}").contains(&wie.account().to_string()));
    }

    async fn een_aanbieder_en_een_andere_sessie_zijn_te_onderscheiden(proef: &Proef) {
        let keten = Keten::vol(proef, "2026-11-23T10:00:00Z").await;
        let aanbieder = keten.als("aanbieder.lindeboog").await;
        let client = houvast_dienst::aanbieder::clienten(&keten.huis, &aanbieder, None).await.unwrap().rijen[0].id;
        jeugdige::dossier(&keten.huis, &aanbieder, client, false, None).await.unwrap();
        let nog_eens = keten.als("aanbieder.lindeboog").await;
        jeugdige::dossier(&keten.huis, &nog_eens, client, false, None).await.unwrap();
        let log = keten.log_van(client).await;
        assert_eq!((log[0].organisatie.as_str(), log[0].doel.as_str()), ("aanbieder 73990101", "hulpverlening"));
        assert_ne!(log[0].sessie, log[1].sessie);
        assert_ne!(log[0].verwerking, log[1].verwerking);
    }

    async fn een_daad_en_haar_regel_zijn_er_samen_of_geen_van_beide(proef: &Proef) {
        let keten = Keten::vol(proef, "2026-11-23T10:00:00Z").await;
        let wie = keten.als("consulent.kampen").await;
        let werk = werkvoorraad::toon(&keten.huis, &wie, WerkFilter::Verzoeken, WerkPlek::default()).await.unwrap();
        let beeld = verzoek::toon(&keten.huis, &wie, werk.rijen[0].id).await.unwrap();
        let kind = beeld.jeugdige_id.unwrap();
        let beslist = |log: &[LogRegel]| log.iter().filter(|r| r.code == "verzoek.beslissen").count();
        let nummer = beeld.aanvragen[0].nummer;
        let fout = verzoek::besluit(&keten.huis, &wie, beeld.id, nummer, beeld.versie + 1, onderzoek()).await;
        assert!(matches!(fout, Err(DienstFout::Verouderd)));
        assert_eq!(beslist(&keten.log_van(kind).await), 0, "wat niet gebeurde staat er niet");
        verzoek::besluit(&keten.huis, &wie, beeld.id, nummer, beeld.versie, onderzoek()).await.unwrap();
        let log = keten.log_van(kind).await;
        assert_eq!(beslist(&log), 1);
        let regel = log.iter().find(|r| r.code == "verzoek.beslissen").unwrap();
        assert_eq!((regel.actie, regel.voorwerp_id), (LogActie::Wijzigen, Some(beeld.id)));
    }

    async fn aanmelden_afmelden_en_mislukken_staan_in_het_logboek_zonder_wat_er_getypt_is(proef: &Proef) {
        let keten = Keten::op(proef, "2026-11-23T10:00:00Z").await;
        let huis = &keten.huis;
        let AanmeldUitslag::Gelukt { sessie } =
            account::aanmelden(huis, poging("consulent.zwolle", "houvast-zwolle")).await.unwrap()
        else {
            panic!("aanmelden lukt niet")
        };
        let wie = account::aangemeld(huis, &sessie).await.unwrap().unwrap();
        account::afmelden(huis, &wie, &sessie).await.unwrap();
        account::aanmelden(huis, poging("consulent.zwolle", "mis")).await.unwrap();
        for _ in 0..6 {
            account::aanmelden(huis, poging("geheimwachtwoord", "mis")).await.unwrap();
        }
        let log = alles(&keten).await;
        let van = |code: &str| log.iter().filter(|r| r.code == code).collect::<Vec<_>>();
        let aan = van("aanmelding.aanmelden");
        let gelukt: Vec<_> = aan.iter().filter(|r| r.uitkomst == LogUitkomst::Gelukt).collect();
        assert_eq!((gelukt.len(), aan.len()), (1, 7));
        assert_eq!((gelukt[0].houder.als_str(), gelukt[0].organisatie.as_str()), ("0193", "gemeente 0193"));
        let uit = van("aanmelding.afmelden");
        assert_eq!((uit.len(), uit[0].account), (1, Some(wie.account())));
        assert_eq!(uit[0].sessie, gelukt[0].sessie, "dezelfde sessie");
        assert_eq!(van("aanmelding.blokkeren").len(), 1, "na vijf keer");
        let onbekend = aan.iter().find(|r| r.account.is_none()).unwrap();
        assert_eq!((onbekend.organisatie.as_str(), onbekend.uitkomst), ("onbekend", LogUitkomst::Geweigerd));
        let van_zwolle = aan.iter().find(|r| r.account.is_some() && r.uitkomst == LogUitkomst::Geweigerd).unwrap();
        assert_eq!(van_zwolle.houder.als_str(), "0193", "de gemeente ziet dat iemand het bij haar account probeerde");
        let gezegd = format!("{log:?}");
        assert!(!gezegd.contains("geheimwachtwoord") && !gezegd.contains(&sessie));
    }

    async fn een_wijziging_van_een_account_staat_in_het_logboek(proef: &Proef) {
        let keten = Keten::op(proef, "2026-11-23T10:00:00Z").await;
        accountbeheer::nieuw_wachtwoord(&keten.huis, "consulent.kampen", "een veel langere zin".to_owned())
            .await
            .unwrap()
            .unwrap();
        accountbeheer::sluit(&keten.huis, "consulent.kampen").await.unwrap().unwrap();
        accountbeheer::maak(&keten.huis, accountbeheer::NieuwAccount {
            gebruikersnaam: "privacy.kampen".to_owned(),
            naam: "Privacy Kampen".to_owned(),
            soort: accountbeheer::AccountSoort::Privacy,
            gemeenten: vec!["0166".to_owned()],
            agb: None,
            praktijk: String::new(),
            verwijzer: None,
            wachtwoord: "nog een lange zin".to_owned(),
        })
        .await
        .unwrap()
        .unwrap();
        let log = alles(&keten).await;
        let codes: Vec<_> = log.iter().rev().map(|r| r.code.as_str()).collect();
        assert_eq!(codes, ["account.wachtwoord", "account.sluiten", "account.maken"]);
        assert!(log.iter().all(|r| r.houder.als_str() == "0166" && r.herkomst == LogHerkomst::Opdracht));
        let officer = keten.met("privacy.kampen", "nog een lange zin").await;
        let gezien = logboek::overzicht(&keten.huis, &officer, LogFilter::Accounts, None).await.unwrap();
        let wat: Vec<_> = gezien.rijen.iter().map(|r| r.wat.as_str()).collect();
        assert_eq!(wat, ["account gemaakt", "account gesloten", "account een nieuw wachtwoord gegeven"]);
        assert_eq!(gezien.rijen[0].wie, "de beheerder");
    }

    async fn een_bladzijde_zonder_eigen_regel_krijgt_er_een_en_een_fout_ook(proef: &Proef) {
        let keten = Keten::op(proef, "2026-11-23T10:00:00Z").await;
        let wie = keten.zonder_sessie("consulent.zwolle").await;
        let id = Uuid::from_u128(7);
        for (leest, afloop) in [(true, Afloop::Gelukt), (true, Afloop::NietGevonden), (false, Afloop::Geweigerd), (false, Afloop::Mislukt)] {
            logboek::bladzijde(&keten.huis, &wie, "/verzoeken/{id}", Some(id), leest, afloop).await.unwrap();
        }
        // The second found a line already: one request leaves one line of its page.
        let log: Vec<_> = alles(&keten).await.into_iter().rev().map(|r| (r.code, r.uitkomst, r.voorwerp_id)).collect();
        assert_eq!(log, [
            ("bladzijde.lezen /verzoeken/{id}".to_owned(), LogUitkomst::Gelukt, Some(id)),
            ("bladzijde.wijzigen /verzoeken/{id}".to_owned(), LogUitkomst::Geweigerd, Some(id)),
            ("bladzijde.wijzigen /verzoeken/{id}".to_owned(), LogUitkomst::Mislukt, Some(id)),
        ]);
        for pad in ["/account", "/werkvoorraad"] {
            let wie = keten.zonder_sessie("consulent.zwolle").await;
            logboek::bladzijde(&keten.huis, &wie, pad, None, true, Afloop::Gelukt).await.unwrap();
        }
        let doelen: Vec<_> = alles(&keten).await.into_iter().take(2).map(|r| (r.code, r.doel)).collect();
        assert_eq!(doelen, [
            ("bladzijde.lezen /werkvoorraad".to_owned(), "toeleiding".to_owned()),
            ("bladzijde.lezen /account".to_owned(), "beveiliging".to_owned()),
        ]);
        let officer = keten.als("privacy.zwolle").await;
        let gezien = logboek::overzicht(&keten.huis, &officer, LogFilter::Alles, None).await.unwrap();
        let wat: Vec<_> = gezien.rijen.iter().map(|r| r.wat.as_str()).collect();
        assert!(wat.contains(&"de werkvoorraad bekeken") && wat.contains(&"het eigen account bekeken"), "{wat:?}");
        assert!(wat.contains(&"bladzijde /verzoeken/{id} bekeken"), "{wat:?}");
    }

    async fn de_privacy_officer_ziet_wie_keek_en_zelf_geen_dossier(proef: &Proef) {
        let keten = Keten::op(proef, "2026-11-23T10:00:00Z").await;
        let huis = &keten.huis;
        let consulent = keten.als("consulent.zwolle").await;
        let id = kind(&keten, &consulent, 0).await;
        jeugdige::dossier(huis, &consulent, id, true, None).await.unwrap();
        let officer = keten.als("privacy.zwolle").await;
        let persoon = keten.vrij("0193", 0);
        assert_eq!(logboek::zoek(huis, &officer, "12345").await.unwrap(), LogZoek::GeenBsn);
        let elders = keten.vrij("0166", 0).bsn.als_str().to_owned();
        assert_eq!(logboek::zoek(huis, &officer, &elders).await.unwrap(), LogZoek::Niemand, "een andere gemeente");
        assert_eq!(logboek::zoek(huis, &officer, persoon.bsn.als_str()).await.unwrap(), LogZoek::Een(id));
        let beeld = logboek::van_kind(huis, &officer, id, None).await.unwrap();
        let wat: Vec<_> = beeld.rijen.iter().rev().map(|r| r.wat.as_str()).collect();
        assert_eq!(wat, [
            "de naam gezien in een lijst met zoekresultaten",
            "het dossier bekeken",
            "het hele burgerservicenummer (BSN) bekeken",
            "het overzicht van wie keek opgezocht",
            "het overzicht van wie keek bekeken",
        ]);
        assert_eq!((beeld.rijen[4].wie.as_str(), beeld.rijen[4].functie.as_str()), ("Sanne Terpstra", "consulent, Gemeente Zwolle"));
        assert!(beeld.rijen[4].waarom.contains("Jeugdwet 2.3"));
        // Nothing of the dossier is on the page.
        let gezegd = format!("{beeld:?}");
        assert!(!gezegd.contains(persoon.achternaam) && !gezegd.contains(persoon.bsn.als_str()));
        assert!(matches!(jeugdige::dossier(huis, &officer, id, false, None).await, Err(DienstFout::NietGevonden)));
        let zoek = jeugdige::zoek(huis, &officer, Zoekvraag { tekst: "de".to_owned(), na: None }).await;
        assert!(matches!(zoek, Err(DienstFout::NietGevonden)));
        for ander in ["consulent.zwolle", "aanbieder.lindeboog", "huisarts.zwolle", "regio.ijsselland"] {
            let wie = keten.als(ander).await;
            assert!(matches!(logboek::van_kind(huis, &wie, id, None).await, Err(DienstFout::NietGevonden)), "{ander}");
            assert!(matches!(logboek::voor_ouders(huis, &wie, id).await, Err(DienstFout::NietGevonden)), "{ander}");
            let lijst = logboek::overzicht(huis, &wie, LogFilter::Alles, None).await;
            assert!(matches!(lijst, Err(DienstFout::NietGevonden)), "{ander}");
        }
        let ander_kind = logboek::van_kind(huis, &officer, Uuid::from_u128(1), None).await;
        assert!(matches!(ander_kind, Err(DienstFout::NietGevonden)));
    }

    async fn een_zoekvraag_die_velen_vindt_is_een_regel_in_het_overzicht_en_een_bij_elk_kind(proef: &Proef) {
        let keten = Keten::op(proef, "2026-11-23T10:00:00Z").await;
        let consulent = keten.als("consulent.zwolle").await;
        let vraag = Zoekvraag { tekst: "de".to_owned(), na: None };
        let gevonden = jeugdige::zoek(&keten.huis, &consulent, vraag).await.unwrap().rijen;
        assert!(gevonden.len() > 5);
        assert_eq!(keten.log_van(gevonden[3].id).await.len(), 1);
        let officer = keten.zonder_sessie("privacy.zwolle").await;
        let beeld = logboek::overzicht(&keten.huis, &officer, LogFilter::Alles, None).await.unwrap();
        let zoek: Vec<_> = beeld.rijen.iter().filter(|r| r.wat.contains("zoekresultaten")).collect();
        assert_eq!(zoek.len(), 1);
        assert!(zoek[0].wat.ends_with("jeugdigen)") && zoek[0].jeugdige.is_none(), "{}", zoek[0].wat);
    }

    async fn een_ouder_leest_organisatie_functie_dag_en_reden_en_namen_alleen_als_de_gemeente_dat_wil(proef: &Proef) {
        let keten = Keten::op(proef, "2026-11-23T10:00:00Z").await;
        let huis = &keten.huis;
        let consulent = keten.als("consulent.zwolle").await;
        let id = kind(&keten, &consulent, 0).await;
        for _ in 0..3 {
            jeugdige::dossier(huis, &consulent, id, false, None).await.unwrap();
        }
        keten.zet_klok("2026-11-24T10:00:00Z");
        let consulent = keten.als("consulent.zwolle").await;
        jeugdige::dossier(huis, &consulent, id, false, None).await.unwrap();
        let officer = keten.als("privacy.zwolle").await;
        let beeld = logboek::voor_ouders(huis, &officer, id).await.unwrap();
        let rijen: Vec<_> = beeld.rijen.iter().map(|r| (r.dag.day(), r.functie.as_str(), r.wat.as_str(), r.keer)).collect();
        assert_eq!(rijen, [
            (24, "privacy officer", "het overzicht van wie keek afgedrukt", 1),
            (24, "consulent", "het dossier bekeken", 1),
            (23, "consulent", "het dossier bekeken", 3),
            (23, "consulent", "de naam gezien in een lijst met zoekresultaten", 1),
        ]);
        assert_eq!((beeld.rijen[1].organisatie.as_str(), beeld.rijen[1].waarom.as_str()),
            ("Gemeente Zwolle", "om te bepalen welke hulp nodig is"));
        assert!(!beeld.met_namen && !format!("{beeld:?}").contains("Terpstra"));
        assert_eq!(beeld.vanaf, None);
        let mut tx = huis.opslag.begin(&huis.systeem()).await.unwrap();
        let zwolle = houvast_begrip::GemeenteCode::nieuw("0193").unwrap().into();
        tx.zet_instelling(&zwolle, NAMEN_TONEN, "ja", huis.tijd.nu()).await.unwrap();
        tx.commit().await.unwrap();
        let beeld = logboek::voor_ouders(huis, &officer, id).await.unwrap();
        assert!(beeld.met_namen && beeld.rijen.iter().any(|r| r.functie == "Sanne Terpstra, consulent"));
    }

    async fn zegels_staan_ook_buiten_de_database_en_zijn_te_lezen(proef: &Proef) {
        let keten = Keten::op(proef, "2026-11-23T10:00:00Z").await;
        keten.als("consulent.zwolle").await;
        let zegelaar = Zegelaar {
            sleutel: Arc::new(LogSleutel::uit_zaad(&[3; 32]).unwrap()),
            bestand: keten.postbus().with_file_name("logzegels.jsonl"),
        };
        assert_eq!(logboek::verzegel(&keten.huis, &zegelaar).await.unwrap(), 1);
        assert_eq!(logboek::verzegel(&keten.huis, &zegelaar).await.unwrap(), 0, "er groeide niets");
        keten.als("aanbieder.lindeboog").await;
        assert_eq!(logboek::verzegel(&keten.huis, &zegelaar).await.unwrap(), 1);
        let tekst = std::fs::read_to_string(&zegelaar.bestand).unwrap();
        let kopie = logboek::lees_zegels(&tekst).unwrap();
        let mut lees = keten.huis.opslag.lees(&keten.huis.systeem()).await.unwrap();
        let mut eigen = lees.logzegels().await.unwrap();
        eigen.sort_by_key(|z| z.id);
        assert_eq!(kopie, eigen);
        let sleutels = [zegelaar.sleutel.openbaar()];
        assert!(lees.controleer_log(&sleutels, &kopie).await.unwrap().heel());
        assert_eq!(logboek::lees_zegels(&format!("{tekst}geen zegel\n")), Err(3));
    }

    async fn in_het_logboek_en_in_de_mail_staat_geen_naam_en_geen_bsn(proef: &Proef) {
        let keten = Keten::vol(proef, "2026-11-23T10:00:00Z").await;
        let huis = &keten.huis;
        let map = keten.postbus().with_file_name("mail");
        let bezorging = Bezorging { weg: Weg::Map(map.clone()), van: None, webadres: "https://houvast.test".to_owned() };
        for naam in ["consulent.zwolle", "consulent.kampen", "aanbieder.lindeboog", "huisarts.zwolle"] {
            let wie = keten.als(naam).await;
            dagmail::zet(huis, &wie, true, "iemand@zwolle.nl").await.unwrap().unwrap();
            let Ok(werk) = werkvoorraad::toon(huis, &wie, WerkFilter::Alles, WerkPlek::default()).await else { continue };
            for rij in werk.rijen.iter().take(20) {
                // Many are no request; a look at what is not there leaves a line too.
                let _ = verzoek::toon(huis, &wie, rij.id).await;
            }
        }
        let wie = keten.als("consulent.zwolle").await;
        for persoon in keten.mensen.iter().filter(|p| p.gemeente.als_str() == "0193").take(40) {
            for tekst in [persoon.bsn.als_str(), persoon.achternaam] {
                jeugdige::zoek(huis, &wie, Zoekvraag { tekst: tekst.to_owned(), na: None }).await.unwrap();
            }
        }
        assert!(dagmail::verstuur(huis, &bezorging).await.unwrap() > 0);
        let mut tekst = String::new();
        let mut bestanden = vec![map];
        while let Some(pad) = bestanden.pop() {
            if pad.is_dir() {
                bestanden.extend(std::fs::read_dir(&pad).unwrap().map(|d| d.unwrap().path()));
            } else {
                tekst.push_str(&pad.to_string_lossy());
                tekst.push_str(&std::fs::read_to_string(&pad).unwrap());
            }
        }
        assert!(tekst.contains("houvast.test"), "er is mail");
        let mut lees = huis.opslag.lees(&huis.systeem()).await.unwrap();
        let mut na = None;
        loop {
            let blad = na.map_or(Bladzijde::eerste(500), |na| Bladzijde::na(na, 500));
            let lijst = lees.log(&LogVraag::default(), blad).await.unwrap();
            tekst.push_str(&format!("{:?}", lijst.rijen));
            na = lijst.volgende;
            if na.is_none() {
                break;
            }
        }
        assert!(tekst.contains("zoeken.zoeken"));
        for p in &keten.mensen {
            assert!(!tekst.contains(p.bsn.als_str()), "een BSN");
            // Short names occur within ordinary words.
            assert!(p.achternaam.len() < 7 || !tekst.contains(p.achternaam), "{}", p.achternaam);
        }
    }
}

//! Roles at work: noodtoegang, a blocked dossier, a secret address, a case brought in.

use crate::hulp::{Keten, soorten};
use houvast_dienst::beeld::{
    BeschermInvoer, Beslissing, NoodInvoer, NoodUitslag, WerkFilter, WerkPlek, WerkSoort, Zoekvraag,
};
use houvast_dienst::dagmail::{self, Bezorging, Weg};
use houvast_dienst::demo::mensen::Persoon;
use houvast_dienst::recht::Functie;
use houvast_dienst::{
    Aangemeld, DienstFout, account, bescherming, jeugdige, noodtoegang, verzoek, werkvoorraad,
};
use houvast_opslag::op_beide;
use jiff::civil::date;
use uuid::Uuid;

const REDEN: &str = "Crisismelding, de vaste consulent is er niet.";

async fn kind_van(keten: &Keten, wie: &Aangemeld, persoon: &Persoon) -> Vec<Uuid> {
    let vraag = Zoekvraag {
        tekst: persoon.bsn.als_str().to_owned(),
        na: None,
    };
    let gevonden = jeugdige::zoek(&keten.huis, wie, vraag).await.unwrap();
    gevonden.rijen.iter().map(|r| r.id).collect()
}

async fn bescherm(keten: &Keten, wie: &Aangemeld, kind: Uuid, geheim: bool, geblokkeerd: bool) {
    let versie = bescherming::toon(&keten.huis, wie, kind).await.unwrap().versie;
    let invoer = BeschermInvoer {
        versie,
        actie: "bescherm".into(),
        geheim,
        geblokkeerd,
        reden: REDEN.into(),
        ..BeschermInvoer::default()
    };
    bescherming::zet(&keten.huis, wie, kind, &invoer)
        .await
        .unwrap()
        .unwrap();
}

fn nood(persoon: &Persoon, reden: &str) -> NoodInvoer {
    NoodInvoer {
        bsn: persoon.bsn.als_str().to_owned(),
        geboren: persoon.geboren.to_string(),
        reden: reden.into(),
    }
}

op_beide! {
    async fn noodtoegang_opent_een_geblokkeerd_dossier_voor_een_uur_en_de_privacy_officer_ziet_het(proef: &Proef) {
        let keten = Keten::op(proef, "2026-11-23T10:00:00Z").await;
        let zwolle = keten.als("consulent.zwolle").await;
        let psycholoog = keten.als("gedragswetenschapper.zwolle").await;
        let persoon = keten.vrij("0193", 0).clone();
        let kind = kind_van(&keten, &zwolle, &persoon).await[0];
        assert_eq!(kind_van(&keten, &keten.als("manager.zwolle").await, &persoon).await, [kind]);
        bescherm(&keten, &zwolle, kind, false, true).await;
        // Who blocked it keeps it; for a colleague it no longer exists, also not in a search.
        // A named relation counts from the next request on.
        let zwolle = keten.als("consulent.zwolle").await;
        assert!(jeugdige::dossier(&keten.huis, &zwolle, kind, false, None).await.unwrap().geblokkeerd);
        assert!(kind_van(&keten, &psycholoog, &persoon).await.is_empty());
        let weg = jeugdige::dossier(&keten.huis, &psycholoog, kind, false, None).await;
        assert!(matches!(weg, Err(DienstFout::NietGevonden)));

        let velden = |u: NoodUitslag| match u {
            NoodUitslag::Fouten(fouten) => fouten.into_iter().map(|(veld, _)| veld).collect::<Vec<_>>(),
            NoodUitslag::Open(_) => Vec::new(),
        };
        let neem = async |wie: &Aangemeld, invoer: NoodInvoer| noodtoegang::neem(&keten.huis, wie, &invoer).await;
        assert_eq!(velden(neem(&psycholoog, nood(&persoon, "haast")).await.unwrap()), ["reden"]);
        let ander = NoodInvoer { geboren: "1-1-2001".into(), ..nood(&persoon, REDEN) };
        assert_eq!(velden(neem(&psycholoog, ander).await.unwrap()), ["bsn"]);
        let kampen = keten.als("consulent.kampen").await;
        assert_eq!(velden(neem(&kampen, nood(&persoon, REDEN)).await.unwrap()), ["bsn"]);
        let backoffice = keten.als("backoffice.zwolle").await;
        assert!(matches!(neem(&backoffice, nood(&persoon, REDEN)).await, Err(DienstFout::NietGevonden)));
        assert!(matches!(neem(&psycholoog, nood(&persoon, REDEN)).await.unwrap(), NoodUitslag::Open(id) if id == kind));
        // The right is in force from the next request on, and ends by itself.
        let nu = keten.als("gedragswetenschapper.zwolle").await;
        assert!(jeugdige::dossier(&keten.huis, &nu, kind, false, None).await.is_ok());

        let privacy = keten.als("privacy.zwolle").await;
        assert_eq!(account::kader(&keten.huis, &privacy).await.unwrap().werk, 1);
        let rijen = noodtoegang::lijst(&keten.huis, &privacy).await.unwrap();
        assert_eq!((rijen.len(), rijen[0].reden.as_str(), rijen[0].open), (1, REDEN, true));
        assert!(keten.log_van(kind).await.iter().any(|r| r.code == "noodtoegang.nemen"));
        noodtoegang::ga_na(&keten.huis, &privacy, rijen[0].id).await.unwrap();
        assert!(noodtoegang::ga_na(&keten.huis, &privacy, rijen[0].id).await.is_err());
        assert_eq!(account::kader(&keten.huis, &privacy).await.unwrap().werk, 0);
        keten.zet_klok("2026-11-23T11:00:10Z");
        let later = keten.als("gedragswetenschapper.zwolle").await;
        assert!(jeugdige::dossier(&keten.huis, &later, kind, false, None).await.is_err());
    }

    async fn de_dagmail_van_de_privacy_officer_telt_de_noodtoegang_om_na_te_gaan(proef: &Proef) {
        let keten = Keten::op(proef, "2026-11-20T10:00:00Z").await;
        let map = keten.postbus().parent().unwrap().join("mail");
        let bezorging = Bezorging { weg: Weg::Map(map.clone()), van: None, webadres: "https://houvast.voorbeeld.nl".to_owned() };
        let mails = || std::fs::read_dir(&map).into_iter().flatten().flatten().map(|b| b.path());
        let verstuur = async || dagmail::verstuur(&keten.huis, &bezorging).await.unwrap();
        let privacy = keten.zonder_sessie("privacy.zwolle").await;
        dagmail::zet(&keten.huis, &privacy, true, "fg@zwolle.example").await.unwrap().unwrap();
        assert_eq!(verstuur().await, 0, "zonder noodtoegang komt er geen mail");
        let zwolle = keten.als("consulent.zwolle").await;
        for nummer in 0..2 {
            let persoon = keten.vrij("0193", nummer).clone();
            let kind = kind_van(&keten, &zwolle, &persoon).await[0];
            bescherm(&keten, &zwolle, kind, false, true).await;
            let psycholoog = keten.als("gedragswetenschapper.zwolle").await;
            let uitslag = noodtoegang::neem(&keten.huis, &psycholoog, &nood(&persoon, REDEN)).await.unwrap();
            assert!(matches!(uitslag, NoodUitslag::Open(_)));
        }
        // Over a weekend: on Monday morning, both.
        keten.zet_klok("2026-11-23T06:30:00Z");
        assert_eq!(verstuur().await, 1);
        let mail = std::fs::read_to_string(mails().next().unwrap()).unwrap();
        for regel in [
            "To: fg@zwolle.example\r\n",
            "Subject: Houvast: 2 vandaag of te laat\r\n",
            "- vandaag of te laat: 2\r\n- deze week: 0\r\n- later: 0\r\n",
            "- Noodtoegang om na te gaan: 2\r\n",
        ] {
            assert!(mail.contains(regel), "{regel}: {mail}");
        }
        assert!(!mail.contains("9999"), "geen BSN");
        // One is looked at: the next morning one is left, and after that no mail.
        for (dag, over) in [("2026-11-24T06:30:00Z", 1), ("2026-11-25T06:30:00Z", 0)] {
            let privacy = keten.als("privacy.zwolle").await;
            let lijst = noodtoegang::lijst(&keten.huis, &privacy).await.unwrap();
            let open = lijst.iter().find(|r| r.open).unwrap();
            noodtoegang::ga_na(&keten.huis, &privacy, open.id).await.unwrap();
            keten.zet_klok(dag);
            assert_eq!(verstuur().await, over);
        }
        let tweede = mails().map(|p| std::fs::read_to_string(p).unwrap());
        assert!(tweede.filter(|m| m.contains("- Noodtoegang om na te gaan: 1\r\n")).count() == 1);
    }

    async fn een_expert_ziet_alleen_wat_bij_hem_is_ingebracht(proef: &Proef) {
        let keten = Keten::op(proef, "2026-11-23T10:00:00Z").await;
        let zwolle = keten.als("consulent.zwolle").await;
        let (een, ander) = (keten.vrij("0193", 0).clone(), keten.vrij("0193", 1).clone());
        let kind = kind_van(&keten, &zwolle, &een).await[0];
        let vreemd = kind_van(&keten, &zwolle, &ander).await[0];
        let beeld = bescherming::toon(&keten.huis, &zwolle, kind).await.unwrap();
        let expert = beeld.mensen.iter().find(|(_, naam)| naam.contains("expertteam")).unwrap().0;
        let mut invoer = BeschermInvoer {
            versie: beeld.versie,
            actie: "geef".into(),
            account: expert.to_string(),
            dagen: "367".into(),
            reden: REDEN.into(),
            ..BeschermInvoer::default()
        };
        let fouten = bescherming::zet(&keten.huis, &zwolle, kind, &invoer).await.unwrap().unwrap_err();
        assert_eq!(fouten.iter().map(|f| f.0).collect::<Vec<_>>(), ["dagen"]);
        invoer.dagen = "7".into();
        bescherming::zet(&keten.huis, &zwolle, kind, &invoer).await.unwrap().unwrap();
        let expert = keten.als("expert.ijsselland").await;
        let werk = werkvoorraad::toon(&keten.huis, &expert, WerkFilter::Alles, WerkPlek::default()).await.unwrap();
        assert_eq!(werk.rijen.iter().map(|r| (r.soort, r.id)).collect::<Vec<_>>(), [(WerkSoort::Dossier, kind)]);
        let dossier = jeugdige::dossier(&keten.huis, &expert, kind, true, None).await.unwrap();
        assert!(!dossier.bsn_heel);
        assert!(dossier.gegevens.iter().any(|r| r.waarde == "niet zichtbaar voor uw rol"));
        assert!(jeugdige::dossier(&keten.huis, &expert, vreemd, false, None).await.is_err());
    }

    async fn een_geheim_adres_staat_niet_op_het_scherm_en_niets_gaat_vanzelf_uit(proef: &Proef) {
        let keten = Keten::op(proef, "2026-11-23T10:00:00Z").await;
        let zwolle = keten.als("consulent.zwolle").await;
        let persoon = keten.vrij("0193", 0).clone();
        let kind = kind_van(&keten, &zwolle, &persoon).await[0];
        bescherm(&keten, &zwolle, kind, true, false).await;
        let adres = |d: &houvast_dienst::beeld::Dossier| d.gegevens.iter().find(|r| r.naam == "Adres").unwrap().waarde.clone();
        let dossier = jeugdige::dossier(&keten.huis, &zwolle, kind, false, None).await.unwrap();
        assert!(dossier.geheim && adres(&dossier).starts_with("geheim"), "{}", adres(&dossier));
        let open = jeugdige::dossier_met_adres(&keten.huis, &zwolle, kind).await.unwrap();
        assert!(!open.geheim && adres(&open).contains(persoon.adres.straat));
        assert!(keten.log_van(kind).await.iter().any(|r| r.code == "adres.lezen"));
        // Nothing goes out by itself, also where a clear request otherwise would.
        let antwoorden = keten
            .vraag_aan(&keten.vraag(&persoon, "73990101", "GEHEIM1").met_budget(8_000, date(2026, 12, 1), date(2027, 11, 30)))
            .await;
        assert_eq!(soorten(&antwoorden), ["JW316"]);
        // A person grants: without a telephone number nothing leaves, with one the message tells no address.
        let mut lees = keten.huis.opslag.lees(zwolle.bereik()).await.unwrap();
        let verzoek = lees.verzoeken_van(kind).await.unwrap().remove(0);
        drop(lees);
        let ken_toe = async || {
            let versie = verzoek::toon(&keten.huis, &zwolle, verzoek.id).await.unwrap().versie;
            let wil = Beslissing::Toewijzen { reden: "De huisarts bevestigt het.".into() };
            verzoek::besluit(&keten.huis, &zwolle, verzoek.id, 1, versie, wil).await
        };
        let fout = ken_toe().await.unwrap_err().to_string();
        assert!(fout.contains("telefoonnummer"), "{fout}");
        let systeem = keten.huis.systeem();
        let mut rij = keten.huis.opslag.lees(&systeem).await.unwrap().jeugdige(kind).await.unwrap().unwrap();
        rij.telefoon = Some("0382345678".into());
        let mut tx = keten.huis.opslag.begin(&systeem).await.unwrap();
        assert!(tx.wijzig_jeugdige(&rij).await.unwrap());
        tx.commit().await.unwrap();
        ken_toe().await.unwrap();
        let uit = keten.stuur(&[]).await;
        let jw301 = uit.iter().map(|b| String::from_utf8_lossy(&b.bytes).into_owned()).find(|x| x.contains("jw301:Bericht")).unwrap();
        assert!(jw301.contains("0382345678"), "{jw301}");
        assert!(!jw301.contains(persoon.adres.straat) && !jw301.contains(&persoon.adres.postcode), "{jw301}");
    }

    async fn elke_rol_heeft_een_account_een_begin_en_niet_meer_dan_haar_taak(proef: &Proef) {
        let keten = Keten::vol(proef, "2026-11-23T10:00:00Z").await;
        for demo in houvast_dienst::demo::rekeningen::ACCOUNTS {
            let wie = keten.als(demo.gebruiker).await;
            assert_eq!(wie.functie().als_str(), demo.rol);
            let kader = account::kader(&keten.huis, &wie).await.unwrap();
            assert!(!kader.organisatie.is_empty(), "{}", demo.gebruiker);
        }
        let backoffice = keten.als("backoffice.zwolle").await;
        let werk = werkvoorraad::toon(&keten.huis, &backoffice, WerkFilter::Alles, WerkPlek::default()).await.unwrap();
        assert!(!werk.rijen.is_empty());
        assert!(werk.rijen.iter().all(|r| !matches!(r.soort, WerkSoort::Hulpvraag | WerkSoort::Verwijzing)));
        for rol in Functie::ALLE {
            let account = houvast_dienst::demo::rekeningen::ACCOUNTS.iter().any(|a| a.rol == rol.als_str());
            assert_eq!(account, !matches!(rol, Functie::Systeem | Functie::Geen), "{rol:?}");
        }
    }
}

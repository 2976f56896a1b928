//! The region: counts without persons, What if on what is stored, and the daily mail.

use crate::hulp::Keten;
use houvast_begrip::Centen;
use houvast_beslis::regioprofiel::{Kader, tekst_van};
use houvast_beslis::{Regioprofiel, Uitkomst};
use houvast_dienst::beeld::{DagmailFout, Telling, WatAlsVraag};
use houvast_dienst::dagmail::{self, Bezorging, Weg};
use houvast_dienst::{DienstFout, Werker, sturing};
use houvast_opslag::op_beide;
use jiff::civil::date;

/// `ijsselland` with standaardbudget 5 and the limit of the huisarts at € 9.000 instead of € 8.000, from 2027.
fn concept() -> String {
    let (_, tekst) = tekst_van("ijsselland", date(2024, 1, 8)).unwrap();
    let nieuw = tekst
        .replacen("geldig_vanaf = 2024-01-08", "geldig_vanaf = 2027-01-01", 1)
        .replacen(
            "grens_zonder_instemming = 8_000",
            "grens_zonder_instemming = 9_000",
            1,
        )
        .replacen("bedrag = 8_000", "bedrag = 9_000", 1);
    assert_ne!(nieuw, tekst);
    nieuw
}

fn vraag(oud: &str, nieuw: &str, concept: String) -> WatAlsVraag {
    WatAlsVraag {
        periode: "12m".to_owned(),
        oud: oud.to_owned(),
        nieuw: nieuw.to_owned(),
        concept,
    }
}

op_beide! {
    async fn de_regio_ziet_aantallen_en_niemand_anders_ziet_ze(proef: &Proef) {
        let keten = Keten::vol(proef, "2026-11-23T10:00:00Z").await;
        let regio = keten.zonder_sessie("regio.ijsselland").await;
        let beeld = sturing::toon(&keten.huis, &regio, "12m").await.unwrap();
        assert_eq!(beeld.gemeenten.len(), keten.huis.gemeenten().len(), "elke gemeente staat er, ook zonder verzoeken");
        assert!(matches!(beeld.totaal.verzoeken, Telling::Aantal(n) if n > 50), "{:?}", beeld.totaal);
        assert!(matches!(beeld.totaal.standaard, Telling::Aantal(n) if n > 20), "{:?}", beeld.totaal);
        assert!(!beeld.routes.is_empty() && !beeld.artikel.is_empty());
        let getallen = |g: &houvast_dienst::beeld::GemeenteRij| {
            [g.verzoeken, g.open, g.te_laat, g.toegewezen, g.afgewezen, g.standaard, g.offerte, g.ander]
        };
        for rij in beeld.gemeenten.iter().chain([&beeld.totaal]) {
            for cel in getallen(rij) {
                assert!(!matches!(cel, Telling::Aantal(1..=4)), "{rij:?}");
            }
        }
        let eerder = sturing::toon(&keten.huis, &regio, "2020").await.unwrap();
        assert_eq!(eerder.periode.sleutel, "12m", "een periode die er niet is");
        let werk = sturing::werk(&keten.huis, &regio).await.unwrap();
        assert!(!werk.rijen.is_empty());
        // What is shown holds no name of a child of the demo.
        let alles = format!("{beeld:?}{werk:?}");
        for kind in keten.mensen.iter().filter(|p| p.achternaam.len() > 6) {
            assert!(!alles.contains(kind.achternaam), "{}", kind.achternaam);
            assert!(!alles.contains(kind.bsn.als_str()));
        }
        for ander in ["consulent.zwolle", "aanbieder.lindeboog", "huisarts.zwolle"] {
            let wie = keten.zonder_sessie(ander).await;
            assert!(matches!(sturing::toon(&keten.huis, &wie, "").await, Err(DienstFout::NietGevonden)), "{ander}");
            assert!(matches!(sturing::werk(&keten.huis, &wie).await, Err(DienstFout::NietGevonden)), "{ander}");
            let watals = sturing::wat_als(&keten.huis, &wie, WatAlsVraag::default()).await;
            assert!(matches!(watals, Err(DienstFout::NietGevonden)), "{ander}");
        }
    }

    async fn wat_als_speelt_elk_besluit_een_keer_en_verandert_niets(proef: &Proef) {
        let keten = Keten::vol(proef, "2026-11-23T10:00:00Z").await;
        let oud = Kader::kaal(keten.huis.profiel(date(2026, 11, 23)).unwrap().clone());
        let nieuw = Kader::kaal(Regioprofiel::lees(&concept(), "concept").unwrap());
        let altijd = (date(1900, 1, 1), date(9999, 12, 31));
        let voor = keten.huis.opslag.aantal_vragen();
        let mut gezien = Vec::new();
        let gespeeld = sturing::simulatie(&keten.huis, altijd, &oud, &nieuw, |rij, v| {
            assert_eq!(v.kenmerk, sturing::kenmerk(&rij.houder, rij.id));
            gezien.push((rij.id, v));
        })
        .await
        .unwrap();
        let vragen = keten.huis.opslag.aantal_vragen() - voor;
        let s = &gespeeld.simulatie;
        assert!(s.gevallen > 50 && gespeeld.onleesbaar == 0, "{s:?}");
        assert_eq!(usize::try_from(s.gevallen).unwrap(), gezien.len());
        assert!(vragen <= 2 * 11 + s.gevallen / 500, "bladzijden, geen vraag per besluit: {vragen}");
        let uniek: std::collections::BTreeSet<_> = gezien.iter().map(|(id, _)| *id).collect();
        assert_eq!(uniek.len(), gezien.len());
        // The text of the decision itself gives the decision itself again.
        assert!(gezien.iter().any(|(_, v)| v.zelfde_als_toen == Some(true)));
        // The sum is the sum of the cases.
        let som: i64 = gezien.iter().map(|(_, v)| v.verschil.0).sum();
        assert_eq!(s.verschil(), Centen(som));
        assert!(s.gewijzigd > 0, "een hoger standaardbudget verandert iets");
        // The same text twice changes nothing.
        let niets = sturing::simulatie(&keten.huis, altijd, &oud, &oud, |_, v| {
            assert!(!v.gewijzigd() && v.gronden.is_empty());
        })
        .await
        .unwrap();
        assert_eq!((niets.simulatie.gewijzigd, niets.simulatie.verschil()), (0, Centen(0)));
        // Only the period that was asked.
        let een_dag = gezien[0].1.besluitdatum;
        let op_die_dag = gezien.iter().filter(|(_, v)| v.besluitdatum == een_dag).count();
        let dag = sturing::simulatie(&keten.huis, (een_dag, een_dag), &oud, &nieuw, |_, _| {}).await.unwrap();
        assert_eq!(usize::try_from(dag.simulatie.gevallen).unwrap(), op_die_dag);
    }

    async fn de_bladzijde_wat_als_telt_toont_en_zegt_wat_er_mis_is(proef: &Proef) {
        let keten = Keten::vol(proef, "2026-11-23T10:00:00Z").await;
        let regio = keten.zonder_sessie("regio.ijsselland").await;
        let speel = async |v| sturing::wat_als(&keten.huis, &regio, v).await.unwrap();
        let leeg = speel(WatAlsVraag::default()).await;
        assert!(leeg.uitslag.is_none() && leeg.fouten.is_empty());
        assert_eq!(leeg.versies.len(), 2);
        let u = speel(vraag("2024-01-08", "", concept())).await.uitslag.unwrap();
        assert!(u.gevallen > 0 && u.gewijzigd > 0 && !u.zaken.is_empty());
        assert!(u.tekstverschillen.iter().any(|t| t.contains("9.000")), "{:?}", u.tekstverschillen);
        assert_eq!(u.overgangen.iter().map(|o| o.gewijzigd).sum::<u64>(), u.gewijzigd);
        assert!(u.onderwerpen.iter().all(|o| o.aantal <= u.gewijzigd));
        assert!(u.onderwerpen.iter().any(|o| o.naam == "budget" && o.artikelen.contains("RTP")));
        for z in &u.zaken {
            let (code, nummer) = z.kenmerk.split_once('-').unwrap();
            assert!(code.len() == 4 && nummer.len() == 8, "{}", z.kenmerk);
        }
        let tekst = format!("{u:?}");
        for kind in keten.mensen.iter().filter(|p| p.achternaam.len() > 6) {
            assert!(!tekst.contains(kind.achternaam), "{}", kind.achternaam);
        }
        let fout = async |v| speel(v).await.fouten.into_iter().map(|(veld, _)| veld).collect::<Vec<_>>();
        assert_eq!(fout(vraag("2024-01-08", "", String::new())).await, ["nieuw"]);
        assert_eq!(fout(vraag("2024-01-08", "2024-01-08", String::new())).await, ["nieuw"], "twee keer dezelfde");
        assert_eq!(fout(vraag("1999-01-01", "2024-01-08", String::new())).await, ["oud"]);
        assert!(fout(vraag("2024-01-08", "", "geen = profiel".to_owned())).await.iter().all(|v| *v == "concept"));
        let (naam, profiel) = sturing::profieltekst(&keten.huis, &regio).unwrap();
        assert!(naam.contains("2024") && Regioprofiel::lees(&profiel, "nu").is_ok());
        assert_eq!(Uitkomst::Toewijzen.label(), "Toewijzen");
    }

    async fn de_dagmail_komt_een_keer_per_werkdag_en_noemt_niemand(proef: &Proef) {
        let keten = Keten::vol(proef, "2026-11-23T05:30:00Z").await;
        let map = keten.postbus().parent().unwrap().join("mail");
        let bezorging = Bezorging { weg: Weg::Map(map.clone()), van: None, webadres: "https://houvast.voorbeeld.nl".to_owned() };
        let mails = || -> Vec<String> {
            let mut uit: Vec<_> = std::fs::read_dir(&map).into_iter().flatten().flatten().map(|b| b.path()).collect();
            uit.sort();
            uit.iter().map(|p| std::fs::read_to_string(p).unwrap()).collect()
        };
        let verstuur = async || dagmail::verstuur(&keten.huis, &bezorging).await.unwrap();
        let zwolle = keten.zonder_sessie("consulent.zwolle").await;
        assert!(!dagmail::toon(&keten.huis, &zwolle).await.unwrap().aan, "niemand krijgt mail zonder het te vragen");
        for (wie, adres) in [
            ("consulent.zwolle", "s.terpstra@zwolle.example"),
            ("aanbieder.lindeboog", "administratie@lindeboog.example"),
            ("regio.ijsselland", "p.wigger@ijsselland.example"),
        ] {
            let wie = keten.zonder_sessie(wie).await;
            assert_eq!(dagmail::zet(&keten.huis, &wie, true, "").await.unwrap(), Err(DagmailFout::Leeg));
            assert_eq!(dagmail::zet(&keten.huis, &wie, true, "geen adres").await.unwrap(), Err(DagmailFout::GeenAdres));
            assert_eq!(dagmail::zet(&keten.huis, &wie, true, &format!(" {adres} ")).await.unwrap(), Ok(()));
            assert_eq!(dagmail::toon(&keten.huis, &wie).await.unwrap().adres, adres);
        }
        keten.zet_klok("2026-11-23T05:59:00Z");
        assert_eq!(verstuur().await, 0, "het is nog geen zeven uur in Nederland");
        keten.zet_klok("2026-11-23T06:00:00Z");
        assert_eq!(verstuur().await, 3);
        assert_eq!(verstuur().await, 0, "een keer per dag");
        let eerste = mails();
        assert_eq!(eerste.len(), 3);
        assert!(eerste.iter().any(|m| m.contains("To: s.terpstra@zwolle.example\r\n") && m.contains("- Verzoek om toewijzing: ")));
        for mail in &eerste {
            assert!(mail.contains("https://houvast.voorbeeld.nl/werkvoorraad"));
            assert!(!mail.contains("9999"), "geen BSN");
            for kind in keten.mensen.iter().filter(|p| p.achternaam.len() > 6) {
                assert!(!mail.contains(kind.achternaam), "{}", kind.achternaam);
            }
        }
        keten.zet_klok("2026-11-28T09:00:00Z");
        assert_eq!(verstuur().await, 0, "zaterdag");
        // Off for a week: on Monday one mail each, not five.
        keten.zet_klok("2026-11-30T09:00:00Z");
        assert_eq!(dagmail::zet(&keten.huis, &zwolle, false, "s.terpstra@zwolle.example").await.unwrap(), Ok(()));
        assert_eq!(dagmail::toon(&keten.huis, &zwolle).await.unwrap().adres, "", "uit is ook het adres weg");
        assert_eq!(verstuur().await, 2);
        assert_eq!(mails().len(), 5);
    }

    async fn na_de_eerste_beurt_staan_de_signalen_van_de_demo_klaar(proef: &Proef) {
        let keten = Keten::vol(proef, "2026-11-23T10:00:00Z").await;
        let mut werker: Werker = keten.werker();
        werker.beurt_nu().await.unwrap();
        let mut lees = keten.huis.opslag.lees(&keten.huis.systeem()).await.unwrap();
        assert!(lees.gemeente_met_signaalwerk().await.unwrap().is_none());
        let vraag = houvast_opslag::SignaalVraag::van(
            date(2026, 11, 23),
            [houvast_opslag::SignaalSoort::EindeNadert, houvast_opslag::SignaalSoort::Evaluatie],
        );
        let soorten = lees.soorttelling(&vraag).await.unwrap();
        assert!(soorten.iter().map(|s| s.aantal).sum::<i64>() > 0, "{soorten:?}");
    }
}

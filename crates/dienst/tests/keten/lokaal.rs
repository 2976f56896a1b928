//! a gemeente decides by the protocol with its own agreements in it, another by the protocol alone.

use crate::hulp::{Keten, alle_codes, een, retourcodes, soorten, toewijzing};
use houvast_beslis::regioprofiel::{Kader, stapel, tekst_van, teksten_van};
use houvast_dienst::beeld::WatAlsVraag;
use houvast_dienst::demo;
use houvast_dienst::demo::melding::{self, Envelop, Levering};
use houvast_dienst::{hulpvraag, sturing, verzoek};
use houvast_opslag::{Bladzijde, JeugdigeVraag, SignaalSoort, SignaalVraag, op_beide};
use jiff::civil::date;
use std::sync::Arc;
use uuid::Uuid;

const AFSPRAAK: &str = "lokale afspraak van Raalte: Zo doen we het in Raalte (verzonnen)";
const GEMEENTEN: [(&str, &str); 2] = [("0177", "consulent.raalte"), ("0193", "consulent.zwolle")];

/// The people of the demo with the agreements of its gemeente.
async fn met_lokaal(proef: &houvast_opslag::proef::Proef, moment: &str) -> Keten {
    let mut keten = Keten::op(proef, moment).await;
    let bestanden: Vec<(String, String)> = demo::LOKAAL
        .iter()
        .map(|(naam, tekst)| ((*naam).to_owned(), (*tekst).to_owned()))
        .collect();
    let lagen = stapel(&teksten_van("ijsselland"), &bestanden).unwrap();
    let eigen = lagen.into_iter().map(|l| l.profiel);
    keten.huis.profielen = Arc::new(keten.huis.profielen.iter().cloned().chain(eigen).collect());
    keten
}

async fn kind(keten: &Keten, gemeente: &str) -> Uuid {
    let vraag = JeugdigeVraag {
        bsn: Some(keten.vrij(gemeente, 0).bsn),
        ..JeugdigeVraag::default()
    };
    let mut lees = keten.huis.opslag.lees(&keten.huis.systeem()).await.unwrap();
    lees.zoek_jeugdigen(&vraag, Bladzijde::eerste(1))
        .await
        .unwrap()
        .rijen[0]
        .id
}

op_beide! {
    async fn r007_een_hulpvraag_in_raalte_bespreekt_ook_de_buurt_en_zegt_wie_dat_afsprak(proef: &Proef) {
        let keten = met_lokaal(proef, "2026-03-02T09:00:00Z").await;
        for (gemeente, gebruiker) in GEMEENTEN {
            let eigen = gemeente == "0177";
            let wie = keten.zonder_sessie(gebruiker).await;
            let id = hulpvraag::begin(&keten.huis, &wie, kind(&keten, gemeente).await).await.unwrap();
            let analyse = hulpvraag::stap(&keten.huis, &wie, id, 3).await.unwrap();
            let velden: Vec<&str> = analyse.groepen.iter().flat_map(|g| &g.velden).map(|v| v.naam.as_str()).collect();
            assert!(velden.contains(&"leef_school"), "{velden:?}");
            assert_eq!(velden.contains(&"leef_buurt"), eigen, "{gemeente}: {velden:?}");
            // What was typed there is kept, and the question whether the plan is complete counts it.
            let alles = [("leef_gezin", "x"), ("leef_vrienden", "x"), ("leef_school", "x"), ("leef_vrije_tijd", "x")];
            let alles = alles.map(|(v, w)| (v.to_owned(), w.to_owned()));
            let fouten = hulpvraag::bewaar(&keten.huis, &wie, id, 3, analyse.kop.versie, &alles).await.unwrap().fouten;
            assert_eq!(fouten, []);
            let mut gronden = Vec::new();
            for nummer in 3..=6 {
                let stap = hulpvraag::stap(&keten.huis, &wie, id, nummer).await.unwrap();
                gronden.extend(stap.vragen.into_iter().flat_map(|v| v.gronden));
            }
            let ontbreekt = gronden.iter().any(|g| g.uitleg.contains("buurt ontbreekt nog"));
            let noemt = gronden.iter().any(|g| g.artikelen.contains(AFSPRAAK));
            assert_eq!((ontbreekt, noemt), (eigen, eigen), "{gemeente}: {gronden:?}");
        }
    }

    async fn r007_een_besluit_zegt_onder_welke_tekst_het_genomen_is(proef: &Proef) {
        let keten = met_lokaal(proef, "2026-03-02T09:00:00Z").await;
        for (gemeente, gebruiker) in GEMEENTEN {
            let vraag = keten
                .vraag(keten.vrij(gemeente, 0), "73990101", &format!("LOK{gemeente}"))
                .met_budget(8_000, date(2026, 3, 10), date(2027, 3, 9));
            assert_eq!(retourcodes(&keten.vraag_aan(&vraag).await), [""; 0], "{gemeente}");
            let wie = keten.zonder_sessie(gebruiker).await;
            let mut lees = keten.huis.opslag.lees(wie.bereik()).await.unwrap();
            let rij = lees.verzoeken_van(kind(&keten, gemeente).await).await.unwrap().remove(0);
            drop(lees);
            let beeld = verzoek::toon(&keten.huis, &wie, rij.id).await.unwrap();
            let profiel = &beeld.aanvragen[0].voorstel.as_ref().unwrap().profiel;
            assert_eq!(profiel.ends_with(", met de lokale afspraken van Raalte"), gemeente == "0177", "{profiel}");
            assert!(profiel.starts_with("Protocol IJsselland, versie vanaf "), "{profiel}");
        }
    }

    async fn r007_wat_als_speelt_raalte_met_haar_eigen_afspraken(proef: &Proef) {
        let keten = met_lokaal(proef, "2026-03-02T09:00:00Z").await;
        for (gemeente, _) in GEMEENTEN {
            let vraag = keten
                .vraag(keten.vrij(gemeente, 0), "73990101", &format!("WA{gemeente}"))
                .met_budget(8_000, date(2026, 3, 10), date(2027, 3, 9));
            keten.vraag_aan(&vraag).await;
        }
        let regio = keten.zonder_sessie("regio.ijsselland").await;
        let (_, tekst) = tekst_van("ijsselland", date(2024, 1, 8)).unwrap();
        let concept = tekst.replacen("geldig_vanaf = 2024-01-08", "geldig_vanaf = 2027-01-01", 1);
        let speel = async |concept: String| {
            let vraag = WatAlsVraag { periode: "12m".into(), oud: "2024-01-08".into(), nieuw: String::new(), concept };
            sturing::wat_als(&keten.huis, &regio, vraag).await.unwrap()
        };
        let u = speel(concept).await.uitslag.unwrap();
        assert_eq!((u.gevallen, u.anders_dan_toen, u.gewijzigd), (2, 0, 0));
        assert_eq!((u.lokaal.as_str(), u.past_niet.as_slice()), ("Raalte", &[][..]));
        // The decision of Raalte is the decision of its own text, and gives itself again.
        let afspraken: Vec<_> = keten.huis.profielen.iter().filter_map(|p| p.lokaal.clone()).collect();
        let nu = keten.huis.profiel(keten.vandaag()).unwrap().clone();
        let altijd = (date(1900, 1, 1), date(9999, 12, 31));
        for (kader, verwacht) in [
            (Kader::met(nu.clone(), tekst, &afspraken), [Some(true), Some(true)]),
            (Kader::kaal(nu.clone()), [None, Some(true)]),
        ] {
            let mut gezien = Vec::new();
            sturing::simulatie(&keten.huis, altijd, &kader, &kader, |rij, v| {
                gezien.push((rij.houder.als_str().to_owned(), v.zelfde_als_toen));
            })
            .await
            .unwrap();
            gezien.sort();
            assert_eq!(gezien.iter().map(|(_, z)| *z).collect::<Vec<_>>(), verwacht, "{gezien:?}");
        }
    }

    async fn r007_raalte_hoort_zes_weken_vooraf_van_een_evaluatie_en_zwolle_vier(proef: &Proef) {
        let keten = met_lokaal(proef, "2026-03-02T09:00:00Z").await;
        let begin = date(2026, 3, 10);
        let mut nummers = Vec::new();
        for (gemeente, _) in GEMEENTEN {
            let vraag = keten
                .vraag(keten.vrij(gemeente, 0), "73990101", &format!("EV{gemeente}"))
                .met_budget(8_000, begin, date(2027, 3, 9));
            let antwoorden = keten.vraag_aan(&vraag).await;
            assert_eq!(soorten(&antwoorden), ["JW301", "JW316"], "{gemeente}: {:?}", retourcodes(&antwoorden));
            nummers.push(toewijzing(&antwoorden).client.toegewezen_producten.toegewezen_product[0].toewijzing_nummer);
        }
        keten.zet_klok("2026-03-11T09:00:00Z");
        for ((gemeente, _), nummer) in GEMEENTEN.into_iter().zip(nummers) {
            let identificatie = format!("ST{gemeente}");
            let van = Envelop { afzender: "73990101", ontvanger: gemeente, identificatie: &identificatie, dagtekening: keten.vandaag() };
            let start = Levering { toewijzing: Some(nummer), ingangsdatum: Some(begin), product: Some(("45", None)), begin, stop: None, verwijderen: false };
            let xml = houvast_ijw::schrijf(&melding::start(&van, keten.vrij(gemeente, 0), &[start]).unwrap());
            let antwoorden = keten.stuur(&[(&format!("{identificatie}.xml"), &xml)]).await;
            assert_eq!(alle_codes(een(&antwoorden, "JW306")), [""; 0], "{gemeente}");
        }
        // Six months after the start is 10 September: six weeks before it 30 July, four weeks 13 August.
        for (moment, verwacht) in [
            ("2026-07-29T09:00:00Z", vec![]),
            ("2026-07-30T09:00:00Z", vec!["0177"]),
            ("2026-08-12T09:00:00Z", vec!["0177"]),
            ("2026-08-13T09:00:00Z", vec!["0177", "0193"]),
        ] {
            keten.zet_klok(moment);
            keten.werker().beurt_nu().await.unwrap();
            let vraag = SignaalVraag::van(keten.vandaag(), [SignaalSoort::Evaluatie]);
            let mut lees = keten.huis.opslag.lees(&keten.huis.systeem()).await.unwrap();
            let mut wie: Vec<String> = lees.soorttelling(&vraag).await.unwrap().iter().map(|r| r.houder.als_str().to_owned()).collect();
            wie.sort();
            assert_eq!(wie, verwacht, "{moment}");
        }
    }
}

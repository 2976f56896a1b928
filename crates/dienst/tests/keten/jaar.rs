//! A year played day by day: which signals somebody sees, when, and that none comes twice (R-103, R-104, R-110, R-134, V-16).

use crate::hulp::{Keten, toewijzing};
use houvast_dienst::beeld::{SignaalFout, SignaalKan, WerkFilter, WerkPlek, WerkRij};
use houvast_dienst::demo::melding::{self, Envelop, Levering, Regel};
use houvast_dienst::demo::mensen::Persoon;
use houvast_dienst::{Aangemeld, DienstFout, Werker, signaal, werkvoorraad};
use houvast_opslag::op_beide;
use jiff::ToSpan;
use jiff::civil::{Date, date};
use std::collections::BTreeMap;

const AGB: &str = "73990101";
const BEGIN: Date = date(2026, 3, 2);
const EIND: Date = date(2027, 3, 1);
const VOORUIT: [&str; 4] = [
    "Het budget raakt op",
    "De toewijzing loopt af",
    "Kijk of de hulp aanslaat",
    "Tijd voor een evaluatie",
];

/// € 3.000 from 2 March 2026 to 1 March 2027, and its ToewijzingNummer.
async fn met_hulp(keten: &Keten, identificatie: &str) -> (Persoon, u32) {
    let kind = keten.vrij("0193", 0).clone();
    let vraag = keten
        .vraag(&kind, AGB, identificatie)
        .met_budget(3_000, BEGIN, EIND);
    let jw301 = toewijzing(&keten.vraag_aan(&vraag).await);
    let nummer = jw301.client.toegewezen_producten.toegewezen_product[0].toewijzing_nummer;
    (kind, nummer)
}

fn start(keten: &Keten, kind: &Persoon, nummer: u32) -> Vec<u8> {
    let van = Envelop {
        afzender: AGB,
        ontvanger: "0193",
        identificatie: "START",
        dagtekening: keten.vandaag(),
    };
    let levering = Levering {
        toewijzing: Some(nummer),
        ingangsdatum: Some(BEGIN),
        product: Some(("45", None)),
        begin: BEGIN,
        stop: None,
        verwijderen: false,
    };
    houvast_ijw::schrijf(&melding::start(&van, kind, &[levering]).unwrap())
}

/// One line of `minuten` at € 2,00.
fn declaratie(
    keten: &Keten,
    kind: &Persoon,
    toewijzing: u32,
    naam: &str,
    periode: (Date, Date),
    minuten: u32,
) -> Vec<u8> {
    let van = Envelop {
        afzender: AGB,
        ontvanger: "0193",
        identificatie: naam,
        dagtekening: keten.vandaag(),
    };
    let regel = Regel {
        bsn: kind.bsn.als_str().to_owned(),
        referentie: naam.to_owned(),
        credit_op: None,
        toewijzing,
        product: ("45", "45A48"),
        periode,
        volume: minuten,
        eenheid: "01",
        tarief: 200,
    };
    houvast_ijw::schrijf(&melding::declaratie(&van, naam, periode.0.first_of_month(), &[regel]).unwrap())
}

/// The signals ahead of time that this person sees today.
async fn ziet(keten: &Keten, wie: &Aangemeld) -> Vec<WerkRij> {
    let werk = werkvoorraad::toon(&keten.huis, wie, WerkFilter::Signalen, WerkPlek::default())
        .await
        .unwrap();
    werk.rijen
        .into_iter()
        .filter(|r| VOORUIT.contains(&r.wat.as_str()))
        .collect()
}

fn op(keten: &Keten, dag: Date) {
    keten.zet_klok(&format!("{dag}T08:00:00Z"));
}

async fn lever_in(keten: &Keten, werker: &mut Werker, naam: &str, bytes: &[u8]) {
    std::fs::write(keten.postbus().join("in").join(naam), bytes).unwrap();
    // Two looks to take a file.
    for _ in 0..2 {
        werker.beurt_nu().await.unwrap();
    }
}

op_beide! {
    async fn een_jaar_lang_komt_elk_signaal_op_zijn_dag_en_geen_enkel_twee_keer(proef: &Proef) {
        let keten = Keten::op(proef, "2026-02-24T09:00:00Z").await;
        let (kind, nummer) = met_hulp(&keten, "JAAR").await;
        let mut werker = keten.werker();
        let mut eerste: BTreeMap<(String, uuid::Uuid), Vec<(Date, Date)>> = BTreeMap::new();
        let mut dag = BEGIN;
        while dag <= date(2027, 2, 26) {
            op(&keten, dag);
            match dag {
                BEGIN => lever_in(&keten, &mut werker, "start.xml", &start(&keten, &kind, nummer)).await,
                // € 480 in 30 days: € 112 a week. Then € 600 in April: a bit faster.
                d if d == date(2026, 4, 1) => {
                    let xml = declaratie(&keten, &kind, nummer, "MRT", (BEGIN, date(2026, 3, 31)), 240);
                    lever_in(&keten, &mut werker, "mrt.xml", &xml).await;
                }
                d if d == date(2026, 5, 1) => {
                    let xml = declaratie(&keten, &kind, nummer, "APR", (date(2026, 4, 1), date(2026, 4, 30)), 300);
                    lever_in(&keten, &mut werker, "apr.xml", &xml).await;
                }
                d if d == date(2026, 7, 1) => {
                    let xml = declaratie(&keten, &kind, nummer, "MEI", (date(2026, 5, 1), date(2026, 5, 31)), 300);
                    lever_in(&keten, &mut werker, "mei.xml", &xml).await;
                }
                _ => { werker.beurt_nu().await.unwrap(); }
            }
            let wie = keten.zonder_sessie("consulent.zwolle").await;
            for rij in ziet(&keten, &wie).await {
                let dagen = eerste.entry((rij.wat.clone(), rij.id)).or_default();
                match dagen.last_mut() {
                    Some((_, laatste)) if laatste.tomorrow().unwrap() == dag => *laatste = dag,
                    _ => dagen.push((dag, dag)),
                }
            }
            if dag == date(2026, 6, 22) {
                let rij = ziet(&keten, &wie).await.into_iter().find(|r| r.wat == VOORUIT[0]).unwrap();
                let beeld = signaal::toon(&keten.huis, &wie, rij.id).await.unwrap();
                assert_eq!(beeld.kan, SignaalKan::Afdoen);
                let grond = &beeld.gronden[0];
                assert!(grond.uitleg.contains("13 augustus 2026") && grond.som.is_some(), "{grond:?}");
                assert!(!grond.artikelen.is_empty());
                assert_eq!(beeld.termijn.unwrap().werkdagen, -2, "donderdag 18 juni was de laatste dag");
                signaal::doe_af(&keten.huis, &wie, rij.id, beeld.versie, "Wijziging is aangevraagd").await.unwrap().unwrap();
            }
            if dag == date(2026, 8, 21) {
                let rij = ziet(&keten, &wie).await.into_iter().find(|r| r.wat == VOORUIT[3]).unwrap();
                let beeld = signaal::toon(&keten.huis, &wie, rij.id).await.unwrap();
                let gehouden = Some(date(2026, 8, 20));
                signaal::evaluatie_gehouden(&keten.huis, &wie, rij.id, beeld.versie, gehouden).await.unwrap().unwrap();
            }
            dag = dag.tomorrow().unwrap();
        }
        let dagen = |wat: &str| -> Vec<(Date, Date)> {
            eerste.iter().filter(|((w, _), _)| w == wat).flat_map(|(_, d)| d.clone()).collect()
        };
        // In time: 2 September is six months after the start, four weeks before it shows; after it nobody can act.
        assert_eq!(dagen(VOORUIT[2]), [(date(2026, 8, 5), date(2026, 9, 2))]);
        // After March the forecast was 10 July; April made it 18 June. Settled on Monday, and May does not bring it back.
        assert_eq!(dagen(VOORUIT[0]), [(date(2026, 6, 18), date(2026, 6, 22))]);
        // Eight weeks before 1 March 2027.
        assert_eq!(dagen(VOORUIT[1]), [(date(2027, 1, 4), date(2027, 2, 26))]);
        // The second is counted from the first: 20 February 2027, four weeks before it.
        assert_eq!(dagen(VOORUIT[3]), [(date(2026, 8, 5), date(2026, 8, 21)), (date(2027, 1, 23), date(2027, 2, 26))]);
    }

    async fn een_programma_dat_weken_stil_stond_haalt_in_en_toont_hoe_laat_het_is(proef: &Proef) {
        let keten = Keten::op(proef, "2026-02-24T09:00:00Z").await;
        let (kind, nummer) = met_hulp(&keten, "STIL").await;
        op(&keten, BEGIN);
        let mut werker = keten.werker();
        lever_in(&keten, &mut werker, "start.xml", &start(&keten, &kind, nummer)).await;
        op(&keten, date(2026, 5, 1));
        for (plek, (naam, periode, minuten)) in [
            ("MRT", (BEGIN, date(2026, 3, 31)), 240),
            ("APR", (date(2026, 4, 1), date(2026, 4, 30)), 300),
        ].into_iter().enumerate() {
            // They lie in the postbus while the program does not run.
            let xml = declaratie(&keten, &kind, nummer, naam, periode, minuten);
            std::fs::write(keten.postbus().join("in").join(format!("{plek}-{naam}.xml")), xml).unwrap();
        }
        drop(werker);
        op(&keten, date(2026, 9, 7));
        let mut werker = keten.werker();
        for _ in 0..3 {
            werker.beurt_nu().await.unwrap();
        }
        let wie = keten.zonder_sessie("consulent.zwolle").await;
        let rijen = ziet(&keten, &wie).await;
        let laat: BTreeMap<&str, (Date, i32)> =
            rijen.iter().map(|r| (r.wat.as_str(), (r.sinds, r.termijn.unwrap().werkdagen))).collect();
        assert_eq!(laat[VOORUIT[0]].0, date(2026, 6, 18), "vanaf de dag waarop het had moeten staan");
        assert!(laat[VOORUIT[0]].1 < -50, "{laat:?}");
        assert_eq!(laat[VOORUIT[3]], (date(2026, 8, 5), -3), "de evaluatie was uiterlijk woensdag 2 september");
        assert!(!laat.contains_key(VOORUIT[2]), "de zes maanden zijn voorbij: niemand kan er nog iets mee");
        assert_eq!(laat.len(), 2);
        // Nothing changed since: working it out again changes no row.
        let versies = async || {
            let mut lees = keten.huis.opslag.lees(&keten.huis.systeem()).await.unwrap();
            let mut uit = Vec::new();
            for rij in &rijen {
                uit.push(lees.signaal(rij.id).await.unwrap().unwrap());
            }
            uit
        };
        let voor = versies().await;
        assert!(!signaal::dag(&keten.huis).await.unwrap(), "vandaag is al gedaan");
        op(&keten, date(2026, 9, 8));
        assert!(signaal::dag(&keten.huis).await.unwrap());
        assert_eq!(versies().await, voor);
    }

    async fn een_signaal_is_van_de_gemeente_en_de_aanbieder_en_van_niemand_anders(proef: &Proef) {
        let keten = Keten::op(proef, "2026-02-24T09:00:00Z").await;
        let (kind, nummer) = met_hulp(&keten, "WIE").await;
        op(&keten, BEGIN);
        let mut werker = keten.werker();
        lever_in(&keten, &mut werker, "start.xml", &start(&keten, &kind, nummer)).await;
        op(&keten, date(2026, 8, 10));
        werker.beurt_nu().await.unwrap();
        let consulent = keten.zonder_sessie("consulent.zwolle").await;
        let eigen = keten.zonder_sessie("aanbieder.lindeboog").await;
        let rijen = ziet(&keten, &consulent).await;
        assert_eq!(rijen.len(), 2);
        assert_eq!(ziet(&keten, &eigen).await.len(), 2, "dezelfde twee");
        let id = rijen.iter().find(|r| r.wat == VOORUIT[2]).unwrap().id;
        for vreemd in ["consulent.kampen", "aanbieder.zilverpad", "huisarts.zwolle", "regio.ijsselland"] {
            let wie = keten.zonder_sessie(vreemd).await;
            assert!(matches!(signaal::toon(&keten.huis, &wie, id).await, Err(DienstFout::NietGevonden)), "{vreemd}");
            let weg = signaal::doe_af(&keten.huis, &wie, id, 1, "van mij").await;
            assert!(matches!(weg, Err(DienstFout::NietGevonden)), "{vreemd}");
        }
        let beeld = signaal::toon(&keten.huis, &eigen, id).await.unwrap();
        let fout = async |reden: &str, versie| signaal::doe_af(&keten.huis, &eigen, id, versie, reden).await;
        assert_eq!(fout("   ", beeld.versie).await.unwrap(), Err(SignaalFout::Leeg));
        assert_eq!(fout(&"x".repeat(501), beeld.versie).await.unwrap(), Err(SignaalFout::TeLang));
        assert!(matches!(fout("te laat", beeld.versie + 1).await, Err(DienstFout::Verouderd)));
        assert_eq!(fout(&"é".repeat(500), beeld.versie).await.unwrap(), Ok(()));
        assert!(matches!(fout("nog eens", beeld.versie + 1).await, Err(DienstFout::Verouderd)), "afgedaan is afgedaan");
        assert_eq!(ziet(&keten, &consulent).await.len(), 1, "voor allebei");
        let na = signaal::toon(&keten.huis, &consulent, id).await.unwrap();
        assert!(na.afgedaan.contains("ééé") && na.kan == SignaalKan::Niets);
        // An evaluation: a day that comes, a day before the help, no day.
        let evaluatie = ziet(&keten, &eigen).await[0].id;
        let versie = signaal::toon(&keten.huis, &eigen, evaluatie).await.unwrap().versie;
        let leg = async |dag| signaal::evaluatie_gehouden(&keten.huis, &eigen, evaluatie, versie, dag).await.unwrap();
        assert_eq!(leg(None).await, Err(SignaalFout::GeenDatum));
        assert_eq!(leg(Some(date(2026, 8, 11))).await, Err(SignaalFout::Toekomst));
        assert_eq!(leg(Some(BEGIN.checked_sub(1.day()).unwrap())).await, Err(SignaalFout::VoorBegin));
        assert_eq!(leg(Some(date(2026, 8, 10))).await, Ok(()));
        assert!(ziet(&keten, &eigen).await.is_empty());
    }
}

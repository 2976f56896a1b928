//! The list of questions, their schemas, and what holds for every answer.

use crate::gemeen::*;
use houvast_beslis::regioprofiel::regios;
use houvast_beslis::signaal;
use houvast_beslis::vragen::{VraagInfo, vragen, zoek};
use serde_json::{Value, json};
use std::collections::BTreeSet;

#[expect(clippy::unwrap_used, reason = "test support: a wrong case must stop the test")]
fn fouten(vraag: &str, feiten: Value) -> Vec<String> {
    zoek(vraag)
        .unwrap()
        .beoordeel(&feiten, ijsselland(DAG), DAG)
        .unwrap_err()
        .iter()
        .map(ToString::to_string)
        .collect()
}

#[test]
fn elke_vraag_heeft_een_eigen_naam_artikelen_eisen_en_schemas() {
    let namen: BTreeSet<&str> = vragen().iter().map(|v| v.id).collect();
    assert_eq!((namen.len(), vragen().len()), (24, 24));
    for v in vragen() {
        assert!(v.titel.ends_with('?'), "{}", v.id);
        assert!(!v.eisen.is_empty() && !v.velden.is_empty(), "{}", v.id);
        assert!(!v.artikelen(ijsselland(DAG)).is_empty(), "{}", v.id);
        for schema in [v.schema_feiten(), v.schema_uitkomst()] {
            assert_eq!(schema["type"], "object");
            assert_eq!(schema["additionalProperties"], false);
            assert!(!schema["properties"].as_object().unwrap().is_empty());
        }
    }
    assert!(zoek("weer").is_none());
}

/// an outcome without an article is no outcome. A rule that no region has would be dead.
#[test]
fn elke_bepaling_staat_in_een_profiel_en_hoort_bij_een_vraag_een_signaal_of_de_versie() {
    let in_vragen: BTreeSet<B> = vragen()
        .iter()
        .flat_map(|v| v.bepalingen.iter().copied())
        .collect();
    for bepaling in B::ALLE {
        let ergens = regios().any(|r| {
            let versies = houvast_beslis::ingebouwd(r);
            versies.iter().any(|p| !p.bepaling(*bepaling).is_empty())
        });
        assert!(ergens, "{} staat in geen profiel", bepaling.woord());
        assert!(
            in_vragen.contains(bepaling) || signaal::BEPALINGEN.contains(bepaling) || *bepaling == B::Versie,
            "{} hoort bij geen vraag",
            bepaling.woord()
        );
    }
}

/// Empty facts never give an outcome, in no region and no version; and nothing panics.
#[test]
fn zonder_feiten_is_er_nooit_een_akkoord() {
    for regio in regios() {
        for profiel in houvast_beslis::ingebouwd(regio) {
            for v in vragen() {
                let a = v.beoordeel(&json!({}), profiel, DAG).unwrap();
                assert!(
                    matches!(a.oordeel, Onvolledig | Voorleggen),
                    "{} in {regio}: {}",
                    v.id,
                    a.als_tekst()
                );
                assert_eq!(a.oordeel == Onvolledig, !a.ontbreekt.is_empty());
                assert_eq!(
                    a.oordeel == Onvolledig,
                    a.uitkomst.is_none() && !a.ontbreekt.is_empty()
                );
                assert_eq!(a.profiel, profiel.versie);
                assert_eq!(a.document, profiel.document);
            }
        }
    }
}

#[test]
fn een_fout_in_de_feiten_noemt_het_feit_en_wat_er_moet_staan() {
    assert_eq!(
        fouten(
            "budget",
            json!({ "raming": { "waarde": "veel", "bron": "buurman" }, "ramming": 1 })
        ),
        [
            "raming: verwacht als bron een van: bericht, dossier, aanbieder, consulent, aanname",
            "raming: verwacht een bedrag in hele eurocenten (1200000 is € 12.000,00)",
            "ramming: dit feit is onbekend; bekend zijn raming, uren, soort, afronding, offerte_gewenst, meer_aanbieders, resultaat_moeilijk, besluit_toegang, benaderde_aanbieders, vastgesteld_door, wlz_onderzocht, intensief_overleg, keuze_gemotiveerd, toegekend, variant, gespreksverslag",
        ]
    );
    assert_eq!(
        fouten("budget", json!([])),
        ["verwacht een JSON-object met feiten"]
    );
    assert_eq!(fouten("budget", json!({ "raming": 10.5 })).len(), 1);
    assert_eq!(fouten("budget", json!({ "raming": -1 })).len(), 1);
    assert_eq!(
        fouten("toetsing", json!({ "aangemeld": "10-04-2025" })),
        ["aangemeld: verwacht een datum als jjjj-mm-dd"]
    );
    assert_eq!(
        fouten("budget", json!({ "raming": { "waarde": 1, "brom": "dossier" } })),
        ["raming: \"brom\" hoort hier niet; bekend zijn waarde en bron"]
    );
}

/// A value alone is an assumption, and an assumption is not consent of the gemeente.
#[test]
fn een_waarde_zonder_bron_is_een_aanname() {
    let budget = zoek("budget").unwrap();
    let beoordeel = |feiten: Value| budget.beoordeel(&feiten, ijsselland(DAG), DAG).unwrap();
    let a = beoordeel(json!({ "raming": 305_000, "afronding": "beneden" }));
    assert_eq!(a.uitkomst.unwrap()["standaardbudget"], 4);
    let met_bron = json!({ "raming": 305_000, "afronding": { "waarde": "beneden", "bron": "consulent" } });
    assert_eq!(beoordeel(met_bron).uitkomst.unwrap()["standaardbudget"], 3);
    assert_eq!(beoordeel(json!({ "raming": null })).oordeel, Onvolledig);
}

/// the machine-readable answer carries everything that a person needs to follow it.
#[test]
fn r607_een_antwoord_noemt_artikel_versie_feiten_en_som() {
    let a = zoek("verwijzing")
        .unwrap()
        .beoordeel(
            &json!({
                "verwijzer": { "waarde": "huisarts", "bron": "bericht" },
                "gecontracteerd": { "waarde": true, "bron": "dossier" },
                "andere_verwijzing": { "waarde": false, "bron": "dossier" },
                "eerste_verwijzing": { "waarde": true, "bron": "dossier" },
                "raming": { "waarde": 800_001, "bron": "bericht" },
            }),
            ijsselland(DAG),
            DAG,
        )
        .unwrap();
    let json = serde_json::to_value(&a).unwrap();
    assert_eq!(json["oordeel"], "afwijzen");
    assert_eq!(json["profiel"]["geldig_vanaf"], "2024-01-08");
    assert_eq!(json["document"], "Regionaal Toegangsprotocol RSJ IJsselland");
    let grond = json["gronden"]
        .as_array()
        .unwrap()
        .iter()
        .find(|g| g["bepaling"] == "grens")
        .unwrap();
    assert_eq!(grond["artikelen"], json!(["RTP 2.4.2", "eis 72"]));
    assert_eq!(grond["feiten"][0]["waarde"], "€\u{a0}8.000,01");
    assert_eq!(grond["feiten"][0]["bron"], "uit het bericht");
    assert!(grond["som"].as_str().unwrap().contains('>'));
}

/// Reading back what was stored gives the same answer: facts are kept with their source.
#[test]
fn feiten_lezen_terug_zoals_ze_zijn_opgeslagen() {
    use houvast_beslis::vragen::budget::{Budget, BudgetFeiten};
    let f = BudgetFeiten {
        raming: Feit::aanbieder(euro(3_050, 0)),
        afronding: Feit::consulent(Afronding::Beneden),
        ..Default::default()
    };
    let direct = vraag::<Budget>(&f);
    let opgeslagen = serde_json::to_value(&f).unwrap();
    let terug = zoek("budget")
        .unwrap()
        .beoordeel(&opgeslagen, ijsselland(DAG), DAG)
        .unwrap();
    assert_eq!(terug.gronden, direct.gronden);
    assert_eq!(terug.uitkomst, serde_json::to_value(&direct.uitkomst).ok());
}

/// A version that is not yet valid gives no answer of its own.
#[test]
fn een_versie_van_later_wordt_voorgelegd() {
    use houvast_beslis::vragen::budget::{Budget, BudgetFeiten};
    let f = BudgetFeiten {
        raming: Feit::aanbieder(euro(1_000, 0)),
        ..Default::default()
    };
    let nieuw = ijsselland(date(2024, 1, 8));
    assert_eq!(stel::<Budget>(&f, nieuw, date(2024, 1, 7)).oordeel, Voorleggen);
    assert_eq!(stel::<Budget>(&f, nieuw, date(2024, 1, 8)).oordeel, Akkoord);
}

/// The bound between a question and its schema: an editor that follows the schema is not refused.
#[test]
fn elk_feit_van_een_vraag_staat_met_zijn_label_in_het_schema() {
    let check = |v: &VraagInfo| {
        let schema = v.schema_feiten();
        for veld in v.velden {
            assert_eq!(
                schema["properties"][veld.naam]["description"], veld.label,
                "{}",
                v.id
            );
        }
        let altijd: Vec<&str> = v.velden.iter().filter(|f| f.altijd).map(|f| f.naam).collect();
        assert_eq!(schema["required"], json!(altijd), "{}", v.id);
    };
    vragen().iter().for_each(check);
}

/// what a person reads names the document, the version and the day.
#[test]
fn de_tekst_van_een_antwoord_sluit_met_document_versie_en_dag() {
    use houvast_beslis::vragen::medicatie::{MedicatieFeiten, Medicatievraag};
    let f = MedicatieFeiten {
        alleen_medicatiecontrole: Feit::aanbieder(true),
        standaardbudget: Feit::bericht(3),
        ..Default::default()
    };
    insta::assert_snapshot!(vraag::<Medicatievraag>(&f).als_tekst(), @"
    Voorstel: afwijzen (beslist: de Toegang)
      Standaardbudgetten die hiervoor bedoeld zijn: 1; 2
      Gezinsplan gevraagd: nee
    ✗ Standaardbudget 3 valt buiten de afspraak: bij alleen medicatiecontrole is het 1 of 2. (RTP 5.3)
        De toewijzing is alleen voor medicatiecontrole: ja (vastgelegd door de aanbieder)
        Gevraagd standaardbudget: 3 (uit het bericht)
    ✓ Voor medicatiecontrole is geen gezinsplan nodig, ook niet als het naast andere hulp loopt. (RTP 5.3)
        Loopt naast een andere toewijzing: onbekend (niet vastgelegd)
    Regionaal Toegangsprotocol RSJ IJsselland, versie vanaf ma 8 januari 2024. Beoordeeld voor wo 14 mei 2025.
    ");
}

/// What a question says it answers stands as built in the coverage, and the other way round nothing is claimed for it.
#[test]
fn elke_eis_van_een_vraag_staat_als_gebouwd_in_de_dekking() {
    let dekking = include_str!("../../../../docs/dekking.csv");
    let gebouwd: BTreeSet<&str> = dekking
        .lines()
        .filter_map(|r| r.split_once(",gebouwd,"))
        .map(|(id, _)| id)
        .collect();
    for v in vragen() {
        for eis in v.eisen {
            assert!(gebouwd.contains(eis), "{}: {eis}", v.id);
        }
    }
}

/// Trajectbeschrijving 1; R-526: an answer from a draft says so, and stands.
#[test]
fn een_antwoord_uit_een_concept_zegt_dat_het_een_concept_is() {
    use houvast_beslis::vragen::soort::{Grondslag, SoortFeiten, Soortvraag, Vraagtype};
    let f = SoortFeiten {
        vraagtype: Feit::consulent(Vraagtype::Behandelvraag),
        grondslag: Feit::consulent(Grondslag::Hulpvraag),
        ..Default::default()
    };
    let a = elders::<Soortvraag>(&f);
    assert_eq!((a.oordeel, weging(&a, B::Versie)), (Akkoord, Weging::LetOp));
    assert!(vraag::<Soortvraag>(&f).grond(B::Versie).is_none());
}

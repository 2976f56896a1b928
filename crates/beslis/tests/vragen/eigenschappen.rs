//! What holds for every case: order of amounts, terms, replay, and that no JSON makes the questions stumble.

use crate::gemeen::*;
use houvast_beslis::vragen::budget::{Budget, BudgetFeiten};
use houvast_beslis::vragen::toetsing::{Toetsing, ToetsingFeiten};
use houvast_beslis::vragen::verwijzing::{Verwijzing, VerwijzingFeiten};
use houvast_beslis::vragen::vragen;
use houvast_beslis::vragen::wijziging::uitputting;
use houvast_beslis::{Onderwerp, Uitkomst, VerzoekFeiten, beoordeel, ingebouwd};
use jiff::ToSpan;
use proptest::prelude::*;
use serde_json::{Value, json};

fn budget(bedrag: i64) -> Antwoord<houvast_beslis::vragen::budget::BudgetUitkomst> {
    let f = BudgetFeiten {
        raming: Feit::aanbieder(Centen(bedrag)),
        ..Default::default()
    };
    vraag::<Budget>(&f)
}

fn verwijzing(bedrag: i64, contact: bool, instemming: Option<i64>, eerste: bool) -> VerwijzingFeiten {
    VerwijzingFeiten {
        verwijzer: Feit::bericht(Verwijzer::Huisarts),
        gecontracteerd: Feit::dossier(true),
        andere_verwijzing: Feit::dossier(false),
        eerste_verwijzing: Feit::dossier(eerste),
        raming: Feit::bericht(Centen(bedrag)),
        contact: if contact {
            Feit::consulent(DAG)
        } else {
            Feit::onbekend()
        },
        instemming: instemming.map_or(Feit::onbekend(), |b| Feit::consulent(Centen(b))),
        ..Default::default()
    }
}

/// How strict the question on the referral is about the amount.
fn strengheid(w: Weging) -> Uitkomst {
    match w {
        Weging::Voor | Weging::LetOp => Uitkomst::Toewijzen,
        Weging::Voorleggen => Uitkomst::Voorleggen,
        Weging::Tegen | Weging::Hard => Uitkomst::Afwijzen,
    }
}

fn json_waarde() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        "[a-z-]{0,12}".prop_map(Value::from),
        "\\d{4}-\\d{2}-\\d{2}".prop_map(Value::from),
        (0i16..=9999, 1i8..=12, 1i8..=28).prop_map(|(j, m, d)| json!(format!("{j:04}-{m:02}-{d:02}"))),
        Just(json!({ "begin": "2025-01-01", "eind": "2025-12-31" })),
        Just(json!(["0193"])),
        Just(json!("0193")),
        Just(json!("huisarts")),
        Just(json!("duurzaam")),
        Just(json!("zwaar")),
        Just(json!("wel-2")),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    /// never below the raming, and more raming never gives less budget.
    #[test]
    fn het_budget_ligt_nooit_onder_de_raming_en_daalt_nooit(a in 1i64..5_000_000, b in 1i64..5_000_000) {
        let (laag, hoog) = (a.min(b), a.max(b));
        let bedrag = |r| budget(r).uitkomst.and_then(|u| u.bedrag).unwrap_or_default();
        prop_assert!(bedrag(laag) >= Centen(laag));
        prop_assert!(bedrag(laag) <= bedrag(hoog));
    }

    /// More consent never makes a lawful case unlawful.
    #[test]
    fn meer_instemming_maakt_een_goede_zaak_nooit_slecht(r in 1i64..3_000_000, i in 0i64..3_000_000, meer in 0i64..3_000_000) {
        let oordeel = |tot| vraag::<Verwijzing>(&verwijzing(r, false, Some(tot), true)).oordeel;
        prop_assert!(oordeel(i + meer) <= oordeel(i));
    }

    /// The question and the decision on a message hold the same rule: two places may not drift apart.
    #[test]
    fn de_vraag_en_het_besluit_op_een_bericht_zijn_even_streng_over_het_bedrag(
        r in prop_oneof![1i64..3_000_000, 799_900i64..800_100, 499_900i64..530_000],
        contact: bool,
        instemming in prop::option::of(0i64..3_000_000),
        eerste: bool,
    ) {
        let vraag_f = verwijzing(r, contact, instemming, eerste);
        let a = vraag::<Verwijzing>(&vraag_f);
        let code = GemeenteCode::nieuw("0166").map_err(|e| TestCaseError::fail(e.to_string()))?;
        let agb = houvast_begrip::AgbCode::nieuw("90010001").map_err(|e| TestCaseError::fail(e.to_string()))?;
        let mut f = VerzoekFeiten::nieuw(code, agb, DAG, DAG);
        f.verwijzer = vraag_f.verwijzer.clone();
        f.budget = vraag_f.raming.clone();
        f.contact = vraag_f.contact.clone();
        f.instemming = vraag_f.instemming.clone();
        f.product = Feit::bericht(houvast_beslis::Product {
            categorie: houvast_begrip::ProductCategorie::nieuw("45").map_err(|e| TestCaseError::fail(e.to_string()))?,
            code: None,
        });
        f.periode = Feit::bericht(periode(date(2025, 6, 1), date(2026, 5, 31)));
        let besluit = beoordeel(&f, ijsselland(DAG), DAG);
        let grond = besluit.gronden.iter().find(|g| g.onderwerp == Onderwerp::Grens);
        prop_assert_eq!(
            grond.map(|g| g.uitkomst),
            a.grond(B::Grens).map(|g| strengheid(g.weging)),
            "{}", a.als_tekst()
        );
    }

    /// a term in working days never ends on a day that is none, and never before it began.
    #[test]
    fn de_toetsingstermijn_eindigt_nooit_op_een_vrije_dag(dagen in 0i32..3_000) {
        let begin = date(2024, 1, 8).saturating_add(i64::from(dagen).days());
        let f = ToetsingFeiten {
            verwijzing_aanwezig: Feit::aanbieder(true),
            aangemeld: Feit::aanbieder(begin),
            ..Default::default()
        };
        let profiel = ijsselland(date(2024, 1, 8));
        let a = stel::<Toetsing>(&f, profiel, begin);
        let uiterlijk = a.uitkomst.and_then(|u| u.uiterlijk).ok_or_else(|| TestCaseError::fail("geen termijn"))?;
        prop_assert!(uiterlijk > begin && profiel.kalender().is_werkdag(uiterlijk));
        prop_assert_eq!(profiel.kalender().tussen(begin, uiterlijk), 10);
    }

    /// spending faster never lasts longer.
    #[test]
    fn sneller_besteden_maakt_het_budget_nooit_later_op(
        budget in 0i64..3_000_000, besteed in 0i64..3_000_000, tempo in 1i64..200_000, meer in 0i64..200_000,
    ) {
        let dag = |t| uitputting(Centen(budget), Centen(besteed), Centen(t), DAG).unwrap_or(Date::MAX);
        prop_assert!(dag(tempo + meer) <= dag(tempo));
        prop_assert!(dag(tempo) >= DAG);
    }

    /// Whatever stands in the JSON: an answer or a fault, no panic, and the same answer again under the same version.
    #[test]
    fn geen_enkele_invoer_laat_een_vraag_struikelen_en_herhalen_geeft_hetzelfde(
        nummer in 0usize..24,
        waarden in prop::collection::vec(prop::option::of(json_waarde()), 30),
        jaar in 2023i16..2030,
    ) {
        let vraag = &vragen()[nummer];
        let feiten: serde_json::Map<String, Value> = vraag
            .velden
            .iter()
            .zip(&waarden)
            .filter_map(|(veld, waarde)| Some((veld.naam.to_owned(), waarde.clone()?)))
            .collect();
        let feiten = Value::Object(feiten);
        for profiel in ["ijsselland", "voorbeeldregio"].iter().flat_map(|r| ingebouwd(r)) {
            let dag = date(jaar, 5, 14);
            let eerst = vraag.beoordeel(&feiten, profiel, dag);
            if let Ok(a) = &eerst {
                prop_assert_eq!(a.oordeel == Onvolledig, !a.ontbreekt.is_empty());
                prop_assert!(!a.gronden.is_empty() || !a.ontbreekt.is_empty(), "{} zonder grond", vraag.id);
                let mens = matches!(a.oordeel, Voorleggen | VoorstelAfwijzen);
                prop_assert_eq!(a.beslisser.is_some(), mens);
            }
            prop_assert_eq!(eerst, vraag.beoordeel(&feiten, profiel, dag));
        }
    }
}

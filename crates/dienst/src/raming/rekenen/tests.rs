//! The sum and the budget, with the boundary values of the protocol.

use super::super::invoer;
use super::*;
use crate::beeld::{RekenInvoer, RekenRegel};
use houvast_beslis::op_datum;
use houvast_beslis::vragen::Oordeel;
use jiff::civil::date;

fn regel(weken: &str, uren: &str, tarief: &str) -> RekenRegel {
    RekenRegel {
        weken: weken.into(),
        uren: uren.into(),
        tarief: tarief.into(),
        ..RekenRegel::default()
    }
}

fn som_in(regio: &str, invoer: &RekenInvoer) -> Som {
    let dag = date(2026, 11, 23);
    let profiel = op_datum(regio, dag).unwrap();
    let gelezen = invoer::lees(invoer, profiel).unwrap();
    reken(&gelezen, profiel, dag, Bron::Aanbieder).unwrap()
}

fn som(regels: Vec<RekenRegel>) -> Som {
    som_in(
        "ijsselland",
        &RekenInvoer {
            regels,
            ..RekenInvoer::default()
        },
    )
}

fn nummer(som: &Som) -> Option<u8> {
    som.budget.uitkomst.as_ref().and_then(|u| u.standaardbudget)
}

/// R-317, bijlage 3.
#[test]
fn weken_maal_uren_maal_tarief_geeft_het_standaardbudget() {
    for (weken, raming, budget) in [("26", 10_400, 6), ("30", 12_000, 6), ("31", 12_400, 7)] {
        let uit = som(vec![regel(weken, "4", "100")]);
        assert_eq!(
            (uit.raming, nummer(&uit)),
            (Some(Centen::euro(raming)), Some(budget))
        );
    }
}

/// begeleiding and behandeling in one sum.
#[test]
fn begeleiding_en_behandeling_tellen_samen_tot_een_budget() {
    let uit = som(vec![regel("26", "2", "70"), regel("26", "2", "140")]);
    assert_eq!(uit.regels.len(), 2);
    assert_eq!(uit.raming, Some(Centen::euro(3_640 + 7_280)));
    assert_eq!((uit.uren, nummer(&uit)), (Honderdsten(10_400), Some(6)));
    let los = [
        som(vec![regel("26", "2", "70")]),
        som(vec![regel("26", "2", "140")]),
    ];
    assert_eq!(
        los.map(|s| nummer(&s)),
        [Some(4), Some(5)],
        "los zou het meer zijn"
    );
}

/// 50 minutes count as 45.
#[test]
fn reistijd_telt_per_regel_mee_tot_45_minuten() {
    let met = |minuten: &str| {
        let mut r = regel("10", "1", "60");
        (r.contacten, r.reistijd) = ("10".into(), minuten.into());
        som(vec![r]).raming
    };
    assert_eq!(met("45"), Some(Centen(60_000 + 45_000)));
    assert_eq!(met("50"), met("45"));
    assert_eq!(met("44"), Some(Centen(60_000 + 44_000)));
}

/// an hour with the parents is an hour.
#[test]
fn een_gesprek_met_ouders_van_60_minuten_telt_als_een_uur() {
    for regio in ["ijsselland", "voorbeeldregio"] {
        let mut invoer = RekenInvoer {
            soort: "herstel".into(),
            regels: vec![regel("10", "2", "100")],
            ..RekenInvoer::default()
        };
        let zonder = som_in(regio, &invoer).uren;
        invoer.regels[0].ouders = "1".into();
        let met = som_in(regio, &invoer).uren;
        assert_eq!((zonder, met), (Honderdsten(2_000), Honderdsten(2_100)), "{regio}");
    }
}

/// R-072, V-09: both choices stand side by side until something is agreed.
#[test]
fn een_kleine_overschrijding_toont_beide_afrondingen() {
    let mut invoer = RekenInvoer {
        regels: vec![regel("1", "30,5", "100")],
        ..RekenInvoer::default()
    };
    let open = som_in("ijsselland", &invoer);
    let (laag, hoog) = open.afronden.clone().unwrap();
    assert_eq!((laag.standaardbudget, hoog.standaardbudget), (Some(3), Some(4)));
    assert_eq!(nummer(&open), Some(4), "zonder afspraak naar boven");
    invoer.afronding = "beneden".into();
    let eens = som_in("ijsselland", &invoer);
    assert_eq!((nummer(&eens), eens.afronden.is_none()), (Some(3), true));
    invoer.regels = vec![regel("1", "31,51", "100")];
    invoer.afronding.clear();
    assert!(
        som_in("ijsselland", &invoer).afronden.is_none(),
        "5 procent is de grens"
    );
}

/// R-342…R-344, bijlage 4.
#[test]
fn een_tariefgroep_die_niet_in_het_budget_past_staat_bij_haar_regel() {
    let met = |soort: &str, functie: &str, groep: &str| {
        let invoer = RekenInvoer {
            soort: soort.into(),
            regels: vec![
                RekenRegel::default(),
                RekenRegel {
                    functie: functie.into(),
                    groep: groep.into(),
                    ..regel("10", "1", "100")
                },
            ],
            ..RekenInvoer::default()
        };
        let som = som_in("ijsselland", &invoer);
        let tegen = som.gronden.iter().filter(|(_, g)| g.weging == Weging::Tegen);
        (
            som.regels[0].wat.clone(),
            tegen.map(|(plek, _)| *plek).collect::<Vec<_>>(),
        )
    };
    let (wat, tegen) = met("duurzaam", "GZ-psycholoog", "");
    assert_eq!((wat.as_str(), tegen), ("GZ-psycholoog, tariefgroep 5", vec![2]));
    assert_eq!(met("herstel", "GZ-psycholoog", "").1, [] as [usize; 0]);
    assert_eq!(met("duurzaam", "Ambulant hulpverlener", "zwaar").1, [2]);
    assert_eq!(
        met("duurzaam", "Ambulant hulpverlener", "middelzwaar").1,
        [] as [usize; 0]
    );
}

#[test]
fn een_functie_die_bij_een_andere_tariefgroep_hoort_is_een_waarschuwing() {
    let mut r = regel("10", "1", "100");
    (r.functie, r.tariefgroep) = ("GZ-psycholoog".into(), "3".into());
    let uit = som(vec![r.clone()]);
    let (plek, grond) = &uit.gronden[0];
    assert_eq!((*plek, grond.weging), (1, Weging::LetOp));
    assert!(grond.uitleg.contains("tariefgroep 5") && grond.uitleg.contains("Gekozen is tariefgroep 3"));
    r.functie = "Verpleegkundige".into();
    assert!(
        som(vec![r.clone()]).gronden.is_empty(),
        "die naam staat in groep 2 en 3"
    );
    r.functie = "Toverdokter".into();
    assert!(
        som(vec![r]).gronden.is_empty(),
        "een eigen naam zegt niets over de groep"
    );
}

/// V-05.
#[test]
fn boven_het_hoogste_standaardbudget_of_om_hoe_de_hulp_loopt_is_het_een_offerte() {
    let vorm = |som: &Som| som.budget.uitkomst.as_ref().and_then(|u| u.vorm);
    let net = som(vec![regel("1", "100", "200")]);
    assert_eq!(
        (nummer(&net), vorm(&net)),
        (Some(8), Some(Budgetvorm::Standaardbudget))
    );
    let over = som(vec![regel("1", "105,01", "200")]);
    assert_eq!(vorm(&over), Some(Budgetvorm::Offertebudget));
    assert_eq!(over.budget.oordeel, Oordeel::Voorleggen);
    let mut invoer = RekenInvoer {
        offerte: "resultaat".into(),
        regels: vec![regel("26", "4", "100")],
        ..RekenInvoer::default()
    };
    let zonder = som_in("ijsselland", &invoer);
    assert_eq!(
        (vorm(&zonder), zonder.budget.oordeel),
        (Some(Budgetvorm::Standaardbudget), Oordeel::VoorstelAfwijzen)
    );
    invoer.besluit_toegang = "ja".into();
    assert_eq!(
        vorm(&som_in("ijsselland", &invoer)),
        Some(Budgetvorm::Offertebudget)
    );
}

/// up to and including € 8.000 no calculator is asked at a first medical referral.
#[test]
fn bij_een_eerste_medische_verwijzing_tot_8000_hoeft_het_niet() {
    let uitleg = |tarief: &str| {
        let invoer = RekenInvoer {
            eerste_medisch: "ja".into(),
            regels: vec![regel("20", "4", tarief)],
            ..RekenInvoer::default()
        };
        let som = som_in("ijsselland", &invoer);
        let grond = som
            .gronden
            .into_iter()
            .find(|(_, g)| g.bepaling == Bepaling::RekenhulpVrij);
        grond.unwrap().1.uitleg
    };
    assert!(uitleg("100").contains("hoeft geen rekenhulp"));
    assert!(uitleg("100,01").contains("onderbouwde schatting"));
}

/// S06: the same case in a region that counts hours.
#[test]
fn in_een_regio_met_trajecten_komt_er_een_traject_uit() {
    let mut r = regel("48", "2,5", "");
    (r.indirect, r.contacten, r.reistijd) = ("20".into(), "48".into(), "50".into());
    let invoer = RekenInvoer {
        soort: "duurzaam".into(),
        regels: vec![r],
        ..RekenInvoer::default()
    };
    let som = som_in("voorbeeldregio", &invoer);
    assert_eq!((som.uren, som.raming), (Honderdsten(12_000), None));
    let woorden = in_woorden(som.budget.uitkomst.as_ref().unwrap());
    assert!(woorden.contains("140 uur"), "{woorden}");
}

#[test]
fn een_schatting_zonder_rekenhulp_krijgt_hetzelfde_budget() {
    let invoer = RekenInvoer {
        wijze: "e_mail".into(),
        bedrag: "10.400".into(),
        onderbouwing: "26 weken, 4 uur".into(),
        ..RekenInvoer::default()
    };
    let som = som_in("ijsselland", &invoer);
    assert_eq!(
        (som.raming, nummer(&som), som.regels.len()),
        (Some(Centen::euro(10_400)), Some(6), 0)
    );
}

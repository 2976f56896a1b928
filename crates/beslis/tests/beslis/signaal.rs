//! Signals ahead of time: the day before, the day itself, the day after.

use crate::gemeen::*;
use houvast_begrip::{Centen, Periode};
use houvast_beslis::signaal::{
    Hulpverloop, Levering, SignaalVoorstel, Signaalsoort, ToetsingVerloop, alle, budget_raakt_op,
    einddatum_nadert, evaluatie, herijking, slaat_niet_aan, toetsing,
};
use houvast_beslis::{Regioprofiel, op_datum};
use jiff::ToSpan;
use jiff::civil::{Date, date};
use proptest::prelude::*;

/// Each line is one week of help.
fn weken(eerste: Date, aantal: i64, per_week: Centen) -> Vec<Levering> {
    (0..aantal)
        .map(|n| {
            let begin = eerste.saturating_add((n * 7).days());
            Levering {
                periode: periode(begin, begin.saturating_add(6.days())),
                bedrag: per_week,
            }
        })
        .collect()
}

fn hulp(van: Date, tot: Date) -> Hulpverloop {
    let mut hulp = Hulpverloop::nieuw(periode(van, tot));
    hulp.start = Some(van);
    hulp
}

fn artikelen(s: &SignaalVoorstel) -> Vec<String> {
    s.gronden
        .iter()
        .flat_map(|g| g.artikelen.iter().map(ToString::to_string))
        .collect()
}

#[expect(clippy::unwrap_used, reason = "test support: a wrong day must stop the test")]
fn oud() -> &'static Regioprofiel {
    op_datum("ijsselland", date(2023, 6, 1)).unwrap()
}

/// RTP 2.4.5; R-104: € 3.000 at € 250 a week. The warning comes when € 1.000 is spent, not at € 2.950.
#[test]
fn r104_bij_acht_weken_geld_over_komt_het_signaal_op_die_dag() {
    let eerste = date(2025, 3, 3);
    let mut f = hulp(eerste, date(2026, 3, 2));
    f.budget = Some(euro(3_000, 0));
    f.leveringen = weken(eerste, 4, euro(250, 0));
    let vandaag = date(2025, 3, 30);
    let s = budget_raakt_op(&f, profiel(), vandaag).unwrap();
    assert_eq!((s.vanaf, s.uiterlijk), (vandaag, Some(vandaag)));
    assert_eq!(s.dag, date(2025, 5, 25));
    assert_eq!(artikelen(&s), ["RTP 2.4.5", "eis 80 lid 3"]);
    assert!(
        s.gronden[0].som.contains("€\u{a0}2.000,00"),
        "{}",
        s.gronden[0].som
    );
    // A week earlier the day was later: with more money left the warning waits.
    f.leveringen = weken(eerste, 3, euro(250, 0));
    let eerder = budget_raakt_op(&f, profiel(), date(2025, 3, 23)).unwrap();
    assert!(eerder.vanaf > date(2025, 3, 23));
    // A job that was late finds the same days.
    f.leveringen = weken(eerste, 4, euro(250, 0));
    assert_eq!(budget_raakt_op(&f, profiel(), date(2025, 4, 20)).unwrap(), s);
}

/// S22: € 3.700 left at € 350 a week lasts 74 days; 8 weeks before that is 25 July.
#[test]
fn s22_het_budget_is_op_19_september_op_en_25_juli_is_de_laatste_dag_op_tijd() {
    let geteld = date(2025, 7, 7);
    let eerste = geteld.saturating_sub(55.days());
    let mut f = hulp(date(2025, 2, 3), date(2025, 9, 30));
    f.budget = Some(euro(8_000, 0));
    f.leveringen = weken(eerste, 8, euro(350, 0));
    // What was spent before the last eight weeks counts, but does not set the pace.
    f.leveringen.push(Levering {
        periode: periode(date(2025, 2, 3), eerste.saturating_sub(1.days())),
        bedrag: euro(1_500, 0),
    });
    let s = budget_raakt_op(&f, profiel(), geteld).unwrap();
    assert_eq!((s.dag, s.vanaf), (date(2025, 9, 19), date(2025, 7, 25)));
    let eind = einddatum_nadert(&f, profiel(), geteld).unwrap();
    assert_eq!(eind.vanaf, date(2025, 8, 5));
}

/// a budget that lasts, that nobody spends, or that is asked about already gives no signal.
#[test]
fn een_budget_dat_lang_genoeg_duurt_geeft_geen_signaal() {
    let eerste = date(2025, 3, 3);
    let mut f = hulp(eerste, date(2025, 5, 24));
    f.budget = Some(euro(3_000, 0));
    assert_eq!(budget_raakt_op(&f, profiel(), date(2025, 3, 30)), None);
    f.leveringen = weken(eerste, 4, euro(250, 0));
    // Spent on 25 May; the toewijzing ends the day before.
    assert_eq!(budget_raakt_op(&f, profiel(), date(2025, 3, 30)), None);
    f.toewijzing = periode(eerste, date(2025, 5, 25));
    assert!(budget_raakt_op(&f, profiel(), date(2025, 3, 30)).is_some());
    f.wijziging_loopt = true;
    assert_eq!(
        alle(&f, profiel(), date(2025, 3, 30))
            .iter()
            .filter(|s| s.soort == Signaalsoort::BudgetRaaktOp)
            .count(),
        0
    );
    f.wijziging_loopt = false;
    f.gestopt = Some(date(2025, 3, 30));
    assert_eq!(alle(&f, profiel(), date(2025, 3, 30)), []);
}

/// V-24: for duurzaam the ceiling counts per year of the toewijzing; what the first year left does not come along.
#[test]
fn een_jaarbudget_telt_vanaf_de_ingangsdatum_en_begint_elk_jaar_opnieuw() {
    let mut f = hulp(date(2025, 2, 1), date(2028, 1, 31));
    f.budget = Some(euro(45_000, 0));
    f.jaarbudget = Some(euro(15_000, 0));
    f.leveringen = weken(date(2026, 2, 1), 8, euro(1_000, 0));
    f.leveringen.push(Levering {
        periode: periode(date(2025, 2, 1), date(2026, 1, 31)),
        bedrag: euro(14_000, 0),
    });
    let s = budget_raakt_op(&f, profiel(), date(2026, 3, 28)).unwrap();
    assert_eq!(s.anker, date(2026, 2, 1));
    // € 15.000 − € 8.000 = € 7.000: seven weeks.
    assert_eq!(s.dag, date(2026, 3, 28).saturating_add(49.days()));
}

/// Eis 80 lid 3.
#[test]
fn acht_weken_voor_de_einddatum_komt_het_signaal() {
    let f = hulp(date(2025, 1, 6), date(2025, 12, 31));
    let s = einddatum_nadert(&f, profiel(), date(2025, 11, 1)).unwrap();
    assert_eq!((s.vanaf, s.dag), (date(2025, 11, 5), date(2025, 12, 31)));
    // On the last day it still is; after it nobody can act on it.
    assert!(einddatum_nadert(&f, profiel(), date(2025, 12, 31)).is_some());
    assert_eq!(einddatum_nadert(&f, profiel(), date(2026, 1, 1)), None);
    // Short help: not before it begins.
    let kort = hulp(date(2025, 12, 1), date(2025, 12, 31));
    assert_eq!(
        einddatum_nadert(&kort, profiel(), date(2025, 12, 1))
            .unwrap()
            .vanaf,
        date(2025, 12, 1)
    );
}

/// RTP 2.4.6 reden 2, eis 80 lid 4a: six months after the start.
#[test]
fn zes_maanden_na_de_start_vervalt_de_reden_dat_hulp_niet_aanslaat() {
    let f = hulp(date(2025, 1, 20), date(2026, 1, 19));
    let s = slaat_niet_aan(&f, profiel(), date(2025, 3, 1)).unwrap();
    assert_eq!((s.dag, s.vanaf), (date(2025, 7, 20), date(2025, 6, 22)));
    assert!(slaat_niet_aan(&f, profiel(), date(2025, 7, 20)).is_some());
    assert_eq!(slaat_niet_aan(&f, profiel(), date(2025, 7, 21)), None);
    assert_eq!(
        slaat_niet_aan(&f, profiel(), date(2025, 1, 19)),
        None,
        "nog niet begonnen"
    );
    let kort = hulp(date(2025, 1, 20), date(2025, 7, 20));
    assert_eq!(
        slaat_niet_aan(&kort, profiel(), date(2025, 3, 1)),
        None,
        "al voorbij"
    );
}

/// RTP 2.4.4; S02: 19 May is day 0, Ascension Day does not count.
#[test]
fn s02_de_toetsing_krijgt_twee_werkdagen_eerder_een_seintje() {
    let f = ToetsingVerloop {
        aangemeld: Some(date(2025, 5, 19)),
        ..Default::default()
    };
    let s = toetsing(&f, profiel(), date(2025, 5, 19)).unwrap();
    assert_eq!((s.dag, s.vanaf), (date(2025, 6, 3), date(2025, 5, 30)));
    assert_eq!(artikelen(&s), ["RTP 2.4.4"]);
    // Too late stays open until it is done.
    assert!(toetsing(&f, profiel(), date(2025, 7, 1)).is_some());
    let klaar = ToetsingVerloop {
        getoetst: Some(date(2025, 6, 2)),
        ..f
    };
    assert_eq!(toetsing(&klaar, profiel(), date(2025, 6, 2)), None);
    assert!(
        toetsing(&klaar, profiel(), date(2025, 6, 1)).is_some(),
        "een toetsing in de toekomst is er nog niet"
    );
    // The first of both moments counts (V-02); the old text has no term.
    let gevraagd = ToetsingVerloop {
        gevraagd: Some(date(2025, 5, 16)),
        ..f
    };
    assert_eq!(
        toetsing(&gevraagd, profiel(), date(2025, 5, 20)).unwrap().anker,
        date(2025, 5, 16)
    );
    assert_eq!(toetsing(&f, oud(), date(2025, 5, 19)), None);
}

/// Eis 83: six months, and at the end.
#[test]
fn elke_zes_maanden_en_aan_het_einde_is_er_een_evaluatie() {
    let mut f = hulp(date(2025, 1, 20), date(2026, 1, 19));
    let s = evaluatie(&f, profiel(), date(2025, 2, 1)).unwrap();
    assert_eq!(
        (s.dag, s.vanaf, s.anker),
        (date(2025, 7, 20), date(2025, 6, 22), date(2025, 1, 20))
    );
    // Each next one is a signal of its own.
    f.laatste_evaluatie = Some(date(2025, 7, 1));
    let s = evaluatie(&f, profiel(), date(2025, 7, 2)).unwrap();
    assert_eq!((s.dag, s.anker), (date(2026, 1, 1), date(2025, 7, 1)));
    f.laatste_evaluatie = Some(date(2025, 12, 20));
    let s = evaluatie(&f, profiel(), date(2025, 12, 21)).unwrap();
    assert_eq!(s.dag, date(2026, 1, 19), "het einde is eerder");
    f.laatste_evaluatie = Some(date(2026, 1, 19));
    assert_eq!(evaluatie(&f, profiel(), date(2026, 1, 19)), None);
}

/// Trajectbeschrijving nr 23; R-567: on the last day of the first year.
#[test]
fn r567_zonder_herijking_in_het_eerste_jaar_komt_er_een_signaal() {
    let regio = op_datum("voorbeeldregio", date(2025, 5, 1)).unwrap();
    let start = date(2025, 1, 1);
    let s = herijking(start, None, regio, date(2025, 12, 31)).unwrap();
    assert_eq!(
        (s.vanaf, artikelen(&s)),
        (date(2025, 12, 31), vec!["nr 23".to_owned()])
    );
    assert_eq!(
        herijking(start, Some(date(2025, 12, 30)), regio, date(2025, 12, 31)),
        None
    );
    assert!(herijking(start, Some(date(2024, 12, 31)), regio, date(2025, 12, 31)).is_some());
    assert_eq!(herijking(start, None, profiel(), date(2025, 12, 31)), None);
}

#[test]
fn elk_woord_van_een_signaal_leest_terug_en_een_voorstel_blijft_gelijk_na_opslaan() {
    for soort in Signaalsoort::ALLE {
        assert_eq!(Signaalsoort::uit_woord(soort.woord()), Some(soort));
        assert_eq!(serde_json::to_value(soort).unwrap(), soort.woord());
    }
    let s = einddatum_nadert(
        &hulp(date(2025, 1, 6), date(2025, 12, 31)),
        profiel(),
        date(2025, 2, 1),
    )
    .unwrap();
    let tekst = serde_json::to_string(&s).unwrap();
    assert_eq!(serde_json::from_str::<SignaalVoorstel>(&tekst).unwrap(), s);
}

prop_compose! {
    fn verloop()(
        begin in 0i64..700,
        duur in 0i64..1_200,
        start in prop::option::of(0i64..100),
        budget in 0i64..3_000_000,
        per_jaar in any::<bool>(),
        stap in prop::collection::vec((0i64..700, 0i64..90, 0i64..500_000), 0..12),
        laatste in prop::option::of(0i64..900),
    ) -> Hulpverloop {
        let dag = |n: i64| date(2024, 1, 8).saturating_add(n.days());
        let mut f = Hulpverloop::nieuw(periode(dag(begin), dag(begin + duur)));
        f.start = start.map(|n| dag(begin + n));
        f.budget = Some(Centen(budget));
        f.jaarbudget = per_jaar.then_some(Centen(budget));
        f.laatste_evaluatie = laatste.map(dag);
        f.leveringen = stap
            .into_iter()
            .map(|(van, lengte, bedrag)| Levering {
                periode: Periode { begin: dag(begin + van), eind: Some(dag(begin + van + lengte)) },
                bedrag: Centen(bedrag),
            })
            .collect();
        f
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever the facts: the day lies not before the signal, no kind comes twice, and asking again gives the same.
    #[test]
    fn een_signaal_komt_nooit_na_zijn_dag_en_nooit_dubbel(f in verloop(), n in 0i64..1_500) {
        let vandaag = date(2024, 1, 8).saturating_add(n.days());
        for profiel in [oud(), profiel()] {
            let rij = alle(&f, profiel, vandaag);
            for (i, s) in rij.iter().enumerate() {
                prop_assert!(s.vanaf <= s.dag, "{s:?}");
                prop_assert!(s.anker <= s.dag && !artikelen(s).is_empty());
                prop_assert!(!rij[i + 1..].iter().any(|t| t.soort == s.soort));
            }
            prop_assert_eq!(&rij, &alle(&f, profiel, vandaag));
        }
    }

    /// who spends more is never warned later.
    #[test]
    fn meer_besteden_geeft_nooit_een_later_signaal(per_week in 1i64..200_000, meer in 0i64..200_000) {
        let eerste = date(2025, 3, 3);
        let dag = |w| {
            let mut f = hulp(eerste, date(2027, 3, 2));
            f.budget = Some(euro(12_000, 0));
            f.leveringen = weken(eerste, 6, Centen(w));
            budget_raakt_op(&f, profiel(), date(2025, 4, 13)).map_or(Date::MAX, |s| s.dag)
        };
        prop_assert!(dag(per_week + meer) <= dag(per_week));
    }

    /// Terms in working days never end on a day that is none.
    #[test]
    fn de_laatste_dag_van_de_toetsing_is_altijd_een_werkdag(n in 0i64..2_000) {
        let begin = date(2024, 1, 8).saturating_add(n.days());
        let f = ToetsingVerloop { aangemeld: Some(begin), ..Default::default() };
        let s = toetsing(&f, profiel(), begin).ok_or_else(|| TestCaseError::fail("geen signaal"))?;
        prop_assert!(profiel().kalender().is_werkdag(s.dag) && profiel().kalender().is_werkdag(s.vanaf));
    }
}

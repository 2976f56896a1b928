//! What holds for any facts at all.

use crate::gemeen::*;
use houvast_begrip::{Centen, Periode};
use houvast_beslis::Onderwerp as O;
use houvast_beslis::simulatie::{Geval, vergelijk};
use houvast_beslis::vragen::verzoek::{VerzoekVraagFeiten, Verzoekvraag};
use houvast_beslis::vragen::{Oordeel, stel};
use houvast_beslis::{
    Afronding, Bron, Feit, Omvang, Soort, Traject, Uitkomst, Verwijzer, VerzoekFeiten, beoordeel, ingebouwd,
    termijnen, voorstel,
};
use jiff::ToSpan;
use jiff::civil::{Date, date};
use proptest::prelude::*;

fn dag() -> impl Strategy<Value = Date> {
    (0i32..1_600).prop_map(|n| date(2022, 6, 1).saturating_add(n.days()))
}

fn feit<T: std::fmt::Debug + Clone + 'static>(
    s: impl Strategy<Value = T> + 'static,
) -> BoxedStrategy<Feit<T>> {
    let bron = prop::sample::select(vec![
        Bron::Bericht,
        Bron::Dossier,
        Bron::Aanbieder,
        Bron::Consulent,
        Bron::Aanname,
    ]);
    (prop::option::weighted(0.8, s), bron)
        .prop_map(|(waarde, bron)| Feit { waarde, bron })
        .boxed()
}

fn een_periode() -> impl Strategy<Value = Periode> {
    (dag(), prop::option::weighted(0.9, 0i32..1_500)).prop_map(|(begin, n)| Periode {
        begin,
        eind: n.map(|n| begin.saturating_add(n.days())),
    })
}

/// Amounts crowd around the edges, where the rules change.
fn bedrag() -> impl Strategy<Value = Centen> {
    let rand = prop::sample::select(vec![0i64, 1_000, 3_000, 5_000, 8_000, 12_000, 20_000, 45_000]);
    prop_oneof![
        (rand, -2i64..=2).prop_map(|(e, c)| Centen(e * 100 + c)),
        (0i64..=99_999_999).prop_map(Centen),
        any::<i64>().prop_map(Centen),
    ]
}

fn een_traject() -> impl Strategy<Value = Traject> {
    let segment = prop::option::of(prop::sample::select(vec![
        "ambulant",
        "wonen-verblijf",
        "onbekend",
    ]));
    (any::<bool>(), segment, een_periode(), any::<bool>()).prop_map(|(zelfde, segment, periode, akkoord)| {
        Traject {
            aanbieder: agb(if zelfde { X } else { Y }),
            segment: segment.map(str::to_owned),
            periode,
            akkoord,
        }
    })
}

fn een_contract() -> impl Strategy<Value = houvast_beslis::Contract> {
    let segment = prop::sample::select(vec!["ambulant", "wonen-verblijf"]);
    (segment, prop::option::of(1u8..=5), een_periode()).prop_map(|(segment, perceel, periode)| {
        houvast_beslis::Contract {
            segment: segment.to_owned(),
            perceel,
            periode,
        }
    })
}

fn een_gemeente() -> impl Strategy<Value = houvast_begrip::GemeenteCode> {
    prop::sample::select(vec!["0166", "0160", "0193", "0119"]).prop_map(gemeente)
}

fn een_product() -> impl Strategy<Value = houvast_beslis::Product> {
    let categorie = prop::sample::select(vec!["45", "45", "45", "44", "46", "54"]);
    let code = prop::option::weighted(
        0.3,
        prop::sample::select(vec!["P1TG1", "P2TG2", "P5TG7", "45A04"]),
    );
    (categorie, code).prop_map(|(categorie, code)| product(categorie, code))
}

prop_compose! {
    fn kern()(
        gemeente in een_gemeente(),
        dagtekening in dag(),
        wacht in 0i32..10,
        verwijzer in feit(prop::sample::select(Verwijzer::ALLE.to_vec())),
        product in feit(een_product()),
        budget in feit(bedrag()),
        periode in feit(een_periode()),
        soort in feit(prop::sample::select(vec![Soort::Herstel, Soort::Duurzaam])),
        contracten in feit(prop::collection::vec(een_contract(), 0..4)),
        trajecten in feit(prop::collection::vec(een_traject(), 0..3)),
        woonplaats in feit(een_gemeente()),
    ) -> VerzoekFeiten {
        let ontvangen = dagtekening.saturating_add(wacht.days());
        let mut f = VerzoekFeiten::nieuw(gemeente, agb(X), dagtekening, ontvangen);
        f.verwijzer = verwijzer;
        f.product = product;
        f.budget = budget;
        f.periode = periode;
        f.soort = soort;
        f.contracten = contracten;
        f.trajecten = trajecten;
        f.woonplaats = woonplaats;
        f
    }
}

prop_compose! {
    fn feiten()(
        kern in kern(),
        omvang in feit((0u32..99).prop_map(|volume| Omvang { volume, eenheid: "01".into(), frequentie: "2".into() })),
        raamcontract in feit(prop::bool::weighted(0.1)),
        raming_per_jaar in feit(bedrag()),
        ander in feit(bedrag()),
        afronding in feit(prop::sample::select(vec![Afronding::Beneden, Afronding::Boven])),
        langer in feit(any::<bool>()),
        data in (feit(dag()), feit(dag()), feit(dag())),
        instemming in feit(bedrag()),
        privacy in feit(prop::bool::weighted(0.1)),
        perceel in feit(1u8..=6),
        weinig in any::<[bool; 6]>(),
    ) -> VerzoekFeiten {
        let mut f = kern;
        f.omvang = omvang;
        f.raamcontract = raamcontract;
        f.ander_budget_in_verzoek = ander;
        f.langere_duur_afgesproken = langer;
        f.aangemeld = data.0;
        f.toetsing = data.1;
        // Half of the time these stay unknown, so that the plain cases are met as often as the rare ones.
        if weinig[0] { f.raming_per_jaar = raming_per_jaar; }
        if weinig[1] { f.afronding = afronding; }
        if weinig[2] { f.contact = data.2; }
        if weinig[3] { f.instemming = instemming; }
        if weinig[4] { f.privacyverklaring = privacy; }
        if weinig[5] { f.perceel = perceel; }
        f
    }
}

/// Makes any facts a plain request that could be granted, but for what the test then changes.
fn gewoon(bedrag: i64, verwijzer: Verwijzer) -> VerzoekFeiten {
    via(verwijzer, Centen(bedrag))
}

/// Turns one fact against the request. The machine never becomes milder by it.
fn verzwaar(f: &mut VerzoekFeiten, knop: usize, dag: Date) {
    match knop {
        0 => f.contracten = Feit::onbekend(),
        1 => f.contracten = Feit::dossier(Vec::new()),
        2 => f.contact = Feit::onbekend(),
        3 => f.instemming = Feit::onbekend(),
        4 => f.woonplaats = Feit::onbekend(),
        5 => f.woonplaats = Feit::dossier(gemeente("0119")),
        6 => f.toetsing = Feit::aanbieder(f.dagtekening.saturating_add(1.days())),
        7 => {
            let mut rij = f.trajecten.waarde.clone().unwrap_or_default();
            rij.push(traject(Y, dag, dag.saturating_add(400.days()), false));
            f.trajecten = Feit::dossier(rij);
        }
        8 => f.privacyverklaring = Feit::onbekend(),
        9 => {
            for t in f.trajecten.waarde.iter_mut().flatten() {
                t.akkoord = false;
            }
        }
        10 => f.langere_duur_afgesproken = Feit::onbekend(),
        _ => f.ander_budget_in_verzoek = Feit::bericht(Centen(i64::MAX)),
    }
}

/// The rows on which a machine may refuse: ….
const MAG_WEIGEREN: [O; 4] = [O::Deelname, O::Contract, O::Perceel, O::Grens];

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn opgeslagen_feiten_geven_hetzelfde_besluit(f in feiten(), dag in dag()) {
        for profiel in ingebouwd("ijsselland") {
            let eerst = beoordeel(&f, profiel, dag);
            let tekst = serde_json::to_string(&f).unwrap();
            let terug: VerzoekFeiten = serde_json::from_str(&tekst).unwrap();
            prop_assert_eq!(&terug, &f);
            let opnieuw = beoordeel(&terug, profiel, dag);
            prop_assert_eq!(&opnieuw, &eerst);
            let besluit: houvast_beslis::Besluit =
                serde_json::from_str(&serde_json::to_string(&eerst).unwrap()).unwrap();
            prop_assert_eq!(&besluit, &eerst);
            let _ = (voorstel(&f, profiel), termijnen(f.ontvangen, f.dagtekening, profiel));
        }
    }

    #[test]
    fn de_strengste_grond_bepaalt_en_een_machine_weigert_alleen_op_harde_gronden(f in feiten(), dag in dag()) {
        for profiel in ingebouwd("ijsselland") {
            let b = beoordeel(&f, profiel, dag);
            prop_assert_eq!(Some(b.uitkomst), b.gronden.iter().map(|g| g.uitkomst).max());
            for g in &b.gronden {
                prop_assert!(!g.artikelen.is_empty() && !g.uitleg.is_empty(), "{:?}", g.onderwerp);
                prop_assert!(!g.let_op || g.uitkomst == Uitkomst::Toewijzen, "een waarschuwing blokkeert niet");
                if g.uitkomst == Uitkomst::Afwijzen {
                    prop_assert!(MAG_WEIGEREN.contains(&g.onderwerp), "{:?}", g.onderwerp);
                    prop_assert!(g.reden.is_some());
                    prop_assert!(g.uitleg.contains("niet het recht van de jeugdige op hulp"));
                }
            }
            match b.uitkomst {
                Uitkomst::Toewijzen => {
                    prop_assert!(b.reden.is_none());
                    let t = b.toekenning.unwrap();
                    prop_assert!(t.standaardbudget.is_some() && t.periode.eind.is_some());
                    prop_assert!(t.budget.is_some_and(|g| g > Centen::NUL && g.0 <= 99_999_999));
                }
                Uitkomst::Voorleggen => {}
                Uitkomst::Afwijzen => prop_assert!(b.reden.is_some() && b.toekenning.is_none()),
            }
        }
    }

    /// A decision replayed under its own version is identical, and the what-if sees no change in it.
    #[test]
    fn wat_als_onder_het_eigen_profiel_verandert_nooit_iets(f in feiten(), dag in dag()) {
        for profiel in ingebouwd("ijsselland") {
            let geval = Geval { kenmerk: "Z1".to_owned(), besluit: beoordeel(&f, profiel, dag), feiten: f.clone() };
            let v = vergelijk(&geval, profiel, profiel);
            prop_assert_eq!(v.zelfde_als_toen, Some(true));
            prop_assert!(!v.gewijzigd() && v.gronden.is_empty() && v.verschil == Centen::NUL);
        }
    }

    /// The question and the decision are one: as many grounds, with the same words, articles and strictness.
    #[test]
    fn de_vraag_verzoek_zegt_precies_wat_het_besluit_zegt(f in feiten(), dag in dag()) {
        for profiel in ingebouwd("ijsselland") {
            let b = beoordeel(&f, profiel, dag);
            let a = stel::<Verzoekvraag>(&VerzoekVraagFeiten::from(f.clone()), profiel, dag);
            let verwacht = match (b.uitkomst, b.gronden.iter().any(|g| g.uitkomst == Uitkomst::Voorleggen && g.reden.is_some())) {
                (Uitkomst::Toewijzen, _) => Oordeel::Akkoord,
                (Uitkomst::Voorleggen, false) => Oordeel::Voorleggen,
                (Uitkomst::Voorleggen, true) => Oordeel::VoorstelAfwijzen,
                (Uitkomst::Afwijzen, _) => Oordeel::Afwijzen,
            };
            prop_assert_eq!(a.oordeel, verwacht);
            // That the text is not valid yet each says in front, with an article of its own.
            let eerst = usize::from(dag < profiel.versie.geldig_vanaf);
            prop_assert_eq!(a.gronden.len(), b.gronden.len());
            for (g, h) in a.gronden.iter().zip(&b.gronden).skip(eerst) {
                prop_assert_eq!((&g.uitleg, &g.artikelen[..]), (&h.uitleg, &h.artikelen[..]));
            }
            prop_assert_eq!(a.uitkomst.and_then(|u| u.budget), b.toekenning.and_then(|t| t.budget));
        }
    }

    /// OP274: terms in working days never end on a day that is none. The eight weeks are calendar weeks and may.
    #[test]
    fn termijnen_in_werkdagen_eindigen_nooit_op_een_vrije_dag(ontvangen in dag(), dagtekening in dag()) {
        for profiel in ingebouwd("ijsselland") {
            let (t, kalender) = (termijnen(ontvangen, dagtekening, profiel), profiel.kalender());
            for dag in [t.signaal_op, t.antwoord_uiterlijk, t.retour_uiterlijk] {
                prop_assert!(dag > ontvangen && kalender.is_werkdag(dag), "{dag}");
            }
            prop_assert!(t.signaal_op <= t.antwoord_uiterlijk);
        }
    }

    #[test]
    fn een_feit_tegen_het_verzoek_maakt_de_uitkomst_nooit_milder(
        f in feiten(), knop in 0usize..12, van in dag(), dag in dag()
    ) {
        for profiel in ingebouwd("ijsselland") {
            let voor = beoordeel(&f, profiel, dag).uitkomst;
            let mut g = f.clone();
            verzwaar(&mut g, knop, van);
            let na = beoordeel(&g, profiel, dag).uitkomst;
            prop_assert!(na >= voor, "knop {}: {} werd {}", knop, voor, na);
        }
    }

    #[test]
    fn meer_geld_vragen_maakt_de_uitkomst_nooit_milder(
        laag in 1i64..3_000_000, meer in 1i64..3_000_000, v in prop::sample::select(Verwijzer::ALLE.to_vec())
    ) {
        let voor = uitkomst(&gewoon(laag, v));
        let na = uitkomst(&gewoon(laag + meer, v));
        prop_assert!(na >= voor, "{} via {:?}", laag, v);
    }

    #[test]
    fn wat_wordt_toegekend_is_nooit_minder_dan_gevraagd_zonder_afspraak(laag in 1i64..=2_000_000) {
        let b = besluit(&gewoon(laag, Verwijzer::Gemeente));
        prop_assert!(b.toekenning.unwrap().budget.unwrap() >= Centen(laag));
    }
}

#[test]
fn een_besluit_bevat_geen_code_van_de_aanbieder_en_geen_ruimte_voor_een_naam() {
    let b = besluit(&goed());
    let tekst = serde_json::to_string(&b).unwrap() + &b.als_tekst();
    assert!(!tekst.contains(X));
    let velden = serde_json::to_value(goed()).unwrap();
    for veld in ["bsn", "naam", "geboortedatum", "commentaar", "achternaam"] {
        assert!(velden.get(veld).is_none(), "{veld}");
    }
}

#[test]
fn de_randen_van_de_kalender_laten_niets_vallen() {
    let randen = [Date::MIN, date(1, 1, 1), date(2025, 5, 12), Date::MAX];
    for a in randen {
        for b in randen {
            let mut f = goed();
            f.dagtekening = a;
            f.ontvangen = b;
            f.soort = Feit::dossier(Soort::Duurzaam);
            f.raming_per_jaar = Feit::dossier(Centen(i64::MAX));
            f.toetsing = Feit::aanbieder(a);
            f.aangemeld = Feit::aanbieder(b);
            f.trajecten = Feit::dossier(vec![traject(Y, a.min(b), a.max(b), false)]);
            f.periode = Feit::bericht(periode(a.min(b), a.max(b)));
            for profiel in ingebouwd("ijsselland") {
                for dag in [a, b] {
                    let besluit = beoordeel(&f, profiel, dag);
                    assert!(!besluit.als_tekst().is_empty());
                }
                let t = termijnen(b, a, profiel);
                assert!(t.antwoord_uiterlijk >= b && t.onderzoek_uiterlijk >= a);
            }
        }
    }
}

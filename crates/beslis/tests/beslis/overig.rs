//! Soort, toetsing, woonplaats and what is unknown.

use crate::gemeen::*;
use houvast_begrip::Centen;
use houvast_beslis::Onderwerp as O;
use houvast_beslis::RedenAfwijzing as Reden;
use houvast_beslis::Uitkomst::{Afwijzen, Toewijzen, Voorleggen};
use houvast_beslis::{Feit, Omvang, Soort, Verwijzer};
use jiff::civil::date;

#[test]
fn r119_de_soort_volgt_niet_uit_een_korte_periode_en_het_interne_veld_is_leidend() {
    let mut f = via(Verwijzer::Gemeente, euro(5_000, 0));
    f.soort = Feit::onbekend();
    let b = besluit(&f);
    assert_eq!(b.uitkomst, Toewijzen);
    assert!(grond(&b, O::Soort).uitleg.contains("Herstel (aanname)"));
    f.soort = Feit::dossier(Soort::Duurzaam);
    assert_eq!(
        besluit(&f).toekenning.unwrap().soort,
        Some(Soort::Duurzaam),
        "intern veld leidend bij 1 jaar"
    );

    f.periode = Feit::bericht(periode(date(2025, 6, 1), date(2028, 5, 31)));
    f.soort = Feit::onbekend();
    let b = besluit(&f);
    assert_eq!(b.uitkomst, Voorleggen);
    assert!(grond(&b, O::Soort).uitleg.contains("wijst op duurzaam"));
}

#[test]
fn r119_herstel_duurt_hoogstens_twee_jaar_tenzij_afgesproken() {
    let mut f = via(Verwijzer::Gemeente, euro(5_000, 0));
    for soort in [Feit::onbekend(), Feit::dossier(Soort::Herstel)] {
        f.soort = soort;
        f.langere_duur_afgesproken = Feit::onbekend();
        f.periode = Feit::bericht(periode(date(2025, 6, 1), date(2027, 5, 31)));
        assert_eq!(uitkomst(&f), Toewijzen, "precies 24 maanden");
        f.periode = Feit::bericht(periode(date(2025, 6, 1), date(2027, 6, 1)));
        assert_eq!(uitkomst(&f), Voorleggen, "een dag langer");
    }
    f.langere_duur_afgesproken = Feit::aanbieder(true);
    assert_eq!(uitkomst(&f), Voorleggen);
    f.langere_duur_afgesproken = Feit::consulent(true);
    assert_eq!(uitkomst(&f), Toewijzen);
}

#[test]
fn r127_de_toetsing_ligt_voor_het_verzoek() {
    let mut f = goed();
    for (dag, verwacht) in [(date(2025, 5, 12), Toewijzen), (date(2025, 5, 13), Voorleggen)] {
        f.toetsing = Feit::aanbieder(dag);
        assert_eq!(uitkomst(&f), verwacht, "toetsing op {dag}, verzoek op 12-05-2025");
    }
    f.verwijzer = Feit::bericht(Verwijzer::Gemeente);
    assert_eq!(
        uitkomst(&f),
        Toewijzen,
        "eis 77 geldt niet als de Toegang verwijst"
    );
    f.toetsing = Feit::aanbieder(date(2025, 5, 15));
    assert_eq!(uitkomst(&f), Voorleggen, "getoetst na de dag van het besluit");
    for (verwijzer, let_op) in [(Verwijzer::Gemeente, false), (Verwijzer::Huisarts, true)] {
        f.verwijzer = Feit::bericht(verwijzer);
        f.toetsing = Feit::onbekend();
        let b = besluit(&f);
        let g = grond(&b, O::Toetsing);
        assert!(g.uitleg.contains("iet vastgelegd"), "{}", g.uitleg);
        assert_eq!(
            (b.uitkomst, g.let_op),
            (Toewijzen, let_op),
            "niet vastgelegd blokkeert niet"
        );
    }
}

#[test]
fn r127_een_late_toetsing_is_een_waarschuwing() {
    let mut f = goed();
    f.dagtekening = date(2025, 6, 10);
    f.ontvangen = date(2025, 6, 10);
    f.aangemeld = Feit::aanbieder(date(2025, 5, 19));
    f.toetsing = Feit::aanbieder(date(2025, 6, 3));
    assert!(!grond(&besluit(&f), O::Toetsing).let_op, "de tiende werkdag");
    f.toetsing = Feit::aanbieder(date(2025, 6, 4));
    let b = besluit(&f);
    let g = grond(&b, O::Toetsing);
    assert_eq!((g.uitkomst, g.let_op), (Toewijzen, true));
    assert!(
        g.uitleg.contains("duurde 11 werkdagen, de norm is 10"),
        "{}",
        g.uitleg
    );
}

#[test]
fn r409_de_verantwoordelijke_gemeente_volgt_uit_het_woonplaatsbeginsel() {
    let mut f = goed();
    f.gemeente = gemeente("0175"); // Ommen vraagt, Kampen is verantwoordelijk
    let b = besluit(&f);
    assert_eq!(
        (b.uitkomst, b.reden),
        (Voorleggen, Some(Reden::Woonplaatsbeginsel))
    );
    assert_eq!(b.verantwoordelijke_gemeente, Some(gemeente("0166")));
    assert!(grond(&b, O::Woonplaats).uitleg.contains("Kampen, 0166"));
    for onzeker in [Feit::onbekend(), Feit::aanbieder(gemeente("0175"))] {
        f.woonplaats = onzeker;
        let b = besluit(&f);
        assert_eq!(
            (b.uitkomst, b.reden, b.verantwoordelijke_gemeente),
            (Voorleggen, None, None)
        );
    }
}

#[test]
fn de_tabel_van_onbekende_feiten() {
    let zonder = |knop: fn(&mut houvast_beslis::VerzoekFeiten)| {
        let mut f = goed();
        knop(&mut f);
        uitkomst(&f)
    };
    assert_eq!(
        zonder(|f| f.verwijzer = Feit::bericht(Verwijzer::Geen)),
        Voorleggen
    );
    assert_eq!(zonder(|f| f.verwijzer = Feit::onbekend()), Voorleggen);
    assert_eq!(zonder(|f| f.product = Feit::onbekend()), Voorleggen);
    assert_eq!(zonder(|f| f.periode = Feit::onbekend()), Voorleggen);
    assert_eq!(zonder(|f| f.budget = Feit::bericht(Centen::NUL)), Voorleggen);
    assert_eq!(zonder(|f| f.raamcontract = Feit::bericht(true)), Voorleggen);
    assert_eq!(zonder(|f| f.trajecten = Feit::onbekend()), Toewijzen);
    assert_eq!(zonder(|f| f.toetsing = Feit::onbekend()), Toewijzen);
    assert_eq!(zonder(|f| f.soort = Feit::onbekend()), Toewijzen);
    assert_eq!(
        zonder(|f| {
            f.budget = Feit::onbekend();
            f.omvang = Feit::bericht(Omvang {
                volume: 120,
                eenheid: "01".into(),
                frequentie: "2".into(),
            });
        }),
        Voorleggen
    );
}

#[test]
fn een_omvang_zonder_budget_wordt_voorgelegd_zoals_gevraagd() {
    let mut f = goed();
    f.budget = Feit::onbekend();
    f.omvang = Feit::bericht(Omvang {
        volume: 4,
        eenheid: "04".into(),
        frequentie: "2".into(),
    });
    let b = besluit(&f);
    assert_eq!((b.uitkomst, b.reden), (Voorleggen, None));
    insta::assert_snapshot!(b.samenvatting, @"Een medewerker kijkt naar: perceel, budget");
    insta::assert_snapshot!(b.toekenning.unwrap().kort(), @"4 uur per week, herstel");
}

#[test]
fn andere_hulp_dan_ambulant_wordt_nog_niet_beoordeeld() {
    for categorie in ["41", "43", "44", "46", "50", "54"] {
        let mut f = goed();
        f.product = Feit::bericht(product(categorie, None));
        let b = besluit(&f);
        assert_eq!(b.uitkomst, Voorleggen, "{categorie}");
        assert!(
            grond(&b, O::Product)
                .uitleg
                .contains("nog niet beoordeeld door het protocol")
        );
    }
}

#[test]
fn een_machine_weigert_nooit_crisishulp() {
    let mut f = goed();
    f.gemeente = gemeente("0160");
    f.product = Feit::bericht(product("46", None));
    f.contracten = Feit::onbekend();
    f.budget = Feit::bericht(euro(30_000, 0));
    let b = besluit(&f);
    assert_eq!(
        (b.uitkomst, b.reden),
        (Voorleggen, Some(Reden::Woonplaatsbeginsel))
    );
    assert!(grond(&b, O::Contract).uitleg.ends_with("een medewerker beslist."));
    f.woonplaats = Feit::dossier(f.gemeente);
    let b = besluit(&f);
    assert_eq!(
        (b.uitkomst, b.reden),
        (Voorleggen, None),
        "ook geen advies om te weigeren"
    );
}

#[test]
fn een_ingangsdatum_voor_2023_is_voor_een_mens() {
    let mut f = via(Verwijzer::Huisarts, euro(30_000, 0));
    f.contracten = Feit::onbekend();
    for (begin, verwacht) in [(date(2022, 12, 31), Voorleggen), (date(2023, 1, 1), Afwijzen)] {
        f.periode = Feit::bericht(periode(begin, date(2023, 6, 30)));
        assert_eq!(uitkomst(&f), verwacht, "{begin}");
    }
}

#[test]
fn de_reden_is_die_van_de_eerste_strengste_grond() {
    let mut f = via(Verwijzer::Huisarts, euro(30_000, 0));
    f.perceel = Feit::dossier(2);
    assert_eq!(
        besluit(&f).reden,
        Some(Reden::PastNietBinnenContract),
        "perceel gaat voor bedrag"
    );
    f.contracten = Feit::onbekend();
    assert_eq!(
        besluit(&f).reden,
        Some(Reden::GeenContract),
        "contract gaat voor bedrag"
    );
}

#[test]
fn de_redenen_staan_in_de_codelijst() {
    let pad = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../../shared/ijw-3.2/codelijsten/WJ759.csv"
    );
    let Ok(lijst) = std::fs::read_to_string(pad) else {
        eprintln!("overgeslagen: codelijst WJ759 staat niet naast deze repository");
        return;
    };
    let codes: Vec<&str> = lijst
        .lines()
        .skip(1)
        .filter_map(|r| r.split(',').next())
        .collect();
    let onze: Vec<&str> = Reden::ALLE.iter().map(|r| r.code()).collect();
    assert_eq!(codes, onze);
}

#[test]
fn r127_de_toetsing_mag_op_de_dag_van_aanmelding_en_niet_ervoor() {
    let mut f = goed();
    for (dag, let_op) in [(date(2025, 5, 1), false), (date(2025, 4, 30), true)] {
        f.toetsing = Feit::aanbieder(dag);
        let b = besluit(&f);
        assert_eq!(
            (b.uitkomst, grond(&b, O::Toetsing).let_op),
            (Toewijzen, let_op),
            "{dag}"
        );
    }
    f.verwijzer = Feit::bericht(Verwijzer::Gemeente);
    f.toetsing = Feit::aanbieder(date(2025, 5, 14));
    assert_eq!(uitkomst(&f), Toewijzen, "getoetst op de dag van het besluit");
}

#[test]
fn een_ingangsdatum_voor_het_verzoek_is_een_waarschuwing() {
    let mut f = goed();
    for (begin, aantal) in [(date(2025, 5, 12), 0), (date(2025, 5, 11), 1)] {
        f.periode = Feit::bericht(periode(begin, date(2026, 5, 10)));
        let b = besluit(&f);
        let gronden: Vec<_> = b.gronden.iter().filter(|g| g.onderwerp == O::Periode).collect();
        assert_eq!((b.uitkomst, gronden.len()), (Toewijzen, aantal), "{begin}");
        assert!(gronden.iter().all(|g| g.let_op));
    }
}

#[test]
fn tr377_de_andere_gemeente_staat_er_alleen_bij_die_reden() {
    let mut f = via(Verwijzer::Huisarts, euro(9_000, 0));
    f.woonplaats = Feit::dossier(gemeente("0193"));
    let b = besluit(&f);
    assert_eq!(
        (b.uitkomst, b.reden),
        (Afwijzen, Some(Reden::PastNietBinnenBudget))
    );
    assert_eq!(b.verantwoordelijke_gemeente, None);
}

/// Wabb 12: a number that is known with another name or birth date is for a person, with a text of its own.
#[test]
fn een_andere_naam_bij_een_bekend_nummer_heeft_een_eigen_grond() {
    use houvast_beslis::Herkenning::{AndereGeboortedatum, AndereNaam, Nieuw, Zelfde};
    for (herkenning, wat) in [
        (AndereNaam, "de achternaam"),
        (AndereGeboortedatum, "de geboortedatum"),
    ] {
        let mut f = goed();
        f.herkenning = Feit::bericht(herkenning);
        let b = besluit(&f);
        let g = grond(&b, O::Persoon);
        assert_eq!((b.uitkomst, g.uitkomst), (Voorleggen, Voorleggen));
        assert!(g.uitleg.contains(wat), "{}", g.uitleg);
        assert_eq!(g.artikelen[0].to_string(), "Wabb 12");
        // The woonplaats is another question, and has its own answer.
        assert_eq!(grond(&b, O::Woonplaats).uitkomst, Toewijzen);
    }
    for herkenning in [Zelfde, Nieuw] {
        let mut f = goed();
        f.herkenning = Feit::bericht(herkenning);
        assert_eq!(uitkomst(&f), Toewijzen);
    }
}

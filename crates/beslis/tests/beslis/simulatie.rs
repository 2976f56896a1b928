//! What if: old decisions under another profile.

use crate::gemeen::*;
use houvast_begrip::Centen;
use houvast_beslis::simulatie::{Geval, Simulatie, vergelijk};
use houvast_beslis::{Feit, Onderwerp as O, Uitkomst, Verwijzer, VerzoekFeiten};
use jiff::civil::date;

fn geval(kenmerk: &str, feiten: VerzoekFeiten) -> Geval {
    Geval {
        kenmerk: kenmerk.to_owned(),
        besluit: besluit(&feiten),
        feiten,
    }
}

/// The built-in text under itself: nothing changes, and each stored decision comes back.
#[test]
fn onder_het_eigen_profiel_verandert_er_niets() {
    let mut som = Simulatie::nieuw(profiel(), profiel());
    for bedrag in [5_000, 8_000, 8_001, 30_000] {
        let g = geval("Z1", via(Verwijzer::Huisarts, euro(bedrag, 0)));
        let v = vergelijk(&g, profiel(), profiel());
        assert_eq!((v.gewijzigd(), v.zelfde_als_toen), (false, Some(true)));
        assert!(v.gronden.is_empty() && v.verschil == Centen::NUL);
        som.tel(&v);
    }
    assert_eq!((som.gevallen, som.gewijzigd, som.verschil()), (4, 0, Centen::NUL));
}

/// RTP 2.4.1: budget 4 becomes € 6.000 from 2027: an old case of 2025 costs € 1.000 more, and the ground shows it.
#[test]
fn een_hoger_standaardbudget_kost_per_geval_het_verschil() {
    let toml = include_str!("../../profielen/ijsselland/2024-01-08.toml")
        .replace("geldig_vanaf = 2024-01-08", "geldig_vanaf = 2027-01-01")
        .replace("nummer = 4, bedrag = 5_000", "nummer = 4, bedrag = 6_000");
    let nieuw = houvast_beslis::Regioprofiel::lees(&toml, "2027.toml").unwrap();
    let v = vergelijk(&geval("Z1", goed()), profiel(), &nieuw);
    assert!(v.gewijzigd());
    // As if it had been valid then: no ground says that it is not valid yet.
    assert_eq!(
        (v.oud.uitkomst, v.nieuw.uitkomst),
        (Uitkomst::Toewijzen, Uitkomst::Toewijzen)
    );
    assert_eq!(
        (v.oud.toegekend, v.nieuw.toegekend),
        (euro(5_000, 0), euro(6_000, 0))
    );
    assert_eq!(v.verschil, euro(1_000, 0));
    let waar: Vec<O> = v.gronden.iter().map(|g| g.onderwerp).collect();
    assert!(waar.contains(&O::Budget), "{waar:?}");
    let budget = v.gronden.iter().find(|g| g.onderwerp == O::Budget).unwrap();
    assert_eq!(budget.artikelen[0].to_string(), "RTP 2.4.1");
    assert_ne!(budget.oud, budget.nieuw);
}

/// RTP 2.4.2, eis 72: a lower limit refuses what was granted; a refused message costs nothing.
#[test]
fn een_lagere_grens_laat_zien_wie_er_anders_uitkomt_en_op_welk_artikel() {
    let toml = include_str!("../../profielen/ijsselland/2024-01-08.toml")
        .replace(
            "grens_zonder_instemming = 8_000",
            "grens_zonder_instemming = 5_000",
        )
        .replace(
            "bedrag = 8_000, medisch_eerste_verwijzing = true",
            "bedrag = 8_000, medisch_eerste_verwijzing = false",
        );
    let lager = houvast_beslis::Regioprofiel::lees(&toml, "lager.toml").unwrap();
    let mut som = Simulatie::nieuw(profiel(), &lager);
    for (nummer, bedrag) in [5_000, 8_000, 9_000].into_iter().enumerate() {
        let v = vergelijk(
            &geval(&nummer.to_string(), via(Verwijzer::Huisarts, euro(bedrag, 0))),
            profiel(),
            &lager,
        );
        if bedrag == 8_000 {
            assert_eq!(
                (v.oud.uitkomst, v.nieuw.uitkomst),
                (Uitkomst::Toewijzen, Uitkomst::Afwijzen)
            );
            assert_eq!(v.verschil, Centen(-800_000));
            let grens = v.gronden.iter().find(|g| g.onderwerp == O::Grens).unwrap();
            let plekken: Vec<String> = grens.artikelen.iter().map(ToString::to_string).collect();
            assert_eq!(plekken, ["RTP 2.4.2", "eis 72"]);
        }
        som.tel(&v);
    }
    assert_eq!(
        (som.gevallen, som.gewijzigd, som.verschil()),
        (3, 1, Centen(-800_000))
    );
    assert_eq!(som.per_onderwerp.get(&O::Grens), Some(&1));
}

#[test]
fn voorstellen_en_toekenningen_worden_apart_geteld() {
    let mut som = Simulatie::nieuw(profiel(), profiel());
    let mut onbekend = goed();
    onbekend.woonplaats = Feit::onbekend();
    som.tel(&vergelijk(&geval("Z1", goed()), profiel(), profiel()));
    som.tel(&vergelijk(&geval("Z2", onbekend), profiel(), profiel()));
    assert_eq!(
        (som.toegekend_oud, som.voorgesteld_oud),
        (euro(5_000, 0), euro(5_000, 0))
    );
    let rij: Vec<(Uitkomst, Uitkomst, u64)> = som
        .overgangen
        .iter()
        .map(|o| (o.oud, o.nieuw, o.aantal))
        .collect();
    assert_eq!(
        rij,
        [
            (Uitkomst::Toewijzen, Uitkomst::Toewijzen, 1),
            (Uitkomst::Voorleggen, Uitkomst::Voorleggen, 1)
        ]
    );
}

/// A stored decision that the old text does not give again is counted, and not trusted in silence.
#[test]
fn een_bewaard_besluit_dat_anders_is_wordt_gemeld() {
    let mut g = geval("Z1", goed());
    g.besluit.samenvatting = "iets anders".to_owned();
    let v = vergelijk(&g, profiel(), profiel());
    assert_eq!(v.zelfde_als_toen, Some(false));
    let mut som = Simulatie::nieuw(profiel(), profiel());
    som.tel(&v);
    assert_eq!(som.anders_dan_toen, 1);
    // Taken under another version: nothing to compare with.
    g.besluit.profiel.geldig_vanaf = date(2020, 1, 1);
    assert_eq!(vergelijk(&g, profiel(), profiel()).zelfde_als_toen, None);
}

/// A line of the command line is what is stored.
#[test]
fn een_geval_leest_terug_uit_json() {
    let g = geval("Z1", goed());
    let regel = serde_json::to_string(&g).unwrap();
    assert_eq!(serde_json::from_str::<Geval>(&regel).unwrap(), g);
    assert!(!regel.contains('\n'));
}

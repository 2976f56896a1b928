//! What counts, against a plain list; and very much of it.

use super::{Levering, Stand};
use crate::Bericht;
use crate::berichten::jw317::OngewijzigdProduct;
use crate::regels::proef::{geleverd, jw305, jw307, jw317, loopt};
use crate::regels::{EerderVelden, EerdereLevering, LeveringSoort, keten};
use jiff::ToSpan;
use jiff::civil::{Date, date};
use proptest::prelude::*;

/// Small numbers, so that keys meet.
fn levering(toewijzing: u32, begin: i64, stop: Option<(i64, bool)>, verwijderen: bool) -> EerdereLevering {
    let dag = |n: i64| date(2026, 1, 1).checked_add(n.days()).unwrap();
    EerdereLevering {
        soort: stop.map_or(LeveringSoort::Start, |(eind, tijdelijk)| LeveringSoort::Stop {
            einddatum: dag(begin + eind),
            reden: if tijdelijk { "20" } else { "31" }.into(),
        }),
        toewijzing: (toewijzing > 0).then_some(toewijzing),
        categorie: Some("45".into()),
        code: None,
        begindatum: dag(begin),
        verwijderen,
    }
}

fn sleutel(l: &EerdereLevering) -> Levering<'_> {
    Levering::van(l)
}

/// A history as receivers accept it: of one key sent, removed, sent again.
fn aanvaard(alles: Vec<EerdereLevering>) -> Vec<EerdereLevering> {
    let mut telt: Vec<EerdereLevering> = Vec::new();
    let mut uit = Vec::new();
    for l in alles {
        let plek = telt.iter().position(|t| sleutel(t) == sleutel(&l));
        match (plek, l.verwijderen) {
            (Some(plek), true) => {
                telt.remove(plek);
            }
            (None, false) => telt.push(l.clone()),
            _ => continue,
        }
        uit.push(l);
    }
    uit
}

/// What counts of a history, one after the other.
fn naief(eerder: &[EerdereLevering]) -> Vec<Levering<'_>> {
    let mut telt = Vec::new();
    for l in eerder {
        if l.verwijderen {
            telt.retain(|t| *t != sleutel(l));
        } else {
            telt.push(sleutel(l));
        }
    }
    telt
}

proptest! {
    #[test]
    fn de_stand_is_wat_er_na_elkaar_van_overblijft(
        alles in proptest::collection::vec(
            (0..3u32, 0..3i64, proptest::option::of((0..3i64, any::<bool>())), any::<bool>()),
            0..40,
        ),
        draai in 0..40usize,
    ) {
        let alles = alles.into_iter().map(|(t, b, s, v)| levering(t, b, s, v)).collect();
        let mut eerder = aanvaard(alles);
        let telt: Vec<EerdereLevering> = {
            let na_elkaar = naief(&eerder);
            eerder.iter().filter(|l| !l.verwijderen && na_elkaar.contains(&sleutel(l))).cloned().collect()
        };
        let na_elkaar: Vec<Levering<'_>> = telt.iter().map(sleutel).collect();
        // The order of arrival says nothing.
        let plek = draai.min(eerder.len());
        eerder.rotate_left(plek);
        let stand = Stand::van(&eerder);
        for l in &eerder {
            let zelf = sleutel(l);
            prop_assert_eq!(stand.telt(zelf), na_elkaar.contains(&zelf));
            let stops = || na_elkaar.iter().filter(|t| t.stop.is_some());
            let gestopt = stops().any(|t| t.sleutel == zelf.sleutel);
            prop_assert_eq!(stand.gestopt(zelf.sleutel), gestopt);
            let loopt = na_elkaar.iter().any(|start| {
                let past = match zelf.sleutel.toewijzing {
                    Some(nummer) => start.sleutel.toewijzing == Some(nummer),
                    None => start.sleutel == zelf.sleutel,
                };
                past && start.stop.is_none() && !stops().any(|t| t.sleutel == start.sleutel)
            });
            prop_assert_eq!(stand.loopt(zelf.sleutel), loopt);
            let einden = stand.einden(zelf.sleutel);
            let mijn: Vec<(Date, &str)> = stops()
                .filter(|t| t.sleutel == zelf.sleutel)
                .filter_map(|t| t.stop)
                .collect();
            prop_assert_eq!(einden.and_then(super::Einden::laatste), mijn.iter().map(|(eind, _)| *eind).max());
            prop_assert_eq!(einden.is_some_and(super::Einden::tijdelijk), mijn.iter().any(|(_, r)| *r == "20"));
            prop_assert_eq!(einden.is_some_and(super::Einden::definitief), mijn.iter().any(|(_, r)| *r != "20"));
        }
    }
}

const VEEL: usize = 10_000;

#[test]
fn heel_veel_stops_kosten_geen_kwadraat() {
    let mut b = jw307();
    let stop = b.product(0).clone();
    b.client.stop_producten.stop_product = vec![stop; VEEL];
    let een = geleverd(b.clone());
    let eerder = EerderVelden {
        leveringen: [geleverd(jw305()), een].concat(),
        ..loopt()
    };
    assert!(!keten(&b.into(), &eerder).is_empty());
    let mut b = jw305();
    let start = b.product(0).clone();
    b.client.start_producten.start_product = vec![start; VEEL];
    assert!(!keten(&b.into(), &eerder).is_empty());
}

#[test]
fn heel_veel_producten_in_een_wijziging_kosten_geen_kwadraat() {
    let mut b = jw317();
    let (anders, nieuw) = (b.te_wijzigen()[0].clone(), b.nieuw()[0].clone());
    *b.te_wijzigen() = vec![anders; VEEL];
    *b.nieuw() = vec![nieuw; VEEL];
    *b.ongewijzigd() = vec![OngewijzigdProduct { toewijzing_nummer: 1 }; VEEL];
    let b: Bericht = b.into();
    assert!(!keten(&b, &loopt()).is_empty());
    assert!(!crate::regels::inhoud(&b).is_empty());
}

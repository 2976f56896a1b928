//! What somebody can work out from what is shown, as a clever reader would: by solving the sums, and by how large each number
//! can be at least and at most.

use super::{Som, VANAF};
use crate::beeld::Telling;
use std::collections::BTreeSet;

/// The small numbers that have only one possible value.
pub(super) fn te_raden(cellen: &[Telling], sommen: &[&Som]) -> BTreeSet<usize> {
    let mut uit = door_oplossen(cellen, sommen);
    uit.extend(door_grenzen(cellen, sommen));
    uit.retain(|plek| cellen.get(*plek) == Some(&Telling::Klein));
    uit
}

/// Lowest and highest value; `None` has no highest.
type Grens = (u64, Option<u64>);

fn grens(cel: Telling) -> Grens {
    match cel {
        Telling::Aantal(n) => (n, Some(n)),
        Telling::Klein => (1, Some(VANAF - 1)),
        Telling::Verborgen => (VANAF, None),
    }
}

/// A part is at most what the whole leaves when the others are as small as they can be, and the other way round.
fn door_grenzen(cellen: &[Telling], sommen: &[&Som]) -> BTreeSet<usize> {
    let mut grenzen: Vec<Grens> = cellen.iter().map(|c| grens(*c)).collect();
    let van = |grenzen: &[Grens], plek: usize| grenzen.get(plek).copied().unwrap_or((0, None));
    // Each round narrows at least one bound; as many rounds as there are cells is enough for these tables.
    for _ in 0..=cellen.len() {
        let voor = grenzen.clone();
        for som in sommen {
            let delen = |grenzen: &[Grens], behalve: Option<usize>| -> Grens {
                let over = som.delen.iter().filter(|d| Some(**d) != behalve);
                over.map(|d| van(grenzen, *d))
                    .fold((0, Some(0)), |a, b| (a.0 + b.0, a.1.zip(b.1).map(|(x, y)| x + y)))
            };
            let samen = delen(&grenzen, None);
            smal(&mut grenzen, som.geheel, samen);
            for deel in &som.delen {
                let geheel = van(&grenzen, som.geheel);
                let rest = delen(&grenzen, Some(*deel));
                let laag = rest.1.map_or(0, |r| geheel.0.saturating_sub(r));
                let hoog = geheel.1.map(|g| g.saturating_sub(rest.0));
                smal(&mut grenzen, *deel, (laag, hoog));
            }
        }
        if grenzen == voor {
            break;
        }
    }
    grenzen
        .iter()
        .enumerate()
        .filter(|(_, (laag, hoog))| hoog.is_some_and(|h| h <= *laag))
        .map(|(plek, _)| plek)
        .collect()
}

fn smal(grenzen: &mut [Grens], plek: usize, nieuw: Grens) {
    if let Some((laag, hoog)) = grenzen.get_mut(plek) {
        *laag = (*laag).max(nieuw.0);
        *hoog = match (*hoog, nieuw.1) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
    }
}

/// The unknowns that the sums fix: Gauss-Jordan on whole numbers. What the known numbers are does not matter for that.
fn door_oplossen(cellen: &[Telling], sommen: &[&Som]) -> BTreeSet<usize> {
    let onbekend: Vec<usize> = cellen
        .iter()
        .enumerate()
        .filter(|(_, c)| !matches!(c, Telling::Aantal(_)))
        .map(|(plek, _)| plek)
        .collect();
    let mut rijen: Vec<Vec<i128>> = sommen
        .iter()
        .map(|s| {
            onbekend
                .iter()
                .map(|plek| i128::from(s.geheel == *plek) - i128::from(s.delen.contains(plek)))
                .collect()
        })
        .collect();
    let mut spil = 0;
    for kolom in 0..onbekend.len() {
        let Some(gevonden) = (spil..rijen.len()).find(|r| cel(&rijen, *r, kolom) != 0) else {
            continue;
        };
        rijen.swap(spil, gevonden);
        let basis = rijen.get(spil).cloned().unwrap_or_default();
        let a = basis.get(kolom).copied().unwrap_or(1);
        for (nummer, rij) in rijen.iter_mut().enumerate() {
            let b = rij.get(kolom).copied().unwrap_or(0);
            if nummer != spil && b != 0 {
                for (x, y) in rij.iter_mut().zip(&basis) {
                    *x = *x * a - *y * b;
                }
                deel_klein(rij);
            }
        }
        spil += 1;
    }
    rijen
        .iter()
        .filter_map(|rij| {
            let mut niet_nul = rij.iter().zip(&onbekend).filter(|(x, _)| **x != 0);
            let (_, plek) = niet_nul.next()?;
            niet_nul.next().is_none().then_some(*plek)
        })
        .collect()
}

fn cel(rijen: &[Vec<i128>], rij: usize, kolom: usize) -> i128 {
    rijen.get(rij).and_then(|r| r.get(kolom)).copied().unwrap_or(0)
}

/// Keeps the numbers of a row small.
fn deel_klein(rij: &mut [i128]) {
    let ggd = rij.iter().fold(0, |a, b| ggd(a, b.abs()));
    if ggd > 1 {
        for x in rij {
            *x /= ggd;
        }
    }
}

fn ggd(a: i128, b: i128) -> i128 {
    if b == 0 { a } else { ggd(b, a % b) }
}

//! Small numbers: one to four children are not counted out loud, and cannot be worked out from a total.

mod raden;

use crate::beeld::Telling;

/// The first number that may be shown.
const VANAF: u64 = 5;

/// A number by itself.
pub(super) fn los(aantal: u64) -> Telling {
    if (1..VANAF).contains(&aantal) {
        Telling::Klein
    } else {
        Telling::Aantal(aantal)
    }
}

/// One number that is the sum of others, by their places.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Som {
    pub(super) geheel: usize,
    pub(super) delen: Vec<usize>,
}

/// A column with its total under it. What is left out never leaves only one answer.
pub(super) fn kolom(aantallen: &[u64]) -> (Vec<Telling>, Telling) {
    let mut cellen = aantallen.to_vec();
    cellen.push(aantallen.iter().sum());
    let som = Som {
        geheel: aantallen.len(),
        delen: (0..aantallen.len()).collect(),
    };
    let mut uit = verberg(&cellen, &[som]);
    let totaal = uit.pop().unwrap_or(Telling::Aantal(0));
    (uit, totaal)
}

/// Numbers that are published together, with what somebody can add up: down a column and along a row. A sum that does not
/// hold for these numbers says nothing about them and does not count.
pub(super) fn verberg(cellen: &[u64], sommen: &[Som]) -> Vec<Telling> {
    let waarde = |plek: &usize| cellen.get(*plek).copied().unwrap_or_default();
    let sommen: Vec<&Som> = sommen
        .iter()
        .filter(|s| waarde(&s.geheel) == s.delen.iter().map(waarde).sum::<u64>())
        .collect();
    let is_totaal = |plek: usize| sommen.iter().any(|s| s.geheel == plek);
    let mut uit: Vec<Telling> = cellen.iter().map(|n| los(*n)).collect();
    loop {
        let bekend = raden::te_raden(&uit, &sommen);
        if bekend.is_empty() {
            break;
        }
        let raakt = |plek: usize| {
            let samen = |s: &&&Som| s.geheel == plek || s.delen.contains(&plek);
            let verraadt = |s: &Som| bekend.iter().any(|b| s.geheel == *b || s.delen.contains(b));
            sommen.iter().filter(samen).any(|s| verraadt(s))
        };
        // The smallest number beside it goes too, a total last: that is what people look for.
        let volgende = uit
            .iter()
            .enumerate()
            .filter_map(|(plek, t)| match t {
                Telling::Aantal(n) if *n > 0 => Some((!raakt(plek), is_totaal(plek), *n, plek)),
                _ => None,
            })
            .min();
        let weg: Vec<usize> = match volgende {
            Some((_, _, _, plek)) => vec![plek],
            // Nothing is left to hide behind: then not even "one to four" is said.
            None => (0..uit.len())
                .filter(|plek| uit.get(*plek) == Some(&Telling::Klein))
                .collect(),
        };
        for plek in weg {
            if let Some(cel) = uit.get_mut(plek) {
                *cel = Telling::Verborgen;
            }
        }
    }
    toon_weer(cellen, &sommen, &is_totaal, &mut uit);
    uit
}

/// What went on the way and need not, comes back: totals first, then the larger numbers.
fn toon_weer(cellen: &[u64], sommen: &[&Som], is_totaal: &impl Fn(usize) -> bool, uit: &mut [Telling]) {
    let mut weg: Vec<(bool, u64, usize)> = cellen
        .iter()
        .zip(uit.iter())
        .enumerate()
        .filter(|(_, (n, t))| **t == Telling::Verborgen && **n >= VANAF)
        .map(|(plek, (n, _))| (is_totaal(plek), *n, plek))
        .collect();
    weg.sort_unstable_by(|a, b| b.cmp(a));
    for (_, n, plek) in weg {
        let mut poging = uit.to_vec();
        if let Some(cel) = poging.get_mut(plek) {
            *cel = Telling::Aantal(n);
        }
        if raden::te_raden(&poging, sommen).is_empty() {
            uit.clone_from_slice(&poging);
        }
    }
}

/// `5,0%`, when both numbers are shown; empty otherwise.
pub(super) fn aandeel(deel: Telling, geheel: &[Telling]) -> String {
    let getal = |t: &Telling| match t {
        Telling::Aantal(n) => Some(*n),
        Telling::Klein | Telling::Verborgen => None,
    };
    let (Some(deel), Some(geheel)) = (getal(&deel), geheel.iter().map(getal).sum::<Option<u64>>()) else {
        return String::new();
    };
    procent(deel, geheel)
}

/// In tenths of a per cent, rounded half up; empty of nothing.
pub(super) fn procent(deel: u64, geheel: u64) -> String {
    if geheel == 0 {
        return String::new();
    }
    let tienden = (u128::from(deel) * 1_000 + u128::from(geheel) / 2) / u128::from(geheel);
    format!("{},{}%", tienden / 10, tienden % 10)
}

#[cfg(test)]
mod tests {
    use super::*;
    use Telling::{Aantal, Klein, Verborgen};

    #[test]
    fn een_tot_en_met_vier_wordt_niet_genoemd_en_nul_en_vijf_wel() {
        assert_eq!([0, 1, 4, 5].map(los), [Aantal(0), Klein, Klein, Aantal(5)]);
    }

    #[test]
    fn uit_het_totaal_is_een_klein_getal_niet_terug_te_rekenen() {
        assert_eq!(
            kolom(&[20, 3, 7, 0]),
            (vec![Aantal(20), Klein, Verborgen, Aantal(0)], Aantal(30)),
            "het kleinste andere getal gaat mee weg"
        );
        assert_eq!(kolom(&[20, 1, 3]), (vec![Aantal(20), Klein, Klein], Aantal(24)));
        assert_eq!(
            kolom(&[20, 1, 1]).0,
            [Verborgen, Klein, Klein],
            "samen twee: allebei een"
        );
        assert_eq!(
            kolom(&[20, 4, 4]).0,
            [Verborgen, Klein, Klein],
            "samen acht: allebei vier"
        );
        assert_eq!(kolom(&[0, 3, 0]), (vec![Aantal(0), Klein, Aantal(0)], Klein));
        assert_eq!(
            kolom(&[20, 1, 5, 0]),
            (vec![Verborgen, Klein, Aantal(5), Aantal(0)], Aantal(26)),
            "een en vijf is zes, en wat verborgen is, is ten minste vijf"
        );
        assert_eq!(
            kolom(&[1, 1, 1, 1]),
            (vec![Verborgen; 4], Verborgen),
            "vier kleine getallen met samen hoogstens vier zijn alle vier een"
        );
        assert_eq!(kolom(&[5, 6]), (vec![Aantal(5), Aantal(6)], Aantal(11)));
        assert_eq!(kolom(&[]), (vec![], Aantal(0)));
    }

    fn rij(geheel: usize, delen: &[usize]) -> Som {
        Som {
            geheel,
            delen: delen.to_vec(),
        }
    }

    /// A row that adds up too: granted = standard + offerte.
    #[test]
    fn een_klein_getal_is_ook_langs_de_rij_niet_terug_te_rekenen() {
        // Kampen: 42 = 40 + 2; Zwolle: 158 = 150 + 8; together 200 = 190 + 10.
        let cellen = [42, 40, 2, 158, 150, 8, 200, 190, 10];
        let sommen = [
            rij(0, &[1, 2]),
            rij(3, &[4, 5]),
            rij(6, &[7, 8]),
            rij(6, &[0, 3]),
            rij(7, &[1, 4]),
            rij(8, &[2, 5]),
        ];
        let uit = verberg(&cellen, &sommen);
        assert_eq!(uit[2], Klein);
        // Whoever fills in what is shown finds more than one table that fits.
        for (s, wat) in sommen
            .iter()
            .zip(["Kampen", "Zwolle", "regio", "toegewezen", "standaard", "offerte"])
        {
            let verborgen = |plek: &&usize| !matches!(uit[**plek], Aantal(_));
            let aantal = s.delen.iter().chain([&s.geheel]).filter(verborgen).count();
            assert_ne!(aantal, 1, "{wat}: {uit:?}");
        }
        assert_eq!(
            (uit[0], uit[6], uit[8]),
            (Aantal(42), Aantal(200), Aantal(10)),
            "totalen blijven staan"
        );
        // A row that does not add up is no way back, so it hides nothing.
        let los = verberg(&[50, 40, 2], &[rij(0, &[1, 2])]);
        assert_eq!(los, [Aantal(50), Aantal(40), Klein]);
    }

    /// Two rows and two columns together give away what none of them gives alone.
    #[test]
    fn twee_sommen_samen_verraden_ook_niets() {
        // a + b = 10 and b = c + 7 with c shown elsewhere as 0: elimination, not one sum.
        let cellen = [3, 7, 10, 7, 0];
        let sommen = [rij(2, &[0, 1]), rij(1, &[3, 4])];
        let uit = verberg(&cellen, &sommen);
        assert_eq!(uit[0], Klein);
        assert!(
            uit[1] == Verborgen && uit[3] == Verborgen || uit[2] == Verborgen,
            "{uit:?}"
        );
    }

    /// 200 toewijzingen of which 10 offerte.
    #[test]
    fn r075_tien_van_tweehonderd_is_vijf_procent() {
        let geheel = [Aantal(190), Aantal(10)];
        assert_eq!(aandeel(Aantal(10), &geheel), "5,0%");
        assert_eq!(aandeel(Aantal(190), &geheel), "95,0%");
        assert_eq!(aandeel(Klein, &[Aantal(190), Klein]), "");
        assert_eq!(
            aandeel(Aantal(190), &[Aantal(190), Klein]),
            "",
            "anders volgt het kleine uit het deel"
        );
        assert_eq!(
            (procent(0, 0), procent(1, 3), procent(2, 3)),
            (String::new(), "33,3%".into(), "66,7%".into())
        );
    }
}

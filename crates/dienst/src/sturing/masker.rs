//! Small numbers: one to four children are not counted out loud, and cannot be worked out from a total.

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

/// A column with its total under it. What is left out never leaves only one answer.
pub(super) fn kolom(aantallen: &[u64]) -> (Vec<Telling>, Telling) {
    let mut uit: Vec<Telling> = aantallen.iter().map(|n| los(*n)).collect();
    let totaal = los(aantallen.iter().sum());
    if totaal == Telling::Klein {
        return (uit, totaal);
    }
    let klein: Vec<u64> = aantallen
        .iter()
        .copied()
        .filter(|n| los(*n) == Telling::Klein)
        .collect();
    let (som, hoeveel) = (
        klein.iter().sum::<u64>(),
        u64::try_from(klein.len()).unwrap_or(u64::MAX),
    );
    // One hidden number is the total minus the rest; of several that are all the lowest or all the highest the same.
    let te_raden = hoeveel == 1 || som == hoeveel || som == hoeveel.saturating_mul(VANAF - 1);
    if hoeveel > 0 && te_raden {
        let kleinste = aantallen
            .iter()
            .zip(&uit)
            .enumerate()
            .filter(|(_, (n, t))| **n > 0 && matches!(t, Telling::Aantal(_)))
            .min_by_key(|(_, (n, _))| **n)
            .map(|(plek, _)| plek);
        if let Some(cel) = kleinste.and_then(|plek| uit.get_mut(plek)) {
            *cel = Telling::Verborgen;
        }
    }
    (uit, totaal)
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
        assert_eq!(kolom(&[5, 6]), (vec![Aantal(5), Aantal(6)], Aantal(11)));
        assert_eq!(kolom(&[]), (vec![], Aantal(0)));
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

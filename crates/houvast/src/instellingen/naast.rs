//! A setting that somebody misspelt: which one was meant.

/// The known name that looks most like this one; `None` when none is near.
pub(super) fn bedoeld<'a>(getypt: &str, bekend: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    bekend
        .map(|naam| (afstand(getypt, naam), naam))
        // A third of the name may be wrong, and at least two characters.
        .filter(|(afstand, naam)| *afstand <= (naam.len() / 3).max(2))
        .min()
        .map(|(_, naam)| naam)
}

/// How many characters must be added, removed or replaced.
fn afstand(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut vorige: Vec<usize> = (0..=b.len()).collect();
    for (i, van) in a.chars().enumerate() {
        let mut rij = vec![i + 1];
        for (j, naar) in b.iter().enumerate() {
            let vervang = vorige.get(j).copied().unwrap_or_default() + usize::from(van != *naar);
            let erbij = rij.last().copied().unwrap_or_default() + 1;
            let eraf = vorige.get(j + 1).copied().unwrap_or_default() + 1;
            rij.push(vervang.min(erbij).min(eraf));
        }
        vorige = rij;
    }
    vorige.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn een_tikfout_wijst_naar_de_naam_die_het_dichtst_bij_is() {
        let namen = || ["database", "map", "metrics", "postbus", "poort"].into_iter();
        for (getypt, bedoelde) in [
            ("datbase", Some("database")),
            ("poor", Some("poort")),
            ("metrisc", Some("metrics")),
            ("maap", Some("map")),
            ("schoenmaat", None),
        ] {
            assert_eq!(bedoeld(getypt, namen()), bedoelde, "{getypt}");
        }
        assert_eq!(
            (afstand("", "abc"), afstand("abc", "abc"), afstand("abc", "acb")),
            (3, 0, 2)
        );
    }
}

//! What somebody may have meant.

use super::fouten;
use crate::{codelijsten, regels};

/// The ids of rules and codes that look most like this one, best first; at most five.
#[must_use]
pub fn lijkt_op(gevraagd: &str) -> Vec<&'static str> {
    let gevraagd = gevraagd.to_uppercase();
    let ids = regels::lijst().iter().map(|regel| regel.id);
    let codes = codelijsten::retourcodes().chain(fouten().iter().map(|fout| fout.code));
    let mut kandidaten: Vec<_> = ids
        .chain(codes)
        .map(|id| (afstand(&gevraagd, &id.to_uppercase()), id))
        .filter(|(afstand, _)| *afstand <= 2)
        .collect();
    kandidaten.sort_unstable();
    kandidaten.dedup();
    kandidaten.into_iter().map(|(_, id)| id).take(5).collect()
}

/// How many characters must be added, removed or replaced.
fn afstand(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut rij: Vec<usize> = (0..=b.len()).collect();
    // Nobody means an id of more characters than this.
    for (i, van) in a.chars().take(32).enumerate() {
        let mut schuin = std::mem::replace(&mut rij[0], i + 1);
        for (j, naar) in b.iter().enumerate() {
            let kosten = (schuin + usize::from(van != *naar))
                .min(rij[j] + 1)
                .min(rij[j + 1] + 1);
            schuin = std::mem::replace(&mut rij[j + 1], kosten);
        }
    }
    rij[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn een_vergissing_krijgt_wat_er_op_lijkt() {
        assert_eq!(afstand("TR374", "TR374"), 0);
        assert_eq!(afstand("TR34", "TR374"), 1);
        assert_eq!(lijkt_op("TR3744").first(), Some(&"TR374"));
        assert_eq!(lijkt_op("tr374").first(), Some(&"TR374"));
        assert!(lijkt_op("heel iets anders").is_empty());
        assert_eq!(lijkt_op("BRS2").len(), 5);
    }
}

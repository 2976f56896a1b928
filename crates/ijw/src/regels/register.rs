//! The list of all rules, put together from the families.

use super::{Regel, cd, cs, iv, op, rs, tr, up};
use crate::declaratie::regels as declaratie;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

static LIJST: LazyLock<Vec<Regel>> = LazyLock::new(|| {
    let op_id = |regels: &[Regel]| {
        let mut familie = regels.to_vec();
        familie.sort_by_key(|regel| regel.id);
        familie
    };
    [
        up::REGELS.to_vec(),
        op::REGELS.to_vec(),
        iv::REGELS.to_vec(),
        op_id(&[tr::REGELS, declaratie::REGELS].concat()),
        op_id(cd::REGELS),
        op_id(cs::REGELS),
        rs::REGELS.to_vec(),
    ]
    .concat()
});

/// Which tests name which rule; made by `cargo run -p xtask -- regeltests`.
static TESTS: LazyLock<BTreeMap<&str, Vec<&str>>> = LazyLock::new(|| {
    let mut tests: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    let rijen = include_str!("regeltests.csv").lines().skip(1);
    for (regel, test) in rijen.filter_map(|rij| rij.split_once(',')) {
        tests.entry(regel).or_default().push(test);
    }
    tests
});

impl Regel {
    /// The tests that name this rule or one that carries it out, as `file::test`.
    #[must_use]
    pub fn tests(&self) -> Vec<&'static str> {
        let namen = std::iter::once(&self.id).chain(self.door);
        let tests: BTreeSet<&'static str> = namen.filter_map(|id| TESTS.get(id)).flatten().copied().collect();
        tests.into_iter().collect()
    }
}

/// All 307 rules, by family and id.
#[must_use]
pub fn lijst() -> &'static [Regel] {
    &LIJST
}

/// The rule with this id.
#[must_use]
pub fn zoek(id: &str) -> Option<&'static Regel> {
    LIJST.iter().find(|regel| regel.id == id)
}

#[cfg(test)]
mod tests;

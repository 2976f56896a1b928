//! The list of all rules, put together from the families.

use super::{Regel, cd, cs, iv, op, rs, tr, up};
use std::sync::LazyLock;

static LIJST: LazyLock<Vec<Regel>> = LazyLock::new(|| {
    let met_later = |regels: &[Regel], later: &[Regel]| {
        let mut familie = [regels, later].concat();
        familie.sort_by_key(|regel| regel.id);
        familie
    };
    [
        up::REGELS.to_vec(),
        op::REGELS.to_vec(),
        iv::REGELS.to_vec(),
        met_later(tr::REGELS, tr::LATER),
        met_later(cd::REGELS, cd::LATER),
        met_later(cs::REGELS, cs::LATER),
        rs::REGELS.to_vec(),
    ]
    .concat()
});

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

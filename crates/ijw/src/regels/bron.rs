//! The sources outside the messages that level 4 looks at.

use compact_str::CompactString;
use jiff::civil::Date;
use std::collections::BTreeSet;

/// What level 4 needs to know.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Bron {
    /// The day on which the message is judged (TR135).
    pub peildatum: Date,
    /// Product codes agreed in the region beside the national list: category and code (IV075, TR381).
    pub eigen_productcodes: BTreeSet<(CompactString, CompactString)>,
}

impl Bron {
    /// A source with the national lists only.
    #[must_use]
    pub fn op(peildatum: Date) -> Self {
        Self {
            peildatum,
            eigen_productcodes: BTreeSet::new(),
        }
    }
}

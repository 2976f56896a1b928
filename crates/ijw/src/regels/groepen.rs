//! Sets of messages that many rules share.

use crate::BerichtSoort::{
    self, Jw301, Jw302, Jw305, Jw306, Jw307, Jw308, Jw315, Jw316, Jw317, Jw318, Jw319, Jw320, Jw323, Jw325,
};

/// The messages that start something.
pub(super) const HEEN: &[BerichtSoort] = &[Jw301, Jw305, Jw307, Jw315, Jw317, Jw319, Jw323];
/// Those, and the declaratie-antwoord, which has content of its own.
pub(super) const MET_INHOUD: &[BerichtSoort] = &[Jw301, Jw305, Jw307, Jw315, Jw317, Jw319, Jw323, Jw325];
/// The retourberichten.
pub(super) const RETOUR: &[BerichtSoort] = &[Jw302, Jw306, Jw308, Jw316, Jw318, Jw320];
/// All fourteen.
pub(super) const ALLE: &[BerichtSoort] = &[
    Jw301, Jw302, Jw305, Jw306, Jw307, Jw308, Jw315, Jw316, Jw317, Jw318, Jw319, Jw320, Jw323, Jw325,
];

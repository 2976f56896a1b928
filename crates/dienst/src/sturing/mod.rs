//! Steering the region: counts without persons, what waits and where, and what another text of the protocol would
//! have changed. The program counts; who asks has a role without cases.

mod bestand;
mod herijking;
mod masker;
mod periode;
mod simulatie;
mod tellen;
mod watals;
mod werk;

pub use bestand::{csv, excel};
pub use herijking::{herijking_beeld, leg_herijking_vast};
pub use simulatie::{Gespeeld, simulatie};
pub use tellen::toon;
pub use watals::{profieltekst, wat_als};
pub use werk::werk;

use houvast_begrip::Houder;
use uuid::Uuid;

/// The number of a case for people who may not see whose it is: the gemeente and the end of the id of its decision.
#[must_use]
pub fn kenmerk(houder: &Houder, besluit: Uuid) -> String {
    let hex = besluit.simple().to_string();
    format!("{houder}-{}", hex.get(24..).unwrap_or_default())
}

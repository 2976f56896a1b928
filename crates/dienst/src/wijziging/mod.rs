//! A change of running help: what is asked with a JW317 or by secure mail is weighed by the protocol, and the Toegang
//! decides (R-059, R-060, R-099… …R-135).

mod besluit;
mod besteding;
mod feiten;
mod mail;
mod oordeel;
mod plan;
mod toon;
mod uitvoeren;
mod vastleggen;
pub(crate) mod zaak;

pub use besluit::{besluit, taak_klaar};
pub(crate) use mail::via_bericht;
pub use mail::{leg_mail_vast, mail};
pub(crate) use toon::per_mail;
pub use toon::toon;
pub use vastleggen::leg_vast;

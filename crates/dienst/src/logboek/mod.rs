//! The audit log (NEN 7513): what each request leaves behind, who may read it, and its seals.

mod spoor;
mod tonen;
pub(crate) mod woorden;
mod zegelen;

pub use spoor::{Afloop, bladzijde, van_opdracht, van_opslag};
pub use tonen::{NAMEN_TONEN, overzicht, van_kind, voor_ouders, zoek};
pub use woorden::register;
pub use zegelen::{Zegelaar, draai, lees_zegels, verzegel};

pub(crate) use spoor::{Spoor, aanmelding, beheer};

//! Messages: in, judged, answered, out.

pub(crate) mod bevinding;
mod declaratie_feiten;
pub(crate) mod declareren;
mod eerder;
pub(crate) mod gelezen;
mod inhoud;
mod kop;
mod levering;
mod lijst;
pub(crate) mod maken;
mod ontvangen;
mod retour;
mod toon;
mod upload;
pub(crate) mod vastgelopen;
pub(crate) mod verwerken;
pub(crate) mod verwerkt;
pub(crate) mod verzenden;
pub(crate) mod wijziging;
mod xml;

pub use lijst::lijst;
pub(crate) use ontvangen::aankomst;
pub use ontvangen::ontvang;
pub use toon::toon;
pub use upload::upload;
pub use verwerken::eigen_productcodes;

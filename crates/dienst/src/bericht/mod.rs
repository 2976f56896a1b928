//! Messages: in, judged, answered, out.

mod andere;
pub(crate) mod bevinding;
mod eerder;
mod kaal;
mod kop;
mod lijst;
pub(crate) mod maken;
mod ontvangen;
mod retour;
mod toon;
mod upload;
pub(crate) mod verwerken;
pub(crate) mod verzenden;
mod xml;

pub use lijst::lijst;
pub(crate) use ontvangen::aankomst;
pub use ontvangen::ontvang;
pub use toon::toon;
pub use upload::upload;

//! Levels 3 and 4 of a declaratie (JW323) and its answer (JW325), line by line in blocks.
//!
//! ```
//! use houvast_ijw::Bericht;
//! use houvast_ijw::antwoord::Retour;
//! use houvast_ijw::archief::Archief;
//! use houvast_ijw::berichten::jw323;
//! use houvast_ijw::declaratie::{BLOK, Keuring, Kop, Prestatieregel, antwoord};
//! use houvast_ijw::regels::Bron;
//!
//! fn beantwoord(b: &jw323::Bericht, archief: &Archief, bron: &Bron, gegevens: &Retour) -> Bericht {
//!     let kop = Kop::van(b);
//!     let verleden = archief.verleden(&kop);
//!     let mut keuring = Keuring::nieuw(kop.clone(), verleden.kop(), bron);
//!     let mut regels = Vec::new(); // in the order of the message; a stream gives them one by one
//!     for (c, client) in b.declaratie.clienten.client.iter().zip(0..) {
//!         for (prestatie, nummer) in c.prestaties.prestatie.iter().zip(0..) {
//!             regels.push(Prestatieregel { client, nummer, bsn: &c.bsn, prestatie });
//!         }
//!     }
//!     for blok in regels.chunks(BLOK) {
//!         let sleutels = keuring.vraagt(blok); // what to look up: a store needs a handful of queries
//!         keuring.keur(blok, &verleden.zoek(&sleutels));
//!     }
//!     antwoord(&keuring.klaar(), &kop, gegevens)
//! }
//! ```
//!
//! Credits are processed before debits (OP366), wherever they stand. A client occurs once in a message and a toewijzing has
//! one client, so this is settled at the end of each client: nothing but the references is kept for the whole message.

mod antwoord;
mod feiten;
mod keur_antwoord;
mod keuring;
mod kop;
mod plafond;
pub(crate) mod regels;
mod stand;
mod uit_bevindingen;
mod uitslag;
pub(crate) mod zicht;

#[cfg(test)]
pub(crate) mod proef;

pub use antwoord::antwoord;
pub use feiten::{
    AntwoordEerder, DeclaratieEerder, EerderDebet, EerdereDeclaratie, EerdereDeclaraties, OpenDebet,
    Sleutels, Tarief, Toewijzing,
};
pub use keur_antwoord::keur_antwoord;
pub(crate) use keuring::bron_van_regels;
pub use keuring::{BLOK, Keuring, Prestatieregel, keur, keur_bron};
pub use kop::Kop;
pub use uitslag::{AfgewezenClient, AfgewezenPrestatie, Uitslag};

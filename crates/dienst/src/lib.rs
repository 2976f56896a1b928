//! Use cases: authorise, load, decide, store, enqueue. Knows no HTTP.

pub mod aanbieder;
pub mod account;
pub mod accountbeheer;
pub mod beeld;
pub mod bericht;
pub mod brief;
pub mod dagmail;
pub mod demo;
mod eigenbesluit;
pub mod fout;
mod gebeurtenis;
mod gronden;
pub mod huis;
pub mod hulpvraag;
pub mod instellingen;
pub mod jeugdige;
mod kijk;
mod levering;
pub mod postbus;
pub mod raming;
pub mod recht;
pub mod signaal;
pub mod sturing;
mod taal;
mod termijnen;
mod toekennen;
pub mod verwijzing;
pub mod verzoek;
pub mod wachtwoord;
pub mod werker;
pub mod werkvoorraad;
pub mod wijziging;

pub use account::Aangemeld;
pub use fout::DienstFout;
pub use huis::Huis;
pub use werker::Werker;

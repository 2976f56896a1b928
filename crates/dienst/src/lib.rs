//! Use cases: authorise, load, decide, store, enqueue. Knows no HTTP.

pub mod aanbieder;
pub mod account;
pub mod accountbeheer;
pub mod beeld;
pub mod bericht;
pub mod demo;
pub mod fout;
mod gebeurtenis;
pub mod huis;
pub mod instellingen;
pub mod jeugdige;
mod kijk;
mod levering;
pub mod postbus;
pub mod recht;
mod taal;
mod termijnen;
pub mod verzoek;
pub mod wachtwoord;
pub mod werker;
pub mod werkvoorraad;

pub use account::Aangemeld;
pub use fout::DienstFout;
pub use huis::Huis;
pub use werker::Werker;

//! The pure decision core: facts and a regioprofiel in, a besluit with its gronden out.
//!
//! Absences: no I/O, no clock, no SQL, no XML, no knowledge of one region; what a region may choose is in its profile.
//! A refusal here is a result with grounds, never an error.
//!
//! ```
//! use houvast_begrip::{AgbCode, Centen, GemeenteCode};
//! use houvast_beslis::{Feit, Uitkomst, VerzoekFeiten, beoordeel, op_datum};
//! use jiff::civil::date;
//!
//! let vandaag = date(2026, 11, 23);
//! let (zwolle, aanbieder) = (GemeenteCode::nieuw("0193")?, AgbCode::nieuw("90010001")?);
//! let mut feiten = VerzoekFeiten::nieuw(zwolle, aanbieder, date(2026, 11, 20), vandaag);
//! feiten.budget = Feit::bericht(Centen::euro(8_000));
//! // Nobody knows who referred, where the child lives, or when the help starts: a person must look.
//! let profiel = op_datum("ijsselland", vandaag).ok_or("geen profiel")?;
//! let besluit = beoordeel(&feiten, profiel, vandaag);
//! assert_eq!(besluit.uitkomst, Uitkomst::Voorleggen);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod beoordeling;
pub mod besluit;
mod budget;
mod contract;
pub mod feiten;
mod persoon;
pub mod regioprofiel;
mod samenloop;
pub mod signaal;
pub mod simulatie;
mod soort;
pub mod termijn;
mod toetsing;
mod verwijzing;
pub mod vragen;
mod woonplaats;
mod zaak;

pub use beoordeling::beoordeel;
pub use besluit::{
    Artikel, Artikelen, Besluit, Grond, Onderwerp, PerJaar, RedenAfwijzing, Taak, Toekenning, Uitkomst,
};
pub use budget::voorstel;
pub use feiten::{
    Afronding, Bron, Contract, Feit, Herkenning, Omvang, Product, Soort, Traject, Verwijzer, VerzoekFeiten,
};
pub use regioprofiel::{ProfielFout, ProfielVersie, Regioprofiel, ingebouwd, op_datum, van_versie};
pub use termijn::{Stand, Termijnen, termijnen};

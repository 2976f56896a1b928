//! The whole store as rows: moved to another database, written to a file, brought back. Sealed columns travel sealed, so the
//! key of the database goes with it and opens nothing on the way.

mod bestand;
mod lopen;
mod rij;
mod stand;
mod stroom;
mod verplaats;

pub(crate) use lopen::verder_na;

pub use bestand::{Gecontroleerd, KopieFout, Kopiekop, controleer, maak, zet_terug};
pub use rij::Som;
pub use stand::{Onaf, VerhuisSoort, inhoud};
pub use stroom::KOPIE_SLEUTEL;
pub use verplaats::{Begin, TabelSom, VerplaatsFout, sommen, verplaats};

/// What is being done, for whoever watches.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Fase {
    /// So many rows in all.
    Totaal(u64),
    /// So many rows more were copied.
    Kopie(u64),
    /// So many rows more were read back and compared.
    Controle(u64),
}

//! What the pages show: plain values, no HTML, no message types, no SQL.
//!
//! Each page type names the use case that makes it. Text is plain Dutch, ready to show; dates and amounts stay typed
//! and are written by `houvast_begrip`. A moment is local time in Europe/Amsterdam.

mod aanmelden;
mod bericht;
mod dossier;
mod feiten;
mod gemeen;
mod upload;
mod verzoek;
mod werkvoorraad;
mod zoeken;

pub use aanmelden::{AanmeldPoging, AanmeldUitslag, Kader, Rol};
pub use bericht::{
    BerichtBeeld, BerichtFilter, BerichtLijst, BerichtRij, BerichtStand, BevindingBeeld, Richting, Verband,
    WijzigKnoppen, XmlRegel,
};
pub use dossier::{ClientRij, Clienten, Dossier, ToewijzingRij, WijzigRij};
pub use feiten::{AfrondAfspraak, AndereHulp, Feiten, FeitenFout, FeitenInvoer};
pub use gemeen::{Gebeurtenis, Merkje, Naam, Rij, Termijn, Toon};
pub use upload::{UploadBestand, UploadRegel, UploadUitslag};
pub use verzoek::{
    AanvraagBeeld, Beslissing, GrondBeeld, Knop, Knoppen, NuBeeld, Reden, ToekenningVelden, Vastgelegd,
    VerzoekBeeld, Voorstel, VoorstelUitkomst,
};
pub use werkvoorraad::{VerzoekLijst, VerzoekRij, WerkFilter, WerkPlek, WerkRij, WerkSoort, Werkvoorraad};
pub use zoeken::{JeugdigeRij, Zoekresultaten, Zoekvraag};

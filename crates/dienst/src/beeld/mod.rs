//! What the pages show: plain values, no HTML, no message types, no SQL.
//!
//! Each page type names the use case that makes it. Text is plain Dutch, ready to show; dates and amounts stay typed
//! and are written by `houvast_begrip`. A moment is local time in Europe/Amsterdam.

mod aanmelden;
mod bericht;
mod bescherming;
mod brief;
mod dagmail;
mod dossier;
mod feiten;
mod gemeen;
mod hulpvraag;
mod inlog;
mod logboek;
mod rekenhulp;
mod signaal;
mod sturing;
mod upload;
mod verwijzing;
mod verzoek;
mod werkvoorraad;
mod wijziging;
mod zoeken;

pub use aanmelden::{AanmeldPoging, AanmeldUitslag, Kader, Rol};
pub use bericht::{
    BerichtBeeld, BerichtFilter, BerichtLijst, BerichtRij, BerichtStand, BevindingBeeld, Richting, Verband,
    XmlRegel,
};
pub use bescherming::{
    AccountRij, BeschermInvoer, BeschermingBeeld, NoodInvoer, NoodRij, NoodUitslag, RelatieRij,
};
pub use brief::{BriefAan, BriefBeeld, BriefInvoer, BriefMaken, BriefOver, BriefRegel};
pub use dagmail::{DagmailBeeld, DagmailFout};
pub use dossier::{ClientRij, Clienten, Dossier, ToewijzingRij, WijzigRij};
pub use feiten::{AfrondAfspraak, AndereHulp, Feiten, FeitenFout, FeitenInvoer};
pub use gemeen::{Gebeurtenis, Merkje, Naam, Rij, Termijn, Toon};
pub use hulpvraag::{
    AanbiederOordeel, BesluitBeeld, DoelRij, GesprekRij, HulpvraagBeeld, HulpvraagKop, HulpvraagKort,
    HulpvraagLijst, HulpvraagRij, NieuweJeugdige, PlanBeeld, StapBeeld, StapRij, ToetsingStand, VeldBeeld,
    VeldFout, VeldGroep, VeldSoort, VraagBeeld,
};
pub use inlog::{
    AanmeldWijze, AccountBeeld, CodeUitslag, ConceptBeeld, InrichtUitslag, Inrichting, SessieBeeld,
    WachtwoordUitslag,
};
pub use logboek::{LogFilter, LogKind, LogOverzicht, LogRij, LogVanKind, LogZoek, OuderBeeld, OuderRij};
pub use rekenhulp::{
    RegelUitslag, RekenBeeld, RekenInvoer, RekenKeuzes, RekenOnderwerp, RekenRegel, RekenUitslag, RekenZaak,
};
pub use signaal::{SignaalBeeld, SignaalFout, SignaalKan};
pub use sturing::{
    GemeenteRij, HerijkingBeeld, HerijkingFout, OnderwerpRij, OvergangRij, Periodekeuze, RegioWerk,
    RegioWerkRij, RouteRij, SturingBeeld, Telling, WatAlsBeeld, WatAlsGrond, WatAlsUitslag, WatAlsVraag,
    WatAlsZaak,
};
pub use upload::{UploadBestand, UploadRegel, UploadUitslag};
pub use verwijzing::{
    PlanVelden, ToetsingBeeld, VerwijzingBeeld, VerwijzingFormulier, VerwijzingInvoer, VerwijzingKnoppen,
    VerwijzingLijst, VerwijzingRij, VerwijzingStap, Weigergrond,
};
pub use verzoek::{
    AanvraagBeeld, Beslissing, GrondBeeld, Knop, Knoppen, NuBeeld, Reden, ToekenningVelden, Vastgelegd,
    VerzoekBeeld, Voorstel, VoorstelUitkomst,
};
pub use werkvoorraad::{VerzoekLijst, VerzoekRij, WerkFilter, WerkPlek, WerkRij, WerkSoort, Werkvoorraad};
pub use wijziging::{
    WijzigBeeld, WijzigBesluit, WijzigFeitenInvoer, WijzigFeitenVeld, WijzigKnop, WijzigMailBeeld,
    WijzigMailInvoer, WijzigVoorstel,
};
pub use zoeken::{JeugdigeRij, Zoekresultaten, Zoekvraag};

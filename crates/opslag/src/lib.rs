//! The store: tables, migrations and SQL, one body for SQLite and PostgreSQL.
//!
//! - [`Opslag`] opens a database; [`Opslag::lees`] and [`Opslag::begin`] need a [`Bereik`], and no other way leads to a
//!   row. What lies outside the scope does not exist: `None`, an empty list, nothing changed.
//! - `houder` leads every key: the gemeente for cases, the region for what is shared. So a database can be split by it.
//! - Ids, moments and days come in as arguments. Moments are stored as microseconds (UTC), dates as ISO text,
//!   money as eurocents.
//! - BSNs and raw messages are sealed ([`Sleutel`]); a BSN is found by a keyed hash.
//!
//! Absences: no clock, no randomness, no messages, no HTTP; no triggers, sequences, arrays, enum types or
//! notifications in SQL, so that the tables also fit PostgreSQL that is spread over machines.

mod aanbieder;
mod aankomst;
mod account;
mod bereik;
mod bericht;
mod bladzijde;
mod brief;
mod catalogus;
mod dagmail;
mod declaratie;
mod dialect;
mod dossier;
mod fout;
mod hersleutel;
mod hulpvraag;
mod inlog;
mod instelling;
mod jeugdige;
pub mod kopie;
mod levering;
mod lijsten;
mod logboek;
mod logcontrole;
mod logkop;
mod loglezen;
mod logzegel;
mod menu;
mod migraties;
mod opnieuw;
mod prestatie;
#[cfg(feature = "proef")]
#[doc(hidden)]
pub mod proef;
mod raming;
pub mod recht;
mod rij;
mod signaal;
mod sleutel;
mod sqlite;
mod sturing;
mod taak;
mod teller;
mod toegangbesluit;
mod toestand;
mod toewijzing;
mod toezicht;
mod uitbak;
mod verbinding;
mod vernietigen;
mod vernietiging;
mod verwerking;
mod verwijzing;
mod verzoek;
mod vooruit;
mod vouw;
mod waarde;
mod werkvoorraad;
mod wijziging;
mod wijzigverzoek;
mod zaakrelatie;

pub use aanbieder::{Aanbieder, Contract};
pub use aankomst::{Aankomst, AankomstStand, AankomstStatus, Herkomst};
pub use account::{Account, Sessie};
pub use bereik::Bereik;
pub use bericht::{Bericht, BerichtFilter, BerichtRegel, BerichtStatus, Richting};
pub use bladzijde::{Bladzijde, Lijst};
pub use brief::{BriefRij, BriefSoort};
pub use dagmail::Dagmail;
pub use declaratie::{Declaratie, DeclaratieStatus};
pub use dialect::Dialect;
pub use dossier::{FeitRij, Gebeurtenis};
pub use fout::{OpslagFout, Uitslag};
pub use hersleutel::Hersleuteld;
pub use hulpvraag::{ContractRegel, Hulpvraag, HulpvraagRegel, HulpvraagStatus, HulpvraagVraag, Urgentie};
pub use inlog::{Concept, OidcPoging, SessieOver, SessieRegel, Totp};
pub use instelling::Instelling;
pub use jeugdige::{Betrokken, Jeugdige, JeugdigeBron, JeugdigeRegel, JeugdigeVraag, Relatie};
pub use levering::{LeveringRij, LeveringSoort};
pub use logboek::{LogActie, LogHerkomst, LogRegel, LogUitkomst, Logpost, VerwerkingRij};
pub use logcontrole::{Breuk, BreukSoort, LogControle};
pub use loglezen::{LogKind, LogVraag};
pub use logzegel::{LogOpenbaar, LogSleutel, LogZegel};
pub use menu::{MenuTelling, MenuVraag};
pub use opnieuw::{opnieuw, opnieuw_bij_bezet};
pub use prestatie::{Prestatie, PrestatieStatus};
pub use raming::{RamingOnderwerp, RamingRij, RamingWijze};
pub use recht::{Handeling, Rol, Veldgroep};
pub use signaal::{Signaal, SignaalRegel, SignaalSoort, SignaalTelling, SignaalVraag, VEEL_SIGNALEN};
pub use sleutel::{Sleutel, sha256};
pub use sqlite::LEZERS;
pub use sturing::{BesluitRegel, BudgetTelling, ProductTelling, SoortTelling, VerzoekTelling};
pub use taak::Taak;
pub use toegangbesluit::ToegangBesluit;
pub use toestand::Achterstand;
pub use toewijzing::{HulpRegel, Toewijzing, ToewijzingStatus};
pub use toezicht::{BerichtTelling, LogToestand};
pub use uitbak::{Levering, Uitbak, UitbakStand};
pub use verbinding::{Lees, Opslag, Tx};
pub use vernietigen::DossierStand;
pub use vernietiging::{BewaarReden, BewaarUitzondering, VernietigStatus, Vernietiging, VernietigingDossier};
pub use verwerking::Verwerkt;
pub use verwijzing::{RegelVoor, Verwijzer, Verwijzing, VerwijzingRegel, VerwijzingStatus, VerwijzingVraag};
pub use verzoek::{
    BesluitRij, BesluitSoort, ProductRegel, ProductStatus, Verzoek, VerzoekProduct, VerzoekStatus,
};
pub use vooruit::{Evaluatie, GeleverdRegel, LoopRegel, SignaalSom, ToewijzingDag, Verlopen};
pub use vouw::vouw;
pub use waarde::{Besloten, Geheim};
pub use werkvoorraad::{WerkRegel, WerkTelling, WerkVraag};
pub use wijziging::{BesteedRegel, WijzigKanaal, WijzigUitkomst, Wijziging};
pub use wijzigverzoek::{WijzigProduct, WijzigSoort, WijzigStatus, Wijzigverzoek};
pub use zaakrelatie::{RelatieSoort, Zaakrelatie};

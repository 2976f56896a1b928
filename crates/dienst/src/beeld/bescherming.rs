//! Who may see a dossier by name, noodtoegang, and the accounts of the region.

use super::gemeen::{Merkje, Naam};
use jiff::civil::DateTime;
use uuid::Uuid;

/// The page on which a dossier is protected.
///
/// Made by `dienst::bescherming::toon(&Huis, &Aangemeld, jeugdige: Uuid) -> Result<BeschermingBeeld, DienstFout>`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BeschermingBeeld {
    /// The child.
    pub id: Uuid,
    /// Its version, for the form.
    pub versie: i64,
    /// Name.
    pub naam: Naam,
    /// The address is secret.
    pub geheim: bool,
    /// Only who is named gets to see the dossier.
    pub geblokkeerd: bool,
    /// Who is or was named, newest first.
    pub relaties: Vec<RelatieRij>,
    /// Who may be named: account, and "Sanne Terpstra (consulent)".
    pub mensen: Vec<(Uuid, String)>,
}

/// Somebody who is or was named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RelatieRij {
    /// The relation.
    pub id: Uuid,
    /// Name on the screen.
    pub wie: String,
    /// "behandelt", "ingebracht", "noodtoegang".
    pub soort: &'static str,
    /// Why.
    pub reden: String,
    /// Until when.
    pub tot: DateTime,
    /// Whether that lasts.
    pub stand: Merkje,
    /// Lasts, and can be ended.
    pub loopt: bool,
}

/// What somebody wants with a dossier.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BeschermInvoer {
    /// Version that was on the screen.
    pub versie: i64,
    /// `bescherm`, `geef` or `eindig`.
    pub actie: String,
    /// The address is secret.
    pub geheim: bool,
    /// Only who is named gets to see it.
    pub geblokkeerd: bool,
    /// Whom to name.
    pub account: String,
    /// For how many days.
    pub dagen: String,
    /// Why.
    pub reden: String,
    /// Which relation to end.
    pub relatie: String,
}

/// What somebody types to take noodtoegang. No `Debug`: it holds a BSN.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct NoodInvoer {
    /// Nine digits.
    pub bsn: String,
    /// Day of birth, as typed.
    pub geboren: String,
    /// Why now.
    pub reden: String,
}

/// What came of it.
pub enum NoodUitslag {
    /// The dossier is open to the asker.
    Open(Uuid),
    /// Field and what to do about it.
    Fouten(Vec<(&'static str, String)>),
}

/// One use of noodtoegang, for a privacy officer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoodRij {
    /// The relation.
    pub id: Uuid,
    /// The child: leads to who looked in that dossier.
    pub jeugdige: Uuid,
    /// Who took it.
    pub wie: String,
    /// Of which gemeente.
    pub gemeente: String,
    /// Why, as typed.
    pub reden: String,
    /// When.
    pub op: DateTime,
    /// Until when the dossier was open.
    pub tot: DateTime,
    /// "nog na te gaan", "nagegaan op …".
    pub stand: Merkje,
    /// Nobody looked yet.
    pub open: bool,
}

/// One account, for functional management.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountRij {
    /// To log in with.
    pub gebruikersnaam: String,
    /// On the screen.
    pub naam: String,
    /// "consulent".
    pub functie: &'static str,
    /// Of what: gemeenten, or an AGB code.
    pub waarvan: String,
    /// Which dossiers exist for it, in a sentence.
    pub ziet: &'static str,
    /// May log in.
    pub open: bool,
}

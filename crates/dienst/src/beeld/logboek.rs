//! The log, for a privacy officer, and as a form for a parent. No page of it holds anything that stands in a dossier.

use super::gemeen::Merkje;
use jiff::civil::{Date, DateTime};
use uuid::Uuid;

/// One line of the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogRij {
    /// When.
    pub moment: DateTime,
    /// Name on screen of the account; for an unknown one or the program a description.
    pub wie: String,
    /// "consulent, Gemeente Zwolle".
    pub functie: String,
    /// "het dossier bekeken".
    pub wat: String,
    /// The purpose with its ground.
    pub waarom: String,
    /// How it ended, where it did not succeed.
    pub uitkomst: Option<Merkje>,
    /// By which way, and the first characters of the processing id.
    pub waarvandaan: String,
    /// Whose dossier.
    pub jeugdige: Option<Uuid>,
}

/// What part of the log to show.
#[derive(Clone, Copy, Default, Debug, PartialEq, Eq)]
pub enum LogFilter {
    /// Everything.
    #[default]
    Alles,
    /// What was refused, not found or failed.
    Mislukt,
    /// Whole BSNs that were shown.
    Bsn,
    /// Logging in and out.
    Aanmelden,
    /// Changes of accounts.
    Accounts,
    /// Reading of the log.
    Logboek,
}

impl LogFilter {
    /// All, in order of the page.
    pub const ALLE: [Self; 6] = [
        Self::Alles,
        Self::Mislukt,
        Self::Bsn,
        Self::Aanmelden,
        Self::Accounts,
        Self::Logboek,
    ];

    /// The word in an address.
    #[must_use]
    pub fn sleutel(self) -> &'static str {
        match self {
            Self::Alles => "alles",
            Self::Mislukt => "mislukt",
            Self::Bsn => "bsn",
            Self::Aanmelden => "aanmelden",
            Self::Accounts => "accounts",
            Self::Logboek => "logboek",
        }
    }

    /// On the screen.
    #[must_use]
    pub fn naam(self) -> &'static str {
        match self {
            Self::Alles => "Alles",
            Self::Mislukt => "Niet gelukt of geweigerd",
            Self::Bsn => "Heel BSN getoond",
            Self::Aanmelden => "Aan- en afmelden",
            Self::Accounts => "Accounts en rechten",
            Self::Logboek => "Het logboek zelf bekeken",
        }
    }

    /// The filter of a word; another word is everything.
    #[must_use]
    pub fn van(woord: &str) -> Self {
        Self::ALLE
            .into_iter()
            .find(|f| f.sleutel() == woord)
            .unwrap_or_default()
    }
}

/// The log of the own gemeenten, newest first.
///
/// Made by `dienst::logboek::overzicht`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogOverzicht {
    /// What part.
    pub filter: LogFilter,
    /// At most 50.
    pub rijen: Vec<LogRij>,
    /// This is not the first page.
    pub verder: bool,
    /// The last row, where there is a next page.
    pub volgende: Option<Uuid>,
}

/// Who it is about: enough to be sure, no name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogKind {
    /// The child.
    pub id: Uuid,
    /// Masked.
    pub bsn: String,
    /// Birth date.
    pub geboren: Date,
    /// Name of the gemeente.
    pub gemeente: String,
}

/// What came of a search by BSN.
///
/// Made by `dienst::logboek::zoek`; the search is logged, what was typed is not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LogZoek {
    /// Nothing was typed, or no BSN.
    GeenBsn,
    /// No child with this BSN in the own gemeenten.
    Niemand,
    /// This child.
    Een(Uuid),
}

/// Who looked in one dossier.
///
/// Made by `dienst::logboek::van_kind`; the look is logged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogVanKind {
    /// Whose.
    pub kind: LogKind,
    /// What the program did by itself with the newest 50 messages about this child; on the first page only.
    pub programma: Vec<LogRij>,
    /// At most 50, newest first.
    pub rijen: Vec<LogRij>,
    /// This is not the first page.
    pub verder: bool,
    /// The last row, where there is a next page.
    pub volgende: Option<Uuid>,
}

/// One line for a parent: what one function of one organisation did on one day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OuderRij {
    /// The day.
    pub dag: Date,
    /// "Gemeente Zwolle".
    pub organisatie: String,
    /// "consulent"; with the name where the gemeente shows names.
    pub functie: String,
    /// "het dossier bekeken".
    pub wat: String,
    /// How many times that day.
    pub keer: u32,
    /// "om te bepalen welke hulp nodig is".
    pub waarom: String,
}

/// The form for a parent.
///
/// Made by `dienst::logboek::voor_ouders`; printing it is logged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OuderBeeld {
    /// Whose.
    pub kind: LogKind,
    /// Newest first.
    pub rijen: Vec<OuderRij>,
    /// There is more than the page holds: the first day that is on it.
    pub vanaf: Option<Date>,
    /// Names of employees are shown, because the gemeente chose so.
    pub met_namen: bool,
}

//! Logging in, and the frame around every page.

use crate::recht::{Functie, Werkgever};
use jiff::civil::Date;

/// The side somebody works on: decides the words and the navigation of a page. What somebody may is decided by the
/// role of the account ([`crate::recht::Functie`]).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rol {
    /// Toegang of a gemeente: sees the gemeenten of the account.
    Consulent,
    /// An aanbieder: sees its own clients, requests and messages.
    Aanbieder,
    /// A practice or institution that refers: sees its own referrals and no file.
    Verwijzer,
    /// Steers the region: sees counts and rules, no persons.
    Regio,
    /// Privacy officer: sees who used which dossier of its gemeenten, and nothing that stands in one.
    Privacy,
    /// Expert team: the cases that were brought in.
    Expert,
    /// Functional management: accounts, no persons.
    Beheer,
}

impl Rol {
    /// The side of a role; `None`: it has no pages.
    #[must_use]
    pub fn van(functie: Functie) -> Option<Self> {
        match (functie.recht().werkt_voor, functie) {
            (Werkgever::Gemeente, Functie::Privacy) => Some(Self::Privacy),
            (Werkgever::Gemeente, _) => Some(Self::Consulent),
            (Werkgever::Aanbieder, _) => Some(Self::Aanbieder),
            (Werkgever::Praktijk, _) => Some(Self::Verwijzer),
            (Werkgever::Regio, Functie::Beheer) => Some(Self::Beheer),
            (Werkgever::Regio, Functie::Expertteamlid) => Some(Self::Expert),
            (Werkgever::Regio, _) => Some(Self::Regio),
            (Werkgever::Programma | Werkgever::Niemand, _) => None,
        }
    }
}

/// What somebody typed on the login page. No `Debug`: it holds a password.
pub struct AanmeldPoging {
    /// Account name.
    pub gebruikersnaam: String,
    /// Password as typed.
    pub wachtwoord: String,
}

/// What came of it: `dienst::account::aanmelden(&Huis, AanmeldPoging) -> Result<AanmeldUitslag, DienstFout>`.
///
/// A wrong name and a wrong password take the same time and give the same answer.
///
/// Further for the session: `dienst::account::aangemeld(&Huis, sessie: &str) -> Result<Option<Aangemeld>, DienstFout>`
/// (None: unknown or expired) and `dienst::account::afmelden(&Huis, &Aangemeld, sessie: &str) -> Result<(), DienstFout>`.
/// `Aangemeld` is a type of `dienst` with at least `fn rol(&self) -> Rol`; it carries the `Bereik`.
pub enum AanmeldUitslag {
    /// The secret for the cookie: 64 hexadecimal characters, of which only the SHA-256 is stored.
    Gelukt {
        /// The session secret.
        sessie: String,
    },
    /// The password is right; now a code of the authenticator app.
    Code {
        /// The secret for the cookie: no session yet.
        sessie: String,
    },
    /// The password is right; now an authenticator app must be set up.
    Inrichten {
        /// The secret for the cookie: no session yet.
        sessie: String,
    },
    /// Unknown name or wrong password.
    Mislukt,
    /// Too many attempts.
    Geblokkeerd {
        /// Minutes to wait.
        minuten: u32,
    },
}

/// The frame of every page: who is logged in and how much waits.
///
/// Made by `dienst::account::kader(&Huis, &Aangemeld) -> Result<Kader, DienstFout>`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kader {
    /// Name of the person.
    pub naam: String,
    /// "Gemeente Zwolle", "Jeugdhulp De Vaart".
    pub organisatie: String,
    /// Decides the words.
    pub rol: Rol,
    /// Decides the navigation and the buttons.
    pub functie: Functie,
    /// Waiting in the Werkvoorraad; of a verwijzer the referrals that ask for something.
    pub werk: u32,
    /// Messages with findings that nobody has looked at.
    pub berichten: u32,
    /// The data is invented: shown on every screen.
    pub synthetisch: bool,
    /// Today in Europe/Amsterdam.
    pub vandaag: Date,
}

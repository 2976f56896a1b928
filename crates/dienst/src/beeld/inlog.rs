//! The second step of logging in, and the page of one's own account.

use jiff::civil::DateTime;
use uuid::Uuid;

/// What came of a code.
pub enum CodeUitslag {
    /// Logged in.
    Gelukt {
        /// The session secret.
        sessie: String,
        /// Recovery codes that are left, when one was used.
        herstelcodes: Option<u32>,
    },
    /// Not a code of now, used before, or no recovery code.
    Mislukt,
    /// Too many attempts.
    Geblokkeerd {
        /// Minutes to wait.
        minuten: u32,
    },
    /// The password must be given again first.
    Verlopen,
}

/// What an authenticator app takes.
pub struct Inrichting {
    /// For the QR code: `otpauth://…`.
    pub uri: String,
    /// To type over, in groups of four.
    pub geheim: String,
    /// There is one already, which this replaces.
    pub vervangt: bool,
}

/// What came of the first code of an app.
pub enum InrichtUitslag {
    /// From now on it is asked.
    Gelukt {
        /// The session secret from now on.
        sessie: String,
        /// Shown once.
        herstelcodes: Vec<String>,
    },
    /// Not a code of now.
    CodeMislukt,
    /// The password is not right.
    WachtwoordMislukt,
    /// Too many attempts.
    Geblokkeerd {
        /// Minutes to wait.
        minuten: u32,
    },
    /// The password must be given again first.
    Verlopen,
}

/// What came of a new password.
pub enum WachtwoordUitslag {
    /// Changed; other sessions have ended.
    Gelukt {
        /// The session secret from now on.
        sessie: String,
    },
    /// The old one is not right.
    OudMislukt,
    /// The new one cannot be it: what is wrong, in plain Dutch.
    NieuwMislukt(String),
    /// Too many attempts.
    Geblokkeerd {
        /// Minutes to wait.
        minuten: u32,
    },
}

/// How somebody logs in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AanmeldWijze {
    /// Password alone.
    Wachtwoord,
    /// Password and code.
    MetCode {
        /// Recovery codes that are left.
        herstelcodes: u32,
    },
    /// Through the organisation: password and code are there.
    Organisatie,
}

/// A session of one's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessieBeeld {
    /// To end it by; `None`: cannot be ended alone.
    pub id: Option<Uuid>,
    /// "Firefox op Windows".
    pub apparaat: String,
    /// Begin.
    pub begonnen: DateTime,
    /// Last used, to a few minutes.
    pub gezien: DateTime,
    /// The one that looks.
    pub deze: bool,
}

/// The page of one's own account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountBeeld {
    /// To log in with.
    pub gebruikersnaam: String,
    /// On the screen.
    pub naam: String,
    /// How this account logs in.
    pub wijze: AanmeldWijze,
    /// Must this role give a code?
    pub code_moet: bool,
    /// Sessions that have not ended, newest first.
    pub sessies: Vec<SessieBeeld>,
    /// Without another request this session ends then.
    pub tot: DateTime,
    /// At the latest it ends then.
    pub uiterlijk: DateTime,
}

/// What somebody sent after the session had ended.
pub struct ConceptBeeld {
    /// Where it was sent to.
    pub pad: String,
    /// When.
    pub op: DateTime,
    /// Names and values as they were sent, without the form token.
    pub velden: Vec<(String, String)>,
}

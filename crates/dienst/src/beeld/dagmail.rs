//! The wish for a daily mail.

use jiff::civil::Date;

/// Made by `dienst::dagmail::toon(&Huis, &Aangemeld) -> Result<DagmailBeeld, DienstFout>`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DagmailBeeld {
    /// Is it wanted?
    pub aan: bool,
    /// Where to; empty when it is off.
    pub adres: String,
    /// The last day for which one was made.
    pub laatste: Option<Date>,
}

/// What was wrong with the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DagmailFout {
    /// Wanted without an address.
    Leeg,
    /// Not an address.
    GeenAdres,
}

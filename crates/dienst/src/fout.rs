//! What can go wrong in a use case. A refusal of the protocol is no error: that is a result with grounds.

/// An error with a stable code. Its text is for the log and holds no personal data.
#[derive(Debug, thiserror::Error)]
pub enum DienstFout {
    /// Does not exist, or this person may not see it: from outside the same.
    #[error("HV-1001 niet gevonden")]
    NietGevonden,
    /// Somebody else changed it in the meantime.
    #[error("HV-1002 intussen gewijzigd")]
    Verouderd,
    /// Departing from the proposal asks for a reason in words.
    #[error("HV-1003 reden ontbreekt")]
    RedenVerplicht,
    /// The step does not fit the state of the request, or a value is not one of its list.
    #[error("HV-1004 {0}")]
    Ongeldig(&'static str),
    /// The store failed.
    #[error(transparent)]
    Opslag(#[from] houvast_opslag::OpslagFout),
    /// A file could not be read or written.
    #[error("HV-9101 bestand: {0}")]
    Bestand(#[from] std::io::Error),
    /// Stored data is not what this version wrote.
    #[error("HV-9102 opgeslagen gegevens niet leesbaar: {0}")]
    Gegevens(&'static str),
}

//! Closed code lists, as the reader sees them.

/// A code that the list does not hold. Carries no part of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("geen code uit de lijst {lijst}")]
pub struct OnbekendeCode {
    /// The name of the list.
    pub lijst: &'static str,
}

/// An enum made from a code list.
pub trait Code: Sized + Copy {
    /// The name of the list, for example `COD327`.
    const LIJST: &'static str;
    /// Its codes.
    const CODES: &'static [&'static str];
    /// The code that these bytes are.
    fn uit_bytes(bytes: &[u8]) -> Option<Self>;
    /// The code that the text is.
    fn uit(tekst: &str) -> Option<Self> {
        Self::uit_bytes(tekst.as_bytes())
    }
}

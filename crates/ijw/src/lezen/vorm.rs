//! The facets of a datatype.

use super::patroon::Patroon;

/// A restriction of xs:string: white space is kept and counts.
pub(crate) struct TekstVorm {
    /// The type name, for xsi:type; empty when the type has none.
    pub(crate) naam: &'static str,
    /// minLength, in characters.
    pub(crate) min: usize,
    /// maxLength, in characters.
    pub(crate) max: Option<usize>,
    /// The pattern.
    pub(crate) patroon: Patroon,
}

/// A restriction of xs:integer to 0 up to and including `max`.
pub(crate) struct GetalVorm {
    /// The type name, for xsi:type.
    pub(crate) naam: &'static str,
    /// maxInclusive.
    pub(crate) max: u64,
}

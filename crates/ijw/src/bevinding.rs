//! What is wrong with a message, said so that its sender can mend it.

use std::borrow::Cow;

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bevinding {
    /// The level of control on which it was found: 1 schema, 2 content, 3 across messages, 4 external source.
    pub niveau: u8,
    /// The rule: its id, `XSD:<facet>` for what the schema says, `HV:<naam>` for what only we refuse.
    pub regel: Cow<'static, str>,
    /// The return code for the answer, where the rule has one (WJ001).
    pub retourcode: Option<Cow<'static, str>>,
    /// The element, below the root and without prefixes: `Client/AangevraagdeProducten/AangevraagdProduct[2]/Budget`.
    pub pad: String,
    /// Line, from 1; 0 when not located yet.
    pub regelnummer: u32,
    /// Column in characters, from 1; 0 when not located yet.
    pub kolom: u32,
    /// What is there and what would be right, in plain Dutch. Holds no BSN and no name.
    pub tekst: String,
}

impl Bevinding {
    /// A finding of a rule at a path; the place follows with [`crate::zoek_plaatsen`].
    #[must_use]
    pub fn nieuw(
        niveau: u8,
        regel: impl Into<Cow<'static, str>>,
        pad: impl Into<String>,
        tekst: impl Into<String>,
    ) -> Self {
        Self {
            niveau,
            regel: regel.into(),
            retourcode: None,
            pad: pad.into(),
            regelnummer: 0,
            kolom: 0,
            tekst: tekst.into(),
        }
    }

    /// The same finding with a return code.
    #[must_use]
    pub fn met_retourcode(mut self, code: impl Into<Cow<'static, str>>) -> Self {
        self.retourcode = Some(code.into());
        self
    }
}

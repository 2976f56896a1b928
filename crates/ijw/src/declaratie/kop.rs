//! The header and the Declaratie of a JW323 without its lines.

use crate::Bericht;
use crate::berichten::jw323;

/// A JW323 without its Clienten.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Kop(jw323::Bericht);

impl Kop {
    /// From what a stream has read before the first client.
    #[must_use]
    pub fn nieuw(header: jw323::Header, mut declaratie: jw323::Declaratie) -> Self {
        declaratie.clienten.client = Vec::new();
        Self(jw323::Bericht { header, declaratie })
    }

    /// Of a whole message; its lines are not copied.
    #[must_use]
    pub fn van(bericht: &jw323::Bericht) -> Self {
        let d = &bericht.declaratie;
        Self::nieuw(
            bericht.header.clone(),
            jw323::Declaratie {
                declaratie_nummer: d.declaratie_nummer.clone(),
                declaratie_periode: d.declaratie_periode.clone(),
                declaratie_dagtekening: d.declaratie_dagtekening,
                totaal_ingediend_bedrag: d.totaal_ingediend_bedrag.clone(),
                clienten: jw323::Clienten { client: Vec::new() },
            },
        )
    }

    /// As a message without lines, for the rules that look at any header.
    pub(crate) fn als_bericht(&self) -> Bericht {
        Bericht::Jw323(Box::new(self.0.clone()))
    }

    /// The header.
    #[must_use]
    pub fn header(&self) -> &jw323::Header {
        &self.0.header
    }

    /// The class Declaratie; its Clienten are empty.
    #[must_use]
    pub fn declaratie(&self) -> &jw323::Declaratie {
        &self.0.declaratie
    }
}

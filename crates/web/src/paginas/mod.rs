//! One file per subject: what the template gets and the handlers that fill it.

pub(crate) mod aanbieder;
pub(crate) mod aanmelden;
pub(crate) mod berichten;
pub(crate) mod inleveren;
pub(crate) mod jeugdigen;
pub(crate) mod vast;
pub(crate) mod verzoek;
pub(crate) mod werkvoorraad;

use crate::fout::WebFout;

/// An id from an address; what is no id does not exist.
pub(crate) fn id(tekst: &str) -> Result<uuid::Uuid, WebFout> {
    tekst.parse().map_err(|_| WebFout::NietGevonden)
}

#[cfg(test)]
mod bladtoets;
#[cfg(test)]
mod voorbeelden;

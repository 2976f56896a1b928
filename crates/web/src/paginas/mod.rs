//! One file per subject: what the template gets and the handlers that fill it.

pub(crate) mod aanbieder;
pub(crate) mod aanmelden;
pub(crate) mod account;
pub(crate) mod accounts;
pub(crate) mod berichten;
pub(crate) mod bescherming;
pub(crate) mod brief;
pub(crate) mod dagmail;
pub(crate) mod herijking;
pub(crate) mod hulpvraag;
pub(crate) mod inleveren;
pub(crate) mod invoer;
pub(crate) mod jeugdigen;
pub(crate) mod logboek;
pub(crate) mod noodtoegang;
pub(crate) mod organisatie;
pub(crate) mod rekenhulp;
pub(crate) mod signaal;
pub(crate) mod sturing;
pub(crate) mod toezicht;
pub(crate) mod tweede;
pub(crate) mod vanzelf;
pub(crate) mod vast;
pub(crate) mod verwijzing;
pub(crate) mod verzoek;
pub(crate) mod werkvoorraad;
pub(crate) mod wijziging;

use crate::fout::WebFout;

/// An id from an address; what is no id does not exist.
pub(crate) fn id(tekst: &str) -> Result<uuid::Uuid, WebFout> {
    tekst.parse().map_err(|_| WebFout::NietGevonden)
}

/// A workbook.
pub(crate) const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// Where a page of a list begins: the id of the last row of the page before, never a name or a number of somebody.
#[derive(Default, serde::Deserialize)]
pub(crate) struct Na {
    #[serde(default)]
    na: String,
}

impl Na {
    pub(crate) fn rij(&self) -> Option<uuid::Uuid> {
        self.na.parse().ok()
    }
}

/// An address with the parts that are not empty.
pub(crate) fn pad_met(pad: &str, delen: &[(&str, &str)]) -> String {
    let delen: Vec<String> = delen
        .iter()
        .filter(|(_, waarde)| !waarde.is_empty())
        .map(|(naam, waarde)| format!("{naam}={waarde}"))
        .collect();
    if delen.is_empty() {
        pad.to_owned()
    } else {
        format!("{pad}?{}", delen.join("&"))
    }
}

#[cfg(test)]
mod bladtoets;
#[cfg(test)]
mod brieftoets;
#[cfg(test)]
mod voorbeelden;

//! A letter: the page on which it is made, and the letter as it was made.

mod maken;
mod toon;

pub(crate) use maken::{
    hulpvraag, maak_hulpvraag, maak_toewijzing, maak_verwijzer, maak_verzoek, toewijzing, verwijzer, verzoek,
};
pub(crate) use toon::{pdf, toon};
#[cfg(test)]
pub(crate) use {maken::MaakBlad, toon::BriefBlad};

use crate::raam::Hier;
use houvast_brief::{Exemplaar, Voor};
use houvast_dienst::beeld::{BriefAan, BriefOver};

/// Where a letter about this is made.
fn maakpad(over: BriefOver, aan: BriefAan) -> String {
    match (over, aan) {
        (BriefOver::Verzoek(id), BriefAan::Gezin) => format!("/verzoeken/{id}/brief"),
        (BriefOver::Verzoek(id), BriefAan::Verwijzer) => format!("/verzoeken/{id}/brief-verwijzer"),
        (BriefOver::Toewijzing(id), _) => format!("/toewijzingen/{id}/brief"),
        (BriefOver::Hulpvraag(id), _) => format!("/hulpvragen/{id}/brief"),
    }
}

/// The page that the letter is about: its address and its name.
fn herkomst(over: BriefOver, jeugdige: uuid::Uuid) -> (String, &'static str) {
    match over {
        BriefOver::Verzoek(id) => (format!("/verzoeken/{id}"), "Verzoek om toewijzing"),
        BriefOver::Toewijzing(_) => (format!("/jeugdigen/{jeugdige}"), "Dossier"),
        BriefOver::Hulpvraag(id) => (format!("/hulpvragen/{id}"), "Hulpvraag"),
    }
}

/// Which place of the navigation it belongs to.
fn hier(over: BriefOver) -> Hier {
    match over {
        BriefOver::Verzoek(_) => Hier::Werkvoorraad,
        BriefOver::Toewijzing(_) => Hier::Jeugdigen,
        BriefOver::Hulpvraag(_) => Hier::Hulpvragen,
    }
}

/// For whom a copy is, above it on the screen.
fn voor_wie(exemplaar: &Exemplaar) -> &'static str {
    match exemplaar.voor {
        Voor::Jeugdige => "voor de jeugdige",
        Voor::Ouders => "voor wie gezag heeft",
        Voor::Verwijzer => "voor de verwijzer",
    }
}

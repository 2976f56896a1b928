//! Findings by the class of the message they are in.

use crate::Bevinding;
use crate::berichten::codes::RetourCode;
use std::collections::BTreeMap;

/// The elements that are a class: those with RetourCodes in a retourbericht.
const KLASSEN: &[&str] = &[
    "Header",
    "Client",
    "Relatie",
    "Contact",
    "ToegewezenProduct",
    "AangevraagdProduct",
    "Antwoord",
    "Woonplaatsbeginsel",
    "StartProduct",
    "StopProduct",
    "Verzoek",
    "NieuwProduct",
    "OngewijzigdProduct",
    "TeWijzigenProduct",
];

/// The codes per class, by the path of the class.
#[derive(Default)]
pub(super) struct Klassen(BTreeMap<String, Vec<RetourCode>>);

impl Klassen {
    pub(super) fn van(bevindingen: &[Bevinding]) -> Self {
        let mut klassen = Self::default();
        for bevinding in bevindingen {
            let code = bevinding.retourcode.as_deref().unwrap_or("0001");
            let code = RetourCode::try_from(code).unwrap_or(RetourCode::C0001);
            let codes = klassen.0.entry(klasse(&bevinding.pad).to_owned()).or_default();
            if !codes.contains(&code) {
                codes.push(code);
            }
        }
        klassen
    }

    /// What was found in the class itself.
    pub(super) fn gevonden(&self, pad: &str) -> &[RetourCode] {
        self.0.get(pad).map_or(&[], Vec::as_slice)
    }

    /// What the class shows: what was found, or 0200. What is below a client with an error was not judged: 0233.
    pub(super) fn codes(&self, pad: &str) -> Vec<RetourCode> {
        match self.gevonden(pad) {
            [] if pad.starts_with("Client/") && !self.gevonden("Client").is_empty() => {
                vec![RetourCode::C0233]
            }
            [] => vec![RetourCode::C0200],
            codes => codes.to_vec(),
        }
    }
}

/// The path of the class that holds this element: up to and including the last segment that is a class. A finding in no
/// class at all belongs to the message, so to the header.
fn klasse(pad: &str) -> &str {
    let mut begin = 0;
    let mut eind = None;
    for deel in pad.split('/') {
        let naam = deel.split('[').next().unwrap_or_default();
        if KLASSEN.contains(&naam) {
            eind = Some(begin + deel.len());
        }
        begin += deel.len() + 1;
    }
    eind.and_then(|eind| pad.get(..eind)).unwrap_or("Header")
}

#[cfg(test)]
mod tests {
    use super::klasse;

    #[test]
    fn een_bevinding_hoort_bij_de_diepste_klasse_van_haar_pad() {
        for (pad, verwacht) in [
            ("Header/BerichtIdentificatie/Identificatie", "Header"),
            ("Client/Bsn", "Client"),
            ("Client/Contactgegevens", "Client"),
            (
                "Client/Contactgegevens/Contact[2]/Adres/Postcode",
                "Client/Contactgegevens/Contact[2]",
            ),
            (
                "Client/Relaties/Relatie[1]/Contact/Adres",
                "Client/Relaties/Relatie[1]/Contact",
            ),
            (
                "Antwoord/Woonplaatsbeginsel/Gemeente",
                "Antwoord/Woonplaatsbeginsel",
            ),
            ("", "Header"),
        ] {
            assert_eq!(klasse(pad), verwacht);
        }
    }
}

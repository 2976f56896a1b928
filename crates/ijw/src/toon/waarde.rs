//! One value in words, by the type of its element.

use super::Opties;
use crate::codelijsten::{self, GEMEENTEN};
use crate::schema::{Knoop, Veld, Vorm};
use houvast_begrip::{Centen, datum as dagen};
use jiff::civil::Date;

/// A value with what stands beside it: a volume takes its unit, a tariff says per what.
pub(crate) fn naast(knoop: &Knoop, buren: &[Knoop], opties: &Opties) -> String {
    let eenheid = buren
        .iter()
        .find(|k| k.veld.soort == "LDT_Eenheid")
        .map(|k| k.waarde.as_str());
    match (knoop.veld.soort, eenheid) {
        ("LDT_Volume", Some(eenheid)) => hoeveel(&knoop.waarde, eenheid),
        ("LDT_Bedrag", Some(eenheid)) if knoop.veld.naam == "ProductTarief" => {
            format!("{} per {}", bedrag(&knoop.waarde), enkel(eenheid))
        }
        ("LDT_ProductCode", _) => product(&knoop.waarde, opties),
        _ => los(knoop.veld, &knoop.waarde),
    }
}

/// A value on its own.
pub(crate) fn los(veld: &Veld, waarde: &str) -> String {
    match veld.vorm {
        Vorm::Code("WJ001") => retourcode(waarde),
        Vorm::Code(lijst) => code(lijst, waarde),
        Vorm::Datum => datum(waarde),
        Vorm::Tijd => waarde.to_owned(),
        Vorm::Klasse | Vorm::Tekst | Vorm::Getal => match veld.soort {
            "LDT_Bedrag" | "LDT_TotaalBedrag" | "LDT_Budget" => bedrag(waarde),
            "LDT_Volume" => groepen(waarde),
            "LDT_Gemeente" => gemeente(waarde),
            "LDT_BerichtCode" => code(codelijsten::BERICHTCODES, waarde),
            _ => waarde.to_owned(),
        },
    }
}

/// `436 (Toewijzing)`; an unknown code stands alone.
pub(super) fn code(lijst: &str, waarde: &str) -> String {
    match codelijsten::betekenis(lijst, waarde) {
        Some(betekenis) => format!("{betekenis} (code {waarde})"),
        None => waarde.to_owned(),
    }
}

/// A return code with its explanation.
fn retourcode(waarde: &str) -> String {
    match codelijsten::retourcode(waarde) {
        Some(uitleg) => format!("{waarde}: {uitleg}"),
        None => waarde.to_owned(),
    }
}

/// `45A48: ambulante hulp`; the name of the region or of the national list.
pub(super) fn product(waarde: &str, opties: &Opties) -> String {
    match opties.producten.naam(waarde) {
        Some(naam) => format!("{waarde} ({naam})"),
        None => waarde.to_owned(),
    }
}

/// `1 maart 2026`; what is no date shows as it is.
pub(super) fn datum(waarde: &str) -> String {
    waarde
        .parse::<Date>()
        .map_or_else(|_| waarde.to_owned(), dagen::voluit)
}

/// `€ 1.234,56`.
pub(super) fn bedrag(centen: &str) -> String {
    centen
        .parse()
        .map_or_else(|_| centen.to_owned(), |c| Centen(c).to_string())
}

/// `Zwolle (0193)`.
fn gemeente(waarde: &str) -> String {
    match codelijsten::betekenis(GEMEENTEN, waarde) {
        Some(naam) => format!("{naam} ({waarde})"),
        None => waarde.to_owned(),
    }
}

/// A party of a message: four digits are a gemeente, eight an aanbieder.
pub(super) fn partij(waarde: &str) -> String {
    if waarde.len() == 4 {
        format!("gemeente {}", gemeente(waarde))
    } else {
        format!("aanbieder {waarde}")
    }
}

/// `1.000`.
pub(super) fn groepen(getal: &str) -> String {
    let mut uit = String::with_capacity(getal.len() + getal.len() / 3);
    for (i, teken) in getal.chars().enumerate() {
        if i > 0 && (getal.len() - i).is_multiple_of(3) {
            uit.push('.');
        }
        uit.push(teken);
    }
    uit
}

/// A volume with its unit: `120 minuten`, `1 uur`, `€ 300,00`.
pub(super) fn hoeveel(volume: &str, eenheid: &str) -> String {
    if eenheid == "83" {
        return bedrag(volume);
    }
    let woord = match (eenheid, volume) {
        ("01" | "14" | "16", "1") => enkel(eenheid),
        ("01", _) => "minuten",
        ("14", _) => "etmalen",
        ("16", _) => "dagdelen van vier uur",
        ("82" | "84", "1") => "stuk",
        ("82", _) => "stuks (output)",
        ("84", _) => "stuks (inspanning)",
        _ => enkel(eenheid),
    };
    format!("{} {woord}", groepen(volume))
}

fn enkel(eenheid: &str) -> &'static str {
    match eenheid {
        "01" => "minuut",
        "04" => "uur",
        "14" => "etmaal",
        "16" => "dagdeel van vier uur",
        "82" | "84" => "stuk",
        "83" => "euro",
        _ => "eenheid",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn volumes_bedragen_en_partijen_staan_in_woorden() {
        assert_eq!(hoeveel("120", "01"), "120 minuten");
        assert_eq!(hoeveel("1", "01"), "1 minuut");
        assert_eq!(hoeveel("1500", "04"), "1.500 uur");
        assert_eq!(hoeveel("30000", "83"), "€\u{a0}300,00");
        assert_eq!(bedrag("123456"), "€\u{a0}1.234,56");
        assert_eq!(datum("2026-03-01"), "1 maart 2026");
        assert_eq!(datum("-0044-03-15"), "-0044-03-15");
        assert_eq!(partij("0193"), "gemeente Zwolle (0193)");
        assert_eq!(partij("12345678"), "aanbieder 12345678");
        assert_eq!(groepen("1234567"), "1.234.567");
        assert_eq!(code("JZ020", "45"), "ambulante jeugdhulp (code 45)");
        assert_eq!(code("JZ020", "99"), "99");
    }
}

//! Values in plain Dutch, for screens and the timeline.

use crate::beeld::Naam;
use houvast_begrip::{Centen, datum};
use houvast_ijw::berichten::codes;
use jiff::civil::Date;

/// `Ambulant (45)`, with the code's own name when one is asked; without product `Budget zonder product`.
pub(crate) fn hulp(categorie: Option<&str>, code: Option<&str>) -> String {
    let Some(categorie) = categorie else {
        return "Budget zonder product".to_owned();
    };
    let naam = match categorie {
        "45" => "Ambulant",
        "44" => "Verblijf",
        "46" => "Crisis",
        _ => codes::ProductCategorie::try_from(categorie).map_or("Product", |c| c.betekenis()),
    };
    let mut naam = naam.to_owned();
    if let Some(eerste) = naam.get(..1).map(str::to_uppercase) {
        naam.replace_range(..1, &eerste);
    }
    match code {
        Some(code) => match houvast_ijw::codelijsten::product(code) {
            Some(product) => format!("{naam}: {} ({code})", product.naam),
            None => format!("{naam} ({code})"),
        },
        None => format!("{naam} ({categorie})"),
    }
}

/// `€ 8.000,00`, `3 uur per week`, or `niet opgegeven`.
pub(crate) fn omvang(
    budget: Option<Centen>,
    volume: Option<i64>,
    eenheid: Option<&str>,
    frequentie: Option<&str>,
) -> String {
    if let Some(budget) = budget {
        return budget.to_string();
    }
    let (Some(volume), Some(eenheid)) = (volume, eenheid) else {
        return "niet opgegeven".to_owned();
    };
    let per = match frequentie {
        Some("1") => " per dag",
        Some("2") => " per week",
        Some("4") => " per maand",
        _ => " in totaal",
    };
    let hoeveel = match eenheid {
        "83" => Centen(volume).to_string(),
        "01" => telbaar(volume, "minuut", "minuten"),
        "04" => format!("{volume} uur"),
        "14" => telbaar(volume, "etmaal", "etmalen"),
        "16" => telbaar(volume, "dagdeel", "dagdelen"),
        _ => telbaar(volume, "stuk", "stuks"),
    };
    format!("{hoeveel}{per}")
}

/// `1 etmaal`, `7 etmalen`.
pub(crate) fn telbaar(aantal: i64, enkel: &str, meer: &str) -> String {
    format!("{aantal} {}", if aantal == 1 { enkel } else { meer })
}

/// `23-11-2026 t/m 22-11-2027`, `vanaf 23-11-2026`.
pub(crate) fn periode(van: Date, tot: Option<Date>) -> String {
    match tot {
        Some(tot) => format!("{} t/m {}", datum::kort(van), datum::kort(tot)),
        None => format!("vanaf {}", datum::kort(van)),
    }
}

/// `via de huisarts`, from a code of COD327.
pub(crate) fn via(verwijzer: &str) -> String {
    match houvast_beslis::Verwijzer::try_from(verwijzer) {
        Ok(houvast_beslis::Verwijzer::Geen) => "zonder verwijzer".to_owned(),
        Ok(v) => format!("via {}", v.label()),
        Err(_) => "verwijzer onbekend".to_owned(),
    }
}

/// The name of a child; initials get their dots.
pub(crate) fn naam(
    voornamen: Option<&str>,
    voorletters: Option<&str>,
    voorvoegsel: Option<&str>,
    achternaam: &str,
) -> Naam {
    Naam {
        voornamen: voornamen.unwrap_or_default().to_owned(),
        voorletters: voorletters
            .unwrap_or_default()
            .chars()
            .filter(|c| c.is_alphabetic())
            .flat_map(|c| [c, '.'])
            .collect(),
        voorvoegsel: voorvoegsel.unwrap_or_default().to_owned(),
        achternaam: achternaam.to_owned(),
    }
}

/// The same from a whole row.
pub(crate) fn naam_van(kind: &houvast_opslag::Jeugdige) -> Naam {
    naam(
        kind.voornamen.as_deref(),
        kind.voorletters.as_deref(),
        kind.voorvoegsel.as_deref(),
        &kind.geslachtsnaam,
    )
}

/// A word at the begin of a sentence or a label.
pub(crate) fn hoofdletter(tekst: &str) -> String {
    let mut tekens = tekst.chars();
    tekens
        .next()
        .map(|eerste| eerste.to_uppercase().chain(tekens).collect())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hulp_en_omvang_staan_er_in_gewone_woorden() {
        assert_eq!(hulp(Some("45"), None), "Ambulant (45)");
        assert_eq!(
            omvang(Some(Centen::euro(8_000)), None, None, None),
            "€\u{a0}8.000,00"
        );
        assert_eq!(omvang(None, Some(3), Some("04"), Some("2")), "3 uur per week");
        assert_eq!(omvang(None, Some(1), Some("14"), Some("6")), "1 etmaal in totaal");
        assert_eq!(via("02"), "via de huisarts");
        assert_eq!(via("06"), "zonder verwijzer");
    }
}

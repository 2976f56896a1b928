//! Word lists for invented people. Common given names and surnames, put together by chance; no list of real persons.

pub(super) const JONGENS: &[&str] = &[
    "Noah", "Sem", "Daan", "Lucas", "Levi", "Finn", "Milan", "Bram", "Mees", "Thijs", "Jesse", "Luuk",
    "Sami", "Yusuf", "Emir", "Adam", "Ilias", "Rayan", "Björn", "Jürgen", "René", "André", "Loïc", "Gaël",
    "Kornelis", "Gerrit", "Hendrik", "Jelle", "Wout", "Siebe", "Tijn", "Guus", "Otis", "Ravi", "Kofi",
    "Tomasz", "Stefan", "Matteo", "Çetin", "Ömer", "Jaïr", "Noël", "Boaz", "Ruben", "Teun", "Joël", "Pim",
    "Stijn",
];

pub(super) const MEISJES: &[&str] = &[
    "Emma",
    "Julia",
    "Mila",
    "Tess",
    "Sophie",
    "Zoë",
    "Sara",
    "Nora",
    "Yara",
    "Eva",
    "Lotte",
    "Fleur",
    "Amira",
    "Elif",
    "Aaliyah",
    "Hafsa",
    "Chloë",
    "Noëlle",
    "Renée",
    "Inès",
    "Anaïs",
    "Maëlle",
    "Saïda",
    "Fenna",
    "Hendrikje",
    "Geertje",
    "Roos",
    "Jikke",
    "Sterre",
    "Vera",
    "Isa",
    "Liv",
    "Zuzanna",
    "Priya",
    "Ama",
    "Marijn",
    "Lieke",
    "Femke",
    "Özlem",
    "Aïsha",
    "Thirza",
    "Michèle",
    "Célia",
    "Ilse",
    "Puck",
    "Jasmijn",
    "Norah",
    "Beau",
];

/// Prefix (empty for none) and surname.
pub(super) const ACHTERNAMEN: &[(&str, &str)] = &[
    ("van der", "Veen"),
    ("de", "Graaf"),
    ("van den", "Berg"),
    ("ter", "Horst"),
    ("in 't", "Veld"),
    ("", "Brouwer"),
    ("van", "Dijk"),
    ("", "Hoekstra"),
    ("de", "Lange"),
    ("te", "Riele"),
    ("", "Schuurman"),
    ("van 't", "Hof"),
    ("", "Öztürk"),
    ("", "Yıldız"),
    ("el", "Idrissi"),
    ("", "Benali"),
    ("", "Kowalska"),
    ("", "Nguyen"),
    ("van de", "Kamp"),
    ("", "Noordhuis"),
    ("", "Wieringa"),
    ("", "Kuiper"),
    ("ten", "Cate"),
    ("", "Prinsen"),
    ("", "Çelik"),
    ("da", "Silva"),
    ("", "Novák"),
    ("", "Müller"),
    ("", "Curiël"),
    ("", "Boersma"),
    ("op den", "Dries"),
    ("van der", "Zwaan"),
    ("", "Tuinman"),
    ("den", "Hartog"),
    ("", "Veldkamp"),
    ("", "Meijerink"),
    ("", "Asante"),
    ("", "Okafor"),
    ("", "Haïdar"),
    ("", "Lindeboom"),
    ("van", "Oorschot"),
    ("", "Zandbelt"),
    ("uit den", "Bogaard"),
    ("", "Rozema"),
    ("", "Stegeman"),
    ("", "Ekkelenkamp"),
    ("", "Dekkers"),
    ("", "Groenewold"),
];

pub(super) const STRATEN: &[&str] = &[
    "Wilgenlaan",
    "Kastanjehof",
    "Meidoornstraat",
    "Leeuwerikweg",
    "Korenbloempad",
    "Molenkamp",
    "Esdoornstraat",
    "Zonnedauw",
    "Vlierstraat",
    "IJsvogelhof",
    "Berkenlaan",
    "Klaproosweg",
    "Smidsgang",
    "Weidegang",
    "Populierenhof",
    "Hazelaarstraat",
    "Waterlelie",
    "Reigershof",
    "Dorpsbrink",
    "Lange Akker",
    "Boogerd",
    "Schaapsdrift",
];

/// Code, name, main place, first four characters of a postcode, weight in the number of children.
pub(super) const GEMEENTEN: &[(&str, &str, &[&str], u16, usize)] = &[
    ("0148", "Dalfsen", &["Dalfsen", "Nieuwleusen"], 7721, 30),
    ("0150", "Deventer", &["Deventer", "Bathmen"], 7411, 95),
    ("0160", "Hardenberg", &["Hardenberg", "Slagharen"], 7771, 20),
    ("0166", "Kampen", &["Kampen", "IJsselmuiden"], 8261, 60),
    ("0175", "Ommen", &["Ommen"], 7731, 22),
    ("0177", "Raalte", &["Raalte", "Heino"], 8102, 38),
    ("0180", "Staphorst", &["Staphorst", "Rouveen"], 7951, 18),
    ("0193", "Zwolle", &["Zwolle"], 8011, 130),
    ("1708", "Steenwijkerland", &["Steenwijk", "Vollenhove"], 8331, 42),
    ("1773", "Olst-Wijhe", &["Olst", "Wijhe"], 8121, 17),
    ("1896", "Zwartewaterland", &["Hasselt", "Genemuiden"], 8061, 28),
];

/// AGB code, name, percelen (empty: no ambulant contract), first contract year, how many years
/// ago the last one was (`None`: it runs on).
pub(super) struct AanbiederZaad {
    pub(super) agb: &'static str,
    pub(super) naam: &'static str,
    pub(super) percelen: &'static [u8],
    pub(super) ambulant: bool,
    pub(super) eerste_jaar: i16,
    pub(super) laatste_jaar: Option<i16>,
}

macro_rules! aanbieder {
    ($agb:literal, $naam:literal, $percelen:expr, $ambulant:literal, $van:literal, $tot:expr) => {
        AanbiederZaad {
            agb: $agb,
            naam: $naam,
            percelen: $percelen,
            ambulant: $ambulant,
            eerste_jaar: $van,
            laatste_jaar: $tot,
        }
    };
}

pub(super) const AANBIEDERS: &[AanbiederZaad] = &[
    aanbieder!("73990101", "Jeugdhulp De Lindeboog", &[1, 2, 3], true, 2023, None),
    aanbieder!("73990102", "Praktijk Zilverpad", &[2], true, 2023, None),
    aanbieder!(
        "73990103",
        "Stichting Waterwende",
        &[1, 2, 3, 4, 5],
        true,
        2023,
        None
    ),
    aanbieder!(
        "73990104",
        "Kindercentrum Het Vlinderdak",
        &[1, 4],
        true,
        2023,
        None
    ),
    aanbieder!("73990105", "Behandelhuis Morgenstrand", &[2, 3], true, 2023, None),
    aanbieder!("73990106", "Ambulant Team Rietveer", &[1, 5], true, 2024, None),
    aanbieder!("73990107", "Sterrenkade Jeugd", &[1, 2], true, 2023, None),
    aanbieder!("73990108", "Groei en Grond", &[3, 4], true, 2023, None),
    aanbieder!("73990109", "Praktijk Klaverstroom", &[2, 5], true, 2023, None),
    aanbieder!("73990110", "Stichting Torenlicht", &[], false, 2023, None),
    aanbieder!("73990111", "De Kleine Oever", &[1], true, 2023, Some(1)),
    aanbieder!("73990112", "Huis van Duinroos", &[1, 2, 4], true, 2023, None),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn namen_en_straten_passen_in_de_velden_van_de_standaard() {
        for naam in JONGENS.iter().chain(MEISJES) {
            let letter = naam.chars().next().unwrap();
            assert!(
                letter.is_ascii_alphabetic() || ('À'..='ỳ').contains(&letter),
                "{naam}"
            );
        }
        for (voorvoegsel, _) in ACHTERNAMEN {
            assert!(voorvoegsel.chars().count() <= 10, "{voorvoegsel}");
        }
        for straat in STRATEN {
            assert!(straat.chars().count() <= 24, "{straat}");
        }
        for aanbieder in AANBIEDERS {
            assert!(houvast_begrip::AgbCode::nieuw(aanbieder.agb).is_ok());
        }
    }

    #[test]
    fn de_regio_telt_vijfhonderd_jeugdigen_in_elf_gemeenten() {
        assert_eq!(GEMEENTEN.len(), 11);
        assert_eq!(GEMEENTEN.iter().map(|g| g.4).sum::<usize>(), 500);
    }
}

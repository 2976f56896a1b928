//! The profiles that come with the program.

use super::{ProfielVersie, Regioprofiel};
use jiff::civil::Date;
use std::sync::LazyLock;

/// Region and date stand in the path too, so that a person finds the file; a test holds them equal to the content.
const BESTANDEN: [(&str, &str); 3] = [
    (
        "profielen/ijsselland/2023-01-01.toml",
        include_str!("../../profielen/ijsselland/2023-01-01.toml"),
    ),
    (
        "profielen/ijsselland/2024-01-08.toml",
        include_str!("../../profielen/ijsselland/2024-01-08.toml"),
    ),
    (
        "profielen/voorbeeldregio/2025-01-01.toml",
        include_str!("../../profielen/voorbeeldregio/2025-01-01.toml"),
    ),
];

/// Every text, for the schema of the editors.
pub(super) fn teksten() -> impl Iterator<Item = &'static str> {
    BESTANDEN.iter().map(|(_, tekst)| *tekst)
}

/// A file with a fault drops out here; a test reads every file and shows its faults.
static ALLE: LazyLock<Vec<(String, Vec<Regioprofiel>)>> = LazyLock::new(|| {
    let mut uit: Vec<(String, Vec<Regioprofiel>)> = Vec::new();
    let profielen = BESTANDEN
        .iter()
        .filter_map(|(bestand, toml)| Regioprofiel::lees(toml, bestand).ok());
    for profiel in profielen {
        match uit.iter_mut().find(|(regio, _)| *regio == profiel.versie.regio) {
            Some((_, versies)) => versies.push(profiel),
            None => uit.push((profiel.versie.regio.clone(), vec![profiel])),
        }
    }
    for (_, versies) in &mut uit {
        versies.sort_by_key(|p| p.versie.geldig_vanaf);
    }
    uit
});

/// The keys of the regions that are built in.
pub fn regios() -> impl Iterator<Item = &'static str> {
    ALLE.iter().map(|(regio, _)| regio.as_str())
}

/// All versions of a region, oldest first; empty for a region that is not built in.
#[must_use]
pub fn ingebouwd(regio: &str) -> &'static [Regioprofiel] {
    ALLE.iter()
        .find(|(naam, _)| naam == regio)
        .map(|(_, versies)| versies.as_slice())
        .unwrap_or_default()
}

/// The file of a built-in version and its text: `ijsselland@2024-01-08`.
#[must_use]
pub fn tekst_van(regio: &str, geldig_vanaf: Date) -> Option<(&'static str, &'static str)> {
    let pad = format!("profielen/{regio}/{geldig_vanaf}.toml");
    BESTANDEN.iter().find(|(bestand, _)| *bestand == pad).copied()
}

/// File and text of every built-in version of a region, oldest first.
#[must_use]
pub fn teksten_van(regio: &str) -> Vec<(&'static str, &'static str)> {
    let versies = ingebouwd(regio).iter();
    versies
        .filter_map(|p| tekst_van(regio, p.versie.geldig_vanaf))
        .collect()
}

/// The version valid on this day: that of the decision (`beslissingen` 4).
#[must_use]
pub fn op_datum(regio: &str, dag: Date) -> Option<&'static Regioprofiel> {
    ingebouwd(regio).iter().rfind(|p| p.versie.geldig_vanaf <= dag)
}

/// The very text an old decision was taken under, to replay it; `None` when it changed since.
#[must_use]
pub fn van_versie(versie: &ProfielVersie) -> Option<&'static Regioprofiel> {
    ingebouwd(&versie.regio).iter().find(|p| p.versie == *versie)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elk_ingebouwd_profiel_is_zonder_fouten_en_staat_onder_zijn_regio_en_datum() {
        for (bestand, toml) in BESTANDEN {
            let profiel = Regioprofiel::lees(toml, bestand).map_err(|fouten| {
                fouten
                    .iter()
                    .map(ToString::to_string)
                    .collect::<Vec<_>>()
                    .join("\n")
            });
            let versie = profiel.unwrap().versie;
            assert_eq!(
                bestand,
                format!("profielen/{}/{}.toml", versie.regio, versie.geldig_vanaf)
            );
        }
    }
    #[test]
    fn elk_bestand_in_de_map_staat_in_de_lijst() {
        let map = concat!(env!("CARGO_MANIFEST_DIR"), "/profielen");
        let mut gevonden = 0;
        for regio in std::fs::read_dir(map).unwrap().map(Result::unwrap) {
            if !regio.path().is_dir() {
                continue;
            }
            for bestand in std::fs::read_dir(regio.path()).unwrap().map(Result::unwrap) {
                let naam = bestand.file_name().to_string_lossy().into_owned();
                let regio = regio.file_name().to_string_lossy().into_owned();
                if naam.ends_with(".toml") {
                    gevonden += 1;
                    let pad = format!("profielen/{regio}/{naam}");
                    assert!(BESTANDEN.iter().any(|(b, _)| *b == pad), "{pad}");
                }
            }
        }
        assert_eq!(gevonden, BESTANDEN.len());
    }
}

//! The root tells which message it is; when it is none of ours, what it is instead.

use super::stroom::{Naamruimte, Stroom};
use crate::{BerichtSoort, Bevinding};

/// What the root says.
pub(super) struct Wortel {
    pub(super) soort: Option<BerichtSoort>,
    pub(super) release: Option<String>,
    pub(super) fout: Option<Bevinding>,
}

/// Looks at the root that has just begun.
pub(super) fn bekijk(xml: &Stroom<'_>) -> Wortel {
    let fout = |regel: &'static str, tekst: String| {
        let mut b = Bevinding::nieuw(1, regel, "", tekst);
        (b.regelnummer, b.kolom) = (xml.plek().regel, xml.plek().kolom);
        Some(b)
    };
    let geen = |fout| Wortel {
        soort: None,
        release: None,
        fout,
    };
    match xml.ruimte {
        Naamruimte::Bericht(soort) => Wortel {
            soort: Some(soort),
            release: Some(soort.release().to_owned()),
            fout: if xml.lokale_naam() == "Bericht" {
                None
            } else {
                fout("XSD:element", "Het bericht begint met een ander element dan 'Bericht'. Begin met 'Bericht'.".to_owned())
            },
        },
        Naamruimte::Geen => geen(fout(
            "XSD:namespace",
            "Het eerste element heeft geen naamruimte. Verwacht: die van een iJw-bericht, bijvoorbeeld http://www.istandaarden.nl/ijw/3_2/jw315/schema.".to_owned(),
        )),
        Naamruimte::Basis => geen(fout(
            "XSD:namespace",
            "Het eerste element staat in de naamruimte van het basisschema. Verwacht: die van het bericht zelf.".to_owned(),
        )),
        _ => match xml.uri.as_deref().and_then(standaard) {
            Some(("ijw", release, bericht)) => {
                let soort = BerichtSoort::try_from(bericht).ok();
                let tekst = if soort.is_some() && release == "3.2" {
                    // Same name and release, but written otherwise: upper case, for instance.
                    "De naamruimte van het bericht is niet goed geschreven. Let op hoofdletters.".to_owned()
                } else if release == "3.2" {
                    "Dit bericht hoort niet bij iJw 3.2. Kijk in de naamruimte welk bericht u stuurt.".to_owned()
                } else {
                    format!("Dit bericht is van iJw {release}. Wij verwerken iJw 3.2. Stuur het in die versie.")
                };
                Wortel { soort, release: Some(release.to_owned()), fout: fout("XSD:namespace", tekst) }
            }
            Some((wet, release, _)) => geen(fout(
                "XSD:namespace",
                format!("Dit is een {}-bericht (versie {release}), geen iJw-bericht. Wij verwerken alleen iJw 3.2.", wetnaam(wet)),
            )),
            None => geen(fout(
                "XSD:namespace",
                "Dit is geen iJw-bericht: de naamruimte van het eerste element is onbekend. Verwacht bijvoorbeeld http://www.istandaarden.nl/ijw/3_2/jw315/schema.".to_owned(),
            )),
        },
    }
}

fn wetnaam(wet: &str) -> &'static str {
    match wet {
        "iwmo" => "iWmo",
        "iwlz" => "iWlz",
        _ => "iPgb",
    }
}

/// Standard, release and message of a namespace of iStandaarden, for example `("iwmo", "3.2", "wmo315")`.
/// The release is digits only, so that nothing else from the file ends up in a finding.
fn standaard(uri: &str) -> Option<(&'static str, &'static str, &str)> {
    let klein = uri.get(..uri.len().min(200))?;
    let rest = klein
        .strip_prefix("http://www.istandaarden.nl/")
        .or_else(|| klein.strip_prefix("https://www.istandaarden.nl/"))?;
    let mut delen = rest.split('/');
    let wet = delen.next()?;
    let wet = ["ijw", "iwmo", "iwlz", "ipgb"]
        .into_iter()
        .find(|w| w.eq_ignore_ascii_case(wet))?;
    let release = delen.next()?;
    const RELEASES: [(&str, &str); 12] = [
        ("2_0", "2.0"),
        ("2_1", "2.1"),
        ("2_2", "2.2"),
        ("2_3", "2.3"),
        ("2_4", "2.4"),
        ("3_0", "3.0"),
        ("3_1", "3.1"),
        ("3_2", "3.2"),
        ("3_3", "3.3"),
        ("3_4", "3.4"),
        ("4_0", "4.0"),
        ("4_1", "4.1"),
    ];
    let release = RELEASES
        .iter()
        .find(|(vorm, _)| *vorm == release)
        .map_or("onbekend", |(_, r)| r);
    Some((wet, release, delen.next()?))
}

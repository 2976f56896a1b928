//! The letters of a region: its texts, addresses and sentences, from the folder `brieven` beside its profiles.

use crate::sjabloon::{Sjabloon, Woordenschat};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// What the text of a decision letter may name.
pub(crate) const BESLUIT: Woordenschat = Woordenschat {
    velden: &[
        "wie",
        "Wie",
        "voornaam",
        "aanbieder",
        "gemeente",
        "besloten",
        "gevraagd_op",
        "kenmerk",
        "bezwaar_tot",
        "telefoon",
        "verordening",
        "rechtbank",
        "vertrouwenspersoon",
        "protocol",
        "artikelen",
        "toelichting",
        "vervangt",
    ],
    vlaggen: &[
        "toegekend",
        "afgewezen",
        "automatisch",
        "toelichting",
        "gronden",
        "protocol",
        "artikelen",
        "vervangt",
    ],
    stukken: &["gronden", "toegekend", "afgewezen", "bezwaaradres"],
};

/// What the text to a verwijzer may name.
pub(crate) const VERWIJZER: Woordenschat = Woordenschat {
    velden: &[
        "naam",
        "geboren",
        "voornaam",
        "aanbieder",
        "gemeente",
        "besloten",
        "gevraagd_op",
        "kenmerk",
        "telefoon",
        "toelichting",
        "vervangt",
    ],
    vlaggen: &["automatisch", "toelichting", "vervangt"],
    stukken: &["redenen", "advies", "afgewezen"],
};

/// What a sentence of a grond or reason may name.
const ZINNEN: &[&str] = &[
    "wie",
    "Wie",
    "voornaam",
    "aanbieder",
    "gemeente",
    "verwijzer",
    "Verwijzer",
];

/// A colour as six hexadecimal digits.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Kleur(pub String);

impl Kleur {
    /// Red, green, blue; black when it is no colour.
    #[must_use]
    pub fn rgb(&self) -> [u8; 3] {
        let deel = |van: usize| {
            self.0
                .get(van..van + 2)
                .and_then(|d| u8::from_str_radix(d, 16).ok())
                .unwrap_or(0)
        };
        [deel(0), deel(2), deel(4)]
    }
}

/// Where a gemeente is reached.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GemeenteStijl {
    /// Postal address, a line each.
    pub adres: Vec<String>,
    /// Where an objection goes, a line each.
    pub bezwaar: Vec<String>,
    /// Telephone of the Toegang.
    pub telefoon: String,
}

/// What a grond means to a family, when it speaks for the help and when it speaks against. Empty: it says nothing.
#[derive(Clone, Default, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Zinnen {
    /// In favour.
    #[serde(default)]
    pub ja: String,
    /// Against.
    #[serde(default)]
    pub nee: String,
}

/// A reason of refusal (WJ759) in words.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reden {
    /// To the family.
    pub gezin: String,
    /// To who referred.
    pub verwijzer: String,
    /// What who referred can do now.
    pub advies: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Bestand {
    regio: String,
    verzonnen: bool,
    kleur: Kleur,
    verordening: String,
    rechtbank: String,
    vertrouwenspersoon: String,
    namens: String,
    gemeente: BTreeMap<String, GemeenteStijl>,
    grond: BTreeMap<String, Zinnen>,
    reden: BTreeMap<String, Reden>,
}

/// The letters of a region.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Huisstijl {
    /// Key of the region.
    pub regio: String,
    /// The addresses are made up for the demo: no real letter may carry them.
    pub verzonnen: bool,
    /// Colour of lines and headings.
    pub kleur: Kleur,
    /// Name of the local rules.
    pub verordening: String,
    /// Which court, for an urgent measure (Awb 8:81).
    pub rechtbank: String,
    /// Who helps families for free (Jeugdwet 2.6 lid 1 onder f).
    pub vertrouwenspersoon: String,
    /// Who decides, in the closing lines; `{gemeente}` is filled in.
    pub namens: String,
    /// By CBS code.
    pub gemeenten: BTreeMap<String, GemeenteStijl>,
    /// By question of the protocol.
    pub gronden: BTreeMap<String, Zinnen>,
    /// By code of WJ759.
    pub redenen: BTreeMap<String, Reden>,
    /// The decision letter.
    pub besluit: Sjabloon,
    /// The letter to who referred.
    pub verwijzer: Sjabloon,
}

impl Huisstijl {
    /// Reads the three texts of a region; every mistake at once, with its file.
    pub fn lees(toml: &str, besluit: &str, verwijzer: &str) -> Result<Self, Vec<String>> {
        let mut fouten = Vec::new();
        let mut tekst = |bestand: &str, inhoud: &str, woorden| match Sjabloon::lees(inhoud, woorden) {
            Ok(sjabloon) => Some(sjabloon),
            Err(lijst) => {
                fouten.extend(lijst.into_iter().map(|f| format!("{bestand}: {f}")));
                None
            }
        };
        let besluit = tekst("besluit.md", besluit, &BESLUIT);
        let verwijzer = tekst("verwijzer.md", verwijzer, &VERWIJZER);
        let bestand: Option<Bestand> = toml::from_str(toml)
            .map_err(|f| fouten.push(format!("huisstijl.toml: {f}")))
            .ok();
        if let Some(b) = &bestand {
            fouten.extend(controleer(b));
        }
        match (bestand, besluit, verwijzer) {
            (Some(b), Some(besluit), Some(verwijzer)) if fouten.is_empty() => Ok(Self {
                regio: b.regio,
                verzonnen: b.verzonnen,
                kleur: b.kleur,
                verordening: b.verordening,
                rechtbank: b.rechtbank,
                vertrouwenspersoon: b.vertrouwenspersoon,
                namens: b.namens,
                gemeenten: b.gemeente,
                gronden: b.grond,
                redenen: b.reden,
                besluit,
                verwijzer,
            }),
            _ => Err(fouten),
        }
    }
}

/// Fields in sentences, and a colour that people can read on white (WCAG 1.4.3: 4.5 to 1).
fn controleer(b: &Bestand) -> Vec<String> {
    let mut fouten = Vec::new();
    let zinnen = b
        .grond
        .iter()
        .flat_map(|(naam, z)| [(naam, &z.ja), (naam, &z.nee)])
        .chain(
            b.reden
                .iter()
                .flat_map(|(code, r)| [(code, &r.gezin), (code, &r.verwijzer), (code, &r.advies)]),
        );
    for (naam, zin) in zinnen {
        let mut rest = zin.as_str();
        while let Some((_, na)) = rest.split_once('{') {
            let (veld, verder) = na.split_once('}').unwrap_or((na, ""));
            if !ZINNEN.contains(&veld) {
                fouten.push(format!(
                    "huisstijl.toml: {naam}: het veld {{{veld}}} bestaat niet"
                ));
            }
            rest = verder;
        }
    }
    if b.kleur.0.len() != 6 || u32::from_str_radix(&b.kleur.0, 16).is_err() {
        fouten.push("huisstijl.toml: kleur: zes hexadecimale cijfers, zoals 0b5d5b".to_owned());
    } else if !donker_genoeg(b.kleur.rgb()) {
        fouten.push("huisstijl.toml: kleur: te licht om op wit te lezen".to_owned());
    }
    for (code, gemeente) in &b.gemeente {
        if gemeente.adres.is_empty() || gemeente.bezwaar.is_empty() || gemeente.telefoon.is_empty() {
            fouten.push(format!(
                "huisstijl.toml: gemeente.{code}: adres, bezwaar en telefoon zijn nodig"
            ));
        }
    }
    fouten
}

/// Contrast of at least 4.5 to 1 on white (WCAG 2.2, 1.4.3). Relative luminance with the square
/// for the curve of 2.4: that counts a colour as lighter than it is, so strict enough.
fn donker_genoeg([r, g, b]: [u8; 3]) -> bool {
    let deel = |kanaal: u8, gewicht: u64| u64::from(kanaal) * u64::from(kanaal) * gewicht;
    // (1.05 / 4.5) - 0.05 = 0.1833 of full luminance.
    deel(r, 2126) + deel(g, 7152) + deel(b, 722) <= 1833 * 255 * 255
}

/// Region, house style, decision letter, letter to who referred.
const BESTANDEN: [(&str, [&str; 3]); 2] = [
    (
        "ijsselland",
        [
            include_str!("../../beslis/profielen/ijsselland/brieven/huisstijl.toml"),
            include_str!("../../beslis/profielen/ijsselland/brieven/besluit.md"),
            include_str!("../../beslis/profielen/ijsselland/brieven/verwijzer.md"),
        ],
    ),
    (
        "voorbeeldregio",
        [
            include_str!("../../beslis/profielen/voorbeeldregio/brieven/huisstijl.toml"),
            include_str!("../../beslis/profielen/voorbeeldregio/brieven/besluit.md"),
            include_str!("../../beslis/profielen/voorbeeldregio/brieven/verwijzer.md"),
        ],
    ),
];

/// A set with a mistake drops out here; a test reads every set and shows its mistakes.
static ALLE: LazyLock<Vec<Huisstijl>> = LazyLock::new(|| {
    BESTANDEN
        .iter()
        .filter_map(|(_, [toml, besluit, verwijzer])| Huisstijl::lees(toml, besluit, verwijzer).ok())
        .collect()
});

/// The letters of a region that is built in.
#[must_use]
pub fn ingebouwd(regio: &str) -> Option<&'static Huisstijl> {
    ALLE.iter().find(|h| h.regio == regio)
}

/// The keys of the regions with letters.
pub fn regios() -> impl Iterator<Item = &'static str> {
    BESTANDEN.iter().map(|(regio, _)| *regio)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elke_regio_heeft_brieven_zonder_fouten() {
        for (regio, [toml, besluit, verwijzer]) in BESTANDEN {
            let huisstijl = Huisstijl::lees(toml, besluit, verwijzer).map_err(|f| f.join("\n"));
            assert_eq!(huisstijl.unwrap().regio, regio);
        }
        let map = concat!(env!("CARGO_MANIFEST_DIR"), "/../beslis/profielen");
        for vermelding in std::fs::read_dir(map).unwrap().map(Result::unwrap) {
            if vermelding.path().is_dir() {
                let regio = vermelding.file_name().to_string_lossy().into_owned();
                assert!(regios().any(|r| r == regio), "{regio} heeft geen brieven");
            }
        }
    }

    /// Plain language (B1): short sentences. Counted on the text as it is written, a field as one word.
    #[test]
    fn geen_zin_in_een_brief_is_langer_dan_twintig_woorden() {
        for regio in regios() {
            let h = ingebouwd(regio).unwrap();
            let zinnen = h.gronden.values().flat_map(|z| [&z.ja, &z.nee]).chain(
                h.redenen
                    .values()
                    .flat_map(|r| [&r.gezin, &r.verwijzer, &r.advies]),
            );
            let teksten = [h.besluit.teksten(), h.verwijzer.teksten()].concat();
            for tekst in zinnen.map(String::as_str).chain(teksten) {
                // The same sentence goes to the jeugdige, with "u".
                assert!(
                    !tekst.contains("ie} is ") && !tekst.contains("ie} zijn "),
                    "{regio}: {tekst}"
                );
                for zin in tekst.split(['.', '?', '!', ':']) {
                    let woorden = zin.split_whitespace().count();
                    assert!(woorden <= 20, "{regio}: {woorden} woorden: {zin}");
                }
            }
        }
    }

    #[test]
    fn een_huisstijl_met_fouten_noemt_ze_allemaal() {
        let toml = BESTANDEN[0].1[0]
            .replace("kleur = \"0b5d5b\"", "kleur = \"ffee00\"")
            .replace(
                "{aanbieder} heeft een contract",
                "{leverancier} heeft een contract",
            );
        let fouten = Huisstijl::lees(&toml, "# T\n{bsn}\n", "geen titel")
            .unwrap_err()
            .join("\n");
        for deel in [
            "te licht om op wit te lezen",
            "het veld {leverancier} bestaat niet",
            "besluit.md: regel 2: het veld {bsn} bestaat niet",
            "verwijzer.md: regel 1: de titel ontbreekt",
        ] {
            assert!(fouten.contains(deel), "{deel}\n{fouten}");
        }
    }

    #[test]
    fn wcag_1_4_3_een_kleur_is_donker_genoeg_op_wit() {
        // 767676 has 4.54 to 1 on white; the strict sum takes somewhat darker grey.
        for (kleur, goed) in [
            ("000000", true),
            ("0b5d5b", true),
            ("6b6b6b", true),
            ("8a8a8a", false),
            ("ffffff", false),
        ] {
            assert_eq!(donker_genoeg(Kleur(kleur.into()).rgb()), goed, "{kleur}");
        }
    }
}

//! The declarations as they stand in `crates/ijw/berichten/*.toml`.

use anyhow::{Context, Result, bail, ensure};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// One element of a complex type.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Element {
    pub(crate) naam: String,
    #[serde(rename = "type")]
    pub(crate) soort: String,
    #[serde(default)]
    pub(crate) aantal: Aantal,
    /// The only value allowed here.
    pub(crate) vast: Option<String>,
    /// A pattern on top of those of the datatype.
    pub(crate) patroon: Option<String>,
}

/// Cardinality, as `min..max`.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, Deserialize)]
pub(crate) enum Aantal {
    #[default]
    #[serde(rename = "1..1")]
    Een,
    #[serde(rename = "0..1")]
    Hooguit,
    #[serde(rename = "1..*")]
    Meer,
    #[serde(rename = "0..*")]
    Vrij,
}

impl Aantal {
    pub(crate) fn verplicht(self) -> bool {
        matches!(self, Self::Een | Self::Meer)
    }
    pub(crate) fn herhaalt(self) -> bool {
        matches!(self, Self::Meer | Self::Vrij)
    }
    pub(crate) fn tekst(self) -> &'static str {
        match self {
            Self::Een => "1",
            Self::Hooguit => "0..1",
            Self::Meer => "1..*",
            Self::Vrij => "0..*",
        }
    }
}

/// A complex type: a sequence of elements.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Klasse {
    pub(crate) elementen: Vec<Element>,
}

/// The XSD type a datatype restricts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Basistype {
    Tekst,
    Geheel,
    Datum,
    Tijd,
}

/// A simple type with its facets.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Datatype {
    pub(crate) basis: Basistype,
    pub(crate) min_lengte: Option<u32>,
    pub(crate) max_lengte: Option<u32>,
    pub(crate) min: Option<u64>,
    pub(crate) max: Option<u64>,
    pub(crate) patroon: Option<String>,
    pub(crate) codes: Option<String>,
}

/// What the messages share.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Basis {
    pub(crate) naamruimte: String,
    pub(crate) prefix: String,
    pub(crate) klasse: BTreeMap<String, Klasse>,
    pub(crate) datatype: BTreeMap<String, Datatype>,
}

/// A closed code list.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Codelijst {
    pub(crate) naam: String,
    pub(crate) codes: Vec<Code>,
}

/// One code.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Code {
    pub(crate) code: String,
    pub(crate) naam: String,
    pub(crate) betekenis: String,
    /// First day of validity, where known.
    pub(crate) vanaf: Option<String>,
    /// Last day of validity, where known.
    pub(crate) tot: Option<String>,
}

/// One message.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Bericht {
    pub(crate) bericht: String,
    pub(crate) naam: String,
    pub(crate) code: String,
    pub(crate) retour: Option<String>,
    pub(crate) release: String,
    pub(crate) naamruimte: String,
    pub(crate) prefix: String,
    pub(crate) wortel: String,
    /// The path of the class that can be read as a stream, where there is one.
    pub(crate) stroom: Option<String>,
    /// Paths of the elements that make up the logical key.
    pub(crate) sleutels: Vec<String>,
    pub(crate) klasse: BTreeMap<String, Klasse>,
}

impl Bericht {
    /// The element of a class through which the path of the stream goes.
    pub(crate) fn onder<'a>(&self, klasse: &'a Klasse) -> Option<(usize, &'a Element)> {
        let mut hier = self.klasse.get("Root")?;
        for stap in self.stroom.as_deref()?.split('/') {
            let gevonden = hier.elementen.iter().position(|e| e.naam == stap)?;
            if std::ptr::eq(hier, klasse) {
                return Some((gevonden, klasse.elementen.get(gevonden)?));
            }
            hier = self.klasse.get(&hier.elementen.get(gevonden)?.soort)?;
        }
        None
    }

    /// Classes, the root first, in the order in which a reader of the message meets them.
    pub(crate) fn op_volgorde(&self) -> Vec<(&str, &Klasse)> {
        let mut uit: Vec<(&str, &Klasse)> = Vec::new();
        let mut rij = vec!["Root"];
        while let Some(naam) = rij.pop() {
            let Some((naam, klasse)) = self.klasse.get_key_value(naam) else {
                continue;
            };
            if uit.iter().any(|(gezien, _)| gezien == naam) {
                continue;
            }
            uit.push((naam, klasse));
            rij.extend(klasse.elementen.iter().rev().map(|e| e.soort.as_str()));
        }
        uit
    }
}

/// Everything together, checked for loose ends.
#[derive(Debug)]
pub(crate) struct Declaraties {
    pub(crate) basis: Basis,
    pub(crate) codelijsten: BTreeMap<String, Codelijst>,
    pub(crate) berichten: Vec<Bericht>,
}

impl Declaraties {
    pub(crate) fn lees(map: &Path) -> Result<Self> {
        let toml = |naam: &str| {
            let pad = map.join(naam);
            std::fs::read_to_string(&pad).with_context(|| pad.display().to_string())
        };
        let basis: Basis = toml::from_str(&toml("basis.toml")?).context("basis.toml")?;
        let codelijsten = toml::from_str(&toml("codelijsten.toml")?).context("codelijsten.toml")?;
        let mut namen = BTreeSet::new();
        for bestand in std::fs::read_dir(map)? {
            let naam = bestand?.file_name().to_string_lossy().into_owned();
            if naam.starts_with("jw") && naam.ends_with(".toml") {
                namen.insert(naam);
            }
        }
        let berichten = namen
            .iter()
            .map(|naam| toml::from_str::<Bericht>(&toml(naam)?).with_context(|| naam.clone()))
            .collect::<Result<Vec<_>>>()?;
        let alles = Self {
            basis,
            codelijsten,
            berichten,
        };
        alles.keur()?;
        Ok(alles)
    }

    fn keur(&self) -> Result<()> {
        for (naam, soort) in &self.basis.datatype {
            if let Some(lijst) = &soort.codes {
                ensure!(
                    self.codelijsten.contains_key(lijst),
                    "{naam}: codelijst {lijst} ontbreekt"
                );
            }
            if soort.basis == Basistype::Geheel {
                ensure!(
                    soort.min == Some(0),
                    "{naam}: de lezer kent alleen getallen vanaf 0"
                );
                ensure!(soort.max.is_some(), "{naam}: een getal heeft een maximum nodig");
            }
        }
        for klasse in self.basis.klasse.values() {
            self.keur_klasse("basis", klasse, None)?;
        }
        for b in &self.berichten {
            ensure!(
                b.klasse.contains_key("Root"),
                "{}: klasse Root ontbreekt",
                b.bericht
            );
            for klasse in b.klasse.values() {
                self.keur_klasse(&b.bericht, klasse, Some(b))?;
            }
            for pad in b.sleutels.iter().chain(&b.stroom) {
                ensure!(self.bestaat(b, pad), "{}: {pad} wijst nergens naar", b.bericht);
            }
        }
        Ok(())
    }

    fn keur_klasse(&self, waar: &str, klasse: &Klasse, b: Option<&Bericht>) -> Result<()> {
        for e in &klasse.elementen {
            let eigen = b.is_some_and(|b| b.klasse.contains_key(&e.soort));
            let blad = self.basis.datatype.contains_key(&e.soort);
            if !eigen && !blad && !self.basis.klasse.contains_key(&e.soort) {
                bail!("{waar}: element {} heeft het onbekende type {}", e.naam, e.soort);
            }
            ensure!(
                blad || (e.vast.is_none() && e.patroon.is_none()),
                "{waar}: {} is geen waarde en kan geen patroon hebben",
                e.naam
            );
        }
        ensure!(
            klasse.elementen.len() <= 32,
            "{waar}: de lezer houdt 32 elementen per klasse bij"
        );
        Ok(())
    }

    /// The class a type name stands for inside a message.
    pub(crate) fn klasse<'a>(&'a self, b: &'a Bericht, soort: &str) -> Option<&'a Klasse> {
        b.klasse.get(soort).or_else(|| self.basis.klasse.get(soort))
    }

    fn bestaat(&self, b: &Bericht, pad: &str) -> bool {
        let mut klasse = b.klasse.get("Root");
        for stap in pad.split('/') {
            let Some(e) = klasse.and_then(|k| k.elementen.iter().find(|e| e.naam == stap)) else {
                return false;
            };
            klasse = self.klasse(b, &e.soort);
        }
        true
    }
}

//! `docs/dpia.md`: what each table holds of people, from `crates/opslag/migraties/gegevens.toml` and the migrations.

use anyhow::{Context, Result, bail};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

/// The category of a column that says nothing of a person.
const NIETS: &str = "-";
const SOORTEN: [&str; 5] = ["TEKST", "GETAL", "ID", "BYTES", "JANEE"];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Gegevens {
    termijnen: BTreeMap<String, String>,
    grondslagen: BTreeMap<String, String>,
    categorieen: BTreeMap<String, String>,
    /// Per category its columns.
    kolommen: BTreeMap<String, Vec<String>>,
    tabel: BTreeMap<String, Tabel>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Tabel {
    doel: String,
    grondslag: String,
    wie: String,
    ontvangers: String,
    bewaren: String,
    #[serde(default)]
    kolommen: BTreeMap<String, String>,
}

/// The tables of the migrations with their columns, in order.
fn schema(wortel: &Path) -> Result<Vec<(String, Vec<String>)>> {
    let map = wortel.join("crates/opslag/migraties");
    let mut paden: Vec<_> = fs::read_dir(&map)?
        .filter_map(|d| Some(d.ok()?.path()))
        .filter(|p| p.extension().is_some_and(|e| e == "sql"))
        .collect();
    paden.sort();
    let mut uit: Vec<(String, Vec<String>)> = Vec::new();
    for pad in paden {
        let tekst = fs::read_to_string(&pad)?;
        let mut open = false;
        for regel in tekst.lines() {
            let regel = regel.split("--").next().unwrap_or_default().trim();
            let woorden: Vec<&str> = regel.split_whitespace().collect();
            match woorden.as_slice() {
                ["CREATE", "TABLE", naam, ..] => {
                    uit.push(((*naam).to_owned(), Vec::new()));
                    open = true;
                }
                ["ALTER", "TABLE", naam, "ADD", rest @ ..] => {
                    let kolom = rest.iter().find(|w| **w != "COLUMN").context("een kolom")?;
                    let tabel = uit.iter_mut().find(|(t, _)| t == naam);
                    tabel.context("een tabel")?.1.push((*kolom).to_owned());
                }
                ["ALTER", "TABLE", naam, "RENAME", "TO", nieuw] => {
                    let nieuw = nieuw.trim_end_matches(';').to_owned();
                    uit.iter_mut()
                        .filter(|(t, _)| t == naam)
                        .for_each(|(t, _)| t.clone_from(&nieuw));
                }
                ["DROP", "TABLE", naam] => uit.retain(|(t, _)| t != naam.trim_end_matches(';')),
                [kolom, soort, ..] if open && SOORTEN.contains(&soort.trim_end_matches(',')) => {
                    if let Some((_, kolommen)) = uit.last_mut() {
                        kolommen.push((*kolom).to_owned());
                    }
                }
                _ => {}
            }
            open &= !regel.contains("STRIKT");
        }
    }
    Ok(uit)
}

fn lees(wortel: &Path) -> Result<Gegevens> {
    let tekst = fs::read_to_string(wortel.join("crates/opslag/migraties/gegevens.toml"))?;
    toml::from_str(&tekst).context("gegevens.toml")
}

/// The category of each column of a table; an error names what is missing or too many.
fn soorten<'a>(
    gegevens: &'a Gegevens,
    naam: &str,
    tabel: &'a Tabel,
    kolommen: &[String],
) -> Result<BTreeMap<&'a str, Vec<String>>> {
    let mut uit: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for kolom in kolommen {
        let overal: Vec<&str> = gegevens
            .kolommen
            .iter()
            .filter(|(_, k)| k.contains(kolom))
            .map(|(soort, _)| soort.as_str())
            .collect();
        let soort = match (tabel.kolommen.get(kolom), overal.as_slice()) {
            (Some(eigen), _) => eigen.as_str(),
            (None, [een]) => een,
            (None, []) => bail!("{naam}.{kolom} staat niet in gegevens.toml"),
            (None, _) => bail!("{kolom} staat twee keer onder [kolommen]"),
        };
        if soort != NIETS && !gegevens.categorieen.contains_key(soort) {
            bail!("{naam}.{kolom}: {soort} is geen categorie");
        }
        uit.entry(soort).or_default().push(kolom.clone());
    }
    if let Some(vreemd) = tabel.kolommen.keys().find(|k| !kolommen.contains(k)) {
        bail!("{naam} heeft geen kolom {vreemd}");
    }
    Ok(uit)
}

fn tekst(wortel: &Path) -> Result<String> {
    let (gegevens, schema) = (lees(wortel)?, schema(wortel)?);
    let namen: BTreeSet<&str> = schema.iter().map(|(t, _)| t.as_str()).collect();
    if let Some(vreemd) = gegevens.tabel.keys().find(|t| !namen.contains(t.as_str())) {
        bail!("[tabel.{vreemd}]: die tabel is er niet");
    }
    let mut uit = String::from(
        "<!-- Gemaakt door `cargo run -p xtask -- dpia` uit crates/opslag/migraties/gegevens.toml. -->\n\
         # Invoer voor een DPIA: wat staat er van wie in de database\n\n\
         Per tabel: waarvoor, op welke grond, van wie, wie het krijgt en hoe lang het blijft. Een tabel of kolom die hier \
         ontbreekt, laat de bouw zakken. Wie binnen de organisatie wat mag zien, staat in `crates/opslag/src/bereik.rs` en \
         `crates/dienst/src/recht.rs`.\n\n## Grondslagen\n\n",
    );
    for (naam, waarom) in &gegevens.grondslagen {
        writeln!(uit, "- **{naam}**: {waarom}")?;
    }
    uit.push_str("\n## Soorten gegevens\n\n");
    for (naam, wat) in &gegevens.categorieen {
        writeln!(uit, "- **{naam}**: {wat}")?;
    }
    uit.push_str("\n## Bewaartermijnen\n\n");
    for (naam, hoelang) in &gegevens.termijnen {
        writeln!(uit, "- **{naam}**: {hoelang}")?;
    }
    uit.push_str("\n## Tabellen\n\n| tabel | waarvoor | grondslag | van wie | ontvangers | bewaren | wat |\n| --- | --- | --- | --- | --- | --- | --- |\n");
    for (naam, kolommen) in &schema {
        let tabel = gegevens
            .tabel
            .get(naam)
            .with_context(|| format!("tabel {naam} staat niet in gegevens.toml"))?;
        if !gegevens.grondslagen.contains_key(&tabel.grondslag)
            || !gegevens.termijnen.contains_key(&tabel.bewaren)
        {
            bail!("tabel {naam}: grondslag of termijn bestaat niet");
        }
        let soorten = soorten(&gegevens, naam, tabel, kolommen)?;
        let persoonlijk: Vec<String> = soorten
            .iter()
            .filter(|(soort, _)| **soort != NIETS)
            .map(|(soort, kolommen)| format!("{soort}: {}", kolommen.join(", ")))
            .collect();
        if tabel.grondslag == "geen" && !persoonlijk.is_empty() {
            bail!("tabel {naam} heeft persoonsgegevens en geen grondslag: {persoonlijk:?}");
        }
        let wat = if persoonlijk.is_empty() {
            "niets van een mens".to_owned()
        } else {
            persoonlijk.join("; ")
        };
        writeln!(
            uit,
            "| `{naam}` | {} | {} | {} | {} | {} | {wat} |",
            tabel.doel, tabel.grondslag, tabel.wie, tabel.ontvangers, tabel.bewaren
        )?;
    }
    Ok(uit)
}

/// Writes the page.
pub(crate) fn schrijf(wortel: &Path) -> Result<()> {
    fs::write(wortel.join("docs/dpia.md"), tekst(wortel)?)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dpia_md_volgt_uit_de_tabellen_en_elke_tabel_en_kolom_staat_erin() {
        let wortel = crate::wortel();
        let staat_er = fs::read_to_string(wortel.join("docs/dpia.md")).unwrap();
        assert!(
            staat_er == tekst(&wortel).unwrap(),
            "verouderd: draai `cargo run -p xtask -- dpia`"
        );
        let tabellen = schema(&wortel).unwrap();
        assert!(tabellen.len() > 40, "{}", tabellen.len());
        let jeugdige = tabellen.iter().find(|(t, _)| t == "jeugdige").unwrap();
        assert!(jeugdige.1.contains(&"bsn".to_owned()) && jeugdige.1.contains(&"versie".to_owned()));
    }

    #[test]
    fn een_kolom_zonder_soort_een_vreemde_kolom_en_een_vreemde_soort_worden_geweigerd() {
        let gegevens = lees(&crate::wortel()).unwrap();
        let tabel = |kolommen: &[(&str, &str)]| Tabel {
            doel: String::new(),
            grondslag: String::new(),
            wie: String::new(),
            ontvangers: String::new(),
            bewaren: String::new(),
            kolommen: kolommen
                .iter()
                .map(|(k, s)| ((*k).to_owned(), (*s).to_owned()))
                .collect(),
        };
        let met = |eigen: &[(&str, &str)], kolommen: &[&str]| {
            let kolommen: Vec<String> = kolommen.iter().map(|k| (*k).to_owned()).collect();
            soorten(&gegevens, "t", &tabel(eigen), &kolommen)
                .map(|s| s.keys().map(|k| (*k).to_owned()).collect::<Vec<_>>())
                .map_err(|f| f.to_string())
        };
        assert_eq!(met(&[], &["bsn", "houder"]).unwrap(), ["-", "bsn"]);
        assert!(met(&[], &["schoenmaat"]).unwrap_err().contains("t.schoenmaat"));
        assert!(
            met(&[("weg", "bsn")], &["bsn"])
                .unwrap_err()
                .contains("geen kolom weg")
        );
        assert!(
            met(&[("bsn", "iets")], &["bsn"])
                .unwrap_err()
                .contains("geen categorie")
        );
    }
}

//! `docs/dekking.md`: which requirement of the protocols is built, and which test shows it.

use anyhow::{Context, Result, bail};
use std::{collections::BTreeMap, fmt::Write, fs, path::Path};

/// State, its heading and what it means.
const STATEN: [(&str, &str, &str); 4] = [
    (
        "gebouwd",
        "Gebouwd",
        "Code beslist of bewaart dit; de genoemde test laat het zien.",
    ),
    (
        "stap",
        "Stap",
        "Mensen doen dit; het programma legt de stap en de status vast.",
    ),
    (
        "mensen",
        "Voor mensen",
        "Een oordeel, een afspraak of een definitie: niet door code te beslissen.",
    ),
    ("later", "Later", "Nog niet gebouwd."),
];

/// One row of `docs/dekking.csv`.
pub(crate) struct Rij {
    pub(crate) id: String,
    pub(crate) staat: String,
    pub(crate) hoort_bij: String,
    /// `path::test`, only for what is built.
    pub(crate) bewijs: Option<String>,
}

pub(crate) fn lees(wortel: &Path) -> Result<Vec<Rij>> {
    let tekst = fs::read_to_string(wortel.join("docs/dekking.csv")).context("docs/dekking.csv")?;
    let mut rijen = Vec::new();
    for regel in tekst.lines().filter(|r| !r.starts_with('#')).skip(1) {
        let [id, staat, hoort_bij, bewijs] = regel.split(',').collect::<Vec<_>>()[..] else {
            bail!("docs/dekking.csv: geen vier velden in: {regel}");
        };
        if !STATEN.iter().any(|(s, ..)| *s == staat) {
            bail!("docs/dekking.csv: onbekende staat {staat} bij {id}");
        }
        if (staat == "gebouwd") == bewijs.is_empty() {
            bail!("docs/dekking.csv: {id} is {staat}; precies wat gebouwd is, noemt zijn bewijs");
        }
        rijen.push(Rij {
            id: id.into(),
            staat: staat.into(),
            hoort_bij: hoort_bij.into(),
            bewijs: (!bewijs.is_empty()).then(|| bewijs.into()),
        });
    }
    Ok(rijen)
}

pub(crate) fn tekst(rijen: &[Rij]) -> Result<String> {
    let mut uit = String::from(
        "# Dekking\n\nGemaakt door `cargo run -p xtask -- dekking` uit `docs/dekking.csv`; niet met de hand wijzigen.\n\n\
         | staat | aantal | betekenis |\n| --- | ---: | --- |\n",
    );
    for (staat, kop, betekenis) in STATEN {
        let aantal = rijen.iter().filter(|r| r.staat == staat).count();
        writeln!(uit, "| {kop} | {aantal} | {betekenis} |")?;
    }
    writeln!(uit, "| Samen | {} | |", rijen.len())?;
    for (staat, kop, _) in STATEN {
        let deze: Vec<_> = rijen.iter().filter(|r| r.staat == staat).collect();
        if deze.is_empty() {
            continue;
        }
        writeln!(uit, "\n## {kop}\n")?;
        if staat == "gebouwd" {
            uit.push_str("| eis | bewijs |\n| --- | --- |\n");
            for rij in deze {
                writeln!(
                    uit,
                    "| {} | `{}` |",
                    rij.id,
                    rij.bewijs.as_deref().unwrap_or_default()
                )?;
            }
            continue;
        }
        let mut groepen: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for rij in deze {
            groepen.entry(&rij.hoort_bij).or_default().push(&rij.id);
        }
        for (groep, ids) in groepen {
            writeln!(uit, "**{groep}** ({}): {}\n", ids.len(), ids.join(" "))?;
        }
    }
    Ok(uit.trim_end().to_owned() + "\n")
}

pub(crate) fn schrijf(wortel: &Path) -> Result<()> {
    fs::write(wortel.join("docs/dekking.md"), tekst(&lees(wortel)?)?)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn dekking_md_volgt_uit_de_gegevens() {
        let wortel = crate::wortel();
        let verwacht = tekst(&lees(&wortel).unwrap()).unwrap();
        let staat_er = fs::read_to_string(wortel.join("docs/dekking.md")).unwrap();
        assert!(
            staat_er == verwacht,
            "verouderd: draai `cargo run -p xtask -- dekking`"
        );
    }

    #[test]
    fn alle_617_eisen_staan_er_precies_een_keer() {
        let rijen = lees(&crate::wortel()).unwrap();
        let ids: BTreeSet<_> = rijen.iter().map(|r| r.id.as_str()).collect();
        assert_eq!((rijen.len(), ids.len()), (617, 617));
    }

    /// Panics unless `pad::test` is a test.
    fn moet_bestaan(wie: &str, bewijs: &str) {
        let (pad, test) = bewijs.split_once("::").unwrap();
        let bron = fs::read_to_string(crate::wortel().join(pad)).unwrap_or_else(|_| panic!("{wie}: {pad}"));
        let naam = format!("fn {test}(");
        let voor = bron.split(&naam).next().unwrap_or_default();
        let regels = voor.trim_end().trim_end_matches("async").trim_end();
        // A test on both databases has no attribute of its own: the macro around it gives that.
        let op_beide = bron.contains("op_beide! {") && bron.contains(&format!("async {naam}proef: &Proef)"));
        assert!(
            bron.contains(&naam) && (regels.ends_with(']') || op_beide),
            "{wie}: geen test {test} in {pad}"
        );
    }

    #[test]
    fn elk_bewijs_is_een_test_die_bestaat() {
        for rij in lees(&crate::wortel()).unwrap() {
            if let Some(bewijs) = rij.bewijs {
                moet_bestaan(&rij.id, &bewijs);
            }
        }
    }

    #[test]
    fn elke_test_die_antwoord_geeft_op_een_dreiging_bestaat() {
        let tekst = fs::read_to_string(crate::wortel().join("docs/dreigingen.md")).unwrap();
        let testen: Vec<_> = tekst.split('`').filter(|stuk| stuk.contains(".rs::")).collect();
        assert!(testen.len() > 25, "{}", testen.len());
        for bewijs in testen {
            moet_bestaan("docs/dreigingen.md", bewijs);
        }
    }
}

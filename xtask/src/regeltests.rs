//! `crates/ijw/src/regels/regeltests.csv`: which tests are about which rule of iJw. A test is about a rule when it names it, in
//! its code or in its own name.

use crate::wortel;
use anyhow::{Context, Result, bail};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

const BESTAND: &str = "crates/ijw/src/regels/regeltests.csv";
/// Rules that no code checks but that we obey, with the test that shows it: kept by hand.
const GEVOLGD: &str = "crates/ijw/src/regels/gevolgd.csv";
const FAMILIES: [&str; 7] = ["UP", "OP", "IV", "TR", "CD", "CS", "RS"];

/// Writes the file, or says that it is stale.
pub(crate) fn draai(controleer: bool) -> Result<()> {
    let nieuw = maak()?;
    let pad = wortel().join(BESTAND);
    if !controleer {
        return fs::write(&pad, nieuw).with_context(|| pad.display().to_string());
    }
    let oud = fs::read_to_string(&pad).with_context(|| pad.display().to_string())?;
    if oud != nieuw {
        bail!("{BESTAND} is verouderd; draai: cargo run -p xtask -- regeltests");
    }
    Ok(())
}

fn maak() -> Result<String> {
    let mut bestanden = Vec::new();
    verzamel(&wortel().join("crates"), &mut bestanden)?;
    let mut teksten = Vec::new();
    for pad in bestanden {
        let tekst = fs::read_to_string(&pad).with_context(|| pad.display().to_string())?;
        teksten.push((pad, tekst));
    }
    let bestaat: BTreeSet<String> = teksten.iter().flat_map(|(_, tekst)| verklaard(tekst)).collect();
    let mut rijen = BTreeSet::new();
    for (pad, tekst) in &teksten {
        let kort = pad.strip_prefix(wortel().join("crates"))?.display().to_string();
        for (naam, regels) in in_bestand(tekst) {
            rijen.extend(
                regels
                    .into_iter()
                    .filter(|regel| bestaat.contains(regel))
                    .map(|regel| format!("{regel},{kort}::{naam}")),
            );
        }
    }
    let gevolgd = fs::read_to_string(wortel().join(GEVOLGD)).context(GEVOLGD)?;
    for rij in gevolgd.lines().skip(1) {
        let bestaat = rij.split_once(',').and_then(|(regel, test)| {
            let (kort, naam) = test.split_once("::")?;
            let pad = wortel().join("crates").join(kort);
            let (_, tekst) = teksten.iter().find(|(ander, _)| *ander == pad)?;
            (bestaat.contains(regel) && tekst.contains(&format!("fn {naam}("))).then_some(())
        });
        if bestaat.is_none() {
            bail!("{GEVOLGD}: geen regel of geen test: {rij}");
        }
        rijen.insert(rij.to_owned());
    }
    let rijen: Vec<String> = rijen.into_iter().collect();
    Ok(format!("regel,test\n{}\n", rijen.join("\n")))
}

fn verzamel(map: &Path, uit: &mut Vec<PathBuf>) -> Result<()> {
    for deel in fs::read_dir(map).with_context(|| map.display().to_string())? {
        let pad = deel?.path();
        if pad.is_dir() {
            verzamel(&pad, uit)?;
        } else if pad.extension().is_some_and(|soort| soort == "rs") {
            uit.push(pad);
        }
    }
    Ok(())
}

/// The rules that a file declares: `Regel::…("TR374", …)`.
fn verklaard(tekst: &str) -> impl Iterator<Item = String> + '_ {
    tekst.split("Regel::").skip(1).filter_map(|rest| {
        let (_, na) = rest.split_once('(')?;
        let naam = na.trim_start().strip_prefix('"')?.split('"').next()?;
        als_regel(naam)
    })
}

/// The constants of a file with the rules in their value, for tests that name the constant.
fn constanten(tekst: &str) -> BTreeMap<&str, BTreeSet<String>> {
    tekst
        .split("const ")
        .skip(1)
        .filter_map(|rest| {
            let (naam, na) = rest.split_once(':')?;
            let waarde = na.split_once(" = ")?.1.split(';').next()?;
            let ids: BTreeSet<String> = waarde.lines().flat_map(uit_code).collect();
            (!ids.is_empty() && !naam.contains(' ')).then_some((naam, ids))
        })
        .collect()
}

/// Each test function of a file, with the rules that it names. Formatted code: a function ends at the first `}` as deep as its
/// `fn`.
fn in_bestand(tekst: &str) -> Vec<(String, BTreeSet<String>)> {
    let mut gevonden = Vec::new();
    let constanten = constanten(tekst);
    let mut regels = tekst.lines();
    while let Some(regel) = regels.next() {
        if !is_test(regel.trim()) {
            continue;
        }
        let Some(kop) = regels.by_ref().find(|regel| regel.contains("fn ")) else {
            break;
        };
        let diepte = kop.len() - kop.trim_start().len();
        let einde = format!("{}}}", " ".repeat(diepte));
        let lijf: Vec<&str> = regels.by_ref().take_while(|regel| *regel != einde).collect();
        let Some((_, rest)) = kop.split_once("fn ") else {
            continue;
        };
        let naam = rest.split('(').next().unwrap_or_default().to_owned();
        let mut ids: BTreeSet<String> = naam.split('_').filter_map(uit_naam).collect();
        ids.extend(lijf.iter().flat_map(|regel| uit_code(regel)));
        let genoemd = lijf.iter().flat_map(|regel| woorden(regel));
        ids.extend(
            genoemd
                .filter_map(|woord| constanten.get(woord))
                .flatten()
                .cloned(),
        );
        if !ids.is_empty() {
            gevonden.push((naam, ids));
        }
    }
    gevonden
}

fn is_test(regel: &str) -> bool {
    regel == "#[test]" || (regel.starts_with("#[") && regel.contains("::test"))
}

/// `op033x1` in a name is OP033x1.
fn uit_naam(deel: &str) -> Option<String> {
    let (familie, nummer) = deel.split_at_checked(2)?;
    als_regel(&format!("{}{nummer}", familie.to_uppercase()))
}

fn uit_code(regel: &str) -> impl Iterator<Item = String> + '_ {
    woorden(regel).filter_map(als_regel)
}

/// The words of a line of code without its comment.
fn woorden(regel: &str) -> impl Iterator<Item = &str> {
    let code = regel.split("//").next().unwrap_or_default();
    code.split(|teken: char| !teken.is_ascii_alphanumeric() && teken != '_')
}

fn als_regel(woord: &str) -> Option<String> {
    let (familie, nummer) = woord.split_at_checked(2)?;
    let (nummer, deel) = nummer.split_at_checked(3)?;
    let goed = FAMILIES.contains(&familie)
        && nummer.bytes().all(|b| b.is_ascii_digit())
        && (deel.is_empty()
            || deel
                .strip_prefix('x')
                .is_some_and(|n| n.len() == 1 && n.as_bytes()[0].is_ascii_digit()));
    goed.then(|| woord.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn de_lijst_van_tests_per_regel_is_actueel() {
        draai(true).unwrap();
    }

    #[test]
    fn een_test_noemt_zijn_regels_in_de_code_of_in_de_naam() {
        let tekst = "\
mod tests {
    const DEZE: &str = \"RS003\";
    const ANDERE: &str = \"RS004\";

    #[test]
    fn tr019_en_meer() {
        let x = [\"OP033x1\", \"CD1234\", DEZE]; // TR001
    }

    fn geen_test() {
        let y = \"TR002\";
    }

    #[tokio::test]
    async fn zonder() {
    }
}
";
        let gevonden = in_bestand(tekst);
        assert_eq!(gevonden.len(), 1);
        assert_eq!(gevonden[0].0, "tr019_en_meer");
        let ids: Vec<&str> = gevonden[0].1.iter().map(String::as_str).collect();
        assert_eq!(ids, ["OP033x1", "RS003", "TR019"]);
    }
}

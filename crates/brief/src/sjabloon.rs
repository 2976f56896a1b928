//! The text of a letter as people write it: a title, headings, paragraphs, lists, fields and a few conditions.
//!
//! ```text
//! # Titel                 one, first
//! ## Kop
//! Een alinea met een {veld}; regels lopen door tot een lege regel.
//! - een punt
//! @als vlag … @anders … @einde
//! @lijst naam   @feiten naam   @adres naam
//! @# een opmerking
//! ```
//!
//! What a text may name is a [`Woordenschat`]: a name that it does not hold is a mistake with its line, found when the
//! text is read and not when somebody waits for a letter. Values go in as text and are never read as template.

use crate::Blok;
use std::collections::{BTreeMap, BTreeSet};

/// A mistake in the text of a letter.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("regel {regel}: {tekst}")]
pub struct SjabloonFout {
    /// Line, from 1; 0 where no line is to blame.
    pub regel: usize,
    /// What is wrong.
    pub tekst: String,
}

/// What a text may name.
#[derive(Clone, Copy, Debug)]
pub struct Woordenschat {
    /// Fields: `{naam}`.
    pub velden: &'static [&'static str],
    /// Conditions: `@als naam`.
    pub vlaggen: &'static [&'static str],
    /// `@lijst naam`, `@feiten naam` and `@adres naam`.
    pub stukken: &'static [&'static str],
}

/// What is filled in.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Waarden {
    /// Fields.
    pub velden: BTreeMap<&'static str, String>,
    /// Conditions that hold.
    pub vlaggen: BTreeSet<&'static str>,
    /// Lists and addresses.
    pub lijsten: BTreeMap<&'static str, Vec<String>>,
    /// Facts, in groups: a group for each thing they are about.
    pub feiten: BTreeMap<&'static str, Vec<Vec<(String, String)>>>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Soort {
    Lijst,
    Feiten,
    Adres,
}

#[derive(Clone, PartialEq, Eq, Debug)]
enum Deel {
    Kop(String),
    Alinea(String),
    Punt(String),
    Stuk(Soort, String),
    Als {
        vlag: String,
        dan: Vec<Deel>,
        anders: Vec<Deel>,
    },
}

/// The text of one kind of letter.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Sjabloon {
    titel: String,
    delen: Vec<Deel>,
}

impl Sjabloon {
    /// Reads a text; every mistake at once.
    pub fn lees(tekst: &str, woorden: &Woordenschat) -> Result<Self, Vec<SjabloonFout>> {
        let mut lezer = Lezer {
            woorden,
            fouten: Vec::new(),
            titel: None,
            open: vec![Open::default()],
            alinea: Vec::new(),
        };
        for (plek, regel) in tekst.lines().enumerate() {
            lezer.regel(plek + 1, regel.trim());
        }
        lezer.einde()
    }

    /// The title.
    #[must_use]
    pub fn titel(&self) -> &str {
        &self.titel
    }

    /// The blocks of a letter.
    pub fn vul(&self, waarden: &Waarden) -> Result<Vec<Blok>, SjabloonFout> {
        let mut uit = Vec::new();
        vul_delen(&self.delen, waarden, &mut uit)?;
        Ok(uit)
    }

    /// Every sentence-bearing line of the text, for whoever checks its language.
    #[must_use]
    pub fn teksten(&self) -> Vec<&str> {
        let mut uit = Vec::new();
        verzamel(&self.delen, &mut uit);
        uit
    }
}

fn verzamel<'a>(delen: &'a [Deel], uit: &mut Vec<&'a str>) {
    for deel in delen {
        match deel {
            Deel::Kop(tekst) | Deel::Alinea(tekst) | Deel::Punt(tekst) => uit.push(tekst),
            Deel::Stuk(..) => {}
            Deel::Als { dan, anders, .. } => {
                verzamel(dan, uit);
                verzamel(anders, uit);
            }
        }
    }
}

/// One sentence with its fields filled in.
pub fn vul_zin(zin: &str, velden: &BTreeMap<&'static str, String>) -> Result<String, SjabloonFout> {
    let mut uit = String::with_capacity(zin.len());
    let mut rest = zin;
    while let Some((voor, na)) = rest.split_once('{') {
        uit.push_str(voor);
        let (naam, verder) = na.split_once('}').ok_or_else(|| leeg("een { zonder }"))?;
        let waarde = velden
            .get(naam)
            .ok_or_else(|| leeg(&format!("het veld {{{naam}}} heeft geen waarde")))?;
        uit.push_str(waarde);
        rest = verder;
    }
    uit.push_str(rest);
    Ok(uit)
}

fn leeg(tekst: &str) -> SjabloonFout {
    SjabloonFout {
        regel: 0,
        tekst: tekst.to_owned(),
    }
}

fn vul_delen(delen: &[Deel], w: &Waarden, uit: &mut Vec<Blok>) -> Result<(), SjabloonFout> {
    for deel in delen {
        match deel {
            Deel::Kop(tekst) => uit.push(Blok::Kop(vul_zin(tekst, &w.velden)?)),
            Deel::Alinea(tekst) => {
                // What somebody typed may hold paragraphs of its own.
                let heel = vul_zin(tekst, &w.velden)?;
                uit.extend(
                    heel.split('\n')
                        .map(str::trim)
                        .filter(|a| !a.is_empty())
                        .map(|a| Blok::Alinea(a.to_owned())),
                );
            }
            Deel::Punt(tekst) => bij_lijst(uit, vec![vul_zin(tekst, &w.velden)?]),
            Deel::Stuk(Soort::Lijst, naam) => bij_lijst(uit, lijst(w, naam)?.clone()),
            Deel::Stuk(Soort::Adres, naam) => {
                let regels = lijst(w, naam)?;
                if !regels.is_empty() {
                    uit.push(Blok::Adres(regels.clone()));
                }
            }
            Deel::Stuk(Soort::Feiten, naam) => {
                let groepen = w
                    .feiten
                    .get(naam.as_str())
                    .ok_or_else(|| leeg(&format!("de feiten {naam} ontbreken")))?;
                uit.extend(groepen.iter().cloned().map(Blok::Feiten));
            }
            Deel::Als { vlag, dan, anders } => {
                let tak = if w.vlaggen.contains(vlag.as_str()) {
                    dan
                } else {
                    anders
                };
                vul_delen(tak, w, uit)?;
            }
        }
    }
    Ok(())
}

fn lijst<'a>(w: &'a Waarden, naam: &str) -> Result<&'a Vec<String>, SjabloonFout> {
    w.lijsten
        .get(naam)
        .ok_or_else(|| leeg(&format!("de lijst {naam} ontbreekt")))
}

/// Points that follow each other are one list, also where a condition stood between them.
fn bij_lijst(uit: &mut Vec<Blok>, punten: Vec<String>) {
    if punten.is_empty() {
        return;
    }
    match uit.last_mut() {
        Some(Blok::Lijst(vorige)) => vorige.extend(punten),
        _ => uit.push(Blok::Lijst(punten)),
    }
}

/// A condition that is being read; the outermost is the letter itself.
#[derive(Default)]
struct Open {
    vlag: String,
    regel: usize,
    dan: Vec<Deel>,
    anders: Option<Vec<Deel>>,
}

struct Lezer<'a> {
    woorden: &'a Woordenschat,
    fouten: Vec<SjabloonFout>,
    titel: Option<String>,
    open: Vec<Open>,
    alinea: Vec<String>,
}

impl Lezer<'_> {
    fn fout(&mut self, regel: usize, tekst: String) {
        self.fouten.push(SjabloonFout { regel, tekst });
    }

    fn bij(&mut self, deel: Deel) {
        if let Some(open) = self.open.last_mut() {
            open.anders.as_mut().unwrap_or(&mut open.dan).push(deel);
        }
    }

    fn sluit_alinea(&mut self) {
        if !self.alinea.is_empty() {
            let tekst = std::mem::take(&mut self.alinea).join(" ");
            self.bij(Deel::Alinea(tekst));
        }
    }

    fn regel(&mut self, plek: usize, regel: &str) {
        if regel.starts_with("@#") {
            return;
        }
        self.velden(plek, regel);
        let gewoon = !regel.is_empty() && !regel.starts_with(['#', '@']) && !regel.starts_with("- ");
        if gewoon {
            self.alinea.push(regel.to_owned());
            return;
        }
        self.sluit_alinea();
        if let Some(opdracht) = regel.strip_prefix('@') {
            self.opdracht(plek, opdracht);
        } else if let Some(kop) = regel.strip_prefix("## ") {
            self.bij(Deel::Kop(kop.to_owned()));
        } else if let Some(titel) = regel.strip_prefix("# ") {
            if self.titel.is_some() || self.open.iter().any(|o| !o.dan.is_empty()) {
                self.fout(plek, "de titel staat één keer, bovenaan".to_owned());
            }
            if titel.contains('{') {
                self.fout(
                    plek,
                    "een titel heeft geen velden: hij reist mee naar vensters".to_owned(),
                );
            }
            self.titel = Some(titel.to_owned());
        } else if let Some(punt) = regel.strip_prefix("- ") {
            self.bij(Deel::Punt(punt.to_owned()));
        } else if !regel.is_empty() {
            self.fout(plek, "een kop begint met # of ## en een spatie".to_owned());
        }
    }

    fn velden(&mut self, plek: usize, regel: &str) {
        let mut rest = regel;
        while let Some((_, na)) = rest.split_once('{') {
            let Some((naam, verder)) = na.split_once('}') else {
                self.fout(plek, "een { zonder }".to_owned());
                return;
            };
            if !self.woorden.velden.contains(&naam) {
                self.fout(plek, format!("het veld {{{naam}}} bestaat niet"));
            }
            rest = verder;
        }
    }

    fn opdracht(&mut self, plek: usize, opdracht: &str) {
        let (wat, naam) = opdracht.split_once(' ').unwrap_or((opdracht, ""));
        match (wat, naam.trim()) {
            ("als", vlag) => {
                if !self.woorden.vlaggen.contains(&vlag) {
                    self.fout(plek, format!("de voorwaarde {vlag} bestaat niet"));
                }
                self.open.push(Open {
                    vlag: vlag.to_owned(),
                    regel: plek,
                    ..Open::default()
                });
            }
            ("anders", "") => match self.open.last_mut() {
                Some(open) if open.regel > 0 && open.anders.is_none() => open.anders = Some(Vec::new()),
                _ => self.fout(plek, "@anders zonder @als".to_owned()),
            },
            ("einde", "") => {
                if self.open.len() < 2 {
                    self.fout(plek, "@einde zonder @als".to_owned());
                } else if let Some(dicht) = self.open.pop() {
                    self.bij(Deel::Als {
                        vlag: dicht.vlag,
                        dan: dicht.dan,
                        anders: dicht.anders.unwrap_or_default(),
                    });
                }
            }
            ("lijst" | "feiten" | "adres", naam) => {
                if !self.woorden.stukken.contains(&naam) {
                    self.fout(plek, format!("het stuk {naam} bestaat niet"));
                }
                let soort = match wat {
                    "lijst" => Soort::Lijst,
                    "feiten" => Soort::Feiten,
                    _ => Soort::Adres,
                };
                self.bij(Deel::Stuk(soort, naam.to_owned()));
            }
            _ => self.fout(plek, format!("de opdracht @{opdracht} bestaat niet")),
        }
    }

    fn einde(mut self) -> Result<Sjabloon, Vec<SjabloonFout>> {
        self.sluit_alinea();
        while self.open.len() > 1 {
            if let Some(open) = self.open.pop() {
                self.fout(open.regel, format!("@als {} heeft geen @einde", open.vlag));
            }
        }
        let delen = self.open.pop().map(|o| o.dan).unwrap_or_default();
        let titel = self.titel.take().unwrap_or_default();
        if titel.is_empty() {
            self.fout(1, "de titel ontbreekt: # Titel".to_owned());
        }
        if self.fouten.is_empty() {
            Ok(Sjabloon { titel, delen })
        } else {
            self.fouten.sort_by_key(|f| f.regel);
            Err(self.fouten)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WOORDEN: Woordenschat = Woordenschat {
        velden: &["wie", "gemeente"],
        vlaggen: &["ja"],
        stukken: &["punten", "feiten", "adres"],
    };

    fn waarden() -> Waarden {
        Waarden {
            velden: [("wie", "Anna".to_owned()), ("gemeente", "Zwolle".to_owned())].into(),
            vlaggen: ["ja"].into(),
            lijsten: [
                ("punten", vec!["een".to_owned(), "twee".to_owned()]),
                ("adres", vec!["Postbus 1".to_owned()]),
            ]
            .into(),
            feiten: [("feiten", vec![vec![("Hulp".to_owned(), "ambulant".to_owned())]])].into(),
        }
    }

    #[test]
    fn een_tekst_wordt_blokken() {
        let tekst = "# Titel\n@# voor wie dit leest\nBeste\n{wie} uit\n{gemeente}.\n\n## Kop voor {wie}\n- nul\n@als ja\n@lijst punten\n@anders\nniet\n@einde\n@feiten feiten\n@adres adres\n";
        let sjabloon = Sjabloon::lees(tekst, &WOORDEN).unwrap();
        assert_eq!(sjabloon.titel(), "Titel");
        assert_eq!(
            sjabloon.vul(&waarden()).unwrap(),
            [
                Blok::Alinea("Beste Anna uit Zwolle.".into()),
                Blok::Kop("Kop voor Anna".into()),
                Blok::Lijst(vec!["nul".into(), "een".into(), "twee".into()]),
                Blok::Feiten(vec![("Hulp".into(), "ambulant".into())]),
                Blok::Adres(vec!["Postbus 1".into()]),
            ]
        );
        let mut zonder = waarden();
        zonder.vlaggen.clear();
        assert!(
            sjabloon
                .vul(&zonder)
                .unwrap()
                .contains(&Blok::Alinea("niet".into()))
        );
    }

    #[test]
    fn wat_iemand_typt_wordt_nooit_als_sjabloon_gelezen() {
        let sjabloon = Sjabloon::lees("# T\n{wie}\n", &WOORDEN).unwrap();
        let mut w = waarden();
        w.velden
            .insert("wie", "{gemeente} @als ja\n\n# kop\n- punt".into());
        assert_eq!(
            sjabloon.vul(&w).unwrap(),
            ["{gemeente} @als ja", "# kop", "- punt"].map(|t| Blok::Alinea(t.into()))
        );
    }

    #[test]
    fn elke_fout_in_een_tekst_heeft_haar_regel() {
        let tekst = "Hallo {naam}\n@als nee\n@lijst lijst\n#Kop\n@einde\n@einde\n@doe iets\n{wie\n@als ja\n";
        let fouten: Vec<String> = Sjabloon::lees(tekst, &WOORDEN)
            .unwrap_err()
            .iter()
            .map(ToString::to_string)
            .collect();
        assert_eq!(
            fouten,
            [
                "regel 1: het veld {naam} bestaat niet",
                "regel 1: de titel ontbreekt: # Titel",
                "regel 2: de voorwaarde nee bestaat niet",
                "regel 3: het stuk lijst bestaat niet",
                "regel 4: een kop begint met # of ## en een spatie",
                "regel 6: @einde zonder @als",
                "regel 7: de opdracht @doe iets bestaat niet",
                "regel 8: een { zonder }",
                "regel 9: @als ja heeft geen @einde",
            ]
        );
    }

    #[test]
    fn een_leeg_veld_is_een_fout_en_geen_gat_in_de_brief() {
        let sjabloon = Sjabloon::lees("# T\nDag {wie}\n", &WOORDEN).unwrap();
        let mut w = waarden();
        w.velden.remove("wie");
        assert!(sjabloon.vul(&w).unwrap_err().to_string().contains("{wie}"));
    }
}

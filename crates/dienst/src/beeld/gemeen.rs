//! Pieces that several pages share.

use jiff::civil::{Date, DateTime};
use uuid::Uuid;

/// What a colour means; the word beside it says the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Toon {
    /// Fine, done.
    Goed,
    /// A person should look.
    LetOp,
    /// Wrong or too late.
    Fout,
    /// Only information.
    Rustig,
}

/// A word with a colour.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merkje {
    /// The word: "Toewijzen", "afgekeurd", "nog 2 werkdagen".
    pub tekst: String,
    /// Its meaning.
    pub toon: Toon,
}

impl Merkje {
    /// A word with its meaning.
    pub fn nieuw(tekst: impl Into<String>, toon: Toon) -> Self {
        Self {
            tekst: tekst.into(),
            toon,
        }
    }
}

/// One line of a list of facts: "Budget", "€ 8.000,00".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rij {
    /// What it is.
    pub naam: String,
    /// Its value, ready to show.
    pub waarde: String,
}

impl Rij {
    /// A fact with its value.
    pub fn nieuw(naam: impl Into<String>, waarde: impl Into<String>) -> Self {
        Self {
            naam: naam.into(),
            waarde: waarde.into(),
        }
    }
}

/// The last day on which something must be done, and the working days left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Termijn {
    /// The last day of the term.
    pub uiterlijk: Date,
    /// Working days from today up to and including that day; 0 is today, negative is too late.
    pub werkdagen: i32,
}

impl Termijn {
    /// `vandaag`, `nog 2 werkdagen`, `1 werkdag te laat`.
    #[must_use]
    pub fn tekst(&self) -> String {
        let dagen = |n: u32| if n == 1 { "werkdag" } else { "werkdagen" };
        let n = self.werkdagen.unsigned_abs();
        match self.werkdagen {
            0 => "vandaag".to_owned(),
            1.. => format!("nog {n} {}", dagen(n)),
            _ => format!("{n} {} te laat", dagen(n)),
        }
    }

    /// Today and too late are red, the last two working days amber.
    #[must_use]
    pub fn toon(&self) -> Toon {
        match self.werkdagen {
            ..=0 => Toon::Fout,
            1 | 2 => Toon::LetOp,
            _ => Toon::Rustig,
        }
    }
}

/// The name of a child as professionals see it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Naam {
    /// First names; empty when only initials are known.
    pub voornamen: String,
    /// Initials with dots, "A.".
    pub voorletters: String,
    /// "van", "el", "van den"; empty when there is none.
    pub voorvoegsel: String,
    /// Family name without voorvoegsel.
    pub achternaam: String,
}

impl Naam {
    /// `Anna van Voorbeeld`; with initials when no first name is known.
    #[must_use]
    pub fn volledig(&self) -> String {
        let voor = if self.voornamen.is_empty() {
            &self.voorletters
        } else {
            &self.voornamen
        };
        samen(&[voor, &self.voorvoegsel, &self.achternaam])
    }

    /// `A. van V.`: for titles, which travel to histories and task bars.
    #[must_use]
    pub fn kort(&self) -> String {
        let eerste = |t: &str| t.chars().next().map(|c| format!("{c}.")).unwrap_or_default();
        let voor = if self.voorletters.is_empty() {
            eerste(&self.voornamen)
        } else {
            self.voorletters.clone()
        };
        samen(&[&voor, &self.voorvoegsel, &eerste(&self.achternaam)])
    }

    /// `Voorbeeld, Anna van`: for lists, sorted on family name.
    #[must_use]
    pub fn sorteer(&self) -> String {
        let voor = if self.voornamen.is_empty() {
            &self.voorletters
        } else {
            &self.voornamen
        };
        let rest = samen(&[voor, &self.voorvoegsel]);
        if rest.is_empty() {
            self.achternaam.clone()
        } else {
            format!("{}, {rest}", self.achternaam)
        }
    }
}

fn samen(delen: &[&str]) -> String {
    delen
        .iter()
        .filter(|d| !d.is_empty())
        .copied()
        .collect::<Vec<_>>()
        .join(" ")
}

/// One thing that happened, newest first on every page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gebeurtenis {
    /// When.
    pub moment: DateTime,
    /// `false` when only the day is known: the page then leaves the time out.
    pub met_tijd: bool,
    /// "Verzoek ontvangen", "Toegewezen".
    pub wat: String,
    /// By whom or why; empty when there is nothing to add.
    pub toelichting: String,
    /// The message behind it.
    pub bericht: Option<Uuid>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn een_termijn_zegt_hoeveel_werkdagen_er_zijn() {
        for (werkdagen, tekst, toon) in [
            (0, "vandaag", Toon::Fout),
            (1, "nog 1 werkdag", Toon::LetOp),
            (2, "nog 2 werkdagen", Toon::LetOp),
            (3, "nog 3 werkdagen", Toon::Rustig),
            (-1, "1 werkdag te laat", Toon::Fout),
            (-12, "12 werkdagen te laat", Toon::Fout),
        ] {
            let t = Termijn {
                uiterlijk: date(2026, 11, 24),
                werkdagen,
            };
            assert_eq!((t.tekst().as_str(), t.toon()), (tekst, toon));
        }
    }

    #[test]
    fn een_naam_heeft_een_korte_en_een_volle_vorm() {
        let naam = Naam {
            voornamen: "Anna".into(),
            voorletters: "A.".into(),
            voorvoegsel: "van den".into(),
            achternaam: "Ørsted".into(),
        };
        assert_eq!(naam.volledig(), "Anna van den Ørsted");
        assert_eq!(naam.kort(), "A. van den Ø.");
        assert_eq!(naam.sorteer(), "Ørsted, Anna van den");
        let kaal = Naam {
            achternaam: "Özil".into(),
            ..Naam::default()
        };
        assert_eq!((kaal.kort().as_str(), kaal.sorteer().as_str()), ("Ö.", "Özil"));
    }
}

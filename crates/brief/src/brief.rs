//! A letter as it was made: every word of every copy.

use crate::Kleur;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::fmt;

/// For whom a copy is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Voor {
    /// The jeugdige.
    Jeugdige,
    /// Who has authority over the jeugdige.
    Ouders,
    /// Who referred the jeugdige.
    Verwijzer,
}

/// A piece of a letter.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Blok {
    /// A heading under the title.
    Kop(String),
    /// A paragraph.
    Alinea(String),
    /// A bulleted list.
    Lijst(Vec<String>),
    /// Label and value.
    Feiten(Vec<(String, String)>),
    /// Lines that belong together, such as an address.
    Adres(Vec<String>),
}

/// One copy: to one address, in words for its reader.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exemplaar {
    /// For whom.
    pub voor: Voor,
    /// To whom, a line each.
    pub namen: Vec<String>,
    /// Address, a line each; empty when it may not or cannot be on paper.
    pub adres: Vec<String>,
    /// What whoever sends this copy must know; not on paper.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub let_op: Option<String>,
    /// `Beste Anna,`.
    pub aanhef: String,
    /// The text.
    pub blokken: Vec<Blok>,
}

impl fmt::Debug for Exemplaar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Exemplaar({:?}, {} blokken)", self.voor, self.blokken.len())
    }
}

/// A letter with its copies. Prints without names.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Brief {
    /// Title, without a name: it travels to window titles and document properties.
    pub titel: String,
    /// Reference: the same on every copy.
    pub kenmerk: String,
    /// The day on which it is sent; terms count from it.
    pub dagtekening: Date,
    /// Sender, a line each: name, address, telephone.
    pub afzender: Vec<String>,
    /// Colour of the lines and headings of the house style.
    pub kleur: Kleur,
    /// Closing lines: on behalf of whom, who.
    pub slot: Vec<String>,
    /// One for each address.
    pub exemplaren: Vec<Exemplaar>,
}

impl fmt::Debug for Brief {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Brief({}, {} exemplaren)", self.kenmerk, self.exemplaren.len())
    }
}

impl Exemplaar {
    /// The words of this copy as plain text, for tests and for whoever reads it aloud.
    #[must_use]
    pub fn als_tekst(&self) -> String {
        let mut uit = String::new();
        for regel in self.namen.iter().chain(&self.adres) {
            uit.push_str(regel);
            uit.push('\n');
        }
        uit.push_str(&format!("\n{}\n", self.aanhef));
        for blok in &self.blokken {
            uit.push('\n');
            match blok {
                Blok::Kop(tekst) => uit.push_str(&format!("== {tekst}\n")),
                Blok::Alinea(tekst) => uit.push_str(&format!("{tekst}\n")),
                Blok::Lijst(punten) => punten
                    .iter()
                    .for_each(|punt| uit.push_str(&format!("- {punt}\n"))),
                Blok::Feiten(feiten) => feiten
                    .iter()
                    .for_each(|(naam, waarde)| uit.push_str(&format!("{naam}: {waarde}\n"))),
                Blok::Adres(regels) => regels
                    .iter()
                    .for_each(|regel| uit.push_str(&format!("  {regel}\n"))),
            }
        }
        uit
    }
}

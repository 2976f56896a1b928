//! Searching a child; always by POST, because names and numbers stay out of addresses.

use super::gemeen::Naam;
use jiff::civil::Date;
use uuid::Uuid;

/// What was typed in the one search box: part of a name, a birth date (`4-11-2012`, `04112012`, `2012-11-04`), a BSN,
/// a toewijzingnummer or a referentie. The use case sees which it is.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Zoekvraag {
    /// As typed.
    pub tekst: String,
    /// The last child of the page before.
    pub na: Option<Uuid>,
}

/// What was found.
///
/// Made by `dienst::jeugdige::zoek(&Huis, &Aangemeld, Zoekvraag) -> Result<Zoekresultaten, DienstFout>`; writes the
/// look-log (that a search was done, not what was typed).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Zoekresultaten {
    /// How the text was read: "naam", "geboortedatum", "BSN", "toewijzingnummer of referentie"; empty without a search.
    pub gelezen_als: String,
    /// At most 50, sorted on family name.
    pub rijen: Vec<JeugdigeRij>,
    /// This is not the first page.
    pub verder: bool,
    /// The last row, where there is a next page.
    pub volgende: Option<Uuid>,
    /// Nine digits, as a BSN has, and no BSN: one of them is wrong.
    pub lijkt_bsn: bool,
    /// What is wrong with the question ("Typ minstens twee letters."), empty when nothing is.
    pub fout: String,
}

/// One child found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JeugdigeRij {
    /// The child.
    pub id: Uuid,
    /// Name.
    pub naam: Naam,
    /// Birth date.
    pub geboren: Date,
    /// Age today.
    pub leeftijd: i16,
    /// Name of the gemeente.
    pub gemeente: String,
    /// "Ambulant (45) bij Aanbieder X" or "geen lopende hulp".
    pub nu: String,
}

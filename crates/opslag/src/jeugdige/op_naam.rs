//! Finding a child by words of its name, each from its begin.

use super::{IN_BEREIK, Jeugdige, JeugdigeVraag};
use crate::bladzijde::{Bladvraag, Bladzijde};
use crate::fout::Uitslag;
use crate::verbinding::{Lees, Tx};
use crate::waarde::w;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use uuid::Uuid;

/// More words than these say nothing more.
const WOORDEN: usize = 9;
/// Behind every character: the end of all words with this begin.
const NA_ALLES: char = '\u{10ffff}';
/// In front of a pair; no folded word has it.
const PAAR: char = '+';
/// Letters of the begin of a word in a pair.
const BEGIN: usize = 3;

/// Where the page begins: behind this child in the order.
pub(super) type Na<'a> = Option<(&'a str, Uuid)>;

/// All that a child with this folded name is found by: its words, and pairs of two of them.
fn sleutels(naam: &str) -> BTreeSet<String> {
    let woorden: BTreeSet<&str> = naam.split(' ').collect();
    let paren = woorden
        .iter()
        .flat_map(|woord| woorden.iter().filter_map(|ander| paar(ander, woord)));
    let los = woorden.iter().map(|woord| (*woord).to_owned());
    los.chain(paren).collect()
}

/// The pair of the begin of one word with another word. `None`: the one is too short, or both begin alike and may be the same word of a name.
fn paar(ander: &str, woord: &str) -> Option<String> {
    let begin = |w: &str| w.chars().take(BEGIN).collect::<String>();
    let kort = begin(ander);
    (kort.chars().count() == BEGIN && kort != begin(woord)).then(|| format!("{PAAR}{kort} {woord}"))
}

/// Only children with all words of `naam`, as [`crate::vouw`] leaves it. `false`: there is no word in it.
///
/// Two words go by the index together: of one word, a common surname, there may be thousands. The index holds the whole name for the
/// others. Where the search has no other condition (`blad`), it also says which children come on this page, and only those are
/// fetched.
pub(super) fn beperk(lijst: &mut Bladvraag<'_>, naam: &str, blad: Option<(Bladzijde, Na<'_>)>) -> bool {
    let mut woorden: Vec<&str> = naam.split(' ').filter(|w| !w.is_empty()).collect();
    // The longest has the fewest hits.
    woorden.sort_by_key(|w| std::cmp::Reverse(w.chars().count()));
    let Some((langste, andere)) = woorden.split_first() else {
        return false;
    };
    let mut bind = |waarde| {
        lijst.waarden.push(waarde);
        format!("${}", lijst.waarden.len())
    };
    let mut bereik = |sleutel: &str| {
        let plaats = bind(sleutel.into());
        format!("z.woord >= {plaats} AND z.woord < ({plaats} || '{NA_ALLES}')")
    };
    let woord =
        "SELECT z.houder, z.sorteer, z.jeugdige, z.zoek FROM jeugdige_woord z WHERE z.houder = HIER AND";
    let los = bereik(langste);
    let gevonden = match andere.iter().find_map(|ander| paar(ander, langste)) {
        None => format!("{woord} {los}"),
        Some(paar) => format!(
            "{woord} {} UNION ALL {woord} {los} AND z.paren IS NULL",
            bereik(&paar)
        ),
    };
    let mut op_woord = String::new();
    let mut op_kind = String::new();
    for ander in andere.iter().take(WOORDEN - 1) {
        let deel = bind(format!("% {ander}%").into());
        // Writing to a String cannot fail.
        let _ = write!(op_woord, " AND (w.zoek IS NULL OR w.zoek LIKE {deel})");
        let _ = write!(op_kind, " AND j.zoek LIKE {deel}");
    }
    let ids = match blad {
        None => format!("SELECT w.jeugdige FROM ({gevonden}) w WHERE w.houder = HIER{op_woord}"),
        Some((blad, na)) => {
            if let Some((sorteer, id)) = na {
                let (sorteer, id) = (bind(sorteer.into()), bind(id.into()));
                let _ = write!(op_woord, " AND (w.sorteer, w.jeugdige) > ({sorteer}, {id})");
            }
            // Two words of one name may have this begin.
            format!(
                "SELECT u.jeugdige FROM (SELECT DISTINCT w.sorteer, w.jeugdige FROM ({gevonden}) w \
                 WHERE w.houder = HIER{op_woord} AND ZIE(w.jeugdige) ORDER BY w.sorteer, w.jeugdige LIMIT {}) u",
                blad.per_tak()
            )
        }
    };
    let _ = write!(lijst.sql, " AND j.id IN ({ids}){op_kind}");
    true
}

impl JeugdigeVraag {
    /// Nothing else is asked but a name.
    pub(super) fn is_alleen_naam(&self) -> bool {
        let anders = Self {
            naam: None,
            houder: None,
            ..self.clone()
        };
        anders == Self::default()
    }
}

impl Lees {
    /// Where a child stands in lists; `None` when it does not exist for this asker.
    pub(super) async fn sorteer_van(&mut self, id: Uuid) -> Uitslag<Option<String>> {
        let mut waarden = self.bereik.zaken();
        waarden.extend(w![id]);
        let sql = format!("SELECT j.sorteer FROM jeugdige j WHERE {IN_BEREIK} AND j.id = $3");
        let sorteer = self.vraag(sql, waarden, |rij| rij.tekst("sorteer")).await?;
        Ok(sorteer.into_iter().flatten().next())
    }
}

impl Tx {
    /// Stores what these children are found by.
    pub(super) async fn leg_woorden_vast(&mut self, jeugdigen: &[Jeugdige]) -> Uitslag<()> {
        let mut rijen = Vec::new();
        for j in jeugdigen {
            let (sorteer, zoek) = (j.sorteer(), j.zoek());
            let rij = |woord: String| {
                w![
                    &j.houder,
                    woord.as_str(),
                    j.id,
                    sorteer.as_str(),
                    zoek.as_str(),
                    1_i64
                ]
                .into()
            };
            rijen.extend(sleutels(&j.naam_gevouwen()).into_iter().map(rij));
        }
        // A list, not a closure that lives across the await: that keeps the future fit for a spawned task.
        let kolommen = ["houder", "woord", "jeugdige", "sorteer", "zoek", "paren"];
        self.voeg_waarden_toe("jeugdige_woord", &kolommen, rijen.into_iter(), "")
            .await
            .map(|_| ())
    }
}

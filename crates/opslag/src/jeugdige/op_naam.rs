//! Finding a child by words of its name, each from its begin.

use super::{IN_BEREIK, JeugdigeVraag};
use crate::bladzijde::{Bladvraag, Bladzijde};
use crate::fout::Uitslag;
use crate::verbinding::Lees;
use crate::waarde::w;
use std::fmt::Write as _;
use uuid::Uuid;

/// More words than these say nothing more.
const WOORDEN: usize = 9;
/// Behind every character: the end of all words with this begin.
const NA_ALLES: char = '\u{10ffff}';

/// Where the page begins: behind this child in the order.
pub(super) type Na<'a> = Option<(&'a str, Uuid)>;

/// Only children with all words of `naam`, as [`crate::vouw`] leaves it. `false`: there is no word in it.
///
/// The longest word has the fewest hits: it goes by the index, which holds the whole name for the others. Where the search
/// has no other condition (`blad`), the index also says which children come on this page, and only those are fetched.
pub(super) fn beperk(lijst: &mut Bladvraag<'_>, naam: &str, blad: Option<(Bladzijde, Na<'_>)>) -> bool {
    let mut woorden: Vec<&str> = naam.split(' ').filter(|w| !w.is_empty()).collect();
    woorden.sort_by_key(|w| std::cmp::Reverse(w.chars().count()));
    let Some((langste, andere)) = woorden.split_first() else {
        return false;
    };
    let mut bind = |waarde| {
        lijst.waarden.push(waarde);
        format!("${}", lijst.waarden.len())
    };
    let woord = bind((*langste).into());
    let mut op_woord = format!(" AND z.woord >= {woord} AND z.woord < ({woord} || '{NA_ALLES}')");
    let mut op_kind = String::new();
    for ander in andere.iter().take(WOORDEN - 1) {
        let deel = bind(format!("% {ander}%").into());
        // Writing to a String cannot fail.
        let _ = write!(op_woord, " AND (z.zoek IS NULL OR z.zoek LIKE {deel})");
        let _ = write!(op_kind, " AND j.zoek LIKE {deel}");
    }
    let ids = match blad {
        None => format!("SELECT z.jeugdige FROM jeugdige_woord z WHERE z.houder = HIER{op_woord}"),
        Some((blad, na)) => {
            if let Some((sorteer, id)) = na {
                let (sorteer, id) = (bind(sorteer.into()), bind(id.into()));
                let _ = write!(op_woord, " AND (z.sorteer, z.jeugdige) > ({sorteer}, {id})");
            }
            // Two words of one name may have this begin.
            format!(
                "SELECT u.jeugdige FROM (SELECT DISTINCT z.sorteer, z.jeugdige FROM jeugdige_woord z \
                 WHERE z.houder = HIER{op_woord} AND ZIE(z.jeugdige) ORDER BY z.sorteer, z.jeugdige LIMIT {}) u",
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

//! Finding a child by words of its name, each from its begin.

use crate::bladzijde::Bladvraag;

const OP_WOORD: &str = "j.id IN (SELECT z.jeugdige FROM jeugdige_woord z WHERE z.houder = HIER AND z.woord >= ? \
                        AND z.woord < (? || ~))";
/// Words up to this length are in very many names.
const TUSSENVOEGSEL: usize = 3;
/// More words than these say nothing more.
const WOORDEN: usize = 9;

/// Only children with all words of `naam`, as [`crate::vouw`] leaves it. `false`: there is no word in it.
///
/// The longest word has the fewest hits: it goes by the index. So does each other long one, or all children with a common
/// name would be fetched to look for the second. Short ones ("van") have many hits: there the rows are checked.
pub(super) fn beperk(lijst: &mut Bladvraag<'_>, naam: &str) -> bool {
    let mut woorden: Vec<&str> = naam.split(' ').filter(|w| !w.is_empty()).collect();
    woorden.sort_by_key(|w| std::cmp::Reverse(w.chars().count()));
    let op_woord = OP_WOORD.replace('~', "'\u{10ffff}'");
    for (plaats, woord) in woorden.iter().take(WOORDEN).enumerate() {
        if plaats == 0 || woord.chars().count() > TUSSENVOEGSEL {
            lijst.en(&op_woord, Some((*woord).into()));
        } else {
            lijst.en("j.zoek LIKE ?", Some(format!("% {woord}%").into()));
        }
    }
    !woorden.is_empty()
}

//! Dates as a Dutch reader expects them.

use jiff::civil::{Date, Weekday};

const MAANDEN: [&str; 12] = [
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
];

/// `24-11-2026`, for tables.
#[must_use]
pub fn kort(dag: Date) -> String {
    format!("{:02}-{:02}-{:04}", dag.day(), dag.month(), dag.year())
}

/// `di 24 november 2026`, for running text.
#[must_use]
pub fn lang(dag: Date) -> String {
    let mut uit = String::with_capacity(24);
    schrijf_lang(dag, &mut uit);
    uit
}

/// As [`lang`], behind what is there already.
pub fn schrijf_lang(dag: Date, uit: &mut String) {
    uit.push_str(weekdag(dag));
    uit.push(' ');
    dag_maand_jaar(dag, uit);
}

/// `24 november 2026`, for a sentence or a page.
#[must_use]
pub fn voluit(dag: Date) -> String {
    let mut uit = String::with_capacity(24);
    dag_maand_jaar(dag, &mut uit);
    uit
}

/// `1 tot en met 31 maart 2026`: what both ends share is said once.
#[must_use]
pub fn van_tot(begin: Date, eind: Date) -> String {
    let van = if begin.year() != eind.year() {
        voluit(begin)
    } else if begin.month() != eind.month() {
        format!("{} {}", begin.day(), maand(begin))
    } else {
        begin.day().to_string()
    };
    format!("{van} tot en met {}", voluit(eind))
}

/// `di 24 nov`, for narrow columns.
#[must_use]
pub fn smal(dag: Date) -> String {
    format!(
        "{} {} {}",
        weekdag(dag),
        dag.day(),
        maand(dag).get(..3).unwrap_or_default()
    )
}

/// Age in whole years on `peildatum`; somebody born on 29 February comes of age on 1 March in a common year.
/// Zero before birth.
#[must_use]
pub fn leeftijd(geboren: Date, peildatum: Date) -> i16 {
    let nog_niet_jarig = (peildatum.month(), peildatum.day()) < (geboren.month(), geboren.day());
    (peildatum.year() - geboren.year() - i16::from(nog_niet_jarig)).max(0)
}

/// Every grond of every decision holds dates, so this one goes without the machinery of `format!`.
fn dag_maand_jaar(dag: Date, uit: &mut String) {
    getal(dag.day().unsigned_abs().into(), uit);
    uit.push(' ');
    uit.push_str(maand(dag));
    uit.push(' ');
    if dag.year() < 0 {
        uit.push('-');
    }
    getal(dag.year().unsigned_abs(), uit);
}

fn getal(n: u16, uit: &mut String) {
    if n >= 10 {
        getal(n / 10, uit);
    }
    uit.push(char::from_digit(u32::from(n % 10), 10).unwrap_or('0'));
}

fn maand(dag: Date) -> &'static str {
    usize::try_from(dag.month() - 1)
        .ok()
        .and_then(|i| MAANDEN.get(i))
        .copied()
        .unwrap_or_default()
}

fn weekdag(dag: Date) -> &'static str {
    match dag.weekday() {
        Weekday::Monday => "ma",
        Weekday::Tuesday => "di",
        Weekday::Wednesday => "wo",
        Weekday::Thursday => "do",
        Weekday::Friday => "vr",
        Weekday::Saturday => "za",
        Weekday::Sunday => "zo",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn datums_zijn_nederlands() {
        let dag = date(2026, 11, 4);
        assert_eq!(
            (kort(dag), lang(dag), smal(dag)),
            (
                "04-11-2026".into(),
                "wo 4 november 2026".into(),
                "wo 4 nov".into()
            )
        );
    }

    #[test]
    fn een_periode_zegt_maand_en_jaar_een_keer() {
        assert_eq!(voluit(date(2026, 3, 1)), "1 maart 2026");
        for (begin, eind, tekst) in [
            (date(2026, 3, 1), date(2026, 3, 31), "1 tot en met 31 maart 2026"),
            (
                date(2026, 3, 1),
                date(2026, 5, 31),
                "1 maart tot en met 31 mei 2026",
            ),
            (
                date(2025, 3, 1),
                date(2026, 3, 1),
                "1 maart 2025 tot en met 1 maart 2026",
            ),
        ] {
            assert_eq!(van_tot(begin, eind), tekst);
        }
    }

    #[test]
    fn leeftijd_verspringt_op_de_verjaardag() {
        assert_eq!(leeftijd(date(2012, 9, 10), date(2025, 9, 9)), 12);
        assert_eq!(leeftijd(date(2012, 9, 10), date(2025, 9, 10)), 13);
        assert_eq!(leeftijd(date(2012, 2, 29), date(2025, 2, 28)), 12);
        assert_eq!(leeftijd(date(2012, 2, 29), date(2025, 3, 1)), 13);
        assert_eq!(leeftijd(date(2026, 1, 1), date(2025, 1, 1)), 0);
    }
}

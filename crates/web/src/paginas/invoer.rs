//! Reading what a person types: days and amounts, as they are written in the Netherlands.

use houvast_begrip::Centen;
use jiff::civil::Date;

/// As a browser sends it (`2026-11-04`), or as somebody types it where there is no date field (`4-11-2026`).
pub(crate) fn lees_dag(tekst: &str) -> Option<Date> {
    if let Ok(dag) = tekst.parse() {
        return Some(dag);
    }
    let mut delen = tekst.split(['-', '/', '.']);
    let (dag, maand, jaar) = (delen.next()?, delen.next()?, delen.next()?);
    if delen.next().is_some() || jaar.len() != 4 {
        return None;
    }
    Date::new(jaar.parse().ok()?, maand.parse().ok()?, dag.parse().ok()?).ok()
}

/// `8000`, `8.000`, `8.000,00`, `€ 8000,5` is wrong: cents are two digits or none.
pub(crate) fn lees_bedrag(tekst: &str) -> Option<Centen> {
    let kaal: String = tekst
        .chars()
        .filter(|c| !c.is_whitespace() && *c != '€')
        .collect();
    let (euro, cent) = match kaal.split_once(',') {
        Some((euro, cent)) => (euro, cent),
        None => match kaal.rsplit_once('.') {
            // `8000.50`: a point before two digits can only be a decimal point.
            Some((euro, cent)) if cent.len() == 2 => (euro, cent),
            _ => (kaal.as_str(), "00"),
        },
    };
    let mut groepen = euro.split('.');
    let eerste = groepen.next()?;
    let goed = |deel: &str| deel.bytes().all(|b| b.is_ascii_digit());
    if eerste.is_empty() || !goed(eerste) || cent.len() != 2 || !goed(cent) {
        return None;
    }
    let mut cijfers = eerste.to_owned();
    for groep in groepen {
        if groep.len() != 3 || !goed(groep) {
            return None;
        }
        cijfers.push_str(groep);
    }
    let euro: i64 = cijfers.parse().ok()?;
    let cent: i64 = cent.parse().ok()?;
    Some(Centen(euro.checked_mul(100)?.checked_add(cent)?))
}

/// For a field: `8000,00`, which [`lees_bedrag`] reads back.
pub(crate) fn bedrag(centen: Centen) -> String {
    format!("{},{:02}", centen.0 / 100, centen.0 % 100)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn een_datum_mag_op_twee_manieren() {
        for (tekst, dag) in [
            ("2026-11-04", Some(date(2026, 11, 4))),
            ("4-11-2026", Some(date(2026, 11, 4))),
            ("04/11/2026", Some(date(2026, 11, 4))),
            ("31-2-2026", None),
            ("4-11-26", None),
            ("morgen", None),
        ] {
            assert_eq!(lees_dag(tekst), dag, "{tekst}");
        }
    }

    #[test]
    fn een_bedrag_mag_zoals_mensen_het_schrijven() {
        for (tekst, centen) in [
            ("8000", Some(800_000)),
            ("8.000", Some(800_000)),
            ("€ 8.000,50", Some(800_050)),
            ("8000.50", Some(800_050)),
            ("1.234.567,89", Some(123_456_789)),
            ("0", Some(0)),
            ("8000,5", None),
            ("8.00", Some(800)),
            ("80.00,00", None),
            ("-5", None),
            ("", None),
            ("acht", None),
            ("99999999999999999999", None),
        ] {
            assert_eq!(lees_bedrag(tekst).map(|c| c.0), centen, "{tekst}");
        }
        assert_eq!(lees_bedrag(&bedrag(Centen(800_005))), Some(Centen(800_005)));
    }
}

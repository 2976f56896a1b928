//! xs:date and xs:time as the datatypes of the standard narrow them: no time zones.

use jiff::civil::{Date, Time};

/// What is wrong with a date or a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DatumFout {
    /// Not of the form at all.
    Vorm,
    /// Of the form, but not on the calendar.
    BestaatNiet,
    /// Good but for its time zone.
    Tijdzone,
    /// Allowed by the schema, but further away than we count.
    Jaartal,
}

/// A date without white space around it.
pub(super) fn datum(tekst: &str) -> Result<Date, DatumFout> {
    let (kern, zone) = match zone(tekst, 10) {
        Some((kern, zone)) => (kern, Some(zone)),
        None => (tekst, None),
    };
    let (min, rest) = match kern.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, kern),
    };
    let mut delen = rest.split('-');
    let (Some(jaar), Some(maand), Some(dag), None) = (delen.next(), delen.next(), delen.next(), delen.next())
    else {
        return Err(DatumFout::Vorm);
    };
    let goed = jaar.len() >= 4 && cijfers(jaar) && (jaar.len() == 4 || !jaar.starts_with('0'));
    if !goed {
        return Err(DatumFout::Vorm);
    }
    let (maand, dag) = (
        twee(maand).ok_or(DatumFout::Vorm)?,
        twee(dag).ok_or(DatumFout::Vorm)?,
    );
    // Year numbers that libxml2 cannot count either are an error of form there.
    let jaar: i64 = jaar.parse().map_err(|_| DatumFout::Vorm)?;
    let jaar = if min { -jaar } else { jaar };
    if jaar == 0 || !(1..=12).contains(&maand) || !(1..=dagen(jaar, maand)).contains(&dag) {
        return Err(DatumFout::BestaatNiet);
    }
    match zone {
        Some(false) => return Err(DatumFout::Vorm),
        Some(true) => return Err(DatumFout::Tijdzone),
        None => {}
    }
    let jaar = i16::try_from(jaar).map_err(|_| DatumFout::Jaartal)?;
    Date::new(jaar, maand, dag).map_err(|_| DatumFout::Jaartal)
}

/// A time without white space around it. 24:00:00 is midnight, as the schema says.
pub(super) fn tijd(tekst: &str) -> Result<Time, DatumFout> {
    let (kern, zone) = match zone(tekst, 8) {
        Some((kern, zone)) => (kern, Some(zone)),
        None => (tekst, None),
    };
    let mut delen = kern.splitn(3, ':');
    let (Some(uur), Some(minuut), Some(seconde)) = (delen.next(), delen.next(), delen.next()) else {
        return Err(DatumFout::Vorm);
    };
    let (seconde, breuk) = match seconde.split_once('.') {
        Some((s, breuk)) if !breuk.is_empty() && cijfers(breuk) => (s, breuk),
        Some(_) => return Err(DatumFout::Vorm),
        None => (seconde, ""),
    };
    let deel = |t: &str| twee(t).ok_or(DatumFout::Vorm);
    let (uur, minuut, seconde) = (deel(uur)?, deel(minuut)?, deel(seconde)?);
    let nul = minuut == 0 && seconde == 0 && breuk.bytes().all(|b| b == b'0');
    if uur > 24 || uur == 24 && !nul || minuut > 59 || seconde > 59 {
        return Err(DatumFout::BestaatNiet);
    }
    match zone {
        Some(false) => return Err(DatumFout::Vorm),
        Some(true) => return Err(DatumFout::Tijdzone),
        None => {}
    }
    let nano = format!("{breuk:0<9}")
        .get(..9)
        .and_then(|n| n.parse().ok())
        .unwrap_or(0);
    Time::new(uur % 24, minuut, seconde, nano).map_err(|_| DatumFout::Vorm)
}

/// Splits off what follows the shortest possible value and may be a time zone; `true` when it is one.
fn zone(tekst: &str, minstens: usize) -> Option<(&str, bool)> {
    if let Some(kern) = tekst.strip_suffix('Z') {
        return Some((kern, true));
    }
    let waar = tekst.len().checked_sub(6).filter(|w| *w >= minstens)?;
    let (kern, zone) = tekst.split_at_checked(waar)?;
    let (uur, minuut) = zone.strip_prefix(['+', '-'])?.split_once(':')?;
    let goed =
        matches!((twee(uur), twee(minuut)), (Some(u), Some(m)) if u < 14 && m < 60 || u == 14 && m == 0);
    Some((kern, goed))
}

fn cijfers(tekst: &str) -> bool {
    !tekst.is_empty() && tekst.bytes().all(|b| b.is_ascii_digit())
}

fn twee(tekst: &str) -> Option<i8> {
    (tekst.len() == 2 && cijfers(tekst))
        .then(|| tekst.parse().ok())
        .flatten()
}

fn dagen(jaar: i64, maand: i8) -> i8 {
    match maand {
        4 | 6 | 9 | 11 => 30,
        2 if jaar % 4 == 0 && (jaar % 100 != 0 || jaar % 400 == 0) => 29,
        2 => 28,
        _ => 31,
    }
}

/// Whether the text has the shape of a date, so that it can be repeated without repeating anything else.
pub(super) fn lijkt_datum(tekst: &str) -> bool {
    let b = tekst.as_bytes();
    b.len() == 10
        && b.iter().enumerate().all(|(i, b)| {
            if i == 4 || i == 7 {
                *b == b'-'
            } else {
                b.is_ascii_digit()
            }
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::{date, time};

    #[test]
    fn datums_volgen_het_schema() {
        assert_eq!(datum("2024-02-29"), Ok(date(2024, 2, 29)));
        assert_eq!(datum("2000-02-29"), Ok(date(2000, 2, 29)));
        assert_eq!(datum("-0004-02-29"), Ok(date(-4, 2, 29)));
        assert_eq!(datum("0001-01-01"), Ok(date(1, 1, 1)));
        for niet in [
            "1900-02-29",
            "2023-02-29",
            "2024-04-31",
            "2024-13-01",
            "2024-00-01",
            "0000-01-01",
            "-0001-02-29",
        ] {
            assert_eq!(datum(niet), Err(DatumFout::BestaatNiet), "{niet}");
        }
        for vorm in [
            "",
            "2024-2-1",
            "20240101",
            "02026-01-01",
            "+2024-01-01",
            "2024-01-01-",
            "2024-01-01+01",
            "24-01-01",
            "2024-01-01 x",
            "99999999999999999999-01-01",
            "2024-01-01+15:00",
            "٢٠٢٤-01-01",
        ] {
            assert_eq!(datum(vorm), Err(DatumFout::Vorm), "{vorm}");
        }
        for zone in ["2024-01-01Z", "2024-01-01+01:00", "2024-01-01-14:00"] {
            assert_eq!(datum(zone), Err(DatumFout::Tijdzone), "{zone}");
        }
        assert_eq!(datum("12026-01-01"), Err(DatumFout::Jaartal));
    }

    #[test]
    fn tijden_volgen_het_schema() {
        assert_eq!(tijd("09:30:00"), Ok(time(9, 30, 0, 0)));
        assert_eq!(tijd("24:00:00.0"), Ok(time(0, 0, 0, 0)));
        assert_eq!(tijd("23:59:59.1234567891"), Ok(time(23, 59, 59, 123_456_789)));
        for fout in ["24:00:01", "25:00:00", "09:60:00", "09:30:60"] {
            assert_eq!(tijd(fout), Err(DatumFout::BestaatNiet), "{fout}");
        }
        for fout in [
            "",
            "9:30:00",
            "09:30",
            "09:30:00.",
            "09:30:00,5",
            "093000",
            "09:30:0",
        ] {
            assert_eq!(tijd(fout), Err(DatumFout::Vorm), "{fout}");
        }
        for fout in ["09:30:00Z", "09:30:00+01:00"] {
            assert_eq!(tijd(fout), Err(DatumFout::Tijdzone), "{fout}");
        }
    }
}

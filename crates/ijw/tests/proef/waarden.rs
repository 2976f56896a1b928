//! Values at and just over the edge of each datatype.

use super::{Declaraties, Keuzes};
use toml::Value;

const STUKJES: &[&str] = &[
    "A",
    "de Groot",
    "Müller-Çelik",
    "x & y <z>",
    "'t \"Hof\"",
    "日本",
    "😀",
    "\u{a0}",
    " ",
    "\t",
    "]]>",
    "0",
    ".",
    "e\u{301}",
    "\u{85}",
    "ẞ",
    "een wat langere tekst met spaties erin",
];
const LETTERS: &[&str] = &["A", "z", "É", "ỳ", "×", "Ω", "ĳ"];

fn getal(t: &toml::Table, sleutel: &str) -> Option<usize> {
    t.get(sleutel)
        .and_then(Value::as_integer)
        .map(|i| usize::try_from(i).unwrap())
}

/// A value that fits.
pub(crate) fn goed(d: &Declaraties, soort: &str, k: &mut Keuzes) -> String {
    let t = d.datatype(soort);
    match t["basis"].as_str().unwrap() {
        "datum" => k
            .een(&[
                "2026-03-01",
                "2024-02-29",
                "1999-12-31",
                " 2026-03-01\n",
                "9999-12-31",
                "0001-01-01",
                "2000-02-29",
                "-0004-02-29",
            ])
            .to_owned(),
        "tijd" => k
            .een(&[
                "09:30:00",
                "00:00:00",
                "23:59:59.999",
                "24:00:00",
                "\t12:00:00 ",
                "12:00:00.123456789",
            ])
            .to_owned(),
        "geheel" => {
            let max = t["max"].as_integer().unwrap();
            match k.kies(6) {
                0 => "0".to_owned(),
                1 => max.to_string(),
                2 => format!(" +{}", max / 2),
                3 => format!("000{max}\n"),
                4 => "-0".to_owned(),
                _ => (max / 7).to_string(),
            }
        }
        _ => tekst(d, t, k),
    }
}

fn tekst(d: &Declaraties, t: &toml::Table, k: &mut Keuzes) -> String {
    if let Some(lijst) = t.get("codes").and_then(Value::as_str) {
        return k.een(&d.codes(lijst)).to_owned();
    }
    let max = getal(t, "max_lengte").unwrap_or(400);
    let stukjes = match t.get("patroon").and_then(Value::as_str) {
        None => STUKJES,
        Some("[0-9]*") => &["0", "1", "06"],
        Some(p) if p.starts_with("[0-9]{") => {
            let n: usize = p
                .trim_start_matches("[0-9]{")
                .trim_end_matches('}')
                .parse()
                .unwrap();
            return (0..n)
                .map(|_| char::from(b'0' + u8::try_from(k.kies(10)).unwrap()))
                .collect();
        }
        Some(p) if p.contains("\\.") => return k.een(&["1.0.0", "0.1.0", "10.200.3000"]).to_owned(),
        Some(p) if p.contains("a-z") => LETTERS,
        Some(p) if p.contains("\\S") => &["a", " ", "\n", "\r", "b c", ".", "é", "😀"],
        Some(_) => STUKJES,
    };
    let mut uit = k.een(&["A", "x", "0"]).to_owned();
    if stukjes[0] == "0" {
        uit = "0".to_owned();
    } else if stukjes[0] == "A" && stukjes == LETTERS {
        uit = "B".to_owned();
    }
    let lengte = match k.kies(4) {
        0 => 1,
        1 => max,
        _ => 1 + k.kies(max),
    };
    while uit.chars().count() < lengte {
        uit += k.een(stukjes);
    }
    uit.chars().take(lengte).collect()
}

/// Values that may not fit.
pub(crate) fn raar(d: &Declaraties, soort: &str, k: &mut Keuzes) -> String {
    let t = d.datatype(soort);
    let overal: &[&str] = &["", " ", "\n", "x", "0", "\u{a0}", "-", "\t1\t"];
    if k.soms(5) {
        return k.een(overal).to_owned();
    }
    match t["basis"].as_str().unwrap() {
        "datum" => k
            .een(&[
                "2023-02-29",
                "1900-02-29",
                "2000-02-29",
                "2026-04-31",
                "2026-13-01",
                "2026-00-10",
                "2026-01-00",
                "2026-1-1",
                "20260101",
                "01-01-2026",
                "2026-01-01Z",
                "2026-01-01+01:00",
                "2026-01-01-01:00",
                "2026-01-01+15:00",
                "2026-01-01+14:00",
                "0000-01-01",
                "-0001-02-29",
                "-0004-02-29",
                "02026-01-01",
                "2026-01-01T00:00:00",
                "+2026-01-01",
                "2026-01-01 ",
                "\u{2003}2026-01-01",
                "2026-01-32",
                "2026/01/01",
                "٢٠٢٦-٠١-٠١",
                "2026-01-01\r",
                "12026-01-01",
                "2026-01-01+1:00",
                "2026-12-31-",
                "-2026-01-01",
            ])
            .to_owned(),
        "tijd" => k
            .een(&[
                "24:00:00",
                "24:00:01",
                "24:00:00.0",
                "25:00:00",
                "12:60:00",
                "12:00:60",
                "12:00",
                "1:00:00",
                "12:00:00Z",
                "12:00:00+01:00",
                "12:00:00.",
                "12:00:00.5",
                "12:00:00,5",
                "120000",
                "-12:00:00",
                "12:00:00-00:00",
                " 12:00:00",
                "12:00:00.1234567890123",
                "24:00:00.5",
                "12:00:5",
                "12:00:05 ",
                "12:0:05",
            ])
            .to_owned(),
        "geheel" => {
            let max = t["max"].as_integer().unwrap();
            let over = (max + 1).to_string();
            let rand = max.to_string();
            k.een(&[
                over.as_str(),
                &rand,
                "-1",
                "-0",
                "+0",
                "+",
                "1.0",
                "1,0",
                "1e3",
                "0x1",
                "99999999999999999999999999",
                "00000000000000000000000000000000007",
                "1 0",
                "１",
                "٣",
                "--1",
                "1-",
                "NaN",
            ])
            .to_owned()
        }
        _ => {
            let goede = tekst(d, t, k);
            let max = getal(t, "max_lengte").unwrap_or(40);
            let lang = |c: &str| c.repeat(max + 1);
            match k.kies(10) {
                0 => lang("a"),
                1 => lang("9"),
                2 => lang("é"),
                3 => "😀".repeat(max),
                4 => format!(" {goede}"),
                5 => format!("{goede} "),
                6 => format!("{goede}\n"),
                7 => goede.to_lowercase(),
                8 => goede.chars().skip(1).collect(),
                _ => k
                    .een(&[
                        "\n",
                        "a\nb",
                        "\r",
                        "99",
                        "00",
                        "1",
                        "01",
                        "A.B.",
                        "1.0",
                        "1.0.00",
                        "É\u{301}",
                        "ỳ",
                        "ỹ\u{1EF4}",
                        "À",
                        "¿",
                        "12 34",
                        "<&>",
                        "\u{7f}",
                        "٠١٢٣",
                        "NL",
                        "nl",
                        "\u{FFFD}",
                    ])
                    .to_owned(),
            }
        }
    }
}

//! The tables as the migrations declare them, read from their text: so that a copy of everything forgets no table that a
//! later step adds. A test compares it with what the databases themselves say.

use crate::migraties::STAPPEN;

/// The kind of a column, as the migrations name it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Soort {
    Tekst,
    Getal,
    Id,
    Bytes,
    Ja,
}

/// One column.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Kolom {
    pub(crate) naam: &'static str,
    pub(crate) soort: Soort,
}

/// One table.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Tabel {
    pub(crate) naam: &'static str,
    pub(crate) kolommen: Vec<Kolom>,
    /// Places in `kolommen` of the primary key, in its order.
    pub(crate) sleutel: Vec<usize>,
    /// Table and own columns of each foreign key.
    pub(crate) naar: Vec<(&'static str, Vec<&'static str>)>,
}

impl Tabel {
    fn plek(&self, kolom: &str) -> Option<usize> {
        self.kolommen.iter().position(|k| k.naam == kolom)
    }

    /// Places of the columns that point at another row of this same table, the houder left out.
    pub(crate) fn naar_zichzelf(&self) -> Vec<usize> {
        let eigen = self.naar.iter().filter(|(naar, _)| *naar == self.naam);
        eigen
            .flat_map(|(_, kolommen)| kolommen)
            .filter(|k| **k != "houder")
            .filter_map(|k| self.plek(k))
            .collect()
    }

    /// The names of all columns.
    pub(crate) fn namen(&self) -> Vec<&'static str> {
        self.kolommen.iter().map(|k| k.naam).collect()
    }

    /// The names of the key.
    pub(crate) fn sleutelnamen(&self) -> Vec<&'static str> {
        let plek = |i: &usize| self.kolommen.get(*i).map(|k| k.naam);
        self.sleutel.iter().filter_map(plek).collect()
    }
}

/// All tables after this step, each after those that it points at.
pub(crate) fn tabellen(tot: &str) -> Vec<Tabel> {
    let mut los: Vec<Tabel> = Vec::new();
    for (_, _, tekst) in STAPPEN.iter().filter(|(nummer, ..)| *nummer <= tot) {
        for opdracht in opdrachten(tekst) {
            voer_door(&mut los, &opdracht);
        }
    }
    let mut uit: Vec<Tabel> = Vec::with_capacity(los.len());
    while !los.is_empty() {
        let bekend = |naam: &str| uit.iter().any(|t| t.naam == naam);
        let klaar = |t: &Tabel| t.naar.iter().all(|(naar, _)| *naar == t.naam || bekend(naar));
        // Two tables that point at each other cannot be filled in any order; the migrations have none.
        let Some(plek) = los.iter().position(klaar) else {
            break;
        };
        uit.push(los.remove(plek));
    }
    uit
}

/// The statements of a step as words and signs, without comments.
fn opdrachten(tekst: &'static str) -> Vec<Vec<&'static str>> {
    let mut uit = vec![Vec::new()];
    for regel in tekst.lines() {
        let regel = regel.split("--").next().unwrap_or_default();
        let mut rest = regel.trim_start();
        while let Some(eerste) = rest.chars().next() {
            let in_woord = |c: char| c.is_alphanumeric() || c == '_';
            let lengte = if in_woord(eerste) {
                rest.find(|c| !in_woord(c)).unwrap_or(rest.len())
            } else {
                eerste.len_utf8()
            };
            let (stuk, verder) = rest.split_at(lengte);
            rest = verder.trim_start();
            match (stuk, uit.last_mut()) {
                (";", _) => uit.push(Vec::new()),
                (_, Some(laatste)) => laatste.push(stuk),
                (_, None) => {}
            }
        }
    }
    uit.retain(|o| !o.is_empty());
    uit
}

fn voer_door(tabellen: &mut Vec<Tabel>, woorden: &[&'static str]) {
    match woorden {
        ["CREATE", "TABLE", naam, "(", rest @ ..] => tabellen.push(tabel(naam, rest)),
        ["ALTER", "TABLE", naam, "ADD", "COLUMN", kolom, soort, ..]
        | ["ALTER", "TABLE", naam, "ADD", kolom, soort, ..] => {
            if let (Some(tabel), Some(soort)) = (tabellen.iter_mut().find(|t| t.naam == *naam), van(soort)) {
                tabel.kolommen.push(Kolom { naam: kolom, soort });
            }
        }
        ["ALTER", "TABLE", naam, "RENAME", "TO", nieuw, ..] => {
            for tabel in tabellen.iter_mut() {
                if tabel.naam == *naam {
                    tabel.naam = nieuw;
                }
                for (naar, _) in &mut tabel.naar {
                    if naar == naam {
                        *naar = nieuw;
                    }
                }
            }
        }
        ["DROP", "TABLE", naam, ..] => tabellen.retain(|t| t.naam != *naam),
        _ => {}
    }
}

fn van(woord: &str) -> Option<Soort> {
    Some(match woord {
        "TEKST" => Soort::Tekst,
        "GETAL" => Soort::Getal,
        "ID" => Soort::Id,
        "BYTES" => Soort::Bytes,
        "JANEE" => Soort::Ja,
        _ => return None,
    })
}

/// `rest`: behind the opening bracket, to the end of the statement.
fn tabel(naam: &'static str, rest: &[&'static str]) -> Tabel {
    let mut uit = Tabel {
        naam,
        kolommen: Vec::new(),
        sleutel: Vec::new(),
        naar: Vec::new(),
    };
    for deel in delen(rest) {
        match deel.as_slice() {
            ["PRIMARY", "KEY", "(", namen @ ..] => {
                uit.sleutel = lijst(namen).iter().filter_map(|k| uit.plek(k)).collect();
            }
            ["FOREIGN", "KEY", "(", namen @ ..] => {
                if let Some(plek) = namen.iter().position(|w| *w == "REFERENCES")
                    && let Some(naar) = namen.get(plek + 1)
                {
                    uit.naar.push((naar, lijst(namen)));
                }
            }
            [kolom, soort, verder @ ..] => {
                if let Some(soort) = van(soort) {
                    uit.kolommen.push(Kolom { naam: kolom, soort });
                    if verder.contains(&"PRIMARY") {
                        uit.sleutel = vec![uit.kolommen.len() - 1];
                    }
                }
            }
            _ => {}
        }
    }
    uit
}

/// The names up to the closing bracket.
fn lijst(woorden: &[&'static str]) -> Vec<&'static str> {
    let tot = woorden.iter().take_while(|w| **w != ")");
    tot.filter(|w| **w != ",").copied().collect()
}

/// Cuts at the commas of the table itself.
fn delen(woorden: &[&'static str]) -> Vec<Vec<&'static str>> {
    let mut diep = 0;
    let mut uit = vec![Vec::new()];
    for woord in woorden {
        match *woord {
            "(" => diep += 1,
            ")" if diep == 0 => break,
            ")" => diep -= 1,
            "," if diep == 0 => {
                uit.push(Vec::new());
                continue;
            }
            _ => {}
        }
        if let Some(laatste) = uit.last_mut() {
            laatste.push(*woord);
        }
    }
    uit
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elke_tabel_komt_na_de_tabellen_waar_zij_naar_wijst() {
        let alle = tabellen("9999");
        assert!(alle.len() > 30, "{}", alle.len());
        for (plek, tabel) in alle.iter().enumerate() {
            assert!(
                !tabel.kolommen.is_empty() && !tabel.sleutel.is_empty(),
                "{}",
                tabel.naam
            );
            for (naar, _) in tabel.naar.iter().filter(|(naar, _)| *naar != tabel.naam) {
                assert!(
                    alle.iter().take(plek).any(|t| t.naam == *naar),
                    "{} wijst naar {naar}",
                    tabel.naam
                );
            }
        }
        let gemaakt: usize = STAPPEN
            .iter()
            .map(|(_, _, t)| t.matches("\nCREATE TABLE ").count())
            .sum();
        let weg: usize = STAPPEN
            .iter()
            .map(|(_, _, t)| t.matches("DROP TABLE ").count())
            .sum();
        assert_eq!(alle.len(), gemaakt - weg, "geen tabel valt weg in een kring");
    }

    #[test]
    fn wat_naar_zichzelf_wijst_is_een_kolom_naast_de_houder() {
        for tabel in tabellen("9999") {
            for (_, kolommen) in tabel.naar.iter().filter(|(naar, _)| *naar == tabel.naam) {
                assert_eq!((kolommen.len(), kolommen[0]), (2, "houder"), "{}", tabel.naam);
                assert_eq!(tabel.sleutelnamen(), ["houder", "id"], "{}", tabel.naam);
            }
        }
        let bericht = tabellen("0003")
            .into_iter()
            .find(|t| t.naam == "bericht")
            .unwrap();
        let naar: Vec<_> = bericht
            .naar_zichzelf()
            .iter()
            .map(|i| bericht.kolommen[*i].naam)
            .collect();
        assert_eq!(naar, ["hoort_bij"]);
    }

    #[test]
    fn een_latere_stap_verandert_een_tabel() {
        let mut alle = Vec::new();
        for opdracht in opdrachten(
            "CREATE TABLE a (houder TEKST NOT NULL, -- een, twee\n n GETAL NOT NULL DEFAULT (1, 2), PRIMARY KEY (n, houder)) STRIKT;\n\
             CREATE INDEX x ON a (houder);ALTER TABLE a ADD COLUMN b BYTES; ALTER TABLE a ADD ja JANEE NOT NULL DEFAULT 0;\n\
             CREATE TABLE c (id ID PRIMARY KEY, FOREIGN KEY (id) REFERENCES a (n)) STRIKT; ALTER TABLE a RENAME TO d;\
             CREATE TABLE weg (houder TEKST); DROP TABLE weg;",
        ) {
            voer_door(&mut alle, &opdracht);
        }
        let [d, c] = &alle[..] else { panic!("{alle:?}") };
        assert_eq!((d.naam, d.namen()), ("d", vec!["houder", "n", "b", "ja"]));
        assert_eq!(d.sleutelnamen(), ["n", "houder"]);
        assert_eq!(
            (c.sleutelnamen(), &c.naar),
            (vec!["id"], &vec![("d", vec!["id"])])
        );
    }
}

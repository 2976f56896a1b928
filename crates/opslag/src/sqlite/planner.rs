//! What the planner of SQLite knows of the tables: always the same (`planner.txt`), instead of what happened to be in them when
//! somebody last looked. PostgreSQL looks by itself, all the time.

use super::Geleend;
use crate::fout::Uitslag;
use std::fmt::Write as _;

const WEET: &str = include_str!("planner.txt");

/// Table, index and what is known of it, in the order of the file.
fn regels() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    WEET.lines()
        .filter(|regel| !regel.starts_with('#'))
        .filter_map(|regel| {
            let (tabel, rest) = regel.split_once(' ')?;
            let (index, getallen) = rest.split_once(' ')?;
            Some((tabel, index, getallen))
        })
}

/// Tells the planner, when it does not know exactly this.
pub(crate) fn vertel(c: &mut Geleend) -> Uitslag<()> {
    if weet(c)?
        == regels()
            .map(|(t, i, g)| format!("{t} {i} {g}"))
            .collect::<Vec<_>>()
    {
        return Ok(());
    }
    // Only SQLite itself can make the table: it looks at one of ours, and what it saw is replaced. A new table is noticed by connections
    // that are open already; other rows in it would not be.
    let mut sql = "BEGIN IMMEDIATE; DROP TABLE IF EXISTS sqlite_stat1; DROP TABLE IF EXISTS sqlite_stat4; ANALYZE sleutel; \
                   DELETE FROM sqlite_stat1;"
        .to_owned();
    for (tabel, index, getallen) in regels() {
        // Writing to a String cannot fail.
        let _ = write!(
            sql,
            "INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('{tabel}', '{index}', '{getallen}');"
        );
    }
    // The last one looks at nothing: it has the table read again.
    sql.push_str("COMMIT; ANALYZE sqlite_schema");
    c.doe(&sql)
}

fn weet(c: &mut Geleend) -> Uitslag<Vec<String>> {
    let tabel = "SELECT 1 AS n FROM sqlite_schema WHERE name = 'sqlite_stat1'";
    if c.vraag(tabel, &[], |rij| rij.getal("n"))?.is_empty() {
        return Ok(Vec::new());
    }
    let alles =
        "SELECT tbl || ' ' || COALESCE(idx, '') || ' ' || stat AS regel FROM sqlite_stat1 ORDER BY rowid";
    let regels = c.vraag(alles, &[], |rij| rij.tekst("regel"))?;
    Ok(regels.into_iter().flatten().collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::proef;
    use crate::sqlite::{Poel, Soort};

    async fn tekst(c: &mut Geleend, sql: &str) -> Vec<String> {
        let uit = c.vraag(sql, &[], |rij| rij.tekst("tekst")).unwrap();
        uit.into_iter().flatten().collect()
    }

    #[tokio::test]
    async fn van_elke_index_weet_de_planner_iets_en_van_niets_anders() {
        let proef = proef::sqlite().await;
        let poel = Poel::nieuw(proef.bestand.clone().unwrap(), Soort::Lezer);
        let mut c = poel.neem().await.unwrap();
        let indexen = "SELECT m.name || ' ' || l.name AS tekst, COUNT(*) AS n FROM sqlite_schema m, pragma_index_list(m.name) l, \
                       pragma_index_info(l.name) i WHERE m.type = 'table' AND m.name NOT LIKE '\\_sqlx%' ESCAPE '\\' \
                       GROUP BY m.name, l.name ORDER BY m.name, l.name";
        let lees =
            |rij: &dyn crate::waarde::Lezer| Ok((rij.tekst("tekst")?.unwrap(), rij.getal("n")?.unwrap()));
        let echt: Vec<(String, i64)> = c.vraag(indexen, &[], lees).unwrap();
        let mut ons: Vec<(String, i64)> = regels()
            .map(|(tabel, index, getallen)| {
                let getallen: Vec<u64> = getallen.split(' ').map(|g| g.parse().unwrap()).collect();
                assert!(
                    getallen.is_sorted_by(|a, b| a >= b) && !getallen.contains(&0),
                    "{index}: {getallen:?}"
                );
                (
                    format!("{tabel} {index}"),
                    i64::try_from(getallen.len()).unwrap() - 1,
                )
            })
            .collect();
        ons.sort();
        assert_eq!(
            ons, echt,
            "een regel per index in planner.txt, met een getal per kolom en een voor alle rijen"
        );
    }

    #[tokio::test]
    async fn wat_een_ander_de_planner_vertelde_geldt_na_een_start_niet_meer() {
        let proef = proef::sqlite().await;
        let pad = proef.bestand.clone().unwrap();
        let mut c = Poel::nieuw(pad, Soort::Schrijver).neem().await.unwrap();
        assert_eq!(weet(&mut c).unwrap().len(), regels().count());
        c.doe("ANALYZE; DELETE FROM sqlite_stat1 WHERE tbl = 'bericht'")
            .unwrap();
        assert_ne!(weet(&mut c).unwrap().len(), regels().count());
        drop(c);
        proef.opnieuw().await.migreer().await.unwrap();
        let mut c = Poel::nieuw(proef.bestand.clone().unwrap(), Soort::Lezer)
            .neem()
            .await
            .unwrap();
        let bericht = tekst(
            &mut c,
            "SELECT stat AS tekst FROM sqlite_stat1 WHERE idx = 'bericht_lijst'",
        )
        .await;
        assert_eq!(bericht, ["5000000 454545 2 1"]);
        // The small index of what is open, and not one with all there ever was.
        let plan = "EXPLAIN QUERY PLAN SELECT id FROM uitbak WHERE houder = '0193' AND afgeleverd_op IS NULL ORDER BY niet_voor, id";
        let plan = c.vraag(plan, &[], |rij| rij.tekst("detail")).unwrap();
        assert!(plan[0].as_deref().unwrap().contains("uitbak_open"), "{plan:?}");
    }
}

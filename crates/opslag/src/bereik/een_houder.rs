//! A question about one gemeente asks for `= $1` and not for a list. PostgreSQL then keeps its plan: with a list it makes a
//! new one each time, which costs more than most questions. SQLite would write the list into a table of its own each time.

use crate::waarde::Waarde;
use std::borrow::Cow;

const LIJST: &str = "IN LIJST($1)";

/// The same question with the one houder that it can be about: the only one of the asker, or the one that the question names
/// besides, when it is within the scope. A houder outside it leaves everything as it is: then nothing comes out.
pub(super) fn een_houder<'s>(sql: Cow<'s, str>, waarden: &mut [Waarde]) -> Cow<'s, str> {
    let Some(Waarde::Lijst(lijst)) = waarden.first() else {
        return sql;
    };
    if !sql.contains(LIJST) {
        return sql;
    }
    let een = match &lijst[..] {
        [een] => een.clone(),
        meer => match genoemd(&sql).and_then(|nummer| waarden.get(nummer.checked_sub(1)?)) {
            Some(Waarde::Tekst(Some(houder))) if meer.contains(houder) => houder.clone(),
            _ => return sql,
        },
    };
    if let Some(eerste) = waarden.first_mut() {
        *eerste = Waarde::Tekst(Some(een));
    }
    Cow::Owned(sql.replace(LIJST, "= $1"))
}

/// Any other list of one: `= $4` as well, where nothing else uses it.
pub(super) fn een_waarde<'s>(mut sql: Cow<'s, str>, waarden: &mut [Waarde]) -> Cow<'s, str> {
    for (plek, waarde) in waarden.iter_mut().enumerate().skip(1) {
        let (lijst, een) = match waarde {
            Waarde::Lijst(lijst) if lijst.len() == 1 => ("LIJST", Waarde::Tekst(lijst.first().cloned())),
            Waarde::Ids(ids) if ids.len() == 1 => ("IDLIJST", Waarde::Id(ids.first().copied())),
            _ => continue,
        };
        let bind = format!("${}", plek + 1);
        let zoek = format!("IN {lijst}({bind})");
        if sql.contains(&zoek) && keren(&sql, &bind) == 1 {
            sql = Cow::Owned(sql.replace(&zoek, &format!("= {bind}")));
            *waarde = een;
        }
    }
    sql
}

/// How often this bind is used: `$1` is not in `$12`.
fn keren(sql: &str, bind: &str) -> usize {
    let geen_cijfer = |rest: &str| !rest.starts_with(|t: char| t.is_ascii_digit());
    sql.match_indices(bind)
        .filter(|(plek, _)| sql.get(plek + bind.len()..).is_some_and(geen_cijfer))
        .count()
}

/// Which bind is the houder that this question names in the same breath as the list, `v.houder IN LIJST($1) AND … AND
/// v.houder = $3`: only when the list stands there once, the two are about the same table, and nothing but AND is in
/// between.
fn genoemd(sql: &str) -> Option<usize> {
    let (voor, na) = sql.split_once(LIJST)?;
    if na.contains("$1)") {
        return None;
    }
    let (ervoor, kolom) = voor.trim_end().rsplit_once([' ', '('])?;
    if !kolom.ends_with("houder") || ervoor.ends_with("NOT") {
        return None;
    }
    for deel in voorwaarden(na) {
        let waarde = deel
            .strip_prefix(kolom)
            .and_then(|rest| rest.strip_prefix(" = $"));
        if let Some(nummer) = waarde.and_then(|w| w.parse().ok()) {
            return Some(nummer);
        }
    }
    None
}

/// What follows with AND, each condition by itself, as long as it is AND. What stands between brackets is one.
fn voorwaarden(na: &str) -> Vec<&str> {
    let mut uit = Vec::new();
    let mut diep = 0_usize;
    let mut begin = 0;
    for (plek, teken) in na.char_indices() {
        match teken {
            '(' => diep += 1,
            // The end of the brackets in which the list stands.
            ')' if diep == 0 => return met(uit, na.get(begin..plek)),
            ')' => diep -= 1,
            ' ' if diep == 0 => {
                let rest = na.get(plek..).unwrap_or_default();
                if rest.starts_with(" OR ") {
                    // What stands before it may not hold: then nothing is sure.
                    return Vec::new();
                }
                let einde = [
                    " ORDER ",
                    " GROUP ",
                    " LIMIT ",
                    " RETURNING ",
                    " UNION ",
                    " ON ",
                    " FOR ",
                ];
                if einde.iter().any(|woord| rest.starts_with(woord)) {
                    return met(uit, na.get(begin..plek));
                }
                if rest.starts_with(" AND ") {
                    uit = met(uit, na.get(begin..plek));
                    begin = plek + " AND ".len();
                }
            }
            _ => {}
        }
    }
    met(uit, na.get(begin..))
}

fn met<'n>(mut uit: Vec<&'n str>, deel: Option<&'n str>) -> Vec<&'n str> {
    uit.extend(deel.map(str::trim));
    uit
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lijst(codes: &[&str]) -> Waarde {
        Waarde::Lijst(codes.iter().map(|c| (*c).to_owned()).collect())
    }

    fn tekst(t: &str) -> Waarde {
        Waarde::Tekst(Some(t.to_owned()))
    }

    #[test]
    fn een_gemeente_is_geen_lijst_van_een() {
        let sql = "SELECT 1 FROM v WHERE v.houder IN LIJST($1) AND v.soort IN LIJST($2) AND EXISTS (SELECT 1 FROM w WHERE w.houder IN LIJST($1))";
        let mut een = vec![lijst(&["0193"]), lijst(&["antwoord"])];
        assert_eq!(
            een_houder(sql.into(), &mut een),
            "SELECT 1 FROM v WHERE v.houder = $1 AND v.soort IN LIJST($2) AND EXISTS (SELECT 1 FROM w WHERE w.houder = $1)"
        );
        assert_eq!(een, [tekst("0193"), lijst(&["antwoord"])]);
        for codes in [&[][..], &["0193", "0150"]] {
            let mut meer = vec![lijst(codes)];
            assert_eq!(een_houder(sql.into(), &mut meer), sql);
            assert_eq!(meer, [lijst(codes)]);
        }
    }

    #[test]
    fn wie_een_gemeente_noemt_vraagt_niet_naar_een_lijst() {
        for sql in [
            "SELECT * FROM v WHERE houder IN LIJST($1) AND $2 = '' AND houder = $3 AND id = $4 ORDER BY id",
            "SELECT * FROM v WHERE houder IN LIJST($1) AND houder = $3",
            "SELECT * FROM v WHERE (houder IN LIJST($1) AND houder = $3) OR id = $4",
            "SELECT j.* FROM j WHERE j.houder IN LIJST($1) AND ($2 = '' OR EXISTS (SELECT 1 FROM k WHERE k.id = j.id)) AND j.houder = $3 AND j.x = $4",
            "UPDATE v SET a = $4 WHERE houder IN LIJST($1) AND $2 = '' AND houder = $3 RETURNING *",
        ] {
            let mut waarden = vec![lijst(&["0193", "0150"]), tekst(""), tekst("0150"), tekst("x")];
            assert_eq!(
                een_houder(sql.into(), &mut waarden),
                sql.replace("IN LIJST($1)", "= $1")
            );
            assert_eq!(
                waarden,
                [tekst("0150"), tekst(""), tekst("0150"), tekst("x")],
                "{sql}"
            );
            // Outside the scope: the list stays, and so nothing comes out.
            let buiten = [lijst(&["0193", "0150"]), tekst(""), tekst("0363"), tekst("x")];
            let mut waarden = buiten.to_vec();
            assert_eq!(een_houder(sql.into(), &mut waarden), sql);
            assert_eq!(waarden, buiten);
        }
    }

    #[test]
    fn ook_een_andere_lijst_van_een_is_een_waarde() {
        let id = uuid::Uuid::from_u128(7);
        let sql = "SELECT 1 FROM v WHERE houder = $1 AND r IN LIJST($2) AND id IN IDLIJST($3) AND s IN LIJST($4) AND t IN LIJST($5) AND u = ANY($5)";
        let voor = [
            tekst("0193"),
            lijst(&["R"]),
            Waarde::Ids(vec![id]),
            lijst(&["a", "b"]),
            lijst(&["c"]),
        ];
        let mut waarden = voor.to_vec();
        assert_eq!(
            een_waarde(sql.into(), &mut waarden),
            "SELECT 1 FROM v WHERE houder = $1 AND r = $2 AND id = $3 AND s IN LIJST($4) AND t IN LIJST($5) AND u = ANY($5)"
        );
        let na = [
            tekst("0193"),
            tekst("R"),
            Waarde::Id(Some(id)),
            lijst(&["a", "b"]),
            lijst(&["c"]),
        ];
        assert_eq!(waarden, na);
        let mut elf: Vec<Waarde> = (0..11).map(|_| lijst(&["x"])).collect();
        assert_eq!(een_waarde("a IN LIJST($11)".into(), &mut elf), "a = $11");
        assert_eq!(elf[1], lijst(&["x"]), "$1 en $11 zijn niet hetzelfde");
    }

    #[test]
    fn wat_niet_zeker_over_dezelfde_rijen_gaat_houdt_zijn_lijst() {
        for sql in [
            "SELECT * FROM v WHERE houder IN LIJST($1) AND id = $4",
            "SELECT * FROM v WHERE houder IN LIJST($1) OR houder = $3",
            "SELECT * FROM v WHERE houder IN LIJST($1) AND id = $4 OR houder = $3",
            "SELECT * FROM v WHERE houder IN LIJST($1) AND houder = $3 OR id = $4",
            "SELECT * FROM v WHERE houder IN LIJST($1) AND (houder = $3 OR id = $4)",
            "SELECT * FROM v JOIN w ON w.id = v.id WHERE v.houder IN LIJST($1) AND w.houder = $3",
            "SELECT * FROM v WHERE houder IN LIJST($1) AND EXISTS (SELECT 1 FROM w WHERE houder = $3)",
            "SELECT * FROM v WHERE EXISTS (SELECT 1 FROM w WHERE houder IN LIJST($1)) AND houder = $3",
            "SELECT * FROM v WHERE houder IN LIJST($1) AND houder = $3 AND EXISTS (SELECT 1 FROM w WHERE w.houder IN LIJST($1))",
            "SELECT * FROM v WHERE houder IN LIJST($1) UNION SELECT * FROM w WHERE id = $4 AND houder = $3",
            "SELECT * FROM v WHERE houder IN LIJST($1) AND houder = $3 || ''",
            "SELECT * FROM v WHERE NOT houder IN LIJST($1) AND houder = $3",
            "SELECT * FROM v WHERE houder NOT IN LIJST($1) AND houder = $3",
            "SELECT * FROM v WHERE houder IN LIJST($1) AND NOT houder = $3",
        ] {
            let allen = [lijst(&["0193", "0150"]), tekst(""), tekst("0150"), tekst("x")];
            let mut waarden = allen.to_vec();
            assert_eq!(een_houder(sql.into(), &mut waarden), sql);
            assert_eq!(waarden, allen, "{sql}");
        }
    }
}

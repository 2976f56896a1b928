//! The relation of an asker to a dossier, as a condition inside each query.
//!
//! A query on cases says `ZIE(kolom)` beside its houder, where the column is the child of a row; it becomes the condition
//! that holds for this asker. `GROEP(naam)` stands where a whole row is of a group of fields. For somebody whose relation is
//! a list of names, a query on cases without `ZIE` gives nothing.

use super::{Relatie, Rol, Veldgroep};
use std::borrow::Cow;

const ZIE: &str = " AND ZIE(";
const GROEP: &str = " AND GROEP(";

/// A blocked dossier exists only for whom it is named, or who took noodtoegang, as long as that lasts.
fn gemeente(kolom: &str, account: usize, nu: usize) -> String {
    format!(
        " AND ({kolom} IS NULL OR {kolom} NOT IN (SELECT zz.id FROM jeugdige zz WHERE zz.houder IN LIJST($1) AND zz.geblokkeerd \
         AND zz.id NOT IN ({})))",
        op_naam(account, nu)
    )
}

fn op_naam(account: usize, nu: usize) -> String {
    format!(
        "SELECT zr.jeugdige FROM zaakrelatie zr WHERE zr.houder IN LIJST($1) AND zr.account = ${account} \
         AND zr.vanaf <= ${nu} AND zr.tot > ${nu}"
    )
}

/// What a query becomes: its text, and whether it asks for the account and the moment behind its other values.
pub(crate) struct Gezien {
    pub(crate) sql: Cow<'static, str>,
    pub(crate) met_wie: bool,
}

/// Writes the conditions of this role; `waarden` is how many values the query has.
pub(crate) fn schrijf(rol: Rol, sql: Cow<'static, str>, waarden: usize) -> Gezien {
    let ziet = rol.recht().ziet;
    let sql = groepen(rol, sql);
    if !sql.contains(ZIE) {
        let sql = match ziet {
            // Nobody said which child this is about.
            Relatie::Ingebracht if sql.contains("$2 = ''") => {
                Cow::Owned(sql.replacen("$2 = ''", "$2 = '' AND 1 = 0", 1))
            }
            _ => sql,
        };
        return Gezien { sql, met_wie: false };
    }
    let (account, nu) = (waarden + 1, waarden + 2);
    let mut uit = String::with_capacity(sql.len() + 256);
    let mut rest = sql.as_ref();
    let mut met_wie = false;
    while let Some((voor, na)) = rest.split_once(ZIE) {
        uit.push_str(voor);
        let (kolom, verder) = na.split_once(')').unwrap_or((na, ""));
        match ziet {
            Relatie::Gemeente => {
                uit.push_str(&gemeente(kolom, account, nu));
                met_wie = true;
            }
            Relatie::Ingebracht => {
                uit.push_str(&format!(" AND {kolom} IN ({})", op_naam(account, nu)));
                met_wie = true;
            }
            // The scope of its own is the condition: the aanbieder, the practice, the region.
            Relatie::Aanbieder | Relatie::Praktijk | Relatie::Alles | Relatie::Logboek | Relatie::Geen => {}
        }
        rest = verder;
    }
    uit.push_str(rest);
    Gezien {
        sql: Cow::Owned(uit),
        met_wie,
    }
}

fn groepen(rol: Rol, sql: Cow<'static, str>) -> Cow<'static, str> {
    if !sql.contains(GROEP) {
        return sql;
    }
    let mut uit = String::with_capacity(sql.len());
    let mut rest = sql.as_ref();
    while let Some((voor, na)) = rest.split_once(GROEP) {
        uit.push_str(voor);
        let (naam, verder) = na.split_once(')').unwrap_or((na, ""));
        let groep = match naam {
            "gesprek" => Some(Veldgroep::Gesprek),
            "brief" => Some(Veldgroep::Brief),
            "berichtinhoud" => Some(Veldgroep::Berichtinhoud),
            _ => None,
        };
        if !groep.is_some_and(|g| rol.krijgt(g)) {
            uit.push_str(" AND 1 = 0");
        }
        rest = verder;
    }
    uit.push_str(rest);
    Cow::Owned(uit)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SQL: &str =
        "SELECT 1 FROM verzoek v WHERE v.houder IN LIJST($1) AND $2 = '' AND ZIE(v.jeugdige) AND v.id = $3";

    #[test]
    fn een_geblokkeerd_dossier_hangt_af_van_de_relatie() {
        let na = schrijf(Rol::Consulent, SQL.into(), 3);
        assert!(na.met_wie && na.sql.contains("zr.account = $4") && na.sql.contains("zr.tot > $5"));
        assert!(na.sql.ends_with(" AND v.id = $3"), "{}", na.sql);
        let na = schrijf(Rol::AanbiederMedewerker, SQL.into(), 3);
        assert!(!na.met_wie && !na.sql.contains("ZIE"));
        assert_eq!(na.sql, SQL.replace(" AND ZIE(v.jeugdige)", ""));
    }

    #[test]
    fn een_expert_krijgt_niets_van_een_vraag_die_het_kind_niet_noemt() {
        let na = schrijf(Rol::Expertteamlid, SQL.into(), 3);
        assert!(na.met_wie && na.sql.contains("AND v.jeugdige IN (SELECT zr.jeugdige"));
        let zonder = SQL.replace(" AND ZIE(v.jeugdige)", "");
        let na = schrijf(Rol::Expertteamlid, zonder.into(), 3);
        assert!(na.sql.contains("$2 = '' AND 1 = 0"), "{}", na.sql);
    }

    #[test]
    fn een_rij_van_een_groep_die_een_rol_niet_krijgt_is_er_niet() {
        let sql = "SELECT * FROM brief WHERE houder IN LIJST($1) AND GROEP(brief) AND id = $3";
        assert!(
            schrijf(Rol::Backoffice, sql.into(), 3)
                .sql
                .contains(" AND 1 = 0 AND id = $3")
        );
        assert!(!schrijf(Rol::Consulent, sql.into(), 3).sql.contains("1 = 0"));
        let sql = "SELECT * FROM brief WHERE houder IN LIJST($1) AND GROEP(wat)";
        assert!(
            schrijf(Rol::Systeem, sql.into(), 3).sql.ends_with(" AND 1 = 0"),
            "onbekend is niets"
        );
    }
}

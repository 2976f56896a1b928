//! Groups of fields, and the columns they are. A column of a group that a role does not get is not fetched: the query
//! names an empty value in its place. It cannot be written either, so that nothing is emptied by accident.

use super::Rol;
use crate::rij::Rij;
use std::borrow::Cow;
use std::fmt::Write as _;

macro_rules! groepen {
    ($($(#[doc = $doc:literal])+ $variant:ident = $woorden:literal),* $(,)?) => {
        /// A group of fields that some tasks need and others do not.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Veldgroep { $($(#[doc = $doc])+ $variant),* }

        impl Veldgroep {
            /// All of them, in order.
            pub const ALLE: &'static [Self] = &[$(Self::$variant),*];

            /// In words, for `docs/rechten.md`.
            #[must_use]
            pub fn woorden(self) -> &'static str {
                match self { $(Self::$variant => $woorden),* }
            }
        }
    };
}

groepen! {
    /// Address, telephone, e-mail of a child and of who is around it.
    Contact = "adres, telefoon en e-mail",
    /// The same address where the BRP keeps it secret (Wet BRP 2.59).
    GeheimAdres = "het adres als dat geheim is",
    /// Free text about care: remarks, result, reasons.
    Zorgtekst = "vrije tekst over de hulp",
    /// The conversation and the plan of the Toegang.
    Gesprek = "gespreksverslag en gezinsplan",
    /// Letters about a decision.
    Brief = "brieven",
    /// The bytes of a message.
    Berichtinhoud = "de inhoud van berichten",
}

/// Columns of a group. A text that may not be absent becomes an empty one.
struct Kolommen {
    groep: Veldgroep,
    tabel: &'static str,
    kolommen: &'static [&'static str],
}

const ADRES: &[&str] = &[
    "straat",
    "huisnummer",
    "huisletter",
    "toevoeging",
    "aanduiding",
    "postcode",
    "plaats",
    "land",
];

/// Every column that not everybody gets. Where a whole row is of a group, its query says so (`GROEP`, `zicht.rs`).
const KOLOMMEN: &[Kolommen] = &[
    Kolommen {
        groep: Veldgroep::Contact,
        tabel: "jeugdige",
        kolommen: &[
            "straat",
            "huisnummer",
            "huisletter",
            "toevoeging",
            "aanduiding",
            "postcode",
            "plaats",
            "land",
            "telefoon",
            "email",
        ],
    },
    Kolommen {
        groep: Veldgroep::Contact,
        tabel: "relatie",
        kolommen: &[
            "straat",
            "huisnummer",
            "huisletter",
            "toevoeging",
            "aanduiding",
            "postcode",
            "plaats",
            "land",
            "telefoon",
            "email",
        ],
    },
    Kolommen {
        groep: Veldgroep::Berichtinhoud,
        tabel: "bericht",
        kolommen: &["inhoud"],
    },
    Kolommen {
        groep: Veldgroep::Zorgtekst,
        tabel: "verzoek",
        kolommen: &["commentaar"],
    },
    Kolommen {
        groep: Veldgroep::Zorgtekst,
        tabel: "verzoek_product",
        kolommen: &["commentaar", "afwijkreden"],
    },
    Kolommen {
        groep: Veldgroep::Zorgtekst,
        tabel: "besluit",
        kolommen: &["reden"],
    },
    Kolommen {
        groep: Veldgroep::Zorgtekst,
        tabel: "toewijzing",
        kolommen: &["commentaar"],
    },
    Kolommen {
        groep: Veldgroep::Zorgtekst,
        tabel: "wijzigverzoek",
        kolommen: &["toelichting"],
    },
    Kolommen {
        groep: Veldgroep::Zorgtekst,
        tabel: "wijziging",
        kolommen: &["toelichting"],
    },
    Kolommen {
        groep: Veldgroep::Zorgtekst,
        tabel: "gebeurtenis",
        kolommen: &["gegevens"],
    },
    Kolommen {
        groep: Veldgroep::Zorgtekst,
        tabel: "verwijzing",
        kolommen: &["resultaat", "onderbouwing", "toetsing"],
    },
    Kolommen {
        groep: Veldgroep::Zorgtekst,
        tabel: "verwijzing_regel",
        kolommen: &["tekst"],
    },
];

/// Columns that the table does not allow to be absent.
const NIET_LEEG: &[(&str, &str)] = &[("gebeurtenis", "gegevens")];

/// The columns of a table with such columns.
fn alle(tabel: &str) -> Option<&'static [&'static str]> {
    Some(match tabel {
        "jeugdige" => crate::Jeugdige::KOLOMMEN,
        "relatie" => crate::Relatie::KOLOMMEN,
        "verzoek" => crate::Verzoek::KOLOMMEN,
        "verzoek_product" => crate::VerzoekProduct::KOLOMMEN,
        "besluit" => crate::BesluitRij::KOLOMMEN,
        "toewijzing" => crate::Toewijzing::KOLOMMEN,
        "wijzigverzoek" => crate::Wijzigverzoek::KOLOMMEN,
        "wijziging" => crate::Wijziging::KOLOMMEN,
        "gebeurtenis" => crate::Gebeurtenis::KOLOMMEN,
        "verwijzing" => crate::Verwijzing::KOLOMMEN,
        "verwijzing_regel" => crate::VerwijzingRegel::KOLOMMEN,
        "bericht" => crate::Bericht::KOLOMMEN,
        _ => return None,
    })
}

fn verborgen(rol: Rol, tabel: &str, kolom: &str) -> bool {
    KOLOMMEN
        .iter()
        .any(|k| k.tabel == tabel && !rol.krijgt(k.groep) && k.kolommen.contains(&kolom))
}

/// The columns of one table for a role; `prefix` is `"j."` or empty, `kind` the table or alias of the child of a relation.
fn lijst(rol: Rol, tabel: &str, kolommen: &[&str], prefix: &str, kind: Option<&str>) -> String {
    let mut uit = String::with_capacity(kolommen.len() * 14);
    for kolom in kolommen {
        let komma = if uit.is_empty() { "" } else { ", " };
        // Writing to a String cannot fail.
        let _ = if verborgen(rol, tabel, kolom) {
            let leeg = if NIET_LEEG.contains(&(tabel, kolom)) {
                "''"
            } else {
                "NULL"
            };
            write!(uit, "{komma}{leeg} AS {kolom}")
        } else if let (Some(geheim), true) = (
            kind.filter(|_| !rol.krijgt(Veldgroep::GeheimAdres)),
            ADRES.contains(kolom),
        ) {
            write!(
                uit,
                "{komma}CASE WHEN {geheim} THEN NULL ELSE {prefix}{kolom} END AS {kolom}"
            )
        } else {
            write!(uit, "{komma}{prefix}{kolom}")
        };
    }
    uit
}

/// Writes the columns that this role gets where a query asks for all of a table.
pub(crate) fn kies(rol: Rol, sql: Cow<'static, str>) -> Cow<'static, str> {
    if super::Veldgroep::ALLE.iter().all(|g| rol.krijgt(*g)) {
        return sql;
    }
    // A secret address is that of the child, and of whoever lives with it.
    const GEHEIM_THUIS: &str =
        "j.geheim AND COALESCE(r.postcode = j.postcode AND r.huisnummer = j.huisnummer, j.geheim)";
    let sql = match sql.as_ref() {
        s if s.contains("SELECT j.* FROM jeugdige j ") => {
            let kolommen = lijst(rol, "jeugdige", crate::Jeugdige::KOLOMMEN, "j.", Some("j.geheim"));
            Cow::Owned(s.replace("SELECT j.* FROM", &format!("SELECT {kolommen} FROM")))
        }
        s if s.contains("SELECT r.* FROM relatie r JOIN jeugdige j ") => {
            let kolommen = lijst(rol, "relatie", crate::Relatie::KOLOMMEN, "r.", Some(GEHEIM_THUIS));
            Cow::Owned(s.replace("SELECT r.* FROM", &format!("SELECT {kolommen} FROM")))
        }
        _ => sql,
    };
    const BEGIN: &str = "SELECT * FROM ";
    let Some((voor, na)) = sql.split_once(BEGIN) else {
        return sql;
    };
    let tabel = na.split([' ', '\n']).next().unwrap_or_default();
    match alle(tabel) {
        Some(kolommen) => Cow::Owned(format!(
            "{voor}SELECT {} FROM {na}",
            lijst(rol, tabel, kolommen, "", None)
        )),
        None => sql,
    }
}

/// May this role run this change? Not when it writes a column that it does not get.
pub(crate) fn mag_wijzigen(rol: Rol, sql: &str) -> bool {
    let Some(na) = sql.strip_prefix("UPDATE ") else {
        return true;
    };
    let Some((tabel, zet)) = na.split_once(" SET ") else {
        return true;
    };
    let zet = zet.split(" WHERE ").next().unwrap_or(zet);
    let kolommen = zet.split(',').filter_map(|deel| deel.split('=').next());
    kolommen
        .map(str::trim)
        .all(|kolom| !verborgen(rol, tabel.trim(), kolom) && !geheim(rol, tabel.trim(), kolom))
}

/// The address of a child may be a secret one.
fn geheim(rol: Rol, tabel: &str, kolom: &str) -> bool {
    tabel == "jeugdige" && ADRES.contains(&kolom) && !rol.krijgt(Veldgroep::GeheimAdres)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wat_een_rol_niet_krijgt_staat_niet_in_de_vraag() {
        let sql = "SELECT * FROM toewijzing WHERE houder IN LIJST($1)";
        let na = kies(Rol::Administratie, sql.into());
        assert!(
            na.contains("NULL AS commentaar") && !na.contains(", commentaar,"),
            "{na}"
        );
        assert!(na.ends_with(" FROM toewijzing WHERE houder IN LIJST($1)"), "{na}");
        assert_eq!(kies(Rol::Consulent, sql.into()), sql);
        let na = kies(Rol::Behandelaar, sql.into());
        assert!(na.contains(", commentaar,"), "{na}");
        let na = kies(Rol::Backoffice, "SELECT * FROM gebeurtenis WHERE x".into());
        assert!(na.contains("'' AS gegevens"), "{na}");
    }

    #[test]
    fn een_geheim_adres_is_er_alleen_voor_wie_het_nodig_heeft() {
        let sql = "SELECT j.* FROM jeugdige j WHERE j.id = $3";
        assert_eq!(kies(Rol::Consulent, sql.into()), sql);
        let na = kies(Rol::AanbiederMedewerker, sql.into());
        assert!(
            na.contains("CASE WHEN j.geheim THEN NULL ELSE j.straat END AS straat"),
            "{na}"
        );
        assert!(
            na.contains("j.telefoon,") && na.contains("j.geslachtsnaam,"),
            "{na}"
        );
        let na = kies(Rol::Gedragswetenschapper, sql.into());
        assert!(
            na.contains("NULL AS straat") && na.contains("NULL AS telefoon"),
            "{na}"
        );
    }

    #[test]
    fn wie_een_kolom_niet_krijgt_schrijft_haar_ook_niet() {
        let sql = "UPDATE toewijzing SET status = $5, commentaar = $14, versie = versie + 1 WHERE houder IN LIJST($1)";
        assert!(mag_wijzigen(Rol::Consulent, sql));
        assert!(!mag_wijzigen(Rol::Backoffice, sql));
        assert!(mag_wijzigen(
            Rol::Backoffice,
            "UPDATE toewijzing SET status = $5 WHERE commentaar = $3"
        ));
        assert!(!mag_wijzigen(
            Rol::Backoffice,
            "UPDATE jeugdige SET straat = $5 WHERE id = $3"
        ));
    }

    #[test]
    fn elke_kolom_in_de_lijst_bestaat() {
        for k in KOLOMMEN {
            let alle = alle(k.tabel).unwrap();
            for kolom in k.kolommen {
                assert!(alle.contains(kolom), "{}.{kolom}", k.tabel);
            }
        }
        for (tabel, kolom) in NIET_LEEG {
            assert!(alle(tabel).unwrap().contains(kolom));
        }
    }
}

//! The fields of the calculator: out of a form, and into the page.

use crate::raam::VeldFout;
use houvast_dienst::beeld::{RekenBeeld, RekenInvoer, RekenRegel};
use std::collections::BTreeMap;

/// Lines that are read from one form; the use case says what is too many.
const MEESTE: usize = 40;

/// The form as it is sent: a field of a line ends in its number.
#[derive(Debug, serde::Deserialize)]
#[serde(transparent)]
pub(crate) struct RekenVelden(BTreeMap<String, String>);

impl RekenVelden {
    fn veld(&self, naam: &str) -> String {
        self.0.get(naam).map(|t| t.trim().to_owned()).unwrap_or_default()
    }

    /// Which button was pressed.
    pub(crate) fn actie(&self) -> &str {
        self.0.get("actie").map_or("", String::as_str)
    }

    /// The optimistic lock.
    pub(crate) fn versie(&self) -> Option<i64> {
        self.0.get("versie")?.parse().ok()
    }

    /// What was typed.
    pub(crate) fn invoer(&self) -> RekenInvoer {
        let regels = self
            .0
            .keys()
            .filter_map(|k| k.split_once('-')?.1.parse::<usize>().ok())
            .filter(|n| (1..=MEESTE).contains(n))
            .max()
            .unwrap_or_default();
        RekenInvoer {
            wijze: self.veld("wijze"),
            bedrag: self.veld("bedrag"),
            onderbouwing: self.veld("onderbouwing"),
            soort: self.veld("soort"),
            eerste_medisch: self.veld("eerste_medisch"),
            offerte: self.veld("offerte"),
            besluit_toegang: self.veld("besluit_toegang"),
            afronding: self.veld("afronding"),
            regels: (1..=regels).map(|n| self.regel(n)).collect(),
        }
    }

    fn regel(&self, nummer: usize) -> RekenRegel {
        let veld = |naam: &str| self.veld(&format!("{naam}-{nummer}"));
        RekenRegel {
            functie: veld("functie"),
            tariefgroep: veld("tariefgroep"),
            weken: veld("weken"),
            uren: veld("uren"),
            ouders: veld("ouders"),
            indirect: veld("indirect"),
            intake: veld("intake"),
            contacten: veld("contacten"),
            reistijd: veld("reistijd"),
            tarief: veld("tarief"),
            groep: veld("groep"),
            locatie: veld("locatie"),
        }
    }
}

/// One line on the page.
pub(crate) struct RegelVelden {
    pub(crate) nummer: usize,
    /// Job title and numbers, in order.
    pub(crate) velden: Vec<Veld>,
    /// What is seldom needed.
    pub(crate) meer: Vec<Veld>,
    /// Something is filled in there, or wrong.
    pub(crate) meer_open: bool,
}

/// One field of a line.
pub(crate) struct Veld {
    pub(crate) id: String,
    pub(crate) tekst: &'static str,
    pub(crate) waarde: String,
    /// What is wrong with it.
    pub(crate) fout: Option<String>,
    /// Value and text of each choice; empty for a field to type in.
    pub(crate) keuzes: Vec<(String, String)>,
    /// Id of a list of suggestions.
    pub(crate) lijst: &'static str,
}

/// All lines with their fields.
pub(super) fn van(beeld: &RekenBeeld, fouten: &[VeldFout]) -> Vec<RegelVelden> {
    let k = &beeld.keuzes;
    let tariefgroepen: Vec<(String, String)> = k
        .tariefgroepen
        .iter()
        .map(|n| (n.to_string(), format!("Tariefgroep {n}")))
        .collect();
    let locaties: Vec<(String, String)> = k.locaties.iter().map(|l| (l.clone(), l.clone())).collect();
    beeld
        .invoer
        .regels
        .iter()
        .zip(1..)
        .map(|(r, nummer)| {
            let veld = |naam: &str, tekst, waarde: &String| {
                let id = format!("{naam}-{nummer}");
                Veld {
                    fout: fouten.iter().find(|f| f.veld == id).map(|f| f.tekst.clone()),
                    id,
                    tekst,
                    waarde: waarde.clone(),
                    keuzes: Vec::new(),
                    lijst: "",
                }
            };
            let keuze = |naam: &str, tekst, waarde: &String, keuzes: &Vec<(String, String)>| Veld {
                keuzes: keuzes.clone(),
                ..veld(naam, tekst, waarde)
            };
            let mut velden = vec![Veld {
                lijst: "functies",
                ..veld("functie", "Functie", &r.functie)
            }];
            if !tariefgroepen.is_empty() {
                velden.push(keuze(
                    "tariefgroep",
                    "Tariefgroep",
                    &r.tariefgroep,
                    &tariefgroepen,
                ));
            }
            velden.push(veld("weken", "Weken", &r.weken));
            velden.push(veld("uren", "Uren per week", &r.uren));
            if k.met_tarief {
                velden.push(veld("tarief", "Tarief per uur (€)", &r.tarief));
            }
            let mut meer = vec![
                veld("ouders", "Gesprekken met ouders (uren)", &r.ouders),
                veld("indirect", "Indirecte uren", &r.indirect),
                veld("intake", "Intake en plan (uren)", &r.intake),
                veld("contacten", "Contacten met reistijd", &r.contacten),
                veld("reistijd", "Reistijd per contact (minuten)", &r.reistijd),
            ];
            if !k.groepen.is_empty() {
                meer.push(keuze("groep", "Hulp in een groep", &r.groep, &k.groepen));
            }
            if !locaties.is_empty() {
                meer.push(keuze("locatie", "Locatie van de groep", &r.locatie, &locaties));
            }
            let meer_open = meer.iter().any(|v| !v.waarde.is_empty() || v.fout.is_some());
            RegelVelden {
                nummer,
                velden,
                meer,
                meer_open,
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn uit(tekst: &str) -> RekenVelden {
        serde_urlencoded::from_str(tekst).unwrap()
    }

    #[test]
    fn een_veld_hoort_bij_de_regel_van_zijn_nummer() {
        let velden =
            uit("csrf=x&versie=3&actie=regel&soort=herstel&weken-2=26&uren-2=4&weken-1=+&functie-3=GZ");
        assert_eq!((velden.actie(), velden.versie()), ("regel", Some(3)));
        let invoer = velden.invoer();
        assert_eq!((invoer.soort.as_str(), invoer.regels.len()), ("herstel", 3));
        assert!(invoer.regels[0].leeg());
        assert_eq!(
            (invoer.regels[1].weken.as_str(), invoer.regels[1].uren.as_str()),
            ("26", "4")
        );
        assert_eq!(invoer.regels[2].functie, "GZ");
    }

    #[test]
    fn een_vreemd_nummer_maakt_geen_regels() {
        for tekst in ["weken-999999=1", "weken-0=1", "weken--1=1", "weken-=1", ""] {
            assert_eq!(uit(tekst).invoer(), RekenInvoer::default(), "{tekst}");
        }
        assert_eq!(uit("weken-40=1").invoer().regels.len(), MEESTE);
        assert_eq!(uit("weken-41=1").invoer().regels.len(), 0);
    }
}

//! To whom a letter to the family goes, and what may stand on it.
//!
//! Under 12 the people with authority get it, from 12 they and the jeugdige, from 16 the jeugdige alone: the ages of
//! consent in paragraph 7.3 of the Jeugdwet. An address that the BRP keeps secret (Wet BRP 2.59) stands on no letter, also not on that of
//! a parent who lives there.

use crate::taal;
use houvast_begrip::datum;
use houvast_brief::Voor;
use houvast_opslag::{Jeugdige, Relatie};
use jiff::civil::Date;

/// From this age the jeugdige gets a letter too (Jeugdwet, paragraph 7.3).
const LEEST_MEE: i16 = 12;
/// From this age the letter goes to the jeugdige alone (Jeugdwet, paragraph 7.3).
const ZELF: i16 = 16;

const GEHEIM: &str = "Het adres is geheim en staat daarom niet op de brief. Zoek het op in de BRP en zet het alleen op de envelop.";
const ONBEKEND: &str = "Van deze lezer is geen adres bekend. Vraag het na voor u de brief verstuurt.";
const GEEN_GEZAG: &str = "In het dossier staat niet wie gezag heeft. Zoek dat op voor u de brief verstuurt.";

/// Somebody who gets a copy.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Lezer {
    pub(super) voor: Voor,
    pub(super) namen: Vec<String>,
    pub(super) adres: Vec<String>,
    pub(super) let_op: Option<&'static str>,
    pub(super) aanhef: String,
}

/// The lines of an address; empty when it is not known.
macro_rules! adresregels {
    ($van:expr) => {{
        let van = $van;
        match (&van.straat, van.huisnummer) {
            (Some(straat), Some(nummer)) => {
                let achter: String = [&van.huisletter, &van.toevoeging]
                    .into_iter()
                    .flatten()
                    .cloned()
                    .collect();
                vec![
                    format!("{straat} {nummer}{achter}"),
                    plaatsregel(van.postcode.as_deref(), van.plaats.as_deref()),
                ]
            }
            _ => Vec::new(),
        }
    }};
}

/// `8000 AA  Zwolle`, as the post wants it.
fn plaatsregel(postcode: Option<&str>, plaats: Option<&str>) -> String {
    let postcode = postcode.map(|p| match p.split_at_checked(4) {
        Some((cijfers, letters)) => format!("{cijfers} {}", letters.trim()),
        None => p.to_owned(),
    });
    [postcode.as_deref(), plaats]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join("  ")
}

/// Who gets a copy on this day.
pub(super) fn lezers(kind: &Jeugdige, relaties: &[Relatie], dag: Date) -> Vec<Lezer> {
    let leeftijd = datum::leeftijd(kind.geboortedatum, dag);
    let mut uit = Vec::new();
    if leeftijd < ZELF {
        uit.extend(ouders(kind, relaties));
    }
    if leeftijd >= LEEST_MEE {
        uit.push(jeugdige(kind));
    }
    uit
}

/// How a child is called in a letter.
pub(super) fn voornaam(kind: &Jeugdige) -> String {
    let naam = taal::naam_van(kind);
    let eerste = naam.voornamen.split_whitespace().next().unwrap_or_default();
    if eerste.is_empty() {
        naam.volledig()
    } else {
        eerste.to_owned()
    }
}

fn jeugdige(kind: &Jeugdige) -> Lezer {
    let adres = adresregels!(kind);
    let (adres, let_op) = if kind.geheim {
        (Vec::new(), Some(GEHEIM))
    } else if adres.is_empty() {
        (adres, Some(ONBEKEND))
    } else {
        (adres, None)
    };
    Lezer {
        voor: Voor::Jeugdige,
        namen: vec![taal::naam_van(kind).volledig()],
        adres,
        let_op,
        aanhef: format!("Beste {},", voornaam(kind)),
    }
}

/// Parents at one address share a copy.
fn ouders(kind: &Jeugdige, relaties: &[Relatie]) -> Vec<Lezer> {
    let thuis = adresregels!(kind);
    let mut uit: Vec<Lezer> = Vec::new();
    for ouder in relaties.iter().filter(|r| r.gezag) {
        let adres = adresregels!(ouder);
        let naam = formeel(ouder);
        let (adres, let_op) = if kind.geheim && (adres.is_empty() || zelfde(&adres, &thuis)) {
            (Vec::new(), Some(GEHEIM))
        } else if adres.is_empty() {
            (adres, Some(ONBEKEND))
        } else {
            (adres, None)
        };
        // Two people of whom no address is known need not live together.
        let samen = uit
            .iter_mut()
            .find(|l| !adres.is_empty() && zelfde(&l.adres, &adres));
        match samen {
            Some(lezer) => lezer.namen.push(naam),
            None => uit.push(Lezer {
                voor: Voor::Ouders,
                namen: vec![naam],
                adres,
                let_op,
                aanhef: String::new(),
            }),
        }
    }
    for lezer in &mut uit {
        lezer.aanhef = format!("Beste {},", lezer.namen.join(" en "));
    }
    if uit.is_empty() {
        uit.push(Lezer {
            voor: Voor::Ouders,
            namen: vec![format!(
                "De ouder(s) of verzorger(s) van {}",
                taal::naam_van(kind).volledig()
            )],
            adres: if kind.geheim { Vec::new() } else { thuis },
            let_op: Some(if kind.geheim { GEHEIM } else { GEEN_GEZAG }),
            aanhef: "Beste ouder(s) of verzorger(s),".to_owned(),
        });
    }
    uit
}

/// A difference in capitals or spaces makes no other house.
fn zelfde(a: &[String], b: &[String]) -> bool {
    let plat = |regels: &[String]| {
        regels
            .concat()
            .chars()
            .filter(|c| !c.is_whitespace())
            .flat_map(char::to_lowercase)
            .collect::<String>()
    };
    plat(a) == plat(b)
}

/// `J. van Voorbeeld`.
fn formeel(r: &Relatie) -> String {
    let mut naam = taal::naam(
        None,
        r.voorletters.as_deref(),
        r.voorvoegsel.as_deref(),
        &r.geslachtsnaam,
    );
    if naam.voorletters.is_empty() {
        naam.voornamen = r.voornamen.clone().unwrap_or_default();
    }
    naam.volledig()
}

#[cfg(test)]
mod tests;

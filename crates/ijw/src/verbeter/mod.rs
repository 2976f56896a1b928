//! From findings to corrections: for each finding what to put where, and a corrected copy of what has one right answer.
//!
//! Nothing is guessed: a correction is made only where the standard or the rest of the message leaves one possibility.

mod advies;
mod bytes;
mod inhoud;
mod vorm;

use crate::boom::Blad;
use crate::controle::{Opties, Verslag, controleer};
use crate::{BerichtSoort, Bevinding};
use std::io;

/// Rounds of checking and mending: a later level shows only when the earlier ones are clean.
const RONDEN: usize = 12;

/// A finding and its correction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Raad {
    /// What is wrong.
    pub bevinding: Bevinding,
    /// What to put where, in plain Dutch.
    pub advies: String,
    /// There is one right answer, and the copy has it.
    pub zeker: bool,
}

/// What could be done about a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verbetering {
    /// The first check.
    pub verslag: Verslag,
    /// Each finding with its correction.
    pub raad: Vec<Raad>,
    /// What was changed in the copy, in the order in which it was done.
    pub gedaan: Vec<String>,
    /// The corrected copy, when anything could be changed.
    pub kopie: Option<Vec<u8>>,
    /// What the check still finds in the copy.
    pub over: Vec<Raad>,
}

/// Checks a message, and mends what has one right answer.
pub fn verbeter(bytes: &[u8], opties: &Opties) -> io::Result<Verbetering> {
    let verslag = controleer(bytes, opties)?;
    let mut gedaan = Vec::new();
    let mut kopie: Option<Vec<u8>> = None;
    let mut nu = verslag.clone();
    let mut eerst: Vec<bool> = vec![false; verslag.bevindingen.len()];
    for ronde in 0..RONDEN {
        if nu.bevindingen.is_empty() {
            break;
        }
        let hier = kopie.as_deref().unwrap_or(bytes);
        let Some(stap) = een_ronde(hier, &nu) else { break };
        let na = controleer(stap.bytes.as_slice(), opties)?;
        if !beter(&nu, &na) {
            break;
        }
        if ronde == 0 {
            eerst = stap.zeker;
        }
        gedaan.extend(stap.gedaan);
        kopie = Some(stap.bytes);
        nu = na;
    }
    let raad = adviseer(&verslag.bevindingen, bytes, verslag.soort, &eerst);
    let over = match &kopie {
        Some(kopie) => adviseer(&nu.bevindingen, kopie, nu.soort, &[]),
        None => raad.clone(),
    };
    Ok(Verbetering {
        verslag,
        raad,
        gedaan,
        kopie,
        over,
    })
}

struct Stap {
    bytes: Vec<u8>,
    gedaan: Vec<String>,
    /// Per finding.
    zeker: Vec<bool>,
}

/// Fewer findings on the same level, or a later level.
fn beter(voor: &Verslag, na: &Verslag) -> bool {
    let gebroken = |v: &Verslag| v.bevindingen.iter().any(|b| advies::breekt(&b.regel));
    if na.bevindingen.is_empty() || na.niveau > voor.niveau || gebroken(voor) && !gebroken(na) {
        return true;
    }
    na.niveau == voor.niveau && na.bevindingen.len() < voor.bevindingen.len()
}

/// Mends what can be mended of these findings.
fn een_ronde(bytes: &[u8], verslag: &Verslag) -> Option<Stap> {
    // As long as it is no XML, nothing inside can be trusted.
    if let Some(nr) = verslag.bevindingen.iter().position(|b| advies::breekt(&b.regel)) {
        let (bytes, wat) = bytes::mend(bytes, &verslag.bevindingen[nr].regel)?;
        let mut zeker = vec![false; verslag.bevindingen.len()];
        zeker[nr] = true;
        return Some(Stap {
            bytes,
            gedaan: vec![wat],
            zeker,
        });
    }
    let tekst = std::str::from_utf8(bytes).ok()?;
    let mut blad = Blad::lees(tekst).ok()?;
    let mut gedaan = Vec::new();
    let mut zeker = Vec::new();
    // From the back, so that an element that goes does not shift the numbers of those before it.
    for bevinding in verslag.bevindingen.iter().rev() {
        let wat = match verslag.soort {
            Some(soort) if bevinding.niveau == 1 => vorm::mend(&mut blad, soort, bevinding),
            Some(soort) => inhoud::mend(&mut blad, soort, bevinding),
            None => None,
        };
        zeker.push(wat.is_some());
        gedaan.extend(wat);
    }
    zeker.reverse();
    gedaan.reverse();
    (!gedaan.is_empty()).then(|| Stap {
        bytes: blad.als_bytes(),
        gedaan,
        zeker,
    })
}

fn adviseer(
    bevindingen: &[Bevinding],
    bytes: &[u8],
    soort: Option<BerichtSoort>,
    zeker: &[bool],
) -> Vec<Raad> {
    let mut blad = std::str::from_utf8(bytes)
        .ok()
        .and_then(|tekst| Blad::lees(tekst).ok());
    bevindingen
        .iter()
        .enumerate()
        .map(|(nr, bevinding)| Raad {
            advies: advies::bij(bevinding, soort, blad.as_mut()),
            zeker: zeker.get(nr).copied().unwrap_or(false),
            bevinding: bevinding.clone(),
        })
        .collect()
}

#[cfg(test)]
mod tests;

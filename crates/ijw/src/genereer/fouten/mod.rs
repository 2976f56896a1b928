//! Messages that are wrong in one planned way. What a fault really does is looked at before it leaves: a message that
//! would fail on anything else is not used.

mod facet;
mod hulp;
mod inhoud;
mod product;
mod vorm;

use super::kans::Kans;
use super::regelfouten;
use crate::BerichtSoort;
use crate::boom::Blad;
use crate::controle::{Opties, controleer};
use jiff::civil::Date;
use serde::Serialize;
use std::collections::BTreeSet;

/// A fault that was made on purpose: a line of the manifest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Fout {
    /// The level on which it is found.
    pub niveau: u8,
    /// The rule of the standard that is broken.
    pub volgens: &'static str,
    /// What the check reports: one rule, or the smallest set that can fail.
    pub regels: Vec<&'static str>,
    /// The element, below the root.
    pub pad: String,
    /// What was done.
    pub wat: &'static str,
}

impl Fout {
    pub(super) fn inhoud(regels: &'static [&'static str], pad: String, wat: &'static str) -> Self {
        Self {
            niveau: 2,
            volgens: regels.first().copied().unwrap_or_default(),
            regels: regels.to_vec(),
            pad,
            wat,
        }
    }
}

/// A message that a fault works on.
pub(super) struct Werk<'a> {
    pub(super) soort: BerichtSoort,
    pub(super) blad: &'a mut Blad,
    pub(super) peildatum: Date,
    pub(super) kans: &'a mut Kans,
}

/// A way to make a message faulty.
pub(super) struct Ingreep {
    pub(super) niveau: u8,
    pub(super) volgens: &'static str,
    pub(super) regels: &'static [&'static str],
    pub(super) wat: &'static str,
    /// The messages it fits, as `JW301 JW315`; empty for all.
    pub(super) berichten: &'static str,
    /// Gives the path; `None` where it does not fit the message.
    pub(super) doe: fn(&mut Werk<'_>) -> Option<String>,
}

fn passend(soort: BerichtSoort) -> impl Iterator<Item = &'static Ingreep> {
    inhoud::INGREPEN
        .iter()
        .chain(product::INGREPEN)
        .chain(vorm::INGREPEN)
        .filter(move |i| i.berichten.is_empty() || i.berichten.contains(soort.as_str()))
}

/// The rules that a message of this kind can be made to break on purpose.
#[must_use]
pub fn geplande_fouten(soort: BerichtSoort) -> BTreeSet<&'static str> {
    let mut uit: BTreeSet<_> = passend(soort).map(|i| i.volgens).collect();
    uit.extend(facet::facetten(soort));
    if super::is_declaratie(soort) {
        uit.extend(regelfouten::regels(soort));
    }
    uit
}

/// Spoils the message in one way that chance picks, or by this rule; `None` when that did not work out.
pub(super) fn bederf(
    soort: BerichtSoort,
    blad: Blad,
    peildatum: Date,
    regel: Option<&str>,
    kans: &mut Kans,
) -> Option<(Vec<u8>, Fout)> {
    let passend: Vec<_> = passend(soort)
        .filter(|i| regel.is_none_or(|r| i.volgens == r))
        .collect();
    let facet = facet::kies(soort, regel, kans);
    let mut bedorven = blad;
    let (fout, ruw) = if let Some(facet) = facet.filter(|_| passend.is_empty() || kans.soms(2)) {
        (facet.pas_toe(&mut bedorven, soort, kans)?, None)
    } else {
        let ingreep = *passend.get(kans.plaats(passend.len()))?;
        let mut werk = Werk {
            soort,
            blad: &mut bedorven,
            peildatum,
            kans,
        };
        let pad = (ingreep.doe)(&mut werk)?;
        let fout = Fout {
            niveau: ingreep.niveau,
            volgens: ingreep.volgens,
            regels: ingreep.regels.to_vec(),
            pad,
            wat: ingreep.wat,
        };
        (fout, vorm::ruw(ingreep.volgens, &bedorven))
    };
    let bytes = ruw.unwrap_or_else(|| bedorven.als_bytes());
    klopt(&bytes, peildatum, &fout.regels).then_some((bytes, fout))
}

/// Whether the check finds these rules and nothing else.
pub(super) fn klopt(bytes: &[u8], peildatum: Date, regels: &[&'static str]) -> bool {
    let Ok(verslag) = controleer(bytes, &Opties::op(peildatum)) else {
        return false;
    };
    let gevonden: BTreeSet<&str> = verslag.bevindingen.iter().map(|b| b.regel.as_ref()).collect();
    !gevonden.is_empty() && gevonden == regels.iter().copied().collect()
}

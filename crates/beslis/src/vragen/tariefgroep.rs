//! Under which tariff group falls this professional (R-321…R-328, V-19)?

use super::zitting::{Zitting, feit, feiten, nodig, uitkomst};
use super::{Rol, Vraag};
use crate::regioprofiel::Bepaling as B;
use crate::regioprofiel::protocol::Tariefgroep;
use std::collections::BTreeSet;

feiten! {
    /// One professional.
    pub struct TariefgroepFeiten {
        mag functie: String => "Functie";
        mag fwg: u32 => "FWG";
        mag schaal: u32 => "Schaal";
    }
}

uitkomst! {
    /// The group.
    pub struct TariefgroepUitkomst {
        tariefgroep: u8 => "Tariefgroep";
    }
}

/// See the module.
pub struct Tariefgroepvraag;

impl Vraag for Tariefgroepvraag {
    const ID: &'static str = "tariefgroep";
    const TITEL: &'static str = "Onder welke tariefgroep valt deze hulpverlener?";
    const BEPALINGEN: &'static [B] = &[B::Tariefgroep];
    const EISEN: &'static [&'static str] = &[
        "R-321", "R-322", "R-323", "R-324", "R-325", "R-326", "R-327", "R-328",
    ];
    type Feiten = TariefgroepFeiten;
    type Uitkomst = TariefgroepUitkomst;

    fn antwoord(f: &TariefgroepFeiten, z: &mut Zitting<'_>) -> Option<TariefgroepUitkomst> {
        let groepen = &z.profiel.protocol.tariefgroepen;
        if groepen.is_empty() {
            z.niet_geregeld(B::Tariefgroep);
            return None;
        }
        z.beslist(Rol::Contractbeheer);
        let van_functie = f.functie.waarde().map(|naam| functie(naam, z));
        if let Some(schaal) = f.schaal.waarde {
            return op_schaal(f, schaal, van_functie.as_ref(), groepen, z);
        }
        let van_fwg = f.fwg.waarde.map(|fwg| op_fwg(fwg, groepen));
        let kandidaten: Vec<u8> = match (&van_functie, &van_fwg) {
            (Some(a), Some(b)) => a.intersection(b).copied().collect(),
            (Some(a), None) | (None, Some(a)) => a.iter().copied().collect(),
            (None, None) => {
                nodig!(z, f.schaal)?;
                return None;
            }
        };
        match kandidaten[..] {
            [een] => {
                let zin = format!("Functie en FWG wijzen naar tariefgroep {een}.");
                z.voor(B::Tariefgroep, zin)
                    .met(feit!(f.functie))
                    .met(feit!(f.fwg));
                Some(TariefgroepUitkomst {
                    tariefgroep: Some(een),
                })
            }
            [] => {
                let zin = "Uit functie en FWG volgt geen tariefgroep. Leg dit voor aan contractbeheer.";
                z.voorleggen(B::Tariefgroep, zin)
                    .met(feit!(f.functie))
                    .met(feit!(f.fwg));
                None
            }
            _ => {
                let rij: Vec<String> = kandidaten.iter().map(ToString::to_string).collect();
                let zin = format!(
                    "Niet eenduidig: tariefgroep {}. De schaal beslist.",
                    rij.join(" of ")
                );
                z.let_op(B::Tariefgroep, zin)
                    .met(feit!(f.functie))
                    .met(feit!(f.fwg));
                nodig!(z, f.schaal)?;
                None
            }
        }
    }
}

/// The groups in which a job title stands; upper and lower case are one.
fn functie(naam: &str, z: &Zitting<'_>) -> BTreeSet<u8> {
    let naam = naam.trim().to_lowercase();
    let rij = z.profiel.protocol.functies.iter();
    rij.filter(|f| f.naam.to_lowercase() == naam)
        .map(|f| f.tariefgroep)
        .collect()
}

fn op_fwg(fwg: u32, groepen: &[Tariefgroep]) -> BTreeSet<u8> {
    let rij = groepen.iter().filter(|g| (g.fwg_van..=g.fwg_tot).contains(&fwg));
    rij.map(|g| g.nummer).collect()
}

fn op_schaal(
    f: &TariefgroepFeiten,
    schaal: u32,
    van_functie: Option<&BTreeSet<u8>>,
    groepen: &[Tariefgroep],
    z: &mut Zitting<'_>,
) -> Option<TariefgroepUitkomst> {
    let past = groepen
        .iter()
        .find(|g| g.schaal.is_some_and(|(van, tot)| (van..=tot).contains(&schaal)));
    let Some(groep) = past else {
        let zin = format!("Bij schaal {schaal} hoort geen tariefgroep. Leg dit voor aan contractbeheer.");
        z.voorleggen(B::Tariefgroep, zin).met(feit!(f.schaal));
        return None;
    };
    z.voor(
        B::Tariefgroep,
        format!("Schaal {schaal} hoort bij tariefgroep {}.", groep.nummer),
    )
    .met(feit!(f.schaal));
    if van_functie.is_some_and(|rij| !rij.is_empty() && !rij.contains(&groep.nummer)) {
        let zin = "De functie staat in de lijst bij een andere tariefgroep. De schaal beslist.";
        z.let_op(B::Tariefgroep, zin).met(feit!(f.functie));
    }
    Some(TariefgroepUitkomst {
        tariefgroep: Some(groep.nummer),
    })
}

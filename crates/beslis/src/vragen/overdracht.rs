//! May the file go to another aanbieder?

use super::waarde::keuze;
use super::zitting::{Zitting, feit, feiten, nodig, uitkomst};
use super::{Rol, Vraag};
use crate::regioprofiel::Bepaling as B;
use houvast_begrip::datum;
use jiff::civil::Date;

keuze! {
    /// Who gave consent.
    pub enum Toestemmer {
        Jeugdige = "jeugdige", "de jeugdige";
        Ouders = "ouders", "de ouders of verzorgers";
        Beiden = "beiden", "de jeugdige en de ouders";
    }
}

feiten! {
    /// One transfer.
    pub struct OverdrachtFeiten {
        moet toestemming: bool => "Er is toestemming voor de overdracht";
        mag toestemming_van: Toestemmer => "Wie toestemming gaf";
        mag toestemming_op: Date => "Dag van de toestemming";
        mag verzonden: Date => "Dag waarop het dossier is verzonden";
    }
}

uitkomst! {
    /// Yes or no.
    pub struct OverdrachtUitkomst {
        mag_verzenden: bool => "Het dossier mag worden verzonden";
    }
}

/// See the module.
pub struct Overdrachtsvraag;

impl Vraag for Overdrachtsvraag {
    const ID: &'static str = "dossieroverdracht";
    const TITEL: &'static str = "Mag het dossier naar een andere aanbieder?";
    const BEPALINGEN: &'static [B] = &[B::Dossieroverdracht];
    const EISEN: &'static [&'static str] = &["R-380"];
    type Feiten = OverdrachtFeiten;
    type Uitkomst = OverdrachtUitkomst;

    fn antwoord(f: &OverdrachtFeiten, z: &mut Zitting<'_>) -> Option<OverdrachtUitkomst> {
        if !z.geregeld(B::Dossieroverdracht) {
            z.niet_geregeld(B::Dossieroverdracht);
            return None;
        }
        z.beslist(Rol::Aanbieder);
        if !*f.toestemming.waarde()? {
            z.opdracht(Rol::Aanbieder, "Vraag toestemming aan de jeugdige of de ouders.");
            let zin = "Er is geen toestemming van de jeugdige of de ouders. Het dossier gaat niet weg.";
            z.tegen(B::Dossieroverdracht, zin).met(feit!(f.toestemming));
            return Some(OverdrachtUitkomst {
                mag_verzenden: Some(false),
            });
        }
        let van = nodig!(z, f.toestemming_van).copied();
        let op = nodig!(z, f.toestemming_op).copied();
        let (van, op) = (van?, op?);
        let dag = f.verzonden.waarde.unwrap_or(z.peildatum);
        let mag = op <= dag;
        if mag {
            z.voor(
                B::Dossieroverdracht,
                format!("Toestemming van {} op {}.", van.label(), datum::lang(op)),
            )
        } else {
            z.tegen(
                B::Dossieroverdracht,
                "De toestemming is van na de verzending. Zij hoort er eerst te zijn.",
            )
        }
        .met(feit!(f.toestemming_van))
        .met(feit!(f.toestemming_op))
        .met(feit!(f.verzonden));
        Some(OverdrachtUitkomst {
            mag_verzenden: Some(mag),
        })
    }
}

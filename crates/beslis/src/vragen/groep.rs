//! Does the staff of a group fit its intensity (R-036, R-330…R-341)?

use super::Vraag;
use super::waarde::Honderdsten;
use super::zitting::{Zitting, feit, feiten, uitkomst};
use crate::regioprofiel::Bepaling as B;

feiten! {
    /// One group.
    pub struct GroepFeiten {
        moet groep: String => "Intensiteit van de groep";
        moet jeugdigen: u32 => "Aantal jeugdigen in de groep";
        moet begeleiders: Honderdsten => "Aantal begeleiders";
        moet hbo_procent: Honderdsten => "Aandeel hbo in procenten";
        moet fte_gedragswetenschapper: Honderdsten => "Fte gedragswetenschapper voor de groep";
    }
}

uitkomst! {
    /// Each norm on its own.
    pub struct GroepUitkomst {
        begeleiding: bool => "Genoeg begeleiders";
        hbo: bool => "Genoeg hbo";
        gedragswetenschapper: bool => "Genoeg gedragswetenschapper";
    }
}

/// See the module.
pub struct Groepvraag;

impl Vraag for Groepvraag {
    const ID: &'static str = "groep";
    const TITEL: &'static str = "Past de bezetting bij de intensiteit van de groep?";
    const BEPALINGEN: &'static [B] = &[B::Groepsbezetting];
    const EISEN: &'static [&'static str] = &[
        "R-330", "R-331", "R-332", "R-333", "R-334", "R-335", "R-336", "R-337", "R-338", "R-339", "R-340",
        "R-341",
    ];
    type Feiten = GroepFeiten;
    type Uitkomst = GroepUitkomst;

    fn antwoord(f: &GroepFeiten, z: &mut Zitting<'_>) -> Option<GroepUitkomst> {
        let (sleutel, jeugdigen) = (f.groep.waarde()?, *f.jeugdigen.waarde()?);
        let (begeleiders, hbo) = (*f.begeleiders.waarde()?, *f.hbo_procent.waarde()?);
        let fte = *f.fte_gedragswetenschapper.waarde()?;
        let groepen = &z.profiel.protocol.groepen;
        if groepen.is_empty() {
            z.niet_geregeld(B::Groepsbezetting);
            return None;
        }
        let Some(norm) = groepen.iter().find(|g| g.sleutel == *sleutel) else {
            let namen: Vec<&str> = groepen.iter().map(|g| g.sleutel.as_str()).collect();
            let zin = format!(
                "Deze intensiteit bestaat niet. Bekend zijn: {}.",
                namen.join(", ")
            );
            z.tegen(B::Groepsbezetting, zin).met(feit!(f.groep));
            return None;
        };
        // Hundredths times hundredths: both sides in 1/10,000 jeugdige.
        let plaats = u64::from(begeleiders.0) * u64::from(norm.jeugdigen_per_begeleider.0);
        let genoeg = u64::from(jeugdigen) * 10_000 <= plaats;
        let hbo_genoeg = u64::from(hbo.0) >= u64::from(norm.minimum_hbo_procent) * 100;
        let fte_genoeg = fte >= norm.minimum_fte_gedragswetenschapper;
        let per = norm.jeugdigen_per_begeleider;
        let minimum = norm.minimum_fte_gedragswetenschapper;
        let delen = [
            (
                genoeg,
                format!("{}: hoogstens {per} jeugdigen per begeleider", norm.naam),
                format!("{begeleiders} × {per} tegen {jeugdigen} jeugdigen."),
                feit!(f.begeleiders),
            ),
            (
                hbo_genoeg,
                format!("{}: minstens {} procent hbo", norm.naam, norm.minimum_hbo_procent),
                format!("{hbo} procent."),
                feit!(f.hbo_procent),
            ),
            (
                fte_genoeg,
                format!("{}: minstens {minimum} fte gedragswetenschapper", norm.naam),
                format!("{fte} fte."),
                feit!(f.fte_gedragswetenschapper),
            ),
        ];
        for (goed, wat, som, gebruikt) in delen {
            if goed {
                z.voor(B::Groepsbezetting, format!("{wat}. Dat klopt."))
            } else {
                z.tegen(B::Groepsbezetting, format!("{wat}. Dat klopt niet."))
            }
            .met(gebruikt)
            .som(som);
        }
        Some(GroepUitkomst {
            begeleiding: Some(genoeg),
            hbo: Some(hbo_genoeg),
            gedragswetenschapper: Some(fte_genoeg),
        })
    }
}

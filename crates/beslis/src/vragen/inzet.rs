//! Which tariff group and which group intensity may be used in this budget (R-342…R-344)?

use super::Vraag;
use super::zitting::{Zitting, feit, feiten, nodig, uitkomst};
use crate::feiten::Soort;
use crate::regioprofiel::Bepaling as B;

feiten! {
    /// One kind of delivery in one kind of budget.
    pub struct InzetFeiten {
        moet soort: Soort => "Herstel of duurzaam";
        mag tariefgroep: u8 => "Tariefgroep";
        mag groep: String => "Intensiteit van de groep";
        mag locatietype: String => "Soort locatie van de groep";
        mag alleen_medicatiecontrole: bool => "Alleen medicatiecontrole";
    }
}

uitkomst! {
    /// What is allowed.
    pub struct InzetUitkomst {
        toegestaan: bool => "Toegestaan";
        tariefgroepen: Vec<u8> => "Tariefgroepen in dit budget";
        groepen: Vec<String> => "Groepen in dit budget";
    }
}

/// See the module.
pub struct Inzetvraag;

impl Vraag for Inzetvraag {
    const ID: &'static str = "inzet";
    const TITEL: &'static str = "Welke tariefgroepen en groepen mogen in dit budget?";
    const BEPALINGEN: &'static [B] = &[B::Inzet, B::InzetGroep, B::InzetUitzondering];
    const EISEN: &'static [&'static str] = &["R-116", "R-342", "R-343", "R-344"];
    type Feiten = InzetFeiten;
    type Uitkomst = InzetUitkomst;

    fn antwoord(f: &InzetFeiten, z: &mut Zitting<'_>) -> Option<InzetUitkomst> {
        let soort = *f.soort.waarde()?;
        let profiel = z.profiel;
        let Some(regel) = &profiel.protocol.inzet else {
            z.niet_geregeld(B::Inzet);
            return None;
        };
        if f.groep.waarde().is_none() {
            nodig!(z, f.tariefgroep)?;
        }
        let groepen = match soort {
            Soort::Herstel => &regel.herstel,
            Soort::Duurzaam => &regel.duurzaam,
        };
        let mut toegestaan = true;
        if let Some(tg) = f.tariefgroep.waarde {
            let rij: Vec<String> = groepen.iter().map(ToString::to_string).collect();
            let mag = format!(
                "In een budget voor {} mogen tariefgroep {}.",
                soort.label(),
                rij.join(", ")
            );
            if groepen.contains(&tg) {
                z.voor(B::Inzet, mag)
            } else if regel.vrij_bij_medicatiecontrole && *nodig!(z, f.alleen_medicatiecontrole)? {
                let zin = "Bij alleen medicatiecontrole geldt de beperking van tariefgroepen niet.";
                z.voor(B::InzetUitzondering, zin)
                    .met(feit!(f.alleen_medicatiecontrole))
            } else {
                toegestaan = false;
                z.tegen(B::Inzet, format!("Tariefgroep {tg} mag hier niet. {mag}"))
            }
            .met(feit!(f.soort))
            .met(feit!(f.tariefgroep));
        }
        if let Some(sleutel) = f.groep.waarde() {
            toegestaan &= groep(f, sleutel, soort, z)?;
        }
        let open = profiel.protocol.groepen.iter();
        let open = open.filter(|g| g.soorten.contains(&soort));
        Some(InzetUitkomst {
            toegestaan: Some(toegestaan),
            tariefgroepen: Some(groepen.iter().copied().collect()),
            groepen: Some(open.map(|g| g.naam.clone()).collect()),
        })
    }
}

fn groep(f: &InzetFeiten, sleutel: &str, soort: Soort, z: &mut Zitting<'_>) -> Option<bool> {
    let profiel = z.profiel;
    let Some(groep) = profiel.protocol.groepen.iter().find(|g| g.sleutel == *sleutel) else {
        let namen: Vec<&str> = profiel
            .protocol
            .groepen
            .iter()
            .map(|g| g.sleutel.as_str())
            .collect();
        let zin = format!(
            "Deze intensiteit bestaat niet in deze regio. Bekend zijn: {}.",
            namen.join(", ")
        );
        z.tegen(B::InzetGroep, zin).met(feit!(f.groep));
        return Some(false);
    };
    if groep.soorten.contains(&soort) {
        let zin = format!("{} mag in een budget voor {}.", groep.naam, soort.label());
        z.voor(B::InzetGroep, zin).met(feit!(f.soort)).met(feit!(f.groep));
        return Some(true);
    }
    if !groep.ook_op_locatie.is_empty() {
        let locatie = nodig!(z, f.locatietype)?;
        if groep.ook_op_locatie.contains(locatie) {
            let zin = format!(
                "{} mag op deze soort locatie ook in een budget voor {}.",
                groep.naam,
                soort.label()
            );
            z.voor(B::InzetUitzondering, zin)
                .met(feit!(f.groep))
                .met(feit!(f.locatietype));
            return Some(true);
        }
    }
    let zin = format!("{} mag niet in een budget voor {}.", groep.naam, soort.label());
    z.tegen(B::InzetGroep, zin)
        .met(feit!(f.soort))
        .met(feit!(f.groep))
        .met(feit!(f.locatietype));
    Some(false)
}

//! The gezin shares nothing with the gemeente: who sets the budget and who directs (R-394, V-07)?

use super::zitting::{Zitting, feit, feiten, nodig, uitkomst};
use super::{Rol, Vraag};
use crate::budget::plek_in;
use crate::regioprofiel::Bepaling as B;
use houvast_begrip::Centen;

feiten! {
    /// One case with or without a privacyverklaring.
    pub struct PrivacyFeiten {
        moet privacyverklaring: bool => "Het gezin deelt geen informatie met de gemeente";
        mag raming: Centen => "Raming";
        mag wijziging: bool => "Het gaat om een wijziging van een lopend budget";
        mag inhoud_in_bericht: bool => "Het bericht bevat inhoud over de jeugdige";
    }
}

uitkomst! {
    /// Who, and what the gemeente may see.
    pub struct PrivacyUitkomst {
        budget_door: Rol => "Wie stelt het budget vast";
        standaardbudget: u8 => "Standaardbudget";
        bedrag: Centen => "Bedrag";
        casusregie: Rol => "Casusregie";
        inhoud_naar_gemeente: bool => "Inhoud naar de gemeente";
    }
}

/// See the module.
pub struct Privacyvraag;

impl Vraag for Privacyvraag {
    const ID: &'static str = "privacyverklaring";
    const TITEL: &'static str = "Wie bepaalt het budget als het gezin niets deelt met de gemeente?";
    const BEPALINGEN: &'static [B] = &[B::Privacyverklaring, B::PrivacyGrens];
    const EISEN: &'static [&'static str] = &["R-394"];
    type Feiten = PrivacyFeiten;
    type Uitkomst = PrivacyUitkomst;

    fn antwoord(f: &PrivacyFeiten, z: &mut Zitting<'_>) -> Option<PrivacyUitkomst> {
        let Some(regel) = z.profiel.protocol.privacy else {
            z.niet_geregeld(B::Privacyverklaring);
            return None;
        };
        if !*f.privacyverklaring.waarde()? {
            z.voor(
                B::Privacyverklaring,
                "Er is geen privacyverklaring; de gewone regels gelden.",
            )
            .met(feit!(f.privacyverklaring));
            return Some(PrivacyUitkomst {
                inhoud_naar_gemeente: Some(true),
                ..Default::default()
            });
        }
        let raming = *nodig!(z, f.raming)?;
        if f.inhoud_in_bericht.waarde == Some(true) {
            z.tegen(
                B::Privacyverklaring,
                "Het bericht bevat inhoud over de jeugdige. Dat mag niet naar de gemeente.",
            )
            .met(feit!(f.inhoud_in_bericht));
        }
        let gekozen = plek_in(z.profiel, raming, None).gekozen;
        let bedrag = gekozen.map_or(raming, |b| b.bedrag);
        let tot = regel.aanbieder_stelt_vast_tot;
        let zelf = bedrag <= tot && f.wijziging.waarde != Some(true);
        let teken = if bedrag <= tot { "≤" } else { ">" };
        let som = format!("Budget {bedrag} {teken} {tot}.");
        if zelf {
            let zin = "De aanbieder stelt het budget zelf vast en heeft de regie. Er gaat geen inhoud naar de gemeente.";
            z.voor(B::Privacyverklaring, zin)
        } else {
            let zin = format!("Boven {tot}, of bij een wijziging, beslist de Toegang. Die kijkt alleen naar bedrag, periode en product, zonder inhoud.");
            z.voorleggen(B::PrivacyGrens, zin)
        }
        .met(feit!(f.privacyverklaring))
        .met(feit!(f.raming))
        .met(feit!(f.wijziging))
        .som(som);
        Some(PrivacyUitkomst {
            budget_door: Some(if zelf { Rol::Aanbieder } else { Rol::Toegang }),
            standaardbudget: gekozen.map(|b| b.nummer),
            bedrag: Some(bedrag),
            casusregie: Some(Rol::Aanbieder),
            inhoud_naar_gemeente: Some(false),
        })
    }
}

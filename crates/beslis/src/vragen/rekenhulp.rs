//! What does the help cost, or how many hours does it take (R-313… …R-553)?

use super::Vraag;
use super::waarde::Honderdsten;
use super::zitting::{Zitting, feit, feiten, nodig, uitkomst};
use crate::regioprofiel::Bepaling as B;
use houvast_begrip::Centen;

feiten! {
    /// One calculation, for begeleiding and behandeling together.
    pub struct RekenhulpFeiten {
        mag weken: u32 => "Aantal weken";
        mag uren_per_week: Honderdsten => "Uren per week";
        mag directe_uren: Honderdsten => "Directe uren, als die niet uit weken volgen";
        mag ouder_uren: Honderdsten => "Uren contact met ouders en netwerk, als die er nog niet bij zitten";
        mag indirecte_uren: Honderdsten => "Indirecte uren voor deze jeugdige";
        mag intake_uren: Honderdsten => "Uren voor intake en plan van aanpak";
        mag contacten: u32 => "Aantal contacten met reistijd";
        mag reistijd: u32 => "Reistijd per contact in minuten";
        mag uurtarief: Centen => "Tarief per uur";
        mag aantal_rekenhulpen: u32 => "Aantal rekenhulpen bij deze aanvraag";
        mag eerste_medische: bool => "Eerste verwijzing door een medisch verwijzer";
    }
}

uitkomst! {
    /// The sum.
    pub struct RekenhulpUitkomst {
        uren: Honderdsten => "Uren die meetellen";
        raming: Centen => "Raming";
        rekenhulp_nodig: bool => "Een rekenhulp is nodig";
    }
}

/// See the module.
pub struct Rekenhulp;

impl Vraag for Rekenhulp {
    const ID: &'static str = "rekenhulp";
    const TITEL: &'static str = "Wat kost deze hulp, of hoeveel uur vraagt zij?";
    const BEPALINGEN: &'static [B] = &[B::Rekentijd, B::Reistijd, B::RekenhulpEen, B::RekenhulpVrij];
    const EISEN: &'static [&'static str] = &[
        "R-313", "R-314", "R-315", "R-316", "R-317", "R-550", "R-551", "R-552", "R-553",
    ];
    type Feiten = RekenhulpFeiten;
    type Uitkomst = RekenhulpUitkomst;

    fn antwoord(f: &RekenhulpFeiten, z: &mut Zitting<'_>) -> Option<RekenhulpUitkomst> {
        let Some(regel) = z.profiel.protocol.rekentijd else {
            z.niet_geregeld(B::Rekentijd);
            return None;
        };
        let direct = match f.directe_uren.waarde() {
            Some(uren) => i128::from(uren.0),
            None => {
                let weken = nodig!(z, f.weken).copied();
                let uren = nodig!(z, f.uren_per_week).copied();
                i128::from(weken?) * i128::from(uren?.0)
            }
        };
        let mut delen = vec![format!("direct {}", uren(direct))];
        // In hundredths of a minute: a hundredth of an hour is 0.6 minute.
        let mut tijd = direct * 60;
        for (telt, feit, wat) in [
            (true, &f.ouder_uren, "ouders en netwerk"),
            (regel.indirect, &f.indirecte_uren, "indirect"),
            (regel.intake, &f.intake_uren, "intake"),
        ] {
            let Some(extra) = feit.waarde.map(|u| i128::from(u.0)).filter(|u| *u > 0) else {
                continue;
            };
            if telt {
                tijd += extra * 60;
                delen.push(format!("{wat} {}", uren(extra)));
            } else {
                delen.push(format!("{wat} 0 (telt niet mee)"));
            }
        }
        if let (Some(aantal), Some(minuten)) = (f.contacten.waarde, f.reistijd.waarde) {
            let telt = minuten.min(regel.reistijd_maximum.unwrap_or(0));
            let reis = i128::from(aantal) * i128::from(telt);
            tijd += reis * 100;
            delen.push(format!("reistijd {aantal} × {telt} minuten"));
            let zin = match regel.reistijd_maximum {
                None => "Reistijd telt niet mee.".to_owned(),
                Some(max) if minuten > max => format!("Reistijd telt mee tot {max} minuten per contact."),
                Some(max) => {
                    format!("Reistijd telt mee, want het is niet meer dan {max} minuten per contact.")
                }
            };
            z.voor(B::Reistijd, zin)
                .met(feit!(f.contacten))
                .met(feit!(f.reistijd))
                .som(format!("{aantal} × {telt} = {reis} minuten."));
        }
        let Ok(honderdsten) = u32::try_from(tijd / 60).map(Honderdsten) else {
            z.voorleggen(
                B::Rekentijd,
                "De uitkomst is te groot om mee te rekenen. Kloppen de getallen?",
            );
            return None;
        };
        let raming = if z.profiel.standaardbudgetten.is_empty() {
            None
        } else {
            let tarief = *nodig!(z, f.uurtarief)?;
            // Half a cent and more goes up.
            let centen = (i128::from(tarief.0) * tijd + 3_000) / 6_000;
            let Ok(centen) = i64::try_from(centen) else {
                z.voorleggen(
                    B::Rekentijd,
                    "De uitkomst is te groot om mee te rekenen. Kloppen de getallen?",
                );
                return None;
            };
            Some(Centen(centen))
        };
        let uitslag = match (raming, f.uurtarief.waarde) {
            (Some(raming), Some(tarief)) => format!("{honderdsten} uur × {tarief} = {raming}"),
            _ => format!("{honderdsten} uur"),
        };
        z.voor(B::Rekentijd, format!("De berekening komt uit op {uitslag}."))
            .met(feit!(f.directe_uren))
            .met(feit!(f.indirecte_uren))
            .met(feit!(f.intake_uren))
            .som(format!("{}.", delen.join(" + ")));
        if f.aantal_rekenhulpen.waarde.is_some_and(|n| n > 1) {
            let zin = "Voeg de rekenhulpen samen: begeleiding en behandeling horen in één berekening.";
            z.let_op(B::RekenhulpEen, zin).met(feit!(f.aantal_rekenhulpen));
        }
        Some(RekenhulpUitkomst {
            uren: Some(honderdsten),
            raming,
            rekenhulp_nodig: vrij(f, raming, z),
        })
    }
}

fn uren(honderdsten: i128) -> String {
    let uren = u32::try_from(honderdsten).map(Honderdsten).unwrap_or_default();
    format!("{uren} uur")
}

/// up to the limit of the medical route no calculation is asked.
fn vrij(f: &RekenhulpFeiten, raming: Option<Centen>, z: &mut Zitting<'_>) -> Option<bool> {
    let regel = z.profiel.protocol.rekentijd?;
    let eerste = f.eerste_medische.waarde?;
    let grens = z
        .profiel
        .routes
        .iter()
        .find(|r| r.alleen_eerste_verwijzing)
        .and_then(|r| r.grens_zonder_instemming)?;
    let vrij = regel.vrij_bij_eerste_medische && eerste && raming? <= grens;
    let zin = if vrij {
        format!(
            "Bij een eerste medische verwijzing tot en met {grens} hoeft geen rekenhulp te worden ingevuld."
        )
    } else {
        "De aanbieder geeft een onderbouwde schatting; dat mag met de rekenhulp, mondeling of per e-mail."
            .to_owned()
    };
    z.voor(B::RekenhulpVrij, zin).met(feit!(f.eerste_medische));
    Some(!vrij)
}

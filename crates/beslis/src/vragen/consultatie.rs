//! Is this consultation paid, by whom and how much (R-042…R-046)?

use super::waarde::keuze;
use super::zitting::{Zitting, feit, feiten, nodig, uitkomst};
use super::{Rol, Vraag};
use crate::regioprofiel::Bepaling as B;
use crate::regioprofiel::protocol::Betrokkenheid;
use houvast_begrip::Centen;
use jiff::civil::Date;

keuze! {
    /// How it is charged.
    pub enum Rekening {
        Bericht = "bericht", "declaratiebericht";
        Factuur = "factuur", "gewone factuur";
    }
}

feiten! {
    /// One consultation.
    pub struct ConsultatieFeiten {
        moet betrokkenheid: Betrokkenheid => "Waarvoor de ander is gevraagd";
        moet met_toewijzing: bool => "Een aanbieder met toewijzing heeft de ander gevraagd";
        mag minuten: u32 => "Minuten";
        mag uurtarief: Centen => "Uurtarief van wie is gevraagd";
        mag datum: Date => "Dag van de consultatie";
        mag toestemming: Date => "Dag waarop de Toegang toestemming gaf";
        mag rekening: Rekening => "Hoe het is gedeclareerd";
    }
}

uitkomst! {
    /// What is paid.
    pub struct ConsultatieUitkomst {
        vergoed: bool => "Wordt vergoed";
        bedrag: Centen => "Bedrag";
        rekening: Rekening => "Hoe te declareren";
        binnen_budget: bool => "Gaat van het budget van de toewijzing af";
    }
}

/// See the module.
pub struct Consultatievraag;

impl Vraag for Consultatievraag {
    const ID: &'static str = "consultatie";
    const TITEL: &'static str = "Wordt deze consultatie vergoed?";
    const BEPALINGEN: &'static [B] = &[
        B::ConsultatieUitgesloten,
        B::ConsultatieMet,
        B::ConsultatieZonder,
        B::ConsultatieToestemming,
        B::ConsultatieFactuur,
    ];
    const EISEN: &'static [&'static str] = &["R-042", "R-043", "R-044", "R-045", "R-046"];
    type Feiten = ConsultatieFeiten;
    type Uitkomst = ConsultatieUitkomst;

    fn antwoord(f: &ConsultatieFeiten, z: &mut Zitting<'_>) -> Option<ConsultatieUitkomst> {
        let profiel = z.profiel;
        let Some(regel) = &profiel.protocol.consultatie else {
            z.niet_geregeld(B::ConsultatieZonder);
            return None;
        };
        let niets = ConsultatieUitkomst {
            vergoed: Some(false),
            bedrag: Some(Centen::NUL),
            ..Default::default()
        };
        if regel.uitgesloten.contains(f.betrokkenheid.waarde()?) {
            let zin = "Dit is geen consultatie die wordt vergoed, ook niet met toestemming. Nodig is dat de ander actief betrokken is bij de hulpvraag.";
            z.tegen(B::ConsultatieUitgesloten, zin)
                .met(feit!(f.betrokkenheid));
            z.beslist(Rol::Gemeente);
            return Some(niets);
        }
        let minuten = nodig!(z, f.minuten).copied();
        let tarief = nodig!(z, f.uurtarief).copied();
        let (minuten, tarief) = (minuten?, tarief?);
        let Some(bedrag) = kosten(minuten, tarief) else {
            z.voorleggen(
                B::ConsultatieZonder,
                "De uitkomst is te groot om mee te rekenen. Kloppen de getallen?",
            );
            return None;
        };
        let som = format!("{minuten} minuten × {tarief} per uur = {bedrag}.");
        if *f.met_toewijzing.waarde()? {
            let zin = "Wie is gevraagd, rekent af met de aanbieder met toewijzing. Die declareert de tijd tegen het tarief van wie is gevraagd.";
            z.voor(B::ConsultatieMet, zin)
                .met(feit!(f.met_toewijzing))
                .met(feit!(f.minuten))
                .met(feit!(f.uurtarief))
                .som(som);
            return Some(ConsultatieUitkomst {
                vergoed: Some(true),
                bedrag: Some(bedrag),
                rekening: Some(Rekening::Bericht),
                binnen_budget: Some(true),
            });
        }
        z.beslist(Rol::Gemeente);
        if !regel.via_bericht {
            let rekening = *nodig!(z, f.rekening)?;
            if rekening == Rekening::Bericht {
                z.tegen(
                    B::ConsultatieFactuur,
                    "Consultatie zonder toewijzing gaat niet via een bericht, maar met een gewone factuur.",
                )
            } else {
                z.voor(
                    B::ConsultatieFactuur,
                    "Consultatie zonder toewijzing gaat met een gewone factuur.",
                )
            }
            .met(feit!(f.rekening));
        }
        if regel.toestemming {
            let dag = *nodig!(z, f.datum)?;
            // Not registered is: not given. An aanbieder cannot give it.
            let vooraf = f.toestemming.van_gemeente().is_some_and(|t| *t <= dag);
            if vooraf {
                z.voor(B::ConsultatieToestemming, "De Toegang gaf vooraf toestemming.")
            } else {
                z.tegen(
                    B::ConsultatieToestemming,
                    "De Toegang heeft niet vooraf toestemming gegeven. Dan is er geen vergoeding.",
                )
            }
            .met(feit!(f.datum))
            .met(feit!(f.toestemming));
            if !vooraf {
                return Some(niets);
            }
        }
        z.voor(
            B::ConsultatieZonder,
            "Vergoed wordt het tarief van wie is gevraagd.",
        )
        .met(feit!(f.minuten))
        .met(feit!(f.uurtarief))
        .som(som);
        let vergoed = regel.via_bericht || f.rekening.waarde != Some(Rekening::Bericht);
        Some(ConsultatieUitkomst {
            vergoed: Some(vergoed),
            bedrag: Some(if vergoed { bedrag } else { Centen::NUL }),
            rekening: Some(Rekening::Factuur),
            binnen_budget: Some(false),
        })
    }
}

/// Half a cent and more goes up.
fn kosten(minuten: u32, uurtarief: Centen) -> Option<Centen> {
    let centen = (i128::from(minuten) * i128::from(uurtarief.0) + 30) / 60;
    i64::try_from(centen).ok().map(Centen)
}

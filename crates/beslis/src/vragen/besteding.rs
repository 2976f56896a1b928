//! Does a declared line fit the budget, and what is left when the help ends (R-048, R-049, R-261, V-53)?

use super::Vraag;
use super::zitting::{Zitting, feit, feiten, uitkomst};
use crate::regioprofiel::Bepaling as B;
use houvast_begrip::Centen;

feiten! {
    /// One budget and what was declared on it.
    pub struct BestedingFeiten {
        moet budget: Centen => "Budget";
        moet gedeclareerd: Centen => "Al goedgekeurde declaraties";
        mag regel: Centen => "Bedrag van de nieuwe declaratieregel";
        mag afgerond: bool => "De hulp is afgerond";
    }
}

uitkomst! {
    /// The money.
    pub struct BestedingUitkomst {
        uitbetaald: Centen => "Uitbetaald";
        over: Centen => "Nog te besteden";
        vrijval: Centen => "Blijft bij de gemeente";
        overdraagbaar: Centen => "Mag mee naar ander traject";
    }
}

/// See the module.
pub struct Bestedingsvraag;

impl Vraag for Bestedingsvraag {
    const ID: &'static str = "besteding";
    const TITEL: &'static str = "Past deze declaratieregel binnen het budget, en wat blijft er over?";
    const BEPALINGEN: &'static [B] = &[B::BudgetPlafond, B::Restbudget];
    const EISEN: &'static [&'static str] = &["R-048", "R-049", "R-261"];
    type Feiten = BestedingFeiten;
    type Uitkomst = BestedingUitkomst;

    fn antwoord(f: &BestedingFeiten, z: &mut Zitting<'_>) -> Option<BestedingUitkomst> {
        if !z.geregeld(B::BudgetPlafond) {
            z.niet_geregeld(B::BudgetPlafond);
            return None;
        }
        let (budget, eerder) = (*f.budget.waarde()?, *f.gedeclareerd.waarde()?);
        let regel = f.regel.waarde.unwrap_or(Centen::NUL);
        let samen = eerder.plus(regel).unwrap_or(Centen(i64::MAX));
        let past = samen <= budget;
        let teken = if past { "≤" } else { ">" };
        let grond = if past {
            z.voor(
                B::BudgetPlafond,
                "Dit past binnen het budget. Het budget is een maximum; alleen geleverde hulp wordt betaald.",
            )
        } else if f.regel.waarde.is_some() && eerder <= budget {
            let rest = budget.min(eerder).unwrap_or(Centen::NUL);
            let zin = format!(
                "Met deze regel komt het totaal boven het budget. De hele regel wordt afgekeurd; een regel van hoogstens {rest} past wel. Dit weigert de declaratie, niet het recht van de jeugdige op hulp."
            );
            z.hard(B::BudgetPlafond, zin)
        } else {
            z.voorleggen(
                B::BudgetPlafond,
                "Er is al meer gedeclareerd dan het budget. Een medewerker kijkt hiernaar.",
            )
        };
        grond
            .met(feit!(f.budget))
            .met(feit!(f.gedeclareerd))
            .met(feit!(f.regel))
            .som(format!("{eerder} + {regel} = {samen} {teken} {budget}."));
        let uitbetaald = if past { samen } else { eerder };
        let over = budget.min(uitbetaald).map_or(Centen::NUL, |o| o.max(Centen::NUL));
        let afgerond = f.afgerond.waarde == Some(true);
        if afgerond {
            let zin = format!(
                "De hulp is afgerond. {over} blijft bij de gemeente en gaat niet mee naar ander traject."
            );
            z.voor(B::Restbudget, zin)
                .met(feit!(f.afgerond))
                .som(format!("{budget} − {uitbetaald} = {over}."));
        }
        Some(BestedingUitkomst {
            uitbetaald: Some(uitbetaald),
            over: Some(if afgerond { Centen::NUL } else { over }),
            vrijval: afgerond.then_some(over),
            overdraagbaar: afgerond.then_some(Centen::NUL),
        })
    }
}

//! Is the brede uitvraag done and the plan complete (R-008, R-009, R-145, R-256, R-293, R-298…R-300)?

use super::zitting::{Zitting, feit, feiten, nodig, uitkomst};
use super::{Rol, Vraag};
use crate::regioprofiel::Bepaling as B;
use crate::regioprofiel::protocol::PlanRegels;

feiten! {
    /// One plan, counted: no names and no words of the gezin.
    pub struct PlanFeiten {
        moet probleemanalyse: bool => "De probleemanalyse is af";
        moet doelen: u32 => "Aantal doelen";
        moet eerste_professional: bool => "Vastgelegd is welke professional als eerste aan zet is";
        moet regievoerder: bool => "Vastgelegd is wie de regie voert";
        moet bijstand: bool => "Iemand staat de jeugdige bij";
        mag bijstand_naam: bool => "Vastgelegd is wie de jeugdige bijstaat";
        mag bijstand_rol: bool => "Vastgelegd is in welke rol die dat doet";
        mag doelen_zonder_prioriteit: u32 => "Aantal doelen zonder prioriteit";
        mag doelen_zonder_eigenaar: u32 => "Aantal doelen zonder soort of eigenaar";
        mag leefgebieden: Vec<String> => "Leefgebieden die zijn besproken";
        mag zorgen: Vec<String> => "Zorgen in het gezin";
        mag verbindingen: Vec<String> => "Verbindingen met andere hulp";
        mag betrokkenen_zonder_taak: u32 => "Aantal betrokkenen zonder taak in het overzicht";
    }
}

uitkomst! {
    /// Ready, and what is still to do.
    pub struct PlanUitkomst {
        volledig: bool => "Het plan kan worden vastgesteld";
        hoogste_aantal_doelen: u32 => "Hoogste aantal doelen";
        open_leefgebieden: Vec<String> => "Leefgebieden die nog niet zijn besproken";
        open_verbindingen: Vec<String> => "Verbindingen die nog ontbreken";
    }
}

/// See the module.
pub struct Planvraag;

impl Vraag for Planvraag {
    const ID: &'static str = "plan";
    const TITEL: &'static str = "Is de brede uitvraag af en het plan compleet?";
    const BEPALINGEN: &'static [B] = &[
        B::PlanStappen,
        B::BredeUitvraag,
        B::Verbindingen,
        B::PlanDoelen,
        B::Bijstand,
        B::Regievoerder,
        B::Betrokkenen,
    ];
    const EISEN: &'static [&'static str] = &["R-009", "R-145", "R-298"];
    type Feiten = PlanFeiten;
    type Uitkomst = PlanUitkomst;

    fn antwoord(f: &PlanFeiten, z: &mut Zitting<'_>) -> Option<PlanUitkomst> {
        let profiel = z.profiel;
        let Some(regels) = &profiel.protocol.plan else {
            z.niet_geregeld(B::PlanStappen);
            return None;
        };
        z.beslist(Rol::Toegang);
        if *f.probleemanalyse.waarde()? {
            z.voor(B::PlanStappen, "De probleemanalyse is af.")
        } else {
            z.tegen(
                B::PlanStappen,
                "De probleemanalyse is nog niet af. Een plan komt daarna.",
            )
        }
        .met(feit!(f.probleemanalyse));
        let leefgebieden = uitvraag(f, regels, z);
        let verbindingen = verbinding(f, regels, z);
        doelen(f, regels, z)?;
        bijstand(f, z)?;
        regie(f, z)?;
        Some(PlanUitkomst {
            volledig: Some(z.tegenspraak() == 0),
            hoogste_aantal_doelen: Some(regels.hoogste_aantal_doelen),
            open_leefgebieden: Some(leefgebieden),
            open_verbindingen: Some(verbindingen),
        })
    }
}

/// the whole system round the jeugdige; what is in it people judge.
fn uitvraag(f: &PlanFeiten, regels: &PlanRegels, z: &mut Zitting<'_>) -> Vec<String> {
    let besproken = f.leefgebieden.waarde.as_deref().unwrap_or_default();
    let open: Vec<String> = regels
        .leefgebieden
        .iter()
        .filter(|l| !besproken.contains(l))
        .cloned()
        .collect();
    if open.is_empty() {
        z.voor(B::BredeUitvraag, "Alle leefgebieden zijn besproken.")
    } else {
        z.let_op(
            B::BredeUitvraag,
            format!(
                "De brede uitvraag is niet volledig: {} ontbreekt nog.",
                open.join(", ")
            ),
        )
    }
    .met(feit!(f.leefgebieden));
    open
}

/// a worry that asks for other help, and that help is not in the plan. The gemeente may add links of its own.
fn verbinding(f: &PlanFeiten, regels: &PlanRegels, z: &mut Zitting<'_>) -> Vec<String> {
    let zorgen = f.zorgen.waarde.as_deref().unwrap_or_default();
    let gelegd = f.verbindingen.waarde.as_deref().unwrap_or_default();
    let open: Vec<String> = regels
        .verbindingen
        .iter()
        .filter(|v| v.bij.iter().any(|zorg| zorgen.contains(zorg)) && !gelegd.contains(&v.sleutel))
        .map(|v| v.naam.clone())
        .collect();
    if open.is_empty() {
        z.voor(
            B::Verbindingen,
            "Bij de zorgen in het gezin ontbreekt geen verbinding met andere hulp.",
        )
    } else {
        z.let_op(
            B::Verbindingen,
            format!(
                "Bij de zorgen in het gezin ontbreekt een verbinding: {}.",
                open.join(", ")
            ),
        )
    }
    .met(feit!(f.zorgen))
    .met(feit!(f.verbindingen));
    open
}

///
fn doelen(f: &PlanFeiten, regels: &PlanRegels, z: &mut Zitting<'_>) -> Option<()> {
    let (aantal, hoogste) = (*f.doelen.waarde()?, regels.hoogste_aantal_doelen);
    let grond = match aantal {
        0 => z.tegen(B::PlanDoelen, "Het plan heeft nog geen doel."),
        n if n > hoogste => z.tegen(
            B::PlanDoelen,
            format!("Een plan heeft hoogstens {hoogste} doelen. Kies de belangrijkste."),
        ),
        _ => z.voor(
            B::PlanDoelen,
            format!("Het plan heeft niet meer dan {hoogste} doelen."),
        ),
    };
    grond.met(feit!(f.doelen));
    if f.doelen_zonder_prioriteit.waarde.is_some_and(|n| n > 0) {
        let zin = "Niet elk doel heeft een prioriteit. Zet voorop wat de basis op orde brengt.";
        z.let_op(B::PlanDoelen, zin)
            .met(feit!(f.doelen_zonder_prioriteit));
    }
    if f.doelen_zonder_eigenaar.waarde.is_some_and(|n| n > 0) {
        let zin = "Bij elk doel hoort of het van het gezin is of van de maatschappij, en van wie.";
        z.let_op(B::PlanDoelen, zin).met(feit!(f.doelen_zonder_eigenaar));
    }
    Some(())
}

///
fn bijstand(f: &PlanFeiten, z: &mut Zitting<'_>) -> Option<()> {
    if !*f.bijstand.waarde()? {
        z.voor(
            B::Bijstand,
            "De jeugdige mag zich laten bijstaan; er is nu niemand genoemd.",
        )
        .met(feit!(f.bijstand));
        return Some(());
    }
    let naam = nodig!(z, f.bijstand_naam).copied();
    let rol = nodig!(z, f.bijstand_rol).copied();
    if naam? && rol? {
        z.voor(
            B::Bijstand,
            "Vastgelegd is wie de jeugdige bijstaat, en in welke rol.",
        )
    } else {
        z.tegen(
            B::Bijstand,
            "Iemand staat de jeugdige bij. Leg vast wie dat is en in welke rol.",
        )
    }
    .met(feit!(f.bijstand))
    .met(feit!(f.bijstand_naam))
    .met(feit!(f.bijstand_rol));
    Some(())
}

///
fn regie(f: &PlanFeiten, z: &mut Zitting<'_>) -> Option<()> {
    let (eerste, regie) = (*f.eerste_professional.waarde()?, *f.regievoerder.waarde()?);
    let wat = match (eerste, regie) {
        (true, true) => None,
        (false, true) => Some("welke professional als eerste aan zet is"),
        (true, false) => Some("wie de regie voert"),
        (false, false) => Some("welke professional als eerste aan zet is en wie de regie voert"),
    };
    match wat {
        None => z.voor(B::Regievoerder, "Vastgelegd is wie begint en wie de regie voert."),
        Some(wat) => z.tegen(B::Regievoerder, format!("Nog niet vastgelegd is {wat}.")),
    }
    .met(feit!(f.eerste_professional))
    .met(feit!(f.regievoerder));
    if f.betrokkenen_zonder_taak.waarde.is_some_and(|n| n > 0) {
        let zin = "Het gezin ziet van iedereen die meedoet ook de taak. Die ontbreekt nog bij iemand.";
        z.let_op(B::Betrokkenen, zin)
            .met(feit!(f.betrokkenen_zonder_taak));
    }
    Some(())
}

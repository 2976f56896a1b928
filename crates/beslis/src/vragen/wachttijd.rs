//! How long may somebody wait, and is there a waiting list? The norms are of the region; some regions have none.

use super::Vraag;
use super::zitting::{Zitting, feit, feiten, uitkomst};
use crate::regioprofiel::Bepaling as B;
use houvast_begrip::datum;
use jiff::ToSpan;
use jiff::civil::Date;

feiten! {
    /// One aanmelding.
    pub struct WachttijdFeiten {
        moet hulpvorm: String => "Soort hulp, zoals begeleiding";
        moet aangemeld: Date => "Dag van de aanmelding";
        mag intake: Date => "Begin van de intake";
        mag intake_klaar: Date => "Einde van de intake";
        mag start: Date => "Eerste dag van de hulp";
    }
}

uitkomst! {
    /// The last days, and whether one has passed.
    pub struct WachttijdUitkomst {
        norm: bool => "Deze regio heeft een norm";
        intake_uiterlijk: Date => "Intake uiterlijk";
        start_uiterlijk: Date => "Start uiterlijk";
        gewacht_dagen: u32 => "Dagen gewacht";
        wachtlijst: bool => "Er is een wachtlijst";
    }
}

/// See the module.
pub struct Wachttijdvraag;

impl Vraag for Wachttijdvraag {
    const ID: &'static str = "wachttijd";
    const TITEL: &'static str = "Hoe lang mag de jeugdige wachten, en is er een wachtlijst?";
    const BEPALINGEN: &'static [B] = &[B::Wachttijd];
    const EISEN: &'static [&'static str] = &["R-606"];
    type Feiten = WachttijdFeiten;
    type Uitkomst = WachttijdUitkomst;

    fn antwoord(f: &WachttijdFeiten, z: &mut Zitting<'_>) -> Option<WachttijdUitkomst> {
        if !z.geregeld(B::Wachttijd) {
            z.niet_geregeld(B::Wachttijd);
            return None;
        }
        let (hulpvorm, aangemeld) = (f.hulpvorm.waarde()?, *f.aangemeld.waarde()?);
        let profiel = z.profiel;
        let tot = f.start.waarde.unwrap_or(z.peildatum).max(aangemeld);
        let gewacht = aangemeld
            .until(tot)
            .ok()
            .and_then(|s| u32::try_from(s.get_days()).ok());
        let Some(norm) = profiel
            .protocol
            .wachttijden
            .iter()
            .find(|w| w.hulpvorm == *hulpvorm)
        else {
            let zin = "Deze regio heeft hiervoor geen harde norm. De hulp begint zo snel mogelijk, in overleg met de jeugdige.";
            z.voor(B::Wachttijd, zin).met(feit!(f.hulpvorm));
            return Some(WachttijdUitkomst {
                norm: Some(false),
                gewacht_dagen: gewacht,
                ..Default::default()
            });
        };
        let na = |dag: Date, dagen: u32| dag.saturating_add(i64::from(dagen).days());
        let intake = na(aangemeld, norm.intake_dagen);
        let start = na(aangemeld, norm.start_dagen);
        let na_intake = f
            .intake_klaar
            .waarde
            .map(|dag| na(dag, norm.start_na_intake_dagen));
        let begonnen = f.intake_klaar.waarde.is_some() || f.start.waarde.is_some();
        let intake_op = f.intake.waarde.or((!begonnen).then_some(tot));
        let laat = [
            (intake_op.is_some_and(|dag| dag > intake), "de intake"),
            (
                na_intake.is_some_and(|uiterlijk| tot > uiterlijk),
                "de start na de intake",
            ),
            (tot > start, "de start na de aanmelding"),
        ];
        let te_laat: Vec<&str> = laat
            .iter()
            .filter(|(laat, _)| *laat)
            .map(|(_, wat)| *wat)
            .collect();
        let som = format!(
            "Aangemeld {}. Intake uiterlijk {} ({} dagen), start uiterlijk {} ({} dagen){}.",
            datum::lang(aangemeld),
            datum::lang(intake),
            norm.intake_dagen,
            datum::lang(start),
            norm.start_dagen,
            na_intake.map_or_else(String::new, |dag| format!(
                ", en na de intake uiterlijk {} ({} dagen)",
                datum::lang(dag),
                norm.start_na_intake_dagen
            ))
        );
        let grond = if te_laat.is_empty() {
            z.voor(
                B::Wachttijd,
                "Geen wachttijd is overschreden: er is geen wachtlijst.",
            )
        } else {
            let zin = format!(
                "De wachttijd is overschreden voor {}: er is een wachtlijst.",
                te_laat.join(" en ")
            );
            z.let_op(B::Wachttijd, zin)
        };
        grond
            .met(feit!(f.hulpvorm))
            .met(feit!(f.aangemeld))
            .met(feit!(f.intake))
            .met(feit!(f.intake_klaar))
            .met(feit!(f.start))
            .som(som);
        Some(WachttijdUitkomst {
            norm: Some(true),
            intake_uiterlijk: Some(intake),
            start_uiterlijk: Some(na_intake.map_or(start, |dag| dag.min(start))),
            gewacht_dagen: gewacht,
            wachtlijst: Some(!te_laat.is_empty()),
        })
    }
}

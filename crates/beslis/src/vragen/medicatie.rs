//! Medication checks only: which budget, and is a gezinsplan asked (R-085, R-262…R-265)?

use super::Vraag;
use super::zitting::{Zitting, feit, feiten, nodig, uitkomst};
use crate::regioprofiel::{Bepaling as B, Kracht};
use houvast_begrip::Centen;

feiten! {
    /// One request for medication checks.
    pub struct MedicatieFeiten {
        moet alleen_medicatiecontrole: bool => "De toewijzing is alleen voor medicatiecontrole";
        mag standaardbudget: u8 => "Gevraagd standaardbudget";
        mag minuten_voorheen: u32 => "Minuten per jaar in een oude toewijzing";
        mag naast_lopende: bool => "Loopt naast een andere toewijzing";
    }
}

uitkomst! {
    /// What fits.
    pub struct MedicatieUitkomst {
        standaardbudgetten: Vec<u8> => "Standaardbudgetten die hiervoor bedoeld zijn";
        voorstel: u8 => "Voorstel voor het standaardbudget";
        bedrag: Centen => "Bedrag";
        gezinsplan: bool => "Gezinsplan gevraagd";
    }
}

/// See the module.
pub struct Medicatievraag;

impl Vraag for Medicatievraag {
    const ID: &'static str = "medicatiecontrole";
    const TITEL: &'static str = "Welk budget is er voor alleen medicatiecontrole?";
    const BEPALINGEN: &'static [B] = &[B::MedicatieBudget, B::MedicatieHerkomst, B::MedicatieGezinsplan];
    const EISEN: &'static [&'static str] = &["R-262", "R-263", "R-264", "R-265"];
    type Feiten = MedicatieFeiten;
    type Uitkomst = MedicatieUitkomst;

    fn antwoord(f: &MedicatieFeiten, z: &mut Zitting<'_>) -> Option<MedicatieUitkomst> {
        let profiel = z.profiel;
        let Some(regel) = &profiel.medicatiecontrole else {
            z.niet_geregeld(B::MedicatieBudget);
            return None;
        };
        if !*f.alleen_medicatiecontrole.waarde()? {
            z.voor(
                B::MedicatieBudget,
                "Dit gaat niet alleen om medicatiecontrole; de gewone regels gelden.",
            )
            .met(feit!(f.alleen_medicatiecontrole));
            return Some(MedicatieUitkomst {
                gezinsplan: Some(true),
                ..Default::default()
            });
        }
        let voorstel = match f.minuten_voorheen.waarde {
            None => None,
            Some(minuten) => herkomst(f, minuten, z),
        };
        let nummer = match (f.standaardbudget.waarde, voorstel) {
            (Some(nummer), _) | (None, Some(nummer)) => nummer,
            (None, None) => *nodig!(z, f.standaardbudget)?,
        };
        let rij: Vec<String> = regel.standaardbudgetten.iter().map(ToString::to_string).collect();
        let bedoeld = rij.join(" of ");
        let hoort_erbij = regel.standaardbudgetten.contains(&nummer);
        // What the answer speaks against, it does not propose.
        let past = hoort_erbij || regel.kracht == Kracht::Advies;
        if hoort_erbij {
            z.voor(B::MedicatieBudget, format!("Alleen medicatiecontrole: standaardbudget {bedoeld}."))
        } else if regel.kracht == Kracht::Advies {
            z.let_op(B::MedicatieBudget, format!("Het advies is standaardbudget {bedoeld} bij alleen medicatiecontrole."))
        } else {
            z.tegen(B::MedicatieBudget, format!("Standaardbudget {nummer} valt buiten de afspraak: bij alleen medicatiecontrole is het {bedoeld}."))
        }
        .met(feit!(f.alleen_medicatiecontrole))
        .met(feit!(f.standaardbudget));
        let zin =
            "Voor medicatiecontrole is geen gezinsplan nodig, ook niet als het naast andere hulp loopt.";
        z.voor(B::MedicatieGezinsplan, zin).met(feit!(f.naast_lopende));
        Some(MedicatieUitkomst {
            standaardbudgetten: Some(regel.standaardbudgetten.iter().copied().collect()),
            voorstel: past.then_some(nummer),
            bedrag: profiel
                .standaardbudgetten
                .iter()
                .find(|b| past && b.nummer == nummer)
                .map(|b| b.bedrag),
            gezinsplan: Some(false),
        })
    }
}

/// V-36: the smallest budget whose old minutes hold these.
fn herkomst(f: &MedicatieFeiten, minuten: u32, z: &mut Zitting<'_>) -> Option<u8> {
    let rij = &z.profiel.protocol.medicatieherkomst;
    let past = rij
        .iter()
        .filter(|m| minuten <= m.minuten)
        .min_by_key(|m| m.minuten);
    match past.copied() {
        Some(m) => {
            z.voor(
                B::MedicatieHerkomst,
                format!(
                    "Een oude toewijzing tot {} minuten per jaar wordt standaardbudget {} (aanname).",
                    m.minuten, m.standaardbudget
                ),
            )
            .met(feit!(f.minuten_voorheen));
            Some(m.standaardbudget)
        }
        None => {
            z.voorleggen(
                B::MedicatieHerkomst,
                "Voor zoveel minuten is geen standaardbudget afgesproken.",
            )
            .met(feit!(f.minuten_voorheen));
            None
        }
    }
}

//! Is the decision of the Toegang complete?

use super::zitting::{Zitting, feit, feiten, nodig, uitkomst};
use super::{Rol, Vraag};
use crate::feiten::Soort;
use crate::regioprofiel::Bepaling as B;
use houvast_begrip::Centen;

feiten! {
    /// What lies on the table of the Toegang.
    pub struct ToewijzingFeiten {
        moet onderzoek: bool => "Het onderzoek naar de aanspraak is vastgelegd";
        moet voorliggend_afgewogen: bool => "Afgewogen of een voorliggende voorziening volstaat";
        moet eigen_hulp_afgewogen: bool => "Afgewogen of hulp die ouders zelf regelen volstaat";
        moet andere_wet_afgewogen: bool => "Afgewogen of hulp onder een andere wet volstaat";
        moet resultaat_concreet: bool => "Het resultaat is concreet omschreven";
        moet soort: Soort => "Herstel of duurzaam";
        moet budget: Centen => "Hoogte van het budget";
        moet ingeschreven: bool => "De jeugdige staat in de basisregistratie (BRP)";
        mag afgestemd_met_gezin: bool => "Het resultaat is afgestemd met jeugdige en gezin";
        mag ouders_bij_budgetgesprek: bool => "Ouders waren bij het gesprek over het budget";
        mag huishouding_op_orde: bool => "Gebied 1, huishouding, is op orde";
        mag positie_op_orde: bool => "Gebied 2, maatschappelijke positie, is op orde";
        mag opvoeding_op_orde: bool => "Gebied 3, opvoeding, is op orde";
        mag ouders_op_orde: bool => "Gebied 4, ontwikkeling van de ouders, is op orde";
        mag relaties_op_orde: bool => "Gebied 5, relatie tussen (ex-)partners, is op orde";
        mag basis_gemotiveerd: bool => "Gemotiveerd waarom er toch jeugdhulp komt";
        mag inschrijving_gemotiveerd: bool => "Gemotiveerd waarom er zonder inschrijving hulp komt";
        mag voorziening: String => "Voorziening (vast programma)";
        mag vervulde_eisen: Vec<String> => "Extra eisen waaraan is voldaan";
    }
}

uitkomst! {
    /// Ready or not.
    pub struct ToewijzingUitkomst {
        volledig: bool => "Het besluit is volledig";
        basis_op_orde: bool => "De basis is op orde";
    }
}

/// See the module.
pub struct Toewijzingsvraag;

impl Vraag for Toewijzingsvraag {
    const ID: &'static str = "toewijzing";
    const TITEL: &'static str = "Is het besluit van de Toegang volledig?";
    const BEPALINGEN: &'static [B] = &[
        B::Onderzoek,
        B::Afweging,
        B::ToegangVolledig,
        B::BasisOpOrde,
        B::Afstemming,
        B::Budgetgesprek,
        B::Inschrijving,
        B::Voorzieningseis,
    ];
    const EISEN: &'static [&'static str] = &[
        "R-010", "R-055", "R-115", "R-118", "R-260", "R-296", "R-297", "R-401",
    ];
    type Feiten = ToewijzingFeiten;
    type Uitkomst = ToewijzingUitkomst;

    fn antwoord(f: &ToewijzingFeiten, z: &mut Zitting<'_>) -> Option<ToewijzingUitkomst> {
        if !z.geregeld(B::ToegangVolledig) {
            z.niet_geregeld(B::ToegangVolledig);
            return None;
        }
        z.beslist(Rol::Toegang);
        let onderzocht = *f.onderzoek.waarde()?;
        if onderzocht {
            z.voor(B::Onderzoek, "Het onderzoek naar de aanspraak is vastgelegd.")
        } else {
            z.tegen(B::Onderzoek, "Er is geen onderzoek naar de aanspraak vastgelegd.")
        }
        .met(feit!(f.onderzoek));
        let afgewogen = afweging(f, z)?;
        let (soort, budget) = (*f.soort.waarde()?, *f.budget.waarde()?);
        let heel = budget > Centen::NUL;
        if heel {
            let zin = format!(
                "Soort en hoogte van het budget staan vast: {}, {budget}.",
                soort.label()
            );
            z.voor(B::ToegangVolledig, zin)
        } else {
            z.tegen(B::ToegangVolledig, "De hoogte van het budget is nul.")
        }
        .met(feit!(f.soort))
        .met(feit!(f.budget));
        if *f.resultaat_concreet.waarde()? {
            z.voor(B::ToegangVolledig, "Het resultaat is concreet omschreven.")
        } else {
            z.let_op(
                B::ToegangVolledig,
                "Het resultaat is niet concreet. Wat moet er anders zijn als de hulp stopt?",
            )
        }
        .met(feit!(f.resultaat_concreet));
        gesprekken(f, z);
        let ingeschreven = inschrijving(f, z)?;
        let voorziening = voorziening(f, z);
        let basis = basis(f, z)?;
        Some(ToewijzingUitkomst {
            volledig: Some(onderzocht && afgewogen && heel && ingeschreven && voorziening),
            basis_op_orde: Some(basis),
        })
    }
}

/// three alternatives, each of them weighed.
fn afweging(f: &ToewijzingFeiten, z: &mut Zitting<'_>) -> Option<bool> {
    let rij = [
        (*f.voorliggend_afgewogen.waarde()?, "een voorliggende voorziening"),
        (*f.eigen_hulp_afgewogen.waarde()?, "hulp die ouders zelf regelen"),
        (*f.andere_wet_afgewogen.waarde()?, "hulp onder een andere wet"),
    ];
    let mist: Vec<&str> = rij.iter().filter(|(a, _)| !a).map(|(_, wat)| *wat).collect();
    if mist.is_empty() {
        z.voor(B::Afweging, "Afgewogen is of andere hulp volstaat.")
    } else {
        z.tegen(
            B::Afweging,
            format!("Nog niet afgewogen of dit volstaat: {}.", mist.join(", ")),
        )
    }
    .met(feit!(f.voorliggend_afgewogen))
    .met(feit!(f.eigen_hulp_afgewogen))
    .met(feit!(f.andere_wet_afgewogen));
    Some(mist.is_empty())
}

/// both are warnings.
fn gesprekken(f: &ToewijzingFeiten, z: &mut Zitting<'_>) {
    if f.afgestemd_met_gezin.waarde == Some(true) {
        z.voor(B::Afstemming, "Het resultaat is afgestemd met jeugdige en gezin.")
    } else {
        z.let_op(
            B::Afstemming,
            "De afstemming met jeugdige en gezin is niet vastgelegd.",
        )
    }
    .met(feit!(f.afgestemd_met_gezin));
    if f.ouders_bij_budgetgesprek.waarde == Some(true) {
        z.let_op(B::Budgetgesprek, "Gesprekken over het budget gaan zonder ouders.")
            .met(feit!(f.ouders_bij_budgetgesprek));
    }
}

/// without registration it needs a reason.
fn inschrijving(f: &ToewijzingFeiten, z: &mut Zitting<'_>) -> Option<bool> {
    if *f.ingeschreven.waarde()? {
        z.voor(B::Inschrijving, "De jeugdige staat ingeschreven.")
            .met(feit!(f.ingeschreven));
        return Some(true);
    }
    let reden = *nodig!(z, f.inschrijving_gemotiveerd)?;
    if reden {
        z.voorleggen(
            B::Inschrijving,
            "De jeugdige staat niet ingeschreven; er is een reden gegeven. De Toegang beslist.",
        )
    } else {
        z.tegen(
            B::Inschrijving,
            "De jeugdige staat niet ingeschreven. Motiveer waarom er toch hulp komt.",
        )
    }
    .met(feit!(f.ingeschreven))
    .met(feit!(f.inschrijving_gemotiveerd));
    Some(reden)
}

/// what region or gemeente asks on top of a voorziening is there.
fn voorziening(f: &ToewijzingFeiten, z: &mut Zitting<'_>) -> bool {
    let profiel = z.profiel;
    let Some(sleutel) = f.voorziening.waarde() else {
        return true;
    };
    let Some(v) = profiel.voorzieningen.iter().find(|v| v.sleutel == *sleutel) else {
        let namen: Vec<&str> = profiel.voorzieningen.iter().map(|v| v.sleutel.as_str()).collect();
        let zin = format!(
            "Deze voorziening bestaat niet. Bekend zijn: {}.",
            namen.join(", ")
        );
        z.tegen(B::Voorzieningseis, zin).met(feit!(f.voorziening));
        return false;
    };
    let er_is = f.vervulde_eisen.waarde.as_deref().unwrap_or_default();
    let mist: Vec<&str> = v
        .eisen
        .iter()
        .filter(|e| !er_is.contains(&e.sleutel))
        .map(|e| e.naam.as_str())
        .collect();
    if mist.is_empty() {
        z.voor(
            B::Voorzieningseis,
            format!("Voor {} ontbreekt geen extra eis.", v.naam),
        )
    } else {
        z.tegen(
            B::Voorzieningseis,
            format!("Voor {} ontbreekt nog: {}.", v.naam, mist.join(", ")),
        )
    }
    .met(feit!(f.voorziening))
    .met(feit!(f.vervulde_eisen));
    mist.is_empty()
}

/// R-297, V-23: a warning with a reason, never a refusal; upbringing itself is what jeugdhulp is for.
fn basis(f: &ToewijzingFeiten, z: &mut Zitting<'_>) -> Option<bool> {
    let een = nodig!(z, f.huishouding_op_orde).copied();
    let twee = nodig!(z, f.positie_op_orde).copied();
    let drie = nodig!(z, f.opvoeding_op_orde).copied();
    let vier = nodig!(z, f.ouders_op_orde).copied();
    let vijf = nodig!(z, f.relaties_op_orde).copied();
    drie?;
    let gebieden = [(1, een?), (2, twee?), (4, vier?), (5, vijf?)];
    let niet: Vec<String> = gebieden
        .iter()
        .filter(|(_, goed)| !goed)
        .map(|(nummer, _)| nummer.to_string())
        .collect();
    if niet.is_empty() {
        z.voor(B::BasisOpOrde, "De basis is op orde (gebied 1, 2, 4 en 5).");
        return Some(true);
    }
    let gemotiveerd = *nodig!(z, f.basis_gemotiveerd)?;
    let zin = format!("De basis is niet op orde (gebied {}).", niet.join(", "));
    if gemotiveerd {
        z.let_op(
            B::BasisOpOrde,
            format!("{zin} Er is een reden waarom er toch jeugdhulp komt."),
        )
    } else {
        z.voorleggen(
            B::BasisOpOrde,
            format!("{zin} Kijk eerst naar voorliggende hulp, of motiveer waarom er toch jeugdhulp komt."),
        )
    }
    .met(feit!(f.basis_gemotiveerd));
    Some(false)
}

//! May this verwijzer refer, and how far does that carry without the Toegang (R-011, R-050, R-080… … )?

use super::zitting::{Zitting, feit, feiten, nodig, uitkomst};
use super::{Rol, Vraag};
use crate::budget::plek_in;
use crate::feiten::Verwijzer;
use crate::regioprofiel::{Bepaling as B, Route};
use houvast_begrip::{AgbCode, Centen};
use jiff::civil::Date;

feiten! {
    /// One referral.
    pub struct VerwijzingFeiten {
        moet verwijzer: Verwijzer => "Wie verwijst";
        moet gecontracteerd: bool => "De gewenste aanbieder heeft een contract op de ingangsdatum";
        moet andere_verwijzing: bool => "Er loopt nog een verwijzing";
        mag eerste_verwijzing: bool => "Het is de eerste verwijzing van deze jeugdige";
        mag raming: Centen => "Verwachte kosten";
        mag aanbieder: AgbCode => "Aanbieder";
        mag ingangsdatum: Date => "Ingangsdatum";
        mag contact: Date => "Contact tussen aanbieder en Toegang";
        mag instemming: Centen => "Bedrag waarmee de Toegang instemt";
        mag overleg: bool => "Overleg tussen verwijzer, Toegang en aanbieder";
        mag budget_in_brief: bool => "De verwijsbrief noemt een bedrag";
    }
}

uitkomst! {
    /// What the referral is worth.
    pub struct VerwijzingUitkomst {
        route: String => "Route";
        verwijzing_geldig: bool => "De verwijzing zelf is geldig";
        zonder_toegang: bool => "Kan zonder instemming van de Toegang";
        grens: Centen => "Grens zonder instemming";
    }
}

/// See the module.
pub struct Verwijzing;

impl Vraag for Verwijzing {
    const ID: &'static str = "verwijzing";
    const TITEL: &'static str = "Mag deze verwijzer verwijzen, en kan dat zonder de Toegang?";
    const BEPALINGEN: &'static [B] = &[
        B::Verwijzer,
        B::Keuzevrijheid,
        B::MedischeVerwijzing,
        B::EersteVerwijzing,
        B::Grens,
        B::Overleg,
        B::Gelijktijdig,
    ];
    const EISEN: &'static [&'static str] = &[
        "R-011", "R-050", "R-080", "R-081", "R-083", "R-088", "R-120", "R-121", "R-125", "R-408",
    ];
    type Feiten = VerwijzingFeiten;
    type Uitkomst = VerwijzingUitkomst;

    fn antwoord(f: &VerwijzingFeiten, z: &mut Zitting<'_>) -> Option<VerwijzingUitkomst> {
        let verwijzer = *f.verwijzer.waarde()?;
        let profiel = z.profiel;
        let Some(route) = profiel.route(verwijzer) else {
            let zin = "Dit is geen wettelijke verwijzer met een route in deze regio. Een medewerker bekijkt of de Toegang een besluit neemt.";
            z.voorleggen(B::Verwijzer, zin).met(feit!(f.verwijzer));
            return Some(VerwijzingUitkomst {
                verwijzing_geldig: Some(false),
                zonder_toegang: Some(false),
                ..Default::default()
            });
        };
        z.voor(B::Verwijzer, format!("Verwezen via de route {}.", route.naam))
            .met(feit!(f.verwijzer));
        let contract = *f.gecontracteerd.waarde()?;
        if !contract {
            let zin = "De verwijzing is geldig, maar kiezen kan in beginsel alleen uit aanbieders met een contract. De Toegang kan een maatwerkbesluit nemen.";
            z.tegen(B::Keuzevrijheid, zin).met(feit!(f.gecontracteerd));
        }
        let vrij_van_tweede = gelijktijdig(f, route, z);
        overleg(f, route, z);
        if f.budget_in_brief.waarde == Some(true) && !route.is_toegang {
            let zin =
                "De brief noemt een bedrag. Dat telt niet: de aanbieder bepaalt resultaat, budget en duur.";
            z.let_op(B::MedischeVerwijzing, zin).met(feit!(f.budget_in_brief));
        }
        let (vrij, grens) = bedrag(f, route, z)?;
        Some(VerwijzingUitkomst {
            route: Some(route.naam.clone()),
            verwijzing_geldig: Some(true),
            zonder_toegang: Some(vrij && vrij_van_tweede && contract && !route.is_toegang),
            grens,
        })
    }
}

fn contact(f: &VerwijzingFeiten, z: &Zitting<'_>) -> Option<Date> {
    f.contact.waarde.filter(|dag| *dag <= z.peildatum)
}

///
fn gelijktijdig(f: &VerwijzingFeiten, route: &Route, z: &mut Zitting<'_>) -> bool {
    if f.andere_verwijzing.waarde != Some(true) {
        z.voor(B::Gelijktijdig, "Er loopt geen andere verwijzing.")
            .met(feit!(f.andere_verwijzing));
        return true;
    }
    if route.is_toegang || contact(f, z).is_some() {
        z.voor(
            B::Gelijktijdig,
            "Er loopt nog een verwijzing. De Toegang weet daarvan.",
        )
        .met(feit!(f.andere_verwijzing))
        .met(feit!(f.contact));
        return true;
    }
    let zin = "Er loopt nog een verwijzing. De aanbieder neemt eerst contact op met de Toegang.";
    z.voorleggen(B::Gelijktijdig, zin)
        .met(feit!(f.andere_verwijzing))
        .met(feit!(f.contact));
    z.opdracht(Rol::Aanbieder, "Neem eerst contact op met de Toegang.");
    false
}

/// a warning, for the verwijzer keeps its right to refer.
fn overleg(f: &VerwijzingFeiten, route: &Route, z: &mut Zitting<'_>) {
    if !route.overleg_met_toegang || route.is_toegang {
        return;
    }
    if f.overleg.waarde == Some(true) {
        z.voor(B::Overleg, "Verwijzer, Toegang en aanbieder hebben overlegd.")
            .met(feit!(f.overleg));
    } else {
        let zin = "Het overleg tussen verwijzer, Toegang en aanbieder is niet vastgelegd. De verwijzing blijft geldig.";
        z.let_op(B::Overleg, zin).met(feit!(f.overleg));
    }
}

/// The second value is the limit that counts.
fn bedrag(f: &VerwijzingFeiten, route: &Route, z: &mut Zitting<'_>) -> Option<(bool, Option<Centen>)> {
    let Some(gewoon) = route.grens_zonder_instemming else {
        return Some((true, None));
    };
    let profiel = z.profiel;
    let raming = *nodig!(z, f.raming)?;
    let dag = f.ingangsdatum.waarde.unwrap_or(z.peildatum);
    let uitzondering = f
        .aanbieder
        .waarde
        .and_then(|a| profiel.uitzondering(a, &route.sleutel, dag));
    let grens = uitzondering.map_or(gewoon, |u| u.grens);
    let budget = plek_in(profiel, raming, None)
        .gekozen
        .map_or(raming, |b| b.bedrag);
    let instemming = f.instemming.van_gemeente().is_some_and(|tot| *tot >= budget);
    let teken = if raming > grens { ">" } else { "≤" };
    let som = format!("Raming {raming} {teken} grens {grens}. Afgerond budget: {budget}.");

    let mut vrij = true;
    if instemming {
        z.voor(B::Grens, "De Toegang stemt in met dit budget.")
            .met(feit!(f.raming))
            .met(feit!(f.instemming))
            .som(som);
        return Some((true, Some(grens)));
    }
    if budget <= grens {
        z.voor(
            B::Grens,
            format!("Niet hoger dan {grens}: daarvoor is geen instemming van de Toegang nodig."),
        )
        .met(feit!(f.raming))
        .som(som);
    } else if raming <= grens {
        vrij = false;
        let zin = format!(
            "De raming is niet hoger dan {grens}, maar het afgeronde budget wel. De Toegang moet instemmen."
        );
        z.voorleggen(B::Grens, zin).met(feit!(f.raming)).som(som);
    } else if contact(f, z).is_some() || f.instemming.van_gemeente().is_some() {
        // Who agreed to a lower amount was asked: that is contact too.
        vrij = false;
        let zin = format!(
            "De raming is hoger dan {grens}. Er is contact geweest met de Toegang; die bepaalt of dit budget er komt."
        );
        z.voorleggen(B::Grens, zin)
            .met(feit!(f.raming))
            .met(feit!(f.contact))
            .met(feit!(f.instemming))
            .som(som);
    } else {
        vrij = false;
        let zin = format!(
            "De raming is hoger dan {grens} en er is geen contact met de Toegang vastgelegd. Dit weigert het verzoek van de aanbieder, niet het recht van de jeugdige op hulp."
        );
        z.hard(B::Grens, zin)
            .met(feit!(f.raming))
            .met(feit!(f.contact))
            .som(som);
        z.opdracht(Rol::Aanbieder, "Neem eerst contact op met de Toegang.");
    }
    if route.alleen_eerste_verwijzing {
        vrij &= eerste(f, z)?;
    }
    Some((vrij, Some(grens)))
}

fn eerste(f: &VerwijzingFeiten, z: &mut Zitting<'_>) -> Option<bool> {
    let eerste = *nodig!(z, f.eerste_verwijzing)?;
    if eerste {
        z.voor(B::EersteVerwijzing, "Dit is de eerste verwijzing.")
            .met(feit!(f.eerste_verwijzing));
    } else {
        let maanden = z.profiel.eerste_verwijzing_maanden;
        let zin = format!(
            "Dit is geen eerste verwijzing: er loopt hulp, of er liep hulp in de laatste {maanden} maanden. Eerst naar de Toegang."
        );
        z.voorleggen(B::EersteVerwijzing, zin)
            .met(feit!(f.eerste_verwijzing));
        z.opdracht(Rol::Aanbieder, "Neem eerst contact op met de Toegang.");
    }
    Some(eerste)
}

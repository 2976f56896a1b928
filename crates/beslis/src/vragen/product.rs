//! Does a product belong in the catalogue of ambulant help, and is it individual or a group?

use super::keuze::Zwaarte;
use super::zitting::{Zitting, feit, feiten, uitkomst};
use super::{Rol, Vraag};
use crate::feiten::Soort;
use crate::regioprofiel::Bepaling as B;
use crate::regioprofiel::protocol::{Productvorm, Strekking};

feiten! {
    /// One product, and how it is used.
    pub struct ProductFeiten {
        moet soort: Soort => "Herstel of duurzaam";
        mag onderdeel: String => "Onderdeel van de afbakening waar het onder valt";
        mag vorm: Productvorm => "Individueel of groep";
        mag oude_naam: String => "Oude naam van het product";
        mag intensiteit: String => "Intensiteit van de groep";
        mag gezinnen: u32 => "Aantal gezinnen dat tegelijk hulp krijgt";
        mag behoefte: Zwaarte => "Hoeveel steun de jeugdige nodig heeft";
    }
}

uitkomst! {
    /// Where it belongs.
    pub struct ProductUitkomst {
        in_catalogus: bool => "Hoort in de catalogus";
        vorm: Productvorm => "Vorm";
        intensiteiten: Vec<String> => "Intensiteiten van een groep";
    }
}

/// See the module.
pub struct Productvraag;

impl Vraag for Productvraag {
    const ID: &'static str = "product";
    const TITEL: &'static str = "Hoort dit product in de catalogus, en is het individueel of een groep?";
    const BEPALINGEN: &'static [B] = &[
        B::ProductAmbulant,
        B::ProductIndividueel,
        B::ProductGroep,
        B::GroepNaam,
    ];
    const EISEN: &'static [&'static str] = &["R-026", "R-029", "R-036", "R-037"];
    type Feiten = ProductFeiten;
    type Uitkomst = ProductUitkomst;

    fn antwoord(f: &ProductFeiten, z: &mut Zitting<'_>) -> Option<ProductUitkomst> {
        if !z.geregeld(B::ProductAmbulant) {
            z.niet_geregeld(B::ProductAmbulant);
            return None;
        }
        let soort = *f.soort.waarde()?;
        z.beslist(Rol::Contractbeheer);
        let in_catalogus = catalogus(f, soort, z);
        let vorm = vorm(f, z);
        if vorm == Some(Productvorm::Groep) {
            groep(f, z);
        }
        let intensiteiten = z
            .profiel
            .protocol
            .groepen
            .iter()
            .map(|g| g.sleutel.clone())
            .collect();
        Some(ProductUitkomst {
            in_catalogus: Some(in_catalogus),
            vorm,
            intensiteiten: (vorm == Some(Productvorm::Groep)).then_some(intensiteiten),
        })
    }
}

/// what the afbakening excludes is not ambulant help.
fn catalogus(f: &ProductFeiten, soort: Soort, z: &mut Zitting<'_>) -> bool {
    let profiel = z.profiel;
    let item = f.onderdeel.waarde().map(|sleutel| {
        (
            sleutel,
            profiel.protocol.afbakening.iter().find(|i| i.sleutel == *sleutel),
        )
    });
    let (goed, grond) = match item {
        Some((_, Some(i))) if i.strekking == Strekking::Niet => {
            let zin = format!(
                "De afbakening sluit dit uit: {}. Het hoort niet in de catalogus.",
                i.naam
            );
            (false, z.tegen(B::ProductAmbulant, zin))
        }
        Some((_, None)) => {
            let zin = "Dit onderdeel staat niet in de afbakening. De lijst is niet volledig; een medewerker beslist.";
            (false, z.voorleggen(B::ProductAmbulant, zin))
        }
        Some((_, Some(_))) | None => {
            let zin = format!(
                "Ambulante hulp, {}: de afbakening sluit dit niet uit.",
                soort.label()
            );
            (true, z.voor(B::ProductAmbulant, zin))
        }
    };
    grond.met(feit!(f.onderdeel)).met(feit!(f.soort));
    goed
}

/// an old name stands for a form; help to more gezinnen at once is not individual.
fn vorm(f: &ProductFeiten, z: &mut Zitting<'_>) -> Option<Productvorm> {
    let profiel = z.profiel;
    let oud = f.oude_naam.waarde().and_then(|naam| {
        profiel
            .protocol
            .oude_termen
            .iter()
            .find(|t| t.naam.eq_ignore_ascii_case(naam.trim()))
    });
    if let Some(term) = oud {
        let zin = format!("{} valt nu onder: {}.", term.naam, term.vorm.label());
        z.voor(B::ProductGroep, zin).met(feit!(f.oude_naam));
    }
    let vorm = f.vorm.waarde.or(oud.map(|t| t.vorm))?;
    if let Some(term) = oud.filter(|t| t.vorm != vorm) {
        let zin = format!("{} is geen {}.", term.naam, vorm.label());
        z.voorleggen(B::ProductGroep, zin).met(feit!(f.vorm));
    }
    if vorm == Productvorm::Individueel {
        let samen = f.gezinnen.waarde.is_some_and(|n| n > 1);
        if samen {
            let zin = "Individuele hulp is voor een jeugdige en zijn gezin. Is dit groepsaanbod?";
            z.let_op(B::ProductIndividueel, zin)
        } else {
            z.voor(
                B::ProductIndividueel,
                "Individueel: een-op-eenhulp aan een jeugdige en zijn gezin.",
            )
        }
        .met(feit!(f.vorm))
        .met(feit!(f.gezinnen));
    }
    Some(vorm)
}

/// one of the intensities, and its name says nothing about the jeugdige.
fn groep(f: &ProductFeiten, z: &mut Zitting<'_>) {
    let namen: Vec<&str> = z
        .profiel
        .protocol
        .groepen
        .iter()
        .map(|g| g.sleutel.as_str())
        .collect();
    let rij = namen.join(", ");
    let grond = match f.intensiteit.waarde() {
        None => z.let_op(B::ProductGroep, format!("Kies een intensiteit: {rij}.")),
        Some(i) if namen.contains(&i.as_str()) => {
            z.voor(B::ProductGroep, "Groepsaanbod met een bekende intensiteit.")
        }
        Some(_) => z.tegen(
            B::ProductGroep,
            format!("Deze intensiteit bestaat niet. Bekend zijn: {rij}."),
        ),
    };
    grond.met(feit!(f.intensiteit));
    if f.behoefte.waarde.is_some() {
        let zin = "De naam van de intensiteit zegt niets over wat de jeugdige nodig heeft.";
        z.voor(B::GroepNaam, zin)
            .met(feit!(f.intensiteit))
            .met(feit!(f.behoefte));
    }
}

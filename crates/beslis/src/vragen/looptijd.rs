//! How long may this toewijzing last (R-039… …R-539)?

use super::Vraag;
use super::zitting::{Zitting, feit, feiten, nodig, uitkomst};
use crate::feiten::Soort;
use crate::regioprofiel::Bepaling as B;
use houvast_begrip::{Periode, datum, periode};
use jiff::civil::Date;

feiten! {
    /// One period.
    pub struct LooptijdFeiten {
        moet periode: Periode => "Periode";
        mag soort: Soort => "Herstel of duurzaam";
        mag voorziening: String => "Voorziening met een vaste duur";
        mag langer_afgesproken: bool => "De Toegang heeft een langere duur afgesproken";
        mag bijzonder_geval: bool => "Bijzonder geval (zoals LVB): zelfde uren over een langere tijd";
        mag extra_uren: bool => "De langere duur heeft extra uren";
        mag gemotiveerd: bool => "De langere duur is gemotiveerd";
        mag herindicatie: bool => "Dit is een volgende indicatie";
        mag jaarbeoordeling: bool => "De jaarlijkse beoordeling is gedaan";
    }
}

uitkomst! {
    /// The last day.
    pub struct LooptijdUitkomst {
        laatste_dag: Date => "Laatste dag die mag";
        maanden: u32 => "Maanden";
    }
}

/// See the module.
pub struct Looptijdvraag;

impl Vraag for Looptijdvraag {
    const ID: &'static str = "looptijd";
    const TITEL: &'static str = "Hoe lang mag deze toewijzing duren?";
    const BEPALINGEN: &'static [B] = &[B::Voorziening, B::SoortDuur, B::Indicatie, B::Herindicatie];
    const EISEN: &'static [&'static str] = &[
        "R-039", "R-040", "R-041", "R-056", "R-531", "R-532", "R-537", "R-538", "R-539",
    ];
    type Feiten = LooptijdFeiten;
    type Uitkomst = LooptijdUitkomst;

    fn antwoord(f: &LooptijdFeiten, z: &mut Zitting<'_>) -> Option<LooptijdUitkomst> {
        let p = *f.periode.waarde()?;
        if p.eind.is_none() {
            z.voorleggen(B::SoortDuur, "De periode heeft geen einddatum.")
                .met(feit!(f.periode));
            return None;
        }
        if let Some(sleutel) = f.voorziening.waarde() {
            return voorziening(f, sleutel, p, z);
        }
        match *nodig!(z, f.soort)? {
            Soort::Herstel => Some(herstel(f, p, z)),
            Soort::Duurzaam => duurzaam(f, p, z),
        }
    }
}

fn laatste(p: Periode, maanden: i32) -> Option<Date> {
    periode::plus_maanden(p.begin, maanden)?.yesterday().ok()
}

fn som(p: Periode, maanden: i32) -> String {
    match laatste(p, maanden) {
        Some(dag) => format!(
            "{maanden} maanden vanaf {} eindigen op {}.",
            datum::lang(p.begin),
            datum::lang(dag)
        ),
        None => format!("{maanden} maanden vanaf {}.", datum::lang(p.begin)),
    }
}

fn uitkomst(p: Periode, maanden: i32) -> LooptijdUitkomst {
    LooptijdUitkomst {
        laatste_dag: laatste(p, maanden),
        maanden: u32::try_from(maanden).ok(),
    }
}

/// R-039…R-041.
fn voorziening(
    f: &LooptijdFeiten,
    sleutel: &str,
    p: Periode,
    z: &mut Zitting<'_>,
) -> Option<LooptijdUitkomst> {
    let profiel = z.profiel;
    let Some(v) = profiel.voorzieningen.iter().find(|v| v.sleutel == *sleutel) else {
        let zin = "Dit is geen voorziening van deze regio. Uitbreiden loopt via het beheer van de catalogus.";
        z.tegen(B::Voorziening, zin).met(feit!(f.voorziening));
        return None;
    };
    let Some(maanden) = v.maanden.and_then(|m| i32::try_from(m).ok()) else {
        let zin = format!("Voor {} noemt deze versie van het protocol geen duur.", v.naam);
        z.let_op(B::Voorziening, zin).met(feit!(f.voorziening));
        return Some(LooptijdUitkomst::default());
    };
    let zin = format!("{} duurt {maanden} maanden.", v.naam);
    if p.langer_dan_maanden(maanden) {
        z.tegen(B::Voorziening, format!("{zin} De periode is langer."))
    } else if p.eind == laatste(p, maanden) {
        z.voor(B::Voorziening, zin)
    } else {
        z.let_op(B::Voorziening, format!("{zin} De periode is korter."))
    }
    .met(feit!(f.voorziening))
    .met(feit!(f.periode))
    .som(som(p, maanden));
    Some(uitkomst(p, maanden))
}

/// …R-539.
fn herstel(f: &LooptijdFeiten, p: Periode, z: &mut Zitting<'_>) -> LooptijdUitkomst {
    let maanden = z.profiel.herstel_maanden;
    let regel = z.profiel.protocol.looptijd;
    if !p.langer_dan_maanden(maanden) {
        z.voor(
            B::SoortDuur,
            format!("De periode is niet langer dan {maanden} maanden."),
        )
        .met(feit!(f.periode))
        .som(som(p, maanden));
        return uitkomst(p, maanden);
    }
    if f.langer_afgesproken.van_gemeente() == Some(&true) {
        z.voor(
            B::SoortDuur,
            format!("Langer dan {maanden} maanden. Dat is afgesproken met de Toegang."),
        )
        .met(feit!(f.periode))
        .met(feit!(f.langer_afgesproken))
        .som(som(p, maanden));
        return uitkomst(p, maanden);
    }
    let spreiding = regel.and_then(|r| r.spreiding_maanden);
    let bijzonder = f.bijzonder_geval.waarde == Some(true);
    if let Some(tot) = spreiding.filter(|_| bijzonder) {
        if f.extra_uren.waarde == Some(true) {
            let zin = "Een langere duur in een bijzonder geval is spreiding: er komen geen uren bij.";
            z.tegen(B::SoortDuur, zin).met(feit!(f.extra_uren));
            return uitkomst(p, tot);
        }
        if !p.langer_dan_maanden(tot) {
            z.voor(
                B::SoortDuur,
                format!("In dit bijzondere geval mogen dezelfde uren over {tot} maanden."),
            )
            .met(feit!(f.bijzonder_geval))
            .met(feit!(f.periode))
            .som(som(p, tot));
            return uitkomst(p, tot);
        }
    }
    let tot = spreiding.filter(|_| bijzonder).unwrap_or(maanden);
    let hard = regel.is_none_or(|r| r.kort_is_hard);
    let gemotiveerd = f.gemotiveerd.waarde == Some(true);
    if !hard && gemotiveerd {
        z.let_op(
            B::SoortDuur,
            format!("Langer dan {tot} maanden, met een reden. De grens is niet hard."),
        )
    } else if !hard {
        z.voorleggen(
            B::SoortDuur,
            format!("Langer dan {tot} maanden. Dat mag alleen met een reden."),
        )
    } else {
        let zin = format!("Langer dan {tot} maanden. Dat is niet afgesproken met de Toegang.");
        z.voorleggen(B::SoortDuur, zin)
    }
    .met(feit!(f.periode))
    .met(feit!(f.langer_afgesproken))
    .met(feit!(f.gemotiveerd))
    .som(som(p, tot));
    uitkomst(p, tot)
}

///
fn duurzaam(f: &LooptijdFeiten, p: Periode, z: &mut Zitting<'_>) -> Option<LooptijdUitkomst> {
    let maanden = z.profiel.protocol.looptijd.and_then(|l| l.indicatie_maanden);
    let Some(maanden) = maanden else {
        z.voor(
            B::Indicatie,
            "Duurzaam: de toewijzing mag lang duren. Deze regio noemt geen grens.",
        )
        .met(feit!(f.periode));
        return Some(LooptijdUitkomst::default());
    };
    if p.langer_dan_maanden(maanden) {
        z.tegen(
            B::Indicatie,
            format!("Een indicatie geldt hoogstens {maanden} maanden."),
        )
    } else {
        z.voor(
            B::Indicatie,
            format!("Een indicatie geldt hoogstens {maanden} maanden. Dat klopt."),
        )
    }
    .met(feit!(f.periode))
    .som(som(p, maanden));
    if f.herindicatie.waarde == Some(true) {
        let gedaan = *nodig!(z, f.jaarbeoordeling)?;
        if gedaan {
            z.voor(
                B::Herindicatie,
                "Opnieuw indiceren mag: de jaarlijkse beoordeling is gedaan.",
            )
        } else {
            z.tegen(
                B::Herindicatie,
                "Opnieuw indiceren kan pas na de jaarlijkse beoordeling.",
            )
        }
        .met(feit!(f.jaarbeoordeling));
    }
    Some(uitkomst(p, maanden))
}

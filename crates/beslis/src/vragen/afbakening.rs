//! Is this specialised youth care (R-026, R-028, R-302…R-312)?

use super::waarde::keuze;
use super::zitting::{Zitting, feit, feiten, nodig, uitkomst};
use super::{Rol, Vraag};
use crate::feiten::Verwijzer;
use crate::regioprofiel::Bepaling as B;
use crate::regioprofiel::protocol::{AfbakeningItem, Strekking, Uitzonderingsgrond};
use houvast_begrip::datum;
use jiff::civil::Date;

feiten! {
    /// One form of help laid beside the list.
    pub struct AfbakeningFeiten {
        moet item: String => "Onderdeel van de afbakening, of \"geen\" als het er niet bij staat";
        mag verwijzer: Verwijzer => "Wie heeft verwezen";
        mag geboortedatum: Date => "Geboortedatum";
        mag startdatum: Date => "Eerste dag van de hulp";
        mag jeugdstrafrecht: bool => "Hulp binnen het jeugdstrafrecht";
        mag verlengde_jeugdhulp: bool => "Verlengde jeugdhulp";
        mag geneeskundige_zorg: bool => "Persoonlijke verzorging wegens geneeskundige zorg";
        mag ernstige_gedragsproblemen: bool => "Er zijn ernstige gedragsproblemen";
        mag passend_onderwijs: bool => "De hulp valt onder passend onderwijs";
        mag ernstige_dyslexie: bool => "Het gaat om ernstige dyslexie";
        mag gecontracteerd: bool => "De aanbieder heeft een contract";
        mag breder_traject: bool => "De inzet ondersteunt een breder traject";
        mag overleg_toegang: bool => "Er is overleg met de Toegang";
    }
}

keuze! {
    /// Inside or outside.
    pub enum Plaats {
        Binnen = "binnen", "specialistische jeugdhulp";
        Buiten = "buiten", "geen specialistische jeugdhulp";
    }
}

uitkomst! {
    /// Inside or outside, and where to go instead.
    pub struct AfbakeningUitkomst {
        plaats: Plaats => "Afbakening";
        onderdeel: String => "Onderdeel";
        voorliggend: String => "Wie helpt dan wel";
    }
}

/// See the module.
pub struct Afbakening;

impl Vraag for Afbakening {
    const ID: &'static str = "afbakening";
    const TITEL: &'static str = "Is dit specialistische jeugdhulp?";
    const BEPALINGEN: &'static [B] = &[
        B::AfbakeningWel,
        B::AfbakeningLeeftijd,
        B::AfbakeningNiet,
        B::AfbakeningUitzondering,
        B::AfbakeningOndersteunend,
        B::AfbakeningLijst,
    ];
    const EISEN: &'static [&'static str] = &[
        "R-028", "R-302", "R-304", "R-305", "R-306", "R-307", "R-308", "R-309", "R-311", "R-312", "R-545",
        "R-546", "R-547",
    ];
    type Feiten = AfbakeningFeiten;
    type Uitkomst = AfbakeningUitkomst;

    fn antwoord(f: &AfbakeningFeiten, z: &mut Zitting<'_>) -> Option<AfbakeningUitkomst> {
        let profiel = z.profiel;
        let lijst = &profiel.protocol.afbakening;
        let gevraagd = f.item.waarde()?;
        if lijst.is_empty() {
            z.niet_geregeld(B::AfbakeningLijst);
            return None;
        }
        let dag = f.startdatum.waarde.unwrap_or(z.peildatum);
        let geldt = |i: &&AfbakeningItem| i.geldig_vanaf.is_none_or(|vanaf| vanaf <= dag);
        let Some(item) = lijst.iter().filter(geldt).find(|i| i.sleutel == *gevraagd) else {
            let zin = "Deze hulp staat niet op de lijst, en de lijst is niet limitatief. Een medewerker beoordeelt het.";
            z.voorleggen(B::AfbakeningLijst, zin).met(feit!(f.item));
            return None;
        };
        let plaats = match item.strekking {
            Strekking::Wel => wel(f, item, dag, z),
            Strekking::Niet => niet(f, item, z),
            Strekking::Ondersteunend => ondersteunend(f, item, z),
        }?;
        let voorliggend = match plaats {
            Plaats::Binnen => None,
            Plaats::Buiten => item.voorliggend.clone(),
        };
        Some(AfbakeningUitkomst {
            plaats: Some(plaats),
            onderdeel: Some(item.naam.clone()),
            voorliggend,
        })
    }
}

/// R-304…R-306: up to a birthday, unless the law carries on.
fn wel(f: &AfbakeningFeiten, item: &AfbakeningItem, dag: Date, z: &mut Zitting<'_>) -> Option<Plaats> {
    z.voor(
        B::AfbakeningWel,
        format!("Dit is specialistische jeugdhulp: {}.", item.naam),
    )
    .met(feit!(f.item));
    let Some(grens) = item.tot_leeftijd else {
        return Some(Plaats::Binnen);
    };
    if f.geneeskundige_zorg.waarde == Some(true) {
        let zin = "De verzorging is nodig wegens geneeskundige zorg. Daarvoor is de Zorgverzekeringswet.";
        z.tegen(B::AfbakeningNiet, zin).met(feit!(f.geneeskundige_zorg));
        return Some(Plaats::Buiten);
    }
    let geboren = *nodig!(z, f.geboortedatum)?;
    let jaren = datum::leeftijd(geboren, dag);
    let som = format!("Op {} is de jeugdige {jaren} jaar.", datum::lang(dag));
    if jaren < grens {
        z.voor(
            B::AfbakeningLeeftijd,
            format!("De jeugdige is jonger dan {grens} jaar."),
        )
        .met(feit!(f.geboortedatum))
        .som(som);
        return Some(Plaats::Binnen);
    }
    let verlengd = nodig!(z, f.verlengde_jeugdhulp).copied();
    let strafrecht = nodig!(z, f.jeugdstrafrecht).copied();
    if verlengd? || strafrecht? {
        let zin = format!("De grens van {grens} jaar geldt niet bij verlengde jeugdhulp of jeugdstrafrecht.");
        z.voor(B::AfbakeningLeeftijd, zin)
            .met(feit!(f.verlengde_jeugdhulp))
            .met(feit!(f.jeugdstrafrecht))
            .som(som);
        return Some(Plaats::Binnen);
    }
    let zin = format!("Deze hulp is er tot {grens} jaar.");
    z.tegen(B::AfbakeningLeeftijd, zin)
        .met(feit!(f.geboortedatum))
        .met(feit!(f.verlengde_jeugdhulp))
        .met(feit!(f.jeugdstrafrecht))
        .som(som);
    Some(Plaats::Buiten)
}

/// R-307…R-309: excluded, unless the item itself says when not.
fn niet(f: &AfbakeningFeiten, item: &AfbakeningItem, z: &mut Zitting<'_>) -> Option<Plaats> {
    if let Some(uitzondering) = item.uitzondering {
        let (geldt, feit) = match uitzondering {
            Uitzonderingsgrond::ErnstigeGedragsproblemen => (
                *nodig!(z, f.ernstige_gedragsproblemen)?,
                feit!(f.ernstige_gedragsproblemen),
            ),
            Uitzonderingsgrond::BuitenPassendOnderwijs => {
                (!*nodig!(z, f.passend_onderwijs)?, feit!(f.passend_onderwijs))
            }
            Uitzonderingsgrond::ErnstigeDyslexie => {
                (*nodig!(z, f.ernstige_dyslexie)?, feit!(f.ernstige_dyslexie))
            }
        };
        if geldt {
            let zin = format!("Niet uitgesloten: {}.", uitzondering.label());
            z.voor(B::AfbakeningUitzondering, zin)
                .met(feit!(f.item))
                .met(feit);
            return Some(Plaats::Binnen);
        }
        let zin = format!("Uitgesloten, behalve als geldt: {}.", uitzondering.label());
        z.tegen(B::AfbakeningUitzondering, zin).met(feit);
    }
    let waar = item.voorliggend.as_deref().unwrap_or("een andere voorziening");
    let zin = format!(
        "Dit is geen specialistische jeugdhulp: {}. Hiervoor is {waar}.",
        item.naam
    );
    z.tegen(B::AfbakeningNiet, zin).met(feit!(f.item));
    z.opdracht(Rol::Toegang, format!("Wijs de weg naar {waar}."));
    Some(Plaats::Buiten)
}

/// never on its own; three conditions together.
fn ondersteunend(f: &AfbakeningFeiten, item: &AfbakeningItem, z: &mut Zitting<'_>) -> Option<Plaats> {
    let breder = *nodig!(z, f.breder_traject)?;
    if !breder {
        let zin = format!(
            "{} is op zichzelf geen specialistische jeugdhulp. De toetser wijst dit af en verwijst naar de Toegang.",
            item.naam
        );
        z.tegen(B::AfbakeningOndersteunend, zin)
            .met(feit!(f.item))
            .met(feit!(f.breder_traject));
        if f.verwijzer.waarde != Some(Verwijzer::Gemeente) {
            // at another verwijzer the aanbieder tests this.
            z.beslist(Rol::Aanbieder);
            z.opdracht(Rol::Aanbieder, "Verwijs de jeugdige naar de Toegang.");
        }
        return Some(Plaats::Buiten);
    }
    let contract = nodig!(z, f.gecontracteerd).copied();
    let overleg = nodig!(z, f.overleg_toegang).copied();
    let (contract, overleg) = (contract?, overleg?);
    let (goed, zin) = match (contract, overleg) {
        (true, true) => (
            true,
            format!(
                "{} ondersteunt een breder traject van een gecontracteerde aanbieder, in overleg met de Toegang.",
                item.naam
            ),
        ),
        (false, _) => (false, "De aanbieder heeft geen contract.".to_owned()),
        (true, false) => (false, "Er is geen overleg met de Toegang geweest.".to_owned()),
    };
    let grond = if goed {
        z.voor(B::AfbakeningOndersteunend, zin)
    } else {
        z.tegen(B::AfbakeningOndersteunend, zin)
    };
    grond
        .met(feit!(f.item))
        .met(feit!(f.breder_traject))
        .met(feit!(f.gecontracteerd))
        .met(feit!(f.overleg_toegang));
    Some(if goed { Plaats::Binnen } else { Plaats::Buiten })
}

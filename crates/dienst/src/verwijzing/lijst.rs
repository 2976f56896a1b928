//! The list of referrals, and what a verwijzer has to look at.

use super::{Persoon, open};
use crate::beeld::{Merkje, Naam, Rol, Termijn, Toon, VerwijzingLijst, VerwijzingRij, WerkRij, WerkSoort};
use crate::recht::{Handeling, eis};
use crate::{Aangemeld, DienstFout, Huis, termijnen};
use houvast_begrip::datum;
use houvast_beslis::Verwijzer;
use houvast_opslag::{Bladzijde, Lees, Verwijzing, VerwijzingStatus, VerwijzingVraag};
use jiff::civil::Date;
use std::collections::BTreeMap;
use uuid::Uuid;

/// Rows on one page.
const PER_BLAD: u32 = 50;

/// Referrals, newest first: what is open, or what is done.
pub async fn lijst(
    huis: &Huis,
    wie: &Aangemeld,
    klaar: bool,
    na: Option<Uuid>,
) -> Result<VerwijzingLijst, DienstFout> {
    eis(wie.functie(), Handeling::VerwijzingenZien)?;
    let vandaag = huis.tijd.vandaag();
    let mut lees = huis.opslag.lees(wie.bereik()).await?;
    let welke = |open| VerwijzingVraag {
        open: Some(open),
        status: None,
    };
    let blad = na.map_or(Bladzijde::eerste(PER_BLAD), |na| Bladzijde::na(na, PER_BLAD));
    let rijen = lees.verwijzingen(welke(!klaar), blad).await?;
    let aantal = |n: i64| u32::try_from(n).unwrap_or_default();
    let open = aantal(lees.aantal_verwijzingen(welke(true)).await?);
    let afgerond = aantal(lees.aantal_verwijzingen(welke(false)).await?);
    let namen = aanbiedernamen(&mut lees).await?;
    Ok(VerwijzingLijst {
        rijen: rijen
            .rijen
            .iter()
            .map(|v| rij(huis, wie.rol(), v, &namen, vandaag))
            .collect::<Result<_, _>>()?,
        klaar,
        open,
        afgerond,
        verder: na.is_some(),
        volgende: rijen.volgende,
    })
}

pub(super) async fn aanbiedernamen(
    lees: &mut Lees,
) -> Result<BTreeMap<houvast_begrip::AgbCode, String>, DienstFout> {
    Ok(lees
        .aanbieders()
        .await?
        .into_iter()
        .map(|a| (a.agb, a.naam))
        .collect())
}

fn rij(
    huis: &Huis,
    rol: Rol,
    v: &Verwijzing,
    namen: &BTreeMap<houvast_begrip::AgbCode, String>,
    vandaag: Date,
) -> Result<VerwijzingRij, DienstFout> {
    let aanbieder = || {
        namen
            .get(&v.aanbieder)
            .cloned()
            .unwrap_or_else(|| v.aanbieder.to_string())
    };
    Ok(VerwijzingRij {
        id: v.id,
        nummer: nummer(v),
        jeugdige: naam(v)?,
        leeftijd: datum::leeftijd(v.geboortedatum, vandaag),
        wie: match rol {
            Rol::Aanbieder => wie_verwees(v),
            Rol::Consulent if v.verwijzer.is_some() => format!("{}, via {}", aanbieder(), wie_verwees(v)),
            _ => aanbieder(),
        },
        gemeente: huis.gemeente_naam(v.houder.als_str()),
        verwezen: huis.tijd.dag_van(v.gevraagd_op),
        termijn: termijn(huis, v, vandaag),
        stand: stand(v),
        verder: verder(rol, v),
    })
}

pub(super) fn nummer(v: &Verwijzing) -> String {
    format!("V-{}", v.nummer)
}

/// Of whom it is.
pub(crate) fn naam(v: &Verwijzing) -> Result<Naam, DienstFout> {
    let p: Persoon = open(v.persoon.as_ref())?;
    Ok(Naam {
        voornamen: p.voornamen,
        voorletters: String::new(),
        voorvoegsel: p.voorvoegsel,
        achternaam: p.achternaam,
    })
}

/// `Huisartsenpraktijk De Brink (huisarts)`, `de Toegang`.
pub(super) fn wie_verwees(v: &Verwijzing) -> String {
    let soort = Verwijzer::try_from(v.route.as_str()).map_or("", Verwijzer::label);
    match &v.verwijzer_naam {
        Some(naam) => format!("{naam} ({})", soort.trim_start_matches("de ")),
        None => "de Toegang".to_owned(),
    }
}

pub(super) fn termijn(huis: &Huis, v: &Verwijzing, vandaag: Date) -> Option<Termijn> {
    let uiterlijk = v.uiterlijk?;
    matches!(v.status, VerwijzingStatus::Gevraagd).then(|| Termijn {
        uiterlijk,
        werkdagen: termijnen::werkdagen_tot(huis, vandaag, uiterlijk),
    })
}

/// The state in a word.
pub(super) fn stand(v: &Verwijzing) -> Merkje {
    use VerwijzingStatus as S;
    let (tekst, toon) = match v.status {
        S::Gevraagd if v.aangemeld.is_none() && v.verwijzer.is_some() => {
            ("wacht op aanmelding", Toon::Rustig)
        }
        S::Gevraagd => ("wordt getoetst", Toon::LetOp),
        S::AnderBudget => ("ander budget gevraagd", Toon::LetOp),
        S::Geaccepteerd if v.verzoek_bericht.is_some() => ("toewijzing gevraagd", Toon::Goed),
        S::Geaccepteerd => ("overgenomen", Toon::Goed),
        S::Geweigerd => ("niet overgenomen", Toon::Fout),
        S::AndereAanbieder => ("gezin kiest anders", Toon::Rustig),
        S::Ingetrokken => ("ingetrokken", Toon::Rustig),
        S::Toegewezen => ("hulp toegewezen", Toon::Goed),
    };
    Merkje::nieuw(tekst, toon)
}

/// What comes next and who does it, told to who is looking.
pub(super) fn verder(rol: Rol, v: &Verwijzing) -> String {
    use VerwijzingStatus as S;
    let van_toegang = v.verwijzer.is_none();
    let verzonden = v.verzoek_bericht.is_some();
    match (v.status, rol) {
        (S::Gevraagd, Rol::Aanbieder) if !van_toegang && v.aangemeld.is_none() => {
            "Leg vast wanneer de jeugdige zich bij u meldt. Dan begint de termijn van de toetsing."
        }
        (S::Gevraagd, Rol::Aanbieder) => "Kijk of uw hulp past en leg uw antwoord vast.",
        (S::Gevraagd, _) if !van_toegang && v.aangemeld.is_none() => {
            "De aanbieder heeft de verwijzing. De toetsing begint als de jeugdige zich daar meldt."
        }
        (S::Gevraagd, _) => "De aanbieder kijkt of de hulp past.",
        (S::AnderBudget, Rol::Consulent) => "De aanbieder vraagt een ander budget. Geef uw antwoord.",
        (S::AnderBudget, _) => "De Toegang kijkt naar het budget.",
        (S::Geaccepteerd, Rol::Consulent) if van_toegang => {
            "De aanbieder neemt het over. U kunt nu toewijzen."
        }
        (S::Geaccepteerd, Rol::Aanbieder) if !van_toegang && !verzonden => {
            "Vraag nu de toewijzing aan bij de gemeente."
        }
        (S::Geaccepteerd, Rol::Aanbieder) if !van_toegang => "De gemeente beoordeelt uw verzoek.",
        (S::Geaccepteerd, Rol::Aanbieder) => "U neemt het over. De Toegang wijst nu toe.",
        (S::Geaccepteerd, _) if verzonden => "De aanbieder neemt het over en heeft de toewijzing gevraagd.",
        (S::Geaccepteerd, _) => "De aanbieder neemt het over en vraagt de toewijzing.",
        (S::Geweigerd, Rol::Verwijzer) => {
            "De aanbieder neemt het niet over. Lees waarom en verwijs zo nodig opnieuw."
        }
        (S::Geweigerd, Rol::Consulent) if van_toegang => {
            "De aanbieder neemt het niet over. Zoek een andere aanbieder."
        }
        (S::Geweigerd, _) => "U neemt deze verwijzing niet over. De verwijzer zoekt verder.",
        (S::AndereAanbieder, _) => "Het gezin koos een andere aanbieder. De verwijzing blijft geldig.",
        (S::Ingetrokken, _) => "De verwijzing is teruggenomen.",
        (S::Toegewezen, Rol::Verwijzer) => "De gemeente heeft de hulp toegewezen.",
        (S::Toegewezen, _) => "De hulp is toegewezen.",
    }
    .to_owned()
}

/// What a verwijzer has to look at, as rows of its work list: refused referrals, and those whose toetsing is late.
pub(crate) async fn werk(huis: &Huis, wie: &Aangemeld) -> Result<Vec<WerkRij>, DienstFout> {
    eis(wie.functie(), Handeling::Verwijzen)?;
    let vandaag = huis.tijd.vandaag();
    let mut lees = huis.opslag.lees(wie.bereik()).await?;
    let open = VerwijzingVraag {
        open: Some(true),
        status: None,
    };
    let lijst = lees.verwijzingen(open, Bladzijde::eerste(500)).await?.rijen;
    let namen = aanbiedernamen(&mut lees).await?;
    let mut uit = Vec::new();
    for v in &lijst {
        let termijn = termijn(huis, v, vandaag);
        let te_laat = termijn.is_some_and(|t| t.werkdagen < 0);
        let wat = match v.status {
            VerwijzingStatus::Geweigerd => "Niet overgenomen",
            VerwijzingStatus::Gevraagd if te_laat => "Toetsing te laat",
            _ => continue,
        };
        let rij = rij(huis, Rol::Verwijzer, v, &namen, vandaag)?;
        uit.push(WerkRij {
            soort: WerkSoort::Verwijzing,
            id: v.id,
            wat: wat.to_owned(),
            jeugdige: Some(rij.jeugdige),
            leeftijd: Some(rij.leeftijd),
            bij: rij.wie,
            stand: match v.status {
                VerwijzingStatus::Geweigerd => rij.verder,
                _ => "De aanbieder antwoordt niet op tijd: vraag het na".to_owned(),
            },
            termijn,
            sinds: rij.verwezen,
        });
    }
    Ok(uit)
}

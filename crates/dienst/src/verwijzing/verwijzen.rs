//! A practice or institution refers. It needs no file: what it fills in is the referral.

use super::{Herkomst, Persoon, Stap, VERWIJZER, noteer, rij, uiterste_dag, zet, zet_toetsing};
use crate::beeld::{VerwijzingFormulier, VerwijzingInvoer};
use crate::kijk::{self, Blik};
use crate::recht::{Handeling, eis};
use crate::verzoek::dossier;
use crate::{Aangemeld, DienstFout, Huis};
use houvast_begrip::{AgbCode, Bsn, GemeenteCode, datum};
use houvast_beslis::Verwijzer;
use houvast_beslis::regioprofiel::Route;
use houvast_ijw::berichten::codes;
use houvast_opslag::{RegelVoor, SignaalSoort, Tx, Verwijzing, VerwijzingStatus};
use jiff::civil::Date;
use uuid::Uuid;

/// Jeugdwet 1.1: a jeugdige is younger than this.
const JEUGDIGE_TOT: i16 = 23;
/// What the fields of a JW315 take.
const NAAM: usize = 200;
const VOORVOEGSEL: usize = 10;
/// Of free text.
pub(super) const TEKST: usize = 2_000;

/// A mistake: the field and what to do about it.
pub type Fouten = Vec<(&'static str, String)>;

/// Who refers: the practice of the account and its type.
async fn praktijk(
    huis: &Huis,
    wie: &Aangemeld,
) -> Result<(houvast_opslag::Verwijzer, Verwijzer), DienstFout> {
    let agb = wie.bereik().praktijk().ok_or(DienstFout::NietGevonden)?;
    let rij = huis
        .opslag
        .lees(wie.bereik())
        .await?
        .verwijzer(agb)
        .await?
        .ok_or(DienstFout::Gegevens("verwijzer"))?;
    let soort = Verwijzer::try_from(rij.soort.as_str()).map_err(|_| DienstFout::Gegevens("verwijzer"))?;
    Ok((rij, soort))
}

fn route(huis: &Huis, soort: Verwijzer) -> Option<&Route> {
    huis.profiel(huis.tijd.vandaag())?.route(soort)
}

/// What the form of a new referral needs.
pub async fn formulier(huis: &Huis, wie: &Aangemeld) -> Result<VerwijzingFormulier, DienstFout> {
    eis(wie.functie(), Handeling::Verwijzen)?;
    let (_, soort) = praktijk(huis, wie).await?;
    let vandaag = huis.tijd.vandaag();
    let gemeenten = huis
        .profiel(vandaag)
        .map(|p| p.gemeenten.as_slice())
        .unwrap_or_default()
        .iter()
        .map(|g| (g.code.to_string(), g.naam.clone()))
        .collect();
    let mut lees = huis.opslag.lees(wie.bereik()).await?;
    let mut aanbieders = Vec::new();
    for aanbieder in lees.aanbieders().await? {
        if !lees.contracten_op(aanbieder.agb, vandaag).await?.is_empty() {
            aanbieders.push((aanbieder.agb.to_string(), aanbieder.naam));
        }
    }
    let route = route(huis, soort);
    Ok(VerwijzingFormulier {
        gemeenten,
        aanbieders,
        vraagt_overleg: route.is_some_and(|r| r.overleg_met_toegang),
        grens: route.and_then(|r| r.grens_zonder_instemming),
    })
}

/// What was typed, as types.
struct Gelezen {
    bsn: Bsn,
    geboren: Date,
    gemeente: GemeenteCode,
    aanbieder: AgbCode,
    privacy: bool,
}

/// Stores the referral and tells the aanbieder. Mistakes come back per field; nothing is stored then.
pub async fn verwijs(
    huis: &Huis,
    wie: &Aangemeld,
    invoer: VerwijzingInvoer,
) -> Result<Result<Uuid, Fouten>, DienstFout> {
    eis(wie.functie(), Handeling::Verwijzen)?;
    let (praktijk, soort) = praktijk(huis, wie).await?;
    let route = route(huis, soort);
    let overleg = route.is_some_and(|r| r.overleg_met_toegang);
    let vandaag = huis.tijd.vandaag();
    let goed = match controleer(huis, &invoer, route.is_some(), vandaag) {
        Ok(goed) => goed,
        Err(fouten) => return Ok(Err(fouten)),
    };
    let nu = huis.tijd.nu();
    let mut tx = huis.opslag.begin(&huis.systeem()).await?;
    if let Some(fout) = bezwaar(&mut tx, &goed, praktijk.agb, vandaag).await? {
        return Ok(Err(vec![fout]));
    }
    let houder = goed.gemeente.into();
    let kind = tx.jeugdige_met_bsn(&houder, &goed.bsn).await?;
    let aangemeld = invoer.aanmelden.then_some(vandaag);
    let uiterlijk = aangemeld.and_then(|dag| uiterste_dag(huis, &houder, soort, Some(dag), None, vandaag));
    let resultaat = invoer.resultaat.trim();
    let van = Herkomst {
        houder,
        route: soort,
        verwijzer: Some(praktijk.agb),
        verwijzer_naam: Some(praktijk.naam.clone()),
        door: wie.account(),
        aanbieder: goed.aanbieder,
        bsn: goed.bsn,
        persoon: Persoon {
            voornamen: invoer.voornamen.trim().to_owned(),
            voorvoegsel: invoer.voorvoegsel.trim().to_owned(),
            achternaam: invoer.achternaam.trim().to_owned(),
            telefoon: invoer.telefoon.trim().to_owned(),
        },
        geboortedatum: goed.geboren,
        geslacht: invoer.geslacht.clone(),
    };
    // where the route supposes consultation, the Toegang knows of it, unless the family shares nothing.
    let met_toegang = overleg && !goed.privacy;
    let nieuw = Verwijzing {
        privacy: goed.privacy,
        overleg: invoer.overleg,
        resultaat: (!resultaat.is_empty()).then(|| resultaat.into()),
        resultaat_van: (!resultaat.is_empty()).then(|| VERWIJZER.to_owned()),
        aangemeld,
        uiterlijk,
        toegang_op: met_toegang.then_some(nu),
        contact: invoer.overleg.filter(|_| met_toegang),
        jeugdige: kind.filter(|_| met_toegang).map(|k| k.id),
        ..rij(huis, &mut tx, van, nu).await?
    };
    tx.leg_verwijzing_vast(&nieuw).await?;
    let stap = |voor| Stap {
        voor,
        van: VERWIJZER,
        soort: "verwezen",
        bedrag: None,
        tekst: None,
        door: Some(wie.account()),
    };
    noteer(huis, &mut tx, &nieuw, stap(RegelVoor::Verwijzer), nu).await?;
    if met_toegang {
        noteer(huis, &mut tx, &nieuw, stap(RegelVoor::Toegang), nu).await?;
        if invoer.overleg.is_none() {
            zet(huis, &mut tx, &nieuw, SignaalSoort::OverlegToegang, None, nu).await?;
        }
    }
    zet_toetsing(huis, &mut tx, &nieuw, nu).await?;
    tx.commit().await?;
    let blik = Blik {
        houder: Some(&nieuw.houder),
        jeugdige: nieuw.jeugdige,
        voorwerp: "verwijzing",
        id: Some(nieuw.id),
        handeling: "wijzigen",
    };
    kijk::noteer(huis, wie, &[blik]).await?;
    Ok(Ok(nieuw.id))
}

/// What only the store can tell: a contract today, and no second referral that is the same.
async fn bezwaar(
    tx: &mut Tx,
    goed: &Gelezen,
    praktijk: AgbCode,
    vandaag: Date,
) -> Result<Option<(&'static str, String)>, DienstFout> {
    let contract = dossier::contracten(tx, goed.aanbieder)
        .await?
        .iter()
        .any(|c| c.periode.bevat(vandaag));
    if !contract {
        return Ok(Some((
            "aanbieder",
            "Deze aanbieder heeft nu geen contract. Kies een andere, of overleg met de Toegang.".to_owned(),
        )));
    }
    let zelfde = |v: &Verwijzing| {
        v.aanbieder == goed.aanbieder
            && v.verwijzer == Some(praktijk)
            && matches!(
                v.status,
                VerwijzingStatus::Gevraagd | VerwijzingStatus::AnderBudget
            )
    };
    let houder = goed.gemeente.into();
    let lijst = tx.verwijzingen_van_kind(&houder, &goed.bsn).await?;
    Ok(lijst.iter().any(zelfde).then(|| {
        (
            "bsn",
            "U verwees deze jeugdige al naar deze aanbieder en die heeft nog niet geantwoord.".to_owned(),
        )
    }))
}

fn controleer(
    huis: &Huis,
    invoer: &VerwijzingInvoer,
    heeft_route: bool,
    vandaag: Date,
) -> Result<Gelezen, Fouten> {
    let mut fouten: Fouten = Vec::new();
    let mut mis = |veld, tekst: &str| fouten.push((veld, tekst.to_owned()));
    if !heeft_route {
        //
        mis(
            "aanbieder",
            "Uw soort verwijzer heeft in deze regio geen eigen route. Overleg met de Toegang.",
        );
    }
    let bsn = Bsn::nieuw(invoer.bsn.trim()).ok();
    if bsn.is_none() {
        mis("bsn", "Dit BSN klopt niet. Controleer de negen cijfers.");
    }
    for (veld, tekst, hoogstens, leeg) in [
        ("voornamen", &invoer.voornamen, NAAM, "Vul de voornamen in."),
        ("voorvoegsel", &invoer.voorvoegsel, VOORVOEGSEL, ""),
        ("achternaam", &invoer.achternaam, NAAM, "Vul de achternaam in."),
    ] {
        let lengte = tekst.trim().chars().count();
        if lengte == 0 && !leeg.is_empty() {
            mis(veld, leeg);
        } else if lengte > hoogstens {
            mis(veld, &format!("Gebruik hoogstens {hoogstens} tekens."));
        }
    }
    match invoer.geboren {
        None => mis("geboren", "Vul de geboortedatum in, zoals 4-11-2014."),
        Some(dag) if dag > vandaag => mis("geboren", "De geboortedatum ligt in de toekomst."),
        Some(dag) if datum::leeftijd(dag, vandaag) >= JEUGDIGE_TOT => mis(
            "geboren",
            "Jeugdhulp is er voor wie jonger is dan 23 jaar. Controleer de geboortedatum.",
        ),
        Some(_) => {}
    }
    if codes::Geslacht::try_from(invoer.geslacht.as_str()).is_err() {
        mis("geslacht", "Kies het geslacht.");
    }
    let gemeente = GemeenteCode::nieuw(&invoer.gemeente)
        .ok()
        .filter(|g| huis.gemeenten().contains(g));
    if gemeente.is_none() {
        mis("gemeente", "Kies de gemeente waar de jeugdige woont.");
    }
    let aanbieder = AgbCode::nieuw(&invoer.aanbieder).ok();
    if aanbieder.is_none() && heeft_route {
        mis("aanbieder", "Kies naar wie u verwijst.");
    }
    if invoer.privacy.is_none() {
        mis("privacy", "Kies of het gezin gegevens deelt met de gemeente.");
    }
    if invoer.resultaat.chars().count() > TEKST {
        mis("resultaat", &format!("Gebruik hoogstens {TEKST} tekens."));
    }
    let telefoon = invoer.telefoon.chars().filter(char::is_ascii_digit).count();
    if invoer.aanmelden && telefoon < 10 {
        mis(
            "telefoon",
            "Vul het nummer in waarop de aanbieder het gezin kan bellen.",
        );
    } else if invoer.telefoon.chars().count() > 20 {
        mis("telefoon", "Een telefoonnummer heeft hoogstens 20 tekens.");
    }
    if invoer.overleg.is_some_and(|dag| dag > vandaag) {
        mis("overleg", "De dag van het overleg ligt in de toekomst.");
    }
    match (bsn, invoer.geboren, gemeente, aanbieder, invoer.privacy) {
        (Some(bsn), Some(geboren), Some(gemeente), Some(aanbieder), Some(privacy)) if fouten.is_empty() => {
            Ok(Gelezen {
                bsn,
                geboren,
                gemeente,
                aanbieder,
                privacy,
            })
        }
        _ => Err(fouten),
    }
}

//! The registered facts of a request as the page shows them: what is known, by whom, and what is still missing.

use super::invoer::als_velden;
use super::vertaal::Vastgelegd;
use crate::beeld::{Feiten, Rij};
use crate::recht::{Functie, Handeling, mag};
use crate::taal;
use houvast_begrip::datum;
use houvast_beslis::{Afronding, Bron, Feit, Soort};
use houvast_opslag::{Aanbieder, VerzoekProduct};

/// Codes of COD327 of a medical referrer: huisarts, jeugdarts, medisch specialist.
const MEDISCH: [&str; 3] = ["02", "03", "05"];

pub(super) fn beeld(
    functie: Functie,
    v: &Vastgelegd,
    producten: &[VerzoekProduct],
    aanbieders: &[Aanbieder],
) -> Feiten {
    Feiten {
        mag_contact: mag(functie, Handeling::ContactVastleggen),
        mag_toetsing: mag(functie, Handeling::ToetsingVastleggen),
        mag_soort: mag(functie, Handeling::SoortVastleggen),
        mag_resultaat: mag(functie, Handeling::ResultaatVastleggen),
        mag_andere_hulp: mag(functie, Handeling::AndereHulpVastleggen),
        mag_akkoord: mag(functie, Handeling::AkkoordVastleggen),
        bekend: bekend(v, aanbieders),
        ontbreekt: ontbreekt(v, producten),
        nu: als_velden(v),
        aanbieders: aanbieders
            .iter()
            .map(|a| (a.agb.to_string(), a.naam.clone()))
            .collect(),
    }
}

fn bekend(v: &Vastgelegd, aanbieders: &[Aanbieder]) -> Vec<Rij> {
    let mut uit = Vec::new();
    let mut rij = |naam: &str, waarde: Option<String>, bron: Bron| {
        if let Some(waarde) = waarde {
            uit.push(Rij::nieuw(naam, format!("{waarde} ({})", door(bron))));
        }
    };
    let dag = |f: &Feit<jiff::civil::Date>| f.waarde.map(datum::lang);
    rij("Contact met de Toegang", dag(&v.contact), v.contact.bron);
    rij("Aangemeld bij de aanbieder", dag(&v.aangemeld), v.aangemeld.bron);
    let past = match v.past {
        Some(true) => ": de hulp past",
        Some(false) => ": de hulp past niet",
        None => "",
    };
    rij(
        "Getoetst",
        dag(&v.toetsing).map(|d| format!("{d}{past}")),
        v.toetsing.bron,
    );
    rij(
        "Soort hulp",
        v.soort.waarde.map(|s| s.label().to_owned()),
        v.soort.bron,
    );
    rij(
        "Bedrag per jaar",
        v.per_jaar.waarde.map(|b| b.to_string()),
        v.per_jaar.bron,
    );
    rij("Raming", v.raming.waarde.map(|b| b.to_string()), v.raming.bron);
    let ja = |f: &Feit<bool>, ja: &str| f.waarde.filter(|w| *w).map(|_| ja.to_owned());
    rij(
        "Ouders",
        ja(&v.privacy, "delen geen gegevens met de gemeente"),
        v.privacy.bron,
    );
    rij("Beoogd resultaat", v.resultaat.waarde.clone(), v.resultaat.bron);
    rij(
        "Bedrag in de verwijsbrief",
        v.brief
            .waarde
            .map(|b| format!("{b}; telt niet mee, de aanbieder bepaalt het budget")),
        v.brief.bron,
    );
    rij(
        "Andere hulp",
        v.andere_hulp.waarde.as_ref().map(|t| {
            let naam = aanbieders
                .iter()
                .find(|a| a.agb == t.aanbieder)
                .map_or_else(|| t.aanbieder.to_string(), |a| a.naam.clone());
            format!("bij {naam}, {}", taal::periode(t.periode.begin, t.periode.eind))
        }),
        v.andere_hulp.bron,
    );
    rij(
        "Hulp naast andere hulp",
        ja(&v.akkoord, "de Toegang is akkoord"),
        v.akkoord.bron,
    );
    rij(
        "Instemming van de Toegang",
        v.instemming.waarde.map(|b| format!("tot {b}")),
        v.instemming.bron,
    );
    rij(
        "Langer herstel",
        ja(&v.langere_duur, "de Toegang is akkoord"),
        v.langere_duur.bron,
    );
    rij(
        "Afronden",
        v.afronding.waarde.map(|a| match a {
            Afronding::Beneden => "naar beneden afgesproken".to_owned(),
            Afronding::Boven => "overlegd, naar boven".to_owned(),
        }),
        v.afronding.bron,
    );
    uit
}

fn door(bron: Bron) -> &'static str {
    match bron {
        Bron::Consulent => "door een consulent",
        Bron::Aanbieder => "door de aanbieder",
        Bron::Bericht => "in het bericht",
        Bron::Dossier | Bron::Aanname => "in het dossier",
    }
}

/// What somebody should still register. R-082: after a medical referral the aanbieder sets the result. The message has no
/// field for it, so a missing result never rejects the message.
fn ontbreekt(v: &Vastgelegd, producten: &[VerzoekProduct]) -> Vec<String> {
    let via = |codes: &[&str]| {
        producten
            .iter()
            .any(|p| codes.contains(&p.verwijzer_type.as_str()))
    };
    let mut uit = Vec::new();
    if via(&MEDISCH) && v.resultaat.waarde.is_none() {
        uit.push("het beoogde resultaat".to_owned());
    }
    if producten.iter().any(|p| p.verwijzer_type != "01") && v.toetsing.waarde.is_none() {
        uit.push("de toetsing".to_owned());
    }
    if v.soort.waarde.is_none() {
        uit.push("herstel of duurzaam".to_owned());
    }
    if v.soort.waarde == Some(Soort::Duurzaam) && v.per_jaar.waarde.is_none() {
        uit.push("het bedrag per jaar".to_owned());
    }
    uit
}

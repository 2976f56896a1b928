//! The plan for the family: their words, who does what, no amounts.

use super::stappen::{Stap, op_antwoorden};
use super::tonen;
use super::velden::{BETROKKENEN, DOELEN, sleutel};
use crate::beeld::{DoelRij, PlanBeeld, Rij};
use crate::{Aangemeld, DienstFout, Huis, taal};
use houvast_begrip::datum;
use uuid::Uuid;

/// The plan as it is now.
pub async fn plan(huis: &Huis, wie: &Aangemeld, id: Uuid) -> Result<PlanBeeld, DienstFout> {
    let geladen = tonen::laad(huis, wie, id, "lezen").await?;
    let mut lees = huis.opslag.lees(wie.bereik()).await?;
    let kop = tonen::kop(huis, &mut lees, &geladen).await?;
    let a = &geladen.antwoorden;
    let mut doelen: Vec<DoelRij> = a
        .gevuld(&DOELEN)
        .into_iter()
        .map(|n| DoelRij {
            tekst: a.tekst(&DOELEN.naam(n, "tekst")).to_owned(),
            prioriteit: a.getal(&DOELEN.naam(n, "prioriteit")),
            van: a.tekst(&DOELEN.naam(n, "van")).to_owned(),
            hulp: a.tekst(&DOELEN.naam(n, "hulp")).to_owned(),
        })
        .collect();
    doelen.sort_by_key(|d| d.prioriteit.unwrap_or(u32::MAX));
    let betrokkenen = a
        .gevuld(&BETROKKENEN)
        .into_iter()
        .map(|n| {
            let naam = a.tekst(&BETROKKENEN.naam(n, "naam"));
            let rol = a.tekst(&BETROKKENEN.naam(n, "rol"));
            let wie = match (naam, rol) {
                ("", rol) => rol.to_owned(),
                (naam, "") => naam.to_owned(),
                (naam, rol) => format!("{naam} ({rol})"),
            };
            let taak = a.tekst(&BETROKKENEN.naam(n, "taak"));
            Rij::nieuw(
                wie,
                if taak.is_empty() {
                    "taak nog niet afgesproken"
                } else {
                    taak
                },
            )
        })
        .collect();
    let mut afspraken = Vec::new();
    let mut regel = |naam: &str, waarde: &str| {
        if !waarde.is_empty() {
            afspraken.push(Rij::nieuw(naam, waarde));
        }
    };
    regel("Als eerste aan zet", a.tekst("eerste_professional"));
    regel("Procesregie", a.tekst("procesregie"));
    regel("Casusregie", a.tekst("casusregie"));
    regel("Haalt anderen erbij", a.tekst("erbij_halen"));
    regel("Aanspreekpunt", a.tekst("aanspreekpunt"));
    regel("Inhoudelijke regie", a.tekst("inhoudelijke_regie"));
    if a.ja("bijstand") == Some(true) {
        let rol = match a.tekst("bijstand_rol") {
            "ondersteuner" => " (onafhankelijke cliëntondersteuner)",
            "netwerk" => " (iemand die het gezin kent)",
            _ => "",
        };
        regel("Bijstand", &format!("{}{rol}", a.tekst("bijstand_naam")));
    }
    let profiel = tonen::profiel(huis, &geladen.kind, huis.tijd.vandaag());
    let regels = profiel.and_then(|p| p.protocol.plan.as_ref());
    let verbindingen: Vec<String> = regels
        .map(|r| r.verbindingen.as_slice())
        .unwrap_or_default()
        .iter()
        .filter(|v| a.vink(&sleutel("verb", &v.sleutel)))
        .map(|v| taal::hoofdletter(&v.naam))
        .chain(std::iter::once(a.tekst("verb_eigen").to_owned()).filter(|eigen| !eigen.is_empty()))
        .collect();
    regel("Ook betrokken", &verbindingen.join(", "));
    regel("Terugkijken", a.tekst("evaluatie"));
    let besproken = a.dag("afgestemd_op").map(datum::lang).unwrap_or_default();
    regel("Besproken met het gezin op", &besproken);
    Ok(PlanBeeld {
        kop,
        vraag: a.tekst("vraag").to_owned(),
        resultaat: a.tekst("resultaat").to_owned(),
        doelen,
        betrokkenen,
        afspraken,
        ontbreekt: op_antwoorden(Stap::Plan, a).ontbreekt,
    })
}

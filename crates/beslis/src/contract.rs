//! Deelname, contract, perceel and product: does this fall under what the region bought?

use crate::besluit::{Grond, Onderwerp, RedenAfwijzing};
use crate::feiten::Contract;
use crate::zaak::{Zaak, aantal, toon_periode};
use houvast_begrip::datum;
use jiff::civil::Date;
use std::collections::BTreeSet;

/// the gemeente belongs to the region and takes part in the segment.
pub(crate) fn deelname(z: &Zaak<'_>) -> Grond {
    let code = z.feiten.gemeente;
    let Some(gemeente) = z.profiel.gemeente(code) else {
        let zin = format!(
            "De gemeente doet niet mee in de regio {}. De contracten van de regio gelden hier niet.",
            z.profiel.naam
        );
        return z
            .afwijzen(Onderwerp::Deelname, RedenAfwijzing::GeenContract, &zin)
            .feit("Gemeente", code);
    };
    let grond = match z.segment() {
        Some(s) if gemeente.segmenten.contains(&s.sleutel) => {
            let zin = format!("{} neemt deel aan het segment {}.", gemeente.naam, s.naam);
            z.goed(Onderwerp::Deelname, zin)
        }
        Some(s) if s.nooit_weigeren => {
            let zin = format!(
                "{} neemt volgens het profiel niet deel aan het segment {}. Een medewerker beoordeelt wie deze hulp regelt.",
                gemeente.naam, s.naam
            );
            z.voorleggen(Onderwerp::Deelname, zin)
        }
        Some(s) => {
            let zin = format!(
                "{} neemt niet deel aan het segment {}. De gemeente koopt deze hulp zelf in.",
                gemeente.naam, s.naam
            );
            z.afwijzen(Onderwerp::Deelname, RedenAfwijzing::GeenContract, &zin)
        }
        None => {
            let zin = format!(
                "{} doet mee in de regio. Of dat ook voor deze hulp geldt, is uit het verzoek niet af te leiden.",
                gemeente.naam
            );
            z.voorleggen(Onderwerp::Deelname, zin)
        }
    };
    let segment = z.segment().map_or("onbekend", |s| s.naam.as_str());
    grond
        .feit("Gemeente", format!("{}, {code}", gemeente.naam))
        .feit("Segment", segment)
}

/// the aanbieder has a contract in this segment on the first day of the help.
pub(crate) fn contract(z: &Zaak<'_>) -> Grond {
    const O: Onderwerp = Onderwerp::Contract;
    const REDEN: RedenAfwijzing = RedenAfwijzing::GeenContract;
    const VERWIJZING: &str = "De verwijzing blijft geldig: de jeugdige kan naar een aanbieder met contract, en de Toegang kan anders besluiten.";

    if z.feiten.raamcontract.waarde == Some(true) {
        let zin = "De aanbieder beroept zich op een landelijk raamcontract. Dat staat niet in het contractregister van de regio.";
        return z.voorleggen(O, zin).feit("Landelijk raamcontract", "ja");
    }
    let Some(begin) = z.ingangsdatum() else {
        return z.voorleggen(O, "Zonder ingangsdatum is niet te zeggen of het contract geldt.");
    };
    let contracten = z.feiten.contracten.waarde().filter(|rij| !rij.is_empty());
    let Some(contracten) = contracten else {
        let wat = if z.feiten.contracten.waarde.is_some() {
            "De aanbieder heeft geen enkel contract met de regio."
        } else {
            "De regio kent deze aanbieder niet."
        };
        let zin = format!("{wat} {VERWIJZING}");
        let grond = if z.segment().is_none() || z.instemming().is_some() {
            z.voorleggen(O, zin).met_reden(REDEN)
        } else {
            z.afwijzen(O, REDEN, &zin)
        };
        return grond.feit("Contractregister van de regio", "geen contract");
    };
    let Some(segment) = z.segment() else {
        let zin = "Voor deze hulp staat in het profiel geen segment. Of er een contract is, kan de machine niet zien.";
        return z.voorleggen(O, zin);
    };
    let in_segment: Vec<&Contract> = contracten
        .iter()
        .filter(|c| c.segment == segment.sleutel)
        .collect();
    let Some(langste) = laatste_einde(&in_segment, begin) else {
        let wat = if in_segment.is_empty() {
            format!("De aanbieder heeft geen contract voor {}.", segment.naam)
        } else {
            format!(
                "Het contract van de aanbieder voor {} geldt niet op de ingangsdatum.",
                segment.naam
            )
        };
        let zin = format!("{wat} {VERWIJZING}");
        let grond = if segment.beoordeeld && z.instemming().is_none() {
            z.afwijzen(O, REDEN, &zin)
        } else {
            z.voorleggen(O, zin).met_reden(REDEN)
        };
        return met_contracten(grond.feit("Ingangsdatum", datum::lang(begin)), &in_segment);
    };
    let zin = format!(
        "De aanbieder heeft een contract voor {}, geldig op {}.",
        segment.naam,
        datum::lang(begin)
    );
    let grond = met_contracten(
        z.goed(O, zin).feit("Ingangsdatum", datum::lang(begin)),
        &in_segment,
    );
    let loopt_af = langste
        .zip(z.periode().and_then(|p| p.eind))
        .filter(|(contract_eind, eind)| contract_eind < eind);
    match loopt_af {
        None => grond,
        Some((contract_eind, eind)) => {
            let som = format!(
                "Het contract eindigt op {}, de gevraagde hulp op {}.",
                datum::lang(contract_eind),
                datum::lang(eind)
            );
            let mut grond = grond.als_let_op().met_som(som);
            grond.uitleg.push_str(" Het eindigt voordat de hulp eindigt.");
            grond
        }
    }
}

/// `None`: no contract on that day. `Some(None)`: one without an end.
fn laatste_einde(contracten: &[&Contract], dag: Date) -> Option<Option<Date>> {
    let geldig = contracten.iter().filter(|c| c.periode.bevat(dag));
    let einden: Vec<Option<Date>> = geldig.map(|c| c.periode.eind).collect();
    if einden.contains(&None) {
        return Some(None);
    }
    einden.into_iter().max()
}

fn met_contracten(mut grond: Grond, contracten: &[&Contract]) -> Grond {
    for c in contracten {
        let label = c
            .perceel
            .map_or("Contract".to_owned(), |p| format!("Contract perceel {p}"));
        grond = grond.feit(label, toon_periode(&c.periode));
    }
    grond
}

/// individual help is bought per perceel. `None` where the segment has no percelen, or where the contract
/// already said no.
pub(crate) fn perceel(z: &Zaak<'_>) -> Option<Grond> {
    const O: Onderwerp = Onderwerp::Perceel;
    let segment = z.segment()?;
    let begin = z.ingangsdatum()?;
    let bestaand: BTreeSet<u8> = z
        .profiel
        .percelen
        .iter()
        .filter(|p| p.segment == segment.sleutel)
        .map(|p| p.nummer)
        .collect();
    if bestaand.is_empty() || z.feiten.raamcontract.waarde == Some(true) {
        return None;
    }
    let geldig: Vec<&Contract> = z
        .feiten
        .contracten
        .waarde()?
        .iter()
        .filter(|c| c.segment == segment.sleutel && c.periode.bevat(begin))
        .collect();
    if geldig.is_empty() {
        return None;
    }
    let ingeschreven: BTreeSet<u8> = geldig.iter().filter_map(|c| c.perceel).collect();
    let rij: Vec<String> = ingeschreven.iter().map(u8::to_string).collect();
    let rij = if rij.is_empty() {
        "geen".to_owned()
    } else {
        rij.join(", ")
    };
    let vastgelegd = z.feiten.perceel.waarde;
    let uit_code = z.productregel().and_then(|p| p.perceel);
    let grond = match (vastgelegd, uit_code) {
        (Some(a), Some(b)) if a != b => {
            let zin = format!("Vastgelegd is perceel {a}, maar de productcode hoort bij perceel {b}.");
            z.voorleggen(O, zin)
        }
        (None, None) if z.feiten.budget.waarde.is_some() => {
            let n = i64::try_from(ingeschreven.len()).unwrap_or_default();
            let zin = format!(
                "Het verzoek noemt geen perceel. Een budget geldt dan voor elk perceel waarvoor de aanbieder een contract heeft ({}).",
                aantal(n, "perceel", "percelen")
            );
            z.goed(O, zin)
                .feit("Perceel", "niet genoemd (aanname: elk perceel met contract)")
        }
        (None, None) => z.voorleggen(O, "Het verzoek noemt geen perceel en geen budget."),
        (Some(p), _) | (None, Some(p)) => {
            let grond = if ingeschreven.contains(&p) {
                let zin = format!("De aanbieder heeft een contract voor perceel {p}.");
                z.goed(O, zin)
            } else if !bestaand.contains(&p) {
                z.voorleggen(O, format!("Perceel {p} bestaat niet in deze regio."))
            } else if geldig.iter().any(|c| c.perceel.is_none()) {
                z.voorleggen(
                    O,
                    "Het contractregister noemt geen perceel bij het contract van de aanbieder.",
                )
            } else if z.instemming().is_some() {
                let zin = format!(
                    "De aanbieder is niet ingeschreven voor perceel {p}. De Toegang heeft met deze hulp ingestemd, dus een medewerker beslist."
                );
                z.voorleggen(O, zin)
                    .met_reden(RedenAfwijzing::PastNietBinnenContract)
            } else {
                let zin = format!(
                    "De aanbieder is niet ingeschreven voor perceel {p} en mag daar geen hulp leveren."
                );
                z.afwijzen(O, RedenAfwijzing::PastNietBinnenContract, &zin)
            };
            let bron = if vastgelegd.is_some() {
                z.feiten.perceel.bron.label()
            } else {
                "volgt uit de productcode"
            };
            grond.feit("Perceel", format!("{p} ({bron})"))
        }
    };
    Some(grond.feit("Percelen met contract", rij))
}

/// Only what the protocol was built for is judged; the rest waits for a person.
pub(crate) fn product(z: &Zaak<'_>) -> Grond {
    const O: Onderwerp = Onderwerp::Product;
    let Some(product) = z.feiten.product.waarde() else {
        return z.voorleggen(
            O,
            "Het bericht noemt geen product. Een medewerker bepaalt om welke hulp het gaat.",
        );
    };
    let gevraagd = match &product.code {
        Some(code) => format!("categorie {}, code {code}", product.categorie),
        None => format!("categorie {}", product.categorie),
    };
    let regel = z.productregel();

    let grond = match (z.segment(), regel) {
        (Some(s), Some(_)) if !s.categorieen.is_empty() && !s.categorieen.contains(&product.categorie) => z
            .voorleggen(
                O,
                "De productcode en de categorie horen niet bij hetzelfde segment.",
            )
            .met_reden(RedenAfwijzing::PastNietBinnenContract),
        (Some(_), Some(r)) if z.ingangsdatum().is_some_and(|dag| !r.geldig.bevat(dag)) => z
            .voorleggen(O, "De productcode geldt niet op de ingangsdatum.")
            .met_reden(RedenAfwijzing::PastNietBinnenContract)
            .feit("Geldig", toon_periode(&r.geldig)),
        (Some(s), _) if s.beoordeeld => z.goed(O, format!("Deze hulp valt onder {}.", s.naam)),
        (Some(s), _) => {
            let zin = format!(
                "Deze hulp ({}) wordt nog niet beoordeeld door het protocol.",
                s.naam
            );
            z.voorleggen(O, zin)
        }
        (None, _) => z.voorleggen(O, "Deze hulp wordt nog niet beoordeeld door het protocol."),
    };
    let grond = grond.feit("Gevraagd", gevraagd);
    match regel {
        Some(r) => grond.feit("Product", &r.naam),
        None => grond,
    }
}

//! Help beside other help: two budgets, two referrals, and which referral is the first (V-34).

use crate::besluit::{Grond, Onderwerp, RedenAfwijzing, Taak};
use crate::feiten::Traject;
use crate::zaak::{Zaak, toon_periode};
use houvast_begrip::{Periode, datum, periode};

/// no two standard budgets at different aanbieders before the Toegang agreed. `None` where no budget is asked for.
pub(crate) fn stapeling(z: &Zaak<'_>) -> Option<Grond> {
    const O: Onderwerp = Onderwerp::Stapeling;
    if !z.segment()?.standaardbudgetten {
        return None;
    }
    let naast: Vec<&Traject> = trajecten(z)
        .filter(|t| t.aanbieder != z.feiten.aanbieder && t.periode.overlapt(&gevraagd(z)) && is_budget(z, t))
        .collect();
    let zonder_akkoord = naast.iter().any(|t| !t.akkoord);
    let grond = if naast.is_empty() {
        z.goed(O, "Er loopt geen ander budget bij een andere aanbieder.")
    } else if zonder_akkoord {
        z.voorleggen(
            O,
            "Er loopt in deze periode al een budget bij een andere aanbieder. Een akkoord van de Toegang is niet vastgelegd. Advies: niet toewijzen voor er een akkoord is.",
        )
        .met_reden(RedenAfwijzing::Stapeling)
        .met_taak(Taak::ContactToegang)
    } else {
        z.goed(
            O,
            "Er loopt een budget bij een andere aanbieder. De Toegang is akkoord dat dit ernaast loopt, elk met een eigen budget.",
        )
    };
    Some(met_trajecten(z, grond, &naast))
}

/// with two referrals at once the aanbieder first talks to the Toegang.
pub(crate) fn samenloop(z: &Zaak<'_>) -> Grond {
    const O: Onderwerp = Onderwerp::Samenloop;
    let lopend: Vec<&Traject> = trajecten(z)
        .filter(|t| t.periode.bevat(z.feiten.dagtekening) || t.periode.overlapt(&gevraagd(z)))
        .collect();
    let toegang_weet_het = z.route().is_some_and(|r| r.is_toegang) || lopend.iter().all(|t| t.akkoord);
    let grond = if lopend.is_empty() {
        z.goed(
            O,
            "Er loopt geen andere verwijzing, voor zover deze gemeente weet.",
        )
    } else if let Some(dag) = z.contact() {
        let zin = "Er loopt nog een verwijzing. De aanbieder heeft daarover contact gehad met de Toegang.";
        z.goed(O, zin).feit("Contact met de Toegang", datum::lang(dag))
    } else if toegang_weet_het {
        z.goed(O, "Er loopt nog een verwijzing. De Toegang weet daarvan.")
    } else {
        z.voorleggen(
            O,
            "Er loopt nog een verwijzing. De aanbieder moet eerst contact opnemen met de Toegang.",
        )
        .met_taak(Taak::ContactToegang)
    };
    met_trajecten(z, grond, &lopend)
}

/// R-081, V-34: the help that makes this referral not the first.
pub(crate) fn eerdere_hulp<'a>(z: &'a Zaak<'_>) -> Vec<&'a Traject> {
    let maanden = z.profiel.eerste_verwijzing_maanden;
    trajecten(z)
        .filter(|t| {
            t.periode
                .eind
                .and_then(|eind| periode::plus_maanden(eind, maanden))
                .is_none_or(|tot| z.feiten.dagtekening <= tot)
        })
        .collect()
}

pub(crate) fn met_trajecten(z: &Zaak<'_>, mut grond: Grond, trajecten: &[&Traject]) -> Grond {
    if trajecten.is_empty() {
        return grond.feit("Hulp volgens deze gemeente", "geen");
    }
    for (i, t) in trajecten.iter().enumerate() {
        let akkoord = if t.akkoord { ", Toegang akkoord" } else { "" };
        let bij = if t.aanbieder == z.feiten.aanbieder {
            "bij deze aanbieder"
        } else {
            "bij een andere aanbieder"
        };
        grond = grond.feit(
            format!("Hulp {}", i + 1),
            format!("{bij}, {}{akkoord}", toon_periode(&t.periode)),
        );
    }
    grond
}

fn trajecten<'a>(z: &'a Zaak<'_>) -> impl Iterator<Item = &'a Traject> {
    z.feiten.trajecten.waarde().into_iter().flatten()
}

/// Without a known period the strict reading: from the request on, without end.
fn gevraagd(z: &Zaak<'_>) -> Periode {
    z.periode().unwrap_or(Periode {
        begin: z.feiten.dagtekening,
        eind: None,
    })
}

fn is_budget(z: &Zaak<'_>, traject: &Traject) -> bool {
    traject
        .segment
        .as_deref()
        .and_then(|s| z.profiel.segment(s))
        .is_none_or(|s| s.standaardbudgetten)
}

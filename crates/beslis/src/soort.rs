//! Herstel or duurzaam, and from when to when.

use crate::besluit::{Grond, Onderwerp};
use crate::feiten::Soort;
use crate::zaak::{Zaak, toon_periode};
use houvast_begrip::{datum, periode};

/// What is registered; else herstel, when the period is short enough to assume it.
pub(crate) fn geldende_soort(z: &Zaak<'_>) -> Option<Soort> {
    let aangenomen = || {
        let kort = !z.periode()?.langer_dan_maanden(z.profiel.herstel_maanden);
        kort.then_some(Soort::Herstel)
    };
    z.feiten.soort.waarde.or_else(aangenomen)
}

pub(crate) fn soort(z: &Zaak<'_>) -> Grond {
    const O: Onderwerp = Onderwerp::Soort;
    let maanden = z.profiel.herstel_maanden;
    let Some(p) = z.periode() else {
        return z.voorleggen(O, "De gevraagde periode is onbekend.");
    };
    if p.eind.is_none() {
        return z
            .voorleggen(
                O,
                "Het verzoek heeft geen einddatum. Een budget geldt altijd voor een periode.",
            )
            .feit("Periode", toon_periode(&p));
    }
    let te_lang = p.langer_dan_maanden(maanden);
    let afgesproken = z.feiten.langere_duur_afgesproken.van_gemeente() == Some(&true);
    let grond = match (z.feiten.soort.waarde, te_lang) {
        (Some(Soort::Duurzaam), _) => z.goed(O, "Duurzaam: het budget geldt per jaar van de toewijzing."),
        (Some(Soort::Herstel), false) => {
            z.goed(O, format!("Herstel: de periode is niet langer dan {maanden} maanden."))
        }
        (Some(Soort::Herstel), true) if afgesproken => z.goed(
            O,
            format!("Herstel, langer dan {maanden} maanden. Dat is afgesproken met de Toegang."),
        ),
        (Some(Soort::Herstel), true) => z.voorleggen(
            O,
            format!("Herstel duurt maximaal {maanden} maanden. Een langere duur is niet afgesproken met de Toegang."),
        ),
        (None, false) => z.goed(
            O,
            format!("Herstel (aanname): de soort is niet vastgelegd en de periode is niet langer dan {maanden} maanden."),
        ),
        (None, true) => z.voorleggen(
            O,
            format!("De periode is langer dan {maanden} maanden en de soort is niet vastgelegd. Dat wijst op duurzaam; een medewerker bepaalt het."),
        ),
    };
    let grond = grond
        .registratie("Soort", &z.feiten.soort, |s| s.label().to_owned())
        .feit("Periode", toon_periode(&p));
    let laatste = periode::plus_maanden(p.begin, maanden).and_then(|d| d.yesterday().ok());
    match laatste {
        Some(dag) => grond.met_som(format!(
            "{maanden} maanden vanaf {} eindigen op {}.",
            datum::lang(p.begin),
            datum::lang(dag)
        )),
        None => grond,
    }
}

/// A start before the request is worth a look: help starts after the toewijzing.
pub(crate) fn terugwerkend(z: &Zaak<'_>) -> Option<Grond> {
    let begin = z.ingangsdatum()?;
    if begin >= z.feiten.dagtekening {
        return None;
    }
    let zin = "De gevraagde ingangsdatum ligt voor de datum van het verzoek.";
    let grond = z.goed(Onderwerp::Periode, zin).als_let_op();
    Some(
        grond
            .feit("Ingangsdatum", datum::lang(begin))
            .feit("Datum van het verzoek", datum::lang(z.feiten.dagtekening)),
    )
}

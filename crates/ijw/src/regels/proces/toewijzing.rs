//! A toewijzing that is sent again or follows another.

use crate::Bericht;
use crate::berichten::basis::Omvang;
use crate::berichten::jw301::ToegewezenProduct;
use crate::regels::zicht::toegewezen;
use crate::regels::{Eerder, EerdereOmvang, EerdereToewijzing, Melder};
use houvast_begrip::datum::kort;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

const TOTAAL: &str = "6";

pub(super) fn zelfde_omvang(oud: Option<&EerdereOmvang>, nieuw: Option<&Omvang>) -> bool {
    match (oud, nieuw) {
        (None, None) => true,
        (Some(oud), Some(nieuw)) => oud.volume == nieuw.volume && zelfde_maat(oud, nieuw),
        _ => false,
    }
}

fn zelfde_maat(oud: &EerdereOmvang, nieuw: &Omvang) -> bool {
    oud.eenheid == nieuw.eenheid.as_str() && oud.frequentie == nieuw.frequentie.as_str()
}

/// Nothing changed of what may change under one ToewijzingNummer.
pub(super) fn ongewijzigd(oud: &EerdereToewijzing, nieuw: &ToegewezenProduct) -> bool {
    oud.einddatum == nieuw.einddatum
        && oud.budget == nieuw.budget.map(u64::from)
        && zelfde_omvang(oud.omvang.as_ref(), nieuw.omvang.as_ref())
}

/// Each product of a JW301 with how it was sent before, if it was; a number of somebody else is for TR332.
fn elk(
    bericht: &Bericht,
    eerder: &dyn Eerder,
    mut kijk: impl FnMut(String, &ToegewezenProduct, Option<&EerdereToewijzing>),
) {
    let Bericht::Jw301(b) = bericht else { return };
    for (pad, product) in toegewezen(b) {
        let oud = eerder.toewijzing(product.toewijzing_nummer);
        if oud.is_none_or(|oud| oud.zelfde_client && oud.zelfde_aanbieder) {
            kijk(pad, product, oud);
        }
    }
}

/// Under one number may change: the last day, the budget, and the volume of a total (OP257, IV066). Client, aanbieder, product
/// and first day are for TR332.
pub(in crate::regels) fn op033x1(bericht: &Bericht, eerder: &dyn Eerder, meld: &mut Melder<'_>) {
    elk(bericht, eerder, |pad, product, oud| {
        let Some(oud) = oud else { return };
        let omvang_mag = match (oud.omvang.as_ref(), product.omvang.as_ref()) {
            (None, None) => true,
            (Some(was), Some(wordt)) => {
                zelfde_maat(was, wordt) && (was.volume == wordt.volume || was.frequentie == TOTAAL)
            }
            _ => false,
        };
        if !omvang_mag {
            meld.op(
                format!("{pad}/Omvang"),
                "De omvang is anders dan toen dit nummer eerder werd gestuurd. Onder hetzelfde nummer mag alleen het volume van een \
                 totaal (frequentie 6) veranderen. Trek de oude toewijzing in en geef de nieuwe een eigen nummer.",
            );
        }
        if oud.budget.is_some() != product.budget.is_some() {
            meld.op(
                format!("{pad}/Budget"),
                "Een toewijzing met een budget houdt een budget, en een zonder budget krijgt er geen. Geef de nieuwe toewijzing een \
                 eigen nummer.",
            );
        }
    });
}

/// RedenWijziging is filled when the product differs from its last sending, and only then.
pub(in crate::regels) fn iv099(bericht: &Bericht, eerder: &dyn Eerder, meld: &mut Melder<'_>) {
    elk(bericht, eerder, |pad, product, oud| {
        let tekst = match (oud, product.reden_wijziging) {
            (None, Some(_)) => {
                "Deze toewijzing wordt voor het eerst gestuurd. De reden van wijziging is dan leeg."
            }
            (Some(oud), Some(_)) if ongewijzigd(oud, product) => {
                "Er is niets veranderd sinds dit nummer de vorige keer werd gestuurd. De reden van wijziging is dan leeg."
            }
            (Some(oud), None) if !ongewijzigd(oud, product) => {
                "Deze toewijzing is anders dan de vorige keer. Vul de reden van wijziging."
            }
            _ => return,
        };
        meld.op(format!("{pad}/RedenWijziging"), tekst);
    });
}

/// All toewijzingen that hold on the day of the message or later are in it.
pub(in crate::regels) fn op087(bericht: &Bericht, eerder: &dyn Eerder, meld: &mut Melder<'_>) {
    let Bericht::Jw301(b) = bericht else { return };
    let dag = bericht.dagtekening();
    let genoemd: BTreeSet<u32> = toegewezen(b).map(|(_, p)| p.toewijzing_nummer).collect();
    for (nummer, toewijzing) in eerder.toewijzingen_van_client() {
        let actueel = !toewijzing.verwijderd && toewijzing.einddatum.is_none_or(|eind| eind >= dag);
        if actueel && !genoemd.contains(&nummer) {
            meld.op(
                "Client/ToegewezenProducten",
                format!(
                    "Toewijzing {nummer} loopt nog of gaat nog in, maar staat niet in het bericht. Stuur alle toewijzingen van de \
                     cliënt bij deze aanbieder mee."
                ),
            );
        }
    }
}

/// The same help for longer: stretch the old toewijzing while it runs, do not make a new one that follows on.
pub(in crate::regels) fn op380(bericht: &Bericht, eerder: &dyn Eerder, meld: &mut Melder<'_>) {
    let mut per_vervolg: BTreeMap<Date, Vec<(u32, &EerdereToewijzing)>> = BTreeMap::new();
    for (nummer, oud) in eerder.toewijzingen_van_client() {
        let vervolg = oud.einddatum.and_then(|eind| eind.tomorrow().ok());
        let totaal = oud
            .omvang
            .as_ref()
            .is_some_and(|omvang| omvang.frequentie == TOTAAL);
        if let Some(vervolg) = vervolg.filter(|_| !totaal && !oud.verwijderd) {
            per_vervolg.entry(vervolg).or_default().push((nummer, oud));
        }
    }
    elk(bericht, eerder, |pad, product, oud| {
        if oud.is_some() {
            return;
        }
        let categorie = product.product.as_ref().map(|p| p.categorie.as_str());
        let code = product.product.as_ref().and_then(|p| p.code.as_deref());
        let aansluitend = per_vervolg.get(&product.ingangsdatum).into_iter().flatten();
        let verlengt = aansluitend.into_iter().find(|(_, oud)| {
            oud.einddatum.is_some_and(|eind| eind >= product.toewijzingsdatum)
                && (oud.categorie.as_deref(), oud.code.as_deref()) == (categorie, code)
                && zelfde_omvang(oud.omvang.as_ref(), product.omvang.as_ref())
        });
        if let Some((nummer, _)) = verlengt {
            meld.op(
                pad,
                format!(
                    "Dit is dezelfde hulp als toewijzing {nummer}, maar dan langer. Zet de einddatum van {nummer} later, op of na {}, \
                     in plaats van een nieuwe toewijzing te maken.",
                    kort(product.ingangsdatum)
                ),
            );
        }
    });
}

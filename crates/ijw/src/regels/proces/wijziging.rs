//! A JW301 that grants a verzoek om wijziging.

use super::toewijzing::{ongewijzigd, zelfde_omvang};
use crate::Bericht;
use crate::berichten::basis::Product;
use crate::berichten::jw301::ToegewezenProduct;
use crate::berichten::jw317::{NieuwProduct, TeWijzigenProduct, Verzoek};
use crate::regels::zicht::toegewezen;
use crate::regels::{Eerder, EerdereToewijzing, Melder};
use std::collections::{BTreeMap, BTreeSet};

const PRODUCTEN: &str = "Client/ToegewezenProducten";

/// What was asked is what is assigned, all of it and nothing else (IV093). The dates may be others when the wished first day
/// was over on the day of the decision.
pub(in crate::regels) fn op348(bericht: &Bericht, eerder: &dyn Eerder, meld: &mut Melder<'_>) {
    let Bericht::Jw301(b) = bericht else { return };
    let producten: Vec<(String, &ToegewezenProduct)> = toegewezen(b).collect();
    let referenties: BTreeSet<&str> = producten
        .iter()
        .filter_map(|(_, p)| p.referentie_aanbieder.as_deref())
        .collect();
    for referentie in referenties {
        let Some(verzoek) = eerder.verzoek_om_wijziging(referentie) else {
            continue;
        };
        for (pad, product) in &producten {
            if product.referentie_aanbieder.as_deref() != Some(referentie) {
                meld.op(
                    format!("{pad}/ReferentieAanbieder"),
                    "Dit bericht honoreert een verzoek om wijziging. Dan heeft elk product de referentie van dat verzoek.",
                );
            }
        }
        vergelijk(verzoek, &producten, eerder, meld);
    }
}

fn vergelijk(
    verzoek: &Verzoek,
    producten: &[(String, &ToegewezenProduct)],
    eerder: &dyn Eerder,
    meld: &mut Melder<'_>,
) {
    let op_nummer: BTreeMap<u32, &(String, &ToegewezenProduct)> =
        producten.iter().map(|p| (p.1.toewijzing_nummer, p)).collect();
    for blijft in verzoek
        .ongewijzigde_producten
        .iter()
        .flat_map(|p| &p.ongewijzigd_product)
    {
        let nummer = blijft.toewijzing_nummer;
        let oud = eerder.toewijzing(nummer);
        let Some((pad, product)) = op_nummer.get(&nummer) else {
            meld.op(
                PRODUCTEN,
                format!("Toewijzing {nummer} blijft volgens het verzoek gelijk, maar staat niet in het bericht. Stuur haar mee."),
            );
            continue;
        };
        if oud.is_some_and(|oud| !ongewijzigd(oud, product)) {
            meld.op(
                pad.clone(),
                format!("Toewijzing {nummer} blijft volgens het verzoek gelijk, maar is hier anders. Neem haar ongewijzigd over."),
            );
        }
    }
    for anders in verzoek
        .te_wijzigen_producten
        .iter()
        .flat_map(|p| &p.te_wijzigen_product)
    {
        let nummer = anders.toewijzing_nummer;
        let overgenomen = eerder
            .toewijzing(nummer)
            .is_none_or(|oud| is_gewijzigd(anders, oud, producten));
        if !overgenomen {
            meld.op(
                PRODUCTEN,
                format!("De wijziging van toewijzing {nummer} is niet overgenomen zoals zij is gevraagd. Neem datums en omvang over."),
            );
        }
    }
    for nieuw in verzoek.nieuwe_producten.iter().flat_map(|p| &p.nieuw_product) {
        if !producten.iter().any(|(_, p)| is_nieuw(nieuw, p)) {
            meld.op(
                PRODUCTEN,
                "Een nieuw product uit het verzoek staat niet zo in het bericht. Neem product, datums en omvang over.",
            );
        }
    }
}

/// The same number with the new content; or, when omvang changes from a later day on, the old number until that day and a new
/// one from it.
fn is_gewijzigd(
    anders: &TeWijzigenProduct,
    oud: &EerdereToewijzing,
    producten: &[(String, &ToegewezenProduct)],
) -> bool {
    let gewenst = anders.gewenste_ingangsdatum;
    let zelfde_inhoud = |p: &ToegewezenProduct| p.omvang == anders.omvang && p.budget == anders.budget;
    let op_tijd = |p: &ToegewezenProduct| p.toewijzingsdatum <= gewenst || gewenst == oud.ingangsdatum;
    let Some(product) = producten
        .iter()
        .map(|(_, p)| *p)
        .find(|p| p.toewijzing_nummer == anders.toewijzing_nummer)
    else {
        return false;
    };
    let zelfde_hulp = zelfde_omvang(oud.omvang.as_ref(), anders.omvang.as_ref());
    if gewenst == oud.ingangsdatum || zelfde_hulp {
        return zelfde_inhoud(product) && (product.einddatum == anders.einddatum || !op_tijd(product));
    }
    let korter = product.einddatum == gewenst.yesterday().ok() || !op_tijd(product);
    let vervolg = producten.iter().map(|(_, p)| *p).any(|p| {
        p.toewijzing_nummer != anders.toewijzing_nummer
            && is_product(oud, p.product.as_ref())
            && zelfde_inhoud(p)
            && ((p.ingangsdatum == gewenst && p.einddatum == anders.einddatum) || !op_tijd(p))
    });
    korter && vervolg
}

fn is_product(oud: &EerdereToewijzing, product: Option<&Product>) -> bool {
    oud.categorie.as_deref() == product.map(|p| p.categorie.as_str())
        && oud.code.as_deref() == product.and_then(|p| p.code.as_deref())
}

fn is_nieuw(nieuw: &NieuwProduct, p: &ToegewezenProduct) -> bool {
    let datums = p.ingangsdatum == nieuw.gewenste_ingangsdatum && p.einddatum == nieuw.einddatum;
    let te_laat = p.toewijzingsdatum > nieuw.gewenste_ingangsdatum;
    p.product == nieuw.product && p.omvang == nieuw.omvang && p.budget == nieuw.budget && (datums || te_laat)
}

//! A verzoek om wijziging against the toewijzingen that it is about.

use crate::Bericht;
use crate::BerichtSoort::Jw317;
use crate::berichten::basis::Omvang;
use crate::berichten::jw317::TeWijzigenProduct;
use crate::regels::zicht::{nieuwe_producten, ongewijzigd, te_wijzigen};
use crate::regels::{Eerder, EerdereOmvang, EerdereToewijzing, Melder, Regel};
use houvast_begrip::datum::kort;
use jiff::civil::{Date, date};
use std::collections::BTreeSet;

/// Valid on the day of the message or later, and not removed (OP087).
fn actueel(toewijzing: &EerdereToewijzing, dag: Date) -> bool {
    toewijzing.zelfde_client
        && toewijzing.zelfde_aanbieder
        && !toewijzing.verwijderd
        && toewijzing.einddatum.is_none_or(|eind| eind >= dag)
}

pub(super) const TR349: Regel = Regel::keten(
    "TR349",
    "9349",
    &[Jw317],
    "Een verzoek om wijziging noemt alle actuele toewijzingen van de cliënt.",
    tr349,
);

// What the gemeente assigned after the dagtekening is left out: the aanbieder could not know it (OP095).
fn tr349(bericht: &Bericht, eerder: &dyn Eerder, meld: &mut Melder<'_>) {
    let Bericht::Jw317(b) = bericht else { return };
    let dag = bericht.dagtekening();
    let genoemd: BTreeSet<u32> = ongewijzigd(b)
        .map(|(_, p)| p.toewijzing_nummer)
        .chain(te_wijzigen(b).map(|(_, p)| p.toewijzing_nummer))
        .collect();
    for (nummer, toewijzing) in eerder.toewijzingen_van_client() {
        if actueel(toewijzing, dag) && toewijzing.toewijzingsdatum <= dag && !genoemd.contains(&nummer) {
            meld.op(
                "Client/Verzoek",
                format!(
                    "Toewijzing {nummer} loopt nog of gaat nog in, maar staat niet in het verzoek. Noem haar als ongewijzigd of als te wijzigen product."
                ),
            );
        }
    }
}

pub(super) const TR350: Regel = Regel::keten(
    "TR350",
    "9350",
    &[Jw317],
    "Een ongewijzigd product hoort bij een actuele toewijzing.",
    tr350,
);

fn tr350(bericht: &Bericht, eerder: &dyn Eerder, meld: &mut Melder<'_>) {
    let Bericht::Jw317(b) = bericht else { return };
    for (pad, product) in ongewijzigd(b) {
        niet_actueel(
            pad,
            product.toewijzing_nummer,
            bericht.dagtekening(),
            eerder,
            meld,
        );
    }
}

pub(super) const TR351: Regel = Regel::keten(
    "TR351",
    "9351",
    &[Jw317],
    "Een te wijzigen product hoort bij een actuele toewijzing.",
    tr351,
);

fn tr351(bericht: &Bericht, eerder: &dyn Eerder, meld: &mut Melder<'_>) {
    let Bericht::Jw317(b) = bericht else { return };
    for (pad, product) in te_wijzigen(b) {
        niet_actueel(
            pad,
            product.toewijzing_nummer,
            bericht.dagtekening(),
            eerder,
            meld,
        );
    }
}

fn niet_actueel(pad: String, nummer: u32, dag: Date, eerder: &dyn Eerder, meld: &mut Melder<'_>) {
    if !eerder.toewijzing(nummer).is_some_and(|t| actueel(t, dag)) {
        meld.op(
            pad,
            format!(
                "Toewijzing {nummer} is voor deze cliënt en aanbieder niet bekend, of is op {} al voorbij. Noem alleen toewijzingen die nog gelden.",
                kort(dag)
            ),
        );
    }
}

pub(super) const TR352: Regel = Regel::inhoud(
    "TR352",
    &[Jw317],
    "Een verzoek om wijziging heeft minstens een ongewijzigd of te wijzigen product.",
    tr352,
);

fn tr352(bericht: &Bericht, meld: &mut Melder<'_>) {
    let Bericht::Jw317(b) = bericht else { return };
    if ongewijzigd(b).next().is_none() && te_wijzigen(b).next().is_none() {
        meld.op(
            "Client/Verzoek",
            "Er is geen ongewijzigd en geen te wijzigen product. Noem alle toewijzingen die nu gelden; is er geen, stuur dan een verzoek om toewijzing.",
        );
    }
}

pub(super) const TR353: Regel = Regel::inhoud(
    "TR353",
    &[Jw317],
    "Een verzoek om wijziging heeft minstens een te wijzigen of nieuw product.",
    tr353,
);

fn tr353(bericht: &Bericht, meld: &mut Melder<'_>) {
    let Bericht::Jw317(b) = bericht else { return };
    if te_wijzigen(b).next().is_none() && nieuwe_producten(b).next().is_none() {
        meld.op(
            "Client/Verzoek",
            "Er is geen te wijzigen en geen nieuw product, dus er verandert niets. Noem wat er anders moet.",
        );
    }
}

pub(super) const TR380: Regel = Regel::inhoud(
    "TR380",
    &[Jw317],
    "De gewenste ingangsdatum van een nieuw product ligt na de dagtekening.",
    tr380,
);

fn tr380(bericht: &Bericht, meld: &mut Melder<'_>) {
    let Bericht::Jw317(b) = bericht else { return };
    let dag = bericht.dagtekening();
    for product in nieuwe_producten(b).filter(|product| product.begin <= dag) {
        meld.op(
            product.element("GewensteIngangsdatum"),
            format!(
                "Een nieuw product gaat in op {}. De gewenste ingangsdatum moet na de dagtekening {} liggen.",
                kort(product.begin),
                kort(dag)
            ),
        );
    }
}

/// Each TeWijzigenProduct of a toewijzing of this client, with that toewijzing; the others are for TR351.
fn elk(
    bericht: &Bericht,
    eerder: &dyn Eerder,
    mut kijk: impl FnMut(String, &TeWijzigenProduct, &EerdereToewijzing),
) {
    let Bericht::Jw317(b) = bericht else { return };
    for (pad, product) in te_wijzigen(b) {
        if let Some(toewijzing) = eerder.toewijzing(product.toewijzing_nummer)
            && toewijzing.zelfde_client
            && toewijzing.zelfde_aanbieder
        {
            kijk(pad, product, toewijzing);
        }
    }
}

pub(super) const TR357: Regel = Regel::keten(
    "TR357",
    "9357",
    &[Jw317],
    "Ligt de gewenste ingangsdatum niet in de toekomst, dan is zij de ingangsdatum van de toewijzing.",
    tr357,
);

fn tr357(bericht: &Bericht, eerder: &dyn Eerder, meld: &mut Melder<'_>) {
    let dag = bericht.dagtekening();
    elk(bericht, eerder, |pad, product, toewijzing| {
        let gewenst = product.gewenste_ingangsdatum;
        if gewenst <= dag && gewenst != toewijzing.ingangsdatum {
            meld.op(
                format!("{pad}/GewensteIngangsdatum"),
                format!(
                    "De gewenste ingangsdatum {} ligt niet na de dagtekening. Dan geldt de wijziging voor de hele toewijzing: vul {}.",
                    kort(gewenst),
                    kort(toewijzing.ingangsdatum)
                ),
            );
        }
    });
}

const TOTAAL: &str = "6";

fn zelfde_omvang(oud: &EerdereOmvang, nieuw: &Omvang) -> bool {
    oud.volume == nieuw.volume
        && oud.eenheid == nieuw.eenheid.as_str()
        && oud.frequentie == nieuw.frequentie.as_str()
}

pub(super) const TR373: Regel = Regel::keten(
    "TR373",
    "9373",
    &[Jw317],
    "Verandert een budget of een totaal, dan blijft de ingangsdatum die van de toewijzing.",
    tr373,
);

fn tr373(bericht: &Bericht, eerder: &dyn Eerder, meld: &mut Melder<'_>) {
    elk(bericht, eerder, |pad, product, toewijzing| {
        let budget = product.budget.map(u64::from) != toewijzing.budget;
        let totaal = toewijzing.omvang.as_ref().is_some_and(|oud| {
            let zelfde = product
                .omvang
                .as_ref()
                .is_some_and(|nieuw| zelfde_omvang(oud, nieuw));
            oud.frequentie == TOTAAL && !zelfde
        });
        if (budget || totaal) && product.gewenste_ingangsdatum != toewijzing.ingangsdatum {
            meld.op(
                format!("{pad}/GewensteIngangsdatum"),
                format!(
                    "Een ander budget of een ander totaal geldt altijd voor de hele toewijzing. Vul als gewenste ingangsdatum {}.",
                    kort(toewijzing.ingangsdatum)
                ),
            );
        }
    });
}

/// The condition of TR375 and TR412: it ends after 2020, or never.
fn na_2020(product: &TeWijzigenProduct) -> bool {
    product.einddatum.is_none_or(|eind| eind > date(2020, 12, 31))
}

pub(super) const TR375: Regel = Regel::keten(
    "TR375",
    "9375",
    &[Jw317],
    "Heeft de toewijzing geen product, dan is de omvang leeg.",
    tr375,
);

fn tr375(bericht: &Bericht, eerder: &dyn Eerder, meld: &mut Melder<'_>) {
    elk(bericht, eerder, |pad, product, toewijzing| {
        if toewijzing.categorie.is_none() && product.omvang.is_some() && na_2020(product) {
            meld.op(
                format!("{pad}/Omvang"),
                "Deze toewijzing heeft geen product, alleen een budget. Laat de omvang weg en vul het budget.",
            );
        }
    });
}

pub(super) const TR411: Regel = Regel::keten(
    "TR411",
    "9411",
    &[Jw317],
    "Heeft de toewijzing een productcode, dan is de omvang gevuld.",
    tr411,
);

fn tr411(bericht: &Bericht, eerder: &dyn Eerder, meld: &mut Melder<'_>) {
    elk(bericht, eerder, |pad, product, toewijzing| {
        if toewijzing.code.is_some() && product.omvang.is_none() {
            meld.op(
                format!("{pad}/Omvang"),
                "Deze toewijzing heeft een productcode, maar de omvang ontbreekt. Vul de gewenste omvang, ook als zij gelijk blijft.",
            );
        }
    });
}

pub(super) const TR412: Regel = Regel::keten(
    "TR412",
    "9412",
    &[Jw317],
    "Heeft de toewijzing geen productcode, dan is de omvang leeg.",
    tr412,
);

// A toewijzing without any product is for TR375.
fn tr412(bericht: &Bericht, eerder: &dyn Eerder, meld: &mut Melder<'_>) {
    elk(bericht, eerder, |pad, product, toewijzing| {
        let alleen_categorie = toewijzing.categorie.is_some() && toewijzing.code.is_none();
        if alleen_categorie && product.omvang.is_some() && na_2020(product) {
            meld.op(
                format!("{pad}/Omvang"),
                "Deze toewijzing heeft een categorie zonder productcode. Laat de omvang weg.",
            );
        }
    });
}

#[cfg(test)]
mod tests;

//! Who referred, and on what beschikking.

use crate::Bericht;
use crate::BerichtSoort::Jw315;
use crate::berichten::jw315::AangevraagdProduct;
use crate::regels::zicht::nummer;
use crate::regels::{Melder, Regel};

fn aangevraagd(bericht: &Bericht) -> impl Iterator<Item = (String, &AangevraagdProduct)> {
    let producten = match bericht {
        Bericht::Jw315(b) => b.client.aangevraagde_producten.aangevraagd_product.as_slice(),
        _ => &[],
    };
    let pad = |i| nummer("Client/AangevraagdeProducten/AangevraagdProduct", i);
    producten
        .iter()
        .enumerate()
        .map(move |(i, product)| (pad(i), product))
}

/// Types of which the person or organisation is known by code or by name.
fn is_zorgverlener(product: &AangevraagdProduct) -> bool {
    matches!(product.verwijzer.r#type.as_str(), "02" | "03" | "04" | "05")
}

pub(super) const CD043: Regel = Regel::inhoud(
    "CD043",
    &[Jw315],
    "Bij een beschikkingnummer hoort de ingangsdatum van de beschikking; zonder nummer is er geen datum.",
    cd043,
);

fn cd043(bericht: &Bericht, meld: &mut Melder<'_>) {
    for (pad, product) in aangevraagd(bericht) {
        let tekst = match (product.beschikking_nummer, product.beschikking_ingangsdatum) {
            (Some(_), None) => {
                "Er is een beschikkingnummer, maar de ingangsdatum van de beschikking ontbreekt. Vul die."
            }
            (None, Some(_)) => {
                "Er is een ingangsdatum van een beschikking, maar geen beschikkingnummer. Vul het nummer of laat de datum weg."
            }
            _ => continue,
        };
        meld.op(format!("{pad}/BeschikkingIngangsdatum"), tekst);
    }
}

pub(super) const CD066: Regel = Regel::inhoud(
    "CD066",
    &[Jw315],
    "Is de code van de verwijzer gevuld, dan staat zijn naam er niet bij.",
    cd066,
);

fn cd066(bericht: &Bericht, meld: &mut Melder<'_>) {
    for (pad, product) in aangevraagd(bericht).filter(|(_, product)| is_zorgverlener(product)) {
        if product.verwijzer.zorgverlener_code.is_some() && product.verwijzer.naam.is_some() {
            meld.op(
                format!("{pad}/Verwijzer/Naam"),
                "De verwijzer heeft een code en een naam. Laat de naam weg; de code is genoeg.",
            );
        }
    }
}

pub(super) const CD067: Regel = Regel::inhoud(
    "CD067",
    &[Jw315],
    "Is de code van de verwijzer niet bekend, dan staat zijn naam er.",
    cd067,
);

fn cd067(bericht: &Bericht, meld: &mut Melder<'_>) {
    for (pad, product) in aangevraagd(bericht).filter(|(_, product)| is_zorgverlener(product)) {
        if product.verwijzer.zorgverlener_code.is_none() && product.verwijzer.naam.is_none() {
            meld.op(
                format!("{pad}/Verwijzer/Naam"),
                format!(
                    "De verwijzer is van type {}, maar heeft geen code en geen naam. Vul een van beide.",
                    product.verwijzer.r#type.as_str()
                ),
            );
        }
    }
}

pub(super) const CD068: Regel = Regel::inhoud(
    "CD068",
    &[Jw315],
    "Een verwijzer die geen zorgverlener of gecertificeerde instelling is, heeft geen code.",
    cd068,
);

fn cd068(bericht: &Bericht, meld: &mut Melder<'_>) {
    for (pad, product) in aangevraagd(bericht).filter(|(_, product)| !is_zorgverlener(product)) {
        if product.verwijzer.zorgverlener_code.is_some() {
            meld.op(
                format!("{pad}/Verwijzer/ZorgverlenerCode"),
                format!(
                    "Een verwijzer van type {} heeft geen zorgverlenercode. Laat de code weg.",
                    product.verwijzer.r#type.as_str()
                ),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::regels::proef::{alleen, goed, jw315};
    use jiff::civil::date;

    const PAD: &str = "Client/AangevraagdeProducten/AangevraagdProduct[1]";

    #[test]
    fn beschikkingnummer_en_datum_gaan_samen() {
        let mut b = jw315();
        b.product(0).beschikking_nummer = Some(7);
        alleen("CD043", &format!("{PAD}/BeschikkingIngangsdatum"), b.clone());
        b.product(0).beschikking_ingangsdatum = Some(date(2026, 1, 1));
        goed(b.clone());
        b.product(0).beschikking_nummer = None;
        alleen("CD043", &format!("{PAD}/BeschikkingIngangsdatum"), b);
    }

    #[test]
    fn een_verwijzer_is_bekend_bij_code_of_bij_naam() {
        for soort in ["01", "02", "03", "04", "05", "06", "08"] {
            let zorgverlener = ["02", "03", "04", "05"].contains(&soort);
            for (code, naam) in [(true, true), (true, false), (false, true), (false, false)] {
                let mut b = jw315();
                let verwijzer = &mut b.product(0).verwijzer;
                verwijzer.r#type = soort.try_into().unwrap();
                verwijzer.zorgverlener_code = code.then(|| "01234567".into());
                verwijzer.naam = naam.then(|| "Huisartsenpraktijk De Brug".into());
                let (regel, element) = match (zorgverlener, code, naam) {
                    (true, true, true) => ("CD066", "Naam"),
                    (true, false, false) => ("CD067", "Naam"),
                    (false, true, _) => ("CD068", "ZorgverlenerCode"),
                    _ => {
                        goed(b);
                        continue;
                    }
                };
                alleen(regel, &format!("{PAD}/Verwijzer/{element}"), b);
            }
        }
    }
}

//! RedenWijziging of a toewijzing.

use crate::Bericht;
use crate::BerichtSoort::Jw301;
use crate::berichten::jw301::ToegewezenProduct;
use crate::regels::zicht::toegewezen;
use crate::regels::{Melder, Regel};
use houvast_begrip::datum::kort;

fn heeft_reden(product: &ToegewezenProduct, code: &str) -> bool {
    product
        .reden_wijziging
        .is_some_and(|reden| reden.as_str() == code)
}

pub(super) const CS335: Regel = Regel::inhoud(
    "CS335",
    &[Jw301],
    "Een toewijzing verwijderen (reden 13) kan alleen met een einddatum die gelijk is aan de ingangsdatum.",
    cs335,
);

fn cs335(bericht: &Bericht, meld: &mut Melder<'_>) {
    let Bericht::Jw301(b) = bericht else { return };
    for (pad, product) in toegewezen(b) {
        if heeft_reden(product, "13") && product.einddatum != Some(product.ingangsdatum) {
            meld.op(
                format!("{pad}/RedenWijziging"),
                format!(
                    "De reden is 13 (verwijderd), maar de einddatum is niet de ingangsdatum. Maak de einddatum {} of kies een andere reden.",
                    kort(product.ingangsdatum)
                ),
            );
        }
    }
}

pub(super) const CS336: Regel =
    Regel::inhoud("CS336", &[Jw301], "Reden van wijziging 01 is vervallen.", cs336);

fn cs336(bericht: &Bericht, meld: &mut Melder<'_>) {
    let Bericht::Jw301(b) = bericht else { return };
    for (pad, product) in toegewezen(b) {
        if heeft_reden(product, "01") {
            meld.op(
                format!("{pad}/RedenWijziging"),
                "Reden 01 is vervallen. Gebruik 13 om te verwijderen of 14 voor een administratieve correctie.",
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::regels::proef::{alleen, goed, jw301};

    const PAD: &str = "Client/ToegewezenProducten/ToegewezenProduct[1]/RedenWijziging";

    #[test]
    fn verwijderen_kan_alleen_met_einddatum_gelijk_aan_ingangsdatum() {
        let mut b = jw301();
        b.product(0).reden_wijziging = Some("13".try_into().unwrap());
        alleen("CS335", PAD, b.clone());
        b.product(0).einddatum = None;
        b.product(0).omvang.as_mut().unwrap().frequentie = "4".try_into().unwrap();
        alleen("CS335", PAD, b.clone());
        b.product(0).einddatum = Some(b.product(0).ingangsdatum);
        goed(b);
    }

    #[test]
    fn reden_01_is_vervallen() {
        let mut b = jw301();
        b.product(0).reden_wijziging = Some("14".try_into().unwrap());
        goed(b.clone());
        b.product(0).reden_wijziging = Some("01".try_into().unwrap());
        alleen("CS336", PAD, b);
    }
}

//! Products with amounts that belong together, by the variants of the standard (inspanning, output, aspecifiek, generiek).

use super::kans::Kans;
use super::{Deeltje, k, w};
use jiff::ToSpan as _;
use jiff::civil::Date;

/// How a product is counted: unit, then what it costs in cents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Product {
    pub(super) categorie: &'static str,
    pub(super) code: &'static str,
    pub(super) eenheid: &'static str,
    pub(super) tarief: u64,
}

const fn product(categorie: &'static str, code: &'static str, eenheid: &'static str, tarief: u64) -> Product {
    Product {
        categorie,
        code,
        eenheid,
        tarief,
    }
}

/// From the list JZ21.
pub(super) const PRODUCTEN: &[Product] = &[
    product("45", "45A48", "04", 11_250),
    product("45", "45A04", "04", 9_840),
    product("45", "45A50", "01", 163),
    product("45", "45A56", "01", 187),
    product("45", "45A02", "82", 42_500),
    product("45", "45A14", "83", 0),
    product("45", "45A68", "83", 0),
    product("41", "41A04", "16", 7_815),
    product("41", "41A22", "16", 6_430),
    product("42", "42A04", "84", 2_150),
    product("43", "43A12", "14", 41_230),
    product("43", "43A36", "14", 27_990),
    product("44", "44A06", "14", 24_105),
    product("44", "44A18", "82", 98_700),
    product("46", "46A04", "14", 46_560),
    product("47", "47A05", "82", 88_000),
    product("48", "48A06", "84", 61_300),
    product("50", "50A05", "82", 37_600),
    product("50", "50A17", "82", 55_125),
];

/// What is granted or asked: with an end when the variant wants one (CD075, CD076).
pub(super) struct Afspraak {
    pub(super) product: Deeltje,
    pub(super) omvang: Deeltje,
    pub(super) budget: Deeltje,
    pub(super) begin: Date,
    pub(super) eind: Option<Date>,
}

/// The nth product of a message that starts at a random place in the list, so that no two are equal (TR302, TR386).
pub(super) fn nummer(start: usize, n: usize) -> Product {
    PRODUCTEN[(start + n) % PRODUCTEN.len()]
}

pub(super) fn als_element(product: Product) -> Deeltje {
    k(
        "Product",
        [w("Categorie", product.categorie), w("Code", product.code)],
    )
}

pub(super) fn omvang(product: Product, kans: &mut Kans) -> (Deeltje, &'static str) {
    let frequentie = match product.eenheid {
        "01" | "04" | "82" => kans.een(&["1", "2", "4", "6"]),
        _ => kans.een(&["2", "4", "6"]),
    };
    let volume = match (product.eenheid, frequentie) {
        ("83", "6") => kans.tussen(1_000, 20_000) * 100,
        ("83", _) => kans.tussen(100, 1_500) * 100,
        ("01", _) => kans.tussen(1, 8) * 60,
        (_, "6") => kans.tussen(1, 60),
        _ => kans.tussen(1, 9),
    };
    let omvang = k(
        "Omvang",
        [
            w("Volume", volume.to_string()),
            w("Eenheid", product.eenheid),
            w("Frequentie", frequentie),
        ],
    );
    (omvang, frequentie)
}

/// An agreement on this product. `alleen`: it is the only one, so it may also be without code or without product.
pub(super) fn afspraak(product: Product, vanaf: Date, alleen: bool, kans: &mut Kans) -> Afspraak {
    let maanden = i32::try_from(kans.tussen(1, 23)).unwrap_or(1);
    let eind = Some(vanaf.saturating_add(maanden.months()));
    let variant = if alleen { kans.onder(6) } else { 5 };
    let budget = |kans: &mut Kans| w("Budget", (kans.tussen(500, 16_000) * 100).to_string());
    match variant {
        // Generiek: a budget and nothing else.
        0 => Afspraak {
            product: None,
            omvang: None,
            budget: budget(kans),
            begin: vanaf,
            eind,
        },
        // Aspecifiek, with and without budget.
        1 => Afspraak {
            product: k("Product", [w("Categorie", product.categorie)]),
            omvang: None,
            budget: budget(kans),
            begin: vanaf,
            eind,
        },
        2 => Afspraak {
            product: k("Product", [w("Categorie", product.categorie)]),
            omvang: None,
            budget: None,
            begin: vanaf,
            eind: eind.filter(|_| kans.soms(2)),
        },
        _ => {
            let (omvang, frequentie) = omvang(product, kans);
            let open = frequentie != "2" && kans.soms(4);
            Afspraak {
                product: als_element(product),
                omvang,
                budget: None,
                begin: vanaf,
                eind: eind.filter(|_| !open),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elk_product_staat_in_de_lijst_bij_zijn_categorie() {
        for p in PRODUCTEN {
            let in_lijst = crate::codelijsten::product(p.code);
            assert_eq!(
                in_lijst.and_then(|l| l.categorie),
                Some(p.categorie),
                "{}",
                p.code
            );
        }
    }
}

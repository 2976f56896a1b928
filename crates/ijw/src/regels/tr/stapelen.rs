//! No stacking: the same product not twice for the same days (OP259, OP347).

use crate::Bericht;
use crate::BerichtSoort::{Jw301, Jw315, Jw317};
use crate::regels::zicht::{ProductZicht, nieuwe_producten, ongewijzigd, producten, te_wijzigen};
use crate::regels::{Eerder, EerdereToewijzing, Melder, Regel};
use houvast_begrip::datum::kort;
use jiff::civil::Date;
use std::borrow::Borrow;
use std::collections::HashMap;

pub(super) const TR302: Regel = Regel::inhoud(
    "TR302",
    &[Jw301],
    "Toewijzingen van hetzelfde product overlappen elkaar niet. Zonder code telt de categorie, zonder product telt alles.",
    gestapeld,
);

pub(super) const TR386: Regel = Regel::inhoud(
    "TR386",
    &[Jw315],
    "Aanvragen van hetzelfde product overlappen elkaar niet. Zonder code telt de categorie, zonder product telt alles.",
    gestapeld,
);

fn gestapeld(bericht: &Bericht, meld: &mut Melder<'_>) {
    elk_gestapeld(&producten(bericht), |product, tekst| {
        meld.op(product.pad.clone(), tekst);
    });
}

pub(super) const TR410: Regel = Regel::inhoud(
    "TR410",
    &[Jw317],
    "Een nieuw product komt in een verzoek om wijziging niet twee keer voor dezelfde tijd voor.",
    tr410,
);

fn tr410(bericht: &Bericht, meld: &mut Melder<'_>) {
    let Bericht::Jw317(b) = bericht else { return };
    let nieuw: Vec<_> = nieuwe_producten(b).collect();
    elk_gestapeld(&nieuw, |product, tekst| meld.op(product.pad.clone(), tekst));
}

pub(super) const TR361: Regel = Regel::keten(
    "TR361",
    "9361",
    &[Jw317],
    "Een product komt in een verzoek om wijziging niet twee keer voor dezelfde tijd voor.",
    tr361,
);

/// A toewijzing in the verzoek: its product with the days that it will take. A change from a later day on leaves the days
/// before it to the old toewijzing, so together they begin where that began.
fn bestaand(pad: String, toewijzing: &EerdereToewijzing, eind: Option<Date>) -> ProductZicht<'_> {
    ProductZicht {
        pad,
        eind_element: "Einddatum",
        kent_product: false,
        referentie: None,
        product: None,
        begin: toewijzing.ingangsdatum,
        eind,
        omvang: None,
        budget: false,
        verwijderd: toewijzing.verwijderd,
    }
}

// Two new products that clash never come here (TR410 is level 2). The standard ties this rule to the verzoek as a whole.
fn tr361(bericht: &Bericht, eerder: &dyn Eerder, meld: &mut Melder<'_>) {
    let Bericht::Jw317(b) = bericht else { return };
    let mijn = |nummer| {
        eerder
            .toewijzing(nummer)
            .filter(|toewijzing| toewijzing.zelfde_client && toewijzing.zelfde_aanbieder)
    };
    let blijft = ongewijzigd(b).filter_map(|(pad, p)| {
        let toewijzing = mijn(p.toewijzing_nummer)?;
        Some((
            sleutel_van(toewijzing),
            bestaand(pad, toewijzing, toewijzing.einddatum),
        ))
    });
    let verandert = te_wijzigen(b).filter_map(|(pad, p)| {
        let toewijzing = mijn(p.toewijzing_nummer)?;
        Some((sleutel_van(toewijzing), bestaand(pad, toewijzing, p.einddatum)))
    });
    let nieuw = nieuwe_producten(b).map(|product| (sleutel(&product), product));
    vergelijk(blijft.chain(verandert).chain(nieuw).collect(), |_, tekst| {
        meld.op("Client/Verzoek", tekst);
    });
}

fn sleutel_van(toewijzing: &EerdereToewijzing) -> Sleutel {
    let tekst = |tekst: &crate::Tekst| tekst.to_string();
    (
        toewijzing.categorie.as_ref().map(tekst),
        toewijzing.code.as_ref().map(tekst),
    )
}

fn elk_gestapeld(alle: &[ProductZicht<'_>], meld: impl FnMut(&ProductZicht<'_>, String)) {
    let met_sleutel = alle.iter().map(|product| (sleutel(product), product)).collect();
    vergelijk(met_sleutel, meld);
}

fn vergelijk<'a, P: Borrow<ProductZicht<'a>>>(
    mut op_begin: Vec<(Sleutel, P)>,
    mut meld: impl FnMut(&ProductZicht<'a>, String),
) {
    op_begin.retain(|(_, p)| {
        let p = p.borrow();
        !p.verwijderd && p.eind.is_none_or(|eind| eind >= p.begin)
    });
    op_begin.sort_by_key(|(_, p)| p.borrow().begin);
    let mut gezien = Gezien::default();
    for (sleutel, product) in op_begin {
        let product = product.borrow();
        if let Some(loopt) = gezien
            .botst_met(&sleutel)
            .filter(|loopt| loopt.tot >= product.begin)
        {
            let tot = if loopt.tot == Date::MAX {
                "zonder einddatum".to_owned()
            } else {
                format!("tot en met {}", kort(loopt.tot))
            };
            let tekst = format!(
                "Dit product begint op {}, maar hetzelfde product loopt al in {}, {tot}. Laat de perioden niet overlappen.",
                kort(product.begin),
                loopt.pad,
            );
            meld(product, tekst);
        }
        gezien.voeg_toe(sleutel, product);
    }
}

/// The product seen so far that runs longest.
#[derive(Clone)]
struct Loopt {
    tot: Date,
    pad: String,
}

/// What runs longest per kind of product; taken in order of begin, a clash is with one of these or with none. Keeps the
/// comparison linear for a hostile message with very many products.
#[derive(Default)]
struct Gezien {
    alles: Option<Loopt>,
    zonder_product: Option<Loopt>,
    categorie: HashMap<String, Loopt>,
    zonder_code: HashMap<String, Loopt>,
    code: HashMap<(String, String), Loopt>,
}

/// Category and code.
type Sleutel = (Option<String>, Option<String>);

fn sleutel(product: &ProductZicht<'_>) -> Sleutel {
    let categorie = product.product.map(|p| p.categorie.as_str().to_owned());
    let code = product.product.and_then(|p| p.code.as_deref()).map(str::to_owned);
    (categorie, code)
}

impl Gezien {
    fn botst_met(&self, sleutel: &Sleutel) -> Option<&Loopt> {
        let kandidaten = match sleutel {
            (None, _) => [self.alles.as_ref(), None, None],
            (Some(categorie), None) => [self.categorie.get(categorie), self.zonder_product.as_ref(), None],
            (Some(categorie), Some(code)) => [
                self.zonder_code.get(categorie),
                self.zonder_product.as_ref(),
                self.code.get(&(categorie.clone(), code.clone())),
            ],
        };
        kandidaten.into_iter().flatten().max_by_key(|loopt| loopt.tot)
    }

    fn voeg_toe(&mut self, (categorie, code): Sleutel, product: &ProductZicht<'_>) {
        let nieuw = Loopt {
            tot: product.eind.unwrap_or(Date::MAX),
            pad: product.pad.clone(),
        };
        let langste = |oud: &mut Loopt| {
            if oud.tot < nieuw.tot {
                *oud = nieuw.clone();
            }
        };
        langste(self.alles.get_or_insert_with(|| nieuw.clone()));
        let Some(categorie) = categorie else {
            langste(self.zonder_product.get_or_insert_with(|| nieuw.clone()));
            return;
        };
        langste(
            self.categorie
                .entry(categorie.clone())
                .or_insert_with(|| nieuw.clone()),
        );
        match code {
            None => langste(self.zonder_code.entry(categorie).or_insert_with(|| nieuw.clone())),
            Some(code) => langste(
                self.code
                    .entry((categorie, code))
                    .or_insert_with(|| nieuw.clone()),
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::berichten::basis::Product;
    use crate::berichten::jw301;
    use crate::regels::inhoud;
    use crate::regels::proef::{Proef301, Proef315, alleen, goed, jw301, jw315};
    use jiff::ToSpan;
    use jiff::civil::date;
    use proptest::prelude::*;

    const TWEEDE: &str = "Client/ToegewezenProducten/ToegewezenProduct[2]";

    fn gelijk() -> Proef301 {
        let mut b = jw301().met_tweede_product();
        b.product(1).product = b.product(0).product.clone();
        b.product(0).ingangsdatum = date(2026, 1, 1);
        b.product(0).einddatum = Some(date(2026, 6, 30));
        b.product(1).ingangsdatum = date(2026, 7, 1);
        b.product(1).einddatum = None;
        b
    }

    #[test]
    fn aansluitend_mag_en_een_dag_overlap_niet() {
        let mut b = gelijk();
        goed(b.clone());
        b.product(1).ingangsdatum = date(2026, 6, 30);
        alleen("TR302", TWEEDE, b);
    }

    #[test]
    fn de_volgorde_in_het_bericht_maakt_niet_uit() {
        let mut b = gelijk();
        b.product(0).ingangsdatum = date(2026, 9, 1);
        b.product(0).einddatum = Some(date(2026, 9, 30));
        alleen("TR302", "Client/ToegewezenProducten/ToegewezenProduct[1]", b);
    }

    #[test]
    fn een_ander_product_mag_tegelijk() {
        let mut b = gelijk();
        b.product(1).ingangsdatum = date(2026, 1, 1);
        b.product(1).product.as_mut().unwrap().code = Some("45A04".into());
        goed(b);
    }

    #[test]
    fn zonder_code_telt_de_categorie() {
        let mut b = gelijk();
        b.product(1).ingangsdatum = date(2026, 1, 1);
        b.product(1).product.as_mut().unwrap().code = None;
        b.product(1).omvang = None;
        alleen("TR302", TWEEDE, b.clone());
        b.product(1).product.as_mut().unwrap().categorie = "43".try_into().unwrap();
        goed(b);
    }

    #[test]
    fn zonder_product_telt_alles() {
        let mut b = gelijk();
        b.product(1).ingangsdatum = date(2026, 6, 30);
        b.product(1).einddatum = Some(date(2026, 12, 31));
        b.product(1).product = None;
        b.product(1).omvang = None;
        b.product(1).budget = Some(800_000);
        alleen("TR302", TWEEDE, b);
    }

    #[test]
    fn een_verwijderde_toewijzing_telt_niet() {
        let mut b = gelijk();
        b.product(1).ingangsdatum = date(2026, 3, 1);
        b.product(1).einddatum = Some(date(2026, 3, 1));
        alleen("TR302", TWEEDE, b.clone());
        b.product(1).reden_wijziging = Some("13".try_into().unwrap());
        goed(b);
    }

    #[test]
    fn dezelfde_aanvraag_voor_dezelfde_dagen_is_gestapeld() {
        let mut b: Proef315 = jw315().met_tweede_product();
        b.product(1).product = b.product(0).product.clone();
        b.product(0).toewijzing_einddatum = Some(date(2026, 6, 30));
        b.product(1).toewijzing_ingangsdatum = date(2026, 7, 1);
        goed(b.clone());
        b.product(1).toewijzing_ingangsdatum = date(2026, 6, 30);
        alleen("TR386", "Client/AangevraagdeProducten/AangevraagdProduct[2]", b);
    }

    /// The rule as it is written: compare each product with every one that begins earlier (or as early, and stands before it).
    fn naief(b: &Proef301) -> Vec<String> {
        let producten = &b.client.toegewezen_producten.toegewezen_product;
        let mut op_begin: Vec<usize> = (0..producten.len()).collect();
        op_begin.sort_by_key(|i| producten[*i].ingangsdatum);
        let zelfde =
            |a: &jw301::ToegewezenProduct, b: &jw301::ToegewezenProduct| match (&a.product, &b.product) {
                (Some(a), Some(b)) => {
                    a.categorie == b.categorie && (a.code.is_none() || b.code.is_none() || a.code == b.code)
                }
                _ => true,
            };
        let overlapt = |a: &jw301::ToegewezenProduct, b: &jw301::ToegewezenProduct| {
            a.einddatum.is_none_or(|eind| eind >= b.ingangsdatum)
        };
        let mut gevonden: Vec<String> = (0..op_begin.len())
            .filter(|plek| {
                let later = &producten[op_begin[*plek]];
                op_begin[..*plek]
                    .iter()
                    .any(|eerder| zelfde(&producten[*eerder], later) && overlapt(&producten[*eerder], later))
            })
            .map(|plek| {
                format!(
                    "Client/ToegewezenProducten/ToegewezenProduct[{}]",
                    op_begin[plek] + 1
                )
            })
            .collect();
        gevonden.sort_unstable();
        gevonden
    }

    proptest! {
        #[test]
        fn de_snelle_vergelijking_vindt_wat_de_regel_zegt(
            producten in proptest::collection::vec((0..3usize, 0..3usize, 0..20i64, proptest::option::of(0..10i64)), 1..12)
        ) {
            let mut b = jw301();
            let voorbeeld = b.product(0).clone();
            b.client.toegewezen_producten.toegewezen_product = producten
                .iter()
                .map(|(categorie, code, begin, duur)| {
                    let mut p = voorbeeld.clone();
                    p.ingangsdatum = date(2026, 1, 1).checked_add(begin.days()).unwrap();
                    p.einddatum = duur.map(|duur| p.ingangsdatum.checked_add(duur.days()).unwrap());
                    p.product = ["43", "45"].get(*categorie).map(|categorie| Product {
                        categorie: (*categorie).try_into().unwrap(),
                        code: ["A", "B"].get(*code).map(|code| (*code).into()),
                    });
                    p
                })
                .collect();
            let verwacht = naief(&b);
            let mut gevonden: Vec<String> = inhoud(&b.into())
                .into_iter()
                .filter(|bevinding| bevinding.regel == "TR302")
                .map(|bevinding| bevinding.pad)
                .collect();
            gevonden.sort_unstable();
            prop_assert_eq!(gevonden, verwacht);
        }
    }
}

//! The lists of a profile, and the faults that only show when two entries are laid side by side.

use super::lezer::{Fouten, Tabel, Waarde};
use super::planlezer::voorzieningseisen;
use super::protocol::{AfbakeningItem, Strekking};
use super::{Gemeente, Perceel, ProductRegel, Route, Segment, Standaardbudget, Uitzondering, Voorziening};
use crate::besluit::Artikel;
use crate::feiten::Verwijzer;
use houvast_begrip::{AgbCode, GemeenteCode, Periode, ProductCategorie, ProductCode};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// Remembers what came before, and complains about a second one.
struct Uniek<T>(BTreeSet<T>);

impl<T: Ord + Clone> Uniek<T> {
    fn nieuw() -> Self {
        Self(BTreeSet::new())
    }

    fn keur(&mut self, waarde: &T, bij: &Waarde<'_>, wat: &str, fouten: &mut Fouten<'_>) {
        if !self.0.insert(waarde.clone()) {
            fouten.meld(bij.plek, &bij.sleutel, format!("{wat} staat er al"));
        }
    }
}

pub(super) fn segmenten(t: &mut Tabel<'_>, fouten: &mut Fouten<'_>) -> Vec<Segment> {
    let mut uit = Vec::new();
    let mut waar: BTreeMap<ProductCategorie, String> = BTreeMap::new();
    let Some(mut groepen) = t.tabel("segmenten", fouten) else {
        return uit;
    };
    for sleutel in groepen.namen() {
        let Some(mut s) = groepen.tabel(&sleutel, fouten) else {
            continue;
        };
        let naam = s.tekst("naam", fouten);
        let beoordeeld = s.jaofnee("beoordeeld", fouten);
        let standaardbudgetten = s.jaofnee("standaardbudgetten", fouten);
        let nooit_weigeren = s.jaofnee("nooit_weigeren", fouten);
        let mut categorieen = BTreeSet::new();
        for w in s.lijst("categorieen", fouten) {
            let Some(code) = w.code(fouten, "een productcategorie van twee cijfers", |c| {
                ProductCategorie::nieuw(c).ok()
            }) else {
                continue;
            };
            if let Some(ander) = waar.insert(code, sleutel.clone()) {
                let zin = format!("categorie {code} staat ook bij segment {ander}");
                fouten.meld(w.plek, &w.sleutel, zin);
            }
            categorieen.insert(code);
        }
        s.klaar(fouten);
        if let (Some(naam), Some(beoordeeld), Some(standaardbudgetten), Some(nooit_weigeren)) =
            (naam, beoordeeld, standaardbudgetten, nooit_weigeren)
        {
            uit.push(Segment {
                sleutel,
                naam,
                beoordeeld,
                standaardbudgetten,
                nooit_weigeren,
                categorieen,
            });
        }
    }
    groepen.klaar(fouten);
    uit
}

/// The key of a segment that exists. When the segments themselves have a fault, that fault is enough.
fn segment(w: &Waarde<'_>, segmenten: &[Segment], fouten: &mut Fouten<'_>) -> Option<String> {
    let namen: Vec<&str> = segmenten.iter().map(|s| s.sleutel.as_str()).collect();
    let verwacht = format!("een segment: {}", namen.join(", "));
    let onzeker = fouten.raakt("segmenten");
    w.code(fouten, &verwacht, |s| {
        (onzeker || namen.contains(&s)).then(|| s.to_owned())
    })
}

pub(super) fn gemeenten(t: &mut Tabel<'_>, segmenten: &[Segment], fouten: &mut Fouten<'_>) -> Vec<Gemeente> {
    let mut uniek = Uniek::nieuw();
    let mut uit = Vec::new();
    for mut g in t.tabellen_mag("gemeenten", fouten) {
        let code = g.moet("code", fouten).and_then(|w| {
            let code = w.code(fouten, "een gemeentecode van vier cijfers", |c| {
                GemeenteCode::nieuw(c).ok()
            })?;
            uniek.keur(&code, &w, &format!("gemeente {code}"), fouten);
            Some(code)
        });
        let naam = g.tekst("naam", fouten);
        let rij = g.lijst("segmenten", fouten);
        let neemt_deel = rij.iter().filter_map(|w| segment(w, segmenten, fouten)).collect();
        let wijziging_via_bericht = g.jaofnee("wijziging_via_bericht", fouten);
        g.klaar(fouten);
        if let (Some(code), Some(naam), Some(wijziging_via_bericht)) = (code, naam, wijziging_via_bericht) {
            uit.push(Gemeente {
                code,
                naam,
                segmenten: neemt_deel,
                wijziging_via_bericht,
            });
        }
    }
    uit
}

pub(super) fn percelen(t: &mut Tabel<'_>, segmenten: &[Segment], fouten: &mut Fouten<'_>) -> Vec<Perceel> {
    let mut uniek = Uniek::nieuw();
    let mut uit = Vec::new();
    for mut p in t.tabellen_mag("percelen", fouten) {
        let nummer: Option<u8> = p.getal("nummer", 1..=99, fouten);
        if let (Some(nummer), Some(w)) = (nummer, p.mag("nummer")) {
            uniek.keur(&nummer, &w, &format!("perceel {nummer}"), fouten);
        }
        let naam = p.tekst("naam", fouten);
        let bij = p
            .moet("segment", fouten)
            .and_then(|w| segment(&w, segmenten, fouten));
        p.klaar(fouten);
        if let (Some(nummer), Some(naam), Some(segment)) = (nummer, naam, bij) {
            uit.push(Perceel {
                nummer,
                naam,
                segment,
            });
        }
    }
    uit
}

/// `geldig_vanaf` and, when it ends, `geldig_tot_en_met`.
fn geldig(t: &mut Tabel<'_>, fouten: &mut Fouten<'_>) -> Option<Periode> {
    let begin = t.datum("geldig_vanaf", fouten);
    let eind: Option<Date> = t.datum_mag("geldig_tot_en_met", fouten);
    let periode = Periode::nieuw(begin?, eind);
    if periode.is_none()
        && let Some(w) = t.mag("geldig_tot_en_met")
    {
        fouten.meld(
            w.plek,
            w.sleutel,
            "de laatste dag ligt voor de eerste (geldig_vanaf)",
        );
    }
    periode
}

pub(super) fn producten(
    t: &mut Tabel<'_>,
    segmenten: &[Segment],
    percelen: &[Perceel],
    afbakening: &[AfbakeningItem],
    fouten: &mut Fouten<'_>,
) -> Vec<ProductRegel> {
    let mut uniek = Uniek::nieuw();
    let mut uit = Vec::new();
    for mut p in t.tabellen_mag("producten", fouten) {
        let code = p.moet("code", fouten).and_then(|w| {
            let code = w.code(fouten, "een productcode van één tot vijf tekens", |c| {
                ProductCode::nieuw(c).ok()
            })?;
            uniek.keur(&code, &w, &format!("product {code}"), fouten);
            Some(code)
        });
        let naam = p.tekst("naam", fouten);
        let bij = p
            .moet("segment", fouten)
            .and_then(|w| segment(&w, segmenten, fouten));
        let perceel = p.getal_mag("perceel", 1..=99, fouten);
        if let (Some(nummer), Some(w)) = (perceel, p.mag("perceel")) {
            match percelen.iter().find(|p| p.nummer == nummer) {
                None if fouten.raakt("percelen") => {}
                None => fouten.meld(
                    w.plek,
                    w.sleutel,
                    format!("perceel {nummer} bestaat niet in dit profiel"),
                ),
                Some(p) if bij.as_ref().is_some_and(|s| *s != p.segment) => {
                    let zin = format!("perceel {nummer} hoort bij segment {}", p.segment);
                    fouten.meld(w.plek, w.sleutel, zin);
                }
                Some(_) => {}
            }
        }
        let tariefgroep = p.getal_mag("tariefgroep", 1..=99, fouten);
        let onderdeel = p
            .mag("afbakening")
            .and_then(|w| afgebakend(&w, afbakening, fouten));
        let verzonnen = p.jaofnee("verzonnen", fouten);
        let geldig = geldig(&mut p, fouten);
        p.klaar(fouten);
        if let (Some(code), Some(naam), Some(segment), Some(verzonnen), Some(geldig)) =
            (code, naam, bij, verzonnen, geldig)
        {
            uit.push(ProductRegel {
                code,
                naam,
                segment,
                perceel,
                tariefgroep,
                afbakening: onderdeel,
                verzonnen,
                geldig,
            });
        }
    }
    uit
}

/// what the afbakening excludes is not in the catalogue.
fn afgebakend(w: &Waarde<'_>, afbakening: &[AfbakeningItem], fouten: &mut Fouten<'_>) -> Option<String> {
    let onzeker = fouten.raakt("afbakening");
    let item = w.code(fouten, "de sleutel van een onderdeel van de afbakening", |s| {
        let item = afbakening.iter().find(|i| i.sleutel == s);
        (onzeker || item.is_some()).then(|| (s.to_owned(), item))
    });
    if let Some((_, Some(i))) = &item
        && i.strekking == Strekking::Niet
    {
        let zin = format!(
            "de afbakening sluit dit uit ({}); het hoort niet in de catalogus",
            i.naam
        );
        fouten.meld(w.plek, &w.sleutel, zin);
    }
    item.map(|(sleutel, _)| sleutel)
}

pub(super) fn routes(t: &mut Tabel<'_>, fouten: &mut Fouten<'_>) -> Vec<Route> {
    let mut sleutels = Uniek::nieuw();
    let mut verwijzers_uniek = Uniek::nieuw();
    let mut uit = Vec::new();
    for mut r in t.tabellen("routes", fouten) {
        let sleutel = r.tekst("sleutel", fouten);
        if let (Some(sleutel), Some(w)) = (&sleutel, r.mag("sleutel")) {
            sleutels.keur(sleutel, &w, &format!("route {sleutel}"), fouten);
        }
        let naam = r.tekst("naam", fouten);
        let mut verwijzers = BTreeSet::new();
        for w in r.lijst("verwijzers", fouten) {
            let verwacht = "een type verwijzer: 01, 02, 03, 04, 05, 06 of 08";
            if let Some(v) = w.code(fouten, verwacht, |c| Verwijzer::try_from(c).ok()) {
                verwijzers_uniek.keur(&v, &w, &format!("verwijzer {}", v.code()), fouten);
                verwijzers.insert(v);
            }
        }
        let is_toegang = r.jaofnee("is_toegang", fouten);
        let grens = r.mag("grens_zonder_instemming").and_then(|w| w.bedrag(fouten));
        let alleen_eerste = r.jaofnee("alleen_eerste_verwijzing", fouten);
        let toetsing = r.jaofnee("toetsing_voor_verzoek", fouten);
        let overleg = r.jaofnee("overleg_met_toegang", fouten);
        let rij = r.lijst("artikelen", fouten);
        let artikelen = rij.iter().filter_map(|w| w.tekst(fouten)).map(Artikel).collect();
        r.klaar(fouten);
        if let (Some(sleutel), Some(naam), Some(is_toegang), Some(alleen), Some(toetsing), Some(overleg)) =
            (sleutel, naam, is_toegang, alleen_eerste, toetsing, overleg)
        {
            uit.push(Route {
                sleutel,
                naam,
                verwijzers,
                is_toegang,
                grens_zonder_instemming: grens,
                alleen_eerste_verwijzing: alleen,
                toetsing_voor_verzoek: toetsing,
                overleg_met_toegang: overleg,
                artikelen,
            });
        }
    }
    uit
}

pub(super) fn standaardbudgetten(
    t: &mut Tabel<'_>,
    routes: &[Route],
    fouten: &mut Fouten<'_>,
) -> Vec<Standaardbudget> {
    let grens = routes
        .iter()
        .filter(|r| r.alleen_eerste_verwijzing)
        .find_map(|r| r.grens_zonder_instemming);
    let mut uit: Vec<Standaardbudget> = Vec::new();
    for mut b in t.tabellen_mag("standaardbudgetten", fouten) {
        let nummer: Option<u8> = b.getal("nummer", 1..=99, fouten);
        let bedrag = b.bedrag("bedrag", fouten);
        let medisch = b.jaofnee("medisch_eerste_verwijzing", fouten);
        if let (Some(nummer), Some(vorig), Some(w)) = (nummer, uit.last(), b.mag("nummer"))
            && nummer <= vorig.nummer
        {
            let zin = format!(
                "nummer {nummer} volgt op nummer {}; de nummers lopen op",
                vorig.nummer
            );
            fouten.meld(w.plek, w.sleutel, zin);
        }
        if let (Some(bedrag), Some(vorig), Some(w)) = (bedrag, uit.last(), b.mag("bedrag"))
            && bedrag <= vorig.bedrag
        {
            let zin = format!(
                "{bedrag} overlapt met budget {} ({}); de bedragen lopen op",
                vorig.nummer, vorig.bedrag
            );
            fouten.meld(w.plek, w.sleutel, zin);
        }
        if let (Some(bedrag), Some(medisch), Some(grens)) = (bedrag, medisch, grens)
            && medisch != (bedrag <= grens)
            && let Some(w) = b.mag("medisch_eerste_verwijzing")
        {
            let zin =
                format!("spreekt de grens van de route tegen: {bedrag} naast {grens} zonder instemming");
            fouten.meld(w.plek, w.sleutel, zin);
        }
        b.klaar(fouten);
        if let (Some(nummer), Some(bedrag), Some(medisch)) = (nummer, bedrag, medisch) {
            uit.push(Standaardbudget {
                nummer,
                bedrag,
                medisch_eerste_verwijzing: medisch,
            });
        }
    }
    uit
}

pub(super) fn budgetnummers(
    t: &mut Tabel<'_>,
    budgetten: &[Standaardbudget],
    fouten: &mut Fouten<'_>,
) -> BTreeSet<u8> {
    let mut uit = BTreeSet::new();
    for w in t.lijst("standaardbudgetten", fouten) {
        let Some(nummer) = w.geheel(fouten, &(1..=99)).and_then(|n| u8::try_from(n).ok()) else {
            continue;
        };
        if !fouten.raakt("standaardbudgetten") && !budgetten.iter().any(|b| b.nummer == nummer) {
            fouten.meld(
                w.plek,
                &w.sleutel,
                format!("standaardbudget {nummer} bestaat niet"),
            );
        }
        uit.insert(nummer);
    }
    uit
}

pub(super) fn uitzonderingen(
    t: &mut Tabel<'_>,
    routes: &[Route],
    fouten: &mut Fouten<'_>,
) -> Vec<Uitzondering> {
    let mut uit = Vec::new();
    for mut u in t.tabellen_mag("uitzonderingen", fouten) {
        let aanbieder = u.moet("aanbieder", fouten).and_then(|w| {
            w.code(fouten, "een AGB-code van acht cijfers", |c| {
                AgbCode::nieuw(c).ok()
            })
        });
        let namen: Vec<&str> = routes
            .iter()
            .filter(|r| r.grens_zonder_instemming.is_some())
            .map(|r| r.sleutel.as_str())
            .collect();
        let route = u.moet("route", fouten).and_then(|w| {
            let verwacht = format!("een route met een grens: {}", namen.join(", "));
            let onzeker = fouten.raakt("routes");
            w.code(fouten, &verwacht, |s| {
                (onzeker || namen.contains(&s)).then(|| s.to_owned())
            })
        });
        let grens = u.bedrag("grens", fouten);
        let gewoon = routes
            .iter()
            .find(|r| Some(&r.sleutel) == route.as_ref())
            .and_then(|r| r.grens_zonder_instemming);
        if let (Some(grens), Some(gewoon), Some(w)) = (grens, gewoon, u.mag("grens"))
            && grens <= gewoon
        {
            let zin = format!("{grens} is niet hoger dan de gewone grens ({gewoon})");
            fouten.meld(w.plek, w.sleutel, zin);
        }
        let geldig = geldig(&mut u, fouten);
        let bron = u.tekst("bron", fouten);
        u.klaar(fouten);
        if let (Some(aanbieder), Some(route), Some(grens), Some(geldig), Some(bron)) =
            (aanbieder, route, grens, geldig, bron)
        {
            uit.push(Uitzondering {
                aanbieder,
                route,
                grens,
                geldig,
                bron,
            });
        }
    }
    uit
}

pub(super) fn voorzieningen(t: &mut Tabel<'_>, fouten: &mut Fouten<'_>) -> Vec<Voorziening> {
    let mut uniek = Uniek::nieuw();
    let mut uit = Vec::new();
    for mut v in t.tabellen_mag("voorzieningen", fouten) {
        let sleutel = v.tekst("sleutel", fouten);
        if let (Some(sleutel), Some(w)) = (&sleutel, v.mag("sleutel")) {
            uniek.keur(sleutel, &w, &format!("voorziening {sleutel}"), fouten);
        }
        let naam = v.tekst("naam", fouten);
        let maanden = v.getal_mag("maanden", 1..=240, fouten);
        let eisen = voorzieningseisen(&mut v, fouten);
        v.klaar(fouten);
        if let (Some(sleutel), Some(naam)) = (sleutel, naam) {
            uit.push(Voorziening {
                sleutel,
                naam,
                maanden,
                eisen,
            });
        }
    }
    uit
}

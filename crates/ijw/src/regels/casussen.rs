//! The worked cases of the standard, as far as they use the messages that are built: what they send is accepted, and what
//! may not follow is refused.

use super::proef::{Proef301, Proef315, Proef319, jw301, jw315, jw319, leeg};
use super::{Bron, EerderVelden, EerderVerzoek, EerdereToewijzing, beoordeel};
use crate::Bericht;
use crate::berichten::basis::{Omvang, Product};
use crate::berichten::jw319::Woonplaatsbeginsel;
use jiff::civil::{Date, date};

/// Category, code, volume, eenheid, frequentie.
type Hulp<'a> = (&'a str, &'a str, u32, &'a str, &'a str);

fn product((categorie, code, ..): Hulp<'_>) -> Option<Product> {
    Some(Product {
        categorie: categorie.try_into().unwrap(),
        code: (!code.is_empty()).then(|| code.into()),
    })
}

fn omvang((_, _, volume, eenheid, frequentie): Hulp<'_>) -> Option<Omvang> {
    (volume > 0).then(|| Omvang {
        volume,
        eenheid: eenheid.try_into().unwrap(),
        frequentie: frequentie.try_into().unwrap(),
    })
}

fn toewijzing(nummer: u32, hulp: Hulp<'_>, begin: Date, eind: Option<Date>) -> Proef301 {
    let mut b = jw301();
    let p = b.product(0);
    p.toewijzing_nummer = nummer;
    (p.product, p.omvang) = (product(hulp), omvang(hulp));
    (p.ingangsdatum, p.einddatum) = (begin, eind);
    b
}

fn aanvraag(b: &mut Proef315, i: usize, referentie: &str, hulp: Hulp<'_>, begin: Date, eind: Date) {
    let p = b.product(i);
    p.referentie_aanbieder = referentie.into();
    (p.product, p.omvang) = (product(hulp), omvang(hulp));
    (p.toewijzing_ingangsdatum, p.toewijzing_einddatum) = (begin, Some(eind));
}

fn antwoord(referentie: &str, antwoord: &str, reden: Option<&str>) -> Proef319 {
    let mut b = jw319();
    b.antwoord.referentie_aanbieder = referentie.into();
    b.antwoord.verzoek_antwoord = antwoord.try_into().unwrap();
    b.antwoord.reden_afwijzing_verzoek = reden.map(|reden| reden.try_into().unwrap());
    b
}

fn regels(b: impl Into<Bericht>, eerder: &EerderVelden) -> Vec<String> {
    beoordeel(&b.into(), eerder, &Bron::op(date(2026, 3, 9)))
        .into_iter()
        .map(|bevinding| bevinding.regel.into_owned())
        .collect()
}

fn goed(b: impl Into<Bericht>, eerder: &EerderVelden) {
    assert_eq!(regels(b, eerder), Vec::<String>::new());
}

fn gevraagd(referenties: &[&str]) -> EerderVelden {
    let verzoek = EerderVerzoek {
        zelfde_client: true,
        ..EerderVerzoek::default()
    };
    EerderVelden {
        open_verzoek: true,
        verzoeken: referenties
            .iter()
            .map(|r| ((*r).into(), verzoek.clone()))
            .collect(),
        ..leeg()
    }
}

fn toegewezen(eerder: &mut EerderVelden, b: &mut Proef301) {
    let p = b.product(0);
    let feit = EerdereToewijzing {
        zelfde_client: true,
        zelfde_aanbieder: true,
        categorie: p.product.as_ref().map(|p| p.categorie.as_str().into()),
        code: p.product.as_ref().and_then(|p| p.code.clone()),
        ingangsdatum: p.ingangsdatum,
        referenties: p.referentie_aanbieder.iter().cloned().collect(),
        toegekende_prestaties: false,
    };
    if let Some(verzoek) = p
        .referentie_aanbieder
        .as_ref()
        .and_then(|r| eerder.verzoeken.get_mut(r))
    {
        verzoek.toegewezen = true;
    }
    eerder.toewijzingen.insert(p.toewijzing_nummer, feit);
}

const UREN_PER_WEEK: Hulp<'_> = ("45", "45A48", 3, "04", "2");

#[test]
fn a1_verlengen_door_de_einddatum_op_te_rekken() {
    let hulp = ("45", "45A04", 3, "04", "2");
    let mut b = toewijzing(667_899, hulp, date(2023, 1, 1), Some(date(2023, 6, 30)));
    let mut eerder = leeg();
    goed(b.clone(), &eerder);
    toegewezen(&mut eerder, &mut b);
    b.product(0).einddatum = Some(date(2023, 12, 31));
    b.product(0).reden_wijziging = Some("04".try_into().unwrap());
    goed(b, &eerder);
}

#[test]
fn b6_een_traject_van_een_bedrag_in_totaal() {
    let hulp = ("50", "50A09", 975_000, "83", "6");
    goed(
        toewijzing(5627, hulp, date(2021, 7, 10), Some(date(2022, 4, 9))),
        &leeg(),
    );
}

#[test]
fn b9_een_categorie_zonder_code_omvang_en_budget() {
    let hulp = ("54", "", 0, "", "");
    goed(
        toewijzing(123_456_789, hulp, date(2021, 5, 1), Some(date(2021, 12, 31))),
        &leeg(),
    );
}

#[test]
fn b11_een_verzoek_een_toewijzing_en_een_intrekking() {
    let hulp = ("55", "55015", 382_000, "83", "4");
    let (begin, eind) = (date(2021, 2, 1), date(2021, 6, 30));
    let mut verzoek = jw315();
    aanvraag(&mut verzoek, 0, "201901", hulp, begin, eind);
    verzoek.product(0).verwijzer.naam = Some("De Vries".into());
    goed(verzoek.clone(), &leeg());
    let mut eerder = gevraagd(&["201901"]);
    assert_eq!(regels(verzoek, &eerder), ["TR347", "TR374"]);

    let mut b = toewijzing(18_562, hulp, begin, Some(eind));
    b.product(0).referentie_aanbieder = Some("201901".into());
    goed(b.clone(), &eerder);
    toegewezen(&mut eerder, &mut b);
    b.product(0).einddatum = Some(date(2021, 5, 15));
    b.product(0).reden_wijziging = Some("12".try_into().unwrap());
    assert_eq!(regels(b.clone(), &eerder), ["TR379"]);
    b.product(0).referentie_aanbieder = None;
    goed(b, &eerder);
    assert_eq!(regels(antwoord("201901", "1", Some("7")), &eerder), ["TR359"]);
}

#[test]
fn b13_een_verzoek_met_twee_producten_van_een_gi() {
    let (begin, eind) = (date(2021, 1, 1), date(2021, 12, 31));
    let mut b = jw315().met_tweede_product();
    aanvraag(&mut b, 0, "ABC123", UREN_PER_WEEK, begin, eind);
    aanvraag(&mut b, 1, "DEF456", ("43", "43A07", 365, "14", "6"), begin, eind);
    for i in 0..2 {
        let verwijzer = &mut b.product(i).verwijzer;
        verwijzer.r#type = "04".try_into().unwrap();
        verwijzer.naam = None;
        verwijzer.zorgverlener_code = Some("99991234".into());
    }
    goed(b, &leeg());
    // 'In onderzoek' once, then a refusal; nothing after that.
    let mut eerder = gevraagd(&["XYZ789"]);
    goed(antwoord("XYZ789", "2", None), &eerder);
    let verzoek = eerder.verzoeken.get_mut("XYZ789").unwrap();
    verzoek.antwoorden.push("2".into());
    assert_eq!(regels(antwoord("XYZ789", "2", None), &eerder), ["TR360"]);
    goed(antwoord("XYZ789", "1", Some("4")), &eerder);
}

#[test]
fn b14_een_deel_toegewezen_en_een_deel_afgewezen() {
    let eerder = gevraagd(&["ABC987", "DEF987"]);
    let mut b = toewijzing(124_456, UREN_PER_WEEK, date(2021, 6, 1), Some(date(2022, 5, 31)));
    b.product(0).referentie_aanbieder = Some("ABC987".into());
    goed(b, &eerder);
    goed(antwoord("DEF987", "1", Some("4")), &eerder);
    assert_eq!(regels(antwoord("ANDERS", "1", Some("4")), &eerder), ["TR355"]);
}

#[test]
fn b15_een_afwijzing_op_het_woonplaatsbeginsel() {
    let mut b = antwoord("345", "1", Some("8"));
    assert_eq!(regels(b.clone(), &gevraagd(&["345"])), ["TR377"]);
    b.antwoord.woonplaatsbeginsel = Some(Woonplaatsbeginsel {
        gemeente: "0363".into(),
    });
    goed(b, &gevraagd(&["345"]));
}

#[test]
fn b16_een_budget_zonder_product() {
    let mut b = toewijzing(
        500_101,
        ("45", "", 0, "", ""),
        date(2021, 1, 1),
        Some(date(2021, 12, 31)),
    );
    b.product(0).product = None;
    b.product(0).budget = Some(6_000_000);
    goed(b.clone(), &leeg());
    b.product(0).einddatum = None;
    assert_eq!(regels(b, &leeg()), ["CD075"]);
}

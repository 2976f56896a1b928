//! Shared by the tests of the questions.
#![expect(
    clippy::unwrap_used,
    reason = "test support: a wrong constant must stop the test"
)]

pub(crate) use houvast_begrip::{Centen, GemeenteCode, Periode};
pub(crate) use houvast_beslis::regioprofiel::Bepaling as B;
pub(crate) use houvast_beslis::vragen::Oordeel::{
    Afwijzen, Akkoord, Onvolledig, Voorleggen, VoorstelAfwijzen,
};
pub(crate) use houvast_beslis::vragen::{Antwoord, Honderdsten, Oordeel, Rol, Vraag, Weging, stel};
pub(crate) use houvast_beslis::{Afronding, Feit, Regioprofiel, Soort, Verwijzer, op_datum};
pub(crate) use jiff::civil::{Date, date};

/// The day on which most cases are asked.
pub(crate) const DAG: Date = date(2025, 5, 14);

pub(crate) fn ijsselland(dag: Date) -> &'static Regioprofiel {
    op_datum("ijsselland", dag).unwrap()
}

pub(crate) fn voorbeeldregio() -> &'static Regioprofiel {
    op_datum("voorbeeldregio", DAG).unwrap()
}

/// In IJsselland, under the version of that day.
pub(crate) fn op<V: Vraag>(dag: Date, f: &V::Feiten) -> Antwoord<V::Uitkomst> {
    stel::<V>(f, ijsselland(dag), dag)
}

pub(crate) fn vraag<V: Vraag>(f: &V::Feiten) -> Antwoord<V::Uitkomst> {
    op::<V>(DAG, f)
}

pub(crate) fn elders<V: Vraag>(f: &V::Feiten) -> Antwoord<V::Uitkomst> {
    stel::<V>(f, voorbeeldregio(), DAG)
}

/// `8_000,01` is `euro(8_000, 1)`.
pub(crate) fn euro(euro: i64, cent: i64) -> Centen {
    Centen(euro * 100 + cent)
}

pub(crate) fn uren(tekst: &str) -> Feit<Honderdsten> {
    Feit::aanbieder(Honderdsten::uit_tekst(tekst).unwrap())
}

pub(crate) fn periode(begin: Date, eind: Date) -> Periode {
    Periode::nieuw(begin, Some(eind)).unwrap()
}

pub(crate) fn gemeente(code: &str) -> GemeenteCode {
    GemeenteCode::nieuw(code).unwrap()
}

pub(crate) fn weging<U>(a: &Antwoord<U>, bepaling: B) -> Weging {
    a.grond(bepaling)
        .unwrap_or_else(|| panic!("geen grond {}:\n{}", bepaling.woord(), a.als_tekst()))
        .weging
}

pub(crate) fn ontbreekt<U>(a: &Antwoord<U>) -> Vec<&'static str> {
    assert_eq!(a.oordeel, Onvolledig, "{}", a.als_tekst());
    a.ontbreekt.iter().map(|o| o.feit).collect()
}

pub(crate) fn te_doen<U>(a: &Antwoord<U>, wie: Rol) -> Vec<&str> {
    a.opdrachten
        .iter()
        .filter(|o| o.wie == wie)
        .map(|o| o.wat.as_str())
        .collect()
}

pub(crate) fn artikelen<U>(a: &Antwoord<U>, bepaling: B) -> String {
    let grond = a.grond(bepaling).unwrap();
    let rij: Vec<&str> = grond.artikelen.iter().map(|x| x.0.as_str()).collect();
    rij.join("; ")
}

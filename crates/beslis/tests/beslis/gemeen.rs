//! A request where everything is in order; each test turns one knob.
#![expect(
    clippy::unwrap_used,
    reason = "test support: a wrong constant must stop the test"
)]

use houvast_begrip::{AgbCode, Centen, GemeenteCode, Periode, ProductCategorie, ProductCode};
use houvast_beslis::{
    Besluit, Contract, Feit, Grond, Onderwerp, Product, Regioprofiel, Soort, Traject, Uitkomst, Verwijzer,
    VerzoekFeiten, beoordeel, op_datum,
};
use jiff::civil::{Date, date};

pub(crate) const X: &str = "90010001";
pub(crate) const Y: &str = "90010002";

pub(crate) fn agb(code: &str) -> AgbCode {
    AgbCode::nieuw(code).unwrap()
}

pub(crate) fn gemeente(code: &str) -> GemeenteCode {
    GemeenteCode::nieuw(code).unwrap()
}

/// `8_000,01` is `euro(8_000, 1)`.
pub(crate) fn euro(euro: i64, cent: i64) -> Centen {
    Centen(euro * 100 + cent)
}

pub(crate) fn periode(begin: Date, eind: Date) -> Periode {
    Periode::nieuw(begin, Some(eind)).unwrap()
}

pub(crate) fn product(categorie: &str, code: Option<&str>) -> Product {
    Product {
        categorie: ProductCategorie::nieuw(categorie).unwrap(),
        code: code.map(|c| ProductCode::nieuw(c).unwrap()),
    }
}

pub(crate) fn contract(segment: &str, perceel: Option<u8>) -> Contract {
    Contract {
        segment: segment.to_owned(),
        perceel,
        periode: Periode {
            begin: date(2023, 1, 1),
            eind: None,
        },
    }
}

pub(crate) fn traject(aanbieder: &str, begin: Date, eind: Date, akkoord: bool) -> Traject {
    Traject {
        aanbieder: agb(aanbieder),
        segment: Some("ambulant".to_owned()),
        periode: periode(begin, eind),
        akkoord,
    }
}

pub(crate) const DAGTEKENING: Date = date(2025, 5, 12);

/// Kampen; aanbieder X with contracts for percelen 1 and 3; first referral by a huisarts; € 5.000 for a year.
pub(crate) fn goed() -> VerzoekFeiten {
    let mut f = VerzoekFeiten::nieuw(gemeente("0166"), agb(X), DAGTEKENING, date(2025, 5, 13));
    f.verwijzer = Feit::bericht(Verwijzer::Huisarts);
    f.product = Feit::bericht(product("45", None));
    f.budget = Feit::bericht(euro(5_000, 0));
    f.periode = Feit::bericht(periode(date(2025, 5, 19), date(2026, 5, 18)));
    f.soort = Feit::aanbieder(Soort::Herstel);
    f.aangemeld = Feit::aanbieder(date(2025, 5, 1));
    f.toetsing = Feit::aanbieder(date(2025, 5, 9));
    f.contracten = Feit::dossier(vec![contract("ambulant", Some(1)), contract("ambulant", Some(3))]);
    f.trajecten = Feit::dossier(Vec::new());
    f.woonplaats = Feit::dossier(gemeente("0166"));
    f
}

pub(crate) fn via(verwijzer: Verwijzer, bedrag: Centen) -> VerzoekFeiten {
    let mut f = goed();
    f.verwijzer = Feit::bericht(verwijzer);
    f.budget = Feit::bericht(bedrag);
    f
}

pub(crate) fn profiel() -> &'static Regioprofiel {
    op_datum("ijsselland", date(2025, 5, 14)).unwrap()
}

/// Decided the day after arrival, under the version of that day.
pub(crate) fn besluit(f: &VerzoekFeiten) -> Besluit {
    let dag = f.ontvangen.tomorrow().unwrap();
    beoordeel(f, op_datum("ijsselland", dag).unwrap(), dag)
}

pub(crate) fn uitkomst(f: &VerzoekFeiten) -> Uitkomst {
    besluit(f).uitkomst
}

pub(crate) fn grond(b: &Besluit, onderwerp: Onderwerp) -> &Grond {
    b.gronden.iter().find(|g| g.onderwerp == onderwerp).unwrap()
}

/// The number of the standard budget that is or would be granted.
pub(crate) fn nummer(b: &Besluit) -> Option<u8> {
    b.toekenning.as_ref().and_then(|t| t.standaardbudget)
}

/// The built-in text with one change, as another region would write it.
pub(crate) fn aangepast(van: &str, naar: &str) -> Regioprofiel {
    let toml = include_str!("../../profielen/ijsselland/2024-01-08.toml");
    assert!(toml.contains(van), "staat niet in het profiel: {van}");
    Regioprofiel::lees(&toml.replace(van, naar), "aangepast.toml").unwrap()
}

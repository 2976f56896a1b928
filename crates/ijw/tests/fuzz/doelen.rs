//! What must hold for any bytes at all. Each target takes a file and panics when something does not hold.
//! Used by the test here, and by the long runs in `fuzz/` at the root of the repository.

use houvast_ijw::anonimiseer::Anonimiseur;
use houvast_ijw::antwoord::{Retour, retour};
use houvast_ijw::controle::{Opties, controleer};
use houvast_ijw::regels::{self, Bron, EerderVelden};
use houvast_ijw::verbeter::verbeter;
use houvast_ijw::{Grenzen, Lezing, lees, schrijf, stroom};
use jiff::civil::{Date, date};

const DAG: Date = date(2026, 11, 22);

fn lezing(bytes: &[u8]) -> Lezing {
    match lees(bytes, &Grenzen::default()) {
        Ok(lezing) => lezing,
        Err(fout) => panic!("lezen uit het geheugen mislukt: {fout}"),
    }
}

/// The reader: a message or a reason, never both, and each finding has a place.
pub(crate) fn lezer(bytes: &[u8]) {
    let een = lezing(bytes);
    assert_eq!(een.bericht.is_some(), een.bevindingen.is_empty());
    let regels = bytes.split(|b| *b == b'\n').count() + bytes.iter().filter(|b| **b == b'\r').count();
    for b in &een.bevindingen {
        assert!(b.regelnummer >= 1 && b.kolom >= 1, "{b:?}");
        assert!(
            usize::try_from(b.regelnummer).is_ok_and(|r| r <= regels + 1),
            "{b:?}"
        );
    }
    // The stream of Prestaties judges level 1 as the reader does.
    let Ok(gang) = stroom::lees(bytes, &Grenzen::default(), &mut ()) else {
        panic!("de stroom leest niet uit het geheugen");
    };
    let een_ok = een.bevindingen.is_empty();
    let stroom_ok = !gang.bevindingen.iter().any(|b| b.niveau == 1);
    assert_eq!(
        een_ok,
        stroom_ok,
        "{:?} {:?}",
        een.bevindingen.first(),
        gang.bevindingen.first()
    );
}

/// The writer: read, write, read gives the same message, and writing it again the same bytes.
pub(crate) fn schrijver(bytes: &[u8]) {
    let Some(bericht) = lezing(bytes).bericht else {
        return;
    };
    let uit = schrijf(&bericht);
    let weer = lezing(&uit);
    assert_eq!(weer.bevindingen, []);
    assert_eq!(weer.bericht.as_ref(), Some(&bericht));
    assert_eq!(schrijf(&bericht), uit);
}

/// The rules: all levels, and level 2 of the stream is level 2 of the whole.
pub(crate) fn regelgang(bytes: &[u8]) {
    let Ok(verslag) = controleer(bytes, &Opties::op(DAG)) else {
        panic!("controleren uit het geheugen mislukt");
    };
    assert_eq!(verslag.geldig(), verslag.bevindingen.is_empty());
    // The message of a report of a declaratie has no Clienten: those passed by as a stream.
    let Some(bericht) = lezing(bytes).bericht else {
        return;
    };
    assert!(verslag.bericht.is_some());
    let leeg = EerderVelden::default();
    for b in regels::beoordeel(&bericht, &leeg, &Bron::op(DAG)) {
        assert!(
            b.niveau >= 2 && !b.tekst.is_empty() && b.retourcode.is_some(),
            "{b:?}"
        );
    }
    let Ok(gang) = stroom::lees(bytes, &Grenzen::default(), &mut ()) else {
        return;
    };
    if gang.niveau == 2 {
        let mut heel: Vec<_> = regels::inhoud(&bericht)
            .into_iter()
            .map(|b| (b.regel, b.pad))
            .collect();
        let mut los: Vec<_> = gang.bevindingen.into_iter().map(|b| (b.regel, b.pad)).collect();
        heel.sort();
        los.sort();
        assert_eq!(heel, los);
    }
}

/// The answer: what goes out can be read back, and answers this message.
pub(crate) fn antwoorder(bytes: &[u8]) {
    let Some(bericht) = lezing(bytes).bericht else {
        return;
    };
    let gevonden = regels::beoordeel(&bericht, &EerderVelden::default(), &Bron::op(DAG));
    let wie = Retour {
        identificatie: "FUZZ-1".into(),
        dagtekening: DAG,
        basisschema_xsd_versie: "1.0.0".into(),
        bericht_xsd_versie: "1.0.0".into(),
    };
    let Some(antwoord) = retour(&bericht, &gevonden, &wie) else {
        return;
    };
    assert_eq!(Some(antwoord.soort()), bericht.soort().retour());
    let weer = lezing(&schrijf(&antwoord));
    assert_eq!(weer.bevindingen, []);
    assert_eq!(weer.bericht.as_ref(), Some(&antwoord));
}

/// Repairing and anonymising: never a panic, a copy is never worse, and what was sure is done at once.
pub(crate) fn hersteller(bytes: &[u8]) {
    let Ok(na) = verbeter(bytes, &Opties::op(DAG)) else {
        return;
    };
    assert_eq!(na.kopie.is_some(), !na.gedaan.is_empty());
    if let Some(kopie) = &na.kopie {
        let Ok(weer) = verbeter(kopie, &Opties::op(DAG)) else {
            return;
        };
        assert!(
            weer.gedaan.is_empty(),
            "{:?} en daarna {:?}",
            na.gedaan,
            weer.gedaan
        );
    }
    let geldig = na.verslag.bericht.is_some();
    if let Ok(nieuw) = Anonimiseur::nieuw(1, true).bericht(bytes) {
        assert!(
            !geldig || lezing(&nieuw).bericht.is_some(),
            "een geldig bericht werd ongeldig"
        );
    } else {
        assert!(!geldig, "een geldig bericht is altijd te anonimiseren");
    }
}

/// The name of a target and what it does with a file.
type Doel = (&'static str, fn(&[u8]));

/// The targets by name.
pub(crate) const DOELEN: &[Doel] = &[
    ("lezer", lezer),
    ("schrijver", schrijver),
    ("regels", regelgang),
    ("antwoord", antwoorder),
    ("herstel", hersteller),
];

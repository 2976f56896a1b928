//! The log: for a privacy officer, and for a parent.

use super::*;
use crate::paginas::logboek::{KindBlad, LogBlad, OuderBlad};

fn rij(wat: &str, uitkomst: Option<Merkje>, jeugdige: bool) -> LogRij {
    LogRij {
        moment: op(date(2026, 11, 20), 10, 32),
        wie: "Sanne Terpstra".into(),
        functie: "consulent, Gemeente Zwolle".into(),
        wat: wat.into(),
        waarom: "om te bepalen welke hulp nodig is (Jeugdwet 2.3 en 7.4.0)".into(),
        uitkomst,
        waarvandaan: "scherm, 9f3c12ab".into(),
        jeugdige: jeugdige.then(|| id(20)),
    }
}

fn rijen() -> Vec<LogRij> {
    vec![
        rij("het dossier bekeken", None, true),
        rij("het hele burgerservicenummer (BSN) bekeken", None, true),
        rij(
            "een verzoek om hulp bekeken",
            Some(Merkje::nieuw("niet gevonden", Toon::LetOp)),
            false,
        ),
    ]
}

fn kind() -> LogKind {
    LogKind {
        id: id(20),
        bsn: "•••••0006".into(),
        geboren: date(2012, 11, 4),
        gemeente: "Zwolle".into(),
    }
}

fn overzicht(rijen: Vec<LogRij>, fout: bool) -> LogBlad {
    LogBlad {
        raam: raam("Logboek", Rol::Privacy, Hier::Logboek).met_fout(fout),
        beeld: LogOverzicht {
            filter: LogFilter::Alles,
            verder: false,
            volgende: (!rijen.is_empty()).then(|| id(9)),
            rijen,
        },
        getypt: if fout { "12345".into() } else { String::new() },
        fouten: if fout {
            vec![VeldFout::nieuw(
                "bsn",
                "Dit is geen geldig BSN. Typ negen cijfers en kijk ze na.",
            )]
        } else {
            Vec::new()
        },
    }
}

fn van_kind(rijen: Vec<LogRij>, programma: Vec<LogRij>) -> KindBlad {
    KindBlad {
        raam: raam("Wie keek in dit dossier", Rol::Privacy, Hier::Logboek),
        beeld: LogVanKind {
            kind: kind(),
            verder: !rijen.is_empty() && programma.is_empty(),
            volgende: None,
            programma,
            rijen,
        },
    }
}

fn programma() -> LogRij {
    LogRij {
        moment: op(date(2026, 11, 20), 9, 1),
        wie: "het programma zelf".into(),
        functie: "Gemeente Zwolle".into(),
        wat: "een bericht over de hulp verwerkt".into(),
        waarom: "om een bericht over de hulp af te handelen (Jeugdwet 2.15 en 7.4.0)".into(),
        uitkomst: None,
        waarvandaan: "bericht, 5c1e77a0".into(),
        jeugdige: None,
    }
}

fn ouders(leeg: bool, met_namen: bool) -> OuderBlad {
    let rij = |organisatie: &str, functie: &str, wat: &str, keer| OuderRij {
        dag: date(2026, 11, 20),
        organisatie: organisatie.into(),
        functie: functie.into(),
        wat: wat.into(),
        keer,
        waarom: "om te bepalen welke hulp nodig is".into(),
    };
    OuderBlad {
        raam: raam("Overzicht voor ouders", Rol::Privacy, Hier::Logboek),
        beeld: OuderBeeld {
            kind: kind(),
            rijen: if leeg {
                Vec::new()
            } else {
                vec![
                    rij("Gemeente Zwolle", "consulent", "het dossier bekeken", 3),
                    rij(
                        "Jeugdhulp De Lindeboog",
                        "medewerker van de jeugdhulp",
                        "een verzoek om hulp bekeken",
                        1,
                    ),
                ]
            },
            vanaf: (!leeg).then(|| date(2026, 11, 20)),
            met_namen,
        },
    }
}

pub(super) fn bladen() -> Vec<(&'static str, String)> {
    vec![
        blad("logboek", &overzicht(rijen(), false)),
        blad("logboek-leeg", &overzicht(Vec::new(), false)),
        blad("logboek-fout", &overzicht(rijen(), true)),
        blad("logboek-kind", &van_kind(rijen(), vec![programma()])),
        blad("logboek-kind-leeg", &van_kind(Vec::new(), Vec::new())),
        blad("logboek-ouders", &ouders(false, false)),
        blad("logboek-ouders-namen", &ouders(false, true)),
        blad("logboek-ouders-leeg", &ouders(true, false)),
    ]
}

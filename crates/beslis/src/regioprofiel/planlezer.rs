//! Reads what a profile says about plans, waiting, old names and reminders.

use super::lezer::{Fouten, Tabel};
use super::protocol::{
    Herijking, OudeTerm, PlanRegels, Productvorm, RekenhulpUitleg, Signalen, Verbinding, Voorzieningseis,
    Wachttijd,
};
use super::protocollezer::{uniek, woord};
use std::collections::BTreeSet;

pub(super) fn plan(mut t: Tabel<'_>, fouten: &mut Fouten<'_>) -> Option<PlanRegels> {
    let hoogste = t.getal("hoogste_aantal_doelen", 1..=99, fouten);
    let rij = t.lijst("leefgebieden", fouten);
    let leefgebieden = rij.iter().filter_map(|w| w.tekst(fouten)).collect();
    let mut gezien = BTreeSet::new();
    let mut verbindingen = Vec::new();
    for mut v in t.tabellen_mag("verbindingen", fouten) {
        let sleutel = v.tekst("sleutel", fouten);
        uniek(&mut gezien, &mut v, sleutel.as_ref(), fouten);
        let naam = v.tekst("naam", fouten);
        let rij = v.lijst_mag("bij", fouten);
        let bij = rij.iter().filter_map(|w| w.tekst(fouten)).collect();
        v.klaar(fouten);
        if let (Some(sleutel), Some(naam)) = (sleutel, naam) {
            verbindingen.push(Verbinding { sleutel, naam, bij });
        }
    }
    t.klaar(fouten);
    Some(PlanRegels {
        hoogste_aantal_doelen: hoogste?,
        leefgebieden,
        verbindingen,
    })
}

pub(super) fn oude_termen(t: &mut Tabel<'_>, fouten: &mut Fouten<'_>) -> Vec<OudeTerm> {
    let mut uit = Vec::new();
    for mut o in t.tabellen_mag("oude_termen", fouten) {
        let naam = o.tekst("naam", fouten);
        let vorm = o
            .moet("vorm", fouten)
            .and_then(|w| woord!(w, fouten, Productvorm));
        o.klaar(fouten);
        if let (Some(naam), Some(vorm)) = (naam, vorm) {
            uit.push(OudeTerm { naam, vorm });
        }
    }
    uit
}

pub(super) fn wachttijden(t: &mut Tabel<'_>, fouten: &mut Fouten<'_>) -> Vec<Wachttijd> {
    let mut uit = Vec::new();
    for mut w in t.tabellen_mag("wachttijden", fouten) {
        let hulpvorm = w.tekst("hulpvorm", fouten);
        let intake = w.getal("intake_dagen", 0..=3_660, fouten);
        let na_intake = w.getal("start_na_intake_dagen", 0..=3_660, fouten);
        let start = w.getal("start_dagen", 0..=3_660, fouten);
        w.klaar(fouten);
        if let (Some(hulpvorm), Some(intake_dagen), Some(start_na_intake_dagen), Some(start_dagen)) =
            (hulpvorm, intake, na_intake, start)
        {
            uit.push(Wachttijd {
                hulpvorm,
                intake_dagen,
                start_na_intake_dagen,
                start_dagen,
            });
        }
    }
    uit
}

/// An address is https: a page of the program links to it.
pub(super) fn rekenhulp(mut t: Tabel<'_>, fouten: &mut Fouten<'_>) -> Option<RekenhulpUitleg> {
    let plaats = t.tekst("plaats", fouten);
    let adres = t.mag("adres").and_then(|w| {
        w.code(
            fouten,
            "een adres dat met https:// begint, zonder spaties",
            |adres| {
                let goed = adres.len() > "https://".len()
                    && adres.starts_with("https://")
                    && adres.bytes().all(|b| b.is_ascii_graphic() && b != b'"');
                goed.then(|| adres.to_owned())
            },
        )
    });
    t.klaar(fouten);
    Some(RekenhulpUitleg {
        plaats: plaats?,
        adres,
    })
}

pub(super) fn herijking(mut t: Tabel<'_>, fouten: &mut Fouten<'_>) -> Option<Herijking> {
    let maanden = t.getal("maanden", 1..=240, fouten);
    t.klaar(fouten);
    Some(Herijking { maanden: maanden? })
}

pub(super) fn signalen(mut t: Tabel<'_>, fouten: &mut Fouten<'_>) -> Option<Signalen> {
    let toetsing = t.getal("toetsing_werkdagen_vooraf", 0..=99, fouten);
    let slaat_niet_aan = t.getal("slaat_niet_aan_weken_vooraf", 0..=99, fouten);
    let evaluatie_maanden = t.getal_mag("evaluatie_maanden", 1..=240, fouten);
    let evaluatie = t.getal("evaluatie_weken_vooraf", 0..=99, fouten);
    t.klaar(fouten);
    Some(Signalen {
        toetsing_werkdagen_vooraf: toetsing?,
        slaat_niet_aan_weken_vooraf: slaat_niet_aan?,
        evaluatie_maanden,
        evaluatie_weken_vooraf: evaluatie?,
    })
}

/// what a gemeente asks on top of a voorziening.
pub(super) fn voorzieningseisen(v: &mut Tabel<'_>, fouten: &mut Fouten<'_>) -> Vec<Voorzieningseis> {
    let mut gezien = BTreeSet::new();
    let mut uit = Vec::new();
    for mut e in v.tabellen_mag("eisen", fouten) {
        let sleutel = e.tekst("sleutel", fouten);
        uniek(&mut gezien, &mut e, sleutel.as_ref(), fouten);
        let naam = e.tekst("naam", fouten);
        e.klaar(fouten);
        if let (Some(sleutel), Some(naam)) = (sleutel, naam) {
            uit.push(Voorzieningseis { sleutel, naam });
        }
    }
    uit
}

//! Running and ended help of the invented children, relative to `vandaag`. Only the plan; `vullen` stores it.

use super::kans::Kans;
use super::mensen::Persoon;
use super::voorbeelden::VRIJ;
use houvast_begrip::periode::plus_maanden;
use jiff::ToSpan;
use jiff::civil::Date;

/// One toewijzing in the history of the demo.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Hulp {
    /// Index in the list of people.
    pub(super) persoon: usize,
    pub(super) agb: &'static str,
    pub(super) categorie: &'static str,
    pub(super) code: Option<&'static str>,
    /// Volume, eenheid, frequentie.
    pub(super) omvang: Option<(u32, &'static str, &'static str)>,
    /// Whole euros; for duurzaam the sum over the begun years.
    pub(super) budget: Option<u32>,
    /// Whole euros per year, for duurzaam.
    pub(super) per_jaar: Option<u32>,
    pub(super) van: Date,
    pub(super) tot: Date,
    /// Type and name of the verwijzer when an aanbieder asked for it; `None` when the Toegang granted by itself.
    pub(super) verwijzer: Option<(&'static str, &'static str)>,
    /// The day of the request, or of the toewijzing.
    pub(super) dag: Date,
}

/// Aanbieders with an ambulant contract that runs on.
const AMBULANT: &[&str] = &[
    "73990101", "73990101", "73990102", "73990103", "73990103", "73990104", "73990105", "73990106",
    "73990107", "73990108", "73990109", "73990112",
];
const STANDAARD: &[u32] = &[1_000, 2_000, 3_000, 5_000, 8_000];
const HOGER: &[u32] = &[3_000, 5_000, 8_000, 12_000, 15_000, 20_000];
const MEDISCH: &[(&str, &str)] = &[
    ("02", "Huisartsenpraktijk De Brink"),
    ("02", "Huisartsen aan de Wetering"),
    ("03", "Jeugdgezondheidszorg Stroom"),
    ("05", "Polikliniek Kindergeneeskunde"),
];

/// How many children after the free ones wait for an open request and have no other help.
pub(super) const OPEN: usize = 8;

/// What everybody has; the first [`VRIJ`] + [`OPEN`] children of each gemeente have nothing.
pub(super) fn maak(kans: &mut Kans, mensen: &[Persoon], vandaag: Date) -> Vec<Hulp> {
    let mut uit = Vec::with_capacity(600);
    let mut plek = 0;
    for (i, persoon) in mensen.iter().enumerate() {
        if i > 0 && mensen[i - 1].gemeente != persoon.gemeente {
            plek = 0;
        }
        plek += 1;
        if plek <= VRIJ + OPEN {
            continue;
        }
        // Hardenberg takes part in wonen/verblijf only.
        let verblijf = persoon.gemeente.als_str() == "0160" || kans.procent(4);
        let lopend = kans.procent(78);
        if lopend {
            uit.push(if verblijf {
                woont(kans, i, vandaag)
            } else {
                loopt(kans, i, vandaag)
            });
        }
        let oud = maanden(vandaag, -kans.tussen(32, 44));
        let leeftijd_toen = oud > persoon.geboren;
        if !verblijf && leeftijd_toen && (!lopend || kans.procent(30)) {
            uit.push(ambulant(kans, i, oud, false));
        }
    }
    uit
}

fn loopt(kans: &mut Kans, persoon: usize, vandaag: Date) -> Hulp {
    let van = maanden(vandaag, -kans.tussen(1, 10)).saturating_sub(kans.tussen(0, 20).days());
    let duurzaam = kans.procent(12);
    ambulant(kans, persoon, van, duurzaam)
}

fn ambulant(kans: &mut Kans, persoon: usize, van: Date, duurzaam: bool) -> Hulp {
    let verwijzer = if !duurzaam && kans.procent(60) {
        Some(kans.kies(MEDISCH))
    } else {
        None
    };
    let bedrag = kans.kies(if verwijzer.is_some() { STANDAARD } else { HOGER });
    let jaren = if duurzaam { 3 } else { 1 };
    Hulp {
        persoon,
        agb: kans.kies(AMBULANT),
        categorie: "45",
        code: None,
        omvang: None,
        budget: Some(bedrag * jaren),
        per_jaar: duurzaam.then_some(bedrag),
        van,
        tot: maanden(van, if duurzaam { 36 } else { 12 })
            .yesterday()
            .unwrap_or(van),
        verwijzer,
        dag: van.saturating_sub(10.days()),
    }
}

/// Help that an aanbieder asked for on a medical referral, as most are: it leaves all four messages of a request.
pub(super) fn gevraagd(kans: &mut Kans, persoon: usize, van: Date) -> Hulp {
    Hulp {
        verwijzer: Some(kans.kies(MEDISCH)),
        budget: Some(kans.kies(STANDAARD)),
        ..ambulant(kans, persoon, van, false)
    }
}

fn woont(kans: &mut Kans, persoon: usize, vandaag: Date) -> Hulp {
    let van = maanden(vandaag, -kans.tussen(1, 11));
    Hulp {
        persoon,
        agb: "73990110",
        categorie: "44",
        code: Some("44A30"),
        omvang: Some((7, "14", "2")),
        budget: None,
        per_jaar: None,
        van,
        tot: maanden(van, 12).yesterday().unwrap_or(van),
        verwijzer: None,
        dag: van.saturating_sub(7.days()),
    }
}

/// The same day so many months later; the demo stays far within the calendar.
fn maanden(dag: Date, aantal: i32) -> Date {
    plus_maanden(dag, aantal).unwrap_or(dag)
}

#[cfg(test)]
mod tests {
    use super::super::mensen;
    use super::*;
    use jiff::civil::date;

    #[test]
    fn er_loopt_hulp_en_er_is_hulp_geweest() {
        let vandaag = date(2026, 11, 22);
        let mensen = mensen::maak(&mut Kans::nieuw(1), vandaag);
        let hulp = maak(&mut Kans::nieuw(2), &mensen, vandaag);
        let lopend = hulp
            .iter()
            .filter(|h| h.van <= vandaag && vandaag <= h.tot)
            .count();
        let voorbij = hulp.iter().filter(|h| h.tot < vandaag).count();
        assert!(lopend > 200 && voorbij > 60, "{lopend} lopend, {voorbij} voorbij");
        for h in &hulp {
            assert!(h.van <= h.tot && h.dag < h.van);
            assert_eq!(h.budget.is_some(), h.omvang.is_none());
        }
    }
}

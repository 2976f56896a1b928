//! Counts and sums of both messages.

use super::sleutel::meervoud;
use crate::BerichtSoort;
use crate::schema::Knoop;
use houvast_begrip::Centen;
use std::collections::{BTreeMap, BTreeSet};

/// A count or a sum in both messages.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Som {
    /// Of what.
    pub wat: String,
    /// In the first message.
    pub van: i64,
    /// In the second message.
    pub naar: i64,
    /// In cents, not a count.
    pub bedrag: bool,
}

impl Som {
    fn waarde(&self, getal: i64) -> String {
        if self.bedrag {
            Centen(getal).to_string()
        } else {
            getal.to_string()
        }
    }

    /// As a sentence without a full stop.
    #[must_use]
    pub fn tekst(&self) -> String {
        let (van, naar) = (self.waarde(self.van), self.waarde(self.naar));
        if self.van == self.naar {
            return format!("{}: {naar}, in beide gelijk", self.wat);
        }
        let erbij = self.naar.saturating_sub(self.van);
        let hoe = if erbij > 0 { "meer" } else { "minder" };
        let verschil = self.waarde(erbij.saturating_abs());
        format!("{}: van {van} naar {naar}, dat is {verschil} {hoe}", self.wat)
    }
}

#[derive(Default)]
struct Telling {
    /// By name of the element.
    aantallen: BTreeMap<&'static str, i64>,
    saldo: i64,
    budget: i64,
    per_toewijzing: BTreeMap<u64, i64>,
}

/// The parts that are worth counting.
const GETELD: &[&str] = &[
    "ToegewezenProduct",
    "AangevraagdProduct",
    "StartProduct",
    "StopProduct",
    "OngewijzigdProduct",
    "TeWijzigenProduct",
    "NieuwProduct",
    "Prestatie",
];

impl Telling {
    fn van(knopen: &[Knoop]) -> Self {
        let mut uit = Self::default();
        for knoop in knopen {
            uit.tel(knoop);
        }
        uit
    }

    fn tel(&mut self, knoop: &Knoop) {
        let naam = knoop.veld.naam;
        if GETELD.contains(&naam) {
            *self.aantallen.entry(naam).or_default() += 1;
        }
        if naam == "Budget" {
            self.budget = self.budget.saturating_add(knoop.waarde.parse().unwrap_or(0));
        }
        if naam == "Prestatie" {
            let bedrag: i64 = knoop
                .lees("IngediendBedrag/Bedrag")
                .and_then(|b| b.parse().ok())
                .unwrap_or(0);
            let credit = knoop.lees("IngediendBedrag/DebetCredit") == Some("C");
            let bedrag = if credit { -bedrag } else { bedrag };
            self.saldo = self.saldo.saturating_add(bedrag);
            if let Some(nummer) = knoop.lees("ToewijzingNummer").and_then(|n| n.parse().ok()) {
                let som = self.per_toewijzing.entry(nummer).or_default();
                *som = som.saturating_add(bedrag);
            }
            return;
        }
        for kind in &knoop.kinderen {
            self.tel(kind);
        }
    }
}

/// What a reader wants to know of both as a whole; per toewijzing only where it changed.
pub(super) fn van(soort: BerichtSoort, a: &[Knoop], b: &[Knoop]) -> Vec<Som> {
    let (a, b) = (Telling::van(a), Telling::van(b));
    let som = |wat: String, van: i64, naar: i64, bedrag| Som {
        wat,
        van,
        naar,
        bedrag,
    };
    let mut uit = Vec::new();
    for naam in GETELD {
        let [van, naar] = [&a, &b].map(|t| t.aantallen.get(naam).copied().unwrap_or(0));
        if van != 0 || naar != 0 {
            uit.push(som(meervoud(naam), van, naar, false));
        }
    }
    if a.budget != 0 || b.budget != 0 {
        uit.push(som("Budgetten samen".to_owned(), a.budget, b.budget, true));
    }
    if matches!(soort, BerichtSoort::Jw323 | BerichtSoort::Jw325) {
        uit.push(som("Prestaties samen".to_owned(), a.saldo, b.saldo, true));
        let nummers: BTreeSet<_> = a.per_toewijzing.keys().chain(b.per_toewijzing.keys()).collect();
        for nummer in nummers {
            let [van, naar] = [&a, &b].map(|t| t.per_toewijzing.get(nummer).copied().unwrap_or(0));
            if van != naar {
                uit.push(som(format!("Prestaties op toewijzing {nummer}"), van, naar, true));
            }
        }
    }
    uit
}

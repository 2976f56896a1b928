//! The logical key of a part, and the name that a reader knows it by.

use crate::BerichtSoort;
use crate::schema::{Knoop, Vorm};
use crate::toon::{klein, label, los_in_woorden};
use std::collections::BTreeMap;

/// The paths below a class that make up its key. The reference to an earlier Prestatie is no part of it here: when only that
/// changes, it is the same Prestatie.
fn onderdelen(soort: BerichtSoort, pad: &str) -> impl Iterator<Item = &'static str> {
    soort
        .sleutels()
        .iter()
        .filter_map(move |sleutel| sleutel.strip_prefix(pad)?.strip_prefix('/'))
        .filter(|deel| !deel.ends_with("VorigReferentieNummer"))
}

/// The values of the key that stand in the class itself, in order. A key deeper down belongs to a list in it.
fn waarden<'a>(soort: BerichtSoort, knoop: &'a Knoop, pad: &str) -> Vec<&'a Knoop> {
    let bladeren = onderdelen(soort, pad).filter_map(|deel| {
        let mut hier = knoop;
        for stap in deel.split('/') {
            if hier.veld.naam != knoop.veld.naam && !hier.veld.soort.starts_with("CDT_") {
                return None;
            }
            hier = hier.kind(stap)?;
        }
        (hier.veld.vorm != Vorm::Klasse && !hier.veld.herhaalt).then_some(hier)
    });
    bladeren.collect()
}

/// A list by key.
pub(super) struct OpSleutel<'a> {
    /// In the order of the message.
    pub(super) volgorde: Vec<(Vec<String>, &'a Knoop)>,
    pub(super) per_sleutel: BTreeMap<Vec<String>, &'a Knoop>,
}

/// A key that occurs twice (a fault by TR101) gets its place as a last part, so that nothing is lost.
pub(super) fn op_sleutel<'a>(soort: BerichtSoort, lijst: &'a [Knoop], pad: &str) -> OpSleutel<'a> {
    let mut uit = OpSleutel {
        volgorde: Vec::with_capacity(lijst.len()),
        per_sleutel: BTreeMap::new(),
    };
    let mut vaker: BTreeMap<Vec<String>, usize> = BTreeMap::new();
    for knoop in lijst {
        let mut sleutel: Vec<String> = if knoop.veld.vorm == Vorm::Klasse {
            let delen = waarden(soort, knoop, pad).into_iter();
            delen.map(|k| format!("{}={}", k.veld.naam, k.waarde)).collect()
        } else {
            vec![knoop.waarde.clone()]
        };
        let keer = vaker.entry(sleutel.clone()).or_default();
        *keer += 1;
        if *keer > 1 {
            sleutel.push(format!("#{keer}"));
        }
        uit.volgorde.push((sleutel.clone(), knoop));
        uit.per_sleutel.insert(sleutel, knoop);
    }
    uit
}

/// `Toewijzing 667899`, `Prestatie P-1`, `Start 667899 op 5 januari 2026`.
pub(super) fn naam(soort: BerichtSoort, knoop: &Knoop, pad: &str) -> String {
    let delen: Vec<_> = waarden(soort, knoop, pad)
        .into_iter()
        .map(|k| los_in_woorden(k.veld, &k.waarde))
        .collect();
    let wat = match knoop.veld.naam {
        "ToegewezenProduct" => "Toewijzing".to_owned(),
        "OngewijzigdProduct" | "TeWijzigenProduct" => format!("{} van toewijzing", label(knoop.veld.naam)),
        "StartProduct" | "StopProduct" => format!("{} van toewijzing", label(knoop.veld.naam)),
        anders => label(anders),
    };
    if delen.is_empty() {
        wat
    } else {
        format!("{wat} {}", delen.join(", "))
    }
}

/// Is this element, with all below it, already in the name of its class?
pub(super) fn in_naam(soort: BerichtSoort, kind: &Knoop, pad: &str) -> bool {
    let naam = kind.veld.naam;
    onderdelen(soort, pad).any(|deel| deel.split('/').next() == Some(naam))
        && kind.kind("VorigReferentieNummer").is_none()
}

/// For a sentence about a list.
pub(super) fn meervoud(naam: &str) -> String {
    match naam {
        "ToegewezenProduct" => "Toewijzingen".to_owned(),
        "AangevraagdProduct" => "Gevraagde producten".to_owned(),
        "StartProduct" => "Starts".to_owned(),
        "StopProduct" => "Stops".to_owned(),
        "Prestatie" => "Prestaties".to_owned(),
        anders => format!("Aantal {}", klein(&label(anders))),
    }
}

//! What if: past decisions once more under another profile, and what that changes. Nothing is stored and nothing is sent.
//!
//! Both sides are worked out from the same stored facts on the day of the old decision, as if the profile had been valid
//! then. A case has a kenmerk and no person.

use crate::beoordeling::{alsof, beoordeel};
use crate::besluit::{Artikel, Besluit, Grond, Onderwerp, RedenAfwijzing, Toekenning, Uitkomst};
use crate::feiten::VerzoekFeiten;
use crate::regioprofiel::{Kader, ProfielVersie, Regioprofiel};
use houvast_begrip::Centen;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A decision of the past with the facts it was taken on, as they are stored; one JSON line for the command line.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Geval {
    /// Number of the case; never a person.
    pub kenmerk: String,
    /// As stored with the decision.
    pub feiten: VerzoekFeiten,
    /// As stored.
    pub besluit: Besluit,
}

/// One side of the comparison.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Kant {
    /// What the rules say.
    pub uitkomst: Uitkomst,
    /// The reason of a refusal, or the advised one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reden: Option<RedenAfwijzing>,
    /// What would be granted, or what a person would grant.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub toekenning: Option<Toekenning>,
    /// One line.
    pub samenvatting: String,
    /// Granted by the rules, in eurocents.
    pub toegekend: Centen,
    /// Proposed to a person, in eurocents: nobody knows yet whether it is granted.
    pub voorgesteld: Centen,
}

/// A question that is answered differently.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Grondverschil {
    /// Which question.
    pub onderwerp: Onderwerp,
    /// Where the new profile answers it; where the old one did, when the new one does not.
    pub artikelen: Vec<Artikel>,
    /// Empty: the old profile did not ask it.
    pub oud: Vec<Grond>,
    /// Empty: the new profile does not ask it.
    pub nieuw: Vec<Grond>,
}

/// One case under both profiles.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Vergelijking {
    /// Of the case.
    pub kenmerk: String,
    /// Day of the old decision.
    pub besluitdatum: Date,
    /// Taken under the old profile: does the replay give the stored decision? `None`: it was taken under another version.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub zelfde_als_toen: Option<bool>,
    /// Under the old profile.
    pub oud: Kant,
    /// Under the new profile.
    pub nieuw: Kant,
    /// Granted by the rules: new minus old, in eurocents.
    pub verschil: Centen,
    /// Only the questions that are answered differently, in the order of [`Onderwerp::ALLE`].
    pub gronden: Vec<Grondverschil>,
}

impl Vergelijking {
    /// Does the outcome, its reason or what is granted change? Other words alone do not.
    #[must_use]
    pub fn gewijzigd(&self) -> bool {
        (self.oud.uitkomst, self.oud.reden, &self.oud.toekenning)
            != (self.nieuw.uitkomst, self.nieuw.reden, &self.nieuw.toekenning)
    }
}

/// Plays one case again under two texts of the region, each with the agreements that its gemeente had that day.
#[must_use]
pub fn speel(geval: &Geval, oud: &Kader, nieuw: &Kader) -> Vergelijking {
    let dag = geval.besluit.besluitdatum;
    let gemeente = geval.feiten.gemeente;
    vergelijk(geval, oud.voor(gemeente, dag), nieuw.voor(gemeente, dag))
}

/// Plays one case again under two profiles.
#[must_use]
pub fn vergelijk(geval: &Geval, oud: &Regioprofiel, nieuw: &Regioprofiel) -> Vergelijking {
    let dag = geval.besluit.besluitdatum;
    let zelfde_als_toen =
        (geval.besluit.profiel == oud.versie).then(|| beoordeel(&geval.feiten, oud, dag) == geval.besluit);
    let vanaf = oud.eerste_ingangsdatum;
    let toen = alsof(&geval.feiten, oud, dag, vanaf);
    let dan = alsof(&geval.feiten, nieuw, dag, vanaf.min(nieuw.eerste_ingangsdatum));
    let (a, b) = (Kant::van(&toen), Kant::van(&dan));
    Vergelijking {
        kenmerk: geval.kenmerk.clone(),
        besluitdatum: dag,
        zelfde_als_toen,
        verschil: Centen(b.toegekend.0.saturating_sub(a.toegekend.0)),
        oud: a,
        nieuw: b,
        gronden: grondverschillen(&toen, &dan),
    }
}

impl Kant {
    fn van(besluit: &Besluit) -> Self {
        let bedrag = besluit
            .toekenning
            .as_ref()
            .and_then(|t| t.budget)
            .unwrap_or(Centen::NUL);
        let bij = |uitkomst| {
            if besluit.uitkomst == uitkomst {
                bedrag
            } else {
                Centen::NUL
            }
        };
        Self {
            uitkomst: besluit.uitkomst,
            reden: besluit.reden,
            toekenning: besluit.toekenning.clone(),
            samenvatting: besluit.samenvatting.clone(),
            toegekend: bij(Uitkomst::Toewijzen),
            voorgesteld: bij(Uitkomst::Voorleggen),
        }
    }
}

fn grondverschillen(oud: &Besluit, nieuw: &Besluit) -> Vec<Grondverschil> {
    let over = |besluit: &Besluit, onderwerp| -> Vec<Grond> {
        let rij = besluit.gronden.iter().filter(|g| g.onderwerp == onderwerp);
        rij.cloned().collect()
    };
    Onderwerp::ALLE
        .into_iter()
        .filter_map(|onderwerp| {
            let (a, b) = (over(oud, onderwerp), over(nieuw, onderwerp));
            (a != b).then(|| Grondverschil {
                onderwerp,
                artikelen: b
                    .first()
                    .or(a.first())
                    .map_or_else(Vec::new, |g| g.artikelen.to_vec()),
                oud: a,
                nieuw: b,
            })
        })
        .collect()
}

/// How many cases go from one outcome to another.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
pub struct Overgang {
    /// Under the old profile.
    pub oud: Uitkomst,
    /// Under the new profile.
    pub nieuw: Uitkomst,
    /// Cases.
    pub aantal: u64,
    /// Of which something changes: the outcome, its reason or what is granted.
    pub gewijzigd: u64,
    /// Granted by the rules: new minus old, in eurocents.
    pub verschil: Centen,
}

/// The sum of many cases, counted one by one, so that they can come in pages. No persons and no case numbers.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Simulatie {
    /// Old profile.
    pub oud: ProfielVersie,
    /// New profile.
    pub nieuw: ProfielVersie,
    /// Cases.
    pub gevallen: u64,
    /// Of which something changes.
    pub gewijzigd: u64,
    /// Cases whose stored decision the old profile does not give again: their comparison says less.
    pub anders_dan_toen: u64,
    /// Granted by the rules under the old profile.
    pub toegekend_oud: Centen,
    /// Granted by the rules under the new profile.
    pub toegekend_nieuw: Centen,
    /// Proposed to a person under the old profile.
    pub voorgesteld_oud: Centen,
    /// Proposed to a person under the new profile.
    pub voorgesteld_nieuw: Centen,
    /// From mild to strict.
    pub overgangen: Vec<Overgang>,
    /// Which question changed how many cases, with its articles; a case can count for more than one.
    pub per_onderwerp: BTreeMap<Onderwerp, u64>,
}

impl Simulatie {
    /// Nothing counted yet.
    #[must_use]
    pub fn nieuw(oud: &Regioprofiel, nieuw: &Regioprofiel) -> Self {
        Self {
            oud: oud.versie.clone(),
            nieuw: nieuw.versie.clone(),
            gevallen: 0,
            gewijzigd: 0,
            anders_dan_toen: 0,
            toegekend_oud: Centen::NUL,
            toegekend_nieuw: Centen::NUL,
            voorgesteld_oud: Centen::NUL,
            voorgesteld_nieuw: Centen::NUL,
            overgangen: Vec::new(),
            per_onderwerp: BTreeMap::new(),
        }
    }

    /// Adds one case.
    pub fn tel(&mut self, v: &Vergelijking) {
        self.gevallen += 1;
        let gewijzigd = u64::from(v.gewijzigd());
        self.gewijzigd += gewijzigd;
        self.anders_dan_toen += u64::from(v.zelfde_als_toen == Some(false));
        for (som, bedrag) in [
            (&mut self.toegekend_oud, v.oud.toegekend),
            (&mut self.toegekend_nieuw, v.nieuw.toegekend),
            (&mut self.voorgesteld_oud, v.oud.voorgesteld),
            (&mut self.voorgesteld_nieuw, v.nieuw.voorgesteld),
        ] {
            som.0 = som.0.saturating_add(bedrag.0);
        }
        let paar = (v.oud.uitkomst, v.nieuw.uitkomst);
        let plek = match self.overgangen.binary_search_by_key(&paar, |o| (o.oud, o.nieuw)) {
            Ok(plek) => plek,
            Err(plek) => {
                let leeg = Overgang {
                    oud: paar.0,
                    nieuw: paar.1,
                    aantal: 0,
                    gewijzigd: 0,
                    verschil: Centen::NUL,
                };
                self.overgangen.insert(plek, leeg);
                plek
            }
        };
        let overgang = &mut self.overgangen[plek];
        overgang.aantal += 1;
        overgang.gewijzigd += gewijzigd;
        overgang.verschil.0 = overgang.verschil.0.saturating_add(v.verschil.0);
        if gewijzigd == 1 {
            for verschil in &v.gronden {
                *self.per_onderwerp.entry(verschil.onderwerp).or_default() += 1;
            }
        }
    }

    /// What the new profile costs more, in eurocents; negative when it costs less.
    #[must_use]
    pub fn verschil(&self) -> Centen {
        Centen(self.toegekend_nieuw.0.saturating_sub(self.toegekend_oud.0))
    }
}

//! The Header of a message.

use super::kans::Kans;
use super::mensen::PLAATSEN;
use super::{Deeltje, k, w};
use crate::BerichtSoort;
use crate::schema::Inhoud;
use jiff::ToSpan as _;
use jiff::civil::Date;

/// The parties and the day of a message.
#[derive(Clone, Debug)]
pub(super) struct Kop {
    pub(super) gemeente: &'static str,
    pub(super) aanbieder: String,
    pub(super) identificatie: String,
    pub(super) dagtekening: Date,
}

impl Kop {
    pub(super) fn nieuw(zaad: u64, nummer: u64, peildatum: Date, kans: &mut Kans) -> Self {
        let dagen = i64::try_from(kans.onder(20)).unwrap_or_default();
        Self {
            gemeente: kans.een(PLAATSEN).2,
            // A handful of providers, so that messages of one run belong together.
            aanbieder: format!("2200{:04}", (zaad % 900) * 10 + kans.onder(8) + 1),
            identificatie: format!("{:05}-{nummer:06}", zaad % 100_000),
            dagtekening: peildatum.saturating_sub(dagen.days()),
        }
    }

    /// `extra` comes after XsdVersie.
    pub(super) fn als_element(&self, soort: BerichtSoort, extra: Vec<Deeltje>) -> Deeltje {
        let heen = soort.heen().unwrap_or(soort);
        let van_gemeente =
            matches!(heen, BerichtSoort::Jw301 | BerichtSoort::Jw319) || soort == BerichtSoort::Jw325;
        let (afzender, ontvanger) = if van_gemeente {
            (self.gemeente, self.aanbieder.as_str())
        } else {
            (self.aanbieder.as_str(), self.gemeente)
        };
        let vast = soort
            .wortel()
            .veld("Header")
            .and_then(|veld| veld.klasse())
            .map(|klasse| klasse.velden);
        let mut delen: Vec<Deeltje> = vast
            .unwrap_or_default()
            .iter()
            .filter_map(|veld| match veld.inhoud {
                Inhoud::Vast(_, waarde) => Some(w(veld.naam, waarde)),
                _ => None,
            })
            .collect();
        delen.extend([
            w("Afzender", afzender),
            w("Ontvanger", ontvanger),
            identificatie("BerichtIdentificatie", &self.identificatie, self.dagtekening),
            versies("XsdVersie"),
        ]);
        delen.extend(extra);
        k("Header", delen)
    }
}

pub(super) fn identificatie(naam: &str, identificatie: &str, dag: Date) -> Deeltje {
    k(
        naam,
        [
            w("Identificatie", identificatie),
            w("Dagtekening", dag.to_string()),
        ],
    )
}

pub(super) fn versies(naam: &str) -> Deeltje {
    k(
        naam,
        [w("BasisschemaXsdVersie", "1.0.0"), w("BerichtXsdVersie", "1.0.0")],
    )
}

pub(super) fn codes(codes: &[&str]) -> Deeltje {
    k("RetourCodes", codes.iter().map(|code| w("RetourCode", *code)))
}

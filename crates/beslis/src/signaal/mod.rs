//! Signals ahead of time: from which day somebody should look, until which day that helps, and the sum behind it.
//!
//! Nothing is kept here. Who keeps a signal holds (case, [`Signaalsoort`], `anker`) unique, so that none comes twice; a job
//! that runs late asks again and gets the same days.
//!
//! ```
//! use houvast_begrip::{Centen, Periode};
//! use houvast_beslis::op_datum;
//! use houvast_beslis::signaal::{Hulpverloop, Levering, budget_raakt_op};
//! use jiff::civil::date;
//!
//! let vandaag = date(2025, 3, 3);
//! let profiel = op_datum("ijsselland", vandaag).ok_or("geen profiel")?;
//! let jaar = Periode::nieuw(date(2025, 2, 1), Some(date(2026, 1, 31))).ok_or("geen periode")?;
//! let mut hulp = Hulpverloop::nieuw(jaar);
//! hulp.budget = Some(Centen::euro(3_000));
//! let vier_weken = Periode::nieuw(date(2025, 2, 1), Some(date(2025, 2, 28))).ok_or("geen periode")?;
//! hulp.leveringen = vec![Levering { periode: vier_weken, bedrag: Centen::euro(1_000) }];
//! let signaal = budget_raakt_op(&hulp, profiel, vandaag).ok_or("geen signaal")?;
//! assert_eq!(signaal.vanaf, date(2025, 2, 28));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod budget;
mod termijn;

pub use budget::{Hulpverloop, Levering, budget_raakt_op};
pub use termijn::{ToetsingVerloop, einddatum_nadert, evaluatie, herijking, slaat_niet_aan, toetsing};

use crate::besluit::Artikel;
use crate::regioprofiel::{Bepaling, Regioprofiel};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The rules that the signals lean on.
pub const BEPALINGEN: &[Bepaling] = &[
    Bepaling::WijzigingTijdig,
    Bepaling::WijzigingTermijn,
    Bepaling::ToetsingTermijn,
    Bepaling::Evaluatie,
    Bepaling::Herijking,
];

/// What a signal is about.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Signaalsoort {
    /// On the pace of the last weeks the budget is spent before its period ends (R-104).
    BudgetRaaktOp,
    /// The toewijzing ends (eis 80 lid 3).
    EinddatumNadert,
    /// The time in which "the help does not catch on" can be a reason for a change runs out (reason 2).
    SlaatNietAan,
    /// The aanbieder must have done the toetsing (RTP 2.4.4).
    Toetsing,
    /// An evaluation with the jeugdige is due (eis 83).
    Evaluatie,
    /// The region must look again at its trajecten (nr 23); for the region, not for a case.
    Herijking,
}

impl Signaalsoort {
    /// Every kind.
    pub const ALLE: [Self; 6] = [
        Self::BudgetRaaktOp,
        Self::EinddatumNadert,
        Self::SlaatNietAan,
        Self::Toetsing,
        Self::Evaluatie,
        Self::Herijking,
    ];

    /// As it is stored.
    #[must_use]
    pub fn woord(self) -> &'static str {
        match self {
            Self::BudgetRaaktOp => "budget-raakt-op",
            Self::EinddatumNadert => "einddatum-nadert",
            Self::SlaatNietAan => "slaat-niet-aan",
            Self::Toetsing => "toetsing",
            Self::Evaluatie => "evaluatie",
            Self::Herijking => "herijking",
        }
    }

    /// The kind with this word.
    #[must_use]
    pub fn uit_woord(woord: &str) -> Option<Self> {
        Self::ALLE.into_iter().find(|s| s.woord() == woord)
    }

    /// For lists.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::BudgetRaaktOp => "Het budget raakt op",
            Self::EinddatumNadert => "De toewijzing loopt af",
            Self::SlaatNietAan => "Kijk of de hulp aanslaat",
            Self::Toetsing => "De toetsing moet klaar zijn",
            Self::Evaluatie => "Tijd voor een evaluatie",
            Self::Herijking => "Bekijk de trajecten opnieuw",
        }
    }
}

/// Why, with the computation.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct SignaalGrond {
    /// Where this region has the rule.
    pub artikelen: Vec<Artikel>,
    /// One plain sentence or two.
    pub uitleg: String,
    /// Label and value of each fact used.
    pub feiten: Vec<(String, String)>,
    /// The sum, in words.
    pub som: String,
}

/// A signal that should appear on its day.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct SignaalVoorstel {
    /// What it is about.
    pub soort: Signaalsoort,
    /// What it is counted from. With the case and the soort it makes the signal unique: an evaluation every half year is
    /// a new signal, a forecast that moves a week is not.
    pub anker: Date,
    /// The day it warns for: the budget is spent, the toewijzing ends, the toetsing is due.
    pub dag: Date,
    /// First day to show it; in the past when somebody is late.
    pub vanaf: Date,
    /// Last day on which acting is in time.
    pub uiterlijk: Option<Date>,
    /// Why, with the computation.
    pub gronden: Vec<SignaalGrond>,
}

/// All signals about running help, in the order of [`Signaalsoort`].
#[must_use]
pub fn alle(hulp: &Hulpverloop, profiel: &Regioprofiel, vandaag: Date) -> Vec<SignaalVoorstel> {
    [budget_raakt_op, einddatum_nadert, slaat_niet_aan, evaluatie]
        .iter()
        .filter_map(|vraag| vraag(hulp, profiel, vandaag))
        .collect()
}

impl SignaalGrond {
    fn nieuw(profiel: &Regioprofiel, bepaling: Bepaling, uitleg: String, som: String) -> Self {
        Self {
            artikelen: profiel.bepaling(bepaling).to_vec(),
            uitleg,
            feiten: Vec::new(),
            som,
        }
    }

    /// The days ahead are an agreement of the gemeente (R-007).
    fn met_lokaal(mut self, profiel: &Regioprofiel, sleutel: &str) -> Self {
        self.artikelen.extend(profiel.lokaal_artikel(sleutel));
        self
    }

    fn met(mut self, label: &str, waarde: impl ToString) -> Self {
        self.feiten.push((label.to_owned(), waarde.to_string()));
        self
    }
}

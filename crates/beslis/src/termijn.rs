//! When the gemeente must have answered a request (OP274), and when somebody must be reminded.

use crate::regioprofiel::Regioprofiel;
use houvast_begrip::{Werkkalender, periode};
use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The days that count for one request.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Termijnen {
    /// A person should look by now.
    pub signaal_op: Date,
    /// Last day for an answer: toewijzing, refusal, or 'in onderzoek'.
    pub antwoord_uiterlijk: Date,
    /// After 'in onderzoek': last day for the real answer. Calendar weeks, so it may be a Sunday (`beslissingen` 3).
    pub onderzoek_uiterlijk: Date,
    /// Last day for the retourbericht.
    pub retour_uiterlijk: Date,
}

/// Where a request stands against its term.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stand {
    /// Time left.
    OpTijd,
    /// The signal day has come.
    Signaal,
    /// The last day has passed.
    TeLaat,
}

/// The terms of a request that arrived on one day and was dated on another.
#[must_use]
pub fn termijnen(ontvangen: Date, dagtekening: Date, profiel: &Regioprofiel) -> Termijnen {
    let t = &profiel.termijnen;
    let kalender = profiel.kalender();
    Termijnen {
        signaal_op: kalender.plus(ontvangen, t.signaal_werkdag),
        antwoord_uiterlijk: kalender.plus(ontvangen, t.antwoord_werkdagen),
        onderzoek_uiterlijk: periode::plus_weken(dagtekening, t.onderzoek_weken).unwrap_or(Date::MAX),
        retour_uiterlijk: kalender.plus(ontvangen, t.retour_werkdagen),
    }
}

impl Termijnen {
    /// The last day that counts now.
    #[must_use]
    pub fn uiterlijk(&self, in_onderzoek: bool) -> Date {
        if in_onderzoek {
            self.onderzoek_uiterlijk
        } else {
            self.antwoord_uiterlijk
        }
    }

    /// Where the request stands on this day. Under 'in onderzoek' the signal comes on the last working day before the end.
    #[must_use]
    pub fn stand(&self, vandaag: Date, in_onderzoek: bool, kalender: &Werkkalender) -> Stand {
        let uiterlijk = self.uiterlijk(in_onderzoek);
        let signaal = if in_onderzoek {
            kalender.plus(vandaag, 2) > uiterlijk
        } else {
            vandaag >= self.signaal_op
        };
        if vandaag > uiterlijk {
            Stand::TeLaat
        } else if signaal {
            Stand::Signaal
        } else {
            Stand::OpTijd
        }
    }

    /// Working days left after today; negative when the last day has passed. A message can be dated in the year 9999,
    /// so no more than ten years are counted.
    #[must_use]
    pub fn werkdagen_over(&self, vandaag: Date, in_onderzoek: bool, kalender: &Werkkalender) -> i32 {
        let ver = 10.years();
        let dichtbij = self
            .uiterlijk(in_onderzoek)
            .clamp(vandaag.saturating_sub(ver), vandaag.saturating_add(ver));
        kalender.tussen(vandaag, dichtbij)
    }
}

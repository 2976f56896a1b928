//! When the gemeente must have answered a request (OP274), and when somebody must be reminded.

use crate::regioprofiel::Regioprofiel;
use houvast_begrip::{Werkkalender, datum, periode};
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
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

/// The sum of a term in working days, so that anybody can count along (V-01): which days counted, and which weekdays did not.
pub(crate) fn som(kalender: &Werkkalender, begin: Date, werkdagen: u32) -> String {
    let eind = kalender.plus(begin, werkdagen);
    let mut geteld: Vec<Date> = Vec::new();
    let mut vrij: Vec<String> = Vec::new();
    for dag in begin.series(1.day()).skip(1).take_while(|dag| *dag <= eind) {
        if kalender.is_werkdag(dag) {
            geteld.push(dag);
        } else if !matches!(dag.weekday(), Weekday::Saturday | Weekday::Sunday) {
            vrij.push(datum::lang(dag));
        }
    }
    let maanden: Vec<String> = geteld
        .chunk_by(|a, b| (a.year(), a.month()) == (b.year(), b.month()))
        .map(|maand| {
            let (laatste, eerdere) = maand.split_last().map_or((eind, &[][..]), |(l, rest)| (*l, rest));
            let dagen: Vec<String> = eerdere.iter().map(|d| d.day().to_string()).collect();
            match dagen.is_empty() {
                true => datum::voluit(laatste),
                false => format!("{} en {}", dagen.join(", "), datum::voluit(laatste)),
            }
        })
        .collect();
    let mut uit = format!(
        "{} is dag 0. {werkdagen} werkdagen later: {}. Geteld: {}.",
        datum::lang(begin),
        datum::lang(eind),
        maanden.join("; ")
    );
    if !vrij.is_empty() {
        // Weekends go without saying; a holiday is what people forget.
        let zin = if vrij.len() == 1 {
            "is een vrije dag en telt niet mee"
        } else {
            "zijn vrije dagen en tellen niet mee"
        };
        uit.push_str(&format!(" {} {zin}.", vrij.join(" en ")));
    }
    uit
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    /// R-091, RTP 2.4.4: from Friday 11 April 2025, over Goede Vrijdag and tweede Paasdag.
    #[test]
    fn r091_de_som_van_de_toetsing_noemt_elke_werkdag_en_de_vrije_dagen() {
        let kalender = Werkkalender::protocol(false);
        let som = |begin, n| som(&kalender, begin, n);
        assert_eq!(
            som(date(2025, 4, 11), 10),
            "vr 11 april 2025 is dag 0. 10 werkdagen later: di 29 april 2025. Geteld: 14, 15, 16, 17, 22, 23, 24, 25, 28 en \
             29 april 2025. vr 18 april 2025 en ma 21 april 2025 zijn vrije dagen en tellen niet mee."
        );
        assert_eq!(
            som(date(2025, 10, 30), 2),
            "do 30 oktober 2025 is dag 0. 2 werkdagen later: ma 3 november 2025. Geteld: 31 oktober 2025; 3 november 2025."
        );
        let nieuwjaar = som(date(2025, 12, 31), 1);
        assert!(
            nieuwjaar.ends_with("do 1 januari 2026 is een vrije dag en telt niet mee."),
            "{nieuwjaar}"
        );
    }
}

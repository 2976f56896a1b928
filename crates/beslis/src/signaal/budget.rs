//! When is the budget spent on the pace of the last weeks of delivery (R-104, R-261, V-16)?

use super::{SignaalGrond, SignaalVoorstel, Signaalsoort};
use crate::regioprofiel::{Bepaling, Regioprofiel};
use crate::vragen::wijziging::uitputting;
use houvast_begrip::{Centen, Periode, datum, periode};
use jiff::ToSpan;
use jiff::civil::Date;

/// Help that was given: a declared line, or what the aanbieder reports.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Levering {
    /// First and last day; without a last day it is one day.
    pub periode: Periode,
    /// What it costs.
    pub bedrag: Centen,
}

/// Running help, as far as the signals ask.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Hulpverloop {
    /// Of the toewijzing.
    pub toewijzing: Periode,
    /// First day of the help (JW305); unknown while it has not started.
    pub start: Option<Date>,
    /// Last day of the help (JW307), once it stopped: then no signal is needed.
    pub gestopt: Option<Date>,
    /// The ceiling of the whole toewijzing; `None` where no budget was granted.
    pub budget: Option<Centen>,
    /// For duurzaam: the ceiling per year, counted from the ingangsdatum (V-24).
    pub jaarbudget: Option<Centen>,
    /// In any order.
    pub leveringen: Vec<Levering>,
    /// Last evaluation with the jeugdige.
    pub laatste_evaluatie: Option<Date>,
    /// A change was asked and is not answered yet: then nobody has to be told to ask.
    pub wijziging_loopt: bool,
}

impl Hulpverloop {
    /// Nothing known but the period.
    #[must_use]
    pub fn nieuw(toewijzing: Periode) -> Self {
        Self {
            toewijzing,
            start: None,
            gestopt: None,
            budget: None,
            jaarbudget: None,
            leveringen: Vec::new(),
            laatste_evaluatie: None,
            wijziging_loopt: false,
        }
    }

    /// Day the help began, when it has.
    pub(super) fn begonnen(&self, vandaag: Date) -> Option<Date> {
        self.start.filter(|dag| *dag <= vandaag)
    }

    pub(super) fn loopt_af(&self, vandaag: Date) -> bool {
        self.gestopt.is_some() || self.toewijzing.eind.is_some_and(|eind| eind < vandaag)
    }
}

/// The part of a toewijzing that one ceiling counts for.
struct Vak {
    begin: Date,
    eind: Option<Date>,
    plafond: Centen,
}

/// `None`: nothing was delivered yet, the budget lasts, or the region has no forecast.
#[must_use]
pub fn budget_raakt_op(hulp: &Hulpverloop, profiel: &Regioprofiel, vandaag: Date) -> Option<SignaalVoorstel> {
    let vooraf = profiel.wijziging?.weken_vooraf;
    let prognose = profiel.protocol.wijzigingsregels.as_ref()?.prognose_weken;
    if hulp.wijziging_loopt || hulp.loopt_af(vandaag) {
        return None;
    }
    let geteld = hulp
        .leveringen
        .iter()
        .map(|l| laatste_dag(l).min(vandaag))
        .filter(|dag| *dag >= hulp.toewijzing.begin)
        .max()?;
    let vak = vak(hulp, geteld)?;
    let besteed = geleverd(hulp, vak.begin, geteld);
    let eerste = hulp.leveringen.iter().map(|l| l.periode.begin).min()?;
    let venster = geteld.saturating_sub((i64::from(prognose) * 7 - 1).days());
    let venster = venster.max(eerste.max(hulp.toewijzing.begin));
    // Less than a week says nothing about a week.
    let dagen = dagen(venster, geteld).max(7);
    let tempo = per_week(geleverd(hulp, venster, geteld), dagen)?;
    let dag = uitputting(vak.plafond, besteed, tempo, geteld)?;
    if vak.eind.is_some_and(|eind| dag > eind) {
        return None;
    }
    let op_tijd = periode::plus_weken(dag, -vooraf)?;
    let over = vak.plafond.min(besteed).unwrap_or(Centen::NUL);
    let uitleg = format!(
        "Gaat de hulp door zoals in de laatste {prognose} weken, dan is het budget op {} op. Een wijziging wordt {vooraf} weken vooraf gevraagd: uiterlijk {}.",
        datum::lang(dag),
        datum::lang(op_tijd)
    );
    let som = format!(
        "Over: {} − {besteed} = {over}. {over} is bij {tempo} per week genoeg voor {} dagen na {}: {}. Min {vooraf} weken: {}.",
        vak.plafond,
        self::dagen(geteld, dag) - 1,
        datum::lang(geteld),
        datum::lang(dag),
        datum::lang(op_tijd)
    );
    let grond = SignaalGrond::nieuw(profiel, Bepaling::WijzigingTijdig, uitleg, som)
        .met("Budget", vak.plafond)
        .met("Besteed", besteed)
        .met("Geteld tot en met", datum::lang(geteld))
        .met("Besteding per week", tempo);
    Some(SignaalVoorstel {
        soort: Signaalsoort::BudgetRaaktOp,
        anker: vak.begin,
        dag,
        vanaf: op_tijd.max(vak.begin),
        uiterlijk: Some(op_tijd),
        gronden: vec![grond],
    })
}

/// The ceiling that counts on this day: that of the toewijzing, or of its year (V-24).
fn vak(hulp: &Hulpverloop, dag: Date) -> Option<Vak> {
    let heel = hulp.toewijzing;
    let Some(jaarbudget) = hulp.jaarbudget else {
        return Some(Vak {
            begin: heel.begin,
            eind: heel.eind,
            plafond: hulp.budget?,
        });
    };
    let jaar = Periode::nieuw(heel.begin, Some(dag))?.begonnen_jaren()?;
    let maand = |jaren: i64| i32::try_from(jaren).ok()?.checked_mul(12);
    let begin = periode::plus_maanden(heel.begin, maand(jaar - 1)?)?;
    let eind = periode::plus_maanden(heel.begin, maand(jaar)?)?
        .yesterday()
        .ok()?;
    Some(Vak {
        begin,
        eind: Some(heel.eind.map_or(eind, |laatste| laatste.min(eind))),
        plafond: jaarbudget,
    })
}

fn laatste_dag(levering: &Levering) -> Date {
    levering.periode.eind.unwrap_or(levering.periode.begin)
}

/// Both ends included.
fn dagen(van: Date, tot: Date) -> i64 {
    van.until(tot).map_or(0, |span| i64::from(span.get_days())) + 1
}

/// What was delivered from `van` up to and including `tot`; a line that sticks out counts for its part in days.
fn geleverd(hulp: &Hulpverloop, van: Date, tot: Date) -> Centen {
    let deel = |l: &Levering| {
        let (begin, eind) = (l.periode.begin.max(van), laatste_dag(l).min(tot));
        if eind < begin {
            return 0;
        }
        let heel = i128::from(dagen(l.periode.begin, laatste_dag(l)));
        i128::from(l.bedrag.0) * i128::from(dagen(begin, eind)) / heel
    };
    let som: i128 = hulp.leveringen.iter().map(deel).sum();
    Centen(i64::try_from(som).unwrap_or(i64::MAX))
}

/// Rounded up to a cent: a warning may come a day early, not a day late.
fn per_week(bedrag: Centen, dagen: i64) -> Option<Centen> {
    let week = i128::from(bedrag.0) * 7;
    let naar_boven = (week + i128::from(dagen) - 1) / i128::from(dagen);
    i64::try_from(naar_boven)
        .ok()
        .map(Centen)
        .filter(|c| *c > Centen::NUL)
}

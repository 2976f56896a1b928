//! From rows to what the signals ask of running help.

use houvast_begrip::{Houder, Periode};
use houvast_beslis::signaal::{Hulpverloop, Levering};
use houvast_opslag::{LeveringSoort, LoopRegel, Toewijzing, ToewijzingStatus, Verlopen};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// RedenBeeindiging of a temporary stop: the help goes on later.
const TIJDELIJK: &str = "20";

/// Every toewijzing with its course; `None` for one that no longer counts.
pub(super) fn hulp(v: &Verlopen) -> impl Iterator<Item = (&Toewijzing, Option<Hulpverloop>)> {
    let mut geleverd: BTreeMap<(&Houder, i64), Vec<Levering>> = BTreeMap::new();
    for regel in &v.geleverd {
        // A period that ends before it begins was refused on level 2; a credit alone takes off.
        if let Some(periode) = Periode::nieuw(regel.begindatum, Some(regel.einddatum)) {
            let bedrag = regel.bedrag;
            geleverd
                .entry((&regel.houder, regel.toewijzing))
                .or_default()
                .push(Levering { periode, bedrag });
        }
    }
    v.toewijzingen.iter().map(move |t| {
        let sleutel = (&t.houder, t.nummer);
        (t, verloop(v, t, geleverd.remove(&sleutel).unwrap_or_default()))
    })
}

fn verloop(v: &Verlopen, t: &Toewijzing, leveringen: Vec<Levering>) -> Option<Hulpverloop> {
    if t.status != ToewijzingStatus::Actief {
        return None;
    }
    let mut uit = Hulpverloop::nieuw(Periode::nieuw(t.ingangsdatum, t.einddatum)?);
    let eigen = v
        .lopen
        .iter()
        .filter(|l| l.houder == t.houder && l.toewijzing == t.nummer);
    (uit.start, uit.gestopt) = loop_van(eigen);
    uit.budget = t.budget;
    uit.jaarbudget = t.jaarplafond;
    uit.leveringen = leveringen;
    uit.wijziging_loopt = v
        .wijzigingen
        .iter()
        .any(|(houder, nummer)| (houder, *nummer) == (&t.houder, t.nummer));
    uit.laatste_evaluatie = v
        .evaluaties
        .iter()
        .find(|e| e.houder == t.houder && e.toewijzing == t.id)
        .map(|e| e.dag);
    Some(uit)
}

/// The first day of the help, and its last once it really stopped. `regels` in order of arrival.
fn loop_van<'a>(regels: impl Iterator<Item = &'a LoopRegel>) -> (Option<Date>, Option<Date>) {
    let (mut starts, mut stop) = (Vec::new(), None);
    for regel in regels {
        match (regel.soort, regel.verwijderen) {
            (LeveringSoort::Start, false) => {
                starts.push(regel.begindatum);
                stop = None;
            }
            (LeveringSoort::Start, true) => starts.retain(|dag| *dag != regel.begindatum),
            (LeveringSoort::Stop, false) if regel.reden.as_deref() == Some(TIJDELIJK) => {}
            (LeveringSoort::Stop, false) => stop = Some(regel.einddatum.unwrap_or(regel.begindatum)),
            (LeveringSoort::Stop, true) => stop = None,
        }
    }
    (starts.into_iter().min(), stop)
}

#[cfg(test)]
mod tests {
    use super::*;
    use houvast_begrip::GemeenteCode;
    use jiff::civil::date;

    fn regel(soort: LeveringSoort, verwijderen: bool, dag: Date, reden: Option<&str>) -> LoopRegel {
        LoopRegel {
            houder: GemeenteCode::nieuw("0193").unwrap().into(),
            toewijzing: 12,
            soort,
            verwijderen,
            begindatum: dag,
            einddatum: (soort == LeveringSoort::Stop).then_some(dag),
            reden: reden.map(str::to_owned),
        }
    }

    #[test]
    fn de_eerste_start_telt_en_een_tijdelijke_stop_is_geen_einde() {
        use LeveringSoort::{Start, Stop};
        let (mei, juni, juli) = (date(2026, 5, 4), date(2026, 6, 1), date(2026, 7, 6));
        let alle = [
            regel(Start, false, mei, None),
            regel(Stop, false, juni, Some("20")),
            regel(Start, false, juli, None),
            regel(Stop, false, date(2026, 8, 3), Some("31")),
            regel(Stop, true, date(2026, 8, 3), None),
            regel(Start, true, mei, None),
        ];
        let na = |n: usize| loop_van(alle.iter().take(n));
        assert_eq!(na(0), (None, None));
        assert_eq!(na(2), (Some(mei), None), "tijdelijk gestopt");
        assert_eq!(na(3), (Some(mei), None), "weer begonnen: de eerste dag blijft");
        assert_eq!(na(4), (Some(mei), Some(date(2026, 8, 3))));
        assert_eq!(na(5), (Some(mei), None), "de stop is teruggenomen");
        assert_eq!(na(6), (Some(juli), None), "de eerste start is teruggenomen");
    }
}

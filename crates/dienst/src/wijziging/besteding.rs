//! What was spent on a toewijzing and how fast, from its declarations (V-16).

use houvast_begrip::Centen;
use houvast_opslag::BesteedRegel;
use jiff::ToSpan;
use jiff::civil::Date;

/// See the module.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Besteding {
    pub(super) besteed: Centen,
    /// Last day that was counted.
    pub(super) op: Date,
    pub(super) tempo_per_week: Centen,
}

fn dagen(van: Date, tot: Date) -> i128 {
    van.until(tot).map_or(0, |s| i128::from(s.get_days())) + 1
}

/// `None`: nothing was declared. The pace is that of the last weeks of delivery, not of the last weeks of the calendar:
/// declarations come afterwards. A line counts for the part of its days that falls in those weeks.
pub(super) fn besteding(regels: &[BesteedRegel], weken: u32, vandaag: Date) -> Option<Besteding> {
    let op = regels.iter().map(|r| r.einddatum).max()?.min(vandaag);
    let weken = i64::from(weken.max(1));
    let eerste = op.saturating_sub((weken * 7 - 1).days());
    let mut besteed: i128 = 0;
    // In eurocents times the days of the line, so that nothing is rounded before the end.
    let mut recent: i128 = 0;
    for regel in regels {
        let bedrag = i128::from(regel.bedrag.0);
        besteed += bedrag;
        let (van, tot) = (regel.begindatum.max(eerste), regel.einddatum.min(op));
        if van <= tot {
            recent += bedrag * dagen(van, tot) / dagen(regel.begindatum, regel.einddatum).max(1);
        }
    }
    Some(Besteding {
        besteed: Centen(i64::try_from(besteed).ok()?),
        op,
        tempo_per_week: Centen(i64::try_from(recent / i128::from(weken)).ok()?.max(0)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn regel(begindatum: Date, einddatum: Date, euro: i64) -> BesteedRegel {
        BesteedRegel {
            begindatum,
            einddatum,
            bedrag: Centen::euro(euro),
        }
    }

    #[test]
    fn zonder_declaratie_is_er_geen_tempo() {
        assert_eq!(besteding(&[], 8, date(2025, 7, 14)), None);
    }

    /// R-104, V-16: eight weeks of delivery up to the last day that was declared.
    #[test]
    fn het_tempo_is_dat_van_de_laatste_acht_weken_levering() {
        // 56 days up to 29 June begin on 5 May; the line of 28 days before it is outside.
        let regels = [
            regel(date(2025, 4, 7), date(2025, 5, 4), 1_500),
            regel(date(2025, 5, 5), date(2025, 6, 1), 1_400),
            regel(date(2025, 6, 2), date(2025, 6, 29), 1_400),
        ];
        let uit = besteding(&regels, 8, date(2025, 7, 14)).unwrap();
        assert_eq!((uit.besteed, uit.op), (Centen::euro(4_300), date(2025, 6, 29)));
        assert_eq!(uit.tempo_per_week, Centen::euro(350));
    }

    #[test]
    fn van_een_regel_die_eerder_begon_telt_alleen_het_deel_in_de_weken() {
        // 112 days, of which the last 56 count.
        let uit = besteding(
            &[regel(date(2025, 1, 1), date(2025, 4, 22), 1_600)],
            8,
            date(2025, 5, 1),
        );
        assert_eq!(uit.map(|b| b.tempo_per_week), Some(Centen::euro(100)));
    }

    #[test]
    fn een_credit_telt_af_en_een_tempo_is_nooit_negatief() {
        let regels = [
            regel(date(2025, 5, 5), date(2025, 5, 11), 800),
            regel(date(2025, 5, 5), date(2025, 5, 11), -800),
        ];
        let uit = besteding(&regels, 8, date(2025, 6, 1)).unwrap();
        assert_eq!((uit.besteed, uit.tempo_per_week), (Centen::NUL, Centen::NUL));
        let alleen = besteding(&regels[1..], 8, date(2025, 6, 1)).unwrap();
        assert_eq!(alleen.tempo_per_week, Centen::NUL);
    }
}

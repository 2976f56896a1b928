//! Until when somebody may object.

use houvast_begrip::Werkkalender;
use jiff::ToSpan;
use jiff::civil::Date;

/// Weeks to object (Awb 6:7).
pub const BEZWAAR_WEKEN: i32 = 6;

/// The last day to object to a decision that was sent on `verzonden`. The term begins the day after (Awb 6:8 lid 1), so
/// it ends six weeks later on the same weekday; on a Saturday, Sunday, holiday or equated day it runs on to the first
/// ordinary day (Algemene termijnenwet art. 1 and 3).
#[must_use]
pub fn bezwaar_tot(verzonden: Date) -> Date {
    let einde = verzonden.saturating_add((BEZWAAR_WEKEN * 7).days());
    Werkkalender::awb().verschoven(einde)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn awb_6_7_en_6_8_de_termijn_is_zes_weken_na_de_dag_van_verzending() {
        assert_eq!(bezwaar_tot(date(2026, 6, 1)), date(2026, 7, 13));
        assert_eq!(bezwaar_tot(date(2026, 11, 23)), date(2027, 1, 4));
    }

    #[test]
    fn termijnenwet_1_en_3_het_einde_schuift_over_weekend_feestdag_en_gelijkgestelde_dag() {
        for (verzonden, tot, waarom) in [
            ((2026, 6, 6), (2026, 7, 20), "zaterdag wordt maandag"),
            ((2026, 6, 7), (2026, 7, 20), "zondag wordt maandag"),
            ((2026, 6, 8), (2026, 7, 20), "maandag blijft maandag"),
            (
                (2026, 11, 13),
                (2026, 12, 28),
                "eerste kerstdag op vrijdag, dan het weekend",
            ),
            ((2026, 2, 20), (2026, 4, 7), "Goede Vrijdag, dan Pasen"),
            (
                (2026, 4, 2),
                (2026, 5, 18),
                "Hemelvaart, dan de gelijkgestelde vrijdag en het weekend",
            ),
            (
                (2025, 11, 20),
                (2026, 1, 5),
                "Nieuwjaar, dan de gelijkgestelde vrijdag en het weekend",
            ),
            ((2026, 3, 24), (2026, 5, 6), "5 mei, elk jaar"),
            ((2026, 3, 16), (2026, 4, 28), "Koningsdag"),
            ((2026, 4, 13), (2026, 5, 26), "tweede pinksterdag"),
        ] {
            let dag = |(j, m, d)| date(j, m, d);
            assert_eq!(bezwaar_tot(dag(verzonden)), dag(tot), "{waarom}");
        }
    }
}

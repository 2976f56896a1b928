//! How much may be declared on an Omvang: in a ProductPeriode and over the whole toewijzing (IV077, IV078).
//!
//! | frequentie | in a ProductPeriode | over the toewijzing |
//! | --- | --- | --- |
//! | per day | its days | its days |
//! | per week, inspanning | the ISO weeks it touches | the ISO weeks it touches |
//! | per week, output | its Sundays, and one more where the last Sunday of the toewijzing is, if that ends on another day | the sum of those |
//! | per month | 1: a broken month has the full volume | the months it touches |
//! | in total | 1 | 1 |
//!
//! Times the Volume. A toewijzing without Einddatum has no limit over the whole, except in total.

use super::Toewijzing;
use super::zicht::kleinste;
use crate::berichten::basis::{GeslotenPeriode, Omvang};
use crate::berichten::codes::{Eenheid, Frequentie};
use jiff::civil::Date;

/// The most for a ProductPeriode, in the smallest eenheid.
pub(super) fn per_periode(toewijzing: &Toewijzing, omvang: &Omvang, periode: &GeslotenPeriode) -> u64 {
    let (begin, eind) = (periode.begindatum, periode.einddatum);
    let keer = match omvang.frequentie {
        Frequentie::PerDag => dagen(begin, eind),
        Frequentie::PerWeek if is_output(omvang.eenheid) => {
            zondagen(begin, eind) + extra_week(toewijzing, begin, eind)
        }
        Frequentie::PerWeek => weken(begin, eind),
        Frequentie::PerMaand | Frequentie::Totaal => 1,
    };
    keer * kleinste(omvang.volume, omvang.eenheid)
}

/// The most over the toewijzing, in the smallest eenheid; `None` when it has no end.
pub(super) fn in_totaal(toewijzing: &Toewijzing, omvang: &Omvang) -> Option<u64> {
    let begin = toewijzing.ingangsdatum;
    let keer = match (omvang.frequentie, toewijzing.einddatum) {
        (Frequentie::Totaal, _) => 1,
        (_, None) => return None,
        (Frequentie::PerDag, Some(eind)) => dagen(begin, eind),
        (Frequentie::PerWeek, Some(eind)) if is_output(omvang.eenheid) => {
            zondagen(begin, eind) + extra_week(toewijzing, begin, eind)
        }
        (Frequentie::PerWeek, Some(eind)) => weken(begin, eind),
        (Frequentie::PerMaand, Some(eind)) => maanden(begin, eind),
    };
    Some(keer * kleinste(omvang.volume, omvang.eenheid))
}

fn is_output(eenheid: Eenheid) -> bool {
    matches!(eenheid, Eenheid::StuksOutput | Eenheid::Euro)
}

/// Days from `van` to `tot`, which may be negative.
fn verschil(van: Date, tot: Date) -> i64 {
    van.duration_until(tot).as_hours() / 24
}

fn dagen(begin: Date, eind: Date) -> u64 {
    u64::try_from(verschil(begin, eind) + 1).unwrap_or_default()
}

/// Days since the Monday of its ISO week.
fn sinds_maandag(dag: Date) -> i64 {
    i64::from(dag.weekday().to_monday_zero_offset())
}

/// The ISO weeks that the period touches.
fn weken(begin: Date, eind: Date) -> u64 {
    if eind < begin {
        return 0;
    }
    // From the Monday of the first week to the Monday of the last.
    let afstand = verschil(begin, eind) + sinds_maandag(begin) - sinds_maandag(eind);
    u64::try_from(afstand / 7 + 1).unwrap_or_default()
}

fn zondagen(begin: Date, eind: Date) -> u64 {
    if eind < begin {
        return 0;
    }
    // The Sundays are the last days of the weeks: all weeks touched, without the last when it is broken off.
    weken(begin, eind) - u64::from(sinds_maandag(eind) != 6)
}

fn maanden(begin: Date, eind: Date) -> u64 {
    let nummer = |dag: Date| i64::from(dag.year()) * 12 + i64::from(dag.month());
    u64::try_from(nummer(eind) - nummer(begin) + 1).unwrap_or_default()
}

/// The week that is broken off by the end of the toewijzing, in the period that holds the last Sunday of the toewijzing. A
/// toewijzing without any Sunday has one broken week, where it ends.
fn extra_week(toewijzing: &Toewijzing, begin: Date, eind: Date) -> u64 {
    let Some(einde) = toewijzing.einddatum else {
        return 0;
    };
    let over = sinds_maandag(einde) + 1;
    if over == 7 {
        return 0;
    }
    let zondag = einde.checked_sub(jiff::Span::new().days(over)).unwrap_or(einde);
    let plek = if zondag < toewijzing.ingangsdatum {
        einde
    } else {
        zondag
    };
    u64::from(begin <= plek && plek <= eind)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::declaratie::proef::toewijzing;
    use jiff::civil::date;

    fn periode(begindatum: Date, einddatum: Date) -> GeslotenPeriode {
        GeslotenPeriode {
            begindatum,
            einddatum,
        }
    }

    /// The limits in hours or in cents: per period, and in total.
    fn grenzen(
        (begin, eind): (Date, Date),
        (volume, eenheid, frequentie): (u32, Eenheid, Frequentie),
        perioden: &[(Date, Date)],
    ) -> (Vec<u64>, Option<u64>) {
        let omvang = Omvang {
            volume,
            eenheid,
            frequentie,
        };
        let mut t = toewijzing();
        (t.ingangsdatum, t.einddatum) = (begin, Some(eind));
        t.omvang = Some(omvang.clone());
        let deel = if eenheid == Eenheid::Uur { 60 } else { 1 };
        let per = perioden
            .iter()
            .map(|(begin, eind)| per_periode(&t, &omvang, &periode(*begin, *eind)) / deel);
        (per.collect(), in_totaal(&t, &omvang).map(|totaal| totaal / deel))
    }

    const DRIE_UUR: (u32, Eenheid, Frequentie) = (3, Eenheid::Uur, Frequentie::PerWeek);
    const DRIEHONDERD_EURO: (u32, Eenheid, Frequentie) = (30_000, Eenheid::Euro, Frequentie::PerWeek);

    #[test]
    fn bij_inspanning_tellen_de_weken_die_de_periode_raakt() {
        let loop_2022 = (date(2022, 4, 13), date(2022, 6, 30));
        let maanden = [
            (date(2022, 4, 13), date(2022, 4, 30)),
            (date(2022, 5, 1), date(2022, 5, 31)),
            (date(2022, 6, 1), date(2022, 6, 30)),
        ];
        assert_eq!(
            grenzen(loop_2022, DRIE_UUR, &maanden),
            (vec![9, 18, 15], Some(36))
        );
        let maanden = [
            (date(2022, 10, 11), date(2022, 10, 31)),
            (date(2022, 11, 1), date(2022, 11, 30)),
            (date(2022, 12, 1), date(2022, 12, 28)),
        ];
        let loop_2022 = (date(2022, 10, 11), date(2022, 12, 28));
        assert_eq!(
            grenzen(loop_2022, DRIE_UUR, &maanden),
            (vec![12, 15, 15], Some(36))
        );
        let maanden = [
            (date(2022, 7, 11), date(2022, 7, 31)),
            (date(2022, 8, 1), date(2022, 8, 31)),
            (date(2022, 9, 1), date(2022, 9, 4)),
        ];
        let loop_2022 = (date(2022, 7, 11), date(2022, 9, 4));
        assert_eq!(grenzen(loop_2022, DRIE_UUR, &maanden), (vec![9, 15, 3], Some(24)));
        let oktober = [(date(2021, 10, 12), date(2021, 10, 31))];
        let loop_2021 = (date(2021, 10, 12), date(2021, 12, 13));
        assert_eq!(grenzen(loop_2021, DRIE_UUR, &oktober).0, [9]);
    }

    #[test]
    fn een_volle_maand_heeft_vier_vijf_of_zes_weken() {
        let jaar = (date(2020, 1, 1), date(2027, 12, 31));
        let maanden = [
            (date(2021, 2, 1), date(2021, 2, 28)),
            (date(2021, 3, 1), date(2021, 3, 31)),
            (date(2021, 5, 1), date(2021, 5, 31)),
            // Week 53 of 2020 holds 1 January 2021.
            (date(2021, 1, 1), date(2021, 1, 31)),
        ];
        assert_eq!(grenzen(jaar, DRIE_UUR, &maanden).0, [12, 15, 18, 15]);
    }

    #[test]
    fn bij_output_tellen_de_zondagen_en_de_laatste_gebroken_week() {
        let maanden = [
            (date(2022, 10, 11), date(2022, 10, 31)),
            (date(2022, 11, 1), date(2022, 11, 30)),
            (date(2022, 12, 1), date(2022, 12, 31)),
        ];
        let op_zaterdag = (date(2022, 10, 11), date(2022, 12, 31));
        assert_eq!(
            grenzen(op_zaterdag, DRIEHONDERD_EURO, &maanden),
            (vec![90_000, 120_000, 150_000], Some(360_000))
        );
        let zomer = |einde| {
            [
                (date(2022, 7, 11), date(2022, 7, 31)),
                (date(2022, 8, 1), date(2022, 8, 31)),
                (date(2022, 9, 1), einde),
            ]
        };
        let op_zaterdag = (date(2022, 7, 11), date(2022, 9, 3));
        assert_eq!(
            grenzen(op_zaterdag, DRIEHONDERD_EURO, &zomer(op_zaterdag.1)),
            (vec![90_000, 150_000, 0], Some(240_000))
        );
        let op_zondag = (date(2022, 7, 11), date(2022, 9, 4));
        assert_eq!(
            grenzen(op_zondag, DRIEHONDERD_EURO, &zomer(op_zondag.1)),
            (vec![90_000, 120_000, 30_000], Some(240_000))
        );
    }

    #[test]
    fn een_output_toewijzing_zonder_zondag_heeft_een_gebroken_week() {
        let week = (date(2022, 7, 12), date(2022, 7, 15));
        assert_eq!(
            grenzen(week, DRIEHONDERD_EURO, &[week]),
            (vec![30_000], Some(30_000))
        );
    }

    #[test]
    fn per_dag_per_maand_en_in_totaal() {
        let jaar = (date(2021, 10, 12), date(2021, 12, 13));
        let oktober = [(date(2021, 10, 12), date(2021, 10, 31))];
        let met = |frequentie| grenzen(jaar, (15, Eenheid::Uur, frequentie), &oktober);
        assert_eq!(met(Frequentie::PerDag), (vec![300], Some(945)));
        assert_eq!(met(Frequentie::PerMaand), (vec![15], Some(45)));
        assert_eq!(met(Frequentie::Totaal), (vec![15], Some(15)));
    }

    #[test]
    fn zonder_einddatum_is_er_alleen_bij_een_totaal_een_grens() {
        let mut t = toewijzing();
        t.einddatum = None;
        for frequentie in [Frequentie::PerDag, Frequentie::PerWeek, Frequentie::PerMaand] {
            let omvang = Omvang {
                volume: 3,
                eenheid: Eenheid::Uur,
                frequentie,
            };
            assert_eq!(in_totaal(&t, &omvang), None);
        }
        let omvang = Omvang {
            volume: 3,
            eenheid: Eenheid::Uur,
            frequentie: Frequentie::Totaal,
        };
        assert_eq!(in_totaal(&t, &omvang), Some(180));
    }
}

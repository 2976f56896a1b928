//! A grant with another amount or other days than the proposal: what a person may make of it.

use super::invoer::HOOGSTE_BEDRAG;
use crate::DienstFout;
use houvast_begrip::{Centen, Periode};
use houvast_beslis::{PerJaar, Soort, Toekenning};
use jiff::civil::Date;

/// The grant with this amount and these days. Without an amount the volume stays as it was asked.
pub(super) fn met(
    was: &Toekenning,
    budget: Option<Centen>,
    van: Date,
    tot: Option<Date>,
) -> Result<Toekenning, DienstFout> {
    let periode = Periode::nieuw(van, tot).ok_or(DienstFout::Ongeldig(
        "De laatste dag ligt voor de eerste dag. Controleer beide datums.",
    ))?;
    let Some(bedrag) = budget else {
        if was.omvang.is_none() {
            return Err(DienstFout::Ongeldig("Vul het budget in dat u toewijst."));
        }
        return Ok(Toekenning {
            periode,
            ..was.clone()
        });
    };
    if bedrag <= Centen::NUL || bedrag > HOOGSTE_BEDRAG {
        return Err(DienstFout::Ongeldig(
            "Vul een budget in van € 0,01 tot € 999.999,99.",
        ));
    }
    if tot.is_none() {
        return Err(DienstFout::Ongeldig(
            "Vul de laatste dag in: een budget geldt altijd voor een periode.",
        ));
    }
    if was.budget == Some(bedrag) && was.periode == periode {
        return Ok(was.clone());
    }
    let jaren = periode.begonnen_jaren().unwrap_or(1).max(1);
    // V-24: the message holds the amount per year times the begun years.
    let per_jaar = match (was.soort, bedrag.0 % jaren) {
        (Some(Soort::Duurzaam), 0) => Some(PerJaar {
            bedrag: Centen(bedrag.0 / jaren),
            jaren,
        }),
        (Some(Soort::Duurzaam), _) => {
            return Err(DienstFout::Ongeldig(
                "Duurzame hulp heeft een bedrag per jaar. Vul een budget in dat door het aantal begonnen jaren te delen is.",
            ));
        }
        _ => None,
    };
    let zelfde = was.budget == Some(bedrag);
    Ok(Toekenning {
        product: was.product.clone(),
        periode,
        budget: Some(bedrag),
        omvang: None,
        standaardbudget: was.standaardbudget.filter(|_| zelfde),
        offertebudget: was.offertebudget && zelfde,
        per_jaar,
        soort: was.soort,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn was(soort: Option<Soort>) -> Toekenning {
        Toekenning {
            product: None,
            periode: Periode::nieuw(date(2026, 12, 1), Some(date(2027, 11, 30))).unwrap(),
            budget: Some(Centen::euro(8_000)),
            omvang: None,
            standaardbudget: Some(5),
            offertebudget: false,
            per_jaar: None,
            soort,
        }
    }

    #[test]
    fn een_ander_bedrag_is_geen_standaardbudget_meer() {
        let oud = was(Some(Soort::Herstel));
        let (van, tot) = (oud.periode.begin, oud.periode.eind);
        assert_eq!(met(&oud, oud.budget, van, tot).unwrap(), oud);
        let nieuw = met(&oud, Some(Centen::euro(6_500)), van, tot).unwrap();
        assert_eq!(
            (nieuw.budget, nieuw.standaardbudget),
            (Some(Centen::euro(6_500)), None)
        );
        let later = met(&oud, oud.budget, date(2026, 12, 8), tot).unwrap();
        assert_eq!(
            (later.standaardbudget, later.periode.begin),
            (Some(5), date(2026, 12, 8))
        );
    }

    #[test]
    fn bedrag_en_datums_hebben_hun_grenzen() {
        let oud = was(None);
        let (van, tot) = (oud.periode.begin, oud.periode.eind);
        let mag = |bedrag: i64, tot| met(&oud, Some(Centen(bedrag)), van, tot).is_ok();
        assert!(mag(1, tot) && mag(99_999_999, tot) && mag(1, Some(van)));
        assert!(!mag(0, tot) && !mag(100_000_000, tot) && !mag(1, None) && !mag(1, van.yesterday().ok()));
        assert!(
            met(&oud, None, van, tot).is_err(),
            "zonder omvang is er een budget nodig"
        );
    }

    #[test]
    fn duurzaam_blijft_een_bedrag_per_jaar() {
        let oud = was(Some(Soort::Duurzaam));
        let tot = Some(date(2028, 11, 30));
        let nieuw = met(&oud, Some(Centen::euro(10_000)), oud.periode.begin, tot).unwrap();
        assert_eq!(
            nieuw.per_jaar,
            Some(PerJaar {
                bedrag: Centen::euro(5_000),
                jaren: 2
            })
        );
        assert!(met(&oud, Some(Centen(1_000_001)), oud.periode.begin, tot).is_err());
    }
}

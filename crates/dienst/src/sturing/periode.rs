//! The periods to choose from: years, quarters, the last twelve months.

use crate::beeld::Periodekeuze;
use houvast_begrip::datum;
use houvast_begrip::periode::plus_maanden;
use jiff::civil::{Date, date};

/// All of them, the standard one first.
pub(super) fn alle(vandaag: Date) -> Vec<Periodekeuze> {
    let keuze = |sleutel: String, naam: String, van: Date, tot: Date| Periodekeuze {
        sleutel,
        naam,
        van,
        tot: tot.min(vandaag),
    };
    let jaar_geleden = plus_maanden(vandaag, -12)
        .and_then(|dag| dag.tomorrow().ok())
        .unwrap_or(vandaag);
    let mut uit = vec![keuze(
        "12m".to_owned(),
        "Laatste twaalf maanden".to_owned(),
        jaar_geleden,
        vandaag,
    )];
    let jaar = vandaag.year();
    for kwartaal in (1..=4).rev() {
        let van = date(jaar, (kwartaal - 1) * 3 + 1, 1);
        if van <= vandaag {
            let tot = plus_maanden(van, 3)
                .and_then(|dag| dag.yesterday().ok())
                .unwrap_or(vandaag);
            uit.push(keuze(
                format!("{jaar}-k{kwartaal}"),
                format!("Kwartaal {kwartaal} van {jaar}"),
                van,
                tot,
            ));
        }
    }
    for jaar in [jaar, jaar - 1, jaar - 2] {
        uit.push(keuze(
            jaar.to_string(),
            format!("Heel {jaar}"),
            date(jaar, 1, 1),
            date(jaar, 12, 31),
        ));
    }
    uit
}

/// The period with this key; the first one where there is none.
pub(super) fn kies(alle: &[Periodekeuze], sleutel: &str, vandaag: Date) -> Periodekeuze {
    alle.iter()
        .find(|p| p.sleutel == sleutel)
        .or(alle.first())
        .cloned()
        .unwrap_or_else(|| Periodekeuze {
            sleutel: String::new(),
            naam: datum::kort(vandaag),
            van: vandaag,
            tot: vandaag,
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn een_periode_loopt_niet_verder_dan_vandaag_en_twaalf_maanden_zijn_een_jaar() {
        let vandaag = date(2026, 11, 22);
        let alle = alle(vandaag);
        let dagen = |sleutel: &str| {
            let p = kies(&alle, sleutel, vandaag);
            (p.van, p.tot)
        };
        assert_eq!(dagen("12m"), (date(2025, 11, 23), vandaag));
        assert_eq!(dagen("2026-k4"), (date(2026, 10, 1), vandaag));
        assert_eq!(dagen("2026-k1"), (date(2026, 1, 1), date(2026, 3, 31)));
        assert_eq!(dagen("2025"), (date(2025, 1, 1), date(2025, 12, 31)));
        assert_eq!(dagen("onzin"), dagen("12m"));
        assert!(
            !super::alle(date(2026, 3, 31))
                .iter()
                .any(|p| p.sleutel == "2026-k2")
        );
        assert!(
            super::alle(date(2026, 4, 1))
                .iter()
                .any(|p| p.sleutel == "2026-k2")
        );
    }
}

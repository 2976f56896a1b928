//! RTP 2.4, 5.2; V-53.

use crate::gemeen::*;
use houvast_beslis::vragen::besteding::{BestedingFeiten, Bestedingsvraag};
use proptest::prelude::*;

fn besteding(budget: Centen, eerder: Centen, regel: Centen) -> BestedingFeiten {
    BestedingFeiten {
        budget: Feit::dossier(budget),
        gedeclareerd: Feit::dossier(eerder),
        regel: Feit::bericht(regel),
        ..Default::default()
    }
}

/// RTP 2.4; R-048: one cent to go.
#[test]
fn r048_een_cent_past_nog_en_twee_cent_worden_heel_afgekeurd() {
    let op = |cent| vraag::<Bestedingsvraag>(&besteding(euro(5_000, 0), euro(4_999, 99), euro(0, cent)));
    let a = op(1);
    assert_eq!(
        (a.oordeel, a.uitkomst.unwrap().uitbetaald),
        (Akkoord, Some(euro(5_000, 0)))
    );
    let a = op(2);
    assert_eq!(a.oordeel, Afwijzen, "{}", a.als_tekst());
    let uit = a.uitkomst.unwrap();
    assert_eq!(
        (uit.uitbetaald, uit.over),
        (Some(euro(4_999, 99)), Some(euro(0, 1)))
    );
}

/// RTP 5.2; R-261.
#[test]
fn r261_tot_en_met_het_plafond_is_akkoord_en_een_cent_meer_niet() {
    let tot = |regel| vraag::<Bestedingsvraag>(&besteding(euro(3_000, 0), euro(2_000, 0), regel)).oordeel;
    assert_eq!((tot(euro(1_000, 0)), tot(euro(1_000, 1))), (Akkoord, Afwijzen));
}

/// RTP 2.4; R-049.
#[test]
fn r049_wat_overblijft_blijft_bij_de_gemeente() {
    let f = BestedingFeiten {
        regel: Feit::onbekend(),
        afgerond: Feit::aanbieder(true),
        ..besteding(euro(8_000, 0), euro(6_250, 0), Centen::NUL)
    };
    let uit = vraag::<Bestedingsvraag>(&f).uitkomst.unwrap();
    assert_eq!(
        (uit.vrijval, uit.overdraagbaar),
        (Some(euro(1_750, 0)), Some(Centen::NUL))
    );
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// More budget never makes a lawful line unlawful.
    #[test]
    fn meer_budget_maakt_een_goede_declaratie_nooit_slecht(
        budget in 0i64..3_000_000, meer in 0i64..3_000_000, eerder in 0i64..3_000_000, regel in 0i64..3_000_000,
    ) {
        let op = |b| vraag::<Bestedingsvraag>(&besteding(Centen(b), Centen(eerder), Centen(regel)));
        let (voor, na) = (op(budget), op(budget + meer));
        prop_assert!(!voor.akkoord() || na.akkoord());
        // Never more is paid than the ceiling, unless that had been done already.
        let betaald = voor.uitkomst.and_then(|u| u.uitbetaald).unwrap_or_default();
        prop_assert!(betaald <= Centen(budget.max(eerder)));
    }
}

//! Eis 69 and RTP bijlage 4: tariff groups, group intensities and the staff of a group.

use crate::gemeen::*;
use houvast_beslis::vragen::groep::{GroepFeiten, Groepvraag};
use houvast_beslis::vragen::inzet::{InzetFeiten, Inzetvraag};

fn tariefgroep(soort: Soort, tg: u8) -> InzetFeiten {
    InzetFeiten {
        soort: Feit::consulent(soort),
        tariefgroep: Feit::aanbieder(tg),
        alleen_medicatiecontrole: Feit::aanbieder(false),
        ..Default::default()
    }
}

fn groep(soort: Soort, sleutel: &str) -> InzetFeiten {
    InzetFeiten {
        soort: Feit::consulent(soort),
        groep: Feit::aanbieder(sleutel.to_owned()),
        locatietype: Feit::aanbieder("gewoon".to_owned()),
        ..Default::default()
    }
}

/// Eis 69, RTP bijlage 4; R-116; S06.
#[test]
fn s06_in_een_duurzaam_budget_mogen_alleen_tariefgroep_1_en_2() {
    for tg in 1..=8 {
        let verwacht = if tg <= 7 { Akkoord } else { VoorstelAfwijzen };
        assert_eq!(
            vraag::<Inzetvraag>(&tariefgroep(Soort::Herstel, tg)).oordeel,
            verwacht,
            "{tg}"
        );
        let verwacht = if tg <= 2 { Akkoord } else { VoorstelAfwijzen };
        let a = vraag::<Inzetvraag>(&tariefgroep(Soort::Duurzaam, tg));
        assert_eq!(
            (a.oordeel, artikelen(&a, B::Inzet).as_str()),
            (verwacht, "eis 69; RTP bijlage 4"),
            "{tg}"
        );
    }
}

/// RTP bijlage 4, V-06; S04: a psychiater in a duurzaam budget for medication checks only.
#[test]
fn s04_bij_alleen_medicatiecontrole_vervalt_de_beperking_van_tariefgroepen() {
    let mut f = tariefgroep(Soort::Duurzaam, 7);
    assert_eq!(vraag::<Inzetvraag>(&f).oordeel, VoorstelAfwijzen);
    f.alleen_medicatiecontrole = Feit::onbekend();
    assert_eq!(ontbreekt(&vraag::<Inzetvraag>(&f)), ["alleen_medicatiecontrole"]);
    f.alleen_medicatiecontrole = Feit::aanbieder(true);
    assert_eq!(vraag::<Inzetvraag>(&f).oordeel, Akkoord);
}

/// RTP bijlage 4.
#[test]
fn r343_zwaar_mag_niet_in_een_duurzaam_budget_behalve_bij_kdc_en_odc() {
    for sleutel in ["licht", "middel", "middelzwaar", "zwaar"] {
        assert_eq!(
            vraag::<Inzetvraag>(&groep(Soort::Herstel, sleutel)).oordeel,
            Akkoord,
            "{sleutel}"
        );
        let verwacht = if sleutel == "zwaar" {
            VoorstelAfwijzen
        } else {
            Akkoord
        };
        assert_eq!(
            vraag::<Inzetvraag>(&groep(Soort::Duurzaam, sleutel)).oordeel,
            verwacht,
            "{sleutel}"
        );
    }
    for locatie in ["KDC", "ODC"] {
        let mut f = groep(Soort::Duurzaam, "zwaar");
        f.locatietype = Feit::dossier(locatie.to_owned());
        assert_eq!(vraag::<Inzetvraag>(&f).oordeel, Akkoord, "{locatie}");
    }
    let mut f = groep(Soort::Duurzaam, "zwaar");
    f.locatietype = Feit::onbekend();
    assert_eq!(ontbreekt(&vraag::<Inzetvraag>(&f)), ["locatietype"]);
    assert_eq!(
        vraag::<Inzetvraag>(&groep(Soort::Herstel, "dagbehandeling")).oordeel,
        VoorstelAfwijzen
    );
    let niets = InzetFeiten {
        soort: Feit::consulent(Soort::Herstel),
        ..Default::default()
    };
    assert_eq!(ontbreekt(&vraag::<Inzetvraag>(&niets)), ["tariefgroep"]);
    assert_eq!(
        elders::<Inzetvraag>(&niets).oordeel,
        Voorleggen,
        "daar niet geregeld"
    );
}

fn bezetting(sleutel: &str, jeugdigen: u32, hbo: &str, fte: &str) -> GroepFeiten {
    GroepFeiten {
        groep: Feit::aanbieder(sleutel.to_owned()),
        jeugdigen: Feit::aanbieder(jeugdigen),
        begeleiders: uren("2"),
        hbo_procent: uren(hbo),
        fte_gedragswetenschapper: uren(fte),
    }
}

/// RTP bijlage 4; R-330…R-341: every norm, and the smallest step below it.
#[test]
fn elke_intensiteit_heeft_haar_eigen_bezetting() {
    for (sleutel, jeugdigen, hbo, fte) in [
        ("licht", 13, ("0", None), ("0,10", "0,09")),
        ("middel", 9, ("33", Some("32,9")), ("0,20", "0,19")),
        ("middelzwaar", 7, ("50", Some("49,9")), ("0,25", "0,24")),
        ("zwaar", 6, ("100", Some("99,99")), ("0,30", "0,29")),
    ] {
        let antwoord = |j, h: &str, f: &str| vraag::<Groepvraag>(&bezetting(sleutel, j, h, f));
        let goed = antwoord(jeugdigen, hbo.0, fte.0);
        assert_eq!(goed.oordeel, Akkoord, "{sleutel}: {}", goed.als_tekst());
        let a = antwoord(jeugdigen + 1, hbo.0, fte.0);
        assert_eq!(
            (a.oordeel, a.uitkomst.unwrap().begeleiding),
            (VoorstelAfwijzen, Some(false)),
            "{sleutel}"
        );
        if let Some(lager) = hbo.1 {
            let a = antwoord(jeugdigen, lager, fte.0);
            assert_eq!(
                (a.oordeel, a.uitkomst.unwrap().hbo),
                (VoorstelAfwijzen, Some(false)),
                "{sleutel}"
            );
        }
        let u = antwoord(jeugdigen, hbo.0, fte.1).uitkomst.unwrap();
        assert_eq!(
            (u.begeleiding, u.hbo, u.gedragswetenschapper),
            (Some(true), Some(true), Some(false)),
            "{sleutel}"
        );
    }
    // One of three fte has hbo.
    assert_eq!(
        vraag::<Groepvraag>(&bezetting("middel", 9, "33,33", "0,2")).oordeel,
        Akkoord
    );
    assert_eq!(
        vraag::<Groepvraag>(&bezetting("dagbesteding", 1, "100", "1")).oordeel,
        VoorstelAfwijzen
    );
}

//! RTP 2.3.4.

use crate::gemeen::*;
use houvast_beslis::regioprofiel::protocol::Betrokkenheid;
use houvast_beslis::vragen::consultatie::{ConsultatieFeiten, Consultatievraag, Rekening};

/// S07: a psychiater at € 180 an hour (an example tariff).
fn psychiater(met_toewijzing: bool, minuten: u32) -> ConsultatieFeiten {
    ConsultatieFeiten {
        betrokkenheid: Feit::aanbieder(Betrokkenheid::Inhoudelijk),
        met_toewijzing: Feit::dossier(met_toewijzing),
        minuten: Feit::aanbieder(minuten),
        uurtarief: Feit::dossier(euro(180, 0)),
        ..Default::default()
    }
}

fn factuur() -> ConsultatieFeiten {
    let mut f = psychiater(false, 30);
    f.rekening = Feit::aanbieder(Rekening::Factuur);
    f.datum = Feit::aanbieder(date(2025, 7, 16));
    f.toestemming = Feit::consulent(date(2025, 7, 15));
    f
}

/// RTP 2.3.4; R-042.
#[test]
fn s07_de_houder_declareert_een_uur_tegen_het_tarief_van_de_psychiater() {
    let a = vraag::<Consultatievraag>(&psychiater(true, 60));
    assert_eq!(
        (a.oordeel, artikelen(&a, B::ConsultatieMet).as_str()),
        (Akkoord, "RTP 2.3.4")
    );
    let u = a.uitkomst.unwrap();
    assert_eq!(
        (u.bedrag, u.binnen_budget, u.rekening),
        (Some(euro(180, 0)), Some(true), Some(Rekening::Bericht))
    );
}

/// RTP 2.3.4.
#[test]
fn s07_zonder_toewijzing_alleen_met_toestemming_vooraf() {
    let mut f = factuur();
    let u = vraag::<Consultatievraag>(&f).uitkomst.unwrap();
    assert_eq!((u.vergoed, u.bedrag), (Some(true), Some(euro(90, 0))));
    f.toestemming = Feit::consulent(date(2025, 7, 16));
    assert_eq!(vraag::<Consultatievraag>(&f).oordeel, Akkoord, "op de dag zelf");
    for niet in [
        Feit::onbekend(),
        Feit::consulent(date(2025, 7, 17)),
        Feit::aanbieder(date(2025, 7, 1)),
    ] {
        f.toestemming = niet;
        let a = vraag::<Consultatievraag>(&f);
        assert_eq!((a.oordeel, a.beslisser), (VoorstelAfwijzen, Some(Rol::Gemeente)));
        assert_eq!(a.uitkomst.unwrap().bedrag, Some(Centen::NUL));
    }
}

/// RTP 2.3.4; R-045.
#[test]
fn s07_kort_overleg_toetsing_en_offerteoverleg_zijn_nooit_vergoed() {
    for soort in [
        Betrokkenheid::KortOverleg,
        Betrokkenheid::Toetsing,
        Betrokkenheid::OverlegOfferte,
    ] {
        let mut f = factuur();
        f.betrokkenheid = Feit::aanbieder(soort);
        let a = vraag::<Consultatievraag>(&f);
        assert_eq!(a.oordeel, VoorstelAfwijzen, "{}", soort.label());
        let u = a.uitkomst.unwrap();
        assert_eq!((u.vergoed, u.bedrag), (Some(false), Some(Centen::NUL)));
    }
}

/// RTP 2.3.4; R-046.
#[test]
fn s07_zonder_toewijzing_niet_via_het_berichtenverkeer() {
    let mut f = factuur();
    f.rekening = Feit::bericht(Rekening::Bericht);
    let a = vraag::<Consultatievraag>(&f);
    assert_eq!(
        (a.oordeel, weging(&a, B::ConsultatieFactuur)),
        (VoorstelAfwijzen, Weging::Tegen)
    );
    let u = a.uitkomst.unwrap();
    assert_eq!((u.vergoed, u.bedrag), (Some(false), Some(Centen::NUL)));
    assert_eq!(u.rekening, Some(Rekening::Factuur), "zo kan het wel");
}

#[test]
fn wat_ontbreekt_wordt_genoemd_en_halve_centen_gaan_omhoog() {
    assert_eq!(
        ontbreekt(&vraag::<Consultatievraag>(&ConsultatieFeiten::default())),
        ["betrokkenheid", "met_toewijzing"]
    );
    let mut f = factuur();
    f.rekening = Feit::onbekend();
    assert_eq!(ontbreekt(&vraag::<Consultatievraag>(&f)), ["rekening"]);
    let mut f = psychiater(true, 1);
    f.uurtarief = Feit::dossier(Centen(30));
    assert_eq!(
        vraag::<Consultatievraag>(&f).uitkomst.unwrap().bedrag,
        Some(Centen(1))
    );
    f.uurtarief = Feit::dossier(Centen(29));
    assert_eq!(
        vraag::<Consultatievraag>(&f).uitkomst.unwrap().bedrag,
        Some(Centen(0))
    );
    f.uurtarief = Feit::dossier(Centen(i64::MAX));
    f.minuten = Feit::aanbieder(u32::MAX);
    assert_eq!(vraag::<Consultatievraag>(&f).oordeel, Voorleggen);
}

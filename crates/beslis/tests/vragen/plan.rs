//! RTP 1.3, 5.1, bijlage 1; eis 83.

use crate::gemeen::*;
use houvast_beslis::vragen::plan::{PlanFeiten, Planvraag};

fn woorden(rij: &[&str]) -> Feit<Vec<String>> {
    Feit::consulent(rij.iter().map(|w| (*w).to_owned()).collect())
}

fn af() -> PlanFeiten {
    PlanFeiten {
        probleemanalyse: Feit::consulent(true),
        doelen: Feit::consulent(3),
        eerste_professional: Feit::consulent(true),
        regievoerder: Feit::consulent(true),
        bijstand: Feit::consulent(false),
        leefgebieden: woorden(&["gezin", "vrienden", "school", "vrije tijd"]),
        ..Default::default()
    }
}

/// RTP bijlage 1.
#[test]
fn een_plan_met_analyse_doelen_en_regie_is_volledig() {
    let a = vraag::<Planvraag>(&af());
    assert_eq!(a.oordeel, Akkoord, "{}", a.als_tekst());
    assert_eq!(a.uitkomst.unwrap().volledig, Some(true));
    let zonder = PlanFeiten {
        probleemanalyse: Feit::consulent(false),
        ..af()
    };
    let a = vraag::<Planvraag>(&zonder);
    assert_eq!(
        (a.oordeel, weging(&a, B::PlanStappen)),
        (VoorstelAfwijzen, Weging::Tegen)
    );
    assert_eq!(artikelen(&a, B::PlanStappen), "RTP bijlage 1");
}

/// RTP 1.3; R-008: a life area that nobody talked about is a signal, no block.
#[test]
fn r008_zonder_het_leefgebied_school_is_de_brede_uitvraag_onvolledig() {
    let f = PlanFeiten {
        leefgebieden: woorden(&["gezin", "vrienden", "vrije tijd"]),
        ..af()
    };
    let a = vraag::<Planvraag>(&f);
    assert_eq!(
        (a.oordeel, weging(&a, B::BredeUitvraag)),
        (Akkoord, Weging::LetOp)
    );
    assert_eq!(a.uitkomst.unwrap().open_leefgebieden.unwrap(), ["school"]);
}

/// RTP 1.3; R-009.
#[test]
fn r009_schulden_in_het_gezin_vragen_een_verbinding_met_schuldhulpverlening() {
    let met = |verbindingen| PlanFeiten {
        zorgen: woorden(&["schulden"]),
        verbindingen: woorden(verbindingen),
        ..af()
    };
    let a = vraag::<Planvraag>(&met(&["wmo"]));
    assert_eq!(weging(&a, B::Verbindingen), Weging::LetOp);
    assert_eq!(
        a.uitkomst.unwrap().open_verbindingen.unwrap(),
        ["schuldhulpverlening"]
    );
    // An own value beside the seven is fine.
    let a = vraag::<Planvraag>(&met(&["schuldhulpverlening", "buurtvader"]));
    assert_eq!(weging(&a, B::Verbindingen), Weging::Voor);
    assert_eq!(
        ijsselland(DAG).protocol.plan.as_ref().unwrap().verbindingen.len(),
        7
    );
}

/// RTP bijlage 1; R-299: five goals are fine, a sixth is not.
#[test]
fn r299_vijf_doelen_mogen_en_een_zesde_niet() {
    for (aantal, verwacht) in [
        (0, VoorstelAfwijzen),
        (1, Akkoord),
        (5, Akkoord),
        (6, VoorstelAfwijzen),
    ] {
        let f = PlanFeiten {
            doelen: Feit::consulent(aantal),
            ..af()
        };
        assert_eq!(vraag::<Planvraag>(&f).oordeel, verwacht, "{aantal}");
    }
    let f = PlanFeiten {
        doelen_zonder_prioriteit: Feit::consulent(1),
        ..af()
    };
    let a = vraag::<Planvraag>(&f);
    assert!(a.akkoord() && a.gronden.iter().any(|g| g.weging == Weging::LetOp));
}

/// Eis 83; R-145.
#[test]
fn r145_bijstand_zonder_naam_wordt_niet_vastgelegd() {
    let met = |naam, rol| PlanFeiten {
        bijstand: Feit::consulent(true),
        bijstand_naam: naam,
        bijstand_rol: rol,
        ..af()
    };
    let ja = || Feit::consulent(true);
    assert_eq!(vraag::<Planvraag>(&met(ja(), ja())).oordeel, Akkoord);
    assert_eq!(
        vraag::<Planvraag>(&met(Feit::consulent(false), ja())).oordeel,
        VoorstelAfwijzen
    );
    let a = vraag::<Planvraag>(&met(Feit::onbekend(), Feit::onbekend()));
    assert_eq!(ontbreekt(&a), ["bijstand_naam", "bijstand_rol"]);
}

/// RTP bijlage 1; R-298.
#[test]
fn r298_een_analyse_zonder_regievoerder_kan_niet_af() {
    let f = PlanFeiten {
        regievoerder: Feit::consulent(false),
        ..af()
    };
    let a = vraag::<Planvraag>(&f);
    assert_eq!(
        (a.oordeel, weging(&a, B::Regievoerder)),
        (VoorstelAfwijzen, Weging::Tegen)
    );
    assert_eq!(a.uitkomst.unwrap().volledig, Some(false));
}

/// a region without rules for a plan leaves it to people.
#[test]
fn een_regio_zonder_planregels_legt_het_voor() {
    assert_eq!(elders::<Planvraag>(&af()).oordeel, Voorleggen);
}

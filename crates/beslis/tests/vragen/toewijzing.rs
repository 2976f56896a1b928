//! RTP 1.4, 2.2, 2.4.1, 5.2 and bijlage 1; eis 71.

use crate::gemeen::*;
use houvast_beslis::vragen::toewijzing::{ToewijzingFeiten, Toewijzingsvraag};

/// S01: everything is on the table.
fn s01() -> ToewijzingFeiten {
    let ja = || Feit::consulent(true);
    ToewijzingFeiten {
        onderzoek: ja(),
        voorliggend_afgewogen: ja(),
        eigen_hulp_afgewogen: ja(),
        andere_wet_afgewogen: ja(),
        resultaat_concreet: ja(),
        soort: Feit::consulent(Soort::Herstel),
        budget: Feit::consulent(euro(12_000, 0)),
        ingeschreven: Feit::dossier(true),
        afgestemd_met_gezin: ja(),
        huishouding_op_orde: ja(),
        positie_op_orde: ja(),
        opvoeding_op_orde: Feit::consulent(false),
        ouders_op_orde: ja(),
        relaties_op_orde: ja(),
        ..Default::default()
    }
}

fn met(
    pas_aan: impl FnOnce(&mut ToewijzingFeiten),
) -> Antwoord<houvast_beslis::vragen::toewijzing::ToewijzingUitkomst> {
    let mut f = s01();
    pas_aan(&mut f);
    vraag::<Toewijzingsvraag>(&f)
}

/// RTP 2.4.1, eis 71; S01: areas 1, 2, 4 and 5 in order, only the upbringing is not.
#[test]
fn s01_met_de_basis_op_orde_en_alles_afgewogen_is_het_besluit_volledig() {
    let a = met(|_| {});
    assert_eq!(a.oordeel, Akkoord, "{}", a.als_tekst());
    assert!(a.gronden.iter().all(|g| g.weging == Weging::Voor));
    let u = a.uitkomst.unwrap();
    assert_eq!((u.volledig, u.basis_op_orde), (Some(true), Some(true)));
}

/// RTP 1.4; R-010: two of three is not enough.
#[test]
fn r010_alle_drie_de_alternatieven_zijn_afgewogen() {
    for n in 0..3 {
        let a = met(|f| match n {
            0 => f.voorliggend_afgewogen = Feit::consulent(false),
            1 => f.eigen_hulp_afgewogen = Feit::consulent(false),
            _ => f.andere_wet_afgewogen = Feit::consulent(false),
        });
        assert_eq!(
            (a.oordeel, artikelen(&a, B::Afweging).as_str()),
            (VoorstelAfwijzen, "RTP 1.4")
        );
        assert_eq!(a.uitkomst.unwrap().volledig, Some(false));
    }
}

/// RTP 2.4.1, eis 71: no soort or no amount, no decision.
#[test]
fn r118_zonder_soort_of_hoogte_is_er_geen_besluit() {
    assert_eq!(ontbreekt(&met(|f| f.soort = Feit::onbekend())), ["soort"]);
    assert_eq!(ontbreekt(&met(|f| f.budget = Feit::onbekend())), ["budget"]);
    assert_eq!(
        met(|f| f.budget = Feit::consulent(Centen::NUL)).oordeel,
        VoorstelAfwijzen
    );
    assert_eq!(met(|f| f.budget = Feit::consulent(Centen(1))).oordeel, Akkoord);
    assert_eq!(
        met(|f| f.onderzoek = Feit::consulent(false)).oordeel,
        VoorstelAfwijzen
    );
}

/// RTP bijlage 1, V-23: a warning with a reason, never a refusal.
#[test]
fn r297_een_basis_die_niet_op_orde_is_vraagt_een_motivering_en_weigert_nooit() {
    for n in [1, 2, 4, 5] {
        let zet = |f: &mut ToewijzingFeiten| match n {
            1 => f.huishouding_op_orde = Feit::consulent(false),
            2 => f.positie_op_orde = Feit::consulent(false),
            4 => f.ouders_op_orde = Feit::consulent(false),
            _ => f.relaties_op_orde = Feit::consulent(false),
        };
        assert_eq!(ontbreekt(&met(zet)), ["basis_gemotiveerd"], "{n}");
        let a = met(|f| {
            zet(f);
            f.basis_gemotiveerd = Feit::consulent(false);
        });
        assert_eq!(a.oordeel, Voorleggen, "{n}");
        let a = met(|f| {
            zet(f);
            f.basis_gemotiveerd = Feit::consulent(true);
        });
        assert_eq!(
            (a.oordeel, weging(&a, B::BasisOpOrde)),
            (Akkoord, Weging::LetOp),
            "{n}"
        );
    }
    // four of five areas is not a probleemanalyse.
    assert_eq!(
        ontbreekt(&met(|f| f.opvoeding_op_orde = Feit::onbekend())),
        ["opvoeding_op_orde"]
    );
}

/// RTP 2.4.1 (SWG2), 5.2.
#[test]
fn r054_gesprekken_en_een_vaag_resultaat_geven_een_waarschuwing() {
    let a = met(|f| f.ouders_bij_budgetgesprek = Feit::consulent(true));
    assert_eq!(
        (a.oordeel, weging(&a, B::Budgetgesprek)),
        (Akkoord, Weging::LetOp)
    );
    let a = met(|f| f.afgestemd_met_gezin = Feit::onbekend());
    assert_eq!((a.oordeel, weging(&a, B::Afstemming)), (Akkoord, Weging::LetOp));
    let a = met(|f| f.resultaat_concreet = Feit::consulent(false));
    assert_eq!(a.oordeel, Akkoord);
    assert!(a.gronden.iter().any(|g| g.weging == Weging::LetOp));
}

/// Begrippen: jeugdige; R-401.
#[test]
fn r401_zonder_inschrijving_is_er_een_uitzondering_met_een_reden() {
    let zonder = |reden: Feit<bool>| {
        met(|f| {
            f.ingeschreven = Feit::dossier(false);
            f.inschrijving_gemotiveerd = reden;
        })
    };
    assert_eq!(ontbreekt(&zonder(Feit::onbekend())), ["inschrijving_gemotiveerd"]);
    assert_eq!(zonder(Feit::consulent(false)).oordeel, VoorstelAfwijzen);
    assert_eq!(zonder(Feit::consulent(true)).oordeel, Voorleggen);
    assert_eq!(
        elders::<Toewijzingsvraag>(&s01()).oordeel,
        Voorleggen,
        "daar niet geregeld"
    );
}

/// Eis 68; R-115: an extra requirement comes from the profile or from the layer of a gemeente, not from code.
#[test]
fn r115_een_voorziening_met_een_extra_eis_wordt_zonder_die_eis_niet_toegewezen() {
    use houvast_beslis::regioprofiel::LokaleLaag;
    let regio = include_str!("../../profielen/ijsselland/2024-01-08.toml");
    let lokaal = "regio = \"ijsselland\"\ngemeente = \"0193\"\ngeldig_vanaf = 2025-01-01\ndocument = \"Zwolle\"\n[[voorzieningen]]\nsleutel = \"mst\"\neisen = [{ sleutel = \"indicatie\", naam = \"een indicatie door een gedragswetenschapper\" }]\n";
    let zwolle = LokaleLaag::lees(lokaal, "zwolle.toml", regio).unwrap().profiel;
    let mut f = s01();
    f.voorziening = Feit::consulent("mst".to_owned());
    let zonder = stel::<Toewijzingsvraag>(&f, &zwolle, DAG);
    assert_eq!(
        (zonder.oordeel, weging(&zonder, B::Voorzieningseis)),
        (VoorstelAfwijzen, Weging::Tegen)
    );
    assert_eq!(
        artikelen(&zonder, B::Voorzieningseis),
        "eis 68; lokale afspraak van Zwolle: Zwolle"
    );
    assert_eq!(zonder.uitkomst.unwrap().volledig, Some(false));
    f.vervulde_eisen = Feit::consulent(vec!["indicatie".to_owned()]);
    assert_eq!(stel::<Toewijzingsvraag>(&f, &zwolle, DAG).oordeel, Akkoord);
    // Elsewhere in the region nothing extra is asked.
    f.vervulde_eisen = Feit::onbekend();
    assert_eq!(vraag::<Toewijzingsvraag>(&f).oordeel, Akkoord);
    f.voorziening = Feit::consulent("onbekend".to_owned());
    assert_eq!(vraag::<Toewijzingsvraag>(&f).oordeel, VoorstelAfwijzen);
}

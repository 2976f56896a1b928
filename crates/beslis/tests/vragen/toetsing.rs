//! RTP 2.4.4, eis 76, 77, 78.

use crate::gemeen::*;
use houvast_beslis::regioprofiel::protocol::Weigeringsgrond;
use houvast_beslis::vragen::toetsing::{Besluit, Stand, Toetsing, ToetsingFeiten, ToetsingUitkomst};

fn aangemeld(dag: Date) -> ToetsingFeiten {
    ToetsingFeiten {
        verwijzing_aanwezig: Feit::aanbieder(true),
        aangemeld: Feit::aanbieder(dag),
        ..Default::default()
    }
}

#[expect(clippy::unwrap_used, reason = "test support: a wrong case must stop the test")]
fn uitkomst(f: &ToetsingFeiten, dag: Date) -> ToetsingUitkomst {
    op::<Toetsing>(dag, f).uitkomst.unwrap()
}

/// RTP 2.4.4; R-091; S01, S02, S03 and the example of the requirement.
#[test]
fn de_termijn_van_tien_werkdagen_slaat_feestdagen_over() {
    for (begin, uiterlijk) in [
        (date(2025, 4, 10), date(2025, 4, 28)),
        (date(2025, 5, 19), date(2025, 6, 3)),
        (date(2025, 12, 22), date(2026, 1, 8)),
        (date(2025, 4, 11), date(2025, 4, 29)),
    ] {
        let mut f = aangemeld(begin);
        f.getoetst = Feit::aanbieder(uiterlijk);
        let u = uitkomst(&f, date(2026, 2, 1));
        assert_eq!((u.uiterlijk, u.op_tijd), (Some(uiterlijk), Some(true)), "{begin}");
        f.getoetst = Feit::aanbieder(uiterlijk.tomorrow().unwrap());
        let a = op::<Toetsing>(date(2026, 2, 1), &f);
        // Too late is a signal, it stops nothing.
        assert_eq!(
            (a.oordeel, weging(&a, B::ToetsingTermijn)),
            (Akkoord, Weging::LetOp),
            "{begin}"
        );
    }
}

/// RTP 2.4.4, V-02; R-089: the first of both moments starts the term.
#[test]
fn r089_de_eerste_van_melding_en_verzoek_van_de_toegang_telt() {
    let mut f = aangemeld(date(2025, 4, 14));
    f.gevraagd = Feit::consulent(date(2025, 4, 10));
    assert_eq!(uitkomst(&f, DAG).begin, Some(date(2025, 4, 10)));
    f.aangemeld = Feit::onbekend();
    assert_eq!(uitkomst(&f, DAG).begin, Some(date(2025, 4, 10)));
    f.gevraagd = Feit::onbekend();
    assert_eq!(ontbreekt(&vraag::<Toetsing>(&f)), ["aangemeld"]);
}

/// RTP 2.4.4, wijzigingsbeheer.
#[test]
fn de_tekst_van_2023_heeft_geen_termijn() {
    let u = uitkomst(&aangemeld(date(2023, 12, 1)), date(2024, 1, 7));
    assert_eq!((u.uiterlijk, u.op_tijd), (None, None));
    let u = uitkomst(&aangemeld(date(2023, 12, 1)), date(2024, 1, 8));
    assert_eq!((u.uiterlijk, u.op_tijd), (Some(date(2023, 12, 15)), Some(false)));
}

/// RTP 2.4.4, eis 77.
#[test]
fn r127_de_toetsing_ligt_voor_verzoek_en_toewijzing() {
    let mut f = aangemeld(date(2025, 5, 5));
    f.verwijzer = Feit::bericht(Verwijzer::Huisarts);
    f.verzoek = Feit::bericht(date(2025, 5, 12));
    f.getoetst = Feit::aanbieder(date(2025, 5, 12));
    assert_eq!(vraag::<Toetsing>(&f).oordeel, Akkoord);
    f.getoetst = Feit::aanbieder(date(2025, 5, 13));
    let a = vraag::<Toetsing>(&f);
    assert_eq!(
        (a.oordeel, artikelen(&a, B::ToetsingMoment).as_str()),
        (VoorstelAfwijzen, "RTP 2.4.4; eis 77")
    );
    // Through the Toegang it need not lie before the request, but before the toewijzing it must.
    f.verwijzer = Feit::bericht(Verwijzer::Gemeente);
    assert_eq!(vraag::<Toetsing>(&f).oordeel, Akkoord);
    f.toewijzing = Feit::dossier(date(2025, 5, 12));
    assert_eq!(vraag::<Toetsing>(&f).oordeel, VoorstelAfwijzen);
}

/// RTP 2.4.4; R-090.
#[test]
fn r090_zonder_wettelijke_verwijzing_wordt_de_inhoud_niet_beoordeeld() {
    let mut f = aangemeld(DAG);
    f.verwijzing_aanwezig = Feit::aanbieder(false);
    let a = vraag::<Toetsing>(&f);
    assert_eq!((a.oordeel, a.gronden.len()), (VoorstelAfwijzen, 1));
    assert_eq!(a.uitkomst.unwrap().stand, Some(Stand::GeenVerwijzing));
    assert_eq!(
        ontbreekt(&vraag::<Toetsing>(&ToetsingFeiten::default())),
        ["verwijzing_aanwezig"]
    );
}

fn geweigerd(grond: Weigeringsgrond) -> ToetsingFeiten {
    let mut f = aangemeld(date(2025, 5, 5));
    f.getoetst = Feit::aanbieder(date(2025, 5, 12));
    f.veiligheid_beoordeeld = Feit::aanbieder(true);
    f.besluit = Feit::aanbieder(Besluit::Weigeren);
    f.weigeringsgrond = Feit::aanbieder(grond);
    f.motivering = Feit::aanbieder(true);
    f.contact_verwijzer = Feit::aanbieder(true);
    f
}

/// RTP 2.4.4, eis 78, V-35.
#[test]
fn weigeren_mag_op_elk_van_de_drie_gronden() {
    for grond in [
        Weigeringsgrond::GeenExpertise,
        Weigeringsgrond::Overgekwalificeerd,
        Weigeringsgrond::BudgetOneens,
    ] {
        let a = vraag::<Toetsing>(&geweigerd(grond));
        assert_eq!((a.oordeel, a.beslisser), (Akkoord, None), "{}", a.als_tekst());
        assert_eq!(artikelen(&a, B::Weigeringsgrond), "RTP 2.4.4; eis 78");
        assert_eq!(a.uitkomst.unwrap().stand, Some(Stand::Geweigerd));
    }
    let a = vraag::<Toetsing>(&geweigerd(Weigeringsgrond::Overgekwalificeerd));
    assert_eq!(te_doen(&a, Rol::Verwijzer), ["Zoek lichter aanbod."]);
    let a = vraag::<Toetsing>(&geweigerd(Weigeringsgrond::BudgetOneens));
    assert_eq!(
        te_doen(&a, Rol::Aanbieder),
        ["Vraag de Toegang om een ander budget en wacht met starten."]
    );
}

/// RTP 2.4.4; R-096.
#[test]
fn r096_geen_plaats_is_geen_weigeringsgrond_maar_een_melding_van_de_wachttijd() {
    let a = vraag::<Toetsing>(&geweigerd(Weigeringsgrond::GeenCapaciteit));
    assert_eq!(a.oordeel, VoorstelAfwijzen);
    assert_eq!(te_doen(&a, Rol::Aanbieder), ["Meld de wachttijd."]);
    assert_eq!(a.uitkomst.unwrap().stand, Some(Stand::Loopt));
    assert_eq!(
        vraag::<Toetsing>(&geweigerd(Weigeringsgrond::Anders)).oordeel,
        VoorstelAfwijzen
    );
}

/// RTP 2.4.4, eis 78.
#[test]
fn r129_een_weigering_zonder_motivering_of_contact_is_niet_af() {
    let mut f = geweigerd(Weigeringsgrond::GeenExpertise);
    f.motivering = Feit::aanbieder(false);
    assert_eq!(vraag::<Toetsing>(&f).oordeel, VoorstelAfwijzen);
    let mut f = geweigerd(Weigeringsgrond::GeenExpertise);
    f.contact_verwijzer = Feit::aanbieder(false);
    let a = vraag::<Toetsing>(&f);
    assert_eq!(a.oordeel, VoorstelAfwijzen);
    assert_eq!(te_doen(&a, Rol::Aanbieder), ["Neem contact op met de verwijzer."]);
    let mut f = geweigerd(Weigeringsgrond::GeenExpertise);
    f.weigeringsgrond = Feit::onbekend();
    f.motivering = Feit::onbekend();
    f.contact_verwijzer = Feit::onbekend();
    assert_eq!(
        ontbreekt(&vraag::<Toetsing>(&f)),
        ["weigeringsgrond", "motivering", "contact_verwijzer"]
    );
}

fn geaccepteerd() -> ToetsingFeiten {
    let mut f = geweigerd(Weigeringsgrond::Anders);
    f.besluit = Feit::aanbieder(Besluit::Accepteren);
    f
}

/// Eis 78; R-128.
#[test]
fn r128_accepteren_met_een_voorbehoud_op_het_budget_kan_niet() {
    let mut f = geaccepteerd();
    assert_eq!(vraag::<Toetsing>(&f).oordeel, Akkoord);
    assert_eq!(uitkomst(&f, DAG).stand, Some(Stand::Geaccepteerd));
    f.voorbehoud = Feit::aanbieder(true);
    assert_eq!(vraag::<Toetsing>(&f).oordeel, VoorstelAfwijzen);
    assert_eq!(uitkomst(&f, DAG).stand, Some(Stand::Loopt));
}

/// Begrippen: toetsing.
#[test]
fn r407_een_toetsing_zonder_oordeel_over_veiligheid_is_niet_af() {
    let mut f = geaccepteerd();
    f.veiligheid_beoordeeld = Feit::onbekend();
    assert_eq!(ontbreekt(&vraag::<Toetsing>(&f)), ["veiligheid_beoordeeld"]);
    f.veiligheid_beoordeeld = Feit::aanbieder(false);
    assert_eq!(vraag::<Toetsing>(&f).oordeel, VoorstelAfwijzen);
    let mut f = geaccepteerd();
    f.getoetst = Feit::onbekend();
    assert_eq!(ontbreekt(&vraag::<Toetsing>(&f)), ["getoetst"]);
}

/// RTP 2.4.4; R-098.
#[test]
fn r098_het_gezin_mag_na_de_toetsing_een_andere_aanbieder_kiezen() {
    let mut f = geaccepteerd();
    f.gezin_kiest_anders = Feit::aanbieder(true);
    let a = vraag::<Toetsing>(&f);
    assert_eq!(a.oordeel, Akkoord);
    assert_eq!(a.uitkomst.unwrap().stand, Some(Stand::AndereAanbieder));
}

/// Begrippen: VOT; R-405: on the route of a huisarts the request comes before the toewijzing.
#[test]
fn r405_op_de_route_van_de_huisarts_komt_eerst_het_verzoek() {
    let op = |verwijzer, verzoek: Feit<Date>| {
        let mut f = geaccepteerd();
        f.verwijzer = Feit::bericht(verwijzer);
        f.verzoek = verzoek;
        f.toewijzing = Feit::dossier(date(2025, 5, 14));
        let a = op::<Toetsing>(date(2025, 6, 1), &f);
        a.grond(B::VerzoekEerst).map(|g| g.weging)
    };
    let op_dag = |dag| Feit::bericht(date(2025, 5, dag));
    assert_eq!(op(Verwijzer::Huisarts, op_dag(14)), Some(Weging::Voor));
    assert_eq!(op(Verwijzer::Huisarts, op_dag(15)), Some(Weging::Tegen));
    assert_eq!(op(Verwijzer::Huisarts, Feit::onbekend()), Some(Weging::Tegen));
    // The Toegang grants on its own initiative.
    assert_eq!(op(Verwijzer::Gemeente, Feit::onbekend()), None);
}

/// Eis 76; R-126: a start without a toetsing is a signal.
#[test]
fn r126_een_start_zonder_toetsing_is_een_signaal_en_houdt_niets_tegen() {
    let op = |getoetst: Feit<Date>| {
        let mut f = aangemeld(date(2025, 5, 1));
        f.getoetst = getoetst;
        f.start = Feit::bericht(date(2025, 5, 12));
        let a = op::<Toetsing>(DAG, &f);
        (a.oordeel, weging(&a, B::ToetsingInhoud))
    };
    assert_eq!(op(Feit::onbekend()), (Akkoord, Weging::LetOp));
    assert_eq!(op(Feit::aanbieder(date(2025, 5, 12))), (Akkoord, Weging::Voor));
    assert_eq!(op(Feit::aanbieder(date(2025, 5, 13))), (Akkoord, Weging::LetOp));
}

//! RTP 2.4.1; trajectbeschrijving 7 and 8.

use crate::gemeen::*;
use houvast_beslis::vragen::soort::{Doel, Grondslag, SoortFeiten, Soortvraag, Vraagtype};

fn vraagtype(vraagtype: Vraagtype) -> SoortFeiten {
    SoortFeiten {
        vraagtype: Feit::consulent(vraagtype),
        grondslag: Feit::consulent(Grondslag::Hulpvraag),
        ..Default::default()
    }
}

fn begeleiding(maanden: u32) -> SoortFeiten {
    let mut f = vraagtype(Vraagtype::Begeleidingsvraag);
    f.verwachte_maanden = Feit::consulent(maanden);
    f
}

/// RTP 2.4.1, eis 71; R-055.
#[test]
fn r055_een_behandelvraag_is_herstel_en_een_begeleidingsvraag_duurzaam() {
    let a = vraag::<Soortvraag>(&vraagtype(Vraagtype::Behandelvraag));
    assert_eq!(artikelen(&a, B::Soort), "RTP 2.4.1; eis 71");
    assert_eq!(a.uitkomst.unwrap().soort, Some(Soort::Herstel));
    let u = vraag::<Soortvraag>(&vraagtype(Vraagtype::Begeleidingsvraag))
        .uitkomst
        .unwrap();
    assert_eq!((u.soort, u.budget_per_jaar), (Some(Soort::Duurzaam), Some(true)));
    assert_eq!(
        ontbreekt(&vraag::<Soortvraag>(&SoortFeiten::default())),
        ["vraagtype", "grondslag"]
    );
}

/// Trajectbeschrijving 7; R-529.
#[test]
fn r529_in_de_voorbeeldregio_is_pas_langer_dan_12_maanden_duurzaam() {
    assert_eq!(
        ontbreekt(&elders::<Soortvraag>(&vraagtype(Vraagtype::Begeleidingsvraag))),
        ["verwachte_maanden"]
    );
    let soort = |maanden| {
        elders::<Soortvraag>(&begeleiding(maanden))
            .uitkomst
            .unwrap()
            .soort
    };
    assert_eq!(soort(12), Some(Soort::Herstel));
    assert_eq!(soort(13), Some(Soort::Duurzaam));
    assert_eq!(elders::<Soortvraag>(&begeleiding(u32::MAX)).oordeel, Akkoord);
}

/// Trajectbeschrijving 7; R-534.
#[test]
fn r534_een_diagnose_alleen_maakt_hulp_niet_duurzaam() {
    let mut f = begeleiding(36);
    f.grondslag = Feit::consulent(Grondslag::AlleenDiagnose);
    let a = elders::<Soortvraag>(&f);
    assert_eq!(
        (a.oordeel, weging(&a, B::SoortGrondslag)),
        (VoorstelAfwijzen, Weging::Tegen)
    );
}

/// Trajectbeschrijving 7; R-535.
#[test]
fn r535_duurzaam_na_een_ander_traject_vraagt_een_motivering() {
    let mut f = begeleiding(24);
    f.na_ander_traject = Feit::dossier(true);
    assert_eq!(ontbreekt(&elders::<Soortvraag>(&f)), ["noodzaak_gemotiveerd"]);
    f.noodzaak_gemotiveerd = Feit::consulent(false);
    assert_eq!(elders::<Soortvraag>(&f).oordeel, VoorstelAfwijzen);
    f.noodzaak_gemotiveerd = Feit::consulent(true);
    assert_eq!(elders::<Soortvraag>(&f).oordeel, Akkoord);
    // IJsselland has no such rule.
    f.noodzaak_gemotiveerd = Feit::onbekend();
    assert_eq!(vraag::<Soortvraag>(&f).oordeel, Akkoord);
}

/// Trajectbeschrijving 7 and 8.
#[test]
fn r536_het_doel_en_het_hoofdprobleem_passen_bij_de_soort() {
    let mut f = begeleiding(24);
    f.doel = Feit::consulent(Doel::Verbeteren);
    assert_eq!(elders::<Soortvraag>(&f).oordeel, Voorleggen);
    f.doel = Feit::consulent(Doel::Consolideren);
    assert_eq!(elders::<Soortvraag>(&f).oordeel, Akkoord);
    f.dsm_hoofdprobleem = Feit::consulent(true);
    assert_eq!(weging(&elders::<Soortvraag>(&f), B::SoortDoel), Weging::Voor);
    let let_op = elders::<Soortvraag>(&f)
        .gronden
        .iter()
        .any(|g| g.weging == Weging::LetOp);
    assert!(let_op, "een GGZ-traject past misschien beter");
}

/// RTP 2.4.1; R-058.
#[test]
fn r058_omzetten_heeft_alleen_gevolgen_als_het_budget_niet_genoeg_is() {
    let mut f = vraagtype(Vraagtype::Begeleidingsvraag);
    f.huidige_soort = Feit::dossier(Soort::Herstel);
    assert_eq!(ontbreekt(&vraag::<Soortvraag>(&f)), ["budget_toereikend"]);
    f.budget_toereikend = Feit::aanbieder(true);
    assert_eq!(
        vraag::<Soortvraag>(&f).uitkomst.unwrap().nieuw_verzoek_nodig,
        Some(false)
    );
    f.budget_toereikend = Feit::aanbieder(false);
    let a = vraag::<Soortvraag>(&f);
    assert_eq!(
        te_doen(&a, Rol::Aanbieder),
        ["Vraag een wijziging van het budget aan."]
    );
    assert_eq!(a.uitkomst.unwrap().nieuw_verzoek_nodig, Some(true));
    f.huidige_soort = Feit::dossier(Soort::Duurzaam);
    assert_eq!(
        vraag::<Soortvraag>(&f).uitkomst.unwrap().nieuw_verzoek_nodig,
        None
    );
}

/// RTP 2.4.1; R-074: a warning, for why the help works people say.
#[test]
fn r074_een_herstelbudget_rust_op_een_interventie_en_een_duurzaam_budget_op_intensiteit() {
    use houvast_beslis::vragen::soort::Budgetgrondslag as G;
    let op = |v, uit| {
        let mut f = vraagtype(v);
        f.budget_uit = Feit::consulent(uit);
        let a = vraag::<Soortvraag>(&f);
        assert_eq!(a.oordeel, Akkoord);
        weging(&a, B::BudgetGrondslag)
    };
    for (v, uit, verwacht) in [
        (Vraagtype::Behandelvraag, G::Interventie, Weging::Voor),
        (Vraagtype::Behandelvraag, G::Geen, Weging::LetOp),
        (Vraagtype::Behandelvraag, G::Intensiteit, Weging::LetOp),
        (Vraagtype::Begeleidingsvraag, G::Intensiteit, Weging::Voor),
        (Vraagtype::Begeleidingsvraag, G::Interventie, Weging::LetOp),
    ] {
        assert_eq!(op(v, uit), verwacht, "{v:?} {uit:?}");
    }
}

//! RTP 2.4.2, 2.4.3, eis 72, 74, 75.

use crate::gemeen::*;
use houvast_beslis::vragen::verwijzing::{Verwijzing, VerwijzingFeiten};

/// S02: Kampen, first referral by the huisarts.
fn huisarts(raming: Centen) -> VerwijzingFeiten {
    VerwijzingFeiten {
        verwijzer: Feit::bericht(Verwijzer::Huisarts),
        gecontracteerd: Feit::dossier(true),
        andere_verwijzing: Feit::dossier(false),
        eerste_verwijzing: Feit::dossier(true),
        raming: Feit::bericht(raming),
        ..Default::default()
    }
}

/// RTP 2.4.2, eis 72.
#[test]
fn s02_variant_a_8000_euro_gaat_zonder_de_toegang() {
    let a = vraag::<Verwijzing>(&huisarts(euro(8_000, 0)));
    assert_eq!(a.oordeel, Akkoord, "{}", a.als_tekst());
    assert_eq!(artikelen(&a, B::Grens), "RTP 2.4.2; eis 72");
    let u = a.uitkomst.unwrap();
    assert_eq!((u.zonder_toegang, u.grens), (Some(true), Some(euro(8_000, 0))));
}

/// RTP 2.4.2, eis 72.
#[test]
fn s02_variant_b_een_cent_meer_zonder_contact_weigert_het_verzoek() {
    let a = vraag::<Verwijzing>(&huisarts(euro(8_000, 1)));
    assert_eq!(a.oordeel, Afwijzen);
    assert!(
        a.grond(B::Grens)
            .unwrap()
            .uitleg
            .contains("niet het recht van de jeugdige")
    );
    assert_eq!(
        te_doen(&a, Rol::Aanbieder),
        ["Neem eerst contact op met de Toegang."]
    );

    let mut f = huisarts(euro(8_000, 1));
    f.contact = Feit::consulent(DAG);
    assert_eq!(vraag::<Verwijzing>(&f).oordeel, Voorleggen);
    f.contact = Feit::consulent(DAG.tomorrow().unwrap());
    assert_eq!(
        vraag::<Verwijzing>(&f).oordeel,
        Afwijzen,
        "een contact in de toekomst is er nog niet"
    );
    f.instemming = Feit::consulent(euro(12_000, 0));
    assert_eq!(vraag::<Verwijzing>(&f).oordeel, Akkoord);
    f.instemming = Feit::consulent(euro(11_999, 99));
    assert_eq!(
        vraag::<Verwijzing>(&f).oordeel,
        Voorleggen,
        "de Toegang is gevraagd en stemde in met minder"
    );
    f.instemming = Feit::aanbieder(euro(12_000, 0));
    assert_eq!(
        vraag::<Verwijzing>(&f).oordeel,
        Afwijzen,
        "een aanbieder stemt niet in namens de Toegang"
    );
}

/// RTP 2.4.2; R-081.
#[test]
fn s02_variant_c_een_tweede_verwijzing_gaat_eerst_naar_de_toegang() {
    let mut f = huisarts(euro(2_000, 0));
    f.eerste_verwijzing = Feit::dossier(false);
    let a = vraag::<Verwijzing>(&f);
    assert_eq!(a.oordeel, Voorleggen);
    assert_eq!(a.beslisser, Some(Rol::Toegang));
    assert_eq!(a.uitkomst.unwrap().zonder_toegang, Some(false));
}

/// Eis 75; R-125.
#[test]
fn r125_met_een_tweede_lopende_verwijzing_is_er_eerst_contact() {
    let mut f = huisarts(euro(1_000, 0));
    f.andere_verwijzing = Feit::dossier(true);
    assert_eq!(
        weging(&vraag::<Verwijzing>(&f), B::Gelijktijdig),
        Weging::Voorleggen
    );
    f.contact = Feit::aanbieder(DAG);
    assert_eq!(vraag::<Verwijzing>(&f).oordeel, Akkoord);
}

/// RTP hoofdstuk 1; R-011.
#[test]
fn r011_zonder_contract_blijft_de_verwijzing_geldig_maar_komt_er_geen_toewijzing_vanzelf() {
    let mut f = huisarts(euro(1_000, 0));
    f.gecontracteerd = Feit::dossier(false);
    let a = vraag::<Verwijzing>(&f);
    assert_eq!((a.oordeel, a.beslisser), (VoorstelAfwijzen, Some(Rol::Toegang)));
    assert_eq!(artikelen(&a, B::Keuzevrijheid), "RTP hoofdstuk 1");
    let u = a.uitkomst.unwrap();
    assert_eq!((u.verwijzing_geldig, u.zonder_toegang), (Some(true), Some(false)));
}

/// RTP 2.4.3, eis 74; R-088.
#[test]
fn r088_een_gi_zonder_vastgelegd_overleg_krijgt_een_waarschuwing_en_geen_weigering() {
    let mut f = huisarts(euro(15_000, 0));
    f.verwijzer = Feit::bericht(Verwijzer::Gi);
    let a = vraag::<Verwijzing>(&f);
    assert_eq!((a.oordeel, weging(&a, B::Overleg)), (Akkoord, Weging::LetOp));
    f.overleg = Feit::consulent(true);
    assert_eq!(weging(&vraag::<Verwijzing>(&f), B::Overleg), Weging::Voor);
}

/// RTP 2.4.2; R-082.
#[test]
fn r082_een_bedrag_in_de_verwijsbrief_telt_niet() {
    let mut f = huisarts(euro(1_000, 0));
    f.budget_in_brief = Feit::aanbieder(true);
    let a = vraag::<Verwijzing>(&f);
    assert_eq!(
        (a.oordeel, weging(&a, B::MedischeVerwijzing)),
        (Akkoord, Weging::LetOp)
    );
}

/// RTP 2.4: a school is no verwijzer.
#[test]
fn r408_alleen_wettelijke_verwijzers_hebben_een_route() {
    for v in [
        Verwijzer::Gemeente,
        Verwijzer::Huisarts,
        Verwijzer::Jeugdarts,
        Verwijzer::MedischSpecialist,
        Verwijzer::Gi,
        Verwijzer::Rechter,
    ] {
        let mut f = huisarts(euro(1_000, 0));
        f.verwijzer = Feit::bericht(v);
        assert_eq!(
            weging(&vraag::<Verwijzing>(&f), B::Verwijzer),
            Weging::Voor,
            "{}",
            v.label()
        );
    }
    let mut f = huisarts(euro(1_000, 0));
    f.verwijzer = Feit::bericht(Verwijzer::Geen);
    let a = vraag::<Verwijzing>(&f);
    assert_eq!(
        (a.oordeel, a.uitkomst.unwrap().verwijzing_geldig),
        (Voorleggen, Some(false))
    );

    let school = serde_json::json!({ "verwijzer": { "waarde": "school" } });
    let fouten = houvast_beslis::vragen::zoek("verwijzing")
        .unwrap()
        .beoordeel(&school, ijsselland(DAG), DAG)
        .unwrap_err();
    assert_eq!(
        fouten[0].to_string(),
        "verwijzer: verwacht een van: gemeente, huisarts, jeugdarts, gi, medisch-specialist, geen, rechter"
    );
}

#[test]
fn wat_ontbreekt_wordt_genoemd_en_niet_geraden() {
    let a = vraag::<Verwijzing>(&VerwijzingFeiten::default());
    assert_eq!(
        ontbreekt(&a),
        ["verwijzer", "gecontracteerd", "andere_verwijzing"]
    );
    let mut f = huisarts(euro(1_000, 0));
    f.raming = Feit::onbekend();
    assert_eq!(ontbreekt(&vraag::<Verwijzing>(&f)), ["raming"]);
    // The Toegang has no limit, so it needs no raming.
    f.verwijzer = Feit::bericht(Verwijzer::Gemeente);
    assert_eq!(vraag::<Verwijzing>(&f).oordeel, Akkoord);
}

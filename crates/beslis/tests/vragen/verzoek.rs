//! The decision on a request, asked as a question: the same answer by another door.

use crate::gemeen::*;
use houvast_begrip::{AgbCode, ProductCategorie};
use houvast_beslis::vragen::verzoek::{VerzoekVraagFeiten, Verzoekvraag};
use houvast_beslis::vragen::zoek;
use houvast_beslis::{Contract, Product, Traject, Uitkomst, VerzoekFeiten, beoordeel};
use serde_json::json;

/// Kampen, huisarts, € 5.000 for a year: everything is in order.
#[expect(
    clippy::unwrap_used,
    reason = "test support: a wrong constant must stop the test"
)]
fn goed() -> VerzoekFeiten {
    let aanbieder = AgbCode::nieuw("90010001").unwrap();
    let mut f = VerzoekFeiten::nieuw(gemeente("0166"), aanbieder, date(2025, 5, 12), date(2025, 5, 13));
    f.verwijzer = Feit::bericht(Verwijzer::Huisarts);
    f.product = Feit::bericht(Product {
        categorie: ProductCategorie::nieuw("45").unwrap(),
        code: None,
    });
    f.budget = Feit::bericht(euro(5_000, 0));
    f.periode = Feit::bericht(periode(date(2025, 5, 19), date(2026, 5, 18)));
    f.soort = Feit::aanbieder(Soort::Herstel);
    f.contracten = Feit::dossier(vec![Contract {
        segment: "ambulant".to_owned(),
        perceel: Some(1),
        periode: Periode {
            begin: date(2023, 1, 1),
            eind: None,
        },
    }]);
    f.trajecten = Feit::dossier(vec![Traject {
        aanbieder,
        segment: None,
        periode: periode(date(2020, 1, 1), date(2020, 12, 31)),
        akkoord: false,
    }]);
    f.woonplaats = Feit::dossier(gemeente("0166"));
    f
}

/// What is stored with a decision can be asked again as it is, and says the same.
#[test]
fn opgeslagen_feiten_gaan_zonder_vertaling_de_vraag_in_en_geven_hetzelfde_besluit() {
    let duur = VerzoekFeiten {
        budget: Feit::bericht(euro(8_000, 1)),
        ..goed()
    };
    for (feiten, oordeel) in [(goed(), Akkoord), (duur, Afwijzen)] {
        let besluit = beoordeel(&feiten, ijsselland(DAG), DAG);
        let direct = vraag::<Verzoekvraag>(&VerzoekVraagFeiten::from(feiten.clone()));
        assert_eq!(direct.oordeel, oordeel, "{}", direct.als_tekst());
        let opgeslagen = serde_json::to_value(&feiten).unwrap();
        let a = zoek("verzoek")
            .unwrap()
            .beoordeel(&opgeslagen, ijsselland(DAG), DAG)
            .unwrap();
        let uit = a.uitkomst.unwrap();
        assert_eq!(uit["uitkomst"], json!(besluit.uitkomst));
        assert_eq!(uit["samenvatting"], json!(besluit.samenvatting));
        assert_eq!(uit.get("reden"), besluit.reden.map(|r| json!(r)).as_ref());
        assert_eq!(a.gronden.len(), besluit.gronden.len());
        for (g, h) in a.gronden.iter().zip(&besluit.gronden) {
            assert_eq!((&g.artikelen[..], &g.uitleg), (&h.artikelen[..], &h.uitleg));
        }
    }
}

/// Each fact under a grond keeps its key and source; the rest stands in the sum.
#[test]
fn een_grond_van_het_verzoek_noemt_zijn_feiten_met_bron_en_de_som() {
    let f = VerzoekFeiten {
        budget: Feit::bericht(euro(8_000, 1)),
        ..goed()
    };
    let a = vraag::<Verzoekvraag>(&f.into());
    let grens = a.grond(B::Grens).unwrap();
    assert_eq!(artikelen(&a, B::Grens), "RTP 2.4.2; eis 72");
    assert!(
        grens
            .feiten
            .iter()
            .any(|f| f.feit == "budget" && f.bron == "uit het bericht")
    );
    assert!(
        grens
            .som
            .as_deref()
            .is_some_and(|s| s.contains("Raming") && s.contains("Grens"))
    );
    assert_eq!(
        te_doen(&a, Rol::Aanbieder),
        ["Neem eerst contact op met de Toegang."]
    );
}

/// Advice to refuse is a proposal, never a refusal (`beslissingen` 1).
#[test]
fn een_ander_woonplaats_is_een_voorstel_en_geen_weigering() {
    let f = VerzoekFeiten {
        woonplaats: Feit::dossier(gemeente("0193")),
        ..goed()
    };
    let besluit = beoordeel(&f, ijsselland(DAG), DAG);
    assert_eq!(besluit.uitkomst, Uitkomst::Voorleggen);
    let a = vraag::<Verzoekvraag>(&f.into());
    assert_eq!(a.oordeel, VoorstelAfwijzen);
    assert_eq!(
        a.uitkomst.unwrap().verantwoordelijke_gemeente,
        Some(gemeente("0193"))
    );
}

/// Before its first day a text decides nothing, and says so once.
#[test]
fn een_tekst_van_later_zegt_dat_een_keer() {
    let a = stel::<Verzoekvraag>(&goed().into(), ijsselland(date(2024, 1, 8)), date(2024, 1, 7));
    assert_eq!(a.gronden.iter().filter(|g| g.bepaling == B::Versie).count(), 1);
    assert_eq!(a.oordeel, Voorleggen);
}

#[test]
fn een_onbekende_sleutel_in_eerdere_hulp_wordt_niet_stil_overgeslagen() {
    let mut feiten = serde_json::to_value(goed()).unwrap();
    feiten["trajecten"]["waarde"][0]["akoord"] = json!(true);
    let fouten = zoek("verzoek")
        .unwrap()
        .beoordeel(&feiten, ijsselland(DAG), DAG)
        .unwrap_err();
    assert_eq!(fouten.len(), 1);
    assert!(
        fouten[0].to_string().starts_with("trajecten: verwacht"),
        "{}",
        fouten[0]
    );
}

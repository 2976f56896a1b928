//! What each step misses and warns about.

use super::*;

fn met(velden: &[(&str, &str)]) -> Antwoorden {
    let mut uit = Antwoorden::default();
    for (veld, waarde) in velden {
        uit.zet(veld, (*waarde).to_owned());
    }
    uit
}

fn kijk(stap: Stap, velden: &[(&str, &str)]) -> Gebrek {
    let vandaag = jiff::civil::date(2026, 11, 23);
    let profiel = houvast_beslis::op_datum("ijsselland", vandaag).unwrap();
    gebrek(stap, &met(velden), Maat { profiel, vandaag })
}

fn vijf_gebieden() -> Vec<(&'static str, &'static str)> {
    ["gebied1", "gebied2", "gebied3", "gebied4", "gebied5"]
        .map(|g| (g, "ja"))
        .to_vec()
}

#[test]
fn elke_stap_heeft_een_eigen_nummer() {
    for stap in Stap::ALLE {
        assert_eq!(Stap::van(stap.nummer()), Some(stap));
    }
    assert_eq!((Stap::van(0), Stap::van(9)), (None, None));
    assert_eq!(verder(&Antwoorden::default()), 1);
}

#[test]
fn r296_met_vier_van_de_vijf_gebieden_is_de_analyse_niet_af() {
    let mut velden = vijf_gebieden();
    assert!(kijk(Stap::Analyse, &velden).ontbreekt.is_empty());
    velden.pop();
    assert_eq!(
        kijk(Stap::Analyse, &velden).ontbreekt,
        ["het oordeel over gebied 5"]
    );
}

#[test]
fn r008_zonder_het_leefgebied_school_is_de_brede_uitvraag_onvolledig() {
    let mut velden = vijf_gebieden();
    velden.extend([
        ("leef_gezin", "fijn"),
        ("leef_vrienden", "twee"),
        ("leef_vrije_tijd", "voetbal"),
    ]);
    let gebreken = kijk(Stap::Analyse, &velden);
    assert!(gebreken.ontbreekt.is_empty(), "het houdt niets tegen");
    assert!(
        gebreken.let_op[0].contains("school ontbreekt nog"),
        "{gebreken:?}"
    );
    velden.push(("leef_school", "groep 8"));
    assert!(kijk(Stap::Analyse, &velden).let_op.is_empty());
}

#[test]
fn r297_een_basis_die_niet_op_orde_is_vraagt_een_reden() {
    let mut velden = vijf_gebieden();
    velden[1] = ("gebied2", "nee");
    assert_eq!(kijk(Stap::Analyse, &velden).ontbreekt.len(), 1);
    velden.push(("basis_reden", "De wijkcoach helpt al, maar dat is niet genoeg"));
    let gebreken = kijk(Stap::Analyse, &velden);
    assert!(gebreken.ontbreekt.is_empty());
    assert!(gebreken.let_op[0].contains("gebied 2"));
    velden[1] = ("gebied2", "ja");
    velden[2] = ("gebied3", "nee");
    assert!(!kijk(Stap::Analyse, &velden).let_op.concat().contains("gebied 3"));
}

#[test]
fn r009_schulden_zonder_schuldhulpverlening_geven_een_signaal() {
    let zegt = |velden: &[(&str, &str)]| kijk(Stap::Aanpak, velden).let_op.concat();
    assert!(zegt(&[("zorg_schulden", "ja"), ("verb_wmo", "ja")]).contains("schuldhulpverlening"));
    assert!(zegt(&[("zorg_schulden", "ja"), ("verb_schuldhulpverlening", "ja")]).is_empty());
    assert!(zegt(&[("verb_eigen", "Buurtvaders")]).is_empty());
}

#[test]
fn r298_zonder_regievoerder_is_de_aanpak_niet_af() {
    let mut velden = vec![("eerste_professional", "Wijkcoach"), ("erbij_halen", "Wijkcoach")];
    assert_eq!(
        kijk(Stap::Aanpak, &velden).ontbreekt,
        ["wie de procesregie voert"]
    );
    velden.push(("procesregie", "Toegang"));
    assert!(kijk(Stap::Aanpak, &velden).ontbreekt.is_empty());
}

#[test]
fn r293_een_plan_zonder_probleemanalyse_is_niet_af() {
    let plan = [("doel1_tekst", "Weer naar school"), ("bijstand", "nee")];
    assert!(kijk(Stap::Plan, &plan).ontbreekt[0].contains("probleemanalyse"));
    let mut heel = vijf_gebieden();
    heel.extend(plan);
    assert!(kijk(Stap::Plan, &heel).ontbreekt.is_empty());
}

#[test]
fn r052_intensief_overleg_zonder_reden_geeft_een_waarschuwing() {
    let zegt = |velden: &[(&str, &str)]| kijk(Stap::Conclusie, velden).let_op.concat();
    assert!(zegt(&[("overleg", "intensief")]).contains("Schrijf op waarom"));
    assert!(
        zegt(&[
            ("overleg", "intensief"),
            ("overleg_reden", "Twee aanbieders samen")
        ])
        .is_empty()
    );
    assert!(zegt(&[("overleg", "standaard")]).is_empty());
}

#[test]
fn r054_een_ouder_bij_een_budgetgesprek_geeft_een_waarschuwing() {
    let zegt = |ouders: &str| {
        let velden = [
            ("gesprek2_met", "Aanbieder en moeder"),
            ("gesprek2_ouders", ouders),
        ];
        kijk(Stap::Conclusie, &velden).let_op.concat()
    };
    assert!(zegt("ja").contains("zonder ouders"));
    assert!(zegt("").is_empty());
}

#[test]
fn r010_elk_alternatief_is_afgewogen() {
    let velden = [("weeg_voorliggend", "x"), ("weeg_eigen", "x")];
    let mist = kijk(Stap::Conclusie, &velden).ontbreekt;
    assert_eq!(mist.iter().filter(|m| m.starts_with("de afweging")).count(), 1);
}

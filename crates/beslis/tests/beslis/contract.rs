//! Deelname, contract, perceel.

use crate::gemeen::*;
use houvast_begrip::Periode;
use houvast_beslis::Onderwerp as O;
use houvast_beslis::RedenAfwijzing as Reden;
use houvast_beslis::Uitkomst::{Afwijzen, Toewijzen, Voorleggen};
use houvast_beslis::{Feit, Verwijzer, VerzoekFeiten, beoordeel};
use jiff::civil::date;

#[test]
fn r002_de_elf_gemeenten_doen_mee_en_meppel_niet() {
    let codes = [
        "0148", "0150", "0160", "0166", "1773", "0175", "0177", "0180", "1708", "1896", "0193",
    ];
    assert_eq!(profiel().gemeenten.len(), codes.len());
    for code in codes {
        assert!(profiel().gemeente(gemeente(code)).is_some(), "{code}");
    }
    let mut f = goed();
    f.gemeente = gemeente("0119"); // Meppel
    f.woonplaats = Feit::dossier(gemeente("0119"));
    let b = besluit(&f);
    assert_eq!((b.uitkomst, b.reden), (Afwijzen, Some(Reden::GeenContract)));
    assert_eq!(grond(&b, O::Deelname).uitkomst, Afwijzen);
}

#[test]
fn r002_de_codes_staan_in_de_lijst_van_het_cbs() {
    let pad = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../../shared/ijw-3.2/codelijsten/CBS-gemeentecodes.csv"
    );
    let Ok(lijst) = std::fs::read_to_string(pad) else {
        eprintln!("overgeslagen: de codelijst van het CBS staat niet naast deze repository");
        return;
    };
    for g in &profiel().gemeenten {
        assert!(
            lijst.contains(&format!("{},{},", g.code, g.naam)),
            "{} {}",
            g.code,
            g.naam
        );
    }
}

#[test]
fn r003_hardenberg_doet_alleen_mee_aan_wonen_en_verblijf() {
    let mut f = goed();
    f.gemeente = gemeente("0160");
    f.woonplaats = Feit::dossier(gemeente("0160"));
    let b = besluit(&f);
    assert_eq!((b.uitkomst, b.reden), (Afwijzen, Some(Reden::GeenContract)));
    assert!(
        grond(&b, O::Deelname)
            .uitleg
            .contains("Hardenberg neemt niet deel aan het segment Ambulant")
    );

    f.product = Feit::bericht(product("44", None));
    f.contracten = Feit::dossier(vec![contract("wonen-verblijf", None)]);
    let b = besluit(&f);
    assert_eq!(grond(&b, O::Deelname).uitkomst, Toewijzen);
    assert_eq!(b.uitkomst, Voorleggen, "verblijf is nog niet gebouwd");

    for categorie in ["44", "45"] {
        let mut f = goed();
        f.gemeente = gemeente("0175"); // Ommen
        f.product = Feit::bericht(product(categorie, None));
        assert_eq!(
            grond(&besluit(&f), O::Deelname).uitkomst,
            Toewijzen,
            "Ommen {categorie}"
        );
    }
}

#[test]
fn r031_een_aanbieder_van_perceel_1_en_3_levert_niet_in_perceel_2() {
    let mut f = goed();
    for (perceel, verwacht) in [(1, Toewijzen), (2, Afwijzen), (3, Toewijzen)] {
        f.perceel = Feit::dossier(perceel);
        let b = besluit(&f);
        assert_eq!(grond(&b, O::Perceel).uitkomst, verwacht, "perceel {perceel}");
        assert_eq!(b.uitkomst, verwacht, "perceel {perceel}");
        assert_eq!(
            b.reden,
            (verwacht == Afwijzen).then_some(Reden::PastNietBinnenContract)
        );
    }
}

#[test]
fn r031_het_perceel_volgt_uit_de_productcode() {
    let mut f = goed();
    f.product = Feit::bericht(product("45", Some("P2TG3")));
    assert_eq!(besluit(&f).reden, Some(Reden::PastNietBinnenContract));
    f.product = Feit::bericht(product("45", Some("P3TG7")));
    assert_eq!(uitkomst(&f), Toewijzen);
    assert_eq!(profiel().percelen.len(), 5);
    for p in 1..=5 {
        let groepen = profiel()
            .producten
            .iter()
            .filter(|r| r.perceel == Some(p))
            .count();
        assert_eq!(groepen, 7, "perceel {p} heeft zeven tariefgroepen");
    }
    assert!(profiel().producten.iter().all(|r| r.verzonnen));
}

#[test]
fn r031_zonder_perceel_telt_een_budget_voor_elk_perceel_met_contract() {
    let b = besluit(&goed());
    let g = grond(&b, O::Perceel);
    assert_eq!(g.uitkomst, Toewijzen);
    assert!(
        g.feiten
            .contains(&("Percelen met contract".into(), "1, 3".into()))
    );
    assert!(g.feiten.iter().any(|(_, w)| w.contains("aanname")));
}

#[test]
fn r080_een_arts_verwijst_geldig_maar_niet_naar_een_aanbieder_zonder_contract() {
    assert_eq!(uitkomst(&via(Verwijzer::Jeugdarts, euro(5_000, 0))), Toewijzen);
    for contracten in [Feit::onbekend(), Feit::dossier(Vec::new())] {
        let mut f = via(Verwijzer::Jeugdarts, euro(5_000, 0));
        f.contracten = contracten;
        let b = besluit(&f);
        assert_eq!((b.uitkomst, b.reden), (Afwijzen, Some(Reden::GeenContract)));
        assert_eq!(
            grond(&b, O::Verwijzing).uitkomst,
            Toewijzen,
            "de verwijzing blijft geldig"
        );
        assert!(
            grond(&b, O::Contract)
                .uitleg
                .contains("De verwijzing blijft geldig")
        );
        f.instemming = Feit::consulent(euro(5_000, 0));
        assert_eq!(
            uitkomst(&f),
            Voorleggen,
            "de Toegang kan anders besluiten (R-011)"
        );
    }
}

#[test]
fn r080_het_contract_telt_op_de_eerste_dag_van_de_hulp() {
    let mut f = goed();
    for (begin, eind, verwacht, let_op) in [
        (date(2025, 5, 19), None, Toewijzen, false),
        (date(2025, 5, 20), None, Afwijzen, false),
        (date(2023, 1, 1), Some(date(2025, 5, 18)), Afwijzen, false),
        (date(2023, 1, 1), Some(date(2025, 5, 19)), Toewijzen, true),
        (date(2023, 1, 1), Some(date(2026, 5, 18)), Toewijzen, false),
    ] {
        let mut c = contract("ambulant", Some(1));
        c.periode = Periode { begin, eind };
        f.contracten = Feit::dossier(vec![c]);
        let b = besluit(&f);
        let g = grond(&b, O::Contract);
        assert_eq!((g.uitkomst, g.let_op), (verwacht, let_op), "{begin} {eind:?}");
    }
}

#[test]
fn r031_wat_het_register_niet_scherp_maakt_beslist_een_mens() {
    let met = |knop: fn(&mut VerzoekFeiten)| {
        let mut f = goed();
        knop(&mut f);
        let b = besluit(&f);
        (b.uitkomst, b.reden)
    };
    let zonder_perceel = met(|f| {
        f.contracten = Feit::dossier(vec![contract("ambulant", None)]);
        f.perceel = Feit::dossier(2);
    });
    assert_eq!(
        zonder_perceel,
        (Voorleggen, None),
        "het register noemt geen perceel"
    );
    let tegenspraak = met(|f| {
        f.perceel = Feit::dossier(1);
        f.product = Feit::bericht(product("45", Some("P3TG1")));
    });
    assert_eq!(tegenspraak, (Voorleggen, None), "vastgelegd 1, productcode 3");
    assert_eq!(
        met(|f| f.perceel = Feit::dossier(6)),
        (Voorleggen, None),
        "perceel 6 bestaat niet"
    );
    let ingestemd = met(|f| {
        f.perceel = Feit::dossier(2);
        f.instemming = Feit::consulent(euro(5_000, 0));
    });
    assert_eq!(ingestemd, (Voorleggen, Some(Reden::PastNietBinnenContract)));
    let andere_categorie = met(|f| f.product = Feit::bericht(product("44", Some("P1TG1"))));
    assert_eq!(
        andere_categorie,
        (Voorleggen, Some(Reden::PastNietBinnenContract))
    );
}

#[test]
fn een_productcode_telt_op_de_eerste_dag_van_de_hulp() {
    let regel = "perceel = 1, tariefgroep = 1, verzonnen = true, geldig_vanaf = 2023-01-01";
    let p = aangepast(regel, &format!("{regel}, geldig_tot_en_met = 2025-05-18"));
    let mut f = goed();
    f.product = Feit::bericht(product("45", Some("P1TG1")));
    let b = beoordeel(&f, &p, date(2025, 5, 14));
    assert_eq!(
        (b.uitkomst, b.reden),
        (Voorleggen, Some(Reden::PastNietBinnenContract))
    );
    f.periode = Feit::bericht(periode(date(2025, 5, 18), date(2025, 12, 31)));
    assert_eq!(beoordeel(&f, &p, date(2025, 5, 14)).uitkomst, Toewijzen);
}

#[test]
fn een_bekende_aanbieder_zonder_contract_voor_verblijf_is_voor_een_mens() {
    let mut f = goed();
    f.product = Feit::bericht(product("44", None));
    let b = besluit(&f);
    assert_eq!((b.uitkomst, b.reden), (Voorleggen, Some(Reden::GeenContract)));
    f.contracten = Feit::onbekend();
    assert_eq!(uitkomst(&f), Afwijzen, "een aanbieder die de regio niet kent");
    f.product = Feit::bericht(product("48", None));
    assert_eq!(uitkomst(&f), Voorleggen, "hulp die het profiel niet kent");
}

#[test]
fn een_contract_zonder_einddatum_naast_een_aflopend_contract_geeft_geen_waarschuwing() {
    let mut kort = contract("ambulant", Some(1));
    kort.periode.eind = Some(date(2025, 12, 31));
    let mut f = goed();
    f.contracten = Feit::dossier(vec![kort.clone()]);
    assert!(grond(&besluit(&f), O::Contract).let_op);
    f.contracten = Feit::dossier(vec![kort, contract("ambulant", Some(3))]);
    assert!(!grond(&besluit(&f), O::Contract).let_op);
}

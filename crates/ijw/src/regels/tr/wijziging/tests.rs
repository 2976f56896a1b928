use crate::berichten::jw317::OngewijzigdProduct;
use crate::regels::proef::{Proef317, alleen, goed, jw317, keten_meldt, loopt, precies, toegewezen};
use crate::regels::{EerderVelden, EerdereOmvang, EerdereToewijzing};
use jiff::ToSpan;
use jiff::civil::{Date, date};

const VERZOEK: &str = "Client/Verzoek";
const BLIJFT: &str = "Client/Verzoek/OngewijzigdeProducten/OngewijzigdProduct[1]";
const ANDERS: &str = "Client/Verzoek/TeWijzigenProducten/TeWijzigenProduct[1]";
const INGANG: &str = "Client/Verzoek/TeWijzigenProducten/TeWijzigenProduct[1]/GewensteIngangsdatum";
const OMVANG: &str = "Client/Verzoek/TeWijzigenProducten/TeWijzigenProduct[1]/Omvang";
/// The dagtekening of the message.
const DAG: Date = date(2026, 3, 2);

fn met(toewijzing: EerdereToewijzing) -> EerderVelden {
    EerderVelden {
        toewijzingen: [(1, toewijzing)].into(),
        ..loopt()
    }
}

/// A second toewijzing, of another product.
fn tweede() -> EerdereToewijzing {
    EerdereToewijzing {
        code: Some("45A10".into()),
        ..toegewezen()
    }
}

fn blijft(mut b: Proef317, nummer: u32) -> Proef317 {
    b.ongewijzigd().push(OngewijzigdProduct {
        toewijzing_nummer: nummer,
    });
    b
}

#[test]
fn een_verzoek_noemt_elke_toewijzing_die_nu_of_later_geldt() {
    let mut eerder = loopt();
    eerder.toewijzingen.insert(2, tweede());
    keten_meldt(&[], &blijft(jw317(), 2).into(), &eerder);
    keten_meldt(&[("TR349", "9349", VERZOEK)], &jw317().into(), &eerder);
    for (eind, gemeld) in [
        (Some(DAG), true),
        (Some(DAG.yesterday().unwrap()), false),
        (None, true),
    ] {
        eerder.toewijzingen.get_mut(&2).unwrap().einddatum = eind;
        let verwacht: &[_] = if gemeld {
            &[("TR349", "9349", VERZOEK)]
        } else {
            &[]
        };
        keten_meldt(verwacht, &jw317().into(), &eerder);
    }
    let toekomst = eerder.toewijzingen.get_mut(&2).unwrap();
    (toekomst.ingangsdatum, toekomst.einddatum) = (date(2026, 9, 1), None);
    keten_meldt(&[("TR349", "9349", VERZOEK)], &jw317().into(), &eerder);
}

#[test]
fn tr349_verwijderd_van_een_ander_of_te_nieuw_hoeft_niet_genoemd() {
    let met_tweede = |anders: fn(&mut EerdereToewijzing)| {
        let mut eerder = loopt();
        let mut toewijzing = tweede();
        anders(&mut toewijzing);
        eerder.toewijzingen.insert(2, toewijzing);
        eerder
    };
    let gevallen: [fn(&mut EerdereToewijzing); 4] = [
        |t| t.verwijderd = true,
        |t| t.zelfde_client = false,
        |t| t.zelfde_aanbieder = false,
        |t| t.toewijzingsdatum = DAG.tomorrow().unwrap(),
    ];
    for geval in gevallen {
        keten_meldt(&[], &jw317().into(), &met_tweede(geval));
    }
    let vandaag = met_tweede(|t| t.toewijzingsdatum = DAG);
    keten_meldt(&[("TR349", "9349", VERZOEK)], &jw317().into(), &vandaag);
}

#[test]
fn een_genoemde_toewijzing_is_bekend_en_geldt_nog() {
    let gevallen: [fn(&mut EerdereToewijzing); 4] = [
        |t| t.verwijderd = true,
        |t| t.zelfde_client = false,
        |t| t.zelfde_aanbieder = false,
        |t| t.einddatum = Some(DAG.yesterday().unwrap()),
    ];
    for geval in gevallen {
        let mut toewijzing = tweede();
        geval(&mut toewijzing);
        let mut eerder = loopt();
        eerder.toewijzingen.insert(2, toewijzing.clone());
        keten_meldt(&[("TR350", "9350", BLIJFT)], &blijft(jw317(), 2).into(), &eerder);
        let eerder = met(toewijzing);
        keten_meldt(&[("TR351", "9351", ANDERS)], &jw317().into(), &eerder);
    }
    keten_meldt(&[("TR350", "9350", BLIJFT)], &blijft(jw317(), 2).into(), &loopt());
    let onbekend = met(toegewezen());
    let mut b = jw317();
    b.te_wijzigen()[0].toewijzing_nummer = 9;
    // The running toewijzing is not named either.
    keten_meldt(
        &[("TR349", "9349", VERZOEK), ("TR351", "9351", ANDERS)],
        &b.into(),
        &onbekend,
    );
    let laatste_dag = met(EerdereToewijzing {
        einddatum: Some(DAG),
        ..toegewezen()
    });
    keten_meldt(&[], &jw317().into(), &laatste_dag);
}

#[test]
fn een_verzoek_heeft_iets_bestaands_en_iets_anders() {
    let mut b = jw317();
    b.client.verzoek.te_wijzigen_producten = None;
    alleen("TR352", VERZOEK, b.clone());
    goed(blijft(b, 1));
    let mut b = jw317();
    b.client.verzoek.nieuwe_producten = None;
    goed(b.clone());
    b.client.verzoek.te_wijzigen_producten = None;
    alleen("TR353", VERZOEK, blijft(b.clone(), 1));
    precies(&[("TR352", VERZOEK), ("TR353", VERZOEK)], b);
}

#[test]
fn tr380_een_nieuw_product_gaat_in_na_de_dagtekening() {
    let mut b = jw317();
    b.nieuw()[0].gewenste_ingangsdatum = DAG.tomorrow().unwrap();
    goed(b.clone());
    b.nieuw()[0].gewenste_ingangsdatum = DAG;
    alleen(
        "TR380",
        "Client/Verzoek/NieuweProducten/NieuwProduct[1]/GewensteIngangsdatum",
        b,
    );
}

#[test]
fn tr357_een_wijziging_niet_in_de_toekomst_gaat_in_op_de_ingangsdatum() {
    let mut b = jw317();
    for (dag, past) in [
        (date(2026, 1, 1), true),
        (date(2026, 1, 2), false),
        (DAG, false),
        (DAG.tomorrow().unwrap(), true),
    ] {
        b.te_wijzigen()[0].gewenste_ingangsdatum = dag;
        let verwacht: &[_] = if past { &[] } else { &[("TR357", "9357", INGANG)] };
        keten_meldt(verwacht, &b.clone().into(), &loopt());
    }
}

fn later(mut b: Proef317) -> Proef317 {
    b.te_wijzigen()[0].gewenste_ingangsdatum = date(2026, 4, 1);
    b
}

#[test]
fn tr373_een_ander_totaal_geldt_voor_de_hele_toewijzing() {
    let totaal = |volume, frequentie: &str| {
        met(EerdereToewijzing {
            omvang: Some(EerdereOmvang {
                volume,
                eenheid: "04".into(),
                frequentie: frequentie.into(),
            }),
            ..toegewezen()
        })
    };
    let mut b = jw317();
    b.te_wijzigen()[0].omvang.as_mut().unwrap().frequentie = "6".try_into().unwrap();
    // From 80 to 3 in total, and from a total to something else.
    keten_meldt(&[], &b.clone().into(), &totaal(80, "6"));
    keten_meldt(
        &[("TR373", "9373", INGANG)],
        &later(b.clone()).into(),
        &totaal(80, "6"),
    );
    keten_meldt(
        &[("TR373", "9373", INGANG)],
        &later(jw317()).into(),
        &totaal(3, "6"),
    );
    // The same total, or no total before.
    keten_meldt(&[], &later(b.clone()).into(), &totaal(3, "6"));
    keten_meldt(&[], &later(b).into(), &totaal(3, "4"));
    keten_meldt(&[], &later(jw317()).into(), &totaal(5, "4"));
}

#[test]
fn tr373_een_ander_budget_geldt_voor_de_hele_toewijzing() {
    let budget = |budget| {
        met(EerdereToewijzing {
            categorie: None,
            code: None,
            omvang: None,
            budget,
            ..toegewezen()
        })
    };
    let mut b = jw317();
    b.client.verzoek.nieuwe_producten = None;
    b.te_wijzigen()[0].omvang = None;
    b.te_wijzigen()[0].budget = Some(800_000);
    keten_meldt(&[], &b.clone().into(), &budget(Some(500_000)));
    let b = later(b);
    keten_meldt(&[], &b.clone().into(), &budget(Some(800_000)));
    keten_meldt(
        &[("TR373", "9373", INGANG)],
        &b.clone().into(),
        &budget(Some(800_001)),
    );
    keten_meldt(&[("TR373", "9373", INGANG)], &b.into(), &budget(None));
}

#[test]
fn omvang_en_productcode_van_de_toewijzing_gaan_samen() {
    let van = |categorie: Option<&str>, code: Option<&str>| {
        met(EerdereToewijzing {
            categorie: categorie.map(Into::into),
            code: code.map(Into::into),
            ..toegewezen()
        })
    };
    let mut b = jw317();
    b.client.verzoek.nieuwe_producten = None;
    let met_omvang = b.clone();
    b.te_wijzigen()[0].omvang = None;
    let zonder_omvang = b;
    keten_meldt(
        &[("TR411", "9411", OMVANG)],
        &zonder_omvang.clone().into(),
        &van(Some("45"), Some("45A48")),
    );
    keten_meldt(&[], &zonder_omvang.clone().into(), &van(Some("45"), None));
    keten_meldt(&[], &zonder_omvang.into(), &van(None, None));
    keten_meldt(&[], &met_omvang.clone().into(), &van(Some("45"), Some("45A48")));
    keten_meldt(
        &[("TR412", "9412", OMVANG)],
        &met_omvang.clone().into(),
        &van(Some("45"), None),
    );
    keten_meldt(&[("TR375", "9375", OMVANG)], &met_omvang.into(), &van(None, None));
}

#[test]
fn tr375_en_tr412_gelden_niet_voor_wat_in_2020_eindigt() {
    let mut b = jw317();
    b.client.verzoek.nieuwe_producten = None;
    b.header.bericht_identificatie.dagtekening = date(2020, 6, 1);
    b.te_wijzigen()[0].gewenste_ingangsdatum = date(2020, 1, 1);
    for (categorie, regel, code) in [(Some("45"), "TR412", "9412"), (None, "TR375", "9375")] {
        let eerder = met(EerdereToewijzing {
            categorie: categorie.map(Into::into),
            code: None,
            toewijzingsdatum: date(2020, 1, 1),
            ingangsdatum: date(2020, 1, 1),
            ..toegewezen()
        });
        b.te_wijzigen()[0].einddatum = Some(date(2020, 12, 31));
        keten_meldt(&[], &b.clone().into(), &eerder);
        for eind in [Some(date(2021, 1, 1)), None] {
            b.te_wijzigen()[0].einddatum = eind;
            keten_meldt(&[(regel, code, OMVANG)], &b.clone().into(), &eerder);
        }
    }
}

#[test]
fn tr410_nieuwe_producten_overlappen_elkaar_niet() {
    let mut b = jw317();
    let mut ander = b.nieuw()[0].clone();
    ander.gewenste_ingangsdatum = date(2027, 1, 1);
    ander.einddatum = None;
    b.nieuw().push(ander);
    let pad = "Client/Verzoek/NieuweProducten/NieuwProduct[2]";
    goed(b.clone());
    b.nieuw()[1].gewenste_ingangsdatum = date(2026, 12, 31);
    alleen("TR410", pad, b.clone());
    // The same key is the same first day as well: TR101 cannot fail without TR410.
    b.nieuw()[1].gewenste_ingangsdatum = b.nieuw()[0].gewenste_ingangsdatum;
    precies(&[("TR101", pad), ("TR410", pad)], b);
}

#[test]
fn tr361_een_nieuw_product_overlapt_geen_bestaand_product() {
    let mut b = jw317();
    b.te_wijzigen()[0].einddatum = Some(date(2026, 3, 31));
    b.nieuw()[0].product.as_mut().unwrap().code = Some("45A48".into());
    keten_meldt(&[], &b.clone().into(), &loopt());
    b.te_wijzigen()[0].einddatum = Some(date(2026, 4, 1));
    keten_meldt(&[("TR361", "9361", VERZOEK)], &b.clone().into(), &loopt());
    // The category counts where there is no code, and everything where there is no product.
    b.nieuw()[0].product.as_mut().unwrap().code = None;
    keten_meldt(&[("TR361", "9361", VERZOEK)], &b.clone().into(), &loopt());
    b.nieuw()[0].product.as_mut().unwrap().categorie = "43".try_into().unwrap();
    keten_meldt(&[], &b.clone().into(), &loopt());
    b.nieuw()[0].product = None;
    keten_meldt(&[("TR361", "9361", VERZOEK)], &b.into(), &loopt());
}

#[test]
fn tr361_ook_een_ongewijzigde_toewijzing_telt() {
    let mut b = jw317();
    b.client.verzoek.te_wijzigen_producten = None;
    b.nieuw()[0].product.as_mut().unwrap().code = Some("45A48".into());
    let b = blijft(b, 1);
    keten_meldt(&[("TR361", "9361", VERZOEK)], &b.clone().into(), &loopt());
    let afgelopen = met(EerdereToewijzing {
        einddatum: Some(date(2026, 3, 31)),
        ..toegewezen()
    });
    keten_meldt(&[], &b.into(), &afgelopen);
    // The same toewijzing cannot stay and change.
    keten_meldt(
        &[("TR361", "9361", VERZOEK)],
        &blijft(jw317(), 1).into(),
        &loopt(),
    );
}

#[test]
fn tr361_de_dagen_voor_een_latere_wijziging_blijven_bezet() {
    let mut b = later(jw317());
    b.te_wijzigen()[0].gewenste_ingangsdatum = date(2026, 6, 1);
    let dag = date(2026, 5, 31);
    b.nieuw()[0].product.as_mut().unwrap().code = Some("45A48".into());
    b.nieuw()[0].gewenste_ingangsdatum = dag.checked_sub(30.days()).unwrap();
    b.nieuw()[0].einddatum = Some(dag);
    keten_meldt(&[("TR361", "9361", VERZOEK)], &b.into(), &loopt());
}

#[test]
fn tr101_dezelfde_toewijzing_staat_er_niet_twee_keer() {
    let b = blijft(blijft(jw317(), 2), 2);
    alleen(
        "TR101",
        "Client/Verzoek/OngewijzigdeProducten/OngewijzigdProduct[2]",
        b,
    );
    let mut b = jw317();
    let zelfde = b.te_wijzigen()[0].clone();
    b.te_wijzigen().push(zelfde);
    alleen(
        "TR101",
        "Client/Verzoek/TeWijzigenProducten/TeWijzigenProduct[2]",
        b,
    );
}

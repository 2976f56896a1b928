use super::*;
use crate::regels::proef::{
    PEILDATUM, geleverd, jw301, jw302, jw305, jw307, jw315, jw317, jw319, leeg, loopt, toegewezen,
};
use crate::regels::{Bron, EerderVelden, EerderVerzoek, EerdereToewijzing, beoordeel};
use crate::{BerichtSoort, lees, schrijf};
use jiff::civil::date;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

fn gegevens() -> Retour {
    Retour {
        identificatie: "A-1".into(),
        dagtekening: PEILDATUM,
        basisschema_xsd_versie: "1.0.0".into(),
        bericht_xsd_versie: "1.0.0".into(),
    }
}

/// The answer after judging. Whatever it is, we read it back ourselves and the schema accepts it.
fn antwoord(heen: impl Into<Bericht>, eerder: &EerderVelden) -> Bericht {
    let heen = heen.into();
    let bevindingen = beoordeel(&heen, eerder, &Bron::op(PEILDATUM));
    let uit = retour(&heen, &bevindingen, &gegevens()).unwrap();
    assert_eq!(Some(uit.soort()), heen.soort().retour());
    assert_eq!(uit.afzender(), heen.afzender());
    assert_eq!(uit.ontvanger(), heen.ontvanger());
    assert_eq!(uit.identificatie(), heen.identificatie());
    assert_eq!(uit.dagtekening(), heen.dagtekening());
    let bytes = schrijf(&uit);
    let lezing = lees(bytes.as_slice(), &crate::Grenzen::default()).unwrap();
    assert_eq!(lezing.bevindingen, vec![]);
    assert_eq!(lezing.bericht.as_ref(), Some(&uit));
    keurt_xmllint(uit.soort(), &bytes);
    uit
}

pub(crate) fn keurt_xmllint(soort: BerichtSoort, bytes: &[u8]) {
    let naam = format!("{}.xsd", soort.as_str());
    let xsd = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../../shared/ijw-3.2/xsd")
        .join(naam);
    let kind = Command::new("xmllint")
        .args(["--noout", "--nonet", "--schema"])
        .arg(&xsd)
        .arg("-")
        .stdin(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn();
    let (true, Ok(mut kind)) = (xsd.exists(), kind) else {
        eprintln!(
            "OVERGESLAGEN: xmllint of het schema van {} is hier niet",
            soort.as_str()
        );
        return;
    };
    kind.stdin.take().unwrap().write_all(bytes).unwrap();
    let uitslag = kind.wait_with_output().unwrap();
    assert!(
        uitslag.status.success(),
        "{}",
        String::from_utf8_lossy(&uitslag.stderr)
    );
}

fn codes(codes: &[RetourCode]) -> Vec<&'static str> {
    codes.iter().map(|code| code.as_str()).collect()
}

fn als_316(bericht: Bericht) -> crate::berichten::jw316::Bericht {
    match bericht {
        Bericht::Jw316(b) => *b,
        anders => panic!("{:?}", anders.soort()),
    }
}

#[test]
fn een_goed_bericht_krijgt_alleen_een_kop_zonder_codes() {
    let uit = als_316(antwoord(jw315(), &leeg()));
    assert_eq!(uit.header.identificatie_retour, "A-1");
    assert_eq!(uit.header.dagtekening_retour, PEILDATUM);
    assert_eq!(uit.header.xslt_versie, None);
    assert_eq!(uit.header.retour_codes, None);
    assert_eq!(uit.client, None);
}

#[test]
fn een_fout_op_niveau_2_geeft_0001_in_de_kop_en_verder_niets() {
    let mut b = jw315();
    b.client.bsn = "999900007".into();
    // Level 4 would find this, but is not reached.
    b.header.bericht_identificatie.dagtekening = date(2030, 1, 1);
    let uit = als_316(antwoord(b, &leeg()));
    assert_eq!(codes(&uit.header.retour_codes.unwrap().retour_code), ["0001"]);
    assert_eq!(uit.client, None);
}

#[test]
fn een_fout_in_de_kop_op_niveau_3_of_4_geeft_alleen_die_codes() {
    let eerder = EerderVelden {
        ontvangen: true,
        open_verzoek: true,
        verzoeken: [("R-1".into(), EerderVerzoek::default())].into(),
        ..leeg()
    };
    let mut b = jw315();
    b.header.bericht_identificatie.dagtekening = date(2030, 1, 1);
    let uit = als_316(antwoord(b, &eerder));
    assert_eq!(
        codes(&uit.header.retour_codes.unwrap().retour_code),
        ["9056", "9374", "8848"]
    );
    assert_eq!(uit.client, None);
}

#[test]
fn een_fout_onder_de_kop_geeft_alle_klassen_met_hun_codes_terug() {
    let eerder = EerderVelden {
        verzoeken: [("R-2".into(), EerderVerzoek::default())].into(),
        ..leeg()
    };
    let mut b = jw315().met_tweede_product();
    b.product(1).product.as_mut().unwrap().categorie = "43".try_into().unwrap();
    let uit = als_316(antwoord(b.clone(), &eerder));
    assert_eq!(codes(&uit.header.retour_codes.unwrap().retour_code), ["0200"]);
    let client = uit.client.unwrap();
    assert_eq!(codes(&client.retour_codes.retour_code), ["0200"]);
    assert_eq!(client.bsn, b.client.bsn);
    let producten = client.aangevraagde_producten.aangevraagd_product;
    assert_eq!(codes(&producten[0].retour_codes.retour_code), ["0200"]);
    assert_eq!(codes(&producten[1].retour_codes.retour_code), ["9347", "S329"]);
    assert_eq!(producten[1].omvang, b.product(1).omvang);
    assert_eq!(producten[1].referentie_aanbieder, "R-2");
}

#[test]
fn een_toewijzing_krijgt_een_jw302_met_alle_klassen() {
    let mut b = jw301();
    assert!(matches!(antwoord(b.clone(), &leeg()), Bericht::Jw302(uit) if uit.client.is_none()));
    b.product(0).referentie_aanbieder = Some("R-9".into());
    let Bericht::Jw302(uit) = antwoord(b.clone(), &leeg()) else {
        panic!("geen JW302");
    };
    let client = uit.client.unwrap();
    assert_eq!(client.naam, b.client.naam);
    let relatie = &client.relaties.unwrap().relatie[0];
    assert_eq!(codes(&relatie.retour_codes.retour_code), ["0200"]);
    assert_eq!(codes(&relatie.contact.retour_codes.retour_code), ["0200"]);
    assert_eq!(relatie.contact.adres, b.relatie(0).contact.adres);
    assert_eq!(
        codes(&client.contactgegevens.contact[0].retour_codes.retour_code),
        ["0200"]
    );
    let product = &client.toegewezen_producten.toegewezen_product[0];
    assert_eq!(codes(&product.retour_codes.retour_code), ["9379"]);
    assert_eq!(product.ingangsdatum, b.product(0).ingangsdatum);
}

#[test]
fn een_nummer_van_een_ander_komt_terug_met_9332() {
    let mut b = jw301();
    let ander = EerdereToewijzing {
        zelfde_client: false,
        zelfde_aanbieder: true,
        categorie: None,
        code: None,
        ingangsdatum: b.product(0).ingangsdatum,
        ..EerdereToewijzing::default()
    };
    let eerder = EerderVelden {
        toewijzingen: [(1, ander)].into(),
        ..leeg()
    };
    let Bericht::Jw302(uit) = antwoord(b, &eerder) else {
        panic!("geen JW302");
    };
    let product = &uit.client.unwrap().toegewezen_producten.toegewezen_product[0];
    assert_eq!(codes(&product.retour_codes.retour_code), ["9332"]);
}

#[test]
fn een_antwoord_krijgt_een_jw320_met_beide_klassen() {
    let eerder = EerderVelden {
        verzoeken: [("R-1".into(), EerderVerzoek::default())].into(),
        ..leeg()
    };
    let mut b = jw319();
    assert!(matches!(antwoord(b.clone(), &eerder), Bericht::Jw320(uit) if uit.antwoord.is_none()));
    b.antwoord.reden_afwijzing_verzoek = Some("8".try_into().unwrap());
    b.antwoord.woonplaatsbeginsel = Some(crate::berichten::jw319::Woonplaatsbeginsel {
        gemeente: "0001".into(),
    });
    let Bericht::Jw320(uit) = antwoord(b, &leeg()) else {
        panic!("geen JW320");
    };
    let antwoord = uit.antwoord.unwrap();
    assert_eq!(codes(&antwoord.retour_codes.retour_code), ["9355"]);
    let woonplaats = antwoord.woonplaatsbeginsel.unwrap();
    assert_eq!(codes(&woonplaats.retour_codes.retour_code), ["S300"]);
}

#[test]
fn een_retourbericht_en_een_onleesbaar_bericht_krijgen_geen_retourbericht() {
    assert_eq!(retour(&jw302().into(), &[], &gegevens()), None);
    let formaat = Bevinding::nieuw(1, "XSD:pattern", "Client/Bsn", "Geen BSN.");
    assert_eq!(retour(&jw315().into(), &[formaat], &gegevens()), None);
}

// The worked example of IV028: status 3 for a start that was never sent.
#[test]
fn een_start_verwijderen_die_er_niet_is_komt_terug_met_9063() {
    let mut b = jw305();
    assert!(matches!(antwoord(b.clone(), &loopt()), Bericht::Jw306(uit) if uit.client.is_none()));
    b.product(0).status_aanlevering = "3".try_into().unwrap();
    let Bericht::Jw306(uit) = antwoord(b.clone(), &loopt()) else {
        panic!("geen JW306");
    };
    assert_eq!(codes(&uit.header.retour_codes.unwrap().retour_code), ["0200"]);
    let client = uit.client.unwrap();
    assert_eq!(codes(&client.retour_codes.retour_code), ["0200"]);
    assert_eq!(client.naam, b.client.naam);
    let product = &client.start_producten.start_product[0];
    assert_eq!(codes(&product.retour_codes.retour_code), ["9063"]);
    assert_eq!(product.begindatum, b.product(0).begindatum);
}

#[test]
fn een_stop_krijgt_een_jw308_met_de_code_bij_de_stop_die_fout_is() {
    let eerder = EerderVelden {
        leveringen: geleverd(jw305()),
        ..loopt()
    };
    let mut b = jw307().met_tweede_product();
    b.product(1).begindatum = date(2026, 1, 6);
    b.product(1).reden_beeindiging = "32".try_into().unwrap();
    assert!(matches!(antwoord(jw307(), &eerder), Bericht::Jw308(uit) if uit.client.is_none()));
    let Bericht::Jw308(uit) = antwoord(b.clone(), &eerder) else {
        panic!("geen JW308");
    };
    let producten = uit.client.unwrap().stop_producten.stop_product;
    assert_eq!(codes(&producten[0].retour_codes.retour_code), ["0200"]);
    assert_eq!(codes(&producten[1].retour_codes.retour_code), ["9069"]);
    assert_eq!(producten[1].reden_beeindiging, b.product(1).reden_beeindiging);
    assert_eq!(producten[1].einddatum, b.product(1).einddatum);
}

#[test]
fn een_verzoek_om_wijziging_krijgt_een_jw318_met_elke_klasse() {
    let mut b = jw317();
    assert!(matches!(antwoord(b.clone(), &loopt()), Bericht::Jw318(uit) if uit.client.is_none()));
    b.ongewijzigd()
        .push(crate::berichten::jw317::OngewijzigdProduct { toewijzing_nummer: 9 });
    let mut eerder = loopt();
    eerder.toewijzingen.insert(
        2,
        EerdereToewijzing {
            code: Some("45A10".into()),
            ..toegewezen()
        },
    );
    let Bericht::Jw318(uit) = antwoord(b.clone(), &eerder) else {
        panic!("geen JW318");
    };
    let client = uit.client.unwrap();
    assert_eq!(codes(&client.retour_codes.retour_code), ["0200"]);
    let verzoek = client.verzoek;
    assert_eq!(codes(&verzoek.retour_codes.retour_code), ["9349"]);
    assert_eq!(
        verzoek.referentie_aanbieder,
        b.client.verzoek.referentie_aanbieder
    );
    let blijft = &verzoek.ongewijzigde_producten.unwrap().ongewijzigd_product[0];
    assert_eq!(codes(&blijft.retour_codes.retour_code), ["9350"]);
    let verandert = &verzoek.te_wijzigen_producten.unwrap().te_wijzigen_product[0];
    assert_eq!(codes(&verandert.retour_codes.retour_code), ["0200"]);
    assert_eq!(verandert.omvang, b.te_wijzigen()[0].omvang);
    let nieuw = &verzoek.nieuwe_producten.unwrap().nieuw_product[0];
    assert_eq!(codes(&nieuw.retour_codes.retour_code), ["0200"]);
    assert_eq!(nieuw.product, b.nieuw()[0].product);
}

#[test]
fn onder_een_onbekende_client_is_niets_beoordeeld() {
    let Bericht::Jw318(uit) = antwoord(jw317(), &leeg()) else {
        panic!("geen JW318");
    };
    assert_eq!(codes(&uit.header.retour_codes.unwrap().retour_code), ["0200"]);
    let client = uit.client.unwrap();
    assert_eq!(codes(&client.retour_codes.retour_code), ["8187"]);
    let verzoek = client.verzoek;
    assert_eq!(codes(&verzoek.retour_codes.retour_code), ["0233"]);
    let verandert = &verzoek.te_wijzigen_producten.unwrap().te_wijzigen_product[0];
    assert_eq!(codes(&verandert.retour_codes.retour_code), ["0233"]);
}

#[test]
fn ook_start_stop_en_wijziging_krijgen_bij_een_fout_in_de_kop_alleen_een_kop() {
    let eerder = EerderVelden {
        ontvangen: true,
        leveringen: geleverd(jw305()),
        ..loopt()
    };
    let kop = |uit: Bericht| match uit {
        Bericht::Jw306(b) => (b.header.retour_codes.unwrap().retour_code, b.client.is_none()),
        Bericht::Jw308(b) => (b.header.retour_codes.unwrap().retour_code, b.client.is_none()),
        Bericht::Jw318(b) => (b.header.retour_codes.unwrap().retour_code, b.client.is_none()),
        anders => panic!("{:?}", anders.soort()),
    };
    for uit in [
        antwoord(jw305(), &eerder),
        antwoord(jw307(), &eerder),
        antwoord(jw317(), &eerder),
    ] {
        let (gevonden, leeg) = kop(uit);
        assert_eq!(codes(&gevonden), ["9056"]);
        assert!(leeg);
    }
    let (mut start, mut stop, mut wijziging) = (jw305(), jw307(), jw317());
    start.client.bsn = "999900007".into();
    stop.client.bsn = "999900007".into();
    wijziging.client.bsn = "999900007".into();
    for uit in [
        antwoord(start, &eerder),
        antwoord(stop, &eerder),
        antwoord(wijziging, &eerder),
    ] {
        let (gevonden, leeg) = kop(uit);
        assert_eq!(codes(&gevonden), ["0001"]);
        assert!(leeg);
    }
}

#[test]
fn iv034_een_antwoord_noemt_de_versie_van_het_heenbericht_en_zijn_eigen() {
    let mut b = jw315();
    b.header.xsd_versie.bericht_xsd_versie = "0.1.0".into();
    let heen = b.clone().into();
    let eigen = Retour {
        bericht_xsd_versie: "1.0.2".into(),
        ..gegevens()
    };
    let uit = als_316(retour(&heen, &[], &eigen).unwrap());
    assert_eq!(uit.header.xsd_versie, b.header.xsd_versie);
    assert_eq!(uit.header.xsd_versie_retour.bericht_xsd_versie, "1.0.2");
    assert_eq!(uit.header.xsd_versie_retour.basisschema_xsd_versie, "1.0.0");
}

/// the messages that the protocol names are each read, and answered with their own retourbericht.
#[test]
fn r610_de_vijf_berichten_van_het_protocol_krijgen_elk_hun_retourbericht() {
    let geleverd = EerderVelden {
        leveringen: geleverd(jw305()),
        ..loopt()
    };
    let soorten = [
        antwoord(jw301(), &leeg()),
        antwoord(jw305(), &loopt()),
        antwoord(jw307(), &geleverd),
        antwoord(jw315(), &leeg()),
        antwoord(jw317(), &loopt()),
    ]
    .map(|uit| uit.soort().as_str());
    assert_eq!(soorten, ["JW302", "JW306", "JW308", "JW316", "JW318"]);
}

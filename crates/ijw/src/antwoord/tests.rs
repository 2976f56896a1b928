use super::*;
use crate::regels::proef::{PEILDATUM, jw301, jw302, jw315, jw319, leeg};
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

fn keurt_xmllint(soort: BerichtSoort, bytes: &[u8]) {
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
        referenties: vec![],
        toegekende_prestaties: false,
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

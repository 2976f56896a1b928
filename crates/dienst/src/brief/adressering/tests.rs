//! Who gets a letter, and which address stands on it.

use super::*;
use houvast_begrip::Houder;
use houvast_opslag::JeugdigeBron;
use jiff::Timestamp;
use jiff::civil::date;
use uuid::Uuid;

const DAG: Date = date(2026, 11, 23);

fn houder() -> Houder {
    houvast_begrip::GemeenteCode::nieuw("0193").unwrap().into()
}

fn kind(geboren: Date) -> Jeugdige {
    Jeugdige {
        houder: houder(),
        id: Uuid::nil(),
        bsn: houvast_begrip::Bsn::nieuw("999900006").unwrap(),
        geslachtsnaam: "Voorbeeld".into(),
        voorvoegsel: Some("van".into()),
        partnernaam: None,
        partnervoorvoegsel: None,
        voornamen: Some("Anna Maria".into()),
        voorletters: Some("AM".into()),
        naamgebruik: "1".into(),
        geboortedatum: geboren,
        datumgebruik: None,
        geslacht: "2".into(),
        straat: Some("Dorpsstraat".into()),
        huisnummer: Some(12),
        huisletter: Some("a".into()),
        toevoeging: None,
        aanduiding: None,
        postcode: Some("8000AA".into()),
        plaats: Some("Zwolle".into()),
        land: Some("NL".into()),
        telefoon: None,
        email: None,
        communicatievorm: None,
        taal: None,
        juridische_status: None,
        vertegenwoordiging: None,
        woonplaats: None,
        geheim: false,
        geblokkeerd: false,
        bron: JeugdigeBron::Dossier,
        gewijzigd_op: Timestamp::UNIX_EPOCH,
        versie: 1,
    }
}

fn ouder(naam: &str, adres: Option<(&str, i64)>) -> Relatie {
    Relatie {
        houder: houder(),
        id: Uuid::nil(),
        jeugdige: Uuid::nil(),
        nummer: "1".into(),
        soort: "4".into(),
        volgorde: None,
        gezag: true,
        geslachtsnaam: naam.into(),
        voorvoegsel: None,
        voornamen: Some("Jo".into()),
        voorletters: Some("J".into()),
        naamgebruik: "1".into(),
        geboortedatum: None,
        geslacht: None,
        straat: adres.map(|(straat, _)| straat.into()),
        huisnummer: adres.map(|(_, nummer)| nummer),
        huisletter: (adres == Some(("dorpsstraat", 12))).then(|| "A".into()),
        toevoeging: None,
        aanduiding: None,
        postcode: adres.map(|_| "8000AA".into()),
        plaats: adres.map(|_| "Zwolle".into()),
        land: None,
        telefoon: None,
        email: None,
        versie: 1,
    }
}

fn voor(geboren: Date) -> Vec<Voor> {
    let ouders = [ouder("Vries", Some(("dorpsstraat", 12)))];
    lezers(&kind(geboren), &ouders, DAG)
        .iter()
        .map(|l| l.voor)
        .collect()
}

#[test]
fn jeugdwet_7_3_onder_twaalf_de_ouders_daarna_allebei_en_vanaf_zestien_de_jeugdige() {
    use Voor::{Jeugdige, Ouders};
    assert_eq!(voor(date(2014, 11, 24)), [Ouders], "morgen twaalf");
    assert_eq!(voor(date(2014, 11, 23)), [Ouders, Jeugdige], "vandaag twaalf");
    assert_eq!(voor(date(2010, 11, 24)), [Ouders, Jeugdige], "morgen zestien");
    assert_eq!(voor(date(2010, 11, 23)), [Jeugdige], "vandaag zestien");
}

#[test]
fn ouders_op_een_adres_delen_een_brief_en_gescheiden_ouders_krijgen_er_elk_een() {
    let klein = kind(date(2020, 1, 1));
    let samen = [
        ouder("Vries", Some(("Dorpsstraat", 12))),
        ouder("Bos", Some(("dorpsstraat ", 12))),
    ];
    let samen = samen.map(|mut o| {
        o.huisletter = None;
        o
    });
    let brieven = lezers(&klein, &samen, DAG);
    assert_eq!(brieven.len(), 1);
    assert_eq!(brieven[0].namen, ["J. Vries", "J. Bos"]);
    assert_eq!(brieven[0].aanhef, "Beste J. Vries en J. Bos,");
    let apart = [
        ouder("Vries", Some(("Dorpsstraat", 12))),
        ouder("Bos", Some(("Kerkweg", 3))),
    ];
    assert_eq!(lezers(&klein, &apart, DAG).len(), 2);
    let mut zonder = ouder("Zonder", Some(("Kerkweg", 3)));
    zonder.gezag = false;
    let brieven = lezers(&klein, &[ouder("Vries", Some(("Dorpsstraat", 12))), zonder], DAG);
    assert_eq!(brieven.len(), 1, "wie geen gezag heeft krijgt geen brief");
}

#[test]
fn brp_2_59_een_geheim_adres_staat_op_geen_enkele_brief() {
    let mut geheim = kind(date(2013, 1, 1));
    geheim.geheim = true;
    let ouders = [
        ouder("Thuis", Some(("dorpsstraat", 12))),
        ouder("Onbekend", None),
        ouder("Elders", Some(("Kerkweg", 3))),
    ];
    let brieven = lezers(&geheim, &ouders, DAG);
    assert_eq!(brieven.len(), 4);
    for brief in &brieven {
        let tekst = format!("{} {}", brief.adres.join(" "), brief.aanhef).to_lowercase();
        assert!(!tekst.contains("dorpsstraat"), "{tekst}");
    }
    assert_eq!(
        brieven[2].adres,
        ["Kerkweg 3", "8000 AA  Zwolle"],
        "haar eigen adres mag op haar eigen brief"
    );
    let geheimen = brieven.iter().filter(|b| b.let_op == Some(GEHEIM)).count();
    assert_eq!(geheimen, 3);
    let zonder_gezag = lezers(&geheim, &[], DAG);
    assert!(
        zonder_gezag
            .iter()
            .all(|l| l.adres.is_empty() && l.let_op == Some(GEHEIM))
    );
}

#[test]
fn zonder_adres_of_gezag_zegt_de_brief_wat_er_ontbreekt() {
    let klein = kind(date(2020, 1, 1));
    let brieven = lezers(&klein, &[ouder("Vries", None)], DAG);
    assert_eq!((brieven[0].adres.len(), brieven[0].let_op), (0, Some(ONBEKEND)));
    let brieven = lezers(&klein, &[], DAG);
    assert_eq!(brieven[0].let_op, Some(GEEN_GEZAG));
    assert_eq!(brieven[0].adres, ["Dorpsstraat 12a", "8000 AA  Zwolle"]);
    assert!(brieven[0].namen[0].contains("Anna Maria van Voorbeeld"));
    assert_eq!(voornaam(&klein), "Anna");
}

//! What level 1 finds: the rule, the path, the place, and a sentence that says what would be right.
#![expect(clippy::unwrap_used, reason = "a surprise should stop the test")]

use houvast_ijw::{Bevinding, Grenzen, lees, zoek_plaatsen};

const GOED: &str = include_str!("gevallen/jw315.xml");
const CLIENT: &str = "Client/AangevraagdeProducten/AangevraagdProduct[1]";

fn bevindingen(tekst: &str) -> Vec<Bevinding> {
    lees(tekst.as_bytes(), &Grenzen::default()).unwrap().bevindingen
}

/// Changes the good message and compares rules and paths.
#[track_caller]
fn na(wijzigingen: &[(&str, &str)], verwacht: &[(&str, &str)]) -> Vec<Bevinding> {
    let mut tekst = GOED.to_owned();
    for (oud, nieuw) in wijzigingen {
        assert!(tekst.contains(oud), "{oud}");
        tekst = tekst.replacen(oud, nieuw, 1);
    }
    let gevonden = bevindingen(&tekst);
    let kort: Vec<(&str, &str)> = gevonden
        .iter()
        .map(|b| (b.regel.as_ref(), b.pad.as_str()))
        .collect();
    assert_eq!(kort, verwacht, "{gevonden:#?}");
    for b in &gevonden {
        assert_eq!((b.niveau, &b.retourcode), (1, &None));
        assert!(b.regelnummer > 0 && b.kolom > 0 && !b.tekst.is_empty(), "{b:?}");
    }
    gevonden
}

#[test]
fn het_voorbeeld_is_goed() {
    na(&[], &[]);
}

#[test]
fn een_ontbrekend_element_staat_bij_zijn_ouder() {
    let b = na(
        &[("<b:Bsn>999990019</b:Bsn>", "")],
        &[("XSD:minOccurs", "Client/Bsn")],
    );
    assert!(b[0].tekst.contains("ontbreekt 'Bsn'"), "{}", b[0].tekst);
    let regel = GOED.lines().position(|r| r.contains("<b:Client>")).unwrap();
    assert_eq!(b[0].regelnummer as usize, regel + 1);
    na(
        &[("<b:Verwijzer><i:Type>02</i:Type></b:Verwijzer>", "<b:Verwijzer/>")],
        &[("XSD:minOccurs", &format!("{CLIENT}/Verwijzer/Type"))],
    );
}

#[test]
fn een_verwisseling_is_een_bevinding_en_geen_waterval() {
    na(
        &[
            ("<b:Bsn>999990019</b:Bsn>", ""),
            (
                "<b:Geslacht>1</b:Geslacht>",
                "<b:Geslacht>1</b:Geslacht><b:Bsn>999990019</b:Bsn>",
            ),
        ],
        &[("XSD:sequence", "Client/Bsn")],
    );
}

#[test]
fn te_vaak_is_een_bevinding_bij_de_tweede() {
    na(
        &[(
            "<b:Geslacht>1</b:Geslacht>",
            "<b:Geslacht>1</b:Geslacht><b:Geslacht>1</b:Geslacht>",
        )],
        &[("XSD:maxOccurs", "Client/Geslacht")],
    );
}

#[test]
fn een_onbekend_element_wordt_overgeslagen_en_de_rest_gelezen() {
    let b = na(
        &[(
            "<b:Geslacht>1</b:Geslacht>",
            "<b:Extra><b:Bsn>x</b:Bsn></b:Extra><b:geslacht>1</b:geslacht><b:Geslacht>7</b:Geslacht>",
        )],
        &[
            ("XSD:element", "Client/Extra"),
            ("XSD:element", "Client/geslacht"),
            ("XSD:enumeration", "Client/Geslacht"),
        ],
    );
    assert!(b[1].tekst.contains("Bedoelt u 'Geslacht'?"), "{}", b[1].tekst);
    assert!(
        b[2].tekst.contains("'7'") && b[2].tekst.contains("0, 1, 2"),
        "{}",
        b[2].tekst
    );
}

#[test]
fn een_verkeerde_naamruimte_wordt_een_keer_gemeld() {
    na(
        &[("<i:Type>02</i:Type>", "<b:Type>02</b:Type>")],
        &[("XSD:namespace", &format!("{CLIENT}/Verwijzer/Type"))],
    );
}

#[test]
fn elke_waarde_wordt_op_haar_facetten_gekeurd() {
    let p = |e: &str| format!("{CLIENT}/{e}");
    let lang = format!(">{}<", "é".repeat(37));
    for (oud, nieuw, regel, pad) in [
        (
            "<b:Bsn>999990019<",
            "<b:Bsn><",
            "XSD:minLength",
            "Client/Bsn".to_owned(),
        ),
        (
            "<b:Bsn>999990019<",
            "<b:Bsn>99999001<",
            "XSD:pattern",
            "Client/Bsn".to_owned(),
        ),
        (">R1<", lang.as_str(), "XSD:maxLength", p("ReferentieAanbieder")),
        (">R1<", ">  <", "XSD:pattern", p("ReferentieAanbieder")),
        ("<b:Budget>100<", "<b:Budget>1.000<", "XSD:integer", p("Budget")),
        ("<b:Budget>100<", "<b:Budget>-1<", "XSD:minInclusive", p("Budget")),
        (
            "<b:Budget>100<",
            "<b:Budget>100000000<",
            "XSD:maxInclusive",
            p("Budget"),
        ),
        (
            ">2026-02-01<",
            ">2026-02-29<",
            "XSD:date",
            p("ToewijzingIngangsdatum"),
        ),
        (
            ">2026-02-01<",
            ">01-02-2026<",
            "XSD:date",
            p("ToewijzingIngangsdatum"),
        ),
        (
            ">2026-02-01<",
            ">2026-02-01Z<",
            "XSD:pattern",
            p("ToewijzingIngangsdatum"),
        ),
        (
            ">2026-02-01<",
            ">20260-02-01<",
            "HV:jaartal",
            p("ToewijzingIngangsdatum"),
        ),
        (
            "<i:Type>02<",
            "<i:Type> 02<",
            "XSD:enumeration",
            p("Verwijzer/Type"),
        ),
        (">446<", ">447<", "XSD:pattern", "Header/BerichtCode".to_owned()),
        (">3<", ">drie<", "XSD:integer", "Header/BerichtVersie".to_owned()),
        (
            "<b:Client>",
            "<b:Client id='1'>",
            "XSD:attribute",
            "Client".to_owned(),
        ),
        ("<b:Client>", "<b:Client>los", "XSD:content", "Client".to_owned()),
        (">R1<", ">R1<b:x/><", "XSD:element", p("ReferentieAanbieder/x")),
    ] {
        na(&[(oud, nieuw)], &[(regel, &pad)]);
    }
    let b = na(
        &[("<b:Bsn>999990019<", "<b:Bsn>9999900190<")],
        &[("XSD:maxLength", "Client/Bsn"), ("XSD:pattern", "Client/Bsn")],
    );
    assert!(
        b[0].tekst.contains("10 tekens") && b[0].tekst.contains("Hooguit 9"),
        "{}",
        b[0].tekst
    );
}

#[test]
fn de_lengte_telt_tekens_en_geen_bytes() {
    na(&[(">R1<", &format!(">{}<", "😀".repeat(36)))], &[]);
}

#[test]
fn alle_fouten_komen_mee_in_de_volgorde_van_het_bestand() {
    na(
        &[
            (">446<", ">1<"),
            ("<b:Geslacht>1<", "<b:Geslacht>9<"),
            ("<b:Budget>100<", "<b:Budget>x<"),
            ("<i:Type>02<", "<i:Type>99<"),
        ],
        &[
            ("XSD:pattern", "Header/BerichtCode"),
            ("XSD:enumeration", "Client/Geslacht"),
            ("XSD:integer", &format!("{CLIENT}/Budget")),
            ("XSD:enumeration", &format!("{CLIENT}/Verwijzer/Type")),
        ],
    );
}

#[test]
fn herhaalde_elementen_hebben_een_nummer_in_het_pad() {
    let product = GOED
        .split("<b:AangevraagdProduct>")
        .nth(1)
        .unwrap()
        .split("</b:AangevraagdProduct>")
        .next()
        .unwrap();
    let tweede = format!(
        "</b:AangevraagdProduct><b:AangevraagdProduct>{}</b:AangevraagdProduct>",
        product.replace(">100<", ">x<")
    );
    na(
        &[("</b:AangevraagdProduct>", &tweede)],
        &[(
            "XSD:integer",
            "Client/AangevraagdeProducten/AangevraagdProduct[2]/Budget",
        )],
    );
}

#[test]
fn kolommen_tellen_tekens() {
    let b = na(
        &[("<b:Client>", "<b:Client>\r\n<!-- é😀 --><b:Onzin/>")],
        &[("XSD:element", "Client/Onzin")],
    );
    assert_eq!(b[0].kolom, 12);
}

#[test]
fn paden_van_latere_niveaus_krijgen_hun_plaats() {
    let plek = |deel: &str| {
        let tot = GOED.find(deel).unwrap();
        let regel = GOED[..tot].matches('\n').count() + 1;
        (regel, tot - GOED[..tot].rfind('\n').map_or(0, |i| i + 1) + 1)
    };
    let mut lijst: Vec<Bevinding> = [
        "Client/Bsn",
        "Client/AangevraagdeProducten/AangevraagdProduct[1]/Budget",
        "Client/AangevraagdeProducten/AangevraagdProduct/Budget",
        "Client/AangevraagdeProducten/AangevraagdProduct[1]/Omvang/Volume",
        "Client/AangevraagdeProducten/AangevraagdProduct[7]",
        "",
    ]
    .into_iter()
    .map(|pad| Bevinding::nieuw(2, "CD000", pad, "x"))
    .collect();
    zoek_plaatsen(GOED.as_bytes(), &mut lijst);
    let gevonden: Vec<_> = lijst
        .iter()
        .map(|b| (b.regelnummer as usize, b.kolom as usize))
        .collect();
    let (budget, product) = (plek("<b:Budget>"), plek("<b:AangevraagdProduct>"));
    assert_eq!(
        gevonden,
        [
            plek("<b:Bsn>"),
            budget,
            budget,
            product,
            plek("<b:AangevraagdeProducten>"),
            plek("<b:Bericht")
        ]
    );
    // A finding that has its place keeps it.
    lijst[0].regelnummer = 99;
    zoek_plaatsen(GOED.as_bytes(), &mut lijst);
    assert_eq!(lijst[0].regelnummer, 99);
}

#[test]
fn tijden_met_veel_decimalen_volgen_de_aanbeveling() {
    // libxml2 rounds this up to 60 seconds and refuses it: docs/besluiten/020-oordeel-niveau-1.md.
    let jw301 = houvast_ijw::schrijf(&voorbeeld_jw301());
    let tekst = String::from_utf8(jw301).unwrap();
    assert!(tekst.contains("23:59:59"), "{tekst}");
    let fijn = tekst.replace("23:59:59", "23:59:59.99999999999999999999");
    assert_eq!(bevindingen(&fijn), []);
    let zone = tekst.replace("23:59:59", "23:59:59-01:00");
    assert_eq!(bevindingen(&zone)[0].regel, "XSD:pattern");
}

fn voorbeeld_jw301() -> houvast_ijw::Bericht {
    use houvast_ijw::berichten::{basis, codes, jw301};
    use jiff::civil::{date, time};
    jw301::Bericht {
        header: jw301::Header {
            afzender: "0193".into(),
            ontvanger: "12345678".into(),
            bericht_identificatie: basis::BerichtIdentificatie {
                identificatie: "T1".into(),
                dagtekening: date(2026, 3, 1),
            },
            xsd_versie: basis::XsdVersie {
                basisschema_xsd_versie: "1.0.0".into(),
                bericht_xsd_versie: "1.0.0".into(),
            },
        },
        client: jw301::Client {
            bsn: "999990019".into(),
            geboortedatum: basis::Geboortedatum {
                datum: date(2015, 1, 31),
                datum_gebruik: None,
            },
            geslacht: codes::Geslacht::Vrouw,
            naam: basis::VolledigeNaam {
                geslachtsnaam: basis::Achternaam {
                    achternaam: "Müller & <Zn>".into(),
                    voorvoegsel: None,
                },
                partnernaam: None,
                voornamen: None,
                voorletters: None,
                naam_gebruik: codes::NaamGebruik::EigenNaam,
            },
            communicatie: None,
            juridische_status: None,
            wettelijke_vertegenwoordiging: None,
            commentaar: Some("eerste regel\ntweede \r regel".into()),
            relaties: None,
            contactgegevens: jw301::Contactgegevens {
                contact: vec![jw301::Contact {
                    soort: codes::AdresSoort::Brp,
                    adres: None,
                    organisatie: None,
                    telefoon: None,
                    emailadres: None,
                    periode: None,
                }],
            },
            toegewezen_producten: jw301::ToegewezenProducten {
                toegewezen_product: vec![jw301::ToegewezenProduct {
                    toewijzing_nummer: 1,
                    referentie_aanbieder: None,
                    product: None,
                    toewijzingsdatum: date(2026, 3, 1),
                    toewijzingstijd: time(23, 59, 59, 0),
                    ingangsdatum: date(2026, 3, 1),
                    einddatum: None,
                    reden_wijziging: None,
                    omvang: None,
                    budget: Some(100),
                    commentaar: None,
                }],
            },
        },
    }
    .into()
}

#[test]
fn geschreven_bestanden_zijn_utf8_zonder_bom_met_cr_lf() {
    let bericht = voorbeeld_jw301();
    let bytes = houvast_ijw::schrijf(&bericht);
    let tekst = std::str::from_utf8(&bytes).unwrap();
    assert!(tekst.starts_with("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\r\n<jw301:Bericht xmlns:jw301="));
    assert!(tekst.ends_with("</jw301:Bericht>\r\n"));
    assert_eq!(tekst.matches('\n').count(), tekst.matches("\r\n").count());
    assert!(tekst.contains("Müller &amp; &lt;Zn&gt;"));
    assert_eq!(
        lees(bytes.as_slice(), &Grenzen::default())
            .unwrap()
            .bericht
            .as_ref(),
        Some(&bericht)
    );
}

#[test]
fn een_bericht_in_een_log_toont_niets_van_de_client() {
    assert_eq!(format!("{:?}", voorbeeld_jw301()), "JW301(0193 T1)");
}

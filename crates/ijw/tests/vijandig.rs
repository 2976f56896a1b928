//! Input that means harm, or comes from a broken program: each a clear finding, none a crash.
#![expect(clippy::unwrap_used, reason = "a surprise should stop the test")]

use houvast_ijw::{Bericht, BerichtSoort, Bevinding, Grenzen, Lezing, lees};
use std::io::{BufRead, BufReader, Cursor, Read};

const GOED: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<b:Bericht xmlns:b="http://www.istandaarden.nl/ijw/3_2/jw319/schema" xmlns:i="http://www.istandaarden.nl/ijw/3_2/basisschema/schema">
<b:Header><b:BerichtCode>488</b:BerichtCode><b:BerichtVersie>3</b:BerichtVersie><b:BerichtSubversie>2</b:BerichtSubversie><b:Afzender>0193</b:Afzender><b:Ontvanger>12345678</b:Ontvanger><b:BerichtIdentificatie><i:Identificatie>A1</i:Identificatie><i:Dagtekening>2026-01-01</i:Dagtekening></b:BerichtIdentificatie><b:XsdVersie><i:BasisschemaXsdVersie>1.0.0</i:BasisschemaXsdVersie><i:BerichtXsdVersie>1.0.0</i:BerichtXsdVersie></b:XsdVersie></b:Header>
<b:Antwoord><b:ReferentieAanbieder>R1</b:ReferentieAanbieder><b:VerzoekAntwoord>2</b:VerzoekAntwoord></b:Antwoord>
</b:Bericht>
"#;

fn oordeel(invoer: impl AsRef<[u8]>) -> Lezing {
    lees(invoer.as_ref(), &Grenzen::default()).unwrap()
}

/// The only finding.
fn enige(invoer: impl AsRef<[u8]>) -> Bevinding {
    let lezing = oordeel(invoer);
    assert!(lezing.bericht.is_none());
    match <[Bevinding; 1]>::try_from(lezing.bevindingen) {
        Ok([een]) => een,
        Err(meer) => panic!("precies een bevinding verwacht: {meer:#?}"),
    }
}

fn met(oud: &str, nieuw: &str) -> String {
    assert!(GOED.contains(oud), "{oud}");
    GOED.replacen(oud, nieuw, 1)
}

#[test]
fn het_goede_bericht_is_goed() {
    let lezing = oordeel(GOED);
    assert_eq!(lezing.bevindingen, []);
    assert_eq!(
        (lezing.soort, lezing.release.as_deref()),
        (Some(BerichtSoort::Jw319), Some("3.2"))
    );
    let bericht = lezing.bericht.unwrap();
    assert_eq!(
        (bericht.afzender(), bericht.ontvanger(), bericht.identificatie()),
        ("0193", "12345678", "A1")
    );
}

#[test]
fn een_doctype_wordt_geweigerd_ook_met_een_entiteitenbom() {
    let bom = met(
        "<b:Bericht",
        "<!DOCTYPE b [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;\"><!ENTITY c SYSTEM \"file:///etc/passwd\">]>\n<b:Bericht",
    );
    let b = enige(&bom);
    assert_eq!((b.regel.as_ref(), b.regelnummer, b.kolom), ("HV:doctype", 2, 1));
    assert_eq!(enige("<!DOCTYPE html><html/>").regel, "HV:doctype");
}

#[test]
fn andere_coderingen_dan_utf8_worden_geweigerd() {
    for naam in ["ISO-8859-1", "windows-1252", "US-ASCII", "UTF-16", "onzin"] {
        assert_eq!(
            enige(met("\"UTF-8\"", &format!("\"{naam}\""))).regel,
            "HV:codering",
            "{naam}"
        );
    }
    let utf16 = |volgorde: fn(u16) -> [u8; 2], bom: bool| -> Vec<u8> {
        let tekst = if bom {
            format!("\u{feff}{GOED}")
        } else {
            GOED.to_owned()
        };
        tekst.encode_utf16().flat_map(volgorde).collect()
    };
    for bytes in [
        utf16(u16::to_le_bytes, true),
        utf16(u16::to_be_bytes, true),
        utf16(u16::to_le_bytes, false),
        utf16(u16::to_be_bytes, false),
    ] {
        assert_eq!(enige(bytes).regel, "HV:codering");
    }
    let mut latin1 = met(">R1<", ">R\u{1}<").into_bytes();
    let e = latin1.iter().position(|b| *b == 1).unwrap();
    latin1[e] = 0xE9;
    assert_eq!(enige(latin1).regel, "HV:codering");
}

#[test]
fn een_bom_mag_en_telt_niet_mee_in_de_kolom() {
    assert_eq!(oordeel(format!("\u{feff}{GOED}")).bevindingen, []);
    assert_eq!(enige("\u{feff}<a/>").kolom, 1);
    assert_eq!(enige(format!("\u{feff}\u{feff}{GOED}")).regel, "XSD:xml");
}

#[test]
fn nul_en_andere_stuurtekens_worden_gevonden_met_hun_plaats() {
    for teken in ["\0", "\u{1}", "\u{b}", "\u{1f}", "\u{fffe}", "\u{ffff}"] {
        let b = enige(met(">R1<", &format!(">\nR{teken}1<")));
        assert_eq!(
            (b.regel.as_ref(), b.regelnummer, b.kolom),
            ("HV:stuurteken", 5, 2),
            "{teken:?}"
        );
    }
    assert_eq!(enige(met("R1", "&#0;")).regel, "XSD:xml");
    assert_eq!(oordeel(met("R1", "R\u{7f}\u{85}")).bevindingen, []);
}

#[test]
fn tienduizend_lagen_diep_stopt_bij_laag_65() {
    let tekst = format!(
        "{}{}",
        GOED.split("<b:Antwoord>").next().unwrap(),
        "<x>".repeat(10_000)
    );
    let regels: Vec<_> = oordeel(tekst).bevindingen.into_iter().map(|b| b.regel).collect();
    assert_eq!(regels, ["XSD:element", "HV:diepte"]);
}

/// Endless text without holding it.
struct Eindeloos {
    kop: Cursor<Vec<u8>>,
    gegeven: u64,
}

impl Read for Eindeloos {
    fn read(&mut self, doel: &mut [u8]) -> std::io::Result<usize> {
        let n = self.kop.read(doel)?;
        if n > 0 {
            return Ok(n);
        }
        doel.fill(b'a');
        self.gegeven += doel.len() as u64;
        Ok(doel.len())
    }
}

#[test]
fn een_gigabyte_in_een_tekst_stopt_bij_het_maximum() {
    let kop = GOED.split("R1").next().unwrap().as_bytes().to_vec();
    let mut bron = BufReader::new(Eindeloos {
        kop: Cursor::new(kop.clone()),
        gegeven: 0,
    });
    let lezing = lees(&mut bron, &Grenzen::default()).unwrap();
    assert_eq!(lezing.bevindingen[0].regel, "HV:omvang");
    assert!(
        bron.get_ref().gegeven < 26 * 1024 * 1024,
        "gelezen: {}",
        bron.get_ref().gegeven
    );
    // Without a maximum on the file there is still one on a single text.
    let mut bron = BufReader::new(Eindeloos {
        kop: Cursor::new(kop),
        gegeven: 0,
    });
    let lezing = lees(
        &mut bron,
        &Grenzen {
            maximum: u64::MAX,
            ..Grenzen::default()
        },
    )
    .unwrap();
    assert_eq!(lezing.bevindingen[0].regel, "HV:omvang");
    assert!(
        bron.get_ref().gegeven < 26 * 1024 * 1024,
        "gelezen: {}",
        bron.get_ref().gegeven
    );
}

#[test]
fn precies_het_maximum_mag_en_een_byte_meer_niet() {
    let grens = |maximum| {
        lees(
            GOED.as_bytes(),
            &Grenzen {
                maximum,
                ..Grenzen::default()
            },
        )
        .unwrap()
    };
    let lengte = GOED.len() as u64;
    assert_eq!(grens(lengte).bevindingen, []);
    assert_eq!(grens(lengte - 1).bevindingen[0].regel, "HV:omvang");
}

#[test]
fn een_afgebroken_bestand_wordt_op_elke_plaats_herkend() {
    for (tot, _) in GOED.char_indices().filter(|(i, _)| *i < GOED.trim_end().len()) {
        let lezing = oordeel(&GOED[..tot]);
        assert!(
            lezing.bericht.is_none() && !lezing.bevindingen.is_empty(),
            "tot {tot}"
        );
        let laatste = lezing.bevindingen.last().unwrap();
        assert_eq!(laatste.regel, "XSD:xml", "tot {tot}: {laatste:?}");
    }
    let b = enige(&GOED[..GOED.find("<b:Antwoord>").unwrap()]);
    assert!(b.tekst.contains("houdt op"), "{}", b.tekst);
}

#[test]
fn geen_xml_is_geen_bericht() {
    for tekst in [
        "",
        " \n",
        "naam;bsn\n1;2",
        "%PDF-1.7",
        "{\"a\":1}",
        "PK\u{3}\u{4}",
        "<",
    ] {
        let lezing = oordeel(tekst);
        assert_eq!(lezing.soort, None);
        assert_eq!(lezing.bevindingen.len(), 1, "{tekst}");
        assert!(lezing.bevindingen[0].regelnummer >= 1);
    }
}

#[test]
fn de_wortel_zegt_wat_het_wel_is() {
    let naamruimte = |uri: &str| met("http://www.istandaarden.nl/ijw/3_2/jw319/schema", uri);
    let wmo = oordeel(naamruimte("http://www.istandaarden.nl/iwmo/3_2/wmo319/schema"));
    assert!(
        wmo.bevindingen[0].tekst.contains("iWmo-bericht"),
        "{:?}",
        wmo.bevindingen
    );
    assert_eq!((wmo.soort, wmo.bevindingen.len()), (None, 1));
    let oud = oordeel(naamruimte("http://www.istandaarden.nl/ijw/3_1/jw319/schema"));
    assert_eq!(
        (oud.soort, oud.release.as_deref()),
        (Some(BerichtSoort::Jw319), Some("3.1"))
    );
    assert!(
        oud.bevindingen[0].tekst.contains("iJw 3.1"),
        "{:?}",
        oud.bevindingen
    );
    for uri in [
        "urn:x",
        "http://www.istandaarden.nl/ijw/3_2/basisschema/schema",
        "http://www.istandaarden.nl/ijw/3_2/jw399/schema",
    ] {
        assert_eq!(enige(naamruimte(uri)).regel, "XSD:namespace", "{uri}");
    }
    assert_eq!(enige("<Bericht/>").regel, "XSD:namespace");
    assert_eq!(enige(GOED.replace("b:Bericht", "b:Brief")).regel, "XSD:element");
}

#[test]
fn een_miljoen_fouten_geven_duizend_bevindingen_en_een_slot() {
    let (kop, staart) = GOED.split_once("<b:Antwoord>").unwrap();
    let tekst = format!("{kop}<b:Antwoord>{}{staart}", "<b:x/>".repeat(100_000));
    let lezing = oordeel(tekst);
    assert_eq!(lezing.bevindingen.len(), 1001);
    let slot = lezing.bevindingen.last().unwrap();
    assert_eq!(slot.regel, "HV:meer");
    assert!(slot.tekst.contains("99000"), "{}", slot.tekst);
}

#[test]
fn veel_attributen_of_naamruimten_kosten_geen_kwadraat() {
    let attributen: String = (0..200_000).map(|i| format!(" a{i}='1'")).collect();
    assert_eq!(
        enige(met("<b:Antwoord>", &format!("<b:Antwoord{attributen}>"))).regel,
        "XSD:xml"
    );
    let lang = "a".repeat(5_000_000);
    assert_eq!(
        enige(met("<b:Antwoord>", &format!("<b:Antwoord {lang}='1'>"))).regel,
        "XSD:attribute"
    );
    assert!(
        enige(met("<b:Antwoord>", &format!("<b:{lang}/><b:Antwoord>")))
            .pad
            .len()
            < 100
    );
}

#[test]
fn het_maakt_niet_uit_in_welke_stukjes_de_bytes_komen() {
    struct Druppel<'a>(&'a [u8]);
    impl Read for Druppel<'_> {
        fn read(&mut self, doel: &mut [u8]) -> std::io::Result<usize> {
            let n = doel.len().min(1).min(self.0.len());
            doel[..n].copy_from_slice(&self.0[..n]);
            self.0 = &self.0[n..];
            Ok(n)
        }
    }
    impl BufRead for Druppel<'_> {
        fn fill_buf(&mut self) -> std::io::Result<&[u8]> {
            Ok(&self.0[..self.0.len().min(1)])
        }
        fn consume(&mut self, n: usize) {
            self.0 = &self.0[n..];
        }
    }
    for tekst in [
        format!("\u{feff}{GOED}"),
        met("<b:Antwoord>", "<!-- é --><b:Antwoord>\r\n<![CDATA[x]]><?p i?>"),
        met("R1", "R&amp;&#xE9;😀<b:x a='1'/>"),
        GOED[..700].to_owned(),
    ] {
        let ineens = oordeel(&tekst);
        assert_eq!(
            lees(Druppel(tekst.as_bytes()), &Grenzen::default()).unwrap(),
            ineens
        );
    }
}

#[test]
fn een_leesfout_is_geen_bevinding() {
    struct Kapot;
    impl Read for Kapot {
        fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
            Err(std::io::Error::from(std::io::ErrorKind::ConnectionReset))
        }
    }
    let halverwege = BufReader::new(GOED.as_bytes()[..500].chain(Kapot));
    let fout = lees(halverwege, &Grenzen::default()).unwrap_err();
    assert_eq!(fout.kind(), std::io::ErrorKind::ConnectionReset);
    assert!(lees(BufReader::new(Kapot), &Grenzen::default()).is_err());
}

#[test]
fn elke_byte_verminkt_geeft_nooit_een_paniek() {
    let bytes = GOED.as_bytes();
    for i in 0..bytes.len() {
        for vervanger in [b'<', b'>', b'&', b'"', b'/', 0, 0xFF, b' '] {
            let mut kopie = bytes.to_vec();
            kopie[i] = vervanger;
            let lezing = oordeel(&kopie);
            assert_eq!(lezing.bericht.is_some(), lezing.bevindingen.is_empty());
        }
    }
}

#[test]
fn geen_bevinding_herhaalt_een_bsn_of_een_naam() {
    let jw315 = include_str!("gevallen/jw315.xml");
    for (oud, nieuw) in [
        ("<b:Bsn>999990019</b:Bsn>", "<b:Bsn>9999900199</b:Bsn>"),
        ("<b:Bsn>999990019</b:Bsn>", "<b:Bsn>999990019<b:x/></b:Bsn>"),
        ("<b:Geslacht>1<", "<b:Geslacht>999990019<"),
        ("<i:Achternaam>Zonneveld<", "<i:Achternaam>Zonneveld\n<"),
        ("<i:Datum>2015-01-31<", "<i:Datum>2015-01-32<"),
        ("<b:Budget>100<", "<b:Budget>999990019<"),
        ("<b:BerichtCode>446<", "<b:BerichtCode>Zonneveld<"),
    ] {
        assert!(jw315.contains(oud), "{oud}");
        let lezing = oordeel(jw315.replacen(oud, nieuw, 1));
        assert!(!lezing.bevindingen.is_empty(), "{nieuw}");
        for b in &lezing.bevindingen {
            for geheim in ["99999001", "Zonneveld", "2015-01"] {
                assert!(!b.tekst.contains(geheim) && !b.pad.contains(geheim), "{b:?}");
            }
        }
    }
    assert!(matches!(oordeel(jw315).bericht, Some(Bericht::Jw315(_))));
}

#[test]
fn tienduizenden_naamruimten_vertragen_het_zoeken_niet() {
    let declaraties: String = (0..200).map(|i| format!(" xmlns:p{i}='urn:{i}'")).collect();
    let onder = format!("<x{declaraties}>").repeat(55);
    let tekst = met(
        "<b:Antwoord>",
        &format!(
            "{onder}{}{}<b:Antwoord>",
            "<p7:y/>".repeat(300_000),
            "</x>".repeat(55)
        ),
    );
    assert_eq!(enige(tekst).regel, "XSD:element");
    // A prefix means again what it meant when the element that changed it has ended.
    let om = "<q xmlns:b='urn:x' xmlns:c='1' xmlns:d='1' xmlns:e='1' xmlns:f='1' xmlns:g='1' xmlns:h='1' xmlns:j='1' xmlns:k='1' xmlns:l='1' xmlns:m='1' xmlns:n='1' xmlns:o='1' xmlns:p='1' xmlns:r='1' xmlns:s='1'><b:z/></q>";
    assert_eq!(
        enige(met("<b:Antwoord>", &format!("{om}<b:Antwoord>"))).regel,
        "XSD:element"
    );
}

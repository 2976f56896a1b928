//! Both roads give the same answer: the fast one and the general reader, on messages that were changed in every way.

use super::Invoer;
use super::gang::loop_door;
use super::tests::{Alles, heel, op_plaats};
use super::vooruit::Kernen;
use super::{Gang, Wijze};
use crate::lezen::Grenzen;
use crate::regels::Bron;
use crate::regels::prestatie::proef::{jw323, jw325};
use crate::regels::proef::PEILDATUM;
use crate::schrijf;
use proptest::prelude::*;
use std::io::BufReader;

fn langs(bytes: &[u8], hap: usize, grenzen: &Grenzen, snel: bool) -> (Gang, Alles) {
    langs_op(bytes, hap, grenzen, snel, Kernen::nieuw(1))
}

fn langs_op(bytes: &[u8], hap: usize, grenzen: &Grenzen, snel: bool, kernen: Kernen) -> (Gang, Alles) {
    let mut alles = Alles::default();
    let mut invoer = BufReader::with_capacity(hap, bytes);
    let bron = Bron::op(PEILDATUM);
    let wijze = Wijze {
        snel,
        bron: Some(&bron),
        kernen,
    };
    let gang = loop_door(Invoer::Samen(&mut invoer), grenzen, &mut alles, wijze).unwrap();
    (gang, alles)
}

/// As [`langs_op`], for somebody who wants no Prestaties: then threads that read ahead carry out rules as well.
fn stil_op(bytes: &[u8], hap: usize, grenzen: &Grenzen, kernen: Kernen) -> Gang {
    let mut invoer = BufReader::with_capacity(hap, bytes);
    let bron = Bron::op(PEILDATUM);
    let wijze = Wijze {
        snel: true,
        bron: Some(&bron),
        kernen,
    };
    loop_door(Invoer::Samen(&mut invoer), grenzen, &mut (), wijze).unwrap()
}

/// A message with enough lines to cross from Client to Client.
fn bericht(antwoord: bool, clienten: usize, lijnen: usize) -> String {
    let bytes = if antwoord {
        let mut b = jw325();
        let client = b.client(0).clone();
        for c in 0..clienten {
            let mut nieuw = client.clone();
            nieuw.bsn = ["999900018", "999900055", "999900031"][c % 3].into();
            for i in 0..lijnen {
                let mut lijn = nieuw.prestaties.prestatie[0].clone();
                lijn.product_referentie.referentie_nummer = format!("R{c}-{i}").into();
                nieuw.prestaties.prestatie.push(lijn);
            }
            b.antwoord().clienten.as_mut().unwrap().client.push(nieuw);
        }
        schrijf(&b.into())
    } else {
        let mut b = jw323().met_credit().in_euro();
        for c in 0..clienten {
            b = b.met_tweede_client();
            for i in 0..lijnen {
                let mut lijn = b.lijn(c + 1, 0).clone();
                lijn.product_referentie.referentie_nummer = format!("R{c}-{i}").into();
                lijn.toewijzing_nummer = u32::try_from(i).unwrap();
                if i % 3 == 2 {
                    lijn.ingediend_bedrag.debet_credit = "C".try_into().unwrap();
                    lijn.product_referentie.vorig_referentie_nummer =
                        Some(format!("R{}-{}", c + 1, i).into());
                }
                b.client(c + 1).prestaties.prestatie.push(lijn);
            }
        }
        b.kloppend();
        schrijf(&b.into())
    };
    String::from_utf8(bytes).unwrap()
}

const STUKJES: &[&str] = &[
    "<!-- x -->",
    "&amp;",
    "&#65;",
    "<![CDATA[a]]>",
    " ",
    "\r\n",
    "\r",
    "\t",
    "\n",
    "<?pi x?>",
    "\u{1}",
    "é",
    "]]>",
    "]",
    "<jw323:Prestatie/>",
    " x='1'",
    " xmlns:q='u'",
    "</jw323:Client>",
    "<jw323:Client>",
    "\u{FFFE}",
    "0",
    "-",
    "&",
    "<",
    ">",
    "/",
    "Z",
    "</jw323:Prestaties>",
    " xmlns:ijw='u'",
    " xsi:nil='true'",
    "\u{a0}",
    "00",
    "9999999999",
    "+",
];

/// What a mutation does, at a fraction of the file.
#[derive(Clone, Debug)]
enum Ingreep {
    Zet(usize, usize),
    Haal(usize, usize),
    Teken(usize, char),
    RegelDubbel(usize),
    RegelWeg(usize),
    Voorvoegsel(usize, usize),
    Afbreken(usize),
    /// Inside the start tag that is next.
    InMerk(usize, usize),
    /// Inside the value that is next.
    InWaarde(usize, usize),
}

fn ingreep() -> impl Strategy<Value = Ingreep> {
    let waar = 0..10_000_usize;
    prop_oneof![
        4 => (waar.clone(), 0..STUKJES.len()).prop_map(|(w, s)| Ingreep::Zet(w, s)),
        2 => (waar.clone(), 1..12_usize).prop_map(|(w, n)| Ingreep::Haal(w, n)),
        2 => (waar.clone(), any::<char>()).prop_map(|(w, c)| Ingreep::Teken(w, c)),
        2 => waar.clone().prop_map(Ingreep::RegelDubbel),
        2 => waar.clone().prop_map(Ingreep::RegelWeg),
        2 => (0..2_usize, 0..5_usize).prop_map(|(w, p)| Ingreep::Voorvoegsel(w, p)),
        1 => waar.clone().prop_map(Ingreep::Afbreken),
        2 => (waar.clone(), 0..STUKJES.len()).prop_map(|(w, s)| Ingreep::InMerk(w, s)),
        8 => (waar, 0..STUKJES.len()).prop_map(|(w, s)| Ingreep::InWaarde(w, s)),
    ]
}

fn grens(tekst: &str, waar: usize) -> usize {
    let mut plek = tekst.len() * waar / 10_000;
    while !tekst.is_char_boundary(plek) {
        plek -= 1;
    }
    plek
}

fn doe(tekst: &mut String, ingreep: &Ingreep) {
    match *ingreep {
        Ingreep::Zet(waar, welk) => {
            let plek = grens(tekst, waar);
            tekst.insert_str(plek, STUKJES[welk]);
        }
        Ingreep::Haal(waar, aantal) => {
            let begin = grens(tekst, waar);
            let mut eind = (begin + aantal).min(tekst.len());
            while !tekst.is_char_boundary(eind) {
                eind += 1;
            }
            tekst.replace_range(begin..eind, "");
        }
        Ingreep::Teken(waar, teken) => {
            let plek = grens(tekst, waar);
            if let Some(oud) = tekst[plek..].chars().next() {
                tekst.replace_range(plek..plek + oud.len_utf8(), teken.encode_utf8(&mut [0; 4]));
            }
        }
        Ingreep::RegelDubbel(waar) | Ingreep::RegelWeg(waar) => {
            let regels: Vec<&str> = tekst.split_inclusive('\n').collect();
            let welk = regels.len() * waar / 10_000;
            let dubbel = matches!(ingreep, Ingreep::RegelDubbel(_));
            let nieuw = regels.iter().enumerate().flat_map(|(i, regel)| {
                let keer = match (i == welk, dubbel) {
                    (false, _) => 1,
                    (true, true) => 2,
                    (true, false) => 0,
                };
                std::iter::repeat_n(*regel, keer)
            });
            *tekst = nieuw.collect();
        }
        Ingreep::Voorvoegsel(welk, naar) => {
            let oud = ["jw323", "ijw"][welk];
            let nieuw = ["a", "", "een-heel-lang-voorvoegsel", "ijw", "jw"][naar];
            let (los, vast) = if nieuw.is_empty() {
                (String::new(), "xmlns".to_owned())
            } else {
                (format!("{nieuw}:"), format!("xmlns:{nieuw}"))
            };
            *tekst = tekst
                .replace(&format!("xmlns:{oud}="), &format!("{vast}="))
                .replace(&format!("<{oud}:"), &format!("<{los}"))
                .replace(&format!("</{oud}:"), &format!("</{los}"));
        }
        Ingreep::InWaarde(waar, welk) => {
            let plek = grens(tekst, waar);
            let waarde = |(i, b): (usize, &[u8])| (b[0] == b'>' && b[1].is_ascii_alphanumeric()).then_some(i);
            if let Some(begin) = tekst.as_bytes()[plek..].windows(2).enumerate().find_map(waarde) {
                tekst.insert_str(plek + begin + 2, STUKJES[welk]);
            }
        }
        Ingreep::Afbreken(waar) => tekst.truncate(grens(tekst, waar)),
        Ingreep::InMerk(waar, welk) => {
            let plek = grens(tekst, waar);
            if let Some(sluit) = tekst[plek..].find('>') {
                tekst.insert_str(plek + sluit, STUKJES[welk]);
            }
        }
    }
}

fn keer() -> u32 {
    let maal = std::env::var("HOUVAST_MAAL").ok().and_then(|m| m.parse().ok());
    2_000 * maal.unwrap_or(1)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: keer(), max_shrink_iters: 2_000, ..ProptestConfig::default() })]

    #[test]
    fn de_snelle_weg_en_de_gewone_lezer_zeggen_hetzelfde(
        antwoord in prop::bool::weighted(0.2),
        clienten in 0..4_usize,
        lijnen in 0..5_usize,
        ingrepen in prop::collection::vec(ingreep(), 0..4),
        ingesprongen in any::<bool>(),
        hap in prop_oneof![Just(1 << 20), 16..5_000_usize],
        ruimte in prop_oneof![3 => Just(u64::MAX), 1 => 0..20_000_u64],
        kernen in 2..5_usize,
        blok in prop_oneof![16..400_usize, 400..8_000_usize],
        vanaf in 0..4_000_u64,
    ) {
        let mut tekst = bericht(antwoord, clienten, lijnen);
        if ingesprongen {
            tekst = tekst.replace("\r\n<", "\n    <");
        }
        for ingreep in &ingrepen {
            doe(&mut tekst, ingreep);
        }
        let grenzen = Grenzen { maximum: ruimte, ..Grenzen::default() };
        let snel = langs(tekst.as_bytes(), hap, &grenzen, true);
        let gewoon = langs(tekst.as_bytes(), hap, &grenzen, false);
        prop_assert_eq!(&snel, &gewoon, "{}", tekst);
        let kernen = Kernen { aantal: kernen, blok, vanaf };
        let samen = langs_op(tekst.as_bytes(), hap, &grenzen, true, kernen);
        prop_assert_eq!(&samen, &gewoon, "{:?} {}", kernen, tekst);
        let stil = stil_op(tekst.as_bytes(), hap, &grenzen, kernen);
        prop_assert_eq!(&stil, &gewoon.0, "{:?} {}", kernen, tekst);
        if ruimte == u64::MAX {
            // And both say what the message says that is held whole.
            let (bericht, verwacht) = heel(tekst.as_bytes(), true);
            prop_assert_eq!(snel.0.kop.is_some() || snel.0.bericht.is_some(), bericht.is_some());
            prop_assert_eq!(op_plaats(snel.0.bevindingen), op_plaats(verwacht), "{}", tekst);
        }
    }
}

#[test]
fn een_gewone_declaratie_gaat_helemaal_over_de_snelle_weg() {
    // The general reader would need a window for every Prestatie; the fast road leaves only the last tags.
    let tekst = bericht(false, 3, 40);
    let merken = crate::lezen::snel::Merken::van("jw323", "ijw").unwrap();
    for stuk in tekst.split("<jw323:Prestatie>").skip(1) {
        let eind = stuk.find("</jw323:Prestatie>").unwrap() + "</jw323:Prestatie>".len();
        let stuk = format!("<jw323:Prestatie>{}{}", &stuk[..eind], " ".repeat(16));
        let mut s = crate::lezen::snel::Snel::op(stuk.as_bytes(), &merken);
        let ruimte = crate::lezen::lezer::Ruimte::Bericht;
        let gelezen = s.klasse(ruimte, b"Prestatie>", crate::berichten::jw323::Prestatie::snel);
        assert!(gelezen.is_some(), "{stuk}");
    }
}

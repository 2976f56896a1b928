//! Nothing of a person is left, and the message is as right or wrong as it was.

use super::verzameling::is_persoonlijk;
use super::*;
use crate::controle::{Opties, controleer};
use crate::genereer::{Generator, Opdracht};
use jiff::civil::date;
use proptest::prelude::*;
use std::collections::BTreeSet;

const DAG: Date = date(2026, 11, 22);

fn gemaakt(soort: BerichtSoort, zaad: u64, fouten: u8) -> Vec<u8> {
    let o = Opdracht {
        soort,
        zaad,
        peildatum: DAG,
        aantal: 2,
        prestaties: 30,
        fouten,
    };
    let mut bytes = Vec::new();
    Generator::nieuw(o)
        .unwrap()
        .volgende(&mut bytes, |_| ())
        .unwrap()
        .unwrap();
    bytes
}

fn bevindingen(bytes: &[u8]) -> Vec<(String, String)> {
    let verslag = controleer(bytes, &Opties::op(DAG)).unwrap();
    verslag
        .bevindingen
        .iter()
        .map(|b| (b.regel.to_string(), b.pad.clone()))
        .collect()
}

/// Path, whether it is personal, and value of every leaf.
fn waarden(element: &Element, klasse: &'static Klasse, pad: &str, uit: &mut Vec<(String, bool, String)>) {
    for kind in element.kinderen() {
        let pad = format!("{pad}/{}", kind.naam());
        let Some(veld) = klasse.veld(kind.naam()) else {
            continue;
        };
        match veld.klasse() {
            Some(binnen) => waarden(kind, binnen, &pad, uit),
            None => {
                let geboren = pad.ends_with("Geboortedatum/Datum");
                uit.push((pad, is_persoonlijk(veld) || geboren, kind.tekst()));
            }
        }
    }
}

fn van(bytes: &[u8]) -> Vec<(String, bool, String)> {
    let (blad, soort) = open(bytes).unwrap();
    let mut uit = Vec::new();
    waarden(&blad.wortel, soort.wortel(), "", &mut uit);
    uit
}

/// Character data, attribute values, comments and instructions: all but the names of elements.
fn buiten_de_merken(bytes: &[u8]) -> String {
    let tekst = std::str::from_utf8(bytes).unwrap();
    let mut uit = String::new();
    for stuk in tekst.split('<') {
        let (merk, na) = stuk.split_once('>').unwrap_or(("", stuk));
        let merk = merk.split_once(|c: char| c.is_whitespace() || c == '!' || c == '?');
        uit.push_str(merk.map_or("", |(_, rest)| rest));
        uit.push('\n');
        uit.push_str(na);
    }
    uit.to_lowercase()
}

/// No personal value of four or more characters is left, and each personal element says something else.
fn niets_over(oud: &[u8], nieuw: &[u8]) -> Result<(), TestCaseError> {
    let (voor, na, tekst) = (van(oud), van(nieuw), buiten_de_merken(nieuw));
    prop_assert_eq!(voor.len(), na.len());
    for ((pad, persoonlijk, oud), (pad_na, _, nieuw)) in voor.iter().zip(&na) {
        prop_assert_eq!(pad, pad_na);
        let kaal = oud.trim().to_lowercase();
        if !persoonlijk || kaal.is_empty() || kaal == "1900-01-01" || kaal.chars().all(|c| c == '0') {
            continue;
        }
        prop_assert_ne!(oud, nieuw, "{}", pad);
        if kaal.chars().count() >= 4 {
            prop_assert!(!tekst.contains(&kaal), "{} {} staat er nog", pad, kaal);
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 120, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn van_een_gemaakt_bericht_blijft_de_geldigheid_en_niemand_over(
        soort in 0..BerichtSoort::ALLE.len(), zaad in any::<u64>(), fouten in prop::sample::select(vec![0_u8, 100]),
    ) {
        let oud = gemaakt(BerichtSoort::ALLE[soort], zaad, fouten);
        let mut a = Anonimiseur::nieuw(zaad ^ 99, zaad % 2 == 0);
        match a.bericht(&oud) {
            Ok(nieuw) => {
                niets_over(&oud, &nieuw)?;
                let regels = |bytes: &[u8]| bevindingen(bytes).into_iter().map(|(r, _)| r).collect::<BTreeSet<_>>();
                prop_assert_eq!(regels(&oud), regels(&nieuw), "{}\n{}", String::from_utf8_lossy(&oud), String::from_utf8_lossy(&nieuw));
            }
            Err(reden) => {
                let regels = bevindingen(&oud);
                prop_assert!(regels.iter().any(|(r, _)| matches!(r.as_str(), "HV:codering" | "HV:doctype" | "XSD:xml")), "{reden} {regels:?}");
            }
        }
    }

    #[test]
    fn een_naam_op_een_vreemde_plaats_blijft_ook_niet_staan(
        zaad in any::<u64>(), plek in any::<prop::sample::Index>(), waar in 0..9_usize,
    ) {
        const GEHEIM: &str = "Proefkonijn";
        let oud = String::from_utf8(gemaakt(BerichtSoort::Jw301, zaad, 0)).unwrap();
        // After a random tag, or in it.
        let eindes: Vec<usize> = oud.match_indices('>').map(|(i, _)| i).skip(2).collect();
        let open: Vec<usize> = eindes.iter().copied().filter(|i| {
            let begin = oud[..*i].rfind('<').unwrap();
            !oud[begin..].starts_with("</")
        }).collect();
        let i = *plek.get(&open);
        let (bij, wat) = match waar {
            0 => (i + 1, format!("<!-- {GEHEIM} -->")),
            1 => (i + 1, format!("<?pi {GEHEIM}?>")),
            2 => (i, format!(" id=\"{GEHEIM}\"")),
            3 => (i, format!(" xmlns:{GEHEIM}=\"urn:x\"")),
            4 => (i, format!(" xmlns:q=\"urn:{GEHEIM}\"")),
            5 => (i + 1, GEHEIM.to_owned()),
            6 => (i + 1, format!("<![CDATA[{GEHEIM}]]>")),
            7 => (i + 1, format!("<{GEHEIM}>x</{GEHEIM}>")),
            _ => (i, format!(" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:type=\"{GEHEIM}\"")),
        };
        let mut vuil = oud.clone();
        vuil.insert_str(bij, &wat);
        let mut a = Anonimiseur::nieuw(1, false);
        let nieuw = a.bericht(vuil.as_bytes());
        if let Ok(nieuw) = nieuw {
            let tekst = String::from_utf8(nieuw).unwrap();
            prop_assert!(!tekst.contains(GEHEIM), "{waar}: {tekst}");
        } else {
            prop_assert!(false, "{waar} {nieuw:?}\n{vuil}");
        }
    }
}

#[test]
fn dezelfde_persoon_is_overal_dezelfde_en_twee_personen_blijven_twee() {
    let berichten: Vec<_> = [3_u64, 3, 4]
        .iter()
        .map(|zaad| gemaakt(BerichtSoort::Jw315, *zaad, 0))
        .collect();
    let mut a = Anonimiseur::nieuw(5, false);
    berichten.iter().for_each(|b| a.verken(b));
    let bsn = |bytes: &[u8]| {
        van(bytes)
            .into_iter()
            .find(|(pad, ..)| pad == "/Client/Bsn")
            .unwrap()
            .2
    };
    let na: Vec<_> = berichten.iter().map(|b| bsn(&a.bericht(b).unwrap())).collect();
    assert_eq!(na[0], na[1]);
    assert_ne!(na[0], na[2]);
    assert!(
        na.iter().all(|n| n.starts_with("9999") && waarde::elfproef(n)),
        "{na:?}"
    );
}

/// `000…01` to `000…09`: nine references, and no others of that shape (TR101: each once).
#[test]
fn nummers_waarvan_er_weinig_zijn_blijven_van_elkaar_verschillen() {
    for zaad in [4_449_337_426_429_311_000, 1, 2, 3] {
        let oud = gemaakt(BerichtSoort::Jw323, zaad, 0);
        let na = Anonimiseur::nieuw(zaad ^ 99, true).bericht(&oud).unwrap();
        assert_eq!((bevindingen(&oud), bevindingen(&na)), (vec![], vec![]), "{zaad}");
    }
}

/// The fuzzer found it: a valid `2` with a tab became a `1`.
#[test]
fn een_getal_met_wit_erom_blijft_dat_getal() {
    let tekst = String::from_utf8(gemaakt(BerichtSoort::Jw302, 8, 0)).unwrap();
    for (naam, waarde) in [
        ("BerichtSubversie", "2"),
        ("BerichtVersie", "3"),
        ("BerichtCode", "437"),
    ] {
        let met_wit = tekst.replace(&format!("{naam}>{waarde}<"), &format!("{naam}>\n {waarde}\t<"));
        assert_ne!(met_wit, tekst);
        // A code is text: there the white space itself is the fault, and stays the only one.
        let voor = bevindingen(met_wit.as_bytes());
        assert_eq!(voor.is_empty(), naam != "BerichtCode");
        let na = Anonimiseur::nieuw(1, true).bericht(met_wit.as_bytes()).unwrap();
        assert_eq!(bevindingen(&na), voor, "{naam}");
    }
}

#[test]
fn een_nummer_met_nullen_ervoor_blijft_geldig() {
    // Found by the fuzzer: ten characters are a number of nine digits here, and became one of ten.
    let bytes = String::from_utf8(gemaakt(BerichtSoort::Jw305, 3, 0)).unwrap();
    let (voor, rest) = bytes.split_once("ToewijzingNummer>").unwrap();
    let (nummer, na) = rest.split_once('<').unwrap();
    assert!(nummer.len() <= 9, "{nummer}");
    for nummer in ["0765395558", "000765395558", "0000000005", "0000000000", "5", "0"] {
        let oud = format!("{voor}ToewijzingNummer>{nummer}<{na}");
        assert_eq!(bevindingen(oud.as_bytes()), [], "{nummer}");
        for zaad in 0..60 {
            let nieuw = Anonimiseur::nieuw(zaad, false).bericht(oud.as_bytes()).unwrap();
            assert_eq!(bevindingen(&nieuw), [], "{nummer}, zaad {zaad}");
            let nieuw = String::from_utf8(nieuw).unwrap();
            let (wordt, _) = nieuw
                .split_once("ToewijzingNummer>")
                .unwrap()
                .1
                .split_once('<')
                .unwrap();
            assert_eq!(wordt.len(), nummer.len());
            assert_ne!(wordt, nummer);
        }
    }
}

#[test]
fn partijen_blijven_tenzij_dat_gevraagd_wordt() {
    let oud = gemaakt(BerichtSoort::Jw315, 8, 0);
    let kop = |bytes: &[u8]| -> Vec<String> {
        van(bytes)
            .into_iter()
            .filter(|(p, ..)| p == "/Header/Afzender" || p == "/Header/Ontvanger")
            .map(|(.., w)| w)
            .collect()
    };
    assert_eq!(
        kop(&Anonimiseur::nieuw(1, false).bericht(&oud).unwrap()),
        kop(&oud)
    );
    let anders = kop(&Anonimiseur::nieuw(1, true).bericht(&oud).unwrap());
    assert!(
        anders
            .iter()
            .zip(kop(&oud))
            .all(|(na, voor)| *na != voor && na.len() == voor.len())
    );
}

#[test]
fn sommen_codes_en_dagen_van_zorg_blijven() {
    let oud = gemaakt(BerichtSoort::Jw323, 8, 0);
    let nieuw = Anonimiseur::nieuw(1, false).bericht(&oud).unwrap();
    for (voor, na) in van(&oud).into_iter().zip(van(&nieuw)) {
        let blijft = [
            "Bedrag",
            "Eenheid",
            "Begindatum",
            "Einddatum",
            "ProductCode",
            "GeleverdVolume",
            "DebetCredit",
        ];
        if blijft.iter().any(|naam| voor.0.ends_with(naam)) {
            assert_eq!(voor, na);
        }
    }
    assert_eq!(bevindingen(&nieuw), []);
}

#[test]
fn wat_niet_kan_wordt_gezegd() {
    let mut a = Anonimiseur::nieuw(1, false);
    assert_eq!(a.bericht(b"hallo"), Err(NietTeAnonimiseren::GeenXml));
    assert_eq!(a.bericht(b"<a>Jansen</a>"), Err(NietTeAnonimiseren::GeenBericht));
    assert_eq!(
        a.bericht(b"<?xml version='1.0' encoding='ISO-8859-1'?><a/>"),
        Err(NietTeAnonimiseren::Codering)
    );
    let afgebroken = &gemaakt(BerichtSoort::Jw301, 1, 0)[..900];
    assert_eq!(a.bericht(afgebroken), Err(NietTeAnonimiseren::GeenXml));
}

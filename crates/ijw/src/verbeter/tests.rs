//! Only sure corrections, and each of them really one.

use super::*;
use crate::genereer::{Generator, Opdracht, geplande_fouten};
use jiff::civil::date;
use proptest::prelude::*;

fn opties() -> Opties {
    Opties::op(date(2026, 11, 22))
}

fn opdracht(soort: BerichtSoort, zaad: u64) -> Opdracht {
    Opdracht {
        soort,
        zaad,
        peildatum: date(2026, 11, 22),
        aantal: 2,
        prestaties: 12,
        fouten: 0,
    }
}

fn goed(soort: BerichtSoort, zaad: u64) -> String {
    let mut bytes = Vec::new();
    Generator::nieuw(opdracht(soort, zaad))
        .unwrap()
        .volgende(&mut bytes, |_| ())
        .unwrap()
        .unwrap();
    String::from_utf8(bytes).unwrap()
}

fn met_fout(soort: BerichtSoort, regel: &str) -> Vec<u8> {
    (0..20)
        .find_map(|zaad| {
            Generator::nieuw(opdracht(soort, zaad))
                .unwrap()
                .met_fout(regel)
                .unwrap()
        })
        .unwrap_or_else(|| panic!("{soort:?} {regel}"))
        .0
}

fn van(bytes: &[u8]) -> Verbetering {
    verbeter(bytes, &opties()).unwrap()
}

/// Mended completely, to what it was before it was spoilt.
#[track_caller]
fn hersteld(goed: &str, fout: impl AsRef<[u8]>) {
    assert_ne!(goed.as_bytes(), fout.as_ref());
    let na = van(fout.as_ref());
    assert!(!na.verslag.geldig(), "de fout is geen fout");
    assert!(na.over.is_empty(), "{:?}", na.over);
    assert!(!na.gedaan.is_empty() && na.raad.iter().any(|r| r.zeker));
    let kopie = String::from_utf8(na.kopie.unwrap()).unwrap();
    assert_eq!(kaal(&kopie), kaal(goed));
}

/// Without the spacing between elements.
fn kaal(tekst: &str) -> String {
    tekst.split(['\r', '\n']).map(str::trim).collect()
}

#[test]
fn een_goed_bericht_blijft_zoals_het_is() {
    for soort in BerichtSoort::ALLE {
        let na = van(goed(*soort, 1).as_bytes());
        assert!(na.verslag.geldig() && na.kopie.is_none() && na.raad.is_empty() && na.gedaan.is_empty());
    }
}

#[test]
fn codering_stuurteken_en_doctype_worden_hersteld() {
    let b = goed(BerichtSoort::Jw315, 3);
    let utf16 = b.replacen("UTF-8", "UTF-16", 1);
    hersteld(
        &b,
        format!("\u{feff}{utf16}")
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect::<Vec<_>>(),
    );
    hersteld(
        &b,
        utf16
            .encode_utf16()
            .flat_map(u16::to_be_bytes)
            .collect::<Vec<_>>(),
    );
    let met_euro = b.replacen("<ijw:Achternaam>", "<ijw:Achternaam>Zoë ", 1);
    let latijn: Vec<u8> = met_euro
        .replacen("UTF-8", "ISO-8859-1", 1)
        .chars()
        .map(|c| u8::try_from(u32::from(c)).unwrap_or(b'?'))
        .collect();
    let na = van(&latijn);
    assert!(String::from_utf8(na.kopie.unwrap()).unwrap().contains("Zoë "));
    hersteld(&b, b.replacen("<ijw:Achternaam>", "<ijw:Achternaam>\u{1}", 1));
    hersteld(
        &b,
        b.replacen("<jw315:Bericht", "<!DOCTYPE Bericht><jw315:Bericht", 1),
    );
    hersteld(&b, format!("\r\n  {b}"));
    let na = van(b
        .replacen(
            "<jw315:Bericht",
            "<!DOCTYPE b [<!ENTITY a \"x\">]><jw315:Bericht",
            1,
        )
        .as_bytes());
    assert!(na.kopie.is_none(), "een DOCTYPE met inhoud kan iets betekenen");
}

#[test]
fn een_los_en_teken_wordt_geschreven_zoals_xml_het_wil() {
    let b = goed(BerichtSoort::Jw315, 3).replacen("<ijw:Achternaam>", "<ijw:Achternaam>A &amp; B ", 1);
    hersteld(&b, b.replacen("&amp;", "&", 1));
    let na = van(b.replacen("&amp;", "&eacute;", 1).as_bytes());
    assert!(na.kopie.is_none(), "een onbekende verwijzing is geen los teken");
}

#[test]
fn volgorde_omhulsel_en_hoofdletters_van_elementen() {
    let b = goed(BerichtSoort::Jw315, 4);
    let bsn = b
        .split("<jw315:Bsn>")
        .nth(1)
        .unwrap()
        .split('<')
        .next()
        .unwrap()
        .to_owned();
    let bsn = format!("<jw315:Bsn>{bsn}</jw315:Bsn>\r\n");
    hersteld(
        &b,
        b.replacen(&bsn, "", 1).replacen(
            "<jw315:AangevraagdeProducten>",
            &format!("{bsn}<jw315:AangevraagdeProducten>"),
            1,
        ),
    );
    hersteld(
        &b,
        b.replacen("<jw315:AangevraagdeProducten>", "", 1)
            .replacen("</jw315:AangevraagdeProducten>", "", 1),
    );
    hersteld(&b, b.replace("jw315:Geslacht>", "jw315:geslacht>"));
    hersteld(&b, b.replacen(&bsn, &format!("{bsn}{bsn}"), 1));
    let ander = bsn.replace("<jw315:Bsn>9", "<jw315:Bsn>8");
    assert!(
        van(b.replacen(&bsn, &format!("{bsn}{ander}"), 1).as_bytes())
            .kopie
            .is_none(),
        "welk van de twee?"
    );
}

#[test]
fn naamruimte_attribuut_en_vaste_waarden() {
    let b = goed(BerichtSoort::Jw305, 4);
    hersteld(&b, b.replace("ijw:Identificatie>", "jw305:Identificatie>"));
    hersteld(&b, b.replace("jw305:Geslacht>", "ijw:Geslacht>"));
    hersteld(&b, b.replacen("/jw305/", "/JW305/", 1));
    hersteld(&b, b.replacen("<jw305:Geslacht>", "<jw305:Geslacht id=\"1\">", 1));
    hersteld(&b, b.replacen("BerichtCode>438", "BerichtCode>440", 1));
    hersteld(&b, b.replacen("BerichtVersie>3", "BerichtVersie>3.2", 1));
}

#[test]
fn spaties_kleine_letters_en_datums_met_een_goed_antwoord() {
    let b = goed(BerichtSoort::Jw301, 4);
    hersteld(&b, b.replacen(">NL<", ">nl<", 1));
    hersteld(&b, b.replacen(">NL<", "> NL <", 1));
    let bsn = b
        .split("<jw301:Bsn>")
        .nth(1)
        .unwrap()
        .split('<')
        .next()
        .unwrap()
        .to_owned();
    hersteld(
        &b,
        b.replacen(&bsn, &format!("{}.{} {}", &bsn[..4], &bsn[4..7], &bsn[7..]), 1),
    );
    let dag = b.split("<ijw:Dagtekening>").nth(1).unwrap()[..10].to_owned();
    let dagtekening = |nieuw: &str| {
        b.replacen(
            &format!("<ijw:Dagtekening>{dag}"),
            &format!("<ijw:Dagtekening>{nieuw}"),
            1,
        )
    };
    hersteld(&b, dagtekening(&format!("{dag}Z")));
    hersteld(&b, dagtekening(&format!("{dag}T00:00:00+01:00")));
    hersteld(&b, dagtekening(&dag.replace('-', "")));
    hersteld(&b, dagtekening(&dag.replace('-', "/")));
    let zonder = (0..20)
        .map(|zaad| goed(BerichtSoort::Jw315, zaad))
        .find(|b| !b.contains("Raamcontract"))
        .unwrap();
    hersteld(
        &zonder,
        zonder.replacen("</jw315:Verwijzer>", "</jw315:Verwijzer><jw315:Raamcontract/>", 1),
    );
    assert!(
        van(dagtekening("03-04-2026").as_bytes()).kopie.is_none(),
        "dag of maand eerst?"
    );
    assert!(
        van(dagtekening("31-10-2026").as_bytes()).kopie.is_some(),
        "31 is geen maand"
    );
}

#[test]
fn sommen_en_debet_van_een_declaratie() {
    let na = van(&met_fout(BerichtSoort::Jw323, "TR358"));
    assert!(na.over.is_empty() && na.kopie.is_some(), "{:?}", na.over);
    let na = van(&met_fout(BerichtSoort::Jw323, "CS340"));
    assert!(na.over.is_empty() && na.kopie.is_some(), "{:?}", na.over);
    // A line that becomes debet may no longer refer to an earlier one: that is for people (CD060).
    let na = van(&met_fout(BerichtSoort::Jw323, "CS325"));
    assert!(na.raad.iter().all(|r| r.advies.contains("D (debet)")));
}

#[test]
fn wat_dubbel_is_gaat_weg_en_wat_twee_antwoorden_heeft_blijft() {
    let na = van(&met_fout(BerichtSoort::Jw317, "TR101"));
    assert!(na.over.is_empty() && na.kopie.is_some(), "{:?}", na.over);
    for (soort, regel) in [
        (BerichtSoort::Jw315, "CS002"),
        (BerichtSoort::Jw315, "CD077"),
        (BerichtSoort::Jw319, "TR377"),
        (BerichtSoort::Jw301, "TR061"),
        (BerichtSoort::Jw323, "CD087"),
    ] {
        let na = van(&met_fout(soort, regel));
        assert!(na.kopie.is_none() && na.gedaan.is_empty(), "{regel}");
        assert!(
            na.raad
                .iter()
                .all(|r| !r.zeker && r.advies.ends_with('.') && r.advies.len() > 15)
        );
        assert_eq!(na.over, na.raad);
    }
}

#[test]
fn elke_geplande_fout_krijgt_een_advies_en_nooit_een_slechtere_kopie() {
    for soort in BerichtSoort::ALLE {
        for regel in geplande_fouten(*soort) {
            let Some((bytes, _)) = Generator::nieuw(opdracht(*soort, 2))
                .unwrap()
                .met_fout(regel)
                .unwrap()
            else {
                continue;
            };
            let na = van(&bytes);
            assert!(!na.raad.is_empty(), "{soort:?} {regel}");
            for raad in &na.raad {
                assert!(
                    raad.advies.ends_with('.') && raad.advies.len() > 15,
                    "{regel}: {}",
                    raad.advies
                );
                assert!(!raad.advies.contains("99990"), "{}", raad.advies);
            }
            if let Some(kopie) = &na.kopie {
                let verslag = controleer(kopie.as_slice(), &opties()).unwrap();
                assert!(beter(&na.verslag, &verslag), "{soort:?} {regel}");
                let over: Vec<_> = na.over.iter().map(|r| r.bevinding.clone()).collect();
                assert_eq!(verslag.bevindingen, over);
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn een_verminkt_bericht_geeft_nooit_een_paniek_of_een_tweede_verbetering(
        soort in 0..BerichtSoort::ALLE.len(), zaad in any::<u64>(), plek in any::<prop::sample::Index>(),
        weg in 0..30_usize, erin in "[<>&/a-z \"=]{0,8}",
    ) {
        let b = goed(BerichtSoort::ALLE[soort], zaad);
        let begin = plek.index(b.len());
        let begin = (0..=begin).rev().find(|i| b.is_char_boundary(*i)).unwrap();
        let eind = (begin + weg).min(b.len());
        let eind = (eind..=b.len()).find(|i| b.is_char_boundary(*i)).unwrap();
        let kapot = format!("{}{erin}{}", &b[..begin], &b[eind..]);
        let na = van(kapot.as_bytes());
        if let Some(kopie) = na.kopie {
            // What is sure was done at once.
            prop_assert!(van(&kopie).gedaan.is_empty(), "{:?}", na.gedaan);
        }
    }
}

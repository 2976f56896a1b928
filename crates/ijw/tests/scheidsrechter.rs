//! Our verdict on level 1 beside that of libxml2 with the schemas, and the round trip through our own writer.
#![expect(clippy::unwrap_used, reason = "a surprise should stop the test")]

mod proef;

use houvast_ijw::{BerichtSoort, Bevinding, Grenzen, lees, schrijf};
use proef::{Declaraties, Keuzes, als_xml, verander, xmllint};
use proptest::prelude::*;
use std::collections::BTreeMap;

const ZAAD: u64 = 20_261_122;

/// A number from the environment, for longer runs: `HOUVAST_ZAAD` and `HOUVAST_MAAL`.
fn uit_omgeving(naam: &str, anders: u64) -> u64 {
    std::env::var(naam)
        .ok()
        .and_then(|w| w.parse().ok())
        .unwrap_or(anders)
}

/// The messages of the first chain; the others take part with fewer files.
const KETEN: [&str; 6] = ["JW301", "JW302", "JW315", "JW316", "JW319", "JW320"];

#[test]
fn ons_oordeel_is_dat_van_de_scheidsrechter() {
    let Some(schemas) = xmllint::schemas() else { return };
    let d = Declaraties::lees();
    let map = xmllint::map("scheidsrechter");
    let zaad = uit_omgeving("HOUVAST_ZAAD", ZAAD);
    let maal = uit_omgeving("HOUVAST_MAAL", 1);
    println!("zaad {zaad}");
    let mut verschillen = Vec::new();
    let mut strenger: BTreeMap<String, usize> = BTreeMap::new();
    let (mut goed, mut fout) = (0, 0);
    for (s, soort) in d.namen().into_iter().enumerate() {
        let aantal: u64 = maal * if KETEN.contains(&soort.as_str()) { 350 } else { 40 };
        let mut bestanden = Vec::new();
        let mut onze = BTreeMap::new();
        for i in 0..aantal {
            let mut k = Keuzes::zaad(zaad + s as u64 * 1_000_000 + i, 20_000);
            let mut boom = d.bericht(&soort, &mut k);
            for _ in 0..k.kies(4) {
                verander::boom(&d, &mut boom, &mut k);
            }
            let xml = als_xml(&boom, &mut k);
            let bytes = verander::bytes(xml, &mut k);
            let pad = map.join(format!("{soort}-{i}.xml"));
            std::fs::write(&pad, &bytes).unwrap();
            let lezing = lees(bytes.as_slice(), &Grenzen::default()).unwrap();
            assert_eq!(
                lezing.bericht.is_some(),
                lezing.bevindingen.is_empty(),
                "{}",
                pad.display()
            );
            onze.insert(pad.clone(), lezing);
            bestanden.push(pad);
        }
        let hunne = xmllint::keur(&schemas, &soort, &bestanden);
        for (pad, lezing) in onze {
            let wij = lezing.bevindingen.is_empty() && lezing.soort.is_some_and(|s| s.as_str() == soort);
            let zij = hunne.contains(&pad);
            if zij {
                goed += 1
            } else {
                fout += 1
            }
            if wij == zij {
                continue;
            }
            if zij && enige_fout_is_streepje_in_tijdzone(&lezing.bevindingen) {
                *strenger
                    .entry("libxml2: streepje in [^Z+-]".to_owned())
                    .or_default() += 1;
                continue;
            }
            match lezing.bevindingen.iter().find(|b| b.regel.starts_with("HV:")) {
                Some(b) if zij => {
                    println!("strenger: {} {}", b.regel, pad.display());
                    *strenger.entry(b.regel.to_string()).or_default() += 1;
                }
                _ => verschillen.push(format!(
                    "{}: wij {wij}, zij {zij}: {:?}",
                    pad.display(),
                    lezing.bevindingen.first()
                )),
            }
        }
    }
    println!("geldig {goed}, ongeldig {fout}, strenger {strenger:?}");
    assert!(
        verschillen.is_empty(),
        "zaad {zaad}, {} verschillen:\n{}",
        verschillen.len(),
        verschillen.join("\n")
    );
    assert!(
        goed > 500 && fout > 500,
        "het mengsel is te eenzijdig: {goed} goed, {fout} fout"
    );
    let bekend = [
        "HV:doctype",
        "HV:jaartal",
        "HV:codering",
        "HV:stuurteken",
        "libxml2: streepje in [^Z+-]",
    ];
    assert!(
        strenger.keys().all(|r| bekend.contains(&r.as_str())),
        "{strenger:?}"
    );
}

#[test]
fn wat_wij_schrijven_is_geldig_voor_de_scheidsrechter() {
    let Some(schemas) = xmllint::schemas() else { return };
    let d = Declaraties::lees();
    let map = xmllint::map("geschreven");
    for (s, soort) in d.namen().into_iter().enumerate() {
        let bestanden: Vec<_> = (0..30_u64)
            .map(|i| {
                let mut k = Keuzes::zaad(ZAAD ^ (s as u64 * 1000 + i), 20_000);
                let xml = als_xml(&d.bericht(&soort, &mut k), &mut k);
                let lezing = lees(xml.as_bytes(), &Grenzen::default()).unwrap();
                let bericht = lezing
                    .bericht
                    .unwrap_or_else(|| panic!("{:?}\n{xml}", lezing.bevindingen));
                let pad = map.join(format!("{soort}-{i}.xml"));
                std::fs::write(&pad, schrijf(&bericht)).unwrap();
                pad
            })
            .collect();
        let goed = xmllint::keur(&schemas, &soort, &bestanden);
        let af: Vec<_> = bestanden.iter().filter(|b| !goed.contains(*b)).collect();
        assert!(af.is_empty(), "afgekeurd: {af:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn schrijven_en_lezen_geeft_hetzelfde_bericht(
        soort in 0..BerichtSoort::ALLE.len(),
        keuzes in proptest::collection::vec(any::<u32>(), 0..400),
    ) {
        let soort = BerichtSoort::ALLE[soort];
        let d = Declaraties::lees();
        let mut k = Keuzes::nieuw(keuzes);
        let xml = als_xml(&d.bericht(soort.as_str(), &mut k), &mut k);
        let eerste = lees(xml.as_bytes(), &Grenzen::default()).unwrap();
        prop_assert!(eerste.bevindingen.is_empty(), "{:?}\n{}", eerste.bevindingen, xml);
        prop_assert_eq!(eerste.soort, Some(soort));
        prop_assert_eq!(eerste.release.as_deref(), Some("3.2"));
        let bericht = eerste.bericht.unwrap();
        let bytes = schrijf(&bericht);
        let tweede = lees(bytes.as_slice(), &Grenzen::default()).unwrap();
        prop_assert_eq!(tweede.bericht.as_ref(), Some(&bericht), "{}", String::from_utf8_lossy(&bytes));
        prop_assert_eq!(schrijf(&tweede.bericht.unwrap()), bytes);
    }
}

/// libxml2 drops the hyphen at the end of `[^Z+-]` and so lets `12:00:00-01:00` pass; the recommendation does not
/// (docs/besluiten/020-oordeel-niveau-1.md).
fn enige_fout_is_streepje_in_tijdzone(bevindingen: &[Bevinding]) -> bool {
    !bevindingen.is_empty()
        && bevindingen
            .iter()
            .all(|b| b.regel == "XSD:pattern" && b.pad.ends_with("/Toewijzingstijd"))
}

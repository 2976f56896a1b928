//! Many small messages.

use crate::data;
use crate::groot::ALLES;
use crate::meten::{maal, om_beurten, op_de_klok, processortijd, schema, snelheid, tijdelijk};
use houvast_ijw::{lees_bytes, regels, stroom};
use std::hint::black_box;
use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

const LXML: &str = "
import sys, time
from lxml import etree
schemas = {}
berichten = []
for regel in open(sys.argv[2]):
    soort, begin, lengte = regel.split()
    if soort not in schemas:
        schemas[soort] = etree.XMLSchema(etree.parse(sys.argv[1] + '/' + soort + '.xsd'))
    berichten.append((schemas[soort], int(begin), int(lengte)))
bytes = open(sys.argv[3], 'rb').read()
berichten = [(s, bytes[b:b + n]) for s, b, n in berichten]
best = None
for _ in range(int(sys.argv[4])):
    begin = time.process_time_ns()
    for s, b in berichten:
        assert s.validate(etree.fromstring(b))
    duur = time.process_time_ns() - begin
    best = duur if best is None else min(best, duur)
print(best)
";

fn keur(bytes: &[u8]) {
    let gang = stroom::lees(black_box(bytes), &ALLES, &mut ()).unwrap_or_default();
    let inhoud = gang.bericht.as_ref().map(regels::inhoud).unwrap_or_default();
    assert!(gang.geldig() && inhoud.len() < 5, "{:?}", gang.bevindingen);
}

/// Twenty thousand, with levels 1 and 2, beside libxml2 that only looks at the schema.
pub(crate) fn in_proces(kort: bool) {
    let aantal = if kort { 1_000 } else { 20_000 };
    let berichten = data::klein(aantal);
    let bytes = berichten.iter().map(Vec::len).sum();
    let [ons] = om_beurten(
        if kort { 1 } else { 5 },
        [&mut || berichten.iter().for_each(|b| keur(b))],
    );
    println!(
        "{aantal} kleine berichten, {} kB, in het proces: houvast niveau 1 en 2 {} ms ({} MB/s, {} ns per bericht)",
        bytes / 1000,
        ons.as_millis(),
        snelheid(bytes, ons),
        ons.as_nanos() / aantal as u128,
    );
    match lxml(&berichten, kort) {
        Some(hun) => println!(
            "  libxml2 in het proces (lxml), alleen schema: {} ms   houvast is {} zo snel",
            hun.as_millis(),
            maal(hun, ons)
        ),
        None => println!(
            "  OVERGESLAGEN: python3 met lxml, of de schema's, zijn hier niet (HOUVAST_PYTHON wijst een andere python aan)"
        ),
    }
}

fn lxml(berichten: &[Vec<u8>], kort: bool) -> Option<Duration> {
    let map = schema("JW315")?.parent()?.to_owned();
    let (lijst, alles) = (tijdelijk("lijst"), tijdelijk("alles"));
    let mut begin = 0;
    let regels: String = berichten
        .iter()
        .map(|b| {
            let soort = lees_bytes(b, &ALLES).soort.map_or("", |s| s.as_str());
            let regel = format!("{soort} {begin} {}\n", b.len());
            begin += b.len();
            regel
        })
        .collect();
    std::fs::write(&lijst, regels).ok()?;
    std::fs::write(&alles, berichten.concat()).ok()?;
    let python = std::env::var("HOUVAST_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let uit = Command::new(python)
        .args(["-c", LXML])
        .args([&map, &lijst, &alles])
        .arg(if kort { "1" } else { "3" })
        .output();
    let _ = (std::fs::remove_file(&lijst), std::fs::remove_file(&alles));
    let tekst = String::from_utf8(uit.ok()?.stdout).ok()?;
    tekst.trim().parse().ok().map(Duration::from_nanos)
}

/// The program itself, when it was built for release, beside xmllint: start, read, judge, stop.
pub(crate) fn heel_proces(kort: bool) {
    let houvast = std::env::current_exe()
        .ok()
        .and_then(|zelf| Some(zelf.parent()?.parent()?.join("houvast")));
    let (Some(houvast), Some(schema)) = (houvast.filter(|h: &PathBuf| h.exists()), schema("JW315")) else {
        println!(
            "Een klein bericht, heel proces: OVERGESLAGEN (cargo build --release -p houvast, en de schema's)"
        );
        return;
    };
    let bestand = tijdelijk("klein.xml");
    if std::fs::write(&bestand, data::in_orde()).is_err() {
        return;
    }
    let mut ons = Command::new(houvast);
    ons.args(["bericht", "controleer", "--niveau", "2"]).arg(&bestand);
    let mut hun = Command::new("xmllint");
    hun.args(["--noout", "--nonet", "--schema"])
        .arg(schema)
        .arg(&bestand);
    let [wij, zij] = op_de_klok(
        if kort { 3 } else { 40 },
        [&mut || assert!(processortijd(&mut ons).is_some()), &mut || {
            assert!(processortijd(&mut hun).is_some())
        }],
    );
    println!(
        "Een klein bericht, heel proces: houvast {} microseconden, xmllint {}   houvast is {} zo snel",
        wij.as_micros(),
        zij.as_micros(),
        maal(zij, wij)
    );
    let _ = std::fs::remove_file(&bestand);
}

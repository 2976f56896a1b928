//! Declarations of many megabytes.

use crate::data::{self, Declaratie};
use crate::meten::{maal, om_beurten, op_de_klok, piek, processortijd, schema, snelheid as mbs, tijdelijk};
use houvast_ijw::{Grenzen, lees_bytes, schrijf, stroom};
use quick_xml::Reader;
use quick_xml::events::Event;
use std::fs::File;
use std::hint::black_box;
use std::io::BufReader;
use std::process::Command;

pub(crate) const ALLES: Grenzen = Grenzen {
    maximum: u64::MAX,
    bevindingen: 1000,
};

/// Levels 1 and 2 of a valid declaration.
fn keur(bytes: &[u8]) {
    let gang = stroom::lees(black_box(bytes), &ALLES, &mut ()).unwrap_or_default();
    assert!(gang.geldig(), "{:?}", gang.bevindingen);
}

/// The events of quick-xml, and nothing done with them.
fn gebeurtenissen(tekst: &str) {
    let mut lezer = Reader::from_str(black_box(tekst));
    let mut aantal = 0_u64;
    loop {
        match lezer.read_event() {
            Ok(Event::Eof) | Err(_) => break,
            Ok(gebeurtenis) => {
                black_box(&gebeurtenis);
                aantal += 1;
            }
        }
    }
    assert!(aantal > 0);
}

pub(crate) fn snelheid(kort: bool) {
    println!("JW323, niveau 1 en 2, een kern");
    let maten: [u64; 2] = if kort {
        [500_000, 2_000_000]
    } else {
        [10_000_000, 100_000_000]
    };
    let ronden = if kort { 2 } else { 5 };
    let mut per_byte = Vec::new();
    for maat in maten {
        let tekst = String::from_utf8(data::declaratie(maat)).unwrap_or_default();
        let bytes = tekst.as_bytes();
        let [ons, kaal] = om_beurten(ronden, [&mut || keur(bytes), &mut || gebeurtenissen(&tekst)]);
        println!(
            "  {:>5} kB  houvast {:>5} MB/s   quick-xml, alleen gebeurtenissen {:>5} MB/s   houvast is {} zo snel",
            bytes.len() / 1000,
            mbs(bytes.len(), ons),
            mbs(bytes.len(), kaal),
            maal(kaal, ons),
        );
        let ingesprongen = inspringen(&tekst);
        let [ruim] = om_beurten(ronden, [&mut || keur(ingesprongen.as_bytes())]);
        println!(
            "  {:>5} kB  houvast {:>5} MB/s   (dezelfde, ingesprongen)",
            ingesprongen.len() / 1000,
            mbs(ingesprongen.len(), ruim)
        );
        per_byte.push(ons.as_nanos() * 1_000_000 / bytes.len() as u128);
        scheidsrechter(bytes, ons);
    }
    if let [klein, groot] = per_byte.as_slice() {
        println!(
            "  per byte: de grote kost {} % van de kleine",
            groot * 100 / klein
        );
    }
}

/// One large declaration on two threads and on one, by the clock, from a file as the program reads it: out of memory one
/// thread would read without copying, which nobody does.
pub(crate) fn twee_draden(kort: bool) {
    println!(
        "JW323, niveau 1 en 2, twee draden naast een (de klok, uit een bestand; eis 1.80x, streven 1.95x)"
    );
    let (maat, ronden) = if kort { (4_000_000, 2) } else { (100_000_000, 25) };
    let pad = tijdelijk("draden.xml");
    let bytes = data::declaratie(maat);
    if std::fs::write(&pad, &bytes).is_err() {
        println!("  OVERGESLAGEN: geen plaats voor een tijdelijk bestand");
        return;
    }
    let op = |kernen: usize| {
        let bestand = File::open(&pad).map(|bestand| BufReader::with_capacity(1 << 16, bestand));
        let gang = bestand
            .and_then(|invoer| stroom::lees_op_kernen(kernen, black_box(invoer), &ALLES, None, &mut ()));
        assert!(gang.is_ok_and(|gang| gang.geldig()));
    };
    // What two cores of this machine can do at most: two readers that have nothing to do with each other.
    let los = || {
        std::thread::scope(|s| {
            s.spawn(|| op(1));
            op(1);
        });
    };
    let [een, twee, los] = op_de_klok(ronden, [&mut || op(1), &mut || op(2), &mut || los()]);
    drop(std::fs::remove_file(&pad));
    let druk = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    println!(
        "  {:>5} kB  een {:>5} MB/s   twee {:>5} MB/s   twee zijn {} zo snel   (drukte {})",
        bytes.len() / 1000,
        mbs(bytes.len(), een),
        mbs(bytes.len(), twee),
        maal(een, twee),
        druk.trim(),
    );
    println!(
        "  twee lezers los van elkaar, elk een eigen bericht: samen {} zo snel als een",
        maal(een * 2, los)
    );
}

/// As other programs write: two spaces for each level.
fn inspringen(tekst: &str) -> String {
    let mut diepte = 0_usize;
    let mut uit = String::with_capacity(tekst.len() * 5 / 4);
    for regel in tekst.lines() {
        let sluit = regel.starts_with("</");
        diepte -= usize::from(sluit);
        uit.extend(std::iter::repeat_n("  ", diepte));
        uit += regel;
        uit += "\n";
        let opent = regel.starts_with("<j") || regel.starts_with("<i");
        diepte += usize::from(opent && !regel.contains("</"));
    }
    uit
}

/// xmllint on the same bytes: schema only.
fn scheidsrechter(bytes: &[u8], ons: std::time::Duration) {
    let Some(schema) = schema("JW323") else {
        println!("  OVERGESLAGEN: de schema's voor xmllint zijn hier niet");
        return;
    };
    let bestand = tijdelijk("groot.xml");
    if std::fs::write(&bestand, bytes).is_err() {
        println!("  OVERGESLAGEN: geen plaats voor een tijdelijk bestand");
        return;
    }
    let mut xmllint = Command::new("xmllint");
    xmllint.args(["--huge", "--nonet", "--noout", "--stream", "--schema"]);
    xmllint.arg(schema).arg(&bestand);
    match processortijd(&mut xmllint) {
        Some(tijd) => println!(
            "  {:>5} kB  xmllint --stream --schema {:>5} MB per processorseconde   houvast is {} zo snel",
            bytes.len() / 1000,
            mbs(bytes.len(), tijd),
            maal(tijd, ons),
        ),
        None => println!("  OVERGESLAGEN: xmllint is hier niet"),
    }
    let _ = std::fs::remove_file(&bestand);
}

/// Memory counts with more than one thread at work.
const KERNEN: usize = 4;

/// A process of its own: reads a declaration of this size that is made while it is read.
pub(crate) fn geheugenproef(bytes: u64) {
    let declaratie = Declaratie::van_bytes(bytes);
    let lijnen = declaratie.prestaties();
    let invoer = BufReader::with_capacity(1 << 16, declaratie);
    let gang = stroom::lees_op_kernen(KERNEN, invoer, &ALLES, None, &mut ()).unwrap_or_default();
    assert!(
        gang.geldig() && gang.prestaties == lijnen,
        "{:?}",
        gang.bevindingen
    );
    println!("{lijnen} {}", piek().unwrap_or(0));
}

pub(crate) fn geheugen(kort: bool) {
    println!("Geheugen van een stroom (eis 16 MiB + 100 bytes per prestatie, streven 12 MiB + 48)");
    let maten: &[u64] = if kort {
        &[1_000_000]
    } else {
        &[1_000_000, 100_000_000, 1_000_000_000]
    };
    for maat in maten {
        let zelf = std::env::current_exe().unwrap_or_default();
        let uit = Command::new(zelf)
            .args(["--geheugen", &maat.to_string()])
            .output();
        let tekst = uit
            .map(|u| String::from_utf8_lossy(&u.stdout).into_owned())
            .unwrap_or_default();
        let getallen: Vec<u64> = tekst.split_whitespace().filter_map(|g| g.parse().ok()).collect();
        if let [lijnen, piek] = getallen.as_slice() {
            let formule = |mib: u64, per_lijn: u64| mib * 1024 + lijnen * per_lijn / 1024;
            println!(
                "  {:>5} MB, {lijnen:>7} prestaties: {piek:>6} KiB   eis {:>6}   streven {:>6}",
                maat / 1_000_000,
                formule(16, 100),
                formule(12, 48)
            );
        } else {
            println!("  OVERGESLAGEN: het geheugen is hier niet te meten");
        }
    }
}

/// One text of a million characters; the pattern of the schema is a trap for engines that go back.
pub(crate) fn commentaar() {
    let lezing = lees_bytes(data::JW315.as_bytes(), &ALLES);
    let Some(houvast_ijw::Bericht::Jw315(mut b)) = lezing.bericht else {
        return;
    };
    for (wat, tekst) in [
        ("letters", "a".repeat(1_000_000)),
        ("spaties", format!("{}x", " ".repeat(999_999))),
    ] {
        b.client.commentaar = Some(tekst.into());
        let bytes = schrijf(&houvast_ijw::Bericht::Jw315(b.clone()));
        let [tijd] = om_beurten(
            5,
            [&mut || {
                assert!(lees_bytes(black_box(&bytes), &ALLES).bericht.is_some());
            }],
        );
        println!(
            "Een Commentaar van 1.000.000 {wat}: {} microseconden",
            tijd.as_micros()
        );
    }
}

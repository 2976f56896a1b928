//! Findings as they are stored with a message and written in a `fout.json`.

use houvast_ijw::Bevinding;
use serde::{Deserialize, Serialize};

/// One stored finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct BevindingRij {
    #[serde(default)]
    pub(crate) niveau: u8,
    pub(crate) regel: String,
    pub(crate) retourcode: Option<String>,
    pub(crate) pad: String,
    pub(crate) regelnummer: u32,
    pub(crate) kolom: u32,
    pub(crate) tekst: String,
}

impl From<&Bevinding> for BevindingRij {
    fn from(b: &Bevinding) -> Self {
        Self {
            niveau: b.niveau,
            regel: b.regel.to_string(),
            retourcode: b.retourcode.as_deref().map(str::to_owned),
            pad: b.pad.clone(),
            regelnummer: b.regelnummer,
            kolom: b.kolom,
            tekst: b.tekst.clone(),
        }
    }
}

/// More findings than this are not stored: a declaration may have ten thousand. Their number is in a column of its own.
const BEWAARD: usize = 1_000;

/// The column of a message row.
pub(crate) fn naar_json(bevindingen: &[Bevinding]) -> String {
    let rijen: Vec<BevindingRij> = bevindingen.iter().take(BEWAARD).map(Into::into).collect();
    serde_json::to_string(&rijen).unwrap_or_else(|_| "[]".to_owned())
}

/// Back from the column; an unreadable column shows as no findings, the row's count still says how many there were.
pub(crate) fn uit_json(kolom: &str) -> Vec<BevindingRij> {
    serde_json::from_str(kolom).unwrap_or_default()
}

#[derive(Serialize)]
struct Foutbestand<'a> {
    bestand: &'a str,
    bericht: Option<&'a str>,
    release: Option<&'a str>,
    geldig: bool,
    niveau: u8,
    bevindingen: Vec<Regel>,
}

#[derive(Serialize)]
struct Regel {
    regel: String,
    retourcode: Option<String>,
    pad: String,
    regelnummer: u32,
    kolom: u32,
    tekst: String,
}

/// What goes out where level 1 fails and no retourbericht is possible: the fields of `bericht controleer --json`.
pub(crate) fn foutbestand(
    bestand: &str,
    bericht: Option<&str>,
    release: Option<&str>,
    bevindingen: &[Bevinding],
) -> Vec<u8> {
    let inhoud = Foutbestand {
        bestand,
        bericht,
        release,
        geldig: false,
        niveau: 1,
        bevindingen: bevindingen
            .iter()
            .map(|b| Regel {
                regel: b.regel.to_string(),
                retourcode: b.retourcode.as_deref().map(str::to_owned),
                pad: b.pad.clone(),
                regelnummer: b.regelnummer,
                kolom: b.kolom,
                tekst: b.tekst.clone(),
            })
            .collect(),
    };
    let mut bytes = serde_json::to_vec(&inhoud).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}

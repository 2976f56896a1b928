//! Checking one message without a store: levels 1 and 2, and of level 4 what code lists and the date can tell.

use crate::lezen::Grenzen;
use crate::regels::{self, Bron};
use crate::{Bericht, BerichtSoort, Bevinding, stroom, zoek_plaatsen};
use jiff::civil::Date;
use serde::Serialize;
use serde::ser::{SerializeStruct, Serializer};
use std::io::{self, BufRead, Read};
use std::sync::atomic::{AtomicBool, Ordering};

/// How to check.
#[derive(Clone, Debug)]
pub struct Opties {
    /// The highest level to check, 1 to 4.
    pub niveau: u8,
    /// The sources of level 4, with the day on which is judged.
    pub bron: Bron,
    /// How much is read, and how many findings are kept.
    pub grenzen: Grenzen,
    /// How many cores one large JW323 or JW325 may use; the answer does not depend on it.
    pub kernen: usize,
}

impl Opties {
    /// Everything that can be checked without a store, on this day.
    #[must_use]
    pub fn op(peildatum: Date) -> Self {
        Self {
            niveau: 4,
            bron: Bron::op(peildatum),
            grenzen: Grenzen::default(),
            kernen: 1,
        }
    }
}

/// What a check gave. As JSON it is the object of `houvast bericht controleer --json`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verslag {
    /// The name of the file, as the caller knows it.
    pub bestand: String,
    /// The kind of message; `None` when it is no message of iJw.
    pub soort: Option<BerichtSoort>,
    /// The release, when the message tells.
    pub release: Option<String>,
    /// The level on which it was found invalid, else the highest level that was checked.
    pub niveau: u8,
    /// What was found, in the order of the file. Empty for a valid message.
    pub bevindingen: Vec<Bevinding>,
    /// Process rules that a valid message breaks ([`crate::regels::proces`]); looked for with an archive only. They make no
    /// message invalid.
    pub aanwijzingen: Vec<Bevinding>,
    /// The message, when level 1 found nothing; a JW323 or JW325 without its Clienten, for those are not kept.
    pub bericht: Option<Bericht>,
}

impl Verslag {
    /// It is a message, and nothing was found.
    #[must_use]
    pub fn geldig(&self) -> bool {
        self.bericht.is_some() && self.bevindingen.is_empty()
    }
}

/// Keeps what passes through, for finding the places of findings of level 2 and up; until somebody says that it is a message
/// that streams.
struct Bewaarder<'s, R> {
    bron: R,
    gelezen: Vec<u8>,
    stroomt: &'s AtomicBool,
}

fn bewaar(gelezen: &mut Vec<u8>, stroomt: &AtomicBool, bytes: &[u8]) {
    if stroomt.load(Ordering::Relaxed) {
        *gelezen = Vec::new();
    } else {
        gelezen.extend_from_slice(bytes);
    }
}

impl<R: BufRead> Read for Bewaarder<'_, R> {
    fn read(&mut self, doel: &mut [u8]) -> io::Result<usize> {
        let aantal = self.bron.read(doel)?;
        bewaar(
            &mut self.gelezen,
            self.stroomt,
            doel.get(..aantal).unwrap_or_default(),
        );
        Ok(aantal)
    }
}

impl<R: BufRead> BufRead for Bewaarder<'_, R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.bron.fill_buf()
    }

    fn consume(&mut self, aantal: usize) {
        // What is consumed was shown by `fill_buf` just before; asking again gives the same bytes without reading.
        if let Ok(getoond) = self.bron.fill_buf() {
            bewaar(
                &mut self.gelezen,
                self.stroomt,
                getoond.get(..aantal).unwrap_or_default(),
            );
        }
        self.bron.consume(aantal);
    }
}

/// Hears what kind of message it is.
struct Soort<'s>(&'s AtomicBool);

impl stroom::Ontvanger for Soort<'_> {
    fn soort(&mut self, soort: BerichtSoort) {
        self.0.store(stroom::STROMEN.contains(&soort), Ordering::Relaxed);
    }

    fn wil_prestaties(&self) -> bool {
        false
    }
}

/// Checks a message. Stops after the first level that finds something: a later level needs the earlier ones to be clean.
///
/// Memory: of a JW323 or JW325 a few bytes per Prestatie, whatever its size; of another kind the message and its bytes, so at
/// most a few times [`Grenzen::maximum`].
///
/// # Errors
/// Only what the reader it is given answers.
pub fn controleer(invoer: impl BufRead + Send, opties: &Opties) -> io::Result<Verslag> {
    let stroomt = AtomicBool::new(false);
    let mut invoer = Bewaarder {
        bron: invoer,
        gelezen: Vec::new(),
        stroomt: &stroomt,
    };
    let gang = gang(&mut invoer, opties, &mut Soort(&stroomt))?;
    Ok(verslag(gang, &invoer.gelezen, opties))
}

/// As [`controleer`], of bytes that are in memory already.
#[must_use]
pub fn controleer_bytes(bytes: &[u8], opties: &Opties) -> Verslag {
    let gang = gang(bytes, opties, &mut ()).unwrap_or_default();
    verslag(gang, bytes, opties)
}

fn gang(
    invoer: impl BufRead + Send,
    opties: &Opties,
    wie: &mut impl stroom::Ontvanger,
) -> io::Result<stroom::Gang> {
    let bron = (opties.niveau >= 4).then_some(&opties.bron);
    stroom::lees_op_kernen(opties.kernen, invoer, &opties.grenzen, bron, wie)
}

/// The report of a walk; of a message that is held whole, the levels above 1 are judged here.
fn verslag(gang: stroom::Gang, bytes: &[u8], opties: &Opties) -> Verslag {
    let stroomde = gang.kop.is_some();
    let mut verslag = Verslag {
        bestand: String::new(),
        soort: gang.soort,
        release: gang.release,
        niveau: gang.niveau,
        aanwijzingen: Vec::new(),
        bevindingen: gang.bevindingen,
        bericht: gang.bericht.or(gang.kop),
    };
    let Some(bericht) = &verslag.bericht else {
        return verslag;
    };
    if opties.niveau < 2 {
        verslag.niveau = 1;
        verslag.bevindingen.clear();
        return verslag;
    }
    if !stroomde {
        verslag.niveau = 2;
        let mut bevindingen = regels::inhoud(bericht);
        if bevindingen.is_empty() && opties.niveau >= 4 {
            verslag.niveau = 4;
            bevindingen = regels::bron(bericht, &opties.bron);
        }
        if !bevindingen.is_empty() {
            zoek_plaatsen(bytes, &mut bevindingen);
            bevindingen.sort_by_key(|bevinding| (bevinding.regelnummer, bevinding.kolom));
        }
        verslag.bevindingen = bevindingen;
    }
    hooguit(
        opties.grenzen.bevindingen,
        verslag.niveau,
        &mut verslag.bevindingen,
    );
    verslag
}

/// Keeps so many, and says that there are more.
pub(crate) fn hooguit(aantal: usize, niveau: u8, bevindingen: &mut Vec<Bevinding>) {
    let meer = bevindingen.len().saturating_sub(aantal);
    if meer == 0 {
        return;
    }
    bevindingen.truncate(aantal);
    let plek = bevindingen
        .last()
        .map_or((1, 1), |laatste| (laatste.regelnummer, laatste.kolom));
    let tekst = format!(
        "Er zijn nog minstens {meer} fouten. Alleen de eerste {aantal} staan hier. Verbeter die eerst."
    );
    let mut slot = Bevinding::nieuw(niveau, "HV:meer", "", tekst);
    (slot.regelnummer, slot.kolom) = plek;
    bevindingen.push(slot);
}

#[derive(Serialize)]
struct BevindingJson<'a> {
    regel: &'a str,
    retourcode: Option<&'a str>,
    pad: &'a str,
    regelnummer: u32,
    kolom: u32,
    tekst: &'a str,
}

impl<'a> From<&'a Bevinding> for BevindingJson<'a> {
    fn from(bevinding: &'a Bevinding) -> Self {
        Self {
            regel: &bevinding.regel,
            retourcode: bevinding.retourcode.as_deref(),
            pad: &bevinding.pad,
            regelnummer: bevinding.regelnummer.max(1),
            kolom: bevinding.kolom.max(1),
            tekst: &bevinding.tekst,
        }
    }
}

impl Serialize for Verslag {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let bevindingen: Vec<_> = self.bevindingen.iter().map(BevindingJson::from).collect();
        let aanwijzingen: Vec<_> = self.aanwijzingen.iter().map(BevindingJson::from).collect();
        let velden = 6 + usize::from(!aanwijzingen.is_empty());
        let mut json = serializer.serialize_struct("Verslag", velden)?;
        json.serialize_field("bestand", &self.bestand)?;
        json.serialize_field("bericht", &self.soort.map(BerichtSoort::as_str))?;
        json.serialize_field("release", &self.release)?;
        json.serialize_field("geldig", &self.geldig())?;
        json.serialize_field("niveau", &self.niveau)?;
        json.serialize_field("bevindingen", &bevindingen)?;
        if !aanwijzingen.is_empty() {
            json.serialize_field("aanwijzingen", &aanwijzingen)?;
        }
        json.end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::regels::proef::{PEILDATUM, Proef315, jw301, jw315};
    use crate::schrijf;
    use proptest::prelude::*;

    fn controle(bytes: &[u8], niveau: u8) -> Verslag {
        let opties = Opties {
            niveau,
            ..Opties::op(PEILDATUM)
        };
        controleer(bytes, &opties).unwrap()
    }

    fn bytes(bericht: impl Into<Bericht>) -> Vec<u8> {
        schrijf(&bericht.into())
    }

    fn met_bsn(bsn: &str) -> Proef315 {
        let mut b = jw315();
        b.client.bsn = bsn.into();
        b
    }

    #[test]
    fn een_goed_bericht_is_geldig_tot_en_met_niveau_4() {
        let verslag = controle(&bytes(jw315()), 4);
        let json = serde_json::to_value(&verslag).unwrap();
        assert_eq!(
            json,
            serde_json::json!({
                "bestand": "", "bericht": "JW315", "release": "3.2", "geldig": true, "niveau": 4, "bevindingen": []
            })
        );
        assert!(controle(&bytes(jw301()), 4).geldig());
        assert_eq!(controle(&bytes(jw301()), 3).niveau, 2);
        assert_eq!(controle(&bytes(jw301()), 1).niveau, 1);
    }

    #[test]
    fn een_bevinding_van_niveau_2_staat_op_haar_regel() {
        let bestand = bytes(met_bsn("999900007"));
        let verslag = controle(&bestand, 4);
        assert_eq!((verslag.geldig(), verslag.niveau), (false, 2));
        let [bevinding] = verslag.bevindingen.as_slice() else {
            panic!("{:?}", verslag.bevindingen);
        };
        let tekst = String::from_utf8(bestand).unwrap();
        let regel = tekst.lines().position(|r| r.contains(":Bsn>")).unwrap() + 1;
        assert_eq!(bevinding.regelnummer, u32::try_from(regel).unwrap());
        assert!(bevinding.kolom >= 1);
        let json = serde_json::to_string(&verslag).unwrap();
        assert!(
            json.contains("\"regel\":\"CS002\",\"retourcode\":\"0001\",\"pad\":\"Client/Bsn\""),
            "{json}"
        );
        assert!(!json.contains("999900007"), "{json}");
    }

    #[test]
    fn een_lager_niveau_vraagt_minder() {
        let fout = bytes(met_bsn("999900007"));
        assert!(controle(&fout, 1).geldig());
        let mut b = jw315();
        b.header.ontvanger = "0000".into();
        let fout = bytes(b);
        assert!(controle(&fout, 2).geldig());
        let verslag = controle(&fout, 4);
        assert_eq!(
            (verslag.niveau, verslag.bevindingen[0].regel.as_ref()),
            (4, "TR378")
        );
        assert_eq!(verslag.bevindingen[0].retourcode.as_deref(), Some("S300"));
    }

    #[test]
    fn wat_geen_xml_is_heeft_geen_bericht() {
        for invoer in [b"".as_slice(), b"hallo", b"\x00\x01\x02", b"<a><b></a>"] {
            let verslag = controle(invoer, 4);
            assert!(!verslag.geldig(), "{invoer:?}");
            assert_eq!(verslag.niveau, 1);
            let json = serde_json::to_value(&verslag).unwrap();
            assert!(json["bericht"].is_null() && json["bevindingen"][0]["regelnummer"].as_u64() >= Some(1));
            assert!(json["bevindingen"][0]["kolom"].as_u64() >= Some(1));
        }
    }

    #[test]
    fn van_meer_bevindingen_dan_gevraagd_blijft_een_melding() {
        let mut b = jw315();
        let product = b.product(0).clone();
        for _ in 0..50 {
            b.client
                .aangevraagde_producten
                .aangevraagd_product
                .push(product.clone());
        }
        let mut opties = Opties::op(PEILDATUM);
        opties.grenzen.bevindingen = 10;
        let verslag = controleer(bytes(b).as_slice(), &opties).unwrap();
        assert_eq!(verslag.bevindingen.len(), 11);
        assert_eq!(verslag.bevindingen[10].regel, "HV:meer");
    }

    proptest! {
        #[test]
        fn een_verminkt_bericht_geeft_bevindingen_zonder_bsn_of_naam(
            welk in 0..2usize, begin in 0..4000usize, lengte in 0..60usize, vulling in ".{0,12}"
        ) {
            let mut bestand = if welk == 0 { bytes(jw301()) } else { bytes(met_bsn("999900007")) };
            let begin = begin.min(bestand.len());
            let eind = (begin + lengte).min(bestand.len());
            bestand.splice(begin..eind, vulling.bytes());
            let verslag = controle(&bestand, 4);
            prop_assert_eq!(verslag.geldig(), verslag.bevindingen.is_empty());
            let json = serde_json::to_string(&verslag).unwrap();
            for geheim in ["999900006", "999900007", "Proefkonijn"] {
                prop_assert!(!json.contains(geheim), "{}", json);
            }
        }
    }
}

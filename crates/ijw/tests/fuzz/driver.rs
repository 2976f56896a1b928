//! Makes new files out of kept ones: bytes, tags and values changed, doubled, moved and mixed.

use std::path::{Path, PathBuf};

/// Pieces that mean something to XML or to the standard.
const WOORDEN: &[&[u8]] = &[
    b"<",
    b">",
    b"</",
    b"/>",
    b"&",
    b"&amp;",
    b"&lt;",
    b"&#x41;",
    b"&#0;",
    b"&#xFFFF;",
    b"]]>",
    b"<![CDATA[",
    b"<!--",
    b"-->",
    b"<?",
    b"?>",
    b"<!DOCTYPE a>",
    b"\xEF\xBB\xBF",
    b"\xFF\xFE",
    b"\x00",
    b"\x1F",
    b"\xC3",
    b"\xC3\xA9",
    b"\xF0\x9F\x98\x80",
    b" xmlns=\"\"",
    b" xmlns:b=\"http://www.istandaarden.nl/ijw/3_2/jw323/schema\"",
    b" xsi:nil=\"true\"",
    b" xsi:type=\"a\"",
    b"ijw:",
    b"0",
    b"-1",
    b"99999999999999999999",
    b"2026-02-29",
    b"2020-02-29",
    b"9999-12-31",
    b"0001-01-01",
    b"24:00:00",
    b"999900006",
    b"83",
    b"C",
    b"D",
    b"13",
    b"\r\n",
    b"\t",
    b" ",
    b"\xE2\x80\xA8",
];

/// A source of spoilt files.
pub(crate) struct Driver<'a> {
    staat: u64,
    oogst: &'a [Vec<u8>],
}

impl<'a> Driver<'a> {
    pub(crate) fn nieuw(zaad: u64, oogst: &'a [Vec<u8>]) -> Self {
        Self {
            staat: zaad.wrapping_mul(0x2545_F491_4F6C_DD1D),
            oogst,
        }
    }

    fn getal(&mut self) -> u64 {
        self.staat = self.staat.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.staat;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn onder(&mut self, n: usize) -> usize {
        usize::try_from(self.getal() >> 33).unwrap_or_default() % n.max(1)
    }

    fn een(&mut self) -> Vec<u8> {
        let i = self.onder(self.oogst.len());
        self.oogst[i].clone()
    }

    /// The next file.
    pub(crate) fn volgende(&mut self) -> Vec<u8> {
        let mut bytes = self.een();
        for _ in 0..self.onder(4) {
            if bytes.is_empty() {
                break;
            }
            // Values and whole lines most: such a file is still read to its end.
            match self.onder(14) {
                0 => {
                    let i = self.onder(bytes.len());
                    bytes[i] = (self.getal() & 0xFF) as u8;
                }
                1 => {
                    let i = self.onder(bytes.len());
                    bytes[i] ^= 1 << self.onder(8);
                }
                2 => {
                    let i = self.onder(bytes.len());
                    let eind = (i + self.onder(40)).min(bytes.len());
                    bytes.drain(i..eind);
                }
                3 => {
                    let i = self.onder(bytes.len());
                    let woord = WOORDEN[self.onder(WOORDEN.len())];
                    bytes.splice(i..i, woord.iter().copied());
                }
                4 => {
                    let i = self.onder(bytes.len());
                    bytes.truncate(i);
                }
                5 => {
                    // Another file goes on where this one stops.
                    let ander = self.een();
                    let (i, j) = (self.onder(bytes.len()), self.onder(ander.len()));
                    bytes.truncate(i);
                    bytes.extend_from_slice(&ander[j..]);
                }
                6..=10 => self.waarde(&mut bytes),
                11 => self.regel(&mut bytes, true),
                _ => self.regel(&mut bytes, false),
            }
        }
        bytes
    }

    /// Another value in some element: the file stays XML.
    fn waarde(&mut self, bytes: &mut Vec<u8>) {
        let begin = self.onder(bytes.len());
        let Some(i) = bytes[begin..]
            .iter()
            .position(|b| *b == b'>')
            .map(|i| i + begin + 1)
        else {
            return;
        };
        let Some(eind) = bytes[i..].iter().position(|b| *b == b'<').map(|e| e + i) else {
            return;
        };
        let ander = self.een();
        let j = self.onder(ander.len());
        let nieuw: Vec<u8> = match self.onder(3) {
            0 => WOORDEN[self.onder(WOORDEN.len())].to_vec(),
            1 => bytes[i..eind].iter().rev().copied().collect(),
            _ => ander[j..]
                .split(|b| *b == b'>')
                .nth(1)
                .and_then(|d| d.split(|b| *b == b'<').next())
                .unwrap_or_default()
                .to_vec(),
        };
        bytes.splice(i..eind, nieuw);
    }

    /// A line, which is an element with a value, twice or not at all.
    fn regel(&mut self, bytes: &mut Vec<u8>, dubbel: bool) {
        let begin = self.onder(bytes.len());
        let Some(i) = bytes[begin..]
            .iter()
            .position(|b| *b == b'\n')
            .map(|i| i + begin + 1)
        else {
            return;
        };
        let Some(eind) = bytes[i..].iter().position(|b| *b == b'\n').map(|e| e + i + 1) else {
            return;
        };
        if dubbel {
            let regel = bytes[i..eind].to_vec();
            bytes.splice(i..i, regel);
        } else {
            bytes.drain(i..eind);
        }
    }
}

/// The folder with kept files.
pub(crate) fn map() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz/oogst")
}

/// Kept files: one of each kind, faulty ones, and what once went wrong.
pub(crate) fn oogst() -> Vec<(String, Vec<u8>)> {
    let mut uit: Vec<(String, Vec<u8>)> = std::fs::read_dir(map())
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|e| {
            Some((
                e.file_name().to_string_lossy().into_owned(),
                std::fs::read(e.path()).ok()?,
            ))
        })
        .collect();
    uit.sort();
    uit
}

//! Messages as bytes: UTF-8 without BOM, CR/LF line ends (OP192), one element a line, fixed prefixes.

use crate::Bericht;
use jiff::civil::{Date, Time};
use std::io::Write as _;

/// The message as a file. Valid for the schema when its values are: lengths and patterns are the caller's.
#[must_use]
pub fn schrijf(bericht: &Bericht) -> Vec<u8> {
    let mut s = Schrijver {
        uit: Vec::with_capacity(4096),
    };
    s.uit
        .extend_from_slice(b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\r\n");
    bericht.schrijf(&mut s);
    s.uit
}

/// A part of a message as bytes, without a root around it.
pub(crate) fn deel(schrijf: impl FnOnce(&mut Schrijver)) -> Vec<u8> {
    let mut s = Schrijver { uit: Vec::new() };
    schrijf(&mut s);
    s.uit
}

/// The growing file, with what the generated code needs to fill it.
pub(crate) struct Schrijver {
    uit: Vec<u8>,
}

/// The namespace of the elements that messages share.
const BASIS: &str = "http://www.istandaarden.nl/ijw/3_2/basisschema/schema";

impl Schrijver {
    fn ruw(&mut self, tekst: &str) {
        self.uit.extend_from_slice(tekst.as_bytes());
    }

    fn begin(&mut self, merk: &str) {
        self.ruw("<");
        self.ruw(merk);
        self.ruw(">");
    }

    /// The root element with its namespaces.
    pub(crate) fn wortel(&mut self, merk: &str, prefix: &str, naamruimte: &str) {
        // Writing into a Vec cannot fail.
        let _ = write!(
            self.uit,
            "<{merk} xmlns:{prefix}=\"{naamruimte}\" xmlns:ijw=\"{BASIS}\">\r\n"
        );
    }

    /// The start of an element with elements in it.
    pub(crate) fn open(&mut self, merk: &str) {
        self.begin(merk);
        self.ruw("\r\n");
    }

    /// The end of an element, and of its line.
    pub(crate) fn sluit(&mut self, merk: &str) {
        self.ruw("</");
        self.ruw(merk);
        self.ruw(">\r\n");
    }

    /// A text.
    pub(crate) fn tekst(&mut self, merk: &str, waarde: &str) {
        self.begin(merk);
        self.inhoud(waarde);
        self.sluit(merk);
    }

    /// A number.
    pub(crate) fn getal(&mut self, merk: &str, waarde: u64) {
        self.begin(merk);
        let _ = write!(self.uit, "{waarde}");
        self.sluit(merk);
    }

    /// A date. Years before Christ are written as the schema wants them: `-0044-03-15`.
    pub(crate) fn datum(&mut self, merk: &str, waarde: Date) {
        self.begin(merk);
        let min = if waarde.year() < 0 { "-" } else { "" };
        let _ = write!(
            self.uit,
            "{min}{:04}-{:02}-{:02}",
            waarde.year().unsigned_abs(),
            waarde.month(),
            waarde.day()
        );
        self.sluit(merk);
    }

    /// A time, with a fraction only when there is one.
    pub(crate) fn tijd(&mut self, merk: &str, waarde: Time) {
        self.begin(merk);
        let _ = write!(
            self.uit,
            "{:02}:{:02}:{:02}",
            waarde.hour(),
            waarde.minute(),
            waarde.second()
        );
        if waarde.subsec_nanosecond() != 0 {
            let deel = format!("{:09}", waarde.subsec_nanosecond());
            let _ = write!(self.uit, ".{}", deel.trim_end_matches('0'));
        }
        self.sluit(merk);
    }

    /// Character data. A line feed is written as CR/LF, which every parser reads back as a line feed.
    /// What XML cannot carry at all (control characters) becomes U+FFFD.
    fn inhoud(&mut self, waarde: &str) {
        for teken in waarde.chars() {
            match teken {
                '&' => self.ruw("&amp;"),
                '<' => self.ruw("&lt;"),
                '>' => self.ruw("&gt;"),
                '\r' => self.ruw("&#13;"),
                '\n' => self.ruw("\r\n"),
                '\t' => self.ruw("\t"),
                '\0'..'\u{20}' | '\u{FFFE}' | '\u{FFFF}' => self.ruw("\u{FFFD}"),
                gewoon => self.ruw(gewoon.encode_utf8(&mut [0; 4])),
            }
        }
    }
}

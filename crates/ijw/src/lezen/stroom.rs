//! Well-formed XML as steps: quick-xml finds the pieces, this file judges what quick-xml lets pass
//! (characters, names, attributes, references, what may stand outside the root) and resolves the namespaces.

use super::bron::{Bron, Grens, Plek};
use super::teken::{self, Attributen};
use crate::BerichtSoort;
use compact_str::CompactString;
use quick_xml::events::{BytesDecl, Event};
use quick_xml::{Error, Reader};
use std::collections::BTreeMap;
use std::io;

/// The deepest nesting we follow; a message needs less than ten.
const DIEPTE: usize = 64;

/// The namespace of a name, as far as it matters here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Naamruimte {
    Geen,
    Bericht(BerichtSoort),
    Basis,
    Xsi,
    Xml,
    Anders,
}

/// What came next. The details are fields of [`Stroom`] until the next step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stap {
    Begin,
    Eind,
    Tekst,
    Slot,
}

/// Why reading cannot go on.
#[derive(Debug)]
pub(crate) enum Breuk {
    Io(io::Error),
    /// Not XML at all, or no longer.
    Welgevormd(Welgevormd, Plek),
    Grens(Grens, Plek),
    Doctype(Plek),
    Codering(Plek),
    Stuurteken(Plek),
    Diepte(Plek),
}

/// What is wrong with the XML.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Welgevormd {
    GeenXml,
    Afgebroken,
    Merk,
    Sluitmerk,
    Verwijzing,
    Declaratie,
    Buiten,
    Opmaak,
}

/// Something about the attributes of the element that just began.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum AttribuutFout {
    Onbekend(String),
    Nil,
}

struct Binding {
    prefix: CompactString,
    ruimte: Naamruimte,
    diepte: usize,
}

pub(crate) struct Stroom<'i> {
    xml: Reader<Bron<'i>>,
    buf: Vec<u8>,
    bindingen: Vec<Binding>,
    /// Where each prefix stands in `bindingen`: only for files that declare more than anybody needs.
    wijzer: BTreeMap<CompactString, Vec<usize>>,
    diepte: usize,
    /// The element that just began was `<a/>`: its end has to be made up.
    leeg: bool,
    begonnen: bool,
    wortel_gezien: bool,
    /// Name as written, and where its local part starts.
    naam: String,
    lokaal: usize,
    /// Namespace of the element that just began.
    pub(crate) ruimte: Naamruimte,
    /// The namespace URI of the root, when it is none we know.
    pub(crate) uri: Option<String>,
    /// Collected character data since it was last cleared.
    pub(crate) tekst: String,
    /// Whether to collect, or only to watch for something other than white space.
    pub(crate) bewaar: bool,
    /// The last text step held something other than white space, or CDATA.
    pub(crate) zwart: bool,
    /// xsi:type of the element that just began.
    pub(crate) xsi_type: Option<(Naamruimte, String)>,
    /// Attributes that the schema does not allow on the element that just began.
    pub(crate) attributen: Vec<AttribuutFout>,
}

impl<'i> Stroom<'i> {
    pub(crate) fn nieuw(bron: Bron<'i>) -> Self {
        let mut xml = Reader::from_reader(bron);
        xml.config_mut().check_comments = true;
        Self {
            xml,
            buf: Vec::with_capacity(256),
            bindingen: Vec::new(),
            wijzer: BTreeMap::new(),
            diepte: 0,
            leeg: false,
            begonnen: false,
            wortel_gezien: false,
            naam: String::with_capacity(64),
            lokaal: 0,
            ruimte: Naamruimte::Geen,
            uri: None,
            tekst: String::with_capacity(256),
            bewaar: false,
            zwart: false,
            xsi_type: None,
            attributen: Vec::new(),
        }
    }

    /// Where the current step starts.
    pub(crate) fn plek(&self) -> Plek {
        self.xml.get_ref().plek()
    }

    /// The local name of the element that just began.
    pub(crate) fn lokale_naam(&self) -> &str {
        self.naam.get(self.lokaal..).unwrap_or_default()
    }

    /// Whether the element that just began was written as `<a/>`.
    pub(crate) fn is_leeg(&self) -> bool {
        self.leeg
    }

    /// The prefix of the element that just began.
    pub(crate) fn prefix(&self) -> &str {
        self.naam.get(..self.lokaal.saturating_sub(1)).unwrap_or_default()
    }

    /// A prefix that stands for the shared types here.
    pub(crate) fn prefix_van_basis(&self) -> Option<&str> {
        let prefixen = self.bindingen.iter().rev().map(|b| b.prefix.as_str());
        prefixen
            .take(16)
            .find(|p| self.ruimte_van(p) == Naamruimte::Basis)
    }

    /// Whether the element that just began, or one of the `lagen` around it, brought namespaces of its own.
    pub(crate) fn bindt(&self, lagen: usize) -> bool {
        self.bindingen
            .last()
            .is_some_and(|b| b.diepte + lagen >= self.diepte)
    }

    /// The bytes under the reader. What is taken from them between two steps must be whole elements of the one that is
    /// open, or none of it.
    pub(crate) fn bron(&mut self) -> &mut Bron<'i> {
        self.xml.get_mut()
    }

    /// The next step.
    pub(crate) fn stap(&mut self) -> Result<Stap, Breuk> {
        if self.leeg {
            self.leeg = false;
            self.sluit();
            return Ok(Stap::Eind);
        }
        let mut buf = std::mem::take(&mut self.buf);
        let stap = loop {
            buf.clear();
            let bron = self.xml.get_mut();
            bron.nieuw_stuk();
            let gelezen = self.xml.read_event_into(&mut buf);
            let eerste = !std::mem::replace(&mut self.begonnen, true);
            let uitkomst = match gelezen {
                Ok(gebeurtenis) => self.verwerk(gebeurtenis, eerste),
                Err(fout) => Err(self.vertaal(fout)),
            };
            if let Some(stap) = uitkomst.transpose() {
                break stap;
            }
        };
        self.buf = buf;
        stap
    }

    fn verwerk(&mut self, gebeurtenis: Event<'_>, eerste: bool) -> Result<Option<Stap>, Breuk> {
        match gebeurtenis {
            Event::Start(merk) => self.begin(&merk, merk.name().as_ref().len(), false),
            Event::Empty(merk) => self.begin(&merk, merk.name().as_ref().len(), true),
            Event::End(_) => {
                self.sluit();
                Ok(Some(Stap::Eind))
            }
            Event::Text(tekst) => self.tekst(&tekst),
            Event::CData(tekst) => {
                if self.diepte == 0 {
                    return Err(self.fout(Welgevormd::Buiten));
                }
                self.keur_tekens(&tekst)?;
                // The schema counts CDATA as text even when it is blank.
                self.zwart = true;
                if self.bewaar {
                    self.tekst.push_str(&tekst.xml10_content());
                }
                Ok(Some(Stap::Tekst))
            }
            Event::GeneralRef(naam) => self.verwijzing(&naam),
            Event::Comment(tekst) => self.keur_tekens(&tekst).map(|()| None),
            Event::PI(pi) => {
                self.keur_tekens(&pi)?;
                if !teken::is_naam(pi.target()) || pi.target().eq_ignore_ascii_case("xml") {
                    return Err(self.fout(Welgevormd::Opmaak));
                }
                Ok(None)
            }
            Event::Decl(decl) if eerste => self.declaratie(&decl).map(|()| None),
            Event::Decl(_) => Err(self.fout(Welgevormd::Declaratie)),
            Event::DocType(_) => Err(Breuk::Doctype(self.plek())),
            Event::Eof if !self.wortel_gezien => Err(self.fout(Welgevormd::GeenXml)),
            Event::Eof if self.diepte > 0 => Err(self.fout(Welgevormd::Afgebroken)),
            Event::Eof => Ok(Some(Stap::Slot)),
        }
    }

    fn fout(&self, wat: Welgevormd) -> Breuk {
        if self.wortel_gezien {
            Breuk::Welgevormd(wat, self.plek())
        } else {
            self.geen_xml(wat)
        }
    }

    /// Before the root there is nothing to say about elements: it is just no XML.
    fn geen_xml(&self, wat: Welgevormd) -> Breuk {
        let wat = match wat {
            Welgevormd::Declaratie | Welgevormd::Opmaak | Welgevormd::Merk => wat,
            _ => Welgevormd::GeenXml,
        };
        Breuk::Welgevormd(wat, self.plek())
    }

    fn vertaal(&mut self, fout: Error) -> Breuk {
        if let Some(grens) = self.xml.get_ref().grens() {
            return Breuk::Grens(grens, self.plek());
        }
        if let Some(io) = self.xml.get_mut().neem_io_fout() {
            return Breuk::Io(io);
        }
        match fout {
            Error::Io(e) => Breuk::Io(io::Error::new(e.kind(), e)),
            Error::Encoding(_) => Breuk::Codering(self.plek()),
            Error::Syntax(_) => self.fout(Welgevormd::Afgebroken),
            Error::IllFormed(ref e) => {
                use quick_xml::errors::IllFormedError as F;
                self.fout(match e {
                    F::MismatchedEndTag { .. } | F::UnmatchedEndTag(_) | F::MissingEndTag(_) => {
                        Welgevormd::Sluitmerk
                    }
                    F::UnclosedReference => Welgevormd::Verwijzing,
                    F::MissingDoctypeName => return Breuk::Doctype(self.plek()),
                    _ => Welgevormd::Opmaak,
                })
            }
            _ => self.fout(Welgevormd::Opmaak),
        }
    }

    fn keur_tekens(&self, tekst: &str) -> Result<(), Breuk> {
        match teken::verboden(tekst) {
            None => Ok(()),
            Some(waar) => {
                let mut plek = self.plek();
                plek.voorbij(&tekst.as_bytes()[..waar]);
                Err(Breuk::Stuurteken(plek))
            }
        }
    }

    fn tekst(&mut self, tekst: &str) -> Result<Option<Stap>, Breuk> {
        self.keur_tekens(tekst)?;
        let wit = teken::alleen_wit(tekst);
        if self.diepte == 0 {
            return if wit {
                Ok(None)
            } else {
                Err(self.fout(Welgevormd::Buiten))
            };
        }
        if !wit && memchr::memchr(b']', tekst.as_bytes()).is_some() && tekst.contains("]]>") {
            return Err(self.fout(Welgevormd::Opmaak));
        }
        self.zwart = !wit;
        if self.bewaar {
            if memchr::memchr(b'\r', tekst.as_bytes()).is_some() {
                self.tekst
                    .push_str(&tekst.replace("\r\n", "\n").replace('\r', "\n"));
            } else {
                self.tekst.push_str(tekst);
            }
        }
        Ok(Some(Stap::Tekst))
    }

    fn verwijzing(&mut self, naam: &str) -> Result<Option<Stap>, Breuk> {
        let Some(teken) = teken::verwijzing(naam).filter(|_| self.diepte > 0) else {
            return Err(self.fout(Welgevormd::Verwijzing));
        };
        self.zwart = !matches!(teken, ' ' | '\t' | '\n' | '\r');
        if self.bewaar {
            self.tekst.push(teken);
        }
        Ok(Some(Stap::Tekst))
    }

    fn begin(&mut self, merk: &str, naam: usize, leeg: bool) -> Result<Option<Stap>, Breuk> {
        if self.diepte == 0 && self.wortel_gezien {
            return Err(self.fout(Welgevormd::Buiten));
        }
        let (naam, rest) = merk.split_at_checked(naam).unwrap_or((merk, ""));
        if !teken::is_naam(naam) {
            return Err(self.fout(Welgevormd::Merk));
        }
        if self.diepte == DIEPTE {
            return Err(Breuk::Diepte(self.plek()));
        }
        let wortel = !std::mem::replace(&mut self.wortel_gezien, true);
        self.xml.get_mut().leg_vast();
        self.diepte += 1;
        self.leeg = leeg;
        self.xsi_type = None;
        self.attributen.clear();
        self.naam.clear();
        self.naam.push_str(naam);
        self.lokaal = naam.find(':').map_or(0, |i| i + 1);
        if !rest.is_empty() {
            self.keur_tekens(rest)?;
            self.neem_attributen(rest, wortel)?;
        }
        self.ruimte = self.ruimte_van(&naam[..self.lokaal.saturating_sub(1)]);
        Ok(Some(Stap::Begin))
    }

    fn sluit(&mut self) {
        while let Some(b) = self.bindingen.pop_if(|b| b.diepte == self.diepte) {
            if let Some(plaatsen) = self.wijzer.get_mut(&b.prefix) {
                plaatsen.pop();
            }
        }
        self.diepte = self.diepte.saturating_sub(1);
    }

    fn ruimte_van(&self, prefix: &str) -> Naamruimte {
        let gevonden = if self.bindingen.len() <= 16 {
            self.bindingen.iter().rev().find(|b| b.prefix == prefix)
        } else {
            self.wijzer
                .get(prefix)
                .and_then(|p| p.last())
                .and_then(|p| self.bindingen.get(*p))
        };
        if let Some(b) = gevonden {
            return b.ruimte;
        }
        match prefix {
            "" => Naamruimte::Geen,
            "xml" => Naamruimte::Xml,
            _ => Naamruimte::Anders,
        }
    }

    fn neem_attributen(&mut self, rest: &str, wortel: bool) -> Result<(), Breuk> {
        let stuk = |s: &Self| s.fout(Welgevormd::Merk);
        let mut gewoon = Vec::new();
        let mut gezien: Vec<&str> = Vec::new();
        let mut lijst = Attributen::van(rest);
        while let Some((naam, ruw)) = lijst.volgende().map_err(|()| stuk(self))? {
            if gezien.contains(&naam) {
                return Err(stuk(self));
            }
            // Nobody needs more: it keeps the search for doubles short.
            if gezien.len() == 256 {
                return Err(stuk(self));
            }
            gezien.push(naam);
            let waarde = teken::attribuutwaarde(ruw).map_err(|()| self.fout(Welgevormd::Verwijzing))?;
            match naam.strip_prefix("xmlns") {
                Some("") => self.bind("", &waarde, wortel),
                Some(prefix) if prefix.starts_with(':') => self.bind(&prefix[1..], &waarde, wortel),
                _ => gewoon.push((naam, waarde)),
            }
        }
        for (naam, waarde) in gewoon {
            let (prefix, lokaal) = naam.split_once(':').unwrap_or(("", naam));
            let xsi = !prefix.is_empty() && self.ruimte_van(prefix) == Naamruimte::Xsi;
            match lokaal {
                "schemaLocation" | "noNamespaceSchemaLocation" if xsi => {}
                "nil" if xsi => self.attributen.push(AttribuutFout::Nil),
                "type" if xsi => {
                    let (prefix, lokaal) = waarde.split_once(':').unwrap_or(("", &waarde));
                    self.xsi_type = Some((self.ruimte_van(prefix), lokaal.to_owned()));
                }
                _ => self
                    .attributen
                    .push(AttribuutFout::Onbekend(naam.chars().take(40).collect())),
            }
        }
        Ok(())
    }

    fn bind(&mut self, prefix: &str, uri: &str, wortel: bool) {
        // Binding these two is an error of namespaces that libxml2 reports and then ignores; so do we.
        if matches!(prefix, "xml" | "xmlns") {
            return;
        }
        // A prefix cannot be bound to nothing; libxml2 then leaves it unbound.
        let ruimte = if uri.is_empty() && !prefix.is_empty() {
            Naamruimte::Anders
        } else {
            ruimte(uri)
        };
        if wortel && ruimte == Naamruimte::Anders && self.naam[..self.lokaal.saturating_sub(1)] == *prefix {
            self.uri = Some(uri.chars().take(200).collect());
        }
        self.wijzer
            .entry(prefix.into())
            .or_default()
            .push(self.bindingen.len());
        self.bindingen.push(Binding {
            prefix: prefix.into(),
            ruimte,
            diepte: self.diepte,
        });
    }

    /// Only at the very start; version, encoding, standalone in that order.
    fn declaratie(&mut self, decl: &BytesDecl<'_>) -> Result<(), Breuk> {
        let fout = || Breuk::Welgevormd(Welgevormd::Declaratie, self.plek());
        let rest = decl.strip_prefix("xml").ok_or_else(fout)?;
        let mut lijst = Attributen::van(rest);
        let mut verwacht = ["version", "encoding", "standalone"].as_slice();
        let mut versie = false;
        while let Some((naam, waarde)) = lijst.volgende().map_err(|()| fout())? {
            let plaats = verwacht.iter().position(|v| *v == naam).ok_or_else(fout)?;
            verwacht = &verwacht[plaats + 1..];
            match naam {
                "version"
                    if waarde
                        .strip_prefix("1.")
                        .is_some_and(|rest| rest.bytes().all(|b| b.is_ascii_digit())) =>
                {
                    versie = true
                }
                "encoding" if waarde.eq_ignore_ascii_case("utf-8") || waarde.eq_ignore_ascii_case("utf8") => {
                }
                "encoding" => return Err(Breuk::Codering(self.plek())),
                "standalone" if matches!(waarde, "yes" | "no") => {}
                _ => return Err(fout()),
            }
        }
        if versie { Ok(()) } else { Err(fout()) }
    }
}

/// The namespace of this URI.
pub(super) fn ruimte(uri: &str) -> Naamruimte {
    match uri {
        "" => Naamruimte::Geen,
        "http://www.istandaarden.nl/ijw/3_2/basisschema/schema" => Naamruimte::Basis,
        "http://www.w3.org/2001/XMLSchema-instance" => Naamruimte::Xsi,
        "http://www.w3.org/XML/1998/namespace" => Naamruimte::Xml,
        _ => BerichtSoort::ALLE
            .iter()
            .find(|s| s.naamruimte() == uri)
            .map_or(Naamruimte::Anders, |s| Naamruimte::Bericht(*s)),
    }
}

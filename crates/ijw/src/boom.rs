//! A message as a tree of elements, for making, changing and repairing files. Comments and spacing survive.

use crate::schema::Klasse;
use std::fmt::Write as _;

/// How deep elements may be nested: more is no message.
const DIEPTE: usize = 64;

/// A file: what stands before the root, the root, and what follows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Blad {
    pub(crate) voor: String,
    pub(crate) wortel: Element,
    pub(crate) na: String,
}

/// An element.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Element {
    /// As written, with its prefix.
    pub(crate) merk: String,
    /// As written, with the space before it.
    pub(crate) attributen: String,
    pub(crate) inhoud: Vec<Deel>,
}

/// What stands in an element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Deel {
    Element(Element),
    /// Character data, decoded.
    Tekst(String),
    /// A comment or processing instruction, as written.
    Opmerking(String),
}

/// Why a file is no tree: the place (in bytes) where it goes wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Gebroken(pub(crate) usize);

impl Element {
    /// An element with a value.
    pub(crate) fn waarde(merk: impl Into<String>, waarde: impl Into<String>) -> Self {
        Self {
            merk: merk.into(),
            inhoud: vec![Deel::Tekst(waarde.into())],
            ..Self::default()
        }
    }

    /// An element with elements, each on its own line.
    pub(crate) fn klasse(merk: impl Into<String>, kinderen: impl IntoIterator<Item = Self>) -> Self {
        let mut element = Self {
            merk: merk.into(),
            inhoud: vec![regeleinde()],
            ..Self::default()
        };
        for kind in kinderen {
            element.voeg(kind);
        }
        element
    }

    pub(crate) fn voeg(&mut self, kind: Self) {
        self.inhoud.push(Deel::Element(kind));
        self.inhoud.push(regeleinde());
    }

    /// The name without prefix.
    pub(crate) fn naam(&self) -> &str {
        self.merk.rsplit(':').next().unwrap_or(&self.merk)
    }

    /// The prefix with its colon, or nothing.
    pub(crate) fn prefix(&self) -> &str {
        self.merk.rfind(':').map_or("", |i| &self.merk[..=i])
    }

    pub(crate) fn kinderen(&self) -> impl Iterator<Item = &Self> {
        self.inhoud.iter().filter_map(|deel| match deel {
            Deel::Element(kind) => Some(kind),
            _ => None,
        })
    }

    pub(crate) fn kinderen_mut(&mut self) -> impl Iterator<Item = &mut Self> {
        self.inhoud.iter_mut().filter_map(|deel| match deel {
            Deel::Element(kind) => Some(kind),
            _ => None,
        })
    }

    /// The decoded text, that of elements in it left out.
    pub(crate) fn tekst(&self) -> String {
        self.inhoud
            .iter()
            .filter_map(|deel| match deel {
                Deel::Tekst(tekst) => Some(tekst.as_str()),
                _ => None,
            })
            .collect()
    }

    pub(crate) fn zet_tekst(&mut self, tekst: impl Into<String>) {
        self.inhoud = vec![Deel::Tekst(tekst.into())];
    }

    /// Whether it holds text only.
    pub(crate) fn is_blad(&self) -> bool {
        self.kinderen().next().is_none()
    }

    /// The element at a path such as `Client/Prestaties/Prestatie[2]/Eenheid`; itself for an empty path.
    pub(crate) fn vind(&mut self, pad: &str) -> Option<&mut Self> {
        let mut hier = self;
        for stap in pad.split('/').filter(|stap| !stap.is_empty()) {
            let (naam, nummer) = stap_van(stap);
            hier = hier
                .kinderen_mut()
                .filter(|kind| kind.naam() == naam)
                .nth(nummer)?;
        }
        Some(hier)
    }

    /// Puts an element where its class wants it: before the first that comes later.
    pub(crate) fn voeg_in(&mut self, kind: Self, klasse: &Klasse) {
        let plaats = klasse.plaats(kind.naam());
        let voor = self.inhoud.iter().position(|deel| match deel {
            Deel::Element(later) => klasse.plaats(later.naam()) > plaats,
            _ => false,
        });
        match voor {
            Some(i) => drop(self.inhoud.splice(i..i, [Deel::Element(kind), regeleinde()])),
            None => self.voeg(kind),
        }
    }

    /// The paths of the elements of this name at this place: `Relatie[1]`, `Relatie[2]`.
    pub(crate) fn paden(&mut self, pad: &str) -> Vec<String> {
        let (boven, naam) = pad.rsplit_once('/').unwrap_or(("", pad));
        let aantal = self.vind(boven).map_or(0, |ouder| {
            ouder.kinderen().filter(|kind| kind.naam() == naam).count()
        });
        (1..=aantal).map(|nummer| format!("{pad}[{nummer}]")).collect()
    }

    /// Takes out the elements of this name, with the spacing after each.
    pub(crate) fn verwijder(&mut self, mut weg: impl FnMut(&Self) -> bool) -> usize {
        let voor = self.inhoud.len();
        let mut na_weg = false;
        let mut aantal = 0;
        self.inhoud.retain(|deel| match deel {
            Deel::Element(kind) if weg(kind) => {
                na_weg = true;
                aantal += 1;
                false
            }
            Deel::Tekst(tekst) if std::mem::take(&mut na_weg) => !tekst.trim().is_empty(),
            _ => {
                na_weg = false;
                true
            }
        });
        debug_assert!(voor >= self.inhoud.len());
        aantal
    }

    fn schrijf(&self, uit: &mut String) {
        let _ = write!(uit, "<{}{}>", self.merk, self.attributen);
        for deel in &self.inhoud {
            match deel {
                Deel::Element(kind) => kind.schrijf(uit),
                Deel::Tekst(tekst) => codeer(tekst, uit),
                Deel::Opmerking(ruw) => uit.push_str(ruw),
            }
        }
        let _ = write!(uit, "</{}>", self.merk);
    }

    /// As XML text.
    pub(crate) fn als_tekst(&self) -> String {
        let mut uit = String::new();
        self.schrijf(&mut uit);
        uit
    }
}

fn regeleinde() -> Deel {
    Deel::Tekst("\n".to_owned())
}

/// `Prestatie[2]` is the second: index 1.
fn stap_van(stap: &str) -> (&str, usize) {
    match stap.strip_suffix(']').and_then(|s| s.split_once('[')) {
        Some((naam, nummer)) => (naam, nummer.parse::<usize>().map_or(0, |n| n.saturating_sub(1))),
        None => (stap, 0),
    }
}

/// Character data as the writer of messages writes it: a line feed as CR/LF.
fn codeer(tekst: &str, uit: &mut String) {
    for teken in tekst.chars() {
        match teken {
            '&' => uit.push_str("&amp;"),
            '<' => uit.push_str("&lt;"),
            '>' => uit.push_str("&gt;"),
            '\r' => uit.push_str("&#13;"),
            '\n' => uit.push_str("\r\n"),
            gewoon => uit.push(gewoon),
        }
    }
}

impl Blad {
    /// The file again; line ends become CR/LF (OP192).
    pub(crate) fn als_bytes(&self) -> Vec<u8> {
        let mut uit = self.voor.clone();
        self.wortel.schrijf(&mut uit);
        uit.push_str(&self.na);
        uit.into_bytes()
    }

    /// Reads a file that is XML in its main lines: enough to change it, the reader judges it.
    pub(crate) fn lees(tekst: &str) -> Result<Self, Gebroken> {
        let tekst = tekst.strip_prefix('\u{feff}').unwrap_or(tekst);
        let mut open: Vec<Element> = Vec::new();
        let mut klaar: Option<Element> = None;
        let (mut voor, mut na) = (String::new(), String::new());
        let mut rest = tekst;
        while !rest.is_empty() {
            let hier = Gebroken(tekst.len() - rest.len());
            let (stuk, verder) = eerste(rest).ok_or(hier)?;
            rest = verder;
            match stuk {
                Stuk::Begin(merk, leeg) => {
                    if klaar.is_some() || open.len() >= DIEPTE {
                        return Err(hier);
                    }
                    let eind = merk.find([' ', '\t', '\r', '\n']).unwrap_or(merk.len());
                    let (naam, attributen) = merk.split_at(eind);
                    if naam.is_empty() || naam.contains(['<', '&', '=', '"', '\'']) {
                        return Err(hier);
                    }
                    let attributen = attributen.trim_end();
                    open.push(Element {
                        merk: naam.to_owned(),
                        attributen: attributen.to_owned(),
                        inhoud: Vec::new(),
                    });
                    if leeg {
                        sluit(&mut open, &mut klaar);
                    }
                }
                Stuk::Eind(naam) => {
                    if open.last().is_none_or(|element| element.merk != naam.trim_end()) {
                        return Err(hier);
                    }
                    sluit(&mut open, &mut klaar);
                }
                Stuk::Tekst(ruw) => match open.last_mut() {
                    Some(element) => {
                        let tekst = ontcijfer(ruw).ok_or(hier)?;
                        voeg_tekst(element, &tekst);
                    }
                    None if ruw.trim().is_empty() => buiten(&klaar, &mut voor, &mut na).push_str(ruw),
                    None => return Err(hier),
                },
                Stuk::Cdata(ruw) => match open.last_mut() {
                    Some(element) => voeg_tekst(element, &regels(ruw)),
                    None => return Err(hier),
                },
                Stuk::Opmerking(ruw) => match open.last_mut() {
                    Some(element) => element.inhoud.push(Deel::Opmerking(ruw.to_owned())),
                    None => buiten(&klaar, &mut voor, &mut na).push_str(ruw),
                },
            }
        }
        match klaar {
            Some(wortel) if open.is_empty() => Ok(Self { voor, wortel, na }),
            _ => Err(Gebroken(tekst.len())),
        }
    }
}

fn buiten<'a>(klaar: &Option<Element>, voor: &'a mut String, na: &'a mut String) -> &'a mut String {
    if klaar.is_some() { na } else { voor }
}

fn sluit(open: &mut Vec<Element>, klaar: &mut Option<Element>) {
    if let Some(element) = open.pop() {
        match open.last_mut() {
            Some(ouder) => ouder.inhoud.push(Deel::Element(element)),
            None => *klaar = Some(element),
        }
    }
}

fn voeg_tekst(element: &mut Element, tekst: &str) {
    if let Some(Deel::Tekst(eerder)) = element.inhoud.last_mut() {
        eerder.push_str(tekst);
    } else {
        element.inhoud.push(Deel::Tekst(tekst.to_owned()));
    }
}

enum Stuk<'a> {
    /// The tag without its brackets, and whether it closes itself.
    Begin(&'a str, bool),
    Eind(&'a str),
    Tekst(&'a str),
    Cdata(&'a str),
    Opmerking(&'a str),
}

/// The first piece of a text and what follows it.
fn eerste(tekst: &str) -> Option<(Stuk<'_>, &str)> {
    if !tekst.starts_with('<') {
        let eind = tekst.find('<').unwrap_or(tekst.len());
        let (ruw, rest) = tekst.split_at(eind);
        return Some((Stuk::Tekst(ruw), rest));
    }
    for (begin, slot) in [("<!--", "-->"), ("<?", "?>")] {
        if let Some(na) = tekst.strip_prefix(begin) {
            let (binnen, rest) = na.split_once(slot)?;
            let heel = &tekst[..begin.len() + binnen.len() + slot.len()];
            return Some((Stuk::Opmerking(heel), rest));
        }
    }
    if let Some(na) = tekst.strip_prefix("<![CDATA[") {
        let (ruw, rest) = na.split_once("]]>")?;
        return Some((Stuk::Cdata(ruw), rest));
    }
    if let Some(na) = tekst.strip_prefix("</") {
        let (naam, rest) = na.split_once('>')?;
        return Some((Stuk::Eind(naam), rest));
    }
    if tekst.starts_with("<!") {
        return None;
    }
    let eind = merkeinde(tekst)?;
    let merk = &tekst[1..eind];
    let rest = &tekst[eind + 1..];
    Some(match merk.strip_suffix('/') {
        Some(merk) => (Stuk::Begin(merk, true), rest),
        None => (Stuk::Begin(merk, false), rest),
    })
}

/// The `>` of a start tag: one in a quoted value does not count.
fn merkeinde(tekst: &str) -> Option<usize> {
    let mut citaat = None;
    for (i, b) in tekst.bytes().enumerate() {
        match (b, citaat) {
            (b'"' | b'\'', None) => citaat = Some(b),
            (b, Some(c)) if b == c => citaat = None,
            (b'>', None) => return Some(i),
            _ => {}
        }
    }
    None
}

/// CR/LF and CR are a line feed to every parser.
fn regels(ruw: &str) -> String {
    ruw.replace("\r\n", "\n").replace('\r', "\n")
}

/// The text behind the references; `None` for one that XML does not know.
fn ontcijfer(ruw: &str) -> Option<String> {
    let ruw = regels(ruw);
    let mut uit = String::with_capacity(ruw.len());
    let mut rest = ruw.as_str();
    while let Some((voor, na)) = rest.split_once('&') {
        uit.push_str(voor);
        let (naam, verder) = na.split_once(';')?;
        uit.push(match naam {
            "amp" => '&',
            "lt" => '<',
            "gt" => '>',
            "quot" => '"',
            "apos" => '\'',
            _ => {
                let nummer = match naam.strip_prefix("#x") {
                    Some(hex) => u32::from_str_radix(hex, 16).ok(),
                    None => naam.strip_prefix('#').and_then(|n| n.parse().ok()),
                };
                nummer.and_then(char::from_u32)?
            }
        });
        rest = verder;
    }
    uit.push_str(rest);
    Some(uit)
}

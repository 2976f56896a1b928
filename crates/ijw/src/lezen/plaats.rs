//! From paths to places: one more pass over the file, only when a finding of a later level needs it.

use super::bron::{Bron, Plek};
use crate::Bevinding;
use quick_xml::Reader;
use quick_xml::events::Event;
use std::collections::BTreeMap;

/// One element that some path goes through.
#[derive(Default)]
struct Knoop {
    naam: String,
    /// By their number; the ones that share a number differ in name.
    kinderen: BTreeMap<u32, Vec<usize>>,
    /// The names of the children, each once.
    namen: Vec<String>,
    plek: Option<Plek>,
}

/// A tree of the paths, so that a file is walked once whatever the number of findings.
struct Boom {
    knopen: Vec<Knoop>,
}

impl Boom {
    fn nieuw() -> Self {
        Self {
            knopen: vec![Knoop::default()],
        }
    }

    fn kind(&self, ouder: usize, naam: &str, nummer: u32) -> Option<usize> {
        let zelfde_nummer = self.knopen[ouder].kinderen.get(&nummer)?;
        zelfde_nummer
            .iter()
            .copied()
            .find(|k| self.knopen[*k].naam == naam)
    }

    /// The nodes of a path, the root first.
    fn leg(&mut self, pad: &str) -> Vec<usize> {
        let mut hier = 0;
        let mut spoor = vec![hier];
        for stap in pad.split('/').filter(|s| !s.is_empty()) {
            let (naam, nummer) = match stap.strip_suffix(']').and_then(|s| s.split_once('[')) {
                Some((naam, nummer)) => (naam, nummer.parse().unwrap_or(1)),
                None => (stap, 1),
            };
            hier = self.kind(hier, naam, nummer).unwrap_or_else(|| {
                let nieuw = self.knopen.len();
                self.knopen.push(Knoop {
                    naam: naam.to_owned(),
                    ..Knoop::default()
                });
                let ouder = &mut self.knopen[hier];
                ouder.kinderen.entry(nummer).or_default().push(nieuw);
                if !ouder.namen.iter().any(|n| n == naam) {
                    ouder.namen.push(naam.to_owned());
                }
                nieuw
            });
            spoor.push(hier);
        }
        spoor
    }
}

/// Fills line and column of the findings that have none yet, from their path. An element that is not there is placed
/// at its deepest ancestor that is.
pub fn zoek_plaatsen(bytes: &[u8], bevindingen: &mut [Bevinding]) {
    let mut boom = Boom::nieuw();
    let sporen: Vec<Option<Vec<usize>>> = bevindingen
        .iter()
        .map(|b| (b.regelnummer == 0).then(|| boom.leg(&b.pad)))
        .collect();
    if sporen.iter().all(Option::is_none) {
        return;
    }
    loop_door(bytes, &mut boom);
    for (b, spoor) in bevindingen.iter_mut().zip(sporen) {
        let plek = spoor.and_then(|s| s.iter().rev().find_map(|k| boom.knopen[*k].plek));
        if let Some(plek) = plek {
            (b.regelnummer, b.kolom) = (plek.regel, plek.kolom);
        }
    }
}

/// Where an element begins below the one that these bytes are, which has the common shape: no comments, no attributes. An
/// element that is not there is placed at its deepest ancestor that is.
pub(crate) fn zoek_in_element(bytes: &[u8], onder: &str) -> usize {
    let mut stappen = onder.split('/').filter(|stap| !stap.is_empty()).peekable();
    let (mut diepte, mut gevonden, mut beste) = (0_usize, 0, 0);
    for plek in memchr::memchr_iter(b'<', bytes) {
        let Some(stap) = stappen.peek() else { break };
        let merk = bytes.get(plek + 1..).unwrap_or_default();
        if merk.first() == Some(&b'/') {
            diepte = diepte.saturating_sub(1);
            continue;
        }
        let naam = merk.split(|b| *b == b'>').next().unwrap_or_default();
        let lokaal = naam.rsplit(|b| *b == b':').next().unwrap_or_default();
        if diepte == gevonden + 1 && lokaal == stap.as_bytes() {
            (beste, gevonden) = (plek, diepte);
            stappen.next();
        }
        diepte += 1;
    }
    beste
}

/// An open element: its node, when a path goes through it, and how often each name stood in it.
struct Open {
    knoop: Option<usize>,
    geteld: Vec<(String, u32)>,
}

fn loop_door(bytes: &[u8], boom: &mut Boom) {
    let mut invoer = bytes;
    let Ok(bron) = Bron::nieuw(&mut invoer, u64::MAX) else {
        return;
    };
    let mut xml = Reader::from_reader(bron);
    let mut buf = Vec::new();
    let mut open: Vec<Open> = Vec::new();
    loop {
        buf.clear();
        xml.get_mut().nieuw_stuk();
        let (merk, leeg) = match xml.read_event_into(&mut buf) {
            Ok(Event::Start(merk)) => (merk, false),
            Ok(Event::Empty(merk)) => (merk, true),
            Ok(Event::End(_)) => {
                open.pop();
                continue;
            }
            Ok(Event::Eof) | Err(_) => return,
            Ok(_) => continue,
        };
        let lokaal = merk.local_name();
        let naam: &str = lokaal.as_ref();
        let knoop = match open.last_mut() {
            None => Some(0),
            Some(Open { knoop: None, .. }) => None,
            Some(Open {
                knoop: Some(ouder),
                geteld,
            }) => {
                let nummer = match geteld.iter_mut().find(|(n, _)| n == naam) {
                    Some((_, n)) => {
                        *n += 1;
                        *n
                    }
                    // Only names that a path asks for need counting.
                    None if boom.knopen[*ouder].namen.iter().any(|n| n == naam) => {
                        geteld.push((naam.to_owned(), 1));
                        1
                    }
                    None => 0,
                };
                boom.kind(*ouder, naam, nummer)
            }
        };
        if let Some(k) = knoop {
            let plek = xml.get_mut().leg_vast();
            boom.knopen[k].plek.get_or_insert(plek);
        }
        // A message that is this deep was refused before.
        if open.len() > 64 {
            return;
        }
        if !leeg {
            open.push(Open {
                knoop,
                geteld: Vec::new(),
            });
        }
    }
}

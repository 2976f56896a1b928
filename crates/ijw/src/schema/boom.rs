//! A message as a tree of named elements, made from what the writer writes, so that nothing of it can be missing.

use super::{Klasse, Veld, Vorm, klasse};
use crate::schrijven::Schrijver;
use crate::{Bericht, BerichtSoort};
use quick_xml::Reader;
use quick_xml::events::Event;

/// An element with its value or its elements.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Knoop {
    /// What the declaration says of it.
    pub veld: &'static Veld,
    /// Its text; empty for a class.
    pub waarde: String,
    /// Its elements, in order.
    pub kinderen: Vec<Knoop>,
}

impl Knoop {
    /// The elements right below the root of a message.
    #[must_use]
    pub fn van(bericht: &Bericht) -> Vec<Self> {
        Self::uit(bericht.soort(), "Root", &crate::schrijf(bericht), true)
    }

    /// The elements of one class of a message, as its own writer writes them.
    pub(crate) fn van_deel(
        soort: BerichtSoort,
        naam: &str,
        schrijf: impl FnOnce(&mut Schrijver),
    ) -> Vec<Self> {
        Self::uit(soort, naam, &crate::schrijven::deel(schrijf), false)
    }

    fn uit(soort: BerichtSoort, naam: &str, xml: &[u8], met_wortel: bool) -> Vec<Self> {
        let Some(wortel) = klasse(soort, naam) else {
            return Vec::new();
        };
        let mut bouw = Bouw {
            open: vec![Open {
                klasse: Some(wortel),
                knoop: None,
                kinderen: Vec::new(),
            }],
        };
        let mut lezer = Reader::from_reader(xml);
        lezer.config_mut().check_end_names = false;
        let mut buf = Vec::new();
        let mut wortels = usize::from(met_wortel);
        // What the writer writes is well-formed; a fault could only cut the tree off.
        while let Ok(stap) = lezer.read_event_into(&mut buf) {
            match stap {
                Event::Start(_) if wortels > 0 => wortels -= 1,
                Event::Start(merk) => bouw.begin(lokaal(merk.name().as_ref())),
                Event::End(_) => bouw.eind(),
                Event::Text(tekst) => bouw.tekst(&tekst),
                Event::GeneralRef(naam) => bouw.tekst(verwijzing(naam.as_ref())),
                Event::Eof => break,
                _ => {}
            }
            buf.clear();
        }
        bouw.klaar()
    }

    /// The first child with this name.
    #[must_use]
    pub fn kind(&self, naam: &str) -> Option<&Self> {
        self.kinderen.iter().find(|kind| kind.veld.naam == naam)
    }

    /// The value at a path below this element.
    #[must_use]
    pub fn lees(&self, pad: &str) -> Option<&str> {
        let mut hier = self;
        for stap in pad.split('/') {
            hier = hier.kind(stap)?;
        }
        Some(&hier.waarde)
    }
}

/// An element that has begun.
struct Open {
    klasse: Option<&'static Klasse>,
    knoop: Option<(&'static Veld, String)>,
    kinderen: Vec<Knoop>,
}

struct Bouw {
    open: Vec<Open>,
}

impl Bouw {
    fn begin(&mut self, naam: &str) {
        let veld = self.open.last().and_then(|o| o.klasse).and_then(|k| k.veld(naam));
        self.open.push(Open {
            klasse: veld.and_then(Veld::klasse),
            knoop: veld.map(|v| (v, String::new())),
            kinderen: Vec::new(),
        });
    }

    fn tekst(&mut self, stuk: &str) {
        // Between elements there are line ends only.
        if let Some((veld, waarde)) = self.open.last_mut().and_then(|o| o.knoop.as_mut())
            && veld.vorm != Vorm::Klasse
        {
            waarde.push_str(stuk);
        }
    }

    fn eind(&mut self) {
        if self.open.len() < 2 {
            return;
        }
        let Some(klaar) = self.open.pop() else { return };
        if let (Some((veld, waarde)), Some(boven)) = (klaar.knoop, self.open.last_mut()) {
            boven.kinderen.push(Knoop {
                veld,
                waarde: if waarde.contains('\r') {
                    waarde.replace("\r\n", "\n")
                } else {
                    waarde
                },
                kinderen: klaar.kinderen,
            });
        }
    }

    fn klaar(mut self) -> Vec<Knoop> {
        self.open.drain(..).next().map(|o| o.kinderen).unwrap_or_default()
    }
}

fn lokaal(naam: &str) -> &str {
    naam.split_once(':').map_or(naam, |(_, lokaal)| lokaal)
}

/// The references that our writer uses.
fn verwijzing(naam: &str) -> &'static str {
    match naam {
        "amp" => "&",
        "lt" => "<",
        "gt" => ">",
        _ => "\r",
    }
}

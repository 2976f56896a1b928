//! The helper under the generated reading functions: order and cardinality of elements, paths, and findings.

use super::bron::Plek;
use super::snel::Merken;
use super::spoor::Spoor;
use super::stroom::{AttribuutFout, Breuk, Naamruimte, Stap, Stroom as XmlStroom};
use crate::{BerichtSoort, Bevinding};
use std::borrow::Cow;
use std::fmt::Write as _;

/// The namespace an element of a class belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ruimte {
    /// That of the message.
    Bericht,
    /// That of the shared types.
    Basis,
}

/// One element of a class.
pub(crate) struct Deel {
    naam: &'static str,
    verplicht: bool,
    herhaalt: bool,
}

impl Deel {
    pub(crate) const fn een(naam: &'static str) -> Self {
        Self {
            naam,
            verplicht: true,
            herhaalt: false,
        }
    }
    pub(crate) const fn hooguit(naam: &'static str) -> Self {
        Self {
            naam,
            verplicht: false,
            herhaalt: false,
        }
    }
    pub(crate) const fn meer(naam: &'static str) -> Self {
        Self {
            naam,
            verplicht: true,
            herhaalt: true,
        }
    }
}

/// A complex type: its elements in their order.
pub(crate) struct Klasse {
    pub(crate) naam: &'static str,
    pub(crate) ruimte: Ruimte,
    pub(crate) delen: &'static [Deel],
}

/// A class on the way of a stream, read part by part.
pub(crate) trait Deels: Default {
    /// Its elements.
    const KLASSE: &'static Klasse;
    /// The element through which the stream goes on.
    const ONDER: usize;
    /// Reads the element that has just begun.
    fn deel(&mut self, deel: usize, l: &mut Lezer<'_>) -> Stroom<()>;
}

/// Reading stopped: the reason stands in the reader.
pub(crate) type Stroom<T> = Result<T, Breuk>;

/// How far a class has been read.
pub(crate) struct Stand {
    gezien: u32,
    laatste: usize,
    aantal: [u32; 32],
    tekst_gemeld: bool,
}

impl Stand {
    /// One more of the only element of a class was read elsewhere.
    pub(crate) fn nog_een(&mut self) -> u32 {
        self.gezien |= 1;
        self.aantal[0] += 1;
        self.aantal[0]
    }

    /// How many there are of the first element.
    pub(crate) fn aantal(&self) -> u32 {
        self.aantal[0]
    }

    /// As at the start of the class.
    pub(crate) fn opnieuw(&mut self) {
        (self.gezien, self.aantal[0]) = (0, 0);
    }
}

/// An element that has begun and not ended.
struct Open {
    naam: Cow<'static, str>,
    nummer: u32,
    plek: Plek,
}

pub(crate) struct Lezer<'i> {
    pub(crate) xml: XmlStroom<'i>,
    /// Kept only for who asks: see [`Self::met_spoor`].
    pub(crate) spoor: Spoor,
    sporen: bool,
    soort: BerichtSoort,
    open: Vec<Open>,
    bevindingen: Vec<Bevinding>,
    hooguit: usize,
    meer: u64,
}

impl<'i> Lezer<'i> {
    /// A reader that stands just after the start of the root.
    pub(crate) fn nieuw(xml: XmlStroom<'i>, soort: BerichtSoort, hooguit: usize) -> Self {
        Self {
            xml,
            spoor: Spoor::default(),
            sporen: false,
            soort,
            open: Vec::with_capacity(16),
            bevindingen: Vec::new(),
            hooguit,
            meer: 0,
        }
    }

    /// The same reader, that remembers where elements began.
    pub(crate) fn met_spoor(mut self) -> Self {
        self.sporen = true;
        self
    }

    /// How the tags begin on the fast road below the element that has just begun: it is of the message itself.
    pub(crate) fn merken(&self) -> Option<Merken> {
        if self.xml.ruimte != Naamruimte::Bericht(self.soort) || self.xml.is_leeg() {
            return None;
        }
        Merken::van(self.xml.prefix(), self.xml.prefix_van_basis()?)
    }

    /// The two innermost elements were closed and their like opened again: the outer one is the next of its kind.
    pub(crate) fn volgende(&mut self, nummer: u32, buiten: Plek, binnen: Plek) {
        self.spoor.wis();
        if let [.., b, i] = self.open.as_mut_slice() {
            (b.nummer, b.plek, i.plek) = (nummer, buiten, binnen);
        }
    }

    /// How deep the element is that is being read; 0 is the root.
    pub(crate) fn diepte(&self) -> usize {
        self.open.len()
    }

    /// Which of its siblings of the same name the element is that is being read, from 1; 0 when it cannot repeat.
    pub(crate) fn nummer(&self) -> u32 {
        self.open.last().map_or(0, |open| open.nummer)
    }

    /// The findings, with a last one when not all were kept.
    pub(crate) fn klaar(self) -> Vec<Bevinding> {
        let mut uit = self.bevindingen;
        if self.meer > 0 {
            let aantal = uit.len();
            let plek = uit.last().map(|b| (b.regelnummer, b.kolom)).unwrap_or_default();
            let mut slot = Bevinding::nieuw(
                1,
                "HV:meer",
                "",
                format!(
                    "Er zijn nog {} fouten. Alleen de eerste {aantal} staan hier. Verbeter die eerst.",
                    self.meer
                ),
            );
            (slot.regelnummer, slot.kolom) = plek;
            uit.push(slot);
        }
        uit
    }

    /// Whether nothing was found.
    pub(crate) fn is_schoon(&self) -> bool {
        self.bevindingen.is_empty() && self.meer == 0
    }

    /// A finding at the element that is being read.
    pub(crate) fn meld(&mut self, regel: &'static str, tekst: impl FnOnce() -> String) {
        let plek = self.open.last().map_or(self.xml.plek(), |o| o.plek);
        self.meld_op(regel, "", plek, tekst);
    }

    fn meld_op(&mut self, regel: &'static str, onder: &str, plek: Plek, tekst: impl FnOnce() -> String) {
        if self.bevindingen.len() >= self.hooguit {
            self.meer += 1;
            return;
        }
        let mut pad = self.pad();
        if !onder.is_empty() {
            if !pad.is_empty() {
                pad.push('/');
            }
            pad.push_str(onder);
        }
        let mut b = Bevinding::nieuw(1, regel, pad, tekst());
        (b.regelnummer, b.kolom) = (plek.regel, plek.kolom);
        self.bevindingen.push(b);
    }

    pub(crate) fn pad(&self) -> String {
        let mut pad = String::new();
        for o in &self.open {
            if !pad.is_empty() {
                pad.push('/');
            }
            pad.push_str(&o.naam);
            if o.nummer > 0 {
                let _ = write!(pad, "[{}]", o.nummer);
            }
        }
        pad
    }

    fn huidig(&self) -> &str {
        self.open.last().map_or("Bericht", |o| &o.naam)
    }

    /// Opens a class: its element has just begun.
    pub(crate) fn begin(&mut self, klasse: &'static Klasse) -> Stroom<Stand> {
        self.keur_xsi_type(klasse.naam, klasse.ruimte);
        self.keur_attributen();
        self.xml.bewaar = false;
        Ok(Stand {
            gezien: 0,
            laatste: 0,
            aantal: [0; 32],
            tekst_gemeld: false,
        })
    }

    /// The next element of the class, by its number; `None` at the end. What does not belong is reported and skipped.
    pub(crate) fn kind(&mut self, klasse: &'static Klasse, stand: &mut Stand) -> Stroom<Option<usize>> {
        loop {
            match self.xml.stap()? {
                Stap::Tekst => {
                    if self.xml.zwart && !std::mem::replace(&mut stand.tekst_gemeld, true) {
                        let plek = self.xml.plek();
                        let naam = self.huidig().to_owned();
                        self.meld_op("XSD:content", "", plek, || {
                            format!("In '{naam}' staat losse tekst. Hier mogen alleen elementen staan.")
                        });
                    }
                }
                Stap::Eind | Stap::Slot => {
                    self.meld_ontbrekend(klasse, stand);
                    self.open.pop();
                    return Ok(None);
                }
                Stap::Begin => {
                    if let Some(deel) = self.herken(klasse, stand) {
                        return Ok(Some(deel));
                    }
                    self.sla_over()?;
                }
            }
        }
    }

    fn meld_ontbrekend(&mut self, klasse: &'static Klasse, stand: &Stand) {
        let plek = self.open.last().map_or(Plek { regel: 1, kolom: 1 }, |o| o.plek);
        for (nr, deel) in klasse.delen.iter().enumerate() {
            if deel.verplicht && stand.gezien & (1 << nr) == 0 {
                let waar = self.huidig().to_owned();
                let na = klasse.delen[..nr]
                    .iter()
                    .enumerate()
                    .rev()
                    .find(|(i, _)| stand.gezien & (1 << i) != 0);
                self.meld_op("XSD:minOccurs", deel.naam, plek, || match na {
                    Some((_, vorige)) => format!(
                        "In '{waar}' ontbreekt '{}'. Dat element is verplicht. Zet het na '{}'.",
                        deel.naam, vorige.naam
                    ),
                    None => format!(
                        "In '{waar}' ontbreekt '{}'. Dat element is verplicht. Zet het vooraan.",
                        deel.naam
                    ),
                });
            }
        }
    }

    /// Which element this is; `None` when it is none of the class (then it is on the stack as unknown).
    fn herken(&mut self, klasse: &'static Klasse, stand: &mut Stand) -> Option<usize> {
        let naam = self.xml.lokale_naam();
        let plek = self.xml.plek();
        // Most elements come in order: start looking where the last one was.
        let vanaf = stand.laatste;
        let deel = klasse.delen[vanaf..]
            .iter()
            .position(|d| d.naam == naam)
            .map(|i| i + vanaf);
        let Some(nr) = deel.or_else(|| klasse.delen[..vanaf].iter().position(|d| d.naam == naam)) else {
            let naam: String = naam.chars().take(60).collect();
            let lijkt = klasse.delen.iter().find(|d| d.naam.eq_ignore_ascii_case(&naam));
            let waar = self.huidig().to_owned();
            self.open.push(Open {
                naam: naam.clone().into(),
                nummer: 0,
                plek,
            });
            self.meld("XSD:element", || match lijkt {
                Some(d) => format!(
                    "'{naam}' is geen element van '{waar}'. Bedoelt u '{}'? Let op de hoofdletters.",
                    d.naam
                ),
                None => format!(
                    "'{naam}' hoort niet in '{waar}'. Hier mogen staan: {}.",
                    namen(klasse)
                ),
            });
            return None;
        };
        let deel = &klasse.delen[nr];
        stand.aantal[nr] += 1;
        let nummer = if deel.herhaalt { stand.aantal[nr] } else { 0 };
        self.open.push(Open {
            naam: Cow::Borrowed(deel.naam),
            nummer,
            plek,
        });
        if self.sporen {
            self.spoor.zet(self.open.len(), deel.naam, nummer, plek);
        }
        let verwacht = match klasse.ruimte {
            Ruimte::Bericht => Naamruimte::Bericht(self.soort),
            Ruimte::Basis => Naamruimte::Basis,
        };
        if self.xml.ruimte != verwacht {
            let uri = match klasse.ruimte {
                Ruimte::Bericht => self.soort.naamruimte(),
                Ruimte::Basis => "http://www.istandaarden.nl/ijw/3_2/basisschema/schema",
            };
            self.meld("XSD:namespace", || {
                format!(
                    "'{}' staat in een verkeerde naamruimte. Het moet zijn: {uri}.",
                    deel.naam
                )
            });
        }
        let al_gezien = stand.gezien & (1 << nr) != 0;
        if al_gezien && !deel.herhaalt {
            let waar = self.ouder().to_owned();
            self.meld("XSD:maxOccurs", || {
                format!(
                    "'{}' staat hier nog een keer. In '{waar}' mag het maar één keer staan.",
                    deel.naam
                )
            });
        } else if nr < stand.laatste {
            let voor = klasse.delen[nr + 1..]
                .iter()
                .enumerate()
                .find(|(i, _)| stand.gezien & (1 << (i + nr + 1)) != 0)
                .map_or(klasse.delen[stand.laatste].naam, |(_, d)| d.naam);
            self.meld("XSD:sequence", || {
                format!(
                    "'{}' staat op de verkeerde plaats. Zet het vóór '{voor}'.",
                    deel.naam
                )
            });
        } else {
            stand.laatste = nr;
        }
        stand.gezien |= 1 << nr;
        Some(nr)
    }

    fn ouder(&self) -> &str {
        self.open
            .len()
            .checked_sub(2)
            .and_then(|i| self.open.get(i))
            .map_or("Bericht", |o| &o.naam)
    }

    /// Reads past the element that has just begun, and takes it off the stack.
    pub(crate) fn sla_over(&mut self) -> Stroom<()> {
        self.xml.bewaar = false;
        let mut diepte = 1_u32;
        while diepte > 0 {
            match self.xml.stap()? {
                Stap::Begin => diepte += 1,
                Stap::Eind => diepte -= 1,
                Stap::Tekst => {}
                Stap::Slot => break,
            }
        }
        self.open.pop();
        Ok(())
    }

    /// Collects the text of the element that has just begun, up to its end. `false` when there were elements in it.
    /// The element stays on the stack until [`Self::dicht`], so that its value can be reported on.
    pub(crate) fn blad(&mut self, typenaam: &'static str) -> Stroom<bool> {
        self.keur_xsi_type(typenaam, Ruimte::Basis);
        self.keur_attributen();
        self.xml.tekst.clear();
        self.xml.bewaar = true;
        let mut zuiver = true;
        loop {
            match self.xml.stap()? {
                Stap::Tekst => {}
                Stap::Eind | Stap::Slot => {
                    self.xml.bewaar = false;
                    return Ok(zuiver);
                }
                Stap::Begin => {
                    let naam: String = self.xml.lokale_naam().chars().take(60).collect();
                    let waar = self.huidig().to_owned();
                    self.open.push(Open {
                        naam: naam.clone().into(),
                        nummer: 0,
                        plek: self.xml.plek(),
                    });
                    if std::mem::replace(&mut zuiver, false) {
                        self.meld("XSD:element", || {
                            format!("'{naam}' hoort hier niet. In '{waar}' mag alleen tekst staan, geen elementen.")
                        });
                    }
                    self.sla_over()?;
                    self.xml.bewaar = true;
                }
            }
        }
    }

    /// Takes a leaf off the stack.
    pub(crate) fn dicht(&mut self) {
        self.open.pop();
    }

    fn keur_attributen(&mut self) {
        for fout in std::mem::take(&mut self.xml.attributen) {
            let waar = self.huidig().to_owned();
            match fout {
                AttribuutFout::Onbekend(naam) => self.meld("XSD:attribute", || {
                    format!("'{waar}' heeft het attribuut '{naam}'. Elementen van een bericht hebben geen attributen. Haal het weg.")
                }),
                AttribuutFout::Nil => self.meld("XSD:nillable", || {
                    format!("'{waar}' heeft het attribuut xsi:nil. Dat mag hier niet. Laat een leeg element weg als het niet verplicht is.")
                }),
            }
        }
    }

    /// xsi:type may only say what the schema says already: no type here has types derived from it.
    fn keur_xsi_type(&mut self, naam: &'static str, ruimte: Ruimte) {
        let Some((in_ruimte, gevraagd)) = self.xml.xsi_type.take() else {
            return;
        };
        let verwacht = match ruimte {
            Ruimte::Bericht => Naamruimte::Bericht(self.soort),
            Ruimte::Basis => Naamruimte::Basis,
        };
        if in_ruimte != verwacht || gevraagd != naam || naam.is_empty() {
            let waar = self.huidig().to_owned();
            self.meld("XSD:type", || {
                format!(
                    "'{waar}' heeft een attribuut xsi:type met een ander type dan het schema. Haal het weg."
                )
            });
        }
    }
}

fn namen(klasse: &Klasse) -> String {
    klasse.delen.iter().map(|d| d.naam).collect::<Vec<_>>().join(", ")
}

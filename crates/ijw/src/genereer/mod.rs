//! Synthetic messages of every kind: valid on levels 1 and 2, and on what level 4 can judge without a store.
//!
//! Everything follows from the seed, the day and the number of the message: the same request gives the same bytes.

mod berichten;
mod declaratie;
mod fouten;
mod kans;
mod kop;
mod mensen;
mod producten;
mod regelfouten;
mod retour;

use crate::BerichtSoort;
use crate::boom::{Blad, Element};
use crate::schema::Klasse;
use jiff::civil::{Date, date};
use std::io::{self, Write};

use declaratie::Bederf;
pub use fouten::{Fout, geplande_fouten};
pub(crate) use kans::Kans;
pub(crate) use mensen::Nummers;

/// An element that may be left out.
type Deeltje = Option<Element>;

/// A class, by its name without prefix.
fn k(naam: &str, delen: impl IntoIterator<Item = Deeltje>) -> Deeltje {
    Some(Element::klasse(naam, delen.into_iter().flatten()))
}

/// A value.
fn w(naam: &str, waarde: impl Into<String>) -> Deeltje {
    Some(Element::waarde(naam, waarde))
}

/// What to make.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Opdracht {
    /// The kind of message.
    pub soort: BerichtSoort,
    /// Everything that is left to chance follows from this number.
    pub zaad: u64,
    /// The day on which the messages are judged: none is of a later date.
    pub peildatum: Date,
    /// How many messages.
    pub aantal: u64,
    /// How many Prestaties each JW323 or JW325 holds.
    pub prestaties: u64,
    /// How much of it is faulty, in percent: of the messages, or of the Prestaties when there is one JW323 or JW325.
    pub fouten: u8,
}

/// Why a request cannot be met, in plain Dutch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Onmogelijk {
    /// Rules speak of 2021 and later.
    #[error("Kies een peildatum van 2021-03-01 tot en met 2099-12-31.")]
    Peildatum,
    /// Identificatie has room for six digits.
    #[error("Kies een aantal van 1 tot en met 999999.")]
    Aantal,
    /// A JW323 holds at least one.
    #[error("Kies 1 tot en met 90000000 prestaties. Alleen een JW325 mag er 0 hebben.")]
    Prestaties,
    /// A share of the whole.
    #[error("Kies een percentage van 0 tot en met 100.")]
    Fouten,
}

/// Makes the messages of a request, one after another.
#[derive(Clone, Debug)]
pub struct Generator {
    opdracht: Opdracht,
    nummers: mensen::Nummers,
    nummer: u64,
}

impl Generator {
    /// A generator that has made nothing yet.
    pub fn nieuw(opdracht: Opdracht) -> Result<Self, Onmogelijk> {
        if opdracht.peildatum < date(2021, 3, 1) || opdracht.peildatum > date(2099, 12, 31) {
            return Err(Onmogelijk::Peildatum);
        }
        if opdracht.aantal == 0 || opdracht.aantal > 999_999 {
            return Err(Onmogelijk::Aantal);
        }
        let declareert = is_declaratie(opdracht.soort);
        let minst = u64::from(opdracht.soort == BerichtSoort::Jw323);
        if declareert && !(minst..=90_000_000).contains(&opdracht.prestaties) {
            return Err(Onmogelijk::Prestaties);
        }
        if opdracht.fouten > 100 {
            return Err(Onmogelijk::Fouten);
        }
        let kinderen = if declareert {
            opdracht.prestaties.div_ceil(declaratie::MINSTENS)
        } else {
            opdracht.aantal
        };
        let mut kans = Kans::tak(opdracht.zaad, u64::MAX);
        Ok(Self {
            opdracht,
            nummers: mensen::Nummers::voor(kinderen, &mut kans),
            nummer: 0,
        })
    }

    /// Writes the next message; gives what is wrong with it on purpose. `meld` hears how many Prestaties are written.
    /// `None`: all are made.
    pub fn volgende(
        &mut self,
        uit: &mut impl Write,
        mut meld: impl FnMut(u64),
    ) -> io::Result<Option<Vec<Fout>>> {
        if self.nummer == self.opdracht.aantal {
            return Ok(None);
        }
        let o = self.opdracht;
        let nummer = self.nummer;
        self.nummer += 1;
        let mut kans = Kans::tak(o.zaad, nummer);
        let fout = kans.onder(100) < u64::from(o.fouten);
        if is_declaratie(o.soort) && o.aantal == 1 {
            let bederf = Bederf {
                percentage: o.fouten,
                ..Bederf::default()
            };
            return declaratie::schrijf(&o, nummer, bederf, kans, &mut self.nummers, uit, &mut meld)
                .map(Some);
        }
        let vooraf = self.nummers.clone();
        if fout {
            // Not every fault fits every message: try until one does, and does nothing else.
            for poging in 0..200 {
                self.nummers.clone_from(&vooraf);
                let kans = Kans::tak(o.zaad ^ 0x5EED_FA17, nummer * 1_000 + poging);
                if let Some((bytes, fout)) = self.probeer(nummer, None, kans)? {
                    uit.write_all(&bytes)?;
                    return Ok(Some(vec![fout]));
                }
            }
            self.nummers = vooraf;
        }
        let blad = self.blad(nummer, &mut kans)?;
        uit.write_all(&blad.als_bytes())?;
        Ok(Some(Vec::new()))
    }

    /// A message that fails on this planned rule only, where this kind of message can: its bytes and the fault.
    pub fn met_fout(&mut self, regel: &str) -> io::Result<Option<(Vec<u8>, Fout)>> {
        for poging in 0..40 {
            let kans = Kans::tak(self.opdracht.zaad ^ 0xFA17, poging);
            let gemaakt = self.probeer(poging, Some(regel), kans)?;
            if gemaakt.is_some() {
                return Ok(gemaakt);
            }
        }
        Ok(None)
    }

    /// A message with one fault; `None` when it would not be exactly that fault.
    fn probeer(
        &mut self,
        nummer: u64,
        regel: Option<&str>,
        mut kans: Kans,
    ) -> io::Result<Option<(Vec<u8>, Fout)>> {
        let o = self.opdracht;
        let op_regel = is_declaratie(o.soort) && kans.soms(2);
        if !op_regel {
            let blad = self.blad(nummer, &mut kans)?;
            return Ok(fouten::bederf(o.soort, blad, o.peildatum, regel, &mut kans));
        }
        let bederf = Bederf {
            vanaf: Some(kans.onder(o.prestaties)),
            regel: regel.map(str::to_owned),
            ..Bederf::default()
        };
        let mut bytes = Vec::new();
        let fouten = declaratie::schrijf(
            &o,
            nummer,
            bederf,
            kans,
            &mut self.nummers,
            &mut bytes,
            &mut |_| (),
        )?;
        let fout = fouten.into_iter().next();
        Ok(fout
            .filter(|fout| fouten::klopt(&bytes, o.peildatum, &fout.regels))
            .map(|fout| (bytes, fout)))
    }

    /// A valid message as a tree.
    fn blad(&mut self, nummer: u64, kans: &mut Kans) -> io::Result<Blad> {
        let o = self.opdracht;
        if is_declaratie(o.soort) {
            let mut bytes = Vec::new();
            let (bederf, eigen) = (Bederf::default(), kans.clone());
            declaratie::schrijf(
                &o,
                nummer,
                bederf,
                eigen,
                &mut self.nummers,
                &mut bytes,
                &mut |_| (),
            )?;
            kans.volgende();
            let tekst = String::from_utf8(bytes).map_err(io::Error::other)?;
            return Blad::lees(&tekst).map_err(|_| io::Error::other("een gemaakt bericht is geen boom"));
        }
        let bsn = self.nummers.volgende();
        Ok(berichten::maak(o.soort, &bsn, nummer, o.zaad, o.peildatum, kans))
    }
}

const fn is_declaratie(soort: BerichtSoort) -> bool {
    matches!(soort, BerichtSoort::Jw323 | BerichtSoort::Jw325)
}

const BASIS: &str = "http://www.istandaarden.nl/ijw/3_2/basisschema/schema";
const EERSTE_REGEL: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\r\n";

/// The prefix of the elements of a message, with its colon.
fn prefix(soort: BerichtSoort) -> String {
    format!("{}:", soort.as_str().to_lowercase())
}

fn wortelattributen(soort: BerichtSoort) -> String {
    let eigen = soort.as_str().to_lowercase();
    format!(" xmlns:{eigen}=\"{}\" xmlns:ijw=\"{BASIS}\"", soort.naamruimte())
}

/// Bare names get the prefix that the declaration says.
fn kleed_aan(element: &mut Element, klasse: &Klasse, eigen: &str) {
    for kind in element.kinderen_mut() {
        let binnen = klasse.veld(kind.naam()).and_then(|veld| veld.klasse());
        kind.merk = format!("{}{}", if klasse.basis { "ijw:" } else { eigen }, kind.naam());
        if let Some(binnen) = binnen {
            kleed_aan(kind, binnen, eigen);
        }
    }
}

/// A file of bare elements.
fn blad(soort: BerichtSoort, delen: impl IntoIterator<Item = Deeltje>) -> Blad {
    let eigen = prefix(soort);
    let mut wortel = Element::klasse("Bericht", delen.into_iter().flatten());
    wortel.merk = format!("{eigen}Bericht");
    wortel.attributen = wortelattributen(soort);
    kleed_aan(&mut wortel, soort.wortel(), &eigen);
    Blad {
        voor: EERSTE_REGEL.to_owned(),
        wortel,
        na: "\r\n".to_owned(),
    }
}

#[cfg(test)]
mod tests;

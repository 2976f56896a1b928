//! Messages without the people in them, so that a problem can be shared: the shape, the codes, the sums and the days of
//! care stay, and everything that says who it is about becomes something else, the same everywhere in one run.
//!
//! What is not known to be harmless is replaced. Nothing new is computed from an old value, so nothing leads back.

mod datum;
mod opmaak;
mod verzameling;
mod waarde;

use crate::boom::{Blad, Deel, Element};
use crate::genereer::Kans;
use crate::schema::{Inhoud, Klasse, Veld};
use crate::{BerichtSoort, Grenzen, lees};
use jiff::civil::Date;
use opmaak::Prefixen;
use std::collections::{BTreeMap, BTreeSet};
use verzameling::Persoonlijk;

/// Why a file is not changed, in plain Dutch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NietTeAnonimiseren {
    /// Not UTF-8.
    #[error(
        "Dit bestand is niet in UTF-8. Zet het eerst om, bijvoorbeeld met: houvast bericht verbeter --schrijf."
    )]
    Codering,
    /// No tree can be made of it.
    #[error(
        "Dit bestand is geen goede XML. Dan is niet te zien waar namen en nummers staan. Haal die met de hand weg."
    )]
    GeenXml,
    /// No declaration says what it holds.
    #[error("Dit is geen bericht van iJw 3.2. Dan is niet te zien waar namen en nummers staan.")]
    GeenBericht,
}

/// Replaces people. One for all files of a run, so that the same person is the same person everywhere.
#[derive(Clone, Debug)]
pub struct Anonimiseur {
    kans: Kans,
    /// Also the codes of gemeenten and aanbieders.
    partijen: bool,
    persoonlijk: Persoonlijk,
    /// What became what: kind of value, old value.
    nieuw: BTreeMap<(&'static str, String), String>,
    /// The new values, so that no two old ones become the same.
    vergeven: BTreeSet<(&'static str, String)>,
    bsns: crate::genereer::Nummers,
}

/// The file that is being changed.
struct Hier {
    soort: BerichtSoort,
    dagtekening: Option<Date>,
    /// Of the child that is being changed.
    bsn: String,
    prefixen: Prefixen,
}

impl Anonimiseur {
    /// The seed must not be known to the reader of the result.
    #[must_use]
    pub fn nieuw(zaad: u64, partijen: bool) -> Self {
        let mut kans = Kans::tak(zaad, 1);
        let bsns = crate::genereer::Nummers::voor(0, &mut kans);
        Self {
            kans,
            partijen,
            persoonlijk: Persoonlijk::default(),
            nieuw: BTreeMap::new(),
            vergeven: BTreeSet::new(),
            bsns,
        }
    }

    /// Looks which persons are in a file, so that none of them gets the number or name of another. Do this for all
    /// files of a run before the first is changed.
    pub fn verken(&mut self, bytes: &[u8]) {
        if let Ok((mut blad, soort)) = open(bytes) {
            self.persoonlijk.verzamel(&mut blad.wortel, soort.wortel());
        }
    }

    /// The same message about other people.
    pub fn bericht(&mut self, bytes: &[u8]) -> Result<Vec<u8>, NietTeAnonimiseren> {
        let (mut blad, soort) = open(bytes)?;
        self.persoonlijk.verzamel(&mut blad.wortel, soort.wortel());
        let dagtekening = blad
            .wortel
            .vind("Header/BerichtIdentificatie/Dagtekening")
            .and_then(|element| element.tekst().trim().parse().ok());
        let mut hier = Hier {
            soort,
            dagtekening,
            bsn: String::new(),
            prefixen: Prefixen::default(),
        };
        opmaak::attributen(&mut blad.wortel, &mut hier.prefixen);
        self.klasse(&mut blad.wortel, Some(soort.wortel()), &mut hier);
        hier.prefixen.hernoem(&mut blad.wortel);
        blad.voor = opmaak::buiten(&blad.voor);
        blad.na = opmaak::buiten(&blad.na);
        Ok(blad.als_bytes())
    }

    /// Everything in an element; without its class nothing is known of it.
    fn klasse(&mut self, element: &mut Element, klasse: Option<&'static Klasse>, hier: &mut Hier) {
        if let Some(bsn) = element.kinderen().find(|kind| kind.naam() == "Bsn") {
            hier.bsn = bsn.tekst();
        }
        let gebruik = element
            .kinderen()
            .find(|kind| kind.naam() == "DatumGebruik")
            .map(Element::tekst);
        for deel in &mut element.inhoud {
            match deel {
                Deel::Opmerking(ruw) => *ruw = opmaak::opmerking(ruw).to_owned(),
                // Loose text has no place here and may say anything.
                Deel::Tekst(tekst) => {
                    if !tekst.trim().is_empty() {
                        *tekst = self.andere_tekens(tekst);
                    }
                }
                Deel::Element(kind) => self.kind(kind, klasse, gebruik.as_deref(), hier),
            }
        }
    }

    fn kind(
        &mut self,
        kind: &mut Element,
        klasse: Option<&'static Klasse>,
        gebruik: Option<&str>,
        hier: &mut Hier,
    ) {
        opmaak::attributen(kind, &mut hier.prefixen);
        let veld = klasse
            .and_then(|klasse| klasse.veld(kind.naam()))
            .or_else(|| elders(hier.soort.wortel(), kind.naam()));
        let Some(veld) = veld else {
            kind.merk = format!("{}Onbekend", kind.prefix());
            self.klasse(kind, None, hier);
            return;
        };
        if let Inhoud::Klasse(binnen) = veld.inhoud {
            self.klasse(kind, Some(binnen), hier);
            return;
        }
        if !kind.is_blad() {
            self.klasse(kind, None, hier);
            return;
        }
        let oud = kind.tekst();
        let nieuw = self.waarde(&oud, veld, gebruik, hier);
        let opmerkingen = kind
            .inhoud
            .iter()
            .filter(|deel| matches!(deel, Deel::Opmerking(_)))
            .count();
        kind.zet_tekst(nieuw);
        for _ in 0..opmerkingen {
            kind.inhoud.push(Deel::Opmerking(opmaak::WEG.to_owned()));
        }
    }
}

/// A tree and its kind, where it is one.
fn open(bytes: &[u8]) -> Result<(Blad, BerichtSoort), NietTeAnonimiseren> {
    let tekst = std::str::from_utf8(bytes).map_err(|_| NietTeAnonimiseren::Codering)?;
    let lezing = lees(
        bytes,
        &Grenzen {
            maximum: u64::MAX,
            bevindingen: 1,
        },
    );
    let lezing = lezing.map_err(|_| NietTeAnonimiseren::GeenXml)?;
    let vorm = lezing.bevindingen.iter().map(|b| b.regel.as_ref());
    for regel in vorm {
        match regel {
            "HV:codering" => return Err(NietTeAnonimiseren::Codering),
            "XSD:xml" | "HV:doctype" | "HV:stuurteken" | "HV:diepte" => {
                return Err(NietTeAnonimiseren::GeenXml);
            }
            _ => {}
        }
    }
    let blad = Blad::lees(tekst).map_err(|_| NietTeAnonimiseren::GeenXml)?;
    match lezing.soort.filter(|_| lezing.release.as_deref() == Some("3.2")) {
        Some(soort) => Ok((blad, soort)),
        None => Err(NietTeAnonimiseren::GeenBericht),
    }
}

/// An element in the wrong class is still what its name says.
fn elders(klasse: &'static Klasse, naam: &str) -> Option<&'static Veld> {
    klasse.veld(naam).or_else(|| {
        klasse
            .velden
            .iter()
            .filter_map(Veld::klasse)
            .find_map(|binnen| elders(binnen, naam))
    })
}

#[cfg(test)]
mod tests;

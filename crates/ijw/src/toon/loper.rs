//! The walk over a message: what becomes a section, what becomes a line.

use super::{Blad, Opties, Regel, samen, waarde, woorden};
use crate::BerichtSoort;
use crate::schema::{Klasse, Knoop, Vorm};
use std::io;

/// Walks a message and writes its page.
pub(super) struct Loper<'a> {
    pub(super) soort: BerichtSoort,
    pub(super) opties: &'a Opties,
    pub(super) blad: &'a mut dyn Blad,
}

impl<'a> Loper<'a> {
    pub(super) fn nieuw(soort: BerichtSoort, opties: &'a Opties, blad: &'a mut dyn Blad) -> Self {
        Self { soort, opties, blad }
    }

    /// The elements of a class that is open: the return codes first, for they are what a reader looks for.
    pub(super) fn klassen(&mut self, knopen: &[Knoop], pad: &str) -> io::Result<()> {
        let is_code = |k: &&Knoop| k.veld.naam == "RetourCodes";
        for knoop in knopen.iter().filter(is_code) {
            self.element(knoop, knopen, &onder(pad, knoop.veld.naam), None)?;
        }
        for knoop in knopen.iter().filter(|k| !is_code(k)) {
            self.element(knoop, knopen, &onder(pad, knoop.veld.naam), None)?;
        }
        Ok(())
    }

    fn element(
        &mut self,
        knoop: &Knoop,
        buren: &[Knoop],
        pad: &str,
        nummer: Option<(usize, usize)>,
    ) -> io::Result<()> {
        if knoop.veld.vorm != Vorm::Klasse {
            return self.blad.regel(&Regel {
                pad: pad.to_owned(),
                naam: woorden::label(knoop.veld.naam),
                waarden: vec![(String::new(), knoop.waarde.clone())],
                tekst: waarde::naast(knoop, buren, self.opties),
            });
        }
        if let Some(tekst) = samen::tekst(knoop, self.opties) {
            let mut waarden = Vec::new();
            bladeren(knoop, "", &mut waarden);
            return self.blad.regel(&Regel {
                pad: pad.to_owned(),
                naam: woorden::label(knoop.veld.naam),
                waarden,
                tekst,
            });
        }
        // A class that only holds a list gets no section of its own.
        if knoop.veld.klasse().and_then(Klasse::lijst_van).is_some() {
            let aantal = knoop.kinderen.len();
            for (i, kind) in knoop.kinderen.iter().enumerate() {
                let pad = format!("{}[{}]", onder(pad, kind.veld.naam), i + 1);
                self.element(kind, &knoop.kinderen, &pad, Some((i + 1, aantal)))?;
            }
            return Ok(());
        }
        let titel = self.titel(knoop, pad, nummer);
        self.blad.sectie(&titel, pad)?;
        self.klassen(&knoop.kinderen, pad)?;
        self.blad.eind()
    }

    /// The name of the class, its place when there are more, and the first part of its key.
    pub(super) fn titel(&self, knoop: &Knoop, pad: &str, nummer: Option<(usize, usize)>) -> String {
        let mut titel = woorden::label(knoop.veld.naam);
        if let Some((i, aantal)) = nummer.filter(|(_, aantal)| *aantal > 1) {
            titel += &format!(" {i} van {aantal}");
        }
        if let Some((naam, waarde)) = sleutel(self.soort, knoop, pad) {
            titel += &format!(": {} {waarde}", woorden::klein(&naam));
        }
        titel
    }
}

/// The first element of the logical key that stands right below a class: its name in words and its value.
fn sleutel(soort: BerichtSoort, knoop: &Knoop, pad: &str) -> Option<(String, String)> {
    let pad = zonder_nummers(pad);
    soort.sleutels().iter().find_map(|sleutel| {
        let naam = sleutel.strip_prefix(&pad)?.strip_prefix('/')?;
        let kind = knoop.kind(naam)?;
        match kind.veld.vorm {
            Vorm::Klasse => {
                let eerste = kind.kinderen.iter().find(|k| k.veld.vorm != Vorm::Klasse)?;
                Some((
                    woorden::label(eerste.veld.naam),
                    waarde::los(eerste.veld, &eerste.waarde),
                ))
            }
            _ => Some((
                woorden::label(kind.veld.naam),
                waarde::los(kind.veld, &kind.waarde),
            )),
        }
    })
}

pub(super) fn zonder_nummers(pad: &str) -> String {
    let stappen: Vec<_> = pad
        .split('/')
        .map(|s| s.split('[').next().unwrap_or_default())
        .collect();
    stappen.join("/")
}

fn onder(pad: &str, naam: &str) -> String {
    if pad.is_empty() {
        naam.to_owned()
    } else {
        format!("{pad}/{naam}")
    }
}

fn bladeren(knoop: &Knoop, pad: &str, uit: &mut Vec<(String, String)>) {
    for kind in &knoop.kinderen {
        let pad = onder(pad, kind.veld.naam);
        if kind.veld.vorm == Vorm::Klasse {
            bladeren(kind, &pad, uit);
        } else {
            uit.push((pad, kind.waarde.clone()));
        }
    }
}

//! The page of a declaratie that is not held in memory: its lines come from the stream.

use super::declaratie::{Lijst, Post, centen, client_323, kop_323, prestatie_323};
use super::{Blad, Opties};
use crate::berichten::basis::TotaalBedragMetDC;
use crate::stroom::{Ontvanger, Plaats, Prestatie};
use crate::{Bericht, BerichtSoort};
use std::io;

/// Writes the page of a JW323 while [`crate::stroom::lees`] passes over it. Pass over it once before, to know that level 1
/// finds nothing: what is written cannot be taken back.
pub struct StroomBlad<'a> {
    opties: &'a Opties,
    /// Until the head has come.
    blad: Option<&'a mut dyn Blad>,
    lijst: Option<Lijst<'a>>,
    totaal: Option<TotaalBedragMetDC>,
    fout: Option<io::Error>,
}

impl<'a> StroomBlad<'a> {
    /// On this page.
    pub fn op(opties: &'a Opties, blad: &'a mut dyn Blad) -> Self {
        Self {
            opties,
            blad: Some(blad),
            lijst: None,
            totaal: None,
            fout: None,
        }
    }

    /// Writes the sums.
    ///
    /// # Errors
    /// What the page answered, now or earlier.
    pub fn klaar(self) -> io::Result<()> {
        match (self.fout, self.lijst, self.totaal) {
            (Some(fout), ..) => Err(fout),
            (None, Some(lijst), Some(totaal)) => lijst.klaar(centen(&totaal)),
            _ => Ok(()),
        }
    }

    /// The stream cannot be stopped; after a fault of the page nothing more is written.
    fn onthoud(&mut self, uitkomst: io::Result<()>) {
        if let Err(fout) = uitkomst {
            self.lijst = None;
            self.fout = Some(fout);
        }
    }
}

impl Ontvanger for StroomBlad<'_> {
    fn kop(&mut self, kop: &Bericht) {
        let (Bericht::Jw323(b), Some(blad)) = (kop, self.blad.take()) else {
            return;
        };
        self.totaal = Some(b.declaratie.totaal_ingediend_bedrag.clone());
        match Lijst::begin(BerichtSoort::Jw323, &kop_323(b), self.opties, blad) {
            Ok(lijst) => self.lijst = Some(lijst),
            Err(fout) => self.fout = Some(fout),
        }
    }

    fn client(&mut self, _: u32, bsn: &str) {
        if let Some(lijst) = &mut self.lijst {
            let uitkomst = lijst.client(bsn, || client_323(bsn));
            self.onthoud(uitkomst);
        }
    }

    fn prestatie(&mut self, _: Plaats, prestatie: Prestatie<'_>) {
        if let (Some(lijst), Prestatie::Jw323(p)) = (&mut self.lijst, prestatie) {
            let post = Post::nieuw(p.toewijzing_nummer, &p.ingediend_bedrag);
            let uitkomst = lijst.prestatie(&post, || prestatie_323(p));
            self.onthoud(uitkomst);
        }
    }
}

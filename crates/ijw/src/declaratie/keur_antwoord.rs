//! Judging a JW325: levels 3 and 4, at the aanbieder who receives it.

use super::AntwoordEerder;
use super::keuring::op_elke_kop;
use super::regels::TOETSEN;
use super::zicht::Toets;
use crate::berichten::jw325;
use crate::regels::{Bron, Melder};
use crate::{Bericht, Bevinding};

/// The findings of levels 3 and 4. No message answers them: the aanbieder calls the gemeente.
#[must_use]
pub fn keur_antwoord(bericht: &jw325::Bericht, eerder: &AntwoordEerder, bron: &Bron) -> Vec<Bevinding> {
    let kop = Bericht::Jw325(Box::new(jw325::Bericht {
        header: bericht.header.clone(),
        declaratie_antwoord: None,
    }));
    let mut gevonden = op_elke_kop(&kop, eerder.ontvangen, bron);
    for (regel, toets) in TOETSEN.iter() {
        if let Toets::Antwoord(f) = toets {
            f(bericht, eerder, &mut Melder::nieuw(regel, &mut gevonden));
        }
    }
    gevonden
}

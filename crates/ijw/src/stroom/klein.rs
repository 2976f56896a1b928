//! A message that was read whole, told as a stream would.

use super::{Gang, Ontvanger, Plaats, Prestatie};
use crate::lezen::Lezing;
use crate::regels::{self, Bron};
use crate::{Bericht, BerichtSoort};

/// What the walk would give; `None` for a JW323 with findings, for those want their places.
pub(super) fn gang(mut lezing: Lezing, bron: Option<&Bron>, ontvanger: &mut impl Ontvanger) -> Option<Gang> {
    match lezing.bericht.take() {
        Some(bericht @ Bericht::Jw323(_)) => {
            let schoon = regels::inhoud(&bericht).is_empty()
                && bron.is_none_or(|bron| regels::bron(&bericht, bron).is_empty());
            if !schoon {
                return None;
            }
            let mut gang = vertel(bericht, ontvanger)?;
            gang.niveau = if bron.is_some() { 4 } else { 2 };
            gang.release = lezing.release;
            Some(gang)
        }
        bericht => {
            lezing.soort.into_iter().for_each(|soort| ontvanger.soort(soort));
            lezing.bericht = bericht;
            Some(lezing.into())
        }
    }
}

fn vertel(bericht: Bericht, ontvanger: &mut impl Ontvanger) -> Option<Gang> {
    let Bericht::Jw323(mut b) = bericht else {
        return None;
    };
    let clienten = std::mem::take(&mut b.declaratie.clienten.client);
    let kop = Bericht::Jw323(b);
    ontvanger.soort(BerichtSoort::Jw323);
    ontvanger.kop(&kop);
    let mut prestaties = 0;
    for (c, client) in (1..).zip(&clienten) {
        ontvanger.client(c, &client.bsn);
        for (p, prestatie) in (1..).zip(&client.prestaties.prestatie) {
            let plaats = Plaats {
                client: c,
                prestatie: p,
            };
            ontvanger.prestatie(plaats, Prestatie::Jw323(prestatie));
            prestaties += 1;
        }
    }
    Some(Gang {
        soort: Some(BerichtSoort::Jw323),
        kop: Some(kop),
        prestaties,
        ..Gang::default()
    })
}

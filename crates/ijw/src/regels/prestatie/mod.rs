//! Level 2 of JW323 and JW325, carried out line by line as the Prestaties pass: a message may be too large to hold.
//!
//! A rule says what it looks at: the head of the message, a Client, a Prestatie, or all of it at the end. What it must
//! remember between two lines stands in [`Geheugen`].

mod bedrag;
mod dubbel;
mod geheugen;
mod loop_door;
mod periode;
mod referentie;
mod sleutel;
mod tabel;
mod zicht;

#[cfg(test)]
pub(crate) mod proef;

use geheugen::{Beeld, Bewaard, Geheugen};
pub(crate) use loop_door::{Loop, Los, Plaatser, heel};
pub(crate) use sleutel::Kort;
use zicht::Kop;
pub(crate) use zicht::Lijn;

pub(super) use bedrag::{CD087, CS325, CS339, TR342, TR358};
pub(super) use dubbel::{TR101, TR416};
pub(super) use periode::{CS100, CS337, CS340, TR134, TR137, TR335};
pub(super) use referentie::{CD060, CS002, TR315, TR316};

use super::Regel;
use loop_door::Melder;

/// What carries a rule out, in parts; a part that is absent has nothing to look at.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Uitvoering {
    kop: Option<KopWerk>,
    client: Option<ClientWerk>,
    prestatie: Option<PrestatieWerk>,
    verband: Option<VerbandWerk>,
    slot: Option<KopWerk>,
}

type KopWerk = fn(&Kop<'_>, &mut Geheugen, &mut Melder<'_>);
type ClientWerk = fn(&str, &mut Geheugen, &mut Melder<'_>);
/// Looks at a line by itself, so that it can be done anywhere, in any order.
type PrestatieWerk = fn(&Lijn<'_>, &Bewaard, &mut Melder<'_>);
/// Looks at a line beside the others, in the order of the file.
type VerbandWerk = fn(&Beeld, &mut Melder<'_>);

impl Uitvoering {
    const NIETS: Self = Self {
        kop: None,
        client: None,
        prestatie: None,
        verband: None,
        slot: None,
    };

    const fn kop(mut self, f: KopWerk) -> Self {
        self.kop = Some(f);
        self
    }

    const fn client(mut self, f: ClientWerk) -> Self {
        self.client = Some(f);
        self
    }

    const fn prestatie(mut self, f: PrestatieWerk) -> Self {
        self.prestatie = Some(f);
        self
    }

    const fn verband(mut self, f: VerbandWerk) -> Self {
        self.verband = Some(f);
        self
    }

    /// At the end of the message, when the whole head is known.
    const fn slot(mut self, f: KopWerk) -> Self {
        self.slot = Some(f);
        self
    }
}

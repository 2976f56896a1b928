//! Where the rules look up the place of what they found.

use crate::lezen::spoor::Spoor;
use crate::lezen::{self, Bron, Plek};
use crate::regels::prestatie::Plaatser;

/// Places from what the general reader remembers, below an element of this depth.
pub(super) struct InSpoor<'a>(pub(super) &'a Spoor, pub(super) usize);

impl Plaatser for InSpoor<'_> {
    fn plek(&mut self, onder: &str) -> Plek {
        self.0.zoek(self.1, onder)
    }
}

/// The two places of a Client on the fast road.
pub(super) struct Vast {
    pub(super) client: Plek,
    pub(super) bsn: Plek,
}

impl Plaatser for Vast {
    fn plek(&mut self, onder: &str) -> Plek {
        if onder.is_empty() { self.client } else { self.bsn }
    }
}

/// Places in a Prestatie that is still in the window.
pub(super) struct InVenster<'a, 'i> {
    pub(super) bron: &'a mut Bron<'i>,
    pub(super) begin: usize,
    pub(super) eind: usize,
}

impl Plaatser for InVenster<'_, '_> {
    fn plek(&mut self, onder: &str) -> Plek {
        let stuk = self.bron.venster().get(self.begin..self.eind).unwrap_or_default();
        let binnen = lezen::zoek_in_element(stuk, onder);
        self.bron.plek_in_venster(self.begin + binnen)
    }
}

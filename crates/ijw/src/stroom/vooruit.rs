//! More cores for one message. The walk stays with one thread, in the order of the file; helpers read blocks ahead of it and
//! note what the fast road takes at which byte. The walk uses a note only when it comes to just that byte, with the same
//! prefixes: a note is what it would have read itself. So a helper may guess where to begin, and can never change the answer.

use super::Plaats;
use super::beurt::Gedeeld;
use super::bron::van_regel;
use super::vorm::{Grens, Vorm};
use crate::declaratie::Keuring;
use crate::lezen::lezer::Ruimte;
use crate::lezen::snel::Snel;
use crate::lezen::{Afstand, Teller};
use crate::regels::prestatie::{Kort, Los};
use memchr::memmem;

/// How many threads work, and in what pieces.
#[derive(Clone, Copy, Debug)]
pub(super) struct Kernen {
    pub(super) aantal: usize,
    /// The size of a block.
    pub(super) blok: usize,
    /// Up to here in the file one core does it.
    pub(super) vanaf: u64,
}

impl Kernen {
    /// More threads than these would only wait for the walk, and each costs memory.
    const MEESTE: usize = 8;

    pub(super) fn nieuw(aantal: usize) -> Self {
        Self {
            aantal: aantal.clamp(1, Self::MEESTE),
            blok: 256 * 1024,
            vanaf: 256 * 1024,
        }
    }
}

/// What the fast road took.
pub(super) enum Wat {
    /// Which of [`Noten::prestaties`].
    Prestatie(usize),
    /// A Prestatie that nobody wants to see and in which nothing is wrong by itself.
    Kort(Kort),
    /// And how far into the block its three places stand.
    Grens(Grens, [Afstand; 3]),
}

/// The notes of a block, in the order of the file.
pub(super) struct Noten<P> {
    pub(super) lijst: Vec<Noot>,
    /// Beside the notes: most need none, and a Prestatie is large.
    pub(super) prestaties: Vec<Option<P>>,
}

impl<P> Noten<P> {
    pub(super) const LEEG: Self = Self {
        lijst: Vec::new(),
        prestaties: Vec::new(),
    };
}

impl<P> Noten<P> {
    fn wat<V: Vorm<Prestatie = P>>(&mut self, vooraf: Option<&Vooraf>, prestatie: P) -> Wat {
        if let Some(kort) = vooraf.and_then(|vooraf| vooraf.kort::<V>(&prestatie)) {
            return Wat::Kort(kort);
        }
        self.prestaties.push(Some(prestatie));
        Wat::Prestatie(self.prestaties.len() - 1)
    }
}

/// The rules that can be carried out while reading ahead: those that look at a line by itself.
pub(super) struct Vooraf {
    pub(super) regels: Los,
    pub(super) bron: Option<Keuring>,
}

impl Vooraf {
    /// `None`: the walk must look itself.
    fn kort<V: Vorm>(&self, prestatie: &V::Prestatie) -> Option<Kort> {
        let kort = self.regels.kort(&V::lijn(prestatie))?;
        let gevonden = self.bron.as_ref().map_or_else(Vec::new, |keuring| {
            van_regel(keuring, Plaats::default(), V::zicht(prestatie))
        });
        gevonden.is_empty().then_some(kort)
    }
}

/// A note: all places count in bytes from the start of the file.
pub(super) struct Noot {
    /// Where its first tag begins.
    pub(super) begin: u64,
    pub(super) eind: u64,
    /// The end of the block it stands in.
    pub(super) blok_eind: u64,
    pub(super) wat: Wat,
}

/// Notes what the fast road takes; past what it does not take, it goes on at the next Prestatie.
pub(super) fn loop_langs<V: Vorm>(
    bytes: &[u8],
    van: u64,
    gedeeld: &Gedeeld<'_, V::Prestatie>,
    noten: &mut Noten<V::Prestatie>,
    teller: &mut Teller<'_>,
) {
    let merken = &gedeeld.merken;
    let lengte = bytes.len();
    let blok_eind = van + lengte as u64;
    let op = |over: usize| van + (lengte - over) as u64;
    let [open, _] = merken.paar(b"Prestatie>");
    let zoeker = memmem::Finder::new(&open);
    let mut s = Snel::op(bytes, merken);
    loop {
        s.wit();
        let begin = s.over();
        let mut na = s;
        let mut wat = na
            .klasse(Ruimte::Bericht, b"Prestatie>", V::snel)
            .map(|prestatie| noten.wat::<V>(gedeeld.vooraf.as_ref(), prestatie));
        if wat.is_none() {
            na = s;
            wat = V::volgende_client(&mut na).map(|grens| {
                let plekken = [grens.client, grens.bsn_plek, grens.prestaties];
                Wat::Grens(grens, plekken.map(|over| teller.tot(lengte - over)))
            });
        }
        if let Some(wat) = wat {
            s = na;
            noten.lijst.push(Noot {
                begin: op(begin),
                eind: op(s.over()),
                blok_eind,
                wat,
            });
            continue;
        }
        let rest = s.rest().get(1..).unwrap_or_default();
        let Some(verder) = zoeker.find(rest) else {
            return;
        };
        s = Snel::op(rest.get(verder..).unwrap_or_default(), merken);
    }
}

#[cfg(test)]
mod tests {
    use super::super::vorm::{Antwoord, Declaratie};
    use super::*;
    use crate::lezen::snel::Merken;
    use crate::regels::prestatie::proef::{jw323, jw325};
    use crate::schrijf;
    use std::sync::Mutex;

    /// The blocks together, and how many Prestaties and borders were noted.
    fn langs<V: Vorm>(bytes: &[u8], prefix: &str, blok: usize) -> (Vec<u8>, usize, usize) {
        let merken = Merken::van(prefix, "ijw").unwrap();
        let kernen = Kernen {
            blok,
            ..Kernen::nieuw(2)
        };
        let invoer = Mutex::new(bytes);
        let gedeeld = Gedeeld::nieuw(merken, None, &invoer, kernen, 0);
        let (mut alles, mut noten) = (Vec::new(), Noten::LEEG);
        while let Some(werk) = gedeeld.lees(gedeeld.slot()) {
            assert_eq!(werk.begin, alles.len() as u64);
            let stuk = &werk.blok.buf[..werk.blok.tot];
            loop_langs::<V>(stuk, werk.begin, &gedeeld, &mut noten, &mut Teller::nieuw(stuk));
            alles.extend_from_slice(stuk);
        }
        for noot in &noten.lijst {
            let begin = &bytes[usize::try_from(noot.begin).unwrap()..usize::try_from(noot.eind).unwrap()];
            let eerste = match noot.wat {
                Wat::Prestatie(_) | Wat::Kort(_) => format!("<{prefix}:Prestatie>"),
                Wat::Grens(..) => format!("</{prefix}:Prestaties>"),
            };
            assert!(begin.starts_with(eerste.as_bytes()));
        }
        let grenzen = noten
            .lijst
            .iter()
            .filter(|n| matches!(n.wat, Wat::Grens(..)))
            .count();
        (alles, noten.lijst.len() - grenzen, grenzen)
    }

    #[test]
    fn elke_prestatie_wordt_genoteerd_hoe_het_bestand_ook_valt() {
        let bytes = schrijf(&jw323().met_credit().met_tweede_client().into());
        let aantal = memmem::find_iter(&bytes, b"<jw323:Prestatie>").count();
        assert!(aantal > 3);
        for blok in [3_000, 3_333, 4_000, 1 << 20] {
            let (alles, prestaties, grenzen) = langs::<Declaratie>(&bytes, "jw323", blok);
            assert_eq!((alles == bytes, prestaties, grenzen), (true, aantal, 1), "{blok}");
        }
        // A block that holds no whole Prestatie loses notes, and no bytes.
        assert_eq!(langs::<Declaratie>(&bytes, "jw323", 100).0, bytes);
        let bytes = schrijf(&jw325().into());
        assert_eq!(langs::<Antwoord>(&bytes, "jw325", 3_000), (bytes, 1, 0));
    }
}

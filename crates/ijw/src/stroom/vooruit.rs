//! More cores for one message. The walk stays with one thread, in the order of the file; helpers read blocks ahead of it and
//! note what the fast road takes at which byte. The walk uses a note only when it comes to just that byte, with the same
//! prefixes: a note is what it would have read itself. So a helper may guess where to begin, and can never change the answer.

use super::Plaats;
use super::bron::van_regel;
use super::vorm::{Grens, Vorm};
use crate::declaratie::Keuring;
use crate::lezen::lezer::Ruimte;
use crate::lezen::snel::{Merken, Snel};
use crate::lezen::{Afstand, Blok, Blokken, Teller};
use crate::regels::prestatie::{Kort, Los};
use memchr::memmem;
use std::collections::VecDeque;
use std::io::{self, BufRead};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

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
            vanaf: 1024 * 1024,
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

/// A block on its way to the walk.
enum Stuk<P> {
    Wacht(u64, Blok),
    Bezig,
    Klaar(Blok, Noten<P>),
}

struct Staat<P> {
    stukken: VecDeque<Stuk<P>>,
    /// The number of the first block in the queue.
    eerste: usize,
    /// The notes of the block that the walk took last.
    vers: Option<Noten<P>>,
    /// Nobody looks at the notes: then making them is a waste.
    stil: bool,
    klaar: bool,
}

/// What the walk and its helpers share.
pub(super) struct Gedeeld<P> {
    staat: Mutex<Staat<P>>,
    bel: Condvar,
    merken: Merken,
    /// When nobody wants to see the Prestaties.
    vooraf: Option<Vooraf>,
}

impl<P> Gedeeld<P> {
    pub(super) fn nieuw(merken: Merken, vooraf: Option<Vooraf>) -> Arc<Self> {
        Arc::new(Self {
            staat: Mutex::new(Staat {
                stukken: VecDeque::new(),
                eerste: 0,
                vers: None,
                stil: false,
                klaar: false,
            }),
            bel: Condvar::new(),
            merken,
            vooraf,
        })
    }

    pub(super) fn merken(&self) -> &Merken {
        &self.merken
    }

    fn slot(&self) -> MutexGuard<'_, Staat<P>> {
        self.staat.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn wacht<'g>(&self, staat: MutexGuard<'g, Staat<P>>) -> MutexGuard<'g, Staat<P>> {
        self.bel.wait(staat).unwrap_or_else(PoisonError::into_inner)
    }

    /// The notes of a block that the walk took since it asked last.
    pub(super) fn haal(&self) -> Option<Noten<P>> {
        self.slot().vers.take()
    }
}

impl<P> Staat<P> {
    /// The first block that nobody reads yet.
    fn neem(&mut self) -> Option<(usize, u64, Blok)> {
        let hier = self
            .stukken
            .iter()
            .position(|stuk| matches!(stuk, Stuk::Wacht(..)))?;
        match std::mem::replace(self.stukken.get_mut(hier)?, Stuk::Bezig) {
            Stuk::Wacht(begin, blok) => Some((self.eerste + hier, begin, blok)),
            _ => None,
        }
    }
}

/// A block that is being read; it goes back to the queue whatever happens.
struct InWerk<'g, P> {
    gedeeld: &'g Gedeeld<P>,
    nummer: usize,
    blok: Blok,
    noten: Noten<P>,
}

impl<P> Drop for InWerk<'_, P> {
    fn drop(&mut self) {
        let klaar = Stuk::Klaar(
            std::mem::take(&mut self.blok),
            std::mem::replace(&mut self.noten, Noten::LEEG),
        );
        let mut staat = self.gedeeld.slot();
        let hier = self.nummer.wrapping_sub(staat.eerste);
        if let Some(stuk) = staat.stukken.get_mut(hier) {
            *stuk = klaar;
        }
        drop(staat);
        self.gedeeld.bel.notify_all();
    }
}

/// The work of a helper, until the walk is over.
pub(super) fn help<V: Vorm>(gedeeld: &Gedeeld<V::Prestatie>) {
    let mut staat = gedeeld.slot();
    while !staat.klaar {
        let werk = if staat.stil { None } else { staat.neem() };
        staat = match werk {
            Some(werk) => {
                drop(staat);
                noteer::<V>(gedeeld, werk);
                gedeeld.slot()
            }
            None => gedeeld.wacht(staat),
        };
    }
}

fn noteer<V: Vorm>(gedeeld: &Gedeeld<V::Prestatie>, (nummer, begin, blok): (usize, u64, Blok)) {
    let mut werk = InWerk {
        gedeeld,
        nummer,
        blok,
        noten: Noten::LEEG,
    };
    let bytes = werk.blok.buf.get(..werk.blok.tot).unwrap_or_default();
    let mut teller = Teller::nieuw(bytes);
    loop_langs::<V>(bytes, begin, gedeeld, &mut werk.noten, &mut teller);
    werk.blok.afstand = Some(teller.tot(bytes.len()));
}

/// Notes what the fast road takes; past what it does not take, it goes on at the next Prestatie.
fn loop_langs<V: Vorm>(
    bytes: &[u8],
    van: u64,
    gedeeld: &Gedeeld<V::Prestatie>,
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

/// Reads ahead for the walk, and gives it the blocks in order. When the next block is not ready, it helps meanwhile.
pub(super) struct Voorlezer<V: Vorm> {
    gedeeld: Arc<Gedeeld<V::Prestatie>>,
    blok: usize,
    /// How many blocks may be on their way.
    diep: usize,
    /// How the end of a Prestatie is written: there a block is cut.
    sluit: Vec<u8>,
    /// Where the next block begins.
    begin: u64,
    /// What was read after the cut.
    staart: Vec<u8>,
    op: bool,
    fout: Option<io::Error>,
    vrij: Vec<Vec<u8>>,
}

impl<V: Vorm> Voorlezer<V> {
    pub(super) fn nieuw(gedeeld: Arc<Gedeeld<V::Prestatie>>, kernen: Kernen, begin: u64) -> Self {
        let [_, sluit] = gedeeld.merken.paar(b"Prestatie>");
        Self {
            gedeeld,
            blok: kernen.blok,
            diep: kernen.aantal * 2 + 1,
            sluit,
            begin,
            staart: Vec::new(),
            op: false,
            fout: None,
            vrij: Vec::new(),
        }
    }

    /// The next block of the file, cut after the last Prestatie that is whole.
    fn lees(&mut self, bron: &mut dyn BufRead) -> Option<(u64, Blok)> {
        let mut buf = self.vrij.pop().unwrap_or_default();
        let mut tot = self.staart.len();
        buf.resize(self.blok.max(tot * 2), 0);
        buf.get_mut(..tot)?.copy_from_slice(&self.staart);
        self.staart.clear();
        while tot < buf.len() && !self.op {
            match bron.read(buf.get_mut(tot..)?) {
                Ok(0) => self.op = true,
                Ok(n) => tot += n,
                Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
                Err(e) => (self.op, self.fout) = (true, Some(e)),
            }
        }
        let gelezen = buf.get(..tot)?;
        if !self.op
            && let Some(laatste) = memmem::rfind(gelezen, &self.sluit)
        {
            let (voor, na) = gelezen.split_at_checked(laatste + self.sluit.len())?;
            self.staart.extend_from_slice(na);
            tot = voor.len();
        }
        let begin = self.begin;
        self.begin += tot as u64;
        let blok = Blok {
            buf,
            tot,
            afstand: None,
        };
        (tot > 0).then_some((begin, blok))
    }
}

impl<V: Vorm> Blokken for Voorlezer<V> {
    fn volgend(&mut self, bron: &mut dyn BufRead, oud: Vec<u8>) -> io::Result<Blok> {
        if oud.len() == self.blok {
            self.vrij.push(oud);
        }
        let gedeeld = Arc::clone(&self.gedeeld);
        let mut onderweg = gedeeld.slot().stukken.len();
        while onderweg < self.diep && !self.op {
            if let Some((begin, blok)) = self.lees(bron) {
                let mut staat = gedeeld.slot();
                staat.stukken.push_back(Stuk::Wacht(begin, blok));
                onderweg = staat.stukken.len();
                drop(staat);
                gedeeld.bel.notify_one();
            }
        }
        let mut staat = gedeeld.slot();
        loop {
            match staat.stukken.pop_front() {
                None => {
                    return self.fout.take().map_or_else(|| Ok(Blok::default()), Err);
                }
                Some(Stuk::Wacht(_, blok)) => {
                    staat.eerste += 1;
                    // The notes that are left there are of an earlier block.
                    staat.stil = staat.vers.take().is_some();
                    return Ok(blok);
                }
                Some(Stuk::Klaar(blok, noten)) => {
                    staat.eerste += 1;
                    staat.stil = staat.vers.replace(noten).is_some();
                    return Ok(blok);
                }
                Some(Stuk::Bezig) => staat.stukken.push_front(Stuk::Bezig),
            }
            staat = match staat.neem() {
                Some(werk) => {
                    drop(staat);
                    noteer::<V>(&gedeeld, werk);
                    gedeeld.slot()
                }
                None => gedeeld.wacht(staat),
            };
        }
    }
}

impl<V: Vorm> Drop for Voorlezer<V> {
    fn drop(&mut self) {
        self.gedeeld.slot().klaar = true;
        self.gedeeld.bel.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use super::super::vorm::{Antwoord, Declaratie};
    use super::*;
    use crate::regels::prestatie::proef::{jw323, jw325};
    use crate::schrijf;

    /// The blocks together, and how many Prestaties and borders were noted.
    fn langs<V: Vorm>(bytes: &[u8], prefix: &str, blok: usize) -> (Vec<u8>, usize, usize) {
        let merken = Merken::van(prefix, "ijw").unwrap();
        let mut voorlezer = Voorlezer::<V>::nieuw(
            Gedeeld::nieuw(merken, None),
            Kernen {
                blok,
                ..Kernen::nieuw(2)
            },
            0,
        );
        let (mut alles, mut noten) = (Vec::new(), Noten::LEEG);
        let gedeeld = Gedeeld::nieuw(merken, None);
        let mut invoer = bytes;
        while let Some((begin, blok)) = voorlezer.lees(&mut invoer) {
            assert_eq!(begin, alles.len() as u64);
            let stuk = &blok.buf[..blok.tot];
            loop_langs::<V>(stuk, begin, &gedeeld, &mut noten, &mut Teller::nieuw(stuk));
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

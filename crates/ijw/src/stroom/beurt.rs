//! The bytes of one message, a block at a time for whoever has nothing to do, and the blocks in order for the walk.
//! Who reads a block also looks at it: its bytes are near that core then.

use super::vooruit::{Kernen, Noten, Vooraf, loop_langs};
use super::vorm::Vorm;
use crate::lezen::snel::Merken;
use crate::lezen::{Blok, Blokken, Teller};
use memchr::memmem;
use std::collections::VecDeque;
use std::io::{self, Read};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

/// The bytes of the message that were not read yet; whoever wants a block waits for its turn.
pub(super) type Bytes<'i> = Mutex<dyn Read + Send + 'i>;

/// The same bytes, for the walk before others read ahead.
pub(super) struct OmDeBeurt<'m, R>(pub(super) &'m Mutex<R>);

impl<R: Read> Read for OmDeBeurt<'_, R> {
    fn read(&mut self, doel: &mut [u8]) -> io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).read(doel)
    }
}

/// How often to look whether somebody's turn is over before going to sleep: some tens of microseconds.
const KORT_WACHTEN: u32 = 20_000;

/// A block on its way to the walk.
enum Stuk<P> {
    Bezig,
    Klaar(Blok, Noten<P>),
}

pub(super) struct Staat<P> {
    stukken: VecDeque<Stuk<P>>,
    /// The number of the first block in the queue.
    eerste: usize,
    /// How many are waiting for their turn to read, or reading.
    lezend: usize,
    /// The notes of the block that the walk took last.
    vers: Option<Noten<P>>,
    /// Nobody looks at the notes: then making them is a waste.
    stil: bool,
    /// There is nothing left to read.
    op: bool,
    fout: Option<io::Error>,
    klaar: bool,
    /// Room for blocks.
    vrij: Vec<Vec<u8>>,
}

impl<P> Staat<P> {
    fn mag_lezen(&self, diep: usize) -> bool {
        !self.op && self.stukken.len() + self.lezend < diep
    }
}

/// Where the next block begins.
struct Snede {
    begin: u64,
    /// What was read after the cut.
    staart: Vec<u8>,
}

/// What the walk and its helpers share. Who wants two locks takes them in the order of these fields.
pub(super) struct Gedeeld<'i, P> {
    snede: Mutex<Snede>,
    bytes: &'i Bytes<'i>,
    staat: Mutex<Staat<P>>,
    bel: Condvar,
    /// The size of a block.
    blok: usize,
    /// How many blocks may be on their way.
    diep: usize,
    /// How the end of a Prestatie is written: there a block is cut.
    sluit: Vec<u8>,
    pub(super) merken: Merken,
    /// When nobody wants to see the Prestaties.
    pub(super) vooraf: Option<Vooraf>,
}

impl<'i, P> Gedeeld<'i, P> {
    pub(super) fn nieuw(
        merken: Merken,
        vooraf: Option<Vooraf>,
        bytes: &'i Bytes<'i>,
        kernen: Kernen,
        begin: u64,
    ) -> Arc<Self> {
        let [_, sluit] = merken.paar(b"Prestatie>");
        Arc::new(Self {
            snede: Mutex::new(Snede {
                begin,
                staart: Vec::new(),
            }),
            bytes,
            staat: Mutex::new(Staat {
                stukken: VecDeque::new(),
                eerste: 0,
                lezend: 0,
                vers: None,
                stil: false,
                op: false,
                fout: None,
                klaar: false,
                vrij: Vec::new(),
            }),
            bel: Condvar::new(),
            blok: kernen.blok,
            diep: kernen.aantal * 2 + 1,
            sluit,
            merken,
            vooraf,
        })
    }

    pub(super) fn merken(&self) -> &Merken {
        &self.merken
    }

    pub(super) fn slot(&self) -> MutexGuard<'_, Staat<P>> {
        self.staat.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn wacht<'g>(&self, staat: MutexGuard<'g, Staat<P>>) -> MutexGuard<'g, Staat<P>> {
        self.bel.wait(staat).unwrap_or_else(PoisonError::into_inner)
    }

    /// The notes of a block that the walk took since it asked last.
    pub(super) fn haal(&self) -> Option<Noten<P>> {
        self.slot().vers.take()
    }

    /// Waits for the turn to read. Another's turn is much shorter than falling asleep and waking up takes.
    fn beurt(&self) -> MutexGuard<'_, Snede> {
        for _ in 0..KORT_WACHTEN {
            if let Ok(snede) = self.snede.try_lock() {
                return snede;
            }
            std::hint::spin_loop();
        }
        self.snede.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The next block of the file, cut after the last Prestatie that is whole; `None` at the end.
    pub(super) fn lees(&self, mut staat: MutexGuard<'_, Staat<P>>) -> Option<InWerk<'_, 'i, P>> {
        staat.lezend += 1;
        let mut buf = staat.vrij.pop().unwrap_or_default();
        drop(staat);
        let beurt = Beurt(self);
        let mut snede = self.beurt();
        let mut bytes = self.bytes.lock().unwrap_or_else(PoisonError::into_inner);
        if self.slot().op {
            return None;
        }
        let mut tot = snede.staart.len();
        buf.resize(self.blok.max(tot * 2), 0);
        buf.get_mut(..tot)?.copy_from_slice(&snede.staart);
        snede.staart.clear();
        while tot < buf.len() {
            match bytes.read(buf.get_mut(tot..)?) {
                Ok(n) if n > 0 => tot += n,
                Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
                uit => {
                    let mut staat = self.slot();
                    (staat.op, staat.fout) = (true, staat.fout.take().or(uit.err()));
                    break;
                }
            }
        }
        drop(bytes);
        let gelezen = buf.get(..tot)?;
        if tot == buf.len()
            && let Some(laatste) = memmem::rfind(gelezen, &self.sluit)
        {
            let (voor, na) = gelezen.split_at_checked(laatste + self.sluit.len())?;
            snede.staart.extend_from_slice(na);
            tot = voor.len();
        }
        let begin = snede.begin;
        snede.begin += tot as u64;
        if tot == 0 {
            return None;
        }
        let mut staat = self.slot();
        staat.stukken.push_back(Stuk::Bezig);
        let nummer = staat.eerste + staat.stukken.len() - 1;
        drop(staat);
        drop(beurt);
        Some(InWerk {
            gedeeld: self,
            nummer,
            begin,
            blok: Blok {
                buf,
                tot,
                afstand: None,
            },
            noten: Noten::LEEG,
        })
    }
}

/// Somebody's turn to read, which ends whatever happens.
struct Beurt<'g, 'i, P>(&'g Gedeeld<'i, P>);

impl<P> Drop for Beurt<'_, '_, P> {
    fn drop(&mut self) {
        self.0.slot().lezend -= 1;
        self.0.bel.notify_all();
    }
}

/// A block that is being looked at; it goes back to the queue whatever happens.
pub(super) struct InWerk<'g, 'i, P> {
    gedeeld: &'g Gedeeld<'i, P>,
    nummer: usize,
    pub(super) begin: u64,
    pub(super) blok: Blok,
    noten: Noten<P>,
}

impl<P> InWerk<'_, '_, P> {
    /// The block for the walk itself, when it is the next one: then notes would only cost time.
    fn neem(mut self) -> Result<Blok, Self> {
        let mut staat = self.gedeeld.slot();
        if self.nummer != staat.eerste {
            drop(staat);
            return Err(self);
        }
        staat.stukken.pop_front();
        staat.eerste += 1;
        // The notes that are left there are of an earlier block.
        staat.stil = staat.vers.take().is_some();
        drop(staat);
        Ok(std::mem::take(&mut self.blok))
    }

    fn noteer<V: Vorm<Prestatie = P>>(mut self) {
        let bytes = self.blok.buf.get(..self.blok.tot).unwrap_or_default();
        let mut teller = Teller::nieuw(bytes);
        loop_langs::<V>(bytes, self.begin, self.gedeeld, &mut self.noten, &mut teller);
        self.blok.afstand = Some(teller.tot(bytes.len()));
    }
}

impl<P> Drop for InWerk<'_, '_, P> {
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
pub(super) fn help<V: Vorm>(gedeeld: &Gedeeld<'_, V::Prestatie>) {
    let mut staat = gedeeld.slot();
    while !staat.klaar {
        staat = if !staat.stil && staat.mag_lezen(gedeeld.diep) {
            if let Some(werk) = gedeeld.lees(staat) {
                werk.noteer::<V>();
            }
            gedeeld.slot()
        } else {
            gedeeld.wacht(staat)
        };
    }
}

/// Gives the walk the blocks in order. When the next one is not ready, it reads ahead itself meanwhile.
pub(super) struct Voorlezer<'i, V: Vorm>(pub(super) Arc<Gedeeld<'i, V::Prestatie>>);

impl<V: Vorm> Blokken for Voorlezer<'_, V> {
    fn volgend(&mut self, oud: Vec<u8>) -> io::Result<Blok> {
        let gedeeld = &self.0;
        let mut staat = gedeeld.slot();
        if oud.len() == gedeeld.blok {
            staat.vrij.push(oud);
        }
        loop {
            staat = match staat.stukken.pop_front() {
                Some(Stuk::Klaar(blok, noten)) => {
                    staat.eerste += 1;
                    // The notes that are left there are of an earlier block.
                    staat.stil = staat.vers.replace(noten).is_some();
                    drop(staat);
                    gedeeld.bel.notify_all();
                    return Ok(blok);
                }
                None if staat.op && staat.lezend == 0 => {
                    return staat.fout.take().map_or_else(|| Ok(Blok::default()), Err);
                }
                front => {
                    // The next block is not ready, so it goes back where it was.
                    if let Some(bezig) = front {
                        staat.stukken.push_front(bezig);
                    }
                    if !staat.mag_lezen(gedeeld.diep) {
                        gedeeld.wacht(staat)
                    } else if let Some(werk) = gedeeld.lees(staat) {
                        match werk.neem() {
                            Ok(blok) => return Ok(blok),
                            Err(werk) => werk.noteer::<V>(),
                        }
                        gedeeld.slot()
                    } else {
                        gedeeld.slot()
                    }
                }
            };
        }
    }
}

impl<V: Vorm> Drop for Voorlezer<'_, V> {
    fn drop(&mut self) {
        self.0.slot().klaar = true;
        self.0.bel.notify_all();
    }
}

//! The bytes under the XML reader: where we are in lines and characters, how much we have read, what encoding it is.

use std::io::{self, BufRead, Read};

/// A place in the file; both count from 1, columns in characters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Plek {
    pub(crate) regel: u32,
    pub(crate) kolom: u32,
}

/// Why the bytes stop before their end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Grens {
    /// The message is larger than allowed.
    Omvang,
    /// One text, comment or tag is larger than memory should hold.
    Stuk,
}

/// Largest piece of XML (a text, a tag) that is held in memory at once, whatever the size of the file.
const STUK: u64 = 25 * 1024 * 1024;

/// How much is read at a time.
const HAP: usize = 8 * 1024;
/// And on the fast road, which wants whole Prestaties side by side.
const RUIME_HAP: usize = 64 * 1024;

/// Bytes in the order of the file; nothing at its end.
#[derive(Default)]
pub(crate) struct Blok {
    pub(crate) buf: Vec<u8>,
    /// How many of them count.
    pub(crate) tot: usize,
    /// How far they carry a place, when somebody counted that.
    pub(crate) afstand: Option<Afstand>,
}

/// From the place before some bytes to the place after them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Afstand(Plek);

/// Counts a block, from its begin.
pub(crate) struct Teller<'b> {
    bytes: &'b [u8],
    geteld: usize,
    plek: Plek,
}

impl<'b> Teller<'b> {
    pub(crate) fn nieuw(bytes: &'b [u8]) -> Self {
        Self {
            bytes,
            geteld: 0,
            plek: Plek::default(),
        }
    }

    /// To here, which is not before where it was asked last.
    pub(crate) fn tot(&mut self, hier: usize) -> Afstand {
        self.plek
            .voorbij(self.bytes.get(self.geteld..hier).unwrap_or_default());
        self.geteld = hier;
        Afstand(self.plek)
    }
}

/// Somebody who reads ahead, so that others can look at the bytes first.
pub(crate) trait Blokken {
    /// The next bytes; `oud` is room that is no longer needed.
    fn volgend(&mut self, oud: Vec<u8>) -> io::Result<Blok>;
}

/// Counts what passes and stops at the limits.
pub(crate) struct Bron<'i> {
    bron: &'i mut dyn Read,
    buf: Vec<u8>,
    van: usize,
    tot: usize,
    /// Nothing was asked for yet: the first answer is a single byte, so that a second byte order mark is not taken for
    /// the first by the XML reader.
    eerste: bool,
    utf16: bool,
    /// The place of `geteld`: counting waits until somebody asks, or the buffer goes.
    plek: Plek,
    geteld: usize,
    /// Where the current piece of XML starts; when the buffer has gone since, its place.
    merk: usize,
    merk_plek: Option<Plek>,
    rest: u64,
    stuk: u64,
    grens: Option<Grens>,
    io_fout: Option<io::Error>,
    /// An error that the fast road met while reading ahead; it counts when the bytes before it are used up.
    uitgesteld: Option<io::Error>,
    /// How many bytes were used up.
    verbruikt: u64,
    /// Who reads ahead, when somebody does.
    blokken: Option<Box<dyn Blokken + 'i>>,
    /// Over the whole buffer.
    afstand: Option<Afstand>,
}

impl<'i> Bron<'i> {
    pub(crate) fn nieuw(bron: &'i mut dyn Read, maximum: u64) -> io::Result<Self> {
        let mut nieuw = Self {
            bron,
            buf: vec![0; HAP],
            van: 0,
            tot: 0,
            eerste: true,
            utf16: false,
            plek: Plek { regel: 1, kolom: 1 },
            geteld: 0,
            merk: 0,
            merk_plek: None,
            rest: maximum,
            stuk: STUK,
            grens: None,
            io_fout: None,
            uitgesteld: None,
            verbruikt: 0,
            blokken: None,
            afstand: None,
        };
        while nieuw.tot < 4 {
            match nieuw.bron.read(&mut nieuw.buf[nieuw.tot..]) {
                Ok(0) => break,
                Ok(n) => nieuw.tot += n,
                Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
                Err(e) => return Err(e),
            }
        }
        let kop = &nieuw.buf[..nieuw.tot.min(4)];
        nieuw.utf16 = [b"\xFE\xFF", b"\xFF\xFE", b"\0<", b"<\0", b"\0\0"]
            .iter()
            .any(|m| kop.starts_with(*m));
        if kop.starts_with(b"\xEF\xBB\xBF") {
            (nieuw.van, nieuw.geteld, nieuw.merk) = (3, 3, 3);
        }
        Ok(nieuw)
    }

    /// Whether the first bytes are those of UTF-16 or UTF-32.
    pub(crate) fn is_utf16(&self) -> bool {
        self.utf16
    }

    /// Where the current piece of XML starts.
    pub(crate) fn plek(&self) -> Plek {
        self.merk_plek.unwrap_or_else(|| {
            let mut plek = self.plek;
            plek.voorbij(&self.buf[self.geteld..self.merk]);
            plek
        })
    }

    /// As [`Self::plek`], and does not count again what was counted.
    pub(crate) fn leg_vast(&mut self) -> Plek {
        let plek = self.plek();
        if self.merk_plek.is_none() {
            (self.plek, self.geteld) = (plek, self.merk);
        }
        plek
    }

    /// A new piece of XML starts here.
    pub(crate) fn nieuw_stuk(&mut self) {
        self.stuk = STUK;
        self.merk = self.van;
        self.merk_plek = None;
    }

    pub(crate) fn grens(&self) -> Option<Grens> {
        self.grens
    }

    pub(crate) fn neem_io_fout(&mut self) -> Option<io::Error> {
        self.io_fout.take()
    }

    /// From here somebody reads ahead.
    pub(crate) fn lees_vooruit(&mut self, blokken: Box<dyn Blokken + 'i>) {
        self.blokken = Some(blokken);
    }

    fn vul(&mut self) -> io::Result<()> {
        self.merk_plek = Some(self.leg_vast());
        self.plek.voorbij(&self.buf[self.geteld..self.tot]);
        (self.van, self.tot, self.geteld, self.merk) = (0, 0, 0, 0);
        self.afstand = None;
        let gelezen = match self.uitgesteld.take() {
            Some(fout) => Err(fout),
            None => match &mut self.blokken {
                None => self.bron.read(&mut self.buf),
                Some(blokken) => blokken.volgend(std::mem::take(&mut self.buf)).map(|blok| {
                    self.buf = blok.buf;
                    blok.tot
                }),
            },
        };
        match gelezen {
            Ok(n) => self.tot = n,
            Err(e) if e.kind() == io::ErrorKind::Interrupted => return Err(e),
            Err(e) => {
                // The XML reader wraps errors; the original is kept for the caller.
                let soort = e.kind();
                self.io_fout = Some(e);
                return Err(io::Error::from(soort));
            }
        }
        Ok(())
    }
}

/// For the fast road: the bytes that are in memory, as far as the limit allows.
impl Bron<'_> {
    pub(crate) fn venster(&self) -> &[u8] {
        let lengte = self.tot - self.van;
        let lengte = usize::try_from(self.rest).map_or(lengte, |r| lengte.min(r));
        &self.buf[self.van..self.van + lengte]
    }

    /// Past bytes of the window.
    pub(crate) fn schuif(&mut self, n: usize) {
        self.consume(n);
    }

    /// Moves the window to the front and fills it up; `false` when nothing more came.
    pub(crate) fn vul_aan(&mut self) -> bool {
        if self.uitgesteld.is_some() {
            return false;
        }
        self.tel_tot_hier();
        if self.blokken.is_some() {
            return self.blok_aan();
        }
        self.buf.copy_within(self.van..self.tot, 0);
        (self.tot, self.van, self.geteld, self.merk) = (self.tot - self.van, 0, 0, 0);
        self.buf.resize(RUIME_HAP, 0);
        loop {
            match self.bron.read(&mut self.buf[self.tot..]) {
                Ok(n) => {
                    self.tot += n;
                    return n > 0;
                }
                Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
                Err(e) => {
                    self.uitgesteld = Some(e);
                    return false;
                }
            }
        }
    }

    /// As [`Self::vul_aan`], with what was read ahead.
    fn blok_aan(&mut self) -> bool {
        let Some(blokken) = &mut self.blokken else {
            return false;
        };
        let mut over = self.buf[self.van..self.tot].to_vec();
        (self.van, self.geteld, self.merk) = (0, 0, 0);
        self.afstand = None;
        let erbij = match blokken.volgend(std::mem::take(&mut self.buf)) {
            Ok(blok) if over.is_empty() => {
                (self.buf, self.tot, self.afstand) = (blok.buf, blok.tot, blok.afstand);
                return self.tot > 0;
            }
            Ok(blok) => {
                over.extend_from_slice(&blok.buf[..blok.tot]);
                blok.tot > 0
            }
            Err(e) => {
                self.uitgesteld = Some(e);
                false
            }
        };
        (self.tot, self.buf) = (over.len(), over);
        erbij
    }

    /// How many bytes were used up: where the window starts.
    pub(crate) fn verbruikt(&self) -> u64 {
        self.verbruikt
    }

    /// Where the bytes start that were not read yet; `None` when they cannot be read ahead.
    pub(crate) fn ongelezen(&self) -> Option<u64> {
        let vrij = self.uitgesteld.is_none() && self.blokken.is_none();
        vrij.then(|| self.verbruikt + (self.tot - self.van) as u64)
    }

    /// The place of the window, counted once.
    fn tel_tot_hier(&mut self) -> Plek {
        match self.afstand.filter(|_| self.geteld == 0 && self.van == self.tot) {
            Some(afstand) => self.plek.verder(afstand),
            None => self.plek.voorbij(&self.buf[self.geteld..self.van]),
        }
        (self.geteld, self.merk, self.merk_plek) = (self.van, self.van, None);
        self.plek
    }

    /// The place this far into the block that was read ahead; `None` when the window holds more than that block, or somebody
    /// counted in it.
    pub(crate) fn plek_in_blok(&self, afstand: Afstand) -> Option<Plek> {
        let mut plek = self.plek;
        plek.verder(afstand);
        (self.geteld == 0 && self.afstand.is_some()).then_some(plek)
    }

    /// The place so many bytes into the window.
    pub(crate) fn plek_in_venster(&mut self, n: usize) -> Plek {
        let mut plek = self.tel_tot_hier();
        plek.voorbij(&self.buf[self.van..self.van + n]);
        plek
    }
}

impl Plek {
    /// The place after these bytes. A character counts where its first byte passes.
    pub(crate) fn voorbij(&mut self, bytes: &[u8]) {
        let rest = match memchr::memrchr(b'\n', bytes) {
            Some(laatste) => {
                let regels = memchr::memchr_iter(b'\n', &bytes[..=laatste]).count();
                self.regel = self
                    .regel
                    .saturating_add(u32::try_from(regels).unwrap_or(u32::MAX));
                self.kolom = 1;
                &bytes[laatste + 1..]
            }
            None => bytes,
        };
        let tekens = rest.iter().filter(|b| (**b & 0xC0) != 0x80).count();
        self.kolom = self
            .kolom
            .saturating_add(u32::try_from(tekens).unwrap_or(u32::MAX));
    }
}

impl Plek {
    fn verder(&mut self, Afstand(afstand): Afstand) {
        if afstand.regel > 0 {
            self.regel = self.regel.saturating_add(afstand.regel);
            self.kolom = 0;
        }
        self.kolom = self.kolom.saturating_add(afstand.kolom);
    }
}

impl Read for Bron<'_> {
    fn read(&mut self, doel: &mut [u8]) -> io::Result<usize> {
        let stuk = self.fill_buf()?;
        let n = stuk.len().min(doel.len());
        doel[..n].copy_from_slice(&stuk[..n]);
        self.consume(n);
        Ok(n)
    }
}

impl BufRead for Bron<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.van == self.tot {
            self.vul()?;
        }
        let mut lengte = self.tot - self.van;
        if std::mem::take(&mut self.eerste) {
            lengte = lengte.min(1);
        }
        let ruimte = self.rest.min(self.stuk);
        // Exactly at the limit is still allowed: only a byte more is too much.
        if ruimte == 0 && lengte > 0 {
            self.grens = Some(if self.rest == 0 {
                Grens::Omvang
            } else {
                Grens::Stuk
            });
        }
        if self.grens.is_some() {
            return Err(io::Error::other("grens"));
        }
        let lengte = usize::try_from(ruimte).map_or(lengte, |r| lengte.min(r));
        Ok(&self.buf[self.van..self.van + lengte])
    }

    fn consume(&mut self, n: usize) {
        let n = n.min(self.tot - self.van);
        self.van += n;
        self.verbruikt += n as u64;
        self.rest = self.rest.saturating_sub(n as u64);
        self.stuk = self.stuk.saturating_sub(n as u64);
    }
}

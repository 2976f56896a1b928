//! The envelope of a backup: pieces of 64 KiB, each sealed with its number and whether it is the last (the STREAM
//! construction), so that a changed, swapped, missing or cut piece does not open.

use crate::sleutel::{Sleutel, mac};
use chacha20poly1305::aead::{Aead, KeyInit};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use std::io::{self, Read, Write};

/// Length of the key of a backup in bytes.
pub const KOPIE_SLEUTEL: usize = 32;
const MERK: &[u8; 8] = b"HVKOPIE1";
const ZOUT: usize = 16;
const KENTEKEN: usize = 8;
const STUK: usize = 64 * 1024;
const ZEGEL: usize = 16;

/// The key is derived per file, so a piece number never comes twice under one key.
fn zegel(sleutel: &Sleutel, zout: &[u8]) -> XChaCha20Poly1305 {
    XChaCha20Poly1305::new(&mac(sleutel.bytes(), &[b"houvast reservekopie 1", zout]).into())
}

/// Tells one key from another without giving anything away.
fn kenteken(sleutel: &Sleutel, zout: &[u8]) -> [u8; KENTEKEN] {
    let heel = mac(sleutel.bytes(), &[b"houvast kopie-kenteken 1", zout]);
    let mut uit = [0; KENTEKEN];
    uit.copy_from_slice(&heel[..KENTEKEN]);
    uit
}

fn nonce(nummer: u32, laatste: bool) -> XNonce {
    let mut uit = [0; 24];
    uit[19..23].copy_from_slice(&nummer.to_be_bytes());
    uit[23] = u8::from(laatste);
    XNonce::from(uit)
}

/// Why a backup does not open.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Dicht {
    /// The file is something else.
    GeenKopie,
    /// Made with another key.
    AndereSleutel,
    /// This piece was changed, or the file ends too early.
    Stuk(u32),
}

impl std::fmt::Display for Dicht {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::GeenKopie => f.write_str("dit is geen reservekopie van Houvast"),
            Self::AndereSleutel => f.write_str("deze reservekopie is met een andere sleutel gemaakt"),
            Self::Stuk(n) => write!(f, "deel {n} is gewijzigd, of het bestand is daar afgebroken"),
        }
    }
}

impl std::error::Error for Dicht {}

fn fout(dicht: Dicht) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, dicht)
}

/// Seals what is written to it.
pub(crate) struct Sluiter<'a> {
    uit: &'a mut (dyn Write + Send),
    zegel: XChaCha20Poly1305,
    buffer: Vec<u8>,
    nummer: u32,
}

impl<'a> Sluiter<'a> {
    pub(crate) fn nieuw(
        uit: &'a mut (dyn Write + Send),
        sleutel: &Sleutel,
        zout: &[u8; ZOUT],
    ) -> io::Result<Self> {
        uit.write_all(MERK)?;
        uit.write_all(zout)?;
        uit.write_all(&kenteken(sleutel, zout))?;
        Ok(Self {
            uit,
            zegel: zegel(sleutel, zout),
            buffer: Vec::with_capacity(STUK),
            nummer: 0,
        })
    }

    fn stuk(&mut self, laatste: bool) -> io::Result<()> {
        let dicht = self
            .zegel
            .encrypt(&nonce(self.nummer, laatste), self.buffer.as_slice())
            .map_err(|_| io::Error::other("versleutelen"))?;
        // 2^32 pieces are 256 TiB.
        self.nummer = self
            .nummer
            .checked_add(1)
            .ok_or_else(|| io::Error::other("te groot"))?;
        self.buffer.clear();
        self.uit.write_all(&dicht)
    }

    /// Without this the file has no end and does not open.
    pub(crate) fn klaar(mut self) -> io::Result<()> {
        self.stuk(true)?;
        self.uit.flush()
    }
}

impl Write for Sluiter<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        // A full piece waits until something follows, for the last one is marked.
        if self.buffer.len() == STUK {
            self.stuk(false)?;
        }
        let past = bytes.len().min(STUK - self.buffer.len());
        self.buffer.extend_from_slice(&bytes[..past]);
        Ok(past)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Opens what was sealed; every byte it gives was checked.
pub(crate) struct Opener<'a> {
    van: &'a mut (dyn Read + Send),
    zegel: XChaCha20Poly1305,
    /// Sealed bytes that were read ahead: only what follows tells whether a piece is the last.
    vooruit: Vec<u8>,
    open: Vec<u8>,
    plek: usize,
    nummer: u32,
    einde: bool,
}

impl<'a> Opener<'a> {
    pub(crate) fn nieuw(van: &'a mut (dyn Read + Send), sleutel: &Sleutel) -> io::Result<Self> {
        let mut kop = [0; MERK.len() + ZOUT + KENTEKEN];
        van.read_exact(&mut kop).map_err(|f| match f.kind() {
            io::ErrorKind::UnexpectedEof => fout(Dicht::GeenKopie),
            _ => f,
        })?;
        let (merk, rest) = kop.split_at(MERK.len());
        let (zout, teken) = rest.split_at(ZOUT);
        if merk != MERK {
            return Err(fout(Dicht::GeenKopie));
        }
        if teken != kenteken(sleutel, zout) {
            return Err(fout(Dicht::AndereSleutel));
        }
        Ok(Self {
            van,
            zegel: zegel(sleutel, zout),
            vooruit: Vec::new(),
            open: Vec::new(),
            plek: 0,
            nummer: 0,
            einde: false,
        })
    }

    fn volgende(&mut self) -> io::Result<()> {
        let vol = STUK + ZEGEL;
        let nodig = (vol + 1).saturating_sub(self.vooruit.len());
        (&mut *self.van)
            .take(nodig as u64)
            .read_to_end(&mut self.vooruit)?;
        let laatste = self.vooruit.len() <= vol;
        let lengte = self.vooruit.len().min(vol);
        self.open = self
            .zegel
            .decrypt(&nonce(self.nummer, laatste), &self.vooruit[..lengte])
            .map_err(|_| fout(Dicht::Stuk(self.nummer + 1)))?;
        self.vooruit.drain(..lengte);
        self.plek = 0;
        self.nummer = self.nummer.saturating_add(1);
        self.einde = laatste;
        Ok(())
    }
}

impl Read for Opener<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.plek == self.open.len() {
            if self.einde {
                return Ok(0);
            }
            self.volgende()?;
        }
        let rest = &self.open[self.plek..];
        let past = rest.len().min(buffer.len());
        buffer[..past].copy_from_slice(&rest[..past]);
        self.plek += past;
        Ok(past)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sleutel(n: u8) -> Sleutel {
        Sleutel::nieuw([n; 32])
    }

    fn sluit(inhoud: &[u8]) -> Vec<u8> {
        let mut uit = Vec::new();
        let mut sluiter = Sluiter::nieuw(&mut uit, &sleutel(1), &[9; ZOUT]).unwrap();
        sluiter.write_all(inhoud).unwrap();
        sluiter.klaar().unwrap();
        uit
    }

    fn open(bytes: &[u8], met: &Sleutel) -> Result<Vec<u8>, Dicht> {
        let mut van = bytes;
        let mut uit = Vec::new();
        Opener::nieuw(&mut van, met)
            .and_then(|mut o| o.read_to_end(&mut uit))
            .map(|_| uit)
            .map_err(|f| *f.get_ref().unwrap().downcast_ref().unwrap())
    }

    #[test]
    fn wat_dicht_ging_komt_heel_terug() {
        for lengte in [0, 1, STUK - 1, STUK, STUK + 1, 3 * STUK, 3 * STUK + 7] {
            let inhoud: Vec<u8> = (0..lengte).map(|n| n.to_le_bytes()[0]).collect();
            assert_eq!(open(&sluit(&inhoud), &sleutel(1)), Ok(inhoud), "{lengte}");
        }
    }

    #[test]
    fn een_andere_sleutel_en_een_ander_bestand_worden_herkend() {
        assert_eq!(open(&sluit(b"x"), &sleutel(2)), Err(Dicht::AndereSleutel));
        assert_eq!(
            open(b"iets heel anders dat lang genoeg is voor een kop", &sleutel(1)),
            Err(Dicht::GeenKopie)
        );
        assert_eq!(open(b"kort", &sleutel(1)), Err(Dicht::GeenKopie));
    }

    #[test]
    fn elke_knip_en_elke_gewijzigde_byte_wordt_gezien() {
        let dicht = sluit(&vec![7; 2 * STUK + 100]);
        let kop = MERK.len() + ZOUT + KENTEKEN;
        let vol = STUK + ZEGEL;
        // At the borders of pieces and beside them; also exactly one piece less.
        for tot in [
            kop,
            kop + 1,
            kop + vol - 1,
            kop + vol,
            kop + vol + 1,
            kop + 2 * vol,
            dicht.len() - 1,
        ] {
            assert!(
                matches!(open(&dicht[..tot], &sleutel(1)), Err(Dicht::Stuk(_))),
                "afgebroken na {tot}"
            );
        }
        for plek in (0..dicht.len())
            .step_by(4_099)
            .chain([kop, kop + vol, dicht.len() - 1])
        {
            let mut krom = dicht.clone();
            krom[plek] ^= 1;
            assert!(open(&krom, &sleutel(1)).is_err(), "byte {plek}");
        }
        let mut langer = dicht.clone();
        langer.push(0);
        assert_eq!(open(&langer, &sleutel(1)), Err(Dicht::Stuk(3)));
        // Two pieces in each other's place.
        let mut gewisseld = dicht[..kop].to_vec();
        gewisseld.extend_from_slice(&dicht[kop + vol..kop + 2 * vol]);
        gewisseld.extend_from_slice(&dicht[kop..kop + vol]);
        gewisseld.extend_from_slice(&dicht[kop + 2 * vol..]);
        assert_eq!(open(&gewisseld, &sleutel(1)), Err(Dicht::Stuk(1)));
    }

    #[test]
    fn van_de_inhoud_is_niets_te_lezen() {
        let dicht = sluit("geheim woord ".repeat(50).as_bytes());
        assert!(!dicht.windows(6).any(|w| w == b"geheim"));
    }
}

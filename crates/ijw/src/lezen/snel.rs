//! The fast road: bytes in memory, and at every step one tag that must come next. It knows the common shape only: prefixes
//! as the root bound them, no attributes, references, comments, CDATA or carriage returns in texts, plain numbers and
//! dates. Anything else, and any fault, is `None`: then the general reader does it, whose answer is the one that counts.

use super::code::Code;
use super::lezer::Ruimte;
use super::patroon::Patroon;
use super::teken;
use super::vorm::{GetalVorm, TekstVorm};
use crate::Tekst;
use jiff::civil::{Date, Time};

/// How a tag begins, up to its local name: compared as one number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Aanhef {
    woord: u128,
    masker: u128,
    lengte: usize,
}

impl Aanhef {
    fn van(begin: &str, prefix: &str) -> Option<Self> {
        let punt = if prefix.is_empty() { "" } else { ":" };
        let tekst = format!("{begin}{prefix}{punt}");
        let mut bytes = [0_u8; 16];
        let mut masker = [0_u8; 16];
        bytes.get_mut(..tekst.len())?.copy_from_slice(tekst.as_bytes());
        masker.get_mut(..tekst.len())?.fill(0xFF);
        Some(Self {
            woord: u128::from_le_bytes(bytes),
            masker: u128::from_le_bytes(masker),
            lengte: tekst.len(),
        })
    }

    /// The whole tag.
    fn met(&self, naam: &[u8]) -> Vec<u8> {
        let bytes = self.woord.to_le_bytes();
        [bytes.get(..self.lengte).unwrap_or_default(), naam].concat()
    }
}

/// How the tags of one namespace begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Merk {
    open: Aanhef,
    sluit: Aanhef,
}

/// How the tags of a message begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Merken {
    bericht: Merk,
    basis: Merk,
}

impl Merken {
    /// `None` when a prefix is too long for this road.
    pub(crate) fn van(bericht: &str, basis: &str) -> Option<Self> {
        let merk = |prefix| {
            Some(Merk {
                open: Aanhef::van("<", prefix)?,
                sluit: Aanhef::van("</", prefix)?,
            })
        };
        Some(Self {
            bericht: merk(bericht)?,
            basis: merk(basis)?,
        })
    }

    /// The start tag and the end tag of an element of the message. `naam` holds the closing bracket.
    pub(crate) fn paar(&self, naam: &[u8]) -> [Vec<u8>; 2] {
        [self.bericht.open.met(naam), self.bericht.sluit.met(naam)]
    }

    fn merk(&self, ruimte: Ruimte) -> &Merk {
        match ruimte {
            Ruimte::Bericht => &self.bericht,
            Ruimte::Basis => &self.basis,
        }
    }
}

/// What a byte means for a text: this road does not take it at all.
const NIET: u8 = 1;
/// It asks a closer look.
const KIJK: u8 = 2;
/// It ends a line.
const REGEL: u8 = 4;
/// It is something other than white space.
const ZWART: u8 = 8;
/// It is no digit.
const GEEN_CIJFER: u8 = 16;
/// It is no digit and no letter without an accent.
const VREEMD: u8 = 32;

static BYTES: [u8; 256] = {
    let mut tabel = [0; 256];
    let mut b = 0;
    while b < 256 {
        tabel[b] = match b {
            0x09 | 0x20 => GEEN_CIJFER | VREEMD,
            0x0A => REGEL | GEEN_CIJFER | VREEMD,
            0..0x20 | 0x26 => NIET,
            0x5D | 0x80.. => KIJK | ZWART | GEEN_CIJFER | VREEMD,
            0x30..=0x39 => ZWART,
            0x41..=0x5A | 0x61..=0x7A => ZWART | GEEN_CIJFER,
            _ => ZWART | GEEN_CIJFER | VREEMD,
        };
        b += 1;
    }
    tabel
};

/// [`Patroon::past`], from what the bytes of the text are together.
#[inline(always)]
fn past(patroon: Patroon, tekst: &str, soort: u8) -> bool {
    match patroon {
        Patroon::Vrij => true,
        Patroon::Cijfers(n) => tekst.len() == n && soort & GEEN_CIJFER == 0,
        Patroon::AlleenCijfers => soort & GEEN_CIJFER == 0,
        Patroon::EenRegel => soort & (REGEL | ZWART) == ZWART,
        Patroon::NietLeeg => soort & ZWART != 0,
        Patroon::Alfanumeriek => !tekst.is_empty() && soort & VREEMD == 0,
        Patroon::Letters | Patroon::Versie => patroon.past(tekst),
    }
}

/// The bytes that are still to be read.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Snel<'a> {
    rest: &'a [u8],
    merken: &'a Merken,
}

impl<'a> Snel<'a> {
    pub(crate) fn op(bytes: &'a [u8], merken: &'a Merken) -> Self {
        Self { rest: bytes, merken }
    }

    /// How many bytes are left.
    pub(crate) fn over(&self) -> usize {
        self.rest.len()
    }

    /// The bytes that are left.
    pub(crate) fn rest(&self) -> &'a [u8] {
        self.rest
    }

    /// Past white space.
    #[inline(always)]
    pub(crate) fn wit(&mut self) {
        while let [eerste, rest @ ..] = self.rest
            && teken::is_wit(*eerste)
        {
            self.rest = rest;
        }
    }

    #[inline(always)]
    fn na(&self, aanhef: &Aanhef, naam: &[u8]) -> Option<&'a [u8]> {
        let kop = u128::from_le_bytes(*self.rest.first_chunk()?);
        if kop & aanhef.masker != aanhef.woord {
            return None;
        }
        self.rest.get(aanhef.lengte..)?.strip_prefix(naam)
    }

    /// Past this start tag, when it comes next. `naam` holds the closing bracket.
    #[inline(always)]
    pub(crate) fn open(&mut self, ruimte: Ruimte, naam: &[u8]) -> Option<()> {
        self.wit();
        self.rest = self.na(&self.merken.merk(ruimte).open, naam)?;
        Some(())
    }

    /// Past this end tag, after white space.
    #[inline(always)]
    pub(crate) fn sluit(&mut self, ruimte: Ruimte, naam: &[u8]) -> Option<()> {
        self.wit();
        self.dicht(ruimte, naam)
    }

    /// Past this end tag, which comes at once.
    #[inline(always)]
    fn dicht(&mut self, ruimte: Ruimte, naam: &[u8]) -> Option<()> {
        self.rest = self.na(&self.merken.merk(ruimte).sluit, naam)?;
        Some(())
    }

    /// Whether this start tag comes next.
    #[inline(always)]
    pub(crate) fn staat(&mut self, ruimte: Ruimte, naam: &[u8]) -> bool {
        self.wit();
        self.na(&self.merken.merk(ruimte).open, naam).is_some()
    }

    /// An element with elements in it.
    #[inline(always)]
    pub(crate) fn klasse<T>(
        &mut self,
        ruimte: Ruimte,
        naam: &[u8],
        lees: impl FnOnce(&mut Self) -> Option<T>,
    ) -> Option<T> {
        self.open(ruimte, naam)?;
        let waarde = lees(self)?;
        self.sluit(ruimte, naam)?;
        Some(waarde)
    }

    /// The bytes up to the next tag.
    #[inline(always)]
    fn waarde(&mut self) -> Option<&'a [u8]> {
        const EEN: u64 = 0x0101_0101_0101_0101;
        let mut rest = self.rest;
        let mut lengte = 0;
        // Eight at a time; most values are short.
        while lengte < 32
            && let Some((acht, meer)) = rest.split_first_chunk::<8>()
        {
            let x = u64::from_le_bytes(*acht) ^ (EEN * b'<' as u64);
            let nullen = x.wrapping_sub(EEN) & !x & (EEN << 7);
            if nullen != 0 {
                lengte += nullen.trailing_zeros() as usize / 8;
                let (waarde, rest) = self.rest.split_at_checked(lengte)?;
                self.rest = rest;
                return Some(waarde);
            }
            lengte += 8;
            rest = meer;
        }
        let (waarde, rest) = self.rest.split_at_checked(lengte + memchr::memchr(b'<', rest)?)?;
        self.rest = rest;
        Some(waarde)
    }

    /// A text as it stands, when nothing in it must be resolved, and what its bytes are together.
    #[inline(always)]
    fn kale_tekst(&mut self) -> Option<(&'a str, u8)> {
        let bytes = self.waarde()?;
        let soort = bytes.iter().fold(0, |er, b| er | BYTES[usize::from(*b)]);
        let tekst = std::str::from_utf8(bytes).ok().filter(|_| soort & NIET == 0)?;
        if soort & KIJK != 0 && (teken::verboden(tekst).is_some() || tekst.contains("]]>")) {
            return None;
        }
        Some((tekst, soort))
    }

    #[inline(always)]
    pub(crate) fn tekst(&mut self, ruimte: Ruimte, naam: &[u8], vorm: &TekstVorm) -> Option<Tekst> {
        self.open(ruimte, naam)?;
        let (tekst, soort) = self.kale_tekst()?;
        let te_lang = |max: usize| tekst.len() > max && tekst.chars().count() > max;
        if tekst.is_empty()
            || vorm.min > 1 && tekst.chars().count() < vorm.min
            || vorm.max.is_some_and(te_lang)
            || !past(vorm.patroon, tekst, soort)
        {
            return None;
        }
        self.dicht(ruimte, naam)?;
        Some(Tekst::from(tekst))
    }

    #[inline(always)]
    pub(crate) fn code<C: Code>(&mut self, ruimte: Ruimte, naam: &[u8]) -> Option<C> {
        self.open(ruimte, naam)?;
        let code = C::uit_bytes(self.waarde()?)?;
        self.dicht(ruimte, naam)?;
        Some(code)
    }

    #[inline(always)]
    pub(crate) fn groot_getal(&mut self, ruimte: Ruimte, naam: &[u8], vorm: &GetalVorm) -> Option<u64> {
        self.open(ruimte, naam)?;
        let mut getal = 0;
        let mut cijfers = 0;
        while let [b @ b'0'..=b'9', rest @ ..] = self.rest {
            getal = getal * 10 + u64::from(*b - b'0');
            cijfers += 1;
            self.rest = rest;
            if cijfers > 15 {
                return None;
            }
        }
        if cijfers == 0 || getal > vorm.max {
            return None;
        }
        self.dicht(ruimte, naam)?;
        Some(getal)
    }

    #[inline(always)]
    pub(crate) fn getal(&mut self, ruimte: Ruimte, naam: &[u8], vorm: &GetalVorm) -> Option<u32> {
        self.groot_getal(ruimte, naam, vorm)
            .and_then(|getal| getal.try_into().ok())
    }

    /// An element with one possible value.
    #[inline(always)]
    pub(crate) fn vast(&mut self, ruimte: Ruimte, naam: &[u8], vast: &str) -> Option<()> {
        self.open(ruimte, naam)?;
        self.rest = self.rest.strip_prefix(vast.as_bytes())?;
        self.dicht(ruimte, naam)
    }

    #[inline(always)]
    pub(crate) fn datum(&mut self, ruimte: Ruimte, naam: &[u8]) -> Option<Date> {
        self.open(ruimte, naam)?;
        let (tien, rest) = self.rest.split_first_chunk::<10>()?;
        let [j0, j1, j2, j3, b'-', m0, m1, b'-', d0, d1] = tien else {
            return None;
        };
        let jaar = i16::from(twee(*j0, *j1)?) * 100 + i16::from(twee(*j2, *j3)?);
        let datum = Date::new(jaar, twee(*m0, *m1)?, twee(*d0, *d1)?)
            .ok()
            .filter(|_| jaar > 0)?;
        self.rest = rest;
        self.dicht(ruimte, naam)?;
        Some(datum)
    }

    pub(crate) fn tijd(&mut self, ruimte: Ruimte, naam: &[u8]) -> Option<Time> {
        self.open(ruimte, naam)?;
        let (acht, rest) = self.rest.split_first_chunk::<8>()?;
        let [u0, u1, b':', m0, m1, b':', s0, s1] = acht else {
            return None;
        };
        let (uur, minuut, seconde) = (twee(*u0, *u1)?, twee(*m0, *m1)?, twee(*s0, *s1)?);
        if uur > 23 || minuut > 59 || seconde > 59 {
            return None;
        }
        self.rest = rest;
        self.dicht(ruimte, naam)?;
        Time::new(uur, minuut, seconde, 0).ok()
    }
}

/// Two digits.
#[inline(always)]
fn twee(tiental: u8, eenheid: u8) -> Option<i8> {
    let (t, e) = (tiental.wrapping_sub(b'0'), eenheid.wrapping_sub(b'0'));
    if t > 9 || e > 9 {
        return None;
    }
    i8::try_from(t * 10 + e).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn de_patronen_zijn_die_van_de_gewone_lezer(tekst in "[ -~\t\né\u{a0}]{0,9}|[0-9]{0,9}|[a-zA-Z0-9]{0,6}|[ \n\t]{0,3}") {
            let soort = tekst.bytes().fold(0, |er, b| er | BYTES[usize::from(b)]);
            prop_assume!(soort & NIET == 0);
            for patroon in [
                Patroon::Vrij,
                Patroon::Cijfers(4),
                Patroon::Cijfers(9),
                Patroon::AlleenCijfers,
                Patroon::EenRegel,
                Patroon::NietLeeg,
                Patroon::Alfanumeriek,
                Patroon::Letters,
            ] {
                prop_assert_eq!(past(patroon, &tekst, soort), patroon.past(&tekst), "{:?} {:?}", patroon, tekst);
            }
        }
    }
}

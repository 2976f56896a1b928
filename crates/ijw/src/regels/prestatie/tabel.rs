//! A set for millions of keys in little memory: the keys are hashes, and it grows in small steps.

/// A key of 96 bits that are compared, and 32 bits that only go along.
pub(super) type Sleutel = u128;

const MERK: u128 = 0xFFFF_FFFF;
/// Above so many keys the table is split, so that growing copies one part at a time.
const SPLITS: usize = 1 << 14;
const DELEN: usize = 64;

/// Open addressing without removal. 0 stands for an empty place.
#[derive(Debug, Default)]
struct Deel<W> {
    rijen: Vec<(u128, W)>,
    aantal: usize,
}

impl<W: Copy + Default> Deel<W> {
    /// Where the search for a key begins.
    fn begin(lengte: usize, sleutel: u128) -> usize {
        let bits = (sleutel >> 40) & u128::from(u64::MAX);
        usize::try_from((bits * lengte as u128) >> 64).unwrap_or_default()
    }

    /// The place of the key, or the empty place where it belongs.
    fn plek(rijen: &[(u128, W)], sleutel: u128) -> usize {
        let lengte = rijen.len();
        let mut plek = Self::begin(lengte, sleutel);
        while let Some((daar, _)) = rijen.get(plek) {
            if *daar == 0 || (*daar ^ sleutel) & !MERK == 0 {
                break;
            }
            plek = if plek + 1 == lengte { 0 } else { plek + 1 };
        }
        plek
    }

    /// Seven eighths full is the most: then the search for a key that is absent stays short.
    fn groei(&mut self) {
        if (self.aantal + 1) * 8 <= self.rijen.len() * 7 {
            return;
        }
        let ruimte = (self.rijen.len() * 7 / 5).max(8);
        let mut nieuw = Vec::new();
        nieuw.reserve_exact(ruimte);
        nieuw.resize(ruimte, (0, W::default()));
        for rij in self.rijen.iter().filter(|rij| rij.0 != 0) {
            let plek = Self::plek(&nieuw, rij.0);
            nieuw[plek] = *rij;
        }
        self.rijen = nieuw;
    }

    fn neem(&mut self, sleutel: u128, waarde: W) -> Option<(u128, W)> {
        self.groei();
        let plek = Self::plek(&self.rijen, sleutel);
        let rij = &mut self.rijen[plek];
        if rij.0 != 0 {
            return Some(*rij);
        }
        *rij = (sleutel, waarde);
        self.aantal += 1;
        None
    }
}

/// The set.
#[derive(Debug)]
pub(super) struct Tabel<W> {
    delen: Vec<Deel<W>>,
    aantal: usize,
}

impl<W: Copy + Default> Tabel<W> {
    pub(super) fn nieuw() -> Self {
        Self {
            delen: vec![Deel::default()],
            aantal: 0,
        }
    }

    /// 0 means an empty place; a key that happens to be 0 shares one with its neighbour.
    fn niet_nul(sleutel: Sleutel) -> u128 {
        if sleutel & !MERK == 0 {
            sleutel | (1 << 32)
        } else {
            sleutel
        }
    }

    fn deel(&self, sleutel: u128) -> usize {
        if self.delen.len() == 1 {
            0
        } else {
            usize::try_from(sleutel >> 122).unwrap_or_default()
        }
    }

    /// Fetches the place of this key from far memory, for [`Tabel::neem`] soon: several can be under way at once.
    pub(super) fn raak(&self, sleutel: Sleutel) {
        let rijen = &self.delen[self.deel(sleutel)].rijen;
        std::hint::black_box(rijen.get(Deel::<W>::begin(rijen.len(), sleutel)).map(|rij| rij.0));
    }

    /// Puts the key in when it is new; else gives what was there.
    pub(super) fn neem(&mut self, sleutel: Sleutel, waarde: W) -> Option<(Sleutel, W)> {
        let sleutel = Self::niet_nul(sleutel);
        if self.aantal == SPLITS && self.delen.len() == 1 {
            self.splits();
        }
        let deel = self.deel(sleutel);
        let was = self.delen[deel].neem(sleutel, waarde);
        self.aantal += usize::from(was.is_none());
        was
    }

    /// What is there for the key.
    pub(super) fn zoek(&self, sleutel: Sleutel) -> Option<W> {
        let sleutel = Self::niet_nul(sleutel);
        let rijen = &self.delen[self.deel(sleutel)].rijen;
        let (daar, waarde) = rijen.get(Deel::plek(rijen, sleutel))?;
        (*daar != 0).then_some(*waarde)
    }

    /// Empty again, keeping its room.
    pub(super) fn leeg(&mut self) {
        if self.aantal == 0 {
            return;
        }
        self.aantal = 0;
        for deel in &mut self.delen {
            // After a client with many lines, clearing all that room again for each small one would be quadratic.
            if deel.rijen.len() > 64 && deel.aantal * 8 < deel.rijen.len() {
                deel.rijen = Vec::new();
            }
            deel.rijen.fill((0, W::default()));
            deel.aantal = 0;
        }
    }

    fn splits(&mut self) {
        let oud = std::mem::take(&mut self.delen);
        self.delen.resize_with(DELEN, Deel::default);
        for (sleutel, waarde) in oud.into_iter().flat_map(|deel| deel.rijen) {
            if sleutel != 0 {
                let deel = self.deel(sleutel);
                self.delen[deel].neem(sleutel, waarde);
            }
        }
    }

    #[cfg(test)]
    fn bytes(&self) -> usize {
        let rijen: usize = self.delen.iter().map(|deel| deel.rijen.capacity()).sum();
        rijen * size_of::<(u128, W)>()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Splitmix: keys as spread as hashes.
    fn sleutel(i: u64) -> u128 {
        let meng = |mut z: u64| {
            z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
            z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
            z ^ (z >> 31)
        };
        u128::from(meng(i.wrapping_mul(2) + 1)) << 64 | u128::from(meng(i.wrapping_mul(2) + 2))
    }

    #[test]
    fn wat_erin_gaat_blijft_erin_ook_na_groei_en_splitsing() {
        let mut tabel = Tabel::<u32>::nieuw();
        for i in 0..40_000_u32 {
            assert_eq!(tabel.neem(sleutel(u64::from(i)), i), None);
        }
        for i in (0..40_000_u32).step_by(7) {
            assert_eq!(tabel.zoek(sleutel(u64::from(i))), Some(i));
            assert_eq!(tabel.neem(sleutel(u64::from(i)) ^ 5, 0).map(|er| er.1), Some(i));
        }
        assert_eq!(tabel.zoek(sleutel(40_001)), None);
        tabel.leeg();
        assert_eq!(tabel.zoek(sleutel(3)), None);
        assert_eq!(tabel.neem(0, 1), None);
        assert_eq!(tabel.zoek(0), Some(1));
    }

    #[test]
    fn een_sleutel_kost_hooguit_27_bytes() {
        let mut tabel = Tabel::<()>::nieuw();
        for i in 0..300_000_u64 {
            tabel.neem(sleutel(i), ());
            if i > 20_000 {
                let (bytes, hooguit) = (tabel.bytes() as u64, (i + 1) * 27);
                assert!(bytes < hooguit, "{bytes} bytes voor {i} sleutels");
            }
        }
    }
}

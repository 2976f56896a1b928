//! A small deterministic generator (splitmix64): the same seed gives the same region on every machine.

/// Pseudo-random numbers for demo data only; never for keys or secrets.
#[derive(Clone, Debug)]
pub struct Kans(u64);

impl Kans {
    /// Starts from a seed.
    #[must_use]
    pub fn nieuw(zaad: u64) -> Self {
        Self(zaad)
    }

    /// The next 64 bits.
    pub fn volgend(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number below `grens`; 0 when `grens` is 0.
    pub fn onder(&mut self, grens: usize) -> usize {
        let grens = u64::try_from(grens).unwrap_or(u64::MAX).max(1);
        usize::try_from(self.volgend() % grens).unwrap_or_default()
    }

    /// A whole number from `van` up to and including `tot`.
    pub fn tussen(&mut self, van: i32, tot: i32) -> i32 {
        let breedte = usize::try_from(tot - van + 1).unwrap_or(1);
        van + i32::try_from(self.onder(breedte)).unwrap_or_default()
    }

    /// True in `n` of a hundred cases.
    pub fn procent(&mut self, n: usize) -> bool {
        self.onder(100) < n
    }

    /// One of the list. The list is never empty in this module's data.
    pub fn kies<T: Copy>(&mut self, lijst: &[T]) -> T {
        let plek = self.onder(lijst.len());
        lijst[plek]
    }

    /// Fills bytes, for ids and nonces of demo rows.
    pub fn vul(&mut self, bytes: &mut [u8]) {
        for stuk in bytes.chunks_mut(8) {
            let woord = self.volgend().to_le_bytes();
            stuk.copy_from_slice(&woord[..stuk.len()]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hetzelfde_zaad_geeft_dezelfde_reeks() {
        // Reference values of splitmix64 with seed 0.
        let mut k = Kans::nieuw(0);
        assert_eq!(
            (k.volgend(), k.volgend()),
            (0xE220_A839_7B1D_CDAF, 0x6E78_9E6A_A1B9_65F4)
        );
    }

    #[test]
    fn getallen_blijven_binnen_hun_grenzen() {
        let mut k = Kans::nieuw(7);
        for _ in 0..1000 {
            assert!((-3..=4).contains(&k.tussen(-3, 4)));
            assert!(k.onder(5) < 5);
        }
    }
}

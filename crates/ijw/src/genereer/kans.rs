//! Chance from a seed: the same seed gives the same choices on every machine.

/// Splitmix64. Small, and fixed for ever: files made from a seed stay the same.
#[derive(Clone, Debug)]
pub(crate) struct Kans(u64);

impl Kans {
    /// A source of its own for one part of the work, so that parts do not shift each other.
    pub(crate) fn tak(zaad: u64, nummer: u64) -> Self {
        let mut kans = Self(zaad ^ nummer.wrapping_mul(0xD6E8_FEB8_6659_FD93));
        kans.volgende();
        kans
    }

    pub(crate) fn volgende(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number below `n`.
    pub(crate) fn onder(&mut self, n: u64) -> u64 {
        self.volgende() % n.max(1)
    }

    /// From the first up to and including the last.
    pub(crate) fn tussen(&mut self, eerste: u64, laatste: u64) -> u64 {
        eerste + self.onder(laatste.saturating_sub(eerste).saturating_add(1))
    }

    /// True once in `n` times.
    pub(crate) fn soms(&mut self, n: u64) -> bool {
        self.onder(n) == 0
    }

    /// A place in a list.
    pub(crate) fn plaats(&mut self, lengte: usize) -> usize {
        let lengte = u64::try_from(lengte).unwrap_or(u64::MAX);
        usize::try_from(self.onder(lengte)).unwrap_or_default()
    }

    /// One of a list that is not empty.
    pub(crate) fn een<T: Copy>(&mut self, lijst: &[T]) -> T {
        lijst[self.plaats(lijst.len())]
    }

    /// So many digits.
    pub(crate) fn cijfers(&mut self, aantal: usize) -> String {
        (0..aantal)
            .map(|_| char::from(b'0' + u8::try_from(self.onder(10)).unwrap_or_default()))
            .collect()
    }
}

//! Spoils files and texts, the same from the same seed: for the plain tests that send a parser what no friend would send.
//! `HOUVAST_FUZZ` says how many times, `HOUVAST_ZAAD` from which seed.

/// A number from the environment.
fn uit_omgeving(naam: &str, anders: u64) -> u64 {
    std::env::var(naam)
        .ok()
        .and_then(|w| w.parse().ok())
        .unwrap_or(anders)
}

/// How many times to try.
pub(crate) fn keer(gewoon: u64) -> u64 {
    uit_omgeving("HOUVAST_FUZZ", gewoon)
}

/// Pieces that once broke a program somewhere.
const STUKKEN: [&[u8]; 30] = [
    b"",
    b"\0",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"\xc3",
    "é€😀".as_bytes(),
    b"\r\n",
    b"\n",
    b"\"",
    b"'",
    b"\"\"\"",
    b"{",
    b"}",
    b"[[",
    b"]]",
    b"=",
    b"&",
    b"%00",
    b"%ff%fe",
    b"%",
    b"..",
    b"../../etc/passwd",
    b"-1",
    b"99999999999999999999",
    b"1e999",
    b"2026-02-30",
    b"0000-00-00",
    b"null",
    b"--x--\r\n",
    b"--x\r\n",
];

/// A source of spoilt bytes.
pub(crate) struct Verminker {
    staat: u64,
}

impl Verminker {
    /// With the seed of the environment, or this one.
    pub(crate) fn nieuw(zaad: u64) -> Self {
        Self {
            staat: uit_omgeving("HOUVAST_ZAAD", zaad).wrapping_mul(0x2545_F491_4F6C_DD1D),
        }
    }

    pub(crate) fn getal(&mut self) -> u64 {
        self.staat = self.staat.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.staat;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number from 0 up to `n`.
    pub(crate) fn onder(&mut self, n: usize) -> usize {
        usize::try_from(self.getal() >> 33).unwrap_or_default() % n.max(1)
    }

    /// One of these.
    pub(crate) fn een<'a, T: ?Sized>(&mut self, uit: &[&'a T]) -> &'a T {
        uit[self.onder(uit.len())]
    }

    /// A piece that means something to somebody.
    pub(crate) fn stuk(&mut self) -> &'static [u8] {
        self.een(&STUKKEN)
    }

    /// A copy with one to four faults in it; a whole line or a value is as likely as a byte.
    pub(crate) fn vermink(&mut self, goed: &[u8]) -> Vec<u8> {
        let mut bytes = goed.to_vec();
        for _ in 0..=self.onder(4) {
            if bytes.is_empty() {
                break;
            }
            let i = self.onder(bytes.len());
            match self.onder(8) {
                0 => bytes[i] = (self.getal() & 0xFF) as u8,
                1 => bytes[i] ^= 1 << self.onder(8),
                2 => {
                    let eind = (i + self.onder(40)).min(bytes.len());
                    bytes.drain(i..eind);
                }
                3 => {
                    let stuk = self.stuk();
                    bytes.splice(i..i, stuk.iter().copied());
                }
                4 => bytes.truncate(i),
                5 => {
                    // Something from elsewhere in the same file, once more.
                    let eind = (i + self.onder(200)).min(bytes.len());
                    let deel = bytes[i..eind].to_vec();
                    let j = self.onder(bytes.len());
                    bytes.splice(j..j, deel);
                }
                soort => {
                    // A whole line away, or twice.
                    let van = bytes[..i].iter().rposition(|b| *b == b'\n').map_or(0, |p| p + 1);
                    let tot = bytes[i..]
                        .iter()
                        .position(|b| *b == b'\n')
                        .map_or(bytes.len(), |p| i + p + 1);
                    let regel = bytes[van..tot].to_vec();
                    if soort == 6 {
                        bytes.drain(van..tot);
                    } else {
                        bytes.splice(van..van, regel);
                    }
                }
            }
        }
        bytes
    }

    /// The same of a text: what is no UTF-8 becomes a sign that stands for it.
    pub(crate) fn vermink_tekst(&mut self, goed: &str) -> String {
        String::from_utf8_lossy(&self.vermink(goed.as_bytes())).into_owned()
    }
}

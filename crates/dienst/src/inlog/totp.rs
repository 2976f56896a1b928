//! Codes of an authenticator app (RFC 6238): six digits, each 30 seconds another, from HMAC-SHA1 as every app has it.

use jiff::Timestamp;
use ring::hmac;

/// Seconds of one step (RFC 6238, section 4.1).
const STAP: i64 = 30;
/// Digits that every app shows.
const CIJFERS: u32 = 6;
/// Bytes of a secret (RFC 4226, section 4: 160 bits recommended).
pub(super) const GEHEIM: usize = 20;

fn getal(geheim: &[u8], stap: i64, cijfers: u32) -> u32 {
    let sleutel = hmac::Key::new(hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, geheim);
    let tag = hmac::sign(&sleutel, &stap.to_be_bytes());
    let h = tag.as_ref();
    // Dynamic truncation (RFC 4226, section 5.3).
    let plek = usize::from(h.last().copied().unwrap_or_default() & 0xf);
    let deel = h.get(plek..).and_then(|d| d.first_chunk::<4>()).copied();
    (u32::from_be_bytes(deel.unwrap_or_default()) & 0x7fff_ffff) % 10_u32.pow(cijfers)
}

/// The step of which this is the code: that of now, of just before or of just after. `None`: of none of them.
pub(super) fn stap(geheim: &[u8], getypt: &str, nu: Timestamp) -> Option<i64> {
    let cijfers = usize::try_from(CIJFERS).ok()?;
    if getypt.len() != cijfers || !getypt.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let getypt: u32 = getypt.parse().ok()?;
    let nu = nu.as_second().div_euclid(STAP);
    // All three are worked out, so that the time it takes tells nothing.
    [nu - 1, nu, nu + 1]
        .into_iter()
        .filter(|s| getal(geheim, *s, CIJFERS) == getypt)
        .max()
}

/// RFC 4648, without padding: what people can type over.
pub(super) fn base32(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let mut uit = String::with_capacity(bytes.len() * 8 / 5 + 1);
    for deel in bytes.chunks(5) {
        let mut blok = [0_u8; 8];
        for (plek, byte) in blok[3..].iter_mut().zip(deel) {
            *plek = *byte;
        }
        let som = u64::from_be_bytes(blok);
        let letters = (deel.len() * 8).div_ceil(5);
        for n in 0..letters {
            let vijf = usize::try_from((som >> (35 - 5 * n)) & 31).unwrap_or_default();
            uit.extend(LETTERS.get(vijf).map(|b| char::from(*b)));
        }
    }
    uit
}

#[cfg(test)]
mod tests {
    use super::*;

    const RFC: &[u8] = b"12345678901234567890";

    fn op(seconde: i64) -> Timestamp {
        Timestamp::from_second(seconde).unwrap()
    }

    /// RFC 6238, appendix B, the rows of SHA1.
    #[test]
    fn de_codes_zijn_die_van_de_rfc() {
        for (seconde, code) in [
            (59, 94_287_082),
            (1_111_111_109, 7_081_804),
            (1_111_111_111, 14_050_471),
            (1_234_567_890, 89_005_924),
            (2_000_000_000, 69_279_037),
            (20_000_000_000, 65_353_130),
        ] {
            assert_eq!(getal(RFC, seconde / STAP, 8), code, "{seconde}");
        }
    }

    #[test]
    fn een_code_geldt_een_stap_ervoor_en_een_stap_erna() {
        // 287082 is the code of step 1: seconds 30 to 59.
        for (seconde, goed) in [(0, true), (30, true), (59, true), (89, true), (90, false)] {
            assert_eq!(stap(RFC, "287082", op(seconde)), goed.then_some(1), "{seconde}");
        }
        assert_eq!(stap(RFC, "287082", op(-1)), None);
        for fout in ["287083", "28708", "2870822", "28708a", "", "٢٨٧٠٨٢"] {
            assert_eq!(stap(RFC, fout, op(59)), None, "{fout}");
        }
    }

    /// RFC 4648, section 10.
    #[test]
    fn base32_is_die_van_de_rfc() {
        for (van, naar) in [
            ("", ""),
            ("f", "MY"),
            ("fo", "MZXQ"),
            ("foo", "MZXW6"),
            ("foob", "MZXW6YQ"),
            ("fooba", "MZXW6YTB"),
            ("foobar", "MZXW6YTBOI"),
        ] {
            assert_eq!(base32(van.as_bytes()), naar);
        }
    }
}

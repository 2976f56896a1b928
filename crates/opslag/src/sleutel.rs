//! Sealing of BSNs and raw messages, and the blind index that finds a BSN without opening it.
//!
//! XChaCha20-Poly1305 with a synthetic nonce: the nonce is an HMAC over place and content, so two different contents
//! never share one, no randomness is needed, and a sealed value opens only in the row and column it was made for.

use crate::fout::{OpslagFout, Uitslag};
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use hmac::{Hmac, Mac};
use houvast_begrip::{AgbCode, Bsn, Houder};
use sha2::{Digest, Sha256};
use std::fmt::{self, Write};

/// The master key of one database. The binary reads or makes it; it never prints.
#[derive(Clone)]
pub struct Sleutel([u8; 32]);

impl Sleutel {
    /// Wraps 32 bytes from a good source.
    #[must_use]
    pub fn nieuw(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    pub(crate) fn bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Debug for Sleutel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Sleutel(…)")
    }
}

/// The keys derived from the master key, one per purpose.
pub(crate) struct Sleutels {
    zegel: XChaCha20Poly1305,
    nonce: [u8; 32],
    index: [u8; 32],
    poging: [u8; 32],
    referentie: [u8; 32],
    logboek: [u8; 32],
}

/// Sealed with the first scheme; another first byte would name another one.
const SCHEMA_1: u8 = 1;
const NONCE: usize = 24;

impl Sleutels {
    pub(crate) fn uit(meester: &Sleutel) -> Self {
        let sub = |doel: &str| mac(&meester.0, &[doel.as_bytes()]);
        Self {
            zegel: XChaCha20Poly1305::new(&sub("houvast zegel 1").into()),
            nonce: sub("houvast nonce 1"),
            index: sub("houvast bsn-index 1"),
            poging: sub("houvast aanmeldpoging 1"),
            referentie: sub("houvast referentie 1"),
            logboek: sub("houvast logboek 1"),
        }
    }

    pub(crate) fn dicht(&self, plaats: &str, inhoud: &[u8]) -> Vec<u8> {
        let mut nonce = [0; NONCE];
        nonce.copy_from_slice(&mac(&self.nonce, &[plaats.as_bytes(), inhoud])[..NONCE]);
        let lading = Payload {
            msg: inhoud,
            aad: plaats.as_bytes(),
        };
        // Fails only beyond 256 GB of content.
        let gesloten = self
            .zegel
            .encrypt(&XNonce::from(nonce), lading)
            .unwrap_or_default();
        let mut uit = Vec::with_capacity(1 + NONCE + gesloten.len());
        uit.push(SCHEMA_1);
        uit.extend_from_slice(&nonce);
        uit.extend_from_slice(&gesloten);
        uit
    }

    pub(crate) fn open(&self, plaats: &str, tabel: &'static str, bytes: &[u8]) -> Uitslag<Vec<u8>> {
        let fout = OpslagFout::Zegel(tabel);
        let (&[SCHEMA_1], rest) = bytes.split_first_chunk::<1>().ok_or(fout.clone())? else {
            return Err(fout);
        };
        let (nonce, gesloten) = rest.split_first_chunk::<NONCE>().ok_or(fout.clone())?;
        let lading = Payload {
            msg: gesloten,
            aad: plaats.as_bytes(),
        };
        self.zegel
            .decrypt(&XNonce::from(*nonce), lading)
            .map_err(|_| fout)
    }

    /// Differs per gemeente, so that two copies of tables cannot be joined on it.
    pub(crate) fn bsn_index(&self, houder: &Houder, bsn: &Bsn) -> Vec<u8> {
        mac(
            &self.index,
            &[houder.als_str().as_bytes(), bsn.als_str().as_bytes()],
        )
        .to_vec()
    }

    /// Half an HMAC is enough to tell the references of one aanbieder apart. Differs per gemeente and per aanbieder.
    pub(crate) fn referentie(&self, houder: &Houder, aanbieder: &AgbCode, referentie: &str) -> String {
        let delen = [
            houder.als_str().as_bytes(),
            aanbieder.als_str().as_bytes(),
            referentie.as_bytes(),
        ];
        let mac = mac(&self.referentie, &delen);
        mac.iter()
            .take(16)
            .fold(String::with_capacity(32), |mut tekst, b| {
                // Writing to a String cannot fail.
                let _ = write!(tekst, "{b:02x}");
                tekst
            })
    }

    /// Authenticates the end of a chain of the audit log.
    pub(crate) fn logwaarmerk(
        &self,
        houder: &str,
        keten: uuid::Uuid,
        stand: i64,
        hash: &[u8; 32],
    ) -> Vec<u8> {
        let delen: [&[u8]; 4] = [houder.as_bytes(), keten.as_bytes(), &stand.to_be_bytes(), hash];
        mac(&self.logboek, &delen).to_vec()
    }

    /// Login attempts are counted by keyed hash: neither names nor addresses of visitors are kept.
    pub(crate) fn poging(&self, waarvan: &str) -> Vec<u8> {
        mac(&self.poging, &[waarvan.as_bytes()]).to_vec()
    }
}

/// HMAC over parts with their lengths, so that no two lists of parts are the same message.
pub(crate) fn mac(sleutel: &[u8; 32], delen: &[&[u8]]) -> [u8; 32] {
    // RFC 2104: a key shorter than the block is padded with zeros.
    let mut blok = [0; 64];
    blok[..32].copy_from_slice(sleutel);
    let mut mac = <Hmac<Sha256> as hmac::KeyInit>::new(&blok.into());
    for deel in delen {
        mac.update(&(deel.len() as u64).to_be_bytes());
        mac.update(deel);
    }
    mac.finalize().into_bytes().into()
}

/// SHA-256 of a message or a session token.
#[must_use]
pub fn sha256(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sleutels(n: u8) -> Sleutels {
        Sleutels::uit(&Sleutel::nieuw([n; 32]))
    }

    #[test]
    fn een_zegel_gaat_alleen_open_op_zijn_eigen_plaats_met_zijn_eigen_sleutel() {
        let s = sleutels(1);
        let dicht = s.dicht("jeugdige|0193|a|bsn", b"inhoud");
        assert_eq!(
            s.open("jeugdige|0193|a|bsn", "jeugdige", &dicht).unwrap(),
            b"inhoud"
        );
        assert_eq!(
            s.open("jeugdige|0193|b|bsn", "jeugdige", &dicht),
            Err(OpslagFout::Zegel("jeugdige"))
        );
        assert!(
            sleutels(2)
                .open("jeugdige|0193|a|bsn", "jeugdige", &dicht)
                .is_err()
        );
        for i in 0..dicht.len() {
            let mut krom = dicht.clone();
            krom[i] ^= 1;
            assert!(
                s.open("jeugdige|0193|a|bsn", "jeugdige", &krom).is_err(),
                "byte {i}"
            );
        }
        assert!(s.open("p", "jeugdige", &[]).is_err());
        assert!(s.open("p", "jeugdige", &[1; 20]).is_err());
    }

    #[test]
    fn een_nonce_hoort_bij_een_inhoud_op_een_plaats() {
        let s = sleutels(1);
        let nonce = |plaats: &str, inhoud: &[u8]| s.dicht(plaats, inhoud)[1..=NONCE].to_vec();
        assert_eq!(nonce("a", b"x"), nonce("a", b"x"));
        assert_ne!(nonce("a", b"x"), nonce("a", b"y"));
        assert_ne!(nonce("a", b"x"), nonce("b", b"x"));
        assert_ne!(nonce("ab", b"c"), nonce("a", b"bc"));
    }

    #[test]
    fn de_index_van_een_bsn_verschilt_per_gemeente_en_per_sleutel() {
        let bsn = Bsn::nieuw("999990019").unwrap();
        let h = |s: &str| Houder::try_from(s.to_owned()).unwrap();
        assert_ne!(
            sleutels(1).bsn_index(&h("0193"), &bsn),
            sleutels(1).bsn_index(&h("0150"), &bsn)
        );
        assert_ne!(
            sleutels(1).bsn_index(&h("0193"), &bsn),
            sleutels(2).bsn_index(&h("0193"), &bsn)
        );
    }

    #[test]
    fn een_blinde_referentie_hoort_bij_een_gemeente_en_een_aanbieder() {
        let (s, houder) = (sleutels(1), |s: &str| Houder::try_from(s.to_owned()).unwrap());
        let (een, twee) = (
            AgbCode::nieuw("73990101").unwrap(),
            AgbCode::nieuw("73990102").unwrap(),
        );
        let blind = s.referentie(&houder("0193"), &een, "R1");
        assert_eq!(blind.len(), 32);
        assert_eq!(blind, s.referentie(&houder("0193"), &een, "R1"));
        assert_ne!(blind, s.referentie(&houder("0193"), &een, "R2"));
        assert_ne!(blind, s.referentie(&houder("0193"), &twee, "R1"));
        assert_ne!(blind, s.referentie(&houder("0150"), &een, "R1"));
        assert_ne!(blind, sleutels(2).referentie(&houder("0193"), &een, "R1"));
    }

    #[test]
    fn de_sleutel_drukt_zichzelf_niet_af() {
        assert_eq!(format!("{:?}", Sleutel::nieuw([7; 32])), "Sleutel(…)");
    }
}

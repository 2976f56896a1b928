//! Keys as hashes of 128 bits: a message of a million lines must not keep a million texts.
//!
//! Two different keys that hash alike would be a false finding. Of 128 bits 96 are compared: among a million keys the
//! chance is about 1 in 10^17. The hash is keyed with what the hash maps of std use against chosen keys, so that no sender
//! can prepare texts that collide or that fill one corner of the table. What is found does not depend on the keys.

use super::zicht::Lijn;
use crate::BerichtSoort;
use jiff::civil::Date;
use std::hash::{BuildHasher as _, RandomState};

/// All that the tables need of a line: its keys as hashes, and its amount.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Kort {
    /// Of the ReferentieNummer; the lowest 32 bits are free.
    pub(super) referentie: u128,
    /// Of the VorigReferentieNummer.
    pub(super) vorige: Option<u128>,
    /// Of product, toewijzing and period of a debit, where TR416 asks for it.
    pub(super) debet: Option<u128>,
    /// Eurocents, a credit below zero.
    pub(super) saldo: i64,
}

/// Makes the keys of the lines of one message; may be copied to other threads.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sleutelaar {
    pub(super) hasher: Hasher,
    met_debet: bool,
}

impl Sleutelaar {
    pub(super) fn nieuw(soort: BerichtSoort) -> Self {
        Self {
            hasher: Hasher::nieuw(),
            met_debet: soort == BerichtSoort::Jw323,
        }
    }

    pub(super) fn kort(&self, lijn: &Lijn<'_>) -> Kort {
        let vorige = lijn.referentie.vorig_referentie_nummer.as_deref();
        Kort {
            referentie: self.hasher.tekst(&lijn.referentie.referentie_nummer, 0) & !0xFFFF_FFFF,
            vorige: vorige.map(|vorige| self.hasher.tekst(vorige, 0)),
            debet: (self.met_debet && !lijn.credit()).then(|| self.debet(lijn)),
            saldo: lijn.saldo(),
        }
    }

    fn debet(&self, lijn: &Lijn<'_>) -> u128 {
        let dag = |dag: Date| {
            let jaar = u64::from(dag.year().wrapping_add(10_000).unsigned_abs());
            jaar << 16 | u64::from(dag.month().unsigned_abs()) << 8 | u64::from(dag.day().unsigned_abs())
        };
        let product = self.hasher.tekst(lijn.code, lijn.categorie as u64);
        self.hasher.getallen([
            laag(product),
            laag(product >> 64),
            u64::from(lijn.toewijzing),
            dag(lijn.periode.begindatum) << 32 | dag(lijn.periode.einddatum),
        ])
    }
}

/// The lower half.
pub(super) fn laag(hash: u128) -> u64 {
    let [b0, b1, b2, b3, b4, b5, b6, b7, ..] = hash.to_le_bytes();
    u64::from_le_bytes([b0, b1, b2, b3, b4, b5, b6, b7])
}

/// The keys of one message.
#[derive(Clone, Copy, Debug)]
pub(super) struct Hasher {
    sleutels: [u64; 4],
}

fn vouw(a: u64, b: u64) -> u64 {
    let (laag, hoog) = a.carrying_mul(b, 0);
    laag ^ hoog
}

/// Eight bytes as a number.
fn getal(acht: Option<&[u8; 8]>) -> u64 {
    acht.map_or(0, |acht| u64::from_le_bytes(*acht))
}

impl Hasher {
    pub(super) fn nieuw() -> Self {
        let bron = RandomState::new();
        Self {
            sleutels: [0_u8, 1, 2, 3].map(|n| bron.hash_one(n)),
        }
    }

    /// The hash of a text, of which `bij` says what else belongs to the key.
    pub(super) fn tekst(&self, tekst: &str, bij: u64) -> u128 {
        let [k0, k1, k2, k3] = self.sleutels;
        let mut a = k0 ^ tekst.len() as u64;
        let mut b = k1 ^ bij;
        let mut eet = |zestien: &[u8; 16]| {
            let x = getal(zestien.first_chunk());
            let y = getal(zestien.last_chunk());
            (a, b) = (
                vouw(x ^ k2 ^ a, y ^ k3 ^ b),
                vouw(y ^ k0 ^ a, x ^ k1 ^ b.rotate_left(32)),
            );
        };
        let (stukken, rest) = tekst.as_bytes().as_chunks::<16>();
        for stuk in stukken {
            eet(stuk);
        }
        let mut laatste = [0; 16];
        laatste[..rest.len()].copy_from_slice(rest);
        eet(&laatste);
        self.slot(a, b)
    }

    /// The hash of four numbers.
    pub(super) fn getallen(&self, getallen: [u64; 4]) -> u128 {
        let [k0, k1, k2, k3] = self.sleutels;
        let [w, x, y, z] = getallen;
        let a = vouw(w ^ k0, x ^ k1) ^ vouw(y ^ k2, z ^ k3).rotate_left(23);
        let b = vouw(w ^ k3, y ^ k1) ^ vouw(x ^ k2, z ^ k0).rotate_left(41);
        self.slot(a, b)
    }

    fn slot(&self, a: u64, b: u64) -> u128 {
        let [k0, k1, k2, k3] = self.sleutels;
        let hoog = vouw(a ^ k2, b ^ k1);
        let laag = vouw(b ^ k0, a.rotate_left(32) ^ k3);
        u128::from(hoog) << 64 | u128::from(laag)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn gelijke_sleutels_hashen_gelijk_en_andere_anders() {
        let hasher = Hasher::nieuw();
        assert_eq!(hasher.tekst("abc", 1), hasher.tekst("abc", 1));
        let mut gezien = BTreeSet::new();
        let mut aantal = 0;
        for i in 0..2_000_u64 {
            for tekst in [format!("{i}"), format!("{i:020}"), format!("{i:020}-{i:015}")] {
                gezien.extend([hasher.tekst(&tekst, 0) >> 32, hasher.tekst(&tekst, 1) >> 32]);
                aantal += 2;
            }
            gezien.extend([
                hasher.getallen([i, 0, 0, 7]) >> 32,
                hasher.getallen([0, i + 1, 0, 7]) >> 32,
                hasher.getallen([0, 0, i + 1, 7]) >> 32,
            ]);
            aantal += 3;
        }
        gezien.insert(hasher.tekst("a", 0) >> 32);
        gezien.insert(hasher.tekst("a\0", 0) >> 32);
        assert_eq!(gezien.len(), aantal + 2);
        assert_ne!(hasher.tekst("abc", 0), Hasher::nieuw().tekst("abc", 0));
    }
}

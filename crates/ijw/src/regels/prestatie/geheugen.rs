//! What the rules remember from line to line. Per line: one row of 16 bytes for its reference, one for its product while its
//! Client lasts, and one of 32 for a credit; the rows stand in tables that are at least five eighths full.

use super::Lijn;
use super::sleutel::Hasher;
use super::tabel::Tabel;
use super::zicht::Kop;
use crate::lezen::Plek;
use houvast_begrip::periode::plus_maanden;
use jiff::civil::Date;
use std::collections::HashSet;

/// Where a credit stands, for when the debit that it names comes later.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Credit {
    pub(super) client: u32,
    pub(super) prestatie: u32,
    pub(super) plek: Plek,
}

/// What the rules remember.
#[derive(Debug)]
pub(crate) struct Geheugen {
    hasher: Hasher,
    /// Every ReferentieNummer; the spare bits tell its first VorigReferentieNummer and Client apart from others.
    referenties: Tabel<()>,
    /// Keys of lines whose ReferentieNummer was there before with another VorigReferentieNummer or Client.
    herhaald: Tabel<()>,
    /// Every VorigReferentieNummer.
    vorige: Tabel<Credit>,
    /// A bit for each of them: most lines are named by none, and then the table need not be fetched from far memory.
    genoemd: Vec<u64>,
    /// The debits of this Client.
    debetten: Tabel<()>,
    /// Every BSN, as a number.
    bsns: HashSet<u32>,
    /// Which Client and Prestatie this is, from 1.
    pub(super) client: u32,
    pub(super) prestatie: u32,
    /// Where the VorigReferentieNummer of this Prestatie stands, when it has one.
    pub(super) plek_vorige: Plek,
    /// Sum of the Prestaties in eurocents, debit minus credit.
    pub(super) saldo: i64,
    pub(super) aantal: u64,
    pub(super) bewaard: Bewaard,
    pub(super) beeld: Beeld,
}

/// What the head says about every line.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Bewaard {
    pub(super) dagtekening: Option<Date>,
    /// TR335: a period that ends before this day is too old.
    pub(super) oudste: Option<Date>,
}

/// What the tables said about the references of this line: several rules ask it, the tables are asked once.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Beeld {
    /// The same references stand at an earlier line of this Client.
    pub(super) dubbel: bool,
    /// The VorigReferentieNummer stands at an earlier line.
    pub(super) vorige_dubbel: bool,
    /// The VorigReferentieNummer is the ReferentieNummer of this or an earlier line.
    pub(super) vorige_in_bericht: bool,
    /// An earlier line named this ReferentieNummer as its VorigReferentieNummer.
    pub(super) genoemd_door: Option<Credit>,
}

impl Geheugen {
    pub(super) fn nieuw() -> Self {
        Self {
            hasher: Hasher::nieuw(),
            referenties: Tabel::nieuw(),
            herhaald: Tabel::nieuw(),
            vorige: Tabel::nieuw(),
            genoemd: Vec::new(),
            debetten: Tabel::nieuw(),
            bsns: HashSet::new(),
            client: 0,
            prestatie: 0,
            plek_vorige: Plek::default(),
            saldo: 0,
            aantal: 0,
            bewaard: Bewaard::default(),
            beeld: Beeld::default(),
        }
    }

    /// What the head says about every line.
    pub(super) fn onthoud(&mut self, kop: &Kop<'_>) {
        self.bewaard = Bewaard {
            dagtekening: Some(kop.dagtekening),
            oudste: kop.declaratie_dagtekening.and_then(|dag| plus_maanden(dag, -60)),
        };
    }

    /// A new Client; whether its BSN was there before.
    pub(super) fn neem_client(&mut self, bsn: &str) -> bool {
        self.debetten.leeg();
        // The schema made sure that it is nine digits.
        bsn.parse().is_ok_and(|bsn: u32| !self.bsns.insert(bsn))
    }

    /// Remembers a line.
    pub(super) fn neem(&mut self, lijn: &Lijn<'_>) {
        self.saldo = self.saldo.saturating_add(lijn.saldo());
        self.aantal += 1;
        let nummer = &lijn.referentie.referentie_nummer;
        let vorige = lijn.referentie.vorig_referentie_nummer.as_deref();
        let referentie = self.hasher.tekst(nummer, 0) & !0xFFFF_FFFF;
        let hash_vorige = vorige.map(|vorige| self.hasher.tekst(vorige, 0));
        // Which of the lines with this ReferentieNummer it is.
        let eigen = self.hasher.getallen([
            u64::from(self.client),
            u64::from(hash_vorige.is_some()),
            laag(hash_vorige.unwrap_or_default()),
            laag(hash_vorige.unwrap_or_default() >> 64),
        ]);
        let merk = eigen & 0xFFFF_FFFF;
        let eerder = self.referenties.neem(referentie | merk, ());
        // A credit that came after a line with this ReferentieNummer was reported itself.
        let genoemd_door = if eerder.is_none() && self.misschien_genoemd(referentie) {
            self.vorige.zoek(referentie)
        } else {
            None
        };
        let dubbel = match eerder {
            None => false,
            Some((eerste, ())) => {
                eerste & 0xFFFF_FFFF == merk
                    || self
                        .herhaald
                        .neem(
                            self.hasher.getallen([
                                laag(referentie),
                                laag(referentie >> 64),
                                laag(eigen),
                                laag(eigen >> 64),
                            ]),
                            (),
                        )
                        .is_some()
            }
        };
        let mut beeld = Beeld {
            dubbel,
            genoemd_door,
            ..Beeld::default()
        };
        if let Some(vorige) = hash_vorige {
            beeld.vorige_in_bericht = self.referenties.zoek(vorige).is_some();
            let hier = Credit {
                client: self.client,
                prestatie: self.prestatie,
                plek: self.plek_vorige,
            };
            beeld.vorige_dubbel = self.vorige.neem(vorige, hier).is_some();
            if self.genoemd.is_empty() {
                self.genoemd = vec![0; FILTER];
            }
            let (woord, bit) = in_filter(vorige);
            if let Some(woord) = self.genoemd.get_mut(woord) {
                *woord |= bit;
            }
        }
        self.beeld = beeld;
    }

    fn misschien_genoemd(&self, referentie: u128) -> bool {
        let (woord, bit) = in_filter(referentie);
        self.genoemd.get(woord).is_some_and(|woord| woord & bit != 0)
    }

    /// Whether this Client has such a debit already.
    pub(super) fn debet_dubbel(&mut self, lijn: &Lijn<'_>) -> bool {
        let dag = |dag: Date| {
            let jaar = u64::from(dag.year().wrapping_add(10_000).unsigned_abs());
            jaar << 16 | u64::from(dag.month().unsigned_abs()) << 8 | u64::from(dag.day().unsigned_abs())
        };
        let product = self.hasher.tekst(lijn.code, lijn.categorie as u64);
        let sleutel = self.hasher.getallen([
            laag(product),
            laag(product >> 64),
            u64::from(lijn.toewijzing),
            dag(lijn.periode.begindatum) << 32 | dag(lijn.periode.einddatum),
        ]);
        self.debetten.neem(sleutel, ()).is_some()
    }
}

/// Words of the filter: 32 KiB, which stays near the processor.
const FILTER: usize = 1 << 12;

/// The word and the bit of a hash, from bits that the tables do not look at first.
fn in_filter(hash: u128) -> (usize, u64) {
    let bits = usize::try_from((hash >> 32) & 0x3_FFFF).unwrap_or_default();
    (bits >> 6, 1 << (bits & 63))
}

fn laag(hash: u128) -> u64 {
    let [b0, b1, b2, b3, b4, b5, b6, b7, ..] = hash.to_le_bytes();
    u64::from_le_bytes([b0, b1, b2, b3, b4, b5, b6, b7])
}

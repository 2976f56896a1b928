//! What the rules remember from line to line. Per line: one row of 16 bytes for its reference, one for its product while its
//! Client lasts, and one of 32 for a credit; the rows stand in tables that are at least five eighths full.

use super::sleutel::{Hasher, Kort, Sleutelaar, laag};
use super::tabel::Tabel;
use super::zicht::Kop;
use crate::BerichtSoort;
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
    sleutelaar: Sleutelaar,
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
    /// This Client has the same product for this toewijzing and period as a debit already.
    pub(super) debet_dubbel: bool,
    /// The VorigReferentieNummer stands at an earlier line.
    pub(super) vorige_dubbel: bool,
    /// The VorigReferentieNummer is the ReferentieNummer of this or an earlier line.
    pub(super) vorige_in_bericht: bool,
    /// An earlier line named this ReferentieNummer as its VorigReferentieNummer.
    pub(super) genoemd_door: Option<Credit>,
}

impl Geheugen {
    /// For a message of this kind.
    pub(super) fn nieuw(soort: BerichtSoort) -> Self {
        Self {
            sleutelaar: Sleutelaar::nieuw(soort),
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

    /// How the keys of a line are made.
    pub(super) fn sleutelaar(&self) -> Sleutelaar {
        self.sleutelaar
    }

    /// A line that comes soon.
    pub(super) fn straks(&self, kort: &Kort) {
        self.referenties.raak(kort.referentie);
    }

    /// Remembers a line, and tells what the lines before it have to do with it.
    pub(super) fn neem(&mut self, kort: &Kort) -> Beeld {
        self.saldo = self.saldo.saturating_add(kort.saldo);
        self.aantal += 1;
        let (referentie, hash_vorige) = (kort.referentie, kort.vorige);
        let hasher: Hasher = self.sleutelaar.hasher;
        // Which of the lines with this ReferentieNummer it is.
        let eigen = hasher.getallen([
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
                            hasher.getallen([
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
            debet_dubbel: kort
                .debet
                .is_some_and(|debet| self.debetten.neem(debet, ()).is_some()),
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
        beeld
    }

    fn misschien_genoemd(&self, referentie: u128) -> bool {
        let (woord, bit) = in_filter(referentie);
        self.genoemd.get(woord).is_some_and(|woord| woord & bit != 0)
    }
}

/// Words of the filter: 32 KiB, which stays near the processor.
const FILTER: usize = 1 << 12;

/// The word and the bit of a hash, from bits that the tables do not look at first.
fn in_filter(hash: u128) -> (usize, u64) {
    let bits = usize::try_from((hash >> 32) & 0x3_FFFF).unwrap_or_default();
    (bits >> 6, 1 << (bits & 63))
}

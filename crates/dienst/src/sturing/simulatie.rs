//! Past decisions once more under another profile, read in pages. Nothing is stored and nothing is sent.

use crate::verzoek::{Bewaard, uit_json};
use crate::{DienstFout, Huis};
use houvast_beslis::regioprofiel::Kader;
use houvast_beslis::simulatie::{Geval, Simulatie, Vergelijking, speel};
use houvast_opslag::BesluitRegel;
use jiff::civil::Date;

/// Decisions per question to the store.
const PER_BLAD: u32 = 500;

/// What was played.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gespeeld {
    /// The sum.
    pub simulatie: Simulatie,
    /// Of these, taken by the Toegang without a request of an aanbieder.
    pub van_toegang: u64,
    /// Stored decisions that this version cannot read.
    pub onleesbaar: u64,
}

/// Plays every decision of the period, first and last day included, under both texts and what its gemeente agreed on top.
/// `zie` sees each of them; the
/// number of the case is its kenmerk ([`super::kenmerk`]), never a person.
pub async fn simulatie(
    huis: &Huis,
    periode: (Date, Date),
    oud: &Kader,
    nieuw: &Kader,
    mut zie: impl FnMut(&BesluitRegel, Vergelijking) + Send,
) -> Result<Gespeeld, DienstFout> {
    let mut uit = Gespeeld {
        simulatie: Simulatie::nieuw(oud.regionaal(), nieuw.regionaal()),
        van_toegang: 0,
        onleesbaar: 0,
    };
    let systeem = huis.systeem();
    for gemeente in huis.gemeenten() {
        let mut na = None;
        loop {
            // One page at a time: a long question would hold the store up, and the page itself is work.
            let rijen = huis
                .opslag
                .lees(&systeem)
                .await?
                .besluiten_in(&gemeente.into(), periode.0, periode.1, na, PER_BLAD)
                .await?;
            let Some(laatste) = rijen.last() else { break };
            na = Some(laatste.id);
            for rij in &rijen {
                match geval(rij) {
                    Ok(geval) => {
                        let v = speel(&geval, oud, nieuw);
                        uit.simulatie.tel(&v);
                        uit.van_toegang += u64::from(rij.verzoek.is_none());
                        zie(rij, v);
                    }
                    Err(_) => uit.onleesbaar += 1,
                }
            }
            if rijen.len() < usize::try_from(PER_BLAD).unwrap_or(usize::MAX) {
                break;
            }
            tokio::task::yield_now().await;
        }
    }
    Ok(uit)
}

fn geval(rij: &BesluitRegel) -> Result<Geval, DienstFout> {
    let bewaard: Bewaard = uit_json(&rij.besluit, "besluit")?;
    Ok(Geval {
        kenmerk: super::kenmerk(&rij.houder, rij.id),
        feiten: uit_json(&rij.feiten, "feiten")?,
        besluit: bewaard.voorstel,
    })
}

//! A message that cannot be processed by a fault of ours: kept, tried again later and later, and shown to people.

use super::{verwerken, verwerkt};
use crate::{DienstFout, Huis, termijnen};
use houvast_ijw::Bevinding;
use houvast_opslag::BerichtStatus;
use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

/// After so many attempts people see it: by then it did not pass by itself.
pub(crate) const ZICHTBAAR: i64 = 3;
/// The first pause; each next one is twice as long.
const EERSTE: SignedDuration = SignedDuration::from_secs(10);
/// The longest pause.
const LANGSTE: SignedDuration = SignedDuration::from_hours(1);

/// How long to wait after this attempt.
pub(crate) fn poos(poging: i64) -> SignedDuration {
    let keer = u32::try_from(poging.saturating_sub(1))
        .unwrap_or_default()
        .min(20);
    EERSTE.saturating_mul(1_i32 << keer).min(LANGSTE)
}

/// Notes the attempt, and when the next one is. Survives a restart. `None`: it was dealt with in the meantime.
pub(crate) async fn stel_uit(huis: &Huis, id: Uuid) -> Result<Option<(i64, Timestamp)>, DienstFout> {
    let nu = huis.tijd.nu();
    let mut tx = huis.opslag.begin(&huis.systeem()).await?;
    let Some(aankomst) = tx.aankomst(id).await? else {
        return Ok(None);
    };
    let poging = aankomst.pogingen + 1;
    let weer = nu + poos(poging);
    if !tx.stel_aankomst_uit(id, weer).await? {
        return Ok(None);
    }
    verwerkt::mislukt(huis, &mut tx, id, poging, nu)?;
    if poging == ZICHTBAAR {
        let bevinding = Bevinding::nieuw(
            1,
            "HV:vastgelopen",
            "",
            "Houvast kan dit bericht nu niet verwerken. Aan het bericht hoeft niets te mankeren.".to_owned(),
        );
        let status = BerichtStatus::Vastgelopen;
        let (houder, rij) = verwerken::rij_zonder_bericht(huis, &aankomst, None, status, &[bevinding]);
        let aanbieder = rij.aanbieder;
        tx.leg_berichten_vast(&[rij]).await?;
        termijnen::vastgelopen(huis, &mut tx, &houder, id, aanbieder, nu).await?;
    }
    tx.commit().await?;
    Ok(Some((poging, weer)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elke_poos_is_twee_keer_zo_lang_tot_een_uur() {
        let seconden: Vec<i64> = [1, 2, 3, 9, 10, 1_000].map(|n| poos(n).as_secs()).to_vec();
        assert_eq!(seconden, [10, 20, 40, 2_560, 3_600, 3_600]);
        assert_eq!(poos(0).as_secs(), 10);
    }
}

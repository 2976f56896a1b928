//! Dossiers with more protection than most: one blocked, one brought in to the expert team, one noodtoegang of yesterday.

use crate::{DienstFout, Huis};
use houvast_begrip::{GemeenteCode, Houder};
use houvast_opslag::{Bladzijde, JeugdigeVraag, RelatieSoort, Tx, Zaakrelatie};
use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

const GEMEENTE: &str = "0193";

/// Protects a dossier without running help, and brings one with running help in.
pub(super) async fn vul(huis: &Huis, tx: &mut Tx) -> Result<(), DienstFout> {
    let houder: Houder = GemeenteCode::nieuw(GEMEENTE)
        .map_err(|_| DienstFout::Gegevens("gemeente"))?
        .into();
    let nu = huis.tijd.nu();
    let vandaag = huis.tijd.vandaag();
    let vraag = JeugdigeVraag {
        houder: Some(houder),
        ..JeugdigeVraag::default()
    };
    let rijen = tx.zoek_jeugdigen(&vraag, Bladzijde::eerste(500)).await?.rijen;
    let (mut zonder, mut met) = (None, None);
    for rij in rijen.iter().rev() {
        let hulp = tx.hulp_van(&[rij.id], None).await?;
        let loopt = hulp.iter().any(|h| h.einddatum.is_none_or(|e| e >= vandaag));
        let open = tx
            .verzoeken_van(rij.id)
            .await?
            .iter()
            .any(|v| v.afgehandeld_op.is_none());
        if !hulp.is_empty() && !loopt && !open && zonder.is_none() {
            zonder = Some(rij.id);
        }
        if loopt && !open && met.is_none() {
            met = Some(rij.id);
        }
        if zonder.is_some() && met.is_some() {
            break;
        }
    }
    let wie = async |tx: &mut Tx, naam: &str| -> Result<Uuid, DienstFout> {
        let account = tx.account_met_naam(naam).await?;
        Ok(account.ok_or(DienstFout::Gegevens("account"))?.id)
    };
    let consulent = wie(tx, "consulent.zwolle").await?;
    if let Some(kind) = zonder {
        let rij = tx.jeugdige(kind).await?.ok_or(DienstFout::NietGevonden)?;
        tx.zet_bescherming(kind, rij.versie, (true, true), nu).await?;
        let dag = SignedDuration::from_hours(24);
        let reden = "Het kind van een collega: alleen wie de zaak behandelt, leest mee.";
        leg(
            huis,
            tx,
            kind,
            (consulent, consulent),
            RelatieSoort::Behandelt,
            (nu, nu + dag * 200),
            reden,
        )
        .await?;
        let manager = wie(tx, "manager.zwolle").await?;
        let uur = SignedDuration::from_hours(1);
        let reden = "Crisismelding in de avond, de vaste consulent was niet bereikbaar.";
        leg(
            huis,
            tx,
            kind,
            (manager, manager),
            RelatieSoort::Nood,
            (nu - dag, nu - dag + uur),
            reden,
        )
        .await?;
    }
    if let Some(kind) = met {
        let expert = wie(tx, "expert.ijsselland").await?;
        let reden = "Past een tweede aanbieder hier, of raakt het gezin dan overvraagd?";
        let tot = nu + SignedDuration::from_hours(24 * 14);
        leg(
            huis,
            tx,
            kind,
            (expert, consulent),
            RelatieSoort::Ingebracht,
            (nu, tot),
            reden,
        )
        .await?;
    }
    Ok(())
}

async fn leg(
    huis: &Huis,
    tx: &mut Tx,
    kind: Uuid,
    (account, door): (Uuid, Uuid),
    soort: RelatieSoort,
    (vanaf, tot): (Timestamp, Timestamp),
    reden: &str,
) -> Result<(), DienstFout> {
    let houder: Houder = GemeenteCode::nieuw(GEMEENTE)
        .map_err(|_| DienstFout::Gegevens("gemeente"))?
        .into();
    let relatie = Zaakrelatie {
        houder,
        id: huis.tijd.id(),
        jeugdige: kind,
        account,
        soort,
        reden: Some(reden.into()),
        vanaf,
        tot,
        door,
        op: vanaf,
        nagegaan_op: None,
        nagegaan_door: None,
        versie: 1,
    };
    Ok(tx.leg_zaakrelatie_vast(&relatie).await?)
}

//! A hulpvraag that needs no jeugdhulp: there is none, or other help suits better.

use super::beginnen::gebeurd;
use super::tonen;
use crate::{Aangemeld, DienstFout, Huis};
use houvast_opslag::{Besloten, HulpvraagStatus};
use uuid::Uuid;

/// Characters of a reason.
const HOOGSTENS: usize = 500;

/// Closes it; the reason in words is kept in the hulpvraag and nowhere else.
pub async fn sluit_af(
    huis: &Huis,
    wie: &Aangemeld,
    id: Uuid,
    versie: i64,
    reden: &str,
) -> Result<(), DienstFout> {
    let geladen = tonen::laad(huis, wie, id, "wijzigen").await?;
    let reden = reden.trim();
    if geladen.rij.versie != versie || geladen.rij.afgesloten_op.is_some() {
        return Err(DienstFout::Verouderd);
    }
    if reden.is_empty() {
        return Err(DienstFout::RedenVerplicht);
    }
    if reden.chars().count() > HOOGSTENS {
        return Err(DienstFout::Ongeldig(
            "Maak de reden korter: hoogstens 500 tekens.",
        ));
    }
    let nu = huis.tijd.nu();
    let mut antwoorden = geladen.antwoorden.clone();
    antwoorden.zet("afsluiting", reden.to_owned());
    let mut rij = geladen.rij.clone();
    rij.inhoud = Some(Besloten(antwoorden.schrijf()?));
    rij.status = HulpvraagStatus::Afgesloten;
    rij.afgesloten_op = Some(nu);
    rij.gewijzigd_op = nu;
    rij.gewijzigd_door = Some(wie.account());
    let mut tx = huis.opslag.begin(wie.bereik()).await?;
    if !tx.wijzig_hulpvraag(&rij, versie).await? {
        return Err(DienstFout::Verouderd);
    }
    tx.sluit_signalen(&rij.houder, rij.id, nu).await?;
    let tekst = "zonder jeugdhulp, door een consulent";
    gebeurd(
        huis,
        &mut tx,
        &rij,
        "hulpvraag_afgesloten",
        tekst,
        Some(wie.account()),
        nu,
    )
    .await?;
    tx.commit().await?;
    Ok(())
}

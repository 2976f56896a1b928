//! The Toegang grants of its own accord: a JW301 without a request of the aanbieder before it.

use super::beslissen;
use super::tonen::{self, Geladen};
use crate::bericht::verwerken::OORDEEL;
use crate::eigenbesluit::{self, EigenBesluit};
use crate::recht::{Handeling, eis};
use crate::toekennen::{Post, Toegekend};
use crate::{Aangemeld, DienstFout, Huis, gebeurtenis, taal, verwijzing, verzoek};
use houvast_beslis::Toekenning;
use houvast_opslag::{Gebeurtenis, HulpvraagStatus, OpslagFout, RegelVoor, Tx, Verwijzing, VerwijzingStatus};
use jiff::Timestamp;
use uuid::Uuid;

/// Characters of a reason.
const HOOGSTENS: usize = 2_000;

/// Grants what the hulpvraag came to. Leaving the proposal, or going before the aanbieder, asks for a reason in words.
pub async fn wijs_toe(
    huis: &Huis,
    wie: &Aangemeld,
    id: Uuid,
    versie: i64,
    reden: &str,
) -> Result<String, DienstFout> {
    eis(wie.functie(), Handeling::Beslissen)?;
    // Logged once, whatever happens after it.
    tonen::laad(huis, wie, id, "wijzigen").await?;
    houvast_opslag::opnieuw(
        async || leg_vast(huis, wie, id, versie, reden.trim()).await,
        |fout| matches!(fout, DienstFout::Opslag(o) if OpslagFout::herhaalbaar(o)),
    )
    .await
}

async fn leg_vast(
    huis: &Huis,
    wie: &Aangemeld,
    id: Uuid,
    versie: i64,
    reden: &str,
) -> Result<String, DienstFout> {
    let nu = huis.tijd.nu();
    let mut tx = huis.opslag.begin(wie.bereik()).await?;
    let rij = tx.hulpvraag(id).await?.ok_or(DienstFout::NietGevonden)?;
    // The JW301 holds every current toewijzing (OP087): nobody adds one meanwhile.
    tx.vergrendel(&rij.houder, OORDEEL).await?;
    let kind = tx.jeugdige(rij.jeugdige).await?.ok_or(DienstFout::NietGevonden)?;
    let geladen = Geladen::van(&mut tx, rij, kind).await?;
    if geladen.rij.versie != versie || geladen.rij.afgesloten_op.is_some() {
        return Err(DienstFout::Verouderd);
    }
    const EERST: DienstFout =
        DienstFout::Ongeldig("Maak eerst de stappen hierboven af. Bij elke stap staat wat er nog mist.");
    if !beslissen::eerst(huis, &geladen).is_empty() {
        return Err(EERST);
    }
    let beraad = beslissen::beraad(huis, &mut tx, &geladen, nu)
        .await?
        .ok_or(EERST)?;
    let toekenning = beraad.toekenning.clone().ok_or(EERST)?;
    if reden.chars().count() > HOOGSTENS {
        return Err(DienstFout::Ongeldig(
            "Maak de reden korter: hoogstens 2000 tekens.",
        ));
    }
    if !beraad.afwijking.is_empty() && reden.is_empty() {
        return Err(DienstFout::RedenVerplicht);
    }
    let post = Post {
        huis,
        kind: &geladen.kind,
        aanbieder: beraad.aanbieder,
        hoort_bij: None,
        gezag_bekend: false,
        nu,
    };
    let toegekend = Toegekend {
        toekenning: &toekenning,
        gevraagd: None,
        perceel: beraad.feiten.perceel.waarde.map(|p| p.to_string()),
    };
    let (bericht, nieuw) = post.ken_toe(&mut tx, vec![toegekend]).await?;
    let toewijzing = nieuw.first().ok_or(DienstFout::Gegevens("toewijzing"))?;
    let genomen = EigenBesluit {
        hulpvraag: Some(geladen.rij.id),
        verwijzing: beraad.toetsing.as_ref().map(|v| v.id),
        feiten: &beraad.feiten,
        voorstel: &beraad.besluit,
        toegekend: &toekenning,
        toewijzing,
        reden,
    };
    eigenbesluit::bewaar(huis, &mut tx, wie, &genomen, nu).await?;
    let tekst = format!(
        "{}, {}, door de Toegang na een hulpvraag",
        taal::omvang(toekenning.budget, None, None, None),
        taal::periode(toekenning.periode.begin, toekenning.periode.eind)
    );
    let gebeurd = Gebeurtenis {
        houder: geladen.rij.houder.clone(),
        id: huis.tijd.id(),
        jeugdige: geladen.kind.id,
        op: nu,
        soort: "toegewezen".to_owned(),
        aanbieder: Some(beraad.aanbieder),
        bericht: Some(bericht),
        verzoek: None,
        toewijzing: Some(toewijzing.id),
        door: Some(wie.account()),
        gegevens: gebeurtenis::json(tekst),
    };
    tx.leg_gebeurtenissen_vast(&[gebeurd]).await?;

    let mut klaar = geladen.rij.clone();
    klaar.status = HulpvraagStatus::Toegewezen;
    klaar.toewijzing = Some(toewijzing.id);
    klaar.afgesloten_op = Some(nu);
    klaar.gewijzigd_op = nu;
    klaar.gewijzigd_door = Some(wie.account());
    if !tx.wijzig_hulpvraag(&klaar, versie).await? {
        return Err(DienstFout::Verouderd);
    }
    tx.sluit_signalen(&klaar.houder, klaar.id, nu).await?;
    if let Some(v) = &beraad.toetsing {
        sluit_toetsing(huis, &mut tx, wie, v, &toekenning, bericht, nu).await?;
    }
    tx.commit().await?;
    Ok(format!(
        "Toegewezen: {}. Het toewijzingsbericht (JW301) gaat nu naar de aanbieder.",
        verzoek::toegekend(&toekenning)
    ))
}

/// The request for toetsing has led to this JW301: nobody has anything to do about it any more.
async fn sluit_toetsing(
    huis: &Huis,
    tx: &mut Tx,
    wie: &Aangemeld,
    v: &Verwijzing,
    toekenning: &Toekenning,
    bericht: Uuid,
    nu: Timestamp,
) -> Result<(), DienstFout> {
    if v.afgerond_op.is_some() {
        return Ok(());
    }
    let mut klaar = v.clone();
    klaar.status = VerwijzingStatus::Toegewezen;
    klaar.toewijzing_bericht = Some(bericht);
    klaar.afgerond_op = Some(nu);
    klaar.gewijzigd_op = nu;
    if !tx.wijzig_verwijzing(&klaar, v.versie).await? {
        return Err(DienstFout::Verouderd);
    }
    tx.sluit_signalen(&v.houder, v.id, nu).await?;
    let stap = verwijzing::Stap {
        voor: RegelVoor::Toegang,
        van: verwijzing::TOEGANG,
        soort: "toegewezen",
        bedrag: toekenning.budget,
        tekst: None,
        door: Some(wie.account()),
    };
    verwijzing::noteer(huis, tx, &klaar, stap, nu).await
}

/// The Toegang granted on the page of the toetsing: then its hulpvraag has ended too.
pub(crate) async fn na_toetsing(
    tx: &mut Tx,
    wie: &Aangemeld,
    v: &Verwijzing,
    toewijzing: Uuid,
    nu: Timestamp,
) -> Result<(), DienstFout> {
    let Some(id) = v.hulpvraag else { return Ok(()) };
    let Some(mut rij) = tx.hulpvraag(id).await?.filter(|h| h.afgesloten_op.is_none()) else {
        return Ok(());
    };
    let versie = rij.versie;
    rij.status = HulpvraagStatus::Toegewezen;
    rij.toewijzing = Some(toewijzing);
    rij.afgesloten_op = Some(nu);
    rij.gewijzigd_op = nu;
    rij.gewijzigd_door = Some(wie.account());
    if !tx.wijzig_hulpvraag(&rij, versie).await? {
        return Err(DienstFout::Verouderd);
    }
    tx.sluit_signalen(&rij.houder, rij.id, nu).await?;
    Ok(())
}

//! The Toegang grants of its own accord: a JW301 without a request of the aanbieder before it.

use super::beslissen::{self, Beraad};
use super::tonen::{self, Geladen};
use crate::bericht::maken::{self, Kop, Regel};
use crate::bericht::verwerken::OORDEEL;
use crate::bericht::verzenden::{self, Uitgaand};
use crate::verzoek::{self, Bewaard};
use crate::{Aangemeld, DienstFout, Huis, gebeurtenis, taal, termijnen, verwijzing};
use houvast_begrip::GemeenteCode;
use houvast_beslis::{Toekenning, Uitkomst};
use houvast_opslag::{
    Besloten, Gebeurtenis, HulpvraagBesluit, HulpvraagStatus, OpslagFout, RegelVoor, Relatie, Toewijzing,
    ToewijzingStatus, Tx, Verwijzing, VerwijzingStatus,
};
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
    let gemeente = geladen
        .rij
        .houder
        .gemeente()
        .ok_or(DienstFout::Gegevens("houder"))?;
    let mut toewijzing = nieuw(huis, &mut tx, &geladen, &beraad, &toekenning, nu).await?;
    let bericht = stuur(huis, &mut tx, &geladen, &beraad, gemeente, &toewijzing, nu).await?;
    toewijzing.bericht = Some(bericht);
    tx.leg_toewijzingen_vast(std::slice::from_ref(&toewijzing))
        .await?;
    bewaar_besluit(
        huis,
        &mut tx,
        wie,
        &geladen,
        &beraad,
        &toekenning,
        reden,
        bericht,
        nu,
    )
    .await?;

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
    bericht: Uuid,
    nu: Timestamp,
) -> Result<(), DienstFout> {
    let Some(id) = v.hulpvraag else { return Ok(()) };
    let Some(mut rij) = tx.hulpvraag(id).await?.filter(|h| h.afgesloten_op.is_none()) else {
        return Ok(());
    };
    let toewijzing = tx
        .toewijzingen_van(rij.jeugdige)
        .await?
        .into_iter()
        .find(|t| t.bericht == Some(bericht));
    let versie = rij.versie;
    rij.status = HulpvraagStatus::Toegewezen;
    rij.toewijzing = toewijzing.map(|t| t.id);
    rij.afgesloten_op = Some(nu);
    rij.gewijzigd_op = nu;
    rij.gewijzigd_door = Some(wie.account());
    if !tx.wijzig_hulpvraag(&rij, versie).await? {
        return Err(DienstFout::Verouderd);
    }
    tx.sluit_signalen(&rij.houder, rij.id, nu).await?;
    Ok(())
}

async fn nieuw(
    huis: &Huis,
    tx: &mut Tx,
    geladen: &Geladen,
    beraad: &Beraad,
    t: &Toekenning,
    nu: Timestamp,
) -> Result<Toewijzing, DienstFout> {
    let plaatselijk = huis.tijd.plaatselijk(nu);
    let houder = geladen.rij.houder.clone();
    let nummer = tx.volgend_nummer(&houder, "toewijzing", 999_999_999).await?;
    Ok(Toewijzing {
        houder,
        id: huis.tijd.id(),
        nummer,
        jeugdige: geladen.kind.id,
        aanbieder: beraad.aanbieder,
        verzoek_product: None,
        referentie: None,
        categorie: t.product.as_ref().map(|p| p.categorie.als_str().to_owned()),
        code: t
            .product
            .as_ref()
            .and_then(|p| p.code.as_ref())
            .map(|c| c.als_str().to_owned()),
        toewijzingsdatum: plaatselijk.date(),
        toewijzingstijd: plaatselijk
            .time()
            .with()
            .subsec_nanosecond(0)
            .build()
            .unwrap_or(plaatselijk.time()),
        ingangsdatum: t.periode.begin,
        einddatum: t.periode.eind,
        volume: t.omvang.as_ref().map(|o| o.volume.into()),
        eenheid: t.omvang.as_ref().map(|o| o.eenheid.clone()),
        frequentie: t.omvang.as_ref().map(|o| o.frequentie.clone()),
        budget: t.budget,
        jaarplafond: t.per_jaar.map(|p| p.bedrag),
        commentaar: None,
        reden_wijziging: None,
        soort: t.soort.map(|s| s.label().to_owned()),
        perceel: beraad.feiten.perceel.waarde.map(|p| p.to_string()),
        status: ToewijzingStatus::Actief,
        bericht: None,
        gewijzigd_op: nu,
        versie: 1,
    })
}

/// The JW301 with the new toewijzing and every current one at this aanbieder (OP087).
async fn stuur(
    huis: &Huis,
    tx: &mut Tx,
    geladen: &Geladen,
    beraad: &Beraad,
    gemeente: GemeenteCode,
    toewijzing: &Toewijzing,
    nu: Timestamp,
) -> Result<Uuid, DienstFout> {
    let vandaag = huis.tijd.dag_van(nu);
    let kind = &geladen.kind;
    let lopend = tx
        .actuele_toewijzingen(&geladen.rij.houder, kind.id, beraad.aanbieder, vandaag)
        .await?;
    let mut gezag: Vec<Relatie> = tx.relaties(kind.id).await?;
    gezag.retain(|r| r.gezag);
    let regels: Vec<Regel<'_>> = lopend
        .iter()
        .chain(std::iter::once(toewijzing))
        .map(|toewijzing| Regel {
            toewijzing,
            referentie: None,
        })
        .collect();
    let identificatie = verzenden::identificatie(tx, gemeente).await?;
    let kop = Kop {
        afzender: gemeente,
        ontvanger: beraad.aanbieder.als_str(),
        identificatie: &identificatie,
        dagtekening: vandaag,
        instellingen: &huis.instellingen,
    };
    let bericht = maken::toewijzing(&kop, kind, &gezag, &regels).ok_or(DienstFout::Ongeldig(
        "Vul eerst het adres van de jeugdige in: zonder adres kan er geen toewijzing uit.",
    ))?;
    // What we send must pass the same checks as what we receive.
    if !houvast_ijw::regels::inhoud(&bericht).is_empty() {
        return Err(DienstFout::Ongeldig(
            "Deze toewijzing overlapt met lopende hulp van dezelfde soort bij deze aanbieder.",
        ));
    }
    let uitgaand = Uitgaand {
        aanbieder: Some(beraad.aanbieder),
        jeugdige: Some(kind.id),
        hoort_bij: None,
    };
    let id = verzenden::verzend(huis, tx, gemeente, &bericht, uitgaand, nu).await?;
    termijnen::wacht_op_retour(huis, tx, gemeente, id, Some(beraad.aanbieder), Some(kind.id), nu).await?;
    Ok(id)
}

#[expect(clippy::too_many_arguments, reason = "one row with everything that led to it")]
async fn bewaar_besluit(
    huis: &Huis,
    tx: &mut Tx,
    wie: &Aangemeld,
    geladen: &Geladen,
    beraad: &Beraad,
    toekenning: &Toekenning,
    reden: &str,
    bericht: Uuid,
    nu: Timestamp,
) -> Result<(), DienstFout> {
    let bewaard = Bewaard {
        voorstel: beraad.besluit.clone(),
        toegekend: Some(toekenning.clone()),
    };
    let besluit = HulpvraagBesluit {
        houder: geladen.rij.houder.clone(),
        id: huis.tijd.id(),
        hulpvraag: geladen.rij.id,
        aanbieder: beraad.aanbieder,
        op: nu,
        door: wie.account(),
        besluitdatum: beraad.besluit.besluitdatum,
        feiten: verzoek::naar_json(&beraad.feiten, "feiten")?,
        besluit: verzoek::naar_json(&bewaard, "besluit")?,
        uitkomst: verzoek::voorstel(Uitkomst::Toewijzen),
        profiel: verzoek::naar_json(&beraad.besluit.profiel, "profiel")?,
        reden: (!reden.is_empty()).then(|| Besloten(reden.to_owned())),
        bericht: Some(bericht),
    };
    tx.leg_hulpvraag_besluiten_vast(&[besluit]).await?;
    let gebeurd = Gebeurtenis {
        houder: geladen.rij.houder.clone(),
        id: huis.tijd.id(),
        jeugdige: geladen.kind.id,
        op: nu,
        soort: "toegewezen".to_owned(),
        aanbieder: Some(beraad.aanbieder),
        bericht: Some(bericht),
        verzoek: None,
        toewijzing: None,
        door: Some(wie.account()),
        gegevens: gebeurtenis::json(format!(
            "{}, {}, door de Toegang na een hulpvraag",
            taal::omvang(toekenning.budget, None, None, None),
            taal::periode(toekenning.periode.begin, toekenning.periode.eind)
        )),
    };
    tx.leg_gebeurtenissen_vast(&[gebeurd]).await?;
    Ok(())
}

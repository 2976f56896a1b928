//! Out: the row of the message and its place in the outbox, in the transaction that decided it.

use crate::{DienstFout, Huis};
use houvast_begrip::{AgbCode, GemeenteCode, Houder};
use houvast_ijw::antwoord::Retour;
use houvast_ijw::{Bericht, BerichtSoort};
use houvast_opslag::{BerichtStatus, Geheim, Levering, Richting, Tx, Uitbak, sha256};
use jiff::Timestamp;
use std::collections::BTreeMap;
use uuid::Uuid;

/// Where deliveries of this program go.
pub(crate) const POSTBUS: &str = "postbus";

/// What belongs to an outgoing message besides its text.
pub(crate) struct Uitgaand {
    pub(crate) aanbieder: Option<AgbCode>,
    pub(crate) jeugdige: Option<Uuid>,
    /// The message it answers.
    pub(crate) hoort_bij: Option<Uuid>,
}

/// A fresh Identificatie, unique for this gemeente over all kinds of message (TR056).
pub(crate) async fn identificatie(tx: &mut Tx, gemeente: GemeenteCode) -> Result<String, DienstFout> {
    let nummer = tx
        .volgend_nummer(&gemeente.into(), "bericht", 9_999_999_999)
        .await?;
    Ok(format!("HV{nummer:010}"))
}

/// What an answer says of itself.
pub(crate) async fn retour(
    huis: &Huis,
    tx: &mut Tx,
    gemeente: GemeenteCode,
    nu: Timestamp,
) -> Result<Retour, DienstFout> {
    let identificatie = identificatie(tx, gemeente).await?;
    Ok(Retour {
        identificatie: identificatie.as_str().into(),
        dagtekening: huis.tijd.dag_van(nu),
        basisschema_xsd_versie: huis.instellingen.basisschema_xsd.into(),
        bericht_xsd_versie: huis.instellingen.bericht_xsd.into(),
    })
}

/// Stores an outgoing message and puts it in the outbox.
pub(crate) async fn verzend(
    huis: &Huis,
    tx: &mut Tx,
    gemeente: GemeenteCode,
    bericht: &Bericht,
    uitgaand: Uitgaand,
    nu: Timestamp,
) -> Result<Uuid, DienstFout> {
    let houder = Houder::from(gemeente);
    let id = huis.tijd.id();
    let bytes = houvast_ijw::schrijf(bericht);
    let kenmerk = bericht
        .identificatie_retour()
        .unwrap_or_else(|| bericht.identificatie());
    let tegen = if bericht.afzender() == gemeente.als_str() {
        bericht.ontvanger()
    } else {
        bericht.afzender()
    };
    let naam = format!(
        "{}_{}_{}_{}.xml",
        bericht.soort().as_str(),
        gemeente.als_str(),
        tegen,
        kenmerk
    );
    let rij = houvast_opslag::Bericht {
        houder: houder.clone(),
        id,
        richting: Richting::Uit,
        soort: Some(bericht.soort().as_str().to_owned()),
        status: BerichtStatus::Klaar,
        aanbieder: uitgaand.aanbieder,
        jeugdige: uitgaand.jeugdige,
        afzender: Some(bericht.afzender().to_owned()),
        ontvanger: Some(bericht.ontvanger().to_owned()),
        identificatie: Some(kenmerk.to_owned()),
        dagtekening: Some(
            bericht
                .dagtekening_retour()
                .unwrap_or_else(|| bericht.dagtekening()),
        ),
        op: nu,
        aankomst: None,
        sha256: sha256(&bytes),
        grootte: i64::try_from(bytes.len()).unwrap_or(i64::MAX),
        inhoud: Some(Geheim(bytes)),
        bestand: Some(naam.clone().into()),
        niveau: None,
        bevindingen: "[]".to_owned(),
        aantal_bevindingen: 0,
        eerste_bevinding: None,
        gezien_op: None,
        hoort_bij: uitgaand.hoort_bij,
        antwoord: None,
        versie: 1,
    };
    tx.leg_berichten_vast(std::slice::from_ref(&rij)).await?;
    let bytes = rij.inhoud.as_ref().map_or(&[][..], |Geheim(bytes)| bytes);
    tx.lever(
        Uitbak::nieuw(&houder, huis.tijd.id(), id, POSTBUS, naam, nu),
        bytes,
    )
    .await?;
    Ok(id)
}

/// These have left: marked in the outbox and at their messages, a few statements for all.
pub(crate) async fn vertrokken(
    tx: &mut Tx,
    leveringen: &[&Levering],
    nu: Timestamp,
) -> Result<(), DienstFout> {
    let mut weg: BTreeMap<&Houder, Vec<Uuid>> = BTreeMap::new();
    let (mut retouren, mut heen) = (Vec::new(), Vec::new());
    for levering in leveringen {
        weg.entry(&levering.houder).or_default().push(levering.id);
        match na_levering(&levering.naam) {
            BerichtStatus::Bevestigd => retouren.push(levering.bericht),
            _ => heen.push(levering.bericht),
        }
    }
    for (houder, ids) in weg {
        tx.afgeleverd(houder, &ids, nu).await?;
    }
    for (ids, naar) in [
        (retouren, BerichtStatus::Bevestigd),
        (heen, BerichtStatus::Verzonden),
    ] {
        if !ids.is_empty() {
            tx.zet_bericht_statussen(&ids, &[BerichtStatus::Klaar], naar)
                .await?;
        }
    }
    Ok(())
}

/// The state of a message that has left: a heenbericht waits for its retourbericht, a retourbericht is done.
fn na_levering(bestand: &str) -> BerichtStatus {
    let is_retour = BerichtSoort::ALLE
        .iter()
        .any(|s| s.heen().is_some() && bestand.starts_with(s.as_str()));
    if is_retour {
        BerichtStatus::Bevestigd
    } else {
        BerichtStatus::Verzonden
    }
}

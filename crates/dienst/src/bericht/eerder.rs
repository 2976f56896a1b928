//! What level 3 must know of earlier messages, fetched before the message is judged.

use super::verwerken::Zaak;
use crate::DienstFout;
use houvast_ijw::Bericht;
use houvast_ijw::regels::{EerderVelden, EerderVerzoek};
use houvast_opslag::{ProductStatus, Tx};

/// The facts about the messages that this version receives.
pub(crate) async fn haal(
    zaak: &Zaak<'_>,
    tx: &mut Tx,
    bericht: &Bericht,
) -> Result<EerderVelden, DienstFout> {
    let mut velden = EerderVelden::default();
    // A retourbericht repeats the identification of our own message; TR056 is about heenberichten.
    if bericht.identificatie_retour().is_none() {
        velden.ontvangen = !tx
            .eerder_ontvangen(
                bericht.afzender(),
                bericht.soort().as_str(),
                bericht.identificatie(),
                zaak.aankomst.id,
            )
            .await?
            .is_empty();
    }
    let Bericht::Jw315(vot) = bericht else {
        return Ok(velden);
    };
    let kind = zaak.kind(tx, &vot.client.bsn).await?.map(|k| k.id);
    if let Some(kind) = kind {
        velden.open_verzoek = !tx
            .open_verzoeken_van(&zaak.houder(), kind, zaak.aanbieder)
            .await?
            .is_empty();
    }
    let referenties: Vec<String> = vot
        .client
        .aangevraagde_producten
        .aangevraagd_product
        .iter()
        .map(|p| p.referentie_aanbieder.to_string())
        .collect();
    for eerder in tx.producten_met_referentie(zaak.aanbieder, &referenties).await? {
        let antwoorden = match eerder.status {
            ProductStatus::Open | ProductStatus::Toegewezen => vec![],
            ProductStatus::InOnderzoek => vec!["2".into()],
            ProductStatus::Afgewezen => vec!["1".into()],
        };
        velden.verzoeken.insert(
            eerder.referentie.as_str().into(),
            EerderVerzoek {
                zelfde_client: kind == Some(eerder.jeugdige),
                antwoorden,
                toegewezen: eerder.status == ProductStatus::Toegewezen,
            },
        );
    }
    Ok(velden)
}

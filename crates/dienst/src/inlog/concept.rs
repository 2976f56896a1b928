//! A form that somebody sent after the session had ended: kept for that person alone, for a day, and sent again after
//! logging in when that person says so.

use crate::beeld::ConceptBeeld;
use crate::{Aangemeld, DienstFout, Huis, logboek};
use houvast_opslag::{Concept, Geheim, LogUitkomst, sha256};

/// Fields that are never kept: a secret, and the token that has ended.
fn mag_bewaard(naam: &str) -> bool {
    !(naam == "csrf" || naam.contains("wachtwoord") || naam == "code")
}

/// Keeps the fields of a form for the account whose session this was. `false`: it was nobody's, so nothing is kept.
/// `pad`: an address of ours.
pub async fn bewaar(
    huis: &Huis,
    sessie: &str,
    pad: &str,
    velden: Vec<(String, String)>,
) -> Result<bool, DienstFout> {
    let mut tx = huis.opslag.begin(&huis.systeem()).await?;
    let Some(id) = tx.sessie_was_van(&sha256(sessie.as_bytes())).await? else {
        return Ok(false);
    };
    let Some(account) = tx.account(id).await?.filter(|a| a.actief) else {
        return Ok(false);
    };
    let gemeenten = tx.gemeenten_van(id).await?;
    let geheim = velden.iter().any(|(n, _)| n.contains("wachtwoord"));
    let velden: Vec<_> = velden.into_iter().filter(|(n, _)| mag_bewaard(n)).collect();
    let bewaren = !geheim && velden.iter().any(|(_, w)| !w.is_empty());
    if bewaren {
        let inhoud = serde_json::to_vec(&velden).map_err(|_| DienstFout::Gegevens("concept"))?;
        tx.zet_concept(&Concept {
            houder: account.houder.clone(),
            account: id,
            pad: pad.to_owned(),
            inhoud: Geheim(inhoud),
            op: huis.tijd.nu(),
        })
        .await?;
    }
    let wie = Some((&account, &gemeenten[..]));
    let daad = ("verlopen", LogUitkomst::Geweigerd);
    logboek::aanmelding(huis, &mut tx, wie, Some(sessie), daad)?;
    tx.commit().await?;
    Ok(bewaren)
}

/// Was this somebody's session, which has ended?
pub async fn verlopen(huis: &Huis, sessie: &str) -> Result<bool, DienstFout> {
    let mut lees = huis.opslag.lees(&huis.systeem()).await?;
    Ok(lees.sessie_was_van(&sha256(sessie.as_bytes())).await?.is_some())
}

/// Is something kept for whose session this is?
pub async fn is_er(huis: &Huis, sessie: &str) -> Result<bool, DienstFout> {
    let mut lees = huis.opslag.lees(&huis.systeem()).await?;
    match lees.sessie_was_van(&sha256(sessie.as_bytes())).await? {
        Some(account) => Ok(lees.concept(account).await?.is_some()),
        None => Ok(false),
    }
}

/// What is kept for this person.
pub async fn toon(huis: &Huis, wie: &Aangemeld) -> Result<Option<ConceptBeeld>, DienstFout> {
    let mut lees = huis.opslag.lees(&huis.systeem()).await?;
    let Some(concept) = lees.concept(wie.account()).await? else {
        return Ok(None);
    };
    let velden = serde_json::from_slice(&concept.inhoud.0).map_err(|_| DienstFout::Gegevens("concept"))?;
    Ok(Some(ConceptBeeld {
        pad: concept.pad,
        op: huis.tijd.plaatselijk(concept.op),
        velden,
    }))
}

/// It is sent again, or thrown away. Gives where it goes to; `None`: it is there no more.
pub async fn neem(huis: &Huis, wie: &Aangemeld) -> Result<Option<String>, DienstFout> {
    let mut tx = huis.opslag.begin(&huis.systeem()).await?;
    let pad = tx.concept(wie.account()).await?.map(|c| c.pad);
    let eerste = tx.wis_concept(wie.account()).await?;
    tx.commit().await?;
    Ok(pad.filter(|_| eerste))
}

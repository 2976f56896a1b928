//! Logging out at both sides: the provider tells us (back-channel), and we tell where to log out there.

use super::token::{self, tekst};
use super::{Oidc, jws, vorm};
use crate::{Aangemeld, DienstFout, Huis, logboek};
use houvast_opslag::LogUitkomst;
use serde_json::Value;

/// The claim that makes a token one of logging out (OpenID Connect Back-Channel Logout 1.0, 2.4).
const GEBEURTENIS: &str = "http://schemas.openid.net/event/backchannel-logout";

/// What an account is known by; stored as a keyed hash.
pub(super) fn wie(uitgever: &str, sub: &str) -> String {
    format!("oidc {} {uitgever} {sub}", uitgever.len())
}

/// What a session of the provider is known by; likewise.
pub(super) fn sid(uitgever: &str, sid: &str) -> String {
    format!("oidc-sid {} {uitgever} {sid}", uitgever.len())
}

/// The provider says that a session ended. `false`: this is no such message for us. The second time changes nothing.
pub async fn uitgelogd_door_organisatie(huis: &Huis, oidc: &Oidc, token: &str) -> Result<bool, DienstFout> {
    let Ok(sleutels) = oidc.sleutels(&huis.tijd, token).await else {
        return Ok(false);
    };
    let nu = huis.tijd.nu();
    let claims = jws::lees(token, &sleutels)
        .filter(|c| token::van_nu_voor_ons(c, &oidc.instelling, nu))
        // An ID token is no logout token.
        .filter(|c| !c.contains_key("nonce"))
        .filter(|c| {
            c.get("events")
                .and_then(Value::as_object)
                .is_some_and(|e| e.contains_key(GEBEURTENIS))
        });
    let Some(claims) = claims else {
        return Ok(false);
    };
    let uitgever = &oidc.instelling.uitgever;
    let mut tx = huis.opslag.begin(&huis.systeem()).await?;
    let weg = match (tekst(&claims, "sid"), tekst(&claims, "sub")) {
        (Some(s), _) => tx.eindig_sessies_met_kenmerk(&sid(uitgever, s)).await?,
        (None, Some(sub)) => match tx.account_van_oidc(&wie(uitgever, sub)).await? {
            Some(account) => tx.eindig_sessies_van(account).await?,
            None => 0,
        },
        (None, None) => return Ok(false),
    };
    if weg > 0 {
        let daad = ("organisatie-afmelden", LogUitkomst::Gelukt);
        logboek::aanmelding(huis, &mut tx, None, None, daad)?;
    }
    tx.commit().await?;
    Ok(true)
}

/// Where this person can log out at the organisation too. Without the ID token, whose name and number would stand in an
/// address: the provider asks whether it is meant.
pub async fn afmeldadres(huis: &Huis, wie: &Aangemeld) -> Result<Option<String>, DienstFout> {
    let Some(oidc) = &huis.instellingen.aanmelden.oidc else {
        return Ok(None);
    };
    let mut lees = huis.opslag.lees(&huis.systeem()).await?;
    if !lees.is_oidc(wie.account()).await? {
        return Ok(None);
    }
    drop(lees);
    let Ok(over) = oidc.over(&huis.tijd).await else {
        return Ok(None);
    };
    Ok(over.end_session_endpoint.as_ref().map(|adres| {
        let terug = format!("{}/aanmelden", oidc.instelling.webadres);
        let vraag = vorm(&[
            ("client_id", &oidc.instelling.client),
            ("post_logout_redirect_uri", &terug),
        ]);
        let tussen = if adres.contains('?') { '&' } else { '?' };
        format!("{adres}{tussen}{vraag}")
    }))
}

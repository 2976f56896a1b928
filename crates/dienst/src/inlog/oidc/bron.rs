//! What the provider says of itself (discovery) and its keys, kept for an hour. A key that is not known is asked for at
//! once, but not more than twice a minute: a stranger must not make us ask.

use super::jws::{self, Sleutel};
use super::{GeenAntwoord, Oidc, Vraag};
use crate::huis::Tijd;
use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;
use std::sync::{Arc, Mutex, PoisonError};

/// How long what was read is good.
const HOUDBAAR: SignedDuration = SignedDuration::from_hours(1);
/// Between two questions for keys.
const RUST: SignedDuration = SignedDuration::from_secs(30);

/// OpenID Connect Discovery 1.0, section 3: the part that we use.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Over {
    issuer: String,
    pub(super) authorization_endpoint: String,
    pub(super) token_endpoint: String,
    pub(super) jwks_uri: String,
    pub(super) userinfo_endpoint: Option<String>,
    pub(super) end_session_endpoint: Option<String>,
    /// RFC 9207: the answer names its issuer.
    #[serde(default)]
    pub(super) authorization_response_iss_parameter_supported: bool,
}

#[derive(Default)]
struct Stand {
    over: Option<(Timestamp, Arc<Over>)>,
    sleutels: Option<(Timestamp, Arc<Vec<Sleutel>>)>,
}

#[derive(Default)]
pub(super) struct Geheugen(Mutex<Stand>);

impl Geheugen {
    fn stand<T>(&self, doe: impl FnOnce(&mut Stand) -> T) -> T {
        doe(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

fn vers(gelezen: Timestamp, nu: Timestamp, duur: SignedDuration) -> bool {
    gelezen <= nu && nu < gelezen + duur
}

/// Nothing that somebody on the way can read or change, but on this machine itself.
pub(super) fn veilig(adres: &str) -> bool {
    let lokaal = ["http://127.0.0.1:", "http://localhost:", "http://[::1]:"];
    adres.starts_with("https://") || lokaal.iter().any(|l| adres.starts_with(l))
}

impl Oidc {
    /// What the provider says of itself.
    pub(super) async fn over(&self, tijd: &Tijd) -> Result<Arc<Over>, GeenAntwoord> {
        let nu = tijd.nu();
        let bekend = self.bron.stand(|s| s.over.clone());
        if let Some((_, over)) = bekend.filter(|(op, _)| vers(*op, nu, HOUDBAAR)) {
            return Ok(over);
        }
        let uitgever = self.instelling.uitgever.trim_end_matches('/');
        let inhoud = self
            .haal(&format!("{uitgever}/.well-known/openid-configuration"))
            .await?;
        let over: Over = serde_json::from_slice(&inhoud).map_err(|_| GeenAntwoord)?;
        let adressen = [&over.authorization_endpoint, &over.token_endpoint, &over.jwks_uri];
        let meer = [&over.userinfo_endpoint, &over.end_session_endpoint];
        let adressen = adressen.into_iter().chain(meer.into_iter().flatten());
        if over.issuer != self.instelling.uitgever || !adressen.into_iter().all(|a| veilig(a)) {
            tracing::error!("de OIDC-uitgever zegt een andere te zijn, of noemt een onveilig adres");
            return Err(GeenAntwoord);
        }
        let over = Arc::new(over);
        self.bron.stand(|s| s.over = Some((nu, Arc::clone(&over))));
        Ok(over)
    }

    /// Whether the provider answers now, and is who the configuration says.
    pub async fn is_bereikbaar(&self, tijd: &Tijd) -> bool {
        self.over(tijd).await.is_ok()
    }

    /// The keys of the provider, for this token: one that names a key we do not know makes us look again.
    pub(super) async fn sleutels(&self, tijd: &Tijd, token: &str) -> Result<Arc<Vec<Sleutel>>, GeenAntwoord> {
        let nu = tijd.nu();
        if let Some((op, sleutels)) = self.bron.stand(|s| s.sleutels.clone())
            && vers(
                op,
                nu,
                if jws::kent(token, &sleutels) {
                    HOUDBAAR
                } else {
                    RUST
                },
            )
        {
            return Ok(sleutels);
        }
        let over = self.over(tijd).await?;
        let inhoud = self.haal(&over.jwks_uri).await?;
        let sleutels = Arc::new(jws::sleutels(&inhoud).ok_or(GeenAntwoord)?);
        self.bron
            .stand(|s| s.sleutels = Some((nu, Arc::clone(&sleutels))));
        Ok(sleutels)
    }

    async fn haal(&self, adres: &str) -> Result<Vec<u8>, GeenAntwoord> {
        let vraag = Vraag {
            adres: adres.to_owned(),
            vorm: None,
            machtiging: None,
        };
        self.vraag(vraag).await
    }

    /// The body of an answer that says it went well.
    pub(super) async fn vraag(&self, vraag: Vraag) -> Result<Vec<u8>, GeenAntwoord> {
        let antwoord = self.lijn.stuur(vraag).await?;
        if antwoord.status == 200 {
            Ok(antwoord.inhoud)
        } else {
            tracing::warn!(status = antwoord.status, "de OIDC-uitgever weigert een vraag");
            Err(GeenAntwoord)
        }
    }
}

//! Reading a form of ours. The token is checked here, so a handler that takes `Formulier` cannot forget it.

use crate::fout::WebFout;
use crate::laag::sessie;
use crate::laag::toegang::Wie;
use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::header;
use serde::de::DeserializeOwned;

/// A form whose token fits the session.
pub(crate) struct Formulier<T>(pub(crate) T);

#[derive(serde::Deserialize)]
struct Teken {
    #[serde(default)]
    csrf: String,
}

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Formulier<T> {
    type Rejection = WebFout;

    async fn from_request(vraag: Request, staat: &S) -> Result<Self, WebFout> {
        let soort = vraag
            .headers()
            .get(header::CONTENT_TYPE)
            .and_then(|s| s.to_str().ok());
        if !soort.is_some_and(|s| s.starts_with("application/x-www-form-urlencoded")) {
            return Err(WebFout::Onleesbaar);
        }
        let teken = vraag.extensions().get::<Wie>().map(|wie| wie.csrf.clone());
        let bytes = Bytes::from_request(vraag, staat)
            .await
            .map_err(|_| WebFout::TeGroot)?;
        let gekregen: Teken = ontleed(&bytes)?;
        if !teken.is_some_and(|t| sessie::gelijk(&t, &gekregen.csrf)) {
            return Err(WebFout::Vreemd);
        }
        Ok(Self(ontleed(&bytes)?))
    }
}

/// The fields of a form body.
pub(crate) fn ontleed<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, WebFout> {
    serde_urlencoded::from_bytes(bytes).map_err(|_| WebFout::Onleesbaar)
}

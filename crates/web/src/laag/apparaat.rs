//! What a browser says it is, in words for the list of sessions: enough to know one's own, no more.

use axum::extract::FromRequestParts;
use axum::http::header;
use axum::http::request::Parts;
use std::convert::Infallible;

/// "Firefox op Windows"; `None`: it says nothing that we know.
pub(crate) struct Apparaat(pub(crate) Option<String>);

impl<S: Send + Sync> FromRequestParts<S> for Apparaat {
    type Rejection = Infallible;

    async fn from_request_parts(delen: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let zegt = delen.headers.get(header::USER_AGENT);
        Ok(Self(zegt.and_then(|w| w.to_str().ok()).and_then(in_woorden)))
    }
}

/// The first that fits: a browser names those that it descends from too.
fn in_woorden(zegt: &str) -> Option<String> {
    let eerste = |lijst: &[(&str, &'static str)]| {
        lijst
            .iter()
            .find(|(merk, _)| zegt.contains(merk))
            .map(|(_, n)| *n)
    };
    let browser = eerste(&[
        ("Edg/", "Edge"),
        ("Firefox/", "Firefox"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    ]);
    let systeem = eerste(&[
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Android", "Android"),
        ("Windows", "Windows"),
        ("Mac OS", "Mac"),
        ("Linux", "Linux"),
    ]);
    match (browser, systeem) {
        (Some(b), Some(s)) => Some(format!("{b} op {s}")),
        (Some(een), None) | (None, Some(een)) => Some(een.to_owned()),
        (None, None) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn een_apparaat_is_te_herkennen_zonder_meer_te_weten() {
        for (zegt, woorden) in [
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36 Edg/140.0",
                Some("Edge op Windows"),
            ),
            (
                "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
                Some("Firefox op Linux"),
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1 Version/18.0 Mobile Safari/604.1",
                Some("Safari op iPhone"),
            ),
            ("curl/8.0", None),
            ("<script>Firefox/", Some("Firefox")),
        ] {
            assert_eq!(in_woorden(zegt).as_deref(), woorden);
        }
    }
}

//! Who may come in: wraps every route of the table. Not logged in goes to the login page; another role gets the page of
//! what does not exist.

use crate::fout::WebFout;
use crate::laag::{formulier, inpakken, sessie};
use crate::raam::{Hier, Raam, Verloop};
use crate::staat::Staat;
use axum::extract::{FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use houvast_dienst::beeld::Rol;
use houvast_dienst::inlog::concept;
use houvast_dienst::logboek::{self, Afloop};
use houvast_dienst::recht::{Functie, Handeling, mag};
use houvast_dienst::{Aangemeld, DienstFout, Huis, account};
use std::sync::Arc;

/// What a route asks of who comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Toegang {
    /// Anybody.
    Open,
    /// Somebody who is logged in.
    Aangemeld,
    /// Who may do this, by the one table of rights.
    Mag(Handeling),
    /// Who may do the first reads, who may do the second sends forms.
    LeestDoet(Handeling, Handeling),
}

impl Toegang {
    /// What somebody must be allowed to do here. `None`: nothing.
    #[must_use]
    pub fn nodig(self, leest: bool) -> Option<Handeling> {
        match self {
            Self::Open | Self::Aangemeld => None,
            Self::Mag(handeling) => Some(handeling),
            Self::LeestDoet(lees, doe) => Some(if leest { lees } else { doe }),
        }
    }

    /// May somebody who is logged in with this role come?
    #[must_use]
    pub fn laat_toe(self, functie: Functie, leest: bool) -> bool {
        self.nodig(leest).is_none_or(|handeling| mag(functie, handeling))
    }
}

/// Who is logged in, for a handler.
#[derive(Clone)]
pub(crate) struct Wie {
    pub(crate) huis: Arc<Huis>,
    pub(crate) aangemeld: Arc<Aangemeld>,
    pub(crate) csrf: String,
    pub(crate) sessie: String,
}

impl Wie {
    /// The frame of a page for this person.
    pub(crate) async fn raam(&self, titel: impl Into<String>, hier: Hier) -> Result<Raam, WebFout> {
        let kader = account::kader(&self.huis, &self.aangemeld).await?;
        let mut raam = Raam::nieuw(titel, kader, self.csrf.clone(), hier);
        raam.verloop = Some(Verloop {
            minuten: self.aangemeld.minuten_over(self.huis.tijd.nu()),
            langer: self.aangemeld.kan_langer(),
        });
        Ok(raam)
    }

    /// The frame, with what the page shows asked beside it: a page waits for the slower of the two. Both are heard out, so that what
    /// is not there takes as long as what may not be seen.
    pub(crate) async fn raam_naast<T>(
        &self,
        titel: impl Into<String>,
        hier: Hier,
        beeld: impl Future<Output = Result<T, DienstFout>>,
    ) -> Result<(Raam, T), WebFout> {
        let (raam, beeld) = tokio::join!(self.raam(titel, hier), beeld);
        // What is wrong with the page comes first.
        let beeld = beeld?;
        Ok((raam?, beeld))
    }

    pub(crate) fn rol(&self) -> Rol {
        self.aangemeld.rol()
    }

    pub(crate) fn functie(&self) -> Functie {
        self.aangemeld.functie()
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Wie {
    type Rejection = WebFout;

    async fn from_request_parts(delen: &mut Parts, _: &S) -> Result<Self, WebFout> {
        delen
            .extensions
            .get::<Self>()
            .cloned()
            .ok_or(WebFout::NietGevonden)
    }
}

/// A browser says where a form came from; other programs say nothing and have no cookie to abuse. Sec-Fetch-Site goes
/// first: under `Referrer-Policy: no-referrer` the Origin of our own forms is `null`.
fn van_elders(koppen: &HeaderMap) -> bool {
    let kop = |naam| koppen.get(naam).map(|w| w.to_str().unwrap_or("?"));
    if let Some(site) = kop(header::HeaderName::from_static("sec-fetch-site")) {
        return !matches!(site, "same-origin" | "none");
    }
    match (kop(header::ORIGIN), kop(header::HOST)) {
        (None, _) => false,
        (Some(origin), Some(host)) => origin.split_once("://").is_none_or(|(_, rest)| rest != host),
        (Some(_), None) => true,
    }
}

/// The guard in front of a handler.
pub(crate) async fn bewaak(
    State((staat, toegang, pad)): State<(Staat, Toegang, &'static str)>,
    mut vraag: Request,
    verder: Next,
) -> Response {
    let wie = match zoek(&staat, vraag.headers()).await {
        Ok(wie) => wie,
        Err(fout) => return fout.blad(Raam::los("")),
    };
    let leest = matches!(*vraag.method(), Method::GET | Method::HEAD);
    let id = id_in(vraag.uri().path());
    let log = async |afloop| match &wie {
        Some(w) => logboek::bladzijde(&w.huis, &w.aangemeld, pad, id, leest, afloop).await,
        None => Ok(()),
    };
    if !leest && van_elders(vraag.headers()) {
        return match log(Afloop::Geweigerd).await {
            Ok(()) => blad(WebFout::Vreemd, wie.as_ref()).await,
            Err(fout) => blad(fout.into(), wie.as_ref()).await,
        };
    }
    match (&wie, toegang) {
        (_, Toegang::Open) => {}
        (None, _) => return opnieuw(&staat, pad, vraag).await,
        (Some(w), toegang) if toegang.laat_toe(w.functie(), leest) => {}
        (Some(_), _) => {
            return match log(Afloop::Geweigerd).await {
                Ok(()) => blad(WebFout::NietGevonden, wie.as_ref()).await,
                Err(fout) => blad(fout.into(), wie.as_ref()).await,
            };
        }
    }
    if let Some(w) = &wie {
        vraag.extensions_mut().insert(w.clone());
    }
    let methode = vraag.method().clone();
    let mut antwoord = verder.run(vraag).await;
    inpakken::merk(&methode, &mut antwoord);
    // An open page shows nothing of anybody.
    if toegang != Toegang::Open
        && let Err(fout) = log(afloop(antwoord.status())).await
    {
        // What cannot be logged is not shown.
        return blad(fout.into(), wie.as_ref()).await;
    }
    match antwoord.extensions().get::<WebFout>().copied() {
        Some(fout) => blad(fout, wie.as_ref()).await,
        None => antwoord,
    }
}

/// Bytes of a form that is kept for later: as many as the largest form with text in it.
const BEWAARD: usize = 256 * 1024;

/// Nobody is logged in. What somebody sent whose session had ended, is kept for that person.
async fn opnieuw(staat: &Staat, pad: &'static str, vraag: Request) -> Response {
    match verlopen(staat, pad, vraag).await {
        Ok(doel) => Redirect::to(doel).into_response(),
        Err(fout) => fout.blad(Raam::los("")),
    }
}

async fn verlopen(staat: &Staat, pad: &'static str, vraag: Request) -> Result<&'static str, WebFout> {
    let Some(koek) = sessie::lees(vraag.headers(), staat.instellingen) else {
        return Ok("/aanmelden");
    };
    if !concept::verlopen(&staat.huis, &koek).await? {
        return Ok("/aanmelden");
    }
    let soort = vraag
        .headers()
        .get(header::CONTENT_TYPE)
        .and_then(|s| s.to_str().ok());
    let formulier = soort.is_some_and(|s| s.starts_with("application/x-www-form-urlencoded"));
    // Where it goes to is an address of ours: the table has it.
    let doel = vraag.uri().path().to_owned();
    // What our script sends stands on the screen still, and it says that it is not saved.
    let vanzelf = vraag.headers().contains_key("x-houvast-bewaar");
    if *vraag.method() != Method::POST || vanzelf || !formulier || pad == "onbekend" || pad == "/afmelden" {
        return Ok("/aanmelden?verlopen=ja");
    }
    let Ok(inhoud) = axum::body::to_bytes(vraag.into_body(), BEWAARD).await else {
        return Ok("/aanmelden?verlopen=ja");
    };
    let velden = formulier::ontleed(&inhoud)?;
    Ok(if concept::bewaar(&staat.huis, &koek, &doel, velden).await? {
        "/aanmelden?verlopen=bewaard"
    } else {
        "/aanmelden?verlopen=ja"
    })
}

fn afloop(status: StatusCode) -> Afloop {
    match status {
        StatusCode::NOT_FOUND => Afloop::NietGevonden,
        s if s.is_client_error() => Afloop::Geweigerd,
        s if s.is_server_error() => Afloop::Mislukt,
        _ => Afloop::Gelukt,
    }
}

/// The id in an address: an id is of an object, never of anything that may not be in a log.
fn id_in(pad: &str) -> Option<uuid::Uuid> {
    pad.split('/').find_map(|deel| deel.parse().ok())
}

async fn zoek(staat: &Staat, koppen: &HeaderMap) -> Result<Option<Wie>, WebFout> {
    let Some(sessie) = sessie::lees(koppen, staat.instellingen) else {
        return Ok(None);
    };
    Ok(account::aangemeld(&staat.huis, &sessie)
        .await?
        .map(|aangemeld| Wie {
            huis: Arc::clone(&staat.huis),
            aangemeld: Arc::new(aangemeld),
            csrf: sessie::csrf(&sessie),
            sessie,
        }))
}

async fn blad(fout: WebFout, wie: Option<&Wie>) -> Response {
    let raam = match wie {
        Some(w) => w.raam("", Hier::Nergens).await.unwrap_or_else(|_| Raam::los("")),
        None => Raam::los(""),
    };
    fout.blad(raam)
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    #[test]
    fn een_formulier_van_een_andere_site_wordt_geweigerd() {
        for (site, origin, elders) in [
            (None, None, false),
            (Some("same-origin"), Some("http://127.0.0.1:8080"), false),
            (Some("same-origin"), Some("null"), false),
            (Some("none"), None, false),
            (Some("cross-site"), None, true),
            (Some("same-site"), Some("http://127.0.0.1:8080"), true),
            (None, Some("http://127.0.0.1:8081"), true),
            (None, Some("https://elders.example"), true),
            (None, Some("null"), true),
        ] {
            let mut koppen = HeaderMap::new();
            koppen.insert(header::HOST, HeaderValue::from_static("127.0.0.1:8080"));
            if let Some(s) = site {
                koppen.insert("sec-fetch-site", HeaderValue::from_static(s));
            }
            if let Some(o) = origin {
                koppen.insert(header::ORIGIN, HeaderValue::from_static(o));
            }
            assert_eq!(van_elders(&koppen), elders, "{site:?} {origin:?}");
        }
    }
}

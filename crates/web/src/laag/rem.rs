//! The brake: so many requests at once, so many that wait, and the rest hears at once that it is too busy. Nothing of a
//! request that was turned away was done.

use crate::bedrijf::Grenzen;
use crate::fout::WebFout;
use crate::raam::Raam;
use crate::staat::Staat;
use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderMap, header};
use axum::middleware::Next;
use axum::response::Response;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use tokio::sync::{Semaphore, SemaphorePermit};

/// Bodies up to this are ordinary: the longest form with text (a regioprofiel) fits.
const LICHT: u64 = 512 * 1024;
/// For whoever watches: they must hear it most when it is busy. They hold nothing.
const VRIJ: [&str; 2] = ["/gezond", "/klaar"];

/// The places and who waits for them.
pub(crate) struct Rem {
    grenzen: Grenzen,
    plaatsen: Semaphore,
    zware: Semaphore,
    wachtend: AtomicUsize,
    geweigerd: AtomicU64,
}

/// A place; free again when dropped.
pub(crate) struct Plaats<'a> {
    _zwaar: Option<SemaphorePermit<'a>>,
    _plaats: SemaphorePermit<'a>,
}

/// One that waits; also when its asker went away.
struct Wachter<'a>(&'a AtomicUsize);

impl Drop for Wachter<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::AcqRel);
    }
}

impl Rem {
    pub(crate) fn nieuw(grenzen: Grenzen) -> Self {
        Self {
            grenzen,
            plaatsen: Semaphore::new(grenzen.gelijktijdig),
            zware: Semaphore::new(grenzen.zwaar),
            wachtend: AtomicUsize::new(0),
            geweigerd: AtomicU64::new(0),
        }
    }

    pub(crate) fn bezig(&self) -> usize {
        self.grenzen
            .gelijktijdig
            .saturating_sub(self.plaatsen.available_permits())
    }

    pub(crate) fn wachtend(&self) -> usize {
        self.wachtend.load(Ordering::Acquire)
    }

    pub(crate) fn geweigerd(&self) -> u64 {
        self.geweigerd.load(Ordering::Relaxed)
    }

    /// A place at once, or after a bounded wait; `None`: too busy.
    pub(crate) async fn neem(&self, zwaar: bool) -> Option<Plaats<'_>> {
        let plaats = match self.direct(zwaar) {
            Some(plaats) => Some(plaats),
            None => self.wacht(zwaar).await,
        };
        if plaats.is_none() {
            self.geweigerd.fetch_add(1, Ordering::Relaxed);
        }
        plaats
    }

    fn direct(&self, zwaar: bool) -> Option<Plaats<'_>> {
        let zwaar = if zwaar {
            Some(self.zware.try_acquire().ok()?)
        } else {
            None
        };
        Some(Plaats {
            _zwaar: zwaar,
            _plaats: self.plaatsen.try_acquire().ok()?,
        })
    }

    async fn wacht(&self, zwaar: bool) -> Option<Plaats<'_>> {
        let erbij = |n: usize| (n < self.grenzen.wachtend).then_some(n + 1);
        self.wachtend
            .fetch_update(Ordering::AcqRel, Ordering::Acquire, erbij)
            .ok()?;
        let _wachter = Wachter(&self.wachtend);
        let komt = async {
            // The heavy place first: who waits for that holds no ordinary place.
            let zwaar = if zwaar {
                Some(self.zware.acquire().await.ok()?)
            } else {
                None
            };
            Some(Plaats {
                _zwaar: zwaar,
                _plaats: self.plaatsen.acquire().await.ok()?,
            })
        };
        tokio::time::timeout(self.grenzen.geduld, komt).await.ok()?
    }
}

/// A body that says to be large, or does not say how large it is.
fn is_zwaar(koppen: &HeaderMap) -> bool {
    let lengte = koppen.get(header::CONTENT_LENGTH);
    match lengte.and_then(|l| l.to_str().ok()?.parse::<u64>().ok()) {
        Some(lengte) => lengte > LICHT,
        None => lengte.is_some() || koppen.contains_key(header::TRANSFER_ENCODING),
    }
}

/// Lets a request through, or turns it away before anything is done for it.
pub(crate) async fn laat_door(State(staat): State<Staat>, vraag: Request, verder: Next) -> Response {
    let vrij = vraag
        .extensions()
        .get::<MatchedPath>()
        .is_some_and(|pad| VRIJ.contains(&pad.as_str()));
    if vrij {
        return verder.run(vraag).await;
    }
    match staat.bedrijf.rem.neem(is_zwaar(vraag.headers())).await {
        Some(_plaats) => verder.run(vraag).await,
        None => WebFout::TeDruk.blad(Raam::los("")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;
    use std::time::Duration;

    fn rem(gelijktijdig: usize, zwaar: usize, wachtend: usize) -> Rem {
        Rem::nieuw(Grenzen {
            gelijktijdig,
            zwaar,
            wachtend,
            geduld: Duration::from_millis(100),
        })
    }

    #[tokio::test]
    async fn wie_er_niet_bij_kan_wacht_even_en_wie_niet_kan_wachten_hoort_het_meteen() {
        let rem = rem(1, 1, 1);
        let eerste = rem.neem(false).await.unwrap();
        assert_eq!(rem.bezig(), 1);
        // The second waits and the third has no place to wait.
        let (tweede, derde) = tokio::join!(rem.neem(false), async {
            while rem.wachtend() == 0 {
                tokio::task::yield_now().await;
            }
            rem.neem(false).await.is_none()
        });
        assert!(tweede.is_none() && derde, "na het geduld en meteen");
        assert_eq!((rem.geweigerd(), rem.wachtend()), (2, 0));
        drop(eerste);
        assert!(rem.neem(false).await.is_some());
        assert_eq!(rem.bezig(), 0);
    }

    #[tokio::test]
    async fn een_plaats_die_vrijkomt_gaat_naar_wie_wacht() {
        let rem = rem(1, 1, 1);
        let eerste = rem.neem(false).await;
        let (tweede, ()) = tokio::join!(rem.neem(false), async {
            while rem.wachtend() == 0 {
                tokio::task::yield_now().await;
            }
            drop(eerste);
        });
        assert!(tweede.is_some());
    }

    #[tokio::test]
    async fn grote_bestanden_nemen_niet_alle_plaatsen_in() {
        let rem = rem(3, 1, 0);
        let _groot = rem.neem(true).await.unwrap();
        assert!(rem.neem(true).await.is_none(), "een tweede groot bestand niet");
        assert!(rem.neem(false).await.is_some(), "een gewone bladzijde wel");
        assert_eq!(rem.bezig(), 1, "wie geweigerd is houdt niets vast");
    }

    #[test]
    fn een_inhoud_is_zwaar_boven_de_grens_of_als_hij_zijn_lengte_niet_zegt() {
        let met = |naam: header::HeaderName, waarde: String| {
            let mut koppen = HeaderMap::new();
            koppen.insert(naam, HeaderValue::from_str(&waarde).unwrap());
            is_zwaar(&koppen)
        };
        assert!(!is_zwaar(&HeaderMap::new()));
        assert!(!met(header::CONTENT_LENGTH, LICHT.to_string()));
        assert!(met(header::CONTENT_LENGTH, (LICHT + 1).to_string()));
        assert!(met(header::CONTENT_LENGTH, "veel".to_owned()));
        assert!(met(header::TRANSFER_ENCODING, "chunked".to_owned()));
    }
}

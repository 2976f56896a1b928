//! The web side as a running machine: how much it does at once, how long it took, and whether it is stopping.

use crate::laag::meter::Meter;
use crate::laag::rem::Rem;
use houvast_dienst::toezicht::{self, Cijfers, Punt};
use houvast_dienst::{DienstFout, Huis};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use tokio::sync::Mutex;

/// Counting messages goes past all of them: not more often than this, however often somebody asks.
const VERS: Duration = Duration::from_secs(60);
/// And not more of the time than one part in so many, however many messages there are.
const DEEL: u32 = 100;

/// `/klaar` is open and passes by the brake: asking often must cost nothing.
const NET: Duration = Duration::from_secs(1);

/// How much is done at once. What comes on top is told to come back (503), so that what was let in is finished and the
/// memory stays flat.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Grenzen {
    /// Requests at the same time.
    pub gelijktijdig: usize,
    /// Of these, with a large body: each may hold a whole upload in memory.
    pub zwaar: usize,
    /// Requests that may wait for a place.
    pub wachtend: usize,
    /// How long they may wait.
    pub geduld: Duration,
}

impl Default for Grenzen {
    /// Eight per reader of the embedded store (`houvast_opslag::LEZERS`): enough to keep all of them busy. Four uploads of
    /// 25 MB (OP179) are 100 MB. A queue of four times the places is served within the patience when a page takes less
    /// than half a second.
    fn default() -> Self {
        Self {
            gelijktijdig: 64,
            zwaar: 4,
            wachtend: 256,
            geduld: Duration::from_secs(2),
        }
    }
}

/// Time since some moment, that never jumps.
pub type Tik = fn() -> Duration;

/// What was counted.
struct Geteld {
    /// Until when it is fresh enough.
    tot: Duration,
    cijfers: Arc<Cijfers>,
}

/// What the running program and its pages share.
pub struct Bedrijf {
    postbus: Option<PathBuf>,
    tik: Tik,
    stopt: AtomicBool,
    pub(crate) rem: Rem,
    pub(crate) meter: Meter,
    geteld: Mutex<Option<Geteld>>,
    gekeken: Mutex<Option<(Duration, Vec<Punt>)>>,
}

impl Bedrijf {
    /// `postbus`: the folder that must be writable for this node to be ready.
    #[must_use]
    pub fn nieuw(postbus: Option<PathBuf>, tik: Tik, grenzen: Grenzen) -> Self {
        Self {
            postbus,
            tik,
            stopt: AtomicBool::new(false),
            rem: Rem::nieuw(grenzen),
            meter: Meter::default(),
            geteld: Mutex::default(),
            gekeken: Mutex::default(),
        }
    }

    /// From now on it is not ready: a proxy sends its work elsewhere.
    pub fn stop(&self) {
        self.stopt.store(true, Ordering::Relaxed);
    }

    /// Requests that are being answered or wait for their turn.
    #[must_use]
    pub fn bezig(&self) -> usize {
        self.rem.bezig() + self.rem.wachtend()
    }

    pub(crate) fn stopt(&self) -> bool {
        self.stopt.load(Ordering::Relaxed)
    }

    /// What must be well before work is sent here, at most [`NET`] old. One looks at a time.
    pub(crate) async fn punten(&self, huis: &Huis) -> Vec<Punt> {
        let mut gekeken = self.gekeken.lock().await;
        if let Some((op, punten)) = gekeken.as_ref()
            && self.nu().saturating_sub(*op) < NET
        {
            return punten.clone();
        }
        let punten = toezicht::klaar(huis, self.postbus.as_deref()).await;
        *gekeken = Some((self.nu(), punten.clone()));
        punten
    }

    pub(crate) fn nu(&self) -> Duration {
        (self.tik)()
    }

    /// The counts of the store, at most [`VERS`] old, or older where counting itself takes long. Who asks meanwhile waits for the one that counts.
    pub(crate) async fn cijfers(&self, huis: &Huis) -> Result<Arc<Cijfers>, DienstFout> {
        let mut geteld = self.geteld.lock().await;
        let begin = self.nu();
        if let Some(eerder) = geteld.as_ref()
            && begin < eerder.tot
        {
            return Ok(Arc::clone(&eerder.cijfers));
        }
        let cijfers = Arc::new(toezicht::tel(huis).await?);
        let eind = self.nu();
        *geteld = Some(Geteld {
            tot: eind + VERS.max(eind.saturating_sub(begin) * DEEL),
            cijfers: Arc::clone(&cijfers),
        });
        Ok(cijfers)
    }
}

impl Default for Bedrijf {
    /// Without a postbus and without a clock, for pages alone.
    fn default() -> Self {
        Self::nieuw(None, || Duration::ZERO, Grenzen::default())
    }
}

impl std::fmt::Debug for Bedrijf {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Bedrijf({} bezig)", self.bezig())
    }
}

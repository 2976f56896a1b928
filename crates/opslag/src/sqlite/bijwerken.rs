//! Carries what was committed from the log of SQLite into its file, beside the work. SQLite itself does it inside a commit:
//! then one answer in so many waits for all the pages since the last time.

use rusqlite::{Connection, OpenFlags};
use std::path::Path;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, OnceLock, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// Pages that change again and again are carried over once in this time.
const POOS: Duration = Duration::from_millis(500);

#[derive(Default)]
struct Sein {
    /// Something was committed that may not have been carried over.
    geschreven: bool,
    stop: bool,
}

#[derive(Default)]
struct Bel {
    sein: Mutex<Sein>,
    bel: Condvar,
}

impl Bel {
    fn slot(&self) -> MutexGuard<'_, Sein> {
        self.sein.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A thread that sleeps until something is written.
#[derive(Default)]
pub(super) struct Bijwerker {
    bel: Arc<Bel>,
    draad: OnceLock<Mutex<Option<JoinHandle<()>>>>,
}

impl Bijwerker {
    /// Something was committed to this file.
    pub(super) fn geschreven(&self, pad: &Path) {
        self.draad.get_or_init(|| {
            let (bel, pad) = (Arc::clone(&self.bel), pad.to_owned());
            // Without the thread SQLite does it itself, in larger pieces.
            let draad = thread::Builder::new().name("sqlite-bijwerken".to_owned());
            Mutex::new(draad.spawn(move || werk(&bel, &pad)).ok())
        });
        self.bel.slot().geschreven = true;
        self.bel.bel.notify_one();
    }

    /// Returns when its connection is closed: the last one that closes clears the log away.
    pub(super) fn stop(&self) {
        self.bel.slot().stop = true;
        self.bel.bel.notify_one();
        let draad = self.draad.get();
        let draad = draad.and_then(|d| d.lock().unwrap_or_else(PoisonError::into_inner).take());
        if let Some(draad) = draad {
            drop(draad.join());
        }
    }
}

impl Drop for Bijwerker {
    fn drop(&mut self) {
        self.stop();
    }
}

fn werk(bel: &Bel, pad: &Path) {
    let mut verbinding = None;
    let mut sein = bel.slot();
    loop {
        sein = bel
            .bel
            .wait_while(sein, |s| !s.geschreven && !s.stop)
            .unwrap_or_else(PoisonError::into_inner);
        sein = bel
            .bel
            .wait_timeout_while(sein, POOS, |s| !s.stop)
            .unwrap_or_else(PoisonError::into_inner)
            .0;
        if sein.stop {
            return;
        }
        sein.geschreven = false;
        drop(sein);
        // What does not work now (a full disk, a reader of an old state) is done after the next commit.
        let open = || Connection::open_with_flags(pad, OpenFlags::SQLITE_OPEN_READ_WRITE);
        if verbinding.is_none() {
            verbinding = open().ok();
        }
        if let Some(c) = &verbinding
            && c.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(()))
                .is_err()
        {
            verbinding = None;
        }
        sein = bel.slot();
    }
}

//! Stopwatch, processor time of children, and peak memory.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// The time this thread was on a processor: what other programs do meanwhile does not count. Elsewhere than on Linux the
/// time that passed.
fn processor(sinds: Instant) -> Duration {
    let tekst = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let eerste = tekst.split(' ').next().and_then(|t| t.parse().ok());
    eerste.map_or_else(|| sinds.elapsed(), Duration::from_nanos)
}

#[expect(
    clippy::disallowed_methods,
    reason = "a stopwatch, not a clock that decides anything"
)]
pub(crate) fn stopwatch() -> Instant {
    Instant::now()
}

/// The kernel counts the time of a thread in steps of some milliseconds: shorter work is done as often as fills this.
const VUL: Duration = Duration::from_millis(200);

/// The best of some rounds each, in turns, so that a machine that is busy for a while hits all of them.
pub(crate) fn om_beurten<const N: usize>(ronden: u32, mut werken: [&mut dyn FnMut(); N]) -> [Duration; N] {
    let sinds = stopwatch();
    let keren = werken.each_mut().map(|werk| {
        let begin = stopwatch();
        werk();
        u32::try_from(VUL.as_nanos() / begin.elapsed().as_nanos().max(1))
            .unwrap_or(1)
            .max(1)
    });
    let mut uit = [Duration::MAX; N];
    for _ in 0..ronden {
        for ((tijd, werk), keer) in uit.iter_mut().zip(&mut werken).zip(keren) {
            let begin = processor(sinds);
            for _ in 0..keer {
                werk();
            }
            *tijd = (*tijd).min(processor(sinds).saturating_sub(begin) / keer);
        }
    }
    uit
}

/// As [`om_beurten`], but the time that passed: for what runs in other processes or threads.
pub(crate) fn op_de_klok<const N: usize>(ronden: u32, mut werken: [&mut dyn FnMut(); N]) -> [Duration; N] {
    let mut uit = [Duration::MAX; N];
    for _ in 0..ronden {
        for (tijd, werk) in uit.iter_mut().zip(&mut werken) {
            let begin = stopwatch();
            werk();
            *tijd = (*tijd).min(begin.elapsed());
        }
    }
    uit
}

/// Bytes per second, as MB/s.
pub(crate) fn snelheid(bytes: usize, duur: Duration) -> u128 {
    bytes as u128 * 1_000 / duur.as_nanos().max(1)
}

/// `a` as a multiple of `b`, with two decimals.
pub(crate) fn maal(a: Duration, b: Duration) -> String {
    let honderdsten = a.as_nanos() * 100 / b.as_nanos().max(1);
    format!("{}.{:02}x", honderdsten / 100, honderdsten % 100)
}

/// Processor time of the children so far, in hundredths of a second: their user and system time in /proc.
fn kindertijd() -> u64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let velden = stat
        .rsplit(") ")
        .next()
        .unwrap_or_default()
        .split(' ')
        .skip(13)
        .take(2);
    velden.filter_map(|v| v.parse::<u64>().ok()).sum()
}

/// Runs it in silence; its processor time, when it went well.
pub(crate) fn processortijd(opdracht: &mut Command) -> Option<Duration> {
    let voor = kindertijd();
    let klaar = opdracht
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .ok()?;
    let na = kindertijd();
    klaar.success().then(|| Duration::from_millis((na - voor) * 10))
}

/// A line of /proc/self/status in KiB: the most memory this process ever held.
pub(crate) fn piek() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let regel = status.lines().find_map(|r| r.strip_prefix("VmHWM:"))?;
    regel.trim().strip_suffix(" kB")?.parse().ok()
}

/// The schema of a kind of message, when the referee's schemas are here.
pub(crate) fn schema(soort: &str) -> Option<PathBuf> {
    let map = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/ijw-3.2/xsd");
    Some(map.join(format!("{soort}.xsd"))).filter(|pad| pad.exists())
}

/// A place for files that are not kept.
pub(crate) fn tijdelijk(naam: &str) -> PathBuf {
    std::env::temp_dir().join(format!("houvast-meten-{}-{naam}", std::process::id()))
}

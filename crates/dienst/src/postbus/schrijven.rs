//! Files for `uit`: whole and durable before they have their name.

use super::Uitgaand;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// From so many files on the whole file system is asked to write at once.
const SAMEN_DUURZAAM: usize = 4;
/// An attempt that failed itself looks for the halves of so many before it; the one that succeeds looks for all.
const OPRUIMEN: i64 = 5;

/// All beside their place, then durable together, then each to its place. One at a time the disk would be waited for once per
/// file; several threads at once only wait for each other.
pub(super) fn schrijf_samen(map: &Path, bestanden: &[Uitgaand<'_>]) -> Vec<io::Result<()>> {
    let schijf = (bestanden.len() >= SAMEN_DUURZAAM)
        .then(|| Schijf::van(map))
        .flatten();
    let ernaast: Vec<_> = bestanden.iter().map(|uit| schrijf_ernaast(map, uit)).collect();
    let duurzaam = schijf.is_some_and(|s| s.alles_staat());
    let naar_plaats = |(uit, open): (&Uitgaand<'_>, io::Result<File>)| {
        let gelukt = open.and_then(|bestand| {
            if !duurzaam {
                bestand.sync_all()?;
            }
            fs::rename(tijdelijk(map, uit.naam, uit.poging), map.join(uit.naam))
        });
        ruim_rest_op(map, uit, gelukt)
    };
    bestanden.iter().zip(ernaast).map(naar_plaats).collect()
}

/// A file system that is asked to write all it holds, once, instead of a file at a time. Linux says since 5.8 whether that
/// went well, of everything that was written after this was opened; elsewhere there is none.
struct Schijf(File);

impl Schijf {
    #[cfg(target_os = "linux")]
    fn van(map: &Path) -> Option<Self> {
        let kern = rustix::system::uname();
        meldt_fouten(&kern.release().to_string_lossy())
            .then(|| File::open(map).ok().map(Self))
            .flatten()
    }

    #[cfg(not(target_os = "linux"))]
    fn van(_: &Path) -> Option<Self> {
        None
    }

    /// `false`: something went wrong, so each file must be asked.
    fn alles_staat(&self) -> bool {
        #[cfg(target_os = "linux")]
        return rustix::fs::syncfs(&self.0).is_ok();
        #[cfg(not(target_os = "linux"))]
        return false;
    }
}

/// "6.1.0-13-amd64": 5.8 or later?
#[cfg(target_os = "linux")]
fn meldt_fouten(versie: &str) -> bool {
    let mut delen = versie
        .split(|c: char| !c.is_ascii_digit())
        .map(|deel| deel.parse::<u32>().unwrap_or_default());
    (delen.next().unwrap_or_default(), delen.next().unwrap_or_default()) >= (5, 8)
}

/// A name of its own per attempt: a node that was thought gone and is slow must not cut off the file of the next one.
fn tijdelijk(map: &Path, naam: &str, poging: i64) -> PathBuf {
    map.join(format!(".{naam}.{poging}.tmp"))
}

fn schrijf_ernaast(map: &Path, uit: &Uitgaand<'_>) -> io::Result<File> {
    let mut bestand = File::create(tijdelijk(map, uit.naam, uit.poging))?;
    bestand.write_all(uit.bytes)?;
    Ok(bestand)
}

/// What earlier attempts left half: a program that was killed again and again left one each time. And on a full disk our own half,
/// which would keep it full.
fn ruim_rest_op(map: &Path, uit: &Uitgaand<'_>, gelukt: io::Result<()>) -> io::Result<()> {
    let eigen = gelukt.is_err().then_some(uit.poging);
    let eerste = match gelukt {
        Ok(()) => 1,
        Err(_) => uit.poging.saturating_sub(OPRUIMEN).max(1),
    };
    for poging in (eerste..uit.poging).chain(eigen) {
        match fs::remove_file(tijdelijk(map, uit.naam, poging)) {
            Err(fout) if fout.kind() != io::ErrorKind::NotFound => return gelukt.and(Err(fout)),
            _ => {}
        }
    }
    gelukt
}

/// A rename is durable when its folder is.
pub(super) fn maak_duurzaam(map: &Path) -> io::Result<()> {
    File::open(map)?.sync_all()
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn alleen_een_kern_die_fouten_meldt_wordt_vertrouwd() {
        for (versie, goed) in [
            ("5.7.19", false),
            ("5.8.0", true),
            ("5.10.0-30-amd64", true),
            ("4.19", false),
            ("6.1", true),
            ("10.0-rc1", true),
            ("", false),
            ("x", false),
        ] {
            assert_eq!(meldt_fouten(versie), goed, "{versie}");
        }
    }
}

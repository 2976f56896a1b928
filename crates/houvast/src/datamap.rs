//! The data folder: who owns it, its key and its postbus.

use crate::uitgang::gebruik;
use anyhow::{Context, Result, bail};
use std::{
    fs::{self, File, OpenOptions, TryLockError},
    io::{Read as _, Write as _},
    path::{Path, PathBuf},
};

const SLOT: &str = "houvast.slot";
const SLEUTEL: &str = "sleutel";
const SLEUTEL_BYTES: usize = 32;

/// A data folder that this process owns until the value is dropped. The operating system lets go of the lock when
/// the process ends, however it ends.
#[derive(Debug)]
pub(crate) struct Datamap {
    pad: PathBuf,
    _slot: Option<File>,
}

impl Datamap {
    /// Makes the folder when needed and takes it; `None` when another process owns it.
    pub(crate) fn neem(pad: &Path) -> Result<Option<Self>> {
        fs::create_dir_all(pad)
            .with_context(|| format!("de map {} kan niet gemaakt worden", pad.display()))?;
        let slot = OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .open(pad.join(SLOT))?;
        match slot.try_lock() {
            Ok(()) => Ok(Some(Self {
                pad: pad.canonicalize()?,
                _slot: Some(slot),
            })),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(fout)) => Err(fout).context("het slot op de map"),
        }
    }

    /// As [`Datamap::neem`]; a folder in use is the user's to solve.
    pub(crate) fn eis(pad: &Path) -> Result<Self> {
        Self::neem(pad)?.ok_or_else(|| {
            gebruik(format!(
                "de map {} is in gebruik door een andere Houvast. Stop die eerst, of kies een andere map met --map.",
                pad.display()
            ))
        })
    }

    /// Takes the folder, or looks along with the server that owns it: for commands that only use the database.
    pub(crate) fn neem_of_kijk_mee(pad: &Path) -> Result<Self> {
        match Self::neem(pad)? {
            Some(eigen) => Ok(eigen),
            None => Ok(Self {
                pad: pad.canonicalize()?,
                _slot: None,
            }),
        }
    }

    /// Throws away what an earlier demo left. Only in a folder that a demo made, and only what a demo made.
    pub(crate) fn maak_leeg(&self) -> Result<()> {
        for naam in [
            "houvast.db",
            "houvast.db-wal",
            "houvast.db-shm",
            "accounts.json",
            SLEUTEL,
        ] {
            match fs::remove_file(self.pad.join(naam)) {
                Err(fout) if fout.kind() != std::io::ErrorKind::NotFound => {
                    return Err(fout).with_context(|| format!("{naam} kan niet weg"));
                }
                _ => {}
            }
        }
        for (map, naam) in [(self.postbus(), "de postbus"), (self.mail(), "de map met mail")] {
            match fs::remove_dir_all(map) {
                Err(fout) if fout.kind() != std::io::ErrorKind::NotFound => {
                    return Err(fout).with_context(|| format!("{naam} kan niet weg"));
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// The folder itself.
    pub(crate) fn pad(&self) -> &Path {
        &self.pad
    }

    /// Does another process own it?
    pub(crate) fn is_van_een_ander(&self) -> bool {
        self._slot.is_none()
    }

    /// Where the messages come and go.
    pub(crate) fn postbus(&self) -> PathBuf {
        self.pad.join("postbus")
    }

    /// Where daily mails lie until a mail program takes them.
    pub(crate) fn mail(&self) -> PathBuf {
        self.pad.join("mail")
    }

    /// The embedded database.
    pub(crate) fn database(&self) -> PathBuf {
        self.pad.join("houvast.db")
    }

    /// A file in the folder.
    pub(crate) fn bestand(&self, naam: &str) -> PathBuf {
        self.pad.join(naam)
    }

    /// The key that lies in the folder, when there is one.
    pub(crate) fn bestaande_sleutel(&self) -> Result<Option<[u8; SLEUTEL_BYTES]>> {
        let pad = self.pad.join(SLEUTEL);
        match fs::read(&pad) {
            Ok(bytes) => match bytes.try_into() {
                Ok(sleutel) => Ok(Some(sleutel)),
                Err(_) => bail!("{} is geen sleutel van {SLEUTEL_BYTES} bytes", pad.display()),
            },
            Err(fout) if fout.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(fout) => Err(fout).with_context(|| pad.display().to_string()),
        }
    }

    /// The key of the encrypted columns. A new one is only made when there is no database yet, for a database
    /// without its key cannot be read.
    pub(crate) fn sleutel(&self, willekeur: impl FnOnce(&mut [u8])) -> Result<[u8; SLEUTEL_BYTES]> {
        let pad = self.pad.join(SLEUTEL);
        let mut sleutel = [0; SLEUTEL_BYTES];
        match File::open(&pad) {
            Ok(mut bestand) => {
                bestand
                    .read_exact(&mut sleutel)
                    .with_context(|| format!("{} is te kort", pad.display()))?;
                return Ok(sleutel);
            }
            Err(fout) if fout.kind() == std::io::ErrorKind::NotFound => {}
            Err(fout) => return Err(fout).with_context(|| pad.display().to_string()),
        }
        if self.database().exists() {
            bail!(
                "de sleutel {} is weg, en zonder sleutel is de database niet te lezen",
                pad.display()
            );
        }
        willekeur(&mut sleutel);
        self.leg_sleutel(&sleutel)?;
        Ok(sleutel)
    }

    /// Stores the key: whole or not at all, and for its owner only.
    pub(crate) fn leg_sleutel(&self, sleutel: &[u8; SLEUTEL_BYTES]) -> Result<()> {
        let pad = self.pad.join(SLEUTEL);
        let tijdelijk = self.pad.join("sleutel.nieuw");
        let mut opties = OpenOptions::new();
        opties.write(true).create(true).truncate(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut opties, 0o600);
        let mut bestand = opties.open(&tijdelijk)?;
        bestand.write_all(sleutel)?;
        bestand.sync_all()?;
        fs::rename(&tijdelijk, &pad)?;
        File::open(&self.pad)?.sync_all()?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn map(naam: &str) -> PathBuf {
        let pad = std::env::temp_dir().join(format!("houvast-datamap-{naam}-{}", std::process::id()));
        fs::remove_dir_all(&pad).ok();
        pad
    }

    #[test]
    fn een_map_heeft_een_eigenaar_tegelijk() {
        let pad = map("slot");
        let eerste = Datamap::neem(&pad).unwrap().unwrap();
        assert!(Datamap::neem(&pad).unwrap().is_none());
        drop(eerste);
        assert!(Datamap::neem(&pad).unwrap().is_some());
        fs::remove_dir_all(pad).unwrap();
    }

    #[test]
    fn de_sleutel_blijft_en_is_alleen_voor_de_eigenaar() {
        use std::os::unix::fs::PermissionsExt as _;
        let pad = map("sleutel");
        let datamap = Datamap::eis(&pad).unwrap();
        let eerst = datamap.sleutel(|b| b.fill(7)).unwrap();
        assert_eq!(eerst, datamap.sleutel(|b| b.fill(8)).unwrap());
        assert_eq!(
            fs::metadata(pad.join(SLEUTEL)).unwrap().permissions().mode() & 0o777,
            0o600
        );
        fs::remove_file(pad.join(SLEUTEL)).unwrap();
        fs::write(datamap.database(), "").unwrap();
        assert!(
            datamap.sleutel(|b| b.fill(8)).is_err(),
            "een database zonder sleutel krijgt geen nieuwe"
        );
        fs::remove_dir_all(pad).unwrap();
    }
}

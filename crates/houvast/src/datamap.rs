//! The data folder: who owns it, its key and its postbus.

use crate::uitgang::gebruik;
use anyhow::{Context, Result, bail};
use houvast_opslag::{LogOpenbaar, LogSleutel};
use std::{
    fs::{self, File, OpenOptions, TryLockError},
    io::{Read as _, Write as _},
    path::{Path, PathBuf},
};

use uuid::Uuid;

const SLOT: &str = "houvast.slot";
const SLEUTEL: &str = "sleutel";
/// The key that the columns are getting, while `database hersleutel` works.
const VOLGEND: &str = "sleutel.volgend";
/// The key before this one.
const OUD: &str = "sleutel.oud";
const LOGSLEUTEL: &str = "logsleutel";
const KNOOPPUNT: &str = "knooppunt";
/// Public halves of the keys that seal the log, one per line; older ones stay, for older seals.
const OPENBAAR: &str = "logsleutel.openbaar";
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
            VOLGEND,
            OUD,
            LOGSLEUTEL,
            OPENBAAR,
            KNOOPPUNT,
            "logzegels.jsonl",
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
        self.schrijf_besloten(SLEUTEL, sleutel)
    }

    /// The key that takes the place of the one in the folder: what an earlier call left, or a new one.
    pub(crate) fn volgende_sleutel(&self, willekeur: impl FnOnce(&mut [u8])) -> Result<[u8; SLEUTEL_BYTES]> {
        let pad = self.pad.join(VOLGEND);
        match fs::read(&pad) {
            Ok(bytes) => bytes
                .try_into()
                .ok()
                .with_context(|| format!("{} is geen sleutel van {SLEUTEL_BYTES} bytes", pad.display())),
            Err(fout) if fout.kind() == std::io::ErrorKind::NotFound => {
                let mut sleutel = [0; SLEUTEL_BYTES];
                willekeur(&mut sleutel);
                self.schrijf_besloten(VOLGEND, &sleutel)?;
                Ok(sleutel)
            }
            Err(fout) => Err(fout).with_context(|| pad.display().to_string()),
        }
    }

    /// The next key becomes the key; the old one stays beside it. At no moment is there no key.
    pub(crate) fn wissel_sleutel(&self, oud: &[u8; SLEUTEL_BYTES]) -> Result<()> {
        self.schrijf_besloten(OUD, oud)?;
        fs::rename(self.pad.join(VOLGEND), self.pad.join(SLEUTEL))?;
        File::open(&self.pad)?.sync_all()?;
        Ok(())
    }

    /// A whole file or none, for the owner only.
    fn schrijf_besloten(&self, naam: &str, bytes: &[u8]) -> Result<()> {
        let tijdelijk = self.pad.join(format!("{naam}.nieuw"));
        let mut opties = OpenOptions::new();
        opties.write(true).create(true).truncate(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut opties, 0o600);
        let mut bestand = opties.open(&tijdelijk)?;
        bestand.write_all(bytes)?;
        bestand.sync_all()?;
        fs::rename(&tijdelijk, self.pad.join(naam))?;
        File::open(&self.pad)?.sync_all()?;
        Ok(())
    }

    /// The name of this node in the log: its own chains, also after a restart.
    pub(crate) fn knooppunt(&self, nieuw: impl FnOnce() -> Uuid) -> Result<Uuid> {
        let pad = self.pad.join(KNOOPPUNT);
        match fs::read_to_string(&pad) {
            Ok(tekst) => tekst
                .trim()
                .parse()
                .with_context(|| format!("{} is geen naam van een knooppunt", pad.display())),
            Err(fout) if fout.kind() == std::io::ErrorKind::NotFound => {
                let id = nieuw();
                self.schrijf_besloten(KNOOPPUNT, format!("{id}\n").as_bytes())?;
                Ok(id)
            }
            Err(fout) => Err(fout).with_context(|| pad.display().to_string()),
        }
    }

    /// The key that seals the log, with its public half in the list beside it. Made when there is none: a key that was
    /// lost makes no seal of before invalid.
    pub(crate) fn logsleutel(&self, willekeur: impl FnOnce(&mut [u8])) -> Result<LogSleutel> {
        let pad = self.pad.join(LOGSLEUTEL);
        let zaad: [u8; SLEUTEL_BYTES] = match fs::read(&pad) {
            Ok(bytes) => bytes
                .try_into()
                .ok()
                .with_context(|| format!("{} heeft niet de goede lengte", pad.display()))?,
            Err(fout) if fout.kind() == std::io::ErrorKind::NotFound => {
                let mut zaad = [0; SLEUTEL_BYTES];
                willekeur(&mut zaad);
                self.schrijf_besloten(LOGSLEUTEL, &zaad)?;
                zaad
            }
            Err(fout) => return Err(fout).with_context(|| pad.display().to_string()),
        };
        let sleutel =
            LogSleutel::uit_zaad(&zaad).with_context(|| format!("{} is geen sleutel", pad.display()))?;
        let openbaar = sleutel.openbaar();
        if !self.logsleutels()?.contains(&openbaar) {
            let mut bestand = OpenOptions::new()
                .create(true)
                .append(true)
                .open(self.pad.join(OPENBAAR))?;
            writeln!(bestand, "{}", hex(&openbaar.0))?;
            bestand.sync_all()?;
        }
        Ok(sleutel)
    }

    /// The public halves of this folder; none when it never sealed.
    pub(crate) fn logsleutels(&self) -> Result<Vec<LogOpenbaar>> {
        logsleutels(&self.pad.join(OPENBAAR))
    }

    /// Where copies of the seals of the log go, unless the settings say another place.
    pub(crate) fn logzegels(&self) -> PathBuf {
        self.pad.join("logzegels.jsonl")
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

/// Public keys from a file, one per line in hexadecimal. A file that is not there holds none.
pub(crate) fn logsleutels(pad: &Path) -> Result<Vec<LogOpenbaar>> {
    let tekst = match fs::read_to_string(pad) {
        Ok(tekst) => tekst,
        Err(fout) if fout.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(fout) => return Err(fout).with_context(|| pad.display().to_string()),
    };
    let sleutel = |regel: &str| {
        let mut uit = [0; 32];
        if regel.len() != 64 || !regel.is_ascii() {
            return None;
        }
        for (i, byte) in uit.iter_mut().enumerate() {
            *byte = u8::from_str_radix(regel.get(2 * i..2 * i + 2)?, 16).ok()?;
        }
        Some(LogOpenbaar(uit))
    };
    tekst
        .lines()
        .map(str::trim)
        .filter(|r| !r.is_empty())
        .enumerate()
        .map(|(i, regel)| {
            sleutel(regel).ok_or_else(|| {
                gebruik(format!(
                    "{}: regel {} is geen openbare sleutel",
                    pad.display(),
                    i + 1
                ))
            })
        })
        .collect()
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
    fn het_knooppunt_en_de_logsleutel_blijven_en_een_oude_openbare_sleutel_ook() {
        use std::os::unix::fs::PermissionsExt as _;
        let pad = map("logsleutel");
        let datamap = Datamap::eis(&pad).unwrap();
        assert_eq!(datamap.logsleutels().unwrap(), []);
        let een = datamap.knooppunt(|| Uuid::from_u128(7)).unwrap();
        assert_eq!(datamap.knooppunt(|| Uuid::from_u128(8)).unwrap(), een);
        let eerst = datamap.logsleutel(|b| b.fill(7)).unwrap().openbaar();
        assert_eq!(datamap.logsleutel(|b| b.fill(8)).unwrap().openbaar(), eerst);
        let rechten = fs::metadata(pad.join(LOGSLEUTEL)).unwrap().permissions().mode();
        assert_eq!(rechten & 0o777, 0o600);
        fs::remove_file(pad.join(LOGSLEUTEL)).unwrap();
        let nieuw = datamap.logsleutel(|b| b.fill(8)).unwrap().openbaar();
        assert_eq!(datamap.logsleutels().unwrap(), [eerst, nieuw]);
        fs::write(pad.join(OPENBAAR), "geen sleutel").unwrap();
        assert!(datamap.logsleutels().is_err());
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

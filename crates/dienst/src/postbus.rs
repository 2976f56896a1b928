//! The postbus on disk: `in`, `bezig`, `uit`, `verwerkt`, `fout`.
//!
//! A file is taken when two looks in a row (at least 200 ms apart) see the same size and time;
//! whoever writes slower writes beside and renames. Taking is a
//! rename to `bezig/<claim>__<name>`: the claim is the id of the journal row, so after a crash the same claim is the
//! same row. Names that start with a dot or end in `.tmp`, `.part` or `.deel` are somebody else's unfinished work.

mod schrijven;

use schrijven::{maak_duurzaam, schrijf_samen};
use std::collections::HashMap;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};
use uuid::Uuid;

/// How long to wait between two looks.
pub const TUSSENPOOS: Duration = Duration::from_millis(200);

/// The five folders.
#[derive(Clone, Debug)]
pub struct Postbus {
    map: PathBuf,
}

/// A file that is ours: it lies in `bezig` under its claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// The id of the journal row.
    pub id: Uuid,
    /// The name it had in `in`.
    pub naam: String,
    /// Where it lies now.
    pub pad: PathBuf,
}

/// Where the original goes when it has been judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Afloop {
    /// Answered, or stored to be answered later.
    Verwerkt,
    /// Not readable as a message, or not for us.
    Fout,
}

/// A file for `uit`.
#[derive(Clone, Copy, Debug)]
pub struct Uitgaand<'a> {
    /// Its stable name.
    pub naam: &'a str,
    /// What is in it.
    pub bytes: &'a [u8],
    /// How often it was taken from the outbox, this time included: no two nodes have the same.
    pub poging: i64,
}

/// What the last look saw; a file that is unchanged at the next look is complete.
#[derive(Debug, Default)]
pub struct Waarneming(HashMap<PathBuf, (u64, Option<SystemTime>)>);

impl Postbus {
    /// Makes the folders where they are missing.
    pub fn open(map: &Path) -> io::Result<Self> {
        for naam in ["in", "bezig", "uit", "verwerkt", "fout"] {
            fs::create_dir_all(map.join(naam))?;
        }
        Ok(Self { map: map.to_owned() })
    }

    /// The folder with the five folders.
    #[must_use]
    pub fn map(&self) -> &Path {
        &self.map
    }

    /// Claims the first files in `in` that the previous look saw exactly like this; `id` makes the claims.
    pub fn neem(
        &self,
        gezien: &mut Waarneming,
        id: impl Fn() -> Uuid,
        hoogstens: usize,
    ) -> io::Result<Vec<Claim>> {
        let mut nu = HashMap::new();
        let mut claims = Vec::new();
        let mut paden = bestanden(&self.map.join("in"))?;
        paden.sort();
        for pad in paden {
            let Ok(meta) = fs::metadata(&pad) else { continue };
            let beeld = (meta.len(), meta.modified().ok());
            if gezien.0.get(&pad) != Some(&beeld) || claims.len() >= hoogstens {
                nu.insert(pad, beeld);
                continue;
            }
            match self.claim(&pad, id()) {
                Ok(claim) => claims.extend(claim),
                Err(fout) if claims.is_empty() => return Err(fout),
                // What is claimed already must not be forgotten; the next look meets the fault again.
                Err(_) => break,
            }
        }
        gezien.0 = nu;
        // Before anything is journalled: a claim that a power cut undoes would come in twice.
        if !claims.is_empty() {
            maak_duurzaam(&self.map.join("bezig"))?;
        }
        Ok(claims)
    }

    /// Renames into `bezig`; `None` when somebody else was first.
    fn claim(&self, pad: &Path, id: Uuid) -> io::Result<Option<Claim>> {
        let Some(naam) = pad.file_name().map(|n| n.to_string_lossy().into_owned()) else {
            return Ok(None);
        };
        let doel = self.map.join("bezig").join(format!("{id}__{}", kort(&naam)));
        match fs::rename(pad, &doel) {
            Ok(()) => Ok(Some(Claim {
                id,
                naam: kort(&naam),
                pad: doel,
            })),
            Err(fout) if fout.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(fout) => Err(fout),
        }
    }

    /// What lay in `bezig` when the program stopped; to be done before anything new is taken.
    pub fn herstel(&self) -> io::Result<Vec<Claim>> {
        let mut uit: Vec<Claim> = bestanden(&self.map.join("bezig"))?
            .into_iter()
            .filter_map(|pad| {
                let bestand = pad.file_name()?.to_string_lossy().into_owned();
                let (id, naam) = bestand.split_once("__")?;
                Some(Claim {
                    id: Uuid::parse_str(id).ok()?,
                    naam: naam.to_owned(),
                    pad,
                })
            })
            .collect();
        uit.sort_by_key(|c| c.id);
        Ok(uit)
    }

    /// The bytes, but never more than `maximum` + 1: one byte too many tells that it is too large.
    pub fn lees(&self, claim: &Claim, maximum: u64) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        File::open(&claim.pad)?
            .take(maximum.saturating_add(1))
            .read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    /// Moves the original out of `bezig`. Its own name when that is free, else with the claim before it; never over a file
    /// of another node. A power cut may undo the move: then the next start finds the same claim, sees that it is done, and
    /// moves it again.
    pub fn leg_weg(&self, claim: &Claim, afloop: Afloop) -> io::Result<()> {
        let map = self.map.join(match afloop {
            Afloop::Verwerkt => "verwerkt",
            Afloop::Fout => "fout",
        });
        let doel = map.join(&claim.naam);
        // A link fails where a rename would write over what another node put there a moment ago.
        let uitslag = match fs::hard_link(&claim.pad, &doel) {
            Ok(()) => fs::remove_file(&claim.pad),
            Err(fout) if fout.kind() == io::ErrorKind::AlreadyExists && zelfde(&claim.pad, &doel) => {
                fs::remove_file(&claim.pad)
            }
            Err(fout) if fout.kind() == io::ErrorKind::NotFound => Err(fout),
            // The name is taken, or this file system has no links.
            Err(_) => fs::rename(&claim.pad, map.join(format!("{}__{}", claim.id, claim.naam))),
        };
        match uitslag {
            // Already moved, before a crash or by another node: the end is the same.
            Err(fout) if fout.kind() == io::ErrorKind::NotFound => Ok(()),
            uitslag => uitslag,
        }
    }

    /// Writes outgoing files beside their place, makes them durable and renames them: never half a file, and a second time
    /// gives the same file. One answer per file, in order.
    pub fn lever(&self, bestanden: &[Uitgaand<'_>]) -> Vec<io::Result<()>> {
        let map = self.map.join("uit");
        let mut uitslag = schrijf_samen(&map, bestanden);
        if let Err(fout) = maak_duurzaam(&map) {
            for een in &mut uitslag {
                *een = Err(io::Error::new(fout.kind(), "de map 'uit' is niet duurzaam"));
            }
        }
        uitslag
    }
}

/// The same file under two names?
fn zelfde(een: &Path, ander: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    match (fs::metadata(een), fs::metadata(ander)) {
        (Ok(a), Ok(b)) => (a.dev(), a.ino()) == (b.dev(), b.ino()),
        _ => false,
    }
}

/// The plain files of a folder that are nobody's unfinished work.
fn bestanden(map: &Path) -> io::Result<Vec<PathBuf>> {
    let mut uit = Vec::new();
    for ding in fs::read_dir(map)? {
        let ding = ding?;
        let naam = ding.file_name();
        let naam = naam.to_string_lossy();
        let onaf = naam.starts_with('.') || [".tmp", ".part", ".deel"].iter().any(|e| naam.ends_with(e));
        if !onaf && ding.file_type()?.is_file() {
            uit.push(ding.path());
        }
    }
    Ok(uit)
}

/// File systems stop at 255 bytes; the claim takes 38 of them. The end is kept: there is the extension.
fn kort(naam: &str) -> String {
    let mut begin = naam.len().saturating_sub(200);
    while !naam.is_char_boundary(begin) {
        begin += 1;
    }
    naam.get(begin..).unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicU32, Ordering};

    static TELLER: AtomicU32 = AtomicU32::new(0);

    fn postbus() -> Postbus {
        let map = std::env::temp_dir().join(format!(
            "houvast-postbus-{}-{}",
            std::process::id(),
            TELLER.fetch_add(1, Ordering::Relaxed)
        ));
        let _ = fs::remove_dir_all(&map);
        Postbus::open(&map).unwrap()
    }

    fn uit(naam: &str, poging: i64) -> Uitgaand<'_> {
        Uitgaand {
            naam,
            bytes: b"<Bericht/>",
            poging,
        }
    }

    fn nummer(n: u128) -> impl Fn() -> Uuid {
        move || Uuid::from_u128(n)
    }

    #[test]
    fn een_kapotte_in_een_stapel_houdt_de_andere_niet_op() {
        let p = postbus();
        let namen: Vec<String> = (0..50)
            .map(|n| {
                if n == 7 {
                    "weg/7.xml".to_owned()
                } else {
                    format!("{n}.xml")
                }
            })
            .collect();
        let stapel: Vec<_> = namen.iter().map(|naam| uit(naam, 1)).collect();
        let uitslag = p.lever(&stapel);
        let mis: Vec<usize> = (0..50).filter(|n| uitslag[*n].is_err()).collect();
        assert_eq!(mis, [7]);
        let geleverd = fs::read_dir(p.map().join("uit")).unwrap();
        let geheel = geleverd.filter(|d| fs::read(d.as_ref().unwrap().path()).unwrap() == b"<Bericht/>");
        assert_eq!(geheel.count(), 49);
    }

    #[test]
    fn een_bestand_dat_nog_groeit_blijft_liggen() {
        let p = postbus();
        let mut gezien = Waarneming::default();
        let pad = p.map().join("in/a.xml");
        fs::write(&pad, "half").unwrap();
        assert!(p.neem(&mut gezien, nummer(1), 9).unwrap().is_empty());
        fs::write(&pad, "half en heel").unwrap();
        assert!(p.neem(&mut gezien, nummer(1), 9).unwrap().is_empty());
        let claims = p.neem(&mut gezien, nummer(1), 9).unwrap();
        assert_eq!(claims.len(), 1);
        assert_eq!(p.lees(&claims[0], 100).unwrap(), b"half en heel");
        assert!(!pad.exists());
    }

    #[test]
    fn een_blik_neemt_niet_meer_dan_gevraagd_en_de_volgende_de_rest() {
        let p = postbus();
        for n in 0..5 {
            fs::write(p.map().join(format!("in/{n}.xml")), "x").unwrap();
        }
        let mut gezien = Waarneming::default();
        let mut neem = |n: u128| {
            let id = AtomicU32::new(0);
            let id = || Uuid::from_u128(n * 10 + u128::from(id.fetch_add(1, Ordering::Relaxed)));
            let claims = p.neem(&mut gezien, id, 2).unwrap();
            claims.into_iter().map(|c| c.naam).collect::<Vec<_>>()
        };
        assert!(neem(0).is_empty());
        assert_eq!(neem(1), ["0.xml", "1.xml"]);
        assert_eq!(neem(2), ["2.xml", "3.xml"]);
        assert_eq!(neem(3), ["4.xml"]);
        assert!(neem(4).is_empty());
    }

    #[test]
    fn onaf_werk_van_een_ander_wordt_niet_genomen() {
        let p = postbus();
        let mut gezien = Waarneming::default();
        for naam in [".a.xml", "b.tmp", "c.part", "d.deel"] {
            fs::write(p.map().join("in").join(naam), "x").unwrap();
        }
        for _ in 0..3 {
            assert!(p.neem(&mut gezien, nummer(1), 9).unwrap().is_empty());
        }
    }

    #[test]
    fn na_een_val_is_dezelfde_claim_hetzelfde_bericht() {
        let p = postbus();
        let mut gezien = Waarneming::default();
        fs::write(p.map().join("in/a__b.xml"), "x").unwrap();
        p.neem(&mut gezien, nummer(5), 9).unwrap();
        let eerst = p.neem(&mut gezien, nummer(5), 9).unwrap();
        assert_eq!(p.herstel().unwrap(), eerst);
        p.leg_weg(&eerst[0], Afloop::Verwerkt).unwrap();
        p.leg_weg(&eerst[0], Afloop::Verwerkt).unwrap();
        assert!(p.herstel().unwrap().is_empty());
        assert!(p.map().join("verwerkt/a__b.xml").exists());
    }

    #[test]
    fn twee_keer_dezelfde_naam_overschrijft_niets() {
        let p = postbus();
        for n in 1..=2 {
            let mut gezien = Waarneming::default();
            fs::write(p.map().join("in/a.xml"), format!("{n}")).unwrap();
            p.neem(&mut gezien, nummer(n), 9).unwrap();
            let claim = p.neem(&mut gezien, nummer(n), 9).unwrap().remove(0);
            p.leg_weg(&claim, Afloop::Fout).unwrap();
        }
        assert_eq!(fs::read_dir(p.map().join("fout")).unwrap().count(), 2);
    }

    #[test]
    fn uitgaand_staat_er_heel_of_niet() {
        let p = postbus();
        for _ in 0..2 {
            let uitslag = p.lever(&[uit("JW316.xml", 1), uit("weg/JW319.xml", 1)]);
            assert!(
                uitslag[0].is_ok() && uitslag[1].is_err(),
                "een kapotte houdt de andere niet op"
            );
        }
        let namen: Vec<_> = fs::read_dir(p.map().join("uit"))
            .unwrap()
            .map(|d| d.unwrap().file_name().into_string().unwrap())
            .collect();
        assert_eq!(namen, ["JW316.xml"]);
    }

    #[test]
    fn een_latere_poging_ruimt_de_halve_bestanden_van_de_vorige_op() {
        let p = postbus();
        let half = |n: i64| p.map().join(format!("uit/.JW316.xml.{n}.tmp"));
        // Killed ten times in a row between the writing and the name.
        for n in 1..=10 {
            fs::write(half(n), "<Beri").unwrap();
        }
        assert!(p.lever(&[uit("JW316.xml", 11)])[0].is_ok());
        assert_eq!(fs::read(p.map().join("uit/JW316.xml")).unwrap(), b"<Bericht/>");
        assert!((1..=10).all(|n| !half(n).exists()));
        // A slow node comes back from its first attempt after all: the file stays whole.
        assert!(p.lever(&[uit("JW316.xml", 1)])[0].is_ok());
        assert_eq!(fs::read_dir(p.map().join("uit")).unwrap().count(), 1);
    }

    #[test]
    fn een_mislukte_aflevering_laat_geen_half_bestand_liggen() {
        let p = postbus();
        // The place is taken by a folder: writing works, the rename does not.
        fs::create_dir(p.map().join("uit/JW316.xml")).unwrap();
        assert!(p.lever(&[uit("JW316.xml", 1)])[0].is_err());
        assert_eq!(fs::read_dir(p.map().join("uit")).unwrap().count(), 1);
    }

    #[test]
    fn knopen_die_dezelfde_postbus_delen_nemen_elk_bestand_een_keer_en_bewaren_elk_origineel() {
        const BESTANDEN: usize = 300;
        const KNOPEN: u128 = 4;
        let p = postbus();
        for n in 0..BESTANDEN {
            fs::write(p.map().join(format!("in/{n}.xml")), n.to_string()).unwrap();
        }
        let teller = AtomicU32::new(0);
        let genomen: Vec<Claim> = std::thread::scope(|s| {
            let knopen: Vec<_> = (1..=KNOPEN)
                .map(|_| {
                    s.spawn(|| {
                        let mut gezien = Waarneming::default();
                        let mut mijn = Vec::new();
                        for _ in 0..4 {
                            let id = || Uuid::from_u128(teller.fetch_add(1, Ordering::Relaxed).into());
                            mijn.extend(p.neem(&mut gezien, id, 50).unwrap());
                        }
                        mijn
                    })
                })
                .collect();
            knopen.into_iter().flat_map(|k| k.join().unwrap()).collect()
        });
        let namen: std::collections::BTreeSet<_> = genomen.iter().map(|c| &c.naam).collect();
        assert_eq!((genomen.len(), namen.len()), (BESTANDEN, BESTANDEN));
        // The same name again and again, put away by all nodes at once, each claim by two of them.
        let claims: Vec<Claim> = genomen
            .iter()
            .map(|c| {
                let pad = p.map().join(format!("bezig/{}__a.xml", c.id));
                fs::rename(&c.pad, &pad).unwrap();
                Claim {
                    naam: "a.xml".into(),
                    pad,
                    ..c.clone()
                }
            })
            .collect();
        std::thread::scope(|s| {
            for _ in 0..2 {
                for deel in claims.chunks(BESTANDEN / 4) {
                    let p = &p;
                    s.spawn(move || deel.iter().for_each(|c| p.leg_weg(c, Afloop::Verwerkt).unwrap()));
                }
            }
        });
        let inhoud: std::collections::BTreeSet<String> = fs::read_dir(p.map().join("verwerkt"))
            .unwrap()
            .map(|d| fs::read_to_string(d.unwrap().path()).unwrap())
            .collect();
        assert_eq!(inhoud.len(), BESTANDEN, "geen origineel is overschreven");
        assert_eq!(
            fs::read_dir(p.map().join("verwerkt")).unwrap().count(),
            BESTANDEN,
            "en geen is er twee keer"
        );
        assert!(p.herstel().unwrap().is_empty());
    }

    #[test]
    fn een_verplaatsing_die_halverwege_stopte_geeft_geen_tweede_origineel() {
        let p = postbus();
        let pad = p.map().join(format!("bezig/{}__a.xml", Uuid::from_u128(5)));
        fs::write(&pad, "x").unwrap();
        let claim = p.herstel().unwrap().remove(0);
        // Killed between the link and the removal.
        fs::hard_link(&pad, p.map().join("verwerkt/a.xml")).unwrap();
        p.leg_weg(&claim, Afloop::Verwerkt).unwrap();
        assert!(p.herstel().unwrap().is_empty());
        assert_eq!(fs::read_dir(p.map().join("verwerkt")).unwrap().count(), 1);
    }
}

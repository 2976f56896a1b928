//! libxml2 as the referee.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The schemas, when they are on this machine and xmllint is too.
pub(crate) fn schemas() -> Option<PathBuf> {
    let map = super::wortel().join("../shared/ijw-3.2/xsd");
    if !map.is_dir() {
        eprintln!("OVERGESLAGEN: de XSD's staan niet in ../shared/ijw-3.2/xsd");
        return None;
    }
    let er = Command::new("xmllint")
        .arg("--version")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    if er.is_err() {
        eprintln!("OVERGESLAGEN: xmllint ontbreekt (Debian: libxml2-utils)");
        return None;
    }
    Some(map)
}

/// Which of the files are valid; many at a time.
pub(crate) fn keur(schemas: &Path, soort: &str, bestanden: &[PathBuf]) -> BTreeSet<PathBuf> {
    let mut goed = BTreeSet::new();
    for deel in bestanden.chunks(400) {
        let klaar = Command::new("xmllint")
            .args(["--huge", "--nonet", "--noout", "--schema"])
            .arg(schemas.join(format!("{soort}.xsd")))
            .args(deel)
            .output()
            .unwrap();
        let tekst = String::from_utf8_lossy(&klaar.stderr);
        assert!(
            !tekst.contains("failed to compile"),
            "het schema van {soort} deugt niet"
        );
        goed.extend(
            tekst
                .lines()
                .filter_map(|r| r.strip_suffix(" validates"))
                .map(PathBuf::from),
        );
    }
    goed
}

/// A fresh folder for the files of a test.
pub(crate) fn map(naam: &str) -> PathBuf {
    let map = Path::new(env!("CARGO_TARGET_TMPDIR")).join(naam);
    let _ = std::fs::remove_dir_all(&map);
    std::fs::create_dir_all(&map).unwrap();
    map
}

//! The folder, its key, its room and its postbus.

use super::Verslag;
use jiff::{SignedDuration, Timestamp};
use std::{
    fs, io,
    os::unix::fs::PermissionsExt as _,
    path::{Path, PathBuf},
};

/// Below this nothing can be stored soon; a message may be 25 MB (OP179) and is written some times.
const BIJNA_VOL: u64 = 500 * 1024 * 1024;
const VOL: u64 = 50 * 1024 * 1024;
/// A file that lies in `in` longer than this was not taken by a server.
const BLIJFT_LIGGEN: SignedDuration = SignedDuration::from_mins(5);
/// What nobody takes away from `uit` for so long does not reach the other side.
const NIET_OPGEHAALD: SignedDuration = SignedDuration::from_hours(24);
const PROEF: &str = ".diagnose.tmp";

pub(super) fn map(verslag: &mut Verslag, pad: &Path) -> Option<PathBuf> {
    verslag.over("map");
    let naam = pad.display();
    if !pad.is_dir() {
        verslag.fout(
            format!("De map {naam} is er niet."),
            "kies de goede map met --map, of start houvast server: die maakt de map.",
        );
        return None;
    }
    match schrijfbaar(pad) {
        Ok(()) => verslag.goed(format!("De map {naam} is er en is te beschrijven.")),
        Err(fout) => verslag.fout(
            format!("In de map {naam} kan niets geschreven worden: {}.", reden(&fout)),
            "geef de gebruiker van Houvast rechten op deze map, of maak de schijf beschrijfbaar.",
        ),
    }
    Some(pad.to_owned())
}

/// Writes a little file and takes it away.
fn schrijfbaar(map: &Path) -> io::Result<()> {
    let pad = map.join(PROEF);
    let gelukt = fs::write(&pad, "proef");
    fs::remove_file(&pad).ok();
    gelukt
}

fn reden(fout: &io::Error) -> &'static str {
    match fout.kind() {
        io::ErrorKind::PermissionDenied => "er zijn geen rechten",
        io::ErrorKind::ReadOnlyFilesystem => "de schijf is alleen te lezen",
        io::ErrorKind::StorageFull => "de schijf is vol",
        io::ErrorKind::NotFound => "zij is er niet",
        _ => "het systeem weigert het",
    }
}

pub(super) fn ruimte(verslag: &mut Verslag, map: &Path) {
    verslag.over("schijfruimte");
    let Ok(schijf) = rustix::fs::statvfs(map) else {
        verslag.let_op(
            "De ruimte op de schijf is niet te bepalen.",
            "kijk zelf, met df -h.",
        );
        return;
    };
    let vrij = schijf.f_bavail.saturating_mul(schijf.f_frsize);
    let mb = vrij / (1024 * 1024);
    match vrij {
        v if v < VOL => verslag.fout(
            format!("De schijf is vol: er is nog {mb} MB vrij."),
            "maak ruimte. Houvast neemt zolang niets aan en verliest niets; daarna gaat het vanzelf verder.",
        ),
        v if v < BIJNA_VOL => verslag.let_op(
            format!("De schijf raakt vol: er is nog {mb} MB vrij."),
            "maak ruimte, of zet de map op een grotere schijf.",
        ),
        _ => verslag.goed(format!("Er is {mb} MB vrij.")),
    }
}

pub(super) fn sleutel(verslag: &mut Verslag, map: &Path) -> Option<[u8; 32]> {
    verslag.over("sleutel");
    let pad = map.join("sleutel");
    let bytes = match fs::read(&pad) {
        Ok(bytes) => bytes,
        Err(fout) if fout.kind() == io::ErrorKind::NotFound => {
            verslag.fout(
                "Het bestand sleutel is er niet. Zonder sleutel zijn de gegevens niet te lezen.",
                "leg de sleutel terug, of zet een reservekopie terug. Bij een nieuwe map: start houvast server.",
            );
            return None;
        }
        Err(fout) => {
            verslag.fout(
                format!("Het bestand sleutel is niet te lezen: {}.", reden(&fout)),
                "voer dit uit als de gebruiker van Houvast, of geef die rechten op het bestand.",
            );
            return None;
        }
    };
    let Ok(sleutel) = <[u8; 32]>::try_from(bytes) else {
        verslag.fout(
            "Het bestand sleutel is beschadigd: het heeft niet de goede lengte.",
            "leg de kopie van de sleutel terug, of zet een reservekopie terug.",
        );
        return None;
    };
    let rechten = fs::metadata(&pad).map_or(0, |m| m.permissions().mode() & 0o077);
    if rechten == 0 {
        verslag.goed("De sleutel is er en is alleen voor de eigenaar.");
    } else {
        verslag.let_op(
            "De sleutel is er, maar anderen op deze machine kunnen haar lezen.",
            "chmod 600 op het bestand sleutel.",
        );
    }
    Some(sleutel)
}

pub(super) fn postbus(verslag: &mut Verslag, map: &Path, nu: Timestamp) {
    verslag.over("postbus");
    let mut goed = true;
    for deel in ["in", "bezig", "uit", "verwerkt", "fout"] {
        let pad = map.join(deel);
        // Reading too: what cannot be listed is never taken.
        if let Err(fout) = fs::read_dir(&pad).map(drop).and_then(|()| schrijfbaar(&pad)) {
            goed = false;
            verslag.fout(
                format!("De map {} is niet te gebruiken: {}.", pad.display(), reden(&fout)),
                "maak de map, of geef de gebruiker van Houvast rechten erop. houvast server maakt ontbrekende mappen.",
            );
        }
    }
    for (deel, grens, wat, doe) in [
        (
            "in",
            BLIJFT_LIGGEN,
            "niet opgepakt",
            "start houvast server, en kijk of die deze postbus gebruikt (instelling postbus).",
        ),
        (
            "bezig",
            BLIJFT_LIGGEN,
            "niet afgemaakt",
            "start houvast server: die gaat ermee verder. Draait die al, kijk dan hieronder bij berichten.",
        ),
        (
            "uit",
            NIET_OPGEHAALD,
            "niet opgehaald",
            "kijk of de koppeling met het berichtenverkeer de map uit leegt.",
        ),
    ] {
        let oud = te_oud(&map.join(deel), nu - grens);
        if oud > 0 {
            goed = false;
            verslag.let_op(
                format!(
                    "In de map {deel} {} {oud} oude bestanden die zijn {wat}.",
                    if oud == 1 { "ligt" } else { "liggen" }
                ),
                doe,
            );
        }
    }
    if goed {
        verslag.goed(format!(
            "De postbus {} is te gebruiken en er blijft niets liggen.",
            map.display()
        ));
    }
}

/// Finished files that nobody touched since.
fn te_oud(map: &Path, sinds: Timestamp) -> usize {
    let Ok(lijst) = fs::read_dir(map) else { return 0 };
    lijst
        .flatten()
        .filter(|d| !d.file_name().to_string_lossy().starts_with('.'))
        .filter_map(|d| d.metadata().ok()?.modified().ok())
        .filter_map(|op| Timestamp::try_from(op).ok())
        .filter(|op| *op < sinds)
        .count()
}

//! Starting the real program on a folder of its own, for tests and measurements.

#![allow(dead_code, reason = "each test uses its own part of it")]

pub(crate) mod verkeer;

use std::{
    fs,
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::TcpStream,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread::sleep,
    time::{Duration, Instant},
};

/// A running demo; killed when dropped.
pub(crate) struct Demo {
    pub(crate) proces: Child,
    pub(crate) adres: String,
}

impl Drop for Demo {
    fn drop(&mut self) {
        self.proces.kill().ok();
        self.proces.wait().ok();
    }
}

/// The program without settings from outside.
pub(crate) fn houvast() -> Command {
    let mut opdracht = Command::new(env!("CARGO_BIN_EXE_houvast"));
    for (naam, _) in std::env::vars_os().filter(|(n, _)| n.to_string_lossy().starts_with("HOUVAST_")) {
        opdracht.env_remove(naam);
    }
    opdracht
}

/// An empty folder of the test.
pub(crate) fn verse_map(naam: &str) -> PathBuf {
    let map = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{naam}-{}", std::process::id()));
    fs::remove_dir_all(&map).ok();
    fs::create_dir_all(&map).unwrap();
    map
}

/// Starts the process and does not wait for it.
pub(crate) fn start_los(map: &Path, opties: &[&str]) -> Child {
    houvast()
        .args(["demo", "--poort", "0", "--map"])
        .arg(map)
        .args(opties)
        .stdout(Stdio::piped())
        .stderr(Stdio::inherit())
        .spawn()
        .unwrap()
}

/// Starts a demo and waits until it has printed its address.
pub(crate) fn start(map: &Path) -> Demo {
    start_met(map, &[])
}

/// As [`start`], with more options.
pub(crate) fn start_met(map: &Path, opties: &[&str]) -> Demo {
    let mut proces = start_los(map, opties);
    let mut regels = BufReader::new(proces.stdout.take().unwrap()).lines();
    let adres = regels.find_map(|r| Some(r.ok()?.strip_prefix("Website")?.trim().to_owned()));
    let adres = adres.unwrap_or_else(|| panic!("de demo startte niet: {:?}", proces.wait()));
    // Keep reading, so that the program never waits for its own output.
    std::thread::spawn(move || regels.for_each(drop));
    Demo { proces, adres }
}

/// Asks the process to stop as a service manager would; gives its exit code.
pub(crate) fn stop_net(demo: &mut Demo) -> Option<i32> {
    let gevraagd = Command::new("kill")
        .args(["-TERM", &demo.proces.id().to_string()])
        .status();
    assert!(gevraagd.unwrap().success());
    demo.proces.wait().unwrap().code()
}

/// Drops a message in the postbus as a careful sender does: beside it first, then renamed.
pub(crate) fn leg_in(map: &Path, naam: &str, bytes: &[u8]) {
    let in_map = map.join("postbus/in");
    let tijdelijk = in_map.join(format!(".{naam}"));
    fs::write(&tijdelijk, bytes).unwrap();
    fs::rename(&tijdelijk, in_map.join(naam)).unwrap();
}

/// The finished files of a folder of the postbus, in order of name.
pub(crate) fn bestanden(map: &Path, deel: &str) -> Vec<PathBuf> {
    let lijst = fs::read_dir(map.join("postbus").join(deel)).unwrap();
    let mut uit: Vec<_> = lijst
        .map(|d| d.unwrap().path())
        .filter(|p| !p.file_name().unwrap().to_string_lossy().starts_with('.'))
        .collect();
    uit.sort();
    uit
}

/// Waits until `klaar`; `false` when the time is up.
#[expect(clippy::disallowed_methods, reason = "a test waits for a real process")]
pub(crate) fn wacht(hoogstens: Duration, mut klaar: impl FnMut() -> bool) -> bool {
    let begin = Instant::now();
    while !klaar() {
        if begin.elapsed() > hoogstens {
            return false;
        }
        sleep(Duration::from_millis(20));
    }
    true
}

/// Starts a server on this folder and database, with more settings, and waits until it has printed its address.
pub(crate) fn start_server(map: &Path, database: &str, meer: &[(&str, &Path)]) -> Demo {
    let mut proces = server_los(map, database, meer);
    let mut regels = BufReader::new(proces.stdout.take().unwrap()).lines();
    let adres = regels.find_map(|r| Some(r.ok()?.strip_prefix("Houvast draait op")?.trim().to_owned()));
    let adres = adres.unwrap_or_else(|| panic!("de server startte niet: {:?}", proces.wait()));
    std::thread::spawn(move || regels.for_each(drop));
    Demo { proces, adres }
}

/// As [`start_server`], without waiting.
pub(crate) fn server_los(map: &Path, database: &str, meer: &[(&str, &Path)]) -> Child {
    let mut opdracht = houvast();
    // A code each time is what the tests of logging in are about.
    opdracht.env("HOUVAST_TWEEDE_STAP", "niemand");
    for (naam, waarde) in meer {
        opdracht.env(naam, waarde);
    }
    opdracht
        .args(["server", "--poort", "0", "--database", database, "--map"])
        .arg(map)
        .stdout(Stdio::piped())
        .stderr(Stdio::inherit())
        .spawn()
        .unwrap()
}

/// Tries to log in as nobody that there is: a line in the audit log, when the store can be written. What comes back is for
/// the store of that moment to say.
pub(crate) fn klop_aan(demo: &Demo, naam: &str) {
    let plek = demo.adres.strip_prefix("http://").unwrap();
    let mut lijn = TcpStream::connect(plek).unwrap();
    lijn.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
    let velden = format!("gebruikersnaam={naam}&wachtwoord=nietgoed");
    write!(
        lijn,
        "POST /aanmelden HTTP/1.1\r\nHost: {plek}\r\nConnection: close\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{velden}",
        velden.len()
    )
    .unwrap();
    lijn.read_to_end(&mut Vec::new()).unwrap();
}

/// Runs a command to its end: exit code, standard output, standard error.
pub(crate) fn voer(argumenten: &[&str]) -> (Option<i32>, String, String) {
    let uit = houvast().args(argumenten).output().unwrap();
    let tekst = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (uit.status.code(), tekst(&uit.stdout), tekst(&uit.stderr))
}

//! Every command of the program, as the program itself lists them, on a filled demo: what of people it shows, what it leaves
//! in the audit log, and what it does for somebody who may not read the folder. The table is `src/cli/rechten.rs`.

#![expect(clippy::unwrap_used, reason = "a test may fail loudly")]

mod gemeen;
#[path = "../src/cli/rechten.rs"]
mod rechten;

use gemeen::verkeer::{systeem, vandaag};
use gemeen::{houvast, start, stop_net, verse_map};
use houvast_begrip::Houder;
use houvast_dienst::demo::{self, mensen::Persoon, vraag::Vraag};
use houvast_dienst::huis::{Instellingen, Tijd};
use houvast_dienst::{Huis, bewaren, inlog::Aanmeldregels};
use houvast_opslag::{Bladzijde, Geheim, LogHerkomst, LogRegel, LogVraag, Opslag, Sleutel, Totp};
use jiff::ToSpan as _;
use rechten::{OPDRACHTEN, OpdrachtRecht, Raakt, Toont};
use std::{
    collections::BTreeSet,
    fs,
    io::{BufRead as _, BufReader, Read as _, Write as _},
    os::unix::fs::{MetadataExt as _, PermissionsExt as _},
    os::unix::process::CommandExt as _,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::Arc,
};
use uuid::Uuid;

/// The commands as `--help` shows them.
fn opdrachten(voor: &[&str]) -> Vec<String> {
    let hulp = houvast().args(voor).arg("--help").output().unwrap();
    let hulp = String::from_utf8(hulp.stdout).unwrap();
    let Some((_, lijst)) = hulp.split_once("Opdrachten:\n") else {
        return vec![voor.join(" ")];
    };
    let namen = lijst
        .lines()
        .take_while(|r| !r.is_empty())
        .filter(|r| r.starts_with("  ") && !r.starts_with("   "))
        .filter_map(|r| r.split_whitespace().next());
    namen
        .filter(|naam| *naam != "help")
        .flat_map(|naam| opdrachten(&[voor, &[naam]].concat()))
        .collect()
}

/// Everything the commands are tried on.
struct Wereld {
    /// A stopped demo; never changed.
    map: PathBuf,
    /// Where the commands write.
    uit: PathBuf,
    kind: Uuid,
    lijst: Uuid,
    bsns: Vec<String>,
    /// The child of the message.
    persoon: Persoon,
}

async fn open(map: &Path, bestand: &Path) -> Opslag {
    let sleutel: [u8; 32] = fs::read(map.join("sleutel")).unwrap().try_into().unwrap();
    Opslag::open_sqlite(bestand, Sleutel::nieuw(sleutel))
        .await
        .unwrap()
}

async fn regels(opslag: &Opslag) -> Vec<LogRegel> {
    let mut lees = opslag.lees(&systeem()).await.unwrap();
    let lijst = lees
        .log(&LogVraag::default(), Bladzijde::eerste(500))
        .await
        .unwrap();
    lijst.rijen
}

fn met_code(regels: &[LogRegel], code: &str) -> Vec<Uuid> {
    regels.iter().filter(|r| r.code == code).map(|r| r.id).collect()
}

impl Wereld {
    async fn nieuw(naam: &str) -> Self {
        let map = verse_map(naam);
        assert_eq!(stop_net(&mut start(&map)), Some(0));
        let uit = verse_map(&format!("{naam}-uit"));
        let mensen = demo::mensen(demo::ZAAD, vandaag());
        let persoon = demo::voorbeelden::vrije(&mensen, "0193")
            // A name that nobody who works here has.
            .find(|p| {
                demo::rekeningen::ACCOUNTS
                    .iter()
                    .all(|a| !a.naam.contains(p.achternaam))
            })
            .unwrap()
            .clone();
        let vraag = |naam: &str, bedrag| {
            let van = vandaag().saturating_add(7.days());
            let tot = demo::voorbeelden::een_jaar(van);
            let xml = Vraag::voor(&persoon, "73990101", naam, vandaag())
                .met_budget(bedrag, van, tot)
                .xml();
            fs::write(uit.join(format!("{naam}.xml")), xml).unwrap();
        };
        vraag("CLI1", 8_000);
        vraag("CLI2", 6_000);
        fs::write(uit.join("leeg.json"), "{}").unwrap();
        // A list to destroy, as it will be in 25 years; and the key of a dossier.
        let opslag = open(&map, &map.join("houvast.db")).await;
        let later = vandaag()
            .saturating_add(25.years())
            .at(12, 0, 0, 0)
            .in_tz("UTC")
            .unwrap()
            .timestamp();
        let kans = std::sync::Mutex::new(demo::kans::Kans::nieuw(3));
        let huis = Huis {
            opslag: opslag.clone(),
            tijd: Tijd::nieuw(
                Arc::new(move || later),
                Arc::new(move |b| kans.lock().unwrap().vul(b)),
                None,
            ),
            instellingen: Arc::new(Instellingen {
                regio: Houder::regio("ijsselland").unwrap(),
                maximum: 1 << 20,
                basisschema_xsd: "1.0.0",
                bericht_xsd: "1.0.0",
                aanmelden: Aanmeldregels::default(),
            }),
            profielen: Arc::new(houvast_beslis::regioprofiel::ingebouwd("ijsselland").to_vec()),
        };
        let lijst = bewaren::stel_voor(&huis, persoon.gemeente)
            .await
            .unwrap()
            .unwrap()
            .lijst
            .id;
        let mut tx = opslag.begin(&systeem()).await.unwrap();
        let kind = tx
            .jeugdige_met_bsn(&persoon.gemeente.into(), &persoon.bsn)
            .await
            .unwrap()
            .unwrap()
            .id;
        // An app with codes, for the command that takes it away.
        let account = tx.account_met_naam("consulent.zwolle").await.unwrap().unwrap();
        tx.zet_totp(&Totp {
            houder: Houder::regio("ijsselland").unwrap(),
            account: account.id,
            geheim: Some(Geheim(vec![7; 20])),
            nieuw: None,
            laatste: 0,
            gewijzigd_op: later,
            versie: 1,
        })
        .await
        .unwrap();
        tx.commit().await.unwrap();
        drop(huis);
        opslag.sluit().await;
        let bsns = mensen.iter().map(|p| p.bsn.als_str().to_owned()).collect();
        Self {
            map,
            uit,
            kind,
            lijst,
            bsns,
            persoon,
        }
    }

    /// A folder of its own for a command, with the whole demo in it.
    fn kopie(&self, naam: &str) -> PathBuf {
        let naar = self.uit.join(format!("map-{}", naam.replace(' ', "-")));
        let gedaan = Command::new("cp").arg("-r").arg(&self.map).arg(&naar).status();
        assert!(gedaan.unwrap().success());
        naar
    }
}

/// How a command is tried.
struct Proef {
    woorden: Vec<String>,
    invoer: &'static str,
    /// The exit codes that are right for it.
    codes: &'static [i32],
    /// Runs until it is stopped; it is ready when it prints this.
    blijft: Option<&'static str>,
}

/// What is typed for each command. A command that is not here fails the test.
fn proef(naam: &str, w: &Wereld, map: &Path, uit: &Path) -> Option<Proef> {
    let p = |pad: PathBuf| pad.display().to_string();
    let (bericht, ander) = (p(w.uit.join("CLI1.xml")), p(w.uit.join("CLI2.xml")));
    let (kind, lijst) = (w.kind.to_string(), w.lijst.to_string());
    let profiel = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../beslis/profielen/ijsselland/2024-01-08.toml"
    )
    .to_owned();
    let (oud, nieuw) = ("ijsselland@2023-01-01", "ijsselland@2024-01-08");
    let (kopie, sleutel) = (p(w.uit.join("alles.kopie")), p(w.uit.join("kopie.sleutel")));
    let wachtwoord = "een-lang-wachtwoord-1\n";
    let (privacy, van_privacy) = ("privacy.zwolle", "houvast-privacy\n");
    let goed: &[i32] = &[0];
    let (meer, invoer, codes): (Vec<String>, &'static str, &'static [i32]) = {
        let rij = |delen: &[&str]| delen.iter().map(|d| (*d).to_owned()).collect::<Vec<_>>();
        match naam {
            "demo" | "server" => (rij(&["--poort", "0"]), "", goed),
            "account maak" => (
                rij(&["nieuw.mens", "--rol", "consulent", "--gemeente", "0193"]),
                wachtwoord,
                goed,
            ),
            "account lijst" | "vernietiging lijst" | "logboek controleer" | "database hersleutel" => {
                (vec![], "", goed)
            }
            "diagnose" => (vec![], "", &[0, 1]),
            "account sluit" | "account tweede-stap-weg" => (rij(&["consulent.zwolle"]), "", goed),
            "account wachtwoord" => (rij(&["consulent.zwolle"]), wachtwoord, goed),
            "bericht controleer" | "bericht toon" | "bericht verwerk" => (rij(&[&bericht]), "", &[0, 1]),
            "bericht regels" => (rij(&["TR374"]), "", goed),
            "bericht verschil" => (rij(&[&bericht, &ander]), "", &[1]),
            "bericht antwoord" => (
                rij(&[&bericht, "--uit", &p(uit.join("antwoord.xml"))]),
                "",
                &[0, 1],
            ),
            "bericht verbeter" => (rij(&[&bericht]), "", &[0, 1]),
            "bericht genereer" => (
                rij(&["--soort", "JW315", "--uit", &p(uit.join("nieuw.xml"))]),
                "",
                goed,
            ),
            "bericht anonimiseer" => (rij(&[&bericht, "--uit", &p(uit.join("anoniem"))]), "", goed),
            "protocol vragen" => (rij(&["medicatiecontrole"]), "", goed),
            "protocol beoordeel" => (
                rij(&[
                    "medicatiecontrole",
                    "--regio",
                    "ijsselland",
                    &p(w.uit.join("leeg.json")),
                ]),
                "",
                &[0, 1, 2],
            ),
            "protocol simuleer" => (rij(&["--oud", oud, "--nieuw", nieuw, "--alles"]), "", &[0, 1]),
            "regio controleer" => (rij(&[&profiel]), "", goed),
            "regio verschil" => (rij(&[oud, nieuw]), "", &[1]),
            "regio schema" => (vec![], "", goed),
            "database verplaats" => (
                rij(&[
                    "--van",
                    "sqlite",
                    "--naar",
                    &format!("sqlite:{}", p(uit.join("elders.db"))),
                ]),
                "",
                goed,
            ),
            "reservekopie sleutel" => (rij(&[&sleutel]), "", goed),
            "reservekopie maak" => (rij(&["--naar", &kopie, "--sleutelbestand", &sleutel]), "", goed),
            "reservekopie terugzet" => (rij(&["--van", &kopie, "--sleutelbestand", &sleutel]), "", goed),
            // Nothing is 20 years old here: no list comes of it.
            "vernietiging voorstel" => (rij(&["--gemeente", "0193"]), "", goed),
            "vernietiging toon" => (rij(&[&lijst]), "", goed),
            "vernietiging akkoord" | "vernietiging intrek" => {
                (rij(&[&lijst, "--account", privacy]), van_privacy, goed)
            }
            "vernietiging uitstel" => {
                let wat = "--gemeente 0193 --soort procedure --reden bezwaar --tot 2099-01-01 --account";
                let alles: Vec<&str> = [kind.as_str()]
                    .into_iter()
                    .chain(wat.split(' '))
                    .chain([privacy])
                    .collect();
                (rij(&alles), van_privacy, goed)
            }
            // Nobody has carried the list out.
            "vernietiging bewijs" => (rij(&[&lijst]), "", &[2]),
            "meet vul" => (rij(&["--dossiers", "5", "--berichten", "10"]), "", goed),
            "meet bladen" => (rij(&["--keer", "10", "--grens", "100000"]), "", &[0, 1, 2]),
            "meet keten" => (rij(&["--berichten", "1"]), "", &[0, 2]),
            "meet druk" => (
                rij(&["--berichten", "1", "--vragers", "2", "--duur", "1"]),
                "",
                &[0, 1, 2],
            ),
            _ => return None,
        }
    };
    let mut woorden: Vec<String> = naam.split(' ').map(str::to_owned).collect();
    woorden.extend(meer);
    let zonder_map = matches!(
        OPDRACHTEN.iter().find(|r| r.naam == naam)?.raakt,
        Raakt::Bestanden
    ) || naam == "bericht genereer";
    if !zonder_map {
        woorden.extend(["--map".to_owned(), map.display().to_string()]);
    }
    let blijft = match naam {
        "demo" => Some("Website"),
        "server" => Some("Houvast draait op"),
        _ => None,
    };
    Some(Proef {
        woorden,
        invoer,
        codes,
        blijft,
    })
}

/// Runs it to its end; exit code, and everything it printed.
fn draai(proef: &Proef, als_ander: bool) -> (i32, String) {
    let mut opdracht = houvast();
    opdracht
        .args(&proef.woorden)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    if als_ander {
        opdracht.uid(65534).gid(65534);
    }
    let mut proces = opdracht.spawn().unwrap();
    let mut stdin = proces.stdin.take().unwrap();
    // A command that asks for nothing may be gone already.
    stdin.write_all(proef.invoer.as_bytes()).ok();
    drop(stdin);
    let mut tekst = String::new();
    if let Some(klaar) = proef.blijft {
        let mut lezer = BufReader::new(proces.stdout.take().unwrap());
        while !tekst.contains(klaar) && lezer.read_line(&mut tekst).unwrap() > 0 {}
        Command::new("kill")
            .args(["-TERM", &proces.id().to_string()])
            .status()
            .unwrap();
        lezer.read_to_string(&mut tekst).unwrap();
    }
    let uit = proces.wait_with_output().unwrap();
    tekst.push_str(&String::from_utf8_lossy(&uit.stdout));
    tekst.push_str(&String::from_utf8_lossy(&uit.stderr));
    (uit.status.code().unwrap_or(-1), tekst)
}

/// Everything under a folder, as bytes.
fn bestanden(map: &Path, uit: &mut Vec<(PathBuf, Vec<u8>)>) {
    for ding in fs::read_dir(map).unwrap().flatten() {
        if ding.path().is_dir() {
            bestanden(&ding.path(), uit);
        } else {
            uit.push((ding.path(), fs::read(ding.path()).unwrap()));
        }
    }
}

/// Which BSN of the demo, or which name of the child of the message, stands in it.
fn lek(w: &Wereld, bytes: &[u8], ook_namen: bool) -> Option<String> {
    let tekst = String::from_utf8_lossy(bytes);
    let cijfers: BTreeSet<&str> = tekst
        .split(|c: char| !c.is_ascii_digit())
        .filter(|d| d.len() == 9)
        .collect();
    let bsn = w.bsns.iter().find(|b| cijfers.contains(b.as_str())).cloned();
    let naam = w.persoon.achternaam;
    let naam = (ook_namen && tekst.contains(naam)).then(|| naam.to_owned());
    bsn.or(naam)
}

/// Is there nothing in it that its row does not allow? Invented people may have the number of a child of the demo.
fn controleer_lek(w: &Wereld, recht: &OpdrachtRecht, tekst: &str, geschreven: &[(PathBuf, Vec<u8>)]) {
    if recht.toont == Toont::Invoer {
        // It shows what it was given: had it nothing to show, this would prove nothing.
        let heeft = !tekst.is_empty() || geschreven.iter().any(|(_, b)| !b.is_empty());
        return assert!(heeft, "`{}` toont niets", recht.naam);
    }
    assert_eq!(lek(w, tekst.as_bytes(), true), None, "`{}`: {tekst}", recht.naam);
    for (pad, bytes) in geschreven {
        let gevonden = if recht.naam == "bericht anonimiseer" {
            let eigen = w.persoon.bsn.als_str();
            String::from_utf8_lossy(bytes)
                .contains(eigen)
                .then(|| eigen.to_owned())
        } else {
            lek(w, bytes, false)
        };
        assert_eq!(gevonden, None, "`{}`: {}", recht.naam, pad.display());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn elke_opdracht_toont_wat_haar_rij_zegt_en_laat_haar_regel_na() {
    let w = Wereld::nieuw("opdrachten").await;
    let er = opdrachten(&[]);
    let bekend: BTreeSet<&str> = OPDRACHTEN.iter().map(|r| r.naam).collect();
    assert_eq!(
        er.iter().map(String::as_str).collect::<BTreeSet<_>>(),
        bekend,
        "de tabel en --help"
    );
    // The key before the copy, the copy before it is put back.
    let (mut eerst, rest): (Vec<&OpdrachtRecht>, Vec<&OpdrachtRecht>) = OPDRACHTEN
        .iter()
        .partition(|r| r.naam.starts_with("reservekopie"));
    eerst.extend(rest);
    let voor_alle = {
        let opslag = open(&w.map, &w.map.join("houvast.db")).await;
        let regels = regels(&opslag).await;
        opslag.sluit().await;
        regels
    };
    for recht in eerst {
        let eigen = w.uit.join(format!("uit-{}", recht.naam.replace(' ', "-")));
        fs::create_dir_all(&eigen).unwrap();
        let map = match recht.naam {
            "reservekopie terugzet" => w.uit.join("terug"),
            _ if recht.raakt == Raakt::Bestanden => w.map.clone(),
            naam => w.kopie(naam),
        };
        let proef = proef(recht.naam, &w, &map, &eigen);
        let proef = proef.unwrap_or_else(|| panic!("niemand weet hoe `{}` geprobeerd wordt", recht.naam));
        let (code, tekst) = draai(&proef, false);
        assert!(proef.codes.contains(&code), "`{}`: {code}, {tekst}", recht.naam);
        let mut geschreven = Vec::new();
        bestanden(&eigen, &mut geschreven);
        if recht.naam == "reservekopie maak" {
            geschreven.push((
                w.uit.join("alles.kopie"),
                fs::read(w.uit.join("alles.kopie")).unwrap(),
            ));
        }
        controleer_lek(&w, recht, &tekst, &geschreven);
        if recht.toont == Toont::Medewerkers {
            assert!(tekst.contains("consulent.zwolle"), "{tekst}");
        }
        let Some(spoor) = recht.spoor else { continue };
        let bestand = match recht.naam {
            "database verplaats" => eigen.join("elders.db"),
            _ => map.join("houvast.db"),
        };
        let opslag = open(&map, &bestand).await;
        let na = regels(&opslag).await;
        opslag.sluit().await;
        if recht.naam == "vernietiging voorstel" {
            continue;
        }
        let was = met_code(&voor_alle, spoor);
        let erbij: Vec<&LogRegel> = na
            .iter()
            .filter(|r| r.code == spoor && !was.contains(&r.id))
            .collect();
        assert_eq!(
            erbij.len(),
            1,
            "`{}` laat `{spoor}` na: {:?}",
            recht.naam,
            na.first().map(|r| &r.code)
        );
        assert_eq!(erbij[0].herkomst, LogHerkomst::Opdracht, "`{}`", recht.naam);
        // The operator at the machine, or whoever gave a password to it.
        let mens = proef.woorden.iter().any(|woord| woord == "--account");
        assert_eq!(erbij[0].account.is_some(), mens, "`{}`", recht.naam);
    }
    fs::remove_dir_all(&w.uit).unwrap();
    fs::remove_dir_all(&w.map).unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn wie_de_map_of_de_sleutel_niet_mag_lezen_krijgt_code_twee_en_ziet_niets() {
    let w = Wereld::nieuw("opdrachten-dicht").await;
    let ik = fs::metadata(&w.map).unwrap().uid();
    let mut aantal = 0;
    for recht in OPDRACHTEN.iter().filter(|r| r.raakt == Raakt::Opslag) {
        let proef = proef(recht.naam, &w, &w.map, &w.uit).unwrap();
        for (naam, rechten) in [("sleutel", 0o000), ("houvast.slot", 0o000)] {
            let pad = w.map.join(naam);
            fs::set_permissions(&pad, fs::Permissions::from_mode(rechten)).unwrap();
            // For root nothing is forbidden: then somebody without rights tries.
            if ik == 0 {
                for open in [&w.map, &w.uit] {
                    fs::set_permissions(open, fs::Permissions::from_mode(0o777)).unwrap();
                }
            }
            let (code, tekst) = draai(&proef, ik == 0);
            fs::set_permissions(&pad, fs::Permissions::from_mode(0o600)).unwrap();
            // To say what is wrong is what it is for.
            let verwacht = if recht.naam == "diagnose" { 1 } else { 2 };
            assert_eq!(code, verwacht, "`{}` zonder {naam}: {tekst}", recht.naam);
            assert_eq!(lek(&w, tekst.as_bytes(), true), None, "`{}`: {tekst}", recht.naam);
            assert!(!tekst.contains("consulent.zwolle"), "`{}`: {tekst}", recht.naam);
            aantal += 1;
        }
    }
    assert!(aantal > 30, "{aantal}");
    fs::remove_dir_all(&w.uit).unwrap();
    fs::remove_dir_all(&w.map).unwrap();
}

//! `server` and `account` as whoever runs them meets them: make an account, log in, drop a message, see the answer. On
//! SQLite and on a private PostgreSQL.

#![expect(clippy::unwrap_used, reason = "a test may fail loudly")]

mod gemeen;

use gemeen::{Demo, bestanden, houvast, leg_in, stop_net, verse_map, wacht};
use houvast_dienst::demo::{self, voorbeelden, vraag::Vraag};
use houvast_opslag::proef;
use std::{
    fs,
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::TcpStream,
    path::Path,
    process::{Output, Stdio},
    time::Duration,
};

const WACHTWOORD: &str = "een goede lange zin";

/// `account …` on this data, with `invoer` on its standard input.
fn account(map: &Path, database: &str, woorden: &[&str], invoer: &str) -> Output {
    let mut proces = houvast()
        .arg("account")
        .args(woorden)
        .args(["--database", database, "--map"])
        .arg(map)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A command that does not ask may be gone already.
    proces.stdin.take().unwrap().write_all(invoer.as_bytes()).ok();
    proces.wait_with_output().unwrap()
}

fn code(uit: &Output) -> Option<i32> {
    uit.status.code()
}

fn fouttekst(uit: &Output) -> String {
    String::from_utf8_lossy(&uit.stderr).into_owned()
}

fn start_server(map: &Path, database: &str) -> Demo {
    let mut proces = houvast()
        .args(["server", "--poort", "0", "--database", database, "--map"])
        .arg(map)
        // A code each time is what the tests of logging in are about.
        .env("HOUVAST_TWEEDE_STAP", "niemand")
        .stdout(Stdio::piped())
        .stderr(Stdio::inherit())
        .spawn()
        .unwrap();
    let mut regels = BufReader::new(proces.stdout.take().unwrap()).lines();
    let adres = regels.find_map(|r| Some(r.ok()?.strip_prefix("Houvast draait op")?.trim().to_owned()));
    let adres = adres.unwrap_or_else(|| panic!("de server startte niet: {:?}", proces.wait()));
    std::thread::spawn(move || regels.for_each(drop));
    Demo { proces, adres }
}

/// One request over HTTP; the whole answer as text.
fn http(adres: &str, methode: &str, pad: &str, koek: &str, velden: &str) -> String {
    let plek = adres.strip_prefix("http://").unwrap();
    let mut lijn = TcpStream::connect(plek).unwrap();
    write!(
        lijn,
        "{methode} {pad} HTTP/1.1\r\nHost: {plek}\r\nConnection: close\r\nCookie: {koek}\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{velden}",
        velden.len()
    )
    .unwrap();
    let mut antwoord = Vec::new();
    lijn.read_to_end(&mut antwoord).unwrap();
    String::from_utf8_lossy(&antwoord).into_owned()
}

/// The session cookie, or `None` where logging in fails.
fn meld_aan(adres: &str, naam: &str, wachtwoord: &str) -> Option<String> {
    let velden = format!(
        "gebruikersnaam={naam}&wachtwoord={}",
        wachtwoord.replace(' ', "+")
    );
    let antwoord = http(adres, "POST", "/aanmelden", "", &velden);
    let koek = antwoord.lines().find_map(|r| r.strip_prefix("set-cookie: "))?;
    antwoord
        .contains("location: /werkvoorraad")
        .then(|| koek.split(';').next().unwrap().to_owned())
}

#[expect(
    clippy::disallowed_methods,
    reason = "the program under test runs on the real clock"
)]
fn vandaag() -> jiff::civil::Date {
    jiff::Timestamp::now()
        .to_zoned(jiff::tz::TimeZone::get("Europe/Amsterdam").unwrap())
        .date()
}

fn verzoek() -> Vec<u8> {
    let dag = vandaag();
    let mensen = demo::mensen(demo::ZAAD, dag);
    let kind = voorbeelden::vrije(&mensen, "0193").next().unwrap();
    Vraag::voor(kind, "73990101", "SRV1", dag)
        .met_budget(3_000, dag, voorbeelden::een_jaar(dag))
        .xml()
}

fn van_account_tot_antwoord(map: &Path, database: &str) {
    let doe = |woorden: &[&str], invoer: &str| account(map, database, woorden, invoer);
    let maak = [
        "maak",
        "Sanne.Terpstra",
        "--rol",
        "consulent",
        "--gemeente",
        "0193",
        "--weergavenaam",
        "Sanne Terpstra",
    ];
    let kort = doe(&maak, "te kort\n");
    assert_eq!(code(&kort), Some(2), "{}", fouttekst(&kort));
    assert!(
        fouttekst(&kort).contains("minstens 12 tekens"),
        "{}",
        fouttekst(&kort)
    );
    let gemaakt = doe(&maak, &format!("{WACHTWOORD}\n"));
    assert_eq!(code(&gemaakt), Some(0), "{}", fouttekst(&gemaakt));
    assert_eq!(
        code(&doe(&maak, &format!("{WACHTWOORD}\n"))),
        Some(2),
        "de naam bestaat al"
    );

    let mut server = start_server(map, database);
    let adres = server.adres.clone();
    assert!(meld_aan(&adres, "sanne.terpstra", "iets heel anders").is_none());
    let koek = meld_aan(&adres, "sanne.terpstra", WACHTWOORD).expect("aanmelden lukt");
    let blad = http(&adres, "GET", "/werkvoorraad", &koek, "");
    assert!(blad.contains("Sanne Terpstra") && blad.contains("Gemeente Zwolle"));

    leg_in(map, "verzoek.xml", &verzoek());
    let antwoord = || {
        bestanden(map, "uit")
            .into_iter()
            .find(|p| p.file_name().unwrap().to_string_lossy().starts_with("JW316"))
    };
    assert!(
        wacht(Duration::from_secs(20), || antwoord().is_some()),
        "geen JW316 in uit"
    );
    let jw316 = std::fs::read_to_string(antwoord().unwrap()).unwrap();
    assert!(!jw316.contains("RetourCode>"), "het bericht klopt: {jw316}");
    let blad = http(&adres, "GET", "/berichten", &koek, "");
    assert!(blad.contains("JW315") && blad.contains("JW316"));

    // While the server runs: another account, a list, closing, another password.
    let aanbieder = ["maak", "lindeboog", "--rol", "aanbieder", "--agb", "73990101"];
    assert_eq!(code(&doe(&aanbieder, &format!("{WACHTWOORD}\n"))), Some(0));
    let lijst = String::from_utf8(doe(&["lijst"], "").stdout).unwrap();
    assert!(
        lijst.contains("sanne.terpstra\tconsulent\tZwolle\tSanne Terpstra\topen"),
        "{lijst}"
    );
    assert!(
        lijst.contains("lindeboog\taanbieder\t73990101\tlindeboog\topen"),
        "{lijst}"
    );
    assert_eq!(code(&doe(&["sluit", "sanne.terpstra"], "")), Some(0));
    let eruit = http(&adres, "GET", "/werkvoorraad", &koek, "");
    assert!(
        eruit.contains("location: /aanmelden"),
        "wie aangemeld was is er meteen uit"
    );
    assert!(meld_aan(&adres, "sanne.terpstra", WACHTWOORD).is_none());
    let ander = "nog een veel langere zin";
    assert_eq!(
        code(&doe(&["wachtwoord", "sanne.terpstra"], &format!("{ander}\n"))),
        Some(0)
    );
    assert!(meld_aan(&adres, "sanne.terpstra", WACHTWOORD).is_none());
    assert!(meld_aan(&adres, "sanne.terpstra", ander).is_some());
    assert_eq!(code(&doe(&["sluit", "niemand"], "")), Some(2));
    assert_eq!(stop_net(&mut server), Some(0));
}

#[test]
fn een_server_op_sqlite_heeft_eigen_accounts_en_antwoordt() {
    let map = verse_map("server-sqlite");
    van_account_tot_antwoord(&map, "sqlite");
    std::fs::remove_dir_all(map).unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn een_server_op_postgres_heeft_eigen_accounts_en_antwoordt() {
    // Says on stderr when there is no PostgreSQL.
    let Some(proef) = proef::postgres().await else {
        return;
    };
    let url = proef.url().unwrap().to_owned();
    let map = verse_map("server-postgres");
    // The tables of a test database are made with the key of all test databases.
    std::fs::write(map.join("sleutel"), [42; 32]).unwrap();
    tokio::task::block_in_place(|| van_account_tot_antwoord(&map, &url));
    assert!(
        !map.join("houvast.db").exists(),
        "de gegevens staan in PostgreSQL"
    );
    std::fs::remove_dir_all(map).unwrap();
    proef.ruim_op().await;
}

#[test]
fn een_account_hoort_bij_een_gemeente_of_bij_een_aanbieder_en_een_wachtwoord_is_geen_argument() {
    let map = verse_map("server-account");
    let invoer = format!("{WACHTWOORD}\n");
    for (woorden, waarom) in [
        (
            vec!["maak", "iemand", "--rol", "consulent"],
            "heeft een of meer gemeenten",
        ),
        (
            vec!["maak", "iemand", "--rol", "consulent", "--gemeente", "0363"],
            "geen gemeente van deze regio",
        ),
        (
            vec!["maak", "iemand", "--rol", "aanbieder", "--agb", "1"],
            "geen AGB-code",
        ),
        (
            vec![
                "maak",
                "iemand",
                "--rol",
                "aanbieder",
                "--agb",
                "73990101",
                "--gemeente",
                "0193",
            ],
            "geen gemeente",
        ),
        (
            vec!["maak", "wie dan ook", "--rol", "consulent", "--gemeente", "0193"],
            "gebruikersnaam",
        ),
        (
            vec!["maak", "iemand", "--rol", "baas", "--gemeente", "0193"],
            "geen goede waarde",
        ),
        (
            vec!["maak", "iemand", "--rol", "consulent", "--wachtwoord", "x"],
            "bestaat niet",
        ),
    ] {
        let uit = account(&map, "sqlite", &woorden, &invoer);
        assert_eq!(code(&uit), Some(2), "{woorden:?}");
        assert!(
            fouttekst(&uit).contains(waarom),
            "{woorden:?}: {}",
            fouttekst(&uit)
        );
    }
    let leeg = String::from_utf8(account(&map, "sqlite", &["lijst"], "").stdout).unwrap();
    assert!(leeg.contains("nog geen accounts"), "{leeg}");
    std::fs::remove_dir_all(map).unwrap();
}

/// The lines of `diagnose` about logging in.
fn over_aanmelden(map: &Path, meer: &[&str]) -> (Option<i32>, Vec<(String, String)>) {
    let uit = houvast()
        .args(["diagnose", "--json", "--map"])
        .arg(map)
        .args(meer)
        .output()
        .unwrap();
    let regels = String::from_utf8_lossy(&uit.stdout)
        .lines()
        .map(|r| serde_json::from_str::<serde_json::Value>(r).unwrap())
        .filter(|j| j["onderdeel"] == "aanmelden")
        .map(|j| ["ernst", "wat"].map(|n| j[n].as_str().unwrap().to_owned()))
        .map(|[ernst, wat]| (ernst, wat))
        .collect();
    (uit.status.code(), regels)
}

#[test]
fn de_diagnose_zegt_of_iemand_zich_kan_aanmelden() {
    let map = verse_map("diagnose-aanmelden");
    assert_eq!(stop_net(&mut start_server(&map, "sqlite")), Some(0));
    let een = |meer: &[&str]| {
        let (code, regels) = over_aanmelden(&map, meer);
        assert_eq!(regels.len(), 1, "{regels:?}");
        (code, regels[0].0.clone(), regels[0].1.clone())
    };
    let (code, ernst, wat) = een(&[]);
    assert_eq!((code, ernst.as_str()), (Some(0), "let op"));
    assert!(wat.contains("nog geen accounts"), "{wat}");
    let maak = |woorden: &[&str]| {
        let uit = account(&map, "sqlite", woorden, &format!("{WACHTWOORD}\n"));
        assert_eq!(
            uit.status.code(),
            Some(0),
            "{}",
            String::from_utf8_lossy(&uit.stderr)
        );
    };
    maak(&["maak", "mia", "--rol", "consulent", "--gemeente", "0193"]);
    assert!(een(&[]).2.contains("rol beheer"));
    maak(&["maak", "bas", "--rol", "beheer"]);
    assert_eq!(een(&[]).1, "goed");
    maak(&["sluit", "bas"]);
    assert_eq!(een(&[]).1, "let op", "een gesloten account telt niet");

    // Without a second step, and through an organisation that does not answer.
    let (instellingen, oidc) = (map.join("instellingen.toml"), map.join("oidc.toml"));
    let met = ["--instellingen", instellingen.to_str().unwrap()];
    fs::write(&instellingen, "tweede_stap = \"niemand\"\n").unwrap();
    let (_, regels) = over_aanmelden(&map, &met);
    assert!(
        regels.iter().any(|(_, wat)| wat.contains("hoeft geen code")),
        "{regels:?}"
    );
    fs::write(map.join("geheim"), "zeer geheim").unwrap();
    let geheim = map.join("geheim");
    let tekst = format!(
        "uitgever = \"https://127.0.0.1:1\"\nclient = \"houvast\"\ngeheimbestand = {geheim:?}\nacr = [\"loa3\"]\n\
         [rollen]\n\"HV-C\" = \"consulent\"\n[gemeenten]\n\"zwolle\" = \"0193\"\n"
    );
    fs::write(&oidc, tekst).unwrap();
    fs::write(
        &instellingen,
        format!(
            "oidc = {:?}\nwebadres = \"https://houvast.test\"\n",
            oidc.to_str().unwrap()
        ),
    )
    .unwrap();
    let (code, ernst, wat) = een(&met);
    assert_eq!((code, ernst.as_str()), (Some(1), "fout"), "{wat}");
    assert!(
        wat.contains("https://127.0.0.1:1") && !wat.contains("zeer geheim"),
        "{wat}"
    );
    fs::remove_dir_all(map).unwrap();
}

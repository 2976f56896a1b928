//! The audit log as whoever runs the program meets it: whole while it runs, broken after somebody was in the database. And
//! what a whole run writes holds no BSN, and no name where none belongs (afspraken 4).

#![expect(clippy::unwrap_used, reason = "a test may fail loudly")]

mod gemeen;

use gemeen::{Demo, houvast, stop_net, verse_map};
use houvast_dienst::demo;
use houvast_opslag::proef;
use sqlx::AssertSqlSafe;
use std::{
    collections::BTreeSet,
    fs,
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::TcpStream,
    path::Path,
    process::{Output, Stdio},
};

fn controleer(map: &Path, meer: &[&str]) -> (Option<i32>, String) {
    let uit: Output = houvast()
        .args(["logboek", "controleer", "--map"])
        .arg(map)
        .args(meer)
        .output()
        .unwrap();
    let tekst = [uit.stdout, uit.stderr].concat();
    (uit.status.code(), String::from_utf8(tekst).unwrap())
}

/// A demo or server whose log goes to `log.txt` in its folder.
fn start(map: &Path, woorden: &[&str]) -> Demo {
    let log = fs::OpenOptions::new()
        .create(true)
        .append(true)
        .open(map.with_extension("log"))
        .unwrap();
    let mut proces = houvast()
        .args(woorden)
        .args(["--poort", "0", "--map"])
        .arg(map)
        .env("RUST_LOG", "debug")
        .stdout(Stdio::piped())
        .stderr(log)
        .spawn()
        .unwrap();
    let mut regels = BufReader::new(proces.stdout.take().unwrap()).lines();
    let adres = regels.find_map(|r| {
        let regel = r.ok()?;
        let adres = regel
            .strip_prefix("Website")
            .or(regel.strip_prefix("Houvast draait op"))?;
        Some(adres.trim().to_owned())
    });
    let adres = adres.unwrap_or_else(|| panic!("start niet: {:?}", proces.wait()));
    std::thread::spawn(move || regels.for_each(drop));
    Demo { proces, adres }
}

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

fn meld_aan(adres: &str, naam: &str, wachtwoord: &str) -> String {
    let velden = format!("gebruikersnaam={naam}&wachtwoord={wachtwoord}");
    let antwoord = http(adres, "POST", "/aanmelden", "", &velden);
    let koek = antwoord.lines().find_map(|r| r.strip_prefix("set-cookie: "));
    koek.unwrap().split(';').next().unwrap().to_owned()
}

async fn buitenom(map: &Path, sql: &str) {
    let pad = format!("sqlite://{}", map.join("houvast.db").display());
    let pool = sqlx::SqlitePool::connect(&pad).await.unwrap();
    let gedaan = sqlx::query(AssertSqlSafe(sql.to_owned()))
        .execute(&pool)
        .await
        .unwrap();
    assert!(gedaan.rows_affected() > 0, "{sql}");
    pool.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn het_logboek_is_heel_tot_iemand_in_de_database_was() {
    let map = verse_map("logboek");
    assert_eq!(controleer(&map, &[]).0, Some(2), "hier staan geen gegevens");
    let mut demo = start(&map, &["demo"]);
    let koek = meld_aan(&demo.adres, "consulent.zwolle", "houvast-zwolle");
    for pad in ["/werkvoorraad", "/hulpvragen", "/berichten"] {
        assert!(
            http(&demo.adres, "GET", pad, &koek, "").contains(" 200 "),
            "{pad}"
        );
    }
    let (code, tekst) = controleer(&map, &[]);
    assert_eq!(code, Some(0), "terwijl hij draait: {tekst}");
    assert_eq!(stop_net(&mut demo), Some(0));
    let (code, tekst) = controleer(&map, &[]);
    assert!(
        code == Some(0) && tekst.contains("Het logboek is heel"),
        "{tekst}"
    );
    assert!(
        !tekst.contains(" 0 zegels"),
        "bij het stoppen komt er een zegel: {tekst}"
    );
    let kopie = fs::read_to_string(map.join("logzegels.jsonl")).unwrap();
    assert!(kopie.lines().count() > 0);

    // The last row of a chain goes, and its end and seal with it: only the copy of the seal knows.
    let zegels = map.join("logzegels.jsonl");
    fs::copy(map.join("houvast.db"), map.join("bewaard.db")).unwrap();
    for tabel in ["logregel", "logketen", "logzegel"] {
        buitenom(&map, &format!("DELETE FROM {tabel} WHERE houder = '0193'")).await;
    }
    let (code, tekst) = controleer(&map, &[]);
    assert!(
        code == Some(1) && tekst.contains("was verzegeld en is weg"),
        "{tekst}"
    );
    fs::write(&zegels, format!("{kopie}rommel\n")).unwrap();
    assert_eq!(
        controleer(&map, &[]).0,
        Some(2),
        "een bestand dat geen zegels heeft"
    );
    fs::write(&zegels, &kopie).unwrap();
    fs::remove_file(map.join("houvast.db")).unwrap();
    fs::rename(map.join("bewaard.db"), map.join("houvast.db")).unwrap();

    buitenom(
        &map,
        "UPDATE logregel SET doel = 'anders' WHERE houder = '0193' AND volgnummer = 2",
    )
    .await;
    let (code, tekst) = controleer(&map, &[]);
    assert!(
        code == Some(1) && tekst.contains("regel 2: deze regel is gewijzigd"),
        "{tekst}"
    );
    let (code, tekst) = controleer(&map, &["--json"]);
    assert!(code == Some(1) && tekst.starts_with("{\"breuk\":"), "{tekst}");
    let (code, tekst) = controleer(&map, &["--sleutels", "bestaat-niet"]);
    assert_eq!(code, Some(2), "{tekst}");
    fs::remove_dir_all(&map).unwrap();
    fs::remove_file(map.with_extension("log")).unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn ook_op_postgres_wordt_een_gewijzigde_regel_gevonden() {
    let Some(proef) = proef::postgres().await else {
        return;
    };
    let (map, url) = (verse_map("logboek-pg"), proef.url().unwrap().to_owned());
    // The store of the test has another key than the folder; this program makes its own database.
    let pool = sqlx::PgPool::connect(&url).await.unwrap();
    sqlx::query("DELETE FROM sleutel").execute(&pool).await.unwrap();
    let mut server = start(&map, &["server", "--database", &url]);
    let leeg = http(
        &server.adres,
        "POST",
        "/aanmelden",
        "",
        "gebruikersnaam=niemand&wachtwoord=fout",
    );
    assert!(leeg.contains(" 422 "));
    assert_eq!(stop_net(&mut server), Some(0));
    let (code, tekst) = controleer(&map, &["--database", &url]);
    assert!(code == Some(0) && tekst.contains("1 regels"), "{tekst}");
    sqlx::query("UPDATE logregel SET uitkomst = 'gelukt'")
        .execute(&pool)
        .await
        .unwrap();
    let (code, tekst) = controleer(&map, &["--database", &url]);
    assert!(code == Some(1) && tekst.contains("gewijzigd"), "{tekst}");
    pool.close().await;
    proef.ruim_op().await;
    fs::remove_dir_all(&map).unwrap();
    fs::remove_file(map.with_extension("log")).unwrap();
}

/// Everything below a folder, except the postbus and what a person is given to try.
fn inhoud(map: &Path) -> Vec<(String, Vec<u8>)> {
    let mut uit = Vec::new();
    for ding in fs::read_dir(map).unwrap() {
        let pad = ding.unwrap().path();
        let naam = pad.file_name().unwrap().to_string_lossy().into_owned();
        if ["postbus", "voorbeelden"].contains(&naam.as_str()) {
            continue;
        }
        if pad.is_dir() {
            uit.extend(inhoud(&pad));
        } else {
            uit.push((naam, fs::read(&pad).unwrap()));
        }
    }
    uit
}

fn bevat(hooi: &[u8], naald: &str) -> bool {
    String::from_utf8_lossy(hooi).contains(naald)
}

/// Every run of nine digits, in one pass: there are many BSNs and megabytes to look in.
fn negentallen(bytes: &[u8]) -> BTreeSet<&[u8]> {
    bytes
        .split(|b| !b.is_ascii_digit())
        .flat_map(|cijfers| cijfers.windows(9))
        .collect()
}

/// Real addresses of our own on a page: links only.
fn adressen(html: &str) -> Vec<String> {
    html.split("href=\"/")
        .skip(1)
        .filter_map(|na| na.split(['"', '#']).next())
        .map(|pad| format!("/{pad}"))
        .collect()
}

#[test]
fn een_hele_wandeling_laat_geen_bsn_achter_en_geen_naam_in_een_logregel_of_adres() {
    let map = verse_map("lek");
    let mut demo = start(&map, &["demo"]);
    let mut paden = Vec::new();
    for account in demo::rekeningen::ACCOUNTS {
        let koek = meld_aan(&demo.adres, account.gebruiker, account.wachtwoord);
        let mut wachtrij = vec![
            "/werkvoorraad".to_owned(),
            "/logboek".to_owned(),
            "/dagmail".to_owned(),
        ];
        let mut aantal = 0;
        let mut gezien = BTreeSet::new();
        while let Some(pad) = wachtrij.pop() {
            if aantal < 60 && gezien.insert(pad.clone()) {
                aantal += 1;
                let antwoord = http(&demo.adres, "GET", &pad, &koek, "");
                wachtrij.extend(
                    adressen(&antwoord)
                        .into_iter()
                        .filter(|p| !p.starts_with("/stijl")),
                );
                paden.push(pad);
            }
        }
        // A search with a BSN and a name, and a login with a BSN in the wrong field.
        if account.rol == "consulent" {
            let blad = http(&demo.adres, "GET", "/jeugdigen", &koek, "");
            let teken = blad.split("name=\"csrf\" value=\"").nth(1).unwrap();
            let teken = teken.split('"').next().unwrap();
            for tekst in ["999900006", "Hoekstra"] {
                http(
                    &demo.adres,
                    "POST",
                    "/jeugdigen",
                    &koek,
                    &format!("csrf={teken}&tekst={tekst}"),
                );
            }
        }
        http(
            &demo.adres,
            "POST",
            "/aanmelden",
            "",
            "gebruikersnaam=999900006&wachtwoord=x",
        );
    }
    assert_eq!(stop_net(&mut demo), Some(0));
    assert!(paden.len() > 150, "{}", paden.len());
    let log = fs::read(map.with_extension("log")).unwrap();
    assert!(
        bevat(&log, "/jeugdigen/{id}"),
        "het verslag van de verzoeken staat erin"
    );
    let bestanden = inhoud(&map);
    assert!(
        bestanden
            .iter()
            .any(|(naam, b)| naam.starts_with("houvast.db") && bevat(b, "logregel"))
    );
    #[expect(
        clippy::disallowed_methods,
        reason = "the program under test runs on the real clock"
    )]
    let vandaag = jiff::Timestamp::now()
        .to_zoned(jiff::tz::TimeZone::get("Europe/Amsterdam").unwrap())
        .date();
    let adressen = paden.join("\n");
    let in_log = negentallen(&log);
    let in_bestand: Vec<_> = bestanden.iter().map(|(naam, b)| (naam, negentallen(b))).collect();
    let log = String::from_utf8_lossy(&log);
    let mut namen = 0;
    for persoon in demo::mensen(demo::ZAAD, vandaag) {
        let bsn = persoon.bsn.als_str();
        assert!(
            !in_log.contains(bsn.as_bytes()) && !adressen.contains(bsn),
            "een BSN in log of adres"
        );
        for (naam, getallen) in &in_bestand {
            assert!(!getallen.contains(bsn.as_bytes()), "een BSN in {naam}");
        }
        // Short names occur within ordinary words.
        if persoon.achternaam.len() >= 7 {
            namen += 1;
            assert!(
                !log.contains(persoon.achternaam),
                "{} in de log",
                persoon.achternaam
            );
            assert!(!adressen.contains(persoon.achternaam), "{}", persoon.achternaam);
        }
    }
    assert!(namen > 20, "{namen}");
    fs::remove_dir_all(&map).unwrap();
    fs::remove_file(map.with_extension("log")).unwrap();
}

//! The server as whoever watches and restarts it meets it: ready, counted, stopped in the middle of an answer, and one after
//! the other with work going on.

#![expect(clippy::unwrap_used, reason = "a test may fail loudly")]

mod gemeen;

use gemeen::verkeer::{Geval, bericht, inhoud, kenmerk, vandaag};
use gemeen::{Demo, bestanden, houvast, leg_in, start_server, stop_net, verse_map, voer, wacht};
use houvast_dienst::demo;
use houvast_opslag::proef;
use std::{
    fs,
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::TcpStream,
    path::Path,
    process::{Command, Stdio},
    time::Duration,
};

/// A server with a place for metrics; the address of both.
fn start(map: &Path) -> (Demo, String) {
    let mut proces = houvast()
        .env("HOUVAST_METRICS", "127.0.0.1:0")
        .args(["server", "--poort", "0", "--map"])
        .arg(map)
        .stdout(Stdio::piped())
        .stderr(Stdio::inherit())
        .spawn()
        .unwrap();
    let mut regels = BufReader::new(proces.stdout.take().unwrap()).lines();
    let mut vind = |begin: &str| {
        let regel = regels.find_map(|r| Some(r.ok()?.strip_prefix(begin)?.trim().to_owned()));
        regel.unwrap_or_else(|| panic!("geen regel {begin}"))
    };
    let adres = vind("Houvast draait op");
    let metrics = vind("Metrics");
    std::thread::spawn(move || regels.for_each(drop));
    (Demo { proces, adres }, metrics)
}

fn plek(adres: &str) -> &str {
    adres.strip_prefix("http://").unwrap().split('/').next().unwrap()
}

fn get(adres: &str, pad: &str) -> String {
    let mut lijn = TcpStream::connect(plek(adres)).unwrap();
    write!(lijn, "GET {pad} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").unwrap();
    let mut antwoord = Vec::new();
    lijn.read_to_end(&mut antwoord).unwrap();
    String::from_utf8_lossy(&antwoord).into_owned()
}

#[test]
fn een_server_zegt_of_hij_klaar_is_en_telt_alleen_op_zijn_eigen_adres() {
    let map = verse_map("toezicht");
    let (mut server, metrics) = start(&map);
    assert!(get(&server.adres, "/klaar").starts_with("HTTP/1.1 200"));
    let cijfers = get(&metrics, "/metrics");
    assert!(
        cijfers.starts_with("HTTP/1.1 200") && cijfers.contains("text/plain; version=0.0.4"),
        "{cijfers}"
    );
    assert!(
        cijfers.contains("houvast_verzoek_seconden_count{route=\"/klaar\",status=\"200\"} 1"),
        "{cijfers}"
    );
    assert!(cijfers.contains("houvast_binnen_wachtend 0"), "{cijfers}");
    assert!(get(&metrics, "/klaar").contains("klaar=ja"));
    assert!(
        get(&server.adres, "/metrics").starts_with("HTTP/1.1 303"),
        "op de website is het er niet"
    );
    assert!(
        get(&metrics, "/werkvoorraad").starts_with("HTTP/1.1 404"),
        "en hier zijn de bladzijden er niet"
    );
    fs::rename(map.join("postbus/bezig"), map.join("postbus/weg")).unwrap();
    let niet = get(&server.adres, "/klaar");
    assert!(
        niet.starts_with("HTTP/1.1 503") && niet.contains("postbus=nee"),
        "{niet}"
    );
    fs::rename(map.join("postbus/weg"), map.join("postbus/bezig")).unwrap();
    assert_eq!(stop_net(&mut server), Some(0));
    fs::remove_dir_all(map).unwrap();
}

#[test]
fn wie_halverwege_een_antwoord_is_krijgt_het_ook_als_de_server_stopt() {
    let map = verse_map("uitloop");
    let (mut server, metrics) = start(&map);
    let velden = "gebruikersnaam=niemand&wachtwoord=iets";
    let mut lijn = TcpStream::connect(plek(&server.adres)).unwrap();
    let (begin, rest) = velden.split_at(10);
    write!(
        lijn,
        "POST /aanmelden HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/x-www-form-urlencoded\r\n\
         Content-Length: {}\r\n\r\n{begin}",
        velden.len()
    )
    .unwrap();
    let bezig = || get(&metrics, "/metrics").contains("houvast_verzoeken_bezig 1\n");
    assert!(wacht(Duration::from_secs(10), bezig), "de vraag is binnen");
    let gevraagd = Command::new("kill")
        .args(["-TERM", &server.proces.id().to_string()])
        .status();
    assert!(gevraagd.unwrap().success());
    let dicht = || TcpStream::connect(plek(&server.adres)).is_err();
    assert!(
        wacht(Duration::from_secs(10), dicht),
        "wie nu komt wordt geweigerd"
    );
    let klaar = get(&metrics, "/klaar");
    assert!(
        klaar.starts_with("HTTP/1.1 503") && klaar.contains("stopt=ja"),
        "{klaar}"
    );
    // Longer than a quiet connection gets.
    std::thread::sleep(Duration::from_secs(3));
    assert!(
        server.proces.try_wait().unwrap().is_none(),
        "hij wacht op wie bezig is"
    );
    lijn.write_all(rest.as_bytes()).unwrap();
    let mut antwoord = Vec::new();
    lijn.read_to_end(&mut antwoord).unwrap();
    let antwoord = String::from_utf8_lossy(&antwoord);
    assert!(
        antwoord.starts_with("HTTP/1.1 ") && antwoord.contains("</html>"),
        "{antwoord}"
    );
    assert_eq!(server.proces.wait().unwrap().code(), Some(0));
    fs::remove_dir_all(map).unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn een_voor_een_herstarten_laat_het_werk_doorgaan_en_antwoordt_een_keer() {
    let Some(proef) = proef::postgres().await else {
        return;
    };
    let url = proef.url().unwrap().to_owned();
    let map = verse_map("rollend");
    tokio::task::block_in_place(|| rollend(&map, &url));
    let mut lees = proef.opslag.lees(&gemeen::verkeer::systeem()).await.unwrap();
    assert_eq!(lees.achterstand(3).await.unwrap().wachtend, 0);
    let dagmail = lees.taak("dagmail").await.unwrap();
    assert!(
        dagmail.is_none_or(|t| t.huurder.is_none()),
        "wie stopt laat zijn werk los"
    );
    drop(lees);
    proef.ruim_op().await;
    fs::remove_dir_all(map).unwrap();
}

fn rollend(map: &Path, url: &str) {
    let postbus = map.join("postbus");
    let meer = [("HOUVAST_POSTBUS", postbus.as_path())];
    let knoop = |n: usize| {
        let pad = map.join(format!("knoop{n}"));
        fs::create_dir_all(&pad).unwrap();
        // The tables of a test database are made with the key of all test databases.
        fs::write(pad.join("sleutel"), [42; 32]).unwrap();
        start_server(&pad, url, &meer)
    };
    let mut knopen: Vec<Demo> = (0..2).map(knoop).collect();
    let dag = vandaag();
    let mensen = demo::mensen(demo::ZAAD, dag);
    let nummers: Vec<usize> = (0..)
        .filter(|n| Geval::van(*n) == Geval::Afgewezen)
        .take(24)
        .collect();
    let mut groepen = nummers.chunks(6);
    for n in [0, 1, 0, 1] {
        for nummer in groepen.next().unwrap() {
            leg_in(
                map,
                &format!("{}.xml", kenmerk(*nummer)),
                &bericht(&mensen, dag, *nummer),
            );
        }
        assert_eq!(stop_net(&mut knopen[n]), Some(0));
        knopen[n] = knoop(n);
        assert!(get(&knopen[n].adres, "/klaar").starts_with("HTTP/1.1 200"));
    }
    let klaar = || bestanden(map, "in").is_empty() && bestanden(map, "bezig").is_empty();
    assert!(wacht(Duration::from_secs(60), || klaar()
        && inhoud(map).len() >= 2 * nummers.len()));
    for knoop in &mut knopen {
        assert_eq!(stop_net(knoop), Some(0));
    }
    let uit = inhoud(map);
    assert_eq!(uit.len(), 2 * nummers.len(), "{:?}", uit.keys());
    for nummer in nummers {
        let met = uit
            .values()
            .filter(|b| String::from_utf8_lossy(b).contains(&kenmerk(nummer)));
        assert_eq!(met.count(), 2, "{}", kenmerk(nummer));
    }
}

/// As whoever runs it: destroying asks for a list, and another key for a stop.
#[test]
fn een_andere_sleutel_en_een_lijst_zonder_dossiers_op_de_opdrachtregel() {
    let map = verse_map("hersleutel");
    let m = map.to_str().unwrap();
    assert_eq!(
        voer(&["database", "hersleutel", "--map", m]).0,
        Some(2),
        "er is nog niets"
    );
    let mut server = start_server(&map, "sqlite", &[]);
    let (code, _, fout) = voer(&["database", "hersleutel", "--map", m]);
    assert!(code == Some(2) && fout.contains("in gebruik"), "{fout}");
    let (code, uit, fout) = voer(&["vernietiging", "voorstel", "--gemeente", "0193", "--map", m]);
    assert!(code == Some(0) && uit.contains("geen dossier"), "{uit}{fout}");
    assert_eq!(
        voer(&["vernietiging", "voorstel", "--gemeente", "0363", "--map", m]).0,
        Some(2)
    );
    assert!(
        voer(&["vernietiging", "lijst", "--map", m])
            .1
            .contains("nog geen lijsten")
    );
    let id = "01900000-0000-7000-8000-000000000001";
    assert_eq!(voer(&["vernietiging", "bewijs", id, "--map", m]).0, Some(2));
    assert_eq!(stop_net(&mut server), Some(0));
    let oud = fs::read(map.join("sleutel")).unwrap();
    let (code, uit, fout) = voer(&["database", "hersleutel", "--map", m]);
    assert!(
        code == Some(0) && uit.contains("opnieuw verzegeld"),
        "{uit}{fout}"
    );
    let nieuw = fs::read(map.join("sleutel")).unwrap();
    assert_ne!(oud, nieuw);
    assert_eq!(fs::read(map.join("sleutel.oud")).unwrap(), oud);
    assert!(!map.join("sleutel.volgend").exists());
    // Cut off after the last page and before the change of files: the same call sets it right.
    fs::write(map.join("sleutel"), &oud).unwrap();
    fs::write(map.join("sleutel.volgend"), &nieuw).unwrap();
    let (code, uit, fout) = voer(&["database", "hersleutel", "--map", m]);
    assert!(
        code == Some(0) && uit.contains("nieuwe sleutel al"),
        "{uit}{fout}"
    );
    assert_eq!(fs::read(map.join("sleutel")).unwrap(), nieuw);
    let mut server = start_server(&map, "sqlite", &[]);
    assert!(get(&server.adres, "/klaar").contains("sleutel=ja"));
    assert_eq!(stop_net(&mut server), Some(0));
    let (code, uit, _) = voer(&["logboek", "controleer", "--map", m]);
    assert_eq!(code, Some(0), "{uit}");
    fs::remove_dir_all(map).unwrap();
}

//! Moving a filled region to another database and back, a backup that survives the loss of everything else, and a diagnosis:
//! as who runs an installation types them.

#![expect(clippy::unwrap_used, reason = "a test may fail loudly")]

#[path = "beheer/afgebroken.rs"]
mod afgebroken;
mod gemeen;
#[path = "beheer/proxy.rs"]
mod proxy;
#[path = "beheer/zonder_log.rs"]
mod zonder_log;

use gemeen::{server_los, start, start_server, stop_net, verse_map, voer};
use houvast_opslag::proef;
use std::{collections::BTreeMap, fs, os::unix::fs::PermissionsExt as _, path::Path};

/// Table, rows and sum of each line that a command printed.
fn tabellen(uitvoer: &str) -> BTreeMap<String, (u64, String)> {
    let rij = |regel: &str| {
        let delen: Vec<_> = regel.split_whitespace().collect();
        let [tabel, aantal, som] = delen[..] else {
            return None;
        };
        let som = (som.len() == 8).then(|| som.to_owned())?;
        Some((tabel.to_owned(), (aantal.parse().ok()?, som)))
    };
    uitvoer.lines().filter_map(rij).collect()
}

/// A demo with its history, stopped.
fn gevulde_map(naam: &str) -> std::path::PathBuf {
    let map = verse_map(naam);
    // The tables of a test database are made with the key of all test databases.
    fs::write(map.join("sleutel"), [42; 32]).unwrap();
    fs::set_permissions(map.join("sleutel"), fs::Permissions::from_mode(0o600)).unwrap();
    assert_eq!(stop_net(&mut start(&map)), Some(0));
    map
}

fn p(pad: &Path) -> &str {
    pad.to_str().unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn een_gevulde_demo_verhuist_naar_postgres_en_terug_en_draait_daarna() {
    let Some(proef) = proef::postgres().await else {
        return;
    };
    let url = proef.url().unwrap().to_owned();
    tokio::task::block_in_place(|| {
        let map = gevulde_map("verhuis");
        let adres = map.join("adres.txt");
        fs::write(&adres, format!("{url}\n")).unwrap();
        let bestand = format!("@{}", p(&adres));
        let verplaats = |van: &str, naar: &str| {
            voer(&[
                "database",
                "verplaats",
                "--van",
                van,
                "--naar",
                naar,
                "--map",
                p(&map),
            ])
        };
        let (code, uit, fout) = verplaats("sqlite", &bestand);
        assert_eq!(code, Some(0), "{fout}");
        let heen = tabellen(&uit);
        assert!(heen.len() > 20 && heen["jeugdige"].0 > 100, "{uit}");
        assert!(
            uit.contains("postgres://***@") && uit.contains("teruggelezen en gelijk"),
            "{uit}"
        );
        // Once more is refused, and says why.
        let (code, _, fout) = verplaats("sqlite", &bestand);
        assert_eq!(code, Some(2));
        assert!(fout.contains("niet leeg"), "{fout}");
        // Back into a new file, with the same sums.
        let nieuw = map.join("nieuw.db");
        let (code, uit, fout) = verplaats(&bestand, &format!("sqlite:{}", p(&nieuw)));
        assert_eq!(code, Some(0), "{fout}");
        // Only the log has a line more: that everything was moved.
        let zonder_log = |mut sommen: BTreeMap<String, (u64, String)>| {
            let regels = sommen.remove("logregel").map(|s| s.0);
            sommen.remove("logketen");
            (sommen, regels)
        };
        let ((heen, eerst), (terug, daarna)) = (zonder_log(heen), zonder_log(tabellen(&uit)));
        assert_eq!(terug, heen);
        assert_eq!(daarna.unwrap(), eerst.unwrap_or(0) + 1);
        assert_eq!(opslagregels(&nieuw), ["opslag.verplaatsen", "opslag.verplaatsen"]);
        // And the region runs on the other database.
        let mut server = start_server(&map, &url, &[]);
        assert_eq!(stop_net(&mut server), Some(0));
        fs::remove_dir_all(map).unwrap();
    });
    proef.ruim_op().await;
}

#[test]
fn verplaatsen_zegt_wat_er_aan_de_opdracht_mankeert() {
    let map = verse_map("verhuisfout");
    for (van, naar, waarom) in [
        ("sqlite", "sqlite", "dezelfde"),
        ("sqlite", "sqlite:x.db", "is er niet"),
        ("mysql://x", "sqlite", "hoort"),
        ("@/bestaat/niet", "sqlite", "niet te lezen"),
    ] {
        let (code, _, fout) = voer(&[
            "database",
            "verplaats",
            "--van",
            van,
            "--naar",
            naar,
            "--map",
            p(&map),
        ]);
        assert_eq!(code, Some(2), "{van} {naar}: {fout}");
        assert!(fout.contains(waarom), "{van} {naar}: {fout}");
    }
    fs::write(map.join("houvast.db"), "").unwrap();
    let (code, _, fout) = voer(&[
        "database",
        "verplaats",
        "--van",
        "sqlite",
        "--naar",
        "sqlite:x.db",
        "--map",
        p(&map),
    ]);
    assert_eq!(code, Some(2));
    assert!(fout.contains("geen sleutel"), "{fout}");
    fs::remove_dir_all(map).unwrap();
}

/// What the log says of copying, moving and putting back.
fn opslagregels(bestand: &Path) -> Vec<String> {
    let adres = format!("sqlite://{}", bestand.display());
    let vraag = async move {
        let pool = sqlx::SqlitePool::connect(&adres).await.unwrap();
        let sql = "SELECT code FROM logregel WHERE voorwerp = 'opslag' ORDER BY op";
        let regels: Vec<(String,)> = sqlx::query_as(sql).fetch_all(&pool).await.unwrap();
        pool.close().await;
        regels.into_iter().map(|(code,)| code).collect()
    };
    std::thread::scope(|s| {
        s.spawn(|| tokio::runtime::Runtime::new().unwrap().block_on(vraag))
            .join()
            .unwrap()
    })
}

#[test]
fn een_reservekopie_overleeft_het_verlies_van_alles() {
    let map = gevulde_map("kopie");
    let kluis = verse_map("kluis");
    let (sleutel, kopie) = (kluis.join("kopie.sleutel"), kluis.join("vandaag.kopie"));
    assert_eq!(voer(&["reservekopie", "sleutel", p(&sleutel)]).0, Some(0));
    assert_eq!(
        fs::metadata(&sleutel).unwrap().permissions().mode() & 0o777,
        0o600
    );
    // The keys of the log travel too, and are not written over where they are.
    for (naam, inhoud) in [("logsleutel", "een"), ("logsleutel.openbaar", "twee")] {
        if !map.join(naam).exists() {
            fs::write(map.join(naam), inhoud).unwrap();
        }
    }
    let logsleutels = ["logsleutel", "logsleutel.openbaar"].map(|naam| fs::read(map.join(naam)).unwrap());
    let maak = |naar: &Path| {
        voer(&[
            "reservekopie",
            "maak",
            "--naar",
            p(naar),
            "--sleutelbestand",
            p(&sleutel),
            "--map",
            p(&map),
        ])
    };
    let (code, uit, fout) = maak(&kopie);
    assert_eq!(code, Some(0), "{fout}");
    assert_eq!(fout, "", "geen waarschuwing over het logboek");
    assert_eq!(opslagregels(&map.join("houvast.db")), ["opslag.reservekopie"]);
    let erin = tabellen(&uit);
    assert!(erin["jeugdige"].0 > 100, "{uit}");
    assert_eq!(maak(&kopie).0, Some(2), "een kopie wordt nooit overschreven");
    // While the program runs, too.
    for (naam, inhoud) in [
        ("logsleutel", &logsleutels[0]),
        ("logsleutel.openbaar", &logsleutels[1]),
    ] {
        if inhoud.len() < 5 {
            fs::remove_file(map.join(naam)).unwrap();
        }
    }
    let mut demo = start(&map);
    assert_eq!(maak(&kluis.join("onderweg.kopie")).0, Some(0));
    assert_eq!(stop_net(&mut demo), Some(0));
    // Everything is gone but the vault.
    fs::remove_dir_all(&map).unwrap();

    let nieuw = verse_map("kopie-terug");
    let terug = |van: &Path, met: &Path| {
        voer(&[
            "reservekopie",
            "terugzet",
            "--van",
            p(van),
            "--sleutelbestand",
            p(met),
            "--sprong",
            "0",
            "--map",
            p(&nieuw),
        ])
    };
    // Another key, a cut file, a changed byte: refused, and nothing was touched.
    let (ander, stuk) = (kluis.join("ander.sleutel"), kluis.join("stuk.kopie"));
    assert_eq!(voer(&["reservekopie", "sleutel", p(&ander)]).0, Some(0));
    let (code, _, fout) = terug(&kopie, &ander);
    assert_eq!(code, Some(2));
    assert!(fout.contains("andere sleutel"), "{fout}");
    let bytes = fs::read(&kopie).unwrap();
    let mut krom = bytes.clone();
    krom[bytes.len() / 3] ^= 4;
    for fout_bestand in [&bytes[..bytes.len() - 1], &bytes[..bytes.len() / 2], &krom[..]] {
        fs::write(&stuk, fout_bestand).unwrap();
        let (code, _, fout) = terug(&stuk, &sleutel);
        assert_eq!(code, Some(2), "{fout}");
        assert!(
            fout.contains("gewijzigd, of het bestand is daar afgebroken"),
            "{fout}"
        );
    }
    let rest: Vec<_> = fs::read_dir(&nieuw)
        .unwrap()
        .flatten()
        .map(|d| d.file_name())
        .collect();
    assert!(rest.is_empty(), "{rest:?}");

    let (code, uit, fout) = terug(&kopie, &sleutel);
    assert_eq!(code, Some(0), "{fout}");
    assert_eq!(
        opslagregels(&nieuw.join("houvast.db")),
        ["opslag.reservekopie", "opslag.terugzetten"]
    );
    assert_eq!(tabellen(&uit), erin);
    let (code, _, fout) = terug(&kopie, &sleutel);
    assert_eq!(code, Some(2), "een gevulde map wordt niet overschreven");
    assert!(fout.contains("staat al een database"), "{fout}");
    assert_eq!(fs::read(nieuw.join("sleutel")).unwrap(), [42; 32]);
    for (naam, was) in ["logsleutel", "logsleutel.openbaar"].iter().zip(&logsleutels) {
        assert_eq!(&fs::read(nieuw.join(naam)).unwrap(), was, "{naam}");
        if was.len() < 5 {
            fs::remove_file(nieuw.join(naam)).unwrap();
        }
    }
    let mut server = start_server(&nieuw, "sqlite", &[]);
    assert_eq!(stop_net(&mut server), Some(0));
    for weg in [nieuw, kluis] {
        fs::remove_dir_all(weg).unwrap();
    }
}

#[test]
fn een_halve_database_gaat_niet_aan_het_werk() {
    let map = verse_map("half-db");
    assert_eq!(stop_net(&mut start_server(&map, "sqlite", &[])), Some(0));
    tokio::runtime::Runtime::new().unwrap().block_on(async {
        let adres = format!("sqlite://{}", map.join("houvast.db").display());
        let pool = sqlx::SqlitePool::connect(&adres).await.unwrap();
        let half = "INSERT INTO verhuizing (houder, id, soort, begonnen_op) VALUES ('houvast', zeroblob(16), 'in', 1)";
        sqlx::query(half).execute(&pool).await.unwrap();
        pool.close().await;
    });
    let uit = server_los(&map, "sqlite", &[]).wait_with_output().unwrap();
    assert_eq!(uit.status.code(), Some(2));
    let (code, uit, _) = voer(&["diagnose", "--map", p(&map)]);
    assert_eq!(code, Some(1));
    assert!(uit.contains("niet compleet"), "{uit}");
    fs::remove_dir_all(map).unwrap();
}

/// The lines of a diagnosis that are not `goed`, as (ernst, onderdeel, wat).
fn bezwaren(argumenten: &[&str]) -> (Option<i32>, Vec<(String, String, String)>) {
    let (code, uit, fout) = voer(&[&["diagnose", "--json"], argumenten].concat());
    let regels = uit
        .lines()
        .map(|r| serde_json::from_str::<serde_json::Value>(r).unwrap_or_else(|_| panic!("{r} {fout}")))
        .map(|j| ["ernst", "onderdeel", "wat"].map(|n| j[n].as_str().unwrap().to_owned()))
        .filter(|[ernst, ..]| ernst != "goed")
        .map(|[a, b, c]| (a, b, c))
        .collect();
    (code, regels)
}

#[test]
fn de_diagnose_zegt_in_woorden_wat_er_mis_is() {
    let map = verse_map("diagnose");
    let m = ["--map", p(&map)];
    let fouten = |argumenten: &[&str]| {
        let (code, regels) = bezwaren(argumenten);
        let fout: Vec<_> = regels
            .iter()
            .filter(|(e, ..)| e == "fout")
            .map(|(_, o, w)| format!("{o}: {w}"))
            .collect();
        assert_eq!(code, Some(i32::from(!fout.is_empty())), "{regels:?}");
        fout
    };
    assert_eq!(fouten(&["--map", "/bestaat/niet"]).len(), 1);
    let leeg = fouten(&m);
    assert!(leeg.iter().any(|f| f.starts_with("sleutel")), "{leeg:?}");
    let server = start_server(&map, "sqlite", &[]);
    let (code, regels) = bezwaren(&m);
    assert_eq!(
        (code, regels.len()),
        (Some(0), 1),
        "een gezonde server: {regels:?}"
    );
    assert!(regels[0].2.contains("nog geen accounts"), "{regels:?}");
    let mut server = server;
    assert_eq!(stop_net(&mut server), Some(0));
    let (code, regels) = bezwaren(&m);
    assert_eq!((code, regels.len()), (Some(0), 2), "{regels:?}");
    assert!(regels[0].2.contains("draait nu geen Houvast"));

    // One thing at a time.
    let sleutel = map.join("sleutel");
    fs::set_permissions(&sleutel, fs::Permissions::from_mode(0o644)).unwrap();
    assert!(
        bezwaren(&m)
            .1
            .iter()
            .any(|(e, _, w)| e == "let op" && w.contains("anderen op deze machine"))
    );
    fs::set_permissions(&sleutel, fs::Permissions::from_mode(0o600)).unwrap();
    fs::remove_dir(map.join("postbus/in")).unwrap();
    assert!(
        fouten(&m)
            .iter()
            .any(|f| f.starts_with("postbus") && f.contains("postbus/in"))
    );
    fs::create_dir(map.join("postbus/in")).unwrap();
    let goed = fs::read(&sleutel).unwrap();
    fs::write(&sleutel, [1; 32]).unwrap();
    assert_eq!(fouten(&m), ["sleutel: De sleutel past niet bij deze database."]);
    fs::write(&sleutel, [1; 31]).unwrap();
    assert_eq!(
        fouten(&m),
        ["sleutel: Het bestand sleutel is beschadigd: het heeft niet de goede lengte."]
    );
    fs::write(&sleutel, &goed).unwrap();
    // A file from long ago that nobody took.
    let oud = map.join("postbus/in/oud.xml");
    fs::write(&oud, "x").unwrap();
    let toen = std::time::SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(1_700_000_000);
    fs::File::open(&oud).unwrap().set_modified(toen).unwrap();
    assert!(
        bezwaren(&m)
            .1
            .iter()
            .any(|(_, o, w)| o == "postbus" && w.contains("niet opgepakt"))
    );
    fs::remove_file(oud).unwrap();
    // A database that is not there; its password is not shown.
    let weg = "postgres://wie:geheim@127.0.0.1:1/houvast";
    let fout = fouten(&["--map", p(&map), "--database", weg]);
    assert!(fout.iter().any(|f| f.starts_with("database")), "{fout:?}");
    assert!(!fout.concat().contains("geheim"));
    fs::rename(map.join("houvast.db"), map.join("weg.db")).unwrap();
    assert_eq!(fouten(&m).len(), 1);
    assert_eq!(voer(&["diagnose", "--kleur"]).0, Some(2));
    fs::remove_dir_all(map).unwrap();
}

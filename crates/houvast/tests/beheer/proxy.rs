//! The proxy of `docs/beheer.md`, as an administrator sets it up: `pakket/nginx.conf` in a real nginx, with TLS, before a real
//! server.

use super::gemeen::{Demo, houvast, start_server, verse_map, wacht};
use super::p;
use std::io::Write as _;
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::{fs, time::Duration};

const NAAM: &str = "houvast.voorbeeld.nl";
const WACHTWOORD: &str = "een goede lange zin";

struct Proxy {
    proces: Child,
    map: PathBuf,
    poort: u16,
    zonder_tls: u16,
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.proces.kill().ok();
        self.proces.wait().ok();
    }
}

fn vrije_poort() -> u16 {
    TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port()
}

impl Proxy {
    /// nginx with our example, in which only what differs per machine is filled in.
    fn voor(server: &Demo, map: &Path) -> Self {
        let (poort, zonder_tls) = (vrije_poort(), vrije_poort());
        let sleutel = Command::new("openssl")
            .args([
                "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj",
            ])
            .args([
                &format!("/CN={NAAM}"),
                "-addext",
                &format!("subjectAltName=DNS:{NAAM}"),
            ])
            .args([
                "-keyout",
                p(&map.join("sleutel.pem")),
                "-out",
                p(&map.join("keten.pem")),
            ])
            .stderr(Stdio::null())
            .status();
        assert!(sleutel.unwrap().success());
        let mut voorbeeld = include_str!("../../../../pakket/nginx.conf").to_owned();
        for (van, naar) in [
            (
                "127.0.0.1:8080",
                server.adres.strip_prefix("http://").unwrap().to_owned(),
            ),
            ("listen 443 ", format!("listen 127.0.0.1:{poort} ")),
            ("listen 80;", format!("listen 127.0.0.1:{zonder_tls};")),
            ("/etc/ssl/houvast/keten.pem", p(&map.join("keten.pem")).to_owned()),
            (
                "/etc/ssl/houvast/sleutel.pem",
                p(&map.join("sleutel.pem")).to_owned(),
            ),
            (
                "/var/log/nginx/houvast.log",
                p(&map.join("toegang.log")).to_owned(),
            ),
        ] {
            assert_eq!(voorbeeld.matches(van).count(), 1, "{van}");
            voorbeeld = voorbeeld.replace(van, &naar);
        }
        let deel = |naam: &str| p(&map.join(naam)).to_owned();
        let heel = format!(
            "daemon off; master_process off; pid {}; error_log stderr; events {{}}\nhttp {{ client_body_temp_path {}; proxy_temp_path {}; \
             fastcgi_temp_path {}; uwsgi_temp_path {}; scgi_temp_path {};\n{voorbeeld}\n}}\n",
            deel("pid"),
            deel("a"),
            deel("b"),
            deel("c"),
            deel("d"),
            deel("e")
        );
        fs::write(map.join("heel.conf"), heel).unwrap();
        let proces = Command::new("nginx")
            .args(["-e", "stderr", "-p", p(map), "-c", p(&map.join("heel.conf"))])
            .spawn()
            .expect("nginx ontbreekt: scripts/voorzien.sh zet het neer");
        let proxy = Self {
            proces,
            map: map.to_owned(),
            poort,
            zonder_tls,
        };
        let open = || TcpStream::connect(("127.0.0.1", poort)).is_ok();
        assert!(wacht(Duration::from_secs(20), open), "nginx startte niet");
        proxy
    }

    /// What curl gets: the code and the version of HTTP, and all of the answer.
    fn haal(&self, pad: &str, meer: &[&str]) -> (String, String) {
        let uit = Command::new("curl")
            .args([
                "-s",
                "-i",
                "--max-time",
                "30",
                "--cacert",
                p(&self.map.join("keten.pem")),
                "--resolve",
            ])
            .arg(format!("{NAAM}:{}:127.0.0.1", self.poort))
            .args(["-w", "\n%{http_code} %{http_version}"])
            .args(meer)
            .arg(format!("https://{NAAM}:{}{pad}", self.poort))
            .output()
            .unwrap();
        let heel = String::from_utf8_lossy(&uit.stdout).into_owned();
        let (antwoord, laatste) = heel.rsplit_once('\n').unwrap();
        (laatste.to_owned(), antwoord.to_lowercase())
    }
}

#[test]
fn de_proxy_uit_het_voorbeeld_staat_voor_een_server() {
    let map = verse_map("proxy");
    let mut account = houvast()
        .args([
            "account",
            "maak",
            "beheerder",
            "--rol",
            "beheer",
            "--weergavenaam",
            "B. Heer",
            "--map",
            p(&map),
        ])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    writeln!(account.stdin.take().unwrap(), "{WACHTWOORD}").unwrap();
    assert!(account.wait().unwrap().success());
    let webadres = format!("https://{NAAM}");
    let server = start_server(&map, "sqlite", &[("HOUVAST_WEBADRES", Path::new(&webadres))]);
    let proxy = Proxy::voor(&server, &map);

    let (code, blad) = proxy.haal("/aanmelden?iets=nietinhetverslag", &[]);
    assert_eq!(code, "200 2");
    assert!(blad.contains("strict-transport-security: max-age="), "{blad}");
    // Logging in works through it: the cookie has its fixed name, and the way on is an address of ours.
    let velden = format!(
        "gebruikersnaam=beheerder&wachtwoord={}",
        WACHTWOORD.replace(' ', "+")
    );
    let (code, antwoord) = proxy.haal(
        "/aanmelden",
        &["-H", &format!("Origin: {webadres}"), "-d", &velden],
    );
    assert_eq!(code, "303 2", "{antwoord}");
    let koek = antwoord
        .lines()
        .find(|r| r.starts_with("set-cookie: __host-"))
        .unwrap();
    assert!(koek.contains("secure") && koek.contains("httponly"), "{koek}");
    // Not for visitors; and more than a message may be does not come through.
    assert_eq!(proxy.haal("/klaar", &[]).0, "403 2");
    let groot = map.join("groot");
    fs::write(&groot, vec![b'x'; 27 << 20]).unwrap();
    assert_eq!(
        proxy
            .haal("/aanmelden", &["--data-binary", &format!("@{}", p(&groot))])
            .0,
        "413 2"
    );
    // Without TLS there is only the way to it.
    let uit = Command::new("curl")
        .args(["-s", "-i", "-H", &format!("Host: {NAAM}")])
        .arg(format!("http://127.0.0.1:{}/aanmelden", proxy.zonder_tls))
        .output()
        .unwrap();
    let uit = String::from_utf8_lossy(&uit.stdout).into_owned();
    assert!(
        uit.starts_with("HTTP/1.1 301") && uit.contains(&format!("Location: {webadres}/aanmelden")),
        "{uit}"
    );
    // The log of the proxy holds an address and no query; nothing in it is a name or a password.
    let verslag = || fs::read_to_string(map.join("toegang.log")).unwrap_or_default();
    assert!(
        wacht(Duration::from_secs(5), || verslag().lines().count() >= 4),
        "{}",
        verslag()
    );
    assert!(verslag().contains(" GET /aanmelden 200 "), "{}", verslag());
    for woord in ["nietinhetverslag", "beheerder", "goede"] {
        assert!(!verslag().contains(woord), "{}", verslag());
    }
    // Houvast gone: the proxy says so, and does not wait.
    drop(server);
    assert_eq!(proxy.haal("/aanmelden", &[]).0, "502 2");
}

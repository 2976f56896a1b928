//! Settings of `server`: from a TOML file, then `HOUVAST_…`, then the options. An unknown name is an error.

mod aanmelden;
mod mail;
mod naast;
#[cfg(test)]
mod vreemd;

use crate::uitgang::gebruik;
pub(crate) use aanmelden::Aanmelden;
use anyhow::Result;
pub(crate) use mail::Mail;
use std::{
    collections::BTreeMap,
    fmt, fs,
    path::{Path, PathBuf},
};

/// Shown below the help of `server`.
pub(crate) const UITLEG: &str = "Instellingen, in het bestand of als HOUVAST_NAAM in de omgeving:
  database  sqlite, of postgres://gebruiker:wachtwoord@adres/naam   [standaard: sqlite]
  map       map met postbus, sleutel en database                    [standaard: ./houvast-data]
  postbus   map met de berichten; meer servers delen er een         [standaard: postbus in de map]
  adres     IP-adres waarop de website luistert                     [standaard: 127.0.0.1]
  poort     poort van de website                                    [standaard: 8080]
  metrics   adres:poort voor toezicht (/metrics, /klaar, /gezond)   [standaard: uit]
  gelijktijdig  vragen die de website tegelijk beantwoordt          [standaard: 64]
  lokaal    map met een bestand per gemeente met eigen afspraken    [standaard: de map lokaal in map]
  logzegels bestand voor de zegels van het logboek, liefst elders   [standaard: logzegels.jsonl in de map]
  webadres  adres van de website in de dagmail                      [standaard: http://adres:poort]
  smtp      mailserver: smtps://server, of smtp://server:poort      [standaard: geen, mails komen in de map mail]
  mail_van  afzender van de mails                                   [standaard: niet-antwoorden@ de naam in webadres]
  smtp_gebruiker, smtp_wachtwoord, smtp_wachtwoordbestand           aanmelden bij de mailserver
  tweede_stap   wie bij het aanmelden ook een code geeft:
            iedereen, niemand, of rollen met een komma ertussen      [standaard: iedereen]
  sessie_stil    minuten zonder iets te doen tot de sessie eindigt   [standaard: 60]
  sessie_langst  minuten tot de sessie hoe dan ook eindigt           [standaard: 600]
  oidc      bestand voor het aanmelden via de organisatie (TOML)     [standaard: geen]
  contact   waar iemand een lek meldt: mailto:… of https://…         [standaard: geen]
  smtp_ca   bestand met een eigen certificaat (PEM)                 [standaard: de bekende uitgevers]
Een verbinding met een mailserver op een andere machine is altijd versleuteld.
Zet een wachtwoord alleen in het bestand of in de omgeving, niet in de opdracht.
De opdracht wint van de omgeving, de omgeving wint van het bestand.";

/// Above this the machine has no memory for the forms alone (64 KB each, and what is made of them).
const GELIJKTIJDIG: std::ops::RangeInclusive<usize> = 1..=10_000;

/// Every name of a setting.
const BEKEND: &str = "database, map, postbus, adres, poort, webadres, metrics, gelijktijdig, logzegels, lokaal, smtp, smtp_gebruiker, smtp_wachtwoord, smtp_wachtwoordbestand, smtp_ca, mail_van, tweede_stap, sessie_stil, sessie_langst, oidc, contact";

/// Names used by our own test scripts; never settings.
const VAN_DE_TESTS: &str = "HOUVAST_TEST_";

/// Where the data are.
#[derive(Clone, PartialEq, Eq)]
pub(crate) enum Database {
    /// The embedded database in the data folder.
    Sqlite,
    /// A server; the address may hold a password.
    Postgres(String),
}

impl fmt::Debug for Database {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl fmt::Display for Database {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sqlite => f.write_str("sqlite"),
            // Only what stands behind the last @ is surely no password; parameters behind ? may hold one.
            Self::Postgres(adres) => {
                let rest = adres.rsplit_once('@').map_or("…", |(_, rest)| rest);
                let rest = rest.split('?').next().unwrap_or_default();
                write!(f, "postgres://***@{rest}")
            }
        }
    }
}

/// What `server` runs with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Instellingen {
    pub(crate) database: Database,
    pub(crate) map: PathBuf,
    /// Shared by the nodes that share a database; otherwise in the folder.
    pub(crate) postbus: Option<PathBuf>,
    pub(crate) adres: std::net::IpAddr,
    pub(crate) poort: u16,
    pub(crate) webadres: Option<String>,
    pub(crate) mail: Mail,
    /// `None`: the folder in the data folder, when it is there.
    pub(crate) lokaal: Option<PathBuf>,
    pub(crate) logzegels: Option<PathBuf>,
    pub(crate) aanmelden: Aanmelden,
    /// Where whoever watches may ask; never the address of the website.
    pub(crate) metrics: Option<std::net::SocketAddr>,
    /// As `houvast_web::Grenzen`.
    pub(crate) gelijktijdig: usize,
}

impl Default for Instellingen {
    fn default() -> Self {
        Self {
            database: Database::Sqlite,
            map: "./houvast-data".into(),
            postbus: None,
            adres: std::net::Ipv4Addr::LOCALHOST.into(),
            poort: 8080,
            webadres: None,
            lokaal: None,
            mail: Mail::default(),
            logzegels: None,
            aanmelden: Aanmelden::default(),
            metrics: None,
            gelijktijdig: houvast_web::Grenzen::default().gelijktijdig,
        }
    }
}

impl Instellingen {
    /// Reads the file, then the environment.
    pub(crate) fn lees(
        bestand: Option<&Path>,
        omgeving: impl Iterator<Item = (String, String)>,
    ) -> Result<Self> {
        let mut uit = Self::default();
        if let Some(pad) = bestand {
            let plek = pad.display().to_string();
            let tekst =
                fs::read_to_string(pad).map_err(|f| gebruik(format!("{plek} is niet te lezen: {f}")))?;
            let tabel: BTreeMap<String, toml::Value> = toml::from_str(&tekst).map_err(|f| {
                // The message of the parser quotes the line, which may hold a password.
                let regel = f
                    .span()
                    .map_or(1, |s| tekst[..s.start.min(tekst.len())].lines().count().max(1));
                gebruik(format!("{plek} is geen goede TOML, bij regel {regel}"))
            })?;
            for (naam, waarde) in tabel {
                let waarde = match waarde {
                    toml::Value::String(tekst) => tekst,
                    anders => anders.to_string(),
                };
                uit.zet(&naam, &waarde, &plek)?;
            }
        }
        for (naam, waarde) in omgeving {
            if let Some(kort) = naam
                .strip_prefix("HOUVAST_")
                .filter(|_| !naam.starts_with(VAN_DE_TESTS))
            {
                uit.zet(&kort.to_lowercase(), &waarde, "de omgeving")?;
            }
        }
        Ok(uit)
    }

    /// Sets one setting; the error never repeats the value of a secret.
    pub(crate) fn zet(&mut self, naam: &str, waarde: &str, plek: &str) -> Result<()> {
        let fout = |uitleg: &str| gebruik(format!("instelling {naam} in {plek}: {uitleg}"));
        match naam {
            "database" => {
                self.database = database(waarde).ok_or_else(|| fout("schrijf sqlite of postgres://…"))?
            }
            "map" => self.map = waarde.into(),
            "logzegels" => self.logzegels = Some(waarde.into()),
            "postbus" => self.postbus = Some(waarde.into()),
            "adres" => {
                self.adres = waarde
                    .parse()
                    .map_err(|_| fout("schrijf een IP-adres, bijvoorbeeld 127.0.0.1"))?
            }
            "poort" => {
                self.poort = waarde
                    .parse()
                    .map_err(|_| fout("schrijf een getal van 0 tot en met 65535"))?
            }
            "metrics" => {
                self.metrics =
                    Some(waarde.parse().map_err(|_| {
                        fout("schrijf een IP-adres en een poort, bijvoorbeeld 127.0.0.1:9090")
                    })?)
            }
            "gelijktijdig" => {
                self.gelijktijdig = waarde
                    .parse()
                    .ok()
                    .filter(|n| GELIJKTIJDIG.contains(n))
                    .ok_or_else(|| fout("schrijf een getal van 1 tot en met 10000"))?
            }
            "lokaal" => self.lokaal = Some(waarde.into()),
            "webadres" => {
                self.webadres = Some(
                    webadres(waarde)
                        .ok_or_else(|| fout("schrijf een adres, bijvoorbeeld https://houvast.gemeente.nl"))?,
                )
            }
            _ => match self
                .mail
                .zet(naam, waarde)
                .or_else(|| self.aanmelden.zet(naam, waarde))
            {
                Some(uitslag) => uitslag.map_err(fout)?,
                None => {
                    let bedoelde = naast::bedoeld(naam, BEKEND.split(", "))
                        .map_or_else(String::new, |b| format!(" Bedoelde u {b}?"));
                    return Err(fout(&format!("bestaat niet.{bedoelde} Bekend zijn: {BEKEND}")));
                }
            },
        }
        Ok(())
    }
}

pub(crate) fn database(waarde: &str) -> Option<Database> {
    match waarde {
        "sqlite" => Some(Database::Sqlite),
        _ if waarde.starts_with("postgres://") || waarde.starts_with("postgresql://") => {
            Some(Database::Postgres(waarde.into()))
        }
        _ => None,
    }
}

/// Without a slash at the end; nothing that could break the line of a mail.
fn webadres(waarde: &str) -> Option<String> {
    let rest = waarde
        .strip_prefix("https://")
        .or_else(|| waarde.strip_prefix("http://"))?;
    let schoon = |c: char| c.is_ascii_graphic() && !matches!(c, '<' | '>' | '"' | '@' | '?' | '#');
    (!rest.trim_matches('/').is_empty() && rest.chars().all(schoon))
        .then(|| waarde.trim_end_matches('/').to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn een_webadres_past_in_een_mail() {
        let zet =
            |waarde: &str| omgeving(&[("HOUVAST_WEBADRES", waarde)]).map(|i| i.webadres.unwrap_or_default());
        assert_eq!(
            zet("https://houvast.zwolle.nl/").unwrap(),
            "https://houvast.zwolle.nl"
        );
        for fout in [
            "houvast.zwolle.nl",
            "https://",
            "https://a b.nl",
            "https://a.nl\nBcc: x",
            "https://u:p@a.nl",
        ] {
            assert!(zet(fout).is_err(), "{fout}");
        }
    }

    fn omgeving(paren: &[(&str, &str)]) -> Result<Instellingen> {
        Instellingen::lees(
            None,
            paren.iter().map(|(n, w)| ((*n).to_owned(), (*w).to_owned())),
        )
    }

    #[test]
    fn een_onbekende_instelling_is_een_fout() {
        let fout = omgeving(&[("HOUVAST_DATBASE", "sqlite")])
            .unwrap_err()
            .to_string();
        assert!(fout.contains("datbase") && fout.contains("Bekend zijn"), "{fout}");
        assert!(fout.contains("Bedoelde u database?"), "{fout}");
        for naam in BEKEND.split(", ") {
            assert!(UITLEG.contains(naam), "{naam} staat niet in de uitleg");
        }
        assert!(omgeving(&[("HOUVAST_TEST_KILLS", "3"), ("PATH", "/bin")]).is_ok());
    }

    #[test]
    fn grenzen_van_het_toezicht_zijn_getallen_die_kunnen() {
        for (naam, waarde, goed) in [
            ("HOUVAST_METRICS", "127.0.0.1:9090", true),
            ("HOUVAST_METRICS", "9090", false),
            ("HOUVAST_GELIJKTIJDIG", "0", false),
            ("HOUVAST_GELIJKTIJDIG", "1", true),
            ("HOUVAST_GELIJKTIJDIG", "10000", true),
            ("HOUVAST_GELIJKTIJDIG", "10001", false),
        ] {
            assert_eq!(omgeving(&[(naam, waarde)]).is_ok(), goed, "{naam} {waarde}");
        }
    }

    #[test]
    fn een_wachtwoord_wordt_nergens_getoond() {
        let geheim = "postgres://houvast:geh@eim@db.intern:5432/houvast?password=geheim";
        let uit = omgeving(&[("HOUVAST_DATABASE", geheim)]).unwrap();
        assert_eq!(uit.database.to_string(), "postgres://***@db.intern:5432/houvast");
        assert!(!format!("{uit:?}").contains("eim"));
        let fout = omgeving(&[("HOUVAST_DATABASE", "mysql://a:geheim@b")])
            .unwrap_err()
            .to_string();
        assert!(!fout.contains("geheim"), "{fout}");
    }

    #[test]
    fn de_omgeving_wint_van_het_bestand() {
        let pad = std::env::temp_dir().join(format!("houvast-instellingen-{}.toml", std::process::id()));
        fs::write(&pad, "poort = 9000\nmap = \"elders\"\n").unwrap();
        let omgeving = [("HOUVAST_POORT".to_owned(), "9001".to_owned())];
        let uit = Instellingen::lees(Some(&pad), omgeving.into_iter()).unwrap();
        assert_eq!((uit.poort, uit.map), (9001, "elders".into()));
        fs::remove_file(pad).unwrap();
    }
}

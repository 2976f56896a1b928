//! The text of a mail (RFC 5322) and how it leaves: as a file that a mail program finds, or to a mail server.

use super::smtp::{Lijn, Misluk, Smtp};
use crate::DienstFout;
use houvast_begrip::datum;
use jiff::Timestamp;
use jiff::civil::Date;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use uuid::Uuid;

/// How mails leave.
#[derive(Clone, Debug)]
pub enum Weg {
    /// A folder with one `.eml` file per mail, for another program to take.
    Map(PathBuf),
    /// A mail server.
    Smtp(Smtp),
}

impl std::fmt::Display for Weg {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Map(map) => map.display().fmt(f),
            Self::Smtp(smtp) => smtp.fmt(f),
        }
    }
}

/// Where mails go and where their links lead.
#[derive(Clone, Debug)]
pub struct Bezorging {
    /// How they leave.
    pub weg: Weg,
    /// Who they come from; `None`: `niet-antwoorden` at the name of the website.
    pub van: Option<String>,
    /// `https://houvast.voorbeeld.nl`, without a slash at the end.
    pub webadres: String,
}

/// A mail as it leaves: header and text, lines end with CRLF.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Post(pub String);

impl Bezorging {
    /// The sender.
    pub(super) fn afzender(&self) -> String {
        self.van
            .clone()
            .unwrap_or_else(|| format!("niet-antwoorden@{}", domein(&self.webadres)))
    }

    /// Delivers the mail, by this name where it becomes a file.
    pub(super) async fn bezorg(
        &self,
        lijn: &mut Lijn,
        naam: &str,
        aan: &str,
        post: &Post,
    ) -> Result<(), Misluk> {
        match &self.weg {
            Weg::Map(map) => in_map(map, naam, post)
                .await
                .map_err(|fout| Misluk::Later(fout.to_string())),
            Weg::Smtp(smtp) => lijn.stuur(smtp, &self.afzender(), aan, post).await,
        }
    }
}

/// `houvast.gemeente.nl` of `https://houvast.gemeente.nl:8443/`.
fn domein(webadres: &str) -> &str {
    webadres
        .split("://")
        .nth(1)
        .and_then(|rest| rest.split(['/', ':']).next())
        .filter(|d| !d.is_empty())
        .unwrap_or("houvast.invalid")
}

/// Whoever empties the folder sees the whole file or none.
async fn in_map(map: &Path, naam: &str, post: &Post) -> Result<(), DienstFout> {
    let (map, naam, tekst) = (map.to_owned(), naam.to_owned(), post.0.clone());
    let schrijf = move || -> std::io::Result<()> {
        std::fs::create_dir_all(&map)?;
        let tijdelijk = map.join(format!(".{naam}.nieuw"));
        std::fs::write(&tijdelijk, tekst)?;
        std::fs::rename(&tijdelijk, map.join(format!("{naam}.eml")))
    };
    tokio::task::spawn_blocking(schrijf)
        .await
        .map_err(|_| DienstFout::Gegevens("dagmail"))?
        .map_err(DienstFout::from)
}

/// What waits for one person.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Inhoud {
    pub(super) dag: Date,
    pub(super) nu: u64,
    pub(super) week: u64,
    /// `None`: so much is due or late that this was not counted.
    pub(super) later: Option<u64>,
    pub(super) soorten: Vec<(String, u64)>,
}

/// As on the work list: nobody counts further.
fn geteld(aantal: u64) -> String {
    if aantal > 999 {
        "999+".to_owned()
    } else {
        aantal.to_string()
    }
}

impl Inhoud {
    /// What is not due today.
    fn straks(&self) -> u64 {
        self.week + self.later.unwrap_or_default()
    }

    pub(super) fn leeg(&self) -> bool {
        self.nu + self.straks() == 0
    }

    pub(super) fn post(&self, adres: &str, bezorging: &Bezorging, nu: Timestamp, account: Uuid) -> Post {
        let webadres = bezorging.webadres.as_str();
        let domein = domein(webadres);
        let onderwerp = match self.nu {
            0 => format!("Houvast: {} open, niets te laat", geteld(self.straks())),
            n => format!("Houvast: {} vandaag of te laat", geteld(n)),
        };
        let wanneer =
            jiff::fmt::rfc2822::to_string(&nu.to_zoned(jiff::tz::TimeZone::UTC)).unwrap_or_default();
        let mut uit = String::new();
        for (kop, waarde) in [
            ("From", format!("Houvast <{}>", bezorging.afzender())),
            ("To", adres.to_owned()),
            ("Subject", onderwerp),
            ("Date", wanneer),
            (
                "Message-ID",
                format!("<{}-{}@{domein}>", self.dag, account.simple()),
            ),
            ("Auto-Submitted", "auto-generated".to_owned()),
            ("MIME-Version", "1.0".to_owned()),
            ("Content-Type", "text/plain; charset=utf-8".to_owned()),
            ("Content-Transfer-Encoding", "8bit".to_owned()),
            ("Content-Language", "nl".to_owned()),
        ] {
            // Writing to a String cannot fail.
            let _ = write!(uit, "{kop}: {waarde}\r\n");
        }
        let mut regels = vec![
            String::new(),
            format!("Uw werk op {}:", datum::lang(self.dag)),
            String::new(),
            format!("- vandaag of te laat: {}", geteld(self.nu)),
            format!("- deze week: {}", geteld(self.week)),
        ];
        regels.extend(self.later.map(|n| format!("- later: {}", geteld(n))));
        regels.push(String::new());
        if !self.soorten.is_empty() {
            regels.push("Wat er wacht:".to_owned());
            regels.push(String::new());
            regels.extend(
                self.soorten
                    .iter()
                    .map(|(wat, aantal)| format!("- {wat}: {aantal}")),
            );
            regels.push(String::new());
        }
        regels.extend([
            format!("Vandaag of te laat: {webadres}/werkvoorraad?filter=vandaag"),
            format!("Alles: {webadres}/werkvoorraad"),
            String::new(),
            "In deze mail staan alleen aantallen. Namen ziet u na het aanmelden.".to_owned(),
            format!("Geen dagmail meer? Zet hem uit: {webadres}/dagmail"),
        ]);
        for regel in regels {
            uit.push_str(&regel);
            uit.push_str("\r\n");
        }
        Post(uit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn inhoud(nu: u64) -> Inhoud {
        Inhoud {
            dag: date(2026, 11, 23),
            nu,
            week: 2,
            later: (nu < 1_000).then_some(1),
            soorten: vec![("Het budget raakt op".to_owned(), 2)],
        }
    }

    fn post(nu: u64, webadres: &str) -> String {
        let moment = "2026-11-23T06:00:00Z".parse().unwrap();
        let bezorging = Bezorging {
            weg: Weg::Map("mail".into()),
            van: None,
            webadres: webadres.to_owned(),
        };
        inhoud(nu)
            .post("s.terpstra@zwolle.nl", &bezorging, moment, Uuid::from_u128(7))
            .0
    }

    #[test]
    fn een_mail_heeft_koppen_een_lege_regel_en_aantallen_met_verwijzingen() {
        let tekst = post(3, "https://houvast.zwolle.nl");
        let (kop, lijf) = tekst.split_once("\r\n\r\n").unwrap();
        assert!(
            kop.contains("From: Houvast <niet-antwoorden@houvast.zwolle.nl>\r\nTo: s.terpstra@zwolle.nl\r\n")
        );
        assert!(kop.contains("Subject: Houvast: 3 vandaag of te laat"));
        assert!(kop.contains("Date: Mon, 23 Nov 2026 06:00:00"), "{kop}");
        assert!(kop.contains("Message-ID: <2026-11-23-00000000000000000000000000000007@houvast.zwolle.nl>"));
        assert!(lijf.contains("- vandaag of te laat: 3\r\n- deze week: 2\r\n- later: 1\r\n"));
        assert!(lijf.contains("- Het budget raakt op: 2\r\n"));
        assert!(lijf.contains("https://houvast.zwolle.nl/werkvoorraad?filter=vandaag\r\n"));
        assert!(
            !tekst.replace("\r\n", "").contains(['\r', '\n']),
            "elke regel eindigt met CRLF"
        );
        assert!(kop.is_ascii() && tekst.split("\r\n").all(|r| r.len() <= 998));
    }

    #[test]
    fn wat_niet_geteld_is_staat_er_niet() {
        let lijf = post(1_000, "http://127.0.0.1:8080");
        assert!(
            lijf.contains("- vandaag of te laat: 999+\r\n- deze week: 2\r\n\r\n"),
            "{lijf}"
        );
        assert!(!lijf.contains("later"));
    }

    #[test]
    fn zonder_haast_zegt_het_onderwerp_dat_er_niets_te_laat_is() {
        let tekst = post(0, "http://127.0.0.1:8080");
        assert!(tekst.contains("Subject: Houvast: 3 open, niets te laat\r\n"));
        assert!(tekst.contains("@127.0.0.1>"));
    }
}

//! Mails over SMTP (RFC 5321), to the mail server of whoever runs the program. Between machines always with TLS; a
//! password never without it, except on the machine itself.

use super::brief::Post;
use lettre::address::Envelope;
use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::{AsyncSmtpConnection, Certificate, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
use std::fmt;
use std::net::IpAddr;
use std::time::Duration;

/// How long a server may take to answer.
const GEDULD: Duration = Duration::from_secs(20);
/// Submission with TLS from the first byte (RFC 8314).
const POORT_TLS: u16 = 465;
/// Submission with STARTTLS (RFC 6409).
const POORT_STARTTLS: u16 = 587;
/// A server on this machine.
const POORT_HIER: u16 = 25;

/// How the line is kept secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Beveiliging {
    /// TLS from the first byte.
    Tls,
    /// TLS after asking; without it nothing is sent.
    StartTls,
    /// None: only on this machine.
    Hier,
}

/// The mail server.
#[derive(Clone, PartialEq, Eq)]
pub struct Smtp {
    /// Name or address.
    pub server: String,
    /// Port.
    pub poort: u16,
    /// How the line is kept secret.
    pub beveiliging: Beveiliging,
    /// Account name and password.
    pub aanmelding: Option<(String, String)>,
    /// A certificate authority of one's own (PEM), beside those that everybody knows.
    pub ca: Option<String>,
}

impl fmt::Debug for Smtp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl fmt::Display for Smtp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let soort = match self.beveiliging {
            Beveiliging::Tls => "smtps",
            Beveiliging::StartTls | Beveiliging::Hier => "smtp",
        };
        write!(f, "{soort}://{}:{}", self.server, self.poort)
    }
}

impl Smtp {
    /// `smtps://mail.gemeente.nl` or `smtp://mail.gemeente.nl:587`; `None` for anything else. No password in it.
    #[must_use]
    pub fn lees(adres: &str) -> Option<Self> {
        let (tls, rest) = match adres.split_once("://")? {
            ("smtps", rest) => (true, rest),
            ("smtp", rest) => (false, rest),
            _ => return None,
        };
        let rest = rest.strip_suffix('/').unwrap_or(rest);
        let (server, poort) = match rest.rsplit_once(':') {
            Some((server, poort)) if !poort.contains(']') => {
                (server, Some(poort.parse().ok().filter(|p: &u16| *p > 0)?))
            }
            _ => (rest, None),
        };
        let server = server.trim_start_matches('[').trim_end_matches(']');
        let goed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':');
        if server.is_empty() || !server.chars().all(goed) {
            return None;
        }
        let hier = server.eq_ignore_ascii_case("localhost")
            || server.parse().is_ok_and(|ip: IpAddr| ip.is_loopback());
        let (beveiliging, gewoon) = match (tls, hier) {
            (true, _) => (Beveiliging::Tls, POORT_TLS),
            (false, false) => (Beveiliging::StartTls, POORT_STARTTLS),
            (false, true) => (Beveiliging::Hier, POORT_HIER),
        };
        Some(Self {
            server: server.to_owned(),
            poort: poort.unwrap_or(gewoon),
            beveiliging,
            aanmelding: None,
            ca: None,
        })
    }

    /// Is this text a certificate that can be trusted?
    #[must_use]
    pub fn is_certificaat(pem: &str) -> bool {
        pem.contains("-----BEGIN CERTIFICATE-----") && Certificate::from_pem(pem.as_bytes()).is_ok()
    }
}

/// Why a mail was not delivered. The texts name no address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Misluk {
    /// The server cannot be reached or does not let us in: nothing was sent to anybody, later again.
    GeenServer(String),
    /// Not this one, not now: later again.
    Later(String),
    /// Never this one: the address is wrong, or the server does not want it.
    Nooit(String),
    /// The line broke while the mail went over it. It may have arrived, and nobody gets a mail twice.
    Onzeker(String),
}

impl fmt::Display for Misluk {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::GeenServer(reden) => write!(f, "de mailserver is niet te gebruiken: {reden}"),
            Self::Later(reden) => write!(f, "de mailserver neemt hem nu niet aan: {reden}"),
            Self::Nooit(reden) => write!(f, "de mailserver weigert hem: {reden}"),
            Self::Onzeker(reden) => write!(f, "de verbinding brak tijdens het versturen: {reden}"),
        }
    }
}

/// One line to the server for all mails of a round.
#[derive(Default)]
pub(super) struct Lijn(Option<AsyncSmtpConnection>);

impl Lijn {
    /// Sends one mail. After a mistake the line is made anew for the next.
    pub(super) async fn stuur(
        &mut self,
        smtp: &Smtp,
        van: &str,
        aan: &str,
        post: &Post,
    ) -> Result<(), Misluk> {
        let adres = |tekst: &str| tekst.parse().map_err(|_| Misluk::Nooit("geen adres".to_owned()));
        let envelop = Envelope::new(Some(adres(van)?), vec![adres(aan)?])
            .map_err(|_| Misluk::Nooit("geen adres".to_owned()))?;
        let mut lijn = match self.0.take() {
            Some(lijn) if !lijn.has_broken() => lijn,
            _ => verbind(smtp, van).await?,
        };
        match lijn.send(&envelop, post.0.as_bytes()).await {
            Ok(_) => {
                self.0 = Some(lijn);
                Ok(())
            }
            // The reply of a server may repeat the address; only its code is told.
            Err(fout) => {
                let code = fout
                    .status()
                    .map_or_else(|| "geen antwoord".to_owned(), |c| c.to_string());
                lijn.abort().await;
                Err(if fout.is_transient() {
                    Misluk::Later(code)
                } else if fout.is_permanent() || fout.is_client() {
                    Misluk::Nooit(code)
                } else {
                    Misluk::Onzeker(code)
                })
            }
        }
    }

    /// Says goodbye.
    pub(super) async fn sluit(mut self) {
        if let Some(mut lijn) = self.0.take() {
            lijn.quit().await.ok();
        }
    }
}

async fn verbind(smtp: &Smtp, van: &str) -> Result<AsyncSmtpConnection, Misluk> {
    let mis = |fout: lettre::transport::smtp::Error| Misluk::GeenServer(fout.to_string());
    let wij = ClientId::Domain(van.rsplit('@').next().unwrap_or("localhost").to_owned());
    let tls = match smtp.beveiliging {
        Beveiliging::Hier => None,
        Beveiliging::Tls | Beveiliging::StartTls => {
            let mut bouw = TlsParameters::builder(smtp.server.clone());
            if let Some(pem) = &smtp.ca {
                bouw = bouw.add_root_certificate(Certificate::from_pem(pem.as_bytes()).map_err(mis)?);
            }
            Some(bouw.build().map_err(mis)?)
        }
    };
    let direct = tls.clone().filter(|_| smtp.beveiliging == Beveiliging::Tls);
    let mut lijn = AsyncSmtpConnection::connect_tokio1(
        (smtp.server.as_str(), smtp.poort),
        Some(GEDULD),
        &wij,
        direct,
        None,
    )
    .await
    .map_err(mis)?;
    if let (Beveiliging::StartTls, Some(tls)) = (smtp.beveiliging, tls) {
        if !lijn.can_starttls() {
            lijn.abort().await;
            return Err(Misluk::GeenServer(
                "de server biedt geen versleutelde verbinding (STARTTLS)".to_owned(),
            ));
        }
        lijn.starttls(tls, &wij).await.map_err(mis)?;
    }
    if let Some((gebruiker, wachtwoord)) = &smtp.aanmelding {
        let wie = Credentials::new(gebruiker.clone(), wachtwoord.clone());
        lijn.auth(&[Mechanism::Plain, Mechanism::Login], &wie)
            .await
            .map_err(|_| Misluk::GeenServer("gebruikersnaam of wachtwoord klopt niet".to_owned()))?;
    }
    Ok(lijn)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zonder_versleuteling_alleen_op_de_eigen_machine() {
        let lees = |adres: &str| Smtp::lees(adres).map(|s| (s.beveiliging, s.poort));
        for (adres, verwacht) in [
            ("smtps://mail.zwolle.nl", Some((Beveiliging::Tls, 465))),
            ("smtps://mail.zwolle.nl:4650/", Some((Beveiliging::Tls, 4650))),
            ("smtps://127.0.0.1", Some((Beveiliging::Tls, 465))),
            ("smtp://mail.zwolle.nl", Some((Beveiliging::StartTls, 587))),
            ("smtp://10.0.0.5:25", Some((Beveiliging::StartTls, 25))),
            ("smtp://localhost", Some((Beveiliging::Hier, 25))),
            ("smtp://127.0.0.1:2525", Some((Beveiliging::Hier, 2525))),
            ("smtp://[::1]:2525", Some((Beveiliging::Hier, 2525))),
            ("smtp://localhost.zwolle.nl", Some((Beveiliging::StartTls, 587))),
        ] {
            assert_eq!(lees(adres), verwacht, "{adres}");
        }
        for fout in [
            "mail.zwolle.nl",
            "http://mail.zwolle.nl",
            "smtp://",
            "smtps://naam:wachtwoord@mail.zwolle.nl",
            "smtp://mail.zwolle.nl:0",
            "smtp://mail.zwolle.nl:66000",
            "smtp://mail zwolle",
        ] {
            assert_eq!(lees(fout), None, "{fout}");
        }
    }

    #[test]
    fn een_wachtwoord_staat_niet_in_wat_er_getoond_wordt() {
        let smtp = Smtp {
            aanmelding: Some(("houvast".to_owned(), "geheim".to_owned())),
            ..Smtp::lees("smtps://mail.zwolle.nl").unwrap()
        };
        assert_eq!(
            format!("{smtp:?} {smtp}"),
            "smtps://mail.zwolle.nl:465 smtps://mail.zwolle.nl:465"
        );
    }
}

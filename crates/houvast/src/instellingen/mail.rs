//! Settings of the mail server. A password stands in the file of the settings, in the environment, or in a file of its own.

use crate::uitgang::gebruik;
use anyhow::Result;
use houvast_dienst::dagmail::Smtp;
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

/// As somebody set them.
#[derive(Clone, Default, PartialEq, Eq)]
pub(crate) struct Mail {
    smtp: Option<Smtp>,
    gebruiker: Option<String>,
    wachtwoord: Option<String>,
    wachtwoordbestand: Option<PathBuf>,
    ca: Option<PathBuf>,
    /// Who the mails come from.
    pub(crate) van: Option<String>,
}

impl fmt::Debug for Mail {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Mail")
            .field("smtp", &self.smtp)
            .field("gebruiker", &self.gebruiker)
            .field("van", &self.van)
            .finish_non_exhaustive()
    }
}

impl Mail {
    /// Sets one setting; `None` when it is none of ours. The mistake never repeats the value.
    pub(super) fn zet(&mut self, naam: &str, waarde: &str) -> Option<std::result::Result<(), &'static str>> {
        let tekst = || Some(waarde.to_owned()).filter(|w| !w.is_empty());
        match naam {
            "smtp" => match Smtp::lees(waarde) {
                Some(smtp) => self.smtp = Some(smtp),
                None => {
                    return Some(Err(
                        "schrijf smtps://server of smtp://server:poort, zonder gebruikersnaam of wachtwoord",
                    ));
                }
            },
            "smtp_gebruiker" => self.gebruiker = tekst(),
            "smtp_wachtwoord" => self.wachtwoord = tekst(),
            "smtp_wachtwoordbestand" => self.wachtwoordbestand = tekst().map(PathBuf::from),
            "smtp_ca" => self.ca = tekst().map(PathBuf::from),
            "mail_van" if is_afzender(waarde) => self.van = tekst(),
            "mail_van" => return Some(Err("schrijf een e-mailadres, bijvoorbeeld houvast@gemeente.nl")),
            _ => return None,
        }
        Some(Ok(()))
    }

    /// The mail server with all that belongs to it; `None`: mails go to the folder.
    pub(crate) fn smtp(&self) -> Result<Option<Smtp>> {
        let Some(mut smtp) = self.smtp.clone() else {
            if self.gebruiker.is_some() || self.wachtwoord.is_some() || self.wachtwoordbestand.is_some() {
                return Err(gebruik(
                    "instelling smtp ontbreekt: zonder mailserver is er niets om op aan te melden",
                ));
            }
            return Ok(None);
        };
        let wachtwoord = match (&self.wachtwoord, &self.wachtwoordbestand) {
            (Some(_), Some(_)) => {
                return Err(gebruik(
                    "zet smtp_wachtwoord of smtp_wachtwoordbestand, niet allebei",
                ));
            }
            (Some(wachtwoord), None) => Some(wachtwoord.clone()),
            (None, Some(pad)) => Some(lees(pad, "smtp_wachtwoordbestand")?.trim_end().to_owned()),
            (None, None) => None,
        };
        smtp.aanmelding = match (&self.gebruiker, wachtwoord) {
            (Some(gebruiker), Some(wachtwoord)) => Some((gebruiker.clone(), wachtwoord)),
            (None, None) => None,
            (Some(_), None) => return Err(gebruik("bij smtp_gebruiker hoort een smtp_wachtwoord")),
            (None, Some(_)) => return Err(gebruik("bij smtp_wachtwoord hoort een smtp_gebruiker")),
        };
        if let Some(pad) = &self.ca {
            let pem = lees(pad, "smtp_ca")?;
            if !Smtp::is_certificaat(&pem) {
                return Err(gebruik(format!("{} is geen certificaat (PEM)", pad.display())));
            }
            smtp.ca = Some(pem);
        }
        Ok(Some(smtp))
    }
}

fn lees(pad: &Path, naam: &str) -> Result<String> {
    fs::read_to_string(pad).map_err(|fout| {
        gebruik(format!(
            "instelling {naam}: {} is niet te lezen: {fout}",
            pad.display()
        ))
    })
}

/// One address, and nothing that could break a header.
fn is_afzender(tekst: &str) -> bool {
    let goed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | '+' | '@');
    tekst.chars().all(goed)
        && tekst
            .split_once('@')
            .is_some_and(|(naam, domein)| !naam.is_empty() && domein.contains('.') && !domein.contains('@'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mail(paren: &[(&str, &str)]) -> Mail {
        let mut uit = Mail::default();
        for (naam, waarde) in paren {
            uit.zet(naam, waarde).unwrap().unwrap();
        }
        uit
    }

    #[test]
    fn een_wachtwoord_komt_uit_een_eigen_bestand_en_wordt_nergens_getoond() {
        let pad = std::env::temp_dir().join(format!("houvast-smtp-{}", std::process::id()));
        fs::write(&pad, "ge heim\n").unwrap();
        let naam = pad.display().to_string();
        let mail = mail(&[
            ("smtp", "smtps://mail.zwolle.nl"),
            ("smtp_gebruiker", "houvast"),
            ("smtp_wachtwoordbestand", &naam),
        ]);
        let smtp = mail.smtp().unwrap().unwrap();
        assert_eq!(
            smtp.aanmelding,
            Some(("houvast".to_owned(), "ge heim".to_owned()))
        );
        assert!(!format!("{mail:?}{smtp:?}").contains("heim"));
        fs::remove_file(&pad).unwrap();
        assert!(
            mail.smtp()
                .unwrap_err()
                .to_string()
                .contains("smtp_wachtwoordbestand")
        );
    }

    #[test]
    fn wat_niet_bij_elkaar_past_stopt_de_start() {
        assert_eq!(mail(&[]).smtp().unwrap(), None);
        for (paren, deel) in [
            (&[("smtp_gebruiker", "x")][..], "smtp ontbreekt"),
            (
                &[("smtp", "smtp://localhost"), ("smtp_gebruiker", "x")],
                "hoort een smtp_wachtwoord",
            ),
            (
                &[("smtp", "smtp://localhost"), ("smtp_wachtwoord", "x")],
                "hoort een smtp_gebruiker",
            ),
            (
                &[("smtp", "smtp://localhost"), ("smtp_ca", "/bestaat/niet")],
                "smtp_ca",
            ),
        ] {
            let fout = mail(paren).smtp().unwrap_err().to_string();
            assert!(fout.contains(deel), "{fout}");
        }
        let mut leeg = Mail::default();
        assert!(leeg.zet("smtp", "smtps://a:geheim@b").unwrap().is_err());
        for fout in ["houvast", "a@b", "a@b.nl\r\nBcc: c@d.nl", "a@b@c.nl", "<a@b.nl>"] {
            assert!(leeg.zet("mail_van", fout).unwrap().is_err(), "{fout:?}");
        }
        assert!(
            leeg.zet("mail_van", "houvast@zwolle.nl").unwrap().is_ok() && leeg.zet("poort", "1").is_none()
        );
    }
}

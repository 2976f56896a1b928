//! Settings of logging in: how long, with what, and through whom.

use crate::oidc;
use crate::uitgang::gebruik;
use anyhow::Result;
use houvast_dienst::inlog::{Aanmeldregels, TweedeStap};
use jiff::SignedDuration;
use std::path::PathBuf;
use std::sync::Arc;

/// Longest session: a day (NIST SP 800-63B-4, AAL2).
const DAG: u16 = 24 * 60;

/// As somebody set them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Aanmelden {
    stil: u16,
    langst: u16,
    tweede_stap: TweedeStap,
    oidc: Option<PathBuf>,
    contact: Option<String>,
}

impl Default for Aanmelden {
    fn default() -> Self {
        Self {
            stil: 60,
            langst: 600,
            // BIO2 (ISO 27002, 8.5): more than a password for data like these.
            tweede_stap: TweedeStap::Iedereen,
            oidc: None,
            contact: None,
        }
    }
}

fn minuten(waarde: &str) -> Option<u16> {
    waarde.parse().ok().filter(|m| (1..=DAG).contains(m))
}

impl Aanmelden {
    /// Sets one setting; `None` when it is none of ours.
    pub(super) fn zet(&mut self, naam: &str, waarde: &str) -> Option<std::result::Result<(), &'static str>> {
        const MINUTEN: &str = "schrijf een aantal minuten van 1 tot en met 1440";
        match naam {
            "sessie_stil" => match minuten(waarde) {
                Some(m) => self.stil = m,
                None => return Some(Err(MINUTEN)),
            },
            "sessie_langst" => match minuten(waarde) {
                Some(m) => self.langst = m,
                None => return Some(Err(MINUTEN)),
            },
            "tweede_stap" => match TweedeStap::lees(waarde) {
                Some(wie) => self.tweede_stap = wie,
                None => return Some(Err("schrijf iedereen, niemand, of rollen met een komma ertussen")),
            },
            "oidc" => self.oidc = Some(waarde.into()),
            "contact" => {
                let schoon = waarde.bytes().all(|b| b.is_ascii_graphic());
                let adres = waarde.starts_with("mailto:") || waarde.starts_with("https://");
                if !(schoon && adres) {
                    return Some(Err(
                        "schrijf mailto:naam@gemeente.nl of een adres dat begint met https://",
                    ));
                }
                self.contact = Some(waarde.to_owned());
            }
            _ => return None,
        }
        Some(Ok(()))
    }

    /// All together. `webadres`: where people reach this installation.
    pub(crate) fn regels(&self, webadres: Option<&str>) -> Result<Aanmeldregels> {
        if self.stil > self.langst {
            return Err(gebruik("sessie_stil is langer dan sessie_langst"));
        }
        let oidc = match (&self.oidc, webadres) {
            (None, _) => None,
            (Some(_), None) => {
                return Err(gebruik(
                    "bij oidc hoort een webadres: de organisatie stuurt mensen daarheen terug",
                ));
            }
            (Some(pad), Some(webadres)) => Some(Arc::new(oidc::lees(pad, webadres)?)),
        };
        Ok(Aanmeldregels {
            stil: SignedDuration::from_mins(self.stil.into()),
            langst: SignedDuration::from_mins(self.langst.into()),
            tweede_stap: self.tweede_stap.clone(),
            contact: self.contact.clone(),
            oidc,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn een_server_vraagt_iedereen_een_code_tot_iemand_anders_kiest() {
        let mut a = Aanmelden::default();
        assert_eq!(a.regels(None).unwrap().tweede_stap, TweedeStap::Iedereen);
        a.zet("tweede_stap", "niemand").unwrap().unwrap();
        assert_eq!(a.regels(None).unwrap().tweede_stap, TweedeStap::Niemand);
        assert!(a.zet("tweede_stap", "baas").unwrap().is_err());
        assert!(a.zet("poort", "1").is_none());
    }

    #[test]
    fn een_sessie_duurt_van_een_minuut_tot_een_dag() {
        for (waarde, goed) in [
            ("0", false),
            ("1", true),
            ("1440", true),
            ("1441", false),
            ("-1", false),
            ("een", false),
        ] {
            let mut a = Aanmelden::default();
            assert_eq!(a.zet("sessie_langst", waarde).unwrap().is_ok(), goed, "{waarde}");
            assert_eq!(a.zet("sessie_stil", waarde).unwrap().is_ok(), goed, "{waarde}");
        }
        let mut a = Aanmelden::default();
        a.zet("sessie_langst", "59").unwrap().unwrap();
        assert!(a.regels(None).is_err());
        a.zet("sessie_langst", "60").unwrap().unwrap();
        assert!(a.regels(None).is_ok());
    }

    #[test]
    fn een_contact_is_een_adres_en_niets_dat_een_regel_breekt() {
        let mut a = Aanmelden::default();
        for (waarde, goed) in [
            ("mailto:lek@zwolle.nl", true),
            ("https://zwolle.nl/lek", true),
            ("lek@zwolle.nl", false),
            ("mailto:a@b.nl\nExpires: x", false),
        ] {
            assert_eq!(a.zet("contact", waarde).unwrap().is_ok(), goed, "{waarde}");
        }
    }

    #[test]
    fn aanmelden_via_de_organisatie_vraagt_een_webadres() {
        let mut a = Aanmelden::default();
        a.zet("oidc", "/bestaat/niet").unwrap().unwrap();
        assert!(a.regels(None).unwrap_err().to_string().contains("webadres"));
        assert!(
            a.regels(Some("https://h.nl"))
                .unwrap_err()
                .to_string()
                .contains("/bestaat/niet")
        );
    }
}

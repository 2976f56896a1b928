//! The frame around every page: title, navigation, style.

use crate::stijl;
use houvast_dienst::beeld::{Kader, Rol};

/// Which place of the navigation a page belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Hier {
    Werkvoorraad,
    Jeugdigen,
    Verzoeken,
    Clienten,
    Berichten,
    Inleveren,
    Verwijzingen,
    Verwijzen,
    Hulpvragen,
    Sturing,
    Rekenhulp,
    Logboek,
    Nergens,
}

/// What `basis.html` needs.
pub(crate) struct Raam {
    pub(crate) titel: String,
    pub(crate) csrf: String,
    pub(crate) css: String,
    pub(crate) icoon: String,
    pub(crate) kader: Option<Kader>,
    pub(crate) hier: Hier,
    /// When the session ends, for somebody who is logged in.
    pub(crate) verloop: Option<Verloop>,
}

/// The end of a session, as a page warns of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Verloop {
    /// Whole minutes from now.
    pub(crate) minuten: u32,
    /// Asking for a page makes it later.
    pub(crate) langer: bool,
}

/// One entry of the navigation.
pub(crate) struct MenuItem {
    pub(crate) href: &'static str,
    pub(crate) tekst: &'static str,
    pub(crate) tel: u32,
    pub(crate) actief: bool,
}

impl Raam {
    /// A page for somebody who is logged in.
    pub(crate) fn nieuw(titel: impl Into<String>, kader: Kader, csrf: String, hier: Hier) -> Self {
        Self {
            titel: titel.into(),
            csrf,
            css: stijl::css_pad(),
            icoon: stijl::icoon_pad(),
            kader: Some(kader),
            hier,
            verloop: None,
        }
    }

    /// A page without navigation.
    pub(crate) fn los(titel: impl Into<String>) -> Self {
        Self {
            titel: titel.into(),
            csrf: String::new(),
            css: stijl::css_pad(),
            icoon: stijl::icoon_pad(),
            kader: None,
            hier: Hier::Nergens,
            verloop: None,
        }
    }

    /// A screen reader hears the title first, so that is where "Fout" goes.
    pub(crate) fn met_fout(mut self, fout: bool) -> Self {
        if fout {
            self.titel.insert_str(0, "Fout: ");
        }
        self
    }

    pub(crate) fn rol(&self) -> Option<Rol> {
        self.kader.as_ref().map(|k| k.rol)
    }

    /// Only who has a page to search has the search box.
    pub(crate) fn zoekt(&self) -> bool {
        self.rol() == Some(Rol::Consulent)
    }

    /// What this role has, and nothing else.
    pub(crate) fn menu(&self) -> Vec<MenuItem> {
        let Some(kader) = &self.kader else {
            return Vec::new();
        };
        let item = |href, tekst, tel, hier| MenuItem {
            href,
            tekst,
            tel,
            actief: self.hier == hier,
        };
        let werk = item("/werkvoorraad", "Werkvoorraad", kader.werk, Hier::Werkvoorraad);
        let berichten = item("/berichten", "Berichten", kader.berichten, Hier::Berichten);
        let inleveren = item("/inleveren", "Inleveren", 0, Hier::Inleveren);
        let verwijzingen = item("/verwijzingen", "Verwijzingen", 0, Hier::Verwijzingen);
        let rekenhulp = item("/rekenhulp", "Rekenhulp", 0, Hier::Rekenhulp);
        match kader.rol {
            Rol::Consulent => vec![
                werk,
                item("/jeugdigen", "Jeugdigen", 0, Hier::Jeugdigen),
                verwijzingen,
                item("/hulpvragen", "Hulpvragen", 0, Hier::Hulpvragen),
                berichten,
                rekenhulp,
                inleveren,
            ],
            Rol::Aanbieder => vec![
                werk,
                verwijzingen,
                item("/verzoeken", "Verzoeken", 0, Hier::Verzoeken),
                item("/clienten", "Cliënten", 0, Hier::Clienten),
                berichten,
                rekenhulp,
                inleveren,
            ],
            Rol::Verwijzer => vec![
                werk,
                verwijzingen,
                item("/verwijzen", "Nieuwe verwijzing", 0, Hier::Verwijzen),
            ],
            Rol::Regio => vec![werk, item("/sturing", "Sturing", 0, Hier::Sturing)],
            Rol::Privacy => vec![item("/logboek", "Logboek", 0, Hier::Logboek)],
        }
    }
}

/// A mistake in a form: the id of the field and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct VeldFout {
    pub(crate) veld: String,
    pub(crate) tekst: String,
}

impl VeldFout {
    pub(crate) fn nieuw(veld: impl Into<String>, tekst: impl Into<String>) -> Self {
        Self {
            veld: veld.into(),
            tekst: tekst.into(),
        }
    }

    /// Fields of a form that occurs per product carry its number.
    pub(crate) fn hoort_bij(&self, veld: &str, nummer: &u32) -> bool {
        self.veld == format!("{veld}-{nummer}")
    }
}

/// Is there a mistake in this field?
pub(crate) fn fout_bij(lijst: &[VeldFout], naam: &str) -> bool {
    lijst.iter().any(|f| f.veld == naam)
}

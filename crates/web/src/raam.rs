//! The frame around every page: title, navigation, style.

use crate::stijl;
use houvast_dienst::beeld::{Kader, Rol};
use houvast_dienst::recht::{Handeling, mag};

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
    Noodtoegang,
    Accounts,
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
        self.mag(Handeling::Zoeken)
    }

    /// May who looks at this page do this?
    pub(crate) fn mag(&self, handeling: Handeling) -> bool {
        self.kader.as_ref().is_some_and(|k| mag(k.functie, handeling))
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
        use Handeling as H;
        let alles = [
            (
                H::WerkZien,
                item("/werkvoorraad", "Werkvoorraad", kader.werk, Hier::Werkvoorraad),
            ),
            (H::Zoeken, item("/jeugdigen", "Jeugdigen", 0, Hier::Jeugdigen)),
            (
                H::VerwijzingenZien,
                item("/verwijzingen", "Verwijzingen", 0, Hier::Verwijzingen),
            ),
            (
                H::Verwijzen,
                item("/verwijzen", "Nieuwe verwijzing", 0, Hier::Verwijzen),
            ),
            (
                H::EigenVerzoeken,
                item("/verzoeken", "Verzoeken", 0, Hier::Verzoeken),
            ),
            (H::ClientenZien, item("/clienten", "Cliënten", 0, Hier::Clienten)),
            (
                H::HulpvraagBehandelen,
                item("/hulpvragen", "Hulpvragen", 0, Hier::Hulpvragen),
            ),
            (
                H::BerichtenZien,
                item("/berichten", "Berichten", kader.berichten, Hier::Berichten),
            ),
            (H::Rekenen, item("/rekenhulp", "Rekenhulp", 0, Hier::Rekenhulp)),
            (H::Uploaden, item("/inleveren", "Inleveren", 0, Hier::Inleveren)),
            (H::SturingZien, item("/sturing", "Sturing", 0, Hier::Sturing)),
            (H::LogboekZien, item("/logboek", "Logboek", 0, Hier::Logboek)),
            (
                H::NoodtoegangNagaan,
                item(
                    "/logboek/noodtoegang",
                    "Noodtoegang",
                    kader.werk,
                    Hier::Noodtoegang,
                ),
            ),
            (H::AccountsZien, item("/accounts", "Accounts", 0, Hier::Accounts)),
        ];
        alles
            .into_iter()
            .filter(|(handeling, _)| mag(kader.functie, *handeling))
            // The log is the work list of a privacy officer, the accounts that of management.
            .filter(|(h, _)| *h != H::WerkZien || !matches!(kader.rol, Rol::Privacy | Rol::Beheer))
            .map(|(_, item)| item)
            .chain(
                (mag(kader.functie, H::RegelsBeheren) && !mag(kader.functie, H::SturingZien))
                    .then(|| item("/sturing/profiel", "Regels", 0, Hier::Sturing)),
            )
            .collect()
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

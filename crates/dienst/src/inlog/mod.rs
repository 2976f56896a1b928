//! How people log in, for how long, and what they see of it themselves.

pub mod concept;
pub mod oidc;
pub mod sessies;
mod totp;
pub mod tweede;

use houvast_opslag::Rol;
use jiff::SignedDuration;
use std::sync::Arc;

/// Who must give a code besides the password.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum TweedeStap {
    /// Nobody must; everybody may.
    #[default]
    Niemand,
    /// Everybody with a password.
    Iedereen,
    /// These roles.
    Rollen(Vec<Rol>),
}

impl TweedeStap {
    /// Must somebody in this role?
    #[must_use]
    pub fn moet(&self, rol: Rol) -> bool {
        match self {
            Self::Niemand => false,
            Self::Iedereen => true,
            Self::Rollen(rollen) => rollen.contains(&rol),
        }
    }

    /// From a setting: `niemand`, `iedereen`, or roles with a comma between them.
    #[must_use]
    pub fn lees(tekst: &str) -> Option<Self> {
        match tekst.trim() {
            "niemand" => Some(Self::Niemand),
            "iedereen" => Some(Self::Iedereen),
            rollen => rollen
                .split(',')
                .map(|r| Rol::van(r.trim()).filter(|r| !matches!(r, Rol::Systeem | Rol::Geen)))
                .collect::<Option<Vec<_>>>()
                .map(Self::Rollen),
        }
    }
}

/// How people log in to this installation.
#[derive(Clone, Debug)]
pub struct Aanmeldregels {
    /// A session ends after so long without a request.
    pub stil: SignedDuration,
    /// A session ends after so long anyway.
    pub langst: SignedDuration,
    /// Who must give a code.
    pub tweede_stap: TweedeStap,
    /// Where a leak can be reported (RFC 9116): `mailto:` or `https://`.
    pub contact: Option<String>,
    /// Logging in through the organisation.
    pub oidc: Option<Arc<oidc::Oidc>>,
}

impl Default for Aanmeldregels {
    fn default() -> Self {
        Self {
            // NIST SP 800-63B-4, AAL2: at most an hour idle and a day in all; a working day is less.
            stil: SignedDuration::from_hours(1),
            langst: SignedDuration::from_hours(10),
            tweede_stap: TweedeStap::Niemand,
            contact: None,
            oidc: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wie_een_code_moet_geven_staat_in_een_instelling() {
        assert_eq!(TweedeStap::lees("niemand"), Some(TweedeStap::Niemand));
        assert!(TweedeStap::lees("iedereen").unwrap().moet(Rol::Verwijzer));
        let deel = TweedeStap::lees("consulent, privacy").unwrap();
        assert!(deel.moet(Rol::Consulent) && deel.moet(Rol::Privacy) && !deel.moet(Rol::Regio));
        for fout in ["", "consulent,", "consulent, baas", "systeem"] {
            assert_eq!(TweedeStap::lees(fout), None, "{fout:?}");
        }
    }
}

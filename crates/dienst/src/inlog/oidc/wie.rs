//! From claims to an account here. What the configuration does not name, gives nothing: an unknown role, gemeente or
//! aanbieder is no access.

use super::token::{Inhoud, tekst, teksten};
use super::{Instelling, Reden};
use crate::recht::Werkgever;
use houvast_begrip::{AgbCode, GemeenteCode};
use houvast_opslag::Rol;
use std::collections::BTreeSet;

/// Longest name on a screen.
const NAAM: usize = 100;

/// What somebody may be here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Rechten {
    pub(super) rol: Rol,
    pub(super) gemeenten: Vec<GemeenteCode>,
    pub(super) agb: Option<AgbCode>,
    pub(super) naam: String,
}

/// Is there a claim for the role? Without one it may stand in the userinfo.
pub(super) fn zegt_rol(claims: &Inhoud, instelling: &Instelling) -> bool {
    claims.contains_key(&instelling.claims.rol)
}

/// What these claims give.
pub(super) fn rechten(
    claims: &Inhoud,
    instelling: &Instelling,
    regio: &[GemeenteCode],
) -> Result<Rechten, Reden> {
    let namen = &instelling.claims;
    // Among the groups of somebody are many that are not about us; two that are, do not say which one it is.
    let rollen: BTreeSet<Rol> = teksten(claims, &namen.rol)
        .unwrap_or_default()
        .iter()
        .filter_map(|w| instelling.rollen.get(w).copied())
        .collect();
    let rol = match rollen.into_iter().collect::<Vec<_>>()[..] {
        [rol] => rol,
        _ => return Err(Reden::Rol),
    };
    let (gemeenten, agb) = match rol.recht().werkt_voor {
        Werkgever::Programma | Werkgever::Niemand => return Err(Reden::Rol),
        Werkgever::Regio if rol == Rol::Beheer => return Err(Reden::Rol),
        Werkgever::Regio => (Vec::new(), None),
        Werkgever::Aanbieder | Werkgever::Praktijk => {
            let waarden = teksten(claims, &namen.aanbieder).unwrap_or_default();
            let codes: Vec<_> = waarden.iter().map(|w| instelling.aanbieders.get(w)).collect();
            match codes[..] {
                [Some(agb)] => (Vec::new(), Some(*agb)),
                _ => return Err(Reden::Plaats),
            }
        }
        Werkgever::Gemeente => {
            let waarden = teksten(claims, &namen.gemeente).unwrap_or_default();
            let codes: Option<BTreeSet<_>> = waarden
                .iter()
                .map(|w| instelling.gemeenten.get(w).copied().filter(|g| regio.contains(g)))
                .collect();
            match codes {
                Some(codes) if !codes.is_empty() => (codes.into_iter().collect(), None),
                _ => return Err(Reden::Plaats),
            }
        }
    };
    let naam: String = tekst(claims, &namen.naam)
        .unwrap_or_default()
        .chars()
        .filter(|c| !c.is_control())
        .take(NAAM)
        .collect();
    let naam = match naam.trim() {
        "" => "Medewerker".to_owned(),
        naam => naam.to_owned(),
    };
    Ok(Rechten {
        rol,
        gemeenten,
        agb,
        naam,
    })
}

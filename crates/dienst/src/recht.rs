//! Which role may do what: the one place. Whose rows somebody sees is not decided here but by the `Bereik` of the store.

use crate::DienstFout;
use crate::beeld::Rol;

/// A thing somebody may or may not do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Handeling {
    /// See the own work list, requests and messages.
    Zien,
    /// Search a child in the own gemeente.
    Zoeken,
    /// Open the file of a child (an aanbieder sees only its own help in it).
    DossierOpenen,
    /// Show a whole BSN.
    BsnTonen,
    /// Decide on a request.
    Beslissen,
    /// Register contact with the Toegang.
    ContactVastleggen,
    /// Register the toetsing.
    ToetsingVastleggen,
    /// Register herstel or duurzaam.
    SoortVastleggen,
    /// Register the intended result and the amount in the referral letter.
    ResultaatVastleggen,
    /// Register other running help.
    AndereHulpVastleggen,
    /// Register the agreement of the Toegang with help beside other help.
    AkkoordVastleggen,
    /// Bring in messages by hand.
    Uploaden,
    /// See the own clients.
    ClientenZien,
}

/// May this role do this?
#[must_use]
pub fn mag(rol: Rol, handeling: Handeling) -> bool {
    use Handeling as H;
    match handeling {
        H::Zien
        | H::DossierOpenen
        | H::Uploaden
        | H::ContactVastleggen
        | H::SoortVastleggen
        | H::AndereHulpVastleggen
        | H::BsnTonen => true,
        H::Zoeken | H::Beslissen | H::AkkoordVastleggen => rol == Rol::Consulent,
        H::ToetsingVastleggen | H::ResultaatVastleggen | H::ClientenZien => rol == Rol::Aanbieder,
    }
}

/// The same as an error: what you may not do does not exist for you.
pub fn eis(rol: Rol, handeling: Handeling) -> Result<(), DienstFout> {
    if mag(rol, handeling) {
        Ok(())
    } else {
        Err(DienstFout::NietGevonden)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn alleen_een_consulent_beslist_en_alleen_een_aanbieder_toetst() {
        assert!(mag(Rol::Consulent, Handeling::Beslissen));
        assert!(!mag(Rol::Aanbieder, Handeling::Beslissen));
        assert!(mag(Rol::Aanbieder, Handeling::ToetsingVastleggen));
        assert!(!mag(Rol::Consulent, Handeling::ToetsingVastleggen));
        assert!(matches!(
            eis(Rol::Aanbieder, Handeling::Beslissen),
            Err(DienstFout::NietGevonden)
        ));
    }
}

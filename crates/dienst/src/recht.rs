//! Which role may do what: the one place. Whose rows somebody sees is not decided here but by the `Bereik` of the store.

use crate::DienstFout;
use crate::beeld::Rol;

/// A thing somebody may or may not do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Handeling {
    /// See the own work list.
    WerkZien,
    /// See the own requests and messages.
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
    /// Work on a hulpvraag of the Toegang.
    HulpvraagBehandelen,
    /// See referrals: the own ones of a practice, those to an aanbieder, those in which the Toegang takes part.
    VerwijzingenZien,
    /// Refer a child to an aanbieder.
    Verwijzen,
    /// Accept or refuse a referral, and send the request that follows.
    Toetsen,
    /// Ask an aanbieder for toetsing, and grant what it accepted, for the Toegang.
    ToetsingVragen,
    /// See counts of the region, without persons.
    SturingZien,
    /// Settle a signal ahead of time.
    SignaalAfdoen,
    /// Use the calculator; on a case, make the estimate a fact of it.
    Rekenen,
    /// Register what a request for change rests on.
    WijzigingVastleggen,
    /// Register a request for change that came by secure mail.
    WijzigingPerMail,
    /// Make and see letters about a decision.
    BrievenMaken,
    /// See who used which dossier.
    LogboekZien,
}

/// May this role do this?
#[must_use]
pub fn mag(rol: Rol, handeling: Handeling) -> bool {
    use Handeling as H;
    match handeling {
        H::WerkZien => true,
        H::Zien
        | H::DossierOpenen
        | H::Uploaden
        | H::ContactVastleggen
        | H::SoortVastleggen
        | H::AndereHulpVastleggen
        | H::BsnTonen => matches!(rol, Rol::Consulent | Rol::Aanbieder),
        H::Zoeken | H::Beslissen | H::AkkoordVastleggen | H::ToetsingVragen | H::HulpvraagBehandelen => {
            rol == Rol::Consulent
        }
        H::ToetsingVastleggen | H::ResultaatVastleggen | H::ClientenZien | H::Toetsen => {
            rol == Rol::Aanbieder
        }
        H::VerwijzingenZien => !matches!(rol, Rol::Regio | Rol::Privacy),
        H::Verwijzen => rol == Rol::Verwijzer,
        H::SturingZien => rol == Rol::Regio,
        H::SignaalAfdoen | H::Rekenen | H::WijzigingVastleggen => {
            matches!(rol, Rol::Consulent | Rol::Aanbieder)
        }
        H::WijzigingPerMail | H::BrievenMaken => rol == Rol::Consulent,
        H::LogboekZien => rol == Rol::Privacy,
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
        for rol in [Rol::Verwijzer, Rol::Regio, Rol::Privacy] {
            for handeling in [
                Handeling::Zien,
                Handeling::DossierOpenen,
                Handeling::BsnTonen,
                Handeling::Zoeken,
                Handeling::Toetsen,
            ] {
                assert!(!mag(rol, handeling), "{rol:?} {handeling:?}");
            }
        }
        assert!(matches!(
            eis(Rol::Aanbieder, Handeling::Beslissen),
            Err(DienstFout::NietGevonden)
        ));
    }
}

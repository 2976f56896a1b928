//! Which role may do what: the acts of the one table (`houvast_opslag::recht`), asked by every use case before it loads
//! anything. Whose rows somebody sees is settled by the `Bereik` of the store, by the same table.

use crate::DienstFout;
/// The role of an account. [`crate::beeld::Rol`] is only the side it works on, for the words on a page.
pub use houvast_opslag::Rol as Functie;
pub use houvast_opslag::recht::{Handeling, Recht, Relatie, TABEL, Veldgroep, Werkgever};

/// May this role do this?
#[must_use]
pub fn mag(functie: Functie, handeling: Handeling) -> bool {
    functie.mag(handeling)
}

/// The same as an error: what you may not do does not exist for you.
pub fn eis(functie: Functie, handeling: Handeling) -> Result<(), DienstFout> {
    if mag(functie, handeling) {
        Ok(())
    } else {
        Err(DienstFout::NietGevonden)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wat_niet_in_de_tabel_staat_bestaat_niet() {
        assert!(eis(Functie::Consulent, Handeling::Beslissen).is_ok());
        for functie in [Functie::Backoffice, Functie::AanbiederMedewerker, Functie::Geen] {
            assert!(matches!(
                eis(functie, Handeling::Beslissen),
                Err(DienstFout::NietGevonden)
            ));
        }
    }
}

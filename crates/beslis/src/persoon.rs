//! Is the child of the message the child of the file with that BSN (Wabb 12)? Doubt goes to a person.

use crate::besluit::{Grond, Onderwerp};
use crate::feiten::Herkenning;
use crate::zaak::Zaak;

/// Only speaks when the two differ: a new child and an equal one raise no question here.
pub(crate) fn persoon(z: &Zaak<'_>) -> Option<Grond> {
    let wat = match z.feiten.herkenning.waarde? {
        Herkenning::Zelfde | Herkenning::Nieuw => return None,
        Herkenning::AndereGeboortedatum => "de geboortedatum",
        Herkenning::AndereNaam => "de achternaam",
    };
    let zin = format!(
        "Het burgerservicenummer is bekend, maar {wat} in het bericht is anders dan in het dossier. Een medewerker zoekt uit om welke jeugdige het gaat."
    );
    let grond = z.voorleggen(Onderwerp::Persoon, zin);
    Some(grond.feit("Anders dan in het dossier", wat))
}

//! Which gemeente is responsible? The file answers; the machine never refuses on it.

use crate::besluit::{Grond, Onderwerp, RedenAfwijzing};
use crate::zaak::Zaak;
use houvast_begrip::GemeenteCode;

pub(crate) fn woonplaats(z: &Zaak<'_>) -> Grond {
    const O: Onderwerp = Onderwerp::Woonplaats;
    let eigen = z.feiten.gemeente;
    let grond = match z.feiten.woonplaats.van_gemeente() {
        None => z.voorleggen(
            O,
            "De gemeente kent de woonplaats van deze jeugdige niet. Een medewerker zoekt uit welke gemeente verantwoordelijk is.",
        ),
        Some(code) if *code == eigen => {
            z.goed(O, "De gemeente is verantwoordelijk volgens het woonplaatsbeginsel.")
        }
        Some(code) => {
            let zin = format!(
                "Volgens het woonplaatsbeginsel is een andere gemeente verantwoordelijk: {}. Advies: afwijzen en naar die gemeente verwijzen.",
                naam(z, *code)
            );
            z.voorleggen(O, zin).met_reden(RedenAfwijzing::Woonplaatsbeginsel)
        }
    };
    grond.feit("Gemeente van het verzoek", naam(z, eigen)).bronfeit(
        "Verantwoordelijke gemeente",
        &z.feiten.woonplaats,
        |c| naam(z, *c),
    )
}

/// The other gemeente, when it is responsible instead.
pub(crate) fn andere_gemeente(z: &Zaak<'_>) -> Option<GemeenteCode> {
    z.feiten
        .woonplaats
        .van_gemeente()
        .copied()
        .filter(|code| *code != z.feiten.gemeente)
}

fn naam(z: &Zaak<'_>, code: GemeenteCode) -> String {
    match z.profiel.gemeente(code) {
        Some(g) => format!("{}, {code}", g.naam),
        None => format!("gemeente {code}"),
    }
}

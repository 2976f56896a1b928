//! A stop against the start it ends and the stops before it.

use crate::Bericht;
use crate::BerichtSoort::Jw307;
use crate::regels::levering::{Einden, TIJDELIJK, leveringen, loop_door};
use crate::regels::{Eerder, Melder, Regel};
use houvast_begrip::datum::kort;
use jiff::civil::Date;

pub(super) const TR018: Regel = Regel::inhoud(
    "TR018",
    &[Jw307],
    "De einddatum ligt niet voor de begindatum.",
    tr018,
);

fn tr018(bericht: &Bericht, meld: &mut Melder<'_>) {
    for zicht in leveringen(bericht) {
        let begin = zicht.levering.sleutel.begin;
        if let Some((eind, _)) = zicht.levering.stop
            && eind < begin
        {
            meld.op(
                zicht.element("Einddatum"),
                format!(
                    "De einddatum {} ligt voor de begindatum. Zij mag niet voor {} liggen.",
                    kort(eind),
                    kort(begin)
                ),
            );
        }
    }
}

pub(super) const TR382: Regel = Regel::keten(
    "TR382",
    "9069",
    &[Jw307],
    "Een stop heeft dezelfde sleutel als de start.",
    tr382,
);

fn tr382(bericht: &Bericht, eerder: &dyn Eerder, meld: &mut Melder<'_>) {
    loop_door(bericht, eerder, |stand, zicht| {
        if zicht.levering.stop.is_some() && !zicht.verwijderen && !stand.gestart(zicht.levering.sleutel) {
            meld.op(
                zicht.pad.clone(),
                "Er is geen start met deze toewijzing, dit product en deze begindatum. Neem ze precies over uit het startbericht.",
            );
        }
    });
}

/// Looks at each new stop with its last day, RedenBeeindiging and the stops that the same start has already.
fn bij_eerdere_stop(bericht: &Bericht, eerder: &dyn Eerder, mut kijk: impl FnMut(&str, Date, &str, &Einden)) {
    loop_door(bericht, eerder, |stand, zicht| {
        if let Some((eind, reden)) = zicht.levering.stop
            && !zicht.verwijderen
            && let Some(einden) = stand.einden(zicht.levering.sleutel)
        {
            kijk(&zicht.pad, eind, reden, einden);
        }
    });
}

pub(super) const TR413: Regel = Regel::keten(
    "TR413",
    "9413",
    &[Jw307],
    "Na een tijdelijke stop komt geen tweede tijdelijke stop.",
    tr413,
);

fn tr413(bericht: &Bericht, eerder: &dyn Eerder, meld: &mut Melder<'_>) {
    bij_eerdere_stop(bericht, eerder, |pad, _, reden, einden| {
        if reden == TIJDELIJK && einden.tijdelijk() {
            meld.op(
                pad,
                "Deze hulp is al tijdelijk gestopt (reden 20). Stuur een nieuwe start als zij weer loopt, of een definitieve stop.",
            );
        }
    });
}

pub(super) const TR414: Regel = Regel::keten(
    "TR414",
    "9414",
    &[Jw307],
    "Een latere stop eindigt niet eerder dan de vorige.",
    tr414,
);

fn tr414(bericht: &Bericht, eerder: &dyn Eerder, meld: &mut Melder<'_>) {
    bij_eerdere_stop(bericht, eerder, |pad, eind, _, einden| {
        if let Some(vorige) = einden.laatste().filter(|vorige| eind < *vorige) {
            meld.op(
                pad,
                format!(
                    "De einddatum {} ligt voor die van de eerdere stop. Zij mag niet voor {} liggen.",
                    kort(eind),
                    kort(vorige)
                ),
            );
        }
    });
}

pub(super) const TR415: Regel = Regel::keten(
    "TR415",
    "9415",
    &[Jw307],
    "Na een definitieve stop komt geen tweede stop.",
    tr415,
);

fn tr415(bericht: &Bericht, eerder: &dyn Eerder, meld: &mut Melder<'_>) {
    bij_eerdere_stop(bericht, eerder, |pad, _, _, einden| {
        if einden.definitief() {
            meld.op(
                pad,
                "Deze hulp is al definitief gestopt. Verwijder eerst die stop (status 3) om hem te verbeteren.",
            );
        }
    });
}

#[cfg(test)]
mod tests;

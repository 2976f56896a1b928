//! A start against what is assigned and what was delivered before; and what start and stop share.

use crate::Bericht;
use crate::BerichtSoort::{Jw305, Jw307};
use crate::regels::levering::loop_door;
use crate::regels::{Eerder, Melder, Regel};
use houvast_begrip::datum::kort;

pub(super) const TR019: Regel = Regel::keten(
    "TR019",
    "9019",
    &[Jw305, Jw307],
    "Een start of stop hoort bij een bekende toewijzing, behalve bij hulp op taak.",
    tr019,
);

// A removed toewijzing is still known: its help may have begun and must then be stopped. Without a number it is hulp op taak.
fn tr019(bericht: &Bericht, eerder: &dyn Eerder, meld: &mut Melder<'_>) {
    loop_door(bericht, eerder, |_, zicht| {
        let Some(nummer) = zicht.levering.sleutel.toewijzing else {
            return;
        };
        let bekend = eerder
            .toewijzing(nummer)
            .is_some_and(|toewijzing| toewijzing.zelfde_client && toewijzing.zelfde_aanbieder);
        if !zicht.verwijderen && !bekend {
            meld.op(
                zicht.pad.clone(),
                format!(
                    "Toewijzing {nummer} is voor deze cliënt en aanbieder niet bekend. Neem het nummer over uit de toewijzing."
                ),
            );
        }
    });
}

pub(super) const TR063: Regel = Regel::keten(
    "TR063",
    "9063",
    &[Jw305, Jw307],
    "Verwijderen kan alleen wat eerder met dezelfde sleutel is gestuurd.",
    tr063,
);

fn tr063(bericht: &Bericht, eerder: &dyn Eerder, meld: &mut Melder<'_>) {
    loop_door(bericht, eerder, |stand, zicht| {
        if zicht.verwijderen && !stand.telt(zicht.levering) {
            meld.op(
                zicht.element("StatusAanlevering"),
                "Er is niets te verwijderen: dit is niet eerder gestuurd, of het is al verwijderd. Neem toewijzing, product en datums precies over.",
            );
        }
    });
}

pub(super) const TR071: Regel = Regel::keten(
    "TR071",
    "9071",
    &[Jw305],
    "Een start is niet te verwijderen als er al een stop voor is gestuurd.",
    tr071,
);

fn tr071(bericht: &Bericht, eerder: &dyn Eerder, meld: &mut Melder<'_>) {
    loop_door(bericht, eerder, |stand, zicht| {
        let sleutel = zicht.levering.sleutel;
        if zicht.levering.stop.is_none() && zicht.verwijderen && stand.gestopt(sleutel) {
            meld.op(
                zicht.element("StatusAanlevering"),
                "Voor deze start is al een stop gestuurd. Verwijder eerst de stop en daarna de start.",
            );
        }
    });
}

pub(super) const TR074: Regel = Regel::keten(
    "TR074",
    "9074",
    &[Jw305, Jw307],
    "Een eerste aanlevering heeft een sleutel die nog niet eerder is ontvangen.",
    tr074,
);

fn tr074(bericht: &Bericht, eerder: &dyn Eerder, meld: &mut Melder<'_>) {
    loop_door(bericht, eerder, |stand, zicht| {
        if !zicht.verwijderen && stand.telt(zicht.levering) {
            meld.op(
                zicht.pad.clone(),
                "Dit is al eerder gestuurd, met dezelfde toewijzing, product en datums. Verwijder het eerst (status 3) om het te verbeteren.",
            );
        }
    });
}

pub(super) const TR326: Regel = Regel::keten(
    "TR326",
    "9326",
    &[Jw305],
    "Een start kan alleen als er geen actuele start meer is.",
    tr326,
);

fn tr326(bericht: &Bericht, eerder: &dyn Eerder, meld: &mut Melder<'_>) {
    loop_door(bericht, eerder, |stand, zicht| {
        let sleutel = zicht.levering.sleutel;
        if zicht.levering.stop.is_none() && !zicht.verwijderen && stand.loopt(sleutel) {
            meld.op(
                zicht.pad.clone(),
                format!(
                    "Er loopt al hulp op deze toewijzing. Een start op {} kan pas na een stop, of na het verwijderen van de vorige start.",
                    kort(sleutel.begin)
                ),
            );
        }
    });
}

#[cfg(test)]
mod tests;

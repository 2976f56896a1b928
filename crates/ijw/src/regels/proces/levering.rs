//! A stop and the start that it names.

use crate::Bericht;
use crate::regels::levering::{leveringen, loop_door};
use crate::regels::{Eerder, Melder};
use houvast_begrip::datum::kort;
use std::collections::HashSet;

/// A stop names the newest start. The stop of an older start may be corrected: then it is removed in the same message.
pub(in crate::regels) fn op155(bericht: &Bericht, eerder: &dyn Eerder, meld: &mut Melder<'_>) {
    let verbeterd: HashSet<_> = leveringen(bericht)
        .into_iter()
        .filter(|zicht| zicht.verwijderen)
        .map(|zicht| zicht.levering.sleutel)
        .collect();
    loop_door(bericht, eerder, |stand, zicht| {
        let sleutel = zicht.levering.sleutel;
        let nieuwste = sleutel.toewijzing.and_then(|nummer| stand.nieuwste_begin(nummer));
        let nieuw = zicht.levering.stop.is_some() && !zicht.verwijderen && !verbeterd.contains(&sleutel);
        if let Some(nieuwste) = nieuwste.filter(|nieuwste| nieuw && *nieuwste > sleutel.begin) {
            meld.op(
                zicht.element("Begindatum"),
                format!(
                    "Deze stop noemt een start van {}, maar er is een nieuwere start van {}. Noem de laatste start.",
                    kort(sleutel.begin),
                    kort(nieuwste)
                ),
            );
        }
    });
}
